"""Proves a database: every log refolded, and held against its chain of digests and against what was derived.

Each fact carries a digest of itself and of the one before it in its stream, so nothing can be changed, left out
or put in later without breaking the chain from there on. What the chain cannot show is a log cut off at its end;
that shows in the rows derived from what is missing: projections, dues, and answers that stand in no log.

Nothing is written. The program may be running meanwhile: each stream is looked at in one moment of it. All cores
share the work where there is much of it.
"""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

from storage import log, migrations
from storage.envelopes import locked_streams
from storage.faults import Damaged, StorageFault, TooOld, Unreachable, Unreadable, faults_told
from storage.garbage import pass_over_what_is_loaded
from storage.log import Stored
from storage.refold import Refolding
from storage.sealing import Keys, teach

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

_FACTS_WORTH_SHARING: Final = 20_000
"""Below this, starting more processes takes longer than the work."""

_AT_A_TIME: Final = 4
"""Streams that a process takes before it asks for more: few, so that all are busy until the end."""


class Wrong(Enum):
    """What can be wrong, in the order in which it is looked for."""

    FILE = "file"
    """Pages of the file do not fit together."""
    MISSING = "missing"
    """The log as a whole has a gap: facts were there that are not there now."""
    GAP = "gap"
    CHANGED = "changed"
    """A fact is not what was stored, or one before it in its stream is not."""
    WORDS_CHANGED = "words-changed"
    ENVELOPE = "envelope"
    """What was sealed, and is open now, is not what was sealed."""
    WORDS_MISSING = "words-missing"
    UNKNOWN = "unknown"
    """A fact of a name or shape that this program does not know."""
    UNFOLDED = "unfolded"
    """The rules cannot book a fact where it stands."""
    CUT = "cut"
    """Something was answered or shown that is not in the log: its end is missing."""
    DERIVED = "derived"
    """Rows that people read are not what the log says. `rebuild` mends this."""
    DUE = "due"
    """The clock would knock at another instant than the log says. `rebuild` mends this."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing that is wrong, and its place: a stream, a number in it, a table."""

    wrong: Wrong
    stream: str = ""
    seq: int = 0
    table: str = ""

    def said(self) -> str:
        """It in ids and numbers, for those who look after the program: nothing that people wrote."""
        places = (self.stream, f"number {self.seq}" if self.seq else "", self.table)
        return ", ".join([f"“{self.wrong.value}”", *filter(None, places)])


@dataclass(frozen=True, slots=True)
class Proof:
    """What was looked at, and the first thing that is wrong; `finding` is None where nothing is.

    `locked` are streams that hold something sealed with a key that is not here: their chain is proved, their rows
    are, and what is in the envelopes is not.
    """

    streams: int
    facts: int
    locked: tuple[str, ...] = ()
    finding: Finding | None = None


_Look = Callable[[tuple[str, ...]], Iterable[Finding]]


def prove(path: Path, keys: Keys, processes: int | None = None) -> Proof:
    """Look at everything, and stop at the first thing that is wrong. Without `processes`, on all cores.

    Raises:
        Unreachable: there is no file, or it cannot be read.
        Damaged: it is no Circlewise database, or too damaged to be read at all.
        TooNew, TooOld: its tables are of another version than this program's.
    """
    pass_over_what_is_loaded()
    shares = processes or os.cpu_count() or 1
    with faults_told(), looking(path, keys) as db:
        _refuse_other_tables(db, path)
        if shares > 1 and _is_worth_sharing(db):
            return _proved_together(db, path, keys, shares)
        if (finding := _fault_of_the_whole(db)) is not None:
            return Proof(0, 0, finding=finding)
        return _proved(db, partial(_in_streams, path, keys))


@dataclass(slots=True)
class _Shared:
    """What a process has in common with others that prove the same database."""

    taken: Synchronized[int] | None = None
    """How many streams were taken to be looked at, of those that all have in the same order."""


_shared: Final = _Shared()


def _proved_together(db: sqlite3.Connection, path: Path, keys: Keys, shares: int) -> Proof:
    """The same by several processes: another one looks at the file as a whole, from the first moment."""
    spawning = get_context("spawn")
    taken: Synchronized[int] = spawning.Value("q", 0)
    with ProcessPoolExecutor(shares - 1, spawning, _begin, (taken,)) as pool:

        def look(streams: tuple[str, ...]) -> Iterator[Finding]:  # here, while the others are still starting
            given = [pool.submit(_in_a_share, path, keys, streams) for _ in range(shares - 1)]
            yield from _in_untaken(taken, path, keys, streams)
            for work in given:
                yield from work.result()

        whole = pool.submit(_in_the_whole, path, keys)
        try:
            proof = _proved(db, look)
        except (StorageFault, sqlite3.Error):  # pages that do not fit together are told of as what they are
            if whole.result() is None:
                raise
        if (finding := whole.result()) is not None:
            return Proof(0, 0, finding=finding)
        return proof


def _proved(db: sqlite3.Connection, look: _Look) -> Proof:
    """Every stream looked at, and what only shows when all are looked at together."""
    sizes = dict(db.execute("SELECT stream, count(*) FROM log GROUP BY stream ORDER BY min(position)"))
    place = {stream: n for n, stream in enumerate(sizes)}
    first = min(look(tuple(sizes)), key=lambda one: place[one.stream], default=None)
    found = first or _fault_across(db, sizes)
    return Proof(len(sizes), sum(sizes.values()), locked_streams(db), found)


def prove_aside(path: Path, keys: Keys) -> Proof:
    """The same in one process of its own, for a program that goes on meanwhile; the thread that asks waits for it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_step_back) as pool:
        return pool.submit(prove, path, keys, 1).result()


def _step_back() -> None:
    """Let what people do go first; and Ctrl-C is meant for the program, which waits for what it has begun."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(10)


@contextmanager
def looking(path: Path, keys: Keys) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write and sees one moment of the database at `path`."""
    if not path.is_file():
        raise Unreachable(f"There is no database at {path}.")
    connection = _connect(path)
    try:
        teach(connection, keys)
        connection.execute("PRAGMA query_only=ON")
        connection.execute("BEGIN")
        yield connection
    finally:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    """Read only; a copy in a folder where nothing can be written has no side files, and needs none."""
    uri = path.absolute().as_uri()
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if os.access(path.parent, os.W_OK) or path.with_name(path.name + "-wal").exists():
            raise
        return sqlite3.connect(f"{uri}?immutable=1", uri=True, isolation_level=None)
    return connection


def _refuse_other_tables(db: sqlite3.Connection, path: Path) -> None:
    present = migrations.revision_in(db, path)
    if present is None:
        raise Damaged(f"{path} is empty.")
    if present != migrations.HEAD:
        migrations.refuse_unknown(present)
        raise TooOld(
            f"{path} was written by an older Circlewise. Start this one with it once, which brings it up to date."
        )


def _fault_of_the_whole(db: sqlite3.Connection) -> Finding | None:
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        return Finding(Wrong.FILE)
    count, last = db.execute("SELECT count(*), coalesce(max(position), 0) FROM log").fetchone()
    if count == last:
        return None
    after = db.execute(
        "SELECT stream, seq FROM log AS here WHERE position > 1 AND NOT EXISTS "
        "(SELECT 1 FROM log WHERE position = here.position - 1) ORDER BY position LIMIT 1"
    ).fetchone()
    return Finding(Wrong.MISSING, *(after or ()))


def _in_the_whole(path: Path, keys: Keys) -> Finding | None:
    with faults_told(), looking(path, keys) as db:
        return _fault_of_the_whole(db)


def _is_worth_sharing(db: sqlite3.Connection) -> bool:
    try:
        (last,) = db.execute("SELECT max(position) FROM log").fetchone()
    except sqlite3.Error:  # which is found, and told of, by looking at the whole
        return False
    return (last or 0) >= _FACTS_WORTH_SHARING


def _begin(taken: Synchronized[int]) -> None:
    """What a process begins with that shares in the work."""
    pass_over_what_is_loaded()
    _shared.taken = taken


def _in_a_share(path: Path, keys: Keys, streams: tuple[str, ...]) -> tuple[Finding, ...]:
    """The first finding in those streams that another process takes."""
    assert _shared.taken is not None  # noqa: S101 - each begins with it
    return _in_untaken(_shared.taken, path, keys, streams)


def _in_untaken(
    taken: Synchronized[int], path: Path, keys: Keys, streams: tuple[str, ...]
) -> tuple[Finding, ...]:
    """The first finding in those streams that this process takes. With one, or with a fault, nobody takes any more."""
    try:
        return _in_streams(path, keys, _untaken(taken, streams))
    finally:
        taken.value = len(streams)


def _untaken(taken: Synchronized[int], streams: tuple[str, ...]) -> Iterator[str]:
    """Streams in their order, as long as there are some that no process has taken; `taken` is how many are."""
    while True:
        with taken.get_lock():
            first = taken.value
            taken.value += _AT_A_TIME
        if first >= len(streams):
            return
        yield from streams[first : first + _AT_A_TIME]


def _in_streams(path: Path, keys: Keys, streams: Iterable[str]) -> tuple[Finding, ...]:
    """The first finding in these streams, if there is one."""
    with faults_told(), looking(path, keys) as db:
        refolding = Refolding(db)
        for stream in streams:
            if (found := _in_stream(db, refolding, stream)) is not None:
                return (found,)
    return ()


def _in_stream(db: sqlite3.Connection, refolding: Refolding, stream: str) -> Finding | None:
    rows = log.stored(db, stream)
    if (link := log.broken_link(stream, rows)) is not None:
        sound, broken = link
        return Finding(Wrong.CHANGED if broken == sound + 1 else Wrong.GAP, stream, broken)
    if log.words_changed(db, stream):
        return Finding(Wrong.WORDS_CHANGED, stream)
    if (seq := log.changed_envelope(db, stream, rows)) is not None:
        return Finding(Wrong.ENVELOPE, stream, seq)
    if (found := _refolded(refolding, stream, rows)) is not None:
        return found
    if table := refolding.differing_table(stream):
        return Finding(Wrong.DERIVED, stream, table=table)
    return None if refolding.due_is_right(stream) else Finding(Wrong.DUE, stream)


def _refolded(refolding: Refolding, stream: str, rows: list[Stored]) -> Finding | None:
    try:
        refolding.add(stream, rows)
    except StorageFault as fault:
        return Finding(_kind_of(fault), stream, refolding.reached + 1)
    except Exception:  # noqa: BLE001 - whatever the rules stumble over, it is a finding
        return Finding(Wrong.UNFOLDED, stream, refolding.reached)
    return None


def _kind_of(fault: StorageFault) -> Wrong:
    return Wrong.UNKNOWN if isinstance(fault, Unreadable) else Wrong.WORDS_MISSING


def _fault_across(db: sqlite3.Connection, sizes: dict[str, int]) -> Finding | None:
    """What only shows when all streams are looked at together."""
    for table, query in (
        ("inbox", "SELECT stream, max(upto) FROM inbox GROUP BY stream"),
        ("dirty", "SELECT stream, seq FROM dirty"),
    ):
        for stream, seq in db.execute(query):
            if seq > sizes.get(stream, 0):
                return Finding(Wrong.CUT, stream, sizes.get(stream, 0), table)
    return _fault_of_numbers(db) or _fault_of_strays(db, sizes)


def _fault_of_numbers(db: sqlite3.Connection) -> Finding | None:
    """Proposals are numbered in the order in which they were opened."""
    opened = db.execute(
        "SELECT stream FROM log WHERE seq = 1 AND stream IN (SELECT id FROM proceeding) ORDER BY position"
    )
    numbered = db.execute("SELECT number, id FROM proceeding ORDER BY number")
    for place, ((number, id_), (stream,)) in enumerate(zip(numbered, opened, strict=False), 1):
        if (number, id_) != (place, stream):
            return Finding(Wrong.DERIVED, stream, table="proceeding")
    return None


def _fault_of_strays(db: sqlite3.Connection, sizes: dict[str, int]) -> Finding | None:
    """Rows derived from nothing."""
    for table, column in (("proceeding", "id"), ("circle", "id"), ("due", "stream")):
        for (stream,) in db.execute(f"SELECT {column} FROM {table}"):  # noqa: S608 - names from above
            if stream not in sizes:
                return Finding(Wrong.CUT, stream, 0, table)
    return None
