"""Commands are made of buttons and of what was filled in, the same on each platform."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitation import commands as c
from facilitation.cards import Blank, Button, Entry
from facilitation.circle import proceed_circle
from facilitation.filling import given, opening
from facilitation.forms import form_of, target_field
from facilitation.model import (
    Circle,
    CircleId,
    CircleStatus,
    Criterion,
    Draft,
    Member,
    PersonId,
    ProceedingId,
    Standing,
    Words,
    but,
)
from facilitation.opening import OPENS
from facilitation.openings import kinds, openings
from facilitation.proceeding import proceed

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


def kitchen(preset: str = "sofa") -> Circle:
    members = (Member(person=ANA), Member(person=BO, standing=Standing.GUEST))
    founding = c.Found(id=CircleId("c-kitchen"), name="Kitchen", aim="Bread", members=members, preset=preset)
    return proceed_circle(None, founding, NOW)[1]


def value(blank: Blank) -> object:
    return blank.start or (blank.options[0] if blank.options else VALUES[blank.entry])


def test_a_command_is_made_of_its_button_and_its_values():
    made = given(button(c.Argue, 3), ANA, {"criterion": "caused by this", "text": "so"})

    assert made == c.Argue(by=ANA, step=7, objection=3, criterion=Criterion.CAUSED_BY_THIS, text=Words("so"))


def test_yes_and_no_become_what_they_mean():
    made = given(button(c.Rule, 1), ANA, {"qualifies": "no"})

    assert made == c.Rule(by=ANA, step=7, objection=1, qualifies=False)


def test_what_was_left_empty_is_left_out():
    assert given(button(c.Speak), ANA, {"text": None}) == c.Speak(by=ANA, step=7)


@pytest.mark.parametrize("preset", ["sofa", "s3", "rolebased"])
def test_whatever_is_offered_to_be_opened_opens_with_its_form_filled_in(preset: str):
    circle = kitchen(preset)
    for each in openings(circle, ANA):
        if each.verb == "SeekAdvice":  # by whose authority depends on the roles there are
            continue
        values = {blank.name: value(blank) for blank in each.form}
        made = opening(each, ANA, circle, ProceedingId("p-new"), values)

        _, p = proceed(None, made, NOW)

        assert p.circle.id == circle.id
        assert p.author == ANA


def test_what_is_common_is_part_of_everything_that_can_be_opened():
    circle = kitchen()

    assert set(openings(circle, ANA, whole=False)) <= set(openings(circle, ANA))


def test_every_kind_of_proceeding_can_be_opened_by_somebody():
    assert {kind.command for kind in kinds()} == set(OPENS)


def test_guests_and_strangers_open_nothing_and_a_dissolved_circle_is_over():
    circle = kitchen()

    assert openings(circle, BO) == openings(circle, PersonId("u-nobody")) == ()
    assert openings(but(circle, status=CircleStatus.DISSOLVED), ANA) == ()


def test_the_reason_is_asked_for_where_the_circle_wants_one():
    (propose, *_) = openings(kitchen("s3"), ANA)

    assert {blank.name: blank.required for blank in propose.form}["driver"]


def test_the_button_of_a_contradiction_says_which_one_and_its_form_which_ideas():
    assert target_field(c.TakeWay) is None
    assert target_field(c.NoteContradiction) == "pieces"


@pytest.mark.parametrize(("command", "field"), [(c.AnswerAdvice, "advice"), (c.TakeWay, "contradiction")])
def test_what_a_button_is_about_is_filled_in_whatever_it_is_called(command: type[c.Act], field: str):
    values = {blank.name: value(blank) for blank in form_of(command)}

    assert getattr(given(button(command, 3), ANA, values), field) == 3
