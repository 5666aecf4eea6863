"""That the checks of what is sent would notice: one example beyond each limit, and one of each kind that keeps them."""

# ruff: noqa: ANN401 - what crosses the wire is JSON of any shape

import io
from types import SimpleNamespace
from typing import Any

import pytest

from tests.adapters.discord.sent import COMPONENTS_V2, faults_in

SILENT = {"parse": []}


def button(**more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "Consent", "custom_id": "1.p.1.Consent..", **more}


def row(*components: Any) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def select(count: int = 2, **more: Any) -> dict[str, Any]:
    options = [{"label": f"Person {n}", "value": f"{n}"} for n in range(count)]
    return {"type": 3, "custom_id": "who", "options": options, **more}


def message(**more: Any) -> dict[str, Any]:
    return {"content": "Do you consent?", "allowed_mentions": SILENT, **more}


def layout(*components: Any) -> dict[str, Any]:
    return {"flags": COMPONENTS_V2, "components": list(components), "allowed_mentions": SILENT}


def modal(*parts: Any, **more: Any) -> dict[str, Any]:
    parts = parts or (label({"type": 4, "custom_id": "why", "style": 2}),)
    data = {"title": "Your objection", "custom_id": "1.p.1.Object..", "components": list(parts), **more}
    return {"type": 9, "data": data}


def label(component: Any, text: str = "Why?", **more: Any) -> dict[str, Any]:
    return {"type": 18, "label": text, "component": component, **more}


def command(**more: Any) -> dict[str, Any]:
    return {"name": "circle", "description": "What your circle is about", "type": 1, **more}


TEXT = {"type": 10, "content": "Do you consent?"}
POST, CALLBACK = "/channels/1/messages", "/interactions/1/token/callback"

KEPT = [
    ("POST", POST, message(components=[row(*(button(custom_id=f"{n}") for n in range(5)))])),
    ("POST", POST, message(components=[row(button()), row(select(25))], nonce="n" * 25)),
    ("PATCH", f"{POST}/2", {"content": "Adopted."}),
    ("POST", POST, layout({"type": 17, "components": [TEXT, row(button())]})),
    ("POST", CALLBACK, modal()),
    ("POST", CALLBACK, modal(label(select()), label({"type": 21, "custom_id": "r", "options": []} | {
        "options": [{"label": "Yes", "value": "y"}, {"label": "No", "value": "n"}]}))),
    ("POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": "Kitchen", "value": "kitchen"}]}}),
    ("PUT", "/applications/1/commands", [command(), {"name": "Bring to the circle", "type": 3}]),
    ("POST", f"{POST}/2/threads", {"name": "Rota", "auto_archive_duration": 10080}),
    ("DELETE", f"{POST}/2", None),
]  # fmt: skip

BROKEN = [
    ("POST", POST, message(content="x" * 2001), "content of 2001"),
    ("POST", POST, {"content": "Do you consent?"}, "whom it may ping"),
    ("POST", POST, message(allowed_mentions={"parse": ["everyone"]}), "may ping everyone"),
    ("POST", POST, message(allowed_mentions={"parse": [], "users": ["1"] * 101}), "people a message may ping"),
    ("POST", POST, message(nonce="n" * 26), "nonce of 26"),
    ("POST", POST, message(components=[row(button(custom_id=f"{n}")) for n in range(6)]), "rows of a message are 6"),
    ("POST", POST, message(components=[row(*(button(custom_id=f"{n}") for n in range(6)))]), "buttons of a row are 6"),
    ("POST", POST, message(components=[row(button(), button())]), "on 2 components"),
    ("POST", POST, message(components=[row(button(label="l" * 81))]), "label of 81"),
    ("POST", POST, message(components=[row(button(label="", emoji={"name": "✅"}))]), "nothing to read"),
    ("POST", POST, message(components=[row(button(custom_id="i" * 101))]), "id of 101"),
    ("POST", POST, message(components=[row(select(26))]), "options of a select are 26"),
    ("POST", POST, message(components=[row(select(), button())]), "beside a select"),
    ("POST", POST, message(components=[row(select(placeholder="p" * 151))]), "placeholder of 151"),
    ("POST", POST, message(components=[row(select(max_values=3))]), "3 answers out of 2"),
    ("POST", POST, message(embeds=[{"fields": [{"name": "", "value": "x"}]}]), "field name of 0"),
    ("POST", POST, message(embeds=[{"description": "x" * 4000}] * 2), "8000 characters"),
    ("POST", POST, layout(*[TEXT] * 41), "components of a message are 41"),
    ("POST", POST, layout(*[{"type": 10, "content": "x" * 2001}] * 2), "text of 4002"),
    ("POST", POST, layout(TEXT) | {"content": "Hello"}, "beside them"),
    ("POST", "/webhooks/1/token", message(content="x" * 2001), "content of 2001"),
    ("PATCH", "/webhooks/1/token/messages/@original", message(content="x" * 2001), "content of 2001"),
    ("POST", CALLBACK, {"type": 4, "data": message(content="x" * 2001)}, "content of 2001"),
    ("POST", CALLBACK, modal(title="t" * 46), "title of 46"),
    ("POST", CALLBACK, modal(*[label(select())] * 6), "parts of a form are 6"),
    ("POST", CALLBACK, modal(label(select(), "l" * 46)), "text of 46"),
    ("POST", CALLBACK, modal(label(select(), description="d" * 101)), "description of 101"),
    ("POST", CALLBACK, modal(row({"type": 4, "custom_id": "why"})), "not deprecated"),
    ("POST", CALLBACK, modal(label(select(disabled=True))), "switched off"),
    ("POST", CALLBACK, modal(label({"type": 4, "custom_id": "w", "value": "x" * 4001})), "starts with a text of 4001"),
    ("POST", CALLBACK, modal(label({"type": 21, "custom_id": "r", "options": []})), "options of a group are 0"),
    ("POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": "n", "value": "v"}] * 26}}, "autocompletion are 26"),
    ("PUT", "/applications/1/commands", [command(name="Circle")], "behind a slash"),
    ("PUT", "/applications/1/commands", [command(description="")], "description of 0"),
    ("PUT", "/applications/1/commands", [command(name_localizations={"de": "Kreis"})], "behind a slash"),
    ("PUT", "/applications/1/commands", [command(options=[command()] * 26)], "options of the command circle are 26"),
    ("PUT", "/applications/1/commands", [{"name": f"c{n}", "type": 3} for n in range(6)], "6 commands of type 3"),
    ("POST", "/channels/1/threads", {"name": "n" * 101}, "name of 101"),
    ("POST", "/guilds/1/scheduled-events", {"name": "n" * 101}, "name of 101"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body"), KEPT)
def test_what_keeps_the_limits_is_taken(method: str, path: str, body: Any):
    assert faults_in(method, path, body) == []


@pytest.mark.parametrize(("method", "path", "body", "fault"), BROKEN)
def test_what_does_not_is_named(method: str, path: str, body: Any, fault: str):
    found = faults_in(method, path, body)

    assert len(found) >= 1
    assert any(fault in each for each in found), found


def test_too_much_at_once_is_not_uploaded():
    files = [SimpleNamespace(fp=io.BytesIO(b"x" * (26 * 1024 * 1024)))]

    assert faults_in("POST", POST, message(), files) == ["27262976 bytes are uploaded at once"]
