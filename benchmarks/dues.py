"""How late the clock knocks: from the instant at which something falls due until that is durable.

Reminders of many open decisions fall due within a few seconds, a hundred a second, by the machine's own clock
and through the house's alarm.

Aim: 99 of 100 within 30 ms. (Lateness never changes an outcome; it is only felt.)
"""

from __future__ import annotations

import asyncio
import random
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from statistics import median

from benchmarks.kit.figures import Figure, Scale, below, percentile
from benchmarks.kit.houses import act, folder, found, plain_desk, right_now, stages
from benchmarks.kit.scenes import NOW, Stage, stage
from bot.chain import Changed
from bot.clock import Alarm, SystemClock
from bot.desk import Desk
from facilitation.model import ProceedingId
from facilitation.proceeding import proceed, wake_at
from storage.database import Database

_RATE = 100  # dues a second
_AHEAD = 1.0  # seconds for opening a hundred proceedings, before the first of them falls due
_CIRCLES = 50


def run(scale: Scale) -> list[Figure]:
    """Let them fall due, several times over."""
    seconds, repeats = scale.of((4.0, 3), (0.3, 1))
    runs = [_once(seconds, seed) for seed in range(repeats)]
    half, most = (median(percentile(late, part) for late in runs) * 1000 for part in (0.5, 0.99))
    return [
        Figure(name="lateness of dues, p50", value=half, unit="ms"),
        below(30, "lateness of dues, p99", most, "ms"),
    ]


def _once(seconds: float, seed: int) -> list[float]:
    with folder() as place:
        return asyncio.run(_lateness(place / "dues.db", int(seconds * _RATE), seconds, seed))


async def _lateness(path: Path, count: int, seconds: float, seed: int) -> list[float]:
    random_ = random.Random(seed)
    first = right_now() + timedelta(seconds=_AHEAD + count / _RATE)
    dues = [first + timedelta(seconds=random_.uniform(0, seconds)) for _ in range(count)]
    watch = _Watch()
    with plain_desk(Database(path), watch.listen) as desk:
        await found(desk, circles := stages(_CIRCLES))
        watch.due_of = dict(
            await asyncio.gather(*(_opened(desk, random_.choice(circles), due) for due in dues))
        )
        assert right_now() < first, "all are open before the first falls due"
        await _let_time_pass(desk, max(dues))
    assert len(watch.late) == count, "each has fallen due"
    return watch.late


class _Watch:
    """Notes how late the first change of each proceeding is after its due."""

    def __init__(self) -> None:
        self.due_of: dict[ProceedingId, datetime] = {}
        self.late: list[float] = []

    def listen(self, changed: Changed) -> None:
        if (due := self.due_of.pop(changed.id, None)) is not None:
            self.late.append((right_now() - due).total_seconds())


async def _opened(desk: Desk, circle: Stage, due: datetime) -> tuple[ProceedingId, datetime]:
    """Open a proceeding so long ago that its first reminder is due at this instant."""
    id_, command = circle.proposal(due - _until_first_reminder())
    await act(desk, (id_, command), 0, due - _until_first_reminder())
    return id_, due


@cache
def _until_first_reminder() -> timedelta:
    due = wake_at(proceed(None, stage().proposal()[1], NOW)[1])
    assert due is not None
    return due - NOW


async def _let_time_pass(desk: Desk, until: datetime) -> None:
    alarm = Alarm(SystemClock(), desk.tick_due)
    alarm.start()
    await asyncio.sleep((until - right_now()).total_seconds() + 0.5)
    await alarm.stop()
