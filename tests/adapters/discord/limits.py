"""Discord's limits, held against whatever is about to be sent: simcord lets some of it through.

The figures are those of Discord's documentation of messages, components, modals and commands.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

ACTION_ROW, BUTTON, SELECT, INPUT, CONTAINER, LABEL = 1, 2, 3, 4, 17, 18
TEXT, FILE, SEPARATOR, RADIO = 10, 13, 14, 21
MENUS = (3, 5, 6, 7, 8)
V2 = 1 << 15


def walk(components: Iterable[Any] | None) -> Iterator[Mapping[str, Any]]:
    for one in components or ():
        yield one
        yield from walk(one.get("components"))
        yield from walk([one["component"]] if one.get("component") else ())


def faults(payload: Mapping[str, Any]) -> list[str]:
    """Whatever Discord would refuse about a message."""
    every = list(walk(payload.get("components")))
    found = list(_common(every))
    if payload.get("content") or payload.get("embeds"):
        found.append("a message of the newer kind has no content and no embeds")
    if not every:
        found.append("an empty message")
    if len(every) > 40:
        found.append(f"{len(every)} components")
    text = sum(len(one["content"]) for one in every if one["type"] == TEXT)
    if text > 4000:
        found.append(f"{text} characters")
    if len(str(payload.get("nonce") or "")) > 25:
        found.append("a nonce of more than 25 characters")
    allowed = payload.get("allowed_mentions") or {}
    if allowed.get("parse") or len(allowed.get("users", ())) > 1:
        found.append(f"mentions allowed: {allowed}")
    return found


def modal_faults(payload: Mapping[str, Any]) -> list[str]:
    """Whatever Discord would refuse about a modal."""
    top = payload["components"]
    found = list(_common(list(walk(top))))
    if not 1 <= len(payload["title"]) <= 45:
        found.append(f"a title of {len(payload['title'])} characters")
    if not 1 <= len(top) <= 5:
        found.append(f"{len(top)} fields")
    if not 1 <= len(payload["custom_id"]) <= 100:
        found.append("a name of more than 100 characters")
    for one in top:
        if one["type"] not in (LABEL, TEXT):
            found.append(f"component {one['type']} in a modal")
        if one["type"] == LABEL and not 1 <= len(one["label"]) <= 45:
            found.append(f"a label of {len(one['label'])}: {one['label']}")
        if one["type"] == LABEL and len(one.get("description") or "") > 100:
            found.append("a description of more than 100 characters")
    return found


def _common(every: list[Mapping[str, Any]]) -> Iterator[str]:
    names = [one["custom_id"] for one in every if one.get("custom_id")]
    if len(names) != len(set(names)):
        yield f"a name twice: {names}"
    ids = [one["id"] for one in every if one.get("id")]
    if len(ids) != len(set(ids)) or any(not 1 <= one < 2**31 for one in ids):
        yield f"ids: {ids}"
    for one in every:
        yield from _one(one)


def _one(one: Mapping[str, Any]) -> Iterator[str]:
    if len(one.get("custom_id") or "") > 100:
        yield f"a name of more than 100 characters: {one['custom_id']}"
    match one["type"]:
        case 1 if not 1 <= len(one["components"]) <= 5:
            yield f"{len(one['components'])} buttons in a row"
        case 2:
            yield from _button(one)
        case 3 | 5 | 6 | 7 | 8:
            yield from _menu(one)
        case 4:
            yield from _input(one)
        case 10 if not one["content"]:
            yield "an empty text"
        case 17 if not one["components"]:
            yield "an empty frame"
        case 21:
            yield from _options(one, 2, 10)


def _button(one: Mapping[str, Any]) -> Iterator[str]:
    if not 1 <= len((one.get("label") or "").strip()) <= 80:
        yield f"a button's label: {one.get('label')!r}"
    if bool(one.get("url")) == bool(one.get("custom_id")) or len(one.get("url") or "") > 512:
        yield f"a button that leads nowhere or twice: {one}"
    if one["style"] not in (2, 5):
        yield f"a button that is more welcome than others: {one}"


def _menu(one: Mapping[str, Any]) -> Iterator[str]:
    if one["type"] == SELECT:
        yield from _options(one, 1, 25)
        if not 0 <= one.get("min_values", 1) <= one.get("max_values", 1) <= len(one["options"]):
            yield f"a menu's numbers: {one}"
    if len(one.get("placeholder") or "") > 150:
        yield "a placeholder of more than 150 characters"
    if one.get("required") and one.get("min_values") == 0:
        yield "a menu that must be filled and need not be"
    if one.get("disabled"):
        yield "a menu in a modal is disabled"


def _options(one: Mapping[str, Any], least: int, most: int) -> Iterator[str]:
    options = one["options"]
    if not least <= len(options) <= most:
        yield f"{len(options)} options"
    values = [option["value"] for option in options]
    if len(set(values)) != len(values):
        yield f"options twice: {values}"
    for option in options:
        if not all(1 <= len(option[key]) <= 100 for key in ("label", "value")):
            yield f"an option: {option}"
    chosen = sum(bool(option.get("default")) for option in options)
    if chosen > one.get("max_values", 1):
        yield f"{chosen} options are chosen"


def _input(one: Mapping[str, Any]) -> Iterator[str]:
    if len(one.get("value") or "") > min(4000, one.get("max_length") or 4000):
        yield f"a text of {len(one['value'])} in a field"
    if not 1 <= (one.get("max_length") or 4000) <= 4000 or len(one.get("placeholder") or "") > 100:
        yield f"a field: {one}"


COMMAND_NAME = r"[-_'\w]{1,32}"
