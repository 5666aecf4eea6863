"""Help in the middle of things: what the facilitator can say now, and why there is such a step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from facilitation.cards import Kind, Line, Msg, msg
from facilitation.phases.gathering import fresh
from facilitation.phases.sharing import Shared
from facilitation.state import GatherState, Proceeding, RoundState
from facilitation.view.parts import note
from facilitation.view.steps import step_id

ENOUGH: Final = 2


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
        *_between_circles(p),
        *_smaller(step),
        *_switch(p),
    )


def _between_circles(p: Proceeding) -> Iterator[Line]:
    """What is worth telling from one circle to another (domain.md section 10.3-8)."""
    if isinstance(p.work, Shared) and p.work.linked:
        yield Line(Kind.TEXT, msg("sharing-between-circles"))


LOOKING_AT_REASONS: Final = ("step-driver", "step-aside-driver", "step-round-context", "step-shaping-reason")
"""Steps in which a circle looks at a situation, before anything is proposed about it."""


def _smaller(step: str) -> Iterator[Line]:
    """Smaller answers come before a new agreement: "lazy policy-making" (MVOS 3.3.2; domain.md section 5.1-5)."""
    if step in LOOKING_AT_REASONS:
        yield Line(Kind.NOTE, msg("script-smaller"))
        yield Line(Kind.TEXT, msg("options-before-policy"))


def _switch(p: Proceeding) -> Iterator[Line]:
    """After two passes without progress: another way (MVOS 5.5.3 "2 flow, then go"; domain.md section 4.1-5)."""
    state = p.phase
    if p.aside is not None or not isinstance(state, RoundState) or state.pass_number < ENOUGH:
        return
    if isinstance(state, GatherState) and fresh(p, state):
        return
    yield Line(Kind.NOTE, msg("script-switch"))


def why(p: Proceeding) -> Msg:
    """Why there is this step, in a few sentences."""
    table = p.on_table
    if p.over or table is None:
        return msg("why-over")
    return msg(f"{step_id(p, table)}.why")
