"""Who nominates whom, when, and who proposes a candidate of those (domain.md section 8)."""

from __future__ import annotations

from facilitation.commands import DrawCandidate, Nominate, Pass, ProposeCandidate
from facilitation.model import PersonId, Standing
from facilitation.phases.nominating import nominees
from facilitation.proceeding import legal, why_not
from facilitation.refusals import Reason
from facilitation.state import Proceeding
from tests.facilitation.selections import (
    after,
    nominated,
    proposing,
    selecting,
    three,
    to_nominating,
    to_proposing,
)
from tests.facilitation.small_circles import ANA, BO, CY, DEE, STRANGER, joined, member

EVE = PersonId("eve")


def with_two_more(p: Proceeding) -> Proceeding:
    """Dee has come as a guest since, and eve as a full member."""
    return joined(p, member(DEE, Standing.GUEST), member(EVE))


def test_those_with_a_voice_nominate_somebody_who_can_hold_the_role():
    p = with_two_more(to_nominating(three(overrides={"nomination_pass": "yes", "outside_nominees": "no"})))

    for command, about in ((Nominate, BO), (Pass, None)):
        told = [why_not(p, command, who, None, about) for who in (ANA, EVE, DEE)]
        assert told == [None, None, Reason.NO_CONSENT_RIGHT]
    assert why_not(p, Nominate, ANA, None, STRANGER) is Reason.NOT_ELIGIBLE


def test_whoever_is_away_nominates_ahead_any_of_those_who_can_hold_it():
    p = after(None, selecting(three(), away=(CY,)))

    assert {offer.target for offer in legal(p, CY) if offer.command is Nominate} == set(nominees(p))
    assert set(nominees(p)) == {ANA, BO, CY}
    assert why_not(p, Nominate, BO, None, ANA) is Reason.NOT_NOW


def test_whoever_facilitates_proposes_one_of_those_who_were_nominated():
    p = with_two_more(proposing())

    assert why_not(p, ProposeCandidate, BO, None, BO) is Reason.NOT_FACILITATOR
    assert why_not(p, ProposeCandidate, DEE, None, BO) is Reason.NO_CONSENT_RIGHT
    assert why_not(p, ProposeCandidate, ANA, None, EVE) is Reason.NOT_NOMINATED


def test_a_draw_decides_only_between_two_people_or_where_most_nominations_do():
    three_ways = to_proposing(nominated(to_nominating(three()), ANA, BO, CY))

    assert why_not(proposing(), DrawCandidate, ANA, None) is Reason.NO_TIE
    assert why_not(three_ways, DrawCandidate, ANA, None) is Reason.NO_TIE
