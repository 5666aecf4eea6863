"""What Slack sends is read as what people did, and nothing in it is believed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.reception import Account, Sign
from adapters.slack import parse
from adapters.slack.forms import Kept
from adapters.tokens import Token, Unknown, written

CONSENT = Token("p-1", "Consent", 3, sure=True)
NAMES = {"U061": "Ana Lind"}

Json = dict[str, Any]


def press(**more: object) -> Json:
    return {
        "type": "block_actions",
        "user": {"id": "U061", "username": "ana"},
        "team": {"id": "T1", "domain": "circles"},
        "channel": {"id": "C061"},
        "container": {"type": "message", "is_ephemeral": False},
        "message": {"ts": "17.5", "thread_ts": "17.1"},
        "response_url": "https://hooks.example/1",
        "trigger_id": "trigger",
        "actions": [{"action_id": "acts-0", "value": written(CONSENT), "action_ts": "99.1"}],
        **more,
    }


def submit(values: Json, **view: object) -> Json:
    shown = {"id": "V1", "hash": "1.a", "type": "modal", "state": {"values": values}}
    return {"type": "view_submission", "user": {"id": "U061"}, "view": shown | view}


def test_a_press_says_what_where_and_by_whom():
    where = parse.where(press())

    assert parse.pressed(press()) == CONSENT
    assert (where.user, where.username, where.channel, where.thread) == ("U061", "ana", "C061", "17.1")
    assert (where.trigger, where.view, where.for_one) == ("trigger", "", False)


def test_what_begins_a_thread_stands_in_the_channel():
    assert parse.where(press(message={"ts": "17.1", "thread_ts": "17.1"})).thread == ""


def test_a_press_on_the_home_tab_has_no_channel():
    body = press(channel=None, message=None, response_url=None, view={"id": "V1", "type": "home"})

    where = parse.where(body)

    assert (where.channel, where.thread, where.view, where.response_url) == ("", "", "home", "")


@pytest.mark.parametrize(
    "actions",
    [[], [{}], [{"value": "old-thing"}], [{"value": None}], None, "x", [{"value": "2.p.1.Consent.."}]],
)
def test_a_button_nobody_knows_is_said_to_be_unknown(actions: object):
    with pytest.raises(Unknown):
        parse.pressed(press(actions=actions))


def test_the_same_input_has_the_same_name_and_another_has_another():
    again, other = press(), press(actions=[{"action_id": "acts-0", "value": "v", "action_ts": "99.2"}])

    assert parse.delivery(press()) == parse.delivery(again) != parse.delivery(other)
    assert parse.delivery({"event_id": "Ev1"}) == "Ev1"
    assert parse.delivery({"type": "x", "trigger_id": "t"}) == "t"


def test_a_form_sent_twice_is_one_input_and_a_corrected_one_another():
    first = submit({"text": {"text": {"value": "a"}}})
    twice = submit({"text": {"text": {"value": "a"}}})
    mended = submit({"text": {"text": {"value": "b"}}})

    assert parse.delivery(first) == parse.delivery(twice) != parse.delivery(mended)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ("", "")),
        ("  propose  Let us cook ", ("propose", "Let us cook")),
        ("propose a &lt;b&gt; &amp;amp; c", ("propose", "a <b> &amp; c")),
        ("join <@U061|ana>", ("join", "@Ana Lind")),
        ("join <@U999|cy> and <@U998>", ("join", "@cy and @U998")),
        ("propose see <https://a.example|https://a.example>", ("propose", "see https://a.example")),
        ("propose <https://a.example|the page>", ("propose", "the page (https://a.example)")),
        ("say <!channel> <!subteam^S1|@cooks> in <#C1|kitchen>", ("say", "@channel @cooks in #kitchen")),
    ],
)
def test_a_command_is_read_as_people_see_it(text: str, found: tuple[str, str]):
    assert parse.command(text, lambda user: NAMES.get(user, "")) == found


def test_a_message_to_the_bot_is_a_command_without_its_name():
    assert parse.mentioned("<@U0BOT> status", "U0BOT", lambda _: "") == ("status", "")


def test_what_is_brought_has_its_text_and_a_link():
    body = press(type="message_action", message={"text": "Cook &amp; <@U061>", "ts": "1700000000.000100"})

    found = parse.brought(body, lambda user: NAMES.get(user, ""))

    assert found == ("Cook & @Ana Lind", "https://circles.slack.com/archives/C061/p1700000000000100")


def test_each_kind_of_field_gives_its_value():
    values = {
        "text": {"text": {"type": "plain_text_input", "value": "words"}},
        "none": {"none": {"type": "plain_text_input", "value": None}},
        "one": {"one": {"type": "static_select", "selected_option": {"value": "yes"}}},
        "no-one": {"no-one": {"type": "static_select", "selected_option": None}},
        "some": {
            "some": {"type": "multi_static_select", "selected_options": [{"value": "1"}, {"value": "3"}]}
        },
        "who": {"who": {"type": "users_select", "selected_user": "U1"}},
        "all": {"all": {"type": "multi_users_select", "selected_users": ["U1", "U2"]}},
        "day": {"day": {"type": "datepicker", "selected_date": "2030-01-07"}},
        "at": {"at": {"type": "datetimepicker", "selected_date_time": 1894266000}},
        "n": {"n": {"type": "number_input", "value": "15"}},
    }

    assert parse.given(submit(values), "T1") == {
        "text": "words",
        "none": "",
        "one": "yes",
        "no-one": "",
        "some": ("1", "3"),
        "who": Account(id="T1/U1"),
        "all": (Account(id="T1/U1"), Account(id="T1/U2")),
        "day": "2030-01-07",
        "at": "2030-01-10T09:00:00+00:00",
        "n": "15",
    }


def test_a_form_comes_back_with_its_token_and_its_channel():
    kept = Kept(token=written(CONSENT), channel="C061", thread="17.1")
    body = submit({}, private_metadata=kept.written())

    assert parse.token(parse.kept(body)) == CONSENT
    assert parse.submitted_where(body).channel == "C061"


@pytest.mark.parametrize("metadata", ["", "x", "{}", "[1,2,3]", '["a"]', "null"])
def test_a_form_of_another_program_is_unknown(metadata: str):
    with pytest.raises(Unknown):
        parse.kept(submit({}, private_metadata=metadata))
    assert parse.submitted_where(submit({}, private_metadata=metadata)).user == "U061"


def test_signs_count_in_every_colour_and_only_those_that_mean_something():
    found = parse.signs(
        {
            "reactions": [
                {"name": "+1::skin-tone-4", "users": ["U1", "U0BOT"]},
                {"name": "hand", "users": ["U1", "U2"]},
                {"name": "tada", "users": ["U3"]},
                {"name": "-1"},
            ]
        },
        "U0BOT",
    )

    assert found == {"U1": {Sign.CONSENT, Sign.OBJECT}, "U2": {Sign.OBJECT}}


KEYS = [
    "user",
    "id",
    "view",
    "state",
    "values",
    "actions",
    "value",
    "channel",
    "message",
    "ts",
    "team",
    "type",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(body=st.dictionaries(st.sampled_from(KEYS), JSON))
def test_no_payload_does_more_than_be_unknown(body: Json):
    parse.where(body)
    parse.delivery(body)
    parse.given(body, "T1")
    parse.fields(body)
    parse.brought(body, lambda _: "")
    parse.submitted_where(body)
    for read in (parse.pressed, parse.kept):
        try:
            read(body)
        except Unknown:
            continue
