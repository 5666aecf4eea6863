"""One circle that meets in a Slack channel and a Discord channel at once: stand-ins for both, one house between them.

Some people have an account on the one side, some on the other, and some on both: those act now here, now there, and
still have one voice (INV-D10).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from adapters.tokens import Token
from bot.clock import MovableClock
from bot.config import Settings
from bot.reception import HouseReception, open_reception
from facilitation.model import Circle, CircleId, PersonId
from facilitation.transcript import Transcript
from facilitation.transcript import stage as plain
from facilitation.transcript.notation import circle_ids, ids
from storage import people
from storage.people import Person
from tests.adapters.discord.world import TownScreen, at_full_speed, world
from tests.adapters.playing import Played, Player, _stand
from tests.adapters.screen import Seen, Sheet, Sight
from tests.adapters.slack.reading import slack_id
from tests.adapters.slack.screen import SPARE, SlackScreen
from tests.adapters.slack.standin import Town, need_standin, workspace

SLACK: Final = "slack"
DISCORD: Final = "discord"


@dataclass(slots=True)
class BothScreens:
    """A `Screen` that is Slack for some people and Discord for others, and the one and then the other for the rest."""

    slack: SlackScreen
    discord: TownScreen
    sides: Mapping[PersonId, tuple[str, ...]]
    """Where somebody has an account."""
    acts: dict[PersonId, int] = field(default_factory=dict)
    platform: str = "both"

    def _here(self, who: PersonId) -> Any:  # noqa: ANN401 - either screen
        """Where somebody is now."""
        sides = self.sides[who]
        return getattr(self, sides[self.acts.get(who, 0) % len(sides)])

    def account(self, person: PersonId) -> str:
        """The account that somebody uses now."""
        return str(self._here(person).account(person))

    def room(self, circle: Circle) -> str:
        """The channel in Slack; that in Discord was settled beside it."""
        return self.slack.room(circle)

    def found(self, circle: Circle) -> str:
        """A new channel in Slack."""
        return self.slack.found(circle)

    async def ready(self, reception: HouseReception) -> None:
        """Connect both."""
        await self.discord.ready(reception)
        await self.slack.ready(reception)

    async def off(self) -> None:
        """It is over on both sides."""
        await self.slack.off()
        await self.discord.off()

    async def around(self, who: PersonId, circle: CircleId) -> Sight:
        """Whoever has two accounts takes the other one, each time they look around."""
        self.acts[who] = self.acts.get(who, 0) + 1
        return Sight(*_parts(await self._here(who).around(who, circle)))

    async def say(self, who: PersonId, circle: CircleId, words: str) -> Sight:
        """Type a command."""
        return Sight(*_parts(await self._here(who).say(who, circle, words)))

    async def press(self, who: PersonId, button: Seen) -> Sight:
        """Press a button."""
        return Sight(*_parts(await self._here(who).press(who, button)))

    async def push(self, who: PersonId, circle: CircleId, token: Token) -> Sight:
        """Press a button that is gone."""
        return Sight(*_parts(await self._here(who).push(who, circle, token)))

    async def submit(self, who: PersonId, sheet: Sheet, given: Mapping[str, object]) -> Sight:
        """Hand a form in."""
        return Sight(*_parts(await self._here(who).submit(who, sheet, given)))


def _parts(sight: Sight) -> tuple[str, tuple[Seen, ...], Sheet | None]:
    return sight.words, sight.buttons, sight.sheet


@dataclass(slots=True)
class Sides:
    """A house between two platforms, furnished as a transcript's header says."""

    reception: HouseReception
    clock: MovableClock
    screen: BothScreens
    story: plain.Stage
    transcript: Transcript

    async def play(self, patch: pytest.MonkeyPatch) -> Played:
        """Play the transcript, each line where its person is."""
        rooms = set(self.story.circles)
        player = Player(
            self.reception, self.clock, self.screen, self.transcript, Played(self.story), patch, rooms=rooms
        )
        await player.play()
        return player.played


def seated(everybody: Mapping[str, PersonId]) -> dict[PersonId, tuple[str, ...]]:
    """The first on both sides, then by turns on Slack and on Discord."""
    first, *others = everybody.values()
    return {first: (SLACK, DISCORD)} | {
        who: (SLACK,) if n % 2 else (DISCORD,) for n, who in enumerate(others)
    }


@asynccontextmanager
async def two_rooms(transcript: Transcript, place: Path, patch: pytest.MonkeyPatch) -> AsyncIterator[Sides]:
    """Set everything up for a transcript, connected on both sides."""
    need_standin()
    at_full_speed(patch)
    patch.setattr("adapters.slack.room.PACE", 0.0)
    zone, everybody = ZoneInfo(transcript.zone), ids(transcript.people)
    town = Town(
        people={slack_id("U", who): name for name, who in everybody.items()},
        channels={slack_id("C", id_): id_ for id_ in circle_ids(transcript).values()} | SPARE,
        zone=transcript.zone,
    )
    story, clock = plain.found(transcript), MovableClock(transcript.clock)
    names = {who: name for name, who in story.people.items()}
    async with (
        workspace(town=town) as space,
        world(names, zone) as discord,
        open_reception(Settings(database=place / "circle.db", time_zone=zone), clock) as reception,
    ):
        screen = BothScreens(SlackScreen(space, zone), TownScreen(discord), seated(story.people))
        await _furnish(reception, screen, story)
        try:
            yield Sides(reception, clock, screen, story, transcript)
        finally:
            await screen.off()


async def _furnish(reception: HouseReception, screen: BothScreens, story: plain.Stage) -> None:
    desk = reception.hall.house.desk
    for name, who in story.people.items():
        await desk.write(people.save_person, Person(who, name))
        for side in screen.sides[who]:
            await desk.write(people.save_account, side, getattr(screen, side).account(who), who)
    for circle in story.circles.values():
        await desk.write(_stand, circle, story.now)
        for side in (screen.slack, screen.discord):
            await desk.write(people.settle, side.room(circle), circle.id)
    await reception.hall.directory.load()
    await screen.ready(reception)
    await reception.hall.house.delivery.settled()
