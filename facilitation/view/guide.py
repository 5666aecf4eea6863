"""Help in the middle of things: what the facilitator can say now, and why there is such a step."""

from __future__ import annotations

from facilitation.cards import Kind, Line, Msg, msg
from facilitation.state import Proceeding
from facilitation.view.parts import note
from facilitation.view.steps import step_id


def script(p: Proceeding) -> tuple[Line, ...]:
    """The facilitator's script for the step on the table: what to say, what not to allow now, what usually helps."""
    table = p.on_table
    if p.over or table is None:
        return (note("script-over"),)
    step = step_id(p, table)
    return (
        Line(Kind.TITLE, msg("script-title", step=msg(step))),
        Line(Kind.NOTE, msg("script-say")),
        Line(Kind.TEXT, msg(f"{step}.say")),
        Line(Kind.NOTE, msg("script-not-now")),
        Line(Kind.TEXT, msg(f"{step}.not-now")),
        Line(Kind.NOTE, msg("script-helps")),
        Line(Kind.TEXT, msg(f"{step}.helps")),
    )


def why(p: Proceeding) -> Msg:
    """Why there is this step, in a few sentences."""
    table = p.on_table
    if p.over or table is None:
        return msg("why-over")
    return msg(f"{step_id(p, table)}.why")
