"""What can go wrong around a running house: each trouble is a clear sentence to whoever acted, does no damage, and
once its cause is gone the same act succeeds without a restart.
"""

import asyncio
import logging
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.compose import House, open_house
from bot.config import Settings
from facilitation.commands import Leave, LetStand
from facilitation.facts import Reminded
from facilitation.model import CircleId, Draft, ProceedingId
from facilitation.proceeding import fold
from facilitation.refusals import Refused
from storage.database import Database
from storage.faults import (
    Busy,
    Damaged,
    Full,
    Interrupted,
    ReadOnly,
    Shut,
    StorageFault,
    Unreachable,
    Unreadable,
)
from storage.proof import prove
from storage.sealing import Keys
from tests.adapters.fake_room import FakePlatform, FakeRoom
from tests.bot.test_nightly import copies
from tests.storage.walking import PEOPLE, START, circle, found, propose

KITCHEN, ROTA, OTHER = CircleId("c-kitchen"), ProceedingId("p-rota"), ProceedingId("p-other")
LONG = propose(circle(), OTHER, draft=Draft(text="We cook. " * 2000, review=START + timedelta(days=90)))
LEAVE = Leave(by=PEOPLE[3], person=PEOPLE[3])


@asynccontextmanager
async def running(folder: Path, clock: MovableClock | None = None) -> AsyncIterator[House]:
    settings = Settings(database=folder / "circlewise.db")
    async with open_house(settings, clock or MovableClock(START)) as house:
        yield house


async def begin(house: House) -> None:
    await house.desk.handle(KITCHEN, found(), "found", START)
    await house.desk.handle(ROTA, propose(circle()), "propose", START)


def rows(path: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as db:
        return db.execute("SELECT stream, seq, digest FROM log ORDER BY position").fetchall()


# --- each trouble, as something that begins and ends ----------------------------------------------------------


async def on_the_writer(house: House, *pragmas: str) -> None:
    for pragma in pragmas:
        await house.desk.write(lambda db, text: db.execute(f"PRAGMA {text}").fetchall(), pragma)


@asynccontextmanager
async def no_space(house: House) -> AsyncIterator[None]:
    pages = await house.desk.write(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
    await on_the_writer(house, f"max_page_count = {pages}")
    while True:  # what is free inside the file is used up first
        try:
            await house.desk.write(
                lambda db: db.execute("INSERT INTO room VALUES (hex(randomblob(900)), 'c')")
            )
        except Full:
            break
    yield
    await on_the_writer(house, "max_page_count = 1000000")


@asynccontextmanager
async def locked(house: House) -> AsyncIterator[None]:
    await on_the_writer(house, "busy_timeout = 10")
    other = sqlite3.connect(house.database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@asynccontextmanager
async def read_only(house: House) -> AsyncIterator[None]:
    connections: list[sqlite3.Connection] = []
    await house.desk.write(connections.append)
    connections[0].execute("PRAGMA query_only = ON")
    yield
    connections[0].execute("PRAGMA query_only = OFF")


@asynccontextmanager
async def moved_away(house: House) -> AsyncIterator[None]:
    path = house.database.path
    path.rename(path.with_name("elsewhere.db"))
    yield
    path.with_name("elsewhere.db").rename(path)


@asynccontextmanager
async def another_in_its_place(house: House) -> AsyncIterator[None]:
    path = house.database.path
    path.rename(path.with_name("elsewhere.db"))
    shutil.copy(path.with_name("elsewhere.db"), path)
    yield
    path.with_name("elsewhere.db").replace(path)


Trouble = Callable[[House], AbstractAsyncContextManager[None]]
TROUBLES: list[tuple[Trouble, type[StorageFault], str]] = [
    (no_space, Full, "There is no space left for the database; nothing was stored."),
    (locked, Busy, "Another program holds the database locked; try again in a moment."),
    (read_only, ReadOnly, "The database may not be written; check its permissions."),
    (moved_away, Unreachable, "any more, so nothing was stored. Put the file back where it was"),
    (another_in_its_place, Unreachable, "any more, so nothing was stored. Put the file back where it was"),
]


@pytest.mark.parametrize(("trouble", "kind", "sentence"), TROUBLES)
async def test_whoever_acts_reads_a_sentence_and_can_act_again_when_the_cause_is_gone(
    tmp_path: Path, trouble: Trouble, kind: type[StorageFault], sentence: str
):
    async with running(tmp_path) as house:
        await begin(house)
        before = await house.desk.facts(KITCHEN)
        async with trouble(house):
            with pytest.raises(kind) as told:
                await house.desk.handle(OTHER, LONG, "long", START)
            assert sentence in str(told.value)
            assert await house.desk.facts(KITCHEN) == before
            assert await house.desk.proceeding(OTHER) is None
            assert await house.desk.proceeding(ROTA) is not None

        answer = await house.desk.handle(OTHER, LONG, "long", START)

        assert answer.proceeding == await house.desk.proceeding(OTHER) is not None
    proof = prove(tmp_path / "circlewise.db", Keys())
    assert (proof.finding, proof.facts) == (None, len(rows(tmp_path / "circlewise.db")))


@pytest.mark.parametrize("trouble", [locked, read_only, moved_away])
async def test_what_falls_due_meanwhile_happens_afterwards(
    tmp_path: Path, trouble: Trouble, caplog: pytest.LogCaptureFixture
):
    clock = MovableClock(START)
    async with running(tmp_path, clock) as house:
        await begin(house)
        async with trouble(house):
            clock.move(timedelta(days=4))
            async with asyncio.timeout(5):
                while "waits: " not in caplog.text:  # noqa: ASYNC110 - there is nothing to be told by
                    await asyncio.sleep(0.01)
        clock.move(timedelta(minutes=2))
        async with asyncio.timeout(5):
            while not any(isinstance(fact, Reminded) for fact in await house.desk.facts(ROTA)):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
    assert prove(tmp_path / "circlewise.db", Keys()).finding is None


async def test_a_writer_that_was_killed_leaves_it_open_whether_it_was_stored_and_the_delivery_tells(
    tmp_path: Path,
):
    def die(_: sqlite3.Connection) -> None:
        raise SystemExit

    async with running(tmp_path) as house:
        await begin(house)
        killed = asyncio.gather(
            house.desk.write(die), house.desk.handle(ROTA, LEAVE, "leave", START), return_exceptions=True
        )
        ends = await killed
        assert isinstance(ends[0], Interrupted)
        assert "whether this was stored is unknown" in str(ends[0])

        again = await house.desk.handle(ROTA, LEAVE, "leave", START)

        assert [type(fact).__name__ for fact in again.facts] == ["Left"]
        facts = await house.desk.facts(ROTA)
        assert sum(fact in facts for fact in again.facts) == 1
        assert fold(facts) == again.proceeding
    assert prove(tmp_path / "circlewise.db", Keys()).finding is None


async def test_a_task_cancelled_at_any_moment_leaves_all_of_it_or_nothing(tmp_path: Path):
    async with running(tmp_path) as house:
        await begin(house)
        for turns in range(40):
            number = ProceedingId(f"p-{turns}")
            acting = asyncio.create_task(
                house.desk.handle(number, propose(circle(), number), f"open {turns}", START)
            )
            for _ in range(turns % 8):
                await asyncio.sleep(0)
            await asyncio.sleep(0.0005 * (turns % 5))
            acting.cancel()
            await asyncio.gather(acting, return_exceptions=True)

            answer = await house.desk.handle(number, propose(circle(), number), f"open {turns}", START)

            assert answer.proceeding == await house.desk.proceeding(number)
            assert await house.desk.facts(number) == answer.facts
    assert prove(tmp_path / "circlewise.db", Keys()).finding is None


# --- a file that is not what it should be -----------------------------------------------------------------------


async def test_one_proceeding_that_cannot_be_read_holds_up_neither_its_room_nor_its_circle(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.WARNING)
    async with running(tmp_path) as house:
        await begin(house)
        await house.desk.handle(OTHER, propose(circle(), OTHER), "other", START)
    with sqlite3.connect(tmp_path / "circlewise.db") as db:
        db.execute("DROP TRIGGER log_refuses_update")
        db.execute("UPDATE log SET version = 99 WHERE stream = ? AND seq = 1", (ROTA,))

    platform = FakePlatform()
    async with running(tmp_path) as house:
        await house.delivery.attach(KITCHEN, FakeRoom(platform))
        await house.delivery.settled()
        with pytest.raises(Unreadable, match="version 99 is not known"):
            await house.desk.handle(ROTA, LEAVE, "leave", START)
        assert (await house.desk.handle(OTHER, LEAVE, "leave other", START)).facts
        await house.delivery.settled()

    assert any(key.startswith(OTHER) for key in platform.posted)
    assert not any(key.startswith(ROTA) for key in platform.posted)
    assert "p-rota cannot be shown" in caplog.text
    finding = prove(tmp_path / "circlewise.db", Keys()).finding
    assert finding is not None
    assert (finding.wrong.value, finding.stream, finding.seq) == ("changed", ROTA, 1)


async def test_a_damaged_file_is_a_sentence_at_the_start_or_when_it_is_met(tmp_path: Path):
    async with running(tmp_path) as house:
        await begin(house)
    path = tmp_path / "circlewise.db"
    whole = bytearray(path.read_bytes())
    half = len(whole) // 4096 // 2 * 4096
    whole[4096 : half + 4096] = b"\xa5" * half
    path.write_bytes(whole)

    with pytest.raises(Damaged, match=r"damaged; see docs/storage\.md"):
        async with running(tmp_path) as house:
            await house.desk.handle(ROTA, LEAVE, "leave", START)

    assert len(path.read_bytes()) == len(whole)


async def test_a_house_that_is_stopped_finishes_all_that_was_handed_in(tmp_path: Path):
    names = [ProceedingId(f"p-{number}") for number in range(60)]
    async with running(tmp_path) as house:
        await begin(house)
        acting = [
            asyncio.create_task(house.desk.handle(name, propose(circle(), name), f"open {name}", START))
            for name in names
        ]
        await asyncio.sleep(0)

    ends = await asyncio.gather(*acting)

    assert all(end.facts for end in ends)
    async with running(tmp_path) as house:
        for name, end in zip(names, ends, strict=True):
            assert await house.desk.facts(name) == end.facts


async def test_a_house_that_is_cancelled_while_it_stops_lets_go_of_its_file(tmp_path: Path):
    async def live() -> None:
        async with running(tmp_path) as house:
            await begin(house)
            await asyncio.Event().wait()

    for turns in range(6):
        living = asyncio.create_task(live())
        await asyncio.sleep(0.2)
        living.cancel()
        for _ in range(turns):
            await asyncio.sleep(0)
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)

        Database(tmp_path / "circlewise.db").close()


async def test_a_house_that_is_closed_says_so(tmp_path: Path):
    async with running(tmp_path) as house:
        await begin(house)

    with pytest.raises(Shut, match="closed"):
        await house.desk.handle(ROTA, LEAVE, "leave", START)


# --- a clock that jumps -----------------------------------------------------------------------------------------


class WildClock:
    """A clock that somebody sets as they please."""

    def __init__(self) -> None:
        self.instant = START

    def now(self) -> datetime:
        return self.instant


async def test_a_clock_set_far_ahead_and_back_again_damages_nothing(tmp_path: Path):
    clock = WildClock()
    settings = Settings(database=tmp_path / "circlewise.db", backup_directory=tmp_path / "copies")
    async with open_house(settings, clock) as house:
        await begin(house)
        for days in (30_000, -30_000, -400, 400, 1):
            clock.instant += timedelta(days=days)
            await house.desk.tick_due(clock.now())
            house.alarm.knock()
            await asyncio.sleep(0.05)
            for number, act in enumerate(
                (Leave(by=PEOPLE[2], person=PEOPLE[2]), LEAVE, LetStand(by=PEOPLE[0]))
            ):
                try:
                    await house.desk.handle(ROTA, act, f"{days} {number}", clock.now())
                except Refused:
                    continue
        p = await house.desk.proceeding(ROTA)
        assert p == fold(await house.desk.facts(ROTA))
        await house.desk.handle(OTHER, propose(circle(), OTHER), "other", clock.now())
    assert prove(tmp_path / "circlewise.db", Keys()).finding is None
    assert any(name.startswith("circlewise-2026-") for name in copies(tmp_path / "copies"))


async def test_a_due_that_was_put_off_while_the_clock_was_wrong_is_not_put_off_for_years(tmp_path: Path):
    async with running(tmp_path) as house:
        await begin(house)
        (due,) = await house.desk.read(lambda db: db.execute("SELECT at FROM due").fetchall())
        async with locked(house):
            await house.desk.tick_due(datetime(2099, 1, 1, tzinfo=UTC))

        await house.desk.tick_due(datetime.fromisoformat(due[0]))

        assert any(isinstance(fact, Reminded) for fact in await house.desk.facts(ROTA))
