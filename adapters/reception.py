"""What a chat platform asks of the bot on people's behalf, and what it gets to show them.

A platform's listeners say who did what and where; a `Reception` answers with something for that person alone: a
`Note`, a `Form` to fill in, or nothing. What everyone sees is not its business: rooms are looked after by delivery.
Every answer comes after what was done is durable, so showing it is an acknowledgement. None of these calls raises:
whatever goes wrong is a `Note` that says in one sentence what to do instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from adapters.port import RemoteId, Room
from adapters.tokens import Token
from facilitation.cards import Blank, Card, Line, Msg
from facilitation.model import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody as a platform knows them; `id` names them there for ever (`T024/U061`), `name` is what they go by."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who did something, and where.

    `delivery` is the platform's own name for this one input, the same when it is delivered again. `room` is the key of
    the room it happened in, if it happened in one; for a form, the one it was opened from. `language` and `zone` are
    what the person's client says, or "". `beside` are the accounts that are in one voice channel with them now, theirs
    included: where people sit, which says nothing about whether they take part.
    """

    platform: str
    account: Account
    delivery: str
    room: str | None = None
    language: str = ""
    zone: str = ""
    beside: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom something is worded: a language, a time zone by name, and the preset that chooses some words."""

    language: str = "en"
    zone: str = "UTC"
    preset: str = "sofa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something for the caller's eyes alone: what came of an act, why it was refused, what they asked to see.

    Each card's key begins with the proceeding or circle its buttons are for, or with nothing before the slash. A button
    that was already asked about (`Button.final`) comes without that mark, so its token is `sure`. `typed` is what
    somebody had written that was not taken: to be shown with the note, so that nothing is lost. A `receipt` only
    confirms what can be seen anyway: it may be left out where it would be a message that stays.
    """

    cards: tuple[Card, ...]
    reader: Reader
    typed: tuple[tuple[Blank, str], ...] = ()
    receipt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Something to fill in. Its values come back with `token`, by the names of its blanks.

    A field that does not come back at all stays as it began (`Blank.start`, or `typed`): a platform that has no room for
    all of them leaves out what is not required, the last ones first. A field that comes back empty is emptied. The parts
    of a draft are fields of their own, named `draft.text`, `draft.review` and so on.

    The title is the button's label (`do-<verb>` of the wording), labels and hints are `Wording.blank` and
    `blank_hint`. `lines` say above the fields what it is about. `typed` holds what stood in the fields when the form was
    refused, and `wrong` why: by the name of a field, or under "" where it is no single field's fault.
    """

    token: Token
    blanks: tuple[Blank, ...]
    reader: Reader
    lines: tuple[Line, ...] = ()
    typed: Mapping[str, Given] = field(default_factory=dict)
    wrong: tuple[tuple[str, Msg], ...] = ()


Given = str | Account | tuple[str, ...] | tuple[Account, ...]
"""What stands in a field. Text as it was typed; a chosen option by its value; a day as 2026-09-01 or as typed; people as
options (`PersonId`) where the blank has some, else as accounts of the platform."""

Reply = Note | Form | None


class Sign(Enum):
    """What an emoji under a consent prompt means."""

    CONSENT = "consent"
    CONCERN = "concern"
    OBJECT = "object"


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """The accounts of a circle's members on one platform, those that are gone too, and its rooms there."""

    accounts: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something that can be meant, for autocompletion: what it is called, and the words that say it."""

    label: str
    words: str


class Reception(Protocol):
    """The one place where platforms hand in what people do."""

    async def press(self, caller: Caller, token: Token) -> Reply:
        """Somebody pressed a button. A form comes within milliseconds: it has to be opened at once."""
        ...

    async def submit(self, caller: Caller, token: Token, given: Mapping[str, Given]) -> Reply:
        """Somebody handed a form in. A `Form` in return is the same with what is wrong with it, or its next part."""
        ...

    async def command(self, caller: Caller, verb: str, words: str = "") -> Reply:
        """Somebody typed a command; `verb` is its first word as typed, or "" for none."""
        ...

    async def suggest(self, caller: Caller, verb: str, typed: str) -> Sequence[Suggestion]:
        """What can stand behind a command, beginning like what was typed; at most 25."""
        ...

    async def bring(self, caller: Caller, text: str, link: str) -> Reply:
        """Somebody wants a message of the chat to become something the circle treats."""
        ...

    async def react(self, caller: Caller, message: RemoteId, signs: frozenset[Sign]) -> Reply:
        """These are now all the signs of one person under one message. A sign that is gone takes the answer back."""
        ...

    async def home(self, caller: Caller) -> Note:
        """What somebody sees of all their circles: what needs their answer, meetings, roles, decisions, preferences."""
        ...

    async def gone(self, platform: str, account: str) -> None:
        """An account was deactivated or has left: whose it is cannot be asked there any more, and is shown as such."""
        ...

    async def there(self, platform: str, account: str) -> None:
        """An account can be reached there, perhaps again."""
        ...

    async def lay_aside(self, platform: str, account: str, of: str, text: str) -> None:
        """Keep what an account has typed for `of` and nobody has taken yet, instead of what was kept; "" for nothing."""
        ...

    async def laid_aside(self, platform: str, account: str, of: str) -> str:
        """What was kept, also over a restart; "" for nothing."""
        ...

    async def back(self, platform: str, room: str | None = None) -> None:
        """A room can be reached again, or (without one) a platform after a silence: what was missed is looked for."""
        ...

    async def doubled(self, platform: str, key: str, message: RemoteId) -> bool:
        """Whether the card of this key is kept as another message in the same place, so that this one is a double."""
        ...

    def name(self, person: PersonId) -> str | None:
        """What a person is called, from memory: for `Wording(names=...)`."""
        ...

    async def account_of(self, person: PersonId, platform: str) -> str | None:
        """A person's account on a platform, for what is whispered to them."""
        ...

    async def roll(self, room: str) -> Roll:
        """Who belongs to the circle of a room, and where it meets, on that room's platform."""
        ...

    async def reader_in(self, room: str) -> Reader:
        """For whom a room's cards are worded."""
        ...

    async def reader_of(self, person: PersonId, room: str) -> Reader:
        """For whom a card to one person alone is worded."""
        ...


class Platform(Protocol):
    """A chat platform that is connected, or will be as soon as it can be reached."""

    @property
    def name(self) -> str:
        """The platform's name in storage: `slack`, `discord`. A room's key begins with it and a colon."""
        ...

    def room(self, key: str) -> Room:
        """The room of this key: `slack:T024/C061`, where more may follow behind another slash.

        What follows keeps the keys of one channel apart that several circles use for different things.
        """
        ...

    async def serve(self) -> None:
        """Listen until cancelled, whatever happens to the connection. What is under way is finished before it ends."""
        ...

    async def signs(self, message: RemoteId) -> Mapping[str, frozenset[Sign]]:
        """The signs under a message now, by account, the bot's own left out. Raises `RoomFault`."""
        ...

    async def tell(self, account: str, told: Note) -> None:
        """Tell the person behind an account something alone, though they are not doing anything just now.

        Raises `RoomFault`; `NotHere` where they take no messages.
        """
        ...
