"""Commands are made of buttons and of what was filled in, the same on each platform."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitation import commands as c
from facilitation.cards import Blank, Button, Entry, Msg
from facilitation.circle import proceed_circle
from facilitation.filling import given, opening
from facilitation.forms import OUTSIDER, form_of, narrowed, target_field
from facilitation.model import (
    Charter,
    Circle,
    CircleId,
    CircleStatus,
    Criterion,
    Draft,
    Duty,
    Effect,
    Matter,
    Member,
    PersonId,
    ProceedingId,
    Role,
    Standing,
    SubCircle,
    Words,
    but,
)
from facilitation.opening import OPENS
from facilitation.openings import kinds, openings
from facilitation.proceeding import proceed
from facilitation.refusals import Reason, Refused
from facilitation.selecting import selection
from facilitation.state import Proceeding

ANA, BO = PersonId("u-ana"), PersonId("u-bo")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
DRAFT = Draft(text="We bake on Fridays.", review=NOW + timedelta(days=90))
VALUES: dict[Entry, object] = {
    Entry.SHORT: "Bread",
    Entry.LONG: "The shop is far away.",
    Entry.DRAFT: DRAFT,
    Entry.PERSON: ANA,
    Entry.DATE: NOW + timedelta(days=30),
    Entry.NUMBERS: (1,),
    Entry.NUMBER: 20,
}


def button(command: type[c.Act], target: int | None = None) -> Button:
    return Button(command.__name__, 7, target, form_of(command))


MORE_ROLES = "Tea, Coffee"
WATER = Role(name="Water", purpose="Nothing dries up")
OVEN = SubCircle(
    id=CircleId("c-oven"), charter=Charter(name="Oven", aim="Heat"), status=CircleStatus.DORMANT, leader=BO
)
ASKS = Member(person=PersonId("u-cy"))


def kitchen(preset: str = "sofa") -> Circle:
    members = (Member(person=ANA), Member(person=BO, standing=Standing.GUEST))
    founding = c.Found(id=CircleId("c-kitchen"), name="Kitchen", aim="Bread", members=members, preset=preset)
    return proceed_circle(None, founding, NOW)[1]


def rich(preset: str = "sofa") -> Circle:
    """A circle in which there is something of everything to propose about."""
    return but(kitchen(preset), roles=(WATER,), subcircles=(OVEN,), asking=(ASKS,))


def value(blank: Blank) -> object:
    if blank.name == "more":
        return MORE_ROLES
    if blank.name == OUTSIDER:
        return None
    if blank.entry is Entry.PEOPLE:
        return blank.options[:1]
    return blank.start or (blank.options[0] if blank.options else VALUES[blank.entry])


def test_a_command_is_made_of_its_button_and_its_values():
    made = given(button(c.Argue, 3), ANA, {"criterion": "caused by this", "text": "so"})

    assert made == c.Argue(by=ANA, step=7, objection=3, criterion=Criterion.CAUSED_BY_THIS, text=Words("so"))


@pytest.mark.parametrize(
    ("command", "name", "values"),
    [
        (c.WithdrawObjection, "objection", {}),
        (c.CloseTemperature, "question", {}),
        (c.PostponeItem, "item", {}),
        (c.DropTopic, "topic", {}),
        (c.FinishHandover, "point", {"role": "Water"}),
        (c.TakeWay, "contradiction", {"way": "split"}),
        (c.AnswerAdvice, "advice", {"text": "Thanks."}),
    ],
)
def test_what_an_act_is_about_comes_from_its_button(
    command: type[c.Act], name: str, values: dict[str, object]
):
    assert getattr(given(button(command, 3), ANA, values), name) == 3


def test_yes_and_no_become_what_they_mean():
    made = given(button(c.Rule, 1), ANA, {"qualifies": "no"})

    assert made == c.Rule(by=ANA, step=7, objection=1, qualifies=False)
    assert given(button(c.Rule, 1), ANA, {"qualifies": "yes"}) == replace(made, qualifies=True)


def test_what_is_opened_has_the_id_it_is_given():
    made = opening(
        openings(kitchen(), ANA)[0], ANA, kitchen(), ProceedingId("p-9"), {"title": "T", "draft": DRAFT}
    )

    assert (made.id, made.by, made.circle) == ("p-9", ANA, kitchen())


def test_what_was_left_empty_is_left_out():
    assert given(button(c.Speak), ANA, {"text": None}) == c.Speak(by=ANA, step=7)


@pytest.mark.parametrize("preset", ["sofa", "s3", "rolebased"])
def test_whatever_is_offered_to_be_opened_opens_with_its_form_filled_in(preset: str):
    circle = rich(preset)
    for each in openings(circle, ANA):
        if each.verb == "SeekAdvice":  # by whose authority depends on the roles there are
            continue
        values = {blank.name: value(blank) for blank in each.form}
        if each.verb == "ProposeSettings":
            values |= {"setting": ("quorum", "concerns"), "value": ("3", "no" if preset == "s3" else "yes")}
        made = opening(each, ANA, circle, ProceedingId("p-new"), values)

        _, p = proceed(None, made, NOW)

        assert p.circle.id == circle.id
        assert p.author == ANA


def test_what_is_common_is_part_of_everything_that_can_be_opened():
    circle = kitchen()

    assert set(openings(circle, ANA, whole=False)) <= set(openings(circle, ANA))


def test_every_kind_of_proceeding_can_be_opened_by_somebody():
    assert {kind.command for kind in kinds()} == set(OPENS)


def said_by(message: Msg) -> str:
    return f"[{message.id}]"


def test_helping_questions_become_part_of_the_words_of_an_objection():
    values = {"text": " It is loud. ", "harm": "Nobody sleeps.", "notice": None, "resolve": " A felt mat.\n"}

    bare = given(button(c.Object), ANA, values)
    labelled = given(button(c.Object), ANA, values, said_by)

    assert bare == c.Object(by=ANA, step=7, text=Words("It is loud.\n\nNobody sleeps.\n\nA felt mat."))
    expected = "It is loud.\n\n[help-harm] Nobody sleeps.\n\n[help-resolve] A felt mat."
    assert labelled == c.Object(by=ANA, step=7, text=Words(expected))


def test_an_objection_of_one_sentence_stays_one():
    made = given(button(c.Object), ANA, {"text": "No", "harm": None, "notice": None, "resolve": ""}, said_by)

    assert made == c.Object(by=ANA, step=7, text=Words("No"))


def test_answers_to_helping_questions_alone_are_an_objection():
    made = given(button(c.Object), ANA, {"text": None, "harm": "It burns."})

    assert made == c.Object(by=ANA, step=7, text=Words("It burns."))


def test_nobody_is_asked_four_questions_about_a_small_question():
    circle = but(kitchen(), members=(Member(person=ANA, duties=(Duty.FACILITATOR,)), Member(person=BO)))
    p = proceed(
        None,
        opening(openings(circle, ANA)[0], ANA, circle, ProceedingId("p"), {"title": "T", "draft": DRAFT}),
        NOW,
    )[1]
    beside = proceed(p, c.ProposeDrop(by=ANA, text=Words("Too late.")), NOW)[1]

    assert [blank.name for blank in form_of(c.Object, p)] == ["text", "harm", "notice", "resolve"]
    assert [blank.name for blank in form_of(c.Object, beside)] == ["text"]


def test_what_there_is_nothing_to_propose_about_is_not_offered():
    plain = {each.verb for each in openings(kitchen(), ANA)}
    more = {each.verb for each in openings(rich(), ANA)}

    assert more - plain == {
        "ProposeRoleChange",
        "ProposeRoleEnd",
        "ProposeLeader",
        "ProposeCircleStatus",
    }


def proposed(verb: str, circle: Circle, **values: object) -> Proceeding:
    each = next(one for one in openings(circle, ANA) if one.verb == verb)
    asked = {blank.name for blank in each.form}
    filled = {"title": "T", **({"draft": DRAFT} if "draft" in asked else {}), **values}
    return proceed(None, opening(each, ANA, circle, ProceedingId("p-new"), filled), NOW)[1]


def test_a_changed_role_keeps_what_was_not_filled_in():
    circle = but(rich(), roles=(but(WATER, responsibilities="The pump.", term_days=90),))

    p = proposed(
        "ProposeRoleChange", circle, role="Water", purpose="All is wet", qualifications="Strong\n\nEarly"
    )

    wishes = ("Strong", "Early")
    expected = Role(
        name="Water", purpose="All is wet", responsibilities="The pump.", term_days=90, qualifications=wishes
    )
    assert (p.matter, p.effect) == (Matter.ROLE, Effect(role=expected))


def test_a_role_called_like_a_process_role_is_one():
    p = proposed("ProposeRole", kitchen(), name="Secretary", purpose="It is written down")

    assert p.effect == Effect(role=Role(name="Secretary", purpose="It is written down", duty=Duty.SECRETARY))


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"role": "Water"}, Reason.NOTHING_CHANGED),
        ({"role": "Water", "purpose": "Nothing dries up"}, Reason.NOTHING_CHANGED),
        ({"role": "Fire", "purpose": "It burns"}, Reason.NO_SUCH_THING),
    ],
)
def test_a_change_of_a_role_has_to_change_one(values: dict[str, object], reason: Reason):
    with pytest.raises(Refused) as refused:
        proposed("ProposeRoleChange", rich(), **values)

    assert refused.value.reason is reason


def test_a_role_that_there_is_cannot_be_defined_once_more():
    with pytest.raises(Refused) as refused:
        proposed("ProposeRole", rich(), name="Water", purpose="Again")

    assert refused.value.reason is Reason.ROLE_EXISTS


def test_what_settings_can_be_is_asked_once_they_are_known_with_what_they_are_now():
    each = next(one for one in openings(kitchen(), ANA) if one.verb == "ProposeSettings")
    setting, value_ = each.form[-2:]
    concerns, preset, quorum, voices = narrowed(value_, ("concerns", "preset", "quorum", "voices"))

    assert setting.options[:2] == ("preset", "answers")
    assert setting.entry is Entry.CHOICES
    assert (concerns.name, concerns.options, concerns.start) == ("value.concerns", ("yes", "no"), "no")
    assert (preset.options, preset.start) == (("sofa", "s3", "rolebased"), "sofa")
    assert (quorum.entry, quorum.options, quorum.start) == (Entry.NUMBER, (), "0")
    assert (voices.words, voices.start) == ("setting-voices", "all members")


def test_every_choice_of_every_setting_can_be_proposed():
    each = next(one for one in openings(kitchen(), ANA) if one.verb == "ProposeSettings")
    for blank in narrowed(each.form[-1], each.form[-2].options):
        setting = blank.name.removeprefix("value.")
        for option in blank.options or ("31",):
            if (setting, option) == ("reaction_passes", "31"):
                option = "2"  # noqa: PLW2901 - the only number that has to be smaller
            if option == blank.start:
                with pytest.raises(Refused) as refused:
                    proposed("ProposeSettings", kitchen(), setting=(setting,), value=(option,))
                assert refused.value.reason is Reason.NOTHING_CHANGED
                continue
            p = proposed("ProposeSettings", kitchen(), setting=(setting,), value=(option,))
            assert p.changes == ((setting, option),)


def test_several_settings_are_one_proposal_of_what_is_not_so_already():
    p = proposed(
        "ProposeSettings",
        kitchen(),
        setting=("concerns", "voices", "quorum"),
        value=("yes", "all members", "3"),
    )

    assert p.changes == (("concerns", "yes"), ("quorum", "3"))
    with pytest.raises(Refused) as refused:
        proposed("ProposeSettings", kitchen(), setting=("concerns", "quorum"), value=("yes",))
    assert refused.value.reason is Reason.TEXT_MISSING


def test_a_place_is_proposed_for_whoever_asks_for_a_member_and_for_somebody_who_has_not_asked():
    place = next(one for one in openings(rich(), ANA) if one.verb == "ProposePlace")
    fields = {blank.name: blank for blank in place.form}

    assert fields["person"].options == (ASKS.person, ANA, BO)
    p = proposed("ProposePlace", rich(), person=None, outsider=PersonId("u-zoe"), standing="learning")
    assert p.effect is not None
    assert p.effect.member == Member(person=PersonId("u-zoe"), standing=Standing.LEARNING)


def test_the_charter_of_a_sub_circle_is_changed_by_choosing_it():
    own = proposed("ProposeCharter", rich(), sub=CircleId("c-kitchen"), aim="Bread for all")
    sub = proposed("ProposeCharter", rich(), sub=CircleId("c-oven"), aim="Warmth")

    assert own.effect is not None
    assert own.effect.circle is None
    assert sub.effect is not None
    assert sub.effect.circle == "c-oven"


def test_several_roles_are_selected_at_once():
    p = proposed("OpenSelection", kitchen(), role="Baker", purpose="Bread", more="Tea, Coffee, Tea")

    assert [post.role.name for post in selection(p).posts] == ["Baker", "Tea", "Coffee"]


def test_a_proposal_may_say_whose_area_it_is_in_where_there_are_areas():
    circle = but(kitchen(), domains=("bread",), held_elsewhere=(("soup", "Street"),))
    first = openings(circle, ANA)[0]

    plain = [(blank.name, blank.later) for blank in openings(kitchen(), ANA)[0].form]
    assert plain == [("title", False), ("driver", False), ("draft", False), ("ready", True)]
    assert next(blank for blank in first.form if blank.name == "domain").options == ("bread", "soup")
    with pytest.raises(Refused) as refused:
        proposed("Propose", circle, domain="soup")
    assert (refused.value.reason, refused.value.detail) == (Reason.DOMAIN_ELSEWHERE, "Street")
    assert proposed("Propose", circle, domain="bread").domain == "bread"


def test_guests_may_open_what_decides_nothing_strangers_nothing_and_a_dissolved_circle_is_over():
    circle = kitchen()

    offered = openings(circle, BO)
    assert [each.verb for each in offered] == ["OpenMeeting", "OpenExploration", "OpenReport"]
    for each in offered:
        made = opening(each, BO, circle, ProceedingId("p"), {blank.name: value(blank) for blank in each.form})
        assert proceed(None, made, NOW)[1].author == BO
    assert openings(circle, PersonId("u-nobody")) == ()
    assert openings(but(circle, status=CircleStatus.DISSOLVED), BO) == ()
    assert openings(but(circle, status=CircleStatus.DISSOLVED), ANA) == ()


def test_whether_everyone_expects_a_decision_is_asked_where_silence_may_count_then():
    waits = {blank.name for blank in openings(kitchen(), ANA)[0].form}
    founding = c.Found(
        id=CircleId("c-kitchen"),
        name="Kitchen",
        aim="Bread",
        members=(Member(person=ANA),),
        overrides=(("absent", "assume if expected"),),
    )
    counts = {blank.name for blank in openings(proceed_circle(None, founding, NOW)[1], ANA)[0].form}

    assert counts - waits == {"expected"}


def test_the_reason_is_asked_for_where_the_circle_wants_one():
    (propose, *_) = openings(kitchen("s3"), ANA)

    assert {blank.name: blank.required for blank in propose.form}["driver"]


def test_the_button_of_a_contradiction_says_which_one_and_its_form_which_ideas():
    assert target_field(c.TakeWay) is None
    assert target_field(c.NoteContradiction) == "pieces"


def test_whose_piece_is_noted_is_asked_and_no_button_has_a_name_for_its_number():
    assert target_field(c.NotePiece) == "person"


@pytest.mark.parametrize(("command", "field"), [(c.AnswerAdvice, "advice"), (c.TakeWay, "contradiction")])
def test_what_a_button_is_about_is_filled_in_whatever_it_is_called(command: type[c.Act], field: str):
    values = {blank.name: value(blank) for blank in form_of(command)}

    assert getattr(given(button(command, 3), ANA, values), field) == 3


def test_a_report_from_above_is_called_so_in_the_words_of_whoever_asks():
    report = given(button(c.AddReports), ANA, {}, lambda message: f"<{message.id}>")

    assert report == c.AddReports(by=ANA, step=7, above="<report-from-above>")
    assert given(button(c.AddReports), ANA, {}) == c.AddReports(by=ANA, step=7)
