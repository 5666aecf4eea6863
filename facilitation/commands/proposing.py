"""Proposals that change more than words, each with a form of its own: it opens a consent decision of its matter."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from facilitation.commands.base import Open
from facilitation.model import CircleId, CircleStatus, Draft, PersonId, Standing
from facilitation.values import dataclass


class Parting(Enum):
    """What ends about a role: the role itself, or somebody's time in it."""

    DROP = "drop"
    VACATE = "vacate"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRole(Open):
    """Propose a role: what it is for, what belongs to it, and what its holder decides alone.

    `qualifications` are wishes, one a line; `term_days` is how long somebody holds it, 0 for the usual term.
    """

    draft: Draft
    name: str
    purpose: str
    responsibilities: str = ""
    authority: str = ""
    outside: str = ""
    qualifications: str = ""
    term_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRoleChange(Open):
    """Propose to change a role of this circle; what is empty stays as it is."""

    draft: Draft
    role: str
    purpose: str = ""
    responsibilities: str = ""
    authority: str = ""
    outside: str = ""
    qualifications: str = ""
    term_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRoleEnd(Open):
    """Propose to give up a role, or that its holder holds it no longer."""

    draft: Draft
    role: str
    what: Parting


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeCircle(Open):
    """Propose a sub-circle: what it is for, what it decides about, and who begins it.

    `holds` are the names of its domains, with commas between them.
    """

    draft: Draft
    name: str
    aim: str
    holds: str = ""
    decides: bool
    leader: PersonId
    first: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeHelpingCircle(Open):
    """Propose a helping circle: what it brings back, until when, and who begins it."""

    draft: Draft
    name: str
    aim: str
    product: str
    last_day: datetime
    leader: PersonId
    first: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeCharter(Open):
    """Propose another name, aim or other domains, for this circle or one of its sub-circles.

    What is empty stays as it is.
    """

    draft: Draft
    sub: CircleId | None = None
    name: str = ""
    aim: str = ""
    holds: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposePlace(Open):
    """Propose that somebody joins the circle, or has another place in it."""

    draft: Draft
    person: PersonId
    standing: Standing = Standing.FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRemoval(Open):
    """Propose to part ways with a member, after all that was tried before."""

    draft: Draft
    person: PersonId
    steps: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeCircleStatus(Open):
    """Propose that a sub-circle rests, works again, or is dissolved."""

    draft: Draft
    sub: CircleId
    becomes: CircleStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeLeader(Open):
    """Propose who leads a sub-circle, which then has to consent."""

    draft: Draft
    sub: CircleId
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeSettings(Open):
    """Propose that settings of the circle, or its whole way of working, change: each with what it is from then on."""

    draft: Draft
    setting: tuple[str, ...]
    value: tuple[str, ...]
