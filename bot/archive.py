"""Reading a database beside whoever has it open: nothing is locked, nothing is changed, nothing is made."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from storage.faults import Unreachable, faults_told
from storage.sealing import keys_of, teach


@dataclass(frozen=True, slots=True)
class Archive:
    """One moment of a database: typed reads go through `session`, the others through `db`."""

    session: Session
    db: sqlite3.Connection


@contextmanager
def archive(path: Path, key: str | None = None) -> Iterator[Archive | None]:
    """A database to read; None where there is none yet. `key` is the one that was set, if any.

    Raises:
        StorageFault: it cannot be read, as a sentence.
    """
    if not path.exists() or path.stat().st_size == 0:
        yield None
        return
    with faults_told():
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, check_same_thread=False)
        try:
            db.execute("PRAGMA query_only=ON")
            _look(db, path)
            teach(db, keys_of(path, key))
            engine = create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool)
            with Session(engine) as session:
                yield Archive(session, db)
        finally:
            db.close()


def _look(db: sqlite3.Connection, path: Path) -> None:
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"proceeding", "circle", "person", "log"} <= tables:
        raise Unreachable(f"{path} is no database of Circlewise.")
