"""The minutes of a meeting as a value: what was decided and what happens next, never who said what.

Circle, date, agenda with offsets from 0:00, attendance with roles, decisions in their exact wording, selections with
their terms, results, actions, changes of the backlog, review dates, points of the evaluation (MVOS 5.4; domain.md
section 12). A confidential item shows its length and what it was for, and nothing else (INV-M7).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import Enum

from facilitation import meeting as m
from facilitation.model import (
    Action,
    Circle,
    Conclusion,
    Duty,
    Fate,
    Item,
    ItemOutcome,
    LastMinutes,
    Outcome,
    PersonId,
    ProceedingId,
    Standing,
    Visitor,
)
from facilitation.settings import MinutesApproval
from facilitation.state import Proceeding
from facilitation.values import dataclass


class MinutesStatus(Enum):
    """How far the approval of minutes has come."""

    DRAFT = "draft"
    PENDING = "pending"
    OBJECTED = "objected"
    APPROVED = "approved"


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """Somebody of the circle, with their roles; the absent are listed as such."""

    person: PersonId
    standing: Standing
    duties: tuple[Duty, ...]
    present: bool
    facilitated: bool
    recorded: bool
    came_at: timedelta | None
    """When a late one came, from 0:00."""
    left_at: timedelta | None


@dataclass(frozen=True, kw_only=True)
class ItemRecord:
    """One item as the minutes tell it; of a confidential one only its length, what it was for, and why."""

    number: int
    title: str
    outcome: ItemOutcome
    fate: Fate
    began: timedelta | None
    ended: timedelta | None
    minutes: int
    owner: PersonId | None = None
    documents: str = ""
    result: str = ""
    next_step: str = ""
    confidential: str = ""
    conclusion: Conclusion | None = None
    proceeding: ProceedingId | None = None

    @property
    def decided(self) -> bool:
        """Whether it is an agreement of the circle, in its exact wording."""
        return self.conclusion is not None and self.conclusion.outcome is Outcome.ADOPTED

    @property
    def selected(self) -> bool:
        """Whether somebody was selected for a role."""
        return self.conclusion is not None and self.conclusion.outcome is Outcome.FILLED


@dataclass(frozen=True, kw_only=True)
class NextMeeting:
    """When the circle meets next, or who finds a date, or that none is planned."""

    known: bool
    at: datetime | None
    scheduler: PersonId | None
    by: datetime | None


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """The whole minutes of one meeting."""

    id: ProceedingId
    circle: Circle
    title: str
    began: datetime
    length: timedelta | None
    status: MinutesStatus
    attendance: tuple[Attendee, ...]
    items: tuple[ItemRecord, ...]
    visitors: tuple[Visitor, ...]
    last_minutes: LastMinutes
    news: tuple[str, ...]
    next: NextMeeting
    actions: tuple[Action, ...]
    backlog: tuple[str, ...]
    """Titles that went into the backlog, those of postponed items among them."""
    points: tuple[str, ...]
    corrections: tuple[str, ...]
    addenda: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]
    forgotten: bool
    approved_at: datetime | None

    @property
    def decisions(self) -> tuple[ItemRecord, ...]:
        """The agreements the circle made."""
        return tuple(item for item in self.items if item.decided)

    @property
    def selections(self) -> tuple[ItemRecord, ...]:
        """Who was selected for which role."""
        return tuple(item for item in self.items if item.selected)


def minutes(p: Proceeding) -> Minutes:
    """The minutes of a meeting as they are now; of one that has not begun, what is planned."""
    kept = m.of(p)
    began = kept.began or kept.planned
    return Minutes(
        id=p.id,
        circle=p.circle,
        title=p.title,
        began=began,
        length=kept.closed - began if kept.closed is not None else None,
        status=status(p),
        attendance=tuple(_attendance(p)),
        items=tuple(_record(item, began) for item in kept.agenda),
        visitors=kept.visitors,
        last_minutes=kept.last_minutes,
        news=kept.news,
        next=NextMeeting(
            known=kept.next_known, at=kept.next_at, scheduler=kept.scheduler, by=kept.schedule_by
        ),
        actions=tuple(a for a in kept.actions if not _secret(kept, a)),
        backlog=(
            *kept.brought,
            *(i.title for i in kept.agenda if i.fate is Fate.POSTPONED and not i.confidential),
        ),
        points=kept.points,
        corrections=kept.corrections,
        addenda=kept.addenda,
        skipped=kept.skipped,
        forgotten=kept.forgotten,
        approved_at=kept.approved_at,
    )


def status(p: Proceeding) -> MinutesStatus:
    """How far the approval of a meeting's minutes has come."""
    kept = m.of(p)
    if kept.approved:
        return MinutesStatus.APPROVED
    if kept.closed is None:
        return MinutesStatus.DRAFT
    return MinutesStatus.OBJECTED if kept.objections else MinutesStatus.PENDING


def route(p: Proceeding) -> MinutesApproval:
    """How this circle approves minutes."""
    return p.circle.settings.minutes_approval


def _secret(kept: m.Meeting, action: Action) -> bool:
    item = kept.item(action.item) if action.item is not None else None
    return item is not None and bool(item.confidential)


def _attendance(p: Proceeding) -> Iterator[Attendee]:
    kept = m.of(p)
    began = kept.began or kept.planned
    came, went = dict(kept.late), dict(kept.left)
    over = kept.closed is not None
    led = kept.facilitated if over else (p.facilitator, p.co_facilitator)
    for member in kept.roll if over else p.circle.members:
        who = member.person
        stayed_away = who in went and (who not in came or came[who] < went[who])
        yield Attendee(
            person=who,
            standing=member.standing,
            duties=member.duties,
            present=who in kept.attended if kept.began is not None else who not in p.away,
            facilitated=who in led,
            recorded=who == kept.secretary,
            came_at=came[who] - began if who in came else None,
            left_at=went[who] - began if stayed_away else None,
        )


def _record(item: Item, began: datetime) -> ItemRecord:
    ended = item.ended - began if item.ended is not None else None
    since = item.began - began if item.began is not None else None
    taken = item.minutes
    if item.began is not None and item.ended is not None:
        taken = round((item.ended - item.began) / timedelta(minutes=1))
    if item.confidential:
        return ItemRecord(
            number=item.number,
            title="",
            outcome=item.outcome,
            fate=item.fate,
            began=since,
            ended=ended,
            minutes=taken,
            confidential=item.confidential,
        )
    return ItemRecord(
        number=item.number,
        title=item.title,
        outcome=item.outcome,
        fate=item.fate,
        began=since,
        ended=ended,
        minutes=taken,
        owner=item.owner,
        documents=item.documents,
        result=item.result,
        next_step=item.next_step,
        conclusion=item.conclusion,
        proceeding=item.proceeding,
    )
