"""The manifest asks for what the adapter uses, for no more, and in the shape that Slack takes."""

import ast
from pathlib import Path

import pytest

from adapters.slack import inputs, manifest
from adapters.slack.manifest import COMMAND, EVENTS, METHODS, OPTIONAL, SCOPES
from tests.adapters.slack.desk import Desk

ADAPTER = Path(manifest.__file__).parent
URL = "https://bot.example.org"


def texts_in_code() -> set[str]:
    """Every text that stands in the adapter's code, but in the manifest itself."""
    found = set()
    for path in ADAPTER.glob("*.py"):
        if path.name != "manifest.py":
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            found |= {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return found


def methods_called() -> set[str]:
    families = (
        "apps.",
        "auth.",
        "canvases.",
        "chat.",
        "conversations.",
        "files.",
        "reactions.",
        "users.",
        "views.",
    )
    return {text for text in texts_in_code() if text.startswith(families) and text.replace(".", "").isalpha()}


def test_every_method_that_is_called_is_known_with_its_permissions():
    assert methods_called() == set(METHODS)


def test_every_call_and_event_is_permitted_and_nothing_else_is():
    needed = set().union(*METHODS.values(), *EVENTS.values(), {"commands"})

    assert needed == set(SCOPES) | set(OPTIONAL)
    assert not set(SCOPES) & set(OPTIONAL)


def test_what_is_optional_is_needed_for_looking_back_and_for_canvases_only():
    without = {method for method, scopes in METHODS.items() if scopes and not scopes & set(SCOPES)}

    assert without == {
        "canvases.access.set",
        "canvases.create",
        "conversations.history",
        "conversations.replies",
        "files.list",
    }


def test_every_event_that_is_listened_to_is_subscribed():
    listened = inputs.Inputs(None, Desk())._events  # type: ignore[arg-type]

    assert set(listened) == set(EVENTS)


@pytest.mark.parametrize("url", ["", URL, URL + "/"])
def test_the_manifest_has_the_shape_that_slack_takes(url: str):
    made = manifest.manifest(url)
    about, features, settings = made["display_information"], made["features"], made["settings"]

    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert len(features["bot_user"]["display_name"]) <= 80
    assert [command["command"] for command in features["slash_commands"]] == [COMMAND]
    assert all(len(one["name"]) <= 24 and len(one["callback_id"]) <= 255 for one in features["shortcuts"])
    assert all(len(one["description"]) <= 150 for one in features["shortcuts"])
    assert settings["socket_mode_enabled"] is not bool(url)
    addresses = [
        features["slash_commands"][0].get("url"),
        settings["event_subscriptions"].get("request_url"),
        settings["interactivity"].get("request_url"),
    ]
    assert addresses == [f"{URL}/slack/events" if url else None] * 3
