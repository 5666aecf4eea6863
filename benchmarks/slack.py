"""A click in Slack, from the payload to the acknowledgement, beside an app of Bolt that acknowledges and does nothing.

A third app of Bolt keeps one row of each click, in SQLite and as durably: what any bot pays that loses no answer. All
get the same payloads in the same process, handed to their listeners as from the socket. Ours knows who pressed
and where, decides, commits, acknowledges, words an answer, and lets the channel's panel be edited; only the network is
left out: calls to Slack are taken by nobody, at once. Each click is the pass of another member in a round of forty, and
each circle meets in a channel of its own.

Aim: at 50 in flight under 2 × bare; 99 of 100 acknowledgements within 300 ms when 200 people click in two seconds, and
no message edited more than once in a second meanwhile; at rest under 40 MB more than bare.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.access import SlackAccess
from adapters.slack.client import SlackPlatform
from benchmarks.kit.bare import bare, commit
from benchmarks.kit.figures import Figure, Scale, below, percentile
from benchmarks.kit.houses import folder
from bot.clock import SystemClock
from bot.config import Settings
from bot.desk import Desk
from bot.reception import open_reception
from facilitation.commands import Found, Propose
from facilitation.model import CircleId, Draft, Duty, Member, PersonId, ProceedingId
from facilitation.proceeding import wake_at
from storage import people
from storage.database import Database
from storage.people import Person

MEMBERS: Final = 41
"""In each circle; all but the one who proposes are asked."""
IN_FLIGHT: Final = 50
TEAM: Final = "T0BENCH"
NAME: Final = "Ana"
"""What everybody is called, here and in Slack: nobody changes their name with a click."""
_ROOT: Final = Path(__file__).parents[1]

Json = dict[str, Any]
Send = Callable[[Json], Awaitable[object]]


def run(scale: Scale) -> list[Figure]:
    """Measure the three."""
    circles, clicks, repeats = scale.of((10, 200, 3), (1, 20, 1))
    runs = [asyncio.run(_once(circles, clicks)) for _ in range(repeats)]
    ours, theirs, keeping = (median(one[place] for one in runs) for place in range(3))
    late = median(percentile(one[3], 0.99) for one in runs) * 1000
    edits = max(one[4] for one in runs)
    more = median(_more() for _ in range(repeats))
    return [
        _ratio("click in Slack, durable, 50 in flight", ours * 1000, ours / theirs),
        Figure(
            name="the same beside an app that keeps a row", value=ours * 1000, unit="ms", ratio=ours / keeping
        ),
        below(300, f"acknowledgement, {clicks} clicks in 2 s, p99", late, "ms"),
        below(1.01, "edits of one message in a second, most", edits, "a second"),
        below(40, "at rest in Slack, more than bare", more, "MB"),
    ]


def _ratio(name: str, value: float, ratio: float) -> Figure:
    return Figure(name=name, value=value, unit="ms", ratio=ratio, aim="under 2 × bare", met=ratio < 2)  # noqa: PLR2004 - as it says


Readings = tuple[float, float, float, list[float], float]
"""Seconds of one of ours, one bare, one kept, and of each acknowledgement; the most edits of a message in a second."""


async def _once(circles: int, clicks: int) -> Readings:
    with folder() as place:
        async with _ours(place / "first.db", circles) as (send, payloads, _quiet, desk):
            ours = await _at_once(send, payloads)
            await _counted(desk, len(payloads))
            theirs = await _at_once(_sending(_bare(_nothing)), payloads)
            with bare(place / "bare.db") as db:
                keeping = await _at_once(_sending(_bare(_keeping(db))), payloads)
        async with _ours(place / "second.db", circles) as (send, payloads, quiet, desk):
            late = await _spread(send, payloads[:clicks], 2.0)
            await _counted(desk, clicks)
            edits = quiet.most_in_a_second()
    return ours, theirs, keeping, late, edits


# --- the two of them ------------------------------------------------------------------------------------------


Keep = Callable[[str], Awaitable[None]]


async def _nothing(_click: str) -> None:
    """Nothing is kept."""


def _keeping(db: sqlite3.Connection) -> Keep:
    """One row of each click, in a transaction of its own and a thread that the event loop does not wait for."""
    row = "INSERT INTO inbox (delivery, stream, first, last, upto, at) VALUES (?, '', 0, 0, 0, '')"
    thread = ThreadPoolExecutor(max_workers=1)

    async def keep(click: str) -> None:
        await asyncio.get_running_loop().run_in_executor(thread, commit, db, [(row, [(click,)])])

    return keep


def _bare(keep: Keep) -> AsyncApp:
    """An app as Bolt's documentation begins one: it acknowledges what it has kept."""

    async def authorized(**_given: object) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_token="xoxb-x", bot_user_id="U0BOT")  # noqa: S106

    app = AsyncApp(authorize=authorized, signing_secret="x", request_verification_enabled=False)  # noqa: S106 - nobody's

    async def acknowledge(ack: AsyncAck, body: Json) -> None:
        await keep(body["user"]["id"])
        await ack()

    app.action("acts-0")(acknowledge)
    return app


class Quiet:
    """Slack's Web API, which takes everything at once and says nothing; edits are counted."""

    def __init__(self) -> None:
        self.edits: list[tuple[str, float]] = []
        self._number = count(1)

    async def call(self, method: str, **given: object) -> Json:
        """Take it."""
        if method == "chat.update":
            self.edits.append((str(given["ts"]), time.monotonic()))
        user = {"name": NAME, "tz": "UTC", "locale": "en-GB"}
        ts = f"{next(self._number)}.0"
        return {
            "ok": True,
            "team_id": TEAM,
            "user_id": "U0BOT",
            "ts": ts,
            "user": user,
            "channel": {"id": "D0"},
        }

    async def respond(self, url: str, body: Json) -> None:
        """Take it."""

    async def close(self) -> None:
        """There is nothing to close."""

    def most_in_a_second(self) -> float:
        """The most edits of one message between any edit and a second later."""
        by: dict[str, list[float]] = defaultdict(list)
        for ts, at in self.edits:
            by[ts].append(at)
        return float(
            max((sum(0 <= b - a < 1 for b in many) for many in by.values() for a in many), default=0)
        )


@asynccontextmanager
async def _ours(path: Path, circles: int) -> AsyncIterator[tuple[Send, list[Json], Quiet, Desk]]:
    """The bot as it runs, with its circles in the middle of a round, and what people press next."""
    settings = Settings.model_construct(database=path, cache_proceedings=256)
    async with open_reception(settings, SystemClock()) as reception:
        access = SlackAccess(bot_token="xoxb-x", app_token="xapp-x")  # noqa: S106 - nobody's
        platform, quiet = SlackPlatform(access, reception), Quiet()
        for part in (platform, platform._inputs._people, platform._inputs._reactions, platform._answers):  # noqa: SLF001
            part._api = quiet  # type: ignore[assignment]  # noqa: SLF001 - the network is what is left out
        desk = reception.hall.house.desk
        made = [await _circle(desk, number) for number in range(circles)]
        await reception.hall.directory.load()
        await reception.connect(platform)
        await platform.introduce()
        await reception.hall.house.delivery.settled()
        payloads = [_press(*one) for many in zip(*made, strict=True) for one in many]
        yield _sending(platform.app()), payloads, quiet, desk
        await platform._drain()  # noqa: SLF001 - as at its end


async def _circle(desk: Desk, number: int) -> list[tuple[str, str, str]]:
    """A circle with a proposal; what each member presses, and in which channel."""
    now, id_ = SystemClock().now(), CircleId(f"c-{number}")
    members = [PersonId(f"u-{number}-{n}") for n in range(MEMBERS)]
    for who in members:
        await desk.write(people.save_person, Person(who, NAME))
        await desk.write(people.save_account, "slack", f"{TEAM}/{_user(who)}", who)
    await desk.write(people.settle, f"slack:{TEAM}/C{number}", id_)
    duties = {members[0]: (Duty.FACILITATOR,)}
    found = Found(
        id=id_,
        name=id_,
        aim="",
        overrides=(("rounds", "together"),),
        members=tuple(Member(person=who, duties=duties.get(who, ())) for who in members),
    )
    circle = (await desk.handle(id_, found, f"found {id_}", now)).circle
    draft = Draft(text="We paint the door.", review=now.replace(year=now.year + 1))
    p_id = ProceedingId(f"p-{number}")
    propose = Propose(by=members[0], id=p_id, circle=circle, title="Door", draft=draft)
    p = (await desk.handle(p_id, propose, f"propose {id_}", now)).proceeding
    assert wake_at(p) is None or wake_at(p) > now
    return [(_user(who), f"1.{p_id}.{p.table_step}.Pass..!", f"C{number}") for who in members[1:]]


def _user(who: PersonId) -> str:
    return who.upper().replace("-", "X")


async def _counted(desk: Desk, clicks: int) -> None:
    """Each click was worth an answer, not a refusal."""
    assert await desk.read(_passes) == clicks


def _passes(db: sqlite3.Connection) -> int:
    (count_,) = db.execute("SELECT count(*) FROM log WHERE kind = 'Passed'").fetchone()
    return int(count_)


# --- clicks ---------------------------------------------------------------------------------------------------


def _press(user: str, token: str, channel: str) -> Json:
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": user, "username": user, "team_id": TEAM},
        "channel": {"id": channel},
        "container": {"type": "message", "message_ts": "1.0", "channel_id": channel},
        "response_url": "http://127.0.0.1:9/",
        "trigger_id": f"t.{user}",
        "actions": [
            {
                "type": "button",
                "action_id": "acts-0",
                "block_id": "acts-row-0",
                "value": token,
                "action_ts": user,
            }
        ],
    }


def _sending(app: AsyncApp) -> Send:
    async def send(body: Json) -> object:
        answer = await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
        assert answer.status == 200  # noqa: PLR2004 - the only status that acknowledges
        return answer

    return send


async def _at_once(send: Send, payloads: Sequence[Json]) -> float:
    """Seconds of one click, when so many are always under way."""
    waiting = iter(payloads)

    async def hand() -> None:
        for body in waiting:
            await send(body)

    began = time.perf_counter()
    await asyncio.gather(*(hand() for _ in range(IN_FLIGHT)))
    return (time.perf_counter() - began) / len(payloads)


async def _spread(send: Send, payloads: Sequence[Json], seconds: float) -> list[float]:
    """Seconds until each was acknowledged, counted from when it was to arrive."""
    began, every = time.perf_counter(), seconds / len(payloads)

    async def one(place: int, body: Json) -> float:
        due = began + place * every
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await send(body)
        return time.perf_counter() - due

    return await asyncio.gather(*(one(place, body) for place, body in enumerate(payloads)))


# --- at rest --------------------------------------------------------------------------------------------------


def _more() -> float:
    """Megabytes of ours more than of a bare one: a database that is there, tables and all, as at any start."""
    with folder() as place:
        Database(place / "resting.db").close()
        return _weight("ours", str(place / "resting.db")) - _weight("bare")


def _weight(*which: str) -> float:
    """Megabytes of a process that listens, and has nothing to do."""
    command = [sys.executable, "-m", "benchmarks.kit.resting", *which]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own
    return float(json.loads(done.stdout)["megabytes"])
