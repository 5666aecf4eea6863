"""What people write stands on a terminal and does nothing to it."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from adapters.terminal import render
from adapters.wording import Wording
from facilitation.cards import Card, Kind, Line, Said, Who, msg
from facilitation.model import PersonId

VOICE = Wording(names={PersonId("u-1"): "Renée", PersonId("u-2"): "דנה"}, insert=render.insert)
SEATS = (PersonId("u-1"), PersonId("u-2"))


def card(*texts: str, by: PersonId | None = None) -> Card:
    lines = (Line(Kind.TITLE, Said("Title")), *(Line(Kind.QUOTE, Said(text), by) for text in texts))
    return Card(key="p/step/1", lines=lines)


def drawn(text: str, width: int = 80) -> str:
    console = Console(width=width, force_terminal=True, color_system="truecolor", markup=True, emoji=True)
    with console.capture() as got:
        console.print(render.panel(render.rows(card(text, by=SEATS[0]).lines, VOICE), SEATS))
    return got.get()


def test_control_characters_become_visible_and_turn_nothing():
    hostile = "a\x1b]0;title\x07b\x9b31mc\u202ed\u2066e\x00f"

    shown = render.clean(hostile)

    assert shown == "a�]0;title�b�31mcde�f"


@given(st.text())
def test_whatever_is_written_nothing_but_line_breaks_controls_the_terminal(text: str):
    shown = render.clean(text)

    assert all(char == "\n" or char.isprintable() or not "\x00" <= char <= "\x9f" for char in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    shown.encode("utf-8")


@pytest.mark.parametrize(
    "text", ["[bold red]loud[/]", ":smile:", "[/]", "[link=http://x]y[/link]", "@everyone"]
)
def test_markup_is_only_characters(text: str):
    assert text in drawn(text)


@given(st.text(string.printable + "äöü“”漢字אב", max_size=400), st.integers(24, 100))
def test_plain_lines_fit_their_width(text: str, width: int):
    shown = render.plain(render.rows(card(text, by=SEATS[0]).lines, VOICE), width)

    assert all(cell_len(line) <= width for line in shown.splitlines())


def test_a_narrow_terminal_still_shows_all_words():
    text = "We water the beds each evening, and whoever goes away finds somebody for their evenings."

    shown = " ".join(drawn(text, width=40).replace("│", " ").split())

    assert all(word in shown for word in text.split())


def test_a_title_that_does_not_fit_the_frame_stands_inside_and_is_whole():
    title = Line(Kind.TITLE, Said("Evening watering in the holidays and afterwards"))
    console = Console(width=40, force_terminal=False)
    with console.capture() as got:
        console.print(render.panel(render.rows([title], VOICE), SEATS, width=40))

    assert "Evening watering in the holidays and" in got.get()
    assert "afterwards" in got.get()


def test_a_long_text_is_cut_and_says_so_and_how_to_read_on():
    shown = render.shortened("word " * 20_000, VOICE)

    assert len(shown) < render.AT_ONCE + 100
    assert "98,801 more characters" in shown
    assert "“text”" in shown


def test_a_long_text_is_whole_where_nothing_is_cut():
    text = "x" * 100_000

    assert render.rows(card(text).lines, VOICE, None)[1].text == text


def test_a_name_from_right_to_left_is_kept_apart_and_others_are_left_alone():
    assert render.insert(Who(SEATS[1]), "דנה") == "\u2068דנה\u2069"
    assert render.insert(Who(SEATS[0]), "Renée") == "Renée"


def test_a_quote_names_whose_words_it_holds_also_without_colour():
    shown = render.plain(render.rows(card("I like it.", by=SEATS[0]).lines, VOICE))

    assert "  Renée: I like it.\n" in shown


def test_a_person_keeps_their_colour_and_a_stranger_has_none():
    assert render.colour(SEATS[0], SEATS) == render.colour(SEATS[0], SEATS) != render.colour(SEATS[1], SEATS)
    assert render.colour(PersonId("u-9"), SEATS) == "bold"


def test_news_are_the_lines_that_were_not_there_before_in_their_order():
    assert render.news(card("a", "b"), card("b", "a", "c", "a")) == card("c", "a").lines[1:]


def test_words_that_were_removed_are_said_to_be():
    line = Line(Kind.QUOTE, msg("words-removed"), SEATS[0])

    assert "removed" in render.rows([line], VOICE)[0].text
