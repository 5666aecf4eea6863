"""Discord's limits on what a bot sends, as its documentation states them: what simcord lets through too.

`faults_in` names everything that Discord would refuse about one call, and two things that it would not refuse but that
Circlewise never does: ping people it did not mean to, and send a button that says nothing.
"""

# ruff: noqa: ANN401 - what crosses the wire is JSON of any shape

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

COMPONENTS_V2 = 1 << 15
UPLOAD = 25 * 1024 * 1024
COMMAND_NAME = re.compile(r"[-_\w]{1,32}")
ROW, BUTTON, SELECT, TEXT_INPUT, SECTION, TEXT, LABEL, RADIO, CHECKBOXES = 1, 2, 3, 4, 9, 10, 18, 21, 22
SELECTS = (3, 5, 6, 7, 8)
LINK = 5


def faults_in(method: str, path: str, body: Any, files: Sequence[Any] = ()) -> list[str]:
    """What is wrong with one call, each as a sentence; empty when Discord would take it.

    >>> faults_in("POST", "/channels/1/messages", {"content": "Hello.", "allowed_mentions": {"parse": []}})
    []
    >>> faults_in("POST", "/channels/1/threads", {"name": ""})
    ['a thread has a name of 0 characters, 1 to 100 are allowed']
    """
    return [*_about(method, path, body), *_uploads(files)]


def _about(method: str, path: str, body: Any) -> Iterator[str]:
    steps = path.strip("/").split("/")
    match method, steps:
        case ("PUT", ["applications", *_, "commands"]):
            yield from _commands(body)
        case ("POST", ["interactions", *_, "callback"]):
            yield from _callback(body)
        case ("POST" | "PATCH", [*_, "threads"]):
            yield from _thread(body)
        case ("POST" | "PATCH", ["guilds", _, "scheduled-events", *_]):
            yield from _event(body)
        case ("POST", ["webhooks", _, _] | ["channels", _, "messages"]):
            yield from _message(body, new=True)
        case ("PATCH", [*_, "messages", _]):
            yield from _message(body, new=False)


def _callback(body: Json) -> Iterator[str]:
    data = body.get("data") or {}
    match body["type"]:
        case 4 | 7:
            yield from _message(data, new=body["type"] == 4)
        case 8:
            yield from _choices(data.get("choices", []), "an autocompletion")
        case 9:
            yield from _modal(data)


def _length(what: str, text: str | None, most: int, least: int = 0) -> Iterator[str]:
    size = len(text or "")
    if not least <= size <= most:
        yield f"{what} of {size} characters, {least} to {most} are allowed"


def _number(what: str, things: Sequence[Any], most: int, least: int = 0) -> Iterator[str]:
    if not least <= len(things) <= most:
        yield f"{what} {len(things)}, {least} to {most} are allowed"


def _message(body: Json, *, new: bool) -> Iterator[str]:
    yield from _length("a message has content", body.get("content"), 2000)
    yield from _embeds(body.get("embeds") or [])
    yield from _mentions(body, new=new)
    if body.get("nonce") is not None:
        yield from _length("a message has a nonce", str(body["nonce"]), 25, 1)
    components = body.get("components") or []
    if int(body.get("flags") or 0) & COMPONENTS_V2:
        yield from _layout(body, components)
    else:
        yield from _number("the rows of a message are", components, 5)
    yield from _components(components)


def _layout(body: Json, components: Sequence[Json]) -> Iterator[str]:
    if body.get("content") or body.get("embeds") or body.get("poll"):
        yield "a message of components has content, an embed or a poll beside them"
    every = list(_walk(components))
    yield from _number("the components of a message are", every, 40)
    text = "".join(each["content"] for each in every if each["type"] == TEXT)
    yield from _length("a message of components has text", text, 4000)


def _mentions(body: Json, *, new: bool) -> Iterator[str]:
    allowed = body.get("allowed_mentions")
    if allowed is None:
        if new:
            yield "a message does not say whom it may ping"
        return
    if allowed.get("parse"):
        yield f"a message may ping {', '.join(allowed['parse'])}, whoever the text names"
    yield from _number("the people a message may ping are", allowed.get("users") or [], 100)
    yield from _number("the roles a message may ping are", allowed.get("roles") or [], 0)


def _embeds(embeds: Sequence[Json]) -> Iterator[str]:
    yield from _number("the embeds of a message are", embeds, 10)
    total = 0
    for embed in embeds:
        fields = embed.get("fields") or []
        yield from _number("the fields of an embed are", fields, 25)
        sized = [
            ("a title", embed.get("title"), 256, 0),
            ("a description", embed.get("description"), 4096, 0),
            ("a footer", (embed.get("footer") or {}).get("text"), 2048, 0),
            ("an author", (embed.get("author") or {}).get("name"), 256, 0),
            *(("a field name", each.get("name"), 256, 1) for each in fields),
            *(("a field value", each.get("value"), 1024, 1) for each in fields),
        ]
        for what, text, most, least in sized:
            yield from _length(f"an embed has {what}", text, most, least)
            total += len(text or "")
    if total > 6000:
        yield f"the embeds of a message have {total} characters, 6000 are allowed"


def _walk(components: Sequence[Json]) -> Iterator[Json]:
    for each in components:
        yield each
        yield from _walk(each.get("components") or [])
        yield from _walk([each[name] for name in ("component", "accessory") if each.get(name)])


def _components(components: Sequence[Json]) -> Iterator[str]:
    every = list(_walk(components))
    ids = [each["custom_id"] for each in every if "custom_id" in each]
    for custom_id, times in Counter(ids).items():
        yield from _length("a component has an id", custom_id, 100, 1)
        if times > 1:
            yield f"the id {custom_id} is on {times} components of one message"
    for each in every:
        yield from _component(each)


def _component(each: Json) -> Iterator[str]:
    yield from _CHECKS.get(each["type"], _nothing)(each)


def _nothing(_: Json) -> Iterator[str]:
    yield from ()


def _text(text: Json) -> Iterator[str]:
    yield from _length("a text has content", text.get("content"), 4000, 1)


def _section(section: Json) -> Iterator[str]:
    yield from _number("the texts of a section are", section.get("components") or [], 3, 1)


def _label(label: Json) -> Iterator[str]:
    yield from _length("a label has a text", label.get("label"), 45, 1)
    yield from _length("a label has a description", label.get("description"), 100)


def _group(group: Json) -> Iterator[str]:
    least = 2 if group["type"] == RADIO else 1
    yield from _number("the options of a group are", group.get("options") or [], 10, least)
    yield from _options(group.get("options") or [])


def _row(row: Json) -> Iterator[str]:
    inside = row.get("components") or []
    if any(each["type"] in SELECTS for each in inside):
        yield from _number("beside a select stand, with itself,", inside, 1, 1)
    else:
        yield from _number("the buttons of a row are", inside, 5, 1)


def _button(button: Json) -> Iterator[str]:
    yield from _length("a button has a label", button.get("label"), 80)
    if not (button.get("label") or "").strip():
        yield "a button has nothing to read on it"
    if button.get("style") == LINK:
        yield from _length("a button has a link", button.get("url"), 512, 1)
    elif not button.get("custom_id"):
        yield "a button does nothing"


def _select(select: Json) -> Iterator[str]:
    yield from _length("a select has a placeholder", select.get("placeholder"), 150)
    most, least = select.get("max_values", 1), select.get("min_values", 1)
    if not 0 <= least <= most <= 25:
        yield f"a select wants {least} to {most} answers"
    if select["type"] == SELECT:
        options = select.get("options") or []
        yield from _number("the options of a select are", options, 25, 1)
        yield from _options(options)
        if most > len(options):
            yield f"a select wants up to {most} answers out of {len(options)} options"


def _options(options: Sequence[Json]) -> Iterator[str]:
    for each in options:
        yield from _length("an option has a label", each.get("label"), 100, 1)
        yield from _length("an option has a value", each.get("value"), 100, 1)
        yield from _length("an option has a description", each.get("description"), 100)
    if len({each.get("value") for each in options}) < len(options):
        yield "two options have the same value"


def _input(field: Json) -> Iterator[str]:
    yield from _length("a field starts with a text", field.get("value"), 4000)
    yield from _length("a field has a placeholder", field.get("placeholder"), 100)
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if not 0 <= least <= most <= 4000:
        yield f"a field takes {least} to {most} characters"
    elif len(field.get("value") or "") > most:
        yield f"a field starts with more than the {most} characters it takes"


def _modal(modal: Json) -> Iterator[str]:
    yield from _length("a form has a title", modal.get("title"), 45, 1)
    yield from _length("a form has an id", modal.get("custom_id"), 100, 1)
    components = modal.get("components") or []
    yield from _number("the parts of a form are", components, 5, 1)
    for each in components:
        if each["type"] not in (LABEL, TEXT):
            yield f"a form has a part of type {each['type']}: only labels and texts are not deprecated"
        if (each.get("component") or {}).get("disabled"):
            yield "a form has a part that is switched off"
    yield from _components(components)


def _thread(body: Json) -> Iterator[str]:
    yield from _length("a thread has a name", body.get("name"), 100, 1)
    if (hours := body.get("auto_archive_duration")) not in (None, 60, 1440, 4320, 10080):
        yield f"a thread is archived after {hours} minutes"


def _event(body: Json) -> Iterator[str]:
    if "name" in body:
        yield from _length("an event has a name", body["name"], 100, 1)
    yield from _length("an event has a description", body.get("description"), 1000)
    yield from _length("an event has a place", (body.get("entity_metadata") or {}).get("location"), 100)


def _choices(choices: Sequence[Json], of: str) -> Iterator[str]:
    yield from _number(f"the choices of {of} are", choices, 25)
    for each in choices:
        yield from _length("a choice has a name", each["name"], 100, 1)
        if isinstance(each["value"], str):
            yield from _length("a choice has a value", each["value"], 100, 1)


def _commands(commands: Sequence[Json]) -> Iterator[str]:
    kinds = Counter(each.get("type", 1) for each in commands)
    for kind, most in (
        (1, 100),
        (2, 5),
        (3, 5),
    ):  # five of a kind is what discord.py 2.7.1 takes, Discord takes 15
        if kinds[kind] > most:
            yield f"there are {kinds[kind]} commands of type {kind}, {most} are allowed"
    for each in commands:
        yield from _command(each, slash=each.get("type", 1) == 1)
        if (size := _size(each)) > 8000:
            yield f"the command {each['name']} has {size} characters, 8000 are allowed"


def _command(command: Json, *, slash: bool = True) -> Iterator[str]:
    for name in (command["name"], *(command.get("name_localizations") or {}).values()):
        yield from _length("a command has a name", name, 32, 1)
        if slash and (COMMAND_NAME.fullmatch(name) is None or name != name.lower()):
            yield f"the name {name} cannot be typed behind a slash"
    if slash:
        for text in (command.get("description"), *(command.get("description_localizations") or {}).values()):
            yield from _length(f"the command {command['name']} has a description", text, 100, 1)
    options = command.get("options") or []
    yield from _number(f"the options of the command {command['name']} are", options, 25)
    yield from _choices(command.get("choices") or [], f"the option {command['name']}")
    for each in options:
        yield from _command(each)


def _size(command: Json) -> int:
    names = command["name"], *(command.get("name_localizations") or {}).values()
    texts = command.get("description") or "", *(command.get("description_localizations") or {}).values()
    own = max(map(len, names)) + max(map(len, texts))
    choices = sum(len(each["name"]) + len(str(each["value"])) for each in command.get("choices") or [])
    return own + choices + sum(_size(each) for each in command.get("options") or [])


def _uploads(files: Sequence[Any]) -> Iterator[str]:
    sizes = [each.fp.seek(0, 2) for each in files]
    for each in files:
        each.fp.seek(0)
    yield from _number("the files of a message are", files, 10)
    if sum(sizes) > UPLOAD:
        yield f"{sum(sizes)} bytes are uploaded at once"


_CHECKS = {
    ROW: _row,
    BUTTON: _button,
    TEXT_INPUT: _input,
    SECTION: _section,
    TEXT: _text,
    LABEL: _label,
    RADIO: _group,
    CHECKBOXES: _group,
    **dict.fromkeys(SELECTS, _select),
}
