"""Double links: leader and delegate, who belong to two circles (domain.md 10.3; INV-C2).

The broader circle keeps who links a sub-circle to it, and tells the sub-circle; both then know the same. A link is
somebody with full membership in both circles: whoever loses that, or the duty, is a link no longer, whatever the
reason. Somebody who came to a circle only as a link leaves it with the link.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitation.circles import registry
from facilitation.circles.ending import links_anything
from facilitation.circles.structure import FollowUp, with_sub
from facilitation.commands import AddLink, BringTopic, EndLink, NoteLinked, NoteUnlinked
from facilitation.facts import (
    Fact,
    InvitationAccepted,
    LinkDeclined,
    Linked,
    LinkNoted,
    MemberAdmitted,
    MemberReleased,
    Unlinked,
    UnlinkNoted,
)
from facilitation.model import Circle, Duty, ItemOutcome, Member, PersonId, SubCircle, but
from facilitation.settings import Combination

LINKS = (Duty.LEADER, Duty.DELEGATE)


def link_of(sub: SubCircle, duty: Duty) -> PersonId | None:
    """Who links a sub-circle by this duty."""
    return sub.leader if duty is Duty.LEADER else sub.delegate


def other_duty(duty: Duty) -> Duty:
    """The other one of the two links."""
    return Duty.DELEGATE if duty is Duty.LEADER else Duty.LEADER


def clashes(circle: Circle, held: PersonId | None, person: PersonId) -> bool:
    """Whether somebody would be both links of one pair, where the circle's setting forbids that."""
    return held == person and circle.settings.leader_as_delegate is Combination.FORBIDDEN


# --- in the broader circle ------------------------------------------------------------------------------------


@registry.decides(AddLink)
def add_link(circle: Circle, c: AddLink, now: datetime) -> Iterator[Fact]:
    """Somebody links a sub-circle to this circle; whoever did before, no longer does."""
    sub = circle.subcircle(c.circle)
    if sub is None or clashes(circle, link_of(sub, other_duty(c.duty)), c.person):
        yield LinkDeclined(at=now, origin=None, duty=c.duty, person=c.person)
        return
    member = circle.member(c.person)
    linked = Linked(
        at=now,
        circle=c.circle,
        duty=c.duty,
        person=c.person,
        interim=c.interim,
        came=member is None,
        by=c.by,
    )
    yield linked
    before, after = link_of(sub, c.duty), _book_linked(circle, linked)
    if before not in (None, c.person):
        yield from _lets_go(after, before, now)
    if member is None or not member.consents:
        yield MemberAdmitted(at=now, member=Member(person=c.person, duties=member.duties if member else ()))


def _lets_go(circle: Circle, person: PersonId | None, now: datetime) -> Iterator[Fact]:
    """Whoever was here only as a link goes with the last link."""
    if person is not None and person in circle.by_link and not links_anything(circle, person):
        yield MemberReleased(at=now, person=person)


@registry.books(Linked)
def _book_linked(circle: Circle, fact: Linked) -> Circle:
    field = "leader" if fact.duty is Duty.LEADER else "delegate"
    changes: dict[str, object] = {field: fact.person}
    if fact.duty is Duty.LEADER:
        changes["interim"] = fact.interim
    came = (*circle.by_link, fact.person) if fact.came else circle.by_link
    return but(with_sub(circle, fact.circle, **changes), by_link=came)


@registry.follows(Linked)
def _linked(_circle: Circle, fact: Linked) -> Iterator[FollowUp]:
    yield fact.circle, NoteLinked(duty=fact.duty, person=fact.person)


@registry.decides(EndLink)
def _end(circle: Circle, c: EndLink, now: datetime) -> Iterator[Fact]:
    sub = circle.subcircle(c.circle)
    if sub is not None and link_of(sub, c.duty) == c.person:
        unlinked = Unlinked(at=now, circle=c.circle, duty=c.duty, person=c.person)
        yield unlinked
        yield from _lets_go(_book_unlinked(circle, unlinked), c.person, now)


@registry.books(Unlinked)
def _book_unlinked(circle: Circle, fact: Unlinked) -> Circle:
    if fact.duty is Duty.LEADER:
        return with_sub(circle, fact.circle, leader=None, interim=False)
    return with_sub(circle, fact.circle, delegate=None)


@registry.follows(Unlinked)
def _unlinked(circle: Circle, fact: Unlinked) -> Iterator[FollowUp]:
    """The sub-circle hears of it; whoever fills the vacancy finds it in their backlog (domain.md 10.3-9)."""
    yield fact.circle, NoteUnlinked(duty=fact.duty, person=fact.person)
    sub = circle.subcircle(fact.circle)
    name = sub.charter.name if sub is not None else ""
    where = circle.id if fact.duty is Duty.LEADER else fact.circle
    role = str(fact.duty.value)
    yield where, BringTopic(title=f"{name}: {role}"[:200], outcome=ItemOutcome.SELECT, role=role)


# --- in the sub-circle ----------------------------------------------------------------------------------------


@registry.decides(NoteLinked)
def _note_linked(circle: Circle, c: NoteLinked, now: datetime) -> Iterator[Fact]:
    member = circle.member(c.person)
    noted = LinkNoted(at=now, duty=c.duty, person=c.person, came=member is None)
    if dict(circle.links).get(c.duty) != c.person:
        yield noted
    after = _book_link_noted(circle, noted)
    for other in circle.members:
        if c.duty in other.duties and other.person != c.person:
            yield from _gives_up(after, other, c.duty, now)
    duties = member.duties if member is not None else ()
    wanted = Member(person=c.person, duties=duties if c.duty in duties else (*duties, c.duty))
    if member is None or not member.consents or c.duty not in duties:
        yield MemberAdmitted(at=now, member=wanted)


def _gives_up(circle: Circle, member: Member, duty: Duty, now: datetime) -> Iterator[Fact]:
    """Somebody no longer has the duty; whoever was here only as a link goes."""
    if member.person in circle.by_link and not links_anything(circle, member.person):
        yield MemberReleased(at=now, person=member.person)
    else:
        kept = tuple(d for d in member.duties if d is not duty)
        yield MemberAdmitted(at=now, member=but(member, duties=kept))


@registry.books(LinkNoted)
def _book_link_noted(circle: Circle, fact: LinkNoted) -> Circle:
    links = (*(pair for pair in circle.links if pair[0] is not fact.duty), (fact.duty, fact.person))
    came = (*circle.by_link, fact.person) if fact.came else circle.by_link
    return but(circle, links=links, by_link=came)


@registry.decides(NoteUnlinked)
def _note_unlinked(circle: Circle, c: NoteUnlinked, now: datetime) -> Iterator[Fact]:
    noted = UnlinkNoted(at=now, duty=c.duty, person=c.person)
    if (c.duty, c.person) in circle.links:
        yield noted
    member = circle.member(c.person)
    if member is not None and c.duty in member.duties:
        yield from _gives_up(_book_unlink_noted(circle, noted), member, c.duty, now)


@registry.books(UnlinkNoted)
def _book_unlink_noted(circle: Circle, fact: UnlinkNoted) -> Circle:
    return but(circle, links=tuple(pair for pair in circle.links if pair != (fact.duty, fact.person)))


# --- what breaks a link, on either side -----------------------------------------------------------------------


@registry.follows(MemberAdmitted, MemberReleased)
def _broken(circle: Circle, _fact: Fact) -> Iterator[FollowUp]:
    """Nobody links two circles who is not a full member of both, with the duty (INV-C2)."""
    for duty, person in circle.links:
        member = circle.member(person)
        if circle.broader and (member is None or not member.consents or duty not in member.duties):
            yield circle.broader, EndLink(circle=circle.id, duty=duty, person=person)
    for sub in circle.subcircles:
        for duty in LINKS:
            linking = link_of(sub, duty)
            member = circle.member(linking)
            if linking is not None and (member is None or not member.consents):
                yield circle.id, EndLink(circle=sub.id, duty=duty, person=linking)


@registry.follows(InvitationAccepted)
def _accepted(circle: Circle, fact: InvitationAccepted) -> Iterator[FollowUp]:
    """A first leader who was invited has come: the broader circle had consented to them."""
    if Duty.LEADER in fact.member.duties and circle.broader is not None:
        yield circle.broader, AddLink(circle=circle.id, duty=Duty.LEADER, person=fact.member.person)
