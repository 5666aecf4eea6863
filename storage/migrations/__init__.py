"""Carries a database from one version of the tables to the next, when it is opened.

Before an older database is changed, a copy is put beside it (`<name>.before-<revision>`). Everything happens
in one transaction: a migration that fails leaves the file as it was. Foreign keys are off meanwhile, because
remaking a table would take its children along, and are checked before the commit.

Alembic is loaded only when there is something to do; a database that is up to date opens without it.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from storage.copies import copy_to
from storage.faults import Damaged, TooNew

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0005"
"""The revision this program works with; a test holds it against the scripts."""


def bring_up_to_date(path: Path) -> None:
    """Migrate the database at `path` to `HEAD`.

    Raises:
        TooNew: a newer Circlewise wrote it; nothing was changed.
        Damaged: rows point to rows that are not there; nothing was changed.
    """
    present = revision_of(path)
    if present == HEAD:
        return
    if present is not None:
        refuse_unknown(present)
        _put_aside(path, present)
    _migrate(path)


def revision_of(path: Path) -> str | None:
    """Which revision a database has; None for an empty one."""
    connection = sqlite3.connect(path)
    try:
        return revision_in(connection, path)
    finally:
        connection.close()


def revision_in(connection: sqlite3.Connection, path: Path) -> str | None:
    """Which revision the database behind a connection has; `path` is what a fault calls it."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise Damaged(f"{path} is a database of some other program.")
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def config() -> Config:
    """Alembic's settings, from this folder alone."""
    from alembic.config import Config  # noqa: PLC0415 - a tenth of a second that most starts do not need

    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    return made


def refuse_unknown(present: str) -> None:
    """Raise `TooNew` for a revision that this program has never heard of."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if present not in known:
        raise TooNew(
            f"This database was written by a newer Circlewise (its tables are of revision {present}, "
            f"this one knows up to {HEAD}): install that one again. Nothing was changed."
        )


def _put_aside(path: Path, revision: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        copy_to(connection, path.with_name(f"{path.name}.before-{revision}"))
    finally:
        connection.close()


def _migrate(path: Path) -> None:
    from alembic import command  # noqa: PLC0415 - as above
    from sqlalchemy import URL, NullPool, create_engine  # noqa: PLC0415 - as above

    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"isolation_level": None},
    )
    settings = config()
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
        if orphan := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone():
            connection.rollback()
            raise Damaged(
                f"Migrating left rows of {orphan[0]} without what they belong to; nothing was changed."
            )
        connection.commit()
