"""The backlog: what people bring, what arrives by itself, and what belongs to another circle (domain.md 3.3-10, 5.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.circle import circle_follow_ups, decide_circle, evolve_circle
from facilitation.commands import (
    AddTopic,
    BringTopic,
    ChangeTopic,
    CircleCommand,
    DeclineTopic,
    DropTopic,
    NoteTopic,
    PassTopicOn,
    ReceiveTopic,
    SetPriority,
    SettleTopics,
    TakeTopic,
    TakeTopicBack,
    TreatTopics,
    WeighTopics,
)
from facilitation.facts import (
    AgreementEnded,
    AgreementKept,
    AgreementSuperseded,
    ConditionLapsed,
    Fact,
    MemberAdmitted,
    MemberReleased,
    PrioritySet,
    ReviewBegan,
    TopicAdded,
    TopicChanged,
    TopicDeclined,
    TopicDone,
    TopicPassedOn,
    TopicPostponed,
    TopicReturned,
    TopicTaken,
    TopicWelcomed,
)
from facilitation.following import follow_ups
from facilitation.model import (
    Charter,
    Circle,
    CircleId,
    CircleStatus,
    Decision,
    Duty,
    Effect,
    ItemOutcome,
    Matter,
    ProceedingId,
    Role,
    Standing,
    SubCircle,
    Topic,
    TopicEnd,
    Words,
)
from facilitation.refusals import Reason
from facilitation.state import Proceeding
from facilitation.verbs import FARTHEST
from tests.facilitation.small_circles import (
    ANA,
    BO,
    CY,
    DEE,
    EVE,
    NOW,
    REVIEW,
    SOON,
    STRANGER,
    TEXT_A,
    circle,
    grown,
    member,
    opened,
    refusal,
)

GARDEN, STREET, KITCHEN, SHED, YARD = map(CircleId, ("garden", "street", "kitchen", "shed", "yard"))
P, Q = map(ProceedingId, ("p", "q"))
SOUP = Topic(number=1, title="Soup", by=BO, at=NOW, domain="meals", owner=CY)
HOSE = Topic(number=2, title="Hose", by=STRANGER, at=NOW, proceeding=P, links="l", next_step="n", due=REVIEW)
SALT = Topic(
    number=3,
    title="Salt",
    by=EVE,
    at=NOW,
    offered=True,
    origin=YARD,
    origin_name="Yard",
    origin_number=7,
    welcomed=(ANA, BO),
)
WATER = Topic(number=4, title="Water", by=None, at=NOW, role="Water", outcome=ItemOutcome.SELECT, postponed=1)
POINT = Topic(number=5, title="A point", by=None, at=NOW, domain="beds")
SUBS = (
    SubCircle(
        id=SHED,
        charter=Charter(name="Shed", aim="a", domains=("meals",)),
        status=CircleStatus.DORMANT,
    ),
    SubCircle(id=KITCHEN, charter=Charter(name="Kitchen", aim="a", domains=("meals", "salt"))),
)
CIRCLE = circle(
    member(ANA, Standing.FULL, Duty.SECRETARY),
    member(BO),
    member(CY),
    member(DEE, Standing.GUEST),
    broader=STREET,
    domains=("beds", "meals"),
    subcircles=SUBS,
    topics=(SOUP, HOSE, SALT, WATER, POINT),
    topics_ever=8,
)


def facts_of(command: CircleCommand, owner: Circle = CIRCLE) -> tuple[Fact, ...]:
    return decide_circle(owner, command, NOW)


def refused(command: CircleCommand, owner: Circle = CIRCLE) -> tuple[Reason, str] | None:
    return refusal(owner, command)


def topics(*facts: Fact, owner: Circle = CIRCLE) -> tuple[Topic, ...]:
    return grown(owner, *facts).topics


# --- what people bring --------------------------------------------------------------------------------------------

WHOLE = AddTopic(
    by=DEE,
    title=" A \n shed ",
    tension=Words(" It leaks "),
    outcome=ItemOutcome.REPORT,
    domain=" beds ",
    minutes=25,
    priority=2,
    next_step=" Look ",
    owner=CY,
    due=NOW + SOON,
    links=" here ",
)


def test_a_topic_is_kept_as_it_was_brought():
    brought = Topic(
        number=9,
        title="A shed",
        by=DEE,
        at=NOW,
        outcome=ItemOutcome.REPORT,
        tension=Words("It leaks"),
        domain="beds",
        minutes=25,
        priority=2,
        next_step="Look",
        owner=CY,
        due=NOW + SOON,
        links="here",
    )

    facts = facts_of(WHOLE)
    assert facts == (TopicAdded(at=NOW, topic=brought),)
    after = evolve_circle(CIRCLE, facts[0])
    assert (after.topics[-1], after.topics_ever) == (brought, 9)
    low = evolve_circle(CIRCLE, TopicAdded(at=NOW, topic=replace(brought, number=6)))
    assert low.topics_ever == 8


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": "t" * 200}, None),
        ({"title": "t" * 201}, (Reason.TEXT_TOO_LONG, "200")),
        ({"title": " "}, (Reason.TEXT_MISSING, "")),
        ({"tension": Words("")}, None),
        ({"tension": Words("t" * 20_001)}, (Reason.TEXT_TOO_LONG, "20000")),
        ({"domain": ""}, None),
        ({"domain": "d" * 201}, (Reason.TEXT_TOO_LONG, "200")),
        ({"minutes": 1}, None),
        ({"minutes": 0}, (Reason.NUMBER_ODD, "480")),
        ({"minutes": 480}, None),
        ({"minutes": 481}, (Reason.NUMBER_ODD, "480")),
        ({"priority": 1}, None),
        ({"priority": 0}, (Reason.NUMBER_ODD, "5")),
        ({"priority": 5}, None),
        ({"priority": 6}, (Reason.NUMBER_ODD, "5")),
        ({"next_step": "n" * 1000}, None),
        ({"next_step": "n" * 1001}, (Reason.TEXT_TOO_LONG, "1000")),
        ({"links": "n" * 1001}, (Reason.TEXT_TOO_LONG, "1000")),
        ({"owner": EVE}, (Reason.NOT_A_MEMBER, "")),
        ({"owner": None}, None),
        ({"due": None}, None),
        ({"due": NOW}, (Reason.DATE_PAST, "")),
        ({"due": NOW + FARTHEST + timedelta(seconds=1)}, (Reason.DATE_FAR, "")),
        ({"by": EVE}, (Reason.STRANGER, "")),
    ],
    ids=str,
)
def test_a_topic_has_what_it_needs(changes: dict[str, object], reason: tuple[Reason, str] | None):
    assert refused(replace(WHOLE, **changes)) == reason


@pytest.mark.parametrize(
    "said",
    [
        {"title": "Pipe"},
        {"outcome": ItemOutcome.DECIDE},
        {"domain": "meals"},
        {"minutes": 7},
        {"next_step": "Ask"},
        {"owner": BO},
        {"due": NOW + SOON},
        {"links": "there"},
    ],
    ids=str,
)
def test_only_what_is_said_changes(said: dict[str, object]):
    facts = facts_of(ChangeTopic(by=ANA, topic=2, **said))

    assert facts == (TopicChanged(at=NOW, topic=replace(HOSE, **said), by=ANA),)
    assert topics(*facts) == (SOUP, replace(HOSE, **said), SALT, WATER, POINT)


def test_a_tension_is_in_the_words_of_whoever_feels_it():
    mine = ChangeTopic(by=BO, topic=1, tension=Words("Cold"))

    assert facts_of(mine) == (TopicChanged(at=NOW, topic=replace(SOUP, tension=Words("Cold")), by=BO),)
    assert refused(replace(mine, by=CY)) == (Reason.NOT_YOUR_TOPIC, "")
    assert refused(replace(mine, by=ANA)) == (Reason.NOT_YOUR_TOPIC, "")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({}, (Reason.NOTHING_CHANGED, "")),
        ({"title": "Soup"}, (Reason.NOTHING_CHANGED, "")),
        ({"title": "t" * 201}, (Reason.TEXT_TOO_LONG, "200")),
        ({"domain": "d" * 201}, (Reason.TEXT_TOO_LONG, "200")),
        ({"domain": "d" * 200}, None),
        ({"minutes": 480}, None),
        ({"minutes": 481}, (Reason.NUMBER_ODD, "480")),
        ({"owner": EVE}, (Reason.NOT_A_MEMBER, "")),
        ({"due": NOW}, (Reason.DATE_PAST, "")),
        ({"links": "n" * 1001}, (Reason.TEXT_TOO_LONG, "1000")),
        ({"topic": 3, "title": "t"}, (Reason.NO_SUCH_THING, "")),
        ({"topic": 6, "title": "t"}, (Reason.NO_SUCH_THING, "")),
    ],
    ids=str,
)
def test_a_topic_changes_to_what_it_can_be(said: dict[str, object], reason: tuple[Reason, str] | None):
    assert refused(ChangeTopic(**{"by": BO, "topic": 1, **said})) == reason


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (ChangeTopic(by=CY, topic=1, title="t"), None),
        (ChangeTopic(by=CY, topic=2, title="t"), (Reason.NOT_YOUR_TOPIC, "")),
        (ChangeTopic(by=EVE, topic=1, title="t"), (Reason.STRANGER, "")),
        (SetPriority(by=CY, topic=1, priority=5), None),
        (SetPriority(by=CY, topic=1, priority=3), (Reason.NOTHING_CHANGED, "")),
        (SetPriority(by=CY, topic=1, priority=6), (Reason.NUMBER_ODD, "5")),
        (SetPriority(by=CY, topic=3, priority=1), (Reason.NO_SUCH_THING, "")),
        (SetPriority(by=CY, topic=6, priority=1), (Reason.NO_SUCH_THING, "")),
        (SetPriority(by=DEE, topic=1, priority=1), (Reason.NOT_FULL_MEMBER, "")),
        (TakeTopicBack(by=BO, topic=1), None),
        (TakeTopicBack(by=CY, topic=1), (Reason.NOT_YOUR_TOPIC, "")),
        (TakeTopicBack(by=ANA, topic=1), (Reason.NOT_YOUR_TOPIC, "")),
        (TakeTopicBack(by=BO, topic=6), (Reason.NO_SUCH_THING, "")),
        # Nobody stands behind it any more.
        (DropTopic(by=ANA, topic=2), None),
        (DropTopic(by=ANA, topic=5), None),
        (DropTopic(by=ANA, topic=1), (Reason.NOT_YOUR_TOPIC, "")),
        (DropTopic(by=ANA, topic=4), (Reason.NOT_YOUR_TOPIC, "")),
        (DropTopic(by=ANA, topic=3), (Reason.NO_SUCH_THING, "")),
        (DropTopic(by=ANA, topic=6), (Reason.NO_SUCH_THING, "")),
        (DropTopic(by=BO, topic=2), (Reason.NOT_SECRETARY, "")),
        (DropTopic(by=EVE, topic=2), (Reason.STRANGER, "")),
        (PassTopicOn(by=ANA, topic=2), (Reason.DOMAIN_MISSING, "")),
        (PassTopicOn(by=ANA, topic=5), (Reason.OWN_DOMAIN, "")),
        (PassTopicOn(by=BO, topic=1), None),
        (PassTopicOn(by=DEE, topic=1), (Reason.NOT_YOUR_TOPIC, "")),
        (PassTopicOn(by=EVE, topic=1), (Reason.STRANGER, "")),
        (TakeTopic(by=CY, topic=3), None),
        (TakeTopic(by=BO, topic=3), (Reason.ALREADY_SPOKEN, "")),
        (TakeTopic(by=CY, topic=1), (Reason.NO_SUCH_THING, "")),
        (TakeTopic(by=DEE, topic=3), (Reason.NOT_FULL_MEMBER, "")),
        (TakeTopic(by=EVE, topic=3), (Reason.STRANGER, "")),
        (DeclineTopic(by=BO, topic=3, text=Words("t")), None),
        (DeclineTopic(by=BO, topic=1, text=Words("t")), (Reason.NO_SUCH_THING, "")),
        (DeclineTopic(by=BO, topic=3, text=Words(" ")), (Reason.TEXT_MISSING, "")),
    ],
    ids=repr,
)
def test_who_may_do_what_about_a_topic(command: CircleCommand, reason: tuple[Reason, str] | None):
    assert refused(command) == reason


def test_what_people_do_about_a_topic_is_booked_there():
    done = TopicDone(at=NOW, number=1, how=TopicEnd.TAKEN_BACK, by=BO)
    dropped = TopicDone(at=NOW, number=2, how=TopicEnd.DROPPED, by=ANA)
    urgent = PrioritySet(at=NOW, number=1, priority=1, by=CY)

    assert facts_of(TakeTopicBack(by=BO, topic=1)) == (done,)
    assert facts_of(DropTopic(by=ANA, topic=2)) == (dropped,)
    assert facts_of(SetPriority(by=CY, topic=1, priority=1)) == (urgent,)
    assert topics(done, dropped) == (SALT, WATER, POINT)
    assert topics(urgent) == (replace(SOUP, priority=1), HOSE, SALT, WATER, POINT)


# --- what arrives and leaves by itself ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "comes"),
    [
        (BringTopic(title="Hose", proceeding=P), False),
        (BringTopic(title="Hose", proceeding=Q), True),
        (BringTopic(title="Pipe", proceeding=P), True),
        (BringTopic(title="Hose"), True),
        (BringTopic(title="Soup"), True),
        (BringTopic(title="Water", role="Water", outcome=ItemOutcome.SELECT), False),
        (BringTopic(title="Water", role="Water", outcome=ItemOutcome.EXPLORE), True),
        (BringTopic(title="Kitchen: Water", role="Water", outcome=ItemOutcome.SELECT), True),
        (BringTopic(title="Water", role="Fire", outcome=ItemOutcome.SELECT), True),
        (BringTopic(title="Hose", proceeding=P, role="Water"), True),
    ],
    ids=repr,
)
def test_what_arrives_by_itself_arrives_once(command: BringTopic, comes: bool):  # noqa: FBT001 - one of two
    assert (facts_of(command) != ()) is comes


def test_what_arrives_is_kept_as_it_came():
    command = BringTopic(
        title="Pipe",
        outcome=ItemOutcome.DECIDE,
        by=BO,
        minutes=20,
        priority=2,
        next_step="n",
        owner=CY,
        due=REVIEW,
        proceeding=Q,
        role="Water",
        confidential="Money",
    )

    assert facts_of(command) == (
        TopicAdded(
            at=NOW,
            topic=Topic(
                number=9,
                title="Pipe",
                by=BO,
                at=NOW,
                outcome=ItemOutcome.DECIDE,
                minutes=20,
                priority=2,
                next_step="n",
                owner=CY,
                due=REVIEW,
                proceeding=Q,
                role="Water",
                confidential="Money",
            ),
        ),
    )


def test_a_meeting_treats_or_postpones_each_topic_once():
    facts = facts_of(TreatTopics(done=(1, 1, 9), postponed=(1, 4, 4, 2, 9)))

    assert facts == (
        TopicDone(at=NOW, number=1, how=TopicEnd.TREATED),
        TopicPostponed(at=NOW, number=4),
        TopicPostponed(at=NOW, number=2),
    )
    later = (replace(HOSE, postponed=1), SALT, replace(WATER, postponed=2), POINT)
    assert topics(*facts) == later


def settled(**about: object) -> list[int]:
    facts = facts_of(SettleTopics(**about))
    assert facts == tuple(TopicDone(at=NOW, number=f.number, how=TopicEnd.SETTLED) for f in facts)
    return [f.number for f in facts]


def test_what_was_settled_elsewhere_leaves():
    assert settled(proceeding=P) == [2]
    assert settled(role="Water", outcome=ItemOutcome.SELECT) == [4]
    assert settled(role="Water", outcome=ItemOutcome.DECIDE) == []
    assert settled(role="Fire", outcome=ItemOutcome.SELECT) == []
    assert settled(outcome=ItemOutcome.EXPLORE) == []
    assert settled(role="Water", outcome=ItemOutcome.SELECT, proceeding=P) == [2, 4]
    below = replace(CIRCLE, topics=(replace(WATER, title="Kitchen: Water"),))
    assert decide_circle(below, SettleTopics(role="Water", outcome=ItemOutcome.SELECT), NOW) == ()


def decided(**changes: object) -> Proceeding:
    draft = replace(TEXT_A, owner=CY)
    found = Decision(version=1, draft=draft, at=NOW, review=REVIEW, responses=())
    return replace(opened(circle()), **{"decision": found, **changes})


def test_a_due_review_is_a_topic():
    began = (ReviewBegan(at=NOW, early=False),)
    role = Effect(role=Role(name="Water", purpose="p"))
    topic = BringTopic(
        title="Beds", outcome=ItemOutcome.DECIDE, proceeding=ProceedingId("beds"), owner=CY, priority=2
    )

    assert follow_ups(decided(), began) == ((GARDEN, topic),)
    gone = replace(decided(), circle=circle(member(ANA), member(BO)))
    assert follow_ups(gone, began) == ((GARDEN, replace(topic, owner=None)),)
    assert follow_ups(decided(decision=None), began) == ((GARDEN, replace(topic, owner=None)),)
    about = replace(topic, title="Water", role="Water")
    assert follow_ups(decided(matter=Matter.ROLE, effect=role), began) == ((GARDEN, about),)
    for plain in (
        decided(matter=Matter.ROLE, effect=None),
        decided(matter=Matter.ROLE, effect=Effect(drops_role="Water")),
        decided(matter=Matter.POLICY, effect=role),
    ):
        assert follow_ups(plain, began) == ((GARDEN, topic),)


def test_what_was_looked_at_leaves_and_what_lapsed_comes():
    p, beds = decided(), ProceedingId("beds")
    over = (
        AgreementKept(at=NOW, review=REVIEW),
        AgreementEnded(at=NOW),
        AgreementSuperseded(at=NOW, successor=Q),
    )

    for fact in over:
        assert (GARDEN, SettleTopics(proceeding=beds)) in follow_ups(p, (fact,))
    lapsed = follow_ups(p, (ConditionLapsed(at=NOW, due=NOW),))
    assert lapsed == ((GARDEN, BringTopic(title="Beds", proceeding=beds, priority=2)),)


# --- whose domain is it? ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("domain", "broader", "to"),
    [
        ("meals", STREET, KITCHEN),
        ("salt", STREET, KITCHEN),
        ("roof", STREET, STREET),
        ("roof", None, None),
        ("beds", STREET, GARDEN),
    ],
)
def test_a_topic_goes_where_its_domain_is(domain: str, broader: CircleId | None, to: CircleId | None):
    owner = replace(CIRCLE, broader=broader, topics=(replace(SOUP, domain=domain),))
    command = PassTopicOn(by=BO, topic=1)

    if to is None:
        assert refused(command, owner) == (Reason.NO_BROADER_CIRCLE, "")
    elif to == GARDEN:
        assert refused(command, owner) == (Reason.OWN_DOMAIN, "")
    else:
        passed = TopicPassedOn(at=NOW, number=1, to=to, by=BO)
        assert facts_of(command, owner) == (passed,)
        after = evolve_circle(owner, passed)
        assert after.topics[0].passed_to == to
        assert refused(command, after) == (Reason.NOTHING_CHANGED, "")
        received = ReceiveTopic(topic=after.topics[0], origin=GARDEN, name="Garden")
        assert circle_follow_ups(after, (passed,)) == ((to, received),)


def test_a_topic_that_was_passed_on_is_received_once_with_all_it_says():
    sent = Topic(
        number=7,
        title="Roof",
        by=EVE,
        at=NOW - SOON,
        outcome=ItemOutcome.DECIDE,
        tension=Words("It leaks"),
        domain="roof",
        minutes=35,
        priority=1,
        next_step="Look",
        owner=EVE,
        due=REVIEW,
        proceeding=P,
        links="here",
        confidential="Money",
    )
    facts = facts_of(ReceiveTopic(topic=sent, origin=STREET, name="Street"))

    assert facts == (
        TopicAdded(
            at=NOW,
            topic=Topic(
                number=9,
                title="Roof",
                by=EVE,
                at=NOW,
                outcome=ItemOutcome.DECIDE,
                tension=Words("It leaks"),
                domain="roof",
                minutes=35,
                next_step="Look",
                links="here",
                confidential="Money",
                origin=STREET,
                origin_name="Street",
                origin_number=7,
                offered=True,
            ),
        ),
    )
    assert facts_of(ReceiveTopic(topic=sent, origin=YARD, name="Yard")) == ()
    assert facts_of(ReceiveTopic(topic=replace(sent, number=8), origin=YARD, name="Yard")) != ()


def test_a_topic_is_taken_when_nobody_objects_to_taking_it():
    welcomed, taken = TopicWelcomed(at=NOW, number=3, person=CY), TopicTaken(at=NOW, number=3)
    early = replace(CIRCLE, topics=(replace(SALT, welcomed=(ANA,)), replace(SALT, number=4, welcomed=())))

    assert facts_of(TakeTopic(by=CY, topic=3)) == (welcomed, taken)
    assert facts_of(TakeTopic(by=CY, topic=3), early) == (welcomed,)
    assert topics(welcomed, owner=early)[0].welcomed == (ANA, CY)
    assert topics(taken)[2] == replace(SALT, offered=False, welcomed=())
    assert circle_follow_ups(CIRCLE, (taken,)) == ((YARD, NoteTopic(number=7, taken=True)),)
    assert circle_follow_ups(CIRCLE, (replace(taken, number=9),)) == ()
    assert circle_follow_ups(CIRCLE, (replace(taken, number=1),)) == ()


def test_whoever_has_left_is_not_asked_any_more():
    fewer = replace(CIRCLE, members=CIRCLE.members[:2])
    nobody = replace(CIRCLE, members=())

    assert facts_of(WeighTopics(), CIRCLE) == ()
    assert facts_of(WeighTopics(), fewer) == (TopicTaken(at=NOW, number=3),)
    assert facts_of(WeighTopics(), nobody) == ()
    ours = replace(fewer, topics=(replace(SOUP, welcomed=(ANA, BO)),))
    assert facts_of(WeighTopics(), ours) == ()
    for fact in (MemberReleased(at=NOW, person=CY), MemberAdmitted(at=NOW, member=member(BO))):
        assert (GARDEN, WeighTopics()) in circle_follow_ups(fewer, (fact,))
        assert (GARDEN, WeighTopics()) not in circle_follow_ups(ours, (fact,))


@pytest.mark.parametrize(
    ("broader", "to"), [(STREET, STREET), (YARD, YARD), (None, YARD)], ids=["up", "origin above", "top"]
)
def test_what_is_declined_goes_to_the_circle_above_or_back(broader: CircleId | None, to: CircleId):
    owner = replace(CIRCLE, broader=broader)

    facts = facts_of(DeclineTopic(by=BO, topic=3, text=Words(" Not ours ")), owner)
    text = Words("Not ours")
    assert facts == (TopicDeclined(at=NOW, topic=SALT, number=3, person=BO, text=text),)
    back = (YARD, NoteTopic(number=7, taken=False, person=BO, text=text))
    up = (STREET, ReceiveTopic(topic=replace(SALT, number=7), origin=YARD, name="Yard"))
    assert circle_follow_ups(owner, facts) == ((up if to == STREET else back),)
    assert topics(*facts) == (SOUP, HOSE, WATER, POINT)


def test_an_answer_is_about_what_was_passed_on():
    owner = replace(CIRCLE, topics=(replace(SOUP, passed_to=KITCHEN), HOSE))
    answer = NoteTopic(number=1, taken=False, person=EVE, text=Words("No"))

    returned = TopicReturned(at=NOW, number=1, person=EVE, text=Words("No"))
    assert facts_of(answer, owner) == (returned,)
    assert topics(returned, owner=owner) == (SOUP, HOSE)
    taken = TopicDone(at=NOW, number=1, how=TopicEnd.PASSED_ON)
    assert facts_of(replace(answer, taken=True), owner) == (taken,)
    assert facts_of(replace(answer, number=2), owner) == ()
