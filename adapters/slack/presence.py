"""Whether the app is in a channel. Commands reach it from anywhere; cards it can show only where it is a member."""

from __future__ import annotations

from adapters.port import NotHere, Rejected, RoomFault, RoomGone
from adapters.slack.api import Api
from adapters.slack.parse import dig


class Presence:
    """The channels of which the app is known to be a member."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._in: set[str] = set()

    async def lacks(self, channel: str) -> bool:
        """Whether the app has to be invited into a channel first; False where Slack does not say."""
        if not channel or channel.startswith("D") or channel in self._in:
            return False
        try:
            answer = await self._api.call("conversations.info", channel=channel)
        except (RoomGone, NotHere, Rejected):
            return True  # a private channel that it cannot see
        except RoomFault:
            return False
        if dig(answer, "channel", "is_member") is False:
            return True
        self._in.add(channel)
        return False

    def forget(self, channel: str) -> None:
        """Look again the next time."""
        self._in.discard(channel)
