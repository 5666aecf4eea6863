"""Forgetting a person: their words, their name and their accounts, for ever.

What a circle decided stays, and so does that somebody took part in it: facts keep their place, their order and their
digests, with a pseudonymous id that nothing leads back from. Where words were, readers see that they were removed. The
lists hold no words of people, so there is nothing to make anew; but what rooms show of them is marked, so that the next
start takes the words out there too.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass

from facilitation.model import PersonId
from storage import agenda, log, people
from storage.database import Database
from storage.faults import faults_told
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Traces:
    """What there is of a person: their accounts, how many texts of theirs, the circles they belong to now."""

    person: Person
    accounts: tuple[tuple[str, str], ...]
    words: int
    circles: tuple[str, ...]


def traces_of(db: sqlite3.Connection, person: Person) -> Traces:
    """What would be forgotten; and the names of the circles in which they still have a seat."""
    (words,) = db.execute(
        "SELECT count(*) FROM words WHERE person = ? AND text IS NOT NULL", (person.id,)
    ).fetchone()
    seats = db.execute(
        "SELECT name FROM member JOIN circle ON circle.id = member.circle WHERE member.person = ? ORDER BY name",
        (person.id,),
    )
    circles = tuple(name for (name,) in seats)
    return Traces(person, people.accounts_of(db, person.id), words, circles)


def forget(database: Database, person: PersonId) -> int:
    """Forget a person, all or nothing; returns how many texts were removed.

    Nothing of it is left in the file or beside it: freed pages are overwritten, and the write-ahead log is emptied.
    Copies made before are not touched.
    """
    with faults_told(), closing(database.writing()) as db:
        db.execute("BEGIN IMMEDIATE")
        try:
            places = _places_of(db, person)
            removed = log.forget(db, person)
            people.remove(db, person)
            for stream in places:
                _show_anew(db, stream)
            db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return removed


def _places_of(db: sqlite3.Connection, person: PersonId) -> tuple[str, ...]:
    """The streams that rooms show something of, and in which this person appears."""
    rows = db.execute(
        "SELECT DISTINCT stream FROM post WHERE stream IN (SELECT stream FROM words WHERE person = :person) "
        "OR stream IN (SELECT stream FROM log WHERE instr(data, :named)) "
        "OR stream IN (SELECT stream FROM envelope WHERE instr(data, :named))",
        {"person": person, "named": f'"{person}"'},
    )
    return tuple(stream for (stream,) in rows)


def _show_anew(db: sqlite3.Connection, stream: str) -> None:
    """Let the rooms that show a stream look at each of its cards again: nobody knows what these show now."""
    db.execute("UPDATE post SET digest = '' WHERE stream = ?", (stream,))
    missing = db.execute(
        "SELECT key FROM room WHERE circle = coalesce((SELECT circle FROM proceeding WHERE id = ?1), ?1) "
        "AND NOT EXISTS (SELECT 1 FROM post WHERE stream = ?1 AND room = room.key)",
        (stream,),
    )
    if missing.fetchone() is None:  # else a room that never showed it would be told the whole of it now
        agenda.mark(db, stream, log.head(db, stream).seq)
