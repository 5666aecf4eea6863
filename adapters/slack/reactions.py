"""The reactions under messages, as they are now.

Slack tells of each change by itself, but changes can be lost or overtake each other, so what counts is what is there
when we look. Forty people reacting at once would be forty looks a minute too many: whoever comes while one look is
under way shares the next.
"""

from __future__ import annotations

import asyncio
from typing import Final

from adapters.port import RemoteId, SlowDown, Unavailable
from adapters.slack.api import Api
from adapters.slack.parse import dig
from adapters.slack.text import Json

TRIES: Final = 4


class Reactions:
    """Looks at what is under messages, as rarely as it can."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._next: dict[RemoteId, asyncio.Task[Json]] = {}
        self._looking: dict[RemoteId, asyncio.Lock] = {}

    async def under(self, message: RemoteId) -> Json:
        """A message with the reactions under it, as Slack lists them. Raises `RoomFault`."""
        channel, _, at = message.partition("/")
        answer = await self._api.call("reactions.get", channel=channel, timestamp=at, full=True)
        found = dig(answer, "message")
        return found if isinstance(found, dict) else {}

    async def since_now(self, message: RemoteId) -> Json:
        """The same, looked at after this was called. Waits while Slack asks to. Raises `RoomFault`."""
        if message not in self._next:
            self._next[message] = asyncio.create_task(self._look(message))
        return await asyncio.shield(self._next[message])

    async def _look(self, message: RemoteId) -> Json:
        lock = self._looking.setdefault(message, asyncio.Lock())
        async with lock:
            self._next.pop(message, None)  # who comes from now on wants a later look
            try:
                return await self._patiently(message)
            finally:
                if message not in self._next:
                    self._looking.pop(message, None)

    async def _patiently(self, message: RemoteId) -> Json:
        for _try in range(TRIES):
            try:
                return await self.under(message)
            except SlowDown as slow:
                await asyncio.sleep(slow.after)
            except Unavailable:
                await asyncio.sleep(1.0)
        return await self.under(message)
