"""Who could stand in for whoever is not here (domain.md section 3.3)."""

from __future__ import annotations

import pytest

from facilitation.commands import Leave
from facilitation.model import Duty, PersonId, Standing
from facilitation.phases.covering import suggested
from tests.facilitation.small_circles import ANA, BO, CY, DEE, after, circle, member
from tests.facilitation.small_meetings import gathered, prepared


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
