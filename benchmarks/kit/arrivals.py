"""Acts that arrive when they arrive (an open loop), and how long each takes until it is durable.

An act counts from the instant at which it was to arrive, not from the one at which it was sent: if everything
stands still for a second, all who would have come in that second have waited.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter, sleep

from benchmarks.kit.houses import act
from benchmarks.kit.scenes import Step
from bot.desk import Desk

_EVERY = 0.001  # seconds between two looks at the loop


def arrivals(rate: float, seconds: float, seed: int) -> list[float]:
    """Instants of a Poisson process, in seconds from its beginning.

    >>> 900 < len(arrivals(100, 10, seed=1)) < 1100
    True
    """
    random_ = random.Random(seed)
    instants, at = [], random_.expovariate(rate)
    while at < seconds:
        instants.append(at)
        at += random_.expovariate(rate)
    return instants


def dealt(walks: list[list[Step]], count: int, seed: int) -> list[tuple[int, Step]]:
    """So many acts, each the next one of a circle chosen by chance, with its number in its walk."""
    random_ = random.Random(seed)
    given = [0] * len(walks)
    hand = []
    for _ in range(count):
        able = [place for place, steps in enumerate(walks) if given[place] < len(steps)]
        place = random_.choice(able)
        hand.append((given[place], walks[place][given[place]]))
        given[place] += 1
    return hand


async def open_loop(desk: Desk, hand: list[tuple[int, Step]], instants: list[float]) -> list[float]:
    """Give each act at its instant, whatever became of the others; returns seconds until durable."""
    start = perf_counter()

    async def give(at: float, number: int, step: Step) -> float:
        await act(desk, step, number)
        return perf_counter() - start - at

    tasks = []
    for at, (number, step) in zip(instants, hand, strict=True):
        await asyncio.sleep(max(0.0, start + at - perf_counter()))
        tasks.append(asyncio.create_task(give(at, number, step)))
    return await asyncio.gather(*tasks)


def bare_loop(work: list[Callable[[], None]], instants: list[float]) -> list[float]:
    """The same for plain functions, each called at its instant or as soon after as the ones before allow."""
    start = perf_counter()
    waited = []
    for at, do in zip(instants, work, strict=True):
        sleep(max(0.0, start + at - perf_counter()))
        do()
        waited.append(perf_counter() - start - at)
    return waited


async def stalls(readings: list[float]) -> None:
    """Note until cancelled by how many seconds the event loop is late for a timer."""
    with suppress(asyncio.CancelledError):
        while True:
            before = perf_counter()
            await asyncio.sleep(_EVERY)
            readings.append(perf_counter() - before - _EVERY)
