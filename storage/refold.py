"""The log folded once more, beside what stands in the database, which is only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final

from facilitation.facts import Fact
from facilitation.streams import Value, booked, booked_all, due_of
from storage import log, projections
from storage.codec import decode, written_instant
from storage.envelopes import SEALED, texts_of
from storage.faults import Locked
from storage.log import Stored

_OWNER: Final = {"proceeding": "id", "circle": "id", "member": "circle"} | dict.fromkeys(
    projections.OF_CIRCLES, "circle"
)
"""The column that names the stream a row was derived from; `proceeding` in all other tables."""
_COUNTED: Final = "number"
"""Which proposal it is in the whole house: not a matter of one stream."""


class Refolding:
    """Streams folded and projected a second time, in memory. The database behind `db` is only read."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.reached = 0
        """The number of the row that was booked last, or could not be."""
        self.is_locked = False
        """Whether the stream that was added last could be folded only as far as its seal."""
        self._db = db
        self._shadow = sqlite3.connect(":memory:", isolation_level=None)
        self._shadow.execute("PRAGMA journal_mode=OFF")
        self._columns = {table: self._prepare(table) for table in projections.PROJECTIONS}
        self._shadow.execute("BEGIN")  # and never ended: nobody else looks, and nothing is taken back
        self._value: Value = None

    def add(self, stream: str, rows: list[Stored]) -> None:
        """Fold and project a stream instead of the one before.

        Raises:
            Unreadable: a fact is not known here.
            Damaged: words are missing.
            Exception: whatever the rules say to a fact that does not fit where it stands.
        """
        for table in projections.PROJECTIONS:
            self._shadow.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        self._value, self.reached, self.is_locked = None, 0, False
        if any(row.kind == SEALED for row in rows):
            self._add_with_secrets(stream)
            return
        # each of these with all facts is a little faster than all of these with each fact
        facts = list(self._counted(self._decoded(stream, rows)))
        self._value = booked_all(None, self._counted(facts))
        projections.apply(self._shadow.cursor(), stream, 1, self._counted(facts))

    def _decoded(self, stream: str, rows: list[Stored]) -> Iterator[Fact]:
        texts = texts_of(self._db, stream)
        for row in rows:
            yield decode(row[3:], texts)

    def _counted(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """The same facts, while `reached` tells which is looked at."""
        for self.reached, fact in enumerate(facts, 1):
            yield fact

    def _add_with_secrets(self, stream: str) -> None:
        for logged in log.visible(self._db, stream):
            projections.apply(self._shadow, stream, logged.seq, (logged.fact,))
        try:
            for logged in log.read_logged(self._db, stream):
                self.reached = logged.seq
                self._value = booked(self._value, logged.fact)
        except Locked:
            self.is_locked = True

    def differing_table(self, stream: str) -> str:
        """The table in which a stream's rows are not what the log says; empty where there is none."""
        return next((table for table in projections.PROJECTIONS if self._differs(table, stream)), "")

    def due_is_right(self, stream: str) -> bool:
        """Whether the clock would knock when the stream that was added last wants it."""
        if self.is_locked:
            return True
        row = self._db.execute("SELECT at FROM due WHERE stream = ?", (stream,)).fetchone()
        due = due_of(self._value)
        return (row[0] if row else None) == (None if due is None else written_instant(due))

    def _prepare(self, table: str) -> str:
        (made,) = self._db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        self._shadow.execute(made)
        columns = self._db.execute("SELECT name FROM pragma_table_info(?)", (table,))
        return ", ".join(f'"{name}"' for (name,) in columns if (table, name) != ("proceeding", _COUNTED))

    def _differs(self, table: str, stream: str) -> bool:
        query = (
            f"SELECT {self._columns[table]} FROM {table} "  # noqa: S608 - names of our own tables
            f"WHERE {_OWNER.get(table, 'proceeding')} = ? ORDER BY 1, 2, 3"
        )
        here, there = (db.execute(query, (stream,)).fetchall() for db in (self._db, self._shadow))
        return here != there
