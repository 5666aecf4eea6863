"""What somebody sees of all their circles: what needs their answer, meetings, roles, decisions, preferences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from adapters.looking import MORE, look
from adapters.reception import Note
from bot.reception import lists, settings, waiting
from bot.reception.hall import Hall, Visit, lead
from facilitation.cards import Button, Card, Kind, Line, Said, When, msg
from facilitation.commands import ComeBack, TakeLeave
from facilitation.map import drawn
from facilitation.model import Circle, PersonId
from facilitation.view.circle import circle_choices
from facilitation.view.map import place_lines
from storage import logbook

RECENT: Final = 5
"""Decisions that are shown."""
AWAY: Final = (TakeLeave.__name__, ComeBack.__name__)


async def home(hall: Hall, visit: Visit) -> Note:
    """Everything of somebody, most relevant first."""
    first = await waiting.mine(hall, visit)
    circles = await hall.circles_of(visit.person)
    cards = [*first.cards]
    if not circles:
        cards.append(Card(key="/none", lines=(lead(msg("chat-no-circle")),), to=visit.person))
    cards += [_circle(hall, visit, circle) for circle in circles]
    if circles:
        cards.append(await _decisions(hall, visit, circles))
    cards.append(_preferences(visit))
    return Note(cards=tuple(cards), reader=visit.reader)


def _circle(hall: Hall, visit: Visit, circle: Circle) -> Card:
    (place, *_) = drawn((circle,), hall.now)
    return Card(
        key=f"{circle.id}/home",
        lines=(*place_lines(place), *_meeting(circle), *_roles(circle, visit.person)),
        buttons=(look("status"), *_away(circle, visit.person), look(MORE)),
        to=visit.person,
    )


def _away(circle: Circle, person: PersonId) -> tuple[Button, ...]:
    """Going on leave for a while, or coming back."""
    return tuple(b for b in circle_choices(circle, person) if b.verb in AWAY)


def _meeting(circle: Circle) -> Iterator[Line]:
    if circle.next_meeting is not None:
        yield Line(Kind.NOTE, msg("chat-next-meeting", at=When(circle.next_meeting)))


def _roles(circle: Circle, person: PersonId) -> Iterator[Line]:
    for held in circle.assignments:
        if held.person == person:
            until = When(held.until, day=True)
            yield Line(Kind.LIST, msg("chat-my-role", role=Said(held.role), until=until))


async def _decisions(hall: Hall, visit: Visit, circles: tuple[Circle, ...]) -> Card:
    found = [entry for circle in circles for entry in await hall.typed(logbook.decided, circle.id, RECENT)]
    newest = sorted(found, key=lambda entry: entry.number, reverse=True)[:RECENT]
    lines = tuple(lists.entry_line(entry) for entry in newest)
    head = lead(msg("chat-recent" if lines else "chat-no-decision"))
    return Card(key="/decisions", lines=(head, *lines), to=visit.person)


def _preferences(visit: Visit) -> Card:
    reader = visit.reader
    said = msg("chat-preferences-now", language=reader.language, zone=reader.zone)
    return Card(
        key="/preferences",
        lines=(Line(Kind.NOTE, said),),
        buttons=(look(settings.PREFERENCES), look("link")),
        to=visit.person,
    )
