"""Where a circle meets besides its first channel, and where it shows what it has decided.

Any full member may say so, in that channel; said once more, it ends. A circle that meets in several channels, of one
platform or of two, holds one meeting in all of them.
"""

from __future__ import annotations

from typing import Final

from adapters.reception import Note
from bot.reception import asking
from bot.reception.hall import Hall, Visit, lead, note
from bot.reception.rooms import decisions_room, is_decisions
from facilitation.cards import Kind, Line, Said, msg
from facilitation.model import Circle, PersonId
from facilitation.refusals import Reason, Refused

HERE: Final = "here"
DECISIONS: Final = "decisions"


async def meets_here(hall: Hall, visit: Visit, name: str) -> Note:
    """Let a circle meet in this channel, too; where it does, let it meet here no more, if it has another one."""
    room = visit.caller.room
    if room is None:
        return note(visit, "", HERE, lead(msg("chat-here-room")))
    there = hall.directory.meets_in(room)
    circle = await hall.house.desk.circle(there) if there is not None else None
    if circle is not None:
        return await _no_more(hall, visit, room, circle)
    found = await _meant(hall, visit, name)
    if isinstance(found, Note):
        return found
    async with hall.gate(room):
        await hall.open_room(found.id, room)
    await hall.show_all(found.id)
    return note(visit, found.id, HERE, lead(msg("chat-here", circle=Said(found.name))))


async def _no_more(hall: Hall, visit: Visit, room: str, circle: Circle) -> Note:
    if not _consents(circle, visit.person):
        reason = Reason.NO_CONSENT_RIGHT if circle.member(visit.person) is not None else Reason.STRANGER
        return note(visit, circle.id, HERE, lead(asking.refusal(Refused(reason))))
    called = Said(circle.name)
    others = [one for one in hall.directory.rooms_of(circle.id) if one != room and not is_decisions(one)]
    if not others:
        return note(visit, circle.id, HERE, lead(msg("chat-here-only", circle=called)))
    await hall.close_room(room)
    return note(visit, circle.id, HERE, lead(msg("chat-here-no-more", circle=called)))


async def decisions_here(hall: Hall, visit: Visit, name: str) -> Note:
    """Show a circle's decisions in this channel from now on; said once more, no longer."""
    room = visit.caller.room
    if room is None:
        return note(visit, "", DECISIONS, lead(msg("chat-decisions-room")))
    found = await _meant(hall, visit, name)
    if isinstance(found, Note):
        return found
    key, called = decisions_room(room, found.id), Said(found.name)
    if key in hall.directory.rooms_of(found.id):
        await hall.close_room(key)
        return note(visit, found.id, DECISIONS, lead(msg("chat-decisions-no-more", circle=called)))
    await hall.open_decisions(found.id, key)
    return note(visit, found.id, DECISIONS, lead(msg("chat-decisions-here", circle=called)))


async def _meant(hall: Hall, visit: Visit, name: str) -> Circle | Note:
    """The circle somebody means among those in which they have a full voice; or what to type."""
    mine = [one for one in await hall.circles_of(visit.person) if _consents(one, visit.person)]
    here = [one for one in mine if one.id == visit.circle and not name]
    wanted = here or [one for one in mine if one.name.casefold().startswith(name.casefold())]
    if len(wanted) == 1:
        return wanted[0]
    lines = tuple(Line(Kind.LIST, Said(circle.name)) for circle in mine)
    return note(visit, "", "which", lead(msg("chat-which-of-mine" if mine else "chat-no-circle")), *lines)


def _consents(circle: Circle, person: PersonId) -> bool:
    member = circle.member(person)
    return member is not None and member.consents
