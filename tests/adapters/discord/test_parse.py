"""What Discord's payloads are read as, and what is not believed in them."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import forms, parse
from adapters.discord.parse import Filled, Place, Press
from adapters.port import RemoteId
from adapters.reception import Account
from adapters.tokens import Token, Unknown, written

TOKEN = Token("p-1", "Object", 3, sure=True)


def leaf(custom_id: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {"type": 18, "id": 2, "component": {"type": 4, "custom_id": custom_id, **more}}


def test_buttons_are_tokens_or_one_of_our_own():
    assert parse.press(written(TOKEN)) == Press(TOKEN)
    assert parse.press(f"r.{written(TOKEN)}") == Press(TOKEN, again=True)
    assert parse.press(f"k.2.{written(TOKEN)}") == Press(TOKEN, again=True, page=2)
    assert parse.press(f"d.{written(TOKEN)}") == Press(TOKEN, enough=True)


@pytest.mark.parametrize(
    "name", ["", "vote:17", "r.", "k.2", "k.x.1.p-1.3.Object..!", "2.p-1.3.Object..!", "h"]
)
def test_a_button_of_anybody_elses_is_unknown(name: str):
    with pytest.raises(Unknown):
        parse.press(name)


@given(st.text())
def test_whatever_a_button_is_called_is_read_or_unknown(name: str):
    with suppress(Unknown):
        assert isinstance(parse.press(name), Press)


def test_a_form_is_read_without_having_been_seen():
    data = {
        "custom_id": forms.custom_id(TOKEN, 2, 3),
        "components": [
            {"type": 10, "id": 1},
            leaf("t:text", value=" In August … "),
            leaf("o:move", value="amend"),
            leaf("o:owner", values=["u-1"]),
            leaf("o1:owner", values=[]),
            leaf("m:objections", values=["1", "3"]),
            leaf("u:facilitator", values=["7"]),
            leaf("v:members", values=["7", "8"]),
        ],
        "resolved": {
            "users": {
                "7": {"username": "ana", "global_name": "Ana"},
                "8": {"username": "bo", "global_name": None},
            },
            "members": {"7": {"nick": "Ana of the garden"}},
        },
    }

    filled = parse.filled(data)

    ana, bo = Account(id="7", name="Ana of the garden"), Account(id="8", name="bo")
    assert (filled.token, filled.page, filled.of) == (TOKEN, 2, 3)
    assert forms.given_of(filled.fields) == {
        "text": " In August … ",
        "move": "amend",
        "owner": "u-1",
        "objections": ("1", "3"),
        "facilitator": ana,
        "members": (ana, bo),
    }


def test_parts_of_drafts_have_dots_in_their_names():
    data = {"custom_id": forms.custom_id(TOKEN, 1, 1), "components": [leaf("t1p:draft.text", value="x")]}

    assert parse.filled(data).fields == {"t1p:draft.text": "x"}


@pytest.mark.parametrize(
    "name", ["", "f.1.1.", "f.2.1.1.p-1.3.Object..!", "f.0.1.1.p-1.3.Object..!", "modal"]
)
def test_a_form_of_anybody_elses_is_unknown_but_what_was_typed_is_there(name: str):
    data = {"custom_id": name, "components": [leaf("t:text", value="typed")]}

    with pytest.raises(Unknown):
        parse.filled(data)
    assert parse.typed(data) == [("text", "typed")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["components", "component", "custom_id", "value", "values", "type"]), inner
        )
    ),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=3))
def test_no_form_breaks_the_reading_of_it(components: list[Any]):
    data = {"custom_id": forms.custom_id(TOKEN, 1, 1), "components": components}

    assert isinstance(parse.filled(data), Filled)
    assert isinstance(parse.typed(data), list)


def test_a_room_is_a_guilds_channel():
    assert parse.room_key(1, 2) == "discord:1/2"
    assert parse.place_of("discord:1/2") == Place(1, 2)
    assert parse.place_of("discord:1/2/decisions/c-1") == Place(1, 2)
    assert parse.place_of("slack:T1/C1") is None


def test_a_message_says_where_it_is():
    assert parse.whereabouts(parse.remote_of(3, 4)) == (3, 4)
    with pytest.raises(ValueError, match="nowhere"):
        parse.whereabouts(RemoteId("nowhere"))
