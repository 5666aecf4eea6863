import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.memory import Held, Memory
from storage.database import Database
from storage.faults import Unreachable
from storage.log import Head
from tests.bot.test_desk import KITCHEN, ROTA, Office


@dataclass
class Slow:
    """Readings that are counted; the writer's commits come while the first of them has seen everything it will see."""

    database: Database
    memory: Memory
    commits: list[dict[str, Held]] = field(default_factory=list)
    count: int = 0

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        self.count += 1
        with self.database.reading() as db:
            yield db
        while self.commits:
            self.memory.keep(self.commits.pop(0))


@pytest.fixture
async def slow(tmp_path: Path) -> AsyncIterator[Slow]:
    office = Office(tmp_path / "circlewise.db")
    await office.open()
    yield Slow(office.database, Memory(1))
    office.close()


def newer(than: Held) -> Held:
    return Held(Head(than.head.seq + 1, "a commit's"), than.value, than.at, None)


def test_what_is_read_is_remembered(slow: Slow):
    found = slow.memory.learn(ROTA, slow.reading)

    assert found.value is not None
    assert slow.memory.get(ROTA) is found
    assert slow.memory.learn(ROTA, slow.reading) is found


def test_nothing_is_remembered_of_what_does_not_exist(slow: Slow):
    assert slow.memory.learn("p-ghost", slow.reading).value is None
    assert slow.memory.get("p-ghost") is None


def test_a_slow_reader_does_not_replace_what_was_committed_meanwhile(slow: Slow):
    old = Memory(1).learn(ROTA, slow.reading)
    slow.commits = [{ROTA: newer(old)}]

    assert slow.memory.learn(ROTA, slow.reading) == old
    assert slow.memory.get(ROTA) == newer(old)


def test_nor_does_one_when_what_was_committed_meanwhile_is_forgotten_already(slow: Slow):
    old = Memory(1).learn(ROTA, slow.reading)
    slow.commits = [{ROTA: newer(old)}, {KITCHEN: old}]

    assert slow.memory.learn(ROTA, slow.reading) == old
    assert slow.memory.get(ROTA) is None


def test_what_a_transaction_has_come_to_is_known_where_the_log_has_that_head_and_only_there(slow: Slow):
    with slow.reading() as db:
        there = Memory(1).load(db, ROTA)
    begun, taken_back = Held(there.head, "begun", None, None), newer(there)

    slow.memory.begin({ROTA: begun})
    with slow.reading() as db:
        assert slow.memory.load(db, ROTA) is begun
    assert slow.memory.get(ROTA) is None

    slow.memory.begin({ROTA: taken_back})
    with slow.reading() as db:
        assert slow.memory.load(db, ROTA) == there


def test_a_commit_elsewhere_does_not_matter(slow: Slow):
    old = Memory(1).learn(ROTA, slow.reading)
    slow.commits = [{KITCHEN: old}]

    slow.memory.learn(ROTA, slow.reading)

    assert slow.memory.get(ROTA) == old


def test_a_reading_that_fails_leaves_nothing_behind(slow: Slow):
    @contextmanager
    def failing() -> Iterator[sqlite3.Connection]:
        raise Unreachable("The database is away.")
        yield

    with pytest.raises(Unreachable):
        slow.memory.learn(ROTA, failing)

    assert slow.memory._being_read == {}
    assert slow.memory.learn(ROTA, slow.reading) is slow.memory.get(ROTA)


async def test_a_desk_reads_once_what_it_had_forgotten(tmp_path: Path):
    office = Office(tmp_path / "circlewise.db", remember=1)
    await office.open()
    office.desk._memory = Memory(1)
    slow = Slow(office.database, office.desk._memory)
    office.desk._database = slow

    seen = [await office.desk.proceeding(ROTA) for _ in range(5)]

    assert seen[0] is not None
    assert all(each is seen[0] for each in seen)
    assert slow.count == 1
    office.close()
