"""What a proposal about circles, roles and places must bring, so that what it would change can come true."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.commands import (
    Open,
    Parting,
    Propose,
    ProposeCharter,
    ProposeCircle,
    ProposeHelpingCircle,
    ProposeRole,
    ProposeRoleChange,
    ProposeRoleEnd,
    ProposeSettings,
)
from facilitation.facts import Opened
from facilitation.model import (
    Charter,
    Circle,
    CircleId,
    CircleKind,
    CircleStatus,
    Duty,
    Effect,
    Matter,
    Member,
    ProceedingId,
    Role,
    Standing,
    SubCircle,
    Version,
)
from facilitation.opening import book_opened
from facilitation.proceeding import decide
from facilitation.refusals import Reason, Refused
from facilitation.verbs import FARTHEST
from tests.facilitation.small_circles import ANA, BO, CY, DEE, EVE, NOW, REVIEW, SOON, TEXT_A, circle, member

KITCHEN, SHED, YARD = map(CircleId, ("kitchen", "shed", "yard"))
P = ProceedingId("p")
LEADER = Member(person=BO, duties=(Duty.LEADER,))
WATER = Role(name="Water", purpose="Nothing dries up", review=REVIEW, review_due=True, defined_in=P)
GARDEN = circle(
    member(ANA, Standing.FULL, Duty.FACILITATOR),
    member(BO),
    member(CY),
    member(DEE, Standing.LEARNING),
    domains=("beds", "meals", "paths"),
    broader=YARD,
    broader_domains=("beds", "meals", "paths", "gate"),
    roles=(WATER, Role(name="Keys", purpose="k", duty=Duty.SECRETARY)),
    subcircles=(
        SubCircle(
            id=KITCHEN, charter=Charter(name="Kitchen", aim="a", domains=("meals",)), leader=ANA, delegate=CY
        ),
        SubCircle(
            id=SHED,
            charter=Charter(name="Shed", aim="a", domains=("paths",)),
            status=CircleStatus.DISSOLVED,
        ),
    ),
)
NEW = Charter(name="Market", aim="Sell", domains=("beds",), decides=True, members=(LEADER,))
OPENED = None
TRIAL = replace(TEXT_A, condition="c", until=NOW + SOON)


def outcome(command: Open) -> tuple[Reason, str] | None:
    """Why a proposal is refused, with what the sentence needs; None where it is opened."""
    try:
        decide(None, command, NOW)
    except Refused as refused:
        return refused.reason, refused.detail
    return OPENED


def proposed(matter: Matter, effect: Effect | None, owner: Circle = GARDEN, **changes: object) -> Propose:
    plain = Propose(by=ANA, id=P, circle=owner, title="t", draft=TEXT_A, matter=matter, effect=effect)
    return replace(plain, **changes)


def opening(command: Open) -> Opened:
    first = decide(None, command, NOW)[0]
    assert isinstance(first, Opened)
    return first


INCOMPLETE, LONG = Reason.CHARTER_INCOMPLETE, Reason.TEXT_TOO_LONG


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, OPENED),
        ({"name": ""}, (INCOMPLETE, "name")),
        ({"aim": ""}, (INCOMPLETE, "aim")),
        ({"members": ()}, (INCOMPLETE, "members")),
        ({"decides": None}, (INCOMPLETE, "decides")),
        ({"decides": False}, OPENED),
        ({"name": "n" * 200}, OPENED),
        ({"name": "n" * 201}, (LONG, "200")),
        ({"aim": "a" * 1000}, OPENED),
        ({"aim": "a" * 1001}, (LONG, "1000")),
        ({"product": "p" * 1001}, (LONG, "1000")),
        ({"domains": ("beds", "d" * 201)}, (LONG, "200")),
        ({"domains": ("beds", " ")}, (Reason.TEXT_MISSING, "")),
        ({"name": "Kitchen"}, (Reason.NAME_TAKEN, "Kitchen")),
        ({"name": "Garden"}, (Reason.NAME_TAKEN, "Garden")),
        ({"name": "Shed"}, OPENED),
        ({"domains": ("paths", "gate", "roof")}, (Reason.DOMAIN_NOT_HELD, "gate")),
        ({"members": (Member(person=BO),)}, (INCOMPLETE, "leader")),
        ({"members": (Member(person=BO), LEADER)}, (INCOMPLETE, "leader")),
        ({"members": (Member(person=EVE), Member(person=DEE), LEADER)}, OPENED),
        ({"members": (replace(LEADER, person=DEE),)}, (Reason.NOT_FULL_MEMBER, "")),
        ({"members": (replace(LEADER, person=EVE),)}, (Reason.NOT_FULL_MEMBER, "")),
        ({"delegate_expected": False}, OPENED),
    ],
    ids=str,
)
def test_a_sub_circle_has_all_it_needs_before_it_is_formed(
    changes: dict[str, object], expected: tuple[Reason, str] | None
):
    charter = replace(NEW, **changes)

    assert outcome(proposed(Matter.SUB_CIRCLE, Effect(charter=charter))) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, OPENED),
        ({"product": ""}, (INCOMPLETE, "product")),
        ({"until": None}, (INCOMPLETE, "until")),
        ({"until": NOW}, (Reason.DATE_PAST, "")),
        ({"until": NOW + FARTHEST}, OPENED),
        ({"until": NOW + FARTHEST + timedelta(seconds=1)}, (Reason.DATE_FAR, "")),
    ],
    ids=str,
)
def test_a_helping_circle_brings_something_back_by_a_day(
    changes: dict[str, object], expected: tuple[Reason, str] | None
):
    helping = replace(NEW, kind=CircleKind.HELPING, decides=None, product="p", until=NOW + SOON)
    charter = replace(helping, **changes)

    assert outcome(proposed(Matter.SUB_CIRCLE, Effect(charter=charter))) == expected


def test_where_both_links_are_needed_a_delegate_is_expected():
    linked = circle(*GARDEN.members, overrides={"double_link": "required"}, domains=("beds",))
    alone = replace(NEW, delegate_expected=False)

    assert outcome(proposed(Matter.SUB_CIRCLE, Effect(charter=NEW), linked)) is OPENED
    refused = outcome(proposed(Matter.SUB_CIRCLE, Effect(charter=alone), linked))
    assert refused == (INCOMPLETE, "delegate")


@pytest.mark.parametrize("matter", [Matter.SUB_CIRCLE, Matter.CHARTER])
@pytest.mark.parametrize("effect", [None, Effect(), Effect(circle=KITCHEN)])
def test_without_a_charter_there_is_nothing_to_form_or_change(matter: Matter, effect: Effect | None):
    assert outcome(proposed(matter, effect)) == (INCOMPLETE, "aim")


def charter(**changes: object) -> Charter:
    return replace(Charter(name="", aim=""), **changes)


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (Effect(charter=charter(aim="Soup")), OPENED),
        (Effect(charter=charter(name="Soup"), circle=KITCHEN), OPENED),
        (Effect(charter=charter(domains=("beds", "meals"))), OPENED),
        (Effect(charter=charter(decides=False), circle=KITCHEN), (INCOMPLETE, "change")),
        (Effect(charter=charter()), (INCOMPLETE, "change")),
        # The name of a circle may be the one it has, and no other's.
        (Effect(charter=charter(name="Garden")), OPENED),
        (Effect(charter=charter(name="Kitchen")), (Reason.NAME_TAKEN, "Kitchen")),
        (Effect(charter=charter(name="Shed")), OPENED),
        (Effect(charter=charter(name="Kitchen"), circle=KITCHEN), OPENED),
        (Effect(charter=charter(name="Garden"), circle=KITCHEN), (Reason.NAME_TAKEN, "Garden")),
        (Effect(charter=charter(name="Garden"), circle=GARDEN.id), OPENED),
        # A sub-circle that is there, and only domains that the circle holds.
        (Effect(charter=charter(aim="a"), circle=SHED), (Reason.NO_SUCH_THING, "")),
        (Effect(charter=charter(aim="a"), circle=YARD), (Reason.NO_SUCH_THING, "")),
        (Effect(charter=charter(domains=("gate",)), circle=KITCHEN), (Reason.DOMAIN_NOT_HELD, "gate")),
        (Effect(charter=charter(domains=("paths",)), circle=KITCHEN), OPENED),
        # Of its own domains only what the broader circle holds, and never without those of its sub-circles.
        (Effect(charter=charter(domains=("meals", "gate"))), OPENED),
        (Effect(charter=charter(domains=("roof", "meals", "well"))), (Reason.DOMAIN_NOT_HELD, "roof")),
        (Effect(charter=charter(domains=("beds", "paths"))), (Reason.DOMAIN_ELSEWHERE, "meals")),
        (Effect(charter=charter(domains=("roof",))), (Reason.DOMAIN_NOT_HELD, "roof")),
    ],
    ids=str,
)
def test_a_charter_changes_to_what_can_be(effect: Effect, expected: tuple[Reason, str] | None):
    assert outcome(proposed(Matter.CHARTER, effect)) == expected


def test_a_circle_on_top_may_take_any_domain():
    top = replace(GARDEN, broader=None, broader_domains=None)

    assert (
        outcome(proposed(Matter.CHARTER, Effect(charter=charter(domains=("roof", "meals"))), top)) is OPENED
    )


@pytest.mark.parametrize(
    ("status", "reason"),
    [(CircleStatus.DISSOLVED, Reason.OVER), (CircleStatus.DORMANT, Reason.CIRCLE_RESTS)],
)
def test_a_circle_that_is_dissolved_or_rests_decides_nothing(status: CircleStatus, reason: Reason):
    assert outcome(proposed(Matter.POLICY, None, replace(GARDEN, status=status))) == (reason, "")


def test_what_another_circle_asks_about_was_looked_at_there():
    for matter in (Matter.SUB_CIRCLE, Matter.CHARTER, Matter.LINK):
        assert outcome(proposed(matter, Effect(), origin=ProceedingId("q"))) is OPENED


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (None, (INCOMPLETE, "status")),
        (Effect(circle=KITCHEN), (INCOMPLETE, "status")),
        (Effect(circle=KITCHEN, status=CircleStatus.ACTIVE), (Reason.NOTHING_CHANGED, "")),
        (Effect(circle=KITCHEN, status=CircleStatus.DORMANT), OPENED),
        (Effect(circle=SHED, status=CircleStatus.ACTIVE), (Reason.NO_SUCH_THING, "")),
        (Effect(status=CircleStatus.DORMANT), (Reason.NO_SUCH_THING, "")),
    ],
    ids=str,
)
def test_a_sub_circle_rests_or_ends_where_it_did_not(
    effect: Effect | None, expected: tuple[Reason, str] | None
):
    assert outcome(proposed(Matter.DISSOLUTION, effect)) == expected


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (None, (Reason.NOT_A_MEMBER, "")),
        (Effect(), (Reason.NOT_A_MEMBER, "")),
        (Effect(member=Member(person=EVE)), OPENED),
        (Effect(member=Member(person=BO)), (Reason.NOTHING_CHANGED, "")),
        (Effect(member=Member(person=BO, standing=Standing.GUEST)), OPENED),
    ],
    ids=str,
)
def test_a_place_is_for_somebody_who_does_not_have_it(
    effect: Effect | None, expected: tuple[Reason, str] | None
):
    assert outcome(proposed(Matter.MEMBERSHIP, effect)) == expected


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (None, (Reason.NOT_THIS_WAY, "")),
        (Effect(circle=KITCHEN), (Reason.NOT_THIS_WAY, "")),
        (Effect(circle=KITCHEN, member=Member(person=BO)), (Reason.NOT_THIS_WAY, "")),
        (Effect(circle=KITCHEN, member=LEADER), OPENED),
        (Effect(circle=SHED, member=LEADER), (Reason.NO_SUCH_THING, "")),
        (Effect(circle=KITCHEN, member=replace(LEADER, person=DEE)), (Reason.NOT_FULL_MEMBER, "")),
        (Effect(circle=KITCHEN, member=replace(LEADER, person=CY)), (Reason.LEADER_IS_DELEGATE, "")),
    ],
    ids=str,
)
def test_only_a_leader_is_proposed_as_a_link(effect: Effect | None, expected: tuple[Reason, str] | None):
    assert outcome(proposed(Matter.LINK, effect)) == expected


def role(**changes: object) -> Effect:
    return Effect(role=replace(Role(name="Fire", purpose="p"), **changes))


TEXTS = (
    "responsibilities",
    "domain",
    "outside",
    "time_budget",
    "reports",
    "measures",
    "budget",
    "depends_on",
    "owed",
)


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (None, (Reason.TEXT_MISSING, "")),
        (Effect(), (Reason.TEXT_MISSING, "")),
        (role(), OPENED),
        (role(name=" "), (Reason.TEXT_MISSING, "")),
        (role(name="n" * 200), OPENED),
        (role(name="n" * 201), (LONG, "200")),
        (role(purpose=""), (Reason.TEXT_MISSING, "")),
        (role(purpose="p" * 1000), OPENED),
        (role(purpose="p" * 1001), (LONG, "1000")),
        *((role(**{name: "t" * 20_001}), (LONG, "20000")) for name in TEXTS),
        *((role(**{name: "t" * 20_000}), OPENED) for name in TEXTS),
        (role(term_days=0), (Reason.NUMBER_ODD, "1827")),
        (role(term_days=1), OPENED),
        (role(term_days=1827), OPENED),
        (role(term_days=1828), (Reason.NUMBER_ODD, "1827")),
        (role(review=NOW), (Reason.DATE_PAST, "")),
        (role(review=NOW + SOON), OPENED),
        (role(duty=Duty.SECRETARY), (Reason.ROLE_EXISTS, "")),
        (role(duty=Duty.SECRETARY, name=" Keys "), OPENED),
        (role(duty=Duty.FACILITATOR), OPENED),
        (Effect(drops_role="Water"), OPENED),
        (Effect(drops_role="Fire"), (Reason.NO_SUCH_THING, "")),
        (Effect(vacates_role="Facilitator"), OPENED),
        (Effect(vacates_role="Water"), (Reason.NO_SUCH_THING, "")),
    ],
    ids=lambda one: str(one)[:60],
)
def test_a_role_has_what_it_needs(effect: Effect | None, expected: tuple[Reason, str] | None):
    assert outcome(proposed(Matter.ROLE, effect)) == expected


# --- as people fill it in ---------------------------------------------------------------------------------------


def test_a_circle_is_filled_in_with_its_leader_last_among_the_first():
    command = ProposeCircle(
        by=ANA,
        id=P,
        circle=GARDEN,
        title="t",
        draft=TEXT_A,
        away=(CY,),
        item_of=ProceedingId("march"),
        name=" Farm \n shop ",
        aim=" Sell ",
        holds="beds, paths",
        decides=False,
        leader=BO,
        first=(ANA, BO, CY),
    )

    assert opening(command) == opening(
        proposed(
            Matter.SUB_CIRCLE,
            Effect(
                charter=Charter(
                    name="Farm shop",
                    aim="Sell",
                    domains=("beds", "paths"),
                    decides=False,
                    members=(Member(person=ANA), Member(person=CY), LEADER),
                )
            ),
            away=(CY,),
            item_of=ProceedingId("march"),
        )
    )


def test_a_helping_circle_is_filled_in_without_a_delegate():
    command = ProposeHelpingCircle(
        by=ANA,
        id=P,
        circle=GARDEN,
        title="t",
        draft=TEXT_A,
        name=" Well  diggers ",
        aim=" Dig ",
        product=" Offers ",
        last_day=NOW + SOON,
        leader=BO,
        first=(DEE,),
    )

    assert opening(command) == opening(
        proposed(
            Matter.SUB_CIRCLE,
            Effect(
                charter=Charter(
                    name="Well diggers",
                    aim="Dig",
                    kind=CircleKind.HELPING,
                    product="Offers",
                    until=NOW + SOON,
                    members=(Member(person=DEE), LEADER),
                    delegate_expected=False,
                )
            ),
        )
    )


@pytest.mark.parametrize(("sub", "about"), [(None, None), (GARDEN.id, None), (KITCHEN, KITCHEN)])
def test_a_charter_is_about_this_circle_or_a_sub_circle(sub: CircleId | None, about: CircleId | None):
    command = ProposeCharter(
        by=ANA,
        id=P,
        circle=GARDEN,
        title="t",
        draft=TEXT_A,
        sub=sub,
        name=" Soup \t kitchen ",
        aim=" Soup ",
        holds="meals, paths",
    )

    whole = Charter(name="Soup kitchen", aim="Soup", domains=("meals", "paths"))
    assert opening(command).effect == Effect(charter=whole, circle=about)


def settings(setting: tuple[str, ...], value: tuple[str, ...]) -> ProposeSettings:
    return ProposeSettings(by=ANA, id=P, circle=GARDEN, title="t", draft=TEXT_A, setting=setting, value=value)


def test_settings_are_filled_in_in_pairs_and_only_what_differs_is_proposed():
    wanted = settings((" rounds ", "preset", "quorum"), (["ROUNDS", "together"][1], "Sofa", "75"))

    assert opening(wanted).changes == (("rounds", "together"), ("quorum", "75"))
    assert outcome(settings(("rounds",), ())) == (Reason.TEXT_MISSING, "")
    assert outcome(settings((), ())) == (Reason.TEXT_MISSING, "")
    assert outcome(settings(("preset",), (" SOFA ",))) == (Reason.NOTHING_CHANGED, "")
    assert outcome(settings(("colour",), ("green",))) == (Reason.SETTINGS_UNKNOWN, "colour")


def test_a_role_is_filled_in_with_what_is_said_of_it():
    command = ProposeRole(
        by=ANA,
        id=P,
        circle=GARDEN,
        title="t",
        draft=TEXT_A,
        name=" Fire \n watch ",
        purpose=" No smoke ",
        responsibilities=" Look ",
        authority=" Call ",
        outside=" Water ",
        qualifications=" awake \n\n calm  hands \n awake",
        term_days=90,
    )
    whole = Role(
        name="Fire watch",
        purpose="No smoke",
        responsibilities="Look",
        domain="Call",
        outside="Water",
        qualifications=("awake", "calm hands"),
        term_days=90,
    )

    assert opening(command).effect == Effect(role=whole)
    plain = ProposeRole(by=ANA, id=P, circle=GARDEN, title="t", draft=TEXT_A, name="Leader", purpose="p")
    assert opening(plain).effect == Effect(role=Role(name="Leader", purpose="p", duty=Duty.LEADER))
    assert outcome(replace(plain, name=" Water ")) == (Reason.ROLE_EXISTS, "")
    assert outcome(replace(plain, purpose="")) == (Reason.TEXT_MISSING, "")


def test_a_role_changes_where_something_else_is_said_of_it():
    command = ProposeRoleChange(
        by=ANA, id=P, circle=GARDEN, title="t", draft=TEXT_A, role="Water", outside="Ponds"
    )

    changed = Role(name="Water", purpose="Nothing dries up", outside="Ponds")
    assert opening(command).effect == Effect(role=changed)
    same = replace(command, outside="", purpose="Nothing dries up")
    assert outcome(same) == (Reason.NOTHING_CHANGED, "")
    assert outcome(replace(command, role="Fire")) == (Reason.NO_SUCH_THING, "")


def test_a_role_ends_or_somebodys_time_in_it():
    command = ProposeRoleEnd(
        by=ANA, id=P, circle=GARDEN, title="t", draft=TEXT_A, role="Water", what=Parting.DROP
    )
    keys = replace(command, role="Facilitator", what=Parting.VACATE)

    assert opening(command).effect == Effect(drops_role="Water")
    assert opening(keys).effect == Effect(vacates_role="Facilitator")


# --- any proposal -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"by": DEE}, (Reason.NOT_FULL_MEMBER, "")),
        ({"by": EVE}, (Reason.STRANGER, "")),
        ({"driver": "d" * 1000}, OPENED),
        ({"driver": "d" * 1001}, (LONG, "1000")),
        ({"domain": "beds"}, OPENED),
        ({"domain": "roof"}, (Reason.DOMAIN_ELSEWHERE, "")),
        ({"domain": "roof", "origin": ProceedingId("q")}, OPENED),
        ({"draft": replace(TEXT_A, owner=EVE)}, (Reason.NOT_A_MEMBER, "")),
        ({"draft": replace(TEXT_A, owner=EVE), "origin": ProceedingId("q")}, OPENED),
        ({"draft": replace(TEXT_A, owner=DEE)}, OPENED),
        ({"matter": Matter.SETTINGS}, (Reason.TEXT_MISSING, "")),
        ({"matter": Matter.SETTINGS, "changes": (("preset", "s3"), ("quorum", "75"))}, OPENED),
        ({"matter": Matter.SETTINGS, "changes": (("preset", "s4"),)}, (Reason.SETTINGS_UNKNOWN, "s4")),
        ({"matter": Matter.SETTINGS, "changes": (("rounds", "s3"),)}, (Reason.SETTINGS_UNKNOWN, "rounds")),
        ({"matter": Matter.SETTINGS, "changes": (("hue", "red"),)}, (Reason.SETTINGS_UNKNOWN, "hue")),
        ({"draft": TRIAL}, OPENED),
        ({"draft": TRIAL, "matter": Matter.SETTINGS, "changes": (("quorum", "75"),)}, (Reason.NO_TRIAL, "")),
        ({"matter": Matter.REMOVAL}, (Reason.NOT_A_MEMBER, "")),
        ({"matter": Matter.REMOVAL, "subject": EVE, "steps": "s"}, (Reason.NOT_A_MEMBER, "")),
        ({"matter": Matter.REMOVAL, "subject": ANA, "steps": "s"}, (Reason.ABOUT_YOU, "")),
        ({"matter": Matter.REMOVAL, "subject": BO, "steps": " "}, (Reason.STEPS_MISSING, "")),
        ({"matter": Matter.REMOVAL, "subject": BO, "steps": "s" * 1000}, OPENED),
        ({"matter": Matter.REMOVAL, "subject": BO, "steps": "s" * 1001}, (LONG, "1000")),
    ],
    ids=lambda one: str(one)[:60],
)
def test_any_proposal_brings_what_it_needs(changes: dict[str, object], expected: tuple[Reason, str] | None):
    assert outcome(replace(proposed(Matter.POLICY, None), **changes)) == expected


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        (replace(GARDEN, broader=None), OPENED),
        (replace(GARDEN, domains=()), OPENED),
        (replace(GARDEN, held_elsewhere=(("roof", "Shed"),)), (Reason.DOMAIN_ELSEWHERE, "Shed")),
        (
            replace(GARDEN, domains=(), held_elsewhere=(("roof", "Shed"),)),
            (Reason.DOMAIN_ELSEWHERE, "Shed"),
        ),
    ],
    ids=["on top", "without domains", "elsewhere", "elsewhere and without"],
)
def test_what_no_circle_holds_is_for_the_circle_on_top_or_one_without_domains(
    owner: Circle, expected: tuple[Reason, str] | None
):
    assert outcome(proposed(Matter.POLICY, None, owner, domain="roof")) == expected


def test_what_was_proposed_is_what_was_opened():
    whole = proposed(
        Matter.SETTINGS,
        Effect(),
        changes=(("rounds", "together"), ("preset", "s3")),
        driver=" d ",
        domain="beds",
        expected=True,
        ready=False,
        supersedes=ProceedingId("old"),
        origin=ProceedingId("q"),
        shaped_in=ProceedingId("s"),
        subject=BO,
        steps=" s ",
    )

    assert opening(whole) == Opened(
        at=NOW,
        id=P,
        process="consent decision",
        circle=opening(whole).circle,
        title="t",
        author=ANA,
        facilitator=ANA,
        away=(),
        item_of=None,
        version=Version(number=1, draft=TEXT_A, by=ANA, at=NOW),
        driver="d",
        domain="beds",
        matter=Matter.SETTINGS,
        subject=None,
        changes=(("rounds", "together"), ("preset", "s3")),
        effect=Effect(),
        steps="s",
        expected=True,
        ready=False,
        supersedes=ProceedingId("old"),
        origin=ProceedingId("q"),
        shaped_in=ProceedingId("s"),
    )
    p = book_opened(opening(whole))
    kept = ("driver", "domain", "matter", "subject", "changes", "effect", "steps", "expected", "ready")
    for name in (*kept, "supersedes", "origin", "shaped_in"):
        assert getattr(p, name) == getattr(opening(whole), name)
    assert opening(proposed(Matter.POLICY, None, changes=(("rounds", "together"),))).changes == ()
    removed = proposed(Matter.REMOVAL, None, subject=BO, steps="s")
    assert opening(removed).subject == BO


@pytest.mark.parametrize(("check", "stands"), [("consent", True), ("none", True), ("proposer shows", False)])
def test_a_reason_that_was_shaped_together_was_looked_at(check: str, stands: bool):  # noqa: FBT001
    owner = replace(GARDEN, settings=circle(overrides={"driver_check": check}).settings)
    shaped = proposed(Matter.POLICY, None, owner, driver="d", shaped_in=ProceedingId("s"))

    assert book_opened(opening(shaped)).driver_stands is stands
    assert book_opened(opening(replace(shaped, shaped_in=None))).driver_stands is False


def test_the_links_of_the_circle_that_handed_it_up_have_a_full_voice_in_it():
    links = (
        Member(person=EVE, duties=(Duty.DELEGATE,)),
        Member(person=DEE),
        Member(person=BO, duties=(Duty.LEADER,)),
    )

    asked = opening(proposed(Matter.POLICY, None, by=EVE, origin=ProceedingId("q"), also_asked=links))
    assert asked.circle.members == (
        member(ANA, Standing.FULL, Duty.FACILITATOR),
        member(BO),
        member(CY),
        member(DEE),
        Member(person=EVE, duties=(Duty.DELEGATE,)),
    )
