"""The socket to Slack: taken back, fallen silent, delivering twice, closed while something is under way.

A small server of our own, since the stand-in never takes a connection back and never falls silent.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import WSMsgType, web

from adapters.access import SlackAccess
from adapters.slack import client, listening
from adapters.slack.client import SlackPlatform
from tests.adapters.port_contract import card
from tests.adapters.slack.desk import Desk, said, until
from tests.adapters.slack.standin import BOT, CHANNEL, TEAM, free_port
from tests.adapters.slack.test_client import event, press, submit

Json = dict[str, Any]


@dataclass(slots=True)
class Sockets:
    """Slack's side of the sockets: those that are open, and every acknowledgement."""

    port: int
    open: list[web.WebSocketResponse] = field(default_factory=list)
    opened: int = 0
    acks: list[str] = field(default_factory=list)
    silent: bool = False

    async def call(self, request: web.Request) -> web.Response:
        if request.match_info["method"] == "apps.connections.open":
            return web.json_response({"ok": True, "url": f"ws://127.0.0.1:{self.port}/link"})
        return web.json_response({"ok": True, "team_id": TEAM, "user_id": BOT, "channel": {}, "user": {}})

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self.opened += 1
        self.open.append(socket)
        await socket.send_json({"type": "hello"})
        async for message in socket:
            if message.type == WSMsgType.PING and not self.silent:
                await socket.pong(message.data)
            elif message.type == WSMsgType.TEXT:
                self.acks.append(json.loads(message.data).get("envelope_id", ""))
        self.open.remove(socket)
        return socket

    async def send(self, id_: str, kind: str, body: Json, **more: object) -> None:
        envelope = {"envelope_id": id_, "type": kind, "payload": body, "accepts_response_payload": True}
        await self.open[-1].send_json(envelope | more)

    async def take_back(self) -> None:
        await self.open[-1].send_json({"type": "disconnect", "reason": "refresh_requested"})


@pytest.fixture
async def sockets() -> AsyncIterator[Sockets]:
    found = Sockets(free_port())
    app = web.Application()
    app.router.add_route("*", "/api/{method}", found.call)
    app.router.add_get("/link", found.link)
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", found.port).start()
    yield found
    await runner.cleanup()


@dataclass(slots=True)
class Serving:
    desk: Desk
    platform: SlackPlatform
    task: asyncio.Task[None]

    async def stop(self) -> None:
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task


@pytest.fixture
async def serving(sockets: Sockets, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Serving]:
    monkeypatch.setattr(listening, "PING", 0.1)
    monkeypatch.setattr(listening, "LOOK", 0.05)
    monkeypatch.setattr(listening, "SILENT", 3.0)
    desk = Desk()
    api = f"http://127.0.0.1:{sockets.port}/api/"
    platform = SlackPlatform(SlackAccess(bot_token="xoxb-x", app_token="xapp-x", api_url=api), desk)  # noqa: S106
    found = Serving(desk, platform, asyncio.create_task(platform.serve()))
    await until(lambda: desk.of("back"))
    yield found
    await found.stop()


async def test_what_arrives_is_handed_in_and_acknowledged(sockets: Sockets, serving: Serving):
    await sockets.send("e1", "interactive", press())

    await until(lambda: sockets.acks == ["e1"])
    assert len(serving.desk.of("press")) == 1


async def test_a_connection_that_slack_takes_back_is_opened_anew(sockets: Sockets, serving: Serving):
    await sockets.take_back()

    await until(lambda: sockets.opened == 2)
    await until(lambda: len(serving.desk.of("back")) == 2)  # and what was missed is looked for
    await sockets.send("e1", "interactive", press())
    await until(lambda: sockets.acks == ["e1"])


async def test_a_connection_that_breaks_is_opened_anew(sockets: Sockets, serving: Serving):
    await sockets.open[-1].close()

    await until(lambda: sockets.opened >= 2, 10)
    await until(lambda: len(serving.desk.of("back")) >= 2)


async def test_a_socket_that_fell_silent_is_replaced(sockets: Sockets, serving: Serving):
    sockets.silent = True
    await until(lambda: sockets.opened >= 2, 15)
    sockets.silent = False

    await until(lambda: sockets.open and len(serving.desk.of("back")) >= 2, 15)


async def test_a_socket_of_which_nobody_looks_after_what_arrives_is_thrown_away(
    sockets: Sockets, serving: Serving, monkeypatch: pytest.MonkeyPatch
):
    """The library's own reader can end while the socket lives: then frames arrive and nothing happens."""
    readers = [task for task in asyncio.all_tasks() if "process_messages" in repr(task)]
    assert len(readers) == 1

    readers[0].cancel()

    await until(lambda: sockets.opened == 2, 10)
    await sockets.send("e1", "interactive", press())
    await until(lambda: sockets.acks == ["e1"])


async def test_what_is_delivered_twice_has_one_name(sockets: Sockets, serving: Serving):
    item = {"type": "message", "channel": CHANNEL, "ts": "17.5"}
    body = event("reaction_added", user="U0ANA", item=item, item_user=BOT, reaction="+1")

    await sockets.send("e1", "events_api", body)
    await sockets.send("e2", "events_api", body, retry_attempt=1, retry_reason="timeout")

    await until(lambda: sorted(sockets.acks) == ["e1", "e2"])
    assert {caller.delivery for caller in serving.desk.callers} == {"Ev1"}


async def test_what_was_begun_is_acknowledged_before_the_socket_is_closed(sockets: Sockets, serving: Serving):
    serving.desk.delay = 0.4
    await sockets.send("e1", "interactive", press())
    await until(lambda: serving.desk.of("press"))

    await serving.stop()

    assert sockets.acks == ["e1"]


async def test_nobodys_words_get_into_the_log(
    sockets: Sockets, serving: Serving, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    serving.desk.answers = [said("whispered back")]

    await sockets.send("e1", "interactive", submit("a sealed nomination"))
    await until(lambda: sockets.acks == ["e1"])
    await sockets.send("e2", "interactive", press())
    await until(lambda: len(sockets.acks) == 2)
    await serving.platform.room(f"slack:{TEAM}/{CHANNEL}").post(card(text="a whisper"), None)

    assert [words for words in ("nomination", "whisper", "xoxb-x", "xapp-x") if words in caplog.text] == []


async def test_many_presses_are_acknowledged_at_the_same_time(sockets: Sockets, serving: Serving):
    serving.desk.delay = 0.3
    loop = asyncio.get_running_loop()
    began = loop.time()

    for number in range(50):
        await sockets.send(f"e{number}", "interactive", press())

    await until(lambda: len(sockets.acks) == 50)
    assert loop.time() - began < client.PATIENCE
