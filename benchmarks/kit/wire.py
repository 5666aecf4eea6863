"""Discord on loopback, with a crowd that presses buttons and a program in its own process that answers.

The stand-in (`tests.adapters.discord.bridge`) runs in the process that measures, so what it costs itself is in every
figure, ours and the bare one's alike.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from simcord import MemberActor
from simcord.backend import serializers
from simcord.builders import ChannelHandle, GuildHandle
from simcord.enums import ComponentType, InteractionType
from simcord.interactions import base_payload

from tests.adapters.discord.bridge import TOKEN, Bridge, Call, world_on_the_wire

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 60.0
PROMISED: Final = 5
"""A deferred answer, which is only a promise of one."""
_ANSWER: Final = re.compile(r"/(?:interactions/\d+|webhooks/\d+)/(?P<token>[^/]+)/?.*")


@dataclass(frozen=True, slots=True)
class Pressing:
    """One button somebody is going to press."""

    who: MemberActor
    message: Any
    custom_id: str


@dataclass(slots=True)
class Reading:
    """When a button was pressed, when that was acknowledged, and when nothing more came."""

    pressed: float
    acknowledged: float = 0.0
    answered: float = 0.0
    done: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class Wire:
    """A guild at an address of this machine."""

    bridge: Bridge
    guild: GuildHandle
    channels: list[ChannelHandle] = field(default_factory=list)
    people: list[MemberActor] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)

    def press(self, pressing: Pressing) -> Reading:
        """Press a button now; the reading is filled in as answers come."""
        backend, message = self.bridge.backend, pressing.message
        record, payload = base_payload(
            backend,
            type=InteractionType.MESSAGE_COMPONENT,
            channel_id=message.channel_id,
            guild_id=self.guild.id,
            user_id=pressing.who.id,
            data={"custom_id": pressing.custom_id, "component_type": ComponentType.BUTTON},
        )
        payload["message"] = dict(serializers.message_payload(backend, message))
        record.source_message_id = message.id
        reading = self.readings[record.token] = Reading(time.perf_counter())
        backend.emit("INTERACTION_CREATE", payload)
        return reading

    def heard(self, call: Call) -> None:
        """Note an answer."""
        found = _ANSWER.fullmatch(call.path)
        if found is not None and (reading := self.readings.get(found["token"])) is not None:
            now = time.perf_counter()
            reading.acknowledged = reading.acknowledged or now
            if (call.body or {}).get("type") != PROMISED:
                reading.answered = now
                reading.done.set()

    def buttons(self, channel: ChannelHandle, custom_id: str) -> list[tuple[Any, str]]:
        """The buttons in a channel whose name has this in it, with their messages."""
        from tests.adapters.discord.hands import pressables  # noqa: PLC0415 - not needed for the bare program

        stored = self.bridge.backend.messages.get(channel.id, {}).values()
        every = [button for message in stored for button in pressables(message)]
        return [(one.message, one.custom_id) for one in every if custom_id in one.custom_id]


async def until(holds: Callable[[], object]) -> None:
    """Wait for something on the other side."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        await asyncio.sleep(0.001)


async def one_by_one(wire: Wire, pressings: Sequence[Pressing]) -> list[Reading]:
    """Press each button when the one before was answered."""
    readings = []
    for pressing in pressings:
        reading = wire.press(pressing)
        await asyncio.wait_for(reading.done.wait(), PATIENCE)
        readings.append(reading)
    return readings


async def at_once(wire: Wire, pressings: Sequence[Pressing], seconds: float) -> list[Reading]:
    """Press all buttons in so many seconds, evenly, whether or not those before were answered."""
    start, readings = time.perf_counter(), []
    for number, pressing in enumerate(pressings):
        wait = start + seconds * number / len(pressings) - time.perf_counter()
        await asyncio.sleep(max(0.0, wait))
        readings.append(wire.press(pressing))
    for reading in readings:
        await asyncio.wait_for(reading.done.wait(), PATIENCE)
    return readings


@asynccontextmanager
async def discord_on_loopback(people: int, channels: int) -> AsyncIterator[Wire]:
    """A guild with so many people and channels."""
    async with world_on_the_wire() as bridge:
        wire = Wire(bridge, bridge.env.create_guild("Garden"))
        bridge.listeners.append(wire.heard)
        wire.channels = [wire.guild.create_text_channel(f"circle-{n}") for n in range(channels)]
        users = [bridge.env.create_user(f"person{n}") for n in range(people)]
        wire.people = [wire.guild.add_member(user) for user in users]
        yield wire


@asynccontextmanager
async def program(wire: Wire, *module: str, **settings: str) -> AsyncIterator[Process]:
    """A Python program beside this one, until the context ends."""
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *module,
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=DEVNULL,
        stderr=None if os.environ.get("BENCH_LOUD") else DEVNULL,
    )
    try:
        await until(lambda: wire.bridge.connected)
        yield running
    finally:
        if running.returncode is None:
            running.terminate()
        await running.wait()


@asynccontextmanager
async def bare_program(wire: Wire, database: Path | None = None) -> AsyncIterator[Process]:
    """The bare client; with a database, one that commits a row for each press."""
    bridge = wire.bridge
    settings = {"BARE_API": bridge.api, "BARE_GATEWAY": bridge.gateway, "BARE_TOKEN": TOKEN}
    if database is not None:
        settings["BARE_DATABASE"] = str(database)
    async with program(wire, "tests.adapters.discord.bare", **settings) as running:
        yield running


@asynccontextmanager
async def circlewise(wire: Wire, database: Path) -> AsyncIterator[Process]:
    """The program as it is shipped."""
    settings = {
        "CIRCLEWISE_DATABASE": str(database),
        "CIRCLEWISE_DISCORD_TOKEN": TOKEN,
        "CIRCLEWISE_DISCORD_API_URL": wire.bridge.api,
        "CIRCLEWISE_DISCORD_GATEWAY_URL": wire.bridge.gateway,
    }
    async with program(wire, "bot", "run", **settings) as running:
        yield running


def megabytes_of(running: Process) -> float:
    """What a process of its own holds in memory."""
    status = Path(f"/proc/{running.pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024
