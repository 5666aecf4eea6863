"""Small meetings, begun as far as a test wants them: what the tests of meetings begin with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from facilitation.commands import (
    AddItem,
    BeginMeeting,
    CallPause,
    CloseItem,
    CloseMeeting,
    Command,
    Consent,
    ExtendMeeting,
    GoOn,
    Leave,
    ObjectToMinutes,
    OpenItem,
    OpenMeeting,
    Pass,
    ProposeAgenda,
    ProposeStandIn,
    SetNextMeeting,
    StandIn,
    TakeMinutes,
)
from facilitation.model import Circle, Duty, ItemOutcome, PersonId, ProceedingId, Standing
from facilitation.proceeding import legal, proceed
from facilitation.refusals import Reason
from facilitation.state import Proceeding, RoundState
from tests.facilitation.small_circles import ANA, BO, CY, LATER, NOW, O, after, circle, member

MARCH = ProceedingId("march")
"""The meeting of these tests: ana facilitates, bo keeps the record, cy is the third."""


def meeting_circle(preset: str = "sofa", **settings: str) -> Circle:
    """A circle with both process roles filled."""
    return circle(
        member(ANA, Standing.FULL, Duty.FACILITATOR),
        member(BO, Standing.FULL, Duty.SECRETARY),
        member(CY),
        preset=preset,
        overrides={"rounds": "together", **settings},
    )


def opening(owner: Circle | None = None, **changes: object) -> OpenMeeting:
    """The command that opens the meeting."""
    plain = OpenMeeting(
        by=ANA, id=MARCH, circle=owner or meeting_circle(), title="March", planned=NOW, minutes=60
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def prepared(*items: ItemOutcome, owner: Circle | None = None, **changes: object) -> Proceeding:
    """A meeting that is being prepared, with an item for each of these."""
    p = proceed(None, opening(owner, **changes), NOW)[1]
    return after(p, *(AddItem(by=CY, title=f"item {n}", outcome=o) for n, o in enumerate(items, 1)))


def rounded(p: Proceeding) -> Proceeding:
    """The meeting after everyone here has passed in its round."""
    assert isinstance(p.phase, RoundState)
    return after(p, *(Pass(by=turn.person) for turn in p.phase.turns if turn.open))


def gathered(p: Proceeding) -> Proceeding:
    """The meeting when its check-in is over."""
    return rounded(after(p, BeginMeeting(by=ANA)))


def at_agenda(p: Proceeding) -> Proceeding:
    """The meeting when its agenda waits for consent."""
    on = GoOn(by=ANA)
    return after(gathered(p), on, on, on, on, SetNextMeeting(by=ANA, until=NOW + LATER))


def at_items(p: Proceeding) -> Proceeding:
    """The meeting when the circle has consented to its agenda."""
    p = after(at_agenda(p), ProposeAgenda(by=ANA))
    return after(p, *(Consent(by=who) for who in (BO, CY) if who not in p.away))


def at_closing(p: Proceeding) -> Proceeding:
    """The meeting of one item when it is about to be closed."""
    p = at_items(p)
    if p.phase is not None and p.phase.name == "items":
        p = after(p, OpenItem(by=ANA), CloseItem(by=ANA, result="r", next_step="n"))
    return rounded(after(p, GoOn(by=ANA)))


def closed(p: Proceeding) -> Proceeding:
    """The meeting when it was closed."""
    return after(at_closing(p), CloseMeeting(by=ANA))


def may(p: Proceeding, who: PersonId) -> set[str]:
    """What somebody may do now, by the names of the commands."""
    return {offer.command.__name__ for offer in legal(p, who)}


REPORT, DECIDE, EXPLORE = ItemOutcome.REPORT, ItemOutcome.DECIDE, ItemOutcome.EXPLORE
R = Reason
MEETING_EXAMPLES: Final[dict[Reason, Callable[[], tuple[Proceeding | None, Command]]]] = {
    R.MEETING_OPEN: lambda: (None, opening(replace(meeting_circle(), meeting=MARCH))),
    R.ROLES_UNCOVERED: lambda: (after(gathered(prepared()), Leave(by=BO, person=BO)), GoOn(by=ANA)),
    R.NOT_HERE: lambda: (
        after(gathered(prepared()), Leave(by=BO, person=BO)),
        ProposeStandIn(by=ANA, person=BO, duty=Duty.SECRETARY),
    ),
    R.STAND_IN_ORDER: lambda: (
        gathered(prepared(owner=meeting_circle("rolebased"), away=(BO,))),
        StandIn(by=CY, duty=Duty.SECRETARY),
    ),
    R.RESULT_MISSING: lambda: (after(at_items(prepared(DECIDE)), OpenItem(by=ANA)), CloseItem(by=ANA)),
    R.ITEM_OPEN: lambda: (after(at_items(prepared(DECIDE)), OpenItem(by=ANA)), OpenItem(by=ANA)),
    R.NO_ITEM_OPEN: lambda: (at_items(prepared(DECIDE)), TakeMinutes(by=BO, item=1, minutes=1)),
    R.NOT_ATTENDED: lambda: (closed(prepared(away=(CY,))), ObjectToMinutes(by=CY, text=O)),
    R.PAUSED: lambda: (after(at_items(prepared(DECIDE)), CallPause(by=ANA, minutes=5)), OpenItem(by=ANA)),
    R.NOT_SO_LONG: lambda: (at_items(prepared(DECIDE)), ExtendMeeting(by=BO, minutes=601)),
}
"""Every reason of a meeting, with an example that raises it."""
