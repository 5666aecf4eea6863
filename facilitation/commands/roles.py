"""Roles: what decisions and other circles ask of a circle about them, and what their holders do."""

from __future__ import annotations

from datetime import datetime

from facilitation.commands.base import CircleAct, CircleCommand
from facilitation.model import CircleId, PersonId, ProceedingId, Role, Words
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DefineRole(CircleCommand):
    """The circle has consented to a role, or to a changed one of the same name."""

    role: Role
    decided_in: ProceedingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeHeldRole(CircleCommand):
    """A selection has agreed how a role of the circle is described, or what is wished for; what is None stays."""

    role: str
    decided_in: ProceedingId
    purpose: str | None = None
    responsibilities: str | None = None
    qualifications: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropRole(CircleCommand):
    """The circle has consented to give up a role; `defined_in` says which definition of it, if not whichever it has."""

    role: str
    decided_in: ProceedingId | None = None
    defined_in: ProceedingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepRole(CircleCommand):
    """The circle has looked at a role, as that decision defined it, and keeps it until the next look."""

    role: str
    review: datetime
    defined_in: ProceedingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VacateRole(CircleCommand):
    """The circle has consented that somebody does not hold a role any more."""

    role: str
    decided_in: ProceedingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRolesOf(CircleCommand):
    """Somebody has left the circle, and with it every role they held in it."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignRoles(CircleCommand):
    """A duty has passed to somebody else, or to nobody, by a link to another circle: so has the role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOverdue(CircleCommand):
    """A sub-circle reports a role whose term is over without anybody following."""

    circle: CircleId
    name: str
    role: str
    person: PersonId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ResignRole(CircleAct):
    """Give a role back, on a day or at once."""

    role: str
    on: datetime | None = None
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class StayInRole(CircleAct):
    """Take back that you give a role back, before the day has come."""

    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameUnderstudy(CircleAct):
    """Name somebody who learns the role beside you."""

    role: str
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddHandover(CircleAct):
    """Note something that has to be handed over with the role."""

    role: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishHandover(CircleAct):
    """Say that a point of the handover is done."""

    role: str
    point: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverRole(CircleAct):
    """As leader, look after a role that nobody holds until somebody is selected."""

    role: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOperationalDecision(CircleAct):
    """Write down what you have decided within the authority of a role you hold."""

    role: str
    text: str
    until: datetime | None = None
