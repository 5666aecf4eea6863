"""How long a person waits until an act is durable, with fifty circles at work and a room for each.

Acts arrive by chance (a Poisson process), 100 and then 250 a second. That is far more than a chat platform
delivers: fifty circles of twenty people who all answer within ten seconds come to 100. The house runs as it
does in earnest, and shows every change in rooms that may be written to once a second. While acts arrive, the
lateness of a timer tells how long the event loop stands still. The bare module commits the rows of acts that
arrive at the same instants.

Aim: 99 of 100 acts are durable within 15 ms at 100 a second and within 40 ms at 250; 99 of 100 stalls of the
event loop are under 5 ms.
"""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.kit.arrivals import arrivals, bare_loop, dealt, open_loop, stalls
from benchmarks.kit.bare import Writes, bare, commit, record
from benchmarks.kit.figures import Figure, Scale, below, percentile
from benchmarks.kit.houses import act, attach_rooms, folder, found, house, plain_desk, stages
from benchmarks.kit.scenes import Step
from storage.database import Database

Hand = list[tuple[int, Step]]


def run(scale: Scale) -> list[Figure]:
    """Measure both rates."""
    seconds, repeats, circles = scale.of((8.0, 3, 50), (0.3, 1, 5))
    calm = [_once(circles, 100, seconds, seed) for seed in range(repeats)]
    busy = [_once(circles, 250, seconds / 2, seed) for seed in range(repeats)]
    return [
        *_durable(100, 15, calm),
        *_durable(250, 40, busy),
        below(5, "event loop stalls at 100 acts/s, p99", _p99([late for _, late, _ in calm]), "ms"),
        below(5, "event loop stalls at 250 acts/s, p99", _p99([late for _, late, _ in busy]), "ms"),
    ]


Readings = tuple[list[float], list[float], list[float]]
"""Seconds of each act, of each stall, and of each act of the bare module."""


def _durable(rate: int, limit: float, runs: list[Readings]) -> list[Figure]:
    ours, theirs = _p99([acts for acts, _, _ in runs]), _p99([acts for _, _, acts in runs])
    half = median(percentile(acts, 0.5) for acts, _, _ in runs) * 1000
    return [
        Figure(name=f"act to durable at {rate} acts/s, p50", value=half, unit="ms"),
        below(limit, f"act to durable at {rate} acts/s, p99", ours, "ms", ours / theirs),
    ]


def _p99(runs: list[list[float]]) -> float:
    return median(percentile(readings, 0.99) for readings in runs) * 1000


def _once(circles: int, rate: float, seconds: float, seed: int) -> Readings:
    instants = arrivals(rate, seconds, seed)
    walks = [[*circle.decision(), *circle.decision()] for circle in stages(circles)]
    hand = dealt(walks, len(instants), seed)
    with folder() as place:
        ours, late = asyncio.run(_ours(place / "ours.db", circles, hand, instants))
        return ours, late, _theirs(place, circles, hand, instants)


async def _ours(
    path: Path, circles: int, hand: Hand, instants: list[float]
) -> tuple[list[float], list[float]]:
    late: list[float] = []
    async with house(path) as opened:
        await found(opened.desk, stages(circles))
        await attach_rooms(opened, stages(circles))
        watch = asyncio.create_task(stalls(late))
        acts = await open_loop(opened.desk, hand, instants)
        watch.cancel()
    return acts, late


def _theirs(place: Path, circles: int, hand: Hand, instants: list[float]) -> list[float]:
    acts = asyncio.run(_recorded(place / "recorded.db", circles, hand))
    with bare(place / "bare.db") as connection:
        for writes in acts[:circles]:
            commit(connection, writes)
        return bare_loop([partial(commit, connection, writes) for writes in acts[circles:]], instants)


async def _recorded(path: Path, circles: int, hand: Hand) -> list[Writes]:
    database = Database(path)
    acts = record(database)
    with plain_desk(database) as desk:
        await found(desk, stages(circles))
        for number, step in hand:
            await act(desk, step, number)
    return acts[:-1]
