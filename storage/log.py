"""The log: facts in streams, append only.

A stream is a proceeding or a circle, by its id. Each row carries a digest of itself and of the row before
it, so that `faults_in` can show that nothing was changed, left out or put in later. Words are covered by
their own salted digest, which is why they can be removed and the proof still holds. A row is one fact, or an
envelope with the sealed facts of one act (`envelopes`); numbers count rows.

Every function takes the connection and belongs into somebody's transaction.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from facilitation.facts import Fact
from storage import envelopes
from storage.codec import Record, Saying, decode, digest_of, encode
from storage.envelopes import SEALED, Judge, Opens, Unit, texts_of, units_of
from storage.faults import Conflict

_quoted = (
    json.encoder.encode_basestring
)  # as JSON writes it, and three times as fast as asking it for a whole list


class Head(NamedTuple):
    """The last row of a stream: its number, and the digest that the next one builds on."""

    seq: int
    digest: str


EMPTY: Final = Head(0, "")
"""The head of a stream that does not exist yet."""

_ALL: Final = 2**62  # a number that no row reaches
_TELLING: Final = 20  # characters: longer words, said again by somebody else, are a quotation


class Logged(NamedTuple):
    """A fact with its place in the log."""

    stream: str
    seq: int
    cause: str
    fact: Fact


class Stored(NamedTuple):
    """One row of a stream, as it stands there."""

    seq: int
    digest: str
    cause: str
    kind: str
    version: int
    at: str
    data: str

    @property
    def record(self) -> Record:
        """What was made of the fact, or of the envelope."""
        return Record(*self[3:])


_stored: Callable[[tuple[object, ...]], Stored] = partial(tuple.__new__, Stored)
"""`Stored._make`, without its checks: half a million rows are made so when everything is proved."""


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
    marks: Sequence[bool] = (),
) -> Head:
    """Append facts to a stream whose head is `after`, and return its new head.

    `cause` is the delivery, or whatever else led to this. `said_by` owns words that no fact ascribes to
    anybody. `marks` says of each fact whether it is sealed.

    Raises:
        Conflict: the stream has another head by now.
        NoKey: something is to be sealed, and there is no key.
    """
    rows, words, at = [], [], after
    try:
        for unit in units_of(facts, marks):
            record, sayings = _recorded(db, stream, at.seq + 1, unit, said_by)
            at = Head(at.seq + 1, _digest(at.digest, stream, at.seq + 1, cause, record))
            rows.append(
                (stream, at.seq, record.kind, record.version, record.at, cause, record.data, at.digest)
            )
            words += [(stream, *said) for said in sayings]
        db.executemany(
            "INSERT INTO log (stream, seq, kind, version, at, cause, data, digest) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    except sqlite3.IntegrityError as error:
        raise Conflict(f"{stream} has gone on since number {after.seq}.") from error
    if words:
        db.executemany(
            "INSERT INTO words (stream, digest, salt, text, person, sealed) VALUES (?, ?, ?, ?, ?, ?)", words
        )
    return at


def read(db: sqlite3.Connection, stream: str, since: int = 0, upto: int | None = None) -> tuple[Fact, ...]:
    """The facts of a stream after number `since`, up to and with `upto`.

    Raises:
        Unreadable: one is not known here; `Locked`: one is sealed with a key that is not here.
        Damaged: words or an envelope are missing.
    """
    rows = db.execute(
        "SELECT seq, kind, version, at, data FROM log WHERE stream = ? AND seq > ? AND seq <= ? ORDER BY seq",
        (stream, since, _ALL if upto is None else upto),
    ).fetchall()
    texts, facts = texts_of(db, stream) if rows else {}, list[Fact]()
    for row in rows:
        if row[1] == SEALED:
            facts += envelopes.facts_in(db, stream, row[0], Record(*row[1:]), texts)
        else:
            facts.append(decode(row[1:], texts))
    return tuple(facts)


def stored(db: sqlite3.Connection, stream: str, since: int = 0, upto: int | None = None) -> list[Stored]:
    """The rows of a stream after number `since`, up to and with `upto`."""
    rows = db.execute(
        "SELECT seq, digest, cause, kind, version, at, data FROM log "
        "WHERE stream = ? AND seq > ? AND seq <= ? ORDER BY seq",
        (stream, since, _ALL if upto is None else upto),
    )
    return list(map(_stored, rows))


def read_many(db: sqlite3.Connection, streams: Iterable[str]) -> dict[str, tuple[Fact, ...]]:
    """The facts of several streams."""
    return {stream: read(db, stream) for stream in streams}


def read_logged(db: sqlite3.Connection, stream: str) -> Iterator[Logged]:
    """The facts of a stream with their places, one after the other; raises as `read` does."""
    return facts_of(db, stream, stored(db, stream))


def facts_of(db: sqlite3.Connection, stream: str, rows: Iterable[Stored]) -> Iterator[Logged]:
    """The facts of rows that were read already; raises as `read` does."""
    texts = texts_of(db, stream)
    for row in rows:
        if row.kind == SEALED:
            yield from _logged(db, stream, row, texts)
        else:  # as `_logged` would, without asking it half a million times
            yield Logged(stream, row.seq, row.cause, decode(row[3:], texts))


def read_all(db: sqlite3.Connection) -> Iterator[Logged]:
    """Every fact of every stream, in the order in which they were stored; raises as `read` does."""
    return _all(db, _logged)


def visible(db: sqlite3.Connection, stream: str) -> Iterator[Logged]:
    """What everyone may know of a stream: of what is still sealed, only what stands on its envelope."""
    texts = texts_of(db, stream)
    for row in stored(db, stream):
        yield from _visible(db, stream, row, texts)


def all_visible(db: sqlite3.Connection) -> Iterator[Logged]:
    """What everyone may know of every stream, in the order in which it was stored. Needs no key."""
    return _all(db, _visible)


def last_of(db: sqlite3.Connection, stream: str, kinds: Iterable[type[Fact]], before: int) -> int:
    """The number of the last fact of one of these kinds that a stream has before number `before`, or 0.

    What is sealed has no kind that could be asked for.
    """
    names = json.dumps([kind.__name__ for kind in kinds])
    (seq,) = db.execute(
        "SELECT coalesce(max(seq), 0) FROM log WHERE stream = ? AND seq < ? "
        "AND kind IN (SELECT value FROM json_each(?))",
        (stream, before, names),
    ).fetchone()
    return int(seq)


def unseal(db: sqlite3.Connection, stream: str, opens: Opens, keeps: Judge) -> int:
    """Open those envelopes of a stream that are no secret any more; `keeps` names words that stay sealed.

    Returns how many. Raises `Locked` where no key of this instance opens one.
    """
    return envelopes.open_all(db, stream, envelopes.closed_in(db, stream), opens, keeps)


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


def broken_link(stream: str, rows: Iterable[Stored]) -> tuple[int, int] | None:
    """Where the chain of a whole stream breaks: the last sound number, and the one after it that is not sound."""
    before = ""
    for place, row in enumerate(rows):
        seq, digest, cause, *_ = row
        if seq != place + 1 or digest != _digest(before, stream, seq, cause, row[3:]):
            return place, seq
        before = digest
    return None


def faults_in(db: sqlite3.Connection, stream: str) -> tuple[str, ...]:
    """What is wrong with a stream, a sentence each: a broken chain, a gap, words other than what was said."""
    found, last, rows = [], EMPTY, stored(db, stream)
    for row in rows:
        if row.seq != last.seq + 1:
            found.append(f"{stream} goes from number {last.seq} to {row.seq}.")
        if row.digest != _digest(last.digest, stream, row.seq, row.cause, row.record):
            found.append(f"Number {row.seq} of {stream} is not what was stored.")
        last = Head(row.seq, row.digest)
    if words_changed(db, stream):
        found.append(f"Words in {stream} are not what was said.")
    if (seq := changed_envelope(db, stream, rows)) is not None:
        found.append(f"What was sealed in number {seq} of {stream} is not what was stored.")
    return tuple(found)


def words_changed(db: sqlite3.Connection, stream: str) -> bool:
    """Whether words of a stream are not what was said; those that are still sealed prove themselves when unsealed."""
    said = db.execute(
        "SELECT digest, salt, text FROM words WHERE stream = ? AND text IS NOT NULL AND NOT sealed", (stream,)
    )
    return any(salt is None or digest_of(salt, text) != digest for digest, salt, text in said)


def changed_envelope(db: sqlite3.Connection, stream: str, rows: Iterable[Stored]) -> int | None:
    """The number of the first envelope whose content is not what was sealed."""
    sealed = (row for row in rows if row.kind == SEALED)
    return next((row.seq for row in sealed if not envelopes.is_proved(db, stream, row.seq, row.record)), None)


def _recorded(
    db: sqlite3.Connection, stream: str, seq: int, unit: Unit, said_by: str | None
) -> tuple[Record, list[Saying]]:
    if unit.sealed:
        return envelopes.close(db, stream, seq, unit.facts, said_by)
    return encode(unit.facts[0], said_by)


def _logged(db: sqlite3.Connection, stream: str, row: Stored, texts: envelopes.Texts) -> Iterator[Logged]:
    if row.kind != SEALED:
        yield Logged(stream, row.seq, row.cause, decode(row.record, texts))
        return
    for fact in envelopes.facts_in(db, stream, row.seq, row.record, texts):
        yield Logged(stream, row.seq, row.cause, fact)


def _visible(db: sqlite3.Connection, stream: str, row: Stored, texts: envelopes.Texts) -> Iterator[Logged]:
    if row.kind != SEALED:
        yield Logged(stream, row.seq, row.cause, decode(row.record, texts))
        return
    for fact in envelopes.visible_in(db, stream, row.seq, row.record, texts):
        yield Logged(stream, row.seq, row.cause, fact)


_Look = Callable[[sqlite3.Connection, str, Stored, envelopes.Texts], Iterator[Logged]]


def _all(db: sqlite3.Connection, look: _Look) -> Iterator[Logged]:
    rows = db.execute("SELECT stream, seq, digest, cause, kind, version, at, data FROM log ORDER BY position")
    texts: dict[str, dict[str, str | None]] = {}
    for stream, *row in rows:
        if stream not in texts:
            texts[stream] = texts_of(db, stream)
        yield from look(db, stream, Stored._make(row), texts[stream])


def _digest(before: str, stream: str, seq: int, cause: str, record: tuple[str, int, str, str]) -> str:
    """Of a row and the digest before it, written as a JSON list."""
    kind, version, at, data = record
    whole = (
        f"[{_quoted(before)},{_quoted(stream)},{seq},{_quoted(cause)},{_quoted(kind)},{version},{_quoted(at)},"
        f"{_quoted(data)}]"
    )
    return hashlib.sha256(whole.encode()).hexdigest()
