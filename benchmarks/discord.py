"""What Circlewise adds to a press of a button on Discord, beside a client of the same library that only answers.

Circles of forty are asked for consent, each in a channel of its own, and everybody presses Consent: first one after the
other, each when the one before was answered, then two hundred in two seconds. Circlewise reads the press, judges it,
commits it and what follows from it, answers the person, and keeps the panel in the channel current; a bare discord.py
client says one sentence back. A third one commits one row for each press before it does so. Both programs run in
processes of their own and meet the same stand-in over a websocket and HTTP on loopback, in turns.

Aim: a press takes less than twice as long as with the bare client, 99 of 100 of two hundred within two seconds are
acknowledged within half a second (Discord gives up after three), and waiting idly takes less than 40 MB more.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.kit.figures import Figure, Scale, below, percentile
from benchmarks.kit.houses import act, folder, house, right_now
from benchmarks.kit.scenes import Stage, stage
from benchmarks.kit.wire import (
    Pressing,
    Reading,
    Wire,
    at_once,
    bare_program,
    circlewise,
    discord_on_loopback,
    megabytes_of,
    one_by_one,
    until,
)
from bot.compose import House
from facilitation.commands import Consent
from storage import people
from storage.people import Person

TWICE: Final = 2.0
BURST: Final = 2.0
"""Seconds in which everybody presses."""
_WORD: Final = "bare:consent"


@dataclass(frozen=True, slots=True)
class Taken:
    """What one program did: each press alone, each of many at once, and its megabytes before."""

    alone: list[Reading]
    together: list[Reading]
    megabytes: float

    @property
    def milliseconds(self) -> float:
        """Half of the presses one by one took no longer."""
        return median(each.answered - each.pressed for each in self.alone) * 1000

    @property
    def late(self) -> float:
        """Milliseconds within which 99 of 100 of many at once were acknowledged."""
        return percentile([each.acknowledged - each.pressed for each in self.together], 0.99) * 1000


def run(scale: Scale) -> list[Figure]:
    """Measure all three in turns."""
    rounds, size, alone, together = scale.of((3, 40, 2, 5), (1, 4, 1, 1))
    with folder() as place:
        ours, bare, keeping = [], [], []
        for number in range(rounds):
            bare.append(asyncio.run(_theirs(size, alone, together)))
            ours.append(asyncio.run(_ours(place / f"{number}.db", size, alone, together)))
            keeping.append(asyncio.run(_theirs(size, alone, together, place / f"bare-{number}.db")))
    return _figures(ours, bare, keeping, size * together)


def _figures(ours: list[Taken], bare: list[Taken], keeping: list[Taken], presses: int) -> list[Figure]:
    took, plain, kept = (median(each.milliseconds for each in one) for one in (ours, bare, keeping))
    late = median(each.late for each in ours), median(each.late for each in bare)
    more = median(each.megabytes for each in ours) - median(each.megabytes for each in bare)
    ratio = took / plain
    return [
        Figure(
            name="a press of a button on Discord's wire, p50",
            value=took,
            unit="ms",
            ratio=ratio,
            aim="under 2 × bare",
            met=ratio < TWICE,
        ),
        Figure(name="the same beside a bare one that commits", value=took, unit="ms", ratio=took / kept),
        below(
            500, f"{presses} presses in {BURST:g} s until acknowledged, p99", late[0], "ms", late[0] / late[1]
        ),
        below(40, "idle on Discord, over a bare client", max(more, 0.1), "MB"),
    ]


async def _theirs(size: int, alone: int, together: int, database: Path | None = None) -> Taken:
    async with discord_on_loopback(size, 1) as wire, bare_program(wire, database) as running:
        await until(lambda: wire.bridge.made("PUT", "*/commands"))
        await asyncio.sleep(1)
        weight = megabytes_of(running)
        asked = await wire.people[0].slash(wire.channels[0], "ask")
        await until(lambda: asked.response)
        assert asked.response is not None
        everybody = [Pressing(who, asked.response._message, _WORD) for who in wire.people]  # noqa: SLF001
        await one_by_one(wire, everybody[:5])
        return Taken(
            await one_by_one(wire, everybody * alone),
            await at_once(wire, everybody * together, BURST),
            weight,
        )


async def _ours(path: Path, size: int, alone: int, together: int) -> Taken:
    circles = [stage(number, size) for number in range(alone + together + 1)]
    async with discord_on_loopback(size * len(circles), len(circles)) as wire:
        async with house(path) as opened:
            await _prepare(opened, wire, circles)
        async with circlewise(wire, path) as running:
            await until(lambda: all(wire.buttons(each, Consent.__name__) for each in wire.channels))
            await asyncio.sleep(1)
            weight = megabytes_of(running)
            pressings = [_pressings(wire, number, size) for number in range(len(circles))]
            await one_by_one(wire, pressings[0][:5])
            return Taken(
                await one_by_one(wire, [each for one in pressings[1 : alone + 1] for each in one]),
                await at_once(wire, [each for one in pressings[alone + 1 :] for each in one], BURST),
                weight,
            )


async def _prepare(opened: House, wire: Wire, circles: list[Stage]) -> None:
    """Circles with a room each, their people with accounts, and in each a text that everybody is asked to consent to."""
    now = right_now()
    for number, circle in enumerate(circles):
        await opened.desk.handle(circle.found.id, circle.found, f"found {number}", now)
        key = f"discord:{wire.guild.id}/{wire.channels[number].id}"
        await opened.desk.write(people.settle, key, circle.found.id)
        size = len(circle.found.members)
        for place, member in enumerate(circle.found.members):
            account = wire.people[number * size + place]
            await opened.desk.write(people.save_person, Person(member.person, account.name))
            await opened.desk.write(people.save_account, "discord", str(account.id), member.person)
        for place, step in enumerate(circle.until_consent(now)):
            await act(opened.desk, step, place, now)


def _pressings(wire: Wire, number: int, size: int) -> list[Pressing]:
    message, custom_id = wire.buttons(wire.channels[number], f".{Consent.__name__}.")[-1]
    return [Pressing(who, message, custom_id) for who in wire.people[number * size : (number + 1) * size]]
