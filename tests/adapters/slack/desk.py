"""A reception for tests: it writes down what was handed in, and answers what it was told to answer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from adapters.port import RemoteId
from adapters.reception import Caller, Given, Note, Reader, Reply, Roll, Sign, Suggestion
from adapters.tokens import Token
from facilitation.cards import Card, Kind, Line, Said
from facilitation.model import PersonId
from tests.adapters.slack.standin import PEOPLE, TEAM


def said(*texts: str, key: str = "p-1/said", **more: object) -> Note:
    lines = tuple(Line(Kind.LEAD, Said(text)) for text in texts)
    return Note(cards=(Card(key=key, lines=lines, **more),), reader=Reader())  # type: ignore[arg-type]


@dataclass(slots=True)
class Desk:
    """`answers` are given out in their order, the last one for ever; `delay` is how long each takes."""

    answers: list[Reply] = field(default_factory=lambda: [said("Noted.")])
    pages: Note = field(default_factory=lambda: said("Nothing waits for you."))
    delay: float = 0.0
    fails: bool = False
    double: str = ""
    seen: list[tuple[object, ...]] = field(default_factory=list)
    callers: list[Caller] = field(default_factory=list)
    names: Mapping[str, str] = field(default_factory=lambda: {f"u-{n.lower()}": n for n in PEOPLE.values()})

    async def _answer(self, caller: Caller, *what: object) -> Reply:
        self.seen.append(what)
        self.callers.append(caller)
        await asyncio.sleep(self.delay)
        if self.fails:
            raise RuntimeError
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    async def press(self, caller: Caller, token: Token) -> Reply:
        return await self._answer(caller, "press", token)

    async def submit(self, caller: Caller, token: Token, given: Mapping[str, Given]) -> Reply:
        return await self._answer(caller, "submit", token, dict(given))

    async def command(self, caller: Caller, verb: str, words: str = "") -> Reply:
        return await self._answer(caller, "command", verb, words)

    async def suggest(self, caller: Caller, verb: str, typed: str) -> Sequence[Suggestion]:
        return ()

    async def bring(self, caller: Caller, text: str, link: str) -> Reply:
        return await self._answer(caller, "bring", text, link)

    async def react(self, caller: Caller, message: RemoteId, signs: frozenset[Sign]) -> Reply:
        return await self._answer(caller, "react", message, signs)

    async def home(self, caller: Caller) -> Note:
        self.seen.append(("home", caller.account.id))
        return self.pages

    async def gone(self, platform: str, account: str) -> None:
        self.seen.append(("gone", platform, account))

    async def there(self, platform: str, account: str) -> None:
        self.seen.append(("there", platform, account))

    async def lay_aside(self, platform: str, account: str, of: str, text: str) -> None:
        self.seen.append(("aside", platform, account, of, text))

    async def laid_aside(self, platform: str, account: str, of: str) -> str:
        return ""

    async def back(self, platform: str, room: str | None = None) -> None:
        self.seen.append(("back", platform, room))

    async def doubled(self, platform: str, key: str, message: RemoteId) -> bool:
        return (platform, key) == ("slack", "p-1/step/3") and message == self.double

    def name(self, person: PersonId) -> str | None:
        return self.names.get(person)

    async def account_of(self, person: PersonId, platform: str) -> str | None:
        users = {f"u-{name.lower()}": user for user, name in PEOPLE.items()} | {"u-somebody": "U0ANA"}
        return f"{TEAM}/{users[person]}" if person in users else None

    async def roll(self, room: str) -> Roll:
        return Roll(rooms=(room,))

    async def reader_in(self, room: str) -> Reader:
        return Reader()

    async def reader_of(self, person: PersonId, room: str) -> Reader:
        return Reader(zone="Europe/Berlin")

    def of(self, kind: str) -> list[tuple[object, ...]]:
        return [what for what in self.seen if what[0] == kind]


async def until(found: object, seconds: float = 5.0) -> None:
    """Wait until something is so."""
    for _try in range(int(seconds / 0.02)):
        now = found()  # type: ignore[operator]
        if hasattr(now, "__await__"):
            now = await now
        if now:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come about")
