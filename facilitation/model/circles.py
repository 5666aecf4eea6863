"""Circles with their structure: roles and who holds them, sub-circles, the backlog."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from enum import Enum

from facilitation.model.base import CircleId, Duty, Member, PersonId, ProceedingId, Standing, Words, but
from facilitation.settings import Settings
from facilitation.values import dataclass


class ItemOutcome(Enum):
    """What an agenda item is for: exactly one of these (MVOS 5.2.2); selecting is a decision of its own kind."""

    REPORT = "report"
    EXPLORE = "explore"
    DECIDE = "decide"
    SELECT = "select"


class CircleKind(Enum):
    """Types of circle (domain.md section 10.2). A helping circle has a term and recommends."""

    CIRCLE = "circle"
    GENERAL = "general circle"
    MISSION = "mission circle"
    HELPING = "helping circle"


class CircleStatus(Enum):
    """Whether a circle is at work."""

    ACTIVE = "active"
    DORMANT = "dormant"
    DISSOLVED = "dissolved"


class RoleEnd(Enum):
    """Why somebody does not hold a role any more (domain.md section 9, "Early end")."""

    FOLLOWED = "followed"
    RESIGNED = "resigned"
    REMOVED = "removed"
    LEFT = "left"
    LINK_ENDED = "link ended"
    DROPPED = "dropped"


class TopicEnd(Enum):
    """Why a topic has left the backlog."""

    TREATED = "treated"
    TAKEN_BACK = "taken back"
    DROPPED = "dropped"
    SETTLED = "settled"
    PASSED_ON = "passed on"


@dataclass(frozen=True, kw_only=True)
class Role:
    """A role as the circle has consented to it (domain.md section 9).

    `name` is unique in its circle. `duty` says which process role it is, if any. `review` is when the circle looks
    at the role itself; how long somebody holds it is the holder's term, `term_days` unless a selection says otherwise.
    """

    name: str
    purpose: str
    duty: Duty | None = None
    responsibilities: str = ""
    domain: str = ""
    """What its holder decides alone, and the limits of that."""
    outside: str = ""
    """Tasks that somebody might expect and that are not part of the role."""
    qualifications: tuple[str, ...] = ()
    """Wishes, not hard requirements; kept from the last selection."""
    term_days: int = 365
    time_budget: str = ""
    reports: str = ""
    """To whom, and how often."""
    measures: str = ""
    budget: str = ""
    depends_on: str = ""
    owed: str = ""
    """What the circle owes its holder."""
    review: datetime | None = None
    review_due: bool = False
    """Whether that day has come, and the circle has not looked at the role since."""
    defined_in: ProceedingId | None = None
    """The decision that last said what the role is."""


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """Who holds a role, until when, and where that was decided (INV-S6).

    After its term a holder who has not been followed stays as `caretaker`, visibly overdue (domain.md section 9).
    """

    role: str
    person: PersonId
    since: datetime
    until: datetime
    selected_in: ProceedingId | None = None
    caretaker: bool = False
    interim: bool = False
    """Appointed until somebody is selected."""
    understudy: PersonId | None = None
    handover: tuple[str, ...] = ()
    """What is to be handed over, in the holder's words that belong to the circle."""
    handed_over: tuple[int, ...] = ()
    """Numbers, from 1, of the points of `handover` that are done."""
    reminded: int = 0
    half_told: bool = False
    """Whether the half of the term was noticed."""
    leaves: datetime | None = None
    """The day on which the holder gives the role back, once they have said so."""


@dataclass(frozen=True, kw_only=True)
class Handover:
    """What a holder left behind for whoever follows in a role."""

    role: str
    points: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Charter:
    """What a circle is for: its name, aim and domains, and what else is settled when it is formed or changed."""

    name: str
    aim: str
    domains: tuple[str, ...] = ()
    kind: CircleKind = CircleKind.CIRCLE
    decides: bool | None = None
    """Whether it decides in its domains or only recommends: the commonest misunderstanding, so it is said (WDWD 7.2)."""
    product: str = ""
    """What a helping circle brings back to the circle that formed it."""
    members: tuple[Member, ...] = ()
    """Its first members, its first leader among them."""
    delegate_expected: bool = True
    until: datetime | None = None
    """A helping circle's last day."""
    circle: CircleId | None = None
    """Which circle it is about, where that exists already; the id of the new one otherwise."""


@dataclass(frozen=True, kw_only=True)
class SubCircle:
    """What a circle knows of one of its sub-circles."""

    id: CircleId
    charter: Charter
    status: CircleStatus = CircleStatus.ACTIVE
    leader: PersonId | None = None
    interim: bool = False
    """Whether the leader was appointed until the two circles have agreed on one."""
    delegate: PersonId | None = None
    last_met: datetime | None = None
    day_over: bool = False
    """Whether a helping circle's last day has passed, and the circle that formed it has been told."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """An entry of a circle's backlog: something to treat (S3 "Governance Backlog").

    `priority` 1 is the highest, 3 the usual one. `proceeding` is where it is being treated, or what it came from.
    """

    number: int
    title: str
    by: PersonId | None
    at: datetime
    outcome: ItemOutcome = ItemOutcome.EXPLORE
    tension: Words = Words("")
    domain: str = ""
    minutes: int = 10
    priority: int = 3
    next_step: str = ""
    owner: PersonId | None = None
    due: datetime | None = None
    proceeding: ProceedingId | None = None
    role: str = ""
    """The role whose review or term brought it here."""
    postponed: int = 0
    links: str = ""
    confidential: str = ""
    """Why only this reason is told of it to those who read the backlog (INV-M7)."""
    passed_to: CircleId | None = None
    """The circle that was asked to take it; it stays here until that circle has."""
    origin: CircleId | None = None
    """The circle that passed it on to this one."""
    origin_name: str = ""
    origin_number: int = 0
    offered: bool = False
    """Whether this circle has still to consent to taking it."""
    welcomed: tuple[PersonId, ...] = ()
    """Those who have no objection to taking it."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a decision changes besides the wording it adopts: the one part that its matter needs."""

    role: Role | None = None
    drops_role: str = ""
    vacates_role: str = ""
    """A role that its holder gives up because the circle has so decided."""
    member: Member | None = None
    charter: Charter | None = None
    circle: CircleId | None = None
    status: CircleStatus | None = None


Seats = tuple[tuple[Member, ...], dict[PersonId, Member], tuple[PersonId, ...]]


@dataclass(frozen=True, kw_only=True)
class Circle:
    """A circle as a proceeding sees it: frozen into the proceeding when it opens, then changed only by facts."""

    id: CircleId
    name: str
    aim: str
    members: tuple[Member, ...]
    domains: tuple[str, ...] = ()
    held_elsewhere: tuple[tuple[str, str], ...] = ()
    """Pairs of a domain's name and the name of the circle that holds it."""
    broader: CircleId | None = None
    rounds_held: int = 0
    practice: bool = False
    settings: Settings = field(default_factory=Settings)
    # What follows is the circle's own book: a proceeding sees none of it (`glance`).
    kind: CircleKind = CircleKind.CIRCLE
    status: CircleStatus = CircleStatus.ACTIVE
    decides: bool = True
    until: datetime | None = None
    language: str = ""
    zone: str = ""
    working_hours: str = ""
    """As people write them: `Mon-Fri 09:00-17:00`."""
    roles: tuple[Role, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    subcircles: tuple[SubCircle, ...] = ()
    topics: tuple[Topic, ...] = ()
    """The backlog: topics that are not done."""
    topics_ever: int = 0
    handovers: tuple[Handover, ...] = ()
    """What former holders left behind in roles that nobody holds now."""
    broader_domains: tuple[str, ...] | None = None
    """The domains of the broader circle, as it told; None where it has not, or holds everything."""
    told: tuple[tuple[str, str], ...] = ()
    """Who holds which domain elsewhere, as the broader circle told; `held_elsewhere` has that and what lies below."""
    links: tuple[tuple[Duty, PersonId], ...] = ()
    """Who links this circle to the broader one, as both circles know it."""
    by_link: tuple[PersonId, ...] = ()
    """Members who are here because they are a link, and for as long as they are one."""
    invited: tuple[Member, ...] = ()
    """Places the circle has consented to, and the person has not accepted yet (INV-C6)."""
    asking: tuple[Member, ...] = ()
    """People who have asked to join, and about whom the circle has not decided yet."""
    rested: tuple[tuple[PersonId, Standing], ...] = ()
    """The standing that members on leave come back to."""
    meeting: ProceedingId | None = None
    """The meeting that is prepared or under way: one at a time."""
    last_meeting: ProceedingId | None = None
    last_attended: tuple[PersonId, ...] = ()
    minutes_settled: bool = True
    """Whether the minutes of the last meeting are approved."""
    next_meeting: datetime | None = None

    def member(self, person: PersonId | None) -> Member | None:
        """The person's place in this circle, or None for a stranger."""
        return self._seats()[1].get(person)  # type: ignore[arg-type]  # None sits nowhere

    @property
    def consenting(self) -> tuple[PersonId, ...]:
        """Everyone with a consent right, in their seats."""
        return self._seats()[2]

    def _seats(self) -> Seats:
        # Asked many times for each act, so worked out once for each list of members; it is no field and never stored.
        kept: Seats | None = self.__dict__.get("_kept")
        if kept is None or kept[0] is not self.members:
            people = {m.person: m for m in self.members}
            kept = (self.members, people, tuple(m.person for m in self.members if m.consents))
            self.__dict__["_kept"] = kept
        return kept

    def subcircle(self, id_: CircleId | None) -> SubCircle | None:
        """One of this circle's sub-circles that is not dissolved."""
        found = next((sub for sub in self.subcircles if sub.id == id_), None)
        return None if found is None or found.status is CircleStatus.DISSOLVED else found

    def role(self, name: str) -> Role | None:
        """A role of this circle by its name."""
        return next((role for role in self.roles if role.name == name), None)

    def assignment(self, role: str) -> Assignment | None:
        """Who holds a role and until when, or None."""
        return next((held for held in self.assignments if held.role == role), None)

    def topic(self, number: int) -> Topic | None:
        """A topic of the backlog by its number, or None where it is done or never was."""
        return next((topic for topic in self.topics if topic.number == number), None)

    def holder(self, duty: Duty) -> PersonId | None:
        """Who holds a duty, or None."""
        return next((m.person for m in self.members if duty in m.duties), None)


_BOOK: dict[str, object] = {
    "kind": CircleKind.CIRCLE,
    "until": None,
    "language": "",
    "zone": "",
    "working_hours": "",
    "roles": (),
    "assignments": (),
    "subcircles": (),
    "topics": (),
    "topics_ever": 0,
    "handovers": (),
    "broader_domains": None,
    "told": (),
    "links": (),
    "by_link": (),
    "invited": (),
    "asking": (),
    "rested": (),
    "meeting": None,
    "last_meeting": None,
    "last_attended": (),
    "minutes_settled": True,
    "next_meeting": None,
}
"""The circle's own book, empty."""


def glance(circle: Circle) -> Circle:
    """The circle as a proceeding keeps it: without its book of roles, sub-circles, topics and meetings."""
    return but(circle, **_BOOK)
