"""Facts that are a secret for now, each act of them in one envelope: one row of the log, whatever it says.

An envelope shows that something was said, when, and in answer to which delivery; not what, nor what kind of thing.
The chain of digests runs over the closed envelope, so the log can be proved without the key. Inside lies a salted
digest's other half: once the envelope is opened, its content stands in the table `envelope` in plain, and the
digest in the log proves that this is what was sealed. From then on nothing needs the key.

All envelopes of answers look alike: padded to one size, each with exactly one row of words, sealed as well and
padded too; an answer without words has an empty one. Somebody who changes their mind from an objection makes two
facts, and still one envelope.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, NamedTuple

from facilitation.facts import Fact
from facilitation.sealed import seen
from storage.codec import Record, Saying, decode, digest_of, encode
from storage.faults import Damaged, Locked, Unreadable
from storage.sealing import seal, unseal

SEALED: Final = "Sealed"
"""What stands in the log instead of the kind of a sealed fact."""

Texts = Mapping[str, str | None]
Judge = Callable[[Fact], bool]
Opens = Callable[[int, tuple[Fact, ...]], bool]
"""Of an envelope, by its number and what is in it, whether it is to be opened."""

_SALT: Final = 32  # letters
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


@dataclass(frozen=True, slots=True)
class Unit:
    """What becomes one row of the log: a fact, or an envelope with all the sealed facts of one act."""

    facts: tuple[Fact, ...]
    sealed: bool

    @property
    def visible(self) -> tuple[Fact, ...]:
        """What everyone may know of it."""
        return _visible(self.facts) if self.sealed else self.facts


class _Label(NamedTuple):
    """What stands on an envelope: the box, the digest of its content, and what everyone may know of it."""

    envelope: str
    digest: str
    seen: tuple[tuple[str, int, str], ...]


def units_of(facts: Sequence[Fact], marks: Sequence[bool] = ()) -> tuple[Unit, ...]:
    """The rows that these facts become; without marks nothing is sealed."""
    if not any(marks):
        return tuple(Unit((fact,), sealed=False) for fact in facts)
    found: list[Unit] = []
    for is_sealed, run in groupby(zip(facts, marks, strict=True), key=lambda pair: pair[1]):
        members = tuple(fact for fact, _ in run)
        found += [Unit(members, sealed=True)] if is_sealed else units_of(members)
    return tuple(found)


def close(
    db: sqlite3.Connection, stream: str, seq: int, facts: Sequence[Fact], said_by: str | None
) -> tuple[Record, list[Saying]]:
    """The record of an envelope, and its words, sealed.

    Raises:
        NoKey: this instance has no key.
    """
    encoded = [encode(fact, said_by) for fact in facts]
    sayings = [said for _, words in encoded for said in words] or [_nothing_said(said_by)]
    content = _dump(
        [
            [(r.kind, r.version, r.data, [said.digest for said in words]) for r, words in encoded],
            [said.digest for said in sayings],
        ]
    )
    salt = secrets.token_hex(_SALT // 2)
    box = seal(db, "fact", salt + content, f"{stream}/{seq}")
    data = {
        "envelope": box,
        "digest": digest_of(salt, content),
        "seen": [(r.kind, r.version, r.data) for r, _ in map(encode, _visible(facts))],
    }
    db.execute(
        "INSERT INTO envelope (stream, seq, key) VALUES (?, ?, ?)",
        (stream, seq, box.partition(":")[0]),
    )
    return Record(SEALED, 1, encoded[0][0].at, _dump(data)), [_closed(db, stream, said) for said in sayings]


def facts_in(db: sqlite3.Connection, stream: str, seq: int, record: Record, texts: Texts) -> tuple[Fact, ...]:
    """The facts of an envelope, open or closed.

    Raises:
        Locked: it is closed, and no key of this instance opens it.
        Damaged: what is written down as its content is not what was sealed.
    """
    facts, _ = json.loads(_content(db, stream, seq, record)[1])
    return tuple(decode(Record(kind, version, record.at, data), texts) for kind, version, data, _ in facts)


def visible_in(
    db: sqlite3.Connection, stream: str, seq: int, record: Record, texts: Texts
) -> tuple[Fact, ...]:
    """What everyone may know of an envelope: all of an open one, of a closed one what stands on it."""
    if _is_open(db, stream, seq):
        return facts_in(db, stream, seq, record, texts)
    seen_of_it = _label(record).seen
    return tuple(decode(Record(kind, version, record.at, data), texts) for kind, version, data in seen_of_it)


def open_all(
    db: sqlite3.Connection, stream: str, rows: Iterable[tuple[int, Record]], opens: Opens, keeps: Judge
) -> int:
    """Open those closed envelopes of a stream that `opens` names, but not the words of facts that `keeps` names.

    Raises:
        Locked: no key of this instance opens one of them.
    """
    texts, count = texts_of(db, stream), 0
    for seq, record in rows:
        facts = facts_in(db, stream, seq, record, texts)
        if not opens(seq, facts):
            continue
        salt, content = _content(db, stream, seq, record)
        db.execute(
            "UPDATE envelope SET salt = ?, data = ? WHERE stream = ? AND seq = ?",
            (salt, content, stream, seq),
        )
        _open_words(db, stream, json.loads(content), [keeps(fact) for fact in facts])
        count += 1
    return count


def closed_in(db: sqlite3.Connection, stream: str) -> tuple[tuple[int, Record], ...]:
    """The envelopes of a stream that are still closed."""
    rows = db.execute(
        "SELECT seq, kind, version, at, log.data FROM envelope JOIN log USING (stream, seq) "
        "WHERE stream = ? AND envelope.data IS NULL ORDER BY seq",
        (stream,),
    )
    return tuple((seq, Record(*record)) for seq, *record in rows)


def texts_of(db: sqlite3.Connection, stream: str) -> dict[str, str | None]:
    """The words of a stream by their digest; None for what was removed, or cannot be unsealed here."""
    rows = db.execute("SELECT digest, text, sealed FROM words WHERE stream = ?", (stream,)).fetchall()
    return {
        digest: _unsealed(db, stream, digest, text) if sealed and text is not None else text
        for digest, text, sealed in rows
    }


def locked_streams(db: sqlite3.Connection) -> tuple[str, ...]:
    """The streams that hold something sealed with a key that this instance does not have."""
    rows = db.execute(
        "SELECT DISTINCT stream FROM envelope WHERE data IS NULL AND NOT has_key(key) ORDER BY stream"
    )
    return tuple(stream for (stream,) in rows)


def is_proved(db: sqlite3.Connection, stream: str, seq: int, record: Record) -> bool:
    """Whether an envelope's content, where it can be read, is what was sealed."""
    try:
        _content(db, stream, seq, record)
    except Locked:
        return True  # the chain of digests covers the envelope itself
    except (Damaged, Unreadable):
        return False
    return True


def _label(record: Record) -> _Label:
    """What stands on an envelope. Raises `Unreadable` where it is not what is written there."""
    try:
        data = json.loads(record.data)
        seen_of_it = tuple((kind, version, fact) for kind, version, fact in data["seen"])
        label = _Label(data["envelope"], data["digest"], seen_of_it)
    except (TypeError, ValueError, LookupError, RecursionError) as error:
        raise Unreadable("An envelope of the log has a shape not known here.") from error
    if not isinstance(label.envelope, str):
        raise Unreadable("An envelope of the log has a shape not known here.")
    return label


def _content(db: sqlite3.Connection, stream: str, seq: int, record: Record) -> tuple[str, str]:
    row = db.execute("SELECT salt, data FROM envelope WHERE stream = ? AND seq = ?", (stream, seq)).fetchone()
    if row is None:
        raise Damaged("An envelope that the log speaks of is missing from the database.")
    label, (salt, content) = _label(record), row
    if content is None:
        inside = unseal(db, label.envelope, f"{stream}/{seq}")
        salt, content = inside[:_SALT], inside[_SALT:]
    if salt is None or digest_of(salt, content) != label.digest:
        raise Damaged("What stands in an opened envelope is not what was sealed.")
    return salt, content


def _is_open(db: sqlite3.Connection, stream: str, seq: int) -> bool:
    row = db.execute("SELECT data FROM envelope WHERE stream = ? AND seq = ?", (stream, seq)).fetchone()
    return row is not None and row[0] is not None


def _visible(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(known for fact in facts if (known := seen(fact)) is not None)


def _nothing_said(person: str | None) -> Saying:
    salt = secrets.token_hex(_SALT // 2)
    return Saying(digest_of(salt, ""), salt, "", person)


def _closed(db: sqlite3.Connection, stream: str, said: Saying) -> Saying:
    box = seal(db, "words", f"{said.salt}{said.text}", f"{stream}/{said.digest}")
    return Saying(said.digest, None, box, said.person, sealed=True)


def _unsealed(db: sqlite3.Connection, stream: str, digest: str, box: str) -> str | None:
    try:
        return unseal(db, box, f"{stream}/{digest}")[_SALT:]
    except Locked:
        return None


def _open_words(db: sqlite3.Connection, stream: str, content: Any, kept: list[bool]) -> None:  # noqa: ANN401 - JSON
    facts, everything = content
    said = {digest for (*_, digests) in facts for digest in digests}
    for digest in set(everything) - said:  # said nothing, and only looked as if
        db.execute("DELETE FROM words WHERE stream = ? AND digest = ?", (stream, digest))
    for (*_, digests), keep in zip(facts, kept, strict=True):
        for digest in () if keep else digests:
            _open_one(db, stream, digest)


def _open_one(db: sqlite3.Connection, stream: str, digest: str) -> None:
    where = "WHERE stream = ? AND digest = ? AND sealed"
    row = db.execute(f"SELECT text FROM words {where}", (stream, digest)).fetchone()  # noqa: S608 - from above
    if row is None or row[0] is None:  # removed at the person's request
        return
    inside = unseal(db, row[0], f"{stream}/{digest}")
    db.execute(
        f"UPDATE words SET salt = ?, text = ?, sealed = 0 {where}",  # noqa: S608 - from above
        (inside[:_SALT], inside[_SALT:], stream, digest),
    )
