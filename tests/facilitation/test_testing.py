"""Three ways of finding out whether an objection counts, and who may do what in each (domain.md section 7.3)."""

from __future__ import annotations

from typing import Final

import pytest

from facilitation.commands import (
    AcceptObjection,
    Act,
    AgreeItQualifies,
    Argue,
    AskForTest,
    ClaimRuleBroken,
    Dispute,
    ProposeNotParamount,
    Reflect,
    Rule,
)
from facilitation.model import Criterion, PersonId, Standing, but
from facilitation.proceeding import why_not
from facilitation.refusals import Reason
from facilitation.settings import Validity
from facilitation.state import Proceeding
from tests.facilitation.small_circles import ANA, BO, CY, DEE, O, after, joined, member
from tests.facilitation.test_refusals import argued, disputed, under_test, understood

ARGUMENT, CRITERIA, RULING = Validity.ARGUMENT, Validity.CRITERIA, Validity.CIRCLE_RULING
WAYS: Final[dict[type[Act], set[Validity]]] = {
    AgreeItQualifies: {ARGUMENT},
    Dispute: {ARGUMENT},
    AskForTest: {CRITERIA},
    ClaimRuleBroken: {CRITERIA},
    AcceptObjection: {CRITERIA, RULING},
    ProposeNotParamount: {RULING},
}


def heard(way: Validity) -> Proceeding:
    """Cy's objection is understood; dee is a guest."""
    return joined(understood("rolebased", {"validity": way.value}), member(DEE, Standing.GUEST))


@pytest.mark.parametrize("way", Validity)
@pytest.mark.parametrize("command", WAYS)
def test_each_circle_tests_in_its_own_way(command: type[Act], way: Validity):
    who = CY if command is ClaimRuleBroken else ANA

    assert why_not(heard(way), command, who, None, 1) is (
        None if way in WAYS[command] else Reason.NOT_THIS_WAY
    )


@pytest.mark.parametrize(
    ("command", "way", "reasons"),
    [
        (AgreeItQualifies, ARGUMENT, {CY: Reason.OWN_OBJECTION, DEE: Reason.NO_CONSENT_RIGHT}),
        (Dispute, ARGUMENT, {CY: Reason.OWN_OBJECTION, DEE: Reason.NO_CONSENT_RIGHT}),
        (AskForTest, CRITERIA, {DEE: Reason.NO_CONSENT_RIGHT}),
        (ClaimRuleBroken, CRITERIA, {BO: Reason.NOT_OBJECTOR}),
        (AcceptObjection, CRITERIA, {BO: Reason.NOT_FACILITATOR}),
        (ProposeNotParamount, RULING, {BO: Reason.NOT_FACILITATOR, DEE: Reason.NO_CONSENT_RIGHT}),
    ],
)
def test_not_everybody_says_whether_it_counts(
    command: type[Act], way: Validity, reasons: dict[PersonId, Reason]
):
    p = heard(way)

    assert {who: why_not(p, command, who, None, 1) for who in reasons} == reasons
    assert why_not(p, command, ANA, None, 9) is Reason.NO_SUCH_THING


@pytest.mark.parametrize("command", [AgreeItQualifies, Dispute, AskForTest, ClaimRuleBroken, AcceptObjection])
def test_it_is_tested_only_when_it_is_understood(command: type[Act]):
    way = next(iter(WAYS[command] - {RULING}))
    who = CY if command is ClaimRuleBroken else ANA
    p = disputed("rolebased", {"validity": way.value})

    assert why_not(p, command, who, None, 1) is not None
    assert why_not(p, Reflect, BO, None, 1) is None


def test_what_is_tested_is_argued_criterion_by_criterion_and_then_ruled_on():
    before, tested, told = understood("rolebased"), under_test(), argued()

    assert [why_not(p, AskForTest, BO, None, 1) for p in (before, tested)] == [None, Reason.ALREADY_SPOKEN]
    assert [why_not(p, AcceptObjection, ANA, None, 1) for p in (before, tested)] == [
        None,
        Reason.ALREADY_SPOKEN,
    ]
    assert why_not(before, Argue, CY, None, 1) is Reason.NOT_NOW
    assert why_not(tested, Argue, CY, None, 1) is None
    assert why_not(tested, Argue, BO, None, 1) is Reason.NOT_OBJECTOR
    some = after(tested, Argue(by=CY, objection=1, criterion=next(iter(Criterion)), text=O))
    assert why_not(some, Argue, CY, None, 1) is None
    assert why_not(told, Argue, CY, None, 1) is Reason.NOTHING_CHANGED
    assert why_not(before, Rule, ANA, None, 1) is Reason.NOT_NOW
    assert [why_not(told, Rule, who, None, 1) for who in (ANA, BO)] == [None, Reason.NOT_FACILITATOR]
    claimed = after(before, ClaimRuleBroken(by=CY, objection=1))
    assert why_not(claimed, ClaimRuleBroken, CY, None, 1) is Reason.ALREADY_SPOKEN


def test_nobody_is_asked_whether_it_is_paramount_where_nobody_would_hear():
    p = heard(RULING)

    assert (
        why_not(but(p, away=frozenset({ANA, BO})), ProposeNotParamount, ANA, None, 1) is Reason.NOBODY_TO_ASK
    )
    assert why_not(but(p, away=frozenset({BO})), ProposeNotParamount, ANA, None, 1) is None
