"""The backlog: topics that wait for their turn (S3 "Governance Backlog"; domain.md sections 3.3-10 and 5.1).

Anyone in the circle brings a topic at any time. Due reviews and ending terms arrive by themselves, once, and leave by
themselves when they are settled. A topic is never lost: it goes only when a meeting has treated it, when whoever
brought it takes it back, when another circle has taken it, or when nobody stands behind it any more. Its number is
never given again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from facilitation.circles import registry
from facilitation.circles.registry import CircleVerb
from facilitation.commands import (
    AddTopic,
    BringTopic,
    ChangeTopic,
    DropTopic,
    SetPriority,
    SettleTopics,
    TakeTopicBack,
    TreatTopics,
)
from facilitation.facts import (
    AgreementEnded,
    AgreementKept,
    AgreementSuperseded,
    ConditionLapsed,
    Fact,
    PrioritySet,
    ReviewBegan,
    TopicAdded,
    TopicChanged,
    TopicDone,
    TopicPostponed,
)
from facilitation.following import FollowUp, follows
from facilitation.model import Circle, Duty, ItemOutcome, Matter, PersonId, Topic, TopicEnd, but
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding
from facilitation.verbs import SENTENCE_LIMIT, TITLE_LIMIT, ahead, readable, words

LOWEST: Final = 5
"""The last priority; 1 is the first."""
LONGEST: Final = 480
"""Minutes: no topic is planned for longer than a day's work."""


# --- who may --------------------------------------------------------------------------------------------------


def waits(circle: Circle, _who: PersonId, number: int) -> Reason | None:
    """There is such a topic, and it is ours."""
    topic = circle.topic(number)
    return Reason.NO_SUCH_THING if topic is None or topic.offered else None


def tends(circle: Circle, who: PersonId, number: int) -> Reason | None:
    """Whoever brought a topic or looks after it; and those who look after the whole backlog."""
    member, topic = circle.member(who), circle.topic(number)
    if member is None:
        return Reason.STRANGER
    if topic is None or topic.offered:
        return Reason.NO_SUCH_THING
    keeps = {Duty.SECRETARY, Duty.FACILITATOR, Duty.LEADER} & set(member.duties)
    return None if who in (topic.by, topic.owner) or keeps else Reason.NOT_YOUR_TOPIC


def _brought(circle: Circle, who: PersonId, number: int) -> Reason | None:
    topic = circle.topic(number)
    return tends(circle, who, number) or (None if topic and topic.by == who else Reason.NOT_YOUR_TOPIC)


def _left_behind(circle: Circle, who: PersonId, number: int) -> Reason | None:
    """Nobody stands behind it: whoever brought it has left, or it is a point that nobody's name is on."""
    member, topic = circle.member(who), circle.topic(number)
    if member is None or topic is None or topic.offered:
        return tends(circle, who, number)
    if not {Duty.SECRETARY, Duty.FACILITATOR} & set(member.duties):
        return Reason.NOT_SECRETARY
    owned = circle.member(topic.by) is not None
    arrives_by_itself = topic.by is None and (topic.role or topic.proceeding)
    return Reason.NOT_YOUR_TOPIC if owned or arrives_by_itself else None


def _prioritises(circle: Circle, who: PersonId, number: int) -> Reason | None:
    return registry.full_member(circle, who) or waits(circle, who, number)


def numbers(circle: Circle) -> list[int]:
    """The numbers of the topics that wait."""
    return [topic.number for topic in circle.topics]


for verb in (
    CircleVerb(AddTopic, registry.member),
    CircleVerb(ChangeTopic, tends, lambda c: c.topic, numbers),
    CircleVerb(SetPriority, _prioritises, lambda c: c.topic, numbers),
    CircleVerb(TakeTopicBack, _brought, lambda c: c.topic, numbers),
    CircleVerb(DropTopic, _left_behind, lambda c: c.topic, numbers),
):
    registry.offers(verb)


# --- what people bring ----------------------------------------------------------------------------------------


def _title(text: str) -> str:
    return " ".join(readable(text, TITLE_LIMIT).split())


def _sentence(text: str) -> str:
    return readable(text, SENTENCE_LIMIT, needed=False)


def _between(number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise Refused(Reason.NUMBER_ODD, str(most))
    return number


def _somebody(circle: Circle, person: PersonId | None) -> PersonId | None:
    if person is not None and circle.member(person) is None:
        raise Refused(Reason.NOT_A_MEMBER)
    return person


@registry.decides(AddTopic)
def _add(circle: Circle, c: AddTopic, now: datetime) -> Iterator[Fact]:
    topic = Topic(
        number=circle.topics_ever + 1,
        title=_title(c.title),
        by=c.by,
        at=now,
        outcome=c.outcome,
        tension=words(c.tension, needed=False),
        domain=readable(c.domain, TITLE_LIMIT, needed=False),
        minutes=_between(c.minutes, LONGEST),
        priority=_between(c.priority, LOWEST),
        next_step=_sentence(c.next_step),
        owner=_somebody(circle, c.owner),
        due=None if c.due is None else ahead(c.due, now),
        links=_sentence(c.links),
    )
    yield TopicAdded(at=now, topic=topic)


@registry.decides(ChangeTopic)
def _change(circle: Circle, c: ChangeTopic, now: datetime) -> Iterator[Fact]:
    topic = circle.topic(c.topic)
    assert topic is not None  # noqa: S101 - the guard has asked
    if c.tension and c.by != topic.by:  # a tension is in the words of whoever feels it
        raise Refused(Reason.NOT_YOUR_TOPIC)
    changed = but(
        topic,
        title=_title(c.title) if c.title else topic.title,
        tension=words(c.tension) if c.tension else topic.tension,
        outcome=c.outcome or topic.outcome,
        domain=readable(c.domain, TITLE_LIMIT) if c.domain else topic.domain,
        minutes=_between(c.minutes, LONGEST) if c.minutes else topic.minutes,
        next_step=_sentence(c.next_step) or topic.next_step,
        owner=_somebody(circle, c.owner) or topic.owner,
        due=topic.due if c.due is None else ahead(c.due, now),
        links=_sentence(c.links) or topic.links,
    )
    if changed == topic:
        raise Refused(Reason.NOTHING_CHANGED)
    yield TopicChanged(at=now, topic=changed, by=c.by)


@registry.decides(SetPriority)
def _prioritise(circle: Circle, c: SetPriority, now: datetime) -> Iterator[Fact]:
    topic = circle.topic(c.topic)
    if topic is not None and topic.priority == _between(c.priority, LOWEST):
        raise Refused(Reason.NOTHING_CHANGED)
    yield PrioritySet(at=now, number=c.topic, priority=c.priority, by=c.by)


@registry.decides(TakeTopicBack)
def _take_back(_circle: Circle, c: TakeTopicBack, now: datetime) -> Iterator[Fact]:
    yield TopicDone(at=now, number=c.topic, how=TopicEnd.TAKEN_BACK, by=c.by)


@registry.decides(DropTopic)
def _drop(_circle: Circle, c: DropTopic, now: datetime) -> Iterator[Fact]:
    yield TopicDone(at=now, number=c.topic, how=TopicEnd.DROPPED, by=c.by)


# --- what arrives and leaves by itself ------------------------------------------------------------------------


def _here_already(circle: Circle, c: BringTopic) -> bool:
    def same(topic: Topic) -> bool:
        if c.role:
            return (topic.role, topic.title, topic.outcome) == (c.role, c.title, c.outcome)
        return topic.proceeding == c.proceeding is not None and topic.title == c.title

    return any(map(same, circle.topics))


@registry.decides(BringTopic)
def _bring(circle: Circle, c: BringTopic, now: datetime) -> Iterator[Fact]:
    if _here_already(circle, c):
        return
    topic = Topic(
        number=circle.topics_ever + 1,
        title=c.title,
        by=c.by,
        at=now,
        outcome=c.outcome,
        minutes=c.minutes,
        priority=c.priority,
        next_step=c.next_step,
        owner=c.owner,
        due=c.due,
        proceeding=c.proceeding,
        role=c.role,
        confidential=c.confidential,
    )
    yield TopicAdded(at=now, topic=topic)


@registry.decides(TreatTopics)
def _treat(circle: Circle, c: TreatTopics, now: datetime) -> Iterator[Fact]:
    for number in dict.fromkeys(c.done):
        if circle.topic(number) is not None:
            yield TopicDone(at=now, number=number, how=TopicEnd.TREATED)
    for number in dict.fromkeys(c.postponed):
        if circle.topic(number) is not None and number not in c.done:
            yield TopicPostponed(at=now, number=number)


@registry.decides(SettleTopics)
def _settle(circle: Circle, c: SettleTopics, now: datetime) -> Iterator[Fact]:
    for topic in circle.topics:
        # A vacancy in a sub-circle names that circle in its title: it is not about our role of that name.
        about_role = c.role and (topic.role, topic.title, topic.outcome) == (c.role, c.role, c.outcome)
        if about_role or (c.proceeding is not None and topic.proceeding == c.proceeding):
            yield TopicDone(at=now, number=topic.number, how=TopicEnd.SETTLED)


@follows(ReviewBegan)
def _review(p: Proceeding, _fact: ReviewBegan) -> Iterator[FollowUp]:
    """A due review is a topic of the circle whose agreement it is (domain.md section 3.1, "Prepare")."""
    effect = p.effect
    about_role = p.matter is Matter.ROLE and effect is not None and effect.role is not None
    owner = p.decision.draft.owner if p.decision is not None else None
    yield (
        p.circle.id,
        BringTopic(
            title=effect.role.name if about_role and effect and effect.role else p.title,
            outcome=ItemOutcome.DECIDE,
            proceeding=p.id,
            role=effect.role.name if about_role and effect and effect.role else "",
            owner=owner if p.circle.member(owner) else None,
            priority=2,
        ),
    )


@follows(ConditionLapsed)
def _lapsed(p: Proceeding, _fact: ConditionLapsed) -> Iterator[FollowUp]:
    yield p.circle.id, BringTopic(title=p.title, proceeding=p.id, priority=2)


@follows(AgreementKept, AgreementEnded, AgreementSuperseded)
def _reviewed(p: Proceeding, _fact: Fact) -> Iterator[FollowUp]:
    yield p.circle.id, SettleTopics(proceeding=p.id)


# --- booking --------------------------------------------------------------------------------------------------


def with_topic(circle: Circle, number: int, **changes: object) -> Circle:
    """The circle with one topic changed, each in its place."""
    topics = tuple(but(topic, **changes) if topic.number == number else topic for topic in circle.topics)
    return but(circle, topics=topics)


def without_topic(circle: Circle, number: int) -> Circle:
    """The circle without one topic."""
    return but(circle, topics=tuple(topic for topic in circle.topics if topic.number != number))


@registry.books(TopicAdded)
def _book_added(circle: Circle, fact: TopicAdded) -> Circle:
    ever = max(circle.topics_ever, fact.topic.number)
    return but(circle, topics=(*circle.topics, fact.topic), topics_ever=ever)


@registry.books(TopicChanged)
def _book_changed(circle: Circle, fact: TopicChanged) -> Circle:
    new = fact.topic
    return but(circle, topics=tuple(new if topic.number == new.number else topic for topic in circle.topics))


@registry.books(PrioritySet)
def _book_priority(circle: Circle, fact: PrioritySet) -> Circle:
    return with_topic(circle, fact.number, priority=fact.priority)


@registry.books(TopicPostponed)
def _book_postponed(circle: Circle, fact: TopicPostponed) -> Circle:
    topic = circle.topic(fact.number)
    return circle if topic is None else with_topic(circle, fact.number, postponed=topic.postponed + 1)


@registry.books(TopicDone)
def _book_done(circle: Circle, fact: TopicDone) -> Circle:
    return without_topic(circle, fact.number)
