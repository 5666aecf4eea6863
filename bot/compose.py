"""Puts the packages together: the only place that knows all of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from bot.chain import Changed
from bot.clock import Alarm, Clock
from bot.config import ConfigFault, Settings
from bot.delivery import Delivery
from bot.desk import Desk
from bot.nightly import Nightly
from bot.pictures import Show, picture
from bot.watch import QUIET, Watch
from storage.database import Database
from storage.envelopes import locked_streams
from storage.garbage import pass_over_what_is_loaded
from storage.rebuild import renew
from storage.sealing import key_file_of, keys_of
from storage.writer import Writer

_log = logging.getLogger(__name__)

LOCKED: Final = (
    "In %d proceedings something is sealed with a key that is not here: they cannot go on until it is back, in "
    "CIRCLEWISE_KEY or as one more line of %s. Everything else is open, and nothing is lost."
)
_TIDYING: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class House:
    """Everything that runs. Inputs go to the `desk`, rooms are attached to the `delivery`.

    `heard` are told of each proceeding and circle that a commit has changed, in the event loop.
    """

    settings: Settings
    clock: Clock
    database: Database
    desk: Desk
    delivery: Delivery
    alarm: Alarm
    heard: list[Callable[[Changed], None]] = field(default_factory=list)

    async def backup(self, to: Path) -> None:
        """Write a checked copy of the database to `to` while everything goes on. Raises `StorageFault`."""
        await asyncio.to_thread(self.database.backup, to)


@asynccontextmanager
async def open_house(settings: Settings, clock: Clock, show: Show = picture) -> AsyncIterator[House]:
    """Open the database and start the clock; at the end, finish what is under way and close.

    Rooms show what `show` draws.

    Nothing is folded at the start but what is due or must still be shown.

    Raises:
        StorageFault: the database cannot be opened, as a sentence; `InUse` when another process has it.
    """
    pass_over_what_is_loaded()
    database = await _opened(settings)
    watch = _watch(settings)
    writer = Writer(database, watch.committed)

    def listen(changed: Changed) -> None:
        delivery.changed(changed)
        for tell in house.heard:
            tell(changed)
        if changed.due is not None:
            alarm.wake_at(changed.due)

    desk = Desk(database, writer, settings.cache_proceedings, listen, watch)
    delivery = Delivery(desk, show, clock, watch)
    nightly = _nightly(settings, database)
    alarm = Alarm(clock, _Rounds(desk, nightly).make)
    house = House(settings, clock, database, desk, delivery, alarm)
    try:
        alarm.start()
        async with _watched(house, writer, watch):
            yield house
    finally:
        try:
            await alarm.stop()
            await delivery.stop()
            if nightly is not None:
                await nightly.settled()
            await asyncio.to_thread(writer.close)
        finally:  # also for somebody who cannot wait: what was handed in is finished, and the file let go
            writer.close()
            database.close()


async def _opened(settings: Settings) -> Database:
    """The database, opened outside the event loop; closed again for somebody who cannot wait for it."""
    opening = asyncio.ensure_future(asyncio.to_thread(_database, settings))
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        (await opening).close()
        raise


def _database(settings: Settings) -> Database:
    given = settings.key.get_secret_value() if settings.key else None
    database = Database(settings.database, keys_of(settings.database, given, make=True))
    try:
        renew(database)
        with database.reading() as db:
            locked = locked_streams(db)
    except BaseException:
        database.close()
        raise
    if locked:
        _log.warning(LOCKED, len(locked), key_file_of(settings.database))
    return database


def _watch(settings: Settings) -> Watch:
    if settings.metrics_port is None:
        return QUIET
    from bot.metrics import Figures  # noqa: PLC0415 - for those who asked for it

    return Figures()


@asynccontextmanager
async def _watched(house: House, writer: Writer, watch: Watch) -> AsyncIterator[None]:
    """Let others look on while the context lasts, if that was set."""
    settings = house.settings
    if settings.metrics_port is None:
        yield
        return
    from bot.metrics import Figures, Health, serving  # noqa: PLC0415 - as above

    assert isinstance(watch, Figures)  # noqa: S101 - tells the type checker
    watch.gauge("queue_depth", "Pieces of work that wait for the writer", lambda: writer.waiting)
    watch.gauge(
        "rooms_behind",
        "Proceedings and circles some room does not show as they are",
        lambda: house.delivery.behind,
    )
    health = Health(house.desk, house.clock.now)
    async with AsyncExitStack() as stack:
        try:
            at = settings.metrics_address, settings.metrics_port
            await stack.enter_async_context(serving(watch, health, *at))
        except OSError as error:
            raise ConfigFault(
                f"CIRCLEWISE_METRICS_PORT is {settings.metrics_port}, which cannot be opened at "
                f"{settings.metrics_address}: put a port there that is free, or take the line out."
            ) from error
        yield


def _nightly(settings: Settings, database: Database) -> Nightly | None:
    if settings.backup_directory is None:
        return None
    return Nightly(
        settings.backup_directory,
        settings.database.stem,
        hour=settings.backup_hour,
        keep=settings.backup_keep,
        zone=settings.time_zone,
        copy=database.backup,
        prove=partial(_wrong_with, settings),
    )


def _wrong_with(settings: Settings, copy: Path) -> str | None:
    """What the proof of a copy found, in ids and numbers; None for nothing. Works in another process."""
    from storage.proof import prove_aside  # noqa: PLC0415 - once a night, for those who asked for it

    given = settings.key.get_secret_value() if settings.key else None
    finding = prove_aside(copy, keys_of(settings.database, given)).finding
    return None if finding is None else finding.said()


class _Rounds:
    """What the alarm calls: apply what is due, once a night begin a copy, once a day forget what nobody will ask for."""

    def __init__(self, desk: Desk, nightly: Nightly | None) -> None:
        self._desk = desk
        self._nightly = nightly
        self._tidied: datetime | None = None

    async def make(self, now: datetime) -> datetime | None:
        if self._tidied is None or abs(now - self._tidied) >= _TIDYING:
            self._tidied = now
            await self._desk.tidy(now)
        due = await self._desk.tick_due(now)
        copy = None if self._nightly is None else self._nightly.look(now)
        return min((each for each in (due, copy) if each is not None), default=None)
