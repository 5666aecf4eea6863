"""The shipped program with two connections, each for its own servers: one may break while the other goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.config import Settings
from bot.reception import open_reception
from facilitation.transcript import parse
from facilitation.transcript import stage as plain
from tests.adapters.discord.company import DRAFT, GARDEN, Company
from tests.adapters.discord.hands import words
from tests.adapters.discord.screen import Town
from tests.adapters.discord.wired import (
    GREENWICH,
    Wire,
    WiredScreen,
    ask_for_consent,
    at_present,
    until,
    wired,
)
from tests.adapters.playing import furnish

KITCHEN = """\
circle: Kitchen
aim: Good meals for all
preset: sofa
people: Dee (facilitator), Eli, Fay
clock: 2026-03-02 10:00
"""
SHARDS = 2
READ = "/channels/*/messages/*"
KIND = "SELECT count(*) FROM log WHERE kind = ?"


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[tuple[Wire, Company, Company]]:
    """Two circles in servers of different shards, and the program that serves both."""
    stages = [plain.found(parse(at_present(header))) for header in (GARDEN, KITCHEN)]
    async with wired(tmp_path / "circle.db", {}) as wire:
        screens = [screen_on(wire, shard, stage) for shard, stage in enumerate(stages)]
        async with open_reception(Settings(database=wire.database), MovableClock(stages[0].now)) as reception:
            for screen, stage in zip(screens, stages, strict=True):
                await furnish(reception, screen, stage)
            kitchen = stages[1].circles[stages[1].main]
            await ask_for_consent(reception.hall.house, kitchen, stages[1].now)
        await wire.start(CIRCLEWISE_DISCORD_SHARDS=str(SHARDS))
        await until(lambda: wire.bridge.is_up(0) and wire.bridge.is_up(1))
        garden, kitchen = (
            Company(screen, dict(stage.people), stage.main)
            for screen, stage in zip(screens, stages, strict=True)
        )
        yield wire, garden, kitchen


def screen_on(wire: Wire, shard: int, stage: plain.Stage) -> WiredScreen:
    """A server that this shard carries, with the people of a stage in it."""
    screen = WiredScreen(wire)
    names = {who: name for name, who in stage.people.items()}
    number = ((1 << 40) + shard) << 22
    screen.town = Town(wire.bridge.env, names, GREENWICH, number)
    assert (screen.town.guild.id >> 22) % SHARDS == shard
    return screen


async def presses(circle: Company, name: str, verb: str) -> str:
    """Somebody presses what they see in the channel (what is said directly is another shard's); what they are told."""
    return (await circle.hands.press(circle.person(name), circle.posted(verb, name)[0])).words


async def test_circles_on_both_shards_meet_and_one_goes_on_while_the_other_is_down(
    two: tuple[Wire, Company, Company],
):
    wire, garden, kitchen = two
    before = wire.count(KIND, "Passed")
    await garden.do("Bo", "Propose", **DRAFT)
    await until(lambda: garden.posted("Pass") and kitchen.posted("Consent", "Dee"))

    async with wire.bridge.barred(1):
        await until(lambda: not wire.bridge.is_up(1))
        assert await presses(garden, "Ana", "Pass")
        assert not wire.bridge.is_up(1)
        pressing = asyncio.create_task(presses(kitchen, "Dee", "Consent"))
        await asyncio.sleep(0.5)
        assert not pressing.done()
    assert await pressing

    assert (wire.bridge.identified, wire.bridge.resumed) == (SHARDS, 1)
    assert await presses(garden, "Cy", "Pass")
    assert wire.program is not None
    assert await wire.program.end() == 0
    assert [wire.count(KIND, kind) for kind in ("Passed", "Consented")] == [before + 2, 1]


async def test_what_was_reacted_while_one_shard_had_lost_its_session_is_read_when_it_has_a_new_one(
    two: tuple[Wire, Company, Company],
):
    """The library says of the first time only that everything is ready; of one shard that begins anew it says less."""
    wire, _, kitchen = two
    await until(lambda: kitchen.posted("Consent", "Dee"))
    prompt = kitchen.posted("Consent", "Dee")[0].message
    await until(lambda: wire.bridge.made("GET", READ))  # everything is ready, for the first time
    await wire.calm()
    assert "Fay" in words(prompt)

    await wire.bridge.hang_up(1001, shard=1)
    await until(lambda: not wire.bridge.is_up(1))
    await kitchen.person("Fay").react(wire.message(prompt), "👍")
    await until(lambda: wire.bridge.is_up(1))

    await until(lambda: "Fay" not in words(prompt))
    assert wire.bridge.is_up(0)
    assert wire.bridge.identified == SHARDS + 1
