"""Proposals about the structure of circles: what they must bring, and what changes when they come into force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitation.circles.domains import bound_below, kept
from facilitation.circles.links import clashes
from facilitation.commands import (
    AddLink,
    AskConsent,
    ChangeCharter,
    FormSubCircle,
    Invite,
    NoteLink,
    NoteOtherDecision,
    Propose,
    SetSubStatus,
)
from facilitation.facts import Closed, OtherAsked, OtherConsented, Recommended
from facilitation.following import FollowUp, follows, in_force, takes_effect
from facilitation.model import (
    Charter,
    Circle,
    CircleId,
    CircleKind,
    CircleStatus,
    Duty,
    Effect,
    Given,
    Matter,
    Member,
    Outcome,
    PersonId,
    Position,
    but,
)
from facilitation.proposing import checks
from facilitation.refusals import Reason, Refused
from facilitation.settings import DoubleLink
from facilitation.state import Proceeding
from facilitation.verbs import SENTENCE_LIMIT, TITLE_LIMIT, ahead, readable

# --- what a proposal must bring -------------------------------------------------------------------------------


def _charter(command: Propose) -> Charter:
    if command.effect is None or command.effect.charter is None:
        raise Refused(Reason.CHARTER_INCOMPLETE, "aim")
    charter = command.effect.charter
    for text, limit in (
        (charter.name, TITLE_LIMIT),
        (charter.aim, SENTENCE_LIMIT),
        (charter.product, SENTENCE_LIMIT),
    ):
        readable(text, limit, needed=False)
    for domain in charter.domains:
        readable(domain, TITLE_LIMIT)
    return charter


def _name_is_free(name: str, circle: Circle, about: CircleId | None = None) -> None:
    others = [sub.charter.name for sub in circle.subcircles if circle.subcircle(sub.id) and sub.id != about]
    if name in others or (about != circle.id and name == circle.name):
        raise Refused(Reason.NAME_TAKEN, name)


@checks(Matter.SUB_CIRCLE)
def _sub_circle(command: Propose, circle: Circle, now: datetime) -> None:
    """Aim, domains, decide or only recommend, first members with a leader (WDWD 7.2); all of it before it is founded."""
    if command.origin is not None:
        return
    charter = _charter(command)
    for part, value in (("name", charter.name), ("aim", charter.aim), ("members", charter.members)):
        if not value:
            raise Refused(Reason.CHARTER_INCOMPLETE, part)
    _name_is_free(charter.name, circle)
    if charter.kind is CircleKind.HELPING:
        _helping(charter, now)
    elif charter.decides is None:
        raise Refused(Reason.CHARTER_INCOMPLETE, "decides")
    _first_members(charter.members, circle)
    _within(charter.domains, circle)
    if circle.settings.double_link is DoubleLink.REQUIRED and not charter.delegate_expected:
        raise Refused(Reason.CHARTER_INCOMPLETE, "delegate")


def _helping(charter: Charter, now: datetime) -> None:
    if not charter.product:
        raise Refused(Reason.CHARTER_INCOMPLETE, "product")
    if charter.until is None:
        raise Refused(Reason.CHARTER_INCOMPLETE, "until")
    ahead(charter.until, now)


def _first_members(members: tuple[Member, ...], circle: Circle) -> None:
    people = [m.person for m in members]
    leader = next((m.person for m in members if Duty.LEADER in m.duties), None)
    if leader is None or len(set(people)) != len(people):
        raise Refused(Reason.CHARTER_INCOMPLETE, "leader")
    # A leader is a full member of both circles (domain.md 10.3-2).
    if leader not in circle.consenting:
        raise Refused(Reason.NOT_FULL_MEMBER)


def _within(domains: tuple[str, ...], circle: Circle) -> None:
    outside = [domain for domain in domains if domain not in kept(domains, circle)]
    if outside:
        raise Refused(Reason.DOMAIN_NOT_HELD, outside[0])


@checks(Matter.CHARTER)
def _change(command: Propose, circle: Circle, _now: datetime) -> None:
    if command.origin is not None:
        return
    charter, about = _charter(command), _about(command.effect, circle)
    if not (charter.name or charter.aim or charter.domains):
        raise Refused(Reason.CHARTER_INCOMPLETE, "change")
    _name_is_free(charter.name, circle, about)
    if about != circle.id:
        _a_sub(circle, about)
        _within(charter.domains, circle)
        return
    above = circle.broader_domains
    outside = [d for d in charter.domains if above is not None and d not in above]
    lost = [d for d in bound_below(circle) if charter.domains and d not in charter.domains]
    if outside or lost:
        raise Refused(Reason.DOMAIN_NOT_HELD if outside else Reason.DOMAIN_ELSEWHERE, (outside or lost)[0])


def _about(effect: Effect | None, circle: Circle) -> CircleId:
    return (effect.circle if effect is not None else None) or circle.id


def _a_sub(circle: Circle, id_: CircleId | None) -> CircleStatus:
    sub = circle.subcircle(id_)
    if sub is None:
        raise Refused(Reason.NO_SUCH_THING)
    return sub.status


@checks(Matter.DISSOLUTION)
def _dissolution(command: Propose, circle: Circle, _now: datetime) -> None:
    effect = command.effect
    if effect is None or effect.status is None:
        raise Refused(Reason.CHARTER_INCOMPLETE, "status")
    if _a_sub(circle, effect.circle) is effect.status:
        raise Refused(Reason.NOTHING_CHANGED)


@checks(Matter.MEMBERSHIP)
def _membership(command: Propose, circle: Circle, _now: datetime) -> None:
    if command.effect is None or command.effect.member is None:
        raise Refused(Reason.NOT_A_MEMBER)
    member = command.effect.member
    current = circle.member(member.person)
    if current is not None and current.standing is member.standing:
        raise Refused(Reason.NOTHING_CHANGED)


@checks(Matter.LINK)
def _link(command: Propose, circle: Circle, _now: datetime) -> None:
    """A circle proposes the leader of a sub-circle; every other link is selected and then received (10.3-3)."""
    if command.origin is not None:
        return
    effect = command.effect
    if effect is None or effect.member is None or effect.member.duties != (Duty.LEADER,):
        raise Refused(Reason.NOT_THIS_WAY)
    _a_sub(circle, effect.circle)
    if effect.member.person not in circle.consenting:
        raise Refused(Reason.NOT_FULL_MEMBER)
    sub = circle.subcircle(effect.circle)
    if sub is not None and clashes(circle, sub.delegate, effect.member.person):
        raise Refused(Reason.LEADER_IS_DELEGATE)


# --- what changes when it comes into force --------------------------------------------------------------------


def own_consent(p: Proceeding, person: PersonId) -> bool:
    """Whether somebody has said themselves that they are willing: silence never suffices (INV-C6, INV-S5)."""
    responses = p.decision.responses if p.decision is not None else ()
    response = next((r for r in responses if r.person == person), None)
    said = (
        response is not None
        and response.given is Given.EXPLICIT
        and response.position is not Position.OBJECTION
    )
    return said or (p.author == person and p.origin is None)


@takes_effect(Matter.SUB_CIRCLE)
def _forms(p: Proceeding) -> Iterator[FollowUp]:
    charter = p.effect.charter if p.effect is not None else None
    if charter is not None:
        if charter.kind is CircleKind.HELPING:
            charter = but(charter, decides=False)
        willing = tuple(m.person for m in charter.members if own_consent(p, m.person))
        id_ = charter.circle or CircleId(f"{p.id}-circle")
        yield p.circle.id, FormSubCircle(id=id_, charter=charter, willing=willing, decided_in=p.id)


@takes_effect(Matter.CHARTER)
def _changes(p: Proceeding) -> Iterator[FollowUp]:
    charter = p.effect.charter if p.effect is not None else None
    if charter is not None and p.origin is None:
        yield _about(p.effect, p.circle), ChangeCharter(charter=charter, decided_in=p.id)
    yield from _answer(p, consented=True)


@takes_effect(Matter.DISSOLUTION)
def _ends(p: Proceeding) -> Iterator[FollowUp]:
    effect = p.effect
    if effect is not None and effect.circle is not None and effect.status is not None:
        yield p.circle.id, SetSubStatus(circle=effect.circle, status=effect.status, decided_in=p.id)


@takes_effect(Matter.MEMBERSHIP)
def _places(p: Proceeding) -> Iterator[FollowUp]:
    member = p.effect.member if p.effect is not None else None
    if member is not None:
        willing = own_consent(p, member.person)
        yield p.circle.id, Invite(member=member, willing=willing, decided_in=p.id)


@takes_effect(Matter.LINK)
def _links(p: Proceeding) -> Iterator[FollowUp]:
    """The broader circle keeps the link, whichever of the two has received it, and tells the other."""
    effect = p.effect
    if effect is None or effect.member is None or effect.circle is None:
        return
    from_above = effect.circle == p.circle.broader
    above, below = (effect.circle, p.circle.id) if from_above else (p.circle.id, effect.circle)
    second = effect.circle == p.circle.id  # the circle where the question comes from has the link made
    person = effect.member.person
    if not second and (p.origin is not None or own_consent(p, person)):
        for duty in effect.member.duties:
            yield above, AddLink(circle=below, duty=duty, person=person)
    yield from _answer(p, consented=True)


# --- between two circles --------------------------------------------------------------------------------------


@follows(OtherAsked, Recommended)
def _asks(p: Proceeding, fact: OtherAsked | Recommended) -> Iterator[FollowUp]:
    draft = p.decision.draft if p.decision is not None else p.version.draft
    effect = p.effect
    if isinstance(fact, OtherAsked) and effect is not None:
        effect = but(effect, circle=_about(effect, p.circle))
    yield (
        fact.to,
        AskConsent(
            origin=p.id,
            other=p.circle.id,
            title=p.title,
            draft=draft,
            driver=p.driver,
            matter=p.matter,
            effect=effect,
            links=_links_of(p),
        ),
    )


def _links_of(p: Proceeding) -> tuple[Member, ...]:
    linked = {Duty.LEADER, Duty.DELEGATE}
    return tuple(m for m in p.circle.members if m.consents and linked & set(m.duties))


@follows(OtherConsented)
def _agreed(p: Proceeding, _fact: OtherConsented) -> Iterator[FollowUp]:
    yield from in_force(p)


@follows(Closed)
def _answers_no(p: Proceeding, _fact: Closed) -> Iterator[FollowUp]:
    """A question from another circle that ended without consent is answered all the same."""
    if p.decision is None or p.outcome in (Outcome.LAPSED, Outcome.RETURNED):
        yield from _answer(p, consented=False)


def _answer(p: Proceeding, *, consented: bool) -> Iterator[FollowUp]:
    if p.origin is None:
        return
    if p.matter in (Matter.CHARTER, Matter.LINK):
        yield p.origin, NoteOtherDecision(consented=consented)
    if p.matter is Matter.LINK:
        yield p.origin, NoteLink(accepted=consented)
