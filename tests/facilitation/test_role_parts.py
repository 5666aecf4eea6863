"""What a form says about a role, and the role it makes; also while a proposal is amended (domain.md 7.2; section 9)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitation.commands import ProposeRole
from facilitation.model import Effect, ProceedingId, Role
from facilitation.refusals import Reason, Refused
from facilitation.role_parts import ASKED, amended, asked_of, reworked, said, wishes
from tests.facilitation.small_circles import ANA, TEXT_A, circle

WATER = Role(
    name="Water",
    purpose="Nothing dries up",
    responsibilities="Pumps",
    domain="The pump",
    outside="Ponds",
    qualifications=("calm", "early"),
    term_days=200,
)
EFFECT = Effect(role=WATER)
SILENT = ProposeRole(
    by=ANA, id=ProceedingId("p"), circle=circle(), title="t", draft=TEXT_A, name="Water", purpose=""
)


def says(**parts: object) -> ProposeRole:
    return replace(SILENT, **parts)


def test_what_is_empty_was_not_said():
    assert dict(said(SILENT)) == {}
    assert dict(said(object())) == {}
    whole = says(
        purpose=" p ",
        responsibilities=" r ",
        authority=" a ",
        outside=" o ",
        qualifications=" x \n\n y  z \n x",
        term_days=9,
    )
    assert dict(said(whole)) == {
        "purpose": "p",
        "responsibilities": "r",
        "domain": "a",
        "outside": "o",
        "qualifications": ("x", "y z"),
        "term_days": 9,
    }
    assert wishes(" \n ") == ()


def test_a_form_would_have_given_what_the_role_is():
    assert asked_of(WATER) == {
        "purpose": "Nothing dries up",
        "responsibilities": "Pumps",
        "authority": "The pump",
        "outside": "Ponds",
        "qualifications": "calm\nearly",
        "term_days": 200,
    }
    assert set(asked_of(WATER)) == set(ASKED)
    assert amended(says(**asked_of(WATER)), EFFECT) == EFFECT


@pytest.mark.parametrize(
    ("parts", "changed"),
    [
        ({"purpose": "p" * 1000}, {"purpose": "p" * 1000}),
        ({"authority": "a" * 20_000}, {"domain": "a" * 20_000}),
        ({"outside": "Wells"}, {"outside": "Wells"}),
        ({"qualifications": "late"}, {"qualifications": ("late",)}),
        ({"term_days": 1}, {"term_days": 1}),
        ({"term_days": 1827}, {"term_days": 1827}),
    ],
    ids=lambda one: str(one)[:40],
)
def test_only_what_is_said_of_a_role_changes(parts: dict[str, object], changed: dict[str, object]):
    effect = replace(EFFECT, drops_role="Fire")

    wanted = replace(effect, role=replace(WATER, **changed))
    assert amended(says(**parts), effect) == wanted


@pytest.mark.parametrize(
    ("parts", "present", "reason"),
    [
        ({"purpose": "p" * 1001}, EFFECT, (Reason.TEXT_TOO_LONG, "1000")),
        ({"responsibilities": "r" * 20_001}, EFFECT, (Reason.TEXT_TOO_LONG, "20000")),
        ({"authority": "r" * 20_001}, EFFECT, (Reason.TEXT_TOO_LONG, "20000")),
        ({"outside": "r" * 20_001}, EFFECT, (Reason.TEXT_TOO_LONG, "20000")),
        ({"term_days": -1}, EFFECT, (Reason.NUMBER_ODD, "1827")),
        ({"term_days": 1828}, EFFECT, (Reason.NUMBER_ODD, "1827")),
        ({"term_days": 9}, None, (Reason.NOT_THIS_WAY, "")),
        ({"term_days": 9}, Effect(drops_role="Water"), (Reason.NOT_THIS_WAY, "")),
    ],
    ids=lambda one: str(one)[:40],
)
def test_a_role_is_amended_to_what_it_can_be(
    parts: dict[str, object], present: Effect | None, reason: tuple[Reason, str]
):
    with pytest.raises(Refused) as refused:
        amended(says(**parts), present)
    assert (refused.value.reason, refused.value.detail) == reason


def test_who_says_nothing_of_a_role_changes_nothing():
    assert amended(SILENT, None) is None
    assert amended(SILENT, EFFECT) is EFFECT


def test_a_draft_begins_where_the_last_one_was():
    shorter = Effect(role=replace(WATER, term_days=90))
    longer = Effect(role=replace(WATER, term_days=90, outside="Wells"))

    assert reworked(says(outside="Wells"), shorter, EFFECT) == longer
    assert reworked(says(term_days=90), None, EFFECT) == shorter
    # What changes nothing leaves the draft as it was.
    assert reworked(says(term_days=200), None, EFFECT) is None
    assert reworked(says(term_days=90), shorter, EFFECT) is shorter
    assert reworked(SILENT, None, None) is None
