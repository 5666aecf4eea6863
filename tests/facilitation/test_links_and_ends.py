"""Who links two circles, what one asks of another, and what is left of a circle that ends (domain.md 10.3, 10.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.circle import circle_follow_ups, decide_circle
from facilitation.circles.consenting import ahead_again
from facilitation.commands import (
    AddLink,
    AppointLeader,
    AskConsent,
    BringTopic,
    ChangeStatus,
    CircleCommand,
    EndLink,
    NoteBroader,
    NoteDissolved,
    NoteHolders,
    NoteLink,
    NoteLinked,
    NoteOtherDecision,
    NoteUnlinked,
    Propose,
    ReceiveLink,
    SetSubStatus,
    SettleMinutes,
    TakeInReturned,
)
from facilitation.facts import (
    BroaderChanged,
    ConsentAsked,
    ConsentImpossible,
    EstateReturned,
    EstateTakenIn,
    Fact,
    HoldersNoted,
    LinkAccepted,
    LinkDeclined,
    Linked,
    LinkNoted,
    LinkReceived,
    MemberAdmitted,
    MemberReleased,
    MinutesSettled,
    StatusSet,
    SubStatusSet,
    Unlinked,
    UnlinkNoted,
)
from facilitation.linking import linking
from facilitation.model import (
    Assignment,
    Charter,
    Circle,
    CircleId,
    CircleStatus,
    Draft,
    Duty,
    Effect,
    ItemOutcome,
    Matter,
    Member,
    PersonId,
    ProceedingId,
    Role,
    Standing,
    SubCircle,
    Topic,
)
from facilitation.refusals import Reason, Refused
from tests.facilitation.small_circles import (
    ANA,
    BO,
    CY,
    DEE,
    EVE,
    FAY,
    LATER,
    NOW,
    REVIEW,
    SOON,
    circle,
    grown,
    member,
)

GARDEN, KITCHEN, SHED, GONE, STREET = map(CircleId, ("garden", "kitchen", "shed", "gone", "street"))
MARCH, P, Q = map(ProceedingId, ("march", "p", "q"))
LEADER, DELEGATE = Duty.LEADER, Duty.DELEGATE
OTHER = CircleId("other")


def sub(id_: CircleId, leader: PersonId | None, delegate: PersonId | None, **more: object) -> SubCircle:
    plain = SubCircle(id=id_, charter=Charter(name=id_, aim="a"), leader=leader, delegate=delegate)
    return replace(plain, **more)


def garden(**changes: object) -> Circle:
    """Five full members; dee is here as a link of the kitchen, eve as one of the kitchen and the shed."""
    people = (
        member(ANA, Standing.FULL, Duty.FACILITATOR),
        member(BO, Standing.FULL, LEADER),
        member(CY),
        member(DEE),
        member(EVE),
        member(FAY, Standing.LEARNING),
    )
    subs = (sub(KITCHEN, DEE, EVE), sub(SHED, EVE, None))
    return circle(*people, subcircles=subs, by_link=(DEE, EVE), broader=STREET, **changes)


def facts_of(owner: Circle, command: CircleCommand) -> tuple[Fact, ...]:
    return decide_circle(owner, command, NOW)


def released(person: PersonId) -> MemberReleased:
    return MemberReleased(at=NOW, person=person)


def but_holders(follows: Iterable[tuple[object, object]]) -> tuple[tuple[object, object], ...]:
    """What follows, without what circles tell each other about domains."""
    return tuple(one for one in follows if not isinstance(one[1], NoteHolders))


# --- links, in the broader circle ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "facts"),
    [
        # Whoever was here as a link only goes with it; whoever links another circle still, stays.
        (
            AddLink(circle=KITCHEN, duty=LEADER, person=CY, interim=True, by=BO),
            (
                Linked(at=NOW, circle=KITCHEN, duty=LEADER, person=CY, interim=True, came=False, by=BO),
                released(DEE),
            ),
        ),
        (
            AddLink(circle=KITCHEN, duty=DELEGATE, person=CY),
            (Linked(at=NOW, circle=KITCHEN, duty=DELEGATE, person=CY, interim=False, came=False),),
        ),
        (
            AddLink(circle=KITCHEN, duty=LEADER, person=DEE),
            (Linked(at=NOW, circle=KITCHEN, duty=LEADER, person=DEE, interim=False, came=False),),
        ),
        # A link is a full member here.
        (
            AddLink(circle=SHED, duty=DELEGATE, person=FAY),
            (
                Linked(at=NOW, circle=SHED, duty=DELEGATE, person=FAY, interim=False, came=False),
                MemberAdmitted(at=NOW, member=Member(person=FAY)),
            ),
        ),
        (
            AddLink(circle=SHED, duty=DELEGATE, person=PersonId("gus")),
            (
                Linked(at=NOW, circle=SHED, duty=DELEGATE, person=PersonId("gus"), interim=False, came=True),
                MemberAdmitted(at=NOW, member=Member(person=PersonId("gus"))),
            ),
        ),
        # Nobody is both.
        (
            AddLink(circle=KITCHEN, duty=LEADER, person=EVE),
            (LinkDeclined(at=NOW, origin=None, duty=LEADER, person=EVE),),
        ),
        (
            AddLink(circle=KITCHEN, duty=DELEGATE, person=DEE),
            (LinkDeclined(at=NOW, origin=None, duty=DELEGATE, person=DEE),),
        ),
        (
            EndLink(circle=KITCHEN, duty=LEADER, person=DEE),
            (Unlinked(at=NOW, circle=KITCHEN, duty=LEADER, person=DEE), released(DEE)),
        ),
        (
            EndLink(circle=KITCHEN, duty=DELEGATE, person=EVE),
            (Unlinked(at=NOW, circle=KITCHEN, duty=DELEGATE, person=EVE),),
        ),
    ],
    ids=repr,
)
def test_a_link_comes_and_goes(command: CircleCommand, facts: tuple[Fact, ...]):
    assert facts_of(garden(), command) == facts


def test_a_learning_member_with_a_duty_keeps_it_as_a_link():
    people = (member(ANA), member(FAY, Standing.LEARNING, Duty.SECRETARY))
    owner = circle(*people, subcircles=(sub(SHED, None, None),))

    linked, admitted = facts_of(owner, AddLink(circle=SHED, duty=LEADER, person=FAY))
    assert admitted == MemberAdmitted(at=NOW, member=member(FAY, Standing.FULL, Duty.SECRETARY))
    assert isinstance(linked, Linked)


def test_whoever_links_this_circle_upwards_stays_when_another_link_ends():
    owner = garden(links=((DELEGATE, DEE),))

    facts = facts_of(owner, EndLink(circle=KITCHEN, duty=LEADER, person=DEE))
    assert facts == (Unlinked(at=NOW, circle=KITCHEN, duty=LEADER, person=DEE),)


def test_only_a_leader_is_appointed_for_now():
    came = grown(garden(), Linked(at=NOW, circle=SHED, duty=LEADER, person=CY, interim=True, came=False))
    both = grown(came, Linked(at=NOW, circle=SHED, duty=DELEGATE, person=FAY, interim=False, came=True))

    assert both.subcircles[1] == sub(SHED, CY, FAY, interim=True)
    assert both.by_link == (DEE, EVE, FAY)
    assert grown(both, Unlinked(at=NOW, circle=SHED, duty=DELEGATE, person=FAY)).subcircles[1] == sub(
        SHED, CY, None, interim=True
    )
    assert grown(both, Unlinked(at=NOW, circle=SHED, duty=LEADER, person=CY)).subcircles[1] == sub(
        SHED, None, FAY
    )


def test_a_vacancy_is_in_the_backlog_of_whoever_fills_it():
    named = garden()
    named = replace(named, subcircles=(sub(KITCHEN, None, None, charter=Charter(name="K" * 200, aim="a")),))

    def follows(duty: Duty, where: CircleId = KITCHEN) -> tuple[tuple[object, object], ...]:
        return circle_follow_ups(named, (Unlinked(at=NOW, circle=where, duty=duty, person=DEE),))

    def topic(title: str, role: str) -> BringTopic:
        return BringTopic(title=title, outcome=ItemOutcome.SELECT, role=role)

    assert follows(LEADER) == (
        (KITCHEN, NoteUnlinked(duty=LEADER, person=DEE)),
        (GARDEN, topic("K" * 200, "leader")),
    )
    assert follows(DELEGATE)[1] == (KITCHEN, topic("K" * 200, "delegate"))
    assert follows(LEADER, GONE)[1] == (GARDEN, topic(": leader", "leader"))


# --- links, in the sub-circle -------------------------------------------------------------------------------------


def kitchen(**changes: object) -> Circle:
    """Ana leads it, dee is its delegate and came as that, bo is a plain member and cy a guest."""
    people = (
        member(ANA, Standing.FULL, LEADER, Duty.SECRETARY),
        member(BO),
        member(CY, Standing.GUEST),
        member(DEE, Standing.FULL, DELEGATE),
    )
    plain = circle(*people, broader=STREET, links=((LEADER, ANA), (DELEGATE, DEE)), by_link=(DEE,))
    return replace(plain, **changes)


def admitted(person: PersonId, *duties: Duty) -> MemberAdmitted:
    return MemberAdmitted(at=NOW, member=member(person, Standing.FULL, *duties))


@pytest.mark.parametrize(
    ("command", "facts"),
    [
        (
            NoteLinked(duty=LEADER, person=BO),
            (
                LinkNoted(at=NOW, duty=LEADER, person=BO, came=False),
                admitted(ANA, Duty.SECRETARY),
                admitted(BO, LEADER),
            ),
        ),
        (
            NoteLinked(duty=DELEGATE, person=CY),
            (
                LinkNoted(at=NOW, duty=DELEGATE, person=CY, came=False),
                released(DEE),
                admitted(CY, DELEGATE),
            ),
        ),
        (
            NoteLinked(duty=DELEGATE, person=EVE),
            (
                LinkNoted(at=NOW, duty=DELEGATE, person=EVE, came=True),
                released(DEE),
                admitted(EVE, DELEGATE),
            ),
        ),
        (
            NoteLinked(duty=DELEGATE, person=ANA),
            (
                LinkNoted(at=NOW, duty=DELEGATE, person=ANA, came=False),
                released(DEE),
                admitted(ANA, LEADER, Duty.SECRETARY, DELEGATE),
            ),
        ),
        (
            NoteUnlinked(duty=LEADER, person=ANA),
            (UnlinkNoted(at=NOW, duty=LEADER, person=ANA), admitted(ANA, Duty.SECRETARY)),
        ),
        (
            NoteUnlinked(duty=DELEGATE, person=DEE),
            (UnlinkNoted(at=NOW, duty=DELEGATE, person=DEE), released(DEE)),
        ),
    ],
    ids=repr,
)
def test_a_sub_circle_hears_who_links_it(command: CircleCommand, facts: tuple[Fact, ...]):
    assert facts_of(kitchen(), command) == facts


def test_a_duty_without_a_link_ends_as_well():
    loose = kitchen(links=())
    bare = kitchen(members=(member(ANA, Standing.FULL, LEADER), member(CY, Standing.GUEST, LEADER)))

    assert facts_of(loose, NoteUnlinked(duty=LEADER, person=ANA)) == (admitted(ANA, Duty.SECRETARY),)
    assert facts_of(bare, NoteUnlinked(duty=DELEGATE, person=DEE)) == (
        UnlinkNoted(at=NOW, duty=DELEGATE, person=DEE),
    )


def test_whoever_came_as_a_link_stays_while_they_link_anything():
    ends = NoteUnlinked(duty=DELEGATE, person=DEE)
    noted = UnlinkNoted(at=NOW, duty=DELEGATE, person=DEE)

    assert facts_of(kitchen(subcircles=(sub(SHED, DEE, ANA),)), ends) == (noted, admitted(DEE))
    assert facts_of(kitchen(subcircles=(sub(SHED, ANA, DEE),)), ends) == (noted, admitted(DEE))
    assert facts_of(kitchen(subcircles=(sub(SHED, ANA, None),)), ends) == (noted, released(DEE))
    twice = kitchen(links=((DELEGATE, DEE), (LEADER, DEE)))
    assert facts_of(twice, ends) == (noted, admitted(DEE))


def test_a_guest_with_the_duty_becomes_a_full_member_with_it():
    people = (member(ANA, Standing.FULL, LEADER), member(CY, Standing.GUEST, Duty.SECRETARY, DELEGATE))

    facts = facts_of(kitchen(members=people, links=()), NoteLinked(duty=DELEGATE, person=CY))
    assert facts == (
        LinkNoted(at=NOW, duty=DELEGATE, person=CY, came=False),
        admitted(CY, Duty.SECRETARY, DELEGATE),
    )


def test_the_links_are_booked_each_in_its_place():
    noted = grown(kitchen(), LinkNoted(at=NOW, duty=LEADER, person=EVE, came=True))

    assert noted.links == ((DELEGATE, DEE), (LEADER, EVE))
    assert noted.by_link == (DEE, EVE)
    assert grown(noted, UnlinkNoted(at=NOW, duty=LEADER, person=ANA)).links == noted.links
    assert grown(noted, UnlinkNoted(at=NOW, duty=LEADER, person=EVE)).links == ((DELEGATE, DEE),)


# --- what one circle asks of another ------------------------------------------------------------------------------

LINKS = (member(DEE, Standing.FULL, LEADER), member(PersonId("gus"), Standing.FULL, DELEGATE))


def asks(**changes: object) -> AskConsent:
    plain = AskConsent(
        origin=P,
        other=OTHER,
        title="Soup",
        draft=Draft(text="t", review=NOW + LATER, condition="c", until=NOW + SOON, owner=EVE),
        driver="Hunger",
        matter=Matter.CHARTER,
        effect=Effect(circle=KITCHEN),
        links=LINKS,
    )
    return replace(plain, **changes)


@pytest.mark.parametrize(
    ("owner", "links", "by"),
    [
        (garden(), LINKS, DEE),
        (garden(), (LINKS[1],), BO),
        (garden(), (member(FAY),), BO),
        (circle(member(CY), member(ANA, Standing.FULL, Duty.FACILITATOR)), (), ANA),
        (circle(member(BO, Standing.GUEST, LEADER), member(CY), member(ANA)), (), CY),
    ],
)
def test_a_question_from_another_circle_is_brought_by_whoever_is_nearest(
    owner: Circle, links: tuple[Member, ...], by: PersonId
):
    (asked,) = facts_of(owner, asks(links=links))

    assert isinstance(asked, ConsentAsked)
    assert asked.by == by
    assert asked.links == tuple(one for one in links if one.person not in owner.consenting)


def test_a_second_consent_is_asked_for_without_the_condition_that_was_met():
    (asked,) = facts = facts_of(garden(), asks(links=LINKS))
    late = replace(asked, draft=replace(asks().draft, review=NOW))

    assert asked == ConsentAsked(
        at=NOW,
        origin=P,
        proceeding=ProceedingId("p-other"),
        by=DEE,
        title="Soup",
        draft=asks().draft,
        driver="Hunger",
        matter=Matter.CHARTER,
        effect=Effect(circle=KITCHEN),
        links=(LINKS[1],),
    )
    proposal = Propose(
        by=DEE,
        id=ProceedingId("p-other"),
        circle=garden(),
        title="Soup",
        draft=Draft(text="t", review=NOW + LATER, owner=EVE),
        driver="Hunger",
        matter=Matter.CHARTER,
        effect=Effect(circle=KITCHEN),
        origin=P,
        also_asked=(LINKS[1],),
    )
    assert circle_follow_ups(garden(), facts) == ((ProceedingId("p-other"), proposal),)
    span = timedelta(days=garden().settings.review_days)
    ((_, again),) = circle_follow_ups(garden(), (late,))
    assert again == replace(proposal, draft=replace(proposal.draft, review=NOW + span))


def test_dates_that_passed_on_the_way_lie_a_term_ahead_again():
    second = timedelta(seconds=1)
    draft = Draft(text="t", review=NOW + second, until=NOW + second)

    assert ahead_again(draft, NOW, SOON) == draft
    assert ahead_again(draft, NOW + second, SOON) == Draft(
        text="t", review=NOW + second + SOON, until=NOW + second + SOON
    )
    assert ahead_again(replace(draft, until=None), NOW, SOON) == replace(draft, until=None)


@pytest.mark.parametrize(
    "owner",
    [
        garden(status=CircleStatus.DORMANT),
        garden(status=CircleStatus.DISSOLVED),
        circle(member(ANA, Standing.GUEST)),
    ],
)
def test_where_nobody_can_be_asked_the_answer_is_no(owner: Circle):
    facts = facts_of(owner, asks())

    assert facts == (ConsentImpossible(at=NOW, origin=P),)
    assert circle_follow_ups(owner, facts) == ((P, NoteOtherDecision(consented=False)),)


def receives(duty: Duty, person: PersonId, other: CircleId = KITCHEN, **changes: object) -> ReceiveLink:
    plain = ReceiveLink(
        origin=P, other=other, name="Who links us?", duty=duty, person=person, until=REVIEW, links=LINKS
    )
    return replace(plain, **changes)


ABOVE = garden(links=((DELEGATE, CY), (LEADER, BO)))


@pytest.mark.parametrize(
    ("owner", "command"),
    [
        (garden(), receives(LEADER, EVE)),
        (garden(), receives(DELEGATE, DEE)),
        (garden(), receives(Duty.SECRETARY, CY)),
        (garden(), receives(LEADER, CY, GONE)),
        (ABOVE, receives(LEADER, CY, STREET)),
        (ABOVE, receives(DELEGATE, ANA, STREET)),
        (garden(status=CircleStatus.DORMANT), receives(LEADER, CY)),
        (circle(member(ANA, Standing.GUEST), subcircles=(sub(KITCHEN, None, None),)), receives(LEADER, CY)),
    ],
)
def test_a_link_that_cannot_be_is_declined(owner: Circle, command: ReceiveLink):
    facts = facts_of(owner, command)

    assert facts == (LinkDeclined(at=NOW, origin=P, duty=command.duty, person=command.person),)


@pytest.mark.parametrize(
    ("owner", "command"),
    [
        (garden(), receives(LEADER, DEE)),
        (garden(), receives(DELEGATE, EVE)),
        (ABOVE, receives(LEADER, BO, STREET)),
        (garden(), receives(LEADER, ANA, STREET)),
    ],
)
def test_a_link_is_received_by_consent(owner: Circle, command: ReceiveLink):
    facts = facts_of(owner, command)

    assert facts == (
        LinkReceived(
            at=NOW,
            origin=P,
            proceeding=ProceedingId("p-link"),
            by=DEE,
            other=command.other,
            name="Who links us?",
            duty=command.duty,
            person=command.person,
            links=(LINKS[1],),
        ),
    )


@pytest.mark.parametrize("long", [False, True])
def test_the_question_about_a_link_says_who_is_meant(long: bool):  # noqa: FBT001 - one of two cases
    name = "N" * 300 if long else "Who?"
    words = "N" * 200 if long else "Who?: delegate"
    facts = facts_of(garden(), receives(DELEGATE, CY, name=name))

    assert circle_follow_ups(garden(), facts) == (
        (
            ProceedingId("p-link"),
            Propose(
                by=DEE,
                id=ProceedingId("p-link"),
                circle=garden(),
                title=words,
                draft=Draft(text=words, review=NOW + timedelta(days=garden().settings.review_days)),
                matter=Matter.LINK,
                effect=Effect(circle=KITCHEN, member=Member(person=CY, duties=(DELEGATE,))),
                origin=P,
                also_asked=(LINKS[1],),
            ),
        ),
    )


@pytest.mark.parametrize("way", ["leader of the broader circle", "delegator or team"])
def test_where_nobody_is_asked_about_leaders_they_are_taken_at_once(way: str):
    owner = replace(garden(), settings=circle(overrides={"leader_selected": way}).settings)

    facts = facts_of(owner, receives(LEADER, CY))
    assert facts == (LinkAccepted(at=NOW, origin=P, other=KITCHEN, duty=LEADER, person=CY),)
    assert circle_follow_ups(owner, facts) == (
        (GARDEN, AddLink(circle=KITCHEN, duty=LEADER, person=CY)),
        (P, NoteLink(accepted=True)),
    )
    above = facts_of(owner, receives(LEADER, CY, STREET))
    assert circle_follow_ups(owner, above)[0] == (STREET, AddLink(circle=GARDEN, duty=LEADER, person=CY))
    assert [type(fact) for fact in facts_of(owner, receives(DELEGATE, CY))] == [LinkReceived]


# --- a circle ends ------------------------------------------------------------------------------------------------


def test_with_a_sub_circle_go_those_who_were_here_for_it_alone():
    owner = garden()

    facts = facts_of(owner, SetSubStatus(circle=KITCHEN, status=CircleStatus.DISSOLVED, decided_in=P))
    ended = SubStatusSet(at=NOW, circle=KITCHEN, status=CircleStatus.DISSOLVED, decided_in=P)
    assert facts == (ended, released(DEE))
    assert grown(owner, ended).subcircles[0] == sub(KITCHEN, None, None, status=CircleStatus.DISSOLVED)
    one = replace(owner, subcircles=(sub(KITCHEN, DEE, DEE, interim=True),))
    assert facts_of(one, SetSubStatus(circle=KITCHEN, status=CircleStatus.DISSOLVED, decided_in=P)) == (
        ended,
        released(DEE),
    )
    assert grown(one, ended).subcircles[0].interim is False


def test_a_sub_circle_that_rests_keeps_its_links():
    facts = facts_of(garden(), SetSubStatus(circle=KITCHEN, status=CircleStatus.DORMANT, decided_in=P))

    assert facts == (SubStatusSet(at=NOW, circle=KITCHEN, status=CircleStatus.DORMANT, decided_in=P),)
    assert grown(garden(), *facts).subcircles[0] == sub(KITCHEN, DEE, EVE, status=CircleStatus.DORMANT)
    told = ChangeStatus(status=CircleStatus.DORMANT, decided_in=P, name="Garden", members=garden().members)
    assert but_holders(circle_follow_ups(garden(), facts)) == ((KITCHEN, told),)


TOPIC = Topic(
    number=3,
    title="An oven",
    by=CY,
    at=NOW,
    outcome=ItemOutcome.DECIDE,
    minutes=25,
    priority=1,
    next_step="Ask",
    owner=BO,
    due=NOW + SOON,
    proceeding=Q,
    confidential="A reason",
    role="",
)
WATER = Role(name="Water", purpose="w")
FULL_BOOK = kitchen(
    name="Kitchen",
    domains=("meals",),
    roles=(WATER, Role(name="Keys", purpose="k", duty=Duty.SECRETARY)),
    assignments=(Assignment(role="Water", person=ANA, since=NOW, until=REVIEW),),
    subcircles=(sub(SHED, ANA, None), sub(GONE, None, None, status=CircleStatus.DISSOLVED)),
    topics=(TOPIC,),
    invited=(member(EVE),),
    asking=(member(FAY),),
    rested=((BO, Standing.FULL),),
)


def test_what_a_circle_held_returns_to_the_one_above_it():
    members = (member(BO), member(CY, Standing.FULL, Duty.FACILITATOR))
    ends = ChangeStatus(status=CircleStatus.DISSOLVED, decided_in=P, name="Street", members=members)

    facts = facts_of(FULL_BOOK, ends)
    returned = EstateReturned(
        at=NOW,
        to=STREET,
        name="Street",
        members=members,
        roles=(WATER,),
        subcircles=(sub(SHED, ANA, None),),
        topics=(TOPIC,),
    )
    assert facts == (returned, StatusSet(at=NOW, status=CircleStatus.DISSOLVED, decided_in=P))
    dissolved = NoteDissolved(to=STREET, name="Street", facilitator=CY, members=members)
    assert circle_follow_ups(FULL_BOOK, facts) == (
        (ProceedingId("*"), dissolved),
        (STREET, TakeInReturned(circle=GARDEN, roles=(WATER,), subcircles=(sub(SHED, ANA, None),))),
        (STREET, BringTopic(title="Kitchen: Water", outcome=ItemOutcome.DECIDE, role="Water")),
        (
            STREET,
            BringTopic(
                title="An oven",
                outcome=ItemOutcome.DECIDE,
                by=CY,
                minutes=25,
                priority=1,
                next_step="Ask",
                due=NOW + SOON,
                proceeding=Q,
                confidential="A reason",
            ),
        ),
    )
    assert grown(FULL_BOOK, *facts) == kitchen(
        name="Kitchen", members=(), links=(), by_link=(), status=CircleStatus.DISSOLVED
    )
    long = replace(FULL_BOOK, name="K" * 200, topics=tuple(replace(TOPIC, number=n) for n in range(201)))
    facts = facts_of(long, replace(ends, members=(member(BO),)))
    follows = circle_follow_ups(long, facts)
    assert follows[0] == (ProceedingId("*"), replace(dissolved, facilitator=None, members=(member(BO),)))
    assert follows[2][1] == BringTopic(title="K" * 200, outcome=ItemOutcome.DECIDE, role="Water")
    assert len(follows) == 203


def test_a_circle_that_rests_keeps_all_it_has():
    rests = ChangeStatus(status=CircleStatus.DORMANT, decided_in=P, name="Street", members=())

    facts = facts_of(FULL_BOOK, rests)
    assert facts == (StatusSet(at=NOW, status=CircleStatus.DORMANT, decided_in=P),)
    assert grown(FULL_BOOK, *facts) == replace(FULL_BOOK, status=CircleStatus.DORMANT)


def test_a_circle_on_top_has_nobody_to_return_anything_to():
    ends = ChangeStatus(status=CircleStatus.DISSOLVED, decided_in=P, name="n", members=())

    facts = facts_of(replace(FULL_BOOK, broader=None), ends)
    assert facts == (StatusSet(at=NOW, status=CircleStatus.DISSOLVED, decided_in=P),)


def test_what_comes_back_gets_a_free_name_and_only_links_that_hold():
    owner = garden(roles=(WATER, Role(name="Water 2", purpose="w")))
    subs = (
        sub(OTHER, CY, FAY, interim=True),
        sub(GONE, FAY, ANA, interim=True),
        sub(STREET, BO, ANA),
    )

    facts = facts_of(owner, TakeInReturned(circle=KITCHEN, roles=(WATER,), subcircles=subs))
    taken = EstateTakenIn(
        at=NOW,
        circle=KITCHEN,
        roles=(replace(WATER, name="Water 3"),),
        subcircles=(sub(OTHER, CY, None, interim=True), sub(GONE, None, ANA), sub(STREET, BO, ANA)),
        unlinked=((OTHER, DELEGATE, FAY), (GONE, LEADER, FAY)),
    )
    assert facts == (taken,)
    booked = grown(owner, taken)
    assert booked.roles[2:] == taken.roles
    assert booked.subcircles[2:] == taken.subcircles
    assert but_holders(circle_follow_ups(booked, facts)) == (
        (OTHER, NoteBroader(broader=GARDEN)),
        (GONE, NoteBroader(broader=GARDEN)),
        (STREET, NoteBroader(broader=GARDEN)),
        (OTHER, NoteUnlinked(duty=DELEGATE, person=FAY)),
        (GONE, NoteUnlinked(duty=LEADER, person=FAY)),
    )


@pytest.mark.parametrize(("roles", "subs"), [((WATER,), ()), ((), (sub(OTHER, CY, None),))])
def test_either_of_the_two_is_enough_to_take_in(roles: tuple[Role, ...], subs: tuple[SubCircle, ...]):
    (taken,) = facts_of(garden(), TakeInReturned(circle=KITCHEN, roles=roles, subcircles=subs))

    assert isinstance(taken, EstateTakenIn)
    assert (taken.roles, taken.subcircles, taken.unlinked) == (roles, subs, ())


def test_with_what_comes_back_the_circle_knows_at_once_who_holds_what():
    back = replace(sub(STREET, BO, ANA), charter=Charter(name="Street", aim="a", domains=("water",)))

    _, holders = facts_of(garden(), TakeInReturned(circle=KITCHEN, roles=(), subcircles=(back,)))
    assert holders == HoldersNoted(at=NOW, held=(("water", "Street"),), told=(), broader_domains=None)


def test_another_circle_is_above_from_now_on():
    facts = facts_of(garden(), NoteBroader(broader=OTHER))

    assert facts == (BroaderChanged(at=NOW, broader=OTHER),)
    assert grown(garden(), *facts) == replace(garden(), broader=OTHER)


# --- small things -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "number", "reason"),
    [
        (CY, 3, Reason.NO_SUCH_THING),
        (CY, 0, Reason.NO_SUCH_THING),
        (PersonId("gus"), 2, Reason.NOT_A_MEMBER),
        (FAY, 2, Reason.NOT_FULL_MEMBER),
        (EVE, 2, Reason.LEADER_IS_DELEGATE),
        (CY, 1, Reason.NOT_NOW),
    ],
)
def test_a_leader_is_appointed_where_there_is_none(person: PersonId, number: int, reason: Reason):
    owner = replace(garden(), subcircles=(sub(KITCHEN, DEE, EVE), sub(SHED, None, EVE)))

    with pytest.raises(Refused) as refused:
        decide_circle(owner, AppointLeader(by=BO, sub=number, person=person), NOW)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("meeting", "settled", "facts"),
    [
        (MARCH, False, (MinutesSettled(at=NOW, meeting=MARCH),)),
        (MARCH, True, ()),
        (Q, False, ()),
    ],
)
def test_the_minutes_of_the_last_meeting_are_settled_once(
    meeting: ProceedingId,
    settled: bool,  # noqa: FBT001 - one of two cases
    facts: tuple[Fact, ...],
):
    owner = circle(last_meeting=MARCH, minutes_settled=settled)

    assert facts_of(owner, SettleMinutes(meeting=meeting)) == facts


def test_whoever_links_two_circles_counts_once_and_only_while_they_are_here():
    subs = (sub(KITCHEN, FAY, BO), sub(SHED, BO, None), sub(GONE, None, CY))
    inside = circle(subcircles=subs, links=((LEADER, ANA), (DELEGATE, FAY)), broader=STREET)

    assert linking(inside) == (BO, CY, ANA)
