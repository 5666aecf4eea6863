"""Who is who and which circle meets where, in memory: what every answer to a chat begins with.

What storage knows is read once; from then on it is changed here and there together, so it needs no asking.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from adapters.reception import Account
from bot.desk import Desk
from bot.ids import new_person
from bot.reception.rooms import is_decisions, platform_of
from facilitation.model import CircleId, PersonId
from storage import people
from storage.people import Person

LONGEST_NAME: Final = 60
"""Characters of a name that are kept: whoever needs more is known by the beginning."""


class Directory:
    """People with their accounts, rooms with their circles."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._people: dict[PersonId, Person] = {}
        self._accounts: dict[tuple[str, str], PersonId] = {}
        self._rooms: dict[str, CircleId] = {}
        self._gone: set[tuple[str, str]] = set()
        self._last: dict[PersonId, str] = {}
        self._gate = asyncio.Lock()

    async def load(self) -> None:
        """Read what storage knows."""
        self._people = {one.id: one for one in await self._desk.read(people.people)}
        every = await self._desk.read(people.accounts)
        self._accounts = {(platform, account): person for platform, account, person in every}
        self._rooms = dict(await self._desk.read(people.rooms))
        self._gone = set(await self._desk.read(people.gone_accounts))

    # --- people ---------------------------------------------------------------------------------------------

    def name(self, person: PersonId) -> str | None:
        """What a person is called."""
        known = self._people.get(person)
        return known.name if known is not None else None

    def person(self, person: PersonId) -> Person | None:
        """What is known of a person."""
        return self._people.get(person)

    def at(self, platform: str, account: str) -> PersonId | None:
        """Whose account this is."""
        return self._accounts.get((platform, account))

    def account_of(self, person: PersonId, platform: str) -> str | None:
        """A person's account on a platform: the one they had first."""
        mine = ((p, a) for (p, a), who in self._accounts.items() if (p, who) == (platform, person))
        return next((account for one, account in mine if (one, account) not in self._gone), None)

    def accounts_of(self, person: PersonId) -> tuple[tuple[str, str], ...]:
        """Every account of a person, as platform and account."""
        return tuple(pair for pair, who in self._accounts.items() if who == person)

    async def meet(
        self, platform: str, account: Account, now: datetime, as_: PersonId | None = None
    ) -> PersonId:
        """The person behind an account, made on first contact (as `as_`, if given); their name is kept current."""
        async with self._gate:
            known = self.at(platform, account.id)
            if known is None:
                known = as_ or new_person(now)
                await self._keep(Person(known, _name(account.name)))
                await self._desk.write(people.save_account, platform, account.id, known)
                self._accounts[platform, account.id] = known
        await self.rename(platform, account)
        return known

    async def rename(self, platform: str, account: Account) -> None:
        """Note what somebody goes by now, if that is another name; of several accounts one alone says so."""
        person, called = self.at(platform, account.id), _name(account.name)
        if person is None or not called or (known := self._people[person]).name == called:
            return
        if min(self.accounts_of(person)) == (platform, account.id):
            await self._keep(replace(known, name=called))

    async def invent(self, name: str, now: datetime) -> PersonId:
        """Somebody without an account: a simulated member."""
        made = new_person(now)
        await self._keep(Person(made, _name(name)))
        return made

    async def prefer(
        self, person: PersonId, *, language: str | None, zone: str | None, reminders: bool
    ) -> None:
        """Note in which language and time zone somebody wants to be spoken to (None for the circle's), and how often."""
        known = self._people[person]
        await self._keep(replace(known, language=language, time_zone=zone, reminders=reminders))

    async def link(self, platform: str, account: str, person: PersonId) -> None:
        """Let an account be this person's from now on."""
        await self._desk.write(people.save_account, platform, account, person)
        self._accounts[platform, account] = person

    async def gone(self, platform: str, account: str) -> None:
        """Whisper nothing to an account for now. Whose it was is kept: people come back."""
        if (platform, account) not in self._gone and (platform, account) in self._accounts:
            self._gone.add((platform, account))
            await self._desk.write(partial(people.save_gone, gone=True), platform, account)

    async def there(self, platform: str, account: str) -> None:
        """An account can be reached; if it could not before, it can again."""
        if (platform, account) in self._gone:
            self._gone.discard((platform, account))
            await self._desk.write(partial(people.save_gone, gone=False), platform, account)

    def unreachable(self, person: PersonId) -> bool:
        """Whether somebody has accounts and none of them can be reached."""
        theirs = self.accounts_of(person)
        return bool(theirs) and self._gone.issuperset(theirs)

    async def _keep(self, person: Person) -> None:
        await self._desk.write(people.save_person, person)
        self._people[person.id] = person

    # --- rooms ----------------------------------------------------------------------------------------------

    def rooms(self) -> tuple[tuple[str, CircleId], ...]:
        """Every room with its circle."""
        return tuple(self._rooms.items())

    def meets_in(self, room: str) -> CircleId | None:
        """The circle that meets in a room, not only shows something there."""
        return self._rooms.get(room)

    def circle_in(self, room: str | None) -> CircleId | None:
        """The circle that meets in a room; where none does, the one that shows its decisions there, if it is one."""
        if room is None or room in self._rooms:
            return self._rooms.get(room) if room is not None else None
        others = {circle for key, circle in self._rooms.items() if key.startswith(f"{room}/")}
        return others.pop() if len(others) == 1 else None

    def rooms_of(self, circle: CircleId) -> tuple[str, ...]:
        """The keys of a circle's rooms."""
        return tuple(key for key, one in self._rooms.items() if one == circle)

    def seen(self, person: PersonId, room: str | None) -> None:
        """Somebody does something in a room."""
        if room is not None:
            self._last[person] = room

    def reached_in(
        self, person: PersonId, circle: CircleId, gone: Callable[[str], bool] = lambda _room: False
    ) -> str | None:
        """The one room of a circle where somebody is told what is for them alone: where they were last, if they were.

        A room that is `gone` tells nobody anything.
        """
        there = {pair[0] for pair in self.accounts_of(person) if pair not in self._gone}
        rooms = [one for one in self.rooms_of(circle) if platform_of(one) in there and not is_decisions(one)]
        rooms = [one for one in rooms if not gone(one)]
        last = self._last.get(person)
        return last if last in rooms else next(iter(rooms), None)

    async def settle(self, room: str, circle: CircleId) -> None:
        """Let a circle meet in a room."""
        await self._desk.write(people.settle, room, circle)
        self._rooms[room] = circle

    async def unsettle(self, room: str) -> None:
        """Let no circle meet in a room."""
        await self._desk.write(people.unsettle, room)
        self._rooms.pop(room, None)


def _name(text: str) -> str:
    return " ".join(text.split())[:LONGEST_NAME]


@lru_cache(maxsize=256)
def sound_language(tag: str | None) -> str:
    """A language tag that can be used, or ""."""
    try:
        return str(Locale.parse(tag.replace("_", "-"), sep="-")).replace("_", "-") if tag else ""
    except (UnknownLocaleError, ValueError):
        return ""


@lru_cache(maxsize=1024)
def sound_zone(name: str | None) -> str:
    """The name of a time zone that there is, or ""."""
    try:
        return ZoneInfo(name).key if name else ""
    except (ValueError, OSError, KeyError):
        return ""
