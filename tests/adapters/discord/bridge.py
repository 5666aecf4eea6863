"""simcord's Discord on loopback: a REST interface and a gateway that an unmodified discord.py in another process meets.

simcord keeps the world and the people in it (`env`); a `Bridge` puts the wire in front: sessions that are resumed or
not, sequence numbers, compression, limits on how often, answers that get lost. Time passes here as it does for the
program on the other side. What it uses of simcord is not simcord's public interface, so it stands in this one file,
pinned to one version, with tests of its own.

    async with world_on_the_wire() as bridge:
        program = start(bridge.settings)
        ...
"""

# ruff: noqa: ANN401 - what crosses the wire is JSON of any shape

from __future__ import annotations

import asyncio
import io
import json
import re
import socket
import struct
import time
import zlib
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from functools import partial
from typing import Any, Final

import discord
import simcord
from aiohttp import BodyPartReader, WSMsgType, web
from simcord.backend import serializers
from simcord.backend.errors import BackendError
from simcord.gateway import FakeGateway, FakeWebSocket
from simcord.http import router
from simcord.intents import PRIVILEGED_INTENTS

TOKEN: Final = "bridge.token.of-the-bot"  # noqa: S105 - of a bot that exists in this process only
API: Final = "/api/v10"
DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, CHUNKS, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 8, 9, 10, 11
WRONG_TOKEN, DISALLOWED_INTENTS = 4004, 4014
ENDS_SESSION: Final = (1000, 1001)


class LiveClock:
    """simcord's clock, going as real time does, and `ahead` of it by what a test let pass."""

    def __init__(self) -> None:
        self._start = datetime.now(UTC)
        self._since = time.monotonic()
        self.ahead = 0.0

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self._since + self.ahead

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.elapsed)

    def advance(self, seconds: float) -> None:
        self.ahead += seconds


class _Parsers:
    """Where simcord looks for what reads an event: whatever it is, it goes to the wire."""

    def __init__(self, push: Callable[[str, Any], None]) -> None:
        self._push = push

    def __getitem__(self, event: str) -> Callable[[Any], None]:
        return partial(self._push, event)

    get = __getitem__


class Line:
    """One open websocket; what is said on it leaves in order, compressed as it was asked for."""

    def __init__(self, ws: web.WebSocketResponse, *, compressed: bool) -> None:
        self.ws = ws
        self.closed_with: int | None = None  # who closes first says with what; the other side only echoes
        self._deflate = zlib.compressobj() if compressed else None
        self._waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._writer = asyncio.create_task(self._write())

    def say(self, op: int, data: Any = None, **more: Any) -> None:
        self._waiting.put_nowait({"op": op, "d": data, "s": None, "t": None, **more})

    async def close(self, code: int) -> None:
        self.closed_with = self.closed_with or code
        self._writer.cancel()
        await asyncio.gather(self._writer, return_exceptions=True)
        with suppress(ConnectionError):
            await self.ws.close(code=code)

    async def _write(self) -> None:
        with suppress(ConnectionError):
            while True:
                text = json.dumps(await self._waiting.get())
                if self._deflate is None:
                    await self.ws.send_str(text)
                else:
                    packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                    await self.ws.send_bytes(packed)


class Session:
    """What Discord remembers of one identified connection, whether it is open or not."""

    def __init__(self, backend: Any, name: str, identity: dict[str, Any]) -> None:
        self.name = name
        self.intents = discord.Intents._from_value(int(identity["intents"]))
        self.shard, self.shards = identity.get("shard") or (0, 1)
        self.line: Line | None = None
        self.parsers = _Parsers(self.push)
        self.gateway = FakeGateway(backend, self)
        self.members = FakeWebSocket(backend, self.gateway, shard_id=self.shard)
        self._sent: list[dict[str, Any]] = []

    def push(self, event: str, payload: Any) -> None:
        """Say something that happened, now or when the session is resumed."""
        said = {"d": payload, "s": len(self._sent) + 1, "t": event}
        self._sent.append(said)
        if self.line is not None:
            self.line.say(DISPATCH, **_renamed(said))

    def feed(self, event: str, payload: Any) -> None:
        """Say what happened if it is this shard's business and within the intents."""
        guild = guild_of(event, payload)
        if (guild >> 22) % self.shards == self.shard:
            self.gateway.feed(event, payload)

    def resume(self, line: Line, seen: int) -> None:
        self.line = line
        for said in self._sent[seen:]:
            line.say(DISPATCH, **_renamed(said))
        self.push("RESUMED", {})


def guild_of(event: str, payload: Any) -> int:
    """The guild that an event is of; 0 for none."""
    return int(payload.get("guild_id") or (event.startswith("GUILD_") and payload.get("id")) or 0)


def _renamed(said: dict[str, Any]) -> dict[str, Any]:
    return {"data": said["d"], "s": said["s"], "t": said["t"]}


@dataclass(slots=True)
class Limit:
    """So many calls in so many seconds, counted for each channel, guild or webhook by itself.

    What is not `told` is not in the headers: the first that is heard of it is being turned away.
    """

    name: str
    calls: re.Pattern[str]
    most: int
    seconds: float
    told: bool = True
    scope: str = "user"
    turned_away: int = 0
    _taken: dict[str, deque[float]] = field(default_factory=dict)

    def take(self, major: str) -> tuple[bool, dict[str, str]]:
        """Whether one more call goes through, and what the headers say about it."""
        now, taken = time.monotonic(), self._taken.setdefault(major, deque())
        while taken and taken[0] <= now - self.seconds:
            taken.popleft()
        passes = len(taken) < self.most
        if passes:
            taken.append(now)
        else:
            self.turned_away += 1
        wait = taken[0] + self.seconds - now
        headers = {
            "X-RateLimit-Bucket": self.name,
            "X-RateLimit-Limit": str(self.most),
            "X-RateLimit-Remaining": str(self.most - len(taken)),
            "X-RateLimit-Reset": f"{time.time() + wait:.3f}",
            "X-RateLimit-Reset-After": f"{wait:.3f}",
        }
        return passes, headers if self.told or not passes else {}


@dataclass(slots=True)
class Trouble:
    """What goes wrong with the next `times` calls of a kind.

    `how` is a status such as 503, or what becomes of the connection: "reset", "closed", or "silence" for as many
    seconds as `slow`. If `heard`, the call takes effect all the same, and only its answer is lost.
    """

    method: str
    path: str
    how: int | str
    times: int = 1
    heard: bool = False
    slow: float = 30.0


@dataclass(frozen=True, slots=True)
class Call:
    """One call that was made: what, and when by the machine's steady clock."""

    method: str
    path: str
    body: Any
    at: float
    status: int


@dataclass(slots=True)
class _Upload:
    """A file as simcord takes it."""

    filename: str
    fp: io.BytesIO
    description: str | None = None


class Bridge:
    """Discord at an address of this machine."""

    def __init__(self, env: simcord.Env) -> None:
        self.env = env
        self.backend = env.backend
        self.clock = LiveClock()
        self.backend.clock = self.clock  # type: ignore[assignment] - what simcord asks of a clock
        self.sessions: dict[str, Session] = {}
        self.limits: list[Limit] = []
        self.troubles: list[Trouble] = []
        self.calls: list[Call] = []
        self.listeners: list[Callable[[Call], None]] = []
        self.identified = 0
        self.resumed = 0
        self.refused_resumes = 0
        self.approved = discord.Intents.default()
        self._port = 0
        self._lines: set[Line] = set()
        self._barred: set[int] = set()
        self._out: set[int] = set()
        self.backend.subscribers.append(self._happened)

    # --- addresses

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self._port}{API}"

    @property
    def gateway(self) -> str:
        return f"ws://127.0.0.1:{self._port}/gateway"

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Bridge]:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_get("/gateway", self._gateway)
        app.router.add_get("/gateway/", self._gateway)
        app.router.add_route("*", API + "/{path:.*}", self._rest)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self._port)
        await site.start()
        assert site._server is not None
        self._port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
        try:
            yield self
        finally:
            self.backend.subscribers.remove(self._happened)
            await self.hang_up(1001)
            await runner.cleanup()

    # --- what a test does to the connection

    @property
    def connected(self) -> bool:
        return any(session.line is not None for session in self.sessions.values())

    async def hang_up(self, code: int = 4000, shard: int | None = None) -> None:
        """Close every websocket, or those of one shard; with 1000 or 1001 the sessions end too."""
        every = {each.line: each.shard for each in self.sessions.values() if each.line is not None}
        for line in tuple(self._lines):
            if shard in (None, every.get(line)):
                await line.close(code)

    def is_up(self, shard: int) -> bool:
        """Whether a shard has a connection that is identified or resumed."""
        return any(each.line is not None and each.shard == shard for each in self.sessions.values())

    @asynccontextmanager
    async def barred(self, shard: int) -> AsyncIterator[None]:
        """Let nobody connect this shard for a while; its line is closed, its session waits."""
        self._barred.add(shard)
        await self.hang_up(shard=shard)
        try:
            yield
        finally:
            self._barred.discard(shard)

    def ask_to_reconnect(self) -> None:
        """Op 7: Discord wants the program to connect anew and to resume."""
        self._say_all(RECONNECT)

    def invalidate(self, *, resumable: bool) -> None:
        """Op 9: the session is no good any more, or has to be resumed."""
        if not resumable:
            self.forget_sessions(but_open=True)
        self._say_all(INVALID, data=resumable)

    def forget_sessions(self, *, but_open: bool = False) -> None:
        """Lose what would have been replayed: whoever resumes is told to begin anew."""
        self.sessions = {} if not but_open else {f"{name} gone": each for name, each in self.sessions.items()}

    def throw_out(self, guild: int) -> None:
        """Somebody removes the bot from a guild, which goes on without it."""
        self._happened("GUILD_DELETE", {"id": str(guild)})
        self._out.add(guild)

    def invite(self, guild: int) -> None:
        """Somebody invites it again."""
        self._out.discard(guild)
        found = self.backend.guilds[guild]
        self._happened("GUILD_CREATE", dict(serializers.guild_create_payload(self.backend, found)))

    def limit(self, name: str, calls: str, most: int, seconds: float, **more: Any) -> Limit:
        """Allow `most` calls in `seconds`, of those whose "METHOD /path" the pattern matches whole."""
        limit = Limit(name, re.compile(calls), most, seconds, **more)
        self.limits.append(limit)
        return limit

    def trouble(self, method: str, path: str, how: int | str, **more: Any) -> Trouble:
        """Let the next calls of this kind go wrong; `path` may have asterisks."""
        trouble = Trouble(method, path, how, **more)
        self.troubles.append(trouble)
        return trouble

    def made(self, method: str, path: str) -> list[Call]:
        """The calls that were made so far, of a kind."""
        return [each for each in self.calls if each.method == method and fnmatchcase(each.path, path)]

    # --- the gateway

    def _say_all(self, op: int, *, data: Any = None) -> None:
        for line in self._lines:
            line.say(op, data)

    def _happened(self, event: str, payload: Any) -> None:
        if guild_of(event, payload) in self._out:
            return
        for session in tuple(self.sessions.values()):
            session.feed(event, payload)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(max_msg_size=0)
        await ws.prepare(request)
        line = Line(ws, compressed=request.query.get("compress") == "zlib-stream")
        self._lines.add(line)
        line.say(HELLO, {"heartbeat_interval": 41250})
        try:
            async for message in ws:
                if message.type is WSMsgType.TEXT:
                    await self._heard(line, json.loads(message.data))
        finally:
            self._lines.discard(line)
            self._left(line, line.closed_with or ws.close_code)
            await line.close(1000)
        return ws

    def _left(self, line: Line, code: int | None) -> None:
        for name, session in tuple(self.sessions.items()):
            if session.line is line:
                session.line = None
                if code in ENDS_SESSION:
                    del self.sessions[name]

    async def _heard(self, line: Line, message: dict[str, Any]) -> None:
        data = message.get("d")
        match message["op"]:
            case 1:
                line.say(ACK)
            case 2:
                await self._identify(line, data)
            case 6:
                await self._resume(line, data)
            case 8:
                await self._members(line, data)

    async def _identify(self, line: Line, identity: dict[str, Any]) -> None:
        if identity["token"] != TOKEN:
            await line.close(WRONG_TOKEN)
            return
        session = Session(self.backend, f"session-{self.identified}", identity)
        if session.shard in self._barred:
            await line.close(4000)
            return
        wanted = session.intents
        if any(getattr(wanted, name) and not getattr(self.approved, name) for name in PRIVILEGED_INTENTS):
            await line.close(DISALLOWED_INTENTS)
            return
        self.identified += 1
        for name, other in tuple(
            self.sessions.items()
        ):  # a shard has one session that anybody will come back to
            if other.line is None and other.shard == session.shard:
                del self.sessions[name]
        session.line = line
        self.sessions[session.name] = session
        self._welcome(session)

    def _welcome(self, session: Session) -> None:
        every = self.backend.guilds.values()
        guilds = [
            each for each in every if self.backend.bot_user.id in each.members and each.id not in self._out
        ]
        own = [each for each in guilds if (each.id >> 22) % session.shards == session.shard]
        ready = {
            "v": 10,
            "user": dict(serializers.user_payload(self.backend.bot_user)),
            "guilds": [{"id": str(each.id), "unavailable": True} for each in own],
            "session_id": session.name,
            "resume_gateway_url": self.gateway,
            "shard": [session.shard, session.shards],
            "application": {"id": str(self.backend.application_id), "flags": 0},
        }
        session.push("READY", ready)
        for guild in own:
            session.feed("GUILD_CREATE", serializers.guild_create_payload(self.backend, guild))

    async def _resume(self, line: Line, data: dict[str, Any]) -> None:
        session = self.sessions.get(data["session_id"])
        if session is not None and session.shard in self._barred:
            await line.close(4000)
            return
        if session is None or data["token"] != TOKEN:
            self.refused_resumes += 1
            line.say(INVALID, data=False)
            return
        self.resumed += 1
        session.resume(line, int(data["seq"]))

    async def _members(self, line: Line, data: dict[str, Any]) -> None:
        (session,) = (each for each in self.sessions.values() if each.line is line)
        await session.members.request_chunks(
            int(data["guild_id"]),
            data.get("query"),
            limit=data.get("limit", 0),
            user_ids=data.get("user_ids"),
            presences=data.get("presences", False),
            nonce=data.get("nonce"),
        )

    # --- the interface

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        body, files = await _body(request)
        path = request.rel_url.raw_path.removeprefix(API)
        trouble = self._trouble(request.method, path)
        if trouble is not None and not trouble.heard:
            return await self._fail(request, path, body, trouble)
        passes, headers = self._count(request.method, path)
        if not passes:
            answer = _turned_away(headers)
        elif not _allowed(request, path):
            answer = _answer(401, {"code": 0, "message": "401: Unauthorized"})
        else:
            answer = self._dispatch(request, path, body, files)
            answer.headers.update(headers)
        if trouble is not None:
            return await self._fail(request, path, body, trouble)
        self._note(Call(request.method, path, body, time.monotonic(), answer.status))
        return answer

    def _note(self, call: Call) -> None:
        self.calls.append(call)
        for listen in self.listeners:
            listen(call)

    def _dispatch(self, request: web.Request, path: str, body: Any, files: list[_Upload]) -> web.Response:
        if path == "/gateway/bot":
            limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
            return _answer(200, {"url": self.gateway, "shards": 1, "session_start_limit": limit})
        if self._is_out(path):
            return _answer(403, {"code": 50001, "message": "Missing Access"})
        reason = request.headers.get("X-Audit-Log-Reason")
        try:
            given = router.dispatch(
                self.backend,
                request.method,
                path,
                json=body,
                params=dict(request.query),
                files=files,
                reason=reason,
            )
        except BackendError as error:
            return _answer(error.status, error.to_json())
        return web.Response(status=204) if given is None else _answer(200, given)

    def _is_out(self, path: str) -> bool:
        """Whether this is about a guild that the bot was removed from."""
        _, kind, id_, *_ = [*path.split("/"), "", ""]
        if not self._out or kind not in ("guilds", "channels"):
            return False
        channel = self.backend.channels.get(int(id_)) if kind == "channels" else None
        return (channel.guild_id if channel is not None else int(id_)) in self._out

    def _count(self, method: str, path: str) -> tuple[bool, dict[str, str]]:
        for limit in self.limits:
            if limit.calls.fullmatch(f"{method} {path}"):
                major = re.match(r"/(?:channels|guilds|webhooks|interactions)/\d+", path)
                return limit.take(major[0] if major else "")
        return True, {}

    def _trouble(self, method: str, path: str) -> Trouble | None:
        for trouble in self.troubles:
            if trouble.times > 0 and trouble.method in (method, "*") and fnmatchcase(path, trouble.path):
                trouble.times -= 1
                return trouble
        return None

    async def _fail(self, request: web.Request, path: str, body: Any, trouble: Trouble) -> web.StreamResponse:
        status = trouble.how if isinstance(trouble.how, int) else 0
        self._note(Call(request.method, path, body, time.monotonic(), status))
        if isinstance(trouble.how, int):
            return _answer(trouble.how, {"code": 0, "message": "something went wrong"})
        if trouble.how == "silence":
            await asyncio.sleep(trouble.slow)
        assert request.transport is not None
        if trouble.how == "reset":  # not a farewell but an RST: ECONNRESET on the other side
            raw = request.transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()
        return web.Response(status=500)


def _allowed(request: web.Request, path: str) -> bool:
    """Whether the token is right; what is answered by an interaction's own token needs none."""
    if path.startswith(("/interactions/", "/webhooks/")):
        return True
    return request.headers.get("Authorization") == f"Bot {TOKEN}"


def _turned_away(headers: dict[str, str]) -> web.Response:
    wait = headers["X-RateLimit-Reset-After"]
    body = {"message": "You are being rate limited.", "retry_after": float(wait), "global": False}
    answer = _answer(
        429, body
    )  # without `Via`, discord.py takes it for a ban by whoever stands before Discord
    answer.headers.update({**headers, "Retry-After": wait, "Via": "1.1 google", "X-RateLimit-Scope": "user"})
    return answer


def _answer(status: int, body: Any) -> web.Response:
    """JSON whose type is named without a character set: discord.py compares the whole header."""
    response = web.Response(status=status, body=json.dumps(body).encode())
    response.headers["Content-Type"] = "application/json"
    return response


async def _body(request: web.Request) -> tuple[Any, list[_Upload]]:
    if not request.content_type.startswith("multipart/"):
        text = await request.text()
        return (json.loads(text) if text else None), []
    body, files = None, []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        if part.name == "payload_json":
            body = json.loads(await part.text())
        else:
            files.append(_Upload(part.filename or "", io.BytesIO(await part.read())))
    return body, files


@asynccontextmanager
async def world_on_the_wire() -> AsyncIterator[Bridge]:
    """An empty Discord with its people's hands (`bridge.env`), to be met over loopback."""
    nobody = discord.Client(
        intents=discord.Intents.all()
    )  # simcord wants a bot of its own process; this one is deaf
    env = simcord.Env(nobody, check_errors=False)
    await env.start()
    try:
        async with Bridge(env).serving() as bridge:
            yield bridge
    finally:
        await env.shutdown()
