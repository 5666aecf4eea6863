"""The map: what it shows of each circle, and what it finds worth a look (domain.md 10; INV-C3, INV-C7, INV-C8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.cards import Kind, Msg
from facilitation.map import GOOD_SIZE, MOST_MEMBERS, SILENT_FOR, Flag, Mark, drawn, places
from facilitation.model import (
    Assignment,
    Charter,
    Circle,
    CircleId,
    CircleStatus,
    Duty,
    Member,
    PersonId,
    Standing,
    SubCircle,
)
from facilitation.settings import settings_from
from facilitation.view.map import map_lines
from tests.facilitation.small_circles import ANA, BO, CY, DEE, NOW, circle, member

TOP, KITCHEN, GARDEN = CircleId("top"), CircleId("kitchen"), CircleId("garden")
LEADS, SPEAKS = Duty.LEADER, Duty.DELEGATE


def sub(id_: CircleId, *domains: str, **known: object) -> SubCircle:
    charter = Charter(name=id_.title(), aim="", domains=domains, decides=True)
    return replace(SubCircle(id=id_, charter=charter, leader=ANA, delegate=BO), **known)


def top(*subs: SubCircle, **changes: object) -> Circle:
    people = (member(ANA), member(BO), member(CY))
    whole = circle(*people, id=TOP, name="Top", domains=("beds", "meals"), subcircles=subs)
    return replace(whole, **changes)


def below(id_: CircleId = KITCHEN, **changes: object) -> Circle:
    people = (member(ANA, Standing.FULL, LEADS), member(BO, Standing.FULL, SPEAKS))
    whole = circle(*people, id=id_, name=id_.title(), broader=TOP, domains=("meals",))
    return replace(whole, **changes)


def marks(*circles: Circle, of: CircleId = KITCHEN) -> set[Mark]:
    """What is worth a look in one circle."""
    found = {place.id: place for _, place in places(drawn(circles, NOW))}
    return set(found[of].marks)


def test_a_sound_pair_of_circles_has_nothing_worth_a_look():
    whole = top(sub(KITCHEN, "beds", "meals"))
    assert marks(whole, below(domains=("beds", "meals"))) == set()
    assert marks(whole, below(), of=TOP) == set()


def test_circles_stand_below_the_one_they_belong_to():
    circles = [
        below(),
        below(GARDEN, broader=KITCHEN),
        top(sub(KITCHEN)),
        below(CircleId("alone"), broader=None),
    ]
    shown = [(depth, place.name, place.above) for depth, place in places(drawn(circles, NOW))]

    assert shown == [(0, "Alone", ""), (0, "Top", ""), (1, "Kitchen", "Top"), (2, "Garden", "Kitchen")]


def test_a_dissolved_circle_is_not_on_the_map():
    gone = below(status=CircleStatus.DISSOLVED, members=())
    assert [place.id for _, place in places(drawn([top(sub(KITCHEN)), gone], NOW))] == [TOP]


@pytest.mark.parametrize(
    ("known", "mark"),
    [
        ({"leader": None}, Mark(Flag.NO_LEADER)),
        ({"interim": True}, Mark(Flag.LEADER_FOR_NOW, person=ANA)),
        ({"delegate": None}, Mark(Flag.NO_DELEGATE)),
        ({"delegate": ANA}, Mark(Flag.ONE_PERSON_LINKS, person=ANA)),
        ({"last_met": NOW - SILENT_FOR - timedelta(days=1)}, Mark(Flag.SILENT)),
    ],
)
def test_links_that_are_missing_or_doubled_are_worth_a_look(known: dict[str, object], mark: Mark):
    assert marks(top(sub(KITCHEN, "meals", **known)), below()) == {mark}


@pytest.mark.parametrize("known", [{"delegate": None}, {"leader": None, "delegate": None}])
def test_a_delegate_who_is_not_expected_is_not_missed(known: dict[str, object]):
    """Domain.md 10.3-6: the setting `double_link`, and what was said when the circle was formed."""
    expected = sub(KITCHEN, "meals", **known)
    unexpected = replace(expected, charter=replace(expected.charter, delegate_expected=False))
    single = settings_from("sofa", {"double_link": "single"})

    assert Mark(Flag.NO_DELEGATE) not in marks(top(unexpected), below())
    assert Mark(Flag.NO_DELEGATE) not in marks(top(expected), below(settings=single))
    assert Mark(Flag.NO_DELEGATE) in marks(top(expected), below())


@pytest.mark.parametrize(
    ("people", "mark"),
    [
        ((), Mark(Flag.NOBODY)),
        ((member(CY, Standing.GUEST),), Mark(Flag.NOBODY)),
        ((member(ANA), member(CY, Standing.LEARNING)), Mark(Flag.CIRCLE_OF_ONE, person=ANA)),
        (
            (member(ANA, Standing.FULL, LEADS, Duty.FACILITATOR), member(BO)),
            Mark(Flag.LEADER_FACILITATES, person=ANA),
        ),
        (tuple(member(PersonId(f"u{n}")) for n in range(MOST_MEMBERS + 1)), Mark(Flag.MANY_MEMBERS)),
    ],
)
def test_who_is_in_a_circle_may_be_worth_a_look(people: tuple[Member, ...], mark: Mark):
    """INV-C8, and domain.md 10.1 for the size."""
    assert marks(top(sub(KITCHEN, "meals")), below(members=people)) == {mark}


def test_a_circle_that_links_made_too_large_says_who_has_no_link_and_no_role():
    """Domain.md 10.3-11: who links, has a duty or holds a role is there for a reason."""
    many = (*(member(PersonId(f"u{n}")) for n in range(GOOD_SIZE - 2)), member(CY, Standing.FULL, LEADS))
    held = Assignment(role="Cook", person=PersonId("u0"), since=NOW, until=NOW + timedelta(days=9))
    grown = top(sub(KITCHEN, "meals"), members=(member(ANA), member(BO), *many), by_link=(BO,), domains=())
    spare = tuple(PersonId(f"u{n}") for n in range(1, GOOD_SIZE - 2))

    assert marks(replace(grown, assignments=(held,)), below(), of=TOP) == {
        Mark(Flag.GROWN_BY_LINKS, people=spare)
    }
    assert marks(replace(grown, by_link=()), below(), of=TOP) == set()
    assert marks(replace(grown, members=grown.members[1:]), below(), of=TOP) == set()


def test_overlaps_and_what_stays_above_are_flagged_and_not_forbidden():
    """INV-C3, and the "elsewhere" rule of domain.md 10.1."""
    circles = (top(sub(KITCHEN, "meals"), sub(GARDEN, "meals")), below(), below(GARDEN))

    assert marks(*circles) == {Mark(Flag.OVERLAP, "meals", others=("Garden",))}
    assert marks(*circles, of=TOP) == {Mark(Flag.STAYS_HERE, "beds")}


def test_a_circle_that_rests_holds_nothing_and_misses_nothing():
    resting = sub(KITCHEN, "meals", status=CircleStatus.DORMANT, leader=None)

    assert marks(top(resting), below(status=CircleStatus.DORMANT)) == set()
    assert marks(top(resting), below(status=CircleStatus.DORMANT), of=TOP) == set()


def test_terms_and_last_days_that_are_over_are_seen():
    over = Assignment(role="Cook", person=DEE, since=NOW - timedelta(days=9), until=NOW)
    still = replace(over, role="Baker", until=NOW + timedelta(days=1))
    whole = below(assignments=(over, still), until=NOW)

    assert marks(top(sub(KITCHEN, "meals")), whole) == {
        Mark(Flag.TERM_OVER, "Cook", DEE),
        Mark(Flag.DAY_OVER),
    }


def test_the_text_of_the_map_has_a_heading_and_a_name_for_each_circle():
    lines = map_lines(drawn([top(sub(KITCHEN, "meals")), below()], NOW))

    assert lines[0].kind is Kind.TITLE
    leads = [line.text for line in lines if line.kind is Kind.LEAD]
    assert [text.id for text in leads if isinstance(text, Msg)] == ["map-circle", "map-circle-in"]
    assert [line.text.id for line in map_lines(()) if isinstance(line.text, Msg)] == [
        "map-title",
        "map-empty",
    ]
