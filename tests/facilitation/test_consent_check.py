"""Who answers when in a consent round, and who answers ahead of it (domain.md sections 6.2 and 6.6)."""

from __future__ import annotations

from typing import Final

import pytest

from facilitation.commands import (
    AbortRound,
    Act,
    Consent,
    Leave,
    LeaveIt,
    Object,
    Pass,
    RaiseConcern,
    TakeBack,
)
from facilitation.model import Circle, Standing, but
from facilitation.proceeding import why_not
from facilitation.refusals import Reason
from facilitation.state import Proceeding
from tests.facilitation.small_circles import ANA, BO, CY, DEE, O, after, member
from tests.facilitation.test_refusals import at

ONE_BY_ONE: Final = {"collection": "round", "leave_it_allowed": "yes", "concerns": "yes"}
ANSWERS: Final[tuple[type[Act], ...]] = (Consent, Object, RaiseConcern, LeaveIt)


def with_guest(p: Proceeding) -> Proceeding:
    owner: Circle = p.circle
    return but(p, circle=but(owner, members=(*owner.members, member(DEE, Standing.GUEST))))


@pytest.mark.parametrize("answer", ANSWERS)
def test_one_after_the_other_answers_where_the_circle_goes_round(answer: type[Act]):
    p = at("consent", overrides=ONE_BY_ONE)
    then = after(p, Consent(by=BO))

    assert [why_not(p, answer, who, None) for who in (BO, ANA, CY)] == [None, *[Reason.NOT_YOUR_TURN] * 2]
    assert [why_not(then, answer, who, None) for who in (ANA, CY)] == [None, Reason.NOT_YOUR_TURN]
    assert (
        why_not(at("consent", overrides=ONE_BY_ONE | {"collection": "simultaneous"}), answer, CY, None)
        is None
    )


@pytest.mark.parametrize("answer", [*ANSWERS, TakeBack, Pass])
def test_a_guest_answers_nothing(answer: type[Act]):
    p = with_guest(at("consent", overrides=ONE_BY_ONE))

    assert why_not(p, answer, DEE, None) is Reason.NO_CONSENT_RIGHT


def test_the_same_answer_again_is_none():
    p = at("consent", overrides=ONE_BY_ONE)
    consented, left = after(p, Consent(by=BO)), after(p, LeaveIt(by=BO))

    assert why_not(consented, Consent, BO, None) is Reason.ALREADY_SPOKEN
    assert why_not(consented, LeaveIt, BO, None) is None
    assert why_not(left, LeaveIt, BO, None) is Reason.ALREADY_SPOKEN
    assert why_not(left, Consent, BO, None) is None
    assert why_not(consented, TakeBack, BO, None) is None
    assert why_not(consented, TakeBack, CY, None) is Reason.NOTHING_CHANGED


def test_what_the_circle_does_not_offer_is_told():
    p = at("consent", overrides={"leave_it_allowed": "no", "concerns": "no", "answers": "objection or none"})

    assert why_not(p, RaiseConcern, ANA, None) is Reason.NO_CONCERNS
    assert why_not(p, LeaveIt, ANA, None) is Reason.NO_LEAVING_IT
    assert why_not(p, Pass, ANA, None) is Reason.ANSWER_NEEDED
    assert why_not(p, AbortRound, ANA, None) is not None


def test_whoever_is_away_answers_ahead_once():
    react = after(with_guest(at("react", overrides={"absent": "pre input"})), Leave(by=CY, person=CY))
    answered = after(react, Consent(by=CY))

    for answer in (Consent, Object):
        assert why_not(react, answer, CY, None) is None
        assert why_not(react, answer, BO, None) is Reason.NOT_NOW
        assert why_not(react, answer, DEE, None) is Reason.NO_CONSENT_RIGHT
    assert why_not(answered, Consent, CY, None) is Reason.ALREADY_SPOKEN
    assert [o.by for o in after(answered, Object(by=CY, text=O)).objections] == [CY]
