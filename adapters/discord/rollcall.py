"""Who of a circle is in the server still. Discord says that somebody left only to bots with a privileged intent.

So it is asked, one member at a time: of everybody when something new stands in a room or somebody is told something,
unless it was asked within the last hours, and of one person when they cannot be written to. Who belongs to none of the
servers where their circle meets is told to the reception, and so is who is back.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Final

import discord

from adapters.discord import faults, parse
from adapters.reception import Reception, Roll

FRESH: Final = 6 * 3600.0
"""Seconds for which an answer is good enough: people seldom leave, and a meeting has many steps."""
MOST: Final = 10_000
"""So many answers are remembered."""


class RollCall:
    """What is known of who is where."""

    def __init__(self, client: Callable[[], discord.Client], reception: Reception) -> None:
        self._client = client
        self._reception = reception
        self._asked: OrderedDict[str, float] = OrderedDict()

    async def call(self, room: str) -> None:
        """Ask for everybody of a room's circle for whom it was not asked lately. Raises what the library raises."""
        roll = await self._reception.roll(room)
        for account in roll.accounts:
            if self._is_due(account):
                await self._look_for(account, roll)

    async def left(self, account: str, room: str) -> bool:
        """Whether somebody is in no server any more where their circle meets. Raises what the library raises."""
        return await self._look_for(account, await self._reception.roll(room))

    def met(self, account: str) -> None:
        """Somebody did something in a server: it need not be asked whether they are there."""
        self._asked[account] = asyncio.get_running_loop().time()
        self._asked.move_to_end(account)
        while len(self._asked) > MOST:
            self._asked.popitem(last=False)

    def _is_due(self, account: str) -> bool:
        asked = self._asked.get(account)
        return asked is None or asyncio.get_running_loop().time() - asked > FRESH

    async def _look_for(self, account: str, roll: Roll) -> bool:
        here = await self._is_in(account, _guilds(roll.rooms))
        self.met(account)
        if here is False:
            await self._reception.gone(parse.PLATFORM, account)
        elif here:
            await self._reception.there(parse.PLATFORM, account)
        return here is False

    async def _is_in(self, account: str, guilds: Iterable[int]) -> bool | None:
        """Whether somebody is in one of these; None where that cannot be known."""
        if not account.isdigit():
            return None
        known = False
        for guild in guilds:
            try:
                await self._client().http.get_member(guild, int(account))
            except discord.NotFound as fault:
                known |= fault.code in (faults.UNKNOWN_MEMBER, faults.UNKNOWN_USER)
            except discord.Forbidden:
                continue  # the bot itself is there no more
            else:
                return True
        return False if known else None


def _guilds(rooms: Iterable[str]) -> list[int]:
    places = (parse.place_of(room) for room in rooms)
    return list(dict.fromkeys(place.guild for place in places if place is not None))
