"""What is still to be done: deliveries answered, instants that fall due, cards that must be shown.

All of it is written in the same transaction as the facts that led to it, so none of it can be lost or
doubled.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple

from facilitation.model import CircleId, ProceedingId
from storage.codec import read_instant, written_instant


class Answered(NamedTuple):
    """Where an answer stands: facts `first` to `last` of a stream, which then stood at `upto`."""

    stream: str
    first: int
    last: int
    upto: int


class Due(NamedTuple):
    """When the clock must knock for a proceeding or circle."""

    stream: str
    at: datetime


def answered(db: sqlite3.Connection, delivery: str) -> Answered | None:
    """Where the answer to a delivery stands, or None when it comes for the first time."""
    row = db.execute("SELECT stream, first, last, upto FROM inbox WHERE delivery = ?", (delivery,)).fetchone()
    return Answered(*row) if row else None


def answer(db: sqlite3.Connection, delivery: str, where: Answered, now: datetime) -> None:
    """Note that a delivery was acted on."""
    db.execute(
        "INSERT INTO inbox (delivery, stream, first, last, upto, at) VALUES (?, ?, ?, ?, ?, ?)",
        (delivery, where.stream, where.first, where.last, where.upto, written_instant(now)),
    )


def forget_answers(db: sqlite3.Connection, before: datetime) -> int:
    """Drop deliveries so old that no platform sends them again; returns how many."""
    return db.execute("DELETE FROM inbox WHERE at < ?", (written_instant(before),)).rowcount


def set_due(db: sqlite3.Connection, stream: str, at: datetime | None) -> None:
    """Let the clock knock at this instant and no other; None for not at all."""
    if at is None:
        db.execute("DELETE FROM due WHERE stream = ?", (stream,))
    else:
        db.execute(
            "INSERT INTO due (stream, at) VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET at = excluded.at",
            (stream, written_instant(at)),
        )


def next_dues(db: sqlite3.Connection, most: int) -> tuple[Due, ...]:
    """What falls due next, the earliest (or longest overdue) first."""
    rows = db.execute("SELECT stream, at FROM due ORDER BY at, stream LIMIT ?", (most,))
    return tuple(Due(stream, read_instant(at)) for stream, at in rows)


def mark(db: sqlite3.Connection, stream: str, seq: int) -> None:
    """Note that the cards of a proceeding or circle may not show its facts up to `seq` yet."""
    db.execute(
        "INSERT INTO dirty (stream, seq) VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq",
        (stream, seq),
    )


def unmark(db: sqlite3.Connection, stream: str, seq: int) -> None:
    """Note that every room shows the facts up to `seq`; a newer mark stays."""
    db.execute("DELETE FROM dirty WHERE stream = ? AND seq <= ?", (stream, seq))


def marked(db: sqlite3.Connection, circle: CircleId) -> dict[ProceedingId | CircleId, int]:
    """What of a circle may be behind in its rooms, with the number of the last fact: itself, then its proceedings."""
    rows = db.execute(
        "SELECT stream, seq FROM dirty LEFT JOIN proceeding ON proceeding.id = dirty.stream "
        "WHERE stream = ?1 OR circle = ?1 ORDER BY proceeding.number",
        (circle,),
    )
    return {CircleId(stream) if stream == circle else ProceedingId(stream): seq for stream, seq in rows}
