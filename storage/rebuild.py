"""Everything derived from the log, made anew: projections, the search index, and when the clock must knock.

A database keeps which build's derivation it holds. One that holds another is made anew when it is opened, so that
nobody has to think of it after an update.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING, Final

from facilitation.streams import booked_all, due_of
from storage import agenda, log, projections
from storage.faults import Locked, faults_told

if TYPE_CHECKING:
    from storage.database import Database

DERIVATION: Final = 1
"""The number of what this build derives. It goes up when something else is derived from the same log; a test notices."""

_log = logging.getLogger(__name__)


def rebuild(database: Database) -> int:
    """Make everything anew that is derived from the log, all of it or nothing; returns how many facts there were."""
    with faults_told(), closing(database.writing()) as db:
        db.execute("BEGIN IMMEDIATE")
        try:
            facts = projections.rebuild(db)
            set_dues(db)
            db.execute(f"PRAGMA user_version={DERIVATION}")
            db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")
        return facts


def renew(database: Database) -> None:
    """Rebuild a database that holds what another build derived; one that holds what this one derives is left alone.

    What cannot be read there is no reason not to open it: everything stays as it was, and is tried again next time.
    """
    if derivation_of(database) == DERIVATION:
        return
    began = time.monotonic()
    try:
        facts = rebuild(database)
    except Exception as fault:  # noqa: BLE001 - a fact of another time may break any rule; `verify` says which one does
        _log.warning(
            "What is derived from the log is of another build and could not be made anew (%s); "
            "circlewise verify tells more.",
            type(fault).__name__,
        )
        return
    if facts:
        _log.info(
            "Made anew what is derived from the log, %d facts in %.1f seconds: this build derives something else.",
            facts,
            time.monotonic() - began,
        )


def derivation_of(database: Database) -> int:
    """Which derivation a database holds; 0 for one of a build that did not say."""
    with database.reading() as db:
        (number,) = db.execute("PRAGMA user_version").fetchone()
        return int(number)


def set_dues(db: sqlite3.Connection) -> None:
    """Derive anew when the clock must knock. What is sealed with a key that is not here keeps its due."""
    for stream in log.streams(db):
        try:
            value = booked_all(None, log.read(db, stream))
        except Locked:
            continue
        agenda.set_due(db, stream, due_of(value))
