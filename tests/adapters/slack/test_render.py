"""Cards, notes and forms as Slack takes them; what people wrote stays theirs, and everything fits."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.looking import MORE, WHY, look
from adapters.reception import Account, Form, Note, Reader
from adapters.slack import forms, parse, render
from adapters.slack.text import Voices
from adapters.tokens import Token, read
from facilitation.cards import Blank, Button, Card, Entry, Kind, Line, Many, Progress, Said, When, Who, msg
from facilitation.commands import AcceptDriver, Command, Consent, LetStand, Object, Pass, Speak
from facilitation.forms import form_of
from facilitation.model import PersonId
from facilitation.proceeding import legal
from facilitation.state import Proceeding
from facilitation.view import show
from tests.adapters.slack.check import message_faults, texts, view_faults
from tests.facilitation.small_circles import ANA, BO, CY, after, circle, opened

GOLDEN = Path(__file__).parent / "golden"
NAMES = {ANA: "Ana", BO: "Bo", CY: "Cy", PersonId("evil"): "<!channel> *Eve*"}
EVIL = PersonId("evil")
HOSTILE = (
    "<!channel> <!here> @here @everyone <@U1> <#C1> <https://evil.example|click> https://evil.example *bold* _it_ "
    "~no~ `code` :tada:\n```\nfence\n```\n> quote\n1. one\n- two & <b>\x00\u202e"
)
AT = datetime(2030, 1, 10, 9, 30, tzinfo=UTC)
VOICES = Voices(Reader(), NAMES)


def consent_board() -> Card:
    """The panel of a consent round in which one has answered, drawn by the core."""
    p = opened(circle(preset="sofa", overrides={"collection": "simultaneous"}))
    for _step in range(40):
        if p.phase is not None and p.phase.name == "consent":
            break
        p = after(p, _next(p))
    p = after(p, Consent(by=ANA))
    card = next(card for card in show(p) if card.live and card.to is None)
    ways = (look(MORE), look(WHY))
    return replace(card, key=f"{p.id}/{card.key}", buttons=(*card.buttons, *ways))


def _next(p: Proceeding) -> Command:
    for member in p.circle.members:
        may = {offer.command for offer in legal(p, member.person)}
        for act in (AcceptDriver, LetStand, Pass, Speak):
            if act in may:
                return act(by=member.person)
    raise AssertionError(p.phase)


def hostile() -> Card:
    return Card(
        key="p-1/step/4",
        lines=(
            Line(Kind.TITLE, Said(HOSTILE)),
            Line(Kind.LEAD, msg("board-waiting", people=Many((ANA, EVIL)))),
            Line(Kind.TEXT, Said(HOSTILE)),
            Line(Kind.QUOTE, Said(HOSTILE), EVIL),
            Line(Kind.QUOTE, Said("Calm words."), ANA),
            Line(Kind.LIST, Said(HOSTILE)),
            Line(Kind.NOTE, msg("board-facilitator", person=Who(EVIL))),
        ),
        buttons=(Button("Consent", 4), Button("Object", 4), Button("WithdrawObjection", 4, 1, final=True)),
        live=True,
    )


def long_one(letters: int, lines: int = 1) -> Card:
    words = ("All of us cook in turns, and whoever cooks does not wash up. " * 200)[:letters]
    body = tuple(Line(Kind.QUOTE, Said(words), ANA) for _ in range(lines))
    return Card(key="p-1/step/1", lines=(Line(Kind.TITLE, Said("Cooking")), *body), live=True)


def objection() -> Form:
    return Form(
        token=Token("beds", "Object", 3),
        blanks=form_of(Object),
        reader=Reader(),
        lines=(Line(Kind.NOTE, Said("About “Beds”")),),
    )


def every_field(**more: object) -> Form:
    people = tuple(f"p{n}" for n in range(250))
    asked = Form(
        token=Token("", "new"),
        reader=Reader(),
        blanks=(
            Blank("text", Entry.LONG, start="x" * 10_000),
            Blank("title", Entry.SHORT, start="Rota"),
            Blank("review", Entry.DATE, start="2030-01-07T09:00:00+00:00"),
            Blank("owner", Entry.PERSON, required=False, options=people, start="p7"),
            Blank("members", Entry.PEOPLE, required=False),
            Blank("facilitator", Entry.PERSON),
            Blank("practice", Entry.CHOICE, options=("yes", "no"), start="no"),
            Blank("rung", Entry.CHOICE, options=("one", "two", "three", "four", "five", "six")),
            Blank("objections", Entry.NUMBERS, options=("1", "2"), start="1, 2"),
            Blank("minutes", Entry.NUMBER, start="15"),
        ),
    )
    return replace(asked, **more)  # type: ignore[arg-type]


PICTURES = {
    "consent": lambda: shown(consent_board()),
    "hostile": lambda: shown(hostile()),
    "note": lambda: [{"text": m.text, "blocks": m.blocks} for m in render.note(refusal(), NAMES)],
    "objection": lambda: forms.form(objection(), NAMES, channel="C1", thread="17.5"),
    "refused": lambda: forms.form(refused_objection(), NAMES),
    "proposal": lambda: forms.form(proposal(), NAMES),
    "proposal-whole": lambda: forms.form(forms.whole(proposal(), {"draft.text": "Cook."}), NAMES),
    "founding": lambda: forms.form(every_field(blanks=every_field().blanks[1:3]), NAMES),
}


def proposal(**typed: str) -> Form:
    """A form of which few people fill in the end."""
    blanks = (
        Blank("draft.text", Entry.LONG),
        Blank("draft.condition", Entry.SHORT, required=False, later=True),
        Blank(
            "supersedes",
            Entry.CHOICE,
            required=False,
            options=("p-1",),
            labels=(("p-1", "Rota"),),
            later=True,
        ),
    )
    return Form(token=Token("c-1", "Propose"), blanks=blanks, reader=Reader(), typed=typed)


def shown(card: Card) -> dict[str, object]:
    message = render.card(card, VOICES)
    return {"text": message.text, "blocks": message.blocks}


def refusal() -> Note:
    card = Card(
        key="beds/refused",
        lines=(Line(Kind.LEAD, msg("refusal-not-now", detail="none")),),
        buttons=(Button("Consent", 3), Button("Object", 3)),
    )
    return Note(cards=(card,), reader=Reader(), typed=((Blank("text", Entry.LONG), "It *harms* <!here>."),))


def refused_objection() -> Form:
    why = msg("refusal-text-missing", detail="none")
    return replace(objection(), typed={"text": "  "}, wrong=(("", why), ("text", why)))


# --- pictures -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PICTURES)
def test_what_is_shown_looks_as_it_was_found_good(name: str, *, accept: bool):
    path = GOLDEN / f"{name}.json"
    now = json.dumps(PICTURES[name](), indent=1, ensure_ascii=False) + "\n"
    if accept:
        path.parent.mkdir(exist_ok=True)
        path.write_text(now, encoding="utf-8")

    assert now == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PICTURES)
def test_slack_has_nothing_to_say_against_it(name: str):
    picture = PICTURES[name]()

    assert view_faults(picture) == [] if "type" in picture else True
    messages = picture if isinstance(picture, list) else [picture] if "text" in picture else []
    assert [message_faults(message) for message in messages] == [[]] * len(messages)


def test_the_checks_find_what_slack_would_refuse():
    good = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "block_id": "b"}
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": "x" * 80},
        "action_id": "a",
        "value": "v",
    }

    assert message_faults({"text": "x", "blocks": [good, good]}) == ["block b twice"]
    assert message_faults({"text": "", "blocks": [good]}) == ["no text for who sees no blocks"]
    assert message_faults({"text": "x", "blocks": [{"type": "actions", "elements": [button]}]})
    assert message_faults({"text": "<!channel>", "blocks": [good]})
    assert message_faults({"text": "x", "blocks": [{"type": "divider"}] * 51})
    field = {"type": "input", "label": {"type": "plain_text", "text": "L"}, "optional": False}
    field["element"] = {"type": "datepicker", "action_id": "d"}
    title = {"type": "plain_text", "text": "T"}
    assert "fields, and nothing to hand them in with" in view_faults(
        {"type": "modal", "title": title, "blocks": [field]}
    )


# --- people's words -------------------------------------------------------------------------------------------


def test_no_word_of_anybody_is_changed_or_obeyed():
    message = render.card(hostile(), VOICES)

    whole = [words for kind, words in texts(message.blocks) if kind == "plain_text"]
    kept = HOSTILE.replace("\x00", "").replace("\u202e", "")
    assert any(kept in words for words in whole)
    assert any(words.startswith("<!channel> *Eve*:") for words in whole)
    assert message_faults(shown(hostile())) == []
    assert "&lt;!channel&gt;" in message.text


@settings(max_examples=30)
@given(words=st.text(min_size=1, max_size=300))
def test_no_text_becomes_a_mark_of_slacks(words: str):
    card = replace(hostile(), lines=tuple(replace(line, text=Said(words)) for line in hostile().lines))

    assert message_faults({**shown(card), "text": render.card(card, VOICES).text or "x"}) in ([], EMPTY)


EMPTY = ["no text for who sees no blocks"]


@pytest.mark.parametrize(
    "words", ["*a*", "_a_", "~a~", "`a`", ":tada:", "> a", "a\n>b", "@here", "@channel now"]
)
def test_what_slack_would_obey_is_given_as_plain_text(words: str):
    assert VOICES.marked(Said(words)) is None


@pytest.mark.parametrize("words", ["snake_case", "a < b & c > d", "5 p.m.: we cook", "ana@example.org"])
def test_what_slack_would_not_obey_may_stand_beside_bold_type(words: str):
    assert VOICES.marked(Said(words)) is not None


def test_a_deadline_is_told_in_each_readers_own_time():
    line = Line(Kind.NOTE, msg("board-deadline", until=When(AT)))

    message = render.card(Card(key="p-1/step/1", lines=(line,)), VOICES)

    assert f"<!date^{int(AT.timestamp())}^{{date_short_pretty}} {{time}}|" in json.dumps(message.blocks)


def test_a_day_is_the_circles_wherever_its_reader_is():
    line = Line(Kind.NOTE, msg("board-deadline", until=When(AT, day=True)))

    assert "<!date" not in json.dumps(render.card(Card(key="p-1/step/1", lines=(line,)), VOICES).blocks)


# --- sizes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("letters", "lines"), [(10_000, 1), (2_000, 40), (12_000, 40), (300, 400), (0, 1)])
def test_whatever_is_said_fits_into_a_message(letters: int, lines: int):
    assert message_faults(shown(long_one(letters, lines))) == []


def test_a_text_of_ten_thousand_letters_is_shown_whole():
    card = long_one(10_000)
    whole = VOICES.say(card.lines[1].text)

    message = render.card(card, VOICES)

    seen = " ".join(words for _kind, words in texts(message.blocks))
    assert "".join(whole.split()) in "".join(seen.split())
    assert not any(block["type"] == "actions" for block in message.blocks)


def test_what_does_not_fit_can_be_read():
    message = render.card(long_one(2_000, 40), VOICES)

    (row,) = (block for block in message.blocks if block["type"] == "actions")
    assert [read(button["value"]).verb for button in row["elements"]] == ["text"]


def test_what_can_be_read_in_a_note_is_whole_there():
    told = Note(cards=(long_one(10_000),), reader=Reader())

    (message,) = render.note(told, NAMES)

    assert "does not wash up" in message.text
    assert message_faults({"text": message.text, "blocks": message.blocks}) == []


def test_a_note_of_much_is_several_messages_and_loses_nothing():
    cards = tuple(
        replace(long_one(4_000), key=f"p-{n}/step/1", buttons=(Button("Consent", 1),)) for n in range(6)
    )

    messages = render.note(Note(cards=cards, reader=Reader()), NAMES)

    assert [message_faults({"text": m.text, "blocks": m.blocks}) for m in messages] == [[]] * len(messages)
    assert len(messages) > 1
    assert sum(b["type"] == "actions" for m in messages for b in m.blocks) == 6


def test_what_was_typed_and_not_taken_is_given_back_whole():
    told = replace(refusal(), typed=((Blank("text", Entry.LONG), "y" * 9_000),))

    seen = "".join(words for m in render.note(told, NAMES) for _kind, words in texts(m.blocks))

    assert "y" * 9_000 in seen


def test_everything_that_was_typed_is_given_back_in_messages_that_fit():
    many = tuple((Blank("text", Entry.LONG), letter * 8_000) for letter in "abcde")
    told = replace(refusal(), typed=many)

    messages = render.note(told, NAMES)

    seen = "".join(words for m in messages for _kind, words in texts(m.blocks))
    assert [letter for letter in "abcde" if seen.count(letter) < 8_000] == []
    assert [message_faults({"text": m.text, "blocks": m.blocks}) for m in messages] == [[]] * len(messages)
    assert view_faults(forms.note(told, NAMES)) == []


def test_a_home_tab_of_everything_fits():
    cards = tuple(replace(consent_board(), key=f"p-{n}/step/3") for n in range(60))

    assert view_faults(render.home(Note(cards=cards, reader=Reader()), NAMES)) == []
    assert view_faults(render.home(Note(cards=(), reader=Reader()), NAMES)) == []


# --- what can be pressed --------------------------------------------------------------------------------------


def labels(card: Card) -> list[str]:
    rows = (block["elements"] for block in render.card(card, VOICES).blocks if block["type"] == "actions")
    return [button["text"]["text"] for row in rows for button in row]


def test_a_panel_has_its_main_acts_then_more_and_the_reason():
    board = consent_board()

    found = labels(board)

    assert found[:2] == ["Consent", "Objection"]
    assert found[-2:] == ["More …", "Why this step?"]
    assert len(found) <= render.MOST_BUTTONS + 2
    assert "Hand over facilitating" not in found


def test_a_card_that_is_over_has_nothing_to_press():
    assert labels(replace(consent_board(), buttons=(), live=False)) == []


def test_what_is_folded_away_can_be_reached():
    board = replace(consent_board(), buttons=(Button("Consent", 3), Button("HandOver", 3)))

    assert labels(board) == ["Consent", "More …"]
    assert labels(replace(board, to=BO)) == ["Consent"]  # a whisper wants one answer


def test_what_one_person_alone_can_do_for_good_is_not_offered_to_everyone():
    mine = (Button("WithdrawObjection", 3, 1, final=True), Button("TakeBack", 3))
    board = replace(consent_board(), buttons=(Button("Consent", 3), *mine))

    assert labels(board) == ["Consent", "More …"]
    assert "Withdraw" not in render.card(board, VOICES).text
    assert labels(replace(board, to=BO)) == ["Consent", "Withdraw my objection 1", "Take my answer back"]


def test_to_say_no_to_a_role_stands_beside_saying_yes():
    yes_and_no = (Button("AcceptRole", 3), Button("DeclineRole", 3, final=True))

    assert len(labels(replace(consent_board(), buttons=yes_and_no))) == len(yes_and_no)


def test_what_is_final_is_asked_about_before_it_is_sent():
    message = render.card(replace(hostile(), to=BO), VOICES)
    (row,) = (block for block in message.blocks if block["type"] == "actions")
    final = next(button for button in row["elements"] if button.get("style") == "danger")

    assert final["confirm"]["confirm"]["text"] == "Yes, do it"
    assert read(final["value"]) == Token("p-1", "WithdrawObjection", 4, 1, sure=True)
    assert sum(button.get("style") == "primary" for button in row["elements"]) == 0


def test_one_answer_is_not_brighter_than_another():
    (row,) = (b for b in render.card(consent_board(), VOICES).blocks if b["type"] == "actions")

    assert {button.get("style") for button in row["elements"]} == {None}


def test_each_button_says_to_whoever_hears_it_what_it_is_about():
    (row,) = (b for b in render.card(consent_board(), VOICES).blocks if b["type"] == "actions")

    assert row["elements"][1]["accessibility_label"].startswith("Objection: ")
    assert "Beds" in row["elements"][1]["accessibility_label"]


def test_the_words_of_a_message_say_what_its_blocks_say():
    board = consent_board()
    text = render.card(board, VOICES).text

    for line in board.lines:
        assert VOICES.fallback(line.text) in text
    assert "You can: Consent · Objection" in text


def test_signs_are_offered_in_words_too():
    board = replace(consent_board(), signs=("Consent", "Object"))

    assert "👍 Consent · ✋ Objection" in json.dumps(render.card(board, VOICES).blocks, ensure_ascii=False)


def test_progress_is_told_without_a_picture():
    card = Card(key="p-1/step/1", lines=consent_board().lines, progress=Progress(2, 5, ()))

    assert "●●○○○  2 of 5 so far" in [words for _k, words in texts(render.card(card, VOICES).blocks)]
    assert "2 of 5 so far" in render.card(card, VOICES).text


# --- forms ----------------------------------------------------------------------------------------------------


def element(view: dict[str, object], name: str) -> dict[str, object]:
    blocks: list[dict[str, object]] = view["blocks"]  # type: ignore[assignment]
    return next(b["element"] for b in blocks if b.get("block_id") == name)  # type: ignore[return-value]


def test_each_entry_has_its_field():
    view = forms.form(every_field(), NAMES)

    kinds = {name: element(view, name)["type"] for name in FIELDS}
    assert kinds == FIELDS
    assert view_faults(view) == []


FIELDS = {
    "text": "plain_text_input",
    "title": "plain_text_input",
    "review": "datepicker",
    "owner": "static_select",
    "members": "multi_users_select",
    "facilitator": "users_select",
    "practice": "radio_buttons",
    "rung": "static_select",
    "objections": "multi_static_select",
    "minutes": "number_input",
}


def test_fields_begin_with_what_stands():
    view = forms.form(every_field(), NAMES)

    assert element(view, "review")["initial_date"] == "2030-01-07"
    assert element(view, "title")["initial_value"] == "Rota"
    assert element(view, "owner")["initial_option"]["value"] == "p7"  # type: ignore[index]
    assert [one["value"] for one in element(view, "objections")["initial_options"]] == ["1", "2"]  # type: ignore[union-attr]
    assert element(view, "minutes")["initial_value"] == "15"


def test_two_hundred_and_fifty_people_are_chosen_from_groups():
    groups = element(forms.form(every_field(), NAMES), "owner")["option_groups"]

    assert [len(group["options"]) for group in groups] == [100, 100, 50]  # type: ignore[union-attr]


def test_what_stood_in_a_refused_form_stands_there_again():
    typed = {"title": "New", "members": (Account(id="T1/U1"), Account(id="T1/U2")), "review": "2031-05-01"}
    view = forms.form(every_field(typed=typed), NAMES)

    assert element(view, "title")["initial_value"] == "New"
    assert element(view, "members")["initial_users"] == ["U1", "U2"]
    assert element(view, "review")["initial_date"] == "2031-05-01"


def test_a_meeting_is_planned_with_its_hour():
    asked = Form(token=Token("c-1", "OpenMeeting"), blanks=(Blank("planned", Entry.DATE),), reader=Reader())

    assert element(forms.form(asked, NAMES), "planned")["type"] == "datetimepicker"


def test_faults_stand_at_their_fields_where_they_have_some():
    why = msg("refusal-text-missing", detail="none")
    asked = replace(objection(), wrong=(("text", why),))

    assert list(forms.errors(asked, ("text",), NAMES) or ()) == ["text"]
    assert forms.errors(asked, (), NAMES) is None
    assert forms.errors(replace(asked, wrong=(("", why),)), ("text",), NAMES) is None


def test_a_long_title_is_shortened_kindly_and_stands_whole_below():
    view = forms.form(replace(objection(), token=Token("beds", "ConfirmStatement", 3, 1)), NAMES)

    assert view["title"]["text"] == "Yes, that is my …"
    assert view["blocks"][0]["text"]["text"] == "Yes, that is my objection 1"


@given(words=st.text(max_size=9_000), at=st.integers(1, 3000))
def test_a_text_over_several_fields_comes_back_as_it_was(words: str, at: int):
    parts = [*forms.parted(words, max(at, 10))]
    names = ["text", *(f"text~{n}{mark}" for n, (mark, _part) in enumerate(parts[1:], 2))]
    values = {name: {name: {"value": part}} for name, (_mark, part) in zip(names, parts, strict=True)}

    found = parse.given({"view": {"state": {"values": values}}}, "T1")

    assert all(len(part) <= max(at, 10) for _mark, part in parts)
    assert found["text"] == words or not words.strip("\n ")


def test_the_waiting_view_and_an_empty_one_are_taken():
    assert view_faults(forms.waiting(NAMES)) == []
    assert view_faults(forms.form(Form(token=Token("", "new"), blanks=(), reader=Reader()), NAMES)) == []


def test_a_form_knows_where_it_was_opened():
    kept = forms.kept_in(str(forms.form(objection(), NAMES, channel="C1", thread="1.2")["private_metadata"]))

    assert (read(kept.token).verb, kept.channel, kept.thread) == ("Object", "C1", "1.2")
