"""One file, two kinds of connections, one process.

There is one connection at a time that **writes**; it syncs every commit (`synchronous=FULL`): what is acknowledged
survives a power cut. Those that **read** cannot write, and are kept for the next reader. A lock on a file beside the
database keeps a second process out; the system lets go of it however the first one ends.

Both are plain connections of the driver. SQLAlchemy's engine, and SQLModel with it, is there for typed reads alone, and
is loaded with the first of them: a bot at rest need not hold its 20 MB.

A single writing connection that also does all checkpoints is more than tidiness: versions of SQLite before
3.51.3 can damage a file when two connections write and checkpoint at the same moment.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from storage import migrations
from storage.copies import copy_file, touch_private
from storage.faults import InUse, ReadOnly, Unreachable, faults_told
from storage.sealing import Keys, teach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine
    from sqlmodel import Session

_SHARED = ("busy_timeout=5000", "temp_store=MEMORY", "cache_size=-4000")
_WRITER = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "journal_size_limit=67108864",
    *_SHARED,
)
# Only readers distrust the schema: the writer's triggers feed the search index, which distrust would forbid.
_READER = ("query_only=ON", "trusted_schema=OFF", "wal_autocheckpoint=0", *_SHARED)
_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700
_KEPT: Final = 4  # connections that wait for the next reader


class Database:
    """An open database file: migrated, and locked for this process until `close` or the process's end."""

    def __init__(self, path: Path, keys: Keys | None = None) -> None:
        """Open the file at `path`, making it and its folder (for this account alone) when they are missing.

        Without `keys` nothing can be sealed, and what is sealed cannot be read.

        Raises:
            InUse: another process has it open.
            TooNew: a newer Circlewise wrote it.
            StorageFault: any other reason, as a sentence.
        """
        self.path = path
        _make_private(path)
        self._lock = _Lock(path.with_name(path.name + ".lock"), path)
        try:
            with faults_told():
                migrations.bring_up_to_date(path)
            self._file = _identity(path)
        except BaseException:
            self._lock.release()
            raise
        self._keys = keys or Keys()
        self._gate = threading.Lock()
        self._readers: list[sqlite3.Connection] = []
        self._most_readers = _KEPT
        self._typed: Engine | None = None

    def close(self) -> None:
        """Close all connections that nobody uses, the others when they come back, and let the next process in."""
        with self._gate:
            self._most_readers = 0
            readers, self._readers = self._readers, []
        for connection in readers:
            connection.close()
        if self._typed is not None:
            self._typed.dispose()
        self._lock.release()

    def writing(self, kind: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
        """A new connection that writes, for whoever closes it. There must be no other one at the same time."""
        return _connected(self.path, _WRITER, self._keys, kind)

    def still_there(self) -> None:
        """Make sure that the file that was opened is the one that stands in its place.

        The system lets us write into a file that somebody has deleted or moved, and forgets it with the process.

        Raises:
            Unreachable: it is not.
        """
        if _identity(self.path) != self._file:
            raise Unreachable(
                f"The database is not at {self.path} any more, so nothing was stored. Put the file back where it was; "
                "if it is gone, stop the bot and go back to a backup."
            )

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A driver's connection that sees one moment of the database, for what must be quick."""
        with faults_told():
            connection = self._lent()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._taken_back(connection)

    def _lent(self) -> sqlite3.Connection:
        with self._gate:
            if self._readers:
                return self._readers.pop()
        return _connected(self.path, _READER, self._keys)

    def _taken_back(self, connection: sqlite3.Connection) -> None:
        try:
            connection.rollback()  # which ends what was looked at: nothing was written
            with self._gate:
                if len(self._readers) < self._most_readers:
                    self._readers.append(connection)
                    return
        except sqlite3.Error:
            connection.close()
            raise
        connection.close()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session for typed reads, which sees one moment of the database."""
        from sqlmodel import Session  # noqa: PLC0415 - a quarter of a second that a start need not wait for

        with faults_told(), Session(self._engine()) as session:
            yield session

    def _engine(self) -> Engine:
        """What typed reads go through, made with the first of them."""
        from sqlalchemy import QueuePool, create_engine, event  # noqa: PLC0415 - as above

        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN")

        with self._gate:
            if self._typed is None:
                connect = partial(_connected, self.path, _READER, self._keys)
                self._typed = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
                event.listen(self._typed, "begin", begin)
            return self._typed

    def backup(self, to: Path) -> None:
        """Write a consistent copy to `to` while everything goes on; 100 MB take about a third of a second.

        The folder is made if it is missing.

        Raises:
            StorageFault: the copy could not be written, or did not pass its check. What stood at `to` stays.
        """
        with faults_told():
            copy_file(self.path, to)


def _connected(
    path: Path, pragmas: tuple[str, ...], keys: Keys, kind: type[sqlite3.Connection] = sqlite3.Connection
) -> sqlite3.Connection:
    """A connection for any one thread at a time, which begins no transaction by itself."""
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, factory=kind)
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        teach(connection, keys)
    except BaseException:
        connection.close()
        raise
    return connection


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file this is, whatever it is called; None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _make_private(path: Path) -> None:
    try:
        path.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        touch_private(path)
    except PermissionError as error:
        raise ReadOnly(f"There is no permission to make {path}.") from error
    except OSError as error:
        raise Unreachable(f"{path} cannot be opened: {error.strerror}.") from error


class _Lock:
    """An exclusive lock on a side file. The system frees it when the process ends, in whatever way."""

    def __init__(self, path: Path, database: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, _PRIVATE_FILE)
        try:
            _lock(self._file)
        except OSError as error:
            holder = os.read(self._file, 20).decode("ascii", "replace").strip() or "unknown"
            os.close(self._file)
            raise InUse(
                f"Another Circlewise (process {holder}) has {database} open: "
                "stop that one first, or set CIRCLEWISE_DATABASE to another file."
            ) from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


if sys.platform == "win32":  # pragma: no cover - the tests run on one kind of machine
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, 1 << 20, os.SEEK_SET)  # far behind the process number, which stays readable
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
