"""Slack's sockets, with everything the stand-in cannot do: goodbyes, silences, things sent twice, unknown ones.

Each connection is kept with what came over it. `greet` decides what a new connection is told first, `deaf` lets one
stay open without a sign of life.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from adapters.slack.text import Json
from tests.adapters.slack.standin import BOT, TEAM, free_port


@dataclass(slots=True)
class Line:
    """One connection."""

    socket: web.WebSocketResponse
    acknowledged: list[str] = field(default_factory=list)
    """The envelopes that were acknowledged on it."""


@dataclass(slots=True)
class FakeSocket:
    """Slack as far as sockets go. `refusals` are the statuses of the next askings for an address."""

    port: int
    lines: list[Line] = field(default_factory=list)
    asked: int = 0
    refusals: list[int] = field(default_factory=list)
    deaf: bool = False

    @property
    def api(self) -> str:
        """Where its Web API is."""
        return f"http://127.0.0.1:{self.port}/api/"

    @property
    def newest(self) -> Line:
        """The connection that was opened last."""
        return self.lines[-1]

    async def envelope(self, id_: str, payload: Json, kind: str = "interactive", **more: object) -> None:
        """Send something over the newest connection."""
        told = {
            "envelope_id": id_,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": False,
            **more,
        }
        await self.newest.socket.send_json(told)

    async def goodbye(self, reason: str) -> None:
        """Tell the newest connection that it will end, or is one too many."""
        await self.newest.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {}})

    # --- what is asked of it

    async def call(self, request: web.Request) -> web.Response:
        """The Web API: who the bot is, where the socket is, and yes to everything else."""
        method = request.match_info["method"]
        if method != "apps.connections.open":
            return web.json_response({"ok": True, "team_id": TEAM, "user_id": BOT, "user": {"name": "Ana"}})
        self.asked += 1
        if self.refusals:
            error = {"ok": False, "error": "ratelimited"}
            return web.json_response(error, status=self.refusals.pop(0), headers={"Retry-After": "1"})
        return web.json_response({"ok": True, "url": f"ws://127.0.0.1:{self.port}/link"})

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        """A socket, from its greeting to its end."""
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        line = Line(socket)
        self.lines.append(line)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0"}})
        async for frame in socket:
            if frame.type is WSMsgType.PING and not self.deaf:
                await socket.pong(frame.data)
            elif frame.type is WSMsgType.TEXT:
                line.acknowledged.append(json.loads(frame.data)["envelope_id"])
        return socket


@asynccontextmanager
async def fake_socket() -> AsyncIterator[FakeSocket]:
    """One, for as long as it is needed."""
    fake = FakeSocket(free_port())
    app = web.Application()
    app.router.add_post("/api/{method}", fake.call)
    app.router.add_get("/link", fake.link)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", fake.port).start()
        yield fake
    finally:
        for line in fake.lines:
            await line.socket.close()
        await runner.cleanup()
        await asyncio.sleep(0)
