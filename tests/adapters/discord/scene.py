"""A circle in its channel, for tests that are no transcripts: people by name who press what they see."""

# ruff: noqa: ANN401 - what is typed into a form may be anything

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from simcord import MemberActor
from simcord.builders import ChannelHandle

from bot.clock import MovableClock
from bot.compose import House
from bot.config import Settings
from bot.reception import open_reception
from facilitation.model import CircleId, PersonId
from facilitation.state import Proceeding
from facilitation.transcript import parse
from facilitation.transcript import stage as plain
from tests.adapters.discord.hands import Answered, Hands, Pressable, pressables, words
from tests.adapters.discord.world import TownScreen, World, at_full_speed, world
from tests.adapters.playing import furnish
from tests.adapters.screen import Seen, Sight

GARDEN: Final = """\
circle: Garden
aim: Grow food for the street
preset: sofa
people: Ana (facilitator), Bo, Cy
clock: 2026-03-02 10:00
"""
LOOKS: Final = ("more",)


@dataclass(slots=True)
class Scene:
    """One circle in one channel."""

    world: World
    house: House
    screen: TownScreen
    people: dict[str, PersonId]
    circle: CircleId

    @property
    def hands(self) -> Hands:
        """Everybody's hands."""
        return self.world.hands

    @property
    def channel(self) -> ChannelHandle:
        """Where the circle meets."""
        return self.screen.town.channel(self.circle)

    def person(self, name: str) -> MemberActor:
        """Somebody in the guild."""
        return self.screen.town.person(self.people[name])

    # --- what is to be seen

    def messages(self, name: str = "Ana") -> list[Any]:
        """What stands in the channel and its threads for somebody, the oldest first."""
        return self.hands.seen(self.person(name), self.channel)

    def text(self, name: str = "Ana") -> str:
        """All of it as it is read."""
        return "\n".join(map(words, self.messages(name)))

    def buttons(self, verb: str, name: str = "Ana") -> list[Pressable]:
        """The buttons of this verb in front of somebody, the newest first."""
        every = (each for message in reversed(self.messages(name)) for each in pressables(message))
        return [each for each in every if each.token is not None and each.token.verb == verb]

    # --- what people do

    async def do(self, name: str, verb: str, **values: Any) -> Sight:
        """Find the button of a verb, press it, fill in its form, say that it is meant."""
        who = self.people[name]
        sight = await self.screen.press(who, await self._find(who, verb))
        if sight.sheet is not None:
            sight = await self.screen.submit(who, sight.sheet, values)
        sure = next((each for each in sight.buttons if each.token.verb == verb and each.token.sure), None)
        return await self.screen.press(who, sure) if sure is not None else sight

    async def look(self, name: str, command: str = "circle status", **given: str) -> Answered:
        """Type a command."""
        return await self.hands.slash(self.person(name), self.channel, command, **given)

    async def _find(self, who: PersonId, verb: str) -> Seen:
        for sight in (
            await self.screen.around(who, self.circle),
            await self.screen.say(who, self.circle, "status"),
        ):
            found = _among(sight.buttons, verb)
            for each in (one for one in sight.buttons if found is None and one.token.verb in LOOKS):
                found = found or _among((await self.screen.press(who, each)).buttons, verb)
            if found is not None:
                return found
        raise AssertionError(f"nobody shows {who} a button for {verb}")

    # --- what is the case

    async def proceeding(self) -> Proceeding:
        """The newest that was opened in the circle."""
        every = await self.house.desk.open_in(self.circle)
        found = await self.house.desk.proceeding(every[-1])
        assert found is not None
        return found

    async def facts(self) -> list[str]:
        """What has happened in it, by the names of the facts."""
        return [type(each).__name__ for each in await self.house.desk.facts((await self.proceeding()).id)]


def _among(buttons: Iterable[Seen], verb: str) -> Seen | None:
    return next((each for each in buttons if each.token.verb == verb), None)


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
        yield Scene(made, reception.hall.house, screen, dict(stage.people), stage.main)


def forty(count: int = 40) -> str:
    """A circle of so many people."""
    return GARDEN.replace("Bo, Cy", ", ".join(f"Person {n}" for n in range(2, count + 1)))
