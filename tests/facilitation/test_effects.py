"""What a decision about circles, places and roles changes when it comes into force (domain.md 9, 10.3, 10.5; INV-C6)."""

from __future__ import annotations

from dataclasses import replace

import pytest

import facilitation.circle  # noqa: F401 - what follows is registered by the modules of the circle
from facilitation.commands import (
    AddLink,
    AskConsent,
    ChangeCharter,
    DefineRole,
    DropRole,
    FormSubCircle,
    Invite,
    KeepRole,
    NoteDecidedByOne,
    NoteLink,
    NoteOtherDecision,
    SetSubStatus,
    VacateRole,
)
from facilitation.facts import (
    Adopted,
    AgreementEnded,
    AgreementKept,
    Closed,
    OtherAsked,
    OtherConsented,
    Recommended,
)
from facilitation.following import follow_ups, in_force
from facilitation.model import (
    Charter,
    Circle,
    CircleId,
    CircleKind,
    CircleStatus,
    Decision,
    Duty,
    Effect,
    Given,
    Matter,
    Member,
    Outcome,
    PersonId,
    Position,
    ProceedingId,
    Response,
    Role,
    Standing,
)
from facilitation.state import Proceeding
from facilitation.structuring import own_consent
from tests.facilitation.small_circles import (
    ANA,
    BO,
    CY,
    DEE,
    EVE,
    NOW,
    REVIEW,
    TEXT_A,
    TEXT_B,
    circle,
    member,
    opened,
)

GARDEN, STREET, KITCHEN = map(CircleId, ("garden", "street", "kitchen"))
BEDS, Q = ProceedingId("beds"), ProceedingId("q")
LEADER, DELEGATE = Duty.LEADER, Duty.DELEGATE


def said(person: PersonId, position: Position = Position.CONSENT, given: Given = Given.EXPLICIT) -> Response:
    return Response(person=person, version=1, position=position, at=NOW, given=given)


RESPONSES = (said(CY), said(ANA, given=Given.ASSUMED), said(DEE, Position.OBJECTION))


def garden(**changes: object) -> Circle:
    people = (
        member(ANA, Standing.FULL, LEADER),
        member(BO, Standing.FULL, DELEGATE, Duty.FACILITATOR),
        member(CY, Standing.FULL, Duty.SECRETARY),
        member(DEE, Standing.GUEST, LEADER),
    )
    return circle(*people, **{"broader": STREET, **changes})


def decided(matter: Matter, effect: Effect | None, **changes: object) -> Proceeding:
    """A proposal of bo's that was adopted with the words of somebody else."""
    found = Decision(version=1, draft=TEXT_B, at=NOW, review=REVIEW, responses=RESPONSES)
    plain = replace(opened(garden(), BO), matter=matter, effect=effect, decision=found)
    return replace(plain, **changes)


def undecided(matter: Matter, effect: Effect | None, **changes: object) -> Proceeding:
    return decided(matter, effect, decision=None, **changes)


# --- who has said so themselves -----------------------------------------------------------------------------------


def test_only_what_somebody_has_said_themselves_is_their_consent():
    p = decided(Matter.SUB_CIRCLE, None)

    willing = {who: own_consent(p, who) for who in (ANA, BO, CY, DEE, EVE)}
    assert willing == {ANA: False, BO: True, CY: True, DEE: False, EVE: False}
    brought = replace(p, origin=Q)
    assert own_consent(brought, BO) is False
    assert own_consent(brought, CY) is True
    assert own_consent(undecided(Matter.SUB_CIRCLE, None), BO) is True
    assert own_consent(undecided(Matter.SUB_CIRCLE, None), CY) is False


# --- circles ------------------------------------------------------------------------------------------------------

CHARTER = Charter(
    name="Kitchen",
    aim="a",
    decides=True,
    members=(member(ANA), member(CY), member(DEE), member(BO, Standing.FULL, LEADER)),
)


def test_a_sub_circle_is_formed_with_those_who_are_willing():
    p = decided(Matter.SUB_CIRCLE, Effect(charter=CHARTER))
    form = FormSubCircle(id=CircleId("beds-circle"), charter=CHARTER, willing=(CY, BO), decided_in=BEDS)

    assert tuple(in_force(p)) == ((GARDEN, form),)
    known = replace(CHARTER, circle=KITCHEN)
    again = replace(p, effect=Effect(charter=known))
    assert tuple(in_force(again)) == ((GARDEN, replace(form, id=KITCHEN, charter=known)),)
    helping = replace(CHARTER, kind=CircleKind.HELPING)
    only = replace(p, effect=Effect(charter=helping))
    recommends = replace(helping, decides=False)
    assert tuple(in_force(only)) == ((GARDEN, replace(form, charter=recommends)),)
    assert tuple(in_force(replace(p, effect=Effect()))) == ()
    assert tuple(in_force(replace(p, effect=None))) == ()


@pytest.mark.parametrize(("about", "where"), [(None, GARDEN), (KITCHEN, KITCHEN)])
def test_a_charter_changes_where_it_is(about: CircleId | None, where: CircleId):
    effect = Effect(charter=CHARTER, circle=about)

    change = (where, ChangeCharter(charter=CHARTER, decided_in=BEDS))
    assert tuple(in_force(decided(Matter.CHARTER, effect))) == (change,)
    assert tuple(in_force(decided(Matter.CHARTER, None))) == ()
    # The circle that was asked answers, and changes nothing itself.
    answers = [told for to, told in in_force(decided(Matter.CHARTER, effect, origin=Q)) if to == Q]
    assert NoteOtherDecision(consented=True) in answers
    asked = decided(Matter.CHARTER, effect, origin=Q)
    assert change not in tuple(in_force(asked))


def test_a_sub_circle_rests_or_ends():
    effect = Effect(circle=KITCHEN, status=CircleStatus.DORMANT)

    set_ = SetSubStatus(circle=KITCHEN, status=CircleStatus.DORMANT, decided_in=BEDS)
    assert tuple(in_force(decided(Matter.DISSOLUTION, effect))) == ((GARDEN, set_),)
    for nothing in (None, Effect(circle=KITCHEN), Effect(status=CircleStatus.DORMANT)):
        assert tuple(in_force(decided(Matter.DISSOLUTION, nothing))) == ()


@pytest.mark.parametrize(("who", "willing"), [(CY, True), (ANA, False), (BO, True), (EVE, False)])
def test_a_place_is_theirs_who_have_said_so(who: PersonId, willing: bool):  # noqa: FBT001 - one of two
    place = Member(person=who, standing=Standing.GUEST)

    invite = Invite(member=place, willing=willing, decided_in=BEDS)
    assert tuple(in_force(decided(Matter.MEMBERSHIP, Effect(member=place)))) == ((GARDEN, invite),)
    assert tuple(in_force(decided(Matter.MEMBERSHIP, Effect()))) == ()
    assert tuple(in_force(decided(Matter.MEMBERSHIP, None))) == ()


@pytest.mark.parametrize(
    ("effect", "changes", "follows"),
    [
        # A leader who was proposed here, of a sub-circle.
        (
            Effect(circle=KITCHEN, member=Member(person=CY, duties=(LEADER,))),
            {},
            ((GARDEN, AddLink(circle=KITCHEN, duty=LEADER, person=CY)),),
        ),
        # Who has not said so themselves is none.
        (Effect(circle=KITCHEN, member=Member(person=ANA, duties=(LEADER,))), {}, ()),
        # A link that another circle asked about: the one above keeps it.
        (
            Effect(circle=KITCHEN, member=Member(person=ANA, duties=(DELEGATE,))),
            {"origin": Q},
            ((GARDEN, AddLink(circle=KITCHEN, duty=DELEGATE, person=ANA)),),
        ),
        (
            Effect(circle=STREET, member=Member(person=ANA, duties=(LEADER,))),
            {"origin": Q},
            ((STREET, AddLink(circle=GARDEN, duty=LEADER, person=ANA)),),
        ),
        # The circle where the question comes from has the link made.
        (Effect(circle=GARDEN, member=Member(person=CY, duties=(LEADER,))), {"origin": Q}, ()),
        (Effect(circle=KITCHEN), {}, ()),
        (Effect(member=Member(person=CY, duties=(LEADER,))), {}, ()),
        (None, {}, ()),
    ],
)
def test_the_circle_above_keeps_who_links_the_two(
    effect: Effect | None, changes: dict[str, object], follows: tuple[object, ...]
):
    p = decided(Matter.LINK, effect, **changes)

    mine = tuple(one for one in in_force(p) if one[0] != Q)
    assert mine == follows
    answers = [told for to, told in in_force(p) if to == Q and not hasattr(told, "draft")]
    complete = effect is not None and effect.member is not None and effect.circle is not None
    wanted = [NoteOtherDecision(consented=True), NoteLink(accepted=True)]
    assert answers == (wanted if complete and p.origin else [])


# --- what another circle is asked ---------------------------------------------------------------------------------

EFFECT = Effect(charter=CHARTER)


def asks(**changes: object) -> AskConsent:
    plain = AskConsent(
        origin=BEDS,
        other=GARDEN,
        title="Beds",
        draft=TEXT_B,
        driver="Hunger",
        matter=Matter.CHARTER,
        effect=EFFECT,
        links=(member(ANA, Standing.FULL, LEADER), garden().members[1]),
    )
    return replace(plain, **changes)


def test_another_circle_is_asked_with_all_it_needs():
    p = decided(Matter.CHARTER, EFFECT, driver="Hunger")
    other, recommended = OtherAsked(at=NOW, to=STREET), Recommended(at=NOW, to=STREET)

    named = asks(effect=replace(EFFECT, circle=GARDEN))
    assert (STREET, named) in follow_ups(p, (other,))
    about = replace(p, effect=replace(EFFECT, circle=KITCHEN))
    assert (STREET, asks(effect=replace(EFFECT, circle=KITCHEN))) in follow_ups(about, (other,))
    assert (STREET, asks()) in follow_ups(p, (recommended,))
    bare = replace(p, effect=None)
    assert (STREET, asks(effect=None)) in follow_ups(bare, (other,))
    early = replace(p, decision=None)
    assert (STREET, asks(draft=TEXT_A)) in follow_ups(early, (recommended,))


def test_what_both_have_consented_to_comes_into_force():
    p = decided(Matter.CHARTER, EFFECT)

    follows = follow_ups(p, (OtherConsented(at=NOW),))
    assert follows == ((GARDEN, ChangeCharter(charter=CHARTER, decided_in=BEDS)),)


@pytest.mark.parametrize(
    ("matter", "answers"),
    [
        (Matter.CHARTER, [NoteOtherDecision(consented=False)]),
        (Matter.LINK, [NoteOtherDecision(consented=False), NoteLink(accepted=False)]),
        (Matter.SUB_CIRCLE, []),
    ],
)
def test_a_question_that_ended_without_consent_is_answered(matter: Matter, answers: list[object]):
    closed = (Closed(at=NOW, outcome=Outcome.DROPPED),)

    def told(p: Proceeding) -> list[object]:
        return [told for to, told in follow_ups(p, closed) if to == Q and not hasattr(told, "draft")]

    assert told(undecided(matter, EFFECT, origin=Q)) == answers
    assert told(decided(matter, EFFECT, origin=Q)) == []
    assert told(decided(matter, EFFECT, origin=Q, outcome=Outcome.ADOPTED)) == []
    for outcome in (Outcome.LAPSED, Outcome.RETURNED):
        assert told(decided(matter, EFFECT, origin=Q, outcome=outcome)) == answers
    assert told(undecided(matter, EFFECT)) == []


# --- roles --------------------------------------------------------------------------------------------------------


def test_a_role_is_as_it_was_decided():
    role = Role(name=" Water \n man ", purpose="p", review_due=True, defined_in=Q)
    plain = Role(name="Water man", purpose="p", review=REVIEW, defined_in=BEDS)
    p = decided(Matter.ROLE, Effect(role=role))

    assert tuple(in_force(p)) == ((GARDEN, DefineRole(role=plain, decided_in=BEDS)),)
    own = replace(p, effect=Effect(role=replace(role, review=NOW)))
    wanted = DefineRole(role=replace(plain, review=NOW), decided_in=BEDS)
    assert tuple(in_force(own)) == ((GARDEN, wanted),)
    early = replace(p, decision=None)
    assert tuple(in_force(early)) == (
        (GARDEN, DefineRole(role=replace(plain, review=None), decided_in=BEDS)),
    )


def test_a_role_or_somebodys_time_in_it_ends():
    drop, vacate = Effect(drops_role="Water"), Effect(vacates_role="Water")

    dropped = (GARDEN, DropRole(role="Water", decided_in=BEDS))
    vacated = (GARDEN, VacateRole(role="Water", decided_in=BEDS))
    assert tuple(in_force(decided(Matter.ROLE, drop))) == (dropped,)
    assert tuple(in_force(decided(Matter.ROLE, vacate))) == (vacated,)
    assert tuple(in_force(decided(Matter.ROLE, Effect()))) == ()
    assert tuple(in_force(decided(Matter.ROLE, None))) == ()


def test_what_becomes_of_the_agreement_becomes_of_its_role():
    kept, over = AgreementKept(at=NOW, review=REVIEW), AgreementEnded(at=NOW)
    p = decided(Matter.ROLE, Effect(role=Role(name="Water  man", purpose="p")))

    keep = KeepRole(role="Water man", review=REVIEW, defined_in=BEDS)
    drop = DropRole(role="Water man", decided_in=BEDS, defined_in=BEDS)
    assert (GARDEN, keep) in follow_ups(p, (kept,))
    assert (GARDEN, drop) in follow_ups(p, (over,))
    others = (
        replace(p, matter=Matter.POLICY),
        replace(p, effect=None),
        replace(p, effect=Effect(drops_role="Water man")),
        decided(Matter.POLICY, None),
    )
    for other in others:
        told = [one for _, one in follow_ups(other, (kept, over))]
        assert [one for one in told if isinstance(one, KeepRole | DropRole)] == []


# --- one person alone ---------------------------------------------------------------------------------------------


def test_what_one_person_decides_is_known_to_the_circle_above():
    p = decided(Matter.POLICY, None)
    assert p.decision is not None
    alone = Adopted(at=NOW, decision=replace(p.decision, circle_of_one=True))
    note = (STREET, NoteDecidedByOne(circle=GARDEN, proceeding=BEDS, title="Beds"))

    assert note in follow_ups(p, (alone,))
    assert note not in follow_ups(p, (Adopted(at=NOW, decision=p.decision),))
    assert note not in follow_ups(replace(p, circle=garden(broader=None)), (alone,))
