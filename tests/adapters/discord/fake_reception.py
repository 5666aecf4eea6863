"""A reception that answers what it was told to answer, and remembers what it was asked."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from adapters.port import RemoteId
from adapters.reception import Caller, Given, Note, Reader, Reply, Roll, Sign, Suggestion
from adapters.tokens import Token
from facilitation.cards import Card, Kind, Line, Said
from facilitation.model import PersonId


def note(text: str, key: str = "p-1/note") -> Note:
    return Note(cards=(Card(key=key, lines=(Line(Kind.NOTE, Said(text)),)),), reader=Reader())


@dataclass(slots=True)
class FakeReception:
    reply: Reply = field(default_factory=lambda: note("Noted."))
    answer: Callable[[str, Token | None], Awaitable[Reply]] | None = None
    accounts: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, Caller, object, object]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    aside: dict[tuple[str, str, str], str] = field(default_factory=dict)
    returned: list[tuple[str, str | None]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    reader: Reader = field(default_factory=Reader)

    async def _say(self, what: str, caller: Caller, one: object = None, two: object = None) -> Reply:
        self.asked.append((what, caller, one, two))
        if self.answer is not None:
            return await self.answer(what, one if isinstance(one, Token) else None)
        return self.reply

    async def press(self, caller: Caller, token: Token) -> Reply:
        return await self._say("press", caller, token)

    async def submit(self, caller: Caller, token: Token, given: Mapping[str, Given]) -> Reply:
        return await self._say("submit", caller, token, dict(given))

    async def command(self, caller: Caller, verb: str, words: str = "") -> Reply:
        return await self._say("command", caller, verb, words)

    async def suggest(self, caller: Caller, verb: str, typed: str) -> Sequence[Suggestion]:
        self.asked.append(("suggest", caller, verb, typed))
        return [Suggestion(label=f"Rota {number}", words=f"rota {number}") for number in range(30)]

    async def bring(self, caller: Caller, text: str, link: str) -> Reply:
        return await self._say("bring", caller, text, link)

    async def react(self, caller: Caller, message: RemoteId, signs: frozenset[Sign]) -> Reply:
        return await self._say("react", caller, message, signs)

    async def home(self, caller: Caller) -> Note:
        reply = await self._say("home", caller)
        assert isinstance(reply, Note)
        return reply

    async def gone(self, platform: str, account: str) -> None:
        self.left.append(f"{platform}:{account}")

    async def there(self, platform: str, account: str) -> None:
        self.found.append(f"{platform}:{account}")

    async def lay_aside(self, platform: str, account: str, of: str, text: str) -> None:
        self.aside[platform, account, of] = text

    async def laid_aside(self, platform: str, account: str, of: str) -> str:
        return self.aside.get((platform, account, of), "")

    async def back(self, platform: str, room: str | None = None) -> None:
        self.returned.append((platform, room))

    def name(self, person: PersonId) -> str | None:
        return self.names.get(person)

    async def doubled(self, platform: str, key: str, message: RemoteId) -> bool:
        return False

    async def account_of(self, person: PersonId, platform: str) -> str | None:
        return self.accounts.get(person)

    async def roll(self, room: str) -> Roll:
        return Roll(accounts=tuple(self.accounts.values()), rooms=(room,))

    async def reader_in(self, room: str) -> Reader:
        return self.reader

    async def reader_of(self, person: PersonId, room: str) -> Reader:
        return self.reader
