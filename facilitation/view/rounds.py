"""What a round looks like: who speaks now, next and after that, and what was said.

In a round held together nobody's words are shown before all have had their turn; questions are shown at once,
because somebody has to answer them.
"""

from __future__ import annotations

from collections.abc import Iterator

from facilitation.cards import Kind, Line, Progress, Who, msg
from facilitation.facts import RoundPurpose
from facilitation.model import PersonId
from facilitation.phases.round import TWICE, speaker, upcoming
from facilitation.state import Proceeding, Question, RoundState, Turn, TurnState
from facilitation.view.parts import driver_lines, note, people_note, quote, version_lines
from facilitation.view.steps import step_id

ABOUT_TEXT = frozenset({RoundPurpose.CLARIFY, RoundPurpose.REACT, RoundPurpose.REFLECT})
"""Rounds that are about the text."""

NOW = ("board-now", "board-now-next", "board-now-next-deck")
"""Who speaks now, who is next, and who comes after that, as far as there is anyone."""


def round_lines(p: Proceeding, state: RoundState, *, is_open: bool) -> Iterator[Line]:
    """A round under way, or as it stays visible."""
    if state.purpose in {RoundPurpose.CLARIFY, RoundPurpose.CONTEXT}:
        yield from driver_lines(p)
    if is_open:
        if state.purpose in ABOUT_TEXT and p.versions:
            yield from version_lines(p)
        yield Line(Kind.LEAD, msg(f"{step_id(p, state)}.prompt"))
        yield from order_lines(state)
    yield from _contributions(state, hidden=is_open and state.together)
    yield from question_lines(state)


def round_progress(state: RoundState) -> Progress:
    """How many have had their turn in this pass, and who has not."""
    waiting = tuple(turn.person for turn in state.turns if turn.open)
    return Progress(done=len(state.turns) - len(waiting), of=len(state.turns), waiting=waiting)


def still_to_come(state: RoundState) -> tuple[PersonId, ...]:
    """Who has not had their turn; nobody where the order of speaking names them all."""
    waiting = round_progress(state).waiting
    named = () if state.together else (speaker(state), *upcoming(state)[: len(NOW) - 1])
    return () if set(waiting) <= set(named) else waiting


def order_lines(state: RoundState) -> Iterator[Line]:
    """Who speaks now, next and after that."""
    if state.pass_number > 1:
        yield note("board-pass", number=state.pass_number)
    if state.together:
        yield note("board-together")
    elif (now := speaker(state)) is not None:
        names = dict(zip(("next", "deck"), map(Who, upcoming(state)), strict=False))
        yield Line(Kind.LEAD, msg(NOW[len(names)], now=Who(now), **names))
        if state.ran_over >= TWICE:
            yield note("board-ran-over")


def _contributions(state: RoundState, *, hidden: bool) -> Iterator[Line]:
    if state.spoken:
        yield note("board-earlier")
        for person, text in state.spoken:
            yield _said_by(Turn(person=person, text=text))
    done = tuple(turn for turn in state.turns if turn.state is TurnState.DONE)
    if hidden:
        yield from people_note("board-contributed", tuple(turn.person for turn in done))
        return
    yield from (_said_by(turn) for turn in done)
    passed = tuple(turn.person for turn in state.turns if turn.state is TurnState.PASSED)
    yield from people_note("board-passed", passed)


def _said_by(turn: Turn) -> Line:
    if not turn.text:
        return Line(Kind.QUOTE, msg("board-aloud"), turn.person)
    return quote(turn.text, turn.person)


def question_lines(state: RoundState) -> Iterator[Line]:
    """Questions with their answers."""
    if state.questions:
        yield note("board-questions")
    for question in state.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[Line]:
    yield note("board-question", number=question.number)
    yield quote(question.text, question.by)
    if question.answer is None:
        yield note("board-unanswered", number=question.number)
    else:
        yield note("board-answer", number=question.number)
        yield quote(question.answer, question.answered_by)
