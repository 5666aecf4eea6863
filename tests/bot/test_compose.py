import asyncio
import gc
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.compose import open_house
from bot.config import Settings
from facilitation.commands import Leave
from facilitation.facts import Reminded
from facilitation.model import CircleId, ProceedingId
from storage.database import Database
from storage.faults import InUse
from tests.adapters.fake_room import FakePlatform, FakeRoom
from tests.storage.walking import PEOPLE, START, circle, found, propose

KITCHEN, ROTA = CircleId("c-kitchen"), ProceedingId("p-rota")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database=tmp_path / "circlewise.db")


async def test_what_people_do_is_shown_and_what_falls_due_happens(settings: Settings):
    platform, clock = FakePlatform(), MovableClock(START)
    async with open_house(settings, clock) as house:
        await house.delivery.attach(KITCHEN, FakeRoom(platform))
        await house.desk.handle(KITCHEN, found(), "found", START)
        await house.desk.handle(ROTA, propose(circle()), "propose", START)
        await house.delivery.settled()
        shown = platform.keys()

        clock.move(timedelta(days=4))
        async with asyncio.timeout(5):
            while not any(isinstance(fact, Reminded) for fact in await house.desk.facts(ROTA)):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await house.delivery.settled()

    assert shown
    assert all(key.startswith(("p-rota/", "c-kitchen/")) for key in platform.posted)
    assert len(platform.posted) == len(set(platform.posted))


async def test_what_is_loaded_is_passed_over_when_garbage_is_collected(settings: Settings):
    gc.unfreeze()
    assert any(one is Settings for one in gc.get_objects())
    passed_over = 0
    for _ in range(2):
        async with open_house(settings, MovableClock(START)) as house:
            passed_over = passed_over or gc.get_freeze_count()
            assert not any(one is Settings for one in gc.get_objects())
            assert any(one is house.delivery for one in gc.get_objects())
            assert gc.get_freeze_count() <= passed_over  # the second house adds nothing: it can go again


async def test_the_end_finishes_what_was_begun(settings: Settings):
    platform, clock = FakePlatform(), MovableClock(START)
    async with open_house(settings, clock) as house:
        await house.delivery.attach(KITCHEN, FakeRoom(platform))
        await house.desk.handle(KITCHEN, found(), "found", START)
        await house.desk.handle(ROTA, propose(circle()), "propose", START)
        leaving = asyncio.create_task(
            house.desk.handle(ROTA, Leave(by=PEOPLE[3], person=PEOPLE[3]), "leave", START)
        )
        await asyncio.sleep(0)

    assert (await leaving).facts
    assert platform.posted
    Database(settings.database).close()  # and the file is free again


async def test_a_second_house_is_told_who_is_in_the_first(settings: Settings):
    async with open_house(settings, MovableClock(START)):
        with pytest.raises(InUse):
            async with open_house(settings, MovableClock(START)):
                pytest.fail("two houses on one file")


async def test_a_backup_of_a_running_house_can_be_moved_into(settings: Settings, tmp_path: Path):
    async with open_house(settings, MovableClock(START)) as house:
        await house.desk.handle(KITCHEN, found(), "found", START)
        await house.backup(tmp_path / "copy.db")

    async with open_house(Settings(database=tmp_path / "copy.db"), MovableClock(START)) as copy:
        assert await copy.desk.circle(KITCHEN) == circle()


@pytest.mark.parametrize("module", ["bot.compose", "bot.running"])
def test_a_start_waits_for_no_package_that_it_does_not_need(module: str):
    needless = {"alembic", "discord", "prometheus_client", "prompt_toolkit", "rich", "slack_bolt", "sqlmodel"}
    tell = f"import {module}, sys; print(sorted({needless} & set(sys.modules)))"

    told = subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True)

    assert told.stdout == "[]\n"


def test_a_bot_in_slack_holds_nothing_that_draws_in_a_terminal_or_that_only_some_need():
    needless = {"alembic", "discord", "prometheus_client", "prompt_toolkit", "sqlmodel"}
    loads = "import bot.__main__, bot.logs, bot.running, adapters.slack.client, sys"
    tell = f"{loads}; print(sorted({needless} & set(sys.modules)))"

    told = subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True)

    assert told.stdout == "[]\n"
