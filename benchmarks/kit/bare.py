"""The bare module: `sqlite3` committing the rows that acts led to, one act after the other.

It reads nothing, decides nothing, encodes nothing and waits for no thread. It only writes the very rows the
bot writes, into the same tables, with a transaction for each act and the same promise (WAL,
`synchronous=FULL`): about the least that keeping acts in SQLite can cost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from storage.database import Database

Write = tuple[str, list[Any]]
"""A statement and the rows it is carried out with."""

Writes = list[Write]
"""All that one act led to."""

_WRITING = ("INSERT", "UPDATE", "DELETE")
_LAST_OF_AN_ACT = "INTO inbox"


class Recording(sqlite3.Connection):
    """A connection that notes what is written through it, act by act."""

    acts: list[Writes]

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - as the module says
        """Carry it out, and note it."""
        self._note(sql, [parameters])
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        """Carry it out, and note it."""
        rows = list(parameters)
        self._note(sql, rows)
        return super().executemany(sql, rows)

    def _note(self, sql: str, rows: list[Any]) -> None:
        if not sql.startswith(_WRITING):
            return
        self.acts[-1].append((sql, rows))
        if _LAST_OF_AN_ACT in sql:
            self.acts.append([])


def record(database: Database) -> list[Writes]:
    """Note from now on what is written into a database that nobody has written to yet; the list grows."""
    acts: list[Writes] = [[]]

    def writing() -> sqlite3.Connection:
        connection = plain(Recording)
        assert isinstance(connection, Recording)
        connection.acts = acts
        return connection

    plain = database.writing
    database.writing = writing  # type: ignore[assignment]
    return acts


@contextmanager
def bare(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection to a new file with our tables."""
    Database(path).close()
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        yield connection
    finally:
        connection.close()


def commit(connection: sqlite3.Connection, writes: Writes) -> None:
    """Write one act's rows, and commit them."""
    connection.execute("BEGIN IMMEDIATE")
    for sql, rows in writes:
        if len(rows) == 1:
            connection.execute(sql, rows[0])
        else:
            connection.executemany(sql, rows)
    connection.execute("COMMIT")
