"""Founding a circle at the keyboard: who is in it, how it works, who facilitates."""

from __future__ import annotations

from typing import Final

from adapters.reading.vocabulary import fold
from bot.evening import LONGEST_NAME, PLATFORM, Evening
from bot.ids import new_circle, new_person
from facilitation.cards import Blank, Entry, msg
from facilitation.commands import Found
from facilitation.model import Duty, Member, PersonId
from facilitation.settings import PRESETS, Collection
from storage import circles, people
from storage.circles import CircleEntry
from storage.people import Person

SIMULATED: Final = 4
MOST_PEOPLE: Final = 12


async def found(evening: Evening) -> CircleEntry:
    """Found a circle with those who are here."""
    alone = await evening.choose("play-mode", ("alone", "together")) == "alone"
    if alone:
        mine = [await _name(evening)]
        others = _company(evening, mine[0])
    else:
        mine, others = await _several(evening), []
    preset = await evening.choose("preset", tuple(PRESETS))
    facilitator = await _facilitator(evening, mine, others)
    name = (
        evening.voice.say(msg("play-practice-circle"))
        if alone
        else (await evening.short("play-circle"))[:LONGEST_NAME]
    )
    sealed = not alone and await evening.choose("play-answers", ("open", "sealed")) == "sealed"
    overrides = (("collection", Collection.SEALED.value),) if sealed else ()
    return await _keep(
        evening, mine, others, facilitator=facilitator, preset=preset, name=name, overrides=overrides
    )


async def _name(evening: Evening) -> str:
    while not _is_name(name := (await evening.short("play-name"))[:LONGEST_NAME]):
        evening.say(msg("play-name-letters"))
    return name


def _is_name(typed: str) -> bool:
    """Whether somebody can be called so: a question mark alone asks for help."""
    return any(map(str.isalpha, typed))


def _company(evening: Evening, name: str) -> list[str]:
    names = [evening.voice.say(msg(f"practice-name-{n}")) for n in range(1, 7)]
    return [one for one in names if fold(one) != fold(name)][:SIMULATED]


async def _several(evening: Evening) -> list[str]:
    while True:
        typed = await evening.short("play-names")
        names = list(
            {
                fold(one): " ".join(one.split())[:LONGEST_NAME] for one in typed.split(",") if _is_name(one)
            }.values()
        )
        if 2 <= len(names) <= MOST_PEOPLE:  # noqa: PLR2004 - several are two or more
            return names
        evening.say(msg("play-names-two"))


async def _facilitator(evening: Evening, mine: list[str], others: list[str]) -> str:
    names = {PersonId(name): name for name in (*others, *mine)}
    blank = Blank("play-facilitator", Entry.PERSON, options=tuple(names))
    evening.screen.line()
    return str(await evening.form(names).ask("play", blank, next(iter(names.values()))))


async def _keep(  # noqa: PLR0913 - what was asked, all named
    evening: Evening,
    mine: list[str],
    others: list[str],
    *,
    facilitator: str,
    preset: str,
    name: str,
    overrides: tuple[tuple[str, str], ...],
) -> CircleEntry:
    desk, now = evening.house.desk, evening.house.clock.now()
    circle = new_circle(now, evening.luck)
    ids = {one: new_person(now, evening.luck) for one in (*mine, *others)}
    for one, id_ in ids.items():
        await desk.write(people.save_person, Person(id_, one))
    for one in mine:
        await desk.write(people.save_account, PLATFORM, f"{circle}/{ids[one]}", ids[one])
    found = Found(
        id=circle,
        name=name,
        aim=evening.voice.say(msg("play-practice-aim")) if others else "",
        members=tuple(
            Member(person=id_, duties=_duties(one, facilitator, others)) for one, id_ in ids.items()
        ),
        preset=preset,
        overrides=overrides,
        practice=bool(others),
    )
    await desk.handle(circle, found, f"terminal/{circle}", now)
    await desk.write(people.settle, f"{PLATFORM}:{circle}", circle)
    entry = await desk.read(circles.circle, circle)
    assert entry is not None  # noqa: S101 - founded above
    return entry


def _duties(one: str, facilitator: str, others: list[str]) -> tuple[Duty, ...]:
    """Somebody facilitates; in practice somebody who is simulated keeps the record, so that a meeting can begin."""
    if one == facilitator:
        return (Duty.FACILITATOR,)
    return (Duty.SECRETARY,) if one == next((o for o in others if o != facilitator), "") else ()
