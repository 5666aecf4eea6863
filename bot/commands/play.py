"""`circlewise play`: a circle at this keyboard, alone among simulated members or with several people.

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
from bot.pictures import cards_of, picture
from bot.practice import temperaments
from bot.seats import Left, Seats
from bot.standing import standing
from bot.table import Elsewhere, Table
from facilitation.cards import Blank, Entry, Kind, Many, msg
from facilitation.model import Circle, CircleId, PersonId
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
    entry = await _latest(evening)
    while True:
        entry = entry or await found(evening)
        try:
            await Table(await _sit_down(evening, entry), logbook_command).sit()
        except Elsewhere:
            entry = await _another(evening, entry)


def _welcome(evening: Evening) -> list[Row]:
    return [Row(Kind.NOTE, evening.voice.say(msg("play-welcome")))]


# --- circles ------------------------------------------------------------------------------------------------


async def _here(evening: Evening) -> list[CircleEntry]:
    """The circles that meet at this keyboard."""
    every = await evening.house.desk.read(circles.circles)
    return [one for one in every if await _meets_here(evening, one.id)]


async def _latest(evening: Evening) -> CircleEntry | None:
    """The circle that met here last."""
    return max(await _here(evening), key=lambda one: one.founded, default=None)


async def _meets_here(evening: Evening, circle: CircleId) -> bool:
    return f"{PLATFORM}:{circle}" in await evening.house.desk.read(people.rooms_of, circle)


async def _another(evening: Evening, left: CircleEntry) -> CircleEntry | None:
    """The circle to sit down with instead; None for a new one."""
    others = [one for one in await _here(evening) if one.id != left.id]
    if not others:
        return None
    names = {PersonId(one.id): one.name for one in others}
    names[_NEW] = evening.voice.say(msg("play-next-anew"))
    blank = Blank("play-which-circle", Entry.PERSON, options=tuple(names))
    evening.screen.line()
    chosen = str(await evening.form(names).ask("play", blank))
    return next((one for one in others if one.id == chosen), None)


_NEW: Final = PersonId("")


async def _sit_down(evening: Evening, entry: CircleEntry) -> Seats:
    house = evening.house
    circle = await house.desk.circle(entry.id)
    assert circle is not None  # noqa: S101 - listed
    called = {one.id: one.name for one in await house.desk.read(people.people)}
    members = tuple(member.person for member in circle.members)
    here = await _at_keyboard(evening, circle)
    names = {who: called.get(who, "") for who in dict.fromkeys((*members, *here))}
    voice = Wording(
        house.settings.language,
        zone=house.settings.time_zone,
        names=lambda who: names.get(who) or called.get(who),
        preset=circle.settings.preset,
        insert=render.insert,
    )
    evening.voice = voice
    simulated = frozenset(members) - frozenset(here) if circle.practice else frozenset()
    room = TerminalRoom(
        f"{PLATFORM}:{circle.id}",
        evening.screen,
        voice,
        tuple(names),
        lambda card: card.to in seats.people and "/turn/" not in card.key,
    )
    seats = Seats(
        house=house,
        screen=evening.screen,
        keyboard=evening.keyboard,
        voice=voice,
        luck=evening.luck,
        circle=circle.id,
        room=room,
        names=names,
        people=here,
        kinds=temperaments(circle, simulated),
        present=here[0],
    )
    for p in (await standing(house, circle.id)).under_way:
        room.know(cards_of(picture, p))
    room.know(
        cards_of(picture, circle)
    )  # roles and backlog are for those who ask; what changes in them is news
    await house.delivery.attach(circle.id, room)
    evening.say(msg("play-members", people=Many(members)))
    return seats


async def _at_keyboard(evening: Evening, circle: Circle) -> tuple[PersonId, ...]:
    """Who sits here: the members first, then whoever was named for a role from outside."""
    accounts = await evening.house.desk.read(people.accounts)
    here = [who for place, account, who in accounts if (place, account) == (PLATFORM, f"{circle.id}/{who}")]
    seated = [member.person for member in circle.members if member.person in here]
    return tuple(dict.fromkeys((*seated, *here)))
