"""What a meeting keeps: its agenda and its clock, who was there, and all that goes into its minutes.

A meeting is a proceeding whose items are proceedings of their own (domain.md section 3). Instants are kept as they
are; people see offsets from 0:00, the instant at which it began, because a clock on the wall is one person's time
zone (MVOS 5.6.1).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from facilitation.commands import OpenMeeting
from facilitation.facts import MeetingOpened
from facilitation.linking import linking, reports
from facilitation.model import (
    Action,
    AgendaChange,
    Circle,
    Duty,
    Fate,
    Item,
    ItemOutcome,
    LastMinutes,
    Member,
    PersonId,
    Preparation,
    ProceedingId,
    Spoken,
    Topic,
    Visitor,
    but,
)
from facilitation.opening import begins, begun, common, opens
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding, Work
from facilitation.values import dataclass
from facilitation.verbs import ahead

PROCESS: Final = "meeting"
LONGEST: Final = 600
"""Minutes: no meeting, item or pause is planned to last longer."""


@dataclass(frozen=True, kw_only=True)
class Meeting(Work):
    """What is true in a meeting beyond what all proceedings share.

    `agenda` is in the order of treating. `asked` is the change that is put to the circle now, `asked_duty` the duty
    somebody is to stand in for. `attended` are those who were here at any time since attendance was taken.
    """

    planned: datetime
    minutes: int
    preparation: Preparation
    agenda: tuple[Item, ...]
    backlog: tuple[Item, ...]
    secretary: PersonId | None
    last: ProceedingId | None
    last_minutes: LastMinutes
    last_attended: tuple[PersonId, ...]
    reports: tuple[Item, ...]
    linking: tuple[PersonId, ...]
    items_ever: int
    began: datetime | None = None
    attended: tuple[PersonId, ...] = ()
    counted: bool = False
    """Whether attendance was taken: who goes before that was never here."""
    late: tuple[tuple[PersonId, datetime], ...] = ()
    left: tuple[tuple[PersonId, datetime], ...] = ()
    leaving: tuple[tuple[PersonId, datetime], ...] = ()
    visitors: tuple[Visitor, ...] = ()
    news: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    """Names of steps that were left out, each with the reason."""
    next_known: bool = False
    next_at: datetime | None = None
    scheduler: PersonId | None = None
    schedule_by: datetime | None = None
    consented: bool = False
    asked: AgendaChange | None = None
    asked_duty: Duty | None = None
    named: tuple[tuple[Duty, PersonId], ...] = ()
    """Whom the holders of process roles have named to stand in for them (HC v5 5.3.6)."""
    near_end: bool = False
    end_reached: bool = False
    paused_until: datetime | None = None
    writing: bool = False
    """Whether the pause is there for everyone to write for themselves."""
    in_middle: PersonId | None = None
    """Who is in the middle of the round that supports somebody."""
    actions: tuple[Action, ...] = ()
    brought: tuple[str, ...] = ()
    kept_back: tuple[str, ...] = ()
    """Confidential matters that went into the backlog: no minutes name them."""
    points: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    closed: datetime | None = None
    roll: tuple[Member, ...] = ()
    """Who belonged to the circle when the meeting was closed: what happens later is no part of its minutes."""
    facilitated: tuple[PersonId, ...] = ()
    """Who facilitated at its end."""
    forgotten: bool = False
    approved: bool = False
    approved_at: datetime | None = None
    objections: tuple[Spoken, ...] = ()
    afterwards: tuple[Spoken, ...] = ()
    addenda: tuple[str, ...] = ()

    @property
    def open_item(self) -> Item | None:
        """The item on the table."""
        return next((item for item in self.agenda if item.fate is Fate.OPEN), None)

    @property
    def waiting(self) -> tuple[Item, ...]:
        """Items still to be treated, in their order."""
        return tuple(item for item in self.agenda if item.fate is Fate.WAITING)

    def item(self, number: int | None) -> Item | None:
        """An item by its number."""
        return next((item for item in self.agenda if item.number == number), None)

    def of(self, proceeding: ProceedingId) -> Item | None:
        """The item that is treated in this proceeding."""
        return next((item for item in self.agenda if item.proceeding == proceeding), None)

    @property
    def planned_end(self) -> datetime:
        """When it is to end: counted from when it really began."""
        return (self.began or self.planned) + timedelta(minutes=self.minutes)


def of(p: Proceeding) -> Meeting:
    """What the meeting keeps."""
    assert isinstance(p.work, Meeting)  # noqa: S101 - asked only of meetings
    return p.work


def kept(p: Proceeding, **changes: Any) -> Proceeding:  # noqa: ANN401 - fields of Meeting
    """The proceeding with something of its meeting changed."""
    return but(p, work=but(of(p), **changes))


def minutes_within(minutes: int) -> int:
    """A number of minutes somebody can plan; refuses any other."""
    if not 1 <= minutes <= LONGEST:
        raise Refused(Reason.NOT_SO_LONG)
    return minutes


# --- opening --------------------------------------------------------------------------------------------------


@opens(OpenMeeting)
def _open(command: OpenMeeting, now: datetime) -> MeetingOpened:
    circle = command.circle
    if circle.member(command.by) is None:
        raise Refused(Reason.STRANGER)
    if circle.meeting is not None:
        raise Refused(Reason.MEETING_OPEN)
    backlog = command.backlog or tuple(offered(topic) for topic in circle.topics)
    return MeetingOpened(
        at=now,
        **common(command, circle, PROCESS),
        planned=ahead(command.planned, now) if command.planned != now else now,
        minutes=minutes_within(command.minutes),
        preparation=command.preparation,
        agenda=tuple(but_number(_chosen(backlog, topic), n) for n, topic in enumerate(command.topics, 1)),
        backlog=backlog,
        secretary=circle.holder(Duty.SECRETARY),
        last=command.last or circle.last_meeting,
        last_minutes=_last_minutes(command, circle),
        last_attended=command.last_attended or circle.last_attended,
        reports=command.reports or reports(circle),
        linking=command.linking or linking(circle),
    )


def _last_minutes(command: OpenMeeting, circle: Circle) -> LastMinutes:
    if command.last_minutes is not None:
        return command.last_minutes
    if circle.last_meeting is None:
        return LastMinutes.NONE
    return LastMinutes.APPROVED if circle.minutes_settled else LastMinutes.PENDING


def offered(topic: Topic) -> Item:
    """A topic of the circle's backlog as a meeting can take it up, under its own number."""
    return Item(
        number=topic.number,
        title=topic.title,
        outcome=topic.outcome,
        minutes=min(max(topic.minutes, 1), LONGEST),
        owner=topic.owner,
        confidential=topic.confidential,
        topic=topic.number,
        proceeding=topic.proceeding,
    )


def _chosen(backlog: tuple[Item, ...], number: int) -> Item:
    found = next((item for item in backlog if item.topic == number), None)
    if found is None:
        raise Refused(Reason.NO_SUCH_THING)
    return found


def but_number(item: Item, number: int) -> Item:
    """The item under another number."""
    return but(item, number=number)


@begins(MeetingOpened)
def _book_opened(fact: MeetingOpened) -> Proceeding:
    meeting = Meeting(
        planned=fact.planned,
        minutes=fact.minutes,
        preparation=fact.preparation,
        agenda=fact.agenda,
        backlog=fact.backlog,
        secretary=fact.secretary,
        last=fact.last,
        last_minutes=fact.last_minutes,
        last_attended=fact.last_attended,
        reports=fact.reports,
        linking=fact.linking,
        items_ever=len(fact.agenda),
    )
    return begun(fact, work=meeting)


def ended(p: Proceeding, at: datetime, **changes: Any) -> Proceeding:  # noqa: ANN401 - fields of Meeting
    """The meeting closed at this instant: who was who stays as it is now (INV-M5)."""
    led = tuple(who for who in (p.facilitator, p.co_facilitator) if who is not None)
    return kept(p, closed=at, paused_until=None, roll=p.circle.members, facilitated=led, **changes)


def reports_missing(p: Proceeding) -> tuple[Item, ...]:
    """Reports of linked circles that are not on the agenda, each of somebody who still belongs to this circle."""
    kept = of(p)
    titles = {item.title for item in kept.reports}
    agenda = (item for item in kept.agenda if item.outcome is ItemOutcome.REPORT)
    there = {(item.owner, item.title if item.title in titles else "") for item in agenda}
    found = (item for item in kept.reports if (item.owner, item.title) not in there)
    missing = (item for item in found if p.circle.member(item.owner) is not None)
    return tuple(but_number(item, number) for number, item in enumerate(missing, kept.items_ever + 1))


# --- who leads, who is here -----------------------------------------------------------------------------------


def present(p: Proceeding) -> tuple[PersonId, ...]:
    """Everyone of the circle who is not away, guests included."""
    return tuple(m.person for m in p.circle.members if m.person not in p.away)


def facilitator_here(p: Proceeding) -> bool:
    """Whether somebody who is here facilitates."""
    return any(who is not None and who not in p.away for who in (p.facilitator, p.co_facilitator))


def secretary_here(p: Proceeding) -> bool:
    """Whether somebody who is here keeps the record."""
    who = of(p).secretary
    return who is not None and who not in p.away and p.circle.member(who) is not None


# --- time -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Shares:
    """How the minutes of a meeting are usually shared out (domain.md section 3.1)."""

    before_items: int
    """Minutes of the check-in, of ADMIN and of the consent to the agenda."""
    items: int


TEMPLATES: Final = {
    60: Shares(before_items=5 + 2 + 1, items=40),
    90: Shares(before_items=8 + 3 + 2, items=62),
    120: Shares(before_items=10 + 5 + 5, items=85),
}
"""For meetings of 60, 90 and 120 minutes; what is left over is for the backlog, the evaluation and to breathe."""


def shares(minutes: int) -> Shares:
    """The template nearest to a length; shorter and longer meetings give the difference to their items.

    >>> shares(60).items, shares(75).items, shares(15).items
    (40, 55, 0)
    """
    nearest = min(TEMPLATES, key=lambda length: abs(length - minutes))
    template = TEMPLATES[nearest]
    return but(template, items=max(0, template.items + minutes - nearest))


def schedule(p: Proceeding) -> tuple[tuple[Item, timedelta], ...]:
    """The agenda with offsets from 0:00: when each item began, or is expected to."""
    kept = of(p)
    zero = kept.began or kept.planned
    at, found = timedelta(minutes=shares(kept.minutes).before_items), []
    for item in kept.agenda:
        at = item.began - zero if item.began is not None else at
        found.append((item, at))
        if item.fate in (Fate.WAITING, Fate.OPEN):
            at += timedelta(minutes=item.minutes)
        elif item.ended is not None and item.began is not None:
            at = item.ended - zero
    return tuple(found)


def needed(p: Proceeding) -> int:
    """How many minutes the items take that are not treated yet."""
    return sum(item.minutes for item in of(p).agenda if item.fate in (Fate.WAITING, Fate.OPEN))
