"""What a shaping leads to, and how its pieces change (domain.md sections 5.1 and 5.2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from facilitation.booking import BOOKS
from facilitation.commands import BringTopic, FormSubCircle, OpenShaping, Propose
from facilitation.facts import (
    Asks,
    DraftPresented,
    Fact,
    HelpersChosen,
    PieceAdded,
    PieceLeftOut,
    PiecesCovered,
    PiecesMerged,
    WayTaken,
)
from facilitation.following import follow_ups
from facilitation.model import (
    Charter,
    CircleId,
    CircleStatus,
    ItemOutcome,
    PersonId,
    PieceKind,
    ProceedingId,
    SubCircle,
    Version,
    Way,
    Words,
    but,
)
from facilitation.proceeding import proceed
from facilitation.refusals import Reason, Refused
from facilitation.shaping import piece, proposal_id, receiver, work
from facilitation.state import Aside, Proceeding, Result
from facilitation.verbs import SENTENCE_LIMIT, TITLE_LIMIT
from tests.facilitation.small_circles import ANA, BO, CY, NOW, TEXT_A, circle, member
from tests.facilitation.small_meetings import MARCH

BEDS: Final = ProceedingId("beds")


def shaping(**changes: object) -> Proceeding:
    """A shaping with a draft, when nothing else has happened yet."""
    opening = OpenShaping(by=BO, id=BEDS, circle=circle(), title="Beds", driver="Weeds.")
    drafted = Version(number=1, draft=TEXT_A, by=CY, at=NOW)
    return but(proceed(None, opening, NOW)[1], versions=(drafted,), **changes)


def booked(p: Proceeding, *facts: Fact) -> Proceeding:
    for fact in facts:
        p = BOOKS[type(fact)](p, fact)
    return p


def with_pieces(*texts: str) -> Proceeding:
    """A shaping with an idea of ana's, one of bo's and so on."""
    facts = (
        PieceAdded(at=NOW, number=number, kind=PieceKind.IDEA, person=who, text=Words(text))
        for number, (text, who) in enumerate(zip(texts, (ANA, BO, CY), strict=False), 1)
    )
    return booked(shaping(), *facts)


def proposed(p: Proceeding) -> Propose:
    """The proposal that its draft becomes."""
    ((id_, command),) = follow_ups(p, (DraftPresented(at=NOW, by=ANA, proposer=CY),))
    assert isinstance(command, Propose)
    assert id_ == command.id == proposal_id(p)
    return command


def test_a_proposal_keeps_what_its_shaping_was_about_and_who_is_away():
    p = shaping(domain="beds", away=frozenset({ANA}), item_of=MARCH)

    assert proposed(p) == Propose(
        by=CY,
        id=proposal_id(p),
        circle=p.circle,
        title="Beds",
        draft=TEXT_A,
        driver="Weeds.",
        domain="beds",
        away=(ANA,),
        item_of=MARCH,
        shaped_in=BEDS,
    )


@pytest.mark.parametrize(
    ("needed", "reason"),
    [
        ("", "Weeds."),
        ("Light.", "Weeds.\nLight."),
        ("o" * (SENTENCE_LIMIT - 7), None),
        ("o" * (SENTENCE_LIMIT - 6), "Weeds."),
    ],
)
def test_the_reason_of_a_proposal_says_what_is_needed_where_that_fits(needed: str, reason: str | None):
    p = shaping()

    told = proposed(but(p, work=but(work(p), requirement=needed))).driver
    assert told == (f"Weeds.\n{needed}" if reason is None else reason)
    assert len(told) <= SENTENCE_LIMIT


@pytest.mark.parametrize(
    ("mover", "consented", "willing"), [(ANA, (BO,), ()), (CY, (), (CY,)), (None, (ANA, CY), (CY,))]
)
def test_whoever_leads_the_helpers_is_willing_when_they_said_so(
    mover: PersonId | None, consented: tuple[PersonId, ...], willing: tuple[PersonId, ...]
):
    asked = Aside(
        asks=Asks.HELPERS,
        step=1,
        began=NOW,
        order=(ANA, BO, CY),
        mover=mover,
        consented=frozenset(consented),
        text=Words("Shade"),
        objection=None,
        until=None,
        whom=None,
        closes=None,
    )
    p = shaping(results=(Result(step=1, closing="HelpersChosen", driver="", work=None, aside=asked),))
    led = but(p, work=but(work(p), helper=CY))

    ((id_, formed),) = follow_ups(led, (HelpersChosen(at=NOW),))
    assert isinstance(formed, FormSubCircle)
    assert (id_, formed.willing, formed.decided_in) == (p.circle.id, willing, BEDS)
    assert follow_ups(p, (HelpersChosen(at=NOW),)) == ()


def test_what_is_split_off_is_a_topic_with_as_much_of_its_words_as_a_title_holds():
    def topics(way: Way, text: str) -> list[object]:
        fact = WayTaken(at=NOW, number=1, by=BO, way=way, numbers=(), text=Words(text))
        return [command for _, command in follow_ups(shaping(), (fact,))]

    split = BringTopic(title="The far bed", outcome=ItemOutcome.DECIDE, by=BO, proceeding=BEDS)
    assert topics(Way.SPLIT, " The\n far bed ") == [split]
    assert topics(Way.SPLIT, "o" * (TITLE_LIMIT + 1)) == [replace(split, title="o" * TITLE_LIMIT)]
    assert topics(Way.CHOOSE, "The far bed") == []


def test_it_can_be_passed_on_to_the_broader_circle_and_to_those_below_that_are_at_work():
    def below(id_: str, status: CircleStatus) -> SubCircle:
        return SubCircle(id=CircleId(id_), charter=Charter(name=id_.title(), aim="a"), status=status)

    owner = circle(
        member(ANA),
        member(BO),
        broader=CircleId("street"),
        subcircles=(below("shed", CircleStatus.ACTIVE), below("well", CircleStatus.DISSOLVED)),
    )
    opening = OpenShaping(by=BO, id=BEDS, circle=owner, title="Beds", driver="Weeds.")
    p = proceed(None, opening, NOW)[1]

    assert [receiver(p, name) for name in ("", "Shed")] == ["street", "shed"]
    for name in ("Well", "Nowhere"):
        with pytest.raises(Refused) as refused:
            receiver(p, name)
        assert refused.value.reason is Reason.NO_SUCH_THING
    with pytest.raises(Refused) as refused:
        receiver(shaping(), "")
    assert refused.value.reason is Reason.NO_BROADER_CIRCLE


def test_what_is_left_out_after_all_is_not_covered_any_more():
    p = booked(with_pieces("shade"), PiecesCovered(at=NOW, numbers=(1,), by=ANA))
    left_out = booked(p, PieceLeftOut(at=NOW, number=1, by=ANA, text=Words("Too dear.")))

    covered, then = piece(p, 1), piece(left_out, 1)
    assert covered is not None
    assert covered.covered
    assert then == but(covered, covered=False, left_out="Too dear.")


@pytest.mark.parametrize(("text", "told"), [("", "a hose"), ("water, somehow", "water, somehow")])
def test_merged_pieces_are_the_first_with_everybody_behind_it(text: str, told: str):
    p = with_pieces("a well", "a hose", "a can")
    merged = booked(p, PiecesMerged(at=NOW, numbers=(2, 1, 3), by=ANA, text=Words(text)))

    one = piece(merged, 2)
    assert one is not None
    assert (one.text, one.by, one.echoed) == (told, BO, (ANA, CY))
    assert [other.merged_into for other in work(merged).pieces] == [2, None, 2]
