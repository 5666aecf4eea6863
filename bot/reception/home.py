"""What somebody sees of all their circles: what needs their answer, meetings, roles, decisions, preferences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from adapters.looking import MAP, MORE, STATUS, look
from adapters.reception import Note
from adapters.wording.dates import language_name
from bot.reception import lists, settings, shelf, waiting
from bot.reception.hall import Hall, Visit, lead
from facilitation.cards import Button, Card, Kind, Line, Said, When, msg
from facilitation.commands import ComeBack, TakeLeave
from facilitation.map import drawn
from facilitation.model import Circle, PersonId
from facilitation.openings import openings
from facilitation.view.circle import circle_choices
from facilitation.view.map import place_lines

RECENT: Final = 5
"""Decisions that are shown."""
AWAY: Final = (TakeLeave.__name__, ComeBack.__name__)


async def home(hall: Hall, visit: Visit) -> Note:
    """Everything of somebody, most relevant first, each part under its heading."""
    circles = await hall.circles_of(visit.person)
    if not circles:
        none = Card(key="/none", lines=(lead(msg("chat-no-circle")),), to=visit.person)
        return Note(cards=(none, _preferences(visit)), reader=visit.reader)
    cards = (
        *await _waiting(hall, visit),
        *meetings(circles, visit.person),
        *(_circle(hall, visit, circle) for circle in circles),
        await _decisions(hall, visit, circles),
        _preferences(visit),
    )
    return Note(cards=cards, reader=visit.reader)


async def _waiting(hall: Hall, visit: Visit) -> tuple[Card, ...]:
    """What waits for somebody. What they could begin stands with each circle, where it is clear for whom it is."""
    cards = await waiting.waits_for(hall, visit)
    none = () if cards else (Line(Kind.NOTE, msg("ui-needs-you-none")),)
    top = Card(key="/mine", lines=(_title("ui-needs-you-title"), *none), to=visit.person)
    return (top, *cards)


def meetings(circles: tuple[Circle, ...], person: PersonId) -> Iterator[Card]:
    """When circles meet next, the soonest first."""
    planned = sorted((c.next_meeting, c.name) for c in circles if c.next_meeting is not None)
    lines = [
        Line(Kind.LIST, msg("chat-next-meeting-of", circle=Said(name), at=When(at))) for at, name in planned
    ]
    if lines:
        yield Card(key="/meetings", lines=(_title("chat-next-meetings"), *lines), to=person)


def _title(name: str) -> Line:
    return Line(Kind.TITLE, msg(name))


def _circle(hall: Hall, visit: Visit, circle: Circle) -> Card:
    (place, *_) = drawn((circle,), hall.now)
    begin = openings(circle, visit.person, whole=False)
    map_ = (look(MAP),) if circle.broader is not None or circle.subcircles else ()
    return Card(
        key=f"{circle.id}/home",
        lines=(*_as_heading(place_lines(place)), *my_roles(circle, visit.person)),
        buttons=(*begin, look(STATUS), *map_, *_away(circle, visit.person), look(MORE)),
        to=visit.person,
    )


def _as_heading(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines whose first one heads a part of the page."""
    for line in lines:
        yield replace(line, kind=Kind.TITLE) if line.kind is Kind.LEAD else line


def _away(circle: Circle, person: PersonId) -> tuple[Button, ...]:
    """Going on leave for a while, or coming back."""
    return tuple(b for b in circle_choices(circle, person) if b.verb in AWAY)


def my_roles(circle: Circle, person: PersonId) -> Iterator[Line]:
    """Which roles somebody holds in a circle, and until when; a term that is over is said to be."""
    for held in circle.assignments:
        if held.person == person:
            until = When(held.until, day=True)
            said = "chat-my-role-over" if held.caretaker else "chat-my-role"
            yield Line(Kind.LIST, msg(said, role=Said(held.role), until=until))


async def _decisions(hall: Hall, visit: Visit, circles: tuple[Circle, ...]) -> Card:
    found = [entry for circle in circles for entry in await shelf.decided(hall, circle.id, RECENT)]
    newest = sorted(found, key=lambda entry: entry.number, reverse=True)[:RECENT]
    lines = tuple(lists.entry_line(entry) for entry in newest)
    none = () if lines else (Line(Kind.NOTE, msg("chat-recent-none")),)
    return Card(key="/decisions", lines=(_title("chat-recent"), *lines, *none), to=visit.person)


def _preferences(visit: Visit) -> Card:
    reader = visit.reader
    said = msg("chat-preferences-now", language=Said(language_name(reader.language)), zone=Said(reader.zone))
    return Card(
        key="/preferences",
        lines=(_title("chat-preferences"), Line(Kind.NOTE, said)),
        buttons=(look(settings.PREFERENCES), look("link")),
        to=visit.person,
    )
