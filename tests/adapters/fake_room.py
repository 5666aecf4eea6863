"""A chat platform in memory: it keeps what was posted, and can lose answers, ask to wait and take rooms away."""

from dataclasses import dataclass, field
from datetime import datetime

from adapters.port import MessageGone, NotHere, RemoteId, RoomFault, RoomGone, SlowDown, Unavailable
from facilitation.cards import Card
from facilitation.model import PersonId


@dataclass(slots=True)
class Message:
    card: Card
    under: RemoteId | None
    room: str
    edits: int = 0


@dataclass(slots=True)
class FakePlatform:
    """What outlives the bot. `messages` are those that were not deleted, `posted` every key that ever was."""

    messages: dict[RemoteId, Message] = field(default_factory=dict)
    posted: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    strangers: set[PersonId] = field(default_factory=set)
    before: list[RoomFault] = field(default_factory=list)
    """Faults of the next calls, one each; the call does nothing then."""
    lost_answers: int = 0
    """How many of the next writes take effect without an answer."""

    def keys(self) -> list[str]:
        return [message.card.key for message in self.messages.values()]

    def card(self, key: str) -> Card:
        (found,) = (message.card for message in self.messages.values() if message.card.key.endswith(key))
        return found

    def remote(self, key: str) -> RemoteId:
        (found,) = (remote for remote, message in self.messages.items() if message.card.key.endswith(key))
        return found


class FakeRoom:
    """One room of it, as `adapters.port.Room` wants it."""

    def __init__(self, platform: FakePlatform, key: str = "fake:1", pace: float = 0.0) -> None:
        self.platform = platform
        self._key = key
        self._pace = pace
        self._busy = False

    @property
    def key(self) -> str:
        return self._key

    @property
    def pace(self) -> float:
        return self._pace

    async def post(self, card: Card, under: RemoteId | None) -> RemoteId:
        await self._call("post", card.key)
        if card.to in self.platform.strangers:
            raise NotHere
        remote = RemoteId(f"{self._key}#{len(self.platform.posted)}")
        self.platform.posted.append(card.key)
        self.platform.messages[remote] = Message(card, under, self._key)
        self._answer()
        return remote

    async def update(self, remote: RemoteId, card: Card) -> None:
        await self._call("update", card.key)
        if remote not in self.platform.messages:
            raise MessageGone
        self.platform.messages[remote].card = card
        self.platform.messages[remote].edits += 1
        self._answer()

    async def delete(self, remote: RemoteId) -> None:
        await self._call("delete", remote)
        if self.platform.messages.pop(remote, None) is None:
            raise MessageGone

    async def find(self, card: Card, under: RemoteId | None, since: datetime) -> RemoteId | None:
        await self._call("find", card.key)
        found = (
            remote
            for remote, message in self.platform.messages.items()
            if (message.card.key, message.room) == (card.key, self._key)
        )
        return next(found, None)

    async def _call(self, verb: str, about: str) -> None:
        self.platform.calls.append(f"{verb} {about}")
        if self.platform.before and (fault := self.platform.before.pop(0)) is not None:
            raise fault

    def _answer(self) -> None:
        if self.platform.lost_answers:
            self.platform.lost_answers -= 1
            raise Unavailable


__all__ = ["FakePlatform", "FakeRoom", "Message", "RoomGone", "SlowDown"]
