"""Everything derived from the log, made anew: projections, the search index, and when the clock must knock."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from facilitation.streams import booked_all, due_of
from storage import agenda, log, projections
from storage.database import Database
from storage.faults import Locked, faults_told


def rebuild(database: Database) -> int:
    """Make everything anew that is derived from the log, all of it or nothing; returns how many facts there were."""
    with faults_told(), closing(database.writing()) as db:
        db.execute("BEGIN IMMEDIATE")
        try:
            facts = projections.rebuild(db)
            set_dues(db)
            db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")
        return facts


def set_dues(db: sqlite3.Connection) -> None:
    """Derive anew when the clock must knock. What is sealed with a key that is not here keeps its due."""
    for stream in log.streams(db):
        try:
            value = booked_all(None, log.read(db, stream))
        except Locked:
            continue
        agenda.set_due(db, stream, due_of(value))
