"""What circles tell each other: what is known already, or about something that is gone, makes nothing true."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitation.circle import circle_follow_ups, circle_why_not, decide_circle, evolve_circle
from facilitation.circles import registry
from facilitation.commands import (
    AddLink,
    AddTopic,
    Admit,
    AppointLeader,
    BringTopic,
    ChangeStatus,
    CircleAct,
    CircleCommand,
    CountRounds,
    DescribeHeldRole,
    DropRole,
    EndLink,
    EnterMeeting,
    FormSubCircle,
    Found,
    HandOnTopic,
    Invite,
    KeepRole,
    LeaveMeeting,
    NoteBroader,
    NoteCharter,
    NoteDecidedByOne,
    NoteHolders,
    NoteLink,
    NoteLinked,
    NoteSubCircle,
    NoteSubMet,
    NoteTopic,
    NoteTopicOffered,
    NoteUnlinked,
    Propose,
    Receive,
    ReceiveTopic,
    Release,
    SetSubStatus,
    SettleMinutes,
    SettleTopics,
    TakeInReturned,
    TakeTopic,
    Tick,
    TreatTopics,
    VacateRole,
)
from facilitation.facts import (
    Fact,
    HandoverAdded,
    HandoverFinished,
    LinkDeclined,
    ProposalReceived,
    ResignationTakenBack,
    RoleDescribed,
    RoleEnded,
    RoleKept,
    TermReminded,
    TopicPostponed,
    TopicWelcomed,
    UnderstudyNamed,
)
from facilitation.meeting import offered
from facilitation.model import (
    Charter,
    Circle,
    CircleId,
    CircleStatus,
    Duty,
    PersonId,
    ProceedingId,
    Role,
    RoleEnd,
    Standing,
    SubCircle,
    Topic,
    Words,
)
from facilitation.refusals import Reason, Refused
from tests.facilitation.small_circles import (
    ANA,
    BO,
    CY,
    DEE,
    LATER,
    NOW,
    REVIEW,
    STRANGER,
    TEXT_A,
    circle,
    member,
)

KITCHEN, SHED, GONE, STREET = map(CircleId, ("kitchen", "shed", "gone", "street"))
MARCH, APRIL, P = map(ProceedingId, ("march", "april", "p"))
SUB = SubCircle(
    id=KITCHEN, charter=Charter(name="Kitchen", aim="Lunch", domains=("meals",)), leader=ANA, delegate=BO
)
ENDED = SubCircle(
    id=SHED, charter=Charter(name="Shed", aim="A dry shed"), status=CircleStatus.DISSOLVED, leader=None
)
WATER = Role(name="Water", purpose="Nothing dries up", review=REVIEW, defined_in=P)
SOUP = Topic(number=1, title="Soup", by=ANA, at=NOW, proceeding=P)
LINKED = circle(
    member(ANA, Standing.FULL, Duty.LEADER),
    member(BO, Standing.FULL, Duty.FACILITATOR),
    member(CY),
    broader=STREET,
    domains=("beds", "meals"),
    subcircles=(SUB, ENDED),
    held_elsewhere=(("meals", "Kitchen"),),
    links=((Duty.LEADER, ANA),),
    roles=(WATER,),
    topics=(SOUP,),
    topics_ever=1,
    meeting=MARCH,
    last_meeting=APRIL,
    minutes_settled=True,
)
"""A circle that knows all that it is told below."""


@pytest.mark.parametrize(
    "command",
    [
        Admit(member=member(CY)),
        Release(person=DEE),
        CountRounds(rounds=0),
        Invite(member=member(CY), willing=True, decided_in=P),
        FormSubCircle(id=KITCHEN, charter=SUB.charter, willing=(ANA,), decided_in=P),
        NoteSubCircle(sub=SUB),
        NoteCharter(circle=GONE, name="n", aim="a", domains=()),
        NoteCharter(circle=SHED, name="n", aim="a", domains=()),
        SetSubStatus(circle=KITCHEN, status=CircleStatus.ACTIVE, decided_in=P),
        SetSubStatus(circle=SHED, status=CircleStatus.ACTIVE, decided_in=P),
        SetSubStatus(circle=GONE, status=CircleStatus.DORMANT, decided_in=P),
        ChangeStatus(status=CircleStatus.ACTIVE, decided_in=P, name="n", members=()),
        TakeInReturned(circle=SHED, roles=(), subcircles=()),
        NoteBroader(broader=STREET),
        NoteHolders(held=(), domains=None),
        NoteLinked(duty=Duty.LEADER, person=ANA),
        EndLink(circle=KITCHEN, duty=Duty.LEADER, person=BO),
        EndLink(circle=KITCHEN, duty=Duty.DELEGATE, person=ANA),
        EndLink(circle=GONE, duty=Duty.LEADER, person=ANA),
        NoteUnlinked(duty=Duty.DELEGATE, person=ANA),
        NoteUnlinked(duty=Duty.LEADER, person=BO),
        NoteUnlinked(duty=Duty.LEADER, person=STRANGER),
        EnterMeeting(meeting=APRIL),
        LeaveMeeting(meeting=APRIL, held=True),
        SettleMinutes(meeting=APRIL),
        SettleMinutes(meeting=MARCH),
        NoteSubMet(circle=GONE),
        NoteSubMet(circle=SHED),
        NoteDecidedByOne(circle=GONE, proceeding=P, title="t"),
        BringTopic(title="Soup", proceeding=P),
        TreatTopics(done=(2,), postponed=(3,)),
        SettleTopics(proceeding=MARCH),
        SettleTopics(role="Soup"),
        NoteTopic(number=1, taken=True),
        NoteTopic(number=2, taken=False),
        DropRole(role="Fire", decided_in=P),
        DropRole(role="Water", decided_in=P, defined_in=MARCH),
        KeepRole(role="Fire", review=REVIEW, defined_in=P),
        KeepRole(role="Water", review=REVIEW, defined_in=MARCH),
        VacateRole(role="Water", decided_in=P),
        DescribeHeldRole(role="Fire", purpose="Smoke", decided_in=P),
        DescribeHeldRole(role="Water", purpose="Nothing dries up", decided_in=P),
        Tick(),
    ],
    ids=repr,
)
def test_what_is_known_or_gone_makes_nothing_true(command: CircleCommand | Tick):
    assert decide_circle(LINKED, command, NOW) == ()


@pytest.mark.parametrize("status", [CircleStatus.ACTIVE, CircleStatus.DORMANT, CircleStatus.DISSOLVED])
def test_a_dissolved_circle_stays_dissolved(status: CircleStatus):
    gone = replace(LINKED, status=CircleStatus.DISSOLVED)

    assert decide_circle(gone, ChangeStatus(status=status, decided_in=P, name="n", members=()), NOW) == ()


@pytest.mark.parametrize(
    "fact",
    [
        RoleKept(at=NOW, role="Fire", review=REVIEW),
        RoleEnded(at=NOW, role="Fire", person=ANA, why=RoleEnd.RESIGNED),
        RoleDescribed(at=NOW, role="Fire", purpose="Smoke", decided_in=P),
        ResignationTakenBack(at=NOW, role="Fire", person=ANA),
        UnderstudyNamed(at=NOW, role="Fire", understudy=BO),
        HandoverAdded(at=NOW, role="Fire", text="t", by=ANA),
        HandoverFinished(at=NOW, role="Fire", point=1, by=ANA),
        TermReminded(at=NOW, due=NOW, nth=1, until=REVIEW, role="Fire", person=ANA),
        TopicPostponed(at=NOW, number=2),
        TopicWelcomed(at=NOW, number=2, person=ANA),
        LinkDeclined(at=NOW, origin=None, duty=Duty.LEADER, person=ANA),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_a_fact_about_what_is_gone_is_booked_and_changes_nothing(fact: Fact):
    assert evolve_circle(LINKED, fact) == LINKED


@pytest.mark.parametrize("where", [GONE, SHED])
def test_nobody_can_link_a_circle_that_is_gone(where: CircleId):
    facts = decide_circle(LINKED, AddLink(circle=where, duty=Duty.DELEGATE, person=CY), NOW)

    assert facts == (LinkDeclined(at=NOW, origin=None, duty=Duty.DELEGATE, person=CY),)
    assert circle_follow_ups(LINKED, facts) == ()


def test_whoever_waits_for_an_answer_about_a_link_gets_it():
    declined = LinkDeclined(at=NOW, origin=P, duty=Duty.DELEGATE, person=CY)

    assert circle_follow_ups(LINKED, (declined,)) == ((P, NoteLink(accepted=False)),)


# --- a proposal from another circle -------------------------------------------------------------------------------


def test_a_proposal_that_was_handed_up_is_opened_by_the_first_of_its_links():
    links = (member(DEE, Standing.FULL, Duty.LEADER), member(BO, Standing.FULL, Duty.DELEGATE))
    short = replace(TEXT_A, review=NOW + LATER)
    received = Receive(origin=P, title="Soup", draft=short, driver="Hunger", links=links)

    facts = decide_circle(LINKED, received, NOW)
    assert facts == (
        ProposalReceived(
            at=NOW,
            origin=P,
            proceeding=ProceedingId("p-up"),
            title="Soup",
            draft=short,
            driver="Hunger",
            links=links,
        ),
    )
    assert circle_follow_ups(LINKED, facts) == (
        (
            ProceedingId("p-up"),
            Propose(
                by=DEE,
                id=ProceedingId("p-up"),
                circle=LINKED,
                title="Soup",
                draft=short,
                driver="Hunger",
                origin=P,
                also_asked=links,
            ),
        ),
    )


def test_a_proposal_without_a_link_waits_where_it_is():
    facts = decide_circle(LINKED, Receive(origin=P, title="Soup", draft=TEXT_A, driver="", links=()), NOW)

    assert circle_follow_ups(LINKED, facts) == ()


# --- what cannot be asked of a circle -----------------------------------------------------------------------------


class Sing(CircleAct):
    """An act that no module has registered."""


def test_why_somebody_cannot_ask_something_of_a_circle_is_known_before_they_fill_in_a_form():
    def why(command: type[CircleAct], who: PersonId, owner: Circle = LINKED) -> Reason | None:
        return circle_why_not(owner, command, who)

    bare = replace(LINKED, topics=())
    asked = replace(LINKED, topics=(SOUP, replace(SOUP, number=2, offered=True)))
    assert why(AddTopic, ANA) is None
    assert why(AddTopic, STRANGER) is Reason.STRANGER
    assert why(AddTopic, ANA, replace(LINKED, status=CircleStatus.DISSOLVED)) is Reason.OVER
    assert why(AddTopic, ANA, replace(LINKED, status=CircleStatus.DORMANT)) is None
    assert why(TakeTopic, ANA) is Reason.NO_SUCH_THING
    assert why(TakeTopic, ANA, asked) is None
    assert why(TakeTopic, ANA, bare) is Reason.NOT_NOW
    assert why(AppointLeader, CY) is Reason.NOT_LEADING
    assert why(Sing, ANA) is Reason.NOT_NOW


def test_nothing_is_asked_of_a_dissolved_circle():
    gone = replace(LINKED, status=CircleStatus.DISSOLVED)

    with pytest.raises(Refused) as refused:
        decide_circle(gone, AddTopic(by=ANA, title="t"), NOW)
    assert refused.value.reason is Reason.OVER


def test_a_circle_is_founded_once():
    found = Found(id=CircleId("garden"), name="Garden", aim="", members=(member(ANA),))

    with pytest.raises(Refused) as refused:
        decide_circle(LINKED, found, NOW)
    assert refused.value.reason is Reason.ALREADY_OPEN


def test_each_fact_is_booked_in_one_place_only():
    with pytest.raises(ValueError, match=r"^RoleKept is booked twice$"):
        registry.books(RoleKept)(lambda owner, _fact: owner)


# --- topics -------------------------------------------------------------------------------------------------------


def test_a_topic_that_is_handed_on_stays_until_it_is_taken():
    handed = HandOnTopic(to=KITCHEN, title="Salt", by=CY, tension=Words("Too much"), proceeding=MARCH)
    after = LINKED
    facts = decide_circle(LINKED, handed, NOW)
    for fact in facts:
        after = evolve_circle(after, fact)

    assert after.topics == (
        SOUP,
        Topic(
            number=2,
            title="Salt",
            by=CY,
            at=NOW,
            tension=Words("Too much"),
            proceeding=MARCH,
            passed_to=KITCHEN,
        ),
    )
    received = ReceiveTopic(topic=after.topics[1], origin=LINKED.id, name="Garden")
    in_meeting = NoteTopicOffered(offered=offered(after.topics[1]))
    assert circle_follow_ups(after, facts) == ((MARCH, in_meeting), (KITCHEN, received))
