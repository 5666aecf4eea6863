"""`circlewise play`: a decision at this keyboard, alone among simulated members or with several people.

What is known of a circle that meets here lies in the database: its room is `terminal:<circle>`, and who sits
at the keyboard has an account of the platform `terminal` there. So whatever ended a sitting, the next one
goes on where it was.
"""

from __future__ import annotations

import random
import secrets
from typing import Final

from adapters.terminal import render
from adapters.terminal.client import Screen, TerminalRoom
from adapters.terminal.form import Cancelled
from adapters.terminal.keyboard import Keyboard
from adapters.terminal.render import Row
from adapters.wording import Wording
from bot.clock import SystemClock
from bot.compose import open_house
from bot.config import Settings
from bot.evening import PLATFORM, Evening
from bot.founding import found
from bot.practice import temperaments
from bot.sitting import Left, Sitting, settled
from bot.topics import propose
from facilitation.cards import Kind, Said, msg
from facilitation.model import Circle, CircleId, PersonId, ProceedingId
from storage import circles, people
from storage.circles import CircleEntry

A_WORD: Final = 0.07
"""Seconds to read a word of a simulated member."""


async def run(settings: Settings, screen: Screen, logbook_command: str, seed: int | None = None) -> None:
    """Play until somebody gets up; `logbook_command` is what opens the logbook of this database."""
    luck = secrets.randbits if seed is None else random.Random(seed).getrandbits  # noqa: S311 - play, not secrets
    voice = Wording(settings.language, zone=settings.time_zone, insert=render.insert)
    async with open_house(settings, SystemClock()) as house:
        evening = Evening(house, screen, Keyboard(screen), voice, luck)
        try:
            await _play(evening, logbook_command)
        except (Left, EOFError, Cancelled):
            evening.say(msg("play-bye"), Kind.LEAD)


async def _play(evening: Evening, logbook_command: str) -> None:
    evening.screen.board([Row(Kind.TITLE, evening.voice.say(msg("play-title"))), *_welcome(evening)], ())
    circle = await _latest(evening)
    while True:
        circle = await _circle(evening, circle)
        sitting = await _sit_down(evening, circle)
        ended = await sitting.sit()
        await _aftermath(evening, ended.id, logbook_command)


def _welcome(evening: Evening) -> list[Row]:
    return [Row(Kind.NOTE, evening.voice.say(msg("play-welcome")))]


async def _aftermath(evening: Evening, ended: ProceedingId, logbook_command: str) -> None:
    number = await evening.house.desk.read(_number_of, ended)
    evening.screen.line()
    evening.say(msg("play-decided", command=f"{logbook_command} show {number}"), Kind.LEAD)


def _number_of(db: object, id_: ProceedingId) -> int:
    row = db.execute("SELECT number FROM proceeding WHERE id = ?", (id_,)).fetchone()  # type: ignore[attr-defined]
    return int(row[0]) if row else 0


# --- where things stand -------------------------------------------------------------------------------------


async def _latest(evening: Evening) -> CircleEntry | None:
    """The circle that met here last."""
    every = await evening.house.desk.read(circles.circles)
    here = [one for one in every if await _meets_here(evening, one.id)]
    return max(here, key=lambda one: one.founded, default=None)


async def _meets_here(evening: Evening, circle: CircleId) -> bool:
    return f"{PLATFORM}:{circle}" in await evening.house.desk.read(people.rooms_of, circle)


async def _open(evening: Evening, circle: CircleId) -> ProceedingId | None:
    """What is being decided in a circle, the newest."""
    for id_ in reversed(await evening.house.desk.open_in(circle)):
        p = await evening.house.desk.proceeding(id_)
        if p is not None and not settled(p):
            return id_
    return None


async def _circle(evening: Evening, latest: CircleEntry | None) -> CircleEntry:
    """The circle to sit down with: the one that was there, or a new one."""
    if latest is not None:
        open_ = await _open(evening, latest.id)
        p = await evening.house.desk.proceeding(open_) if open_ else None
        if p is not None:
            evening.say(msg("play-unfinished", title=Said(p.title), circle=Said(latest.name)), Kind.LEAD)
            options = ("go-on", "anew", "stop")
        else:
            options = ("topic", "anew", "stop")
        choice = await evening.choose("play-next", options)
        if choice == "stop":
            raise Left
        if choice != "anew":
            return latest
    return await found(evening)


async def _sit_down(evening: Evening, entry: CircleEntry) -> Sitting:
    house = evening.house
    circle = await house.desk.circle(entry.id)
    assert circle is not None  # noqa: S101 - listed
    called = {one.id: one.name for one in await house.desk.read(people.people)}
    names = {member.person: called.get(member.person, "") for member in circle.members}
    here = tuple([m.person for m in circle.members if await _at_keyboard(evening, circle, m.person)])
    voice = Wording(
        house.settings.language,
        zone=house.settings.time_zone,
        names=names,
        preset=circle.settings.preset,
        insert=render.insert,
    )
    evening.voice = voice
    simulated = frozenset(names) - frozenset(here) if circle.practice else frozenset()
    room = TerminalRoom(
        f"{PLATFORM}:{circle.id}",
        evening.screen,
        voice,
        tuple(names),
        lambda card: card.to in here and "/turn/" not in card.key,
    )
    sitting = Sitting(
        house=house,
        screen=evening.screen,
        keyboard=evening.keyboard,
        room=room,
        voice=voice,
        names=names,
        id=ProceedingId(""),
        people=here,
        kinds=temperaments(circle, simulated),
        present=here[0],
    )
    open_ = await _open(evening, circle.id)
    if open_ is not None:
        sitting.id = open_
        await sitting.recall()
        await house.delivery.attach(circle.id, room)
    else:
        await house.delivery.attach(circle.id, room)
        sitting.id = await propose(evening, circle, here, names)
    return sitting


async def _at_keyboard(evening: Evening, circle: Circle, person: PersonId) -> bool:
    accounts = await evening.house.desk.read(people.accounts_of, person)
    return (PLATFORM, f"{circle.id}/{person}") in accounts
