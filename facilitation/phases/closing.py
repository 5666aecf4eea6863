"""The end of a meeting: the backlog, the evaluation's points, closing, and the days after it.

What is left over goes into the backlog; the evaluation is offered every time (domain.md section 11.1); the minutes are
approved by the route the circle chose, and only those who were there can object to them (MVOS 5.4.6; INV-M5, INV-M6).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from facilitation import aside
from facilitation import meeting as m
from facilitation.booking import books, notes
from facilitation.commands import (
    AddAddendum,
    AddEvaluation,
    AddToBacklog,
    CloseMeeting,
    CorrectMinutes,
    GoOn,
    NoteMinutesApproved,
    ObjectToMinutes,
    ProposeMinutes,
    RecordPoint,
)
from facilitation.facts import (
    AddendumMade,
    AgendaChanged,
    Asks,
    BacklogUpdated,
    EvaluationAdded,
    Fact,
    FollowUpEnded,
    LastMinutesSettled,
    MeetingClosed,
    MinutesApproved,
    MinutesCorrected,
    MinutesDisputed,
    MinutesObjected,
    PointRecorded,
    StepBegan,
    StepSkipped,
    TopicBrought,
)
from facilitation.model import (
    Adjust,
    AgendaChange,
    Item,
    ItemOutcome,
    LastMinutes,
    PersonId,
    Spoken,
)
from facilitation.phases.agenda import in_charge
from facilitation.phases.assembling import NEXT_VERBS, SKIP, of_last_time
from facilitation.phases.meeting_clock import InMeeting
from facilitation.process import Phase
from facilitation.refusals import Reason, Refused
from facilitation.settings import MinutesApproval
from facilitation.state import Aside, MeetingState, Proceeding, here
from facilitation.values import dataclass
from facilitation.verbs import (
    SENTENCE_LIMIT,
    TITLE_LIMIT,
    About,
    Verb,
    ahead,
    both,
    readable,
    voice,
    whoever,
    words,
)

FOLLOW_UP: Final = timedelta(hours=48)
"""How long people can still say how the meeting was, and object to minutes (domain.md sections 11.1 and 12)."""


# --- the backlog ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Backlog(InMeeting):
    """What is left over, and what is new, goes into the circle's backlog."""

    closings = frozenset({BacklogUpdated, StepSkipped})


def _bring(p: Proceeding, c: AddToBacklog, now: datetime) -> Iterator[Fact]:
    if c.person is not None and p.circle.member(c.person) is None:
        raise Refused(Reason.NOT_A_MEMBER)
    yield TopicBrought(
        at=now,
        by=c.by,
        title=" ".join(readable(c.title, TITLE_LIMIT).split()),
        outcome=c.outcome,
        next_step=readable(c.next_step, SENTENCE_LIMIT, needed=False),
        person=c.person,
        until=ahead(c.until, now) if c.until is not None else None,
    )


def _updated(_p: Proceeding, c: GoOn, now: datetime) -> Iterator[Fact]:
    yield BacklogUpdated(at=now, by=c.by)


BRING: Final = Verb(AddToBacklog, whoever, _bring)
Backlog.verbs = (BRING, Verb(GoOn, in_charge, _updated), SKIP)


# --- closing --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Closing(InMeeting):
    """What the evaluation showed is noted, the minutes are read, the meeting ends.

    No step before lets an item go without its result, or the next meeting without a word (INV-M4).
    """

    closings = frozenset({MeetingClosed})


def _live(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if p.circle.settings.minutes_approval is MinutesApproval.LIVE else Reason.NOT_THIS_WAY


def _records(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    """Whoever keeps the record, and whoever leads."""
    keeps = who == m.of(p).secretary or in_charge(p, who) is None
    return None if keeps else Reason.NOT_SECRETARY


def _unapproved(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return Reason.NOT_NOW if m.of(p).approved else None


def _point(_p: Proceeding, c: RecordPoint, now: datetime) -> Iterator[Fact]:
    yield PointRecorded(at=now, by=c.by, text=readable(c.text, SENTENCE_LIMIT))


def _correct(_p: Proceeding, c: CorrectMinutes, now: datetime) -> Iterator[Fact]:
    yield MinutesCorrected(at=now, by=c.by, text=readable(c.text, SENTENCE_LIMIT))


def _were_here(p: Proceeding) -> tuple[PersonId, ...]:
    return tuple(who for who in here(p) if who in m.of(p).attended)


def _propose_minutes(p: Proceeding, c: ProposeMinutes, now: datetime) -> Iterator[Fact]:
    yield from aside.put(p, Asks.MINUTES, now, mover=c.by, among=_were_here(p))


def _somebody_was_here(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if _were_here(p) else Reason.NOBODY_TO_ASK


def _close(_p: Proceeding, c: CloseMeeting, now: datetime) -> Iterator[Fact]:
    yield MeetingClosed(at=now, by=c.by)


POINT: Final = Verb(RecordPoint, both(_records, _unapproved), _point)
CORRECT: Final = Verb(CorrectMinutes, both(_records, _unapproved), _correct)

Closing.verbs = (
    POINT,
    BRING,
    CORRECT,
    *NEXT_VERBS,
    Verb(ProposeMinutes, both(voice, in_charge, _live, _somebody_was_here), _propose_minutes),
    Verb(CloseMeeting, in_charge, _close),
)


# --- the days after it ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class WrittenUp(Phase):
    """The meeting is over: its minutes wait for approval, and people can still say how it was. It is nobody's move."""

    closings = frozenset({FollowUpEnded})

    def begin(self, p: Proceeding, fact: StepBegan) -> MeetingState:
        """From here on the circle can meet again."""
        del p
        return MeetingState(name=fact.phase, step=fact.step, began=fact.at)

    def due(self, p: Proceeding) -> Iterator[datetime]:
        """The end of the two days, if it ends anything."""
        kept = m.of(p)
        if kept.closed is not None and (kept.approved or _lazily(p)):
            yield kept.closed + FOLLOW_UP

    def tick(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Minutes nobody objected to are approved, where the circle agreed on that; then it is over."""
        for due in self.due(p):
            if due <= now:
                if not m.of(p).approved:
                    yield MinutesApproved(at=now, due=due)
                yield FollowUpEnded(at=now, due=due)


def _lazily(p: Proceeding) -> bool:
    return p.circle.settings.minutes_approval is MinutesApproval.LAZY and not m.of(p).objections


def _may_object(p: Proceeding, who: PersonId, about: int | None) -> Reason | None:
    """Those who were there; somebody who was not, only about the record of their own report (INV-M6)."""
    kept = m.of(p)
    if kept.approved:
        return Reason.NOT_NOW
    item = kept.item(about)
    if about is not None and item is None:
        return Reason.NO_SUCH_THING
    own = item is not None and item.outcome is ItemOutcome.REPORT and item.owner == who
    return None if own or who in kept.attended else Reason.NOT_ATTENDED


def _object(_p: Proceeding, c: ObjectToMinutes, now: datetime) -> Iterator[Fact]:
    yield MinutesObjected(at=now, person=c.by, text=words(c.text), item=c.item)


def _evaluate(_p: Proceeding, c: AddEvaluation, now: datetime) -> Iterator[Fact]:
    yield EvaluationAdded(at=now, person=c.by, text=words(c.text))


def _about_items(p: Proceeding) -> list[int | None]:
    return [None, *(item.number for item in m.of(p).agenda)]


WrittenUp.verbs = (
    Verb(AddEvaluation, whoever, _evaluate),
    Verb(ObjectToMinutes, _may_object, _object, lambda c: (c.item,), _about_items),
    POINT,
    CORRECT,
)


def _add_addendum(_p: Proceeding, c: AddAddendum, now: datetime) -> Iterator[Fact]:
    yield AddendumMade(at=now, by=c.by, text=readable(c.text))


def _was_held(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if m.of(p).approved else Reason.OVER


AFTERWARDS: Final = (Verb(AddAddendum, _was_held, _add_addendum),)
"""Approved minutes never change (INV-M5); something can be added to them."""


# --- what the questions about minutes lead to -----------------------------------------------------------------


@aside.carries(Asks.MINUTES)
def _minutes_carried(p: Proceeding, _aside: Aside, now: datetime) -> Iterator[Fact]:
    """Minutes of last time are settled; those of today end the meeting, so that nothing is added to them."""
    if of_last_time(p):
        yield LastMinutesSettled(at=now, state=LastMinutes.APPROVED)
    else:
        yield MinutesApproved(at=now)
        yield MeetingClosed(at=now)


@aside.falls(Asks.MINUTES)
def _minutes_fell(p: Proceeding, asked: Aside, now: datetime) -> Iterator[Fact]:
    """An objection to the minutes of last time becomes an item (MVOS 5.4.6); to today's, they are corrected."""
    if not of_last_time(p) or asked.mover is None:
        return
    item = Item(
        number=m.of(p).items_ever + 1,
        title=MINUTES_ITEM,
        outcome=ItemOutcome.EXPLORE,
        minutes=5,
        by=asked.mover,
        minutes_of=m.of(p).last,
    )
    yield AgendaChanged(at=now, by=asked.mover, change=AgendaChange(adjust=Adjust.ADD, new=item))
    yield LastMinutesSettled(at=now, state=LastMinutes.OBJECTED)


MINUTES_ITEM: Final = "Minutes"
"""The title of an item that nobody words: what the minutes of last time should say."""


@notes(NoteMinutesApproved)
def _told(p: Proceeding, note: NoteMinutesApproved, now: datetime) -> Iterator[Fact]:
    if not isinstance(p.work, m.Meeting) or p.work.approved or p.work.closed is None:
        return
    if not note.approved:
        yield MinutesDisputed(at=now)
        return
    yield MinutesApproved(at=now)
    if p.work.closed + FOLLOW_UP <= now:
        yield FollowUpEnded(at=now)


# --- booking --------------------------------------------------------------------------------------------------


@books(TopicBrought)
def _book_brought(p: Proceeding, fact: TopicBrought) -> Proceeding:
    field = "kept_back" if fact.confidential else "brought"
    return m.kept(p, **{field: (*getattr(m.of(p), field), fact.title)})


@books(PointRecorded)
def _book_point(p: Proceeding, fact: PointRecorded) -> Proceeding:
    return m.kept(p, points=(*m.of(p).points, fact.text))


@books(MinutesCorrected)
def _book_corrected(p: Proceeding, fact: MinutesCorrected) -> Proceeding:
    return m.kept(p, corrections=(*m.of(p).corrections, fact.text))


@books(MinutesObjected)
def _book_objected(p: Proceeding, fact: MinutesObjected) -> Proceeding:
    said = Spoken(by=fact.person, text=fact.text, item=fact.item)
    return m.kept(p, objections=(*m.of(p).objections, said))


@books(MinutesApproved)
def _book_approved(p: Proceeding, fact: MinutesApproved) -> Proceeding:
    return m.kept(p, approved=True, approved_at=fact.at)


@books(MeetingClosed)
def _book_meeting_closed(p: Proceeding, fact: MeetingClosed) -> Proceeding:
    return m.ended(p, fact.at)


@books(EvaluationAdded)
def _book_evaluation(p: Proceeding, fact: EvaluationAdded) -> Proceeding:
    said = Spoken(by=fact.person, text=fact.text)
    return m.kept(p, afterwards=(*m.of(p).afterwards, said))


@books(AddendumMade)
def _book_addendum(p: Proceeding, fact: AddendumMade) -> Proceeding:
    return m.kept(p, addenda=(*m.of(p).addenda, fact.text))
