"""Who belongs to a circle: asked in, accepted, on leave, gone; and what breaks a link (domain.md 10.3, 10.5; INV-C6)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitation.circle import circle_follow_ups, circle_legal, decide_circle, evolve_circle
from facilitation.commands import (
    AcceptMembership,
    AddLink,
    BringTopic,
    CircleCommand,
    ComeBack,
    DeclineMembership,
    EndLink,
    Invite,
    JoinCircle,
    LeaveCircle,
    NoteDeparted,
    NoteJoined,
    SetWorkingTimes,
    TakeLeave,
)
from facilitation.facts import (
    Fact,
    InvitationAccepted,
    InvitationDeclined,
    JoinAsked,
    LeaveBegan,
    MemberAdmitted,
    MemberInvited,
    MemberReleased,
    WorkingTimesSet,
)
from facilitation.model import (
    Charter,
    Circle,
    CircleId,
    Duty,
    ItemOutcome,
    Member,
    PersonId,
    ProceedingId,
    Standing,
    SubCircle,
    Words,
)
from facilitation.refusals import Reason
from tests.facilitation.small_circles import ANA, BO, CY, DEE, EVE, FAY, GUS, NOW, O, circle, member, refusal

GARDEN, STREET, KITCHEN = map(CircleId, ("garden", "street", "kitchen"))
P = ProceedingId("p")
LEADER, DELEGATE = Duty.LEADER, Duty.DELEGATE
FULL, GUEST, LEARNING, ON_LEAVE = Standing.FULL, Standing.GUEST, Standing.LEARNING, Standing.ON_LEAVE
INVITED = (member(DEE, GUEST), member(EVE, FULL, LEADER, Duty.SECRETARY))
ASKING = (member(FAY, LEARNING), member(GUS))
RESTED = ((CY, LEARNING), (BO, FULL))
CIRCLE = circle(
    member(ANA, FULL, LEADER, Duty.SECRETARY),
    member(BO, ON_LEAVE),
    member(CY, ON_LEAVE, Duty.FACILITATOR),
    invited=INVITED,
    asking=ASKING,
    rested=RESTED,
    by_link=(ANA, BO),
    broader=STREET,
)
"""Two people on leave, two who are invited, two who ask."""


def facts_of(command: CircleCommand, owner: Circle = CIRCLE) -> tuple[Fact, ...]:
    return decide_circle(owner, command, NOW)


def after(fact: Fact, owner: Circle = CIRCLE) -> Circle:
    return evolve_circle(owner, fact)


def refused(command: CircleCommand, owner: Circle = CIRCLE) -> tuple[Reason, str] | None:
    return refusal(owner, command)


def invite(place: Member, *, willing: bool = False) -> Invite:
    return Invite(member=place, willing=willing, decided_in=P)


# --- coming -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "facts"),
    [
        (invite(member(PersonId("hal"))), (MemberInvited, member(PersonId("hal")))),
        (invite(member(PersonId("hal")), willing=True), (MemberAdmitted, member(PersonId("hal")))),
        # Whoever has asked has said so themselves.
        (invite(member(GUS, GUEST)), (MemberAdmitted, member(GUS, GUEST))),
        # A standing changes, and duties stay.
        (invite(member(ANA, GUEST)), (MemberInvited, member(ANA, GUEST, LEADER, Duty.SECRETARY))),
        (
            invite(member(ANA, GUEST), willing=True),
            (MemberAdmitted, member(ANA, GUEST, LEADER, Duty.SECRETARY)),
        ),
        # Duties come with a decision of their own.
        (invite(member(PersonId("hal"), FULL, LEADER)), (MemberInvited, member(PersonId("hal")))),
    ],
    ids=repr,
)
def test_a_place_takes_two_consents(command: Invite, facts: tuple[type[Fact], Member]):
    kind, place = facts
    more = {"decided_in": P} if kind is MemberInvited else {}

    assert facts_of(command) == (kind(at=NOW, member=place, **more),)


def test_a_place_that_somebody_has_is_not_offered_again():
    assert facts_of(invite(member(ANA), willing=True)) == ()
    assert facts_of(invite(member(ANA))) == ()


def test_a_later_invitation_takes_the_place_of_an_earlier_one():
    again = MemberInvited(at=NOW, member=member(DEE), decided_in=P)

    assert after(again).invited == (INVITED[1], member(DEE))


def test_whoever_asks_twice_asks_once():
    again = JoinAsked(at=NOW, person=FAY, standing=GUEST, text=O)

    assert after(again).asking == (ASKING[1], member(FAY, GUEST))


HAL = PersonId("hal")


def test_whoever_asks_to_join_is_a_topic_of_the_circle():
    facts = facts_of(JoinCircle(by=HAL, text="t" * 1000, standing=LEARNING))

    assert facts == (JoinAsked(at=NOW, person=HAL, standing=LEARNING, text=Words("t" * 1000)),)
    topic = BringTopic(title="Garden: learning", outcome=ItemOutcome.DECIDE, by=HAL)
    assert circle_follow_ups(CIRCLE, facts) == ((GARDEN, topic),)
    long = replace(CIRCLE, name="G" * 200)
    assert circle_follow_ups(long, facts) == ((GARDEN, replace(topic, title="G" * 200)),)
    assert refused(JoinCircle(by=HAL, text="t" * 1001)) == (Reason.TEXT_TOO_LONG, "1000")
    assert refused(JoinCircle(by=HAL, text=" ")) == (Reason.TEXT_MISSING, "")
    assert refused(JoinCircle(by=HAL, text="t", standing=ON_LEAVE)) == (Reason.NOT_THIS_WAY, "")
    assert refused(JoinCircle(by=GUS, text="t")) == (Reason.ALREADY_THERE, "")
    assert refused(JoinCircle(by=ANA, text="t")) == (Reason.ALREADY_THERE, "")


def test_whoever_was_invited_and_asks_is_in():
    facts = facts_of(JoinCircle(by=DEE, text="t"))

    assert facts == (
        JoinAsked(at=NOW, person=DEE, standing=FULL, text=Words("t")),
        InvitationAccepted(at=NOW, member=member(DEE, GUEST)),
        MemberAdmitted(at=NOW, member=member(DEE, GUEST)),
    )
    owner = CIRCLE
    for fact in facts:
        owner = evolve_circle(owner, fact)
    assert owner.members[-1] == member(DEE, GUEST)
    assert (owner.invited, owner.asking) == (INVITED[1:], ASKING)
    assert circle_follow_ups(owner, facts) == ((ProceedingId("*"), NoteJoined(member=member(DEE, GUEST))),)


def test_a_first_leader_has_the_duty_once_both_circles_know_of_it():
    facts = facts_of(AcceptMembership(by=EVE))

    assert facts == (
        InvitationAccepted(at=NOW, member=INVITED[1]),
        MemberAdmitted(at=NOW, member=member(EVE, FULL, Duty.SECRETARY)),
    )
    assert circle_follow_ups(CIRCLE, facts[:1]) == (
        (STREET, AddLink(circle=GARDEN, duty=LEADER, person=EVE)),
    )
    assert circle_follow_ups(replace(CIRCLE, broader=None), facts[:1]) == ()
    plain = InvitationAccepted(at=NOW, member=member(EVE, FULL, DELEGATE, Duty.SECRETARY))
    assert circle_follow_ups(CIRCLE, (plain,)) == ()
    assert after(facts[0]) == CIRCLE
    assert refused(AcceptMembership(by=FAY)) == (Reason.NOT_ASKED, "")


@pytest.mark.parametrize(
    ("who", "invited", "asking"),
    [(DEE, INVITED[1:], ASKING), (GUS, INVITED, ASKING[:1])],
)
def test_a_place_is_declined_or_asked_for_no_longer(
    who: PersonId, invited: tuple[Member, ...], asking: tuple[Member, ...]
):
    facts = facts_of(DeclineMembership(by=who))

    assert facts == (InvitationDeclined(at=NOW, person=who),)
    assert after(facts[0]) == replace(CIRCLE, invited=invited, asking=asking)
    assert refused(DeclineMembership(by=ANA)) == (Reason.NOT_ASKED, "")


# --- going and coming back ----------------------------------------------------------------------------------------


def test_nothing_is_remembered_of_somebody_who_has_left():
    facts = facts_of(LeaveCircle(by=BO))

    assert facts == (MemberReleased(at=NOW, person=BO),)
    assert after(facts[0]) == replace(
        CIRCLE, members=(CIRCLE.members[0], CIRCLE.members[2]), rested=RESTED[:1], by_link=(ANA,)
    )
    gone = after(MemberReleased(at=NOW, person=FAY))
    assert gone == replace(CIRCLE, asking=ASKING[1:])
    assert circle_follow_ups(CIRCLE, facts)[-1] == (ProceedingId("*"), NoteDeparted(person=BO))


def test_a_standing_waits_for_whoever_is_on_leave():
    away = facts_of(TakeLeave(by=ANA))

    assert away == (
        LeaveBegan(at=NOW, person=ANA, standing=FULL),
        MemberAdmitted(at=NOW, member=member(ANA, ON_LEAVE, LEADER, Duty.SECRETARY)),
    )
    resting = evolve_circle(after(away[0]), away[1])
    assert resting.rested == (*RESTED, (ANA, FULL))
    assert after(LeaveBegan(at=NOW, person=CY, standing=GUEST)).rested == (RESTED[1], (CY, GUEST))
    back = facts_of(ComeBack(by=CY))
    assert back == (MemberAdmitted(at=NOW, member=member(CY, LEARNING, Duty.FACILITATOR)),)
    assert after(back[0]).rested == RESTED[1:]
    assert refused(TakeLeave(by=CY)) == (Reason.ALREADY_AWAY, "")
    assert refused(ComeBack(by=ANA)) == (Reason.ALREADY_THERE, "")
    assert refused(ComeBack(by=HAL)) == (Reason.STRANGER, "")


# --- what breaks a link -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now_is", "ended"),
    [
        (member(ANA, FULL, LEADER), False),
        (member(ANA, FULL), True),
        (member(ANA, GUEST, LEADER), True),
        (None, True),
    ],
)
def test_nobody_links_a_circle_upwards_who_is_no_full_member_with_the_duty(
    now_is: Member | None,
    ended: bool,  # noqa: FBT001 - one of two cases
):
    people = (member(BO), *((now_is,) if now_is is not None else ()))
    owner = circle(*people, broader=STREET, links=((LEADER, ANA),))
    seen = MemberReleased(at=NOW, person=ANA)

    ends = (STREET, EndLink(circle=GARDEN, duty=LEADER, person=ANA))
    assert (ends in circle_follow_ups(owner, (seen,))) is ended
    assert ends not in circle_follow_ups(replace(owner, broader=None), (seen,))


@pytest.mark.parametrize(
    ("now_is", "ended"), [(member(DEE), False), (member(DEE, GUEST), True), (None, True)]
)
def test_nobody_links_a_sub_circle_who_is_no_full_member_here(
    now_is: Member | None,
    ended: bool,  # noqa: FBT001 - one of two cases
):
    people = (member(BO), *((now_is,) if now_is is not None else ()))
    sub = SubCircle(id=KITCHEN, charter=Charter(name="Kitchen", aim="a"), leader=BO, delegate=DEE)
    seen = MemberAdmitted(at=NOW, member=member(BO))

    follows = circle_follow_ups(circle(*people, subcircles=(sub,)), (seen,))
    ends = (GARDEN, EndLink(circle=KITCHEN, duty=DELEGATE, person=DEE))
    assert [one for one in follows if isinstance(one[1], EndLink)] == ([ends] if ended else [])


# --- how it works from day to day ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hours",
    ["Mon 09:00-17:00", "Mon-Fri 09:00-17:00", "Mon-Wed,Fri 00:00-23:59", "Sat,Sun-Mon,Thu-Tue 10:30-20:00"],
)
@pytest.mark.parametrize("language", ["de", "gsw", "en-GB", "zh-Hant-TW"])
def test_working_times_are_kept_as_they_are_said(hours: str, language: str):
    command = SetWorkingTimes(by=ANA, language=f" {language} ", zone=" Europe/Berlin ", working_hours=hours)

    facts = facts_of(command)
    assert facts == (
        WorkingTimesSet(at=NOW, by=ANA, language=language, zone="Europe/Berlin", working_hours=hours),
    )
    told = after(facts[0])
    assert told == replace(CIRCLE, language=language, zone="Europe/Berlin", working_hours=hours)
    assert refused(command, told) == (Reason.NOTHING_CHANGED, "")
    one = decide_circle(told, SetWorkingTimes(by=ANA, zone="UTC"), NOW)
    assert one == (WorkingTimesSet(at=NOW, by=ANA, language=language, zone="UTC", working_hours=hours),)


@pytest.mark.parametrize(
    "field",
    [
        ("language", "d"),
        ("language", "DE"),
        ("language", "deutsch"),
        ("language", "de-"),
        ("language", "de-x"),
        ("zone", "Atlantis"),
        ("zone", "../etc"),
        ("working_hours", "always"),
        ("working_hours", "Mon 9:00-17:00"),
        ("working_hours", "Mon 09:00-24:00"),
        ("working_hours", "Mon 09:60-17:00"),
        ("working_hours", "Mo 09:00-17:00"),
        ("working_hours", "Mon-Fri"),
        ("working_hours", "Mon-Fri 09:00-17:00 or so"),
        ("working_hours", "Mon, Tue 09:00-17:00"),
    ],
)
def test_what_nobody_could_keep_to_is_refused_by_its_words(field: tuple[str, str]):
    assert refused(SetWorkingTimes(by=ANA, **dict([field]))) == (Reason.SETTINGS_UNKNOWN, field[1])


def test_of_a_long_zone_only_its_beginning_is_repeated():
    zone = "Z" * 101

    assert refused(SetWorkingTimes(by=ANA, zone=zone)) == (Reason.SETTINGS_UNKNOWN, "Z" * 100)
    assert refused(SetWorkingTimes(by=ANA)) == (Reason.NOTHING_CHANGED, "")


@pytest.mark.parametrize("duty", [*Duty, None])
def test_those_who_keep_the_times(duty: Duty | None):
    keeper = (member(ANA, FULL, duty),) if duty is not None else (member(ANA),)
    owner = circle(*keeper, member(BO), member(CY, GUEST))
    keeps = duty in (LEADER, Duty.FACILITATOR, Duty.SECRETARY)

    def may(who: PersonId) -> bool:
        return SetWorkingTimes in {offer.command for offer in circle_legal(owner, who)}

    assert (may(ANA), may(BO), may(CY), may(HAL)) == (True, not keeps, False, False)
