"""How reports and explorations look."""

from __future__ import annotations

from collections.abc import Iterator

from facilitation.cards import Card, Line, Said, Who, msg
from facilitation.facts import RoundPurpose
from facilitation.phases import sharing
from facilitation.phases.sharing import FLOW, Reporting, Resulting
from facilitation.state import MeetingState, Proceeding, Result, RoundState
from facilitation.view import kinds, steps
from facilitation.view.parts import lead, note, quote, text_line, title

steps.KINDS.update({Reporting: "step-reporting", Resulting: "step-resulting"})


@kinds.draws(MeetingState)
def shared_lines(p: Proceeding, state: MeetingState) -> Iterator[Line]:
    """The report that is awaited, or the result of an exploration."""
    kept = p.work
    if not isinstance(kept, sharing.Shared):
        return
    if kept.documents:
        yield note("meeting-item-documents")
        yield text_line(kept.documents)
    if state.name == "report" and state is p.phase:
        yield note("sharing-reports", person=Who(p.author))
        if kept.linked:
            yield note("sharing-between-circles")


@kinds.leaves(MeetingState)
def shared_result(p: Proceeding, state: MeetingState, result: Result) -> Iterator[Line]:
    """The report as it was written; the result of an exploration."""
    kept = p.work
    if not isinstance(kept, sharing.Shared):
        return
    if result.closing == "ReportGiven":
        yield quote(kept.report, p.author) if kept.report else note("sharing-aloud", person=Who(p.author))
    elif state.name == "result":
        yield text_line(kept.result)
        yield note("sharing-next", step=Said(kept.next_step))


@kinds.adds
def strategy_card(p: Proceeding) -> Iterator[Card]:
    """After two passes with ideas still coming: other ways to go on (MVOS 5.5.3)."""
    state = p.phase
    if isinstance(state, RoundState) and state.purpose is RoundPurpose.TOPIC and state.pass_number > FLOW:
        lines = (title(msg("sharing-flow-title", title=Said(p.title))), lead(msg("sharing-flow")))
        yield Card(key=f"flow/{state.step}", lines=lines, to=p.facilitator, once=True)
