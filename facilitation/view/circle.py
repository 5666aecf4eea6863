"""What everyone should see of a circle itself, and what one person may ask of it.

- `circle_cards`: the boards of a circle, edited in place, and what is whispered to single people.
- `circle_choices`: what one person may ask of the circle now, as buttons with their forms.
- `circle_receipt`: what the acting person is told about what they have just done.
- `tell_circle`: one line about a fact, for the circle's history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from facilitation.cards import Button, Card, Msg, msg
from facilitation.circle import circle_legal
from facilitation.circles.registry import CircleOffer
from facilitation.commands import CircleAct
from facilitation.facts import Fact
from facilitation.forms import circle_form_of, final
from facilitation.model import Circle, PersonId
from facilitation.view import backlog, belonging, roles
from facilitation.view.circle_kinds import ASKS, ORDER, RECEIPTS, SHOWS, TELLS

__all__ = ["backlog", "belonging", "circle_cards", "circle_choices", "circle_receipt", "roles", "tell_circle"]


def circle_cards(circle: Circle) -> tuple[Card, ...]:
    """Every card of a circle itself."""
    return tuple(card for show in SHOWS for card in show(circle))


def circle_choices(circle: Circle, person: PersonId) -> tuple[Button, ...]:
    """What one person may ask of the circle now: one button for each act; what it is about is asked in its form."""
    return tuple(_buttons(circle, circle_legal(circle, person)))


def circle_receipt(circle: Circle, facts: Iterable[Fact], person: PersonId) -> Msg:
    """What `person` is told about the facts their act made true; `circle` is as it is after them."""
    for fact in facts:
        if type(fact) in RECEIPTS and person in _actors(fact):
            return msg(RECEIPTS[type(fact)], **TELLS[type(fact)](circle, fact))
    return msg("receipt-noted")


def tell_circle(circle: Circle, fact: Fact) -> Msg | None:
    """One line about a fact of this circle, or None where there is nothing worth telling."""
    if type(fact) not in TELLS:
        return None
    return msg(f"fact-{type(fact).__name__}", **TELLS[type(fact)](circle, fact))


def _actors(fact: Any) -> tuple[PersonId | None, ...]:  # noqa: ANN401 - any fact
    topic, member = getattr(fact, "topic", None), getattr(fact, "member", None)
    who = getattr(fact, "person", None) or getattr(member, "person", None)
    return getattr(fact, "by", None), who, getattr(topic, "by", None)


def _buttons(circle: Circle, offers: Iterable[CircleOffer]) -> Iterator[Button]:
    targets: dict[type[CircleAct], list[object]] = {}
    for offer in offers:
        targets.setdefault(offer.command, []).append(offer.target)
    places = {command: place for place, command in enumerate(ORDER)}
    for command in sorted(targets, key=lambda one: places.get(one, len(places))):
        yield button_of(circle, command, targets[command])


def button_of(circle: Circle, command: type[CircleAct], about: Iterable[object] = ()) -> Button:
    """The button of an act in a circle, with the fields that are worth asking for at once."""
    form = circle_form_of(command, circle, about)
    asked = ASKS.get(command)
    kept = tuple(blank for blank in form if asked is None or blank.name in asked)
    return Button(verb=command.__name__, step=0, form=kept, final=final(command))
