"""Forms and private notes as Slack's views: the windows that open above a channel.

Every field has the name of its blank twice, as block and as action, so that what somebody typed stays when the same
form is shown again. A field holds 3,000 characters; a longer text gets as many fields as it needs, and `parse` puts
them together again by the ending of their names: `text~2p` goes on with a new paragraph, `~2l` with a new line, `~2w`
with a new word, `~2c` in the middle of one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from adapters.reception import Account, Form, Given, Note, Reader
from adapters.slack import text as t
from adapters.slack.render import about, stacked
from adapters.slack.text import Json, Voices
from adapters.tokens import written
from adapters.wording.voice import Names
from facilitation.cards import Blank, Entry, Kind, Line, Said, msg
from facilitation.forms import WITH_TIME

FORM, NOTE, WAITING = "form", "note", "waiting"
MORE: Final = "~more"
"""The name of the box that is ticked to say more; no blank is called so."""
FEW: Final = 5
"""So many choices are shown side by side; more go into a menu."""
MOST: Final = 100
"""Choices of one menu, or of one group in it."""
SPARE: Final = 2000
"""A text that begins this long gets a second field, for what is added."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_BREAKS: Final = (("\n\n", "p"), ("\n", "l"), (" ", "w"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a view carries for when it comes back: its token, and where it was opened."""

    token: str
    channel: str = ""
    thread: str = ""

    def written(self) -> str:
        """As `private_metadata`."""
        return json.dumps([self.token, self.channel, self.thread], separators=(",", ":"))


def kept_in(metadata: str) -> Kept:
    """What a view carried. Raises `ValueError` for the metadata of another program."""
    found = json.loads(metadata)
    if not isinstance(found, list) or [type(one) for one in found] != [str, str, str]:
        raise ValueError
    return Kept(token=found[0], channel=found[1], thread=found[2])


# --- views ----------------------------------------------------------------------------------------------------


def form(asked: Form, names: Names, *, channel: str = "", thread: str = "") -> Json:
    """A form as a view. What stood in its fields when it was refused stands there again."""
    voices = Voices(asked.reader, names)
    label = voices.plain.label(asked.token.verb, asked.token.target)
    waiting = tuple(blank for blank in asked.blanks if blank.later and not _is_whole(asked))
    fields = [f for blank in asked.blanks if blank not in waiting for f in _fields(asked, blank, voices)]
    fields += _more(asked, waiting, voices)
    above = [*_faults(asked, voices), *_whole_title(label), *about(asked.lines, voices)]
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": Kept(token=written(asked.token), channel=channel, thread=thread).written(),
        "title": _title(label),
        "submit": t.plain(voices.say(msg("ui-submit")), t.TITLE),
        "close": t.plain(voices.say(msg("ui-cancel")), t.TITLE),
        "blocks": [*above[: t.VIEW_BLOCKS - len(fields)], *fields] or about([_line("slack-empty")], voices),
    }


def whole(asked: Form, given: Mapping[str, Given]) -> Form:
    """A form with all its fields, filled in as far as somebody had come who wants to say more."""
    return replace(
        asked, typed={**{blank.name: blank.start for blank in asked.blanks if blank.later}, **given}
    )


def _is_whole(asked: Form) -> bool:
    """Whether somebody has said that they want to say more: their form has come back with those fields."""
    return any(blank.later and blank.name in asked.typed for blank in asked.blanks)


def _more(asked: Form, waiting: tuple[Blank, ...], voices: Voices) -> Iterator[Json]:
    """A box to tick, which opens the form again with what only few people want to say."""
    if not waiting:
        return
    labels = " · ".join(voices.plain.blank(asked.token.verb, blank) for blank in waiting)
    box = {"text": t.plain(voices.say(msg("slack-more")), t.OPTION), "value": MORE}
    element = {"type": "checkboxes", "options": [box]}
    yield _input(MORE, voices.say(msg("slack-more-label")), element, hint=labels, optional=True)


def note(told: Note, names: Names, label: str = "") -> Json:
    """A note as a view that can only be closed."""
    voices = Voices(told.reader, names)
    return {
        "type": "modal",
        "callback_id": NOTE,
        "title": _title(label or "Circlewise"),
        "close": t.plain(voices.say(msg("slack-close")), t.TITLE),
        "blocks": stacked(told, voices),
    }


def waiting(names: Names) -> Json:
    """The view that stands where a form was while it takes long to write down what it held."""
    blank = Note(cards=(), reader=Reader())
    voices = Voices(blank.reader, names)
    shown = note(blank, names) | {"callback_id": WAITING}
    return shown | {"blocks": about([_line("slack-waiting")], voices)}


def errors(asked: Form, shown: Iterable[str], names: Names) -> Mapping[str, str] | None:
    """What is wrong, by the field it is said at; None where it is not about fields that the view has."""
    there = frozenset(shown)
    if not asked.wrong or not {name for name, _why in asked.wrong} <= there:
        return None
    voices = Voices(asked.reader, names)
    return {name: voices.say(why) for name, why in asked.wrong}


def _line(message: str) -> Line:
    return Line(Kind.LEAD, msg(message))


def _title(label: str) -> Json:
    return t.plain(label, t.TITLE)


def _whole_title(label: str) -> Iterator[Json]:
    """The label again where the view's own title has no room for it."""
    if len(label) > t.TITLE:
        yield {"type": "header", "text": t.plain(label, t.HEADER)}


def _faults(asked: Form, voices: Voices) -> Iterator[Json]:
    labels = {blank.name: voices.plain.blank(asked.token.verb, blank) for blank in asked.blanks}
    for name, why in asked.wrong:
        words = f"{labels[name]}: {voices.say(why)}" if name in labels else voices.say(why)
        yield {"type": "section", "text": t.plain(f"⚠ {words}")}


# --- fields ---------------------------------------------------------------------------------------------------


def _fields(asked: Form, blank: Blank, voices: Voices) -> Iterator[Json]:
    """One field, or several for a text that is longer than a field."""
    value = asked.typed.get(blank.name, blank.start)
    verb = asked.token.verb
    label, hint = voices.plain.blank(verb, blank), voices.plain.blank_hint(verb, blank)
    if (verb, blank.name) in WITH_TIME:  # the hint there says how to type an instant
        yield _input(blank.name, label, _moment(value), optional=not blank.required)
        return
    if blank.entry in (Entry.LONG, Entry.DRAFT) and isinstance(value, str) and len(value) > SPARE:
        yield from _long(blank, value, label, hint, voices)
        return
    yield _input(blank.name, label, _element(blank, value, voices), hint=hint, optional=not blank.required)


def _input(name: str, label: str, element: Json, *, hint: str = "", optional: bool = False) -> Json:
    shown = {
        "type": "input",
        "block_id": name,
        "label": t.plain(label, t.HINT),
        "element": element | {"action_id": name},
        "optional": optional,
    }
    return shown | ({"hint": t.plain(hint, t.HINT)} if hint else {})


def _long(blank: Blank, value: str, label: str, hint: str, voices: Voices) -> Iterator[Json]:
    """A long text over several fields, and an empty one for more."""
    parts = [*parted(value)]
    yield _input(blank.name, label, _words(parts[0][1]), hint=hint, optional=not blank.required)
    more = voices.say(msg("slack-continued", label=Said(label)))
    for number, (mark, part) in enumerate([*parts[1:], ("p", "")], 2):
        yield _input(f"{blank.name}~{number}{mark}", more, _words(part), optional=True)


def parted(value: str, most: int = t.INPUT) -> Iterator[tuple[str, str]]:
    """A text in parts of at most so many characters, each with how it goes on from the one before."""
    mark = "p"
    while len(value) > most:
        cut, sep, next_mark = next(
            ((at, sep, mark) for sep, mark in _BREAKS if (at := value.rfind(sep, most // 2, most)) > 0),
            (most, "", "c"),
        )
        yield mark, value[:cut]
        value, mark = value[cut + len(sep) :], next_mark
    yield mark, value


def _words(value: str, *, multiline: bool = True) -> Json:
    shown: Json = {"type": "plain_text_input", "multiline": multiline, "max_length": t.INPUT}
    return shown | ({"initial_value": value[: t.INPUT]} if value else {})


def _element(blank: Blank, value: Given, voices: Voices) -> Json:
    match blank.entry:
        case Entry.DATE:
            return _date(value, voices)
        case Entry.PERSON | Entry.CHOICE if blank.options:
            return _one_of(blank, value, voices)
        case Entry.PEOPLE | Entry.NUMBERS | Entry.CHOICES if blank.options:
            return _some_of(blank, value, voices)
        case Entry.PERSON:
            return _person(value)
        case Entry.PEOPLE:
            return _people(value)
        case Entry.NUMBER:
            number = value if isinstance(value, str) and value.lstrip("-").isdigit() else ""
            shown: Json = {"type": "number_input", "is_decimal_allowed": False}
            return shown | ({"initial_value": number} if number else {})
        case _:
            words = value if isinstance(value, str) else ""
            return _words(words, multiline=blank.entry in (Entry.LONG, Entry.DRAFT))


def _date(value: Given, voices: Voices) -> Json:
    """A calendar, open at the day that stands in the field; an instant becomes its day where the reader is."""
    shown: Json = {"type": "datepicker"}
    if not isinstance(value, str) or not value:
        return shown
    if _DAY.fullmatch(value):
        return shown | {"initial_date": value}
    try:
        return shown | {"initial_date": voices.plain.form_day(datetime.fromisoformat(value))}
    except ValueError:
        return shown


def _moment(value: Given) -> Json:
    """A calendar with a clock, both in the time of whoever fills it in."""
    shown: Json = {"type": "datetimepicker"}
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return shown
    return shown | ({"initial_date_time": int(at.timestamp())} if at is not None and at.tzinfo else {})


def _one_of(blank: Blank, value: Given, voices: Voices) -> Json:
    options = [_option(blank, option, voices) for option in blank.options]
    start = next((option for option in options if option["value"] == value), None)
    first: Json = {"initial_option": start} if start else {}
    if blank.entry is Entry.CHOICE and blank.required and len(options) <= FEW:
        return {"type": "radio_buttons", "options": options} | first
    return {"type": "static_select"} | _grouped(options) | first


def _some_of(blank: Blank, value: Given, voices: Voices) -> Json:
    options = [_option(blank, option, voices) for option in blank.options]
    wanted = re.split(r"[,\s]+", value) if isinstance(value, str) else value
    chosen = wanted if isinstance(wanted, list | tuple) else ()
    start = [option for option in options if option["value"] in chosen]
    return {"type": "multi_static_select"} | _grouped(options) | ({"initial_options": start} if start else {})


def _grouped(options: list[Json]) -> Json:
    """Choices as they fit into a menu: more than a hundred in groups, named by their first and last."""
    if len(options) <= MOST:
        return {"options": options}
    groups = [options[start : start + MOST] for start in range(0, len(options), MOST)]
    return {"option_groups": [{"label": _span(group), "options": group} for group in groups[:MOST]]}


def _span(group: list[Json]) -> Json:
    first, last = group[0]["text"]["text"], group[-1]["text"]["text"]
    return t.plain(f"{t.shortened(first, 35)} – {t.shortened(last, 35)}", t.OPTION)


def _option(blank: Blank, option: str, voices: Voices) -> Json:
    words = t.clean(voices.plain.option(blank, option)) or option
    shown: Json = {"text": t.plain(words, t.OPTION), "value": option[: t.VALUE]}
    hint = f"{blank.name}-{option.replace(' ', '-')}.hint"
    if voices.plain.has(hint):
        shown["description"] = t.plain(voices.plain.say(msg(hint)), t.OPTION)
    return shown


def _person(value: Given) -> Json:
    user = value.id.rpartition("/")[2] if isinstance(value, Account) else ""
    return {"type": "users_select"} | ({"initial_user": user} if user else {})


def _people(value: Given) -> Json:
    chosen = value if isinstance(value, tuple) else (value,)
    users = [one.id.rpartition("/")[2] for one in chosen if isinstance(one, Account)]
    return {"type": "multi_users_select"} | ({"initial_users": users} if users else {})
