"""What comes between the steps of any process: a step back to look at the process, and waiting for a meeting.

What was under way is held as it is and goes on unchanged: no phase is skipped, nothing that was said is lost (MVOS
5.5.3; domain.md sections 3.4, 4.2 "Process" and 14.2). These phases belong to no table.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from facilitation import aside
from facilitation.aside import carries, end_aside
from facilitation.booking import books
from facilitation.commands import AskTrifle, BringTopic, EscalateToMeeting, OpenProcessRound, Resume
from facilitation.facts import (
    Asks,
    BroughtBack,
    Fact,
    ProcessRoundBegan,
    ProcessRoundClosed,
    RoundClosed,
    RoundPurpose,
    SentToMeeting,
    StepBegan,
)
from facilitation.following import FollowUp, follows
from facilitation.live import FOR_MEETING, MEETING, live, sent, taken_up
from facilitation.model import ItemOutcome, PersonId, Trifle, Words, but
from facilitation.phases import meeting_clock
from facilitation.phases.round import Round, note_arrived, note_left, speaker
from facilitation.process import Phase
from facilitation.refusals import Reason
from facilitation.state import (
    NOTHING,
    Aside,
    CheckState,
    IntegrationState,
    Proceeding,
    RoundState,
    WaitingState,
    is_draft,
    left,
)
from facilitation.values import dataclass
from facilitation.verbs import About, Verb, both, facilitating, no_aside, voice, words

PROCESS_ROUND: Final = "step back"


@dataclass(frozen=True, kw_only=True)
class ProcessRound(Round):
    """The circle looks at how it works; then it goes on where it was."""

    def due(self, p: Proceeding) -> Iterator[datetime]:
        """The turn's time box; in a meeting its clock goes on, and a forgotten one ends."""
        yield from super().due(p)
        yield from meeting_clock.dues(p)

    def tick(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """What has fallen due of both."""
        yield from super().tick(p, now)
        yield from meeting_clock.ticks(p, now)

    def due_anyway(self, p: Proceeding) -> Iterator[datetime]:
        """When a meeting counts as forgotten."""
        return meeting_clock.due_anyway(p)

    def tick_anyway(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """A small question does not keep a forgotten meeting open."""
        return meeting_clock.tick_anyway(p, now)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """As any round, but for what comes after it."""
        for fact in super().settle(p, now):
            yield ProcessRoundClosed(at=now) if isinstance(fact, RoundClosed) else fact


@dataclass(frozen=True, kw_only=True)
class ForMeeting(Phase):
    """The matter waits in the backlog until the circle is together.

    It begins with a fact of its own, never as a step of a table, so there is no `begin`.
    """

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """A meeting has taken it up: it goes on where it was."""
        return taken_up(p, now) if p.item_of is not None else iter(())


SHARED: Final[dict[str, Phase]] = {
    PROCESS_ROUND: ProcessRound(purpose=RoundPurpose.PROCESS, on={}),
    FOR_MEETING: ForMeeting(on={}),
}
"""Phases that any process can be in, by name."""


# --- a step back ----------------------------------------------------------------------------------------------


def _in_the_middle(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    """Something is under way that others take part in, and nothing is held already."""
    idle = p.phase is None or isinstance(p.phase, WaitingState) or is_draft(p) or p.held is not None
    apart = p.process == MEETING and meeting_clock.under_way(p) is None  # it is prepared, or over
    return Reason.NOT_NOW if idle or apart else None


def _somebody(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    # A round over nobody is refused (domain.md section 4.4).
    return None if any(who not in p.away for who in SHARED[PROCESS_ROUND].order(p)) else Reason.NOBODY_TO_ASK


def stepped_back(p: Proceeding, by: PersonId | None, text: Words, now: datetime) -> ProcessRoundBegan:
    """The fact of a process round."""
    order = SHARED[PROCESS_ROUND].order(p)
    return ProcessRoundBegan(at=now, step=p.step + 1, order=order, by=by, text=text)


def _step_back(p: Proceeding, c: OpenProcessRound, now: datetime) -> Iterator[Fact]:
    yield stepped_back(p, c.by, words(c.text, needed=False), now)


@books(ProcessRoundBegan)
def _book_began(p: Proceeding, fact: ProcessRoundBegan) -> Proceeding:
    begun = StepBegan(at=fact.at, step=fact.step, phase=PROCESS_ROUND, order=fact.order)
    state = SHARED[PROCESS_ROUND].begin(p, begun)
    return but(p, held=p.phase, phase=state, step=fact.step, rounds=p.rounds + 1)


@books(ProcessRoundClosed)
def _book_closed(p: Proceeding, fact: ProcessRoundClosed) -> Proceeding:
    if p.phase is None or p.held is None:
        return p
    over = left(p, p.phase, "ProcessRoundClosed")
    began = p.phase.began
    p = _as_it_is_now(but(p, phase=p.held, held=None, results=(*p.results, over)))
    state, still = p.phase, fact.at - began
    # Clocks stood still while the circle looked at the process.
    if isinstance(state, RoundState) and state.turn_began is not None and speaker(state) is not None:
        return but(p, phase=but(state, turn_began=state.turn_began + still))
    if isinstance(state, IntegrationState):
        return but(p, phase=but(state, stirred=state.stirred + still))
    return p


def _as_it_is_now(p: Proceeding) -> Proceeding:
    """A round that was held hears who came and went meanwhile."""
    if not isinstance(p.phase, RoundState):
        return p
    for turn in p.phase.turns:
        if turn.person in p.away or p.circle.member(turn.person) is None:
            p = note_left(p, turn.person)
    for member in p.circle.members:
        p = note_arrived(p, member.person)
    return p


# --- trifles --------------------------------------------------------------------------------------------------

TRIFLES: Final = {
    Trifle.BREAK: Asks.BREAK,
    Trifle.ORDER: Asks.ORDER,
    Trifle.PROCESS_ROUND: Asks.PROCESS_ROUND,
}


def _together(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if live(p) else Reason.NOT_TOGETHER


def _possible(p: Proceeding, who: PersonId, about: Trifle) -> Reason | None:
    return _in_the_middle(p, who, about) if about is Trifle.PROCESS_ROUND else None


def _ask_trifle(p: Proceeding, c: AskTrifle, now: datetime) -> Iterator[Fact]:
    yield from aside.put(p, TRIFLES[c.trifle], now, mover=c.by, text=words(c.text))


@carries(Asks.BREAK, Asks.ORDER)
def _agreed(_p: Proceeding, _asked: Aside, _now: datetime) -> Iterator[Fact]:
    return iter(())  # people do it themselves; that nobody objected is the record


@carries(Asks.PROCESS_ROUND)
def _agreed_to_step_back(p: Proceeding, asked: Aside, now: datetime) -> Iterator[Fact]:
    yield stepped_back(p, None, asked.text, now)


# --- to a meeting and back ------------------------------------------------------------------------------------


def _apart(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    away = p.decision is not None or isinstance(p.phase, WaitingState) or is_draft(p) or p.held is not None
    return Reason.NOT_NOW if away or live(p) else None


def _escalate(p: Proceeding, c: EscalateToMeeting, now: datetime) -> Iterator[Fact]:
    yield from sent(p, c.by, now)


def _bring_back(p: Proceeding, c: Resume, now: datetime) -> Iterator[Fact]:
    yield from taken_up(p, now, c.by)


ForMeeting.verbs = (Verb(Resume, facilitating, _bring_back),)


@books(SentToMeeting)
def _book_sent(p: Proceeding, fact: SentToMeeting) -> Proceeding:
    if p.aside is not None:
        p = end_aside(p, "AsideWithdrawn")
    waits = WaitingState(name=FOR_MEETING, step=fact.step, began=fact.at)
    return but(p, held=p.phase, phase=waits, step=fact.step, responses=NOTHING)


@follows(SentToMeeting)
def _into_backlog(p: Proceeding, fact: SentToMeeting) -> Iterator[FollowUp]:
    """The matter lies in the backlog until a meeting takes it up."""
    yield p.circle.id, BringTopic(title=p.title, outcome=ItemOutcome.DECIDE, by=fact.by, proceeding=p.id)


@books(BroughtBack)
def _book_back(p: Proceeding, fact: BroughtBack) -> Proceeding:
    if p.held is None or p.phase is None:
        return p
    over = left(p, p.phase, "BroughtBack")
    p = but(p, brought_back=fact.by is not None, results=(*p.results, over))
    if isinstance(p.held, CheckState):  # begun anew: what was answered is void
        void = left(p, p.held, "SentToMeeting")
        return but(p, phase=None, held=None, results=(*p.results, void))
    return _as_it_is_now(but(p, phase=p.held, held=None))


BETWEEN: Final = (
    Verb(OpenProcessRound, both(no_aside, facilitating, _in_the_middle, _somebody), _step_back),
    Verb(
        AskTrifle,
        both(no_aside, voice, _together, _possible, aside.askable(Asks.BREAK)),
        _ask_trifle,
        about=lambda c: (c.trifle,),
        targets=lambda _p: tuple(Trifle),
    ),
)
"""A step back and trifles: in any process."""
ESCALATE: Final = Verb(EscalateToMeeting, both(voice, _apart), _escalate)
"""Taking it to a meeting: wherever answers are collected that would be void then."""
