"""The structure of an organisation, after any decisions in any order: INV-C1 to INV-C8, INV-D12."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitation.circles.domains import functioning
from facilitation.commands import (
    AcceptMembership,
    AppointLeader,
    ComeBack,
    DeclineMembership,
    Found,
    JoinCircle,
    LeaveCircle,
    ReceiveLink,
    TakeLeave,
)
from facilitation.facts import (
    CharterChanged,
    CircleFounded,
    InvitationAccepted,
    JoinAsked,
    Linked,
    LinkNoted,
    MemberAdmitted,
    Opened,
)
from facilitation.map import Flag, drawn, places
from facilitation.model import (
    Charter,
    Circle,
    CircleId,
    CircleStatus,
    Duty,
    Effect,
    Matter,
    Member,
    Outcome,
    PersonId,
    ProceedingId,
    Role,
    Standing,
)
from facilitation.refusals import Reason, Refused
from facilitation.structuring import own_consent
from tests.facilitation.organisation import Organisation
from tests.facilitation.small_circles import ANA, BO, CY, DEE, EVE, NOW, PEOPLE, SOON, member

TOP = CircleId("top")
DOMAINS = ("beds", "meals", "paths")


def organisation(**settings_: str) -> Organisation:
    """A top circle of three with three domains."""
    house = Organisation()
    people = (
        member(ANA, Standing.FULL, Duty.LEADER),
        member(BO, Standing.FULL, Duty.FACILITATOR),
        member(CY),
    )
    overrides = tuple({"rounds": "together", **settings_}.items())
    founded = Found(id=TOP, name="Top", aim="All", members=people, domains=DOMAINS, overrides=overrides)
    house.give(TOP, founded)
    return house


def charter(name: str, *domains: str, leader: PersonId = BO, founders: tuple[PersonId, ...] = ()) -> Charter:
    people = (member(leader, Standing.FULL, Duty.LEADER), *(member(who) for who in founders))
    return Charter(name=name, aim=name, domains=domains, decides=True, members=people)


def formed(house: Organisation, where: CircleId = TOP, by: PersonId = ANA, **parts: object) -> CircleId:
    """A sub-circle that was proposed and consented to."""
    whole = replace(charter("Sub", "meals"), **parts)
    id_ = house.propose(where, by, matter=Matter.SUB_CIRCLE, effect=Effect(charter=whole))
    house.decide(id_)
    return CircleId(f"{id_}-circle")


# --- what always holds ----------------------------------------------------------------------------------------


def check(house: Organisation) -> None:
    """Everything that is true of every organisation at every moment."""
    known = {c.id: c for c in house.living()}
    for circle in known.values():
        check_tree(circle, known)
        for sub in circle.subcircles:
            if sub.status is not CircleStatus.DISSOLVED:
                check_pair(circle, known[sub.id])
    check_charters(house)
    check_ends(house)
    check_registry(house)
    check_map(house)
    assert house.folded()


def check_tree(circle: Circle, known: dict[CircleId, Circle]) -> None:
    """INV-C1: every way up ends at the top, and each circle is known to the one above it, and to no other."""
    seen = [circle.id]
    here = circle
    while here.broader is not None:
        here = known[here.broader]
        assert here.id not in seen
        seen.append(here.id)
    assert here.id == TOP
    parents = [c.id for c in known.values() if c.subcircle(circle.id) is not None]
    assert parents == ([circle.broader] if circle.broader else [])


def check_pair(parent: Circle, child: Circle) -> None:
    """INV-C2 and INV-C3: links are two full members of both circles; domains lie within."""
    sub = parent.subcircle(child.id)
    assert sub is not None
    both = {Duty.LEADER: sub.leader, Duty.DELEGATE: sub.delegate}
    linked = {duty: who for duty, who in both.items() if who is not None}
    assert dict(child.links) == linked
    for duty, who in linked.items():
        mine = child.member(who)
        assert who in parent.consenting
        assert mine is not None
        assert mine.consents
        assert duty in mine.duties
        assert child.holder(duty) == who
    assert len(set(linked.values())) == len(linked)
    assert set(child.domains) <= set(parent.domains)
    assert (sub.charter.name, sub.charter.aim, sub.charter.domains, sub.status) == (
        child.name,
        child.aim,
        child.domains,
        child.status,
    )
    assert child.broader_domains == parent.domains
    for circle in (parent, child):
        assert set(circle.by_link) <= {m.person for m in circle.members}


def check_charters(house: Organisation) -> None:
    """INV-C4: a charter has changed exactly where both circles have decided so."""
    for id_ in house.circles:
        for fact in house.logs[id_]:
            if isinstance(fact, CharterChanged):
                own = house.open[fact.decided_in]
                other = house.open.get(ProceedingId(f"{fact.decided_in}-other"))
                asked = {own.id, other.id} if other is not None else {own.id}
                deciding = {own_circle(house, one) for one in asked}
                assert own.decision is not None
                assert other is None or other.decision is not None
                assert id_ == TOP or len(deciding) == 2
    for p in house.open.values():
        if p.matter is Matter.CHARTER and p.origin is None and p.in_force:
            about = p.effect.circle if p.effect and p.effect.circle else own_circle(house, p.id)
            changed = [f for f in house.logs[about] if isinstance(f, CharterChanged) and f.decided_in == p.id]
            assert len(changed) == 1 or house.circles[about].status is CircleStatus.DISSOLVED


def own_circle(house: Organisation, id_: ProceedingId) -> CircleId:
    first = house.logs[id_][0]
    assert isinstance(first, Opened)
    return first.circle.id


def check_ends(house: Organisation) -> None:
    """INV-C5: a dissolved circle holds nothing, and nothing is open in it."""
    for circle in house.circles.values():
        if circle.status is CircleStatus.DISSOLVED:
            assert [*circle.members, *circle.roles, *circle.domains, *circle.topics, *circle.links] == []
            assert all(p.over or p.circle.id != circle.id for p in house.open.values())


def registry(circle: Circle, known: dict[CircleId, Circle]) -> dict[str, str]:
    """Who holds what, worked out anew from the whole tree, as this circle should know it."""
    below = {
        d: s.charter.name for s in reversed(circle.subcircles) if functioning(s) for d in s.charter.domains
    }
    if circle.broader is None:
        return below
    parent = known[circle.broader]
    beside = {
        d: s.charter.name
        for s in reversed(parent.subcircles)
        if functioning(s) and s.id != circle.id
        for d in s.charter.domains
    }
    held = {d for s in parent.subcircles if functioning(s) for d in s.charter.domains}
    above = {d: n for d, n in registry(parent, known).items() if d not in held}
    rest = {d: parent.name for d in parent.domains if d not in held}
    told = {d: n for d, n in {**above, **rest, **beside}.items() if d not in circle.domains}
    return {**told, **below}


def check_registry(house: Organisation) -> None:
    """INV-D12: every circle knows who holds each domain, and decides in none that another one holds."""
    known = {c.id: c for c in house.living()}
    for circle in known.values():
        assert dict(circle.held_elsewhere) == registry(circle, known)


def check_map(house: Organisation) -> None:
    """INV-C7 and INV-C8: a top circle needs no delegate, and a circle of one is marked."""
    for depth, place in places(drawn(house.circles.values(), house.now)):
        flags = {mark.flag for mark in place.marks}
        full = sum(m.consents for m in place.members)
        active = place.status is CircleStatus.ACTIVE
        assert (Flag.CIRCLE_OF_ONE in flags) is (active and full == 1)
        assert (Flag.NOBODY in flags) is (active and full == 0)
        assert depth or not flags & {Flag.NO_DELEGATE, Flag.NO_LEADER}


def check_places(before: dict[CircleId, Circle], house: Organisation) -> None:
    """INV-C6: whoever is new has the circle's consent and has given their own, or has come as a link."""
    for stream, fact in house.news:
        if isinstance(fact, MemberAdmitted) and CircleId(stream) in before:
            old, who = before[CircleId(stream)], fact.member.person
            if old.member(who) is None:
                assert justified(house, CircleId(stream), who)
        if isinstance(fact, CircleFounded) and stream != TOP:
            p = house.open[ProceedingId(stream.removesuffix("-circle"))]
            assert all(own_consent(p, m.person) for m in fact.circle.members)


def justified(house: Organisation, circle: CircleId, who: PersonId) -> bool:
    log = house.logs[circle]
    linked = any(isinstance(f, (LinkNoted, Linked)) and f.person == who for f in log)
    said = any(isinstance(f, InvitationAccepted) and f.member.person == who for f in log)
    asked = any(isinstance(f, JoinAsked) and f.person == who for f in log)
    decided = any(
        p.decision is not None
        and p.matter is Matter.MEMBERSHIP
        and p.effect is not None
        and p.effect.member is not None
        and p.effect.member.person == who
        and own_circle(house, p.id) == circle
        for p in house.open.values()
    )
    return linked or said or (asked and decided)


# --- anything, in any order -----------------------------------------------------------------------------------

KINDS = (
    *["form"] * 3,
    *["charter"] * 3,
    *["status"] * 3,
    "place",
    *["decide"] * 6,
    "drop",
    "join",
    "accept",
    "decline",
    "leave",
    "rest",
    "back",
    "appoint",
    *["link"] * 3,
)
STEPS = st.tuples(
    st.sampled_from(KINDS),
    st.integers(0, 11),
    st.integers(0, 11),
    st.sampled_from(PEOPLE[:5]),
    st.sampled_from(PEOPLE[:5]),
    st.lists(st.sampled_from(DOMAINS), max_size=2, unique=True),
    st.booleans(),
)
Step = tuple[str, int, int, PersonId, PersonId, list[str], bool]


def take(house: Organisation, step: Step) -> None:
    """One step of anybody; what the rules refuse changes nothing."""
    kind, one, two, who, other, domains, flag = step
    circles = house.living()
    here, there = circles[one % len(circles)].id, circles[two % len(circles)].id
    below = [sub.id for sub in house.circles[here].subcircles if sub.status is not CircleStatus.DISSOLVED]
    if below and kind in {"charter", "status", "link"} and two % 4:
        there = below[two % len(below)]
    if kind in PROPOSING:
        try:
            id_ = house.propose(here, who, **PROPOSING[kind](here, there, who, other, domains, flag, two))
        except Refused:
            return
        if one % 3:
            house.decide(id_)
    elif kind in {"decide", "drop"}:
        waiting = house.undecided()
        if waiting:
            (house.decide if kind == "decide" else house.drop)(waiting[two % len(waiting)])
    else:
        house.tries(here, acts(kind, there, who, other, flag, two, house.ever))


def acts(kind: str, there: CircleId, who: PersonId, other: PersonId, flag: bool, two: int, ever: int):  # noqa: FBT001, PLR0913, PLR0917 - one act of a random step
    plain = {
        "accept": AcceptMembership,
        "decline": DeclineMembership,
        "leave": LeaveCircle,
        "rest": TakeLeave,
    }
    if kind in plain:
        return plain[kind](by=who)
    if kind == "back":
        return ComeBack(by=who)
    if kind == "join":
        return JoinCircle(by=who, text="me", standing=Standing.FULL if flag else Standing.GUEST)
    if kind == "appoint":
        return AppointLeader(by=who, sub=two % 4 + 1, person=other)
    duty = Duty.DELEGATE if flag else Duty.LEADER
    origin = ProceedingId(f"selection-{ever}-{two}")
    return ReceiveLink(origin=origin, other=there, name="x", duty=duty, person=other, until=NOW + SOON)


def _forming(_here, _there, who, other, domains, flag, two):  # noqa: ANN001
    people = charter(f"N{two}", *domains, leader=other, founders=(who,) if who != other else ())
    return {"matter": Matter.SUB_CIRCLE, "effect": Effect(charter=replace(people, decides=flag))}


def _chartering(_here, there, _who, _other, domains, flag, two):  # noqa: ANN001
    new = Charter(name=f"M{two}" if flag else "", aim="new", domains=tuple(domains))
    return {"matter": Matter.CHARTER, "effect": Effect(charter=new, circle=there)}


def _ending(_here, there, _who, _other, _domains, flag, two):  # noqa: ANN001
    status = CircleStatus.DISSOLVED if flag else (CircleStatus.DORMANT, CircleStatus.ACTIVE)[two % 2]
    return {"matter": Matter.DISSOLUTION, "effect": Effect(circle=there, status=status)}


def _placing(_here, _there, _who, other, _domains, flag, _two):  # noqa: ANN001
    place = Member(person=other, standing=Standing.FULL if flag else Standing.LEARNING)
    return {"matter": Matter.MEMBERSHIP, "effect": Effect(member=place)}


PROPOSING = {"form": _forming, "charter": _chartering, "status": _ending, "place": _placing}


@cache
def grown() -> Organisation:
    """Three circles in a row, the middle one with both links: where most rules have something to say."""
    house = organisation()
    middle = formed(house, decides=True, domains=("meals", "paths"))
    joined(house, middle, CY, BO)
    linked(house, middle, CY)
    formed(house, middle, BO, name="Below", domains=("paths",))
    check(house)
    return house


@given(st.lists(STEPS, min_size=6, max_size=24))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_structure_holds_whatever_is_decided(steps: list[Step]):
    """INV-C1 to INV-C8 and INV-D12, over decisions, acts and links in several circles."""
    house = grown().copy()
    for step in steps:
        before = dict(house.circles)
        house.news = []
        take(house, step)
        check_places(before, house)
        check(house)


# --- one rule at a time ---------------------------------------------------------------------------------------


def linked(house: Organisation, sub: CircleId, person: PersonId, duty: Duty = Duty.DELEGATE) -> None:
    """Somebody a sub-circle has selected, received by the circle above."""
    receive(house, TOP, sub, person, duty)
    for id_ in house.undecided():
        house.decide(id_)


def receive(house: Organisation, where: CircleId, other: CircleId, person: PersonId, duty: Duty) -> None:
    origin = ProceedingId(f"selection-{len(house.logs)}")
    command = ReceiveLink(origin=origin, other=other, name="Sub", duty=duty, person=person, until=NOW + SOON)
    house.give(where, command)


def names_of(house: Organisation, where: CircleId) -> set[str]:
    return {type(fact).__name__ for stream, fact in house.news if stream == where}


def joined(house: Organisation, where: CircleId, person: PersonId, by: PersonId) -> None:
    """Somebody new, who asked and was welcomed."""
    house.give(where, JoinCircle(by=person, text="me"))
    place = Effect(member=Member(person=person))
    house.decide(house.propose(where, by, matter=Matter.MEMBERSHIP, effect=place))


def test_a_delegate_is_a_full_member_above_once_the_circle_above_has_consented():
    """INV-S8, domain.md 10.3-3: the receiving circle always consents."""
    house = organisation()
    sub = formed(house)
    joined(house, sub, EVE, BO)
    receive(house, TOP, sub, EVE, Duty.DELEGATE)

    assert house.circles[TOP].member(EVE) is None
    for id_ in house.undecided():
        house.decide(id_)

    assert EVE in house.circles[TOP].consenting
    assert house.circles[sub].holder(Duty.DELEGATE) == EVE
    check(house)


def test_whoever_came_as_a_link_goes_with_it():
    """Domain.md 10.3: the membership that follows the role ends with it."""
    house = organisation()
    sub = formed(house)
    for who in (EVE, DEE):
        joined(house, sub, who, BO)
    linked(house, sub, EVE)
    linked(house, sub, DEE)

    assert house.circles[TOP].member(EVE) is None
    assert DEE in house.circles[TOP].consenting
    assert EVE in house.circles[sub].consenting
    check(house)


def test_a_link_that_was_a_member_before_stays_one():
    house = organisation()
    sub = formed(house)
    joined(house, sub, CY, BO)
    linked(house, sub, CY)
    house.give(sub, LeaveCircle(by=CY))

    assert CY in house.circles[TOP].consenting
    assert house.circles[TOP].subcircles[0].delegate is None
    check(house)


def test_a_leader_from_above_is_received_by_the_circle_below():
    house = organisation()
    sub = formed(house)
    receive(house, sub, TOP, CY, Duty.LEADER)
    house.decide(house.undecided()[0])

    assert house.circles[TOP].subcircles[0].leader == CY
    assert house.circles[sub].holder(Duty.LEADER) == CY
    assert house.circles[sub].member(BO) == Member(person=BO)
    check(house)


@pytest.mark.parametrize(
    ("where", "other", "person", "duty"),
    [
        ("top", "sub", BO, Duty.DELEGATE),
        ("top", "nowhere", CY, Duty.DELEGATE),
        ("top", "sub", CY, Duty.SECRETARY),
        ("sub", "top", CY, Duty.DELEGATE),
    ],
)
def test_what_links_nothing_is_declined_at_once(where: str, other: str, person: PersonId, duty: Duty):
    """INV-C2: two different people; only up and down; leaders and delegates."""
    house = organisation()
    known = {"top": TOP, "sub": formed(house), "nowhere": CircleId("nowhere")}
    receive(house, known[where], known[other], person, duty)

    assert names_of(house, known[where]) == {"LinkDeclined"}
    assert house.undecided() == []


@pytest.mark.parametrize("way", ["delegator or team", "leader of the broader circle"])
def test_some_circles_receive_their_leader_without_a_question(way: str):
    """S3 "Coordinator"; HC v5 1.4: the setting `leader_selected`."""
    house = organisation(leader_selected=way)
    sub = formed(house)
    receive(house, sub, TOP, CY, Duty.LEADER)

    assert house.circles[TOP].subcircles[0].leader == CY
    assert house.undecided() == []
    check(house)


def test_the_leader_of_the_broader_circle_chooses_where_the_circle_works_like_that():
    house = organisation(leader_selected="leader of the broader circle")
    formed(house)

    assert house.tries(TOP, AppointLeader(by=BO, sub=1, person=CY)) is Reason.NOT_LEADING
    assert house.tries(TOP, AppointLeader(by=ANA, sub=1, person=CY)) is None
    assert not house.circles[TOP].subcircles[0].interim


def test_one_person_may_be_both_links_where_the_circle_allows_it():
    house = organisation(leader_as_delegate="allowed")
    sub = formed(house)
    linked(house, sub, BO)

    assert (house.circles[TOP].subcircles[0].leader, house.circles[TOP].subcircles[0].delegate) == (BO, BO)


def test_a_link_that_leaves_the_circle_above_links_nothing_below():
    """INV-C2 from the other side: full membership in both circles."""
    house = grown().copy()
    middle = house.circles[TOP].subcircles[0].id
    house.give(TOP, TakeLeave(by=CY))

    assert house.circles[middle].links == ((Duty.LEADER, BO),)
    assert house.circles[middle].holder(Duty.DELEGATE) is None
    check(house)


def test_what_a_resting_circle_held_is_decided_above_it():
    """INV-D12, the "elsewhere" rule of domain.md 10.1."""
    house = grown().copy()
    middle = house.circles[TOP].subcircles[0].id
    rest = Effect(circle=middle, status=CircleStatus.DORMANT)
    house.decide(house.propose(TOP, ANA, matter=Matter.DISSOLUTION, effect=rest))

    assert dict(house.circles[TOP].held_elsewhere) == {}
    assert house.open[house.propose(TOP, ANA, domain="meals")].domain == "meals"
    check(house)


def test_what_the_other_circle_does_not_consent_to_changes_nothing():
    """INV-C4."""
    house = grown().copy()
    middle = house.circles[TOP].subcircles[0].id
    id_ = house.propose(middle, BO, matter=Matter.CHARTER, effect=Effect(charter=Charter(name="", aim="b")))
    house.decide(id_)
    before = house.circles[middle]
    house.drop(ProceedingId(f"{id_}-other"))

    assert house.open[id_].outcome is Outcome.DECLINED
    assert not house.open[id_].in_force
    assert house.circles[middle].aim == before.aim
    check(house)


def test_an_interim_leader_is_never_the_delegate():
    house = organisation()
    sub = formed(house)
    joined(house, sub, CY, BO)
    linked(house, sub, CY)
    house.give(sub, LeaveCircle(by=BO))

    assert house.tries(TOP, AppointLeader(by=ANA, sub=1, person=CY)) is Reason.LEADER_IS_DELEGATE
    assert house.tries(TOP, AppointLeader(by=ANA, sub=1, person=ANA)) is None
    assert house.circles[TOP].subcircles[0].interim
    check(house)


def test_a_domain_that_was_lost_meanwhile_is_not_handed_on():
    """INV-C3: what is decided comes true only as far as the circle still holds it."""
    house = organisation()
    whole = Effect(charter=charter("Sub", "meals", "paths"))
    waiting = house.propose(TOP, ANA, matter=Matter.SUB_CIRCLE, effect=whole)
    new = Effect(charter=Charter(name="", aim="", domains=("beds", "paths")))
    house.decide(house.propose(TOP, ANA, matter=Matter.CHARTER, effect=new))
    house.decide(waiting)

    assert house.circles[CircleId(f"{waiting}-circle")].domains == ("paths",)
    check(house)


def test_a_domain_that_a_sub_circle_has_is_not_lost_above_it():
    house = organisation()
    new = Effect(charter=Charter(name="", aim="", domains=("beds",)))
    waiting = house.propose(TOP, ANA, matter=Matter.CHARTER, effect=new)
    formed(house)
    house.decide(waiting)

    assert house.circles[TOP].domains == ("beds", "meals")
    check(house)


def test_what_a_dissolved_circle_held_returns():
    """INV-C5: roles, sub-circles, topics and agreements belong to the circle above."""
    house = organisation()
    sub = formed(house)
    below = formed(house, sub, BO, name="Below", domains=())
    agreed = house.propose(sub, BO)
    house.decide(agreed)
    role = Role(name="Cook", purpose="Cooks")
    house.circles[sub] = replace(house.circles[sub], roles=(role,))
    house.circles[TOP] = replace(house.circles[TOP], roles=(role,))
    end = Effect(circle=sub, status=CircleStatus.DISSOLVED)
    house.decide(house.propose(TOP, ANA, matter=Matter.DISSOLUTION, effect=end))

    top = house.circles[TOP]
    assert [r.name for r in top.roles] == ["Cook", "Cook 2"]
    assert house.circles[below].broader == TOP
    assert top.subcircle(below) is not None
    assert house.open[agreed].circle.id == TOP
    assert house.open[agreed].in_force
    assert {m.person for m in house.open[agreed].circle.members} == {ANA, BO, CY}
    assert house.circles[sub].roles == ()


def test_a_link_of_a_returned_sub_circle_who_is_no_member_above_links_nothing_any_more():
    house = organisation()
    sub = formed(house)
    joined(house, sub, EVE, BO)
    below = formed(house, sub, BO, name="Below", domains=(), members=charter("x", leader=EVE).members)
    end = Effect(circle=sub, status=CircleStatus.DISSOLVED)
    house.decide(house.propose(TOP, ANA, matter=Matter.DISSOLUTION, effect=end))

    assert house.circles[below].links == ()
    assert house.circles[below].holder(Duty.LEADER) is None
    check(house)


def test_what_only_recommends_decides_nothing_for_others():
    house = organisation()
    sub = formed(house, decides=False)
    id_ = house.propose(sub, BO)
    house.decide(id_)

    assert house.open[id_].outcome is Outcome.RECOMMENDED
    assert house.open[ProceedingId(f"{id_}-other")].circle.id == TOP
    assert dict(house.circles[TOP].held_elsewhere) == {}
    check(house)


def test_a_circle_founded_by_hand_makes_itself_known_above():
    house = organisation()
    people = (member(BO, Standing.FULL, Duty.LEADER), member(CY, Standing.FULL, Duty.DELEGATE))
    found = Found(id=CircleId("hand"), name="Hand", aim="", members=people, domains=("beds",), broader=TOP)
    house.give(CircleId("hand"), found)

    assert house.circles[TOP].subcircles[0].delegate == CY
    check(house)
    with pytest.raises(Refused) as refused:
        house.give(CircleId("other"), replace(found, id=CircleId("other"), domains=("roofs",)))
    assert refused.value.reason is Reason.DOMAIN_NOT_HELD
    assert CircleId("other") not in house.circles


def test_a_first_leader_who_was_away_leads_once_they_have_come():
    """INV-C6, INV-S5: silence never makes a leader."""
    house = organisation(absent="present only")
    whole = Effect(charter=charter("Sub", leader=CY, founders=(BO,)))
    id_ = house.propose(TOP, ANA, matter=Matter.SUB_CIRCLE, effect=whole, away=(CY,))
    house.decide(id_)
    sub = CircleId(f"{id_}-circle")

    assert house.circles[TOP].subcircles[0].leader is None
    house.give(sub, AcceptMembership(by=CY))
    assert house.circles[TOP].subcircles[0].leader == CY
    assert house.circles[sub].holder(Duty.LEADER) == CY
    check(house)
