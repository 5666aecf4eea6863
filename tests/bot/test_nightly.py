import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MovableClock
from bot.compose import open_house
from bot.config import Settings
from bot.nightly import Nightly
from facilitation.model import CircleId
from storage.faults import Full
from storage.proof import prove
from storage.sealing import Keys
from tests.storage.walking import found

KITCHEN = CircleId("c-kitchen")
BERLIN = ZoneInfo("Europe/Berlin")
EVENING = datetime(2026, 3, 28, 20, tzinfo=UTC)  # the night in which Berlin's clocks go forward


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def nightly(
    folder: Path,
    copy: Callable[[Path], None] = Path.touch,
    keep: int = 3,
    prove: Callable[[Path], str | None] = lambda _: None,
) -> Nightly:
    return Nightly(folder, "circlewise", hour=3, keep=keep, zone=BERLIN, copy=copy, prove=prove)


async def look(copier: Nightly, now: datetime) -> datetime:
    again = copier.look(now)
    await copier.settled()
    return again


async def test_the_first_copy_is_made_at_once_and_the_next_one_at_its_hour(tmp_path: Path):
    copier = nightly(tmp_path)

    await look(copier, EVENING)
    due = await look(copier, EVENING + timedelta(hours=1))

    assert copies(tmp_path) == ["circlewise-2026-03-28-210000.db"]
    assert due == datetime(2026, 3, 29, 1, tzinfo=UTC)  # three o'clock of a summer's day
    assert await look(copier, due - timedelta(seconds=1)) == due
    await look(copier, due)
    assert copies(tmp_path)[1:] == ["circlewise-2026-03-29-030000.db"]
    assert await look(copier, due + timedelta(hours=1)) == due + timedelta(days=1)


async def test_a_copy_that_was_missed_is_made_as_soon_as_possible(tmp_path: Path):
    (tmp_path / "circlewise-2026-03-20-030000.db").touch()

    await look(nightly(tmp_path), EVENING)

    assert copies(tmp_path)[1:] == ["circlewise-2026-03-28-210000.db"]


async def test_the_oldest_go_and_other_files_stay(tmp_path: Path):
    for name in ("circlewise-2026-03-01-030000.db", "circlewise.db", "holiday.db", "circlewise-by-hand.db"):
        (tmp_path / name).touch()
    copier = nightly(tmp_path, keep=2)

    for day in range(4):
        await look(copier, EVENING + timedelta(days=day))

    assert copies(tmp_path) == [
        "circlewise-2026-03-30-220000.db",
        "circlewise-2026-03-31-220000.db",
        "circlewise-by-hand.db",
        "circlewise.db",
        "holiday.db",
    ]


async def test_a_copy_that_fails_is_said_aloud_leaves_the_others_and_is_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "circlewise-2026-03-20-030000.db").touch()
    broken = True

    def copy(to: Path) -> None:
        if broken:
            raise Full("There is no space left.")
        to.touch()

    copier = nightly(tmp_path, copy, keep=1)
    again = await look(copier, EVENING)
    assert "could not be made; it is tried again in an hour" in caplog.text
    assert await look(copier, EVENING + timedelta(minutes=1)) == EVENING + timedelta(hours=1) == again
    broken = False

    await look(copier, again)

    assert copies(tmp_path) == ["circlewise-2026-03-28-220000.db"]


async def test_a_copy_with_something_wrong_is_said_aloud_and_takes_no_good_ones_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "circlewise-2026-03-20-030000.db").touch()
    wrong: list[str | None] = ["“changed”, p-2, number 6", "“changed”, p-2, number 6", None]
    copier = nightly(tmp_path, keep=1, prove=lambda _: wrong.pop(0))

    again = await look(copier, EVENING)

    assert "the proof of its nightly copy found “changed”, p-2, number 6" in caplog.text
    assert copies(tmp_path) == ["circlewise-2026-03-20-030000.db", "circlewise-unproved.db"]
    assert again == EVENING + timedelta(hours=1)
    await look(copier, again)
    assert copies(tmp_path) == ["circlewise-2026-03-20-030000.db", "circlewise-unproved.db"]
    await look(copier, again + timedelta(hours=1))
    assert copies(tmp_path) == ["circlewise-2026-03-28-230000.db"]


async def test_a_copy_from_the_future_does_not_stop_those_of_the_present(tmp_path: Path):
    (tmp_path / "circlewise-2099-01-01-030000.db").touch()
    (tmp_path / "circlewise-9999-99-99-999999.db").touch()

    await look(nightly(tmp_path), EVENING)

    assert copies(tmp_path)[0] == "circlewise-2026-03-28-210000.db"


async def test_the_house_makes_it_and_it_is_a_sound_database(tmp_path: Path):
    folder = tmp_path / "copies"
    settings = Settings(database=tmp_path / "circlewise.db", backup_directory=folder)
    async with open_house(settings, MovableClock(EVENING)) as house:
        while not (folder.is_dir() and copies(folder)):
            await house.desk.tidy(EVENING)

    (copy,) = folder.iterdir()
    assert copy.name == "circlewise-2026-03-28-200000.db"
    assert prove(copy, Keys()).finding is None


async def test_the_house_keeps_a_copy_as_good_only_with_the_whole_proof(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    settings = Settings(database=tmp_path / "circlewise.db", backup_directory=tmp_path / "copies")
    async with open_house(
        settings.model_copy(update={"backup_directory": None}), MovableClock(EVENING)
    ) as house:
        await house.desk.handle(KITCHEN, found(), "found", EVENING)
    with sqlite3.connect(settings.database) as db:
        db.execute("UPDATE circle SET name = 'Cellar'")  # pages fit together, and it is not what the log says
    db.close()

    async with open_house(settings, MovableClock(EVENING)) as house:
        while "nightly copy" not in caplog.text:
            await house.desk.tidy(EVENING)

    assert "found “derived”, c-kitchen, circle." in caplog.text
    assert copies(tmp_path / "copies") == ["circlewise-unproved.db"]
