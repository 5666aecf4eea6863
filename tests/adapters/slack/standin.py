"""A workspace to test in: `local-slack`, with a gate in front of it for what it cannot do.

The gate hands every call on, and adds what the stand-in drops or lacks: metadata of messages, `reactions.get`, the
faults a test asks for. Everything that passed is kept, so that a test can hold it against Slack's rules.
"""

import asyncio
import json
import os
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
import pytest
from aiohttp import web

ROOT = Path(__file__).parents[3]
BINARY = "node_modules/local-slack-linux-x64/bin/local-slack"
TEAM, BOT, CHANNEL = "T0CIRCLE", "U0BOT", "C0KITCHEN"
PEOPLE = {"U0ANA": "Ana", "U0BO": "Bo", "U0CY": "Cy"}
SECRET = "a-signing-secret"  # noqa: S105 - the stand-in's


def binary() -> Path | None:
    """Where the stand-in is, if it is installed."""
    places = [os.environ.get("LOCAL_SLACK", ""), str(ROOT / ".standin" / BINARY), str(ROOT / BINARY)]
    return next((Path(place) for place in places if place and Path(place).exists()), None)


MISSING = "the stand-in for Slack is not installed: make test does that where npm is there, on Linux"


def need_standin() -> None:
    """Skip where the stand-in is not installed; fail where it has to be."""
    if binary() is None and os.environ.get("CI_STANDINS") == "required":
        pytest.fail(MISSING)
    if binary() is None:
        pytest.skip(MISSING)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@dataclass(slots=True)
class Fault:
    """What happens to the next call of a method: turned away, or done but never answered."""

    method: str
    status: int = 200
    error: str = ""
    after: float = 0.0
    lost: bool = False


@dataclass(slots=True)
class Call:
    method: str
    given: dict[str, Any]


@dataclass(slots=True)
class Workspace:
    """The stand-in and its gate."""

    port: int
    gate: int
    http: aiohttp.ClientSession
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    scopes: str = ""
    """What Slack says the bot may do; the stand-in itself says nothing about it."""
    reads_history: bool = True
    heeds_ids: bool = True
    """Whether a post with the id of an earlier one is answered with that one, as Slack does."""
    posted: dict[str, tuple[str, str]] = field(default_factory=dict)
    canvases: list[dict[str, Any]] | None = None
    """The canvases that were made; None where the workspace has none, which is all that the stand-in knows."""

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.gate}/api/"

    async def control(self, path: str, **body: object) -> Any:  # noqa: ANN401 - JSON
        async with self.http.post(f"http://127.0.0.1:{self.port}/_control/{path}", json=body) as answer:
            text = await answer.text()
            assert answer.status == 200, text
            return json.loads(text) if text else {}

    async def look(self, path: str) -> Any:  # noqa: ANN401 - JSON
        async with self.http.get(f"http://127.0.0.1:{self.port}/_control/{path}") as answer:
            return await answer.json()

    async def messages(self, channel: str = CHANNEL) -> list[dict[str, Any]]:
        found = await self.look(f"messages/{channel}")
        return found["messages"] if isinstance(found, dict) else found

    def made(self, method: str) -> list[dict[str, Any]]:
        return [call.given for call in self.calls if call.method == method]

    # --- the gate -------------------------------------------------------------------------------------------------

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        body = await request.read()
        given = _given(request, body)
        self.calls.append(Call(method, given))
        fault = next((f for f in self.faults if f.method in (method, "*")), None)
        if fault is not None:
            self.faults.remove(fault)
            if not fault.lost:
                return _turned_away(fault)
        answer = await self._answer(method, given, request, body)
        if fault is not None:
            assert request.transport is not None
            request.transport.close()
        return web.json_response(answer, headers={"x-oauth-scopes": self.scopes} if self.scopes else {})

    async def _answer(self, method: str, given: dict[str, Any], request: web.Request, body: bytes) -> Any:  # noqa: ANN401 - JSON
        if method == "reactions.get":
            return await self._reactions(given)
        if method.startswith("canvases.") and self.canvases is not None:
            return self._canvas(method, given, self.canvases)
        if (
            method in ("conversations.history", "conversations.replies", "files.list")
            and not self.reads_history
        ):
            return {"ok": False, "error": "missing_scope"}
        if method == "files.list":
            return {"ok": True, "files": self.files}
        again = self.posted.get(given.get("client_msg_id", "")) if self.heeds_ids else None
        if method == "chat.postMessage" and again is not None:
            return await self._posted_before(*again)
        url = f"http://127.0.0.1:{self.port}/api/{method}"
        headers = {k: v for k, v in request.headers.items() if k.lower() in ("authorization", "content-type")}
        async with self.http.post(url, data=body, params=request.query, headers=headers) as response:
            answer = await response.json()
        if method == "chat.postMessage" and answer.get("ok"):
            self.metadata[answer["ts"]] = given.get("metadata")
            self.posted[given.get("client_msg_id", "")] = (given["channel"], answer["ts"])
        for message in answer.get("messages", ()) if isinstance(answer.get("messages"), list) else ():
            message["metadata"] = self.metadata.get(message.get("ts"))
        return answer

    async def _posted_before(self, channel: str, ts: str) -> Any:  # noqa: ANN401 - JSON
        for message in await self.messages(channel):
            if message["ts"] == ts:
                return {"ok": True, "channel": channel, "ts": ts, "message": message}
        return {"ok": False, "error": "duplicate_message_not_found"}

    def _canvas(self, method: str, given: dict[str, Any], canvases: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - JSON
        if method == "canvases.create":
            canvases.append(given)
            return {"ok": True, "canvas_id": f"F0CANVAS{len(canvases)}"}
        if given.get("canvas_id") not in {f"F0CANVAS{n}" for n in range(1, len(canvases) + 1)}:
            return {"ok": False, "error": "canvas_not_found"}
        return {"ok": True}

    async def _reactions(self, given: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
        for message in await self.messages(given["channel"]):
            if message["ts"] == given["timestamp"]:
                return {"ok": True, "message": message}
        return {"ok": False, "error": "message_not_found"}


def _given(request: web.Request, body: bytes) -> dict[str, Any]:
    if "json" in request.content_type:
        return dict(json.loads(body or b"{}"))
    pairs = dict(request.query) | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return {name: _value(value) for name, value in pairs.items()}


def _value(text: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(text) if text[:1] in ("{", "[") else text


def _turned_away(fault: Fault) -> web.Response:
    headers = {"Retry-After": str(fault.after)} if fault.status == 429 else {}
    if fault.status >= 500:
        return web.Response(status=fault.status, text="<html>Bad gateway</html>", content_type="text/html")
    error = fault.error or "ratelimited"
    return web.json_response({"ok": False, "error": error}, status=fault.status, headers=headers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """Who and what is in a workspace: people by their ids, with their names; channels by their ids, with theirs."""

    people: Mapping[str, str] = field(default_factory=lambda: PEOPLE)
    channels: Mapping[str, str] = field(default_factory=lambda: {CHANNEL: "kitchen"})
    zone: str = "Europe/Berlin"
    http_url: str = ""
    """Where the app wants its requests; by Socket Mode if empty."""

    def written(self) -> str:
        """As the stand-in reads it. JSON is YAML."""
        mode = {"mode": "events", "requestUrl": self.http_url} if self.http_url else {"mode": "socket"}
        app = {
            "appId": "A0CIRCLE",
            "botUserId": BOT,
            "botName": "circlewise",
            "botToken": "xoxb-circle",
            "appToken": "xapp-circle",
            "signingSecret": SECRET,
        }
        users = [
            {"id": id_, "name": name, "real_name": name, "email": f"p{n}@example.org", "tz": self.zone}
            for n, (id_, name) in enumerate(self.people.items())
        ]
        channels = [
            {"id": id_, "name": name, "is_private": False, "members": [*self.people, BOT]}
            for id_, name in self.channels.items()
        ]
        return json.dumps(
            {
                "workspace": {"name": "Circles", "domain": "circles", "teamId": TEAM},
                "apps": [app | mode],
                "users": users,
                "channels": channels,
            }
        )


@asynccontextmanager
async def workspace(http_url: str = "", town: Town | None = None) -> AsyncIterator[Workspace]:
    """A fresh workspace, for as long as it is needed."""
    program = binary()
    assert program is not None
    folder = Path(tempfile.mkdtemp())
    (folder / "ws.yaml").write_text((town or Town(http_url=http_url)).written(), encoding="utf-8")
    port, gate = free_port(), free_port()
    process = await asyncio.create_subprocess_exec(
        str(program), "--config", "ws.yaml", "--port", str(port), "--base-host", "127.0.0.1",
        cwd=folder, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    async with aiohttp.ClientSession() as http:
        space = Workspace(port, gate, http)
        app = web.Application()
        app.router.add_route("*", "/api/{method}", space.handle)
        runner = web.AppRunner(app)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", gate).start()
            await _ready(space)
            yield space
        finally:
            process.kill()
            await process.wait()
            await runner.cleanup()
            shutil.rmtree(folder)


async def _ready(space: Workspace) -> None:
    for _try in range(200):
        try:
            await space.look("state")
        except aiohttp.ClientError:
            await asyncio.sleep(0.05)
        else:
            return
    raise AssertionError("the stand-in did not start")
