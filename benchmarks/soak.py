"""Steady work for as long as one likes, and what the process weighs at its start and at its end.

Fifty circles take one decision after the other, fifty acts a second, with a room for each. The first minutes
warm up: as many proceedings are worked on as the house keeps at hand, and the database's pages find their place.
From then on memory should stay where it is.

Aim: grows by less than 10 MB.
"""

from __future__ import annotations

import asyncio
import gc
from array import array
from pathlib import Path
from time import perf_counter

from benchmarks.kit.figures import Figure, Scale, below, percentile
from benchmarks.kit.houses import act, attach_rooms, folder, found, house, stages
from benchmarks.kit.memory import megabytes
from benchmarks.kit.scenes import Stage
from bot.compose import House

_CIRCLES = 50
_PAUSE = 1.0  # seconds between two acts of one circle
_WARMING = 240.0  # seconds, by which every cache is full; half of the time, if that is less
_MOST_GROWTH = 10


def run(scale: Scale, seconds: float = 60.0) -> list[Figure]:
    """Work for so many seconds."""
    with folder() as place:
        return asyncio.run(_soak(place / "soak.db", scale.of(seconds, 1.0)))


async def _soak(path: Path, seconds: float) -> list[Figure]:
    times = array("d")  # which weighs little, whatever there is to be told
    async with house(path) as opened:
        circles = stages(_CIRCLES)
        await found(opened.desk, circles)
        await attach_rooms(opened, circles)
        warming = min(_WARMING, seconds / 2)
        await _work(opened, circles, warming, array("d"))
        before = _weight()
        await _work(opened, circles, seconds - warming, times)
        after = _weight()
    return [
        Figure(name="acts during the soak", value=len(times), unit="acts"),
        Figure(name="act to durable during the soak, p99", value=percentile(times, 0.99) * 1000, unit="ms"),
        Figure(name="resident after warming up", value=before, unit="MB"),
        below(_MOST_GROWTH, "growth until the end", after - before, "MB"),
    ]


def _weight() -> float:
    gc.collect()
    return megabytes()


async def _work(opened: House, circles: list[Stage], seconds: float, times: array[float]) -> None:
    until = perf_counter() + seconds
    async with asyncio.TaskGroup() as group:
        for circle in circles:
            group.create_task(_decide(opened, circle, until, times))
            await asyncio.sleep(_PAUSE / len(circles))  # so that they do not act in step


async def _decide(opened: House, circle: Stage, until: float, times: array[float]) -> None:
    """One decision after the other; what is begun when the time is over stays open."""
    while perf_counter() < until:
        for number, step in enumerate(circle.acts(objections=1)):
            start = perf_counter()
            await act(opened.desk, step, number)
            times.append(perf_counter() - start)
            await asyncio.sleep(_PAUSE)
            if perf_counter() >= until:
                return
