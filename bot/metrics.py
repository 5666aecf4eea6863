"""Figures about a running house, and whether it is well, over HTTP for this machine alone unless set otherwise.

`/metrics` is what Prometheus reads. `/health` answers 200 while the house can read, can write and its clock is not
far behind, and 503 with the reason in one word otherwise. Neither holds a name, an id or a word of anybody.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final

from aiohttp import web
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

from bot.desk import Desk
from bot.watch import Watch
from storage import agenda
from storage.faults import StorageFault, Unreachable

_QUICK: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
_LATE: Final = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 60, 600, 3600, 86400)
_MANY: Final = (1, 2, 4, 8, 16, 32, 64)
_PATIENCE: Final = 2.0  # seconds for the database to answer
_BEHIND: Final = timedelta(minutes=5)  # a clock that is later than this is stuck


class Figures(Watch):
    """Counts what it hears."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._commit = Histogram(
            "circlewise_commit_seconds", "How long a commit takes", buckets=_QUICK, registry=self.registry
        )
        self._pieces = Histogram(
            "circlewise_commit_pieces", "Pieces of work in one commit", buckets=_MANY, registry=self.registry
        )
        self._acts = Counter(
            "circlewise_acts", "Inputs by what came of them", ["outcome"], registry=self.registry
        )
        self._late = Histogram(
            "circlewise_lateness_seconds",
            "How late what fell due is applied",
            buckets=_LATE,
            registry=self.registry,
        )
        self._deliveries = Counter(
            "circlewise_deliveries",
            "Cards taken to a room by what came of it",
            ["outcome"],
            registry=self.registry,
        )

    def committed(self, pieces: int, seconds: float) -> None:
        """Count one commit."""
        self._commit.observe(seconds)
        self._pieces.observe(pieces)

    def acted(self, outcome: str) -> None:
        """Count one input."""
        self._acts.labels(outcome).inc()

    def knocked(self, late: float) -> None:
        """Count one due."""
        self._late.observe(max(0.0, late))

    def delivered(self, outcome: str) -> None:
        """Count one card."""
        self._deliveries.labels(outcome).inc()

    def gauge(self, name: str, about: str, ask: Callable[[], float]) -> None:
        """Let a figure be asked for each time somebody looks."""
        Gauge(f"circlewise_{name}", about, registry=self.registry).set_function(ask)


class Health:
    """Whether a house is well."""

    def __init__(self, desk: Desk, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._now = now

    async def trouble(self) -> str:
        """What is wrong, in one word; empty when nothing is."""
        try:
            async with asyncio.timeout(_PATIENCE):
                dues = await self._desk.read(agenda.next_dues, 1)
                await self._desk.write(lambda _: None)
        except TimeoutError:
            return "slow"
        except Unreachable:
            return "unreachable"
        except StorageFault as fault:
            return type(fault).__name__.lower()
        behind = any(self._now() - due.at > _BEHIND for due in dues)
        return "behind" if behind else ""


@asynccontextmanager
async def serving(figures: Figures, health: Health, address: str, port: int) -> AsyncIterator[int]:
    """Answer at this address while the context lasts; yields the port, which may have been 0 for any.

    Raises:
        OSError: the port is taken, or may not be used.
    """

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(
            body=generate_latest(figures.registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    async def well(_: web.Request) -> web.Response:
        trouble = await health.trouble()
        return web.json_response({"status": trouble or "well"}, status=503 if trouble else 200)

    app = web.Application()
    app.add_routes([web.get("/metrics", metrics), web.get("/health", well)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, address, port)
        await site.start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
