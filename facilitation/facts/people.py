"""Who is here, who facilitates, questions about the process."""

from __future__ import annotations

from facilitation.facts.base import Fact
from facilitation.model import (
    Member,
    PersonId,
    Words,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived(Fact):
    """A member is here."""

    person: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Fact):
    """A member is away for now."""

    person: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Fact):
    """The circle has a new member, or a member's standing or duties changed."""

    member: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDeparted(Fact):
    """A member left the circle."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestStaysOut(Fact):
    """A guest takes no part in this: it is a confidential item of a meeting (EC; domain.md section 12)."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitationTaken(Fact):
    """Somebody else facilitates from here."""

    person: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessAsked(Fact):
    """Somebody asked something about how the circle is working."""

    by: PersonId
    number: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessAnswered(Fact):
    """A process question was answered."""

    by: PersonId
    number: int
    text: Words
