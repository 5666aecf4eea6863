"""Sub-circles are formed, change, rest and end: all of it by consent (domain.md 10.4; INV-C1, C3 to C5).

Circles form a tree by construction: a circle is founded with its broader circle, which is changed only when that
one is dissolved, and then to the one above it. What is decided about a sub-circle comes true in the broader
circle first, and that one tells it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitation.circles import registry
from facilitation.circles.domains import bound_below, kept, renewed, tell
from facilitation.commands import (
    ChangeCharter,
    Command,
    FormSubCircle,
    Found,
    NoteCharter,
    NoteLinked,
    NoteSubCircle,
)
from facilitation.facts import (
    CharterChanged,
    CircleFounded,
    Fact,
    SubCharterNoted,
    SubCircleFormed,
    SubCircleNoted,
)
from facilitation.model import (
    Charter,
    Circle,
    CircleId,
    Duty,
    Member,
    PersonId,
    ProceedingId,
    SubCircle,
    but,
)
from facilitation.refusals import Reason, Refused
from facilitation.settings import Combination, overrides_of

FollowUp = tuple[ProceedingId | CircleId, Command]


def leads(members: tuple[Member, ...]) -> PersonId | None:
    """The leader among the first members of a circle."""
    return next((m.person for m in members if Duty.LEADER in m.duties), None)


def with_sub(circle: Circle, id_: CircleId, **changes: object) -> Circle:
    """The circle with what it knows of one sub-circle changed."""
    subs = tuple(but(sub, **changes) if sub.id == id_ else sub for sub in circle.subcircles)
    return but(circle, subcircles=subs)


# --- a sub-circle is formed -----------------------------------------------------------------------------------


@registry.decides(FormSubCircle)
def _form(circle: Circle, c: FormSubCircle, now: datetime) -> Iterator[Fact]:
    if any(sub.id == c.id for sub in circle.subcircles):
        return
    # Another decision may have taken a domain away since this was proposed: never more than the circle holds (INV-C3).
    members = tuple(_first(circle, member) for member in c.charter.members)
    charter = but(c.charter, domains=kept(c.charter.domains, circle), circle=c.id, members=members)
    formed = SubCircleFormed(at=now, id=c.id, charter=charter, willing=c.willing, decided_in=c.decided_in)
    yield formed
    yield from renewed(_book_formed(circle, formed), now)


def _first(circle: Circle, member: Member) -> Member:
    """A first member; whoever is no full member here any more leads nothing (INV-C2)."""
    return member if member.person in circle.consenting else but(member, duties=())


@registry.books(SubCircleFormed)
def _book_formed(circle: Circle, fact: SubCircleFormed) -> Circle:
    leader = leads(fact.charter.members)
    sub = SubCircle(id=fact.id, charter=fact.charter, leader=leader if leader in fact.willing else None)
    return but(circle, subcircles=(*circle.subcircles, sub))


@registry.follows(SubCircleFormed)
def _found(circle: Circle, fact: SubCircleFormed) -> Iterator[FollowUp]:
    charter = fact.charter
    here = tuple(m for m in charter.members if m.person in fact.willing)
    leader = leads(here)
    yield (
        fact.id,
        Found(
            id=fact.id,
            name=charter.name,
            aim=charter.aim,
            members=here,
            invited=tuple(m for m in charter.members if m not in here),
            preset=circle.settings.preset,
            overrides=tuple(overrides_of(circle.settings).items()),
            domains=charter.domains,
            broader=circle.id,
            practice=circle.practice,
            kind=charter.kind,
            decides=charter.decides is not False,
            until=charter.until,
            links=((Duty.LEADER, leader),) if leader is not None else (),
        ),
    )
    yield from tell(circle, fact)


@registry.follows(CircleFounded)
def _founded(_circle: Circle, fact: CircleFounded) -> Iterator[FollowUp]:
    """A circle that was founded by hand makes itself known; a broader one that formed it knows it already."""
    if fact.circle.broader is not None:
        yield fact.circle.broader, NoteSubCircle(sub=_seen_from_above(fact.circle))


def _seen_from_above(circle: Circle) -> SubCircle:
    charter = Charter(
        name=circle.name,
        aim=circle.aim,
        domains=circle.domains,
        kind=circle.kind,
        decides=circle.decides,
        members=circle.members,
        until=circle.until,
        circle=circle.id,
    )
    leader, delegate = circle.holder(Duty.LEADER), circle.holder(Duty.DELEGATE)
    return SubCircle(id=circle.id, charter=charter, status=circle.status, leader=leader, delegate=delegate)


@registry.decides(NoteSubCircle)
def _note_sub(circle: Circle, c: NoteSubCircle, now: datetime) -> Iterator[Fact]:
    if any(sub.id == c.sub.id for sub in circle.subcircles):
        return
    if set(kept(c.sub.charter.domains, circle)) != set(c.sub.charter.domains):
        raise Refused(Reason.DOMAIN_NOT_HELD, ", ".join(c.sub.charter.domains))
    noted = SubCircleNoted(at=now, sub=_linked_here(circle, c.sub))
    yield noted
    yield from renewed(_book_noted(circle, noted), now)


def _linked_here(circle: Circle, sub: SubCircle) -> SubCircle:
    """Only full members of both circles link them, and two different people (INV-C2)."""
    full = set(circle.consenting)
    leader = sub.leader if sub.leader in full else None
    same = sub.delegate == leader and circle.settings.leader_as_delegate is Combination.FORBIDDEN
    delegate = sub.delegate if sub.delegate in full and not same else None
    return but(sub, leader=leader, delegate=delegate)


@registry.books(SubCircleNoted)
def _book_noted(circle: Circle, fact: SubCircleNoted) -> Circle:
    return but(circle, subcircles=(*circle.subcircles, fact.sub))


@registry.follows(SubCircleNoted)
def _noted(_circle: Circle, fact: SubCircleNoted) -> Iterator[FollowUp]:
    for duty, person in ((Duty.LEADER, fact.sub.leader), (Duty.DELEGATE, fact.sub.delegate)):
        if person is not None:
            yield fact.sub.id, NoteLinked(duty=duty, person=person)


# --- name, aim and domains ------------------------------------------------------------------------------------


@registry.decides(ChangeCharter)
def _change(circle: Circle, c: ChangeCharter, now: datetime) -> Iterator[Fact]:
    charter, bound = c.charter, bound_below(circle)
    wanted = charter.domains or circle.domains
    above = circle.broader_domains
    held = tuple(d for d in wanted if above is None or d in above)
    changed = CharterChanged(
        at=now,
        name=charter.name or circle.name,
        aim=charter.aim or circle.aim,
        # What a sub-circle has stays, whatever was decided here: that takes a decision with the sub-circle (INV-C3).
        domains=tuple(dict.fromkeys((*held, *(bound if wanted else ())))),
        decided_in=c.decided_in,
    )
    yield changed
    yield from renewed(_book_changed(circle, changed), now)


@registry.books(CharterChanged)
def _book_changed(circle: Circle, fact: CharterChanged) -> Circle:
    return but(circle, name=fact.name, aim=fact.aim, domains=fact.domains)


@registry.follows(CharterChanged)
def _changed(circle: Circle, fact: CharterChanged) -> Iterator[FollowUp]:
    if circle.broader is not None:
        note = NoteCharter(circle=circle.id, name=fact.name, aim=fact.aim, domains=fact.domains)
        yield circle.broader, note


@registry.decides(NoteCharter)
def _note_charter(circle: Circle, c: NoteCharter, now: datetime) -> Iterator[Fact]:
    sub = circle.subcircle(c.circle)
    if sub is not None:
        noted = SubCharterNoted(at=now, circle=c.circle, name=c.name, aim=c.aim, domains=c.domains)
        yield noted
        yield from renewed(_book_sub_charter(circle, noted), now)


@registry.books(SubCharterNoted)
def _book_sub_charter(circle: Circle, fact: SubCharterNoted) -> Circle:
    sub = next(sub for sub in circle.subcircles if sub.id == fact.circle)
    charter = but(sub.charter, name=fact.name, aim=fact.aim, domains=fact.domains)
    return with_sub(circle, fact.circle, charter=charter)
