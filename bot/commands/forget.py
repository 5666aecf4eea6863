"""`circlewise forget PERSON`: removes somebody's words, name and accounts, at their request.

The bot must be stopped: what it remembers would still hold the words. Exit codes: 0 when it is done, 1 when nothing was
changed (nobody is called so, several people are, or the answer was no).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final

from adapters.terminal.client import Screen
from adapters.wording import Wording
from bot.config import Settings
from facilitation.cards import Kind, Said, msg
from storage import people
from storage.database import Database
from storage.forgetting import Traces, forget, traces_of
from storage.people import Person
from storage.sealing import keys_of

DONE: Final = 0
UNCHANGED: Final = 1


def run(settings: Settings, screen: Screen, person: str, sure: Callable[[str], bool]) -> int:
    """Forget the person of this name, id or account (as `slack:U123`), once `sure` has said yes to the question.

    Raises:
        InUse: the bot is running; it must be stopped for this.
    """
    voice = Wording(settings.language)
    if not settings.database.exists():
        screen.line(voice.say(msg("care-forget-nobody", person=Said(person))), Kind.LEAD)
        return UNCHANGED
    given = settings.key.get_secret_value() if settings.key else None
    database = Database(settings.database, keys_of(settings.database, given))
    try:
        with database.reading() as db:
            meant = people.named(db, person)
            if len(meant) != 1:
                return _not_one(db, meant, person, screen, voice)
            traces = traces_of(db, meant[0])
        _tell(traces, screen, voice)
        if not sure(voice.say(msg("care-forget-sure", person=Said(traces.person.name)))):
            screen.line(voice.say(msg("care-forget-unchanged")), Kind.LEAD)
            return UNCHANGED
        removed = forget(database, traces.person.id)
    finally:
        database.close()
    screen.line(voice.say(msg("care-forget-done", texts=removed)), Kind.LEAD)
    screen.line(voice.say(msg("care-forget-copies")))
    return DONE


def _not_one(
    db: sqlite3.Connection, meant: tuple[Person, ...], person: str, screen: Screen, voice: Wording
) -> int:
    """Say that nobody is called so, or who could be meant and how to name each of them for sure."""
    name = "several" if meant else "nobody"
    screen.line(voice.say(msg(f"care-forget-{name}", person=Said(person))), Kind.LEAD)
    for one in meant:
        accounts = ", ".join(map(":".join, people.accounts_of(db, one.id)))
        told = msg("care-forget-one", person=Said(one.name), id=Said(one.id), accounts=Said(accounts or "–"))
        screen.line("– " + voice.say(told))
    return UNCHANGED


def _tell(traces: Traces, screen: Screen, voice: Wording) -> None:
    screen.line(
        voice.say(
            msg(
                "care-forget-what",
                person=Said(traces.person.name),
                texts=traces.words,
                accounts=len(traces.accounts),
            )
        ),
        Kind.LEAD,
    )
    if traces.circles:
        circles = Said(", ".join(traces.circles))
        screen.line(voice.say(msg("care-forget-seat", person=Said(traces.person.name), circles=circles)))
