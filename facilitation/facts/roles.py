"""Roles and who holds them; what their holders decide alone (domain.md sections 9 and 6.10)."""

from __future__ import annotations

from datetime import datetime

from facilitation.facts.base import Fact
from facilitation.model import CircleId, PersonId, ProceedingId, Role, RoleEnd, Words
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDefined(Fact):
    """The circle has consented to a role: a new one, or a changed one of the same name."""

    role: Role
    decided_in: ProceedingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDescribed(Fact):
    """A selection has agreed how a role of the circle is described, or what is wished for; what is None stays."""

    role: str
    decided_in: ProceedingId
    purpose: str | None = None
    responsibilities: str | None = None
    qualifications: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDropped(Fact):
    """There is no such role any more."""

    role: str
    decided_in: ProceedingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleKept(Fact):
    """The circle has looked at a role and keeps it as it is until the next look."""

    role: str
    review: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleReviewDue(Fact):
    """It is time to look at the role itself, whoever holds it (MVOS 3.6)."""

    role: str
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAssigned(Fact):
    """Somebody holds a role from `since` until the end of their term (INV-S6)."""

    role: str
    person: PersonId
    since: datetime
    until: datetime
    selected_in: ProceedingId | None = None
    interim: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEnded(Fact):
    """Somebody does not hold a role any more, and why."""

    role: str
    person: PersonId
    why: RoleEnd
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleResigned(Fact):
    """A holder gives a role back on a day, perhaps with a word about it."""

    role: str
    person: PersonId
    on: datetime
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResignationTakenBack(Fact):
    """A holder stays in a role that they had given back for a day to come."""

    role: str
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfTermReached(Fact):
    """Half of a term is over: a good moment to look at how the role goes (MVOS 6.10.5)."""

    role: str
    person: PersonId
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TermReminded(Fact):
    """The secretary and the holder are told that a term ends soon."""

    role: str
    person: PersonId
    until: datetime
    nth: int
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaretakerBegan(Fact):
    """A term is over and nobody has followed: the holder stays as caretaker, and everyone can see that."""

    role: str
    person: PersonId
    until: datetime
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueReported(Fact):
    """A sub-circle has a role whose term is over, and nobody has followed yet."""

    circle: CircleId
    name: str
    role: str
    person: PersonId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstudyNamed(Fact):
    """Somebody learns a role beside its holder; None where there is nobody any more."""

    role: str
    understudy: PersonId | None
    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAdded(Fact):
    """One more point is to be handed over with a role."""

    role: str
    text: str
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverFinished(Fact):
    """A point of the handover is done."""

    role: str
    point: int
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationalDecisionRecorded(Fact):
    """A holder has decided alone, within the authority of a role: no agreement of the circle."""

    role: str
    by: PersonId
    text: str
    until: datetime | None = None
