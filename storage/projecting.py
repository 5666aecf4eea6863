"""What all projections are made of: facts that change rows, and the statements that do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from facilitation import facts as f

Value = str | int | None
Change = tuple[str, tuple[Value, ...]]
"""One statement and its parameters."""


class Place(NamedTuple):
    """Where in the log a fact stands."""

    stream: str
    seq: int


Project = Callable[[Place, Any], Iterator[Change]]
PROJECTED: Final[dict[type[f.Fact], Project]] = {}
"""The facts that change rows, each with the function that says which."""


def projects(*kinds: type[f.Fact]) -> Callable[[Project], Project]:
    """Register which rows these facts change."""

    def register(function: Project) -> Project:
        PROJECTED.update(dict.fromkeys(kinds, function))
        return function

    return register


def put(table: str, **columns: Value) -> Change:
    """A row, instead of the one of the same key."""
    return _putting(table, *columns), tuple(columns.values())


@cache
def _putting(table: str, *columns: str) -> str:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    return f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own


def put_anew(table: str, key: str, **columns: Value) -> Change:
    """A row that keeps its number when it is projected once more."""
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    new = ", ".join(f"{name} = excluded.{name}" for name in columns)
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ({key}) DO UPDATE SET {new}"  # noqa: S608
    return statement, tuple(columns.values())


def change(table: str, key: dict[str, Value], **columns: Value) -> Change:
    """Other values in the rows of this key."""
    return _setting(table, tuple(key), *columns), (*columns.values(), *key.values())


@cache
def _setting(table: str, key: tuple[str, ...], *columns: str) -> str:
    names, where = (each.join(f"{name} = ?" for name in of) for each, of in ((", ", columns), (" AND ", key)))
    return f"UPDATE {table} SET {names} WHERE {where}"  # noqa: S608 - names of our own


def drop(table: str, **key: Value) -> Change:
    """The rows of this key are gone."""
    where = " AND ".join(f"{name} = ?" for name in key)
    return f"DELETE FROM {table} WHERE {where}", tuple(key.values())  # noqa: S608 - names of our own
