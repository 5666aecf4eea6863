"""How facts become state: one small function per fact, registered here by the module that owns the fact.

Booking never judges: a fact in the log is true, whatever today's rules would say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

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
            BOOKS[kind] = function
        return function

    return register


def in_phase(p: Proceeding, state: type[PhaseState], **changes: Any) -> Proceeding:  # noqa: ANN401 - the state's fields
    """The proceeding with its phase changed, if it is of this kind; a later step is left as it is."""
    if not isinstance(p.phase, state):
        return p
    return but(p, phase=but(p.phase, **changes))
