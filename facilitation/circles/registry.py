"""How the concerns of a circle are put together: commands, facts, follow-ups and dues, registered by their modules.

A command of a person to a circle is a `CircleAct`; its function refuses with `Refused` before anything is made true,
and `circle_legal` asks the same function's guard. Facts about a circle are true for ever, as those of proceedings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from facilitation.commands import CircleAct, CircleCommand, Command
from facilitation.facts import Fact
from facilitation.model import Circle, CircleId, PersonId, ProceedingId
from facilitation.refusals import Reason
from facilitation.values import dataclass

Decides = Callable[[Circle, Any, datetime], Iterator[Fact]]
Books = Callable[[Circle, Any], Circle]
CircleFollowUp = tuple[ProceedingId | CircleId, Command]
Follows = Callable[[Circle, Any], Iterator[CircleFollowUp]]
CircleGuard = Callable[[Circle, PersonId, Any], Reason | None]

DECIDES: Final[dict[type[CircleCommand], Decides]] = {}
BOOKS: Final[dict[type[Fact], Books]] = {}
FOLLOWS: Final[dict[type[Fact], list[Follows]]] = {}
DUES: Final[
    list[tuple[Callable[[Circle], Iterable[datetime]], Callable[[Circle, datetime], Iterable[Fact]]]]
] = []


@dataclass(frozen=True, slots=True)
class CircleVerb:
    """What a person may ask of a circle: who may (about what), and what could be meant."""

    command: type[CircleAct]
    guard: CircleGuard
    about: Callable[[Any], Any] = lambda _command: None
    targets: Callable[[Circle], Iterable[Any]] = lambda _circle: (None,)


@dataclass(frozen=True, slots=True)
class CircleOffer:
    """Something a person may ask of a circle now: a command and what it is about."""

    command: type[CircleAct]
    target: object = None


VERBS: Final[dict[type[CircleAct], CircleVerb]] = {}


def decides(kind: type[CircleCommand]) -> Callable[[Decides], Decides]:
    """Register what a command makes true in a circle."""

    def register(function: Decides) -> Decides:
        DECIDES[kind] = function
        return function

    return register


def offers(verb: CircleVerb) -> CircleVerb:
    """Register who may give a command; asked before the command is carried out, and for every menu."""
    VERBS[verb.command] = verb
    return verb


def books(*kinds: type[Fact]) -> Callable[[Books], Books]:
    """Register how facts about a circle are booked."""

    def register(function: Books) -> Books:
        for kind in kinds:
            if kind in BOOKS:
                raise ValueError(f"{kind.__name__} is booked twice")
            BOOKS[kind] = function
        return function

    return register


def follows(*kinds: type[Fact]) -> Callable[[Follows], Follows]:
    """Register what a fact about a circle asks of proceedings and of other circles."""

    def register(function: Follows) -> Follows:
        for kind in kinds:
            FOLLOWS.setdefault(kind, []).append(function)
        return function

    return register


def falls_due(
    when: Callable[[Circle], Iterable[datetime]], then: Callable[[Circle, datetime], Iterable[Fact]]
) -> None:
    """Register the instants at which the clock must knock at a circle, and what has fallen due by then.

    Never an instant at which nothing would become true: the clock would knock for ever.
    """
    DUES.append((when, then))


def member(circle: Circle, who: PersonId, _about: object = None) -> Reason | None:
    """Everybody who belongs to the circle in any way."""
    return None if circle.member(who) else Reason.STRANGER


def full_member(circle: Circle, who: PersonId, _about: object = None) -> Reason | None:
    """Members with consent rights."""
    found = circle.member(who)
    if found is None:
        return Reason.STRANGER
    return None if found.consents else Reason.NOT_FULL_MEMBER
