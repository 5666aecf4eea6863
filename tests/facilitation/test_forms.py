"""Forms: what a person has to give, derived from the fields of commands."""

from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitation import commands as c
from facilitation.cards import Blank, Entry
from facilitation.draft_parts import draft_blanks, new_draft, present_draft
from facilitation.forms import (
    BY_BUTTON,
    BY_PERSON,
    FINAL,
    KNOWN,
    LATER,
    OUTSIDER,
    TARGETS,
    WITH_TIME,
    circle_form_of,
    final,
    form_of,
    narrowed,
    needs_words,
    target_field,
)
from facilitation.model import (
    Circle,
    CircleId,
    Draft,
    Duty,
    Effect,
    Member,
    Move,
    PersonId,
    ProceedingId,
    Role,
    Words,
)
from facilitation.openings import KINDS
from facilitation.proceeding import proceed
from facilitation.role_parts import asked_of, reworked
from facilitation.selecting import Selection
from facilitation.state import IntegrationState, Proceeding
from facilitation.view import choices
from tests.facilitation.selections import three, to_nominating
from tests.facilitation.small_meetings import at_items, prepared

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
ANA, BO = PersonId("ana"), PersonId("bo")
DRAFT = Draft(text="Paint it red.", review=NOW + timedelta(days=9), owner=BO, criteria="It is red.")
ACTS = [
    k
    for k in vars(c).values()
    if isinstance(k, type)
    and issubclass(k, (c.Act, c.CircleAct))
    and k not in (c.Act, c.CircleAct, c.AboutObjection)
]


@pytest.fixture
def p() -> Proceeding:
    members = (Member(person=ANA), Member(person=BO, duties=(Duty.FACILITATOR,)))
    circle = Circle(id=CircleId("c"), name="C", aim="A", members=members)
    opening = c.Propose(
        by=ANA, id=ProceedingId("p"), circle=circle, title="Shed", draft=DRAFT, driver="It is grey."
    )
    return proceed(None, opening, NOW)[1]


def after(p: Proceeding, *acts: c.Command) -> Proceeding:
    for act in acts:
        p = proceed(p, act, NOW)[1]
    return p


def objected(p: Proceeding) -> Proceeding:
    acts = (
        c.Pass(by=BO),
        c.Speak(by=BO),
        c.Speak(by=ANA),
        c.LetStand(by=BO),
        c.Object(by=ANA, text=Words("No")),
    )
    p = after(p, *acts, c.Consent(by=BO), c.Reflect(by=ANA, objection=1, statement="Red hurts."))
    return after(p, c.Consent(by=BO))


@pytest.mark.parametrize("command", ACTS)
def test_a_form_asks_for_everything_a_person_has_to_give(command: type[c.Act]):
    needed = {
        f.name
        for f in fields(command)
        if f.default is MISSING and f.default_factory is MISSING and f.name not in KNOWN
    }
    asked = {blank.name for blank in form_of(command) if blank.required}

    assert asked == needed


@pytest.mark.parametrize("command", ACTS)
def test_no_form_asks_for_what_a_button_knows(command: type[c.Act]):
    assert not KNOWN & {blank.name for blank in form_of(command)}


def test_kinds_of_fields():
    assert form_of(c.Park) == (Blank("owner", Entry.PERSON), Blank("until", Entry.DATE))
    assert form_of(c.WithdrawObjection) == (Blank("text", Entry.LONG, required=False),)
    assert form_of(c.Rule) == (Blank("qualifies", Entry.CHOICE, options=("yes", "no")),)
    assert form_of(c.Suggest)[0] == Blank("move", Entry.CHOICE, options=tuple(move.value for move in Move))
    assert [blank.entry for blank in form_of(c.TakeRung)] == [
        Entry.CHOICE,
        Entry.LONG,
        Entry.DATE,
        Entry.PERSON,
    ]
    assert {blank.name for blank in form_of(c.Propose)} == {
        "title",
        "draft",
        "driver",
        "domain",
        "matter",
        "subject",
        "steps",
        "expected",
        "ready",
        "supersedes",
    }


def test_what_is_said_in_one_line():
    kinds = (*ACTS, *(kind.command for kind in KINDS))
    short = {blank.name for kind in kinds for blank in form_of(kind) if blank.entry is Entry.SHORT}

    assert short == {
        "confidential",
        "documents",
        "domain",
        "holds",
        "language",
        "links",
        "more",
        "name",
        "next_step",
        "receiver",
        "role",
        "title",
        "value",
        "working_hours",
        "zone",
    }


def test_one_press_is_enough_where_no_words_are_needed():
    assert not needs_words(c.Consent)
    assert not needs_words(c.Speak)
    assert needs_words(c.Object)


def test_people_are_the_members(p: Proceeding):
    assert form_of(c.GivePen, p)[0].options == (ANA, BO)
    assert form_of(c.HandOver, p)[0].options == (ANA,)


def test_only_those_who_are_away_can_arrive(p: Proceeding):
    gone = after(p, c.Leave(by=BO, person=ANA))

    assert form_of(c.Arrive, gone)[0].options == (ANA,)
    assert form_of(c.Leave, gone)[0].options == (BO,)


def test_a_text_is_changed_from_the_text_shown(p: Proceeding):
    assert [(b.name, b.start) for b in form_of(c.Redraft, p)] == [
        ("draft", "Paint it red."),
        ("change", "substance"),
    ]
    assert form_of(c.RewordDriver, p)[0].start == "It is grey."


def test_an_amendment_starts_from_the_text_as_amended_so_far(p: Proceeding):
    p = objected(p)
    assert isinstance(p.phase, IntegrationState)
    assert form_of(c.Amend, p)[0] == Blank("objections", Entry.NUMBERS, options=("1",), start="1")
    assert form_of(c.Amend, p)[1].start == "Paint it red."

    working = replace(p, working=replace(DRAFT, text="Paint it green."))
    assert form_of(c.Amend, working)[1].start == "Paint it green."
    assert present_draft(working).text == "Paint it green."
    # Where nobody works on objections any more, what is on the table is the text that was shown.
    assert present_draft(replace(working, phase=None)) == DRAFT


def test_what_is_taken_up_next_is_not_what_is_worked_on_already(p: Proceeding):
    p = after(p, c.Pass(by=BO), c.Speak(by=BO), c.Speak(by=ANA), c.LetStand(by=BO))
    p = after(p, c.Object(by=ANA, text=Words("No")), c.Object(by=BO, text=Words("Nor I")))

    nothing_yet = form_of(c.TakeUp, p, among=(1, 2))[0]
    first = form_of(c.TakeUp, after(p, c.TakeUp(by=BO, objections=(1,))), among=(1, 2))[0]
    both = form_of(c.TakeUp, after(p, c.TakeUp(by=BO, objections=(1, 2))), among=(1, 2))[0]

    assert (nothing_yet.start, first.start, both.start) == ("1", "2", "1")


def test_what_an_act_may_be_about_becomes_a_choice(p: Proceeding):
    assert target_field(c.TakeRung) == "rung"
    assert target_field(c.Suggest) is None
    form = form_of(c.TakeRung, p, among=(c.Rung.SHRINK, c.Rung.DROP))

    assert form[0].options == ("shrink", "drop")
    assert form[3].options == (ANA, BO)


def test_buttons_carry_their_forms(p: Proceeding):
    p = objected(p)
    found = {button.verb: button for button in choices(p, BO)}

    assert found["Suggest"].target == 1
    assert found["Amend"].target is None
    assert found["Amend"].form == form_of(c.Amend, p)
    assert found["Park"].form == form_of(c.Park, p)
    assert all(button.step == p.table_step for button in found.values())


def test_one_act_alone_is_offered_as_it_is_among_all(p: Proceeding):
    p = objected(p)

    for who in (ANA, BO):
        every = choices(p, who)
        assert every
        for command in ACTS:
            assert choices(p, who, command) == tuple(b for b in every if b.verb == command.__name__)


def test_some_acts_want_a_second_look():
    assert {command for command in ACTS if final(command)} == FINAL


def test_an_owner_who_is_no_member_stays_an_option(p: Proceeding):
    """They left, or were chosen from outside: changing only the text must not drop them."""
    zoe = PersonId("u-zoe")
    (owner,) = (blank for blank in draft_blanks(replace(DRAFT, owner=zoe), p.circle) if blank.name == "owner")

    assert owner.options == (ANA, BO, zoe)


def test_all_of_a_draft_can_be_changed(p: Proceeding):
    blanks = {blank.name: blank for blank in draft_blanks(DRAFT, p.circle)}

    assert list(blanks) == [f.name for f in (Draft.__dataclass_fields__[n] for n in blanks)]
    assert set(blanks) == set(Draft.__dataclass_fields__) - {"effect"}  # that is asked for by the act itself
    assert blanks["review"].start == "2027-03-10T10:00:00+00:00"
    assert blanks["owner"] == Blank("owner", Entry.PERSON, required=False, options=(ANA, BO), start=BO)


def test_a_change_of_the_text_may_change_the_role_it_is_about_and_no_other(p: Proceeding):
    role = Role(
        name="Water", purpose="Nothing dries up", domain="The pump", qualifications=("Strong", "Early")
    )
    about = replace(p, effect=Effect(role=role))
    starts = {blank.name: blank.start for blank in form_of(c.Redraft, about)}

    assert starts == {
        "draft": "Paint it red.",
        "change": "substance",
        "purpose": "Nothing dries up",
        "responsibilities": "",
        "authority": "The pump",
        "outside": "",
        "qualifications": "Strong\nEarly",
        "term_days": "365",
    }
    assert [blank.name for blank in form_of(c.Redraft, p)] == ["draft", "change"]


def test_a_role_that_was_changed_on_the_way_is_changed_further_from_there(p: Proceeding):
    opened, worded = (Effect(role=Role(name="Water", purpose=purpose)) for purpose in ("Rain", "Wells"))
    version = replace(p.version, draft=replace(DRAFT, effect=worded))
    about = replace(p, effect=opened, versions=(version,))
    (purpose,) = (blank for blank in form_of(c.Redraft, about) if blank.name == "purpose")

    assert purpose.start == "Wells"
    assert form_of(c.Redraft, replace(about, versions=()))[2].start == "Rain"


def test_a_form_filled_in_as_it_stands_changes_nothing_about_a_role():
    role = Role(
        name="Water", purpose="Nothing dries up", domain="The pump", qualifications=("Strong", "Early")
    )
    effect = Effect(role=role)
    untouched = c.Redraft(by=BO, draft=DRAFT, **asked_of(role))

    assert reworked(untouched, None, effect) is None
    assert reworked(replace(untouched, term_days=30), None, effect) == Effect(
        role=replace(role, term_days=30)
    )


def test_a_draft_is_asked_for_part_by_part(p: Proceeding):
    until = NOW + timedelta(days=3)
    plain = draft_blanks(replace(DRAFT, owner=None), p.circle)
    conditional = draft_blanks(replace(DRAFT, condition="The frost is over.", until=until), p.circle)
    only_until = draft_blanks(replace(DRAFT, until=until), p.circle)

    assert plain == (
        Blank("text", Entry.LONG, start="Paint it red."),
        Blank("review", Entry.DATE, start="2027-03-10T10:00:00+00:00"),
        Blank("owner", Entry.PERSON, required=False, options=(ANA, BO)),
        Blank("criteria", Entry.LONG, required=False, start="It is red."),
        Blank("condition", Entry.SHORT, required=False, later=True),
        Blank("until", Entry.DATE, required=False, later=True),
    )
    assert conditional[4:] == (
        Blank("condition", Entry.SHORT, required=False, start="The frost is over."),
        Blank("until", Entry.DATE, required=False, start=until.isoformat()),
    )
    assert [blank.later for blank in only_until] == [False] * 6


def test_a_new_draft_is_looked_at_again_when_the_circle_usually_does(p: Proceeding):
    assert new_draft(p.circle, NOW) == Draft(
        text="", review=NOW + timedelta(days=p.circle.settings.review_days)
    )


def test_of_objections_that_wait_the_last_to_an_amendment_comes_first(p: Proceeding):
    p = objected(p)
    assert isinstance(p.phase, IntegrationState)
    first = p.objections[0]
    beneath = [replace(first, number=number, parent=1) for number in (2, 3, 4)]
    waiting = replace(p, objections=(first, *beneath))
    none = replace(p, objections=(), phase=replace(p.phase, focus=()))

    assert form_of(c.TakeUp, waiting)[0].start == "4"
    assert form_of(c.TakeUp, none)[0].start == ""


def test_what_is_known_only_in_a_proceeding_is_left_open_without_one():
    which = Blank("which", Entry.CHOICE, required=False)

    assert which in form_of(c.Nominate)
    assert next(b for b in form_of(c.Propose) if b.name == "supersedes").entry is Entry.CHOICE
    assert form_of(c.Rule)[0].start == ""


@pytest.mark.parametrize(
    ("command", "name", "about"),
    [(c.ResignRole, "role", ("Water", "Keys")), (c.DropTopic, "topic", (3, 7))],
)
def test_what_there_is_in_a_circle_is_chosen_and_what_alone_is_there_is_meant(
    p: Proceeding, command: type[c.CircleAct], name: str, about: tuple[object, ...]
):
    options = tuple(map(str, about))

    def chosen(*among: object) -> tuple[Entry, tuple[str, ...], str]:
        (blank,) = (blank for blank in circle_form_of(command, p.circle, among) if blank.name == name)
        return blank.entry, blank.options, blank.start

    assert chosen(*about, *about, None) == (Entry.CHOICE, options, "")
    assert chosen(about[0]) == (Entry.CHOICE, options[:1], options[0])


def test_what_is_usual_is_chosen_to_begin_with():
    starts = {blank.name: blank.start for blank in form_of(c.Propose)}

    assert (starts["expected"], starts["ready"], starts["matter"]) == ("no", "yes", "policy")


def test_a_role_is_described_from_what_it_is_called_so_far():
    p = to_nominating(three(), purpose="Nothing dries up")
    assert isinstance(p.work, Selection)
    role = replace(p.work.posts[0].role, responsibilities="The pump")
    about = replace(p, work=replace(p.work, posts=(replace(p.work.posts[0], role=role),)))
    nothing_open = replace(p, work=replace(p.work, vacant=(1,)))

    assert [b.start for b in form_of(c.DescribeRole, about)] == ["Nothing dries up", "The pump"]
    assert [b.start for b in form_of(c.DescribeRole, nothing_open)] == ["", ""]


def test_somebody_who_is_no_member_is_named_where_that_is_possible_and_among_some_it_is_not():
    p = to_nominating(three())
    assert isinstance(p.work, Selection)
    again = replace(p, work=replace(p.work, again=(1, (ANA, BO))))

    assert [b.name for b in form_of(c.Nominate, p)][:2] == ["person", OUTSIDER]
    assert OUTSIDER not in {b.name for b in form_of(c.Nominate, again)}


def test_an_act_of_another_process_has_a_form_as_well(p: Proceeding):
    """Somebody may type what is not possible now: they are told why, with their words kept."""
    for about in (p, objected(p), to_nominating(three()), at_items(prepared())):
        for command in ACTS:
            assert {b.name for b in form_of(command, about)} <= {b.name for b in form_of(command)} | {
                OUTSIDER
            }


def test_what_a_form_leaves_out_puts_off_or_is_about_is_called_as_a_field_is():
    """A name that no field has would be asked for after all, at once, or from a button that knows it."""
    kinds = [kind for kind in vars(c).values() if isinstance(kind, type) and issubclass(kind, c.Command)]
    asked = {kind: {blank.name for blank in form_of(kind)} for kind in (*ACTS, *LATER)}

    assert {field.name for kind in kinds for field in fields(kind)} >= KNOWN
    assert BY_BUTTON < KNOWN
    assert all(later <= asked[kind] for kind, later in LATER.items())
    assert {target_field(kind) for kind in ACTS} == {None, *TARGETS}


def test_the_hour_counts_of_when_meetings_are_and_people_leave_them():
    assert {("OpenMeeting", "planned"), ("SetNextMeeting", "until"), ("LeaveEarly", "until")} == WITH_TIME
    for verb, name in WITH_TIME:
        (blank,) = (blank for blank in form_of(vars(c)[verb]) if blank.name == name)
        assert blank.entry is Entry.DATE


def test_which_role_is_meant_is_asked_where_several_are_open():
    one, two = to_nominating(three()), to_nominating(three(), more=("Host",))

    assert "which" not in {blank.name for blank in form_of(c.Nominate, one)}
    (which,) = (blank for blank in form_of(c.Nominate, two) if blank.name == "which")
    assert which.options == ("water keeper", "Host")


def test_a_person_is_what_an_act_is_about_only_where_it_says_so():
    about = {command for command in ACTS if target_field(command) == "person"}

    assert about == BY_PERSON & set(ACTS)
    assert target_field(c.Object) is None


def test_a_choice_that_hangs_on_another_begins_empty_where_nothing_is_known():
    value = Blank("value", Entry.SHORT, depends="setting", each=(("concerns", ("yes", "no")),))

    assert narrowed(value, ["concerns", "window_hours"]) == (
        Blank("value.concerns", Entry.CHOICE, required=True, options=("yes", "no"), words="setting-concerns"),
        Blank("value.window_hours", Entry.NUMBER, required=True, words="setting-window-hours"),
    )


def test_several_objections_worked_on_at_once_are_written_with_commas(p: Proceeding):
    p = objected(p)
    assert isinstance(p.phase, IntegrationState)
    both = replace(p, phase=replace(p.phase, focus=(1, 2)))

    assert form_of(c.Amend, both)[0].start == "1, 2"
