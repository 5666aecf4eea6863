"""What changes the structure of circles: sub-circles, charters, links, members; and what people ask of it themselves."""

from __future__ import annotations

from facilitation.commands.base import CircleAct, CircleCommand, Command
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
)
from facilitation.values import dataclass

# --- sub-circles ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSubCircle(CircleCommand):
    """Form the sub-circle that the circle has consented to; `willing` are those who consented to it themselves."""

    id: CircleId
    charter: Charter
    willing: tuple[PersonId, ...]
    decided_in: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSubCircle(CircleCommand):
    """A circle was founded that names this one as its broader circle."""

    sub: SubCircle


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCharter(CircleCommand):
    """Change a circle's name, aim or domains, as both circles have consented (INV-C4); what is empty stays as it is."""

    charter: Charter
    decided_in: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCharter(CircleCommand):
    """A sub-circle has another name, aim or domains now."""

    circle: CircleId
    name: str
    aim: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSubMet(CircleCommand):
    """A sub-circle has met: a silent circle is one to look after (MVOS 6.10.6)."""

    circle: CircleId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDecidedByOne(CircleCommand):
    """A sub-circle of one has decided something: its broader circle hears of it (domain.md 6.9)."""

    circle: CircleId
    proceeding: ProceedingId
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSubStatus(CircleCommand):
    """Let a sub-circle rest, wake it or dissolve it, as the circle has consented."""

    circle: CircleId
    status: CircleStatus
    decided_in: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStatus(CircleCommand):
    """This circle rests, wakes or is dissolved, as the broader one has decided; then `name` and `members` take over."""

    status: CircleStatus
    decided_in: ProceedingId
    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInReturned(CircleCommand):
    """Take in what a dissolved sub-circle held: its roles and its own sub-circles (INV-C5)."""

    circle: CircleId
    roles: tuple[Role, ...]
    subcircles: tuple[SubCircle, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBroader(CircleCommand):
    """Another circle is the broader one from now on: the former one was dissolved."""

    broader: CircleId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteHolders(CircleCommand):
    """Which circle holds which domain, as the broader circle sees it, and which domains that one holds itself."""

    held: tuple[tuple[str, str], ...]
    domains: tuple[str, ...] | None


# --- two circles ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AskConsent(CircleCommand):
    """Another circle has consented, and this one's consent is needed too; `origin` waits for it where it is set to."""

    origin: ProceedingId
    other: CircleId
    title: str
    draft: Draft
    driver: str
    matter: Matter
    effect: Effect | None
    links: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteOtherDecision(Command):
    """The other circle has consented as well, or has not."""

    consented: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDissolved(Command):
    """The circle is dissolved: what is in force goes to the circle `to`, what is undecided ends."""

    to: CircleId
    name: str
    facilitator: PersonId | None = None
    members: tuple[Member, ...] = ()


# --- links ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLink(CircleCommand):
    """Somebody links a sub-circle to this circle, as the circle that had to has consented."""

    circle: CircleId
    duty: Duty
    person: PersonId
    interim: bool = False
    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLinked(CircleCommand):
    """The broader circle counts this person as a link now."""

    duty: Duty
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndLink(CircleCommand):
    """Somebody is a link of a sub-circle no longer: the duty has ended, or they no longer are a full member there."""

    circle: CircleId
    duty: Duty
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteUnlinked(CircleCommand):
    """The broader circle no longer counts this person as a link."""

    duty: Duty
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointLeader(CircleAct):
    """Name who leads a sub-circle that has no leader, until both circles have agreed on one (domain.md 10.3-9).

    `sub` is the number of the sub-circle, from 1, in the order in which the circle has them.
    """

    sub: int
    person: PersonId


# --- members --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite(CircleCommand):
    """The circle has consented to somebody's place; it is theirs once they have said so too (INV-C6)."""

    member: Member
    willing: bool
    decided_in: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinCircle(CircleAct):
    """Ask to join a circle; its members then decide about it."""

    text: str
    standing: Standing = Standing.FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptMembership(CircleAct):
    """Accept the place that the circle has consented to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineMembership(CircleAct):
    """Not take the place that the circle has consented to, or no longer ask for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveCircle(CircleAct):
    """Leave the circle. Nobody is kept in (MVOS 2.2.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeLeave(CircleAct):
    """Be on leave for a while: informed, and asked for no consent (MVOS 6.10.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBack(CircleAct):
    """Come back from leave, to the place one had before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetWorkingTimes(CircleAct):
    """Say in which language, time zone and working hours the circle works; what is empty stays as it is."""

    language: str = ""
    zone: str = ""
    working_hours: str = ""
