"""What Slack says about people: what they go by, their language, their time zone, whether they are still here."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from adapters.port import RoomFault
from adapters.slack.api import Api
from adapters.slack.parse import dig

FRESH: Final = 3600.0
"""Seconds for which we believe what we were told."""
PATIENCE: Final = 0.7
"""Seconds that an answer may keep somebody waiting; then it goes on without, and is there the next time."""
MOST: Final = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody as far as Slack has told; empty where it has not."""

    name: str = ""
    language: str = ""
    zone: str = ""


class People:
    """The people of a workspace, asked for once an hour and never waited for long."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._known: OrderedDict[str, tuple[float, Known]] = OrderedDict()
        self._asking: dict[str, asyncio.Task[Known]] = {}

    def name(self, user: str) -> str:
        """What somebody goes by, from memory."""
        return self._known[user][1].name if user in self._known else ""

    async def known(self, user: str, instead: str = "") -> Known:
        """What is known about somebody, within `PATIENCE`; `instead` is a name to make do with."""
        at, known = self._known.get(user, (0.0, Known(name=instead)))
        if user in self._known and asyncio.get_running_loop().time() - at < FRESH:
            return known
        if user not in self._asking:
            self._asking[user] = asyncio.create_task(self._ask(user, known))
        done, _waiting = await asyncio.wait({self._asking[user]}, timeout=PATIENCE)
        return done.pop().result() if done else known

    async def meet(self, users: frozenset[str]) -> None:
        """Learn what these go by, at the same time."""
        await asyncio.gather(*(self.known(user) for user in users))

    def forget(self, user: str) -> None:
        """Ask again the next time: somebody has changed their name, language or zone."""
        self._known.pop(user, None)

    async def _ask(self, user: str, known: Known) -> Known:
        try:
            answer = await self._api.call("users.info", user=user, include_locale=True)
        except RoomFault:
            return known
        else:
            known = _read(dig(answer, "user"), known.name)
            self._known[user] = (asyncio.get_running_loop().time(), known)
            self._known.move_to_end(user)
            while len(self._known) > MOST:
                self._known.popitem(last=False)
            return known
        finally:
            self._asking.pop(user, None)


def _read(found: object, instead: str) -> Known:
    names = (
        dig(found, "profile", "display_name"),
        dig(found, "profile", "real_name"),
        dig(found, "real_name"),
    )
    name = next(
        (one for one in (*names, dig(found, "name")) if isinstance(one, str) and one.strip()), instead
    )
    return Known(name=name, language=str(dig(found, "locale")), zone=str(dig(found, "tz")))
