"""Answers, and what came of asking; small questions asked aside."""

from __future__ import annotations

from datetime import datetime

from facilitation.facts.base import Asks, Closing, Fact
from facilitation.model import (
    Decision,
    PersonId,
    Words,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Consented(Fact):
    """A person has no objection to the question on the table."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Objected(Fact):
    """A person has an objection to the proposal."""

    person: PersonId
    number: int
    text: Words
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernRaised(Fact):
    """A person has no objection, and a concern."""

    person: PersonId
    number: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftToOthers(Fact):
    """A person leaves it to the others, explicitly."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TookBack(Fact):
    """A person is undecided again."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class GraceBegan(Fact):
    """All who are here have no objection; absent members may still object until `until`."""

    until: datetime
    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAssumed(Fact):
    """Silence counted, under a rule the circle consented to before this opened."""

    due: datetime
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentReached(Closing):
    """Nobody whose consent is needed has an objection to this version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionsStand(Closing):
    """Everyone was asked, and there are objections to integrate."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted(Fact):
    """The circle has decided."""

    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideBegan(Fact):
    """A small question is put to the circle; the main phase waits. The mover's own consent is given with it."""

    step: int
    asks: Asks
    order: tuple[PersonId, ...]
    mover: PersonId | None = None
    objection: int | None = None
    text: Words = Words("")
    until: datetime | None = None
    whom: PersonId | None = None
    closes: datetime | None = None
    """When a trifle is settled by the silence of those present."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideCarried(Fact):
    """Nobody who was asked has an objection to the small question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideFell(Fact):
    """Somebody objected to the small question."""

    person: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideWithdrawn(Fact):
    """The small question was taken back, or nobody is left to answer it."""
