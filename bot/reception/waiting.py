"""What waits for somebody, in one circle or in all of theirs, with the buttons to do it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from adapters.looking import MORE, STATUS, look
from adapters.reception import Note
from adapters.tokens import Token
from bot.reception.hall import Hall, Visit, lead, note
from bot.reception.offers import belongs
from bot.standing import Standing
from facilitation.cards import Button, Card, Kind, Line, Many, Msg, Said, When, msg
from facilitation.model import Circle, Duty, PersonId
from facilitation.openings import openings
from facilitation.proceeding import waiting
from facilitation.state import Proceeding
from facilitation.view.buttons import main_choices
from facilitation.view.circle import circle_choices
from facilitation.view.steps import step_id
from storage import circles

MOST: Final = 5
"""Matters with buttons in one note; a list names the others."""
BUTTONS: Final = 4

START: Final = Token("", "new")
"""What begins a circle in a room that has none."""


async def mine(hall: Hall, visit: Visit) -> Note:
    """What waits for somebody in all their circles, and below it what they can begin here."""
    matters = await waits_for(hall, visit)
    here = await hall.here(visit)
    if matters or here is None:
        head = msg("ui-needs-you-title" if matters else "ui-needs-you-none")
        top = Card(key="/mine", lines=(lead(head),), to=visit.person)
        return Note(cards=(top, *matters, *_openings(here, visit.person)), reader=visit.reader)
    buttons = tuple(_begin(here, visit.person))
    return note(visit, here.id, "mine", lead(msg("ui-needs-you-none")), buttons=buttons)


async def waits_for(hall: Hall, visit: Visit) -> tuple[Card, ...]:
    """A card for each matter that waits for somebody, in whichever of their circles, and one that names the rest."""
    mine_ = await hall.circles_of(visit.person)
    each = [(await hall.under_way.of(circle.id), len(mine_) > 1) for circle in mine_]
    cards = [card for where, named in each for card in needing(where, visit.person, named=named)]
    return few(cards, visit.person)


def few(cards: Sequence[Card], person: PersonId) -> tuple[Card, ...]:
    """The first of these with their buttons; what is beyond that is named in one card."""
    rest = cards[MOST:]
    if not rest:
        return tuple(cards)
    lines = (lead(msg("chat-needs-you-more")), *(replace(card.lines[0], kind=Kind.LIST) for card in rest))
    return (*cards[:MOST], Card(key="/rest", lines=lines, to=person))


def _openings(circle: Circle | None, person: PersonId) -> Iterator[Card]:
    """What somebody can begin in a circle, below what waits for them."""
    if circle is not None:
        said = lead(msg("chat-begin", circle=Said(circle.name)))
        yield Card(key=f"{circle.id}/begin", lines=(said,), buttons=tuple(_begin(circle, person)), to=person)


def _begin(circle: Circle, person: PersonId) -> Iterator[Button]:
    """What somebody can begin with; who is no member can look, ask to join, and take that back."""
    if circle.member(person) is None:
        yield look(STATUS)
        yield from circle_choices(circle, person) if belongs(circle, person) else (look("join"),)
        return
    yield from openings(circle, person, whole=False)
    yield look(MORE)


def needing(where: Standing, person: PersonId, *, named: bool = False) -> Iterator[Card]:
    """A card for each matter of a circle that waits for somebody."""
    for p in where.needing((person,)):
        yield Card(
            key=f"{p.id}/waits",
            lines=(Line(Kind.LEAD, matter(p, where.circle if named else None)),),
            buttons=(*main_choices(p, person)[:BUTTONS], look(MORE)),
            to=person,
        )


def matter(p: Proceeding, circle: Circle | None = None) -> Msg:
    """Which step something is in."""
    table = p.on_table
    step = msg(step_id(p, table)) if table is not None else msg("play-nothing-waits")
    line = msg("ui-needs-you-line", step=step, title=Said(p.title))
    return line if circle is None else msg("chat-needs-you-in", line=line, circle=Said(circle.name))


async def status(hall: Hall, visit: Visit, circle: Circle) -> Note:
    """Where a circle stands: what is under way, the next meeting, what waits for this person, what they can begin."""
    where = await hall.under_way.of(circle.id)
    mine_ = few(tuple(needing(where, visit.person)), visit.person)
    agreed = await hall.house.desk.read(circles.in_force, circle.id)
    lines = [Line(Kind.TITLE, msg("chat-status", circle=Said(circle.name))), *_lines(where, agreed)]
    if _looks_after(where, visit.person):
        lines += unreachable(hall, (member.person for member in circle.members))
    if not mine_:
        return note(visit, circle.id, "status", *lines, buttons=tuple(_begin(circle, visit.person)))
    top = note(visit, circle.id, "status", *lines)
    return replace(top, cards=(*top.cards, *mine_, *_openings(circle, visit.person)))


def _looks_after(where: Standing, person: PersonId) -> bool:
    """Whether somebody facilitates a circle, or something that is under way in it."""
    seat = where.circle.member(person)
    duty = seat is not None and Duty.FACILITATOR in seat.duties
    return duty or any(person in (p.facilitator, p.co_facilitator) for p in where.under_way)


def unreachable(hall: Hall, people: Iterable[PersonId]) -> Iterator[Line]:
    """Who of these cannot be reached in any chat any more, for whoever facilitates. Nobody loses a seat by that."""
    gone = tuple(person for person in people if hall.directory.unreachable(person))
    if gone:
        yield Line(Kind.NOTE, msg("chat-unreachable", people=Many(gone)))


def _lines(where: Standing, agreed: int) -> Iterator[Line]:
    if not where.under_way:
        yield Line(Kind.NOTE, msg("ui-list-none"))
    for p in where.under_way:
        table = p.on_table
        step = msg(step_id(p, table)) if table is not None else msg("play-nothing-waits")
        yield Line(Kind.LIST, msg("ui-list-line", title=Said(p.title), step=step))
        if awaited := waiting(p):
            yield Line(Kind.NOTE, msg("board-move", people=Many(awaited)))
    if where.circle.next_meeting is not None:
        yield Line(Kind.NOTE, msg("chat-next-meeting", at=When(where.circle.next_meeting)))
    if agreed:
        yield Line(Kind.NOTE, msg("chat-agreed", count=agreed))
