"""Copies of the whole database: for backups, and before a migration."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from storage.faults import Unreachable

_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700


def copy_to(connection: sqlite3.Connection, to: Path) -> None:
    """Write one consistent file for this account alone, checked before it counts.

    It is written under a name of its own first, and synced to the disk, which SQLite leaves to us: a
    half-written copy never stands at `to`, whatever happens to the power. The connection must be outside a
    transaction; others may go on reading and writing.
    """
    draft = to.with_name(to.name + ".part")
    draft.unlink(missing_ok=True)
    try:
        touch_private(draft)
        connection.execute("VACUUM INTO ?", (str(draft),))
        _check(draft)
        _sync(draft)
        draft.replace(to)
    finally:
        draft.unlink(missing_ok=True)


def copy_file(database: Path, to: Path) -> None:
    """Write a checked copy of a database that some other process may have open; its folder is made if needed.

    Raises:
        Unreachable: there is no such database, or the copy cannot be written there.
    """
    if not database.is_file():
        raise Unreachable(f"There is no database at {database}.")
    connection = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        to.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        connection.execute("PRAGMA busy_timeout=5000")
        copy_to(connection, to)
    except OSError as error:
        raise Unreachable(f"The copy {to} cannot be written: {error.strerror}.") from error
    finally:
        connection.close()


def touch_private(path: Path) -> None:
    """Make a file that only this account can read; SQLite gives its side files the same permissions."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, _PRIVATE_FILE))


def _sync(file: Path) -> None:
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check(copy: Path) -> None:
    connection = sqlite3.connect(copy)
    try:
        (verdict,) = connection.execute("PRAGMA quick_check").fetchone()
    finally:
        connection.close()
    if verdict != "ok":
        raise Unreachable("The copy of the database did not pass its check; it was thrown away.")
