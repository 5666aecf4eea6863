"""Who could stand in for whoever is not here (domain.md section 3.3)."""

from __future__ import annotations

import pytest

from facilitation.commands import Act, BeginMeeting, Leave, ProposeStandIn, StandIn
from facilitation.model import Duty, PersonId, Standing
from facilitation.phases.covering import suggested
from facilitation.proceeding import why_not
from facilitation.refusals import Reason
from tests.facilitation.small_circles import ANA, BO, CY, DEE, after, circle, member
from tests.facilitation.small_meetings import gathered, meeting_circle, prepared


@pytest.mark.parametrize(
    ("duty", "away", "told"),
    [(Duty.FACILITATOR, ANA, (BO, DEE, CY)), (Duty.SECRETARY, BO, (ANA, DEE, CY))],
)
def test_first_the_other_of_the_two_then_the_leader_then_whoever_is_here(
    duty: Duty, away: PersonId, told: tuple[PersonId, ...]
):
    owner = circle(
        member(CY),
        member(DEE, Standing.FULL, Duty.LEADER),
        member(ANA, Standing.FULL, Duty.FACILITATOR),
        member(BO, Standing.FULL, Duty.SECRETARY),
        overrides={"rounds": "together"},
    )
    p = gathered(prepared(owner=owner))

    assert suggested(after(p, Leave(by=away, person=away)), duty) == told


@pytest.mark.parametrize(
    ("preset", "way", "other"), [("sofa", ProposeStandIn, StandIn), ("rolebased", StandIn, ProposeStandIn)]
)
def test_a_stand_in_is_asked_for_or_declared_once_the_meeting_has_begun(
    preset: str, way: type[Act], other: type[Act]
):
    before = prepared(owner=meeting_circle(preset), away=(ANA,))
    p = after(before, BeginMeeting(by=BO))
    duty = Duty.FACILITATOR

    assert why_not(before, way, BO, None, duty) is Reason.NOT_NOW
    assert why_not(p, way, BO, None, duty) is None
    assert why_not(p, other, BO, None, duty) is Reason.NOT_THIS_WAY
    assert why_not(p, way, BO, None, Duty.SECRETARY) is Reason.NOT_NOW
