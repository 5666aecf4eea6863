"""Which card was posted where, and how certain that is.

Before a card is posted, it is noted here as `TRYING`; after the answer, as `POSTED`. A row that is found
`TRYING` after a crash or a lost answer is the one case in which a room has to be asked what it shows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from storage.codec import read_instant, written_instant


class State(Enum):
    """How certain it is that a card is shown."""

    TRYING = "trying"
    POSTED = "posted"
    WHISPERED = "whispered"
    EARLIER = "earlier"
    """It looked like that before the room was opened: it is posted there once it changes."""
    ENDED = "ended"
    """A whisper in which nothing is asked any more, and that says so."""
    REFUSED = "refused"
    """The room cannot show it (nobody there whom it is for, or the platform will not have it): let it be."""


@dataclass(frozen=True, slots=True)
class Post:
    """One card in one room. `digest` is of what it shows, `at` when it was first tried."""

    key: str
    remote: str | None
    digest: str
    state: State
    at: datetime


def posts(db: sqlite3.Connection, room: str, stream: str) -> dict[str, Post]:
    """The cards of one proceeding in one room by their key, in the order in which they were first tried."""
    rows = db.execute(
        "SELECT key, remote, digest, state, at FROM post WHERE stream = ? AND room = ? ORDER BY rowid",
        (stream, room),
    )
    return {
        key: Post(key, remote, digest, State(state), read_instant(at))
        for key, remote, digest, state, at in rows
    }


def whispered(db: sqlite3.Connection, stream: str, key: str, room: str) -> bool:
    """Whether somebody was told this in another room than this one."""
    row = db.execute(
        "SELECT 1 FROM post WHERE stream = ? AND key = ? AND room <> ? AND state IN (?, ?)",
        (stream, key, room, State.WHISPERED.value, State.ENDED.value),
    ).fetchone()
    return row is not None


def save(db: sqlite3.Connection, room: str, stream: str, post: Post) -> None:
    """Note how a card stands in a room now."""
    db.execute(
        "INSERT INTO post (room, key, stream, remote, digest, state, at) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (room, key) DO UPDATE SET remote = excluded.remote, digest = excluded.digest, "
        "state = excluded.state, at = excluded.at",
        (room, post.key, stream, post.remote, post.digest, post.state.value, written_instant(post.at)),
    )


def pass_over(db: sqlite3.Connection, room: str, cards: Iterable[tuple[str, str, str]], at: datetime) -> None:
    """Note what was there before a room was opened: each card's stream, key and digest. What is known there stays."""
    db.executemany(
        "INSERT OR IGNORE INTO post (room, key, stream, remote, digest, state, at) VALUES (?, ?, ?, NULL, ?, ?, ?)",
        [
            (room, key, stream, digest, State.EARLIER.value, written_instant(at))
            for stream, key, digest in cards
        ],
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Which card a message is, and in which room."""

    room: str
    stream: str
    key: str


def found(db: sqlite3.Connection, platform: str, remote: str) -> Place | None:
    """Which card a message of a platform is; None for a message of anybody else."""
    row = db.execute(
        "SELECT room, stream, key FROM post WHERE remote = ? AND substr(room, 1, ?) = ?",
        (remote, len(platform) + 1, f"{platform}:"),
    ).fetchone()
    return Place(*row) if row else None


def doubled(db: sqlite3.Connection, platform: str, key: str, remote: str) -> bool:
    """Whether a card is kept as another message of a platform, in the same channel, and not as this one."""
    rows = db.execute(
        "SELECT remote FROM post WHERE key = ? AND substr(room, 1, ?) = ?",
        (key, len(platform) + 1, f"{platform}:"),
    )
    kept = [one for (one,) in rows]
    if remote in kept or None in kept:  # where one is not known yet, it may be this
        return False
    channel = remote.rpartition("/")[0]
    return any(one.rpartition("/")[0] == channel for one in kept)


def shown_as(db: sqlite3.Connection, room: str, key: str) -> str | None:
    """As which message a card is shown in a room."""
    row = db.execute("SELECT remote FROM post WHERE room = ? AND key = ?", (room, key)).fetchone()
    return row[0] if row else None


def signs(db: sqlite3.Connection, place: Place) -> dict[str, frozenset[str]]:
    """The signs under a card that were acted on last, by person."""
    rows = db.execute("SELECT person, signs FROM sign WHERE room = ? AND key = ?", (place.room, place.key))
    return {person: frozenset(words.split()) for person, words in rows}


def keep_signs(db: sqlite3.Connection, place: Place, person: str, signs: frozenset[str]) -> None:
    """Note which signs somebody has under a card now; `person` is `platform:account` for who is not known yet."""
    db.execute(
        "INSERT OR REPLACE INTO sign (room, key, person, signs) VALUES (?, ?, ?, ?)",
        (place.room, place.key, person, " ".join(sorted(signs))),
    )
