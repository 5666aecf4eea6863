"""Cards, notes and forms as Discord gets them: whole, harmless, and within every limit."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord import forms, notes, quoting, render
from adapters.discord.render import Sheet, Voice
from adapters.looking import MORE, WHY, look
from adapters.reception import Account, Form, Note, Reader, Sign
from adapters.tokens import Token, token_of, written
from bot.reception.pictures import chat_picture
from facilitation.cards import (
    Blank,
    Button,
    Card,
    Entry,
    Kind,
    Line,
    Many,
    Msg,
    Progress,
    Said,
    When,
    Who,
    msg,
)
from facilitation.model import PersonId
from facilitation.refusals import Refused
from facilitation.transcript import parse
from facilitation.transcript.notation import Clock, Deed, Event
from facilitation.transcript.stage import Stage, found, perform
from facilitation.view import choices
from tests.adapters.discord import limits

ROOT = Path(__file__).parents[3]
PLAYED = sorted(
    path
    for folder in (
        "bot/demo",
        "tests/facilitation/transcripts/objections",
        "tests/facilitation/transcripts/selection",
    )
    for path in (ROOT / folder).glob("*.circle")
)
HOSTILE = (
    "**bold** __under__ ~~gone~~ ||secret|| `code` ```\nblock\n``` @everyone @here <@123> <@&4> <#5> </run:6> "
    "<t:1:R> [safe](https://evil.example) <https://x.example> :smile:\n# Head\n-# small\n> quote\n- list\n1. one\n"
    "\x1b[31m\u202e\u2066evil\x00"
)
PEOPLE = {PersonId(f"u-{n}"): f"Person *{n}* @everyone" for n in range(40)}


def voice(language: str = "en") -> Voice:
    return Voice.to(Reader(language=language, zone="Europe/Berlin"), _name)


def _name(person: PersonId) -> str | None:
    return PEOPLE.get(person, str(person))


def payload(sheet: Sheet) -> dict[str, Any]:
    return {"components": sheet.view.to_components()}


def text(sheets: Iterable[Sheet]) -> str:
    every = (one for sheet in sheets for one in limits.walk(sheet.view.to_components()))
    return "\n".join(one["content"] for one in every if one["type"] == limits.TEXT)


def labels(sheet: Sheet) -> list[str]:
    return [one["label"] for one in limits.walk(sheet.view.to_components()) if one["type"] == limits.BUTTON]


def card(*lines: Line, key: str = "p-1/step/3", **more: Any) -> Card:  # noqa: ANN401 - any part of a card
    return replace(Card(key=key, lines=lines or (Line(Kind.TEXT, Said("We cook in turns.")),)), **more)


def form(*blanks: Blank, **more: Any) -> Form:  # noqa: ANN401 - any part of a form
    return replace(Form(token=Token("p-1", "Object", 3, sure=True), blanks=blanks, reader=Reader()), **more)


def modals(one: Form) -> list[dict[str, Any]]:
    count = len(forms.pages(one, voice()))
    return [forms.modal(one, voice(), page).to_dict() for page in range(1, count + 1)]


def fields(one: Form) -> list[dict[str, Any]]:
    return [
        part["component"]
        for each in modals(one)
        for part in each["components"]
        if part["type"] == limits.LABEL
    ]


# --- whatever a circle comes to -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PLAYED, ids=lambda path: path.stem)
async def test_everything_a_circle_is_shown_is_within_the_limits(path: Path):
    checked = 0
    for stage in _moments(path):
        for one, who in _cards(stage):
            assert (
                limits.faults(payload(render.panel(one, voice(), "https://discord.com/channels/1/2/3"))) == []
            )
            for sheet in notes.note(Note(cards=(one,), reader=Reader()), voice()):
                assert limits.faults(payload(sheet)) == []
            buttons = (*one.buttons, *who)
            for button in buttons:
                if button.form:
                    asked = Form(
                        token=token_of(one, button), blanks=button.form, reader=Reader(), lines=one.lines[:2]
                    )
                    assert [fault for each in modals(asked) for fault in limits.modal_faults(each)] == []
            checked += 1
    assert checked > 20


def _moments(path: Path) -> Iterator[Stage]:
    transcript = parse(path.read_text(encoding="utf-8"))
    stage = found(transcript)
    for line in transcript.lines:
        if isinstance(line, Deed | Event | Clock):
            with suppress(Refused):
                perform(stage, line)
            yield stage


def _cards(stage: Stage) -> Iterator[tuple[Card, tuple[Button, ...]]]:
    p = stage.about("")
    if p is not None:
        who = next(iter(stage.people.values()))
        for one in chat_picture(p):
            yield replace(one, key=f"{p.id}/{one.key}"), choices(p, who)
    for one in chat_picture(stage.circle):
        yield replace(one, key=f"{stage.circle.id}/{one.key}"), ()


# --- people's words -------------------------------------------------------------------------------------------


async def test_nothing_that_people_write_is_obeyed():
    one = card(
        Line(Kind.TITLE, msg("ended-title", title=Said(HOSTILE))),
        Line(Kind.TEXT, Said(HOSTILE)),
        Line(Kind.QUOTE, Said(HOSTILE), by=PersonId("u-1")),
        progress=Progress(0, 2, (PersonId("u-1"), PersonId("u-2"))),
    )

    for shown in (
        text([render.panel(one, voice())]),
        text(notes.note(Note(cards=(one,), reader=Reader()), voice())),
    ):
        bare = shown.replace("-# 0 of 2", "0 of 2").replace("**Person \\*1\\* @\u200beveryone:**", "")
        assert "@everyone" not in bare
        assert "@here" not in bare
        assert _unescaped(bare, "*_~|`<[]") == []
        assert not any(line.lstrip("> ").startswith(("# ", "-# ", "- ", "1. ")) for line in bare.split("\n"))
        assert not {"\x1b", "\u202e", "\u2066", "\x00"} & set(bare)


def _unescaped(shown: str, marks: str) -> list[str]:
    """Marks that Discord would read; `### ` and `> ` at the beginning of a line are ours."""
    return [
        shown[max(0, at - 5) : at + 5]
        for at, char in enumerate(shown)
        if char in marks and shown[at - 1] != "\\"
    ]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("see https://a.example/x_y_z?a=*b", "see https://a.example/x_y_z?a=\\*b"),
        ("a_b_c", "a\\_b\\_c"),
        ("2 * 3 < 7", "2 \\* 3 \\< 7"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("11:30", "11:30"),
        ("C:\\temp", "C:\\\\temp"),
        ("- list\n2) two", "\\- list\n2\\) two"),
    ],
)
def test_a_text_is_read_as_it_was_typed(typed: str, shown: str):
    assert quoting.escaped(typed) == shown


@given(st.text(max_size=300), st.integers(10, 200))
def test_a_text_fits_and_is_escaped_however_it_is_cut(typed: str, room: int):
    shown = quoting.fitted(typed, room)

    assert len(shown) <= room or len(quoting.escaped(typed)) <= room
    assert _unescaped(" " + shown.replace("\\\\", "  "), "*_~|`") == [] or "http" in typed


@given(st.text(alphabet="ab \n", max_size=600), st.integers(20, 90))
def test_the_parts_of_a_text_are_all_of_it(typed: str, room: int):
    kept = forms.parts_of(typed, room)

    assert "".join(forms.SEPARATORS.get(apart, "") + part for apart, part in kept) == typed
    assert all(len(part) <= room for _, part in kept)


async def test_names_that_run_from_right_to_left_turn_nothing_around_them():
    PEOPLE[PersonId("u-rtl")] = "\u05d3\u05e0\u05d4"

    shown = text([render.panel(card(Line(Kind.NOTE, msg("ui-by", person=Who(PersonId("u-rtl"))))), voice())])

    assert "\u2068\u05d3\u05e0\u05d4\u2069" in shown


async def test_instants_are_in_each_readers_own_time_and_days_stay_days():
    at = datetime(2026, 9, 1, 22, 30, tzinfo=UTC)

    assert quoting.insert(When(at), "said") == "<t:1788301800:f>"
    assert quoting.insert(When(at, day=True), "Tue, 1 Sep 2026") == "Tue, 1 Sep 2026"


# --- panels ---------------------------------------------------------------------------------------------------

CONSENT, OBJECT = Button("Consent", 3), Button("Object", 3, form=(Blank("text", Entry.LONG),))


async def test_answers_are_of_equal_standing_and_seldom_acts_are_behind_more():
    seldom = tuple(Button(verb, 3) for verb in ("HandOver", "TakeOver", "Withdraw", "NameStuck"))
    one = card(buttons=(CONSENT, OBJECT, *seldom, look(MORE), look(WHY)), live=True)

    sheet = render.panel(one, voice())

    assert labels(sheet) == ["Consent", "Objection", "More …", "Why this step?"]
    styles = {
        part["style"] for part in limits.walk(sheet.view.to_components()) if part["type"] == limits.BUTTON
    }
    assert styles == {discord.ButtonStyle.secondary.value}


async def test_what_one_person_alone_can_do_for_good_is_not_offered_to_everyone():
    mine = (Button("WithdrawObjection", 3, 1, final=True), Button("TakeBack", 3))
    one = card(buttons=(CONSENT, OBJECT, *mine, look(WHY)), live=True)

    assert labels(render.panel(one, voice())) == ["Consent", "Objection", "More …", "Why this step?"]
    whisper = render.panel(replace(one, to=next(iter(PEOPLE))), voice())
    assert "Withdraw my objection 1" in labels(whisper)


async def test_to_say_no_to_a_role_stands_beside_saying_yes():
    yes_and_no = (Button("AcceptRole", 3), Button("DeclineRole", 3, final=True))
    one = card(buttons=yes_and_no, live=True)

    assert len(labels(render.panel(one, voice()))) == len(yes_and_no)


async def test_what_is_left_out_can_always_be_reached():
    many = tuple(Button("Reflect", 3, target=number) for number in range(1, 13))

    shown = labels(render.panel(card(buttons=many, live=True), voice()))

    assert len(shown) == render.MAIN + 1
    assert shown[-1] == "More …"


async def test_a_long_text_is_shown_as_far_as_it_goes_and_can_be_read_whole():
    long = "word " * 2000
    sheet = render.panel(
        card(Line(Kind.TITLE, Said("Rota")), Line(Kind.TEXT, Said(long)), live=True), voice()
    )

    assert "### Rota" in text([sheet])
    assert "The text goes on" in text([sheet])
    assert "Read all" in labels(sheet)
    assert limits.faults(payload(sheet)) == []


async def test_what_everybody_said_can_be_read_whole_while_it_goes_on_and_afterwards():
    quotes = tuple(Line(Kind.QUOTE, Said(f"{who} " * 60), by=who) for who in tuple(PEOPLE)[:40])

    live = render.panel(card(Line(Kind.TEXT, Said("Rota")), *quotes, live=True), voice())
    over = render.panel(card(Line(Kind.TEXT, Said("Rota")), *quotes), voice())

    buttons = [one for one in limits.walk(live.view.to_components()) if one["type"] == limits.BUTTON]
    assert [(one["label"], one["custom_id"]) for one in buttons] == [("Read all", "1.p-1.3.board..")]
    assert (live.name, over.name, labels(over)) == ("", "text.txt", [])
    assert all(over.content.decode().count(who) >= 60 for who in tuple(PEOPLE)[:40])
    assert limits.faults(payload(over)) == []


async def test_forty_people_who_all_wrote_much_still_fit():
    quotes = (Line(Kind.QUOTE, Said(HOSTILE * 20), by=who) for who in PEOPLE)
    one = card(Line(Kind.TITLE, Said("Rota")), *quotes, progress=Progress(1, 40, tuple(PEOPLE)), live=True)

    sheet = render.panel(one, voice())

    assert limits.faults(payload(sheet)) == []
    assert "Rota" in text([sheet])


@pytest.mark.parametrize(
    "said",
    [
        msg("board-waiting", people=Many((PersonId("u-1"), PersonId("u-2")))),
        msg("board-now-next", now=Who(PersonId("u-2")), next=Who(PersonId("u-1"))),
    ],
    ids=["as a list", "as who comes when"],
)
async def test_who_has_not_answered_is_named_once(said: Msg):
    waiting = (PersonId("u-1"), PersonId("u-2"))
    named = Line(Kind.NOTE, said)
    progress = Progress(1, 3, waiting)

    once = text([render.panel(card(named, progress=progress), voice())])
    else_ = text([render.panel(card(progress=progress), voice())])

    assert "1 of 3" in once
    assert once.count("Person") == else_.count("Person") == 2


async def test_signs_are_offered_with_their_words():
    one = card(signs=("Consent", "RaiseConcern", "Object"), live=True)

    assert "👍 Consent · 💭 Concern · ✋ Objection" in text([render.panel(one, voice())])
    assert render.offered(one) == ("👍", "💭", "✋")


@pytest.mark.parametrize(
    ("emoji", "sign"),
    [
        ("👍", Sign.CONSENT),
        ("👍🏿", Sign.CONSENT),
        ("✋🏻", Sign.OBJECT),
        ("💭", Sign.CONCERN),
        ("🎉", None),
        ("<:ok:1>", None),
    ],
)
def test_a_skin_tone_means_nothing(emoji: str, sign: Sign | None):
    assert render.sign_of(emoji) == sign


async def test_the_minutes_are_a_file():
    one = card(
        key="p-1/minutes/written", document=(Line(Kind.TITLE, Said("Minutes *of* June")),), detail=True
    )

    sheet = render.panel(one, voice())

    assert sheet.name == "minutes.md"
    assert sheet.content.decode() == "# Minutes \\*of\\* June\n"
    assert limits.faults(payload(sheet)) == []


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_a_message_carries_its_cards_key_and_no_other(one: str, other: str):
    first, second = render.mark_of(one)

    assert first != second
    assert all(0 < part < 2**31 for part in (first, second))
    assert (render.mark_of(one) == render.mark_of(other)) == (one == other)
    assert len(render.nonce_of(one)) <= 25


# --- notes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [1, 3_000, 10_000, 14_000])
async def test_a_note_is_whole_however_long(length: int):
    long = ("A sentence that says something. " * 500)[:length].strip()

    sheets = notes.note(
        Note(cards=(card(Line(Kind.TEXT, Said(long)), buttons=(CONSENT,)),), reader=Reader()), voice()
    )

    said = " ".join(text(sheets).replace("> ", "").split())
    assert said == " ".join(long.split())
    assert [fault for sheet in sheets for fault in limits.faults(payload(sheet))] == []
    assert labels(sheets[-1]) == ["Consent"]


async def test_what_even_several_messages_cannot_hold_is_a_file():
    long = "**word** " * 8000
    (sheet,) = notes.note(
        Note(cards=(card(Line(Kind.TEXT, Said(long)), buttons=(CONSENT,)),), reader=Reader()), voice()
    )

    assert "".join(sheet.content.decode().split()) == "".join(long.split())
    assert labels(sheet) == ["Consent"]
    assert limits.faults(payload(sheet)) == []


async def test_what_was_typed_is_given_back_exactly():
    typed = "```py\nprint(1)\n``` **bold** " + "x" * 5000
    one = Note(cards=(card(),), reader=Reader(), typed=((Blank("text", Entry.LONG), typed),))

    sheets = notes.note(one, voice(), verb="Object")

    shown = text(sheets)
    assert "x" * 1000 in shown
    assert "print(1)" in shown
    assert shown.count("```") % 2 == 0
    assert [fault for sheet in sheets for fault in limits.faults(payload(sheet))] == []


async def test_a_button_of_several_cards_is_there_once():
    cards = tuple(card(buttons=(CONSENT, look(MORE))) for _ in range(9))

    sheets = notes.note(Note(cards=cards, reader=Reader()), voice())

    assert [fault for sheet in sheets for fault in limits.faults(payload(sheet))] == []


# --- forms ----------------------------------------------------------------------------------------------------


async def test_a_form_says_what_it_is_and_asks_with_the_field_that_fits():
    asked = form(
        Blank("text", Entry.LONG),
        Blank("move", Entry.CHOICE, options=("amend", "shorter term")),
        Blank("person", Entry.PERSON, options=tuple(PEOPLE)[:3]),
        Blank("people", Entry.PEOPLE),
    )

    (made,) = modals(asked)

    assert made["title"] == "Objection"
    assert [one["component"]["type"] for one in made["components"]] == [
        limits.INPUT,
        limits.RADIO,
        limits.SELECT,
        5,
    ]
    assert [one["component"]["custom_id"] for one in made["components"]] == [
        "t:text",
        "o:move",
        "o:person",
        "v:people",
    ]
    assert made["custom_id"] == f"f.1.1.{written(asked.token)}"


async def test_a_circle_of_forty_can_be_chosen_from():
    everybody = form(Blank("person", Entry.PERSON, options=tuple(PEOPLE)[:40]))

    menus = fields(everybody)

    assert [len(one["options"]) for one in menus] == [25, 15]
    assert [option["value"] for one in menus for option in one["options"]] == list(PEOPLE)[:40]
    assert forms.given_of({"o:person": "", "o1:person": "u-33"}) == {"person": "u-33"}


async def test_more_than_can_be_chosen_from_is_typed():
    asked = form(Blank("person", Entry.PERSON, options=tuple(f"u-{n}" for n in range(150))))

    assert [one["type"] for one in fields(asked)] == [limits.INPUT]


@pytest.mark.parametrize("length", [0, 3_999, 4_000, 10_000])
async def test_a_long_text_can_be_changed_in_parts_and_nothing_of_it_is_lost(length: int):
    long = ("A sentence that says something.\n\nAnother one. " * 300)[:length]
    inputs = fields(form(Blank("text", Entry.DRAFT, start=long)))

    back = forms.given_of({one["custom_id"]: one.get("value") or "" for one in inputs})

    assert back == {"text": long}
    assert all(len(one.get("value") or "") <= 4000 for one in inputs)


async def test_what_stood_in_a_refused_form_stands_there_again():
    asked = form(
        Blank("text", Entry.LONG),
        Blank("move", Entry.CHOICE, options=("amend", "shorter term")),
        Blank("people", Entry.PEOPLE),
        Blank("objections", Entry.NUMBERS, options=("1", "2", "3")),
        typed={"text": "Hm.", "move": "shorter term", "people": (Account(id="7"),), "objections": ("1", "3")},
        wrong=(("text", msg("refusal-text-missing")),),
    )

    typed, move, people, objections = fields(asked)

    assert typed["value"] == "Hm."
    assert [one["value"] for one in move["options"] if one["default"]] == ["shorter term"]
    assert people["default_values"] == [{"id": 7, "type": "user"}]
    assert [one["value"] for one in objections["options"] if one["default"]] == ["1", "3"]
    assert [fault for each in modals(asked) for fault in limits.modal_faults(each)] == []


BLANKS = st.builds(
    Blank,
    st.sampled_from(["text", "person", "move", "review", "draft.text"]),
    st.sampled_from(Entry),
    st.booleans(),
    st.lists(st.text(max_size=120), max_size=130, unique=True).map(tuple),
    st.text(max_size=9000),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(st.lists(BLANKS, min_size=1, max_size=12, unique_by=lambda one: one.name), st.booleans())
def test_any_form_is_within_the_limits(blanks: list[Blank], about: bool):  # noqa: FBT001 - drawn
    asked = form(*blanks, lines=(Line(Kind.NOTE, Said(HOSTILE * 30)),) if about else ())

    async def made() -> list[str]:
        return [fault for each in modals(asked) for fault in limits.modal_faults(each)]

    assert asyncio.run(made()) == []


def test_a_later_part_of_a_form_replaces_what_was_there_before():
    kept = forms.merged({}, {"t:text": "one", "t1p:text": "two", "t2p:text": "three"})

    again = forms.merged(kept, {"t:text": "ONE", "t1p:text": ""})

    assert forms.given_of(again) == {"text": "ONE"}


def test_what_few_people_want_to_say_has_a_part_of_its_own_and_can_be_left_out():
    asked = [Blank(name, Entry.SHORT) for name in ("title", "driver", "draft.text")]
    later = [Blank(name, Entry.SHORT, required=False, later=True) for name in ("due", "minutes", "links")]
    one = form(*asked, *later)
    parts = [[field.item.custom_id for field in page] for page in forms.pages(one, voice())]

    assert parts == [["t:title", "t:driver", "t:draft.text"], ["t:due", "t:minutes", "t:links"]]
    assert forms.enough(one, dict.fromkeys(parts[0], "x"))
    assert forms.to_come(one, dict.fromkeys(parts[0], "x"), voice()) == (
        "By when, if there is a date? · How many minutes? · Where can people read more?"
    )


def test_a_form_that_fits_into_one_part_is_asked_at_once():
    one = form(Blank("title", Entry.SHORT), Blank("links", Entry.SHORT, required=False, later=True))

    assert len(forms.pages(one, voice())) == 1


def test_people_among_whom_several_are_chosen_have_their_names():
    one = form(Blank("affected", Entry.PEOPLE, required=False, options=tuple(PEOPLE)[:2]))
    (menu,) = [each for each in limits.walk(modals(one)[0]["components"]) if "options" in each]

    assert [option["label"] for option in menu["options"]] == list(PEOPLE.values())[:2]
    assert menu["max_values"] == 2
