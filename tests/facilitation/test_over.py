"""What a circle has asked one person about says when nothing is asked any more."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from facilitation.cards import Button, Card, Kind, msg
from facilitation.model import Circle, CircleId, Member, PersonId, Topic
from facilitation.view.circle import circle_cards
from facilitation.view.over import over

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
ANA, BO, CY = PersonId("u-ana"), PersonId("u-bo"), PersonId("u-cy")
TOPIC = Topic(
    number=1, title="Fence", by=CY, at=NOW, origin=CircleId("yard"), origin_name="Yard", offered=True
)
BEFORE = Circle(
    id=CircleId("c-garden"),
    name="Garden",
    aim="Food for all.",
    members=(Member(person=ANA), Member(person=BO)),
    invited=(Member(person=CY),),
    topics=(TOPIC,),
)
AFTER = replace(BEFORE, invited=(), topics=(replace(TOPIC, offered=False),))


def asked() -> list[Card]:
    return [card for card in circle_cards(BEFORE) if card.to is not None and card.buttons]


def test_an_invitation_and_an_offer_end_for_whom_they_were():
    assert sorted(card.to for card in asked() if card.to) == [ANA, BO, CY]
    for card in asked():
        told = over(AFTER, f"{AFTER.id}/{card.key}", circle_cards(AFTER))
        assert told is not None
        assert (told.to, told.buttons) == (card.to, ())
        kind = "over-invited" if card.to == CY else "over-offer"
        assert [line.text for line in told.lines if line.kind is Kind.NOTE] == [msg(kind)]


def test_who_is_asked_something_newer_is_told_so():
    newer = Card(key="x", lines=(), buttons=(Button("TakeTopic", 0),), to=ANA)
    (mine,) = [card for card in asked() if card.to == ANA]

    told = over(AFTER, f"{AFTER.id}/{mine.key}", (newer,))
    assert told is not None
    assert told.lines[-1].text == msg("over-newer")


@pytest.mark.parametrize(
    "key", ["term/cook/1/2/over/u-ana", "backlog", "offer", "objector/x/reason", "step/3"]
)
def test_what_asks_nobody_for_anything_stays_as_it_is(key: str):
    assert over(AFTER, f"{AFTER.id}/{key}", ()) is None
