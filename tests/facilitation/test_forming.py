"""Circles are founded and formed, their charters change, and who holds what is known (domain.md 10.1, 10.4; INV-C3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitation.circle import changed, circle_follow_ups, circle_wake_at, decide_circle
from facilitation.commands import (
    BringTopic,
    ChangeCharter,
    ChangeSettings,
    CircleCommand,
    CountRounds,
    EnterMeeting,
    FormSubCircle,
    Found,
    LeaveMeeting,
    NoteCharter,
    NoteDecidedByOne,
    NoteHolders,
    NoteLinked,
    NoteSubCircle,
    NoteSubMet,
    NoteTopicOffered,
    Tick,
)
from facilitation.facts import (
    CharterChanged,
    CircleFounded,
    CircleMeets,
    CircleMet,
    Fact,
    HoldersNoted,
    LastDayPassed,
    MemberAdmitted,
    RoundsCounted,
    SettingsChanged,
    SubCharterNoted,
    SubCircleFormed,
    SubCircleMet,
    SubCircleNoted,
    SubDecidedAlone,
    TopicAdded,
    TopicChanged,
)
from facilitation.meeting import offered
from facilitation.model import (
    Charter,
    Circle,
    CircleId,
    CircleKind,
    CircleStatus,
    Duty,
    ItemOutcome,
    Member,
    ProceedingId,
    Standing,
    SubCircle,
    Topic,
)
from facilitation.refusals import Reason, Refused
from facilitation.settings import settings_from
from tests.facilitation.small_circles import (
    ANA,
    BO,
    CY,
    DEE,
    EVE,
    NOW,
    REVIEW,
    SOON,
    circle,
    grown,
    member,
    refusal,
)

GARDEN, STREET, KITCHEN, SHED, MARKET = map(CircleId, ("garden", "street", "kitchen", "shed", "market"))
P, MARCH, APRIL = map(ProceedingId, ("p", "march", "april"))
FULL, LEADER, DELEGATE = Standing.FULL, Duty.LEADER, Duty.DELEGATE


def sub(id_: CircleId, *domains: str, decides: bool | None = None, **more: object) -> SubCircle:
    charter = Charter(name=id_.title(), aim="a", domains=domains, decides=decides)
    return replace(SubCircle(id=id_, charter=charter), **more)


def garden(*subs: SubCircle, **changes: object) -> Circle:
    people = (member(ANA, FULL, Duty.FACILITATOR), member(BO), member(CY), member(DEE, Standing.GUEST))
    plain = circle(*people, overrides={"rounds": "together"}, domains=("beds", "meals", "paths", "gate"))
    return replace(plain, broader=STREET, subcircles=subs, **changes)


def facts_of(owner: Circle | None, command: CircleCommand | Tick) -> tuple[Fact, ...]:
    return decide_circle(owner, command, NOW)


def news(owner: Circle) -> dict[str, str]:
    """Who holds what elsewhere, as it is worked out once the circle hears of nothing new."""
    (noted,) = facts_of(owner, NoteHolders(held=owner.told, domains=("anything",)))
    assert isinstance(noted, HoldersNoted)
    return dict(noted.held)


# --- a circle is founded ------------------------------------------------------------------------------------------


def test_a_circle_is_founded_as_it_was_described():
    command = Found(
        id=GARDEN,
        name=" The \n garden ",
        aim=" Green ",
        members=(member(ANA), member(BO, Standing.GUEST)),
        preset="s3",
        overrides=(("rounds", "together"),),
        domains=("beds",),
        broader=STREET,
        practice=True,
        kind=CircleKind.HELPING,
        decides=False,
        until=REVIEW,
        invited=(member(CY),),
        links=((LEADER, ANA),),
    )

    facts = facts_of(None, command)
    assert facts == (
        CircleFounded(
            at=NOW,
            circle=Circle(
                id=GARDEN,
                name="The garden",
                aim="Green",
                members=(member(ANA), member(BO, Standing.GUEST)),
                settings=settings_from("s3", {"rounds": "together"}),
                domains=("beds",),
                broader=STREET,
                practice=True,
                kind=CircleKind.HELPING,
                decides=False,
                until=REVIEW,
                invited=(member(CY),),
                links=((LEADER, ANA),),
            ),
        ),
    )
    only_invited = replace(command, members=())
    assert len(facts_of(None, only_invited)) == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": "n" * 200}, None),
        ({"name": "n" * 201}, (Reason.TEXT_TOO_LONG, "200")),
        ({"aim": ""}, None),
        ({"aim": "a" * 1000}, None),
        ({"aim": "a" * 1001}, (Reason.TEXT_TOO_LONG, "1000")),
        ({"preset": "sofa2"}, (Reason.SETTINGS_UNKNOWN, "sofa2")),
        ({"overrides": (("colour", "green"),)}, (Reason.SETTINGS_UNKNOWN, "colour")),
        ({"members": (), "invited": (member(CY, Standing.GUEST),)}, (Reason.NOT_FULL_MEMBER, "")),
    ],
    ids=str,
)
def test_a_circle_needs_a_name_and_somebody_who_consents(
    changes: dict[str, object], reason: tuple[Reason, str] | None
):
    command = Found(id=GARDEN, name="Garden", aim="a", members=(member(ANA),))

    assert refusal(None, replace(command, **changes)) == reason


def test_nothing_but_a_founding_comes_first():
    for command in (Tick(), CountRounds(rounds=1)):
        with pytest.raises(Refused) as refused:
            decide_circle(None, command, NOW)
        assert refused.value.reason is Reason.NO_SUCH_THING


def test_a_circle_that_was_founded_by_hand_makes_itself_known():
    people = (member(ANA, FULL, LEADER), member(BO, FULL, DELEGATE))
    new = replace(
        circle(*people, domains=("beds",), broader=STREET),
        kind=CircleKind.HELPING,
        decides=False,
        until=REVIEW,
        status=CircleStatus.DORMANT,
    )
    charter = Charter(
        name="Garden",
        aim="Green",
        domains=("beds",),
        kind=CircleKind.HELPING,
        decides=False,
        members=people,
        until=REVIEW,
        circle=GARDEN,
    )
    seen = SubCircle(id=GARDEN, charter=charter, status=CircleStatus.DORMANT, leader=ANA, delegate=BO)

    founded = CircleFounded(at=NOW, circle=new)
    assert circle_follow_ups(new, (founded,)) == ((STREET, NoteSubCircle(sub=seen)),)
    top = replace(new, broader=None)
    assert circle_follow_ups(top, (CircleFounded(at=NOW, circle=top),)) == ()


@pytest.mark.parametrize(
    ("leader", "delegate", "linked"),
    [
        (ANA, BO, (ANA, BO)),
        (ANA, ANA, (ANA, None)),
        (DEE, BO, (None, BO)),
        (ANA, DEE, (ANA, None)),
        (EVE, EVE, (None, None)),
        (None, BO, (None, BO)),
    ],
)
def test_only_two_full_members_of_both_circles_link_them(
    leader: str | None, delegate: str | None, linked: tuple[str | None, str | None]
):
    noted, *more = facts_of(garden(), NoteSubCircle(sub=sub(SHED, leader=leader, delegate=delegate)))

    shown = sub(SHED, leader=linked[0], delegate=linked[1])
    assert (noted, more) == (SubCircleNoted(at=NOW, sub=shown), [])
    told = [one for one in circle_follow_ups(garden(), (noted,)) if isinstance(one[1], NoteLinked)]
    duties = ((LEADER, linked[0]), (DELEGATE, linked[1]))
    assert told == [(SHED, NoteLinked(duty=d, person=who)) for d, who in duties if who]


def test_where_one_person_may_be_both_they_are():
    both = replace(garden(), settings=circle(overrides={"leader_as_delegate": "allowed"}).settings)

    (noted,) = facts_of(both, NoteSubCircle(sub=sub(SHED, leader=ANA, delegate=ANA)))
    assert noted == SubCircleNoted(at=NOW, sub=sub(SHED, leader=ANA, delegate=ANA))


def test_a_sub_circle_holds_what_its_broader_circle_does():
    with pytest.raises(Refused) as refused:
        decide_circle(garden(), NoteSubCircle(sub=sub(SHED, "beds", "roof", "sky")), NOW)
    assert (refused.value.reason, refused.value.detail) == (Reason.DOMAIN_NOT_HELD, "beds, roof, sky")
    noted, holders = facts_of(garden(), NoteSubCircle(sub=sub(SHED, "beds")))
    assert grown(garden(), noted).subcircles == (sub(SHED, "beds"),)
    assert holders == HoldersNoted(at=NOW, held=(("beds", "Shed"),), told=(), broader_domains=None)


# --- a sub-circle is formed ---------------------------------------------------------------------------------------

CHARTER = Charter(
    name="Kitchen",
    aim="Lunch",
    domains=("meals", "roof", "meals"),
    kind=CircleKind.HELPING,
    decides=False,
    product="p",
    members=(member(CY), member(BO, FULL, LEADER), member(EVE, FULL, DELEGATE), member(ANA)),
    until=REVIEW,
)
FORM = FormSubCircle(id=KITCHEN, charter=CHARTER, willing=(BO, ANA), decided_in=P)
KEPT = replace(
    CHARTER,
    domains=("meals",),
    circle=KITCHEN,
    members=(member(CY), member(BO, FULL, LEADER), member(EVE), member(ANA)),
)


def test_a_sub_circle_is_formed_of_what_the_circle_still_has():
    formed = SubCircleFormed(at=NOW, id=KITCHEN, charter=KEPT, willing=(BO, ANA), decided_in=P)

    facts = facts_of(garden(), FORM)
    assert facts[0] == formed  # it recommends, and so holds nothing
    decides = facts_of(garden(), replace(FORM, charter=replace(CHARTER, decides=None)))
    assert decides[1] == HoldersNoted(at=NOW, held=(("meals", "Kitchen"),), told=(), broader_domains=None)
    assert facts[1:] == ()
    assert grown(garden(), formed).subcircles == (SubCircle(id=KITCHEN, charter=KEPT, leader=BO),)
    later = grown(garden(), replace(formed, willing=(ANA,)))
    assert later.subcircles == (SubCircle(id=KITCHEN, charter=KEPT, leader=None),)


def test_a_circle_is_founded_with_those_who_are_willing():
    formed = SubCircleFormed(at=NOW, id=KITCHEN, charter=KEPT, willing=(BO, ANA), decided_in=P)
    owner = grown(replace(garden(), practice=True), formed)
    found = Found(
        id=KITCHEN,
        name="Kitchen",
        aim="Lunch",
        members=(member(BO, FULL, LEADER), member(ANA)),
        invited=(member(CY), member(EVE)),
        preset="sofa",
        overrides=(("rounds", "together"),),
        domains=("meals",),
        broader=GARDEN,
        practice=True,
        kind=CircleKind.HELPING,
        decides=False,
        until=REVIEW,
        links=((LEADER, BO),),
    )

    follows = circle_follow_ups(owner, (formed,))
    assert follows[0] == (KITCHEN, found)
    assert [to for to, _ in follows] == [KITCHEN, KITCHEN]
    alone = replace(formed, willing=(ANA,), charter=replace(KEPT, decides=None))
    (_, invited), *_ = circle_follow_ups(owner, (alone,))
    assert invited == replace(found, members=(member(ANA),), invited=KEPT.members[:3], links=(), decides=True)


# --- name, aim and domains ----------------------------------------------------------------------------------------

BOUND = (sub(KITCHEN, "meals", "paths"), sub(SHED, "gate", status=CircleStatus.DISSOLVED))


@pytest.mark.parametrize(
    ("charter", "above", "expected"),
    [
        (Charter(name="Yard", aim=""), None, ("Yard", "Green", ("beds", "meals", "paths", "gate"))),
        (Charter(name="", aim="Grow"), None, ("Garden", "Grow", ("beds", "meals", "paths", "gate"))),
        (Charter(name="", aim="", domains=("roof",)), None, ("Garden", "Green", ("roof", "meals", "paths"))),
        (
            Charter(name="", aim="", domains=("paths", "roof", "beds")),
            ("beds", "meals", "paths"),
            ("Garden", "Green", ("paths", "beds", "meals")),
        ),
    ],
)
def test_a_charter_changes_where_it_says_so(
    charter: Charter, above: tuple[str, ...] | None, expected: tuple[str, str, tuple[str, ...]]
):
    owner = garden(*BOUND, broader_domains=above, held_elsewhere=(("meals", "Kitchen"), ("paths", "Kitchen")))
    name, aim, domains = expected

    facts = facts_of(owner, ChangeCharter(charter=charter, decided_in=P))
    assert facts == (CharterChanged(at=NOW, name=name, aim=aim, domains=domains, decided_in=P),)
    assert grown(owner, *facts) == replace(owner, name=name, aim=aim, domains=domains)
    note = NoteCharter(circle=GARDEN, name=name, aim=aim, domains=domains)
    assert (STREET, note) in circle_follow_ups(owner, facts)
    assert note not in [told for _, told in circle_follow_ups(replace(owner, broader=None), facts)]


def test_a_circle_that_holds_everything_still_does_after_another_name():
    top = replace(garden(*BOUND, broader_domains=None), domains=(), broader=None)

    (renamed, *_) = facts_of(top, ChangeCharter(charter=Charter(name="Yard", aim=""), decided_in=P))
    assert renamed == CharterChanged(at=NOW, name="Yard", aim="Green", domains=(), decided_in=P)


def test_the_broader_circle_keeps_the_charter_of_its_sub_circle():
    owner = garden(*BOUND)
    facts = facts_of(owner, NoteCharter(circle=KITCHEN, name="Soup", aim="Hot", domains=("meals",)))

    noted = SubCharterNoted(at=NOW, circle=KITCHEN, name="Soup", aim="Hot", domains=("meals",))
    assert facts == (
        noted,
        HoldersNoted(at=NOW, held=(("meals", "Soup"),), told=(), broader_domains=None),
    )
    charter = replace(BOUND[0].charter, name="Soup", aim="Hot", domains=("meals",))
    assert grown(owner, noted).subcircles == (replace(BOUND[0], charter=charter), BOUND[1])


# --- who holds what -----------------------------------------------------------------------------------------------


def test_a_circle_knows_who_holds_what():
    owner = garden(
        sub(KITCHEN, "meals"),
        sub(MARKET, "meals", "paths"),
        sub(SHED, "gate", decides=False),
        sub(CircleId("barn"), "gate", status=CircleStatus.DORMANT),
        told=(("roof", "Roofers"), ("beds", "Street"), ("meals", "Street")),
    )

    assert news(owner) == {"meals": "Kitchen", "paths": "Market", "roof": "Roofers"}
    assert list(news(owner)) == ["meals", "paths", "roof"]


def test_the_registry_is_told_where_it_is_news():
    owner = garden(told=(("roof", "R"),), held_elsewhere=(("roof", "R"),), broader_domains=("beds",))
    same = NoteHolders(held=(("roof", "R"),), domains=("beds",))

    assert facts_of(owner, same) == ()
    noted = HoldersNoted(at=NOW, held=(("sky", "R"),), told=(("sky", "R"),), broader_domains=("beds",))
    assert facts_of(owner, replace(same, held=(("sky", "R"),))) == (noted,)
    wider = facts_of(owner, replace(same, domains=None))
    assert wider == (replace(noted, held=(("roof", "R"),), told=(("roof", "R"),), broader_domains=None),)
    assert grown(owner, noted) == replace(
        owner, held_elsewhere=(("sky", "R"),), told=(("sky", "R"),), broader_domains=("beds",)
    )
    # What it holds itself since is no news, and yet it was told.
    mine = facts_of(owner, replace(same, held=(("roof", "R"), ("beds", "Street"))))
    assert mine == (replace(noted, held=(("roof", "R"),), told=(("roof", "R"), ("beds", "Street"))),)


def test_each_sub_circle_hears_of_the_others():
    owner = garden(
        sub(KITCHEN, "meals"),
        sub(MARKET, "meals", "paths"),
        sub(SHED, "gate", status=CircleStatus.DISSOLVED),
        sub(CircleId("barn"), "gate", status=CircleStatus.DORMANT),
        told=(("roof", "Roofers"), ("beds", "Street")),
    )
    fact = HoldersNoted(at=NOW, held=(), told=(), broader_domains=None)
    rest = (("beds", "Garden"), ("gate", "Garden"), ("roof", "Roofers"))

    assert circle_follow_ups(owner, (fact,)) == (
        (KITCHEN, NoteHolders(held=(("paths", "Market"), *rest), domains=owner.domains)),
        (MARKET, NoteHolders(held=rest, domains=owner.domains)),
        (
            CircleId("barn"),
            NoteHolders(
                held=(("meals", "Kitchen"), ("paths", "Market"), rest[0], rest[2]), domains=owner.domains
            ),
        ),
    )
    top = replace(owner, domains=(), broader=None)
    assert {told.domains for _, told in circle_follow_ups(top, (fact,))} == {None}
    below = replace(owner, domains=())
    assert {told.domains for _, told in circle_follow_ups(below, (fact,))} == {()}
    full = replace(owner, broader=None)
    assert {told.domains for _, told in circle_follow_ups(full, (fact,))} == {owner.domains}


# --- meetings, rounds, settings, last days ------------------------------------------------------------------------


def test_a_circle_is_in_one_meeting_at_a_time():
    meets = CircleMeets(at=NOW, meeting=MARCH)
    met = CircleMet(
        at=NOW, meeting=MARCH, held=True, attended=(ANA, BO), next_meeting=REVIEW, minutes_settled=True
    )
    inside = garden(meeting=MARCH, last_meeting=APRIL, last_attended=(CY,), next_meeting=NOW)

    assert facts_of(garden(), EnterMeeting(meeting=MARCH)) == (meets,)
    assert grown(garden(), meets) == garden(meeting=MARCH)
    left = LeaveMeeting(
        meeting=MARCH, held=True, attended=(ANA, BO), next_meeting=REVIEW, minutes_settled=True
    )
    assert facts_of(inside, left) == (met,)
    assert grown(inside, met) == garden(
        last_meeting=MARCH, last_attended=(ANA, BO), next_meeting=REVIEW, minutes_settled=True
    )
    assert grown(inside, replace(met, held=False)) == replace(inside, meeting=None)
    assert circle_follow_ups(inside, (met,)) == ((STREET, NoteSubMet(circle=GARDEN)),)
    assert circle_follow_ups(inside, (replace(met, held=False),)) == ()
    assert circle_follow_ups(replace(inside, broader=None), (met,)) == ()


def test_the_broader_circle_hears_of_meetings_and_of_what_one_decided():
    owner = garden(sub(KITCHEN), sub(MARKET))
    met = SubCircleMet(at=NOW, circle=MARKET)
    alone = SubDecidedAlone(at=NOW, circle=MARKET, proceeding=P, title="t")

    assert facts_of(owner, NoteSubMet(circle=MARKET)) == (met,)
    assert grown(owner, met).subcircles == (sub(KITCHEN), sub(MARKET, last_met=NOW))
    assert facts_of(owner, NoteDecidedByOne(circle=MARKET, proceeding=P, title="t")) == (alone,)
    assert grown(owner, alone) == owner


def test_a_topic_can_be_taken_up_in_the_meeting_that_is_there():
    topic = Topic(number=1, title="t", by=ANA, at=NOW)
    inside = garden(meeting=MARCH)

    for fact in (TopicAdded(at=NOW, topic=topic), TopicChanged(at=NOW, topic=topic, by=ANA)):
        assert circle_follow_ups(inside, (fact,)) == ((MARCH, NoteTopicOffered(offered=offered(topic))),)
        assert circle_follow_ups(garden(), (fact,)) == ()
    asked = TopicAdded(at=NOW, topic=replace(topic, offered=True))
    assert circle_follow_ups(inside, (asked,)) == ()


def test_rounds_are_counted_and_settings_change_by_decision():
    counted = RoundsCounted(at=NOW, rounds=3)
    wanted = (("preset", "s3"), ("quorum", "75"))
    decided = SettingsChanged(at=NOW, changes=wanted, decided_in=P)

    assert facts_of(garden(), CountRounds(rounds=3)) == (counted,)
    assert grown(garden(rounds_held=2), counted).rounds_held == 5
    assert facts_of(garden(), ChangeSettings(changes=wanted, decided_in=P)) == (decided,)
    whole = settings_from("s3", {"rounds": "together", "quorum": "75"})
    assert grown(garden(), decided) == garden(settings=whole)
    assert changed(garden().settings, ()) == garden().settings


def test_whoever_joins_joins_what_is_open():
    joined = MemberAdmitted(at=NOW, member=member(DEE))

    people = grown(garden(), joined).members
    assert people == (*garden().members[:3], Member(person=DEE))
    assert circle_follow_ups(garden(), (joined,))[-1][0] == "*"


def helping(id_: CircleId, **more: object) -> SubCircle:
    charter = Charter(name=id_.title(), aim="a", kind=CircleKind.HELPING, until=NOW + SOON)
    return replace(SubCircle(id=id_, charter=charter), **more)


def test_a_last_day_comes_once_for_each_helping_circle_at_work():
    later = helping(MARKET, charter=replace(helping(MARKET).charter, until=REVIEW))
    owner = garden(
        sub(STREET),
        helping(KITCHEN),
        later,
        helping(SHED, status=CircleStatus.DORMANT),
        helping(CircleId("barn"), day_over=True),
    )
    day = NOW + SOON
    passed = LastDayPassed(at=day, circle=KITCHEN, due=day)

    assert circle_wake_at(owner) == day
    assert decide_circle(owner, Tick(), NOW) == ()
    assert decide_circle(owner, Tick(), day) == (passed,)
    then = grown(owner, passed)
    assert then.subcircles[1:3] == (helping(KITCHEN, day_over=True), later)
    assert circle_wake_at(then) == REVIEW
    topic = BringTopic(title="Kitchen", outcome=ItemOutcome.DECIDE)
    assert circle_follow_ups(then, (passed,)) == ((GARDEN, topic),)
    long = replace(owner, subcircles=(helping(KITCHEN, charter=replace(later.charter, name="K" * 201)),))
    assert circle_follow_ups(long, (passed,)) == ((GARDEN, replace(topic, title="K" * 200)),)
    assert circle_follow_ups(garden(), (passed,)) == ()
