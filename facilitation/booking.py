"""How facts become state: one small function per fact, registered here by the module that owns the fact.

Booking never judges: a fact in the log is true, whatever today's rules would say.

Reports from other proceedings and from the circle are registered here too (`notes`): they are never refused, and
where they change nothing, nothing happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final, TypeVar

from facilitation.commands import Command
from facilitation.facts import Fact
from facilitation.model import but
from facilitation.state import PhaseState, Proceeding

Book = Callable[[Proceeding, Any], Proceeding]

BOOKS: Final[dict[type[Fact], Book]] = {}

F = TypeVar("F", bound=Book)


def books(*kinds: type[Fact]) -> Callable[[F], F]:
    """Register a function as the booking of these facts."""

    def register(function: F) -> F:
        for kind in kinds:
            if kind in BOOKS:
                raise ValueError(f"{kind.__name__} is booked twice")
            BOOKS[kind] = _after(function, LATER.pop(kind)) if kind in LATER else function
        return function

    return register


LATER: Final[dict[type[Fact], Book]] = {}
"""What is booked besides, for facts whose own booking is not registered yet."""


def also_books(*kinds: type[Fact]) -> Callable[[F], F]:
    """Register what a fact changes besides what its own module books: asked afterwards."""

    def register(function: F) -> F:
        for kind in kinds:
            place = BOOKS if kind in BOOKS else LATER
            place[kind] = _after(place[kind], function) if kind in place else function
        return function

    return register


def _after(first: Book, then: Book) -> Book:
    return lambda p, fact: then(first(p, fact), fact)


def in_phase(p: Proceeding, state: type[PhaseState], **changes: Any) -> Proceeding:  # noqa: ANN401 - the state's fields
    """The proceeding with its phase changed, if it is of this kind; a later step is left as it is."""
    if not isinstance(p.phase, state):
        return p
    return but(p, phase=but(p.phase, **changes))


Note = Callable[[Proceeding, Any, datetime], Iterator[Fact]]
NOTES: Final[dict[type[Command], Note]] = {}
"""What else is reported to proceedings, and what each report makes true; registered by the module it concerns."""


def notes(kind: type[Command]) -> Callable[[Note], Note]:
    """Register what a report from another proceeding or from the circle makes true."""

    def register(function: Note) -> Note:
        NOTES[kind] = function
        return function

    return register
