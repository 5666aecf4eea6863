"""A circle in its channel with the house in this process, for tests that are no transcripts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MovableClock
from bot.compose import House
from bot.config import Settings
from bot.reception import open_reception
from facilitation.state import Proceeding
from facilitation.transcript import parse
from facilitation.transcript import stage as plain
from tests.adapters.discord.company import Company
from tests.adapters.discord.world import TownScreen, World, at_full_speed, world
from tests.adapters.playing import furnish


@dataclass(slots=True)
class Scene(Company):
    """One circle in one channel, and what has happened in the house."""

    world: World
    house: House

    async def proceeding(self) -> Proceeding:
        """The newest that was opened in the circle."""
        every = await self.house.desk.open_in(self.circle)
        found = await self.house.desk.proceeding(every[-1])
        assert found is not None
        return found

    async def facts(self) -> list[str]:
        """What has happened in it, by the names of the facts."""
        return [type(each).__name__ for each in await self.house.desk.facts((await self.proceeding()).id)]


@asynccontextmanager
async def scene_of(
    header: str, path: Path, patch: pytest.MonkeyPatch, *, check_errors: bool = True
) -> AsyncIterator[Scene]:
    """A circle as a transcript's header says, in a channel of its own."""
    at_full_speed(patch)
    stage = plain.found(parse(header))
    names = {who: name for name, who in stage.people.items()}
    async with (
        world(names, ZoneInfo("UTC"), check_errors=check_errors) as made,
        open_reception(Settings(database=path), MovableClock(stage.now)) as reception,
    ):
        screen = TownScreen(made)
        await furnish(reception, screen, stage)
        yield Scene(screen, dict(stage.people), stage.main, made, reception.hall.house)
