"""The shipped program in its own process, met over HTTP and a websocket on loopback."""

# ruff: noqa: ANN401 - simcord's world is JSON of any shape

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
import sys
import time
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from simcord.results import InteractionResult, ResponseMessage

from adapters.reception import Account, Caller, Form, Reception
from bot.clock import MovableClock
from bot.compose import House
from bot.config import Settings
from bot.ids import new_proceeding
from bot.reception import HouseReception, open_reception
from facilitation.commands import Act, LetStand, Pass, Propose, Speak
from facilitation.model import Circle, Draft, PersonId, Words
from facilitation.proceeding import legal, waiting
from facilitation.state import CheckState, Proceeding
from facilitation.transcript import parse
from facilitation.transcript import stage as plain
from tests.adapters.discord.bridge import TOKEN, Bridge, world_on_the_wire
from tests.adapters.discord.company import Company
from tests.adapters.discord.hands import Hands, Opened
from tests.adapters.discord.screen import DiscordScreen, Town
from tests.adapters.discord.shipped import Window
from tests.adapters.playing import Played, Player, furnish, read
from tests.adapters.screen import Seen, Sight

ROOT: Final = Path(__file__).parents[3]
GREENWICH: Final = ZoneInfo("UTC")
PATIENCE: Final = 40.0
CALM: Final = 0.15
"""Seconds without any call after which nothing more is expected."""


async def until(holds: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Wait for something to become true on the other side, and give it back."""
    end = time.monotonic() + patience
    while not (found := holds()):
        assert time.monotonic() < end, "waited in vain"
        await asyncio.sleep(0.01)
    return found


@dataclass(slots=True)
class Program:
    """One run of the program."""

    process: Process
    said: list[str] = field(default_factory=list)
    _listening: asyncio.Task[None] | None = None

    def listen(self) -> None:
        """Keep what it prints."""
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        assert self.process.stdout is not None
        while line := await self.process.stdout.readline():
            self.said.append(line.decode())

    async def kill(self) -> None:
        """End it at once, whatever it is at (`kill -9`)."""
        self.process.kill()
        await self._over()

    async def end(self) -> int:
        """Ask it to end, and wait until it has."""
        self.process.terminate()
        await self._over()
        return self.process.returncode or 0

    async def _over(self) -> None:
        await asyncio.wait_for(self.process.wait(), PATIENCE)
        if self._listening is not None:
            await self._listening


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a program that ran to its end."""

    returncode: int
    said: str


@dataclass(slots=True)
class Wire:
    """A town on the wire, and the program that serves it."""

    bridge: Bridge
    town: Town
    hands: Hands
    database: Path
    program: Program | None = None

    async def settled(self, result: InteractionResult | None = None) -> None:
        """Wait until an act was answered, and then until nothing more comes."""
        if result is not None:
            await until(lambda: _answered(result))
        await self.calm()

    async def calm(self) -> None:
        """Wait until the program has not called for a while."""
        while True:
            before = len(self.bridge.calls)
            await asyncio.sleep(CALM)
            if len(self.bridge.calls) == before:
                return

    def message(self, stored: Any) -> ResponseMessage:
        """A message in somebody's hands: to react to it, say."""
        return ResponseMessage(self.bridge.env, stored)

    def count(self, query: str, *given: str) -> int:
        """Ask the database for a number.

        The connection is closed at once: one that stayed open would share its view of the file with the next one.
        """
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as db:
            (found,) = db.execute(query, given).fetchone()
        return int(found)

    async def begin(self, *command: str, **settings: str) -> Process:
        """Begin a program of ours."""
        environment = {
            "CIRCLEWISE_DATABASE": str(self.database),
            "CIRCLEWISE_DISCORD_TOKEN": TOKEN,
            "CIRCLEWISE_DISCORD_API_URL": self.bridge.api,
            "CIRCLEWISE_DISCORD_GATEWAY_URL": self.bridge.gateway,
            **settings,
        }
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=PIPE,
            stderr=STDOUT,
        )

    async def run(self, *command: str, **settings: str) -> Ran:
        """Run a program of ours to its end."""
        process = await self.begin(*command, **settings)
        said, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
        return Ran(process.returncode or 0, said.decode())

    async def start(self, *command: str, **settings: str) -> Program:
        """Start the program, or another one in its place, and wait until it listens."""
        sessions = self.bridge.identified + self.bridge.resumed
        process = await self.begin(*(command or ("bot", "run")), **settings)
        self.program = Program(process)
        self.program.listen()
        await until(
            lambda: process.returncode is not None or self.bridge.identified + self.bridge.resumed > sessions
        )
        assert process.returncode is None, "".join(self.program.said)
        await self.calm()
        return self.program


def _answered(result: InteractionResult) -> bool:
    """Whether somebody has been told something, or nothing was to be told."""
    record = result._interaction
    return record.responded and not record.loading


@asynccontextmanager
async def wired(
    database: Path, names: Mapping[PersonId, str], zone: ZoneInfo = GREENWICH
) -> AsyncIterator[Wire]:
    """A town on the wire; the program is started by whoever wants it, and ended in any case."""
    async with world_on_the_wire() as bridge:
        town = Town(bridge.env, names, zone)
        wire = Wire(bridge, town, Hands(bridge.env, _nobody), database)
        wire.hands.settled = wire.settled
        try:
            yield wire
        finally:
            if wire.program is not None and wire.program.process.returncode is None:
                await wire.program.kill()


async def _nobody(_result: InteractionResult | None) -> None:
    raise AssertionError("nobody is there yet")


@dataclass(slots=True)
class Rehearsal:
    """The program with its clock in our hand, for a transcript that is played on it."""

    wire: Wire
    clock: MovableClock
    window: Window

    async def start(self) -> None:
        """Start it, or another one where it was killed."""
        command = (
            "tests.adapters.discord.shipped",
            str(self.window.path),
            self.clock.now().isoformat(),
            "--",
            "run",
        )
        self.window.path.unlink(missing_ok=True)
        await self.wire.start(*command)
        await self.window.look()
        await self.wire.calm()

    async def kill(self) -> None:
        """`kill -9`, and start it again."""
        assert self.wire.program is not None
        await self.window.close()
        await self.wire.program.kill()
        await self.start()


class WiredScreen(DiscordScreen):
    """Discord over the wire, as the player of transcripts sees it.

    With `killing`, the program is killed and started again before every so manieth press.
    """

    def __init__(self, wire: Wire, killing: int = 0) -> None:
        super().__init__(wire.town, wire.hands)
        self.wire = wire
        self.rehearsal: Rehearsal | None = None
        self.reception: Reception | None = None
        """The program's own, asked from afar."""
        self.killing = killing
        self.pressed = 0

    async def ready(self, reception: HouseReception) -> None:
        """The program will find everybody and every room when it starts."""

    async def off(self) -> None:
        """It is over."""

    async def names(self, who: PersonId, form: Opened) -> Mapping[str, tuple[str, ...]]:
        """The names of all fields of a form; of its further parts by asking the reception."""
        if form.parts[1] == 1 or self.reception is None:
            return form.names
        account = Account(id=self.account(who))
        caller = Caller(platform=self.platform, account=account, delivery="the names of fields")
        reply = await self.reception.press(caller, form.token)
        assert isinstance(reply, Form)
        return {blank.name: blank.options for blank in reply.blanks}

    async def press(self, who: PersonId, button: Seen) -> Sight:
        """Press a button, if need be of a program that was killed since it was posted."""
        self.pressed += 1
        if self.killing and self.pressed % self.killing == 0:
            assert self.rehearsal is not None
            await self.rehearsal.kill()
        return await super().press(who, button)


@asynccontextmanager
async def circle_on_the_wire(
    header: str, place: Path, *, asked: bool = False
) -> AsyncIterator[tuple[Wire, Company]]:
    """A circle as a transcript's header says, in a channel of its own; the program is still to be started.

    If it is `asked`, a text has come as far as the question for consent.
    """
    stage = plain.found(parse(at_present(header)))
    names = {who: name for name, who in stage.people.items()}
    async with wired(place / "circle.db", names) as wire:
        screen = WiredScreen(wire)
        async with open_reception(Settings(database=wire.database), MovableClock(stage.now)) as reception:
            await furnish(reception, screen, stage)
            if asked:
                await ask_for_consent(reception.hall.house, stage.circles[stage.main], stage.now)
        yield wire, Company(screen, dict(stage.people), stage.main)


def at_present(header: str) -> str:
    """A header with the time that it is: the program looks at the machine's clock, and nothing is to be overdue."""
    return re.sub(r"(?m)^clock: .*$", f"clock: {datetime.now(GREENWICH):%Y-%m-%d %H:%M}", header)


async def ask_for_consent(house: House, circle: Circle, now: datetime) -> None:
    """Bring a text before a circle, and let everybody pass until they are asked for consent."""
    draft = Draft(text="We buy one water butt.", review=now + timedelta(days=365))
    by, id_ = circle.members[1].person, new_proceeding(now)
    command: Act | None = Propose(
        by=by, id=id_, circle=circle, title="A water butt", draft=draft, driver="Heavy cans."
    )
    for number in range(50):
        if command is None:
            return
        await house.desk.handle(id_, command, f"prepared/{number}", now)
        p = await house.desk.proceeding(id_)
        assert p is not None
        command = _on(p)
    raise AssertionError("nobody was asked")


def _on(p: Proceeding) -> Act | None:
    """What brings it on; nothing once everybody is asked."""
    if isinstance(p.phase, CheckState):
        return None
    who = waiting(p)[0]
    offered = {offer.command for offer in legal(p, who)}
    likely = (LetStand(by=who), Speak(by=who, text=Words("I like it.")), Pass(by=who))
    return next(act for act in likely if type(act) in offered)


async def play_wired(path: Path, place: Path, patch: pytest.MonkeyPatch, killing: int = 0) -> Played:
    """Play a transcript with the shipped program in its own process."""
    transcript = read(path)
    stage, zone = plain.found(transcript), ZoneInfo(transcript.zone)
    clock = MovableClock(transcript.clock)
    names = {who: name for name, who in stage.people.items()}
    async with wired(place / "circle.db", names, zone) as wire:
        screen = WiredScreen(wire, killing)
        async with open_reception(Settings(database=wire.database, time_zone=zone), clock) as reception:
            await furnish(reception, screen, stage)
        screen.rehearsal = rehearsal = Rehearsal(wire, clock, Window(place / "window"))
        await rehearsal.start()
        distant: Any = rehearsal.window.reception
        screen.reception = distant
        player = Player(distant, clock, screen, transcript, Played(stage), patch, rooms=set(stage.circles))
        await player.play()
        await rehearsal.window.close()
        assert await wire.program.end() == 0 if wire.program else True
    return player.played
