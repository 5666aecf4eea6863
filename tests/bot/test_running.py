"""Running on several platforms at once: a signal ends it kindly, and one that gives up does not end the others."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from adapters.port import RemoteId
from adapters.reception import Note, Sign
from bot import running
from bot.clock import MovableClock
from bot.config import ConfigFault, Settings
from tests.adapters.fake_room import FakePlatform, FakeRoom
from tests.storage.walking import START


class Serving:
    """A platform that serves until it is ended, or cannot any more; at the end it finishes what is under way."""

    def __init__(self, name: str, fault: Exception | None = None) -> None:
        self.name = name
        self.fault = fault
        self.began = asyncio.Event()
        self.drained = False

    def room(self, key: str) -> FakeRoom:
        return FakeRoom(FakePlatform(), key)

    async def serve(self) -> None:
        self.began.set()
        if self.fault is not None:
            raise self.fault
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            self.drained = True

    async def signs(self, message: RemoteId) -> Mapping[str, frozenset[Sign]]:
        return {}

    async def tell(self, account: str, told: Note) -> None:
        raise NotImplementedError


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_all_platforms_after_what_is_under_way(sign: signal.Signals):
    both = (Serving("one"), Serving("two"))
    task = asyncio.create_task(running._serve(both))
    await asyncio.gather(*(one.began.wait() for one in both))
    os.kill(os.getpid(), sign)
    await asyncio.wait_for(task, 5)

    assert [one.drained for one in both] == [True, True]


async def test_one_that_gives_up_does_not_end_the_others(caplog: pytest.LogCaptureFixture):
    good, bad = Serving("good"), Serving("bad", ValueError("a token nobody may read"))
    task = asyncio.create_task(running._serve((good, bad)))
    await good.began.wait()
    await asyncio.sleep(0.05)

    assert not task.done()
    assert "bad serves no more: ValueError" in caplog.text
    assert "nobody may read" not in caplog.text
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(task, 5)
    assert good.drained


async def test_when_all_have_given_up_running_ends_with_the_reason():
    with pytest.raises(ValueError, match="gone"):
        await asyncio.wait_for(running._serve((Serving("bad", ValueError("gone")),)), 5)


async def test_nothing_runs_without_access(tmp_path: Path):
    settings = Settings(_env_file=None, database=tmp_path / "c.db")  # type: ignore[call-arg]

    with pytest.raises(ConfigFault, match="Neither Slack nor Discord is set up"):
        await running.run(settings, MovableClock(START))
    assert not (tmp_path / "c.db").exists()


LOADING = """
import asyncio, gc, sys
from pathlib import Path
from bot import running
from bot.clock import SystemClock
from bot.config import Settings

settings = Settings(_env_file=None, database=Path(sys.argv[1]), discord_token="none")
assert "discord" not in sys.modules
try:
    asyncio.run(running.run(settings, SystemClock()))
except Exception as fault:
    print(type(fault).__name__, "discord" in sys.modules)
"""


def test_a_platform_is_loaded_before_the_house_is_opened(tmp_path: Path):
    (tmp_path / "no folder").touch()  # so no house can be opened there
    told = subprocess.run(
        [sys.executable, "-c", LOADING, str(tmp_path / "no folder" / "c.db")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout == "Unreachable True\n"
