"""Slack as the people of a transcript see and use it: the real platform, against the stand-in.

What is pressed is what stands in the channel, in direct messages, in what only this person sees, and in windows. The
stand-in shows windows over a web socket of its own, and has one pile of them for the whole workspace: so each is closed
when it has been read.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from zoneinfo import ZoneInfo

import aiohttp
from slack_bolt.async_app import AsyncAck

from adapters.access import SlackAccess
from adapters.slack.client import SlackPlatform
from adapters.slack.text import Json
from adapters.tokens import Token
from adapters.tokens import written as token_written
from bot.reception import HouseReception
from facilitation.model import Circle, CircleId, PersonId
from tests.adapters.screen import Seen, Sheet, Sight
from tests.adapters.slack.reading import buttons_of, filled, sheet_of, slack_id, texts_in, words_of
from tests.adapters.slack.standin import SECRET, TEAM, Workspace

SPARE: Final = {f"C0SPARE{number}": f"spare-{number}" for number in range(1, 5)}
"""Channels for circles that a decision makes: nobody knows their ids before."""
PATIENCE: Final = 10.0
"""Seconds somebody waits for anything to happen."""


class WatchedPlatform(SlackPlatform):
    """The platform, counting what it has been through: a person waits until they see what came of it."""

    handled = 0
    connected = False

    async def _resumed(self) -> None:
        await super()._resumed()
        self.connected = True

    async def on_command(self, ack: AsyncAck, body: Json) -> None:
        """As it is, counted."""
        await super().on_command(ack, body)
        self.handled += 1

    async def on_press(self, ack: AsyncAck, body: Json) -> None:
        """As it is, counted."""
        await super().on_press(ack, body)
        self.handled += 1

    async def on_submit(self, ack: AsyncAck, body: Json) -> None:
        """As it is, counted."""
        await super().on_submit(ack, body)
        self.handled += 1

    async def quiet(self, handled: int) -> None:
        """Wait until so many were handled, and everything is shown."""
        await until(lambda: self.handled >= handled)
        while self._tasks:
            await asyncio.wait(self._tasks, timeout=PATIENCE)


async def until(so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not so():  # noqa: ASYNC110 - it is another program that makes it so
            await asyncio.sleep(0.002)


@dataclass(slots=True)
class SlackScreen:
    """A `Screen` on the stand-in; by Socket Mode, or over HTTP where there is a `port` for it."""

    space: Workspace
    zone: ZoneInfo
    port: int = 0
    platform: str = "slack"
    slack: WatchedPlatform = field(init=False)
    ui: aiohttp.ClientWebSocketResponse = field(init=False)
    stack: list[Json] = field(default_factory=list)
    wrong: Mapping[str, str] = field(default_factory=dict)
    told: int = 0
    """How often something was told about windows."""
    serving: asyncio.Task[None] = field(init=False)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    direct: dict[PersonId, str] = field(default_factory=dict)
    made: dict[CircleId, str] = field(default_factory=dict)
    """In which of the spare channels a circle meets that a decision has made."""

    # --- on and off

    def account(self, person: PersonId) -> str:
        """The account that somebody has there."""
        return f"{TEAM}/{slack_id('U', person)}"

    def room(self, circle: Circle) -> str:
        """The channel of a circle."""
        return f"slack:{TEAM}/{self._channel(circle.id)}"

    def found(self, circle: Circle) -> str:
        """A channel for a circle that a decision has made."""
        self.made.setdefault(circle.id, [*SPARE][len(self.made)])
        return self.room(circle)

    def _channel(self, circle: CircleId) -> str:
        return self.made.get(circle) or slack_id("C", circle)

    async def ready(self, reception: HouseReception) -> None:
        """Connect the bot, and open a browser."""
        way = {"signing_secret": SECRET, "port": self.port} if self.port else {"app_token": "xapp-circle"}
        access = SlackAccess(bot_token="xoxb-circle", api_url=self.space.api, **way)  # type: ignore[arg-type]  # noqa: S106
        self.slack = WatchedPlatform(access, reception)
        await reception.connect(self.slack)
        await self.on()
        self.ui = await self.space.http.ws_connect(f"http://127.0.0.1:{self.space.port}/ui", max_msg_size=0)
        self.tasks.append(asyncio.create_task(self._look_at_windows()))

    async def on(self) -> None:
        """Let the bot listen."""
        self.slack.connected = False
        self.serving = asyncio.create_task(self.slack.serve())
        self.tasks.append(self.serving)
        await until(lambda: self.slack.connected)

    async def away(self) -> None:
        """Let it listen no more, until it is on again."""
        self.serving.cancel()
        await asyncio.gather(self.serving, return_exceptions=True)

    async def off(self) -> None:
        """Stop."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.ui.close()

    # --- looking

    async def around(self, who: PersonId, circle: CircleId) -> Sight:
        """The channel, and what the bot wrote to this person."""
        channels = [self._channel(circle), await self._direct(who)]
        found = [(channel, one) for channel in channels for one in await self.space.messages(channel)]
        return _sight([(channel, one) for channel, one in found if not one.get("ephemeral_to")])

    async def _direct(self, who: PersonId) -> str:
        if who not in self.direct:
            url = f"http://127.0.0.1:{self.space.port}/api/conversations.open"
            given, head = {"users": slack_id("U", who)}, {"Authorization": "Bearer xoxb-circle"}
            async with self.space.http.post(url, data=given, headers=head) as answer:
                self.direct[who] = (await answer.json())["channel"]["id"]
        return self.direct[who]

    # --- doing

    async def say(self, who: PersonId, circle: CircleId, words: str) -> Sight:
        """Type a command."""
        return await self._done(who, self._channel(circle), "command", command="/circle", text=words)

    async def press(self, who: PersonId, button: Seen) -> Sight:
        """Press a button on a message."""
        channel, ts, action = button.where  # type: ignore[misc]
        return await self._done(who, channel, "interact", messageTs=ts, action=action)

    async def push(self, who: PersonId, circle: CircleId, token: Token) -> Sight:
        """Press a button that stands on no message any more, on whatever message there is."""
        channel = self._channel(circle)
        message = (await self.space.messages(channel))[0]
        action = {"type": "button", "action_id": "old", "block_id": "old", "value": token_written(token)}
        return await self.press(who, Seen(token, "", (channel, message["ts"], action)))

    async def submit(self, who: PersonId, sheet: Sheet, given: Mapping[str, object]) -> Sight:
        """Fill in the window that is open, and press its button."""
        view: Json = sheet.where  # type: ignore[assignment]
        values = filled(view, given, self.zone)
        told, handled = self.told, self.slack.handled
        await self.ui.send_json({"t": "view_submit", "user": slack_id("U", who), "values": values})
        await self.slack.quiet(handled + 1)
        await until(lambda: self.told > told)
        if self.wrong:
            again = Sight("\n".join(self.wrong.values()), sheet=replace(sheet, start=texts_in(values)))
            await self._close(who)
            return again
        return await self._read(who, [], opened=True)

    async def _done(self, who: PersonId, channel: str, what: str, **body: object) -> Sight:
        """What somebody sees alone, once everything is through."""
        user, before = slack_id("U", who), {one["ts"] for one in await self.space.messages(channel)}
        asked, handled, told = len(self.space.calls), self.slack.handled, self.told
        await self.space.control(what, channel=channel, user=user, **body)
        await self.slack.quiet(handled + 1)
        opened = any(call.method in ("views.open", "views.push") for call in self.space.calls[asked:])
        if opened:
            await until(lambda: self.told > told)
        new = [one for one in await self.space.messages(channel) if one["ts"] not in before]
        return await self._read(
            who, [(channel, one) for one in new if one.get("ephemeral_to") == user], opened=opened
        )

    async def _read(self, who: PersonId, new: list[tuple[str, Json]], *, opened: bool) -> Sight:
        """Read what is new, and close a window that is not to be filled in."""
        view = self.stack[-1] if opened and self.stack else None
        if view is not None and view.get("callback_id") != "form":
            await self._close(who)
        return _sight(new, view)

    # --- windows

    async def _look_at_windows(self) -> None:
        async for found in self.ui:
            told = json.loads(found.data)
            if told["t"] == "view":
                self.stack, self.wrong = told["stack"], {}
                self.told += 1
            elif told["t"] == "view_errors":
                self.wrong = told["errors"]
                self.told += 1

    async def _close(self, who: PersonId) -> None:
        """Close what is open: somebody else's screen has nothing of it."""
        while self.stack:
            told = self.told
            await self.ui.send_json({"t": "view_close", "user": slack_id("U", who)})
            await until(lambda: self.told > told)  # noqa: B023 - awaited at once


def _sight(messages: list[tuple[str, Json]], view: Json | None = None) -> Sight:
    words = [words_of(one) for _channel, one in messages]
    buttons = tuple(seen for channel, one in messages for seen in buttons_of(channel, one))
    if view is None:
        return Sight("\n".join(words), buttons)
    sheet = sheet_of(view) if view.get("callback_id") == "form" else None
    return Sight("\n".join((*words, words_of(view))), buttons, sheet)
