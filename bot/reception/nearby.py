"""Who sits in the voice channel when a meeting begins: told to whoever begins it, and never taken for attendance.

Somebody may listen from another's screen, or have left their chair; so nothing is marked by it.
"""

from __future__ import annotations

from collections.abc import Iterator

from adapters.reception import Caller
from bot.desk import Answer
from bot.reception.directory import Directory
from facilitation.cards import Kind, Line, Many, msg
from facilitation.facts import MeetingBegan
from facilitation.meeting import present
from facilitation.model import PersonId
from facilitation.state import Proceeding


def in_voice(directory: Directory, caller: Caller, answer: Answer) -> Iterator[Line]:
    """Who of the circle is there and who is not, for somebody who has just begun a meeting from a voice channel."""
    p = answer.proceeding
    if p is None or not caller.beside or not any(isinstance(fact, MeetingBegan) for fact in answer.facts):
        return
    there = frozenset(directory.at(caller.platform, account.id) for account in caller.beside)
    yield from _lines(p, there)


def _lines(p: Proceeding, there: frozenset[PersonId | None]) -> Iterator[Line]:
    members = tuple(member.person for member in p.circle.members)
    heard = tuple(who for who in members if who in there)
    missed = tuple(who for who in present(p) if who not in there)
    yield Line(Kind.NOTE, msg("chat-in-voice", people=Many(heard)))
    if missed:
        yield Line(Kind.NOTE, msg("chat-not-in-voice", people=Many(missed)))
