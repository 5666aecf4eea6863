"""What is shown of anything that can change: of a proceeding its boards and whispers, of a circle its own cards."""

from __future__ import annotations

from facilitation.cards import Card
from facilitation.model import Circle
from facilitation.state import Proceeding
from facilitation.view import show
from facilitation.view.circle import circle_cards


def picture(one: Proceeding | Circle) -> tuple[Card, ...]:
    """Every card of a proceeding or a circle."""
    return circle_cards(one) if isinstance(one, Circle) else show(one)
