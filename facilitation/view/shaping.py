"""What a shaping looks like: the pieces on the table, with their numbers, and what became of each.

In a round held together no piece of the present pass is shown before all have had their turn; the order in which
people would look at questions is shown when everybody is done. No counts: nothing here is a ballot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from facilitation.cards import Card, Kind, Line, Many, Said, When, Who, msg
from facilitation.facts import Asks, RoundPurpose
from facilitation.model import TO_COVER, Contradiction, Piece, PieceKind
from facilitation.phases.agreeing import Driver
from facilitation.phases.gathering import visible
from facilitation.phases.sorting import Answers, Contradictions, Synthesis
from facilitation.phases.tuning import Tuning
from facilitation.process import Phase
from facilitation.processes import phase_of
from facilitation.shaping import ShapingWork, disputed, ordered, unresolved, work
from facilitation.state import Aside, GatherState, Proceeding, Result, RoundState, ShapingState, TurnState
from facilitation.view.kinds import adds, describes, draws, leaves
from facilitation.view.parts import (
    draft_lines,
    driver_lines,
    note,
    people_note,
    quote,
    said,
    text_line,
    word,
)
from facilitation.view.rounds import order_lines
from facilitation.view.steps import step_id

P = RoundPurpose
CONSIDERED = frozenset({PieceKind.INFORMATION, PieceKind.GENERATIVE})


# --- rounds ---------------------------------------------------------------------------------------------------


@draws(GatherState)
def gather_lines(p: Proceeding, state: GatherState) -> Iterator[Line]:
    """A round of the shaping: what it asks, who speaks, and what is on the table."""
    yield Line(Kind.LEAD, msg(f"{step_id(p, state)}.prompt"))
    yield from order_lines(state)
    if state.purpose is P.CONTRADICTION:
        yield from _contradiction(p, work(p).contradictions[(work(p).on or 1) - 1])
    else:
        yield from _questions(p, state)
    yield from piece_lines(one for one in visible(p) if one.step == state.step)
    yield from _turns(state)


def _questions(p: Proceeding, state: GatherState) -> Iterator[Line]:
    """What the round goes by: the needs, the dimensions, the questions in their order."""
    if state.purpose is P.NEEDS:
        yield from driver_lines(p)
    elif state.purpose is P.PICTURE:
        yield from requirement_lines(p)
    elif state.purpose is P.PRIORITIES:
        yield from piece_lines(one for one in work(p).pieces if one.kind is PieceKind.GENERATIVE)
    elif state.purpose is P.SHAPE:
        yield from _to_cover(p)


def _to_cover(p: Proceeding) -> Iterator[Line]:
    yield from piece_lines(one for one in work(p).pieces if one.kind is PieceKind.DIMENSION)
    questions = ordered(p)
    yield from piece_lines(questions)
    yield from _disputed(questions)


def _disputed(questions: Iterable[Piece]) -> Iterator[Line]:
    numbers = ", ".join(str(one.number) for one in questions if disputed(one))
    if numbers:
        yield note("board-disputed", numbers=numbers)


def _turns(state: RoundState) -> Iterator[Line]:
    if state.together and any(turn.open for turn in state.turns):
        done = tuple(turn.person for turn in state.turns if not turn.open)
        yield from people_note("board-contributed", done)
        return
    said_aloud = (t for t in state.turns if t.state is TurnState.DONE)
    for turn in said_aloud:
        if state.purpose in {P.CONTRADICTION, P.TUNERS}:
            yield (
                quote(turn.text, turn.person)
                if turn.text
                else note("board-spoke-aloud", person=Who(turn.person))
            )


@leaves(GatherState)
def gathered_lines(p: Proceeding, state: GatherState, _result: Result) -> Iterator[Line]:
    """What a round of the shaping has brought."""
    if state.purpose is P.PRIORITIES:
        yield from _to_cover(p)
    yield from piece_lines(one for one in work(p).pieces if one.step == state.step)
    yield from _turns(state)


# --- pieces ---------------------------------------------------------------------------------------------------


def piece_lines(pieces: Iterable[Piece]) -> Iterator[Line]:
    """Pieces with their numbers, who brought them, and what became of them."""
    for one in pieces:
        yield from _piece(one)


def _piece(one: Piece) -> Iterator[Line]:
    yield note("board-piece", number=one.number, kind=word("piece", one.kind))
    yield quote(one.text, one.by)
    if one.echoed:
        yield note("board-echoed", people=Many(one.echoed))
    if one.merged_into is not None:
        yield note("board-merged", number=one.merged_into)
    if one.answer is not None:
        yield note("board-answer", number=one.number)
        yield quote(one.answer, one.answered_by)
    if one.left_out is not None:
        yield note("board-left-out")
        yield Line(Kind.QUOTE, said(one.left_out))


def _contradiction(p: Proceeding, one: Contradiction) -> Iterator[Line]:
    numbers = ", ".join(map(str, one.pieces))
    yield note("board-contradiction", number=one.number, numbers=numbers)
    yield Line(Kind.QUOTE, said(one.text))
    if one.way is not None:
        yield note("board-way", way=word("way", one.way))
        yield Line(Kind.QUOTE, said(one.reason))
    yield from piece_lines(work(p).pieces[number - 1] for number in one.pieces)


def requirement_lines(p: Proceeding) -> Iterator[Line]:
    """What is needed, where it was said."""
    if isinstance(p.work, ShapingWork) and p.work.requirement:
        yield note("board-requirement")
        yield text_line(p.work.requirement)


# --- between the rounds ---------------------------------------------------------------------------------------


@draws(ShapingState)
def shaping_lines(p: Proceeding, state: ShapingState) -> Iterator[Line]:
    """A step between the rounds: what it is about."""
    kind = phase_of(p.process, state.name)
    if isinstance(kind, Driver):
        yield from driver_lines(p)
    yield from requirement_lines(p)
    yield from _fallen(p, state)
    yield from _material(p, state, kind)


def _fallen(p: Proceeding, state: ShapingState) -> Iterator[Line]:
    """What somebody objected to in this step: the words that are to be looked for."""
    for result in p.results:
        if result.closing == "AsideFell" and result.step > state.step and result.person is not None:
            yield note("closed-AsideFell", person=Who(result.person))
            yield quote(result.text, result.person)


def _material(p: Proceeding, state: ShapingState, kind: Phase) -> Iterator[Line]:
    everything = work(p).pieces
    if isinstance(kind, Tuning):
        yield from _draft(p, state)
    elif isinstance(kind, Answers):
        yield from piece_lines(one for one in everything if one.kind in CONSIDERED)
    elif isinstance(kind, Contradictions):
        for one in work(p).contradictions:
            yield from _contradiction(p, one)
    elif isinstance(kind, Synthesis):
        yield from piece_lines(one for one in everything if one.kind is PieceKind.IDEA)
        for one in unresolved(p):
            numbers = ", ".join(map(str, one.pieces))
            yield note("board-contradiction", number=one.number, numbers=numbers)
            yield Line(Kind.QUOTE, said(one.text))
    elif state.name in {"needs statement", "list"}:
        kinds = PieceKind.NEED if state.name == "needs statement" else PieceKind.DIMENSION
        yield from piece_lines(one for one in everything if one.kind is kinds)


def _draft(p: Proceeding, state: ShapingState) -> Iterator[Line]:
    if state.until is not None:
        yield note("board-helping", until=When(state.until, day=True))
    if p.versions:
        yield from draft_lines(p.version.draft, msg("board-draft"))
    open_ = ", ".join(str(one.number) for one in work(p).pieces if _open(one))
    if open_:
        yield note("board-uncovered", numbers=open_)
    yield from piece_lines(one for one in work(p).pieces if one.kind in TO_COVER | {PieceKind.IDEA})


def _open(one: Piece) -> bool:
    return one.kind in TO_COVER and one.stands and not one.covered


# --- small questions, and the end -----------------------------------------------------------------------------


@describes(Asks.DRIVER)
def _driver(p: Proceeding, _aside: Aside) -> Iterator[Line]:
    return requirement_lines(p)


@describes(Asks.DIMENSIONS)
def _list(p: Proceeding, _aside: Aside) -> Iterator[Line]:
    kept = (one for one in work(p).pieces if one.kind is PieceKind.DIMENSION and one.stands)
    return piece_lines(kept)


@describes(Asks.TUNERS)
def _tuners(p: Proceeding, _aside: Aside) -> Iterator[Line]:
    return people_note("board-tuners", work(p).tuners)


@describes(Asks.HELPERS)
def _helpers(_p: Proceeding, aside: Aside) -> Iterator[Line]:
    if aside.whom is not None:
        yield note("board-helpers", person=Who(aside.whom))


@adds
def _ended(p: Proceeding) -> Iterator[Card]:
    """How a shaping ended that has not come to a draft."""
    if isinstance(p.work, ShapingWork) and p.over and not p.versions and p.outcome is not None:
        lines = (
            Line(Kind.TITLE, msg("ended-title", title=Said(p.title))),
            Line(Kind.LEAD, word("over", p.outcome)),
        )
        yield Card(key="ended", lines=lines)
