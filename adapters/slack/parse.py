"""What Slack sends, as what people did: pure, and it believes nothing.

Everything in a payload may be missing or of another kind: Slack changes, and old messages keep their buttons. What
cannot be read raises `Unknown`, and is answered with a sentence.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from adapters.port import RemoteId
from adapters.reception import Account, Given, Sign
from adapters.slack.forms import Kept, kept_in
from adapters.slack.text import Json
from adapters.tokens import Token, Unknown, read

SIGNS: Final = {
    "+1": Sign.CONSENT,
    "thumbsup": Sign.CONSENT,
    "ok_hand": Sign.CONSENT,
    "white_check_mark": Sign.CONSENT,
    "heavy_check_mark": Sign.CONSENT,
    "thought_balloon": Sign.CONCERN,
    "thinking_face": Sign.CONCERN,
    "hand": Sign.OBJECT,
    "raised_hand": Sign.OBJECT,
    "-1": Sign.OBJECT,
    "thumbsdown": Sign.OBJECT,
}
"""What reactions mean, by Slack's names for them: the three that are offered, and what people take for them."""

_MENTION: Final = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^>]*))?>")
_CHANNEL: Final = re.compile(r"<#([CG][A-Z0-9]+)(?:\|([^>]*))?>")
_LINK: Final = re.compile(r"<((?:https?|mailto):[^|>]+)(?:\|([^>]*))?>")
_SPECIAL: Final = re.compile(r"<!([^|>^]+)[^|>]*(?:\|([^>]*))?>")
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_ROW: Final = re.compile(r"(\S+/\S.*) row \d+", re.DOTALL)
_GOES_ON: Final = re.compile(r"(?P<name>.+)~(?P<number>\d+)(?P<mark>[plwc])")
_JOINTS: Final = {"p": "\n\n", "l": "\n", "w": " ", "c": ""}

NameOf = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where something was done, and the ways to answer there. `view` is `modal`, `home` or none of both."""

    user: str
    username: str = ""
    channel: str = ""
    thread: str = ""
    response_url: str = ""
    trigger: str = ""
    view: str = ""
    view_id: str = ""
    for_one: bool = False
    """Whether it was done on a message that only one person sees."""


def dig(found: Any, *path: str | int) -> Any:  # noqa: ANN401 - JSON
    """What stands at a place in JSON, or "" if nothing does."""
    for step in path:
        if isinstance(found, dict):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int) and step < len(found):
            found = found[step]
        else:
            return ""
    return "" if found is None else found


def where(body: Json) -> Where:
    """Where a command, a press, a shortcut or a submit came from."""
    thread = dig(body, "message", "thread_ts") or dig(body, "container", "thread_ts")
    begins = thread == (dig(body, "message", "ts") or dig(body, "container", "message_ts"))
    view = dig(body, "view", "type")
    return Where(
        user=_text(dig(body, "user", "id") or dig(body, "user_id")),
        username=_text(dig(body, "user", "name") or dig(body, "user", "username") or dig(body, "user_name")),
        channel=_text(dig(body, "channel", "id") or dig(body, "channel_id")),
        thread="" if begins else _text(thread),  # what begins a thread stands in the channel
        response_url=_text(dig(body, "response_url")),
        trigger=_text(dig(body, "trigger_id")),
        view=_text(view),
        view_id=_text(dig(body, "view", "id")),
        for_one=dig(body, "container", "is_ephemeral") is True,
    )


def submitted_where(body: Json) -> Where:
    """Where a form came from: Slack does not say, so the view carried it."""
    found = where(body)
    try:
        carried = kept(body)
    except Unknown:
        return found
    return replace(found, channel=carried.channel, thread=carried.thread, view="modal")


def _text(found: object) -> str:
    return found if isinstance(found, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A message that shows a card, as far as it says so itself; `discussed` is whether people have answered below it."""

    key: str
    remote: RemoteId
    discussed: bool = False


def card_in(channel: str, message: Json) -> Found | None:
    """Which card a message shows; None where no button of it says so."""
    for block in dig(message, "blocks") or ():
        key = key_in(_text(dig(block, "block_id")))
        if key:
            at = _text(dig(message, "ts"))
            return Found(key=key, remote=remote(channel, at), discussed=bool(dig(message, "reply_count")))
    return None


def card_pressed(body: Json) -> Found | None:
    """Which card a press was on; None where it was on none, or on one that only one person sees."""
    key = key_in(_text(dig(body, "actions", 0, "block_id")))
    channel = _text(dig(body, "channel", "id"))
    at = _text(dig(body, "message", "ts") or dig(body, "container", "message_ts"))
    if not (key and channel and at) or dig(body, "container", "is_ephemeral") is True:
        return None
    replies = bool(dig(body, "message", "reply_count"))
    return Found(key=key, remote=remote(channel, at), discussed=replies)


def key_in(block: str) -> str:
    """The key of the card whose row of buttons has this name, or ""."""
    found = _ROW.fullmatch(block)
    return found[1] if found else ""


# --- what was done --------------------------------------------------------------------------------------------


def pressed(body: Json) -> Token:
    """The token of the button that was pressed. Raises `Unknown`."""
    return read(_text(dig(body, "actions", 0, "value")))


def kept(body: Json) -> Kept:
    """What a view carried. Raises `Unknown`."""
    try:
        return kept_in(_text(dig(body, "view", "private_metadata")))
    except ValueError:
        raise Unknown from None


def token(carried: Kept) -> Token:
    """The token of a form. Raises `Unknown`."""
    return read(carried.token)


def delivery(body: Json) -> str:
    """The name of one input, the same when it is delivered again.

    A form that is sent twice as it is counts once; a corrected one is another.
    """
    if event := _text(dig(body, "event_id")):
        return event
    if view := _text(dig(body, "view", "id")) if dig(body, "type") == "view_submission" else "":
        state = json.dumps([dig(body, "view", "state"), dig(body, "view", "hash")], sort_keys=True)
        return f"{view}.{hashlib.blake2b(state.encode(), digest_size=12).hexdigest()}"
    if at := _text(dig(body, "actions", 0, "action_ts")):
        return f"{at}.{_text(dig(body, 'user', 'id'))}.{_text(dig(body, 'actions', 0, 'action_id'))}"
    return _text(dig(body, "trigger_id")) or _text(dig(body, "action_ts"))


def command(text: str, name_of: NameOf) -> tuple[str, str]:
    """The verb of a command and the words behind it, as they were typed."""
    verb, _, words = words_in(text, name_of).strip().partition(" ")
    return verb, words.strip()


def mentioned(text: str, bot: str, name_of: NameOf) -> tuple[str, str]:
    """The same for a message that names the bot."""
    return command(re.sub(rf"<@{re.escape(bot)}(?:\|[^>]*)?>", "", text, count=1), name_of)


def named(text: str) -> frozenset[str]:
    """The people that a text of Slack's names, by their ids."""
    return frozenset(found[1] for found in _MENTION.finditer(text))


def words_in(text: str, name_of: NameOf) -> str:
    """A text as people see it, without Slack's marks for names, links and special signs."""
    text = _MENTION.sub(lambda m: f"@{name_of(m[1]) or m[2] or m[1]}", text)
    text = _CHANNEL.sub(lambda m: f"#{m[2] or m[1]}", text)
    text = _LINK.sub(lambda m: m[1] if not m[2] or m[2] in m[1] else f"{m[2]} ({m[1]})", text)
    text = _SPECIAL.sub(lambda m: m[2] or f"@{m[1]}", text)
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return text


def brought(body: Json, name_of: NameOf) -> tuple[str, str]:
    """The text of a message that somebody brings, and a link to it."""
    text = words_in(_text(dig(body, "message", "text")), name_of)
    domain, channel = _text(dig(body, "team", "domain")), _text(dig(body, "channel", "id"))
    at = _text(dig(body, "message", "ts") or dig(body, "message_ts")).replace(".", "")
    return text, f"https://{domain}.slack.com/archives/{channel}/p{at}" if domain and at else ""


# --- what stood in the fields ---------------------------------------------------------------------------------


def chosen(body: Json) -> frozenset[str]:
    """The people who were chosen somewhere in a form, by their ids."""
    values = given(body, "").values()
    several = (one if isinstance(one, tuple) else (one,) for one in values)
    return frozenset(one.id.strip("/") for many in several for one in many if isinstance(one, Account))


def given(body: Json, team: str, name_of: NameOf = lambda _user: "") -> dict[str, Given]:
    """What stands in the fields of a form, by the names of its blanks; accounts with what they go by."""
    values = dig(body, "view", "state", "values")
    found: dict[str, Given] = {}

    def of(user: object) -> Account:
        return account(team, _text(user), name_of(_text(user)))

    for name in sorted(values if isinstance(values, dict) else {}, key=_place):
        actions = values[name]
        value = _given(next(iter(actions.values()), {}), of) if isinstance(actions, dict) else ""
        more = _GOES_ON.fullmatch(name)
        if more is None:
            found[name] = value
        elif isinstance(value, str) and value:
            found[more["name"]] = f"{found.get(more['name'], '')}{_JOINTS[more['mark']]}{value}".lstrip("\n")
    return found


def _place(name: str) -> tuple[str, int]:
    more = _GOES_ON.fullmatch(name)
    return (more["name"], int(more["number"])) if more else (name, 0)


def _given(one: object, of: Callable[[object], Account]) -> Given:
    match one:
        case {"selected_option": {"value": str(value)}}:
            return value
        case {"selected_options": list(options)}:
            return tuple(_text(dig(option, "value")) for option in options)
        case {"selected_user": str(user)}:
            return of(user)
        case {"selected_users": list(users)}:
            return tuple(of(user) for user in users)
        case {"selected_date": str(day)}:
            return day
        case {"selected_date_time": int(at)}:
            return datetime.fromtimestamp(at, UTC).isoformat()
        case {"value": str(words)}:
            return words
        case _:
            return ""


def fields(body: Json) -> tuple[str, ...]:
    """The names of the fields that a view has."""
    blocks = dig(body, "view", "blocks")
    inputs = (block for block in blocks if dig(block, "type") == "input") if isinstance(blocks, list) else ()
    return tuple(_text(dig(block, "block_id")) for block in inputs)


# --- people and messages --------------------------------------------------------------------------------------


def account(team: str, user: str, name: str = "") -> Account:
    """Somebody's account. The workspace is the one the bot is in, also for guests from elsewhere."""
    return Account(id=f"{team}/{user}", name=name)


def remote(channel: str, at: str) -> RemoteId:
    """The name of a message."""
    return RemoteId(f"{channel}/{at}")


def signs(message: Json, but: str) -> dict[str, frozenset[Sign]]:
    """The signs under a message by who made them, whatever the colour of their skin; those of `but` left out."""
    found: dict[str, frozenset[Sign]] = {}
    reactions = dig(message, "reactions")
    for reaction in reactions if isinstance(reactions, list) else ():
        sign = SIGNS.get(_text(dig(reaction, "name")).partition("::")[0])
        users = dig(reaction, "users")
        if sign is None or not isinstance(users, list):
            continue
        for user in users:
            if user != but:
                found[user] = found.get(user, frozenset()) | {sign}
    return found
