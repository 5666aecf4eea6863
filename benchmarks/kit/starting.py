"""A process that starts as the bot does, takes one act, and tells when it was durable and what it weighs.

The chat libraries are imported as a bot imports them that serves both platforms.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import timedelta
from importlib import import_module
from pathlib import Path

from benchmarks.kit.houses import act, house, stages
from benchmarks.kit.memory import megabytes
from benchmarks.kit.scenes import NOW
from bot.clock import MovableClock

_LIBRARIES = ("slack_bolt.async_app", "discord")


async def _start(path: Path) -> None:
    (circle,) = stages(1)
    _, *steps = circle.decision()
    async with house(path, MovableClock(NOW + timedelta(hours=1))) as opened:
        await act(opened.desk, steps[0], 1)
        told = {"at": time.time(), "megabytes": megabytes()}
    print(json.dumps(told))


for library in _LIBRARIES:
    import_module(library)
asyncio.run(_start(Path(sys.argv[1])))
