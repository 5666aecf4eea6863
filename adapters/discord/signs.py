"""Reactions under prompts: everybody's signs now, from the events that Discord sends and from what it shows.

An event tells of one reaction that came or went; a reception wants all signs of one person. So what stands under a
message is read once and kept up to date by the events after. Events that nobody heard are lost for ever: whenever a
connection was begun anew the reception asks what stands under each open prompt, and from then on it is known here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping

import discord

from adapters.discord import parse, render
from adapters.discord.faults import told
from adapters.port import RemoteId
from adapters.reception import Account, Sign

Emojis = dict[str, set[str]]
"""Of each account, the emojis that are signs, as they were given: a skin tone makes another one."""


class Signs:
    """What stands under the prompts that are open."""

    def __init__(self, client: Callable[[], discord.Client]) -> None:
        self._client = client
        self._open: dict[RemoteId, Emojis | None] = {}
        self._lock = asyncio.Lock()

    def heed(self, remote: RemoteId, *, offered: bool) -> None:
        """From now on a message offers signs, or it does so no more."""
        if offered:
            self._open.setdefault(remote, None)
        else:
            self.forget(remote)

    def forget(self, remote: RemoteId) -> None:
        """A message is gone, or no prompt any more."""
        self._open.pop(remote, None)

    def forget_in(self, channel: int) -> None:
        """A channel or thread is gone."""
        for remote in [one for one in self._open if parse.whereabouts(one)[0] == channel]:
            self.forget(remote)

    @property
    def prompts(self) -> tuple[RemoteId, ...]:
        """The messages that offer signs now."""
        return tuple(self._open)

    async def heard(
        self, remote: RemoteId, account: Account, emoji: str, *, added: bool
    ) -> frozenset[Sign] | None:
        """All signs of somebody after an event; None where it was no sign, or was taken from what is no prompt."""
        if render.sign_of(emoji) is None or not (added or remote in self._open):
            return None
        async with self._lock:
            known = self._open.get(remote)
            if known is None:
                known = await self._read(remote)  # the event is in what is read
                if remote in self._open:
                    self._open[remote] = known
            mine = known.setdefault(account.id, set())
            (mine.add if added else mine.discard)(emoji)
            return _meant(mine)

    async def now(self, remote: RemoteId) -> Mapping[str, frozenset[Sign]]:
        """The signs under a message now, by account. Raises `RoomFault`."""
        async with self._lock:
            found = await self._read(remote)
            if remote in self._open:
                self._open[remote] = found
            return {who: _meant(emojis) for who, emojis in found.items()}

    async def _read(self, remote: RemoteId) -> Emojis:
        channel, message = parse.whereabouts(remote)
        found: Emojis = {}
        with told(remote):
            partial = self._client().get_partial_messageable(channel)
            for reaction in (await partial.fetch_message(message)).reactions:
                emoji = str(reaction.emoji)
                if render.sign_of(emoji) is None or (reaction.me and reaction.count == 1):
                    continue
                async for person in reaction.users(limit=None):
                    if not person.bot:
                        found.setdefault(str(person.id), set()).add(emoji)
        return found


def _meant(emojis: set[str]) -> frozenset[Sign]:
    return frozenset(_signs(emojis))


def _signs(emojis: set[str]) -> Iterator[Sign]:
    for emoji in emojis:
        sign = render.sign_of(emoji)
        if sign is not None:
            yield sign
