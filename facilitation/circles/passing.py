"""Whose domain is it? A topic that belongs to another circle is put to that circle (MVOS 3.3.2; domain.md section 5.1).

The other circle consents to taking it, or it falls to the circle above that one. Until some circle has taken it, it
stays where it came from, marked as passed on: nothing is lost on the way, and if nobody takes it, it is ours again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitation.circles import registry
from facilitation.circles.backlog import numbers, tends, with_topic, without_topic
from facilitation.circles.registry import CircleVerb
from facilitation.commands import (
    DeclineTopic,
    HandOnTopic,
    NoteTopic,
    PassTopicOn,
    ReceiveTopic,
    TakeTopic,
    WeighTopics,
)
from facilitation.facts import (
    Fact,
    MemberAdmitted,
    MemberReleased,
    TopicAdded,
    TopicDeclined,
    TopicDone,
    TopicPassedOn,
    TopicReturned,
    TopicTaken,
    TopicWelcomed,
)
from facilitation.model import Circle, CircleId, CircleStatus, PersonId, Topic, TopicEnd, but
from facilitation.refusals import Reason, Refused
from facilitation.verbs import words


def whose(circle: Circle, topic: Topic) -> CircleId | None:
    """The circle to ask about a topic of this domain: the sub-circle that holds it, this one, or the broader one.

    What no functioning sub-circle holds stays with the circle itself (domain.md section 10.1); and a broader circle
    knows better than its sub-circles who decides what (10.2).
    """
    for sub in circle.subcircles:
        if topic.domain in sub.charter.domains and sub.status is CircleStatus.ACTIVE:
            return sub.id
    return circle.id if topic.domain in circle.domains else circle.broader


def _passes_on(circle: Circle, who: PersonId, number: int) -> Reason | None:
    topic = circle.topic(number)
    refused = tends(circle, who, number)
    if refused is not None or topic is None:
        return refused
    if not topic.domain:
        return Reason.DOMAIN_MISSING
    if whose(circle, topic) == circle.id:
        return Reason.OWN_DOMAIN
    if topic.passed_to is not None:
        return Reason.NOTHING_CHANGED
    return Reason.NO_BROADER_CIRCLE if whose(circle, topic) is None else None


def _offered(circle: Circle, who: PersonId, number: int) -> Reason | None:
    topic = circle.topic(number)
    refused = registry.full_member(circle, who)
    if refused is None and (topic is None or not topic.offered):
        return Reason.NO_SUCH_THING
    return refused


def _welcomes(circle: Circle, who: PersonId, number: int) -> Reason | None:
    topic = circle.topic(number)
    said = topic is not None and who in topic.welcomed
    return _offered(circle, who, number) or (Reason.ALREADY_SPOKEN if said else None)


for verb in (
    CircleVerb(PassTopicOn, _passes_on, lambda c: c.topic, numbers),
    CircleVerb(TakeTopic, _welcomes, lambda c: c.topic, numbers),
    CircleVerb(DeclineTopic, _offered, lambda c: c.topic, numbers),
):
    registry.offers(verb)


# --- what becomes true ----------------------------------------------------------------------------------------


@registry.decides(PassTopicOn)
def _pass_on(circle: Circle, c: PassTopicOn, now: datetime) -> Iterator[Fact]:
    topic = circle.topic(c.topic)
    to = whose(circle, topic) if topic is not None else None
    if to is None:
        raise Refused(Reason.NO_BROADER_CIRCLE)
    yield TopicPassedOn(at=now, number=c.topic, to=to, by=c.by)


@registry.decides(HandOnTopic)
def _hand_on(circle: Circle, c: HandOnTopic, now: datetime) -> Iterator[Fact]:
    """It stays here, marked as passed on, until the other circle has taken it."""
    number = circle.topics_ever + 1
    topic = Topic(number=number, title=c.title, by=c.by, at=now, tension=c.tension, proceeding=c.proceeding)
    yield TopicAdded(at=now, topic=topic)
    yield TopicPassedOn(at=now, number=number, to=c.to, by=c.by)


@registry.decides(ReceiveTopic)
def _receive(circle: Circle, c: ReceiveTopic, now: datetime) -> Iterator[Fact]:
    same = (c.origin, c.topic.number)
    if any((topic.origin, topic.origin_number) == same for topic in circle.topics):
        return
    received = Topic(
        number=circle.topics_ever + 1,
        title=c.topic.title,
        by=c.topic.by,
        at=now,
        outcome=c.topic.outcome,
        tension=c.topic.tension,
        domain=c.topic.domain,
        minutes=c.topic.minutes,
        next_step=c.topic.next_step,
        links=c.topic.links,
        confidential=c.topic.confidential,
        origin=c.origin,
        origin_name=c.name,
        origin_number=c.topic.number,
        offered=True,
    )
    yield TopicAdded(at=now, topic=received)


@registry.decides(TakeTopic)
def _take(circle: Circle, c: TakeTopic, now: datetime) -> Iterator[Fact]:
    yield TopicWelcomed(at=now, number=c.topic, person=c.by)
    topic = circle.topic(c.topic)
    if topic is not None and not set(circle.consenting) - {*topic.welcomed, c.by}:
        yield TopicTaken(at=now, number=c.topic)


@registry.decides(WeighTopics)
def _weigh(circle: Circle, _c: WeighTopics, now: datetime) -> Iterator[Fact]:
    for topic in circle.topics:
        if topic.offered and circle.consenting and not set(circle.consenting) - set(topic.welcomed):
            yield TopicTaken(at=now, number=topic.number)


@registry.decides(DeclineTopic)
def _decline(circle: Circle, c: DeclineTopic, now: datetime) -> Iterator[Fact]:
    topic = circle.topic(c.topic)
    assert topic is not None  # noqa: S101 - the guard has asked
    yield TopicDeclined(at=now, topic=topic, number=c.topic, person=c.by, text=words(c.text))


@registry.decides(NoteTopic)
def _noted(circle: Circle, c: NoteTopic, now: datetime) -> Iterator[Fact]:
    topic = circle.topic(c.number)
    if topic is None or topic.passed_to is None:
        return
    if c.taken:
        yield TopicDone(at=now, number=c.number, how=TopicEnd.PASSED_ON)
    else:
        yield TopicReturned(at=now, number=c.number, person=c.person, text=c.text)


# --- what follows ---------------------------------------------------------------------------------------------


@registry.follows(TopicPassedOn)
def _put_to(circle: Circle, fact: TopicPassedOn) -> Iterator[registry.CircleFollowUp]:
    topic = circle.topic(fact.number)
    if topic is not None:
        yield fact.to, ReceiveTopic(topic=topic, origin=circle.id, name=circle.name)


@registry.follows(TopicTaken)
def _ours(circle: Circle, fact: TopicTaken) -> Iterator[registry.CircleFollowUp]:
    topic = circle.topic(fact.number)
    if topic is not None and topic.origin is not None:
        yield topic.origin, NoteTopic(number=topic.origin_number, taken=True)


@registry.follows(TopicDeclined)
def _goes_on(circle: Circle, fact: TopicDeclined) -> Iterator[registry.CircleFollowUp]:
    """What a circle does not take falls to the one above it; above the last there is only where it came from."""
    origin, name = fact.topic.origin, fact.topic.origin_name
    if origin is None:
        return
    if circle.broader is None or circle.broader == origin:
        answer = NoteTopic(number=fact.topic.origin_number, taken=False, person=fact.person, text=fact.text)
        yield origin, answer
        return
    there = but(fact.topic, number=fact.topic.origin_number)
    yield circle.broader, ReceiveTopic(topic=there, origin=origin, name=name)


@registry.follows(MemberReleased, MemberAdmitted)
def _fewer(circle: Circle, _fact: Fact) -> Iterator[registry.CircleFollowUp]:
    if any(topic.offered for topic in circle.topics):
        yield circle.id, WeighTopics()


# --- booking --------------------------------------------------------------------------------------------------


@registry.books(TopicPassedOn)
def _book_passed_on(circle: Circle, fact: TopicPassedOn) -> Circle:
    return with_topic(circle, fact.number, passed_to=fact.to)


@registry.books(TopicReturned)
def _book_returned(circle: Circle, fact: TopicReturned) -> Circle:
    return with_topic(circle, fact.number, passed_to=None)


@registry.books(TopicWelcomed)
def _book_welcomed(circle: Circle, fact: TopicWelcomed) -> Circle:
    topic = circle.topic(fact.number)
    said = () if topic is None else (*topic.welcomed, fact.person)
    return with_topic(circle, fact.number, welcomed=said)


@registry.books(TopicTaken)
def _book_taken(circle: Circle, fact: TopicTaken) -> Circle:
    return with_topic(circle, fact.number, offered=False, welcomed=())


@registry.books(TopicDeclined)
def _book_declined(circle: Circle, fact: TopicDeclined) -> Circle:
    return without_topic(circle, fact.number)
