"""How kinds of phase look that have a module of their own: registered there, asked by the boards.

A module that adds phases registers how their board is drawn while they are open (`draws`), what they leave behind
(`leaves`), and any cards beside the boards (`adds`). Without `leaves`, what a phase draws stays as its result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from facilitation.cards import Arg, Card, Line, Progress
from facilitation.facts import Asks, Fact
from facilitation.model import Matter
from facilitation.state import Aside, PhaseState, Proceeding, Result

Draws = Callable[[Proceeding, Any], Iterator[Line]]
Leaves = Callable[[Proceeding, Any, Result], Iterator[Line]]
Adds = Callable[[Proceeding], Iterator[Card]]
Tells = Callable[[Proceeding], Iterator[Line]]

DRAWS: Final[dict[type[PhaseState], Draws]] = {}
LEAVES: Final[dict[type[PhaseState], Leaves]] = {}
ADDS: Final[list[Adds]] = []
DESCRIBES: Final[dict[Asks, Draws]] = {}
"""What a small question is about, beyond its own words; asked while it is open."""
PROGRESS: Final[dict[type[PhaseState], Callable[[Proceeding, Any], Progress | None]]] = {}
SILENT: Final[dict[type[PhaseState], Callable[[Proceeding, Any], bool]]] = {}
"""Whether a phase has no board of its own; without an entry it has one."""


MATTERS: Final[dict[Matter, Tells]] = {}
"""What a proposal of a matter would change, beside its text."""


def tells(*matters: Matter) -> Callable[[Tells], Tells]:
    """Register the lines that say what a proposal of these matters would change."""

    def register(function: Tells) -> Tells:
        MATTERS.update(dict.fromkeys(matters, function))
        return function

    return register


ASIDES: Final[list[Callable[[Proceeding, Aside], Iterator[Line]]]] = []
"""What else a small question shows; each gives nothing for questions it does not know."""
TELLS: Final[dict[type[Fact], Callable[[Proceeding, Any], dict[str, Arg]]]] = {}
"""What the line about a fact says beyond what its fields say by their names."""


def draws(kind: type[PhaseState]) -> Callable[[Draws], Draws]:
    """Register the lines of an open phase of this kind."""

    def register(function: Draws) -> Draws:
        DRAWS[kind] = function
        return function

    return register


def leaves(kind: type[PhaseState]) -> Callable[[Leaves], Leaves]:
    """Register what stays on the board of such a phase when it is over."""

    def register(function: Leaves) -> Leaves:
        LEAVES[kind] = function
        return function

    return register


def describes(*asks: Asks) -> Callable[[Draws], Draws]:
    """Register the lines that say what such a small question is about."""

    def register(function: Draws) -> Draws:
        DESCRIBES.update(dict.fromkeys(asks, function))
        return function

    return register


def adds(function: Adds) -> Adds:
    """Register cards beside the boards; the function gives none for proceedings of other processes."""
    ADDS.append(function)
    return function
