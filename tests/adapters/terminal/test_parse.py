"""What people type is understood, or they are told what would be."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.reading import days, values
from adapters.reading.vocabulary import Reading, fold
from adapters.terminal import parse
from adapters.terminal.parse import Aid, Chosen
from adapters.wording import Wording
from facilitation import commands as c
from facilitation.cards import Blank, Button, Entry
from facilitation.forms import form_of
from facilitation.model import PersonId
from facilitation.refusals import Ambiguous, Malformed

ANA, BO, RENEE, RENATE = map(PersonId, ("u-ana", "u-bo", "u-renee", "u-renate"))
PEOPLE = {ANA: "Ana", BO: "Bo", RENEE: "Renée", RENATE: "Renate"}
VOICE = Wording(names=PEOPLE)
NOW = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
READING = Reading(PEOPLE, NOW, ZoneInfo("Europe/Berlin"), VOICE)


def button(command: type[c.Act], target: int | None = None) -> Button:
    return Button(command.__name__, 7, target, form_of(command))


BUTTONS = (button(c.Consent), button(c.Object), button(c.Suggest, 2), button(c.ComeBackToMe))
MENU = tuple(parse.choice_of(one, one, VOICE) for one in BUTTONS)


@pytest.mark.parametrize(
    ("line", "verb", "words"),
    [
        ("1", "Consent", ""),
        ("  1.  ", "Consent", ""),
        ("2 It hurts the trees", "Object", "It hurts the trees"),
        ("2: It hurts", "Object", "It hurts"),
        ("consent", "Consent", ""),
        ("CONSENT", "Consent", ""),
        ("yes", "Consent", ""),
        ("object It hurts: a lot", "Object", "It hurts: a lot"),
        ("Objection   It  hurts", "Object", "It  hurts"),
        ("suggest do less", "Suggest", "do less"),
        ("later", "ComeBackToMe", ""),
    ],
)
def test_numbers_labels_and_everyday_words_mean_what_is_in_the_menu(line: str, verb: str, words: str):
    meant = parse.read(line, MENU, VOICE)

    assert isinstance(meant, Chosen)
    assert (meant.what.verb, meant.words) == (verb, words)


@pytest.mark.parametrize(
    ("line", "aid"),
    [("help", Aid("help")), ("?", Aid("help")), ("quit", Aid("quit")), ("as Bo", Aid("as", "Bo"))],
)
def test_help_is_always_there(line: str, aid: Aid):
    assert parse.read(line, (), VOICE) == aid


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "terminal-type-something"),
        ("9", "terminal-no-such-number"),
        ("qqq zzz", "terminal-unknown"),
        ("a quiet hour", "terminal-unknown"),
    ],
)
def test_what_cannot_be_read_is_answered_with_a_sentence_that_exists(line: str, message: str):
    with pytest.raises(Malformed) as told:
        parse.read(line, MENU, VOICE)

    assert told.value.args[0] == message
    assert VOICE.has(message)


def test_a_slip_is_answered_with_what_was_probably_meant():
    with pytest.raises(Ambiguous) as told:
        parse.read("consnet", MENU, VOICE)

    assert "consent" in told.value.candidates


@given(st.text(max_size=300))
def test_no_line_at_all_breaks_the_reading(line: str):
    try:
        meant = parse.read(line, MENU, VOICE)
    except (Malformed, Ambiguous):
        return
    assert isinstance(meant, Chosen | Aid)


# --- dates ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-09-01", (2026, 9, 1)),
        ("2026-9-1", (2026, 9, 1)),
        ("tomorrow", (2026, 2, 2)),
        ("in 3 months", (2026, 5, 1)),
        ("in a month", (2026, 3, 1)),
        ("2 weeks", (2026, 2, 15)),
        ("in a year", (2027, 2, 1)),
        ("In 10 Days", (2026, 2, 11)),
    ],
)
def test_a_date_is_the_beginning_of_that_day_where_the_reader_lives(typed: str, day: tuple[int, int, int]):
    at = days.day(typed, READING).astimezone(READING.zone)

    assert (at.year, at.month, at.day, at.hour) == (*day, 0)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("in 1 hour", 60), ("2 hours", 120), ("in an hour", 60), ("In 30 Minutes", 30), ("in a minute", 1)],
)
def test_hours_and_minutes_count_from_now(typed: str, minutes: int):
    assert days.day(typed, READING) == READING.now + timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["tomorrow", "in 1 day", "in a day"])
def test_where_the_hour_counts_a_span_of_days_keeps_it(typed: str):
    later = READING.now.replace(second=0, microsecond=0) + timedelta(days=1)

    assert days.day(typed, READING, timed=True) == later
    assert values.value(Blank("until", Entry.DATE), typed, READING, "SetNextMeeting") == later
    assert values.value(Blank("review", Entry.DATE), typed, READING, "ProposeKeep") != later


def test_the_last_day_of_a_short_month_stands_for_one_it_does_not_have():
    late = Reading(PEOPLE, datetime(2026, 1, 31, 12, tzinfo=UTC), ZoneInfo("UTC"), VOICE)

    assert days.day("in 1 month", late) == datetime(2026, 2, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["", "soon", "2026-02-30", "in 9999 years", "in x months", "32", "2026-13-01x"]
)
def test_what_is_no_date_is_said(typed: str):
    with pytest.raises(Malformed):
        days.day(typed, READING)


@given(st.text(max_size=60))
def test_no_text_at_all_breaks_a_date(typed: str):
    try:
        assert days.day(typed, READING).tzinfo is not None
    except Malformed:
        return


# --- people, choices, numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "who"), [("Bo", BO), ("renee", RENEE), ("RENA", RENATE), ("1", ANA), ("an", ANA)]
)
def test_people_are_found_without_accents_and_by_the_beginning_of_their_name(typed: str, who: PersonId):
    assert values.person(typed, PEOPLE) == who


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [("ren", ("Renée", "Renate")), ("anna", ("Ana",)), ("zzz", ("Ana", "Bo", "Renée", "Renate"))],
)
def test_a_name_that_fits_several_or_none_is_answered_with_those_it_could_be(
    typed: str, candidates: tuple[str, ...]
):
    with pytest.raises(Ambiguous) as told:
        values.person(typed, PEOPLE)

    assert told.value.candidates == candidates


def test_a_choice_is_its_number_its_word_or_what_it_says():
    move = next(blank for blank in form_of(c.Suggest) if blank.name == "move")

    assert values.choice("2", move, VOICE) == "shorter term"
    assert values.choice("a shorter time", move, VOICE) == "shorter term"
    assert values.choice("shorter term", move, VOICE) == "shorter term"
    with pytest.raises(Ambiguous):
        values.choice("s", move, VOICE)


def test_numbers_are_read_with_or_without_what_stands_between():
    assert values.numbers("1, #3 and 1") == (1, 3)
    with pytest.raises(Malformed):
        values.numbers("the first")


def test_texts_are_taken_as_they_are():
    blank = Blank("text", Entry.LONG)

    assert values.value(blank, "  [bold] #1, 2026-09-01 ", READING) == "[bold] #1, 2026-09-01"


def test_fold_forgets_what_people_forget_to_type():
    assert fold("  ÉCOLE  d’Été ") == "ecole d’ete"
