"""Founding a circle in a channel: who is in it, how it works, who facilitates; or a practice circle to try it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import replace
from typing import Final

from adapters.looking import look
from adapters.reading import fold
from adapters.reception import Form, Given, Note, Reply
from adapters.tokens import Token
from bot.ids import new_circle
from bot.reception import asking
from bot.reception.asking import Filled
from bot.reception.hall import Hall, Visit, lead, note
from facilitation.cards import Blank, Entry, Kind, Line, Msg, Said, msg
from facilitation.commands import Found
from facilitation.forms import YES_NO
from facilitation.model import Circle, CircleStatus, Duty, Member, PersonId
from facilitation.refusals import Refused
from facilitation.settings import PRESETS, Collection

SIMULATED: Final = 4
"""Members who are simulated in a practice circle."""
OPEN: Final = "open"
SEALED: Final = "sealed"

BLANKS: Final = (
    Blank("name", Entry.SHORT),
    Blank("members", Entry.PEOPLE, required=False),
    Blank("preset", Entry.CHOICE, options=tuple(PRESETS), start=next(iter(PRESETS))),
    Blank("practice", Entry.CHOICE, options=YES_NO, start=YES_NO[1]),
    Blank("aim", Entry.LONG, required=False),
    Blank("facilitator", Entry.PERSON, required=False),
    Blank("secretary", Entry.PERSON, required=False),
    Blank("answers", Entry.CHOICE, options=(OPEN, SEALED), start=OPEN),
)
"""What is asked for, what matters most first: who founds a circle without naming a facilitator facilitates it."""

TOKEN: Final = Token("", "new")


async def ask(hall: Hall, visit: Visit) -> Reply:
    """The form for a new circle here; or why there can be none."""
    if visit.caller.room is None:
        return note(visit, "", "new", lead(msg("chat-new-in-room")))
    there = await _there(hall, visit.caller.room)
    if there is not None and not makes_room(there):
        return _taken(visit, there)
    return _form(visit)


async def _there(hall: Hall, room: str) -> Circle | None:
    circle = hall.directory.meets_in(room)
    return None if circle is None else await hall.house.desk.circle(circle)


def makes_room(circle: Circle) -> bool:
    """Whether another circle can be founded where this one meets: it was for practice, or is dissolved."""
    return circle.practice or circle.status is CircleStatus.DISSOLVED


def _form(visit: Visit, given: Mapping[str, Given] | None = None, wrong: asking.Wrong = ()) -> Form:
    return Form(
        token=TOKEN,
        blanks=BLANKS,
        reader=visit.reader,
        lines=(Line(Kind.NOTE, msg("chat-new-lead")),),
        typed=dict(given or {}),
        wrong=wrong,
    )


def _taken(visit: Visit, circle: Circle) -> Note:
    said = msg("chat-room-taken", circle=Said(circle.name))
    return note(visit, circle.id, "new", lead(said), buttons=(look("status"),))


async def submit(hall: Hall, visit: Visit, given: Mapping[str, Given]) -> Reply:
    """Found the circle of this form in the room it was opened in."""
    room = visit.caller.room
    if room is None:
        return note(visit, "", "new", lead(msg("chat-new-in-room")), typed=asking.typed(BLANKS, given))
    async with hall.gate(room):
        again = await hall.house.desk.again(visit.caller.delivery)
        if again is not None and again.circle is not None:
            return await _settled(hall, visit, room, again.circle)
        there = await _there(hall, room)
        if there is not None and not makes_room(there):
            return replace(_taken(visit, there), typed=asking.typed(BLANKS, given))
        return await _found(hall, visit, room, given)


async def _settled(hall: Hall, visit: Visit, room: str, circle: Circle) -> Note:
    """The circle meets in its room, also where that was interrupted."""
    if not hall.directory.rooms_of(circle.id):
        await hall.open_room(circle.id, room)
    return _founded(visit, circle)


async def _found(hall: Hall, visit: Visit, room: str, given: Mapping[str, Given]) -> Reply:
    visit = await hall.known(visit)
    accounts = {
        one.id: await hall.directory.meet(visit.caller.platform, one, hall.now)
        for one in asking.chosen_accounts(given)
    }
    filled = Filled(given, hall.reading(visit, (visit.person, *accounts.values())), accounts)
    values = {blank.name: filled.value(blank) for blank in BLANKS}
    if filled.wrong:
        return _form(visit, given, tuple(filled.wrong))
    command = await _command(hall, visit, values)
    try:
        answer = await hall.house.desk.handle(command.id, command, visit.caller.delivery, hall.now)
    except Refused as why:
        return _form(visit, given, ((asking.at_fault(why, BLANKS, given), asking.refusal(why)),))
    assert answer.circle is not None  # noqa: S101 - it has just been founded
    return await _settled(hall, visit, room, answer.circle)


async def _command(hall: Hall, visit: Visit, values: Mapping[str, object]) -> Found:
    practice = values["practice"] == YES_NO[0]
    facilitator: PersonId = values["facilitator"] or visit.person  # type: ignore[assignment]
    secretary: PersonId | None = values["secretary"]  # type: ignore[assignment]
    people: Iterable[PersonId] = values["members"] or ()  # type: ignore[assignment]
    named = dict.fromkeys((visit.person, *people, facilitator, *filter(None, (secretary,))))
    company = [made async for made in _company(hall, visit, named)] if practice else []
    secretary = secretary or next(iter(company), None)
    return Found(
        id=new_circle(hall.now),
        name=str(values["name"]),
        aim=str(values["aim"] or ""),
        members=tuple(_member(who, facilitator, secretary) for who in (*named, *company)),
        preset=str(values["preset"]),
        overrides=(("collection", Collection.SEALED.value),) if values["answers"] == SEALED else (),
        practice=practice,
    )


async def _company(hall: Hall, visit: Visit, named: Iterable[PersonId]) -> AsyncIterator[PersonId]:
    """Simulated members, none of whom has the name of somebody real."""
    voice = hall.voice(visit.reader)
    taken = {fold(hall.directory.name(who) or "") for who in named}
    free = [name for n in range(1, 7) if fold(name := voice.say(msg(f"practice-name-{n}"))) not in taken]
    for name in free[:SIMULATED]:
        yield await hall.directory.invent(name, hall.now)


def _member(who: PersonId, facilitator: PersonId, secretary: PersonId | None) -> Member:
    duties = ((Duty.FACILITATOR, facilitator), (Duty.SECRETARY, secretary))
    return Member(person=who, duties=tuple(duty for duty, holder in duties if holder == who))


def _founded(visit: Visit, circle: Circle) -> Note:
    said: Msg = msg("chat-founded-practice" if circle.practice else "chat-founded", circle=Said(circle.name))
    return note(visit, circle.id, "receipt", lead(said), buttons=(look("propose"), look("meeting")))


def no_circle(visit: Visit) -> Reply:
    """What to say where no circle meets, and somebody wants something of one."""
    if visit.caller.room is None:
        return note(visit, "", "no-circle", lead(msg("chat-no-circle")))
    return note(visit, "", "no-circle", lead(msg("chat-no-circle-here")), buttons=(look("new"),))
