"""The map of an organisation's circles: who links what, who is missing, what is overdue, who decides what.

Pure data, derived from circles and an instant; adapters draw it as text or as a picture. A *flag* is something worth a
look and never an error: overlaps and gaps between domains are allowed (INV-C3), and so is a circle of one (INV-C8).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from facilitation.circles.domains import functioning
from facilitation.model import Circle, CircleId, CircleKind, CircleStatus, Duty, Member, PersonId, SubCircle
from facilitation.settings import Combination, DoubleLink
from facilitation.values import dataclass

GOOD_SIZE: Final = 7
"""Up to so many people make a circle of good size (MVOS 2.2.3)."""
MOST_MEMBERS: Final = 10
"""More people than this seldom all get to speak in one meeting (domain.md section 10.1)."""
SILENT_FOR: Final = timedelta(days=90)
"""A sub-circle that has not met for so long is worth asking about (MVOS 6.10.6); the span is ours."""


class Flag(Enum):
    """What is worth a look."""

    NO_LEADER = "no leader"
    LEADER_FOR_NOW = "leader for now"
    NO_DELEGATE = "no delegate"
    ONE_PERSON_LINKS = "one person links"
    LEADER_FACILITATES = "leader facilitates"
    NOBODY = "nobody"
    CIRCLE_OF_ONE = "circle of one"
    MANY_MEMBERS = "many members"
    GROWN_BY_LINKS = "grown by links"
    TERM_OVER = "term over"
    OVERLAP = "overlap"
    STAYS_HERE = "stays here"
    DAY_OVER = "day over"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Mark:
    """A flag with what it is about: a role or domain by name, a person or several, other circles by name."""

    flag: Flag
    about: str = ""
    person: PersonId | None = None
    people: tuple[PersonId, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One circle on the map, with the circles below it."""

    id: CircleId
    name: str
    aim: str
    domains: tuple[str, ...]
    kind: CircleKind
    status: CircleStatus
    decides: bool
    members: tuple[Member, ...]
    leader: PersonId | None
    delegate: PersonId | None
    above: str
    """The name of the broader circle, "" where there is none on the map."""
    marks: tuple[Mark, ...]
    below: tuple[Place, ...] = ()


def drawn(circles: Iterable[Circle], now: datetime) -> tuple[Place, ...]:
    """The map: each circle with no broader one among these, with all that is below it. Dissolved ones are left out."""
    known = {c.id: c for c in circles if c.status is not CircleStatus.DISSOLVED}
    tops = [c for c in known.values() if c.broader not in known]
    return tuple(_place(circle, known, now, frozenset()) for circle in sorted(tops, key=_by_name))


def places(top: Iterable[Place]) -> Iterator[tuple[int, Place]]:
    """Every place with its depth, each before those below it."""
    for place in top:
        yield 0, place
        yield from ((depth + 1, one) for depth, one in places(place.below))


def _by_name(circle: Circle) -> tuple[str, str]:
    return (circle.name.casefold(), circle.id)


def _place(circle: Circle, known: dict[CircleId, Circle], now: datetime, above: frozenset[CircleId]) -> Place:
    seen = above | {circle.id}
    below = [c for c in known.values() if c.broader == circle.id and c.id not in seen]
    parent = known.get(circle.broader) if circle.broader is not None else None
    sub = parent.subcircle(circle.id) if parent is not None else None
    links = dict(circle.links)
    return Place(
        id=circle.id,
        name=circle.name,
        aim=circle.aim,
        domains=circle.domains,
        kind=circle.kind,
        status=circle.status,
        decides=circle.decides,
        members=circle.members,
        leader=sub.leader if sub is not None else links.get(Duty.LEADER, circle.holder(Duty.LEADER)),
        delegate=sub.delegate if sub is not None else links.get(Duty.DELEGATE),
        above=parent.name if parent is not None else "",
        marks=tuple(_marks(circle, parent, sub, now)),
        below=tuple(_place(c, known, now, seen) for c in sorted(below, key=_by_name)),
    )


def _marks(circle: Circle, parent: Circle | None, sub: SubCircle | None, now: datetime) -> Iterator[Mark]:
    if circle.status is CircleStatus.ACTIVE:
        yield from _people(circle)
        if parent is not None and sub is not None:
            yield from _links(parent, sub, circle)
            yield from _overlaps(parent, sub)
            if sub.last_met is not None and sub.last_met + SILENT_FOR < now:
                yield Mark(Flag.SILENT)
        yield from _gaps(circle)
    if circle.until is not None and circle.until <= now:
        yield Mark(Flag.DAY_OVER)
    yield from (Mark(Flag.TERM_OVER, a.role, a.person) for a in circle.assignments if a.until <= now)


def _people(circle: Circle) -> Iterator[Mark]:
    full = circle.consenting
    if not full:
        yield Mark(Flag.NOBODY)
    elif len(full) == 1:
        yield Mark(Flag.CIRCLE_OF_ONE, person=full[0])
    elif len(full) > MOST_MEMBERS:
        yield Mark(Flag.MANY_MEMBERS)
    if spare := spare_since_links_came(circle):
        yield Mark(Flag.GROWN_BY_LINKS, people=spare)
    leader = circle.holder(Duty.LEADER)
    allowed = circle.settings.leader_as_facilitator is Combination.ALLOWED
    if leader is not None and leader == circle.holder(Duty.FACILITATOR) and not allowed:
        yield Mark(Flag.LEADER_FACILITATES, person=leader)


def spare_since_links_came(circle: Circle) -> tuple[PersonId, ...]:
    """Who has no link and no role in a circle that outgrew its good size by the people who link its sub-circles.

    Each new sub-circle brings up to two people. Then those who are there without a link go and work in the sub-circles,
    or stay in touch without deciding (WDWD 7.3; domain.md 10.3-11). Nobody while the circle is small.
    """
    full = circle.consenting
    if not circle.by_link or len(full) <= GOOD_SIZE:
        return ()
    busy = {sub.leader for sub in circle.subcircles} | {sub.delegate for sub in circle.subcircles}
    busy |= {m.person for m in circle.members if m.duties} | {a.person for a in circle.assignments}
    return tuple(who for who in full if who not in busy)


def _links(parent: Circle, sub: SubCircle, circle: Circle) -> Iterator[Mark]:
    if sub.leader is None:
        yield Mark(Flag.NO_LEADER)
    elif sub.interim:
        yield Mark(Flag.LEADER_FOR_NOW, person=sub.leader)
    wanted = circle.settings.double_link is not DoubleLink.SINGLE and sub.charter.delegate_expected
    if sub.delegate is None and wanted:
        yield Mark(Flag.NO_DELEGATE)
    allowed = parent.settings.leader_as_delegate is Combination.ALLOWED
    if sub.leader is not None and sub.leader == sub.delegate and not allowed:
        yield Mark(Flag.ONE_PERSON_LINKS, person=sub.leader)


def _overlaps(parent: Circle, sub: SubCircle) -> Iterator[Mark]:
    for domain in sub.charter.domains if functioning(sub) else ():
        others = tuple(
            other.charter.name
            for other in parent.subcircles
            if other.id != sub.id and functioning(other) and domain in other.charter.domains
        )
        if others:
            yield Mark(Flag.OVERLAP, domain, others=others)


def _gaps(circle: Circle) -> Iterator[Mark]:
    """What no functioning sub-circle holds stays with the circle itself, the "elsewhere" rule."""
    held = {d for sub in circle.subcircles if functioning(sub) for d in sub.charter.domains}
    if held:
        yield from (Mark(Flag.STAYS_HERE, domain) for domain in circle.domains if domain not in held)
