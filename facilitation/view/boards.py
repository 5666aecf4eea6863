"""Boards: one live card for each step, which stays with its result when the step is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from facilitation.cards import Arg, Button, Card, Kind, Line, Progress, Said, When, Who, msg
from facilitation.facts import FACTS, Asks, Closing, RoundPurpose
from facilitation.model import but
from facilitation.proceeding import waiting
from facilitation.settings import Collection
from facilitation.state import (
    Aside,
    CheckState,
    DraftingState,
    IntegrationState,
    PhaseState,
    Proceeding,
    Result,
    RoundState,
    WaitingState,
    is_draft,
)
from facilitation.view.between import between_lines
from facilitation.view.buttons import public
from facilitation.view.checks import (
    aside_lines,
    aside_progress,
    aside_result,
    check_lines,
    check_progress,
    check_result,
    deadline_lines,
)
from facilitation.view.kinds import DRAWS, LEAVES, PROGRESS
from facilitation.view.objections import integration_lines
from facilitation.view.parts import VERSIONS, note, people_note, quote, text_line, word
from facilitation.view.rounds import round_lines, round_progress, still_to_come
from facilitation.view.steps import silent, step_id

CLOSINGS = frozenset(
    {name for name, kind in FACTS.items() if issubclass(kind, Closing)}
    | {"Restarted", "ProcessRoundClosed", "SentToMeeting", "BroughtBack"},
)
"""What can end a step: the closing facts, and a consent check begun anew because its text changed."""


def open_boards(p: Proceeding) -> Iterator[Card]:
    """The boards of the open phase and of the small question, if there is one."""
    if p.phase is not None and not p.over and not silent(p, p.phase):
        yield _phase_board(p, p.phase)
    if p.held is not None and not silent(p, p.held):
        yield _held_board(but(p, phase=p.held, aside=None), p.held)
    if p.aside is not None:
        yield _aside_board(p, p.aside)


def as_it_was(p: Proceeding, number: int) -> Proceeding:
    """The proceeding as far as it had come with one of its results: what happened later changes no step that is over."""
    result = p.results[number]
    return but(p, driver=result.driver, work=result.work, results=p.results[: number + 1])


def past_board(p: Proceeding, result: Result) -> Card | None:
    """The board of a step that is over: no buttons, what came of it, and what was said.

    `p` is as it was then (`as_it_was`).
    """
    table = result.aside or result.phase
    if table is None or (isinstance(table, PhaseState) and silent(p, table)):
        return None
    lines = aside_result(result) if isinstance(table, Aside) else _phase_result(p, table, result)
    extra = aside_lines(p, table) if isinstance(table, Aside) else ()
    return Card(key=f"step/{result.step}", lines=(_title(p, table), *lines, *extra), detail=True)


def _title(p: Proceeding, table: PhaseState | Aside) -> Line:
    return Line(Kind.TITLE, msg("board-title", step=msg(step_id(p, table)), title=Said(p.title)))


def _heading(p: Proceeding, table: PhaseState | Aside) -> Iterator[Line]:
    yield _title(p, table)
    if p.circle.practice:
        yield note("board-practice")
    yield Line(Kind.LEAD, msg(f"{step_id(p, table)}.purpose"))


def _phase_board(p: Proceeding, phase: PhaseState) -> Card:
    waits = p.aside is not None
    lines = (*_heading(p, phase), *_phase_lines(p, phase), *_footing(p, phase, waits=waits))
    buttons = () if waits else public(p)
    return Card(
        key=f"step/{phase.step}",
        lines=lines,
        buttons=buttons,
        progress=None if waits else _progress(p, phase),
        live=True,
        signs=signs_of(buttons) if _in_the_open(p, phase) else (),
    )


SIGNS: Final = ("Consent", "RaiseConcern", "Object")
"""What can be said with one sign, the words following if need be."""


def signs_of(buttons: Iterable[Button]) -> tuple[str, ...]:
    """Those of a card's acts that can be said with a sign."""
    offered = {button.verb for button in buttons}
    return tuple(verb for verb in SIGNS if verb in offered)


def _in_the_open(p: Proceeding, phase: PhaseState) -> bool:
    """Whether answers are collected at the same time and for all to see: a sign can be seen by everyone."""
    return isinstance(phase, CheckState) and p.circle.settings.collection is Collection.SIMULTANEOUS


def _held_board(p: Proceeding, phase: PhaseState) -> Card:
    """What waits as it is, while the circle looks at its process or until it is together."""
    lines = (*_heading(p, phase), *_phase_lines(p, phase), note("board-held"))
    return Card(key=f"step/{phase.step}", lines=lines, live=True)


def _phase_lines(p: Proceeding, phase: PhaseState) -> Iterator[Line]:
    if type(phase) in DRAWS:
        return DRAWS[type(phase)](p, phase)
    match phase:
        case RoundState():
            return round_lines(p, phase, is_open=True)
        case CheckState():
            return check_lines(p, phase)
        case IntegrationState():
            return integration_lines(p, phase)
        case _:
            return between_lines(p, phase)


def _progress(p: Proceeding, phase: PhaseState) -> Progress | None:
    if type(phase) in PROGRESS:
        return PROGRESS[type(phase)](p, phase)
    if isinstance(phase, RoundState):
        return round_progress(phase)
    return check_progress(p) if isinstance(phase, CheckState) else None


def _footing(p: Proceeding, phase: PhaseState, *, waits: bool) -> Iterator[Line]:
    if waits:
        yield note("board-aside-waits")
        return
    yield from _awaited(p, phase)
    if isinstance(phase, CheckState):
        yield from deadline_lines(p, phase.began)
    yield from people_note("board-away", tuple(m.person for m in p.circle.members if m.person in p.away))
    if p.facilitator is not None:
        yield note("board-facilitator", person=Who(p.facilitator))
        yield from _both_hats(p, phase)
    else:
        yield note("board-nobody-facilitates")


def _both_hats(p: Proceeding, phase: PhaseState) -> Iterator[Line]:
    """Whoever brought it may facilitate it, too; where there are others, that is worth a thought (domain.md 6.9)."""
    asks = isinstance(phase, RoundState) and phase.purpose is RoundPurpose.CLARIFY
    if asks and p.versions and p.author == p.facilitator and len(p.circle.consenting) > BOTH_OF_TWO:
        yield note("board-both-hats", person=Who(p.author))


BOTH_OF_TWO: Final = 2


def _awaited(p: Proceeding, phase: PhaseState) -> Iterator[Line]:
    if isinstance(phase, RoundState):
        yield from people_note("board-waiting-turn", still_to_come(phase))
    elif isinstance(phase, CheckState):
        yield from people_note("board-waiting", check_progress(p).waiting)
    elif not isinstance(phase, WaitingState):
        yield from people_note("board-move", waiting(p))


def _aside_board(p: Proceeding, aside: Aside) -> Card:
    progress = aside_progress(p, aside)
    lines = (
        *_heading(p, aside),
        *aside_lines(p, aside),
        *people_note("board-waiting", progress.waiting),
        *deadline_lines(p, aside.began),
    )
    buttons = public(p)
    return Card(
        key=f"step/{aside.step}",
        lines=lines,
        buttons=buttons,
        progress=progress,
        live=True,
        signs=signs_of(buttons),
    )


def _phase_result(p: Proceeding, phase: PhaseState, result: Result) -> Iterator[Line]:
    closing = result.closing if result.closing in CLOSINGS else "other"
    yield Line(Kind.LEAD, msg(f"closed-{closing}", **_counted(p, result)))
    if type(phase) in LEAVES:
        yield from LEAVES[type(phase)](p, phase, result)
        return
    if type(phase) in DRAWS:
        yield from DRAWS[type(phase)](p, phase)
        return
    match phase:
        case RoundState():
            yield from round_lines(p, phase, is_open=False)
        case CheckState():
            yield from check_result(p, result)
        case DraftingState() if _was_presented(p, phase, result):
            yield note("board-text", number=result.version)
            yield text_line(p.versions[result.version - 1].draft.text)
        case _:
            return


def _was_presented(p: Proceeding, phase: DraftingState, result: Result) -> bool:
    """Whether a text worded here was for everyone when the step ended: what stayed a draft is not shown later."""
    return not is_draft(p) and (not phase.authoring or p.ready or result.closing == "TextStands")


def _counted(p: Proceeding, result: Result) -> dict[str, Arg]:
    if result.closing == "ObjectionsStand":
        return {"count": len(result.objections)}
    until = _postponed_until(p, result) if result.closing == "Postponed" else None
    return {"until": When(until, day=True)} if until else {}


def _postponed_until(p: Proceeding, result: Result) -> datetime | None:
    """The date to which this step was postponed, whatever was postponed later: a card that is over stays as it is."""
    later = (r.aside for r in p.results if r.step > result.step and r.closing == "AsideCarried")
    asked = (aside.until for aside in later if aside is not None and aside.asks is Asks.POSTPONE)
    return next(asked, p.postponed_until)


def process_boards(p: Proceeding) -> Iterator[Card]:
    """Questions about how the circle works: a card each, next to whatever else goes on."""
    for question in p.process_questions:
        heading = Line(Kind.TITLE, msg("board-process-title", number=question.number))
        answer = question.answer
        below = note("board-process-open") if answer is None else quote(answer, question.answered_by)
        lines = (heading, quote(question.text, question.by), below)
        yield Card(key=f"process/{question.number}", lines=lines, live=answer is None, detail=True)


def ended_card(p: Proceeding) -> Card | None:
    """How a proposal ended that the circle did not decide on."""
    settled = p.decision is not None or p.matter in VERSIONS
    if not p.over or settled or p.outcome is None or not p.versions:
        return None
    lines = (
        Line(Kind.TITLE, msg("ended-title", title=Said(p.title))),
        Line(Kind.LEAD, word("over", p.outcome)),
    )
    text = (
        ()
        if is_draft(p)
        else (
            note("ended-open-text", number=p.version.number),
            text_line(p.version.draft.text),
        )
    )
    return Card(key="ended", lines=(*lines, *text))
