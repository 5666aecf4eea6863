"""What bringing back a proceeding of 500 acts costs: from stored rows through the codec and the fold.

No circle talks that long; whatever takes a few milliseconds here is not felt anywhere. The bare module reads
the same rows and parses their JSON, and does nothing with them. The fastest time of each counts, as in `core`.

Aim: under 5 ms. So nothing but the log needs to be kept, and no snapshot can ever be wrong.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from itertools import islice
from time import perf_counter

from benchmarks.kit.figures import Figure, Scale, below
from benchmarks.kit.houses import folder, found, plain_desk, walk
from benchmarks.kit.scenes import stage
from bot.memory import Memory
from storage.database import Database

_BARE = "SELECT kind, version, at, data FROM log WHERE stream = ? ORDER BY seq"


def run(scale: Scale) -> list[Figure]:
    """Reload it again and again, in turns with the bare module."""
    circle = stage()
    steps = list(islice(circle.acts(objections=10**6), scale.of(500, 40)))
    id_ = steps[0][0]
    with folder() as place, plain_desk(database := Database(place / "log.db")) as desk:
        asyncio.run(found(desk, [circle]))
        asyncio.run(walk(desk, steps))
        with database.reading() as db:
            pairs = [(_ours(db, id_), _bare(db, id_)) for _ in range(scale.of(150, 3))]
    ours, theirs = (min(times) for times in zip(*pairs, strict=True))
    return [below(5, "reload of a proceeding of 500 acts", ours * 1000, "ms", ours / theirs)]


def _ours(db: sqlite3.Connection, id_: str) -> float:
    start = perf_counter()
    held = Memory(1).load(db, id_)
    taken = perf_counter() - start
    assert held.value is not None
    return taken


def _bare(db: sqlite3.Connection, id_: str) -> float:
    start = perf_counter()
    rows = [json.loads(data) for *_, data in db.execute(_BARE, (id_,))]
    taken = perf_counter() - start
    assert rows
    return taken
