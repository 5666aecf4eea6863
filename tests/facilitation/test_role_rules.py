"""Roles and the time somebody holds them: what each act and each day makes true (domain.md section 9; MVOS 3.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from facilitation.circle import circle_follow_ups, circle_wake_at, decide_circle
from facilitation.circles.holding import open_points
from facilitation.circles.roles import duty_of, holder_of, roles_of
from facilitation.circles.terms import half_of
from facilitation.commands import (
    AddHandover,
    AlignRoles,
    AssignRole,
    BringTopic,
    CircleCommand,
    CoverRole,
    DefineRole,
    DescribeHeldRole,
    DropRole,
    EndRolesOf,
    FinishHandover,
    KeepRole,
    NameUnderstudy,
    RecordOperationalDecision,
    ReportOverdue,
    ResignRole,
    SettleTopics,
    StayInRole,
    Tick,
    VacateRole,
)
from facilitation.facts import (
    CaretakerBegan,
    Fact,
    HalfTermReached,
    HandoverAdded,
    HandoverFinished,
    MemberAdmitted,
    MemberReleased,
    OperationalDecisionRecorded,
    OverdueReported,
    ResignationTakenBack,
    RoleAssigned,
    RoleDefined,
    RoleDescribed,
    RoleDropped,
    RoleEnded,
    RoleKept,
    RoleResigned,
    RoleReviewDue,
    TermReminded,
    UnderstudyNamed,
)
from facilitation.model import (
    Assignment,
    Circle,
    CircleId,
    CircleStatus,
    Duty,
    Handover,
    ItemOutcome,
    PersonId,
    ProceedingId,
    Role,
    RoleEnd,
    Standing,
    Words,
)
from facilitation.refusals import Reason
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
    circle,
    grown,
    member,
    refusal,
)

GARDEN, STREET = CircleId("garden"), CircleId("street")
P, Q = ProceedingId("p"), ProceedingId("q")
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
FULL = Standing.FULL
WATER = Role(name="Water", purpose="Nothing dries up", responsibilities="r", review=REVIEW, defined_in=P)
KEYS = Role(name="Keys", purpose="k", duty=Duty.SECRETARY)
FIRE = Role(name="Fire", purpose="f")
HELD = Assignment(
    role="Water",
    person=BO,
    since=NOW - 100 * DAY,
    until=NOW + 200 * DAY,
    selected_in=Q,
    understudy=CY,
    handover=("a", "b", "c"),
    handed_over=(2,),
    reminded=1,
)
KEPT = Assignment(role="Keys", person=ANA, since=NOW, until=NOW + 365 * DAY, selected_in=Q)
CIRCLE = circle(
    member(ANA, FULL, Duty.FACILITATOR, Duty.SECRETARY),
    member(BO, FULL, Duty.LEADER),
    member(CY),
    member(DEE, Standing.GUEST),
    roles=(WATER, KEYS, FIRE),
    assignments=(HELD, KEPT),
    handovers=(Handover(role="Fire", points=("ash",)), Handover(role="Keys", points=("spare",))),
    broader=STREET,
)


def facts_of(command: CircleCommand | Tick, owner: Circle = CIRCLE, now: datetime = NOW) -> tuple[Fact, ...]:
    return decide_circle(owner, command, now)


def after(*facts: Fact, owner: Circle = CIRCLE) -> Circle:
    return grown(owner, *facts)


def refused(command: CircleCommand, owner: Circle = CIRCLE) -> tuple[Reason, str] | None:
    return refusal(owner, command)


def ended(role: str, person: PersonId, why: RoleEnd, due: datetime | None = None) -> RoleEnded:
    return RoleEnded(at=NOW, role=role, person=person, why=why, due=due)


def admitted(person: PersonId, *duties: Duty, at: datetime = NOW) -> MemberAdmitted:
    return MemberAdmitted(at=at, member=member(person, FULL, *duties))


# --- who holds what -----------------------------------------------------------------------------------------------


def test_a_role_is_known_by_its_definition_then_by_its_name():
    named = replace(CIRCLE, roles=(*CIRCLE.roles, Role(name="Leader", purpose="l")))

    assert [duty_of(CIRCLE, name) for name in ("Keys", "Water", "LEADER", "Delegate", "Pond")] == [
        Duty.SECRETARY,
        None,
        Duty.LEADER,
        Duty.DELEGATE,
        None,
    ]
    assert duty_of(named, "Leader") is None
    assert [holder_of(CIRCLE, name) for name in ("Keys", "Water", "leader", "delegate", "Fire")] == [
        ANA,
        BO,
        BO,
        None,
        None,
    ]


def test_the_roles_of_somebody():
    assert roles_of(CIRCLE, ANA) == ("Keys", "facilitator")
    assert roles_of(CIRCLE, BO) == ("Water", "leader")
    assert roles_of(CIRCLE, CY) == ()
    loose = replace(CIRCLE, assignments=(replace(HELD, role="Pond", person=CY),))
    assert roles_of(loose, CY) == ("Pond",)


# --- what decisions make true -------------------------------------------------------------------------------------

ASSIGN = AssignRole(role="Keys", person=CY, until=REVIEW, selected_in=P, interim=True)


def test_whoever_takes_a_process_role_has_its_duty_and_nobody_else():
    facts = facts_of(ASSIGN)
    taken = RoleAssigned(at=NOW, role="Keys", person=CY, since=NOW, until=REVIEW, selected_in=P, interim=True)

    assert facts == (
        ended("Keys", ANA, RoleEnd.FOLLOWED),
        taken,
        admitted(ANA, Duty.FACILITATOR),
        admitted(CY, Duty.SECRETARY),
    )
    held = after(*facts).assignment("Keys")
    assert held == Assignment(
        role="Keys",
        person=CY,
        since=NOW,
        until=REVIEW,
        selected_in=P,
        interim=True,
        handover=("spare",),
    )
    assert after(*facts).handovers == CIRCLE.handovers[:1]


def test_a_new_term_of_the_same_person_keeps_what_is_to_be_handed_over():
    facts = facts_of(AssignRole(role="Water", person=BO, until=REVIEW))

    assert facts == (RoleAssigned(at=NOW, role="Water", person=BO, since=NOW, until=REVIEW),)
    assert after(*facts).assignments == (
        Assignment(
            role="Water",
            person=BO,
            since=NOW,
            until=REVIEW,
            understudy=CY,
            handover=("a", "b", "c"),
            handed_over=(2,),
        ),
        KEPT,
    )


def test_what_was_left_behind_waits_for_whoever_follows():
    facts = facts_of(AssignRole(role="Water", person=CY, until=REVIEW))
    left = after(facts[0])

    assert facts[0] == ended("Water", BO, RoleEnd.FOLLOWED)
    assert left.assignments == (KEPT,)
    assert left.handovers == (*CIRCLE.handovers, Handover(role="Water", points=("a", "c")))
    done = replace(CIRCLE, assignments=(replace(HELD, handed_over=(1, 2, 3)), KEPT))
    assert after(facts[0], owner=done).handovers == CIRCLE.handovers
    assert after(*facts).assignment("Water") == Assignment(
        role="Water", person=CY, since=NOW, until=REVIEW, handover=("a", "c")
    )


def test_a_role_is_defined_or_changed_in_its_place():
    pond = Role(name="Pond", purpose="p")
    moved = replace(WATER, duty=Duty.DELEGATE)

    assert facts_of(DefineRole(role=pond, decided_in=Q)) == (RoleDefined(at=NOW, role=pond, decided_in=Q),)
    assert after(*facts_of(DefineRole(role=pond, decided_in=Q))).roles == (WATER, KEYS, FIRE, pond)
    facts = facts_of(DefineRole(role=moved, decided_in=Q))
    assert facts == (
        RoleDefined(at=NOW, role=moved, decided_in=Q),
        admitted(BO, Duty.LEADER, Duty.DELEGATE),
    )
    assert after(*facts).roles == (moved, KEYS, FIRE)


def test_a_selection_describes_the_role_it_fills():
    said = DescribeHeldRole(role="Water", decided_in=Q, purpose="Wet", qualifications=("calm",))

    facts = facts_of(said)
    assert facts == (
        RoleDescribed(at=NOW, role="Water", decided_in=Q, purpose="Wet", qualifications=("calm",)),
    )
    assert after(*facts).roles == (replace(WATER, purpose="Wet", qualifications=("calm",)), KEYS, FIRE)
    only = facts_of(DescribeHeldRole(role="Water", decided_in=Q, responsibilities=""))
    assert after(*only).roles[0] == replace(WATER, responsibilities="")


def test_a_role_is_dropped_with_its_holder_and_what_was_left_for_it():
    facts = facts_of(DropRole(role="Keys", decided_in=Q))

    assert facts == (
        ended("Keys", ANA, RoleEnd.DROPPED),
        admitted(ANA, Duty.FACILITATOR),
        RoleDropped(at=NOW, role="Keys", decided_in=Q),
    )
    assert after(*facts).roles == (WATER, FIRE)
    assert after(*facts).handovers == CIRCLE.handovers[:1]
    dropped = RoleDropped(at=NOW, role="Water", decided_in=P)
    assert facts_of(DropRole(role="Water", decided_in=P, defined_in=P))[-1] == dropped
    assert facts_of(DropRole(role="Fire", decided_in=P)) == (replace(dropped, role="Fire"),)


def test_a_role_that_is_kept_is_looked_at_again_later():
    owner = replace(CIRCLE, roles=(replace(WATER, review_due=True), replace(FIRE, review_due=True)))
    facts = facts_of(KeepRole(role="Water", review=REVIEW + DAY, defined_in=P), owner)

    assert facts == (RoleKept(at=NOW, role="Water", review=REVIEW + DAY),)
    kept = replace(WATER, review=REVIEW + DAY)
    assert after(*facts, owner=owner).roles == (kept, owner.roles[1])
    assert facts_of(KeepRole(role="Fire", review=REVIEW), owner) != ()


def test_somebody_is_let_go_of_a_role():
    assert facts_of(VacateRole(role="Water")) == (ended("Water", BO, RoleEnd.REMOVED),)
    assert facts_of(VacateRole(role="leader")) == (ended("leader", BO, RoleEnd.REMOVED), admitted(BO))
    assert facts_of(VacateRole(role="Fire")) == ()


def test_with_somebody_go_their_roles_and_stand_ins():
    assert facts_of(EndRolesOf(person=BO)) == (ended("Water", BO, RoleEnd.LEFT),)
    assert facts_of(EndRolesOf(person=CY)) == (UnderstudyNamed(at=NOW, role="Water", understudy=None),)
    assert facts_of(EndRolesOf(person=DEE)) == ()
    assert facts_of(EndRolesOf(person=ANA))[0] == ended("Keys", ANA, RoleEnd.LEFT)
    for who in (BO, CY):
        assert (GARDEN, EndRolesOf(person=who)) in circle_follow_ups(
            CIRCLE, (MemberReleased(at=NOW, person=who),)
        )
    follows = circle_follow_ups(CIRCLE, (MemberReleased(at=NOW, person=DEE),))
    assert (GARDEN, EndRolesOf(person=DEE)) not in follows


def test_a_role_whose_duty_has_gone_elsewhere_has_gone_too():
    moved = replace(CIRCLE, members=(member(ANA), member(BO), member(CY, FULL, Duty.SECRETARY)))
    lost = replace(CIRCLE, members=(member(ANA), member(BO), member(CY)))

    assert facts_of(AlignRoles(), moved) == (ended("Keys", ANA, RoleEnd.FOLLOWED),)
    assert facts_of(AlignRoles(), lost) == (ended("Keys", ANA, RoleEnd.LINK_ENDED),)
    assert facts_of(AlignRoles()) == ()
    joined = (MemberAdmitted(at=NOW, member=member(CY)),)
    assert (GARDEN, AlignRoles()) in circle_follow_ups(moved, joined)
    assert (GARDEN, AlignRoles()) not in circle_follow_ups(CIRCLE, joined)


# --- what holders do ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (ResignRole(by=BO, role="Water"), None),
        (ResignRole(by=ANA, role="facilitator"), None),
        (ResignRole(by=CY, role="Water"), (Reason.NOT_HOLDER, "")),
        (ResignRole(by=CY, role="Fire"), (Reason.NO_SUCH_THING, "")),
        (ResignRole(by=EVE, role="Water"), (Reason.STRANGER, "")),
        (ResignRole(by=BO, role="Water", on=NOW), (Reason.DATE_PAST, "")),
        (ResignRole(by=BO, role="Water", on=NOW + FARTHEST + SECOND), (Reason.DATE_FAR, "")),
        (StayInRole(by=BO, role="Water"), (Reason.NO_SUCH_THING, "")),
        (StayInRole(by=CY, role="Water"), (Reason.NOT_HOLDER, "")),
        (NameUnderstudy(by=BO, role="Water", person=DEE), None),
        (NameUnderstudy(by=BO, role="Water", person=CY), (Reason.NOTHING_CHANGED, "")),
        (NameUnderstudy(by=BO, role="Water", person=BO), (Reason.NOTHING_CHANGED, "")),
        (NameUnderstudy(by=BO, role="Water", person=EVE), (Reason.NOT_A_MEMBER, "")),
        (NameUnderstudy(by=BO, role="leader", person=CY), (Reason.NO_SUCH_THING, "")),
        (NameUnderstudy(by=CY, role="Water", person=DEE), (Reason.NOT_HOLDER, "")),
        (AddHandover(by=BO, role="Water", text="t" * 1000), None),
        (AddHandover(by=BO, role="Water", text="t" * 1001), (Reason.TEXT_TOO_LONG, "1000")),
        (AddHandover(by=BO, role="Water", text=" "), (Reason.TEXT_MISSING, "")),
        (AddHandover(by=BO, role="leader", text="t"), (Reason.NO_SUCH_THING, "")),
        # The holder, who follows them, and the secretary know whether something was handed over.
        (FinishHandover(by=BO, role="Water", point=1), None),
        (FinishHandover(by=CY, role="Water", point=3), None),
        (FinishHandover(by=ANA, role="Water", point=3), None),
        (FinishHandover(by=BO, role="Water", point=2), (Reason.NO_SUCH_THING, "")),
        (FinishHandover(by=BO, role="Water", point=4), (Reason.NO_SUCH_THING, "")),
        (FinishHandover(by=BO, role="Water", point=0), (Reason.NO_SUCH_THING, "")),
        (FinishHandover(by=DEE, role="Water", point=1), (Reason.NOT_HOLDER, "")),
        (FinishHandover(by=EVE, role="Water", point=1), (Reason.STRANGER, "")),
        (FinishHandover(by=BO, role="Fire", point=1), (Reason.NO_SUCH_THING, "")),
        (RecordOperationalDecision(by=BO, role="Water", text="t" * 20_000), None),
        (RecordOperationalDecision(by=BO, role="Water", text=""), (Reason.TEXT_MISSING, "")),
        (RecordOperationalDecision(by=BO, role="Water", text="t", until=NOW), (Reason.DATE_PAST, "")),
        (RecordOperationalDecision(by=CY, role="Water", text="t"), (Reason.NOT_HOLDER, "")),
        (CoverRole(by=BO, role="Fire", until=REVIEW), (Reason.NOT_THIS_WAY, "")),
        (CoverRole(by=EVE, role="Fire", until=REVIEW), (Reason.STRANGER, "")),
    ],
    ids=repr,
)
def test_who_may_do_what_about_a_role(command: CircleCommand, reason: tuple[Reason, str] | None):
    assert refused(command) == reason


@pytest.mark.parametrize(
    ("who", "role", "reason"),
    [
        (BO, "Fire", None),
        (ANA, "Fire", (Reason.NOT_LEADER, "")),
        (BO, "Keys", (Reason.NO_SUCH_THING, "")),
        (BO, "Pond", (Reason.NO_SUCH_THING, "")),
        (BO, "Water", (Reason.NOTHING_CHANGED, "")),
    ],
)
def test_a_lead_covers_what_nobody_does(who: PersonId, role: str, reason: tuple[Reason, str] | None):
    owner = replace(CIRCLE, settings=circle(preset="rolebased").settings)
    command = CoverRole(by=who, role=role, until=NOW + SOON)

    assert refused(command, owner) == reason
    if reason is None:
        assert facts_of(command, owner) == (
            RoleAssigned(at=NOW, role=role, person=who, since=NOW, until=NOW + SOON, interim=True),
        )


def resigned(role: str, person: PersonId, on: datetime, text: str = "") -> RoleResigned:
    return RoleResigned(at=NOW, role=role, person=person, on=on, text=Words(text))


def test_a_role_is_given_back_at_once_or_for_a_day():
    assert facts_of(ResignRole(by=BO, role="Water", text=Words(" I move "))) == (
        resigned("Water", BO, NOW, "I move"),
        ended("Water", BO, RoleEnd.RESIGNED),
    )
    assert facts_of(ResignRole(by=ANA, role="Keys")) == (
        resigned("Keys", ANA, NOW),
        ended("Keys", ANA, RoleEnd.RESIGNED),
        admitted(ANA, Duty.FACILITATOR),
    )
    assert facts_of(ResignRole(by=ANA, role="facilitator")) == (
        resigned("facilitator", ANA, NOW),
        ended("facilitator", ANA, RoleEnd.RESIGNED),
        admitted(ANA, Duty.SECRETARY),
    )
    later = resigned("Water", BO, NOW + SOON)
    assert facts_of(ResignRole(by=BO, role="Water", on=NOW + SOON)) == (later,)
    leaving = after(later)
    assert leaving.assignments == (replace(HELD, leaves=NOW + SOON), KEPT)
    again = ResignRole(by=BO, role="Water", on=NOW + SOON)
    assert refused(again, leaving) == (Reason.NOTHING_CHANGED, "")
    assert refused(replace(again, on=NOW + DAY), leaving) is None
    assert refused(replace(again, on=None), leaving) is None


def test_a_duty_without_a_term_ends_on_the_day_that_was_named():
    leaving = after(resigned("leader", BO, NOW + SOON))
    term = Assignment(role="leader", person=BO, since=NOW, until=NOW + SOON, leaves=NOW + SOON)

    assert leaving.assignments == (HELD, KEPT, term)
    stays = facts_of(StayInRole(by=BO, role="leader"), leaving)
    assert stays == (ResignationTakenBack(at=NOW, role="leader", person=BO),)
    assert after(*stays, owner=leaving) == CIRCLE


@pytest.mark.parametrize(
    "held",
    [
        replace(HELD, leaves=HELD.until, selected_in=None),
        replace(HELD, leaves=HELD.until),
        replace(KEPT, leaves=KEPT.until),
        replace(KEPT, leaves=NOW + DAY, selected_in=None),
    ],
)
def test_a_term_stays_when_somebody_stays(held: Assignment):
    owner = replace(CIRCLE, assignments=(held,))

    stays = ResignationTakenBack(at=NOW, role=held.role, person=held.person)
    assert after(stays, owner=owner).assignments == (replace(held, leaves=None),)


@pytest.mark.parametrize(
    ("held", "settles"),
    [
        (replace(HELD, reminded=0), True),
        (replace(HELD, reminded=1), False),
        (replace(HELD, reminded=0, caretaker=True), False),
        (None, True),
    ],
)
def test_nobody_is_selected_where_somebody_stays(held: Assignment | None, settles: bool):  # noqa: FBT001
    owner = replace(CIRCLE, assignments=(held,) if held is not None else ())
    stays = ResignationTakenBack(at=NOW, role="Water", person=BO)

    follows = circle_follow_ups(owner, (stays,))
    wanted = (GARDEN, SettleTopics(role="Water", outcome=ItemOutcome.SELECT))
    assert follows == ((wanted,) if settles else ())


def test_what_holders_say_is_booked_with_the_role():
    understudy = UnderstudyNamed(at=NOW, role="Water", understudy=DEE, by=BO)
    point = HandoverAdded(at=NOW, role="Water", text="t", by=BO)
    finished = HandoverFinished(at=NOW, role="Water", point=3, by=CY)
    alone = RecordOperationalDecision(by=BO, role="Water", text=" t ", until=NOW + SOON)

    assert facts_of(NameUnderstudy(by=BO, role="Water", person=DEE)) == (understudy,)
    assert facts_of(AddHandover(by=BO, role="Water", text=" t ")) == (point,)
    assert facts_of(FinishHandover(by=CY, role="Water", point=3)) == (finished,)
    whole = after(understudy, point, finished)
    changed = replace(HELD, understudy=DEE, handover=("a", "b", "c", "t"), handed_over=(2, 3))
    assert whole.assignments == (changed, KEPT)
    assert open_points(changed) == (1, 4)
    decided = OperationalDecisionRecorded(at=NOW, role="Water", by=BO, text="t", until=NOW + SOON)
    assert facts_of(alone) == (decided,)
    assert facts_of(replace(alone, until=None)) == (replace(decided, until=None),)
    assert after(decided) == CIRCLE


# --- what the clock says ------------------------------------------------------------------------------------------

TERM = Assignment(role="Water", person=BO, since=NOW, until=NOW + 120 * DAY)


def clocked(held: Assignment, **changes: object) -> Circle:
    return replace(CIRCLE, roles=(FIRE,), assignments=(held,), **changes)


@pytest.mark.parametrize(
    ("held", "first"),
    [
        (TERM, NOW + 60 * DAY),
        (replace(TERM, half_told=True), NOW + 90 * DAY),
        (replace(TERM, half_told=True, reminded=1), NOW + 113 * DAY),
        (replace(TERM, half_told=True, reminded=2), NOW + 120 * DAY),
        (replace(TERM, until=TERM.until - SECOND), TERM.until - SECOND - 30 * DAY),
        # A reminder that would lie before the term's beginning, or on it, is none.
        (replace(TERM, until=NOW + 30 * DAY), NOW + 23 * DAY),
        (replace(TERM, until=NOW + 30 * DAY + SECOND), NOW + SECOND),
        (replace(TERM, until=NOW + 7 * DAY), NOW + 7 * DAY),
        (replace(TERM, leaves=NOW + 100 * DAY), NOW + 100 * DAY),
        (replace(TERM, leaves=NOW + 130 * DAY), NOW + 120 * DAY),
        (replace(TERM, caretaker=True, leaves=NOW + 130 * DAY), NOW + 130 * DAY),
        (replace(TERM, caretaker=True), None),
    ],
)
def test_the_clock_knocks_when_something_of_a_term_is_due(held: Assignment, first: datetime | None):
    assert circle_wake_at(clocked(held)) == first
    if first is not None:
        assert facts_of(Tick(), clocked(held), first - SECOND) == ()
        assert facts_of(Tick(), clocked(held), first) != ()
    assert circle_wake_at(clocked(held, status=CircleStatus.DISSOLVED)) is None
    assert facts_of(Tick(), clocked(held, status=CircleStatus.DISSOLVED), REVIEW) == ()


def test_half_of_a_term():
    assert half_of(TERM) == NOW + 60 * DAY
    at = NOW + 60 * DAY
    assert facts_of(Tick(), clocked(TERM), at) == (HalfTermReached(at=at, due=at, role="Water", person=BO),)
    late = at + 40 * DAY
    assert facts_of(Tick(), clocked(TERM), late) == (
        HalfTermReached(at=late, due=at, role="Water", person=BO),
        TermReminded(at=late, due=NOW + 90 * DAY, nth=1, until=TERM.until, role="Water", person=BO),
    )
    last = NOW + 119 * DAY
    assert facts_of(Tick(), clocked(TERM), last)[1:] == (
        TermReminded(at=last, due=NOW + 113 * DAY, nth=2, until=TERM.until, role="Water", person=BO),
    )


def test_after_a_term_its_holder_takes_care_where_everybody_sees_it():
    due = TERM.until
    began = CaretakerBegan(at=due, due=due, until=due, role="Water", person=BO)

    assert facts_of(Tick(), clocked(TERM), due) == (began,)
    assert after(began, owner=clocked(TERM)).assignments == (replace(TERM, caretaker=True),)
    topic = BringTopic(
        title="Water", outcome=ItemOutcome.SELECT, role="Water", due=due, owner=ANA, priority=1
    )
    report = ReportOverdue(circle=GARDEN, name="Garden", role="Water", person=BO, until=due)
    assert circle_follow_ups(clocked(TERM), (began,)) == ((GARDEN, topic), (STREET, report))
    assert circle_follow_ups(clocked(TERM, broader=None), (began,)) == ((GARDEN, topic),)
    told = OverdueReported(at=NOW, circle=GARDEN, name="Garden", role="Water", person=BO, until=due)
    assert facts_of(report) == (told,)
    assert after(told) == CIRCLE


def test_whoever_gives_a_role_back_goes_on_that_day_whatever_the_term():
    day = NOW + 20 * DAY
    leaving = clocked(replace(TERM, leaves=day))

    assert facts_of(Tick(), leaving, day) == (
        RoleEnded(at=day, role="Water", person=BO, why=RoleEnd.RESIGNED, due=day),
    )
    asleep = facts_of(Tick(), leaving, REVIEW)
    assert asleep == (RoleEnded(at=REVIEW, role="Water", person=BO, why=RoleEnd.RESIGNED, due=day),)
    waits = replace(TERM, caretaker=True, leaves=day)
    assert facts_of(Tick(), clocked(waits), day - SECOND) == ()
    assert facts_of(Tick(), clocked(replace(TERM, leaves=NOW + 115 * DAY)), NOW + 114 * DAY) == ()


def test_two_roles_with_their_duties_end_in_one_moment():
    day = NOW + DAY
    two = replace(
        CIRCLE,
        assignments=(
            Assignment(role="Keys", person=ANA, since=NOW, until=REVIEW, leaves=day),
            Assignment(role="facilitator", person=ANA, since=NOW, until=REVIEW, leaves=day),
        ),
    )

    assert facts_of(Tick(), two, day) == (
        RoleEnded(at=day, role="Keys", person=ANA, why=RoleEnd.RESIGNED, due=day),
        admitted(ANA, Duty.FACILITATOR, at=day),
        RoleEnded(at=day, role="facilitator", person=ANA, why=RoleEnd.RESIGNED, due=day),
        admitted(ANA, at=day),
    )


def test_the_day_of_a_role_comes_once():
    day = NOW + DAY
    two = replace(
        CIRCLE, assignments=(), roles=(replace(WATER, review=day), replace(FIRE, review=day + SECOND), KEYS)
    )
    due = RoleReviewDue(at=day, role="Water", due=day)

    assert circle_wake_at(two) == day
    assert facts_of(Tick(), two, day - SECOND) == ()
    assert facts_of(Tick(), two, day) == (due,)
    then = after(due, owner=two)
    assert then.roles == (replace(WATER, review=day, review_due=True), *two.roles[1:])
    assert circle_wake_at(then) == day + SECOND
    assert facts_of(Tick(), then, day + SECOND) == (
        RoleReviewDue(at=day + SECOND, role="Fire", due=day + SECOND),
    )
    gone = replace(two, status=CircleStatus.DISSOLVED)
    assert (circle_wake_at(gone), facts_of(Tick(), gone, REVIEW)) == (None, ())
    topic = BringTopic(
        title="Water", outcome=ItemOutcome.DECIDE, role="Water", owner=ANA, priority=2, due=day
    )
    assert circle_follow_ups(two, (due,)) == ((GARDEN, topic),)


# --- what follows -------------------------------------------------------------------------------------------------


def select(priority: int, due: datetime | None = None, role: str = "Water") -> tuple[CircleId, BringTopic]:
    return GARDEN, BringTopic(
        title=role, outcome=ItemOutcome.SELECT, role=role, due=due, owner=ANA, priority=priority
    )


def settle(outcome: ItemOutcome, role: str = "Water") -> tuple[CircleId, SettleTopics]:
    return GARDEN, SettleTopics(role=role, outcome=outcome)


SELECT, EXPLORE, DECIDE = ItemOutcome.SELECT, ItemOutcome.EXPLORE, ItemOutcome.DECIDE
EXPLORED = BringTopic(title="Water", outcome=EXPLORE, role="Water", owner=BO)
ASSIGNED = RoleAssigned(at=NOW, role="Water", person=BO, since=NOW, until=REVIEW)


@pytest.mark.parametrize(
    ("fact", "follows"),
    [
        (TermReminded(at=NOW, due=NOW, nth=1, until=REVIEW, role="Water", person=BO), (select(2, REVIEW),)),
        (resigned("Water", BO, REVIEW), (select(2, REVIEW),)),
        (ended("Water", BO, RoleEnd.RESIGNED), (select(1),)),
        (ended("Water", BO, RoleEnd.REMOVED), (select(1),)),
        (ended("Water", BO, RoleEnd.LEFT), (select(1),)),
        (ended("Water", BO, RoleEnd.FOLLOWED), ()),
        (ended("Water", BO, RoleEnd.DROPPED), ()),
        (ended("Water", BO, RoleEnd.LINK_ENDED), ()),
        (HalfTermReached(at=NOW, due=NOW, role="Water", person=BO), ((GARDEN, EXPLORED),)),
        (ASSIGNED, (settle(SELECT), settle(EXPLORE))),
        (replace(ASSIGNED, interim=True), (settle(EXPLORE),)),
        (RoleKept(at=NOW, role="Water", review=REVIEW), (settle(DECIDE),)),
        (RoleKept(at=NOW, role="Fire", review=REVIEW), (settle(DECIDE, "Fire"), select(2, role="Fire"))),
        (RoleDefined(at=NOW, role=FIRE), (settle(DECIDE, "Fire"), select(2, role="Fire"))),
        (RoleDefined(at=NOW, role=WATER), (settle(DECIDE),)),
        (RoleDropped(at=NOW, role="Water"), (settle(SELECT), settle(EXPLORE), settle(DECIDE))),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_follows_of_a_role(fact: Fact, follows: tuple[object, ...]):
    assert circle_follow_ups(CIRCLE, (fact,)) == follows


def test_the_marks_of_a_term_are_booked_with_it():
    reminded = TermReminded(at=NOW, due=NOW, nth=2, until=REVIEW, role="Water", person=BO)
    half = HalfTermReached(at=NOW, due=NOW, role="Water", person=BO)

    assert after(reminded, half).assignments == (replace(HELD, reminded=2, half_told=True), KEPT)
    assert after(replace(half, role="Pond")) == CIRCLE
