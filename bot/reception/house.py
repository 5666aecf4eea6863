"""The reception of a house: who comes in from a chat is shown to whatever answers them.

None of its answers raises: what goes wrong is logged without anybody's words, and said in one sentence.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any, TypeVar

from adapters.port import RemoteId
from adapters.reception import Caller, Given, Note, Platform, Reader, Reply, Roll, Sign, Suggestion
from adapters.tokens import Token
from bot.compose import House
from bot.reception import acting, asking, bringing, founding, home, looks, settings, verbs
from bot.reception import signs as under
from bot.reception.company import Company, human_pace
from bot.reception.directory import Directory
from bot.reception.hall import Hall, Visit, lead
from bot.reception.rooms import channel_of, platform_of
from bot.reception.underway import UnderWay
from facilitation.cards import Card, msg
from facilitation.model import Circle, CircleId, PersonId
from storage import aside, posts
from storage.faults import StorageFault

T = TypeVar("T")

_log = logging.getLogger(__name__)


class HouseReception:
    """Answers what people do on any platform; as `adapters.reception.Reception` wants it."""

    def __init__(self, house: House, pace: Callable[[], float] = human_pace) -> None:
        self.hall = Hall(house, Directory(house.desk), UnderWay(house.desk))
        self.company = Company(self.hall, pace)
        self.hall.opened = self._opened
        house.heard.extend((self.hall.under_way.heard, self.company.heard))

    async def open(self) -> None:
        """Read who is who, and who is about to prove it. Platforms are connected afterwards."""
        await self.hall.directory.load()
        await self._small(self.hall.codes.load())

    async def close(self) -> None:
        """Let nobody act any more who is simulated."""
        await self.company.leave()

    async def connect(self, platform: Platform) -> None:
        """Let every circle that meets on this platform meet there again."""
        self.hall.platforms[platform.name] = platform
        for room, circle in self.hall.directory.rooms():
            if room.startswith(f"{platform.name}:"):
                await self.hall.attach(circle, room)

    async def _opened(self, circle: CircleId) -> None:
        found = await self.hall.house.desk.circle(circle)
        if found is not None and found.practice:
            self.company.join(circle)

    # --- what people do -------------------------------------------------------------------------------------

    async def press(self, caller: Caller, token: Token) -> Reply:
        """Somebody pressed a button."""

        async def answer(visit: Visit) -> Reply:
            if token.verb[:1].isupper():
                return await acting.press(self.hall, visit, token)
            if token.verb in verbs.VERBS and (not token.stream or token.verb not in looks.LOOKS):
                return await verbs.run(self.hall, visit, token)
            return await looks.press(self.hall, visit, token)

        return await self._answered(caller, answer)

    async def submit(self, caller: Caller, token: Token, given: Mapping[str, Given]) -> Reply:
        """Somebody handed a form in."""

        async def answer(visit: Visit) -> Reply:
            if token.verb[:1].isupper():
                return await acting.submit(self.hall, visit, token, given)
            if token.verb == founding.TOKEN.verb:
                return await founding.submit(self.hall, visit, given)
            if token.verb == settings.PREFERENCES:
                return await settings.prefer(self.hall, visit, given)
            if token.verb == bringing.VERB:
                return await bringing.submit(self.hall, visit, token, given)
            return acting.unknown(visit, given)

        return await self._answered(caller, answer, given)

    async def command(self, caller: Caller, verb: str, words: str = "") -> Reply:
        """Somebody typed a command."""
        return await self._answered(caller, lambda visit: verbs.command(self.hall, visit, verb, words))

    async def suggest(self, caller: Caller, verb: str, typed: str) -> Sequence[Suggestion]:
        """What can stand behind a command."""
        try:
            return await verbs.suggested(self.hall, await self.hall.visit(caller), verb, typed)
        except StorageFault:
            return ()

    async def bring(self, caller: Caller, text: str, link: str) -> Reply:
        """Somebody wants a message to become something the circle treats."""
        return await self._answered(caller, lambda visit: bringing.ask(self.hall, visit, text, link))

    async def react(self, caller: Caller, message: RemoteId, signs: frozenset[Sign]) -> Reply:
        """These are now all the signs of one person under one message."""
        return await self._answered(caller, lambda visit: under.react(self.hall, visit, message, signs))

    async def home(self, caller: Caller) -> Note:
        """What somebody sees of all their circles."""
        reply = await self._answered(caller, lambda visit: home.home(self.hall, visit))
        assert isinstance(reply, Note)  # noqa: S101 - both what waits and trouble are notes
        return reply

    async def gone(self, platform: str, account: str) -> None:
        """An account cannot be reached any more."""
        await self._small(self.hall.directory.gone(platform, account))

    async def there(self, platform: str, account: str) -> None:
        """An account can be reached, perhaps again."""
        await self._small(self.hall.directory.there(platform, account))

    async def lay_aside(self, platform: str, account: str, of: str, text: str) -> None:
        """Keep what was typed, or nothing more of it."""
        whose, write = aside.Whose(platform, account, of), self.hall.house.desk.write
        await self._small(write(aside.keep, whose, text, self.hall.now) if text else write(aside.drop, whose))

    async def laid_aside(self, platform: str, account: str, of: str) -> str:
        """What was kept of it."""
        whose = aside.Whose(platform, account, of)
        return await self._small(self.hall.house.desk.read(aside.kept, whose)) or ""

    async def back(self, platform: str, room: str | None = None) -> None:
        """A room, or a platform after a silence, can be reached again: what was missed there is made up for."""
        channel = channel_of(room) if room is not None else None
        for key, circle in self.hall.directory.rooms():
            again = channel_of(key) == channel if channel is not None else self.hall.house.delivery.gone(key)
            if platform_of(key) == platform and again:
                await self.hall.attach(circle, key)
        try:
            await under.catch_up(self.hall, platform, channel)
        except StorageFault as fault:
            _log.warning("What was missed in %s waits for the next time: %s", platform, fault)

    async def doubled(self, platform: str, key: str, message: RemoteId) -> bool:
        """Whether a message shows a card that is kept as another one in the same place."""
        try:
            return await self.hall.house.desk.read(posts.doubled, platform, key, message)
        except StorageFault:
            return False

    # --- who people are -------------------------------------------------------------------------------------

    def name(self, person: PersonId) -> str | None:
        """What a person is called."""
        return self.hall.directory.name(person)

    async def account_of(self, person: PersonId, platform: str) -> str | None:
        """A person's account on a platform."""
        return self.hall.directory.account_of(person, platform)

    async def roll(self, room: str) -> Roll:
        """Who belongs to the circle of a room, and where it meets, on that room's platform."""
        circle, platform = await self._circle(room), platform_of(room)
        if circle is None:
            return Roll()
        every = (pair for one in circle.members for pair in self.hall.directory.accounts_of(one.person))
        rooms = self.hall.directory.rooms_of(circle.id)
        return Roll(
            accounts=tuple(account for where, account in every if where == platform),
            rooms=tuple(room for room in rooms if platform_of(room) == platform),
        )

    async def reader_in(self, room: str) -> Reader:
        """For whom a room's cards are worded: as the circle works, whoever reads."""
        return self.hall.reader(None, await self._circle(room))

    async def reader_of(self, person: PersonId, room: str) -> Reader:
        """For whom a card to one person alone is worded."""
        return self.hall.reader(person, await self._circle(room))

    async def _circle(self, room: str) -> Circle | None:
        circle = self.hall.directory.circle_in(room)
        return await self.hall.house.desk.circle(circle) if circle is not None else None

    # --- trouble --------------------------------------------------------------------------------------------

    async def _small(self, work: Coroutine[Any, Any, T]) -> T | None:
        """Something that nobody fails by: where it cannot be stored or read, that is written down."""
        try:
            return await work
        except StorageFault as fault:
            _log.warning("Something small could not be kept: %s", fault)
        return None

    async def _answered(
        self,
        caller: Caller,
        answer: Callable[[Visit], Awaitable[Reply]],
        given: Mapping[str, Given] | None = None,
    ) -> Reply:
        try:
            return await answer(await self.hall.visit(caller))
        except StorageFault as fault:
            _log.warning("An input could not be stored: %s", fault)
        except Exception as fault:  # noqa: BLE001 - everybody is answered; what a fault says may be words
            where = traceback.extract_tb(fault.__traceback__)[-1]
            kind = type(fault).__name__
            _log.error("An input could not be answered: %s in %s:%s", kind, where.name, where.lineno)
        card = Card(key="/trouble", lines=(lead(msg("trouble")),))
        typed = asking.as_typed(given or {})
        return Note(cards=(card,), reader=self.hall.reader(None, None, caller), typed=typed)
