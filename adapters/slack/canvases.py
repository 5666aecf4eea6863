"""Minutes as a canvas, where plan, permissions and administrators allow it: a page that the channel can open.

Whether it is allowed nobody knows before it is tried, so a refusal is no trouble: the page is shared as a file then, and
canvases are not tried again for a day. Making one shows nothing to anybody, so a lost answer leaves at most a page
that nobody sees; its link is shown by a message like any other, and with that message the channel may open it.
"""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass
from typing import Final

from adapters.markdown.render import JOINER
from adapters.port import RoomFault, SlowDown
from adapters.slack.api import Api
from adapters.slack.parse import dig
from adapters.slack.text import Json

_log = logging.getLogger(__name__)

PERMISSION: Final = "canvases:write"
DAY: Final = 86_400.0
"""Seconds until canvases are tried again where they were not allowed."""
MOST: Final = 1_000_000
"""Characters of a page that a canvas holds."""
TITLE: Final = 150
TRIES: Final = 4
NOT_HERE: Final = frozenset(
    {
        "canvas_disabled_user_team", "feature_not_enabled", "free_teams_cannot_create_non_tabbed_canvases",
        "missing_scope", "no_permission", "not_allowed_token_type", "paid_only", "paid_teams_only", "restricted_action",
        "team_tier_cannot_create_channel_canvases", "unknown_method",
    }
)  # fmt: skip
"""Slack's words for a workspace in which the app can make no canvas, whatever is in it."""
_EMOJI: Final = re.compile(r":(?=[\w+'\\-]+:)")
_LINK: Final = re.compile(r"/docs/[A-Z0-9]+/([A-Z0-9]+)")


@dataclass(frozen=True, slots=True)
class Canvas:
    """A page that was made, and its address."""

    id: str
    link: str


class Canvases:
    """The canvases of one workspace."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._made: dict[str, Canvas] = {}
        self._home = ""
        self._not_before = 0.0

    async def make(self, key: str, title: str, page: str) -> Canvas | None:
        """The canvas of a card, made once; None where there can be none. Nobody sees it yet.

        Raises `SlowDown` where Slack asks to wait.
        """
        if key not in self._made:
            if not self._allowed or len(page) > MOST:
                return None
            try:
                self._made[key] = await self._make(title, page)
            except SlowDown:
                raise
            except RoomFault as fault:
                self._refused(fault)
                return None
        return self._made[key]

    async def _make(self, title: str, page: str) -> Canvas:
        if not self._home:
            answer = await self._api.call("auth.test")
            self._home = f"{dig(answer, 'url')}docs/{dig(answer, 'team_id')}"
        content = {"type": "markdown", "markdown": _EMOJI.sub(f":{JOINER}", page)}
        answer = await self._api.call("canvases.create", title=title[:TITLE], document_content=content)
        id_ = str(dig(answer, "canvas_id"))
        return Canvas(id_, f"{self._home}/{id_}")

    async def opened(self, id_: str, channel: str) -> bool:
        """Let everyone in a channel read a canvas whose link stands there; False where that is refused."""
        for _try in range(TRIES):
            try:
                await self._api.call(
                    "canvases.access.set", canvas_id=id_, access_level="read", channel_ids=[channel]
                )
            except SlowDown as slow:
                await asyncio.sleep(slow.after)
            except RoomFault as fault:
                self._refused(fault)
                return False
            else:
                return True
        return False

    def done(self, key: str) -> None:
        """The card of a canvas is shown, or shown otherwise: it is not asked for again."""
        self._made.pop(key, None)

    @property
    def _allowed(self) -> bool:
        scopes = self._api.scopes
        return asyncio.get_running_loop().time() >= self._not_before and (not scopes or PERMISSION in scopes)

    def _refused(self, fault: RoomFault) -> None:
        _log.info("A page is shared as a file: %s", fault)
        if str(fault) in NOT_HERE:
            self._not_before = asyncio.get_running_loop().time() + DAY


def canvas_in(message: Json) -> str:
    """The canvas that a message links to, or ""."""
    found = _LINK.search(str(message.get("text", "")))
    return found[1] if found else ""
