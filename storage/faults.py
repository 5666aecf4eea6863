"""Everything that can go wrong with the database, as one family of exceptions.

`str(fault)` is a sentence that a person can act on; it never holds what people wrote. After every fault of a
single write, later writes go on as soon as the cause is gone: nothing needs a restart, unless it says so.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class StorageFault(Exception):
    """What all faults share."""


class InUse(StorageFault):
    """Another process has this database open. It is safe to try again once that one has ended."""


class TooNew(StorageFault):
    """The database was written by a newer Circlewise. Nothing was changed."""


class Conflict(StorageFault):
    """Something else was appended to this stream in the meantime. Nothing of this attempt was stored."""


class Unreadable(StorageFault):
    """A fact is of a name, version or shape that this Circlewise does not know."""


class Locked(Unreadable):
    """It is sealed with a key that is not here. Nothing is lost until that key is."""


class NoKey(StorageFault):
    """There is no key to seal with, or it cannot be read. Nothing was stored."""


class TooOld(StorageFault):
    """The database was written by an older Circlewise, and this is no moment to change it."""


class Busy(StorageFault):
    """Another program holds a lock on the file for longer than we wait. Nothing was stored."""


class Full(StorageFault):
    """There is no space left. Nothing was stored; everything acknowledged before is safe."""


class ReadOnly(StorageFault):
    """The file or its folder may not be written. Nothing was stored."""


class Damaged(StorageFault):
    """The file is not what it should be. Stop and look: `docs/storage.md` says how."""


class Unreachable(StorageFault):
    """The file cannot be opened, read or written just now."""


class Interrupted(StorageFault):
    """The writer stopped in the middle: whether this was stored is **unknown**. It starts anew by itself."""


class Shut(StorageFault):
    """The database was closed; nothing was stored."""


_BY_CODE: dict[int, tuple[type[StorageFault], str]] = {
    sqlite3.SQLITE_BUSY: (Busy, "Another program holds the database locked; try again in a moment."),
    sqlite3.SQLITE_LOCKED: (Busy, "The database is locked; try again in a moment."),
    sqlite3.SQLITE_FULL: (Full, "There is no space left for the database; nothing was stored."),
    sqlite3.SQLITE_READONLY: (ReadOnly, "The database may not be written; check its permissions."),
    sqlite3.SQLITE_PERM: (ReadOnly, "The database may not be opened; check its permissions."),
    sqlite3.SQLITE_CORRUPT: (Damaged, "The database file is damaged; see docs/storage.md."),
    sqlite3.SQLITE_NOTADB: (Damaged, "This file is no Circlewise database."),
    sqlite3.SQLITE_CANTOPEN: (Unreachable, "The database file cannot be opened; check path and permissions."),
    sqlite3.SQLITE_IOERR: (Unreachable, "Reading or writing the database file failed; check the disk."),
}
_PRIMARY = 0xFF  # SQLite's extended codes carry the plain one in their lowest byte


def fault_of(error: sqlite3.Error) -> StorageFault | None:
    """The fault behind a driver's error; None for what is a mistake in our own statements."""
    code = getattr(error, "sqlite_errorcode", None)
    kind = _BY_CODE.get(code & _PRIMARY) if code is not None else None
    return kind[0](kind[1]) if kind else None


@contextmanager
def faults_told() -> Iterator[None]:
    """Raise the driver's errors, and the engine's wrappings of them, as faults."""
    try:
        yield
    except Exception as error:
        driver = getattr(error, "orig", error)  # where SQLAlchemy keeps it, which need not be loaded for this
        if isinstance(driver, sqlite3.Error) and (fault := fault_of(driver)):
            raise fault from error
        raise
