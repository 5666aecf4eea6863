"""How one reader is spoken to: languages, names, dates, forms and refusals."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.wording import Wording, bundles
from adapters.wording.voice import FSI, PDI, TURNING
from facilitation.cards import Arg, Blank, Button, Entry, Kind, Line, Many, Msg, Said, When, Who, msg
from facilitation.model import GONE, PersonId
from facilitation.refusals import Reason, Refused

AT = datetime(2027, 3, 1, 22, 30, tzinfo=UTC)
ANA, BO, CY, DEE = (PersonId(name) for name in ("ana", "bo", "cy", "dee"))
NAMES = {ANA: "Ana", BO: "Bo", CY: "Cy", DEE: "דנה"}


def test_people_are_listed_by_name():
    voice = Wording(names=NAMES)

    assert voice.names((ANA,)) == "Ana"
    assert voice.names((ANA, BO)) == "Ana and Bo"
    assert voice.names((ANA, BO, CY)) == "Ana, Bo and Cy"
    assert voice.names(()) == "nobody"
    assert voice.name(PersonId("stranger")) == "Somebody"


def test_names_may_come_from_a_function():
    assert Wording(names=lambda person: person.upper() or None).name(ANA) == "ANA"
    assert Wording(names=lambda _person: None).name(ANA) == "Somebody"


def test_an_instant_is_told_in_the_zone_of_the_reader():
    assert Wording().when(AT) == "Mon, 1 Mar 2027, 22:30 UTC"
    assert Wording(zone="Europe/Vienna").when(AT) == "Mon, 1 Mar 2027, 23:30 CET"
    assert Wording(zone="Asia/Tokyo").when(AT, day=True) == "Tue, 2 Mar 2027"
    assert Wording(zone="Asia/Tokyo").form_day(AT) == "2027-03-02"


def test_an_instant_is_told_from_now():
    voice = Wording()

    assert voice.relative(AT + timedelta(days=2), AT) == "in 2 days"
    assert voice.relative(AT - timedelta(hours=3), AT) == "3 hours ago"
    assert voice.span(timedelta(days=3)) == "3 days"


def test_a_language_nobody_has_translated_is_english():
    for language in ("en", "en-GB", "xx", "", "pt-BR", "not a language"):
        assert Wording(language).say(msg("receipt-noted")) == "Noted."


def test_a_language_falls_back_sentence_by_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    half = tmp_path / "de"
    half.mkdir()
    (half / "some.ftl").write_text("receipt-noted = Notiert.\n", encoding="utf-8")
    (tmp_path / "en").symlink_to(bundles.HOME / "en")
    monkeypatch.setattr(bundles, "HOME", tmp_path)
    for cached in (bundles.languages, bundles.entries, bundles.bundle, bundles.chain, bundles.ids):
        cached.cache_clear()
    try:
        voice = Wording("de-AT")
        assert voice.say(msg("receipt-noted")) == "Notiert."
        assert voice.say(msg("receipt-stands")) == "The text stands, exactly like this."
    finally:
        monkeypatch.undo()
        for cached in (bundles.languages, bundles.entries, bundles.bundle, bundles.chain, bundles.ids):
            cached.cache_clear()


def test_a_regional_english_writes_its_own_dates():
    assert Wording("en-US").when(AT, day=True) == "Mon, Mar 1, 2027"


def test_what_does_not_exist_is_said_by_its_id_and_raises_nothing():
    voice = Wording()

    assert voice.say(msg("no-such-message")) == "no-such-message"
    assert voice.say(msg("turn.no-such-part")) == "turn.no-such-part"
    assert voice.say(Msg("turn")).startswith("It is your turn: ")  # said as far as it can be


@given(st.text(max_size=40))
def test_no_id_raises(name: str):
    assert isinstance(Wording().say(Msg(name)), str)


def test_somebody_elses_text_is_said_as_it_is():
    text = "<b> @everyone\n{ $person } *x*"

    assert Wording(names=NAMES).say(Said(text)) == text
    assert Wording(names=NAMES).line(Line(Kind.QUOTE, Said(text), ANA)) == text


def test_a_text_in_a_sentence_is_one_line():
    assert Wording().say(msg("decision-title", title=Said("two\n  lines"))) == "Decided: two lines"


def test_removed_words_leave_a_sentence():
    voice = Wording()

    assert voice.say(Said(GONE)) == "These words were removed at the person’s request."
    assert GONE not in voice.say(msg("decision-title", title=Said(GONE)))


def test_right_to_left_names_are_kept_apart_where_the_platform_takes_it():
    line = msg("board-move", people=Many((ANA, DEE)))

    assert Wording(names=NAMES).say(line) == "The next move is with Ana and דנה."
    assert Wording(names=NAMES, isolate=True).say(line) == (
        f"The next move is with {FSI}Ana{PDI} and {FSI}דנה{PDI}."
    )


@given(st.text(alphabet="ab\u202e\u2066\u2069\u202c\u202a ", max_size=20))
def test_no_name_breaks_out_of_its_place(name: str):
    said = Wording(names={ANA: name}, isolate=True).say(msg("board-facilitator", person=Who(ANA)))

    assert said.count(FSI) == said.count(PDI) == 1
    assert not set(map(ord, said.replace(FSI, "").replace(PDI, ""))) & set(TURNING)


def test_a_platform_may_put_its_own_markup():
    def insert(arg: Arg, text: str) -> str:
        if isinstance(arg, When):
            return f"<time {int(arg.at.timestamp())}>"
        return text.replace("<", "&lt;")

    voice = Wording(names={ANA: "<Ana>"}, insert=insert)

    assert voice.say(msg("board-facilitator", person=Who(ANA))) == "&lt;Ana> facilitates."
    assert voice.say(msg("board-move", people=Many((ANA,)))) == "The next move is with &lt;Ana>."
    assert voice.say(Said("<b>")) == "&lt;b>"
    assert voice.say(msg("board-deadline", until=When(AT))) == "Please answer by <time 1803940200>."
    nested = msg("board-title", step=msg("decision-title", title=Said("<b>")), title=Said("<i>"))
    assert voice.say(nested) == "Decided: &lt;b> – &lt;i>"


@pytest.mark.parametrize(
    ("preset", "labels"),
    [
        ("sofa", ["Consent", "Objection"]),
        ("s3", ["No objection", "Possible objection"]),
        ("rolebased", ["No objection", "Objection"]),
    ],
)
def test_each_school_has_its_own_words(preset: str, labels: list[str]):
    voice = Wording(preset=preset)

    assert [voice.label("Consent"), voice.label("Object")] == labels


def test_buttons_name_what_they_are_about():
    assert Wording().button(Button("Answer", 3, target=2)) == "Answer question 2"


def test_forms():
    voice = Wording(names=NAMES)
    text, move = Blank("text", Entry.LONG), Blank("move", Entry.CHOICE, options=("split",))

    assert voice.blank("Object", text) == "What harm or risk do you see?"
    assert voice.blank("SomethingElse", text) == "Your words"
    assert voice.blank_hint("SomethingElse", text) == ""
    assert voice.blank_hint("Object", text).startswith("One sentence is enough")
    assert voice.option(move, "split") == "Split it"
    assert voice.option(Blank("to", Entry.PERSON), "ana") == "Ana"
    assert voice.option(Blank("objections", Entry.NUMBERS), "2") == "2"
    assert voice.confirmation("Withdraw").endswith("Withdraw it?")


def test_refusals_name_what_they_know():
    voice = Wording()

    assert voice.refusal(Refused(Reason.DOMAIN_ELSEWHERE, "Kitchen")) == (
        "The circle Kitchen decides in this area. Bring it to them, or ask them to hand the area over."
    )
    assert voice.refusal(Refused(Reason.DOMAIN_ELSEWHERE)).startswith("Another circle decides")
    assert "20000" in voice.refusal(Refused(Reason.TEXT_TOO_LONG, "20000"))
    for reason in Reason:
        assert not voice.refusal(Refused(reason)).startswith("refusal-")


@pytest.mark.parametrize("count", [1, 2, 5])
def test_numbers_have_their_forms(count: int):
    said = Wording().say(msg("board-objections", count=count))

    assert said == ("There is one objection:" if count == 1 else f"There are {count} objections:")
