"""What a circle keeps, for who asks: roles, backlog, agenda, decisions, minutes, and how circles belong together.

All of it is what the circle's own cards and pages say; nothing is drawn here that they would not show.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from adapters.looking import MORE, look
from adapters.reading import fold
from adapters.reception import Note, Reply, Suggestion
from bot.pictures import keyed
from bot.reception import shelf
from bot.reception.hall import Hall, Visit, lead, note
from facilitation.cards import Card, Kind, Line, Said, When, msg
from facilitation.map import drawn
from facilitation.meeting import PROCESS
from facilitation.minutes import minutes
from facilitation.model import Circle, CircleId, ProceedingId
from facilitation.view import show
from facilitation.view.circle import circle_cards
from facilitation.view.map import map_lines
from facilitation.view.minutes import minutes_lines
from storage.entries import Entry

MOST: Final = 10
"""Decisions in a list; a search finds the others."""
SUGGESTED: Final = 25


def board(visit: Visit, circle: Circle, key: str) -> Note:
    """A board of the circle itself, by its key: its roles, its backlog."""
    card = next((one for one in circle_cards(circle) if one.key == key), None)
    lines = card.lines if card is not None else (lead(msg("chat-nothing-kept")),)
    buttons = card.buttons if card is not None else ()
    return note(visit, circle.id, key, *lines, buttons=(*buttons, look(MORE)))


async def agenda(hall: Hall, visit: Visit, circle: Circle) -> Note:
    """The meeting that is prepared or under way, with its agenda; where there is none, what waits in the backlog."""
    p = await hall.house.desk.proceeding(circle.meeting) if circle.meeting is not None else None
    cards = [keyed(p, card) for card in show(p) if card.to is None and card.live] if p is not None else []
    if p is None or not cards:
        return board(visit, circle, "backlog")
    return note(visit, p.id, "agenda", *cards[-1].lines, buttons=(*cards[-1].buttons, look(MORE)))


async def map_(hall: Hall, visit: Visit, circle: Circle) -> Note:
    """How a circle belongs together with others: from the broadest down."""
    family = await _family(hall, circle)
    return note(visit, circle.id, "map", *map_lines(drawn(family, hall.now)))


async def _family(hall: Hall, circle: Circle) -> tuple[Circle, ...]:
    top = circle
    while top.broader is not None and (above := await hall.house.desk.circle(top.broader)) is not None:
        top = above
    found: dict[CircleId, Circle] = {}
    todo = [top]
    while todo:
        one = todo.pop()
        found[one.id] = one
        subs = [await hall.house.desk.circle(sub.id) for sub in one.subcircles if sub.id not in found]
        todo += [sub for sub in subs if sub is not None]
    return tuple(found.values())


# --- decisions ------------------------------------------------------------------------------------------------


async def decisions(hall: Hall, visit: Visit, circle: Circle, words: str) -> Note:
    """What a circle has agreed on: all of it, what holds these words, or the one with this number."""
    if words.isascii() and words.isdigit():
        return await _decision(hall, visit, circle, int(words[:9]))
    found = await _entries(hall, circle, words)
    if not found:
        return note(
            visit, circle.id, "decisions", lead(msg("chat-no-decision" if words else "chat-no-decisions"))
        )
    head = msg("chat-found" if words else "ui-list-agreements")
    last = (Line(Kind.NOTE, msg("chat-decision-how")),)
    return note(visit, circle.id, "decisions", lead(head), *map(entry_line, found[:MOST]), *last)


async def _entries(hall: Hall, circle: Circle, words: str) -> tuple[Entry, ...]:
    if words:
        found = await shelf.search(hall, words, circle.id)
        return tuple(entry for entry in found if entry.adopted is not None)
    return await shelf.agreements(hall, circle.id)


def entry_line(entry: Entry) -> Line:
    """A decision in a list."""
    said = "chat-decision" if entry.in_force else "chat-decision-over"
    review = When(entry.draft.review, day=True)
    title = msg("logbook-confidential") if entry.confidential else Said(entry.title)
    return Line(Kind.LIST, msg(said, number=entry.number, title=title, review=review))


async def _decision(hall: Hall, visit: Visit, circle: Circle, number: int) -> Note:
    entry = await shelf.find(hall, number)
    if entry is None or entry.circle != circle.id:
        return note(visit, circle.id, "decisions", lead(msg("chat-no-such-decision", number=number)))
    if entry.confidential:  # those who were there know it; a list is for everyone (INV-M7)
        why = msg("logbook-confidential-reason", reason=Said(entry.confidential))
        return note(visit, circle.id, "decisions", lead(msg("logbook-confidential")), Line(Kind.NOTE, why))
    p = await hall.house.desk.proceeding(entry.id)
    cards = [card for card in show(p) if card.to is None and not card.document] if p is not None else []
    decided = [card for card in cards if card.key in ("decision", "selected", "decided-alone")]
    shown: Iterable[Card] = decided or cards[-1:]
    lines = [line for card in shown for line in card.lines]
    return note(visit, entry.id, "decision", *lines, buttons=(look(MORE),))


# --- minutes --------------------------------------------------------------------------------------------------


async def minutes_of(hall: Hall, visit: Visit, circle: Circle, words: str) -> Reply:
    """The minutes of the last meeting of a circle, or of the one with this number."""
    id_ = circle.last_meeting
    if words.isascii() and words.isdigit():
        entry = await shelf.find(hall, int(words[:9]))
        id_ = entry.id if entry is not None and entry.circle == circle.id else None
    p = await hall.house.desk.proceeding(ProceedingId(id_)) if id_ is not None else None
    if p is None or p.process != PROCESS:
        return note(
            visit, circle.id, "minutes", lead(msg("chat-no-minutes" if words else "chat-no-meeting-held"))
        )
    return note(visit, p.id, "minutes", *minutes_lines(minutes(p)), buttons=(look(MORE),))


# --- suggestions ----------------------------------------------------------------------------------------------


async def suggested(hall: Hall, circle: Circle, typed: str, *, meetings: bool) -> tuple[Suggestion, ...]:
    """Decisions that hold words beginning like that; or the meetings that were held."""
    if meetings:
        every = await shelf.held(hall, circle.id)
        found = tuple(e for e in every if e.process == PROCESS and fold(typed) in fold(e.title))
    else:
        found = await _entries(hall, circle, typed)
    open_ = [e for e in found if not e.confidential]
    return tuple(Suggestion(label=e.title[:100], words=str(e.number)) for e in open_[:SUGGESTED])
