"""Rounds: one speaker at a time until all have spoken once, or everyone writing at the same time.

Mechanics after MVOS 5.5, S3 "Rounds", HC 5.4.5 (domain.md section 4): start with a different person each time and
alternate the direction, the facilitator in the middle, no replies; a timer is feedback and not a whistle.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from facilitation.booking import books, in_phase
from facilitation.commands import (
    AbortRound,
    AnotherPass,
    Answer,
    Ask,
    CallNext,
    ComeBackToMe,
    Pass,
    Redraft,
    Speak,
)
from facilitation.facts import (
    Answered,
    Asked,
    Fact,
    PassBegan,
    Passed,
    PassPlanned,
    PutOff,
    RoundAborted,
    RoundClosed,
    RoundPurpose,
    Spoke,
    StepBegan,
    TurnBegan,
    TurnRanOver,
    TurnTimedOut,
    VersionMade,
)
from facilitation.model import Change, PersonId, Version, but
from facilitation.phases.speaking import RULES, participants, speaking_order
from facilitation.process import Phase
from facilitation.refusals import Reason, Refused
from facilitation.role_parts import reworked
from facilitation.settings import Rounds
from facilitation.state import (
    OPEN_TURNS,
    Proceeding,
    Question,
    RoundState,
    Turn,
    TurnState,
)
from facilitation.values import dataclass
from facilitation.verbs import About, Verb, both, facilitating, sound, words

P = RoundPurpose


@dataclass(frozen=True, kw_only=True)
class Round(Phase):
    """A round for one purpose."""

    purpose: RoundPurpose

    closings = frozenset({RoundClosed})

    def order(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Everyone this type of round is for: here or away, so that absence stays visible."""
        return speaking_order(participants(p, self.purpose), p.circle.rounds_held + p.rounds, p.facilitator)

    def begin(self, p: Proceeding, fact: StepBegan) -> RoundState:
        """All turns open but those of members who are away."""
        settings = p.circle.settings
        return RoundState(
            name=fact.phase,
            step=fact.step,
            began=fact.at,
            purpose=self.purpose,
            together=settings.rounds is Rounds.TOGETHER,
            turns=_turns(p, fact.order),
            passes=settings.reaction_passes if self.purpose is P.REACT else 1,
        )

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Call the next speaker, begin the next pass, or close."""
        state = state_of(p)
        if state.aborted:
            yield RoundClosed(at=now)
        elif any(turn.open for turn in state.turns):
            if not state.together and speaker(state) is None:
                yield TurnBegan(at=now, person=next(t.person for t in state.turns if t.open))
        elif any(q.answer is None for q in state.questions):
            return
        elif state.pass_number < state.passes:
            order = speaking_order(
                participants(p, self.purpose), p.circle.rounds_held + p.rounds, p.facilitator
            )
            yield PassBegan(at=now, order=order)
        else:
            yield RoundClosed(at=now)

    def due(self, p: Proceeding) -> Iterator[datetime]:
        """When the soft time-box of the present turn runs out, twice."""
        state = state_of(p)
        if (
            (box := p.circle.settings.turn_seconds)
            and state.turn_began
            and speaker(state)
            and state.ran_over < TWICE
        ):
            yield state.turn_began + timedelta(seconds=box) * (state.ran_over + 1)

    def tick(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Note a turn that ran over: feedback, nothing more."""
        state = state_of(p)
        for instant in self.due(p):
            if instant <= now and (who := speaker(state)):
                yield TurnRanOver(at=now, due=instant, person=who, times=state.ran_over + 1)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """The speaker, or all whose turn is open; and whoever owes an answer."""
        state = state_of(p)
        talking = speaker(state)
        people = [talking] if talking else [turn.person for turn in state.turns if turn.open]
        owes = presenter(p) if any(q.answer is None for q in state.questions) else None
        if owes is not None and owes not in people:
            people.append(owes)
        return tuple(people)


TWICE: Final = 2


def state_of(p: Proceeding) -> RoundState:
    """The round that is open."""
    assert isinstance(p.phase, RoundState)  # noqa: S101 - the table routed here
    return p.phase


def presenter(p: Proceeding) -> PersonId | None:
    """Who answers questions: the author, or the facilitator when the author is away or gone."""
    if p.circle.member(p.author) is not None and p.author not in p.away:
        return p.author
    return p.facilitator


def speaker(state: RoundState) -> PersonId | None:
    """Whose turn is running (INV-R2: at most one)."""
    return next((turn.person for turn in state.turns if turn.state is TurnState.SPEAKING), None)


def upcoming(state: RoundState) -> tuple[PersonId, ...]:
    """Those still to speak after the present speaker, in order."""
    return tuple(t.person for t in state.turns if t.open and t.state is not TurnState.SPEAKING)


def _turns(p: Proceeding, order: tuple[PersonId, ...]) -> tuple[Turn, ...]:
    absent = TurnState.SKIPPED_ABSENT
    return tuple(Turn(person=who, state=absent if who in p.away else TurnState.PENDING) for who in order)


def turn_of(state: RoundState, who: PersonId) -> Turn | None:
    """One person's turn in this pass."""
    return next((turn for turn in state.turns if turn.person == who), None)


# --- guards ---------------------------------------------------------------------------------------------------


def has_turn(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    """Whoever is asked in this pass and has not had their turn."""
    turn = turn_of(state_of(p), who)
    if turn is None:
        return Reason.NOT_ASKED
    if p.quiet is not None and turn.open:
        return Reason.PAUSED
    return None if turn.open else Reason.ALREADY_SPOKEN


def speaking(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    """Whoever speaks now; everybody, where all write at the same time."""
    state = state_of(p)
    return None if state.together or speaker(state) == who else Reason.NOT_YOUR_TURN


def may_pass(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    """Whether this type of round lets people pass, in this circle."""
    purpose = state_of(p).purpose
    allowed = RULES[purpose].passing or (purpose is P.REACT and p.circle.settings.reaction_pass_allowed)
    return None if allowed else Reason.NO_PASS


def _questions(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if RULES[state_of(p).purpose].questions else Reason.NOT_NOW


def _no_questions(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return Reason.NOT_NOW if RULES[state_of(p).purpose].questions else None


def _open_question(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    found = next((q for q in state_of(p).questions if q.number == about), None)
    if found is None:
        return Reason.NO_SUCH_THING
    return None if found.answer is None else Reason.ALREADY_SPOKEN


def _presenting(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    return None if who in (p.author, p.facilitator) else Reason.NOT_AUTHOR


def _may_put_off(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    state = state_of(p)
    turn = turn_of(state, who)
    others = any(t.open and t.person != who for t in state.turns)
    free = RULES[state.purpose].come_back and turn is not None and not turn.put_off and not state.together
    return None if free and others else Reason.NO_COME_BACK


def _ran_over(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    state = state_of(p)
    if not any(turn.open for turn in state.turns):
        return Reason.NOT_NOW
    over = state.ran_over >= TWICE or state.reminded > 0
    return None if over else Reason.TURN_RUNNING


def _room_for_pass(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    state = state_of(p)
    return None if state.passes == state.pass_number else Reason.NOT_NOW


# --- acts -----------------------------------------------------------------------------------------------------


def _speak(_p: Proceeding, c: Speak, now: datetime) -> Iterator[Fact]:
    yield Spoke(at=now, person=c.by, text=words(c.text, needed=False))


def _ask(p: Proceeding, c: Ask, now: datetime) -> Iterator[Fact]:
    number = len(state_of(p).questions) + 1
    yield Asked(at=now, person=c.by, question=number, text=words(c.text))


def _answer(_p: Proceeding, c: Answer, now: datetime) -> Iterator[Fact]:
    yield Answered(at=now, by=c.by, question=c.question, text=words(c.text))


def _pass(_p: Proceeding, c: Pass, now: datetime) -> Iterator[Fact]:
    yield Passed(at=now, person=c.by)


def _put_off(_p: Proceeding, c: ComeBackToMe, now: datetime) -> Iterator[Fact]:
    yield PutOff(at=now, person=c.by)


def _call_next(p: Proceeding, _c: CallNext, now: datetime) -> Iterator[Fact]:
    state = state_of(p)
    who = speaker(state)
    late = [t.person for t in state.turns if t.open] if who is None else [who]
    for person in late:
        yield TurnTimedOut(at=now, person=person)


def _another_pass(_p: Proceeding, c: AnotherPass, now: datetime) -> Iterator[Fact]:
    yield PassPlanned(at=now, by=c.by)


def _abort(_p: Proceeding, c: AbortRound, now: datetime) -> Iterator[Fact]:
    yield RoundAborted(at=now, by=c.by, text=words(c.text))


def _clarify_text(p: Proceeding, c: Redraft, now: datetime) -> Iterator[Fact]:
    # Making the text clearer is fine while it is being understood; changing what it says is not (S3 step 3).
    if c.change is not Change.CLARITY:
        raise Refused(Reason.SUBSTANCE_LATER)
    yield new_version(p, c, now)


def new_version(p: Proceeding, c: Redraft, now: datetime) -> VersionMade:
    """The fact of a redraft. Refuses one that changes nothing."""
    effect = reworked(c, p.version.draft.effect, p.effect)
    draft = but(sound(c.draft, p, now), effect=effect)
    if draft == p.version.draft:
        raise Refused(Reason.NOTHING_CHANGED)
    version = Version(number=len(p.versions) + 1, draft=draft, by=c.by, at=now, change=c.change)
    return VersionMade(at=now, version=version)


def _authoring_text(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    if state_of(p).purpose is not P.CLARIFY or not p.versions:
        return Reason.NOT_NOW
    return None if who == p.author and p.circle.member(who) else Reason.NOT_AUTHOR


Round.verbs = (
    Verb(Speak, both(has_turn, _no_questions, speaking), _speak),
    Verb(Ask, both(has_turn, _questions, speaking), _ask),
    Verb(Pass, both(has_turn, may_pass, speaking), _pass),
    Verb(ComeBackToMe, both(has_turn, _may_put_off), _put_off),
    Verb(
        Answer,
        both(_presenting, _open_question),
        _answer,
        about=lambda c: (c.question,),
        targets=lambda p: [q.number for q in state_of(p).questions],
    ),
    Verb(CallNext, both(facilitating, _ran_over), _call_next),
    Verb(AnotherPass, both(facilitating, _room_for_pass), _another_pass),
    Verb(Redraft, _authoring_text, _clarify_text),
    Verb(AbortRound, facilitating, _abort),
)


# --- booking --------------------------------------------------------------------------------------------------


def with_turn(held: RoundState, who: PersonId, **changes: object) -> tuple[Turn, ...]:
    """The turns of a round with one person's changed."""
    return tuple(but(t, **changes) if t.person == who else t for t in held.turns)


def _to_tail(held: RoundState, who: PersonId, **changes: object) -> tuple[Turn, ...]:
    mine = [but(t, **changes) for t in held.turns if t.person == who]
    return (*[t for t in held.turns if t.person != who], *mine)


@books(TurnBegan)
def _book_turn(p: Proceeding, fact: TurnBegan) -> Proceeding:
    turns = with_turn(state_of(p), fact.person, state=TurnState.SPEAKING)
    return in_phase(p, RoundState, turns=turns, turn_began=fact.at, ran_over=0, reminded=0, reminded_at=None)


@books(Spoke)
def _book_spoke(p: Proceeding, fact: Spoke) -> Proceeding:
    return in_phase(
        p, RoundState, turns=with_turn(state_of(p), fact.person, state=TurnState.DONE, text=fact.text)
    )


@books(Passed)
def _book_passed(p: Proceeding, fact: Passed) -> Proceeding:
    return in_phase(p, RoundState, turns=with_turn(state_of(p), fact.person, state=TurnState.PASSED))


@books(PutOff)
def _book_put_off(p: Proceeding, fact: PutOff) -> Proceeding:
    return in_phase(
        p, RoundState, turns=_to_tail(state_of(p), fact.person, state=TurnState.COME_BACK, put_off=True)
    )


@books(Asked)
def _book_asked(p: Proceeding, fact: Asked) -> Proceeding:
    state = state_of(p)
    question = Question(number=fact.question, by=fact.person, text=fact.text)
    turns = state.turns if state.together else _to_tail(state, fact.person, state=TurnState.COME_BACK)
    return in_phase(p, RoundState, turns=turns, questions=(*state.questions, question))


@books(Answered)
def _book_answered(p: Proceeding, fact: Answered) -> Proceeding:
    questions = tuple(
        but(q, answer=fact.text, answered_by=fact.by) if q.number == fact.question else q
        for q in state_of(p).questions
    )
    return in_phase(p, RoundState, questions=questions)


@books(TurnRanOver)
def _book_ran_over(p: Proceeding, fact: TurnRanOver) -> Proceeding:
    return in_phase(p, RoundState, ran_over=fact.times)


@books(TurnTimedOut)
def _book_timed_out(p: Proceeding, fact: TurnTimedOut) -> Proceeding:
    return in_phase(p, RoundState, turns=with_turn(state_of(p), fact.person, state=TurnState.TIMED_OUT))


@books(RoundAborted)
def _book_aborted(p: Proceeding, _fact: RoundAborted) -> Proceeding:
    # Whoever had no turn is booked as what they are: never as having spoken, never as consenting (INV-R5).
    turns = tuple(but(t, state=TurnState.TIMED_OUT) if t.open else t for t in state_of(p).turns)
    return in_phase(p, RoundState, turns=turns, aborted=True)


@books(PassPlanned)
def _book_planned(p: Proceeding, _fact: PassPlanned) -> Proceeding:
    return in_phase(p, RoundState, passes=state_of(p).passes + 1)


@books(PassBegan)
def _book_pass(p: Proceeding, fact: PassBegan) -> Proceeding:
    state = state_of(p)
    said = tuple((t.person, t.text) for t in state.turns if t.state is TurnState.DONE)
    began = but(p, rounds=p.rounds + 1)
    return in_phase(
        began,
        RoundState,
        turns=_turns(p, fact.order),
        spoken=state.spoken + said,
        pass_number=state.pass_number + 1,
        turn_began=fact.at,
        reminded=0,
        reminded_at=None,
    )


def note_left(p: Proceeding, person: PersonId) -> Proceeding:
    """Whoever leaves has their open turn booked as left: never as consent, and nobody else's changes (INV-R9)."""
    if not isinstance(p.phase, RoundState):
        return p
    turn = turn_of(p.phase, person)
    if turn is None or turn.state not in OPEN_TURNS:
        return p
    return in_phase(p, RoundState, turns=with_turn(p.phase, person, state=TurnState.LEFT))


def note_arrived(p: Proceeding, person: PersonId) -> Proceeding:
    """Whoever arrives during a round gets the last turn, if the round is for them."""
    state = p.phase
    if not isinstance(state, RoundState) or person not in participants(p, state.purpose):
        return p
    if person in p.away:  # known to the circle in a new way, and still not here
        return p
    turn = turn_of(state, person)
    if turn is None:
        return in_phase(p, RoundState, turns=(*state.turns, Turn(person=person)))
    if turn.state in (TurnState.LEFT, TurnState.SKIPPED_ABSENT):
        return in_phase(p, RoundState, turns=_to_tail(state, person, state=TurnState.PENDING))
    return p
