"""What chats show: the core's cards, with the ways to look on, to bring what a meeting waits for, and a first word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from adapters.looking import MORE, STATUS, WHY, look
from bot.pictures import Shown, picture
from bot.practice_meeting import BROUGHT
from bot.standing import to_bring
from facilitation.cards import Button, Card, Kind, Line, Many, Said, msg
from facilitation.model import Circle
from facilitation.openings import KINDS
from facilitation.state import Proceeding

WELCOME: Final = "welcome"
"""The key of a circle's first card: what it is and how it works, posted once in each of its rooms."""


def chat_picture(one: Shown, /, since: int = 0) -> tuple[Card, ...]:
    """The cards of a proceeding or circle as chats get them."""
    cards = picture(one, since)
    if isinstance(one, Circle):
        return (welcome(one), *cards)
    return tuple(_with_ways(one, card) for card in cards)


def _with_ways(p: Proceeding, card: Card) -> Card:
    if not card.live or card.to is not None or card.detail:
        return card
    ways = (look(MORE), look(WHY)) if card.buttons or card.progress is not None else ()
    more = (*_to_bring(p, card), *ways)
    return replace(card, buttons=(*card.buttons, *more)) if more else card


def _to_bring(p: Proceeding, card: Card) -> Iterator[Button]:
    """The text a meeting waits for: whoever presses it is asked for it, and their form begins with the item's title."""
    item = to_bring(p)
    if item is None or not card.key.endswith("meeting/board"):
        return
    for kind in KINDS:
        if kind.command.__name__ == BROUGHT.get(item.outcome):
            yield Button(kind.command.__name__, step=p.table_step)


def welcome(circle: Circle) -> Card:
    """The first card of a circle in a room."""
    return Card(
        key=WELCOME, lines=tuple(_welcome(circle)), buttons=(look("propose"), look(STATUS)), once=True
    )


def decisions_begin(circle: Circle, agreed: int) -> Card:
    """The first card of a channel that shows what a circle decides; `agreed` is how much is in force already."""
    lines = (
        Line(Kind.TITLE, msg("chat-decisions-begin", circle=Said(circle.name))),
        Line(Kind.NOTE, msg("chat-decisions-begin-how")),
        Line(Kind.NOTE, msg("chat-decisions-begin-now", count=agreed)),
    )
    return Card(key=f"{circle.id}/decisions-begin", lines=lines, buttons=(look("decisions"),), once=True)


def _welcome(circle: Circle) -> Iterator[Line]:
    yield Line(Kind.TITLE, msg("chat-welcome", circle=Said(circle.name)))
    if circle.practice:
        yield Line(Kind.NOTE, msg("board-practice"))
    if circle.aim:
        yield Line(Kind.LEAD, msg("map-aim", aim=Said(circle.aim)))
    yield Line(Kind.NOTE, msg("chat-welcome-people", people=Many(tuple(m.person for m in circle.members))))
    yield Line(Kind.NOTE, msg("chat-welcome-how", preset_name=msg(f"preset-{circle.settings.preset}")))
    yield Line(Kind.NOTE, msg("chat-welcome-next"))
