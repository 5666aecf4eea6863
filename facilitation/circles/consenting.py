"""Questions that come from another circle: a second consent, a recommendation, a link (domain.md 10.3, 10.4; INV-C4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from facilitation.circles import registry
from facilitation.circles.links import LINKS, clashes, link_of, other_duty
from facilitation.circles.structure import FollowUp
from facilitation.commands import AddLink, AskConsent, NoteLink, NoteOtherDecision, Propose, ReceiveLink
from facilitation.facts import (
    ConsentAsked,
    ConsentImpossible,
    Fact,
    LinkAccepted,
    LinkDeclined,
    LinkReceived,
)
from facilitation.model import (
    Circle,
    CircleStatus,
    Draft,
    Duty,
    Effect,
    Matter,
    Member,
    PersonId,
    ProceedingId,
    but,
)
from facilitation.settings import LeaderSelected


def _brings(circle: Circle, links: tuple[Member, ...]) -> PersonId | None:
    """Who brings the question here: a link who belongs here, else the leader, the facilitator, any full member."""
    full = circle.consenting
    duties = (circle.holder(Duty.LEADER), circle.holder(Duty.FACILITATOR))
    first = next((m.person for m in links if m.person in full), None)
    return first or next((who for who in duties if who in full), None) or next(iter(full), None)


def ahead_again(draft: Draft, now: datetime, span: timedelta) -> Draft:
    """A draft whose dates may have passed on its way here: those that have lie a term ahead again."""
    until = now + span if draft.until is not None and draft.until <= now else draft.until
    return but(draft, review=draft.review if draft.review > now else now + span, until=until)


# --- a second consent -----------------------------------------------------------------------------------------


@registry.decides(AskConsent)
def _ask(circle: Circle, c: AskConsent, now: datetime) -> Iterator[Fact]:
    by = _brings(circle, c.links)
    if circle.status is not CircleStatus.ACTIVE or by is None:
        yield ConsentImpossible(at=now, origin=c.origin)
        return
    yield ConsentAsked(
        at=now,
        origin=c.origin,
        proceeding=ProceedingId(f"{c.origin}-other"),
        by=by,
        title=c.title,
        draft=c.draft,
        driver=c.driver,
        matter=c.matter,
        effect=c.effect,
        links=tuple(m for m in c.links if m.person not in circle.consenting),
    )


@registry.follows(ConsentAsked)
def _asked(circle: Circle, fact: ConsentAsked) -> Iterator[FollowUp]:
    # Its condition was met already where it comes from.
    draft = but(fact.draft, condition="", until=None)
    yield (
        fact.proceeding,
        Propose(
            by=fact.by,
            id=fact.proceeding,
            circle=circle,
            title=fact.title,
            draft=ahead_again(draft, fact.at, timedelta(days=circle.settings.review_days)),
            driver=fact.driver,
            matter=fact.matter,
            effect=fact.effect,
            origin=fact.origin,
            also_asked=fact.links,
        ),
    )


@registry.follows(ConsentImpossible)
def _impossible(_circle: Circle, fact: ConsentImpossible) -> Iterator[FollowUp]:
    yield fact.origin, NoteOtherDecision(consented=False)


# --- a link ---------------------------------------------------------------------------------------------------


@registry.decides(ReceiveLink)
def _receive(circle: Circle, c: ReceiveLink, now: datetime) -> Iterator[Fact]:
    by = _brings(circle, c.links)
    if not _possible(circle, c) or by is None:
        yield LinkDeclined(at=now, origin=c.origin, duty=c.duty, person=c.person)
    elif c.duty is Duty.LEADER and circle.settings.leader_selected is not LeaderSelected.BROADER_AND_CIRCLE:
        yield LinkAccepted(at=now, origin=c.origin, other=c.other, duty=c.duty, person=c.person)
    else:
        yield LinkReceived(
            at=now,
            origin=c.origin,
            proceeding=ProceedingId(f"{c.origin}-link"),
            by=by,
            other=c.other,
            name=c.name,
            duty=c.duty,
            person=c.person,
            links=tuple(m for m in c.links if m.person not in circle.consenting),
        )


def _possible(circle: Circle, c: ReceiveLink) -> bool:
    """Leaders go between a circle and its broader one in both directions, delegates only up (domain.md 10.3-7)."""
    if circle.status is not CircleStatus.ACTIVE or c.duty not in LINKS:
        return False
    sub = circle.subcircle(c.other)
    if sub is not None:
        return not clashes(circle, link_of(sub, other_duty(c.duty)), c.person)
    from_above = c.other == circle.broader and c.duty is Duty.LEADER
    return from_above and not clashes(circle, dict(circle.links).get(Duty.DELEGATE), c.person)


@registry.follows(LinkReceived)
def _received(circle: Circle, fact: LinkReceived) -> Iterator[FollowUp]:
    words = f"{fact.name}: {fact.duty.value}"[:200]
    yield (
        fact.proceeding,
        Propose(
            by=fact.by,
            id=fact.proceeding,
            circle=circle,
            title=words,
            draft=Draft(text=words, review=fact.at + timedelta(days=circle.settings.review_days)),
            matter=Matter.LINK,
            effect=Effect(circle=fact.other, member=Member(person=fact.person, duties=(fact.duty,))),
            origin=fact.origin,
            also_asked=fact.links,
        ),
    )


@registry.follows(LinkAccepted)
def _accepted(circle: Circle, fact: LinkAccepted) -> Iterator[FollowUp]:
    above = circle.subcircle(fact.other) is not None
    pair = (circle.id, fact.other) if above else (fact.other, circle.id)
    yield pair[0], AddLink(circle=pair[1], duty=fact.duty, person=fact.person)
    yield fact.origin, NoteLink(accepted=True)


@registry.follows(LinkDeclined)
def _declined(_circle: Circle, fact: LinkDeclined) -> Iterator[FollowUp]:
    if fact.origin is not None:
        yield fact.origin, NoteLink(accepted=False)
