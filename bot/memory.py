"""Proceedings and circles that were folded already, the most recently used ones.

What is remembered is advanced only by what was committed, and inside a transaction it is used only when its
digest is that of the log: on any doubt it is folded anew. So forgetting something costs milliseconds, and
remembering something wrong is not possible.

Outside a transaction nobody compares, so what was read there is remembered only when no commit has touched the
stream since before the reading began. Else a slow reader could put something old in the place of something new,
and a room would be shown the old for good.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import NamedTuple

from facilitation.streams import Value, booked_all, due_of
from storage import log
from storage.log import EMPTY, Head


class Held(NamedTuple):
    """A stream folded up to its head, when its last fact came true, and when it wants to be woken.

    The value of no stream is None.
    """

    head: Head
    value: Value
    at: datetime | None
    due: datetime | None


NOTHING_YET = Held(EMPTY, None, None, None)


def held(head: Head, value: Value, at: datetime | None) -> Held:
    """What a stream is at its head. The question when it wants to be woken is asked here, once for all."""
    return Held(head, value, at, due_of(value))


class Memory:
    """A bounded number of folded streams, the least recently used forgotten first. Safe between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[str, Held] = OrderedDict()
        self._begun: dict[str, Held] = {}  # what a transaction under way has come to, for its further acts
        self._being_read: dict[str, object] = {}  # who reads a stream, as long as what is read is the newest
        self._gate = threading.Lock()

    def get(self, stream: str) -> Held | None:
        """What was last committed, if it is still remembered."""
        with self._gate:
            if stream in self._held:
                self._held.move_to_end(stream)
            return self._held.get(stream)

    def load(self, db: sqlite3.Connection, stream: str) -> Held:
        """A stream as the connection's transaction sees it."""
        known, head = self.get(stream) or NOTHING_YET, log.head(db, stream)
        if known.head == head:
            return known
        if (begun := self._begun.get(stream, NOTHING_YET)).head == head:
            return begun
        if known.head.seq >= head.seq:
            known = NOTHING_YET
        facts = log.read(db, stream, known.head.seq)
        return held(head, booked_all(known.value, facts), facts[-1].at if facts else known.at)

    def learn(self, stream: str, reading: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> Held:
        """A stream as a reader's transaction of its own sees it, remembered unless a commit came in between."""
        me = object()
        with self._gate:
            self._being_read[stream] = me  # before the transaction begins: what it misses is kept after this
        try:
            with reading() as db:
                found = self.load(db, stream)
            with self._gate:
                if found.value is not None and self._being_read.get(stream) is me:
                    self._remember(stream, found)
            return found
        finally:
            with self._gate:
                if self._being_read.get(stream) is me:
                    del self._being_read[stream]

    def begin(self, held: dict[str, Held]) -> None:
        """Know what was stored and is not committed yet, so that the next act of a transaction need not fold it again.

        Only the writer's thread calls this. It does no harm where it is taken back: no log will have such a head.
        """
        self._begun.update(held)

    def keep(self, held: dict[str, Held]) -> None:
        """Remember what was committed. Only the writer's thread calls this, in the order of its commits."""
        self._begun = {}
        with self._gate:
            for stream, state in held.items():
                self._being_read.pop(stream, None)
                self._remember(stream, state)

    def _remember(self, stream: str, state: Held) -> None:
        self._held[stream] = state
        self._held.move_to_end(stream)
        while len(self._held) > self._most:
            self._held.popitem(last=False)
