"""The structure of an organisation, after any decisions in any order: INV-C1 to INV-C8, INV-D12."""

from __future__ import annotations

from dataclasses import replace

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
    PersonId,
    ProceedingId,
    Standing,
)
from facilitation.refusals import Refused
from facilitation.structuring import own_consent
from tests.facilitation.organisation import Organisation
from tests.facilitation.small_circles import ANA, BO, CY, NOW, PEOPLE, SOON, member

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
    "status",
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


@given(st.lists(STEPS, min_size=4, max_size=22))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_structure_holds_whatever_is_decided(steps: list[Step]):
    """INV-C1 to INV-C8 and INV-D12, over decisions, acts and links in several circles."""
    house = organisation()
    for step in steps:
        before = dict(house.circles)
        house.news = []
        take(house, step)
        check_places(before, house)
        check(house)


def test_the_steps_reach_what_they_are_to_reach():
    """Or the property above would hold of nothing."""
    house = organisation()
    sub = formed(house, leader=BO) if False else formed(house)
    assert house.circles[sub].domains == ("meals",)
    check(house)
