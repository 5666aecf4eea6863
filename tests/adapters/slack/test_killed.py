"""`circlewise run` against the stand-in, killed again and again: nothing is lost, nothing is shown twice.

The circle is founded and the proposal brought as people do it, with `/circle new` and `/circle propose`. Then every
other press is followed by a kill -9 after some milliseconds; the bot is started again, and whoever is not sure presses
once more.
"""

import asyncio
import json
import os
import random
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from adapters.slack.text import Json
from tests.adapters.slack.evening import ANA, BO, CHANNEL, CIRCLE, CY, TOWN
from tests.adapters.slack.reading import buttons_of, filled, slack_id
from tests.adapters.slack.standin import Workspace, need_standin, workspace

ROOT = Path(__file__).parents[3]
STEPS = (
    ("Passed", BO, "Pass"),
    ("Passed", CY, "Pass"),
    ("Spoke", BO, "Speak"),
    ("Spoke", ANA, "Speak"),
    ("Spoke", CY, "Speak"),
    ("TextStands", ANA, "LetStand"),
    ("Consented", CY, "Consent"),
    ("Consented", ANA, "Consent"),
    ("Consented", BO, "Consent"),
)
"""What comes true, by whom, and how."""
ONCE = {"Passed": 2, "Spoke": 3, "TextStands": 2, "Consented": 3}
"""How often each came true in the end: as often as somebody meant it. A text stands when it is brought, too."""


async def until(so: Callable[[], Awaitable[object]], seconds: float = 60.0) -> None:
    async with asyncio.timeout(seconds):
        while not await so():  # noqa: ASYNC110 - it is another program that makes it so
            await asyncio.sleep(0.03)


@dataclass(slots=True)
class Running:
    """The bot as a program of its own, and the people before their screens."""

    space: Workspace
    database: Path
    ui: aiohttp.ClientWebSocketResponse
    process: asyncio.subprocess.Process | None = None
    stack: list[Json] = field(default_factory=list)
    kills: int = 0

    async def start(self) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CIRCLEWISE_")}
        own = {
            "CIRCLEWISE_DATABASE": str(self.database),
            "CIRCLEWISE_SLACK_BOT_TOKEN": "xoxb-circle",
            "CIRCLEWISE_SLACK_APP_TOKEN": "xapp-circle",
            "CIRCLEWISE_SLACK_API_URL": self.space.api,
        }
        since = time.time() * 1000
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=kept | own, cwd=ROOT, stderr=asyncio.subprocess.DEVNULL
        )
        await until(lambda: self._connected(since))

    async def _connected(self, since: float) -> bool:
        """Whether the stand-in has greeted somebody since then."""
        entries = (await self.space.look("log"))["log"]
        return any("socket connected" in one["summary"] and one["time"] >= since for one in entries)

    async def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()
        self.kills += 1

    async def end(self) -> int:
        assert self.process is not None
        self.process.terminate()
        return await asyncio.wait_for(self.process.wait(), 20)

    async def read_windows(self) -> None:
        async for told in self.ui:
            found = json.loads(told.data)
            if found["t"] == "view":
                self.stack = found["stack"]

    async def say(self, who: str, words: str, values: Json) -> None:
        """Type a command, fill in its form and hand it in."""
        await self.space.control(
            "command", channel=CHANNEL, user=slack_id("U", who), command="/circle", text=words
        )
        await until(self._is_open)
        await self._hand_in(who, values)

    async def _is_open(self) -> bool:
        return bool(self.stack) and self.stack[-1]["callback_id"] == "form"

    async def _hand_in(self, who: str, values: Json) -> None:
        shown = filled(self.stack[-1], values, ZoneInfo("UTC"))
        self.stack = []
        await self.ui.send_json({"t": "view_submit", "user": slack_id("U", who), "values": shown})

    async def press(self, who: str, verb: str) -> bool:
        """Press what stands in the channel, and hand its form in if it opens one; whether there was anything."""
        messages = await self.space.messages(CHANNEL)
        buttons = [one for m in messages if not m.get("ephemeral_to") for one in buttons_of(CHANNEL, m)]
        found = [one for one in buttons if one.token.verb == verb]
        if not found:
            return False
        channel, ts, action = found[-1].where  # type: ignore[misc]
        await self.ui.send_json({"t": "view_close", "user": slack_id("U", who)})
        self.stack = []
        await self.space.control(
            "interact", channel=channel, messageTs=ts, user=slack_id("U", who), action=action
        )
        if verb == "Speak":
            await until(self._is_open, 3)
            await self._hand_in(who, {"text": "I like it."})
        return True

    def count(self, kind: str) -> int:
        """How often something came true, looked up from outside."""
        if not self.database.exists():
            return 0
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=5) as db:
            return int(db.execute("SELECT count(*) FROM log WHERE kind = ?", (kind,)).fetchone()[0])

    async def came_true(self, kind: str, times: int) -> bool:
        return self.count(kind) >= times


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    need_standin()
    async with workspace(town=TOWN) as space:
        ui = await space.http.ws_connect(f"http://127.0.0.1:{space.port}/ui", max_msg_size=0)
        one = Running(space, tmp_path / "circlewise.db", ui)
        reading = asyncio.create_task(one.read_windows())
        await one.start()
        yield one
        if one.process is not None and one.process.returncode is None:
            one.process.kill()
            await one.process.wait()
        reading.cancel()
        await ui.close()


async def found_and_propose(running: Running) -> None:
    await running.say(ANA, "new", {"name": "Kitchen", "members": (BO, CY)})
    await until(lambda: shows(running, "welcome"))
    await running.say(ANA, "propose Soup", {"draft.text": "We cook soup on Fridays."})
    await until(lambda: running.came_true("Opened", 1))


async def step(running: Running, step_: tuple[str, str, str], after: float | None) -> None:
    """Press until it came true, with the bot killed `after` so many seconds of the first try, if at all."""
    kind, who, verb = step_
    times = running.count(kind) + 1
    for trial in range(20):
        killing = (
            asyncio.create_task(_kill_soon(running, after)) if trial == 0 and after is not None else None
        )
        with suppress(TimeoutError):  # nobody was there
            await running.press(who, verb)
        if killing is not None:
            await killing
            await running.start()
        try:
            await until(lambda: running.came_true(kind, times), 2)
        except TimeoutError:
            continue
        return
    told = [
        m["text"]
        for m in await running.space.messages(CHANNEL)
        if m.get("ephemeral_to") == slack_id("U", who)
    ]
    raise AssertionError(f"{verb} of {who} never came true; told: {told[-3:]}; shown: {await cards(running)}")


async def _kill_soon(running: Running, seconds: float) -> None:
    await asyncio.sleep(seconds)
    await running.kill()


async def test_a_bot_that_is_killed_again_and_again_goes_on_where_it_was(running: Running):
    dice = random.Random(5)  # noqa: S311 - when to kill
    await found_and_propose(running)

    for place, one in enumerate(STEPS):
        await step(running, one, dice.uniform(0.0, 0.12) if place % 2 == 0 else None)

    assert running.kills == len(STEPS[::2])
    assert {kind: running.count(kind) for kind, _who, _verb in STEPS} == ONCE
    await until(lambda: shows(running, "decision"))
    assert await running.end() == 0
    assert [key for key, n in Counter(await cards(running)).items() if n > 1] == []
    await proved(running)


async def shows(running: Running, key: str) -> bool:
    return any(key in one for one in await cards(running))


async def cards(running: Running) -> list[str]:
    """The keys of the cards in the channel."""
    marked = {ts: data["event_payload"]["card"] for ts, data in running.space.metadata.items() if data}
    return [marked[m["ts"]] for m in await running.space.messages(CHANNEL) if m["ts"] in marked]


async def proved(running: Running) -> None:
    """The log is whole, and all that is derived from it is what it says."""
    command = (sys.executable, "-m", "bot", "verify", "--database", str(running.database))
    verify = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    said, _ = await verify.communicate()
    assert verify.returncode == 0, said.decode()


async def test_a_bot_that_is_asked_to_end_finishes_what_is_under_way(running: Running):
    await found_and_propose(running)
    await until(lambda: _offers(running, "Pass"))
    await running.press(BO, "Pass")
    await asyncio.sleep(0.05)

    assert await running.end() == 0

    assert running.count("Passed") == 1
    told = [m for m in await running.space.messages(CHANNEL) if m.get("ephemeral_to") == slack_id("U", BO)]
    assert "Noted" in str(told)
    assert CIRCLE


async def _offers(running: Running, verb: str) -> bool:
    messages = [m for m in await running.space.messages(CHANNEL) if not m.get("ephemeral_to")]
    return any(one.token.verb == verb for m in messages for one in buttons_of(CHANNEL, m))
