import asyncio
import sqlite3
import threading

import pytest

from storage.database import Database
from storage.faults import Busy, Full, Interrupted, Shut
from storage.writer import Writer


@pytest.fixture
def writer(database: Database):
    made = Writer(database)
    yield made
    made.close()


def put(name: str, seq: int = 1):
    def work(db: sqlite3.Connection) -> int:
        db.execute("INSERT INTO dirty (stream, seq) VALUES (?, ?)", (name, seq))
        return seq

    return work


def names(database: Database) -> list[str]:
    with database.reading() as db:
        return [name for (name,) in db.execute("SELECT stream FROM dirty ORDER BY rowid")]


def fails(_: sqlite3.Connection) -> None:
    raise ValueError("a mistake")


def half(db: sqlite3.Connection) -> None:
    put("half")(db)
    raise ValueError("half way")


async def held(writer: Writer) -> threading.Event:
    """Keep the writer busy until the event is set, so that what follows gathers in one transaction."""
    gate, begun = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def wait(_: sqlite3.Connection) -> None:
        loop.call_soon_threadsafe(begun.set)
        gate.wait(10)

    task = asyncio.create_task(writer.run(wait))
    await begun.wait()
    task.add_done_callback(lambda _: None)
    return gate


async def test_work_is_durable_when_its_result_arrives(database: Database, writer: Writer):
    assert await writer.run(put("a", 7)) == 7
    assert names(database) == ["a"]


async def test_waiting_work_is_committed_together_and_in_order(database: Database, writer: Writer):
    commits = []
    gate = await held(writer)
    work = [
        asyncio.ensure_future(writer.run(put(f"n{i}"), lambda _: commits.append(names(database))))
        for i in range(20)
    ]
    await asyncio.sleep(0)

    gate.set()
    await asyncio.gather(*work)

    assert commits == [[f"n{i}" for i in range(20)]] * 20


async def test_one_failure_does_not_spoil_its_neighbours(database: Database, writer: Writer):
    gate = await held(writer)
    work = [asyncio.ensure_future(writer.run(each)) for each in (put("a"), fails, put("a"), put("b"))]
    await asyncio.sleep(0)

    gate.set()
    first, mistake, twice, last = await asyncio.gather(*work, return_exceptions=True)

    assert (first, last) == (1, 1)
    assert isinstance(mistake, ValueError)
    assert isinstance(twice, sqlite3.IntegrityError)
    assert names(database) == ["a", "b"]


async def test_what_failing_work_had_written_is_rolled_back(database: Database, writer: Writer):
    with pytest.raises(ValueError, match="half way"):
        await writer.run(half)
    assert names(database) == []


async def test_only_what_failing_work_had_written_is_rolled_back(database: Database, writer: Writer):
    followed = []
    gate = await held(writer)
    work = [
        asyncio.ensure_future(writer.run(each, followed.append))
        for each in (put("a", 1), half, fails, put("b", 2))
    ]
    await asyncio.sleep(0)

    gate.set()
    first, *mistakes, last = await asyncio.gather(*work, return_exceptions=True)

    assert (first, last) == (1, 2)
    assert [str(mistake) for mistake in mistakes] == ["half way", "a mistake"]
    assert names(database) == ["a", "b"]
    assert followed == [1, 2]


async def test_what_is_to_follow_happens_after_the_commit_and_only_then(database: Database, writer: Writer):
    seen = []

    await writer.run(put("a"), lambda result: seen.append((result, names(database))))
    with pytest.raises(ValueError, match="mistake"):
        await writer.run(fails, seen.append)

    assert seen == [(1, ["a"])]


async def test_what_is_to_be_told_is_told_in_the_event_loop_also_when_nobody_waits(writer: Writer):
    told = []

    def tell(result: int) -> None:
        told.append((result, threading.current_thread() is threading.main_thread()))

    task = asyncio.create_task(writer.run(put("a"), tell=tell))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(ValueError, match="mistake"):
        await writer.run(fails, tell=tell)
    await asyncio.sleep(0)

    assert told == [(1, True)]


async def test_a_fault_in_what_is_told_keeps_nobody_waiting(writer: Writer):
    faults: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: faults.append(context["exception"]))

    def tell(_result: int) -> None:
        raise ValueError("deaf")

    assert await asyncio.gather(writer.run(put("a"), tell=tell), writer.run(put("b", 2))) == [1, 2]
    assert [str(fault) for fault in faults] == ["deaf"]


async def test_cancelling_leaves_no_doubt_in_the_database(database: Database, writer: Writer):
    """Cancelled at every moment there is: each piece of work is there whole, and the writer goes on."""
    for number in range(200):
        task = asyncio.create_task(writer.run(put(f"n{number}")))
        for _ in range(number % 7):
            await asyncio.sleep(0)
        await asyncio.sleep(0.0001 * (number % 11))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    assert await writer.run(put("last")) == 1
    begun = names(database)
    assert begun == [name for name in (*(f"n{i}" for i in range(200)), "last") if name in begun]
    assert len(begun) > 150


async def test_a_full_disk_is_told_and_outlived(database: Database, writer: Writer):
    text = "x" * 1000
    pages = await writer.run(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
    await writer.run(lambda db: db.execute(f"PRAGMA max_page_count = {pages + 5}").fetchall())

    tried = [put(f"{number:05}{text}") for number in range(50)]
    ends = await asyncio.gather(*(writer.run(each) for each in tried), return_exceptions=True)
    stored = ends.index(next(end for end in ends if end != 1))
    assert [type(end) for end in ends[stored:]] == [Full] * (50 - stored)
    assert len(names(database)) == stored > 0

    await writer.run(lambda db: db.execute("PRAGMA max_page_count = 100000").fetchall())
    await writer.run(put("room again"))
    assert names(database)[-1] == "room again"


async def test_a_full_disk_spoils_only_what_does_not_fit(database: Database, writer: Writer):
    pages = await writer.run(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
    await writer.run(lambda db: db.execute(f"PRAGMA max_page_count = {pages + 2}").fetchall())
    gate = await held(writer)
    work = [asyncio.ensure_future(writer.run(put(name))) for name in ("a", "x" * 100_000, "b")]
    await asyncio.sleep(0)

    gate.set()
    first, large, last = await asyncio.gather(*work, return_exceptions=True)

    assert (first, last) == (1, 1)
    assert isinstance(large, Full)
    assert names(database) == ["a", "b"]


async def test_a_lock_held_by_another_program_is_told_and_outlived(database: Database, writer: Writer):
    await writer.run(lambda db: db.execute("PRAGMA busy_timeout = 10").fetchall())
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(Busy, match="locked"):
        await writer.run(put("a"))
    other.execute("ROLLBACK")
    other.close()

    await writer.run(put("b"))
    assert names(database) == ["b"]


async def test_a_thread_that_dies_is_noticed_and_replaced(database: Database, writer: Writer):
    def die(_: sqlite3.Connection) -> None:
        raise SystemExit

    gate = await held(writer)
    work = [asyncio.ensure_future(writer.run(each)) for each in (put("before"), die, put("after"))]
    await asyncio.sleep(0)

    gate.set()
    ends = await asyncio.gather(*work, return_exceptions=True)

    assert [type(end) for end in ends] == [Interrupted] * 3
    assert await writer.run(put("next")) == 1
    assert names(database) == ["next"]


async def test_closing_finishes_what_waits_and_refuses_what_comes(database: Database, writer: Writer):
    gate = await held(writer)
    work = [asyncio.ensure_future(writer.run(put(f"n{i}"))) for i in range(100)]
    await asyncio.sleep(0)
    gate.set()

    await asyncio.to_thread(writer.close)

    assert await asyncio.gather(*work) == [1] * 100
    assert len(names(database)) == 100
    with pytest.raises(Shut):
        await writer.run(put("late"))
