"""Copies of the whole database: for backups, and before a migration."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from storage.faults import Unreachable

_PRIVATE_FILE = 0o600


def copy_to(connection: sqlite3.Connection, to: Path) -> None:
    """Write one consistent file for this account alone, checked before it counts.

    It is written under a name of its own first: a half-written copy never stands at `to`. The connection
    must be outside a transaction; others may go on reading and writing.
    """
    draft = to.with_name(to.name + ".part")
    draft.unlink(missing_ok=True)
    try:
        touch_private(draft)
        connection.execute("VACUUM INTO ?", (str(draft),))
        _check(draft)
        draft.replace(to)
    finally:
        draft.unlink(missing_ok=True)


def touch_private(path: Path) -> None:
    """Make a file that only this account can read; SQLite gives its side files the same permissions."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, _PRIVATE_FILE))


def _check(copy: Path) -> None:
    connection = sqlite3.connect(copy)
    try:
        (verdict,) = connection.execute("PRAGMA quick_check").fetchone()
    finally:
        connection.close()
    if verdict != "ok":
        raise Unreachable("The copy of the database did not pass its check; it was thrown away.")
