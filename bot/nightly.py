"""A proved copy of the database once a night, beside everything else that goes on.

The folder itself says when the last copy was made: nothing about it is kept anywhere else, and a copy that was
missed is made up for at the next look. A copy that fails is said aloud and tried again an hour later; the copies
of the nights before stay until there are enough newer ones.

A copy gets the name of one only when it is proved. Until then, and for good when something is wrong with it, it is
the one file called unproved: no good copy has to go for it, and better than nothing.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

_log = logging.getLogger(__name__)

_AGAIN: Final = timedelta(hours=1)


class NotSound(Exception):
    """The copy could be made, and its proof found something wrong."""


class Nightly:
    """Makes the copies that are due. `copy` writes one to a path, and blocks meanwhile.

    So does `prove`, which says the first thing that is wrong with one, or None. It must leave this process alone.
    """

    def __init__(  # noqa: PLR0913 - what can be set about it, each by its name
        self,
        folder: Path,
        name: str,
        *,
        hour: int,
        keep: int,
        zone: ZoneInfo,
        copy: Callable[[Path], None],
        prove: Callable[[Path], str | None],
    ) -> None:
        self._folder = folder
        self._name = name
        self._hour = hour
        self._keep = keep
        self._zone = zone
        self._copy = copy
        self._prove = prove
        self._not_before = datetime.min.replace(tzinfo=UTC)
        self._task: asyncio.Task[None] | None = None

    def look(self, now: datetime) -> datetime:
        """Begin a copy if one is due; returns when to look again. Never waits for the copy."""
        if self._task is not None and not self._task.done():
            return now + _AGAIN
        self._not_before = min(
            self._not_before, now + _AGAIN
        )  # should the clock have been set back meanwhile
        due = max(self._due_after(self._latest(now)), self._not_before)
        if due > now:
            return due
        self._not_before = now + _AGAIN
        self._task = asyncio.create_task(self._make(now), name="circlewise-nightly")
        return now + _AGAIN

    async def settled(self) -> None:
        """Wait until the copy that was begun is there, or has failed."""
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _make(self, now: datetime) -> None:
        to = self._folder / f"{self._name}-{now.astimezone(self._zone):%Y-%m-%d-%H%M%S}.db"
        try:
            await asyncio.to_thread(self._copy_and_tidy, to)
        except NotSound as fault:
            _log.error("%s", fault)
        except Exception:  # noqa: BLE001 - whatever it is, the circles go on, and it is tried again
            _log.exception("The nightly copy of the database could not be made; it is tried again in an hour")
        else:
            _log.info("The nightly copy of the database is written, and proved")

    def _copy_and_tidy(self, to: Path) -> None:
        unproved = self._folder / f"{self._name}-unproved.db"
        self._copy(unproved)
        if (wrong := self._prove(unproved)) is not None:
            raise NotSound(
                f"Something is wrong with the database: the proof of its nightly copy found {wrong}. Ask "
                f"`circlewise verify` what to do. The earlier copies are kept, this one as {unproved.name}; "
                "another one is made in an hour."
            )
        unproved.replace(to)
        for old in self._copies()[: -self._keep]:
            old.unlink(missing_ok=True)

    def _copies(self) -> list[Path]:
        """The copies there are, the oldest first; only what has the name of one."""
        ours = re.compile(re.escape(self._name) + r"-\d{4}-\d\d-\d\d-\d{6}\.db")
        if not self._folder.is_dir():
            return []
        return sorted(path for path in self._folder.iterdir() if ours.fullmatch(path.name))

    def _latest(self, now: datetime) -> datetime | None:
        """When the last copy was made. One from the future, of a clock that was wrong, says nothing."""
        made = [self._made(path) for path in self._copies()]
        return max((at for at in made if at is not None and at <= now), default=None)

    def _made(self, copy: Path) -> datetime | None:
        written = copy.stem[len(self._name) + 1 :]
        try:
            return datetime.strptime(written, "%Y-%m-%d-%H%M%S").replace(tzinfo=self._zone)
        except ValueError:  # digits that are no date: not one of ours after all
            return None

    def _due_after(self, latest: datetime | None) -> datetime:
        """The first of the hours after the last copy; at once where there is none, so that it is seen to work."""
        if latest is None:
            return datetime.min.replace(tzinfo=UTC)
        local = latest.astimezone(self._zone)
        due = local.replace(hour=self._hour, minute=0, second=0, microsecond=0)
        return (due if due > local else due + timedelta(days=1)).astimezone(UTC)
