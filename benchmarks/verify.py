"""What proving a whole database costs: 1,000 proceedings of 500 facts, each refolded and held against its rows.

The facts are those of one long proceeding, stored a thousand times under as many ids. The bare module reads the
same rows and parses their JSON.

Aim: under 5 s, so that it can be asked for without a second thought.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.kit.figures import Figure, Scale, below
from benchmarks.kit.houses import folder
from benchmarks.kit.scenes import NOW, stage
from facilitation.facts import Fact, Opened
from facilitation.model import ProceedingId
from facilitation.proceeding import evolve, proceed, wake_at
from facilitation.state import Proceeding
from storage import agenda, log, projections
from storage.database import Database
from storage.proof import prove
from storage.sealing import Keys
from storage.writer import Writer


def run(scale: Scale) -> list[Figure]:
    """Prove it several times, in turns with the bare module."""
    proceedings, size, repeats = scale.of((1000, 500, 3), (5, 60, 1))
    with folder() as place:
        path = place / "long.db"
        asyncio.run(_filled(path, proceedings, size))
        pairs = [(_prove(path, proceedings * size), _read(path)) for _ in range(repeats)]
    ours, theirs = (median(seconds) for seconds in zip(*pairs, strict=True))
    return [below(5, f"verify of {proceedings:,} proceedings of {size} facts", ours, "s", ours / theirs)]


async def _filled(path: Path, proceedings: int, size: int) -> None:
    facts = _facts(size)
    writer = Writer(database := Database(path))
    try:
        for number in range(proceedings):
            await writer.run(partial(_store, id_=f"p-{number}", facts=facts))
    finally:
        writer.close()
        database.close()


def _facts(size: int) -> list[Fact]:
    p: Proceeding | None = None
    facts: list[Fact] = []
    for _, command in stage().acts(objections=10**6):
        more, p = proceed(p, command, NOW)
        facts += more
        if len(facts) >= size:
            break
    return facts[:size]


def _store(db: sqlite3.Connection, id_: str, facts: list[Fact]) -> None:
    opened = facts[0]
    assert isinstance(opened, Opened)
    mine = [replace(opened, id=ProceedingId(id_)), *facts[1:]]
    log.append(db, id_, log.EMPTY, mine, cause=f"made {id_}")
    projections.apply(db, id_, 1, mine)
    p: Proceeding | None = None
    for fact in mine:
        p = evolve(p, fact)
    assert p is not None
    agenda.set_due(db, id_, wake_at(p))


def _prove(path: Path, facts: int) -> float:
    start = perf_counter()
    proof = prove(path, Keys())
    taken = perf_counter() - start
    assert proof.finding is None, proof.finding
    assert proof.facts == facts
    return taken


def _read(path: Path) -> float:
    connection = sqlite3.connect(path)
    start = perf_counter()
    for (data,) in connection.execute("SELECT data FROM log ORDER BY stream, seq"):
        json.loads(data)
    taken = perf_counter() - start
    connection.close()
    return taken
