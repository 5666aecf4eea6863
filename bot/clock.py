"""What time it is, and who knocks when something falls due.

The alarm knows nothing of what is due. It is set to the earliest instant it hears of, looks by itself every
few seconds (a suspended laptop, a clock that was set), and only ever sets one event; one loop then applies
whatever is due. So a knock too many does no harm, and a knock that was missed is made up for by the next
look.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler

_log = logging.getLogger(__name__)

_SWEEP: Final = 3  # seconds between two looks without any reason
_FARTHEST: Final = timedelta(
    days=1
)  # an alarm further ahead would only gather error; the sweep is there anyway


class Clock(Protocol):
    """Where the time comes from. The rules never ask it; it comes in with each command."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC. Must not go back while somebody waits for an instant to come."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present instant."""
        return datetime.now(UTC)


class MovableClock:
    """A clock that stands still until it is moved: for tests and for the demonstration.

    >>> clock = MovableClock(datetime(2026, 3, 1, tzinfo=UTC))
    >>> clock.move(timedelta(days=2))
    >>> clock.now().day
    3
    """

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._told: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """The instant it was last moved to."""
        return self._now

    def move(self, by: timedelta) -> None:
        """Let time pass. Refuses to go back."""
        self.move_to(self._now + by)

    def move_to(self, instant: datetime) -> None:
        """Let time pass until an instant. Refuses to go back."""
        if instant < self._now:
            raise ValueError("time goes forward only")
        self._now = instant
        for tell in self._told:
            tell()

    def when_moved(self, tell: Callable[[], None]) -> None:
        """Call this after each move, as an alarm on this clock wants it."""
        self._told.append(tell)


class Alarm:
    """Calls `drain(now)` whenever something may be due; `drain` says when to come again, or None.

    One call at a time. An error in `drain` is logged, and the next look tries again.
    """

    def __init__(self, clock: Clock, drain: Callable[[datetime], Awaitable[datetime | None]]) -> None:
        self._clock = clock
        self._drain = drain
        self._knocked = asyncio.Event()
        self._set_to: datetime | None = None
        # Nothing is stored and nothing is dropped for being late: what is due stands in the database.
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look, at once and from then on. Needs a running event loop."""
        if isinstance(self._clock, MovableClock):
            self._clock.when_moved(self.knock)
        self._scheduler.add_job(self._knock, "interval", seconds=_SWEEP, id="sweep")
        self._scheduler.start()
        self._loop = asyncio.create_task(self._serve(), name="circlewise-alarm")
        self.knock()

    async def stop(self) -> None:
        """Look no more; what is being applied at this moment is finished first."""
        self._scheduler.shutdown(wait=False)
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)

    def knock(self) -> None:
        """Look now."""
        self._knocked.set()

    def wake_at(self, instant: datetime) -> None:
        """Look at this instant too, if it comes before the one the alarm is set to."""
        if self._set_to is None or instant < self._set_to:
            self._arm(instant)

    async def _serve(self) -> None:
        while True:
            await self._knocked.wait()
            self._knocked.clear()
            self._set_to = None
            try:
                again = await self._drain(self._clock.now())
            except Exception:  # noqa: BLE001 - the clock must not stop; the sweep tries again
                _log.exception("What is due could not be looked at")
            else:
                if again is not None:
                    self.wake_at(again)

    def _arm(self, instant: datetime) -> None:
        self._set_to = instant
        wait = min(max(instant - self._clock.now(), timedelta(0)), _FARTHEST)
        when = datetime.now(UTC) + wait
        self._scheduler.add_job(self._knock, "date", run_date=when, id="alarm", replace_existing=True)

    async def _knock(self) -> None:
        """A coroutine, so that the scheduler runs it in the event loop and not in a thread."""
        self.knock()
