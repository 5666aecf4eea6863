"""How soon the bot is there again, with 10,000 open proceedings and as many dues, and what it then weighs.

A process is started, imports everything (both chat platforms' libraries too), opens the house and takes one
act. The time counts from before the process exists until that act is durable; memory is what the process
holds then. The bare one imports `sqlite3` and commits one row. Both find their modules compiled, as after any
first start; a first one that is not counted sees to that, whatever this machine's settings say.

Aim: under 1.5 s and under 120 MB. At the start nothing is folded but what is due or must still be shown.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.kit.figures import Figure, Scale, below
from benchmarks.kit.houses import folder, open_many, plain_desk
from storage.database import Database
from storage.rebuild import renew

_ROOT = Path(__file__).parents[1]
_OURS = ("-m", "benchmarks.kit.starting")
_BARE = """
import json, sqlite3, sys, time
db = sqlite3.connect(sys.argv[1])
db.execute("CREATE TABLE IF NOT EXISTS bare (x)")
db.execute("INSERT INTO bare VALUES (1)")
db.commit()
print(json.dumps({"at": time.time()}))
"""


def run(scale: Scale) -> list[Figure]:
    """Start it several times, in turns with the bare module."""
    count, repeats = scale.of((10_000, 7), (20, 1))
    with folder() as place:
        asyncio.run(_filled(place / "full.db", count))
        _, *pairs = [_pair(place) for _ in range(1 + repeats)]
    ours = median(seconds for seconds, _, _ in pairs)
    theirs = median(seconds for _, seconds, _ in pairs)
    weight = median(megabytes for _, _, megabytes in pairs)
    return [
        below(1.5, f"cold start with {count:,} open proceedings", ours, "s", ours / theirs),
        below(120, f"resident with {count:,} open proceedings", weight, "MB"),
    ]


async def _filled(path: Path, count: int) -> None:
    database = Database(path)
    renew(database)  # so that it holds what this build derives, as after any start of it
    with plain_desk(database) as desk:
        await open_many(desk, count)


def _pair(place: Path) -> tuple[float, float, float]:
    """Seconds of ours and of the bare one, and megabytes of ours."""
    copy = place / "copy.db"
    shutil.copyfile(place / "full.db", copy)
    ours, told = _start(place, *_OURS, str(copy))
    copy.unlink()
    theirs, _ = _start(place, "-c", _BARE, str(place / "bare.db"))
    return ours, theirs, told["megabytes"]


def _start(place: Path, *arguments: str) -> tuple[float, dict[str, Any]]:
    command = [sys.executable, *arguments]
    environment = {
        **os.environ,
        "PYTHONPYCACHEPREFIX": str(place / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    began = time.time()
    done = subprocess.run(command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own
    told: dict[str, Any] = json.loads(done.stdout)
    return told["at"] - began, told
