"""What everyone should see of a circle itself, and what one person may ask of it."""

from __future__ import annotations

from facilitation.cards import Button, Card, Msg
from facilitation.facts import Fact
from facilitation.model import Circle, PersonId


def circle_cards(circle: Circle) -> tuple[Card, ...]:
    """Every card of a circle."""
    return ()


def circle_choices(circle: Circle, person: PersonId) -> tuple[Button, ...]:
    """What one person may ask of the circle now."""
    return ()


def circle_receipt(circle: Circle, facts: tuple[Fact, ...], person: PersonId) -> Msg | None:
    """What the acting person is told."""
    return None


def tell_circle(circle: Circle, fact: Fact) -> Msg | None:
    """One line about a fact of a circle."""
    return None
