"""What a person may open in a circle, with what each form asks for and what can be chosen there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitation.cards import Blank, Entry
from facilitation.commands import Propose
from facilitation.forms import OUTSIDER
from facilitation.model import (
    Assignment,
    Charter,
    Circle,
    CircleId,
    CircleStatus,
    PersonId,
    Role,
    Standing,
    SubCircle,
    Topic,
)
from facilitation.openings import KINDS, Kind, kinds, openings
from tests.facilitation.small_circles import ANA, BO, DEE, EVE, NOW, REVIEW, circle, member

AGREED = (("p-bench", "A bench"), ("p-shed", "A shed"))
KITCHEN, SHED, MARKET = map(CircleId, ("kitchen", "shed", "market"))
RICH = circle(
    member(ANA),
    member(BO),
    member(DEE, Standing.GUEST),
    overrides={"driver_check": "consent", "absent": "assume if expected"},
    domains=("beds", "meals"),
    held_elsewhere=(("meals", "Kitchen"), ("roof", "Roofers")),
    asking=(member(EVE),),
    roles=(Role(name="Water", purpose="w"), Role(name="Keys", purpose="k")),
    assignments=(
        Assignment(role="Keys", person=BO, since=NOW, until=REVIEW),
        Assignment(role="Pond", person=BO, since=NOW, until=REVIEW),
    ),
    subcircles=(
        SubCircle(id=KITCHEN, charter=Charter(name="Kitchen", aim="a")),
        SubCircle(id=SHED, charter=Charter(name="Shed", aim="a"), status=CircleStatus.DISSOLVED),
        SubCircle(id=MARKET, charter=Charter(name="Market", aim="a"), status=CircleStatus.DORMANT),
    ),
    topics=(
        Topic(number=1, title="Soup", by=BO, at=NOW),
        Topic(number=2, title="Salt", by=BO, at=NOW, offered=True),
        Topic(number=7, title="Hose", by=BO, at=NOW),
    ),
)
PLAIN = circle(member(ANA), preset="rolebased", overrides={"driver_check": "none"})

ROLE = ("purpose", "responsibilities", "authority", "qualifications", "term_days")
ASKED = {
    "Propose": ("title", "driver", "draft", "domain", "expected", "supersedes", "ready"),
    "OpenMeeting": ("title", "planned", "minutes", "topics", "preparation"),
    "OpenSelection": ("title", "role", "purpose", "until", "more"),
    "OpenShaping": ("title", "driver", "requirement", "domain"),
    "SeekAdvice": (
        "title",
        "intention",
        "adviser",
        "role",
        "affected",
        "experts",
        "deadline",
        "domain",
    ),
    "OpenExploration": ("title", "documents"),
    "OpenReport": ("title", "documents"),
    "ProposeRole": ("title", "draft", "name", *ROLE),
    "ProposeRoleChange": ("title", "draft", "role", *ROLE),
    "ProposeRoleEnd": ("title", "draft", "role", "what"),
    "ProposeCircle": ("title", "draft", "name", "aim", "holds", "decides", "leader", "first"),
    "ProposeHelpingCircle": (
        "title",
        "draft",
        "name",
        "aim",
        "product",
        "last_day",
        "leader",
        "first",
    ),
    "ProposeCharter": ("title", "draft", "sub", "name", "aim", "holds"),
    "ProposeLeader": ("title", "draft", "sub", "person"),
    "ProposeCircleStatus": ("title", "draft", "sub", "becomes"),
    "ProposeSettings": ("title", "draft", "setting", "value"),
    "ProposePlace": ("title", "draft", "person", "outsider", "standing"),
    "ProposeRemoval": ("title", "draft", "person", "steps"),
}
"""What each form asks for where the circle has something to choose from, the commonest first."""


def forms(owner: Circle, who: PersonId = ANA, *, whole: bool = True) -> dict[str, tuple[str, ...]]:
    """The fields of each form, in their order."""
    found = openings(owner, who, whole=whole, agreed=AGREED if owner == RICH else ())
    assert {button.step for button in found} <= {0}
    return {button.verb: tuple(blank.name for blank in button.form) for button in found}


def blank(verb: str, name: str, owner: Circle = RICH) -> Blank:
    form = next(button.form for button in openings(owner, ANA, agreed=AGREED) if button.verb == verb)
    return next(blank for blank in form if blank.name == name)


def test_every_kind_is_opened_with_what_it_needs_the_commonest_first():
    assert forms(RICH) == ASKED
    assert list(forms(RICH)) == list(ASKED)
    assert list(forms(RICH, whole=False)) == ["Propose", "OpenMeeting", "OpenSelection"]
    assert forms(RICH, whole=False).items() <= ASKED.items()


def test_whoever_has_no_consent_right_opens_what_decides_nothing():
    assert list(forms(RICH, DEE)) == ["OpenMeeting", "OpenExploration", "OpenReport"]
    assert list(forms(RICH, DEE, whole=False)) == ["OpenMeeting"]
    assert forms(RICH, EVE) == {}
    assert forms(replace(RICH, status=CircleStatus.DISSOLVED)) == {}
    assert forms(replace(RICH, status=CircleStatus.DORMANT)) != {}


def test_where_there_is_nothing_to_choose_from_it_is_not_asked():
    plain = forms(PLAIN)
    gone = {"SeekAdvice", "ProposeRoleChange", "ProposeRoleEnd", "ProposeLeader", "ProposeCircleStatus"}
    gone.add("ProposeRemoval")

    assert set(ASKED) - set(plain) == gone
    assert plain["Propose"] == ("title", "driver", "draft", "ready")
    assert plain["OpenMeeting"] == ("title", "planned", "minutes", "preparation")
    assert plain["OpenShaping"] == ("title", "driver", "requirement")
    assert plain["ProposeCharter"] == ("title", "draft", "name", "aim", "holds")
    same = {"Propose", "OpenMeeting", "OpenShaping", "ProposeCharter"}
    assert {verb: asked for verb, asked in plain.items() if verb not in same} == {
        verb: asked for verb, asked in ASKED.items() if verb not in same | gone
    }


@pytest.mark.parametrize(
    ("verb", "name", "options"),
    [
        ("Propose", "domain", {"beds": "beds", "meals": "meals", "roof": "roof"}),
        ("OpenShaping", "domain", {"beds": "beds", "meals": "meals", "roof": "roof"}),
        ("Propose", "supersedes", dict(AGREED)),
        ("OpenMeeting", "topics", {"1": "Soup", "7": "Hose"}),
        ("SeekAdvice", "adviser", {BO: "", DEE: ""}),
        ("SeekAdvice", "affected", {ANA: "", BO: "", DEE: ""}),
        ("SeekAdvice", "experts", {ANA: "", BO: "", DEE: ""}),
        ("ProposeRoleChange", "role", {"Water": "Water", "Keys": "Keys"}),
        ("ProposeRoleEnd", "role", {"Water": "Water", "Keys": "Keys", "Pond": "Pond"}),
        ("ProposeCircle", "leader", {ANA: "", BO: ""}),
        ("ProposeCircle", "first", {ANA: "", BO: "", DEE: ""}),
        ("ProposeHelpingCircle", "leader", {ANA: "", BO: ""}),
        ("ProposeHelpingCircle", "first", {ANA: "", BO: "", DEE: ""}),
        ("ProposeCharter", "sub", {RICH.id: "Garden", KITCHEN: "Kitchen", MARKET: "Market"}),
        ("ProposeLeader", "sub", {KITCHEN: "Kitchen", MARKET: "Market"}),
        ("ProposeLeader", "person", {ANA: "", BO: ""}),
        ("ProposeCircleStatus", "sub", {KITCHEN: "Kitchen", MARKET: "Market"}),
        ("ProposePlace", "person", {EVE: "", ANA: "", BO: "", DEE: ""}),
        ("ProposeRemoval", "person", {BO: "", DEE: ""}),
    ],
)
def test_what_there_is_can_be_chosen_by_its_name(verb: str, name: str, options: dict[str, str]):
    found = blank(verb, name)

    assert found.options == tuple(options)
    assert dict(found.labels) == {option: label for option, label in options.items() if label}
    assert found.depends == ""
    assert (found.each, found.starts) == ((), ())


def test_a_charter_is_about_this_circle_unless_another_is_chosen():
    assert blank("ProposeCharter", "sub").start == RICH.id
    assert blank("ProposeLeader", "sub").start == ""
    assert blank("Propose", "domain").entry is Entry.CHOICE
    assert blank("OpenMeeting", "topics").entry is Entry.NUMBERS
    assert blank("OpenMeeting", "minutes").start == "60"


@pytest.mark.parametrize(("check", "needed"), [("none", False), ("consent", True), ("proposer shows", True)])
def test_a_reason_is_asked_for_where_the_circle_looks_at_it(check: str, needed: bool):  # noqa: FBT001
    owner = replace(RICH, settings=circle(overrides={"driver_check": check}).settings)

    assert blank("Propose", "driver", owner).required is needed
    assert blank("Propose", "title", owner).required is True
    assert blank("Propose", "domain", owner).required is False


def test_whether_consent_is_expected_is_asked_where_silence_may_count():
    held = replace(RICH, settings=circle().settings)

    assert forms(held)["Propose"] == ("title", "driver", "draft", "domain", "ready")


def test_a_place_is_for_somebody_of_the_circle_or_somebody_outside():
    assert blank("ProposePlace", "outsider") == Blank(OUTSIDER, Entry.PERSON, required=False)
    assert blank("ProposePlace", "person").required is False
    assert blank("ProposeRemoval", "person").required is True
    assert blank("ProposeLeader", "person").required is True


def test_what_a_setting_can_be_depends_on_which_it_is():
    value = blank("ProposeSettings", "value", PLAIN)

    assert value.depends == "setting"
    assert dict(value.starts)["preset"] == "rolebased"
    assert dict(value.starts)["driver_check"] == "none"
    assert [name for name, _ in value.starts] == list(blank("ProposeSettings", "setting").options)
    possible = dict(value.each)
    assert possible["preset"] == ("sofa", "s3", "rolebased")
    assert possible["driver_check"] == ("none", "consent", "proposer shows")
    assert possible["quorum"] == ()
    assert list(possible) == [name for name, _ in value.starts]


def test_a_kind_that_nobody_has_described_asks_for_what_it_cannot_do_without(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("facilitation.openings.KINDS", KINDS[1:])

    left = kinds()
    assert [kind.command for kind in left] == [*(kind.command for kind in KINDS[1:]), Propose]
    assert left[-1] == Kind(Propose, ("title", "draft"), often=False)
    assert len(kinds()) == len(KINDS)
