"""Messages that stand twice: after a lost answer a card may have been posted once more.

The key against double posts rules that out where Slack heeds it, and so does looking back where that is permitted. What
slips through is mended as soon as it shows: when somebody does something on a message whose card is kept as another
one, that message goes. A double under which people talk is kept for what they said, and says where it goes on.
"""

from __future__ import annotations

import logging
from typing import Final

from adapters.port import RoomFault
from adapters.reception import Reception
from adapters.slack import render
from adapters.slack.answering import sentence
from adapters.slack.api import Api
from adapters.slack.parse import Found

_log = logging.getLogger(__name__)

PLATFORM: Final = "slack"


class Doubles:
    """Takes away what stands twice."""

    def __init__(self, api: Api, reception: Reception) -> None:
        self._api = api
        self._reception = reception

    async def mended(self, found: Found | None, room: str) -> bool:
        """Whether a message in a room on which somebody did something was one too many; it is gone then."""
        if found is None or not await self._reception.doubled(PLATFORM, found.key, found.remote):
            return False
        channel, _, at = found.remote.partition("/")
        try:
            if found.discussed:
                await self._close(channel, at, room)
            else:
                await self._api.call("chat.delete", channel=channel, ts=at)
        except RoomFault as fault:
            _log.info("A double stays: %s", fault)
            return False
        _log.info("A message that stood twice in %s is gone", channel)
        return True

    async def _close(self, channel: str, at: str, room: str) -> None:
        reader = await self._reception.reader_in(room)
        (shown,) = render.note(sentence("slack-doubled", reader), self._reception.name)
        await self._api.call(
            "chat.update",
            channel=channel,
            ts=at,
            text=shown.text,
            blocks=shown.blocks,
            parse="none",
            link_names=False,
        )
