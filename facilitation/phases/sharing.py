"""Reports and explorations: what an item is that decides nothing.

A report is complete when no clarifying question is open, an exploration when nobody has more to add (MVOS 5.2.2).
Both have a result, so that the circle leaves no item without one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitation.booking import books
from facilitation.commands import EnoughHeard, GiveReport, OpenExploration, OpenReport, RecordResult
from facilitation.facts import (
    ExplorationOpened,
    ExploringEnded,
    Fact,
    PassBegan,
    ReportGiven,
    ReportOpened,
    ResultRecorded,
    RoundClosed,
    StepBegan,
)
from facilitation.linking import linking
from facilitation.model import Duty, PersonId, but
from facilitation.opening import begins, begun, common, opens
from facilitation.phases.agenda import in_charge
from facilitation.phases.round import Round, state_of
from facilitation.phases.speaking import participants, speaking_order
from facilitation.process import Phase
from facilitation.refusals import Reason, Refused
from facilitation.state import MeetingState, Proceeding, TurnState, Work, here
from facilitation.values import dataclass
from facilitation.verbs import SENTENCE_LIMIT, About, Verb, ahead, both, readable, words

REPORT = "report"
EXPLORATION = "exploration"
FLOW = 2
"""After so many passes a circle that is not getting on changes its way of working (MVOS 5.5.3, "2 flow, then go")."""


@dataclass(frozen=True, kw_only=True)
class Shared(Work):
    """What a report or an exploration keeps."""

    documents: str
    linked: bool = False
    report: str = ""
    result: str = ""
    next_step: str = ""
    person: PersonId | None = None
    until: datetime | None = None


def of(p: Proceeding) -> Shared:
    """What the report or exploration keeps."""
    assert isinstance(p.work, Shared)  # noqa: S101 - asked only of these
    return p.work


@opens(OpenReport)
def _open_report(command: OpenReport, now: datetime) -> ReportOpened:
    documents = readable(command.documents, SENTENCE_LIMIT, needed=False)
    _known(command)
    linked = command.linked or command.by in linking(command.circle)
    return ReportOpened(at=now, **common(command, command.circle, REPORT), documents=documents, linked=linked)


@opens(OpenExploration)
def _open_exploration(command: OpenExploration, now: datetime) -> ExplorationOpened:
    documents = readable(command.documents, SENTENCE_LIMIT, needed=False)
    _known(command)
    return ExplorationOpened(at=now, **common(command, command.circle, EXPLORATION), documents=documents)


def _known(command: OpenReport | OpenExploration) -> None:
    if command.circle.member(command.by) is None:
        raise Refused(Reason.STRANGER)


@begins(ReportOpened)
def _report(fact: ReportOpened) -> Proceeding:
    return begun(fact, work=Shared(documents=fact.documents, linked=fact.linked))


@begins(ExplorationOpened)
def _exploration(fact: ExplorationOpened) -> Proceeding:
    return begun(fact, work=Shared(documents=fact.documents))


# --- the report -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Reporting(Phase):
    """Somebody reports; nobody asks or comments yet."""

    closings = frozenset({ReportGiven})

    def begin(self, p: Proceeding, fact: StepBegan) -> MeetingState:
        """Waits for the report."""
        del p
        return MeetingState(name=fact.phase, step=fact.step, began=fact.at)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whoever reports; whoever leads, when they are not here."""
        if p.author not in p.away and p.circle.member(p.author) is not None:
            return (p.author,)
        return (p.facilitator,) if p.facilitator is not None else here(p)


def _reports(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    return None if who == p.author else in_charge(p, who)


def _give(_p: Proceeding, c: GiveReport, now: datetime) -> Iterator[Fact]:
    yield ReportGiven(at=now, by=c.by, text=words(c.text, needed=False))


Reporting.verbs = (Verb(GiveReport, _reports, _give),)


# --- the exploration ------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Exploring(Round):
    """Rounds, as long as somebody adds something: complete when a whole pass brings nothing new."""

    closings = frozenset({RoundClosed, ExploringEnded})

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Another pass where ideas came; the end where none did."""
        state = state_of(p)
        added = any(turn.state is TurnState.DONE for turn in state.turns)
        if added and not any(turn.open for turn in state.turns):
            yield PassBegan(at=now, order=_order(p, self))
            return
        yield from super().settle(p, now)


def _order(p: Proceeding, phase: Round) -> tuple[PersonId, ...]:
    people = participants(p, phase.purpose)
    return speaking_order(people, p.circle.rounds_held + p.rounds, p.facilitator)


def _something_said(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    state = state_of(p)
    said = bool(state.spoken) or any(turn.state is TurnState.DONE for turn in state.turns)
    return None if said else Reason.NOT_NOW


def _enough(_p: Proceeding, c: EnoughHeard, now: datetime) -> Iterator[Fact]:
    yield ExploringEnded(at=now, by=c.by)


Exploring.verbs = (*Round.verbs, Verb(EnoughHeard, both(in_charge, _something_said), _enough))


@dataclass(frozen=True, kw_only=True)
class Resulting(Phase):
    """What did it bring, and what is the next step?"""

    closings = frozenset({ResultRecorded})

    def begin(self, p: Proceeding, fact: StepBegan) -> MeetingState:
        """Waits for the result to be recorded."""
        del p
        return MeetingState(name=fact.phase, step=fact.step, began=fact.at)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whoever leads, or whoever brought it."""
        return (p.facilitator,) if p.facilitator is not None else (p.author,)


def _records(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    own = who in (p.author, p.circle.holder(Duty.SECRETARY))
    return None if own else in_charge(p, who)


def _record(p: Proceeding, c: RecordResult, now: datetime) -> Iterator[Fact]:
    if c.person is not None and p.circle.member(c.person) is None:
        raise Refused(Reason.NOT_A_MEMBER)
    yield ResultRecorded(
        at=now,
        by=c.by,
        result=readable(c.result),
        next_step=readable(c.next_step, SENTENCE_LIMIT),
        person=c.person,
        until=ahead(c.until, now) if c.until is not None else None,
    )


Resulting.verbs = (Verb(RecordResult, _records, _record),)


@books(ReportGiven)
def _book_given(p: Proceeding, fact: ReportGiven) -> Proceeding:
    return but(p, work=but(of(p), report=fact.text))


@books(ResultRecorded)
def _book_result(p: Proceeding, fact: ResultRecorded) -> Proceeding:
    shared = but(of(p), result=fact.result, next_step=fact.next_step, person=fact.person, until=fact.until)
    return but(p, work=shared)
