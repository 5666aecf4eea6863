"""The log: facts in streams, append only.

A stream is a proceeding or a circle, by its id. Each row carries a digest of itself and of the row before
it, so that `faults_in` can show that nothing was changed, left out or put in later. Words are covered by
their own salted digest, which is why they can be removed and the proof still holds.

Every function takes the connection and belongs into somebody's transaction.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from facilitation.facts import Fact
from storage.codec import Record, decode, digest_of, encode
from storage.faults import Conflict

_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of a stream: its number, and the digest that the next one builds on."""

    seq: int
    digest: str


EMPTY: Final = Head(0, "")
"""The head of a stream that does not exist yet."""

_TELLING: Final = 20  # characters: longer words, said again by somebody else, are a quotation


@dataclass(frozen=True, slots=True)
class Logged:
    """A fact with its place in the log."""

    stream: str
    seq: int
    cause: str
    fact: Fact


def head(db: sqlite3.Connection, stream: str) -> Head:
    """Where a stream stands now."""
    row = db.execute(
        "SELECT seq, digest FROM log WHERE stream = ? ORDER BY seq DESC LIMIT 1", (stream,)
    ).fetchone()
    return Head(*row) if row else EMPTY


def append(  # noqa: PLR0913 - what a row consists of
    db: sqlite3.Connection,
    stream: str,
    after: Head,
    facts: Sequence[Fact],
    *,
    cause: str,
    said_by: str | None = None,
) -> Head:
    """Append facts to a stream whose head is `after`, and return its new head.

    `cause` is the delivery, or whatever else led to this. `said_by` owns words that no fact ascribes to
    anybody.

    Raises:
        Conflict: the stream has another head by now.
    """
    rows, words, at = [], [], after
    for fact in facts:
        record, sayings = encode(fact, said_by)
        at = Head(at.seq + 1, _digest(at.digest, stream, at.seq + 1, cause, record))
        rows.append((stream, at.seq, record.kind, record.version, record.at, cause, record.data, at.digest))
        words += [(stream, said.digest, said.salt, said.text, said.person) for said in sayings]
    try:
        db.executemany(
            "INSERT INTO log (stream, seq, kind, version, at, cause, data, digest) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    except sqlite3.IntegrityError as error:
        raise Conflict(f"{stream} has gone on since number {after.seq}.") from error
    if words:
        db.executemany(
            "INSERT INTO words (stream, digest, salt, text, person, sealed) VALUES (?, ?, ?, ?, ?, 0)", words
        )
    return at


def read(db: sqlite3.Connection, stream: str, since: int = 0, upto: int | None = None) -> tuple[Fact, ...]:
    """The facts of a stream after number `since`, up to and with `upto`."""
    rows = db.execute(
        "SELECT kind, version, at, data FROM log WHERE stream = ? AND seq > ? AND seq <= ? ORDER BY seq",
        (stream, since, 2**62 if upto is None else upto),
    ).fetchall()
    texts = _texts(db, stream) if rows else {}
    return tuple(decode(Record(*row), texts) for row in rows)


def read_many(db: sqlite3.Connection, streams: Iterable[str]) -> dict[str, tuple[Fact, ...]]:
    """The facts of several streams."""
    return {stream: read(db, stream) for stream in streams}


def read_all(db: sqlite3.Connection) -> Iterator[Logged]:
    """Every fact of every stream, in the order in which they were stored."""
    rows = db.execute("SELECT stream, seq, cause, kind, version, at, data FROM log ORDER BY position")
    texts: dict[str, dict[str, str | None]] = {}
    for stream, seq, cause, *record in rows:
        if stream not in texts:
            texts[stream] = _texts(db, stream)
        yield Logged(stream, seq, cause, decode(Record(*record), texts[stream]))


def streams(db: sqlite3.Connection) -> tuple[str, ...]:
    """All streams, in the order in which they began."""
    return tuple(s for (s,) in db.execute("SELECT stream FROM log WHERE seq = 1 ORDER BY position"))


def forget(db: sqlite3.Connection, person: str) -> int:
    """Remove all words of a person, for ever, and long ones also where somebody repeated them in that stream.

    The salts go with them: without its salt a digest gives nothing away. Returns how many were removed.
    """
    return db.execute(
        "UPDATE words SET text = NULL, salt = NULL WHERE text IS NOT NULL AND (person = :person OR "
        "(stream, text) IN (SELECT stream, text FROM words WHERE person = :person AND length(text) > :long))",
        {"person": person, "long": _TELLING},
    ).rowcount


def faults_in(db: sqlite3.Connection, stream: str) -> tuple[str, ...]:
    """What is wrong with a stream, a sentence each: a broken chain, a gap, words other than what was said."""
    found, last = [], EMPTY
    rows = db.execute(
        "SELECT seq, digest, cause, kind, version, at, data FROM log WHERE stream = ? ORDER BY seq", (stream,)
    )
    for seq, digest, cause, *record in rows:
        if seq != last.seq + 1:
            found.append(f"{stream} goes from number {last.seq} to {seq}.")
        if digest != _digest(last.digest, stream, seq, cause, Record(*record)):
            found.append(f"Number {seq} of {stream} is not what was stored.")
        last = Head(seq, digest)
    said = db.execute("SELECT digest, salt, text FROM words WHERE stream = ? AND text IS NOT NULL", (stream,))
    found += [
        f"Words in {stream} are not what was said." for d, salt, text in said if digest_of(salt, text) != d
    ]
    return tuple(found)


def _digest(before: str, stream: str, seq: int, cause: str, record: Record) -> str:
    whole = [before, stream, seq, cause, record.kind, record.version, record.at, record.data]
    return hashlib.sha256(_dump(whole).encode()).hexdigest()


def _texts(db: sqlite3.Connection, stream: str) -> dict[str, str | None]:
    return dict(db.execute("SELECT digest, text FROM words WHERE stream = ?", (stream,)).fetchall())
