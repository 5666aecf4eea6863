"""What a chat platform fulfils so that meetings can be held on it.

Delivery decides *what* a room should show and *when*; a `Room` only carries it out, one call at a time:
calls to one room never overlap. A room keeps no list of its own. Which card was posted as which message is
storage's business, so everything a room needs comes with the call.

The obligations below are tested: `tests/adapters/port_contract.py` is inherited by each platform's tests.
"""

from __future__ import annotations

from datetime import datetime
from typing import NewType, Protocol

from facilitation.cards import Card

RemoteId = NewType("RemoteId", str)
"""A platform's own name for one message, with whatever the room needs to reach it again."""


class RoomFault(Exception):
    """What can go wrong between the bot and a room. Never holds what a card says."""


class RoomGone(RoomFault):
    """The room does not exist any more, or the bot was removed from it. Nothing more is tried there."""


class MessageGone(RoomFault):
    """Somebody deleted the message. Raised by `update` and `delete` only."""


class NotHere(RoomFault):
    """The card is for one person, and this room knows no way to reach that person. Nothing was posted."""


class Rejected(RoomFault):
    """The platform will never take this card (too long, say). Nothing was posted; it is not tried again."""


class SlowDown(RoomFault):
    """The platform asks to wait `after` seconds. Certainly nothing was posted or changed."""

    def __init__(self, after: float) -> None:
        super().__init__(f"asked to wait {after} seconds")
        self.after = after


class Unavailable(RoomFault):
    """No answer, or a broken one: whether the call took effect is **unknown**."""


class Room(Protocol):
    """One place where a circle meets: a channel with its threads, or a terminal."""

    @property
    def key(self) -> str:
        """The room's name in storage, such as `slack:T024/C061`.

        Must be the same for ever, and no other room's.
        """
        ...

    @property
    def pace(self) -> float:
        """Seconds to leave between two writes.

        Must be what the platform tolerates for hours; 0 where it never minds.
        """
        ...

    async def post(self, card: Card, under: RemoteId | None) -> RemoteId:
        """Show a new card. `under` is the message that began the proceeding in this room, None for the first.

        A `detail` stands in the thread of `under`, where there are threads; any other card in the room itself. A card
        with a `document` raises `NotHere` where there are no files. A card with `to` is shown to that person alone.
        `card.key` is one of a kind among all cards of all proceedings: the message must carry it, so that `find` can
        find it, and where the platform offers a key against double posts, that must be made of it. Must not post when
        it raises `NotHere`, `Rejected`, `SlowDown` or `RoomGone`; must raise `Unavailable` whenever it cannot know.
        Must not try again by itself.
        """
        ...

    async def update(self, remote: RemoteId, card: Card) -> None:
        """Make the message show this card instead, also one that was whispered. Must be harmless when repeated.

        Must raise `MessageGone` when the message was deleted, and must not post a new one then.
        """
        ...

    async def delete(self, remote: RemoteId) -> None:
        """Take the message away. Must raise `MessageGone` when it is not there, and must touch no other."""
        ...

    async def find(self, card: Card, under: RemoteId | None, since: datetime) -> RemoteId | None:
        """Look whether the card was posted at or after `since` (aware UTC); asked when a `post` is unknown.

        Must return the message when `post` took effect, and None only when it certainly did not. A room that
        cannot look must make `post` itself safe to repeat, and return None. Must raise `Unavailable` when it
        cannot look *now*.
        """
        ...
