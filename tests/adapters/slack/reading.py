"""What a person reads and fills in on Slack's screen: messages and windows as words, buttons and fields."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from adapters.slack.text import Json
from adapters.tokens import Unknown, read
from tests.adapters.screen import Seen, Sheet, Unsayable, written
from tests.adapters.slack.check import texts

_DATE: Final = re.compile(r"<!date\^[^|>]*\|([^>]*)>")
_MARK: Final = re.compile(r"^(?:&gt;|>)", re.MULTILINE)
_GOES_ON: Final = re.compile(r".+~\d+[plwc]")
_LONGEST: Final = 3000


def slack_id(kind: str, id_: str) -> str:
    """An id of Slack's form: `U0BOLEE` of `u-bo-lee`."""
    letters = (c if c.isascii() else f"X{ord(c):X}" for c in id_.partition("-")[2].upper() if c.isalnum())
    return f"{kind}0{''.join(letters)}"


def words_of(shown: Json) -> str:
    """All the words of a message or a window, as they are read."""
    found = [
        (kind, text) for part in ("blocks", "title", "submit") for kind, text in texts(shown.get(part) or [])
    ]
    said = [plainly(text) if kind == "mrkdwn" else text for kind, text in found]
    return "\n".join([*said, plainly(str(shown.get("text") or ""))])


def plainly(marked: str) -> str:
    """A text without Slack's marks."""
    return html.unescape(_MARK.sub("", _DATE.sub(r"\1", marked))).replace("*", "")


def buttons_of(channel: str, message: Json) -> Iterator[Seen]:
    """The buttons of a message, each with how it is pressed."""
    for block in message.get("blocks") or ():
        for element in block.get("elements") or () if block["type"] == "actions" else ():
            try:
                token = read(element["value"])
            except Unknown:
                raise AssertionError(f"a button nobody can read: {element}") from None
            pressed = {key: element[key] for key in ("type", "action_id", "value")} | {
                "block_id": block["block_id"]
            }
            yield Seen(token, element["text"]["text"], (channel, message["ts"], pressed))


# --- forms ----------------------------------------------------------------------------------------------------


def sheet_of(view: Json) -> Sheet:
    """The form in a window."""
    token = read(json.loads(view["private_metadata"])[0])
    inputs = {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}
    fields = {name: _options(one) for name, one in inputs.items() if not _GOES_ON.fullmatch(name)}
    return Sheet(token, fields, {name: _stands(one) for name, one in inputs.items()}, view)


def filled(view: Json, given: Mapping[str, object], zone: ZoneInfo) -> Json:
    """The state of a window's fields after some of them were changed."""
    values: Json = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            name, element = block["block_id"], block["element"]
            whole = name.partition("~")[0]
            if name != whole and whole in given:
                state = _state(element, "", zone)  # all of it stands in the first field
            elif name in given:
                state = _state(element, given[name], zone)
            else:
                state = _untouched(element)
            if not block["optional"] and not any(value for key, value in state.items() if key != "type"):
                raise Unsayable("Slack hands in no form with this field empty")
            values[name] = {element["action_id"]: state}
    return values


def texts_in(values: Json) -> dict[str, str]:
    """What stands in the fields of a window, in words."""
    return {name: str(one.get("value") or "") for name, actions in values.items() for one in actions.values()}


def _all_options(element: Json) -> list[Json]:
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    return [option for group in groups for option in group["options"]]


def _options(element: Json) -> tuple[str, ...]:
    return tuple(option["value"] for option in _all_options(element))


def _stands(element: Json) -> str:
    if "initial_option" in element:
        return str(element["initial_option"]["value"])
    if "initial_options" in element:
        return ", ".join(option["value"] for option in element["initial_options"])
    names = ("initial_value", "initial_date", "initial_date_time", "initial_user")
    return next((str(element[name]) for name in names if name in element), "")


_KEPT: Final = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_date": "selected_date",
    "initial_date_time": "selected_date_time",
    "initial_user": "selected_user",
    "initial_users": "selected_users",
}


def _untouched(element: Json) -> Json:
    kept = {_KEPT[name]: value for name, value in element.items() if name in _KEPT}
    return {"type": element["type"]} | kept


def _state(element: Json, value: object, zone: ZoneInfo) -> Json:
    kind = element["type"]
    return {"type": kind} | _chosen(element, kind, value, zone)


def _chosen(element: Json, kind: str, value: Any, zone: ZoneInfo) -> Json:  # noqa: ANN401 - of any field
    said = written(value, zone)
    match kind:
        case "static_select" | "radio_buttons":
            return {"selected_option": _option(element, said) if said else None}
        case "multi_static_select":
            many = [said] if isinstance(value, str) else [written(one, zone) for one in value or ()]
            return {"selected_options": [_option(element, one) for one in many if one]}
        case "users_select":
            return {"selected_user": slack_id("U", said) if said else None}
        case "multi_users_select":
            return {"selected_users": [slack_id("U", one) for one in value or ()]}
        case "checkboxes":
            return {"selected_options": _all_options(element) if value else []}
        case "datepicker":
            return {"selected_date": _day(value, said)}
        case "datetimepicker":
            return {"selected_date_time": int(value.timestamp()) if value else None}
    if len(said) > _LONGEST:
        raise Unsayable("longer than a field of Slack's")
    return {"value": said or None}


def _option(element: Json, wanted: str) -> Json:
    found = next((one for one in _all_options(element) if one["value"] == wanted), None)
    if found is None:
        raise Unsayable(f"{wanted} is not to be chosen")
    return {"text": found["text"], "value": found["value"]}


def _day(value: Any, said: str) -> str | None:  # noqa: ANN401 - a date, or nothing
    if isinstance(value, datetime) and len(said) > len("2026-03-02"):
        raise Unsayable("a day without its hour")
    return said or None
