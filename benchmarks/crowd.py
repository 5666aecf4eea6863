"""Whether an act costs more when more is open: one act, durable, among 1, 100 and 10,000 open proceedings.

One circle decides in each of three houses, in turns, each act when the one before is durable.

Aim: flat within 20 %. What is open and not touched costs nothing.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from statistics import median
from time import perf_counter

from benchmarks.kit.figures import Figure, Scale
from benchmarks.kit.houses import act, folder, found, open_many, plain_desk
from benchmarks.kit.scenes import Stage, stage
from bot.desk import Desk
from storage.database import Database

_FLAT = 1.2
_NUMBER = 1_000_000  # of the circle that decides: none of those in the crowd


def run(scale: Scale) -> list[Figure]:
    """Measure all three in turns."""
    sizes, decisions = scale.of(((1, 100, 10_000), 8), ((1, 5, 20), 1))
    few, *more = asyncio.run(_measure(sizes, decisions))
    first = Figure(name=f"act to durable, {sizes[0]} open proceeding", value=few, unit="ms")
    return [first, *(_beside(few, size, cost) for size, cost in zip(sizes[1:], more, strict=True))]


def _beside(few: float, size: int, cost: float) -> Figure:
    return Figure(
        name=f"act to durable, {size:,} open proceedings",
        value=cost,
        unit="ms",
        aim=f"at most {_FLAT:g} × that with one (is {cost / few:.2f})",
        met=cost <= _FLAT * few,
    )


async def _measure(sizes: tuple[int, ...], decisions: int) -> list[float]:
    times: list[list[float]] = [[] for _ in sizes]
    with ExitStack() as stack:
        place = stack.enter_context(folder())
        desks = [stack.enter_context(plain_desk(Database(place / f"{size}.db"))) for size in sizes]
        for desk, size in zip(desks, sizes, strict=True):
            await open_many(desk, size - 1)
            await found(desk, [stage(_NUMBER)])
        circle = stage(_NUMBER)
        for _ in range(decisions):
            await _decide(circle, desks, times)
    return [median(each) * 1000 for each in times]


async def _decide(circle: Stage, desks: list[Desk], times: list[list[float]]) -> None:
    """The same decision in every house, act by act in turns."""
    for number, step in enumerate(circle.decision()):
        for desk, taken in zip(desks, times, strict=True):
            start = perf_counter()
            await act(desk, step, number)
            taken.append(perf_counter() - start)
