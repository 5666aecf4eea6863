"""What the phases between rounds and checks look like: drafting, the reason, the ladder, concerns, waiting."""

from __future__ import annotations

from collections.abc import Iterator

from facilitation.cards import Kind, Line, When, Who, msg
from facilitation.commands import Rung, TakeRung
from facilitation.phases.drafting import amender
from facilitation.proceeding import legal
from facilitation.state import (
    ConcernsState,
    DraftingState,
    DriverState,
    LadderState,
    PhaseState,
    Proceeding,
    is_draft,
)
from facilitation.view.objections import objection_lines
from facilitation.view.parts import (
    driver_lines,
    item,
    note,
    people_note,
    quote,
    text_line,
    version_lines,
    word,
)
from facilitation.view.secrets import seen_concerns, seen_objections
from facilitation.view.steps import waits_for


def between_lines(p: Proceeding, phase: PhaseState) -> Iterator[Line]:
    """The open phase, whichever of these it is."""
    match phase:
        case DriverState():
            yield from driver_lines(p)
        case DraftingState() if is_draft(p):
            yield note("board-draft-private", person=Who(p.author))
            yield from _pen(p, phase)
        case DraftingState():
            yield from version_lines(p)
            yield from _pen(p, phase)
        case LadderState():
            yield from _ladder(p)
        case ConcernsState():
            yield from _concerns(p, phase)
        case _:
            yield from _waiting(p, phase)


def _pen(p: Proceeding, state: DraftingState) -> Iterator[Line]:
    holder = (p.pen or p.author) if state.authoring else amender(p)
    if holder is not None:
        yield from people_note("board-pen", (holder,))


def _ladder(p: Proceeding) -> Iterator[Line]:
    for objection in seen_objections(p):
        if objection.open:
            yield from objection_lines(p, objection)
    yield from rung_lines(p)
    if p.breakdown:
        yield note("board-breakdown")
    yield note("board-ladder")
    offered = {
        offer.target for m in p.circle.members for offer in legal(p, m.person) if offer.command is TakeRung
    }
    for rung in Rung:
        if rung in offered:
            label = word("rung", rung)
            yield item("board-ladder-rung", rung=label, hint=msg(f"{label.id}.hint"))


def rung_lines(p: Proceeding) -> Iterator[Line]:
    """The ways on this circle has tried."""
    for tried in p.rungs:
        rung, person = word("rung", tried.rung), Who(tried.person or tried.by)
        if tried.until is None:
            yield note("board-rung", rung=rung, person=person)
        else:
            yield note("board-rung-until", rung=rung, person=person, until=When(tried.until, day=True))
        yield quote(tried.text, tried.by)


def _concerns(p: Proceeding, state: ConcernsState) -> Iterator[Line]:
    for concern in seen_concerns(p):
        if concern.version == p.version.number and concern.number in state.heard:
            yield note("board-concern", number=concern.number)
            yield quote(concern.text, concern.by)


def _waiting(p: Proceeding, phase: PhaseState) -> Iterator[Line]:
    what = waits_for(p, phase)
    if getattr(phase, "early", False):
        yield note("board-review-early")
    if what == "review" and p.decision is not None:
        yield text_line(p.decision.draft.text)
        if p.decision.draft.criteria:
            yield note("board-criteria")
            yield text_line(p.decision.draft.criteria)
    if what == "broader-circle":
        yield from version_lines(p)
        if p.handed_up_as is not None:
            yield note("board-handed-up")
    until = getattr(phase, "until", None)
    if what == "postponed" and until is not None:
        yield Line(Kind.LEAD, msg("board-until", until=When(until, day=True)))
