"""Where circles meet: a circle's channel, and the channel where it shows what it has decided.

A room's key is `<platform>:<team>/<channel>`; the room of a circle's decisions in a channel has `/decisions/<circle>`
behind that, so that several circles can show theirs in one channel, even where one of them meets.
"""

from __future__ import annotations

from typing import Final

from bot.reception.directory import Directory
from facilitation.cards import Card
from facilitation.model import CircleId

DECIDED: Final = ("/decision", "/selected", "/decided-alone")
"""How the keys of cards end that say what a circle has decided."""
_DECISIONS: Final = "/decisions/"
_REMINDER: Final = "/remind/"


def decisions_room(channel: str, circle: CircleId) -> str:
    """The key of the room of a circle's decisions in a channel."""
    return f"{channel}{_DECISIONS}{circle}"


def is_decisions(room: str) -> bool:
    """Whether a room shows decisions only."""
    return _DECISIONS in room


def channel_of(room: str) -> str:
    """The key of the channel a room is in."""
    return room.partition(_DECISIONS)[0]


def platform_of(room: str) -> str:
    """The platform a room is on."""
    return room.partition(":")[0]


def shown_in(room: str, card: Card, directory: Directory) -> bool:
    """Whether a card is for a room: decisions for a room of decisions; no reminder to who wants none."""
    if is_decisions(room):
        return card.key.endswith(DECIDED)
    if card.to is None or _REMINDER not in card.key:
        return True
    person = directory.person(card.to)
    return person is None or person.reminders
