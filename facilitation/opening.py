"""Opening a proceeding: each kind of opening command, what it must bring, and the proceeding it begins.

A module that adds a process registers two functions here: one that makes the first fact of a command (`opens`),
and one that makes the proceeding of that fact (`begins`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeVar

from facilitation.commands import Command, Open
from facilitation.facts import Opening
from facilitation.model import Circle, CircleStatus, Duty, PersonId, glance
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding
from facilitation.verbs import TITLE_LIMIT, readable

Opens = Callable[[Any, datetime], Opening]
Begins = Callable[[Any], Proceeding]

OPENS: Final[dict[type[Open], Opens]] = {}
BEGINS: Final[dict[type[Opening], Begins]] = {}

O_ = TypeVar("O_", bound=Opens)
B = TypeVar("B", bound=Begins)


def opens(kind: type[Open]) -> Callable[[O_], O_]:
    """Register what makes the first fact of a command. It refuses what the circle could not work on."""

    def register(function: O_) -> O_:
        OPENS[kind] = function
        return function

    return register


def begins(kind: type[Opening]) -> Callable[[B], B]:
    """Register what makes the proceeding of a first fact. It never judges."""

    def register(function: B) -> B:
        BEGINS[kind] = function
        return function

    return register


def open_with(command: Command, now: datetime) -> Opening:
    """The first fact of a proceeding. Refuses what the circle could not work on."""
    opens_with = OPENS.get(type(command))  # type: ignore[arg-type]  # any other command finds nothing
    if opens_with is None:
        raise Refused(Reason.NO_SUCH_THING)
    return opens_with(command, now)


def book_opened(fact: Opening) -> Proceeding:
    """The proceeding as it opens, before its first phase begins."""
    return BEGINS[type(fact)](fact)


def common(command: Open, circle: Circle, process: str) -> dict[str, Any]:
    """The fields that all first facts share; `circle` as it is for this matter."""
    if circle.status is CircleStatus.DISSOLVED:
        raise Refused(Reason.OVER)
    if circle.status is CircleStatus.DORMANT:
        raise Refused(Reason.CIRCLE_RESTS)
    return {
        "id": command.id,
        "process": process,
        "circle": glance(circle),
        "title": " ".join(readable(command.title, TITLE_LIMIT).split()),
        "author": command.by,
        "facilitator": circle.holder(Duty.FACILITATOR),
        "away": tuple(who for who in command.away if circle.member(who)),
        "item_of": command.item_of,
    }


def begun(fact: Opening, **more: Any) -> Proceeding:  # noqa: ANN401 - fields of Proceeding
    """A proceeding with the fields that all first facts fill, and those of its own."""
    return Proceeding(
        id=fact.id,
        process=fact.process,
        circle=fact.circle,
        title=fact.title,
        author=fact.author,
        facilitator=fact.facilitator,
        opened=fact.at,
        away=frozenset(fact.away),
        item_of=fact.item_of,
        **more,
    )


def full_member(by: PersonId, circle: Circle) -> None:
    """Refuse somebody without a consent right in this circle."""
    member = circle.member(by)
    if member is None:
        raise Refused(Reason.STRANGER)
    if not member.consents:
        raise Refused(Reason.NOT_FULL_MEMBER)
