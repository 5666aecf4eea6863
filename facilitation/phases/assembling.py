"""The steps before the agenda: preparing, attendance, duration, minutes, information, next meeting.

After MVOS 5.1 to 5.4 (domain.md sections 3.1 and 3.2). Each is short; each can be left out for a reason that is
logged (INV-M1), but for the next meeting: many circles die of skipping that one (MVOS 5.1.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from facilitation import aside
from facilitation import meeting as m
from facilitation.booking import also_books, books
from facilitation.commands import (
    Announce,
    BeginMeeting,
    CancelMeeting,
    GoOn,
    LeaveEarly,
    NameScheduler,
    NoNextMeeting,
    SetNextMeeting,
    SkipStep,
    WelcomeVisitor,
)
from facilitation.facts import (
    Announced,
    Arrived,
    Asks,
    AttendanceTaken,
    DurationKnown,
    Fact,
    FewPresent,
    InformationGiven,
    LastMinutesSettled,
    LeavingEarly,
    Left,
    MeetingBegan,
    MeetingCancelled,
    NextMeetingKnown,
    NextMeetingNamed,
    StepBegan,
    StepSkipped,
    VisitorWelcomed,
)
from facilitation.model import LastMinutes, PersonId, Visitor
from facilitation.phases.agenda import in_charge
from facilitation.phases.meeting_clock import NEVER_BEGUN, InMeeting, MeetingRound
from facilitation.process import Phase
from facilitation.refusals import Reason, Refused
from facilitation.state import MeetingState, Proceeding, here
from facilitation.values import dataclass
from facilitation.verbs import (
    SENTENCE_LIMIT,
    TITLE_LIMIT,
    About,
    Verb,
    ahead,
    both,
    readable,
    whoever,
    words,
)

# --- preparing ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Preparing(Phase):
    """The agenda is gathered: anyone adds to it, changes it, takes from the backlog."""

    closings = frozenset({MeetingBegan, MeetingCancelled})
    reminds = False

    def begin(self, p: Proceeding, fact: StepBegan) -> MeetingState:
        """Waits for somebody to begin."""
        del p
        return MeetingState(name=fact.phase, step=fact.step, began=fact.at)

    def due(self, p: Proceeding) -> Iterator[datetime]:
        """A day after its planned start: a meeting that nobody begins does not keep the circle from another."""
        yield m.of(p).planned + NEVER_BEGUN

    def tick(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Nobody began it."""
        for due in self.due(p):
            if due <= now:
                yield MeetingCancelled(at=now, due=due)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whoever can begin: the facilitator, or anybody where nobody facilitates."""
        return (p.facilitator,) if p.facilitator is not None else p.circle.consenting


def _may_cancel(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    return None if who == p.author else in_charge(p, who)


def _begin(_p: Proceeding, c: BeginMeeting, now: datetime) -> Iterator[Fact]:
    yield MeetingBegan(at=now, by=c.by)


def _cancel(_p: Proceeding, c: CancelMeeting, now: datetime) -> Iterator[Fact]:
    yield MeetingCancelled(at=now, by=c.by, text=words(c.text))


Preparing.verbs = (
    Verb(BeginMeeting, in_charge, _begin),
    Verb(CancelMeeting, _may_cancel, _cancel),
)


# --- skipping, news, visitors, leaving early: what several steps offer ----------------------------------------


def _skip(_p: Proceeding, c: SkipStep, now: datetime) -> Iterator[Fact]:
    yield StepSkipped(at=now, by=c.by, text=readable(c.text, SENTENCE_LIMIT))


SKIP: Final = Verb(SkipStep, in_charge, _skip)
MeetingRound.verbs = (*MeetingRound.verbs, SKIP)


def _visitor(_p: Proceeding, c: WelcomeVisitor, now: datetime) -> Iterator[Fact]:
    visitor = Visitor(
        name=" ".join(readable(c.title, TITLE_LIMIT).split()), function=readable(c.text, SENTENCE_LIMIT)
    )
    yield VisitorWelcomed(at=now, by=c.by, visitor=visitor)


def _under_way(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    kept = m.of(p)
    return None if kept.began is not None and kept.closed is None else Reason.NOT_NOW


def _leave_early(_p: Proceeding, c: LeaveEarly, now: datetime) -> Iterator[Fact]:
    yield LeavingEarly(at=now, person=c.by, until=ahead(c.until, now))


WELCOME: Final = Verb(WelcomeVisitor, _under_way, _visitor)
LEAVE_EARLY: Final = Verb(LeaveEarly, _under_way, _leave_early)


# --- attendance -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Attendance(InMeeting):
    """Who is here, who facilitates, who keeps the record (MVOS 5.4.6): nothing goes on before both are found."""

    closings = frozenset({AttendanceTaken, FewPresent})


def half_or_fewer(p: Proceeding) -> bool:
    """Whether half of those with a consent right are here, or fewer (MVOS 5.5.3)."""
    return 2 * len(here(p)) <= len(p.circle.consenting)


def _covered(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if m.facilitator_here(p) and m.secretary_here(p) else Reason.ROLES_UNCOVERED


def _take_attendance(p: Proceeding, c: GoOn, now: datetime) -> Iterator[Fact]:
    fact = FewPresent if half_or_fewer(p) else AttendanceTaken
    yield fact(at=now, by=c.by)


Attendance.verbs = (Verb(GoOn, both(in_charge, _covered), _take_attendance),)


# --- duration, information ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Duration(InMeeting):
    """When we plan to end, who leaves earlier, and what therefore comes first."""

    closings = frozenset({DurationKnown, StepSkipped})


def _know_duration(_p: Proceeding, c: GoOn, now: datetime) -> Iterator[Fact]:
    yield DurationKnown(at=now, by=c.by)


Duration.verbs = (Verb(GoOn, in_charge, _know_duration), SKIP)


@dataclass(frozen=True, kw_only=True)
class Information(InMeeting):
    """News from outside the circle's domain, without discussion; what is ours becomes an item (domain.md 3.2)."""

    closings = frozenset({InformationGiven, StepSkipped})


def _announce(_p: Proceeding, c: Announce, now: datetime) -> Iterator[Fact]:
    yield Announced(at=now, by=c.by, text=readable(c.text, SENTENCE_LIMIT))


def _informed(_p: Proceeding, c: GoOn, now: datetime) -> Iterator[Fact]:
    yield InformationGiven(at=now, by=c.by)


Information.verbs = (
    Verb(Announce, whoever, _announce),
    Verb(GoOn, in_charge, _informed),
    SKIP,
)


# --- the minutes of last time ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class MinutesOfLast(InMeeting):
    """How the minutes of the meeting before stand; an objection to them becomes an item (MVOS 5.4.6)."""

    closings = frozenset({LastMinutesSettled, StepSkipped})


def who_attended(p: Proceeding) -> tuple[PersonId, ...]:
    """Those who are here and were there: only they can object to what the minutes say (INV-M6)."""
    return tuple(who for who in here(p) if who in m.of(p).last_attended)


def _settle_last(p: Proceeding, c: GoOn, now: datetime) -> Iterator[Fact]:
    kept = m.of(p)
    if kept.last_minutes is LastMinutes.PENDING and who_attended(p):
        yield from aside.put(p, Asks.MINUTES, now, mover=c.by, among=who_attended(p))
    else:
        yield LastMinutesSettled(at=now, by=c.by, state=kept.last_minutes)


MinutesOfLast.verbs = (Verb(GoOn, in_charge, _settle_last), SKIP)


def of_last_time(p: Proceeding) -> bool:
    """Whether a question about minutes is about those of the meeting before."""
    return p.phase is not None and p.phase.name == "minutes"


# --- the next meeting -----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class NextMeeting(InMeeting):
    """A date, or somebody who finds one, or an explicit none: never nothing (MVOS 5.1.2; INV-M4)."""

    closings = frozenset({NextMeetingKnown})

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Known is enough."""
        if m.of(p).next_known:
            yield NextMeetingKnown(at=now)


def _set_next(_p: Proceeding, c: SetNextMeeting, now: datetime) -> Iterator[Fact]:
    yield NextMeetingNamed(at=now, by=c.by, until=ahead(c.until, now))


def _scheduler(p: Proceeding, c: NameScheduler, now: datetime) -> Iterator[Fact]:
    if p.circle.member(c.person) is None:
        raise Refused(Reason.NOT_A_MEMBER)
    by_when = ahead(c.until, now) if c.until is not None else None
    yield NextMeetingNamed(at=now, by=c.by, person=c.person, by_when=by_when)


def _no_next(_p: Proceeding, c: NoNextMeeting, now: datetime) -> Iterator[Fact]:
    yield NextMeetingNamed(at=now, by=c.by, text=words(c.text))


NEXT_VERBS: Final = (
    Verb(SetNextMeeting, in_charge, _set_next),
    Verb(NameScheduler, in_charge, _scheduler),
    Verb(NoNextMeeting, in_charge, _no_next),
)
NextMeeting.verbs = NEXT_VERBS


# --- booking --------------------------------------------------------------------------------------------------


@books(MeetingBegan)
def _book_began(p: Proceeding, fact: MeetingBegan) -> Proceeding:
    return m.kept(p, began=fact.at, attended=m.present(p))


@books(MeetingCancelled)
def _book_cancelled(p: Proceeding, fact: MeetingCancelled) -> Proceeding:
    return m.kept(p, closed=fact.at)


@books(StepSkipped)
def _book_skipped(p: Proceeding, fact: StepSkipped) -> Proceeding:
    name = p.phase.name if p.phase is not None else ""
    return m.kept(p, skipped=(*m.of(p).skipped, (name, fact.text)))


@books(AttendanceTaken, FewPresent)
def _book_counted(p: Proceeding, _fact: Fact) -> Proceeding:
    return m.kept(p, counted=True, attended=m.present(p))


@also_books(Arrived)
def _note_came(p: Proceeding, fact: Arrived) -> Proceeding:
    kept = p.work
    if not isinstance(kept, m.Meeting) or kept.began is None or kept.closed is not None:
        return p
    attended = kept.attended if fact.person in kept.attended else (*kept.attended, fact.person)
    late = (*kept.late, (fact.person, fact.at)) if kept.counted else kept.late
    return m.kept(p, attended=attended, late=late)


@also_books(Left)
def _note_went(p: Proceeding, fact: Left) -> Proceeding:
    kept = p.work
    if not isinstance(kept, m.Meeting) or kept.began is None or kept.closed is not None:
        return p
    if kept.counted:
        return m.kept(p, left=(*kept.left, (fact.person, fact.at)))
    return m.kept(p, attended=tuple(who for who in kept.attended if who != fact.person))


@books(VisitorWelcomed)
def _book_visitor(p: Proceeding, fact: VisitorWelcomed) -> Proceeding:
    return m.kept(p, visitors=(*m.of(p).visitors, fact.visitor))


@books(LeavingEarly)
def _book_leaving(p: Proceeding, fact: LeavingEarly) -> Proceeding:
    others = tuple(pair for pair in m.of(p).leaving if pair[0] != fact.person)
    return m.kept(p, leaving=(*others, (fact.person, fact.until)))


@books(LastMinutesSettled)
def _book_last(p: Proceeding, fact: LastMinutesSettled) -> Proceeding:
    return m.kept(p, last_minutes=fact.state)


@books(Announced)
def _book_announced(p: Proceeding, fact: Announced) -> Proceeding:
    return m.kept(p, news=(*m.of(p).news, fact.text))


@books(NextMeetingNamed)
def _book_next(p: Proceeding, fact: NextMeetingNamed) -> Proceeding:
    return m.kept(p, next_known=True, next_at=fact.until, scheduler=fact.person, schedule_by=fact.by_when)
