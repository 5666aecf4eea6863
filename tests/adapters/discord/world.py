"""The house with Discord in one process: our platform and reception on a real database, simcord's world around them.

simcord waits for all that a bot has begun before an act of a person is over. Circlewise has lanes that never end, so
waiting is done here: for what was begun, until it is done, and until every room shows what it should. The world's clock
is the house's, so a message is as old on Discord as it is in the circle, and tokens end when they would.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import discord
import pytest
import simcord
from simcord._dpy_internals import real_monotonic
from simcord.results import InteractionResult

from adapters.access import DiscordAccess
from adapters.discord.client import DiscordPlatform
from adapters.discord.room import DiscordRoom
from bot.clock import MovableClock
from bot.compose import House
from bot.lane import Lane
from bot.reception import HouseReception
from facilitation.model import PersonId
from tests.adapters.discord.hands import Hands, Opened
from tests.adapters.discord.screen import DiscordScreen, Town

ACCESS: Final = DiscordAccess(token="simcord.fake.token")  # noqa: S106 - of a bot in this process
PATIENCE: Final = 20.0
SECOND_TRY: Final = 0.01
"""Seconds after which a room tries again what failed."""
LASTING: Final = ("lane ", "circlewise-")
"""How the names of tasks begin that never end by themselves."""


class OneClock:
    """simcord's clock, showing what the house's clock shows."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock = clock
        self._start = clock.now()

    @property
    def elapsed(self) -> float:
        return (self.clock.now() - self._start).total_seconds()

    def now(self) -> datetime:
        return self.clock.now()

    def advance(self, seconds: float) -> None:
        self.clock.move(timedelta(seconds=seconds))


@dataclass(slots=True)
class World:
    """One guild, one house, and the connection between them."""

    env: simcord.Env
    town: Town
    hands: Hands
    house: House | None = None
    reception: HouseReception | None = None
    platform: DiscordPlatform | None = None
    faults: list[BaseException] = field(default_factory=list)

    async def open(self, reception: HouseReception) -> None:
        """Connect a house that stands: everybody and every room in it is known."""
        self.reception = reception
        self.house = house = reception.hall.house
        assert isinstance(house.clock, MovableClock)
        self.env.backend.clock = OneClock(house.clock)  # type: ignore[assignment] - what simcord asks of a clock
        self.env._settle_internal = self.settle  # type: ignore[method-assign]
        self.platform = DiscordPlatform(ACCESS, reception)
        self.env.bot = self.platform.new_client()
        await self.env.start()
        self._let_timers_be_real()
        await reception.connect(self.platform)
        await self.quiet()

    async def restart(self) -> None:
        """The program ends and begins anew: what was in memory is gone, house and Discord stay."""
        assert self.house is not None
        for key in [key for key, _ in self.reception.hall.directory.rooms()]:  # type: ignore[union-attr]
            await self.house.delivery.detach(key)
        self.reception = HouseReception(self.house)
        self.platform = DiscordPlatform(ACCESS, self.reception)
        await self.reception.open()
        await self.env.restart_bot(self.platform.new_client())
        self._let_timers_be_real()
        await self.reception.connect(self.platform)
        await self.quiet()

    def _let_timers_be_real(self) -> None:
        """simcord lets a bot's timers wait for its own clock; what Circlewise waits for are other things."""
        loop, own = asyncio.get_running_loop(), self.env._runtime
        assert own is not None
        loop.call_later, loop.call_at = own.call_later, own.call_at  # type: ignore[method-assign]
        loop.time = real_monotonic  # type: ignore[method-assign,assignment]

    async def settle(self, **_: Any) -> None:  # noqa: ANN401 - whatever simcord says about the occasion
        """Wait until nothing that was begun is under way any more."""
        async with asyncio.timeout(PATIENCE):
            while self._busy() or self._behind():
                await asyncio.wait(self._busy() or [asyncio.ensure_future(asyncio.sleep(0.002))], timeout=0.5)

    async def quiet(self) -> None:
        """The same, for what nobody's act has begun."""
        await self.settle()

    def _busy(self) -> list[asyncio.Task[Any]]:
        own = [*self.env._work.tasks, *(self.platform._work if self.platform else ())]
        return [task for task in own if not task.done() and not task.get_name().startswith(LASTING)]

    def _behind(self) -> bool:
        return self.house is not None and any(map(_at_work, self.house.delivery._lanes.values()))

    async def answered(self, _result: InteractionResult | None) -> None:
        """An act is over when all it has begun is."""
        await self.settle()

    async def let_pass(self, by: timedelta) -> None:
        """Time passes: what falls due happens when it does."""
        assert self.house is not None
        assert isinstance(self.house.clock, MovableClock)
        self.house.clock.move(by)
        await self.house.desk.tick_due(self.house.clock.now())
        await self.settle()


def _at_work(lane: Lane) -> bool:
    """Whether a room does not show yet what it should, and will soon."""
    away = lane._wait > 2 * SECOND_TRY  # what failed twice is tried again later and later
    return not lane.gone and not away and (bool(lane._wanted) or not lane._idle.is_set())


@asynccontextmanager
async def world(
    names: dict[PersonId, str], zone: ZoneInfo, *, check_errors: bool = True
) -> AsyncIterator[World]:
    """A Discord without a house yet: `open` connects one."""
    nobody = discord.Client(intents=discord.Intents(guilds=True))
    env = simcord.Env(nobody, check_errors=check_errors)
    made = World(env, Town(env, names, zone), Hands(env, _not_yet))
    made.hands.settled = made.answered
    try:
        yield made
    finally:
        await env.shutdown()
    if check_errors:
        env._raise_errors_since(env._errors_acknowledged)


async def _not_yet(_result: InteractionResult | None) -> None:
    raise AssertionError("nobody is there yet")


def at_full_speed(patch: pytest.MonkeyPatch) -> None:
    """Nobody waits here for the pace that Discord wants, or for a second try."""
    patch.setattr(DiscordRoom, "pace", 0.0)
    patch.setattr("bot.lane._FIRST_WAIT", SECOND_TRY)


class TownScreen(DiscordScreen):
    """Discord in this process, as the player of transcripts sees it."""

    def __init__(self, world: World) -> None:
        super().__init__(world.town, world.hands)
        self.world = world

    async def ready(self, reception: HouseReception) -> None:
        """Everybody and every room is known: connect."""
        await self.world.open(reception)

    async def names(self, who: PersonId, form: Opened) -> Mapping[str, tuple[str, ...]]:
        """The names of all fields of a form, also where a choice has decided what is asked."""
        assert self.world.platform is not None
        draft = await self.world.platform.answers.drafts.of(self.account(who), form.token)
        known = draft.form if draft is not None else None
        return {blank.name: blank.options for blank in known.blanks} if known is not None else form.names

    async def off(self) -> None:
        """It is over."""
        await self.world.quiet()
