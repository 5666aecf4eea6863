import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot import clock as clock_module
from bot.clock import Alarm, MovableClock, SystemClock
from bot.ids import new_circle, new_person, new_proceeding
from tests.storage.walking import START

SECOND = timedelta(seconds=1)


class Dues:
    """Instants that fall due, and how late each was noticed."""

    def __init__(self) -> None:
        self.open: list[datetime] = []
        self.noticed: list[timedelta] = []
        self.looks = 0
        self.failing = 0

    async def drain(self, now: datetime) -> datetime | None:
        self.looks += 1
        if self.failing:
            self.failing -= 1
            raise OSError("the disk is away")
        self.noticed += [now - due for due in self.open if due <= now]
        self.open = [due for due in self.open if due > now]
        return min(self.open, default=None)


@pytest.fixture
def dues() -> Dues:
    return Dues()


@pytest.fixture
async def alarm(dues: Dues) -> AsyncIterator[Alarm]:
    made = Alarm(SystemClock(), dues.drain)
    made.start()
    yield made
    await made.stop()


async def until(condition, seconds: float = 3.0) -> None:  # noqa: ANN001 - a function of nothing
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what it waits for has no event to tell
            await asyncio.sleep(0.005)


async def test_it_looks_once_at_the_start(alarm: Alarm, dues: Dues):
    await until(lambda: dues.looks)

    assert dues.looks == 1


async def test_it_knocks_at_every_instant_and_not_before(alarm: Alarm, dues: Dues):
    now = datetime.now(UTC)
    dues.open = [now + 0.1 * SECOND * n for n in range(1, 6)]
    alarm.wake_at(dues.open[0])

    await until(lambda: not dues.open)

    assert len(dues.noticed) == 5
    assert all(timedelta(0) <= late < timedelta(seconds=0.5) for late in dues.noticed)
    assert dues.looks <= 8


async def test_an_earlier_instant_comes_before_a_later_one(alarm: Alarm, dues: Dues):
    now = datetime.now(UTC)
    dues.open = [now + 60 * SECOND, now + 0.1 * SECOND]
    alarm.wake_at(dues.open[0])
    alarm.wake_at(dues.open[1])

    await until(lambda: len(dues.open) == 1)


async def test_a_due_nobody_announced_is_found_by_the_sweep(dues: Dues, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock_module, "_SWEEP", 0.05)
    alarm = Alarm(SystemClock(), dues.drain)
    alarm.start()
    await until(lambda: dues.looks)
    dues.open = [datetime.now(UTC)]

    await until(lambda: not dues.open)
    await alarm.stop()


async def test_a_look_that_fails_is_logged_and_made_up_for(
    alarm: Alarm, dues: Dues, caplog: pytest.LogCaptureFixture
):
    await until(lambda: dues.looks)
    dues.failing, dues.open = 1, [datetime.now(UTC)]
    alarm.knock()
    await until(lambda: not dues.failing)
    alarm.knock()
    await until(lambda: not dues.open)

    assert "the disk is away" in caplog.text


async def test_moving_a_movable_clock_wakes_its_alarm(dues: Dues):
    clock = MovableClock(START)
    alarm = Alarm(clock, dues.drain)
    alarm.start()
    dues.open = [START + timedelta(days=200)]
    await until(lambda: dues.looks)

    clock.move(timedelta(days=201))

    await until(lambda: dues.noticed == [timedelta(days=1)])
    await alarm.stop()


async def test_nothing_is_looked_at_after_the_stop(dues: Dues):
    alarm = Alarm(SystemClock(), dues.drain)
    alarm.start()
    await until(lambda: dues.looks)
    await alarm.stop()
    alarm.knock()
    await asyncio.sleep(0.05)

    assert dues.looks == 1


def test_time_goes_forward_only():
    clock = MovableClock(START)

    with pytest.raises(ValueError, match="forward"):
        clock.move(-SECOND)
    assert clock.now() == START


def test_the_system_clock_tells_utc():
    assert SystemClock().now().tzinfo is UTC


def test_ids_sort_by_time_and_are_one_of_a_kind():
    made = [new_proceeding(START + n * SECOND) for n in range(100)]

    assert made == sorted(made)
    assert len({new_proceeding(START) for _ in range(1000)}) == 1000
    assert {new_circle(START)[:2], new_person(START)[:2], made[0][:2]} == {"c-", "u-", "p-"}
