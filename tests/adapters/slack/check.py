"""Whether Slack would take what we send: two libraries that know its limits, and our own rules for what they miss.

Neither library sees two blocks or buttons of one name, a message without words, too much text in all, or a window with
fields and nothing to press. `faults` names everything at once; an empty list means that Slack has nothing to say.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import slackblocks as sb
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

MOST = {"message": 50, "view": 100}
PINGS = re.compile(r"<!(?!date\^)|<@|<#|<http(?!s?://[^/|>]+/docs/\w+/\w+\|)")
"""Marks of Slack's with which somebody would be called, or something linked. Ours: a canvas only."""

Json = dict[str, Any]


def call_faults(method: str, given: Mapping[str, Any]) -> list[str]:
    """What is wrong with a call, by its method: messages and views are looked at, and an address is answered openly."""
    view = given.get("view")
    found = view_faults(view) if isinstance(view, dict) else []
    if method in ("chat.postMessage", "chat.update", "chat.postEphemeral", "response_url"):
        found += message_faults(dict(given))
    if method == "response_url" and given.get("response_type") != "ephemeral":
        found.append("an answer without saying for whom")
    return [f"{method}: {fault}" for fault in found]


def answer_faults(answer: Json) -> list[str]:
    """What is wrong with the answer to a form: a view, or sentences at fields."""
    view, errors = answer.get("view"), answer.get("errors")
    found = view_faults(view) if isinstance(view, dict) else []
    if errors is not None and not all(name and words for name, words in errors.items()):
        found.append("an error nobody can read")
    return [f"answer: {fault}" for fault in found]


def message_faults(message: Json) -> list[str]:
    """What is wrong with the arguments of a message: `text` and `blocks`."""
    blocks, text = message.get("blocks") or [], message.get("text") or ""
    found = [*blocks_faults(blocks, MOST["message"]), *_spoken_faults(text)]
    if sum(len(words) for _kind, words in texts(blocks)) > 12_000:
        found.append("too much text in all blocks together")
    return found + _by_library(lambda: sb.Message("C1", text, [rebuilt(block) for block in blocks]))


def view_faults(view: Json) -> list[str]:
    """What is wrong with a modal or a Home tab."""
    blocks = view.get("blocks") or []
    found = blocks_faults(blocks, MOST["view"])
    if view.get("type") == "modal" and not view.get("title"):
        found.append("a window without a title")
    if any(block["type"] == "input" for block in blocks) and not view.get("submit"):
        found.append("fields, and nothing to hand them in with")
    found += [f"{part} is too long" for part in ("title", "submit", "close") if len(_words(view, part)) > 24]
    if len(view.get("private_metadata", "")) > 3000:
        found.append("too much metadata")
    found += _by_library(lambda: View(**view).validate_json())
    return found + _by_library(lambda: _rebuilt_view(view))


def blocks_faults(blocks: list[Json], most: int) -> list[str]:
    found = [f"{len(blocks)} blocks"] if len(blocks) > most or not blocks else []
    found += [f"block {name} twice" for name, n in Counter(_named(blocks, "block_id")).items() if n > 1]
    found += [f"action {name} twice" for name, n in Counter(_named(blocks, "action_id")).items() if n > 1]
    found += [
        f"an empty text in {block['type']}" for block in blocks for _k, words in texts(block) if not words
    ]
    for kind, words in texts(blocks):
        if kind == "mrkdwn" and PINGS.search(words):
            found.append(f"a mark that Slack obeys: {words[:60]!r}")
    known = [block for block in Block.parse_all(blocks) if block is not None]
    for block in known:
        found += _by_library(block.validate_json)
    if len(known) != len(blocks):
        found.append("a block that nobody knows")
    return found


def texts(found: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    """Every text object, with its kind."""
    if isinstance(found, dict):
        if found.get("type") in ("plain_text", "mrkdwn") and isinstance(found.get("text"), str):
            yield found["type"], found["text"]
        for value in found.values():
            yield from texts(value)
    elif isinstance(found, list):
        for value in found:
            yield from texts(value)


def _spoken_faults(text: str) -> list[str]:
    found = [] if text.strip() else ["no text for who sees no blocks"]
    found += ["its text is too long"] if len(text) > 4000 else []
    return found + ([f"its text would be obeyed: {text[:80]!r}"] if PINGS.search(text) else [])


def _named(found: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(found, dict):
        if isinstance(found.get(name), str):
            yield found[name]
        for key, value in found.items():
            if not key.startswith("initial_"):
                yield from _named(value, name)
    elif isinstance(found, list):
        for value in found:
            yield from _named(value, name)


def _words(found: Json, name: str) -> str:
    return str((found.get(name) or {}).get("text", ""))


def _by_library(check: Callable[[], object]) -> list[str]:
    try:
        check()
    except Exception as fault:  # noqa: BLE001 - each library has faults of its own kinds
        return [f"{type(fault).__name__}: {fault}"]
    return []


# --- the same again with slackblocks ---------------------------------------------------------------------------


def _rebuilt_view(view: Json) -> object:
    blocks = [rebuilt(block) for block in view["blocks"]]
    if view["type"] == "home":
        return sb.HomeTabView(blocks)
    optional = {name: _text(view[name]) for name in ("submit", "close") if name in view}
    return sb.ModalView(_text(view["title"]), blocks, callback_id=view.get("callback_id"), **optional)


def _text(found: Json) -> sb.Text:
    kind = sb.TextType.MARKDOWN if found["type"] == "mrkdwn" else sb.TextType.PLAINTEXT
    return sb.Text(found["text"], kind)


def rebuilt(block: Json) -> sb.Block:
    """A block made once more by a library that counts."""
    name = block.get("block_id")
    match block["type"]:
        case "header":
            return sb.HeaderBlock(_text(block["text"]), name)
        case "section":
            return sb.SectionBlock(_text(block["text"]), name)
        case "context":
            return sb.ContextBlock([_text(one) for one in block["elements"]], name)
        case "divider":
            return sb.DividerBlock(name)
        case "actions":
            return sb.ActionsBlock([_button(one) for one in block["elements"]], name)
        case "input":
            hint = _text(block["hint"]) if "hint" in block else None
            return sb.InputBlock(
                _text(block["label"]),
                _element(block["element"]),
                block_id=name,
                hint=hint,
                optional=block["optional"],
            )
        case other:
            raise AssertionError(f"no rule for {other}")


def _button(one: Json) -> sb.Button:
    confirm = one.get("confirm")
    asked = None
    if confirm:
        parts = {part: _text(confirm[part]) for part in ("title", "text", "confirm", "deny")}
        asked = sb.ConfirmationDialogue(**parts, style=confirm.get("style"))
    return sb.Button(
        _text(one["text"]),
        action_id=one["action_id"],
        value=one["value"],
        style=one.get("style"),
        confirm=asked,
        accessibility_label=one.get("accessibility_label"),
    )


def _option(one: Json) -> sb.Option:
    return sb.Option(
        _text(one["text"]), one["value"], _text(one["description"]) if "description" in one else None
    )


def _options(one: Json) -> dict[str, Any]:
    if "option_groups" in one:
        groups = [
            sb.OptionGroup(_text(g["label"]), [_option(o) for o in g["options"]])
            for g in one["option_groups"]
        ]
        return {"option_groups": groups}
    return {"options": [_option(o) for o in one["options"]]}


_PICKERS: Final[dict[str, tuple[Callable[..., sb.Element], str]]] = {
    "users_select": (sb.UserSelectMenu, "initial_user"),
    "multi_users_select": (sb.UserMultiSelectMenu, "initial_users"),
    "datepicker": (sb.DatePicker, "initial_date"),
    "datetimepicker": (sb.DateTimePicker, "initial_date_time"),
}
"""Elements that need nothing but what they begin with."""


def _element(one: Json) -> sb.Element:
    name = one["action_id"]
    if one["type"] in _PICKERS:
        picker, start = _PICKERS[one["type"]]
        return picker(name, one.get(start))
    match one["type"]:
        case "plain_text_input":
            return sb.PlainTextInput(
                name, one.get("initial_value"), one["multiline"], max_length=one["max_length"]
            )
        case "static_select":
            chosen = (
                one.get("initial_option") if "options" in one else None
            )  # it takes a choice of a group for wrong
            start = _option(chosen) if chosen else None
            return sb.StaticSelectMenu(name, **_options(one), initial_option=start)
        case "multi_static_select":
            return sb.StaticMultiSelectMenu(name, **{"options": None} | _options(one))
        case "radio_buttons":
            start = _option(one["initial_option"]) if "initial_option" in one else None
            return sb.RadioButtonGroup(name, **_options(one), initial_option=start)
        case "checkboxes":
            return sb.CheckboxGroup(name, **_options(one))
        case "number_input":
            return sb.NumberInput(one["is_decimal_allowed"], name, one.get("initial_value"))
        case other:
            raise AssertionError(f"no rule for {other}")
