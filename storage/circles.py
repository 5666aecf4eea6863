"""Circles and their members as they are now, for lists and menus. The rules take theirs from the log."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from facilitation.model import CircleId, Duty, Member, PersonId, ProceedingId, Standing
from storage.codec import read_instant


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleEntry:
    """One circle in a list."""

    id: CircleId
    name: str
    aim: str
    broader: CircleId | None
    domains: tuple[str, ...]
    preset: str
    practice: bool
    rounds_held: int
    founded: datetime


def circles(db: sqlite3.Connection) -> tuple[CircleEntry, ...]:
    """All circles, by name."""
    return tuple(_entry(row) for row in db.execute(f"{_SELECT} ORDER BY name, id"))


def circle(db: sqlite3.Connection, id_: CircleId) -> CircleEntry | None:
    """One circle."""
    row = db.execute(f"{_SELECT} WHERE id = ?", (id_,)).fetchone()
    return _entry(row) if row else None


def circles_of(db: sqlite3.Connection, person: PersonId) -> tuple[CircleEntry, ...]:
    """The circles somebody belongs to, by name."""
    mine = "WHERE id IN (SELECT circle FROM member WHERE person = ?) ORDER BY name, id"
    return tuple(_entry(row) for row in db.execute(f"{_SELECT} {mine}", (person,)))


def members(db: sqlite3.Connection, id_: CircleId) -> tuple[Member, ...]:
    """Who belongs to a circle, in the order of their ids."""
    rows = db.execute("SELECT person, standing, duties FROM member WHERE circle = ? ORDER BY person", (id_,))
    return tuple(
        Member(
            person=PersonId(person),
            standing=Standing(standing),
            duties=tuple(Duty(duty) for duty in json.loads(duties)),
        )
        for person, standing, duties in rows
    )


def open_in(db: sqlite3.Connection, circle: CircleId) -> tuple[ProceedingId, ...]:
    """The proceedings of a circle in which something can still happen, agreements in force among them."""
    rows = db.execute(
        "SELECT id FROM proceeding WHERE circle = ? AND closed IS NULL ORDER BY number", (circle,)
    )
    return tuple(ProceedingId(id_) for (id_,) in rows)


def in_force(db: sqlite3.Connection, circle: CircleId) -> int:
    """How many agreements of a circle are in force."""
    row = db.execute(
        "SELECT count(*) FROM proceeding WHERE circle = ? AND in_force = 1", (circle,)
    ).fetchone()
    return int(row[0])


def agreed(db: sqlite3.Connection, circle: CircleId, most: int = 100) -> tuple[tuple[str, str], ...]:
    """The agreements of a circle that are in force, the newest first: each by its id, with its title."""
    rows = db.execute(
        "SELECT id, title FROM proceeding WHERE circle = ? AND in_force = 1 AND process = 'consent decision' "
        "AND title <> '' ORDER BY number DESC LIMIT ?",
        (circle, most),
    )
    return tuple((str(id_), str(title)) for id_, title in rows)


_SELECT = "SELECT id, name, aim, broader, domains, preset, practice, rounds_held, founded FROM circle"


def _entry(row: tuple[str, str, str, str | None, str, str, int, int, str]) -> CircleEntry:
    id_, name, aim, broader, domains, preset, practice, rounds_held, founded = row
    return CircleEntry(
        id=CircleId(id_),
        name=name,
        aim=aim,
        broader=None if broader is None else CircleId(broader),
        domains=tuple(json.loads(domains)),
        preset=preset,
        practice=bool(practice),
        rounds_held=rounds_held,
        founded=read_instant(founded),
    )
