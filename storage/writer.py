"""The one thread that writes, and how it commits in groups.

Each piece of work is a synchronous function of the connection. The thread takes all work that is waiting into
one transaction and commits once: under load this is faster than one commit for each, and never slower to answer.
Nobody hears of a result before it is committed. Most work that fails has changed nothing yet, and is left out. Where
some has, all is rolled back and begun anew, each piece in a savepoint of its own, to which it alone can go back.

Work must leave no trace outside the database until it is committed: it may be rolled back and run again.
What is to happen only after the commit goes into `then`, which runs in the writer's thread, or into `tell`, which
runs in the event loop. A loop is woken once for each transaction, not for each piece of work: whoever is woken takes
the interpreter away from the writer, who may have to wait long to have it back.

A cancelled `run` means "outcome unknown": the work is carried out as if nobody had stopped waiting.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from storage.database import Database
from storage.faults import Interrupted, Shut, StorageFault, fault_of, faults_told

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

_MOST: Final = 64  # pieces of work in one transaction: bounds how long the first of them waits


@dataclass(slots=True, eq=False)
class _Item:
    work: Work[Any]
    then: Callable[[Any], None] | None
    tell: Callable[[Any], None] | None
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None


class _Halfway(Exception):
    """A piece of work has failed after it had changed something, and has no savepoint of its own to go back to."""


class _TransactionLost(Exception):
    """SQLite rolled the whole transaction back by itself, as it does when the disk is full."""


class Writer:
    """Carries out work in order, in its own thread, on the only connection that writes."""

    def __init__(self, database: Database, committed: Callable[[int, float], None] | None = None) -> None:
        """`committed` hears of each commit: how many pieces of work, and how many seconds it took."""
        self._database = database
        self._committed = committed
        self._queue: SimpleQueue[_Item | None] = SimpleQueue()
        self._gate = threading.Lock()
        self._thread: threading.Thread | None = None
        self._shut = False

    @property
    def waiting(self) -> int:
        """How many pieces of work wait for their turn."""
        return self._queue.qsize()

    async def run(
        self,
        work: Work[T],
        then: Callable[[T], None] | None = None,
        tell: Callable[[T], None] | None = None,
    ) -> T:
        """Carry out `work` in a transaction and return its result once that is committed.

        Both `then` and `tell` are called with the result, also when nobody waits for it any more.

        Raises:
            StorageFault: it was not stored, and why; `Interrupted` alone leaves that open.
            Exception: whatever `work` raised; its changes were rolled back.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._put(_Item(work, then, tell, future))
        return await future

    def close(self) -> None:
        """Finish what is waiting and stop. Blocks until then; later work is refused with `Shut`."""
        with self._gate:
            self._shut = True
            thread = self._thread
            self._queue.put(None)
        if thread is not None:
            thread.join()

    def _put(self, item: _Item) -> None:
        with self._gate:
            if self._shut:
                raise Shut("The database is closed.")
            self._queue.put(item)
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="circlewise-writer", daemon=True)
                self._thread.start()

    def _serve(self) -> None:
        batch: list[_Item] = []
        try:
            with faults_told():
                connection = self._database.writing()
            try:
                while batch := self._waiting():
                    self._do(connection, batch)
            finally:
                connection.close()  # one of unknown state is never used again
        except BaseException as error:  # noqa: BLE001 - whatever it is, those who wait must hear of it
            self._end_badly(batch, error)

    def _do(self, connection: sqlite3.Connection, batch: list[_Item]) -> None:
        try:
            self._database.still_there()
        except StorageFault as fault:
            for item in batch:
                item.error = fault
            _tell(batch)
        else:
            began = time.perf_counter()
            _carry_out(connection, batch)
            if self._committed is not None:
                self._committed(len(batch), time.perf_counter() - began)

    def _waiting(self) -> list[_Item]:
        """All work that waits, at least one piece; empty when it is time to stop."""
        batch: list[_Item] = []
        item = self._queue.get()
        with suppress(Empty):
            while item is not None:
                batch.append(item)
                if len(batch) == _MOST:
                    return batch
                item = self._queue.get_nowait()
        if item is None and batch:
            self._queue.put(None)  # stop after these
        return batch

    def _end_badly(self, batch: list[_Item], error: BaseException) -> None:
        """Tell everyone who waits; the next work starts a new thread."""
        with self._gate:
            self._thread = None
            with suppress(Empty):
                while True:
                    if (item := self._queue.get_nowait()) is not None:
                        batch.append(item)
        for item in batch:
            item.error = Interrupted(
                "Writing to the database was interrupted; whether this was stored is unknown."
            )
            item.error.__cause__ = error
        _tell(batch)


def _carry_out(connection: sqlite3.Connection, batch: list[_Item]) -> None:
    try:
        _store(connection, batch)
    except (sqlite3.Error, _TransactionLost) as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if len(batch) > 1:  # somebody's trouble need not be everybody's
            for item in batch:
                _carry_out(connection, [item])
            return
        cause = error.__cause__ if isinstance(error, _TransactionLost) else error
        batch[0].error = _told(cause or error)
    else:
        for item in batch:
            if item.error is None and item.then is not None:
                item.then(item.result)
    _tell(batch)


def _store(connection: sqlite3.Connection, batch: list[_Item]) -> None:
    """All pieces in one transaction; once more, each apart, where one failed after it had changed something."""
    try:
        _transaction(connection, batch, apart=False)
    except _Halfway:
        connection.execute("ROLLBACK")
        _transaction(connection, batch, apart=True)


def _transaction(connection: sqlite3.Connection, batch: list[_Item], *, apart: bool) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for item in batch:
        item.result = item.error = None
        before = connection.total_changes
        if apart:
            connection.execute("SAVEPOINT piece")
        try:
            item.result = item.work(connection)
        except Exception as error:
            if not connection.in_transaction:
                raise _TransactionLost from error
            if apart:
                connection.execute("ROLLBACK TO piece")
            elif connection.total_changes != before:
                raise _Halfway from error
            item.error = _told(error)
        if apart:
            connection.execute("RELEASE piece")
    connection.execute("COMMIT")


def _told(error: BaseException) -> BaseException:
    fault = fault_of(error) if isinstance(error, sqlite3.Error) else None
    if fault is None:
        return error
    fault.__cause__ = error
    return fault


def _tell(batch: list[_Item]) -> None:
    """Hand results to the event loops that wait, one visit for each loop."""
    loops = {item.future.get_loop() for item in batch}
    for loop in loops:
        theirs = [item for item in batch if item.future.get_loop() is loop]
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_resolve, theirs)


def _resolve(items: list[_Item]) -> None:
    for item in items:
        if item.tell is not None and item.error is None:  # in its own time: a fault in it is nobody else's
            item.future.get_loop().call_soon(item.tell, item.result)
        if item.future.done():  # cancelled: nobody asked to hear of it
            continue
        if item.error is None:
            item.future.set_result(item.result)
        else:
            item.future.set_exception(item.error)
