"""How many acts a second become durable, against the bare module committing the same rows one by one.

Fifty circles decide at once, each giving its next act when the one before is durable; then one circle alone.
Bot and bare module take turns, each with a file of its own that grows alike.

Aim: with fifty at work at least 1.2 times the bare module's rate, because acts that wait are committed
together; with one alone, where nothing can be shared, at least 0.35 of it.
"""

from __future__ import annotations

import asyncio
import sqlite3
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.kit.bare import Writes, bare, commit, record
from benchmarks.kit.figures import Figure, Scale, at_least
from benchmarks.kit.houses import folder, found, plain_desk, stages, walk
from benchmarks.kit.scenes import Stage, Step
from bot.desk import Desk
from storage.database import Database

Round = list[list[Step]]
"""One decision of each circle."""


def run(scale: Scale) -> list[Figure]:
    """Measure fifty at work, then one alone."""
    many = asyncio.run(_measure(scale.of(50, 4), 1, scale.of(5, 2)))
    alone = asyncio.run(_measure(1, scale.of(10, 1), scale.of(5, 2)))
    return [
        _figure(1.2, "durable acts, 50 proceedings at work", *many),
        _figure(0.35, "durable acts, one proceeding alone", *alone),
    ]


def _figure(least: float, name: str, ours: list[float], theirs: list[float]) -> Figure:
    ratio = median(our / their for our, their in zip(ours, theirs, strict=True))
    return at_least(least, name, median(ours), "acts/s", ratio)


async def _measure(circles: int, decisions: int, rounds: int) -> tuple[list[float], list[float]]:
    """The rates of bot and bare module, round by round."""
    there = stages(circles)
    plan = [[_steps(s, decisions) for s in there] for _ in range(rounds)]
    with folder() as place:
        founded, *batches = await _recorded(place / "recorded.db", circles, plan)
        with plain_desk(Database(place / "ours.db")) as desk, bare(place / "bare.db") as connection:
            await found(desk, stages(circles))
            _commit_all(connection, founded)
            ours, theirs = [], []
            for walks, writes in zip(plan, batches, strict=True):
                ours.append(len(writes) / await _walk_all(desk, walks))
                theirs.append(len(writes) / _commit_all(connection, writes))
            return ours, theirs


def _steps(circle: Stage, decisions: int) -> list[Step]:
    return [step for _ in range(decisions) for step in circle.decision()]


async def _recorded(path: Path, circles: int, plan: list[Round]) -> list[list[Writes]]:
    """What the bot writes for founding the circles, and for each round."""
    database = Database(path)
    acts = record(database)
    with plain_desk(database) as desk:
        await found(desk, stages(circles))
        for walks in plan:
            await _walk_all(desk, walks)
    rest = iter(acts)
    sizes = [circles, *(sum(map(len, walks)) for walks in plan)]
    return [list(islice(rest, size)) for size in sizes]


async def _walk_all(desk: Desk, walks: Round) -> float:
    start = perf_counter()
    await asyncio.gather(*(walk(desk, steps) for steps in walks))
    return perf_counter() - start


def _commit_all(connection: sqlite3.Connection, acts: list[Writes]) -> float:
    start = perf_counter()
    for writes in acts:
        commit(connection, writes)
    return perf_counter() - start
