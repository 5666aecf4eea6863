"""How the concerns of a circle look: registered by the module of each concern, asked by `view.circle`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from facilitation.cards import Arg, Card
from facilitation.commands import CircleAct
from facilitation.facts import Fact
from facilitation.model import Circle

Shows = Callable[[Circle], Iterator[Card]]
Args = Callable[[Circle, Any], dict[str, Arg]]

SHOWS: Final[list[Shows]] = []
TELLS: Final[dict[type[Fact], Args]] = {}
RECEIPTS: Final[dict[type[Fact], str]] = {}
ASKS: Final[dict[type[CircleAct], tuple[str, ...]]] = {}
"""The fields of a form worth asking for at once, where an act has many that can wait."""
ORDER: Final[list[type[CircleAct]]] = []


def shows(function: Shows) -> Shows:
    """Register cards of a circle itself."""
    SHOWS.append(function)
    return function


def tells(*kinds: type[Fact]) -> Callable[[Args], Args]:
    """Register facts of a circle that its history tells, as `fact-NAME`, and what their line needs."""

    def register(function: Args) -> Args:
        TELLS.update(dict.fromkeys(kinds, function))
        return function

    return register
