"""The structure of circles: sub-circles, charters, who holds which domain, links, places of members."""

from __future__ import annotations

from datetime import datetime

from facilitation.facts.base import Fact
from facilitation.model import (
    Charter,
    CircleId,
    CircleStatus,
    Draft,
    Duty,
    Effect,
    Matter,
    Member,
    PersonId,
    ProceedingId,
    Role,
    Standing,
    SubCircle,
    Topic,
    Words,
)
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SubCircleFormed(Fact):
    """There is a sub-circle. First members in `willing` consented to it themselves, the others are invited."""

    id: CircleId
    charter: Charter
    willing: tuple[PersonId, ...]
    decided_in: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class SubCircleNoted(Fact):
    """A circle that was founded elsewhere is a sub-circle of this one."""

    sub: SubCircle


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterChanged(Fact):
    """The circle has this name, aim and these domains from now on (INV-C4)."""

    name: str
    aim: str
    domains: tuple[str, ...]
    decided_in: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class SubCharterNoted(Fact):
    """A sub-circle has this name, aim and these domains from now on."""

    circle: CircleId
    name: str
    aim: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubCircleMet(Fact):
    """A sub-circle has met."""

    circle: CircleId


@dataclass(frozen=True, slots=True, kw_only=True)
class SubDecidedAlone(Fact):
    """A sub-circle that has one member has decided something."""

    circle: CircleId
    proceeding: ProceedingId
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldersNoted(Fact):
    """Which circle holds which domain, as this circle knows it."""

    held: tuple[tuple[str, str], ...]
    told: tuple[tuple[str, str], ...]
    broader_domains: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubStatusSet(Fact):
    """A sub-circle rests, is at work again, or is dissolved."""

    circle: CircleId
    status: CircleStatus
    decided_in: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDayPassed(Fact):
    """The last day of a helping circle has passed; whether it is done is a topic for this circle now."""

    circle: CircleId
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSet(Fact):
    """The circle rests, is at work again, or is dissolved; then it holds nothing and has no members any more."""

    status: CircleStatus
    decided_in: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateReturned(Fact):
    """What the circle held goes to the broader circle: roles, sub-circles, topics, agreements in force (INV-C5)."""

    to: CircleId
    name: str
    members: tuple[Member, ...]
    roles: tuple[Role, ...]
    subcircles: tuple[SubCircle, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateTakenIn(Fact):
    """Roles and sub-circles of a dissolved sub-circle belong to this circle now."""

    circle: CircleId
    roles: tuple[Role, ...]
    subcircles: tuple[SubCircle, ...]
    unlinked: tuple[tuple[CircleId, Duty, PersonId], ...]
    """Links of those sub-circles who are not full members here, and so link nothing any more (INV-C2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BroaderChanged(Fact):
    """Another circle is the broader one."""

    broader: CircleId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAsked(Fact):
    """Another circle asks for this one's consent; it opens here as a proceeding of its own."""

    origin: ProceedingId
    proceeding: ProceedingId
    by: PersonId
    title: str
    draft: Draft
    driver: str
    matter: Matter
    effect: Effect | None
    links: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentImpossible(Fact):
    """Another circle asks for this one's consent, and it cannot be asked: it rests, or has no full member."""

    origin: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReceived(Fact):
    """Another circle has chosen a link to this one; whether this one consents is a proceeding of its own."""

    origin: ProceedingId
    proceeding: ProceedingId
    by: PersonId
    other: CircleId
    name: str
    duty: Duty
    person: PersonId
    links: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAccepted(Fact):
    """Another circle has chosen a link, and this circle's settings ask for no consent to it."""

    origin: ProceedingId
    other: CircleId
    duty: Duty
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDeclined(Fact):
    """Somebody cannot be this link: the other link is the same person, or the two circles are not linked at all."""

    origin: ProceedingId | None
    duty: Duty
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked(Fact):
    """Somebody links a sub-circle to this circle (INV-C2). `came` is true if they belong here only for that."""

    circle: CircleId
    duty: Duty
    person: PersonId
    interim: bool
    came: bool
    by: PersonId | None = None
    """Who appointed them, where nobody had to be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkNoted(Fact):
    """Somebody links this circle to the broader one. `came` is true if they belong here only for that."""

    duty: Duty
    person: PersonId
    came: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked(Fact):
    """Somebody links a sub-circle no longer: its link is vacant."""

    circle: CircleId
    duty: Duty
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkNoted(Fact):
    """Somebody links this circle no longer to the broader one."""

    duty: Duty
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInvited(Fact):
    """The circle has consented to somebody's place and waits for them to accept it (INV-C6)."""

    member: Member
    decided_in: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Fact):
    """Somebody has accepted the place the circle had consented to."""

    member: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDeclined(Fact):
    """Somebody does not take the place, or no longer asks for one."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAsked(Fact):
    """Somebody asks to join the circle."""

    person: PersonId
    standing: Standing
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveBegan(Fact):
    """A member is on leave; this is the standing they come back to."""

    person: PersonId
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingTimesSet(Fact):
    """The circle works in this language, time zone and these hours."""

    by: PersonId
    language: str
    zone: str
    working_hours: str
