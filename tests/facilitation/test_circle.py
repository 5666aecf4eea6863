"""The circle itself, and opening a proposal in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitation.booking import books
from facilitation.circle import decide_circle, evolve_circle, fold_circle, proceed_circle
from facilitation.commands import Admit, CircleCommand, Found, LetStand, Propose, Release
from facilitation.facts import CircleFounded, MemberReleased, Spoke
from facilitation.model import CircleId, Matter, ProceedingId, Standing
from facilitation.proceeding import decide, is_waiting, legal, proceed, waiting
from facilitation.refusals import Reason, Refused
from facilitation.state import is_draft
from facilitation.transcript import parse, play
from tests.facilitation.small_circles import ANA, BO, CY, NOW, STRANGER, circle, member, opened, proposal

FOUND = Found(id=CircleId("garden"), name=" The\nGarden ", aim="Green", members=(member(ANA),))


def reason_of(command: CircleCommand, known: bool = False) -> Reason:  # noqa: FBT001, FBT002 - reads well
    with pytest.raises(Refused) as refused:
        proceed_circle(circle() if known else None, command, NOW)
    return refused.value.reason


def test_a_circle_is_the_fold_of_its_facts():
    facts, founded = proceed_circle(None, FOUND, NOW)
    more, grown = proceed_circle(founded, Admit(member=member(BO, Standing.LEARNING)), NOW)

    assert founded.name == "The Garden"
    assert fold_circle([*facts, *more]) == grown
    assert isinstance(facts[0], CircleFounded)
    assert evolve_circle(grown, Spoke(at=NOW, person=ANA, text=proposal(grown).title)) == grown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"members": ()}, Reason.NOT_FULL_MEMBER),
        ({"members": (member(ANA, Standing.GUEST),)}, Reason.NOT_FULL_MEMBER),
        ({"members": (member(ANA), member(ANA))}, Reason.NOT_FULL_MEMBER),
        ({"preset": "sofa2"}, Reason.SETTINGS_UNKNOWN),
        ({"overrides": (("colour", "green"),)}, Reason.SETTINGS_UNKNOWN),
        ({"name": " "}, Reason.TEXT_MISSING),
        ({"aim": "a" * 1001}, Reason.TEXT_TOO_LONG),
    ],
)
def test_a_circle_that_could_not_decide_is_not_founded(changes: dict[str, object], reason: Reason):
    assert reason_of(replace(FOUND, **changes)) is reason  # type: ignore[arg-type]


def test_a_circle_begins_with_its_founding():
    assert reason_of(Release(person=ANA)) is Reason.NO_SUCH_THING
    with pytest.raises(ValueError, match=r"^there is no circle without facts$"):
        fold_circle(())
    with pytest.raises(ValueError, match=r"^a circle begins with CircleFounded, not MemberReleased$"):
        fold_circle([MemberReleased(at=NOW, person=ANA)])
    assert decide_circle(circle(), CircleCommand(), NOW) == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"by": CY, "circle": circle(member(ANA), member(CY, Standing.GUEST))}, Reason.NOT_FULL_MEMBER),
        ({"matter": Matter.REMOVAL}, Reason.NOT_A_MEMBER),
        ({"matter": Matter.REMOVAL, "subject": BO}, Reason.ABOUT_YOU),
        ({"matter": Matter.SETTINGS}, Reason.TEXT_MISSING),
        ({"matter": Matter.SETTINGS, "changes": (("preset", "sofa2"),)}, Reason.SETTINGS_UNKNOWN),
        ({"matter": Matter.SETTINGS, "changes": (("quorum", "many"),)}, Reason.SETTINGS_UNKNOWN),
    ],
)
def test_a_matter_that_cannot_be_decided_is_not_opened(changes: dict[str, object], reason: Reason):
    with pytest.raises(Refused) as refused:
        proceed(None, replace(proposal(circle()), **changes), NOW)  # type: ignore[arg-type]
    assert refused.value.reason is reason


def test_whoever_holds_the_domain_is_named():
    owner = circle(held_elsewhere=(("paths", "Yard"),))

    with pytest.raises(Refused) as refused:
        proceed(None, proposal(owner, domain="paths"), NOW)
    assert (refused.value.reason, refused.value.detail) == (Reason.DOMAIN_ELSEWHERE, "Yard")


@pytest.mark.parametrize("change", [("colour", "green"), ("preset", "sofa2"), ("quorum", "many")])
def test_the_setting_or_value_that_is_unknown_is_named(change: tuple[str, str]):
    with pytest.raises(Refused) as refused:
        proceed(None, proposal(circle(), matter=Matter.SETTINGS, changes=(change,)), NOW)
    assert refused.value.detail in change


@pytest.mark.parametrize("change", [("preset", "s3"), ("rounds", "together")])
def test_a_circle_may_decide_on_another_preset_or_one_setting(change: tuple[str, str]):
    p = opened(circle(), matter=Matter.SETTINGS, changes=(change,))

    assert p.changes == (change,)


def test_only_a_member_can_be_removed():
    with pytest.raises(Refused) as refused:
        proceed(None, proposal(circle(), matter=Matter.REMOVAL, subject=STRANGER), NOW)
    assert refused.value.reason is Reason.NOT_A_MEMBER


def test_a_proposal_is_opened_once():
    p = opened(circle())
    with pytest.raises(Refused) as refused:
        decide(p, proposal(circle()), NOW)
    assert refused.value.reason in {Reason.ALREADY_OPEN, Reason.NOT_NOW}


def test_a_draft_waits_with_its_author():
    p = opened(circle(), ready=False)

    assert waiting(p) == (BO,)
    assert is_draft(p)
    assert not is_draft(opened(circle()))
    assert not is_waiting(p)
    assert decide(p, LetStand(by=BO), NOW) != ()
    assert Propose not in {offer.command for offer in legal(p, BO)}


POSTPONED = """circle: Garden
people: Ana (facilitator), Bo, Cy
clock: 2026-03-02 10:00

Bo proposes "A shed" (id shed): We build a shed.
Bo proposes to postpone it (until 2026-03-16): The wood is wet.
Ana consents
Cy consents
"""


@pytest.mark.parametrize(("then", "waits"), [("", True), ("Ana proposes to drop it: We have one.\n", False)])
def test_what_is_postponed_asks_nothing_of_anybody_until_somebody_does(then: str, waits: bool):  # noqa: FBT001 - a case
    p = play(parse(POSTPONED + then)).proceedings[ProceedingId("shed")]

    assert is_waiting(p) is waits


def test_a_fact_is_booked_in_one_place_only():
    with pytest.raises(ValueError, match="booked twice"):
        books(Spoke)(lambda p, _fact: p)
