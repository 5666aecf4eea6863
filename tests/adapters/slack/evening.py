"""An evening in Slack: a circle with a proposal under its consent prompt, over a real house, ready to be disturbed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from adapters.slack.text import Json
from bot.clock import MovableClock
from bot.config import Settings
from bot.reception import HouseReception, open_reception
from facilitation.facts import Fact
from facilitation.model import CircleId, PersonId, ProceedingId
from facilitation.state import Proceeding
from facilitation.transcript import parse
from facilitation.transcript import stage as plain
from tests.adapters.playing import Played, Player, furnish
from tests.adapters.screen import Seen, Sight
from tests.adapters.slack.reading import slack_id
from tests.adapters.slack.screen import SlackScreen
from tests.adapters.slack.standin import Town, Workspace, workspace

CONSENT = """circle: Kitchen
preset: sofa
people: Ana (facilitator), Bo, Cy
clock: 2026-03-02 10:00

Ana proposes "Soup": We cook soup on Fridays.
Bo passes
Cy passes
Bo speaks: Warm.
Ana speaks: Cheap.
Cy speaks: Good.
Ana lets the text stand
"""
CIRCLE = CircleId("c-kitchen")
ANA, BO, CY = PersonId("u-ana"), PersonId("u-bo"), PersonId("u-cy")
CHANNEL = slack_id("C", CIRCLE)
TOWN = Town(
    people={slack_id("U", who): who.partition("-")[2].title() for who in (ANA, BO, CY)},
    channels={CHANNEL: "kitchen"},
)


@dataclass(slots=True)
class Evening:
    """What can be seen and done."""

    space: Workspace
    reception: HouseReception
    screen: SlackScreen
    clock: MovableClock
    id: ProceedingId

    async def p(self) -> Proceeding:
        """The proposal as it is."""
        found = await self.reception.hall.house.desk.proceeding(self.id)
        assert found is not None
        return found

    async def facts(self) -> tuple[Fact, ...]:
        """Everything that came true about it."""
        return await self.reception.hall.house.desk.facts(self.id)

    async def settled(self) -> None:
        """Wait until the channel shows what it should."""
        await self.reception.hall.house.delivery.settled()

    async def button(self, who: PersonId, verb: str) -> Seen:
        """A button in the channel."""
        sight = await self.screen.around(who, CIRCLE)
        return next(one for one in reversed(sight.buttons) if one.token.verb == verb)

    async def press(self, who: PersonId, verb: str) -> Sight:
        """Press it."""
        return await self.screen.press(who, await self.button(who, verb))

    async def panels(self, key: str = "/step/") -> list[Json]:
        """The messages in the channel whose card has such a key, by what the gate remembers of them."""
        marked = {ts: data["event_payload"]["card"] for ts, data in self.space.metadata.items() if data}
        return [one for one in await self.space.messages(CHANNEL) if key in marked.get(one["ts"], "")]

    async def cards(self) -> list[str]:
        """The keys of all cards that are to be seen, as often as they are."""
        marked = {ts: data["event_payload"]["card"] for ts, data in self.space.metadata.items() if data}
        return [marked[one["ts"]] for one in await self.space.messages(CHANNEL) if one["ts"] in marked]


@asynccontextmanager
async def evening(folder: Path, patch: pytest.MonkeyPatch, text: str = CONSENT) -> AsyncIterator[Evening]:
    """Play as far as the consent prompt, and stay there."""
    transcript = parse(text)
    patch.setattr("adapters.slack.room.PACE", 0.0)
    patch.setattr("bot.lane._FIRST_WAIT", 0.02)
    clock = MovableClock(transcript.clock)
    settings: Any = Settings(database=folder / "evening.db", time_zone=ZoneInfo("UTC"))
    async with workspace(town=TOWN) as space, open_reception(settings, clock) as reception:
        screen, stage = SlackScreen(space, ZoneInfo("UTC")), plain.found(transcript)
        await furnish(reception, screen, stage)
        player = Player(reception, clock, screen, transcript, Played(stage), patch, rooms={CIRCLE})
        await player.play()
        try:
            assert stage.latest is not None
            yield Evening(space, reception, screen, clock, stage.latest)
        finally:
            await screen.off()
