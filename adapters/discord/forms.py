r"""Forms as Discord's modals, and how their fields are named so that what comes back can be read without the form.

A modal holds five fields. Longer forms go in several, one after the other. A field's name says what it is:

    t:text  t1p:text    text, and its second part, which was apart by a blank line
    o:owner  o1:owner   one of some options, and further ones of the same
    m:objections        several of some options
    u:person  v:people  one account, several accounts

>>> parts_of("one\n\ntwo", room=5)
(('', 'one'), ('p', 'two'))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import discord
from discord import SelectDefaultValue, SelectDefaultValueType, ui

from adapters.discord import limits, quoting
from adapters.discord.render import Voice, text_of
from adapters.reception import Account, Form, Given
from adapters.tokens import Token, written
from facilitation.cards import Blank, Entry, msg

ABOUT: Final = 1200
"""Characters above the fields that say what it is about."""
SPACIOUS: Final = 3000
"""A text longer than this gets room for another part."""
SEPARATORS: Final = {"p": "\n\n", "l": "\n", "s": " ", "n": ""}
"""What stood between two parts of a text, by the letter in their names."""
MENUS: Final = 4
"""So many menus of 25 for one field, then its name is typed."""
MOST_PEOPLE: Final = 25

_LONG: Final = frozenset({Entry.LONG, Entry.DRAFT})
_PEOPLE: Final = frozenset({Entry.PERSON, Entry.PEOPLE})
_SEVERAL: Final = frozenset({Entry.PEOPLE, Entry.NUMBERS, Entry.CHOICES})

Item = ui.Item[ui.Modal]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a modal: its label, a line about it, and what is filled in."""

    label: str
    hint: str
    item: Item


def custom_id(token: Token, page: int, of: int) -> str:
    """The name of a modal: which part of which form it is."""
    return f"f.{page}.{of}.{written(token)}"


def pages(form: Form, voice: Voice) -> tuple[tuple[Field, ...], ...]:
    """The fields of a form, as many at once as a modal takes."""
    fields = [field for blank in form.blanks for field in _fields(form, blank, voice)]
    later = sum(1 for blank in form.blanks if blank.later for _ in _fields(form, blank, voice))
    now = len(fields) - later if len(fields) > limits.FIELDS else len(fields)
    first = limits.FIELDS - 1 if _says_what_about(form, now) else limits.FIELDS
    return (tuple(fields[: min(first, now)]), *_apart(fields, min(first, now), now), *_apart(fields, now))


def _apart(fields: Sequence[Field], begin: int, end: int | None = None) -> Iterator[tuple[Field, ...]]:
    """Fields as they are asked for at once: what few people want to say has parts of its own."""
    end = len(fields) if end is None else end
    for at in range(begin, end, limits.FIELDS):
        yield tuple(fields[at : min(at + limits.FIELDS, end)])


def _says_what_about(form: Form, fields: int) -> bool:
    """Whether there is room above the fields for what it is about: it is not worth one more part."""
    return bool(form.lines) and fields % limits.FIELDS != 0


def modal(form: Form, voice: Voice, page: int = 1) -> ui.Modal:
    """One part of a form, counted from 1; the first where there is no such part."""
    every = pages(form, voice)
    page = page if 1 <= page <= len(every) else 1
    made = ui.Modal(
        title=_title(form, voice, page, len(every)), custom_id=custom_id(form.token, page, len(every))
    )
    if page == 1 and len(every[0]) < limits.FIELDS and form.lines:
        made.add_item(ui.TextDisplay(text_of(form.lines, voice, ABOUT)[0]))
    for field in every[page - 1]:
        made.add_item(ui.Label(text=field.label, description=field.hint or None, component=field.item))
    made.stop()
    return made


def _title(form: Form, voice: Voice, page: int, of: int) -> str:
    name = voice.bare.label(form.token.verb, form.token.target)
    if of == 1:
        return quoting.cut(name, limits.TITLE)
    part = voice.bare.say(msg("discord-part", part=page, of=of))
    return f"{quoting.cut(name, limits.TITLE - len(part) - 1)} {part}"


def _fields(form: Form, blank: Blank, voice: Voice) -> Iterator[Field]:
    wrong = dict(form.wrong).get(blank.name)
    label = voice.bare.blank(form.token.verb, blank)
    hint = voice.bare.say(wrong) if wrong else voice.bare.blank_hint(form.token.verb, blank)
    items = tuple(_items(blank, form.typed.get(blank.name), voice))
    for place, item in enumerate(items, 1):
        part = voice.bare.say(msg("discord-part", part=place, of=len(items))) if len(items) > 1 else ""
        room = limits.FIELD_LABEL - (len(part) + 1 if part else 0)
        yield Field(f"{quoting.cut(label, room)} {part}".strip(), quoting.cut(hint, limits.FIELD_HINT), item)


def _items(blank: Blank, typed: Given | None, voice: Voice) -> Iterator[Item]:
    if _can_choose(blank):
        yield from _menus(blank, _chosen(blank, typed), voice)
    elif blank.entry in _PEOPLE and not blank.options:
        yield _accounts(blank, typed)
    else:
        yield from _texts(blank, _text(blank, typed, voice))


def _can_choose(blank: Blank) -> bool:
    many = len(blank.options)
    short = all(1 <= len(option) <= limits.OPTION for option in blank.options)
    return bool(many) and short and many <= limits.OPTIONS * MENUS


# --- menus ----------------------------------------------------------------------------------------------------


def _menus(blank: Blank, chosen: frozenset[str], voice: Voice) -> Iterator[Item]:
    several = blank.entry in _SEVERAL
    if not several and 2 <= len(blank.options) <= limits.RADIO and blank.entry is Entry.CHOICE:  # noqa: PLR2004
        yield _radio(blank, chosen, voice)
        return
    kind = "m" if several else "o"
    groups = [blank.options[at : at + limits.OPTIONS] for at in range(0, len(blank.options), limits.OPTIONS)]
    for place, group in enumerate(groups):
        yield _menu(blank, f"{kind}{place or ''}:{blank.name}", group, chosen, voice, alone=len(groups) == 1)


def _menu(  # noqa: PLR0913 - what a menu is made of
    blank: Blank, name: str, group: Sequence[str], chosen: frozenset[str], voice: Voice, *, alone: bool
) -> Item:
    several = blank.entry in _SEVERAL
    must = blank.required and alone
    return ui.Select(
        custom_id=name,
        required=must,
        min_values=1 if must else 0,
        max_values=len(group) if several else 1,
        placeholder=None if alone else _span(blank, group, voice),
        options=[
            discord.SelectOption(label=_option(blank, one, voice), value=one, default=one in chosen)
            for one in group
        ],
    )


def _span(blank: Blank, group: Sequence[str], voice: Voice) -> str:
    first, last = (quoting.cut(_option(blank, one, voice), 40) for one in (group[0], group[-1]))
    return f"{first} – {last}"


def _radio(blank: Blank, chosen: frozenset[str], voice: Voice) -> Item:
    return ui.RadioGroup(
        custom_id=f"o:{blank.name}",
        required=blank.required,
        options=[
            discord.RadioGroupOption(label=_option(blank, one, voice), value=one, default=one in chosen)
            for one in blank.options
        ],
    )


def _option(blank: Blank, option: str, voice: Voice) -> str:
    said = quoting.insert_bare(option, voice.bare.option(blank, option))
    return quoting.cut(said or option, limits.OPTION)


def _chosen(blank: Blank, typed: Given | None) -> frozenset[str]:
    if typed is None:
        typed = blank.start
    if isinstance(typed, str):
        whole = {typed} if typed in blank.options else set()
        return frozenset(whole or {one.strip() for one in typed.split(",")})
    return (
        frozenset(one for one in typed if isinstance(one, str)) if isinstance(typed, tuple) else frozenset()
    )


def _accounts(blank: Blank, typed: Given | None) -> Item:
    several = blank.entry is Entry.PEOPLE
    given = typed if isinstance(typed, tuple) else (typed,)
    known = [one.id for one in given if isinstance(one, Account) and one.id.isdigit()]
    return ui.UserSelect(
        custom_id=f"{'v' if several else 'u'}:{blank.name}",
        required=blank.required,
        min_values=1 if blank.required else 0,
        max_values=MOST_PEOPLE if several else 1,
        default_values=[SelectDefaultValue(id=int(one), type=SelectDefaultValueType.user) for one in known],
    )


# --- texts ----------------------------------------------------------------------------------------------------


def _text(blank: Blank, typed: Given | None, voice: Voice) -> str:
    if typed is not None:
        return shown(typed)
    if blank.entry is Entry.DATE and blank.start:
        return _day(blank.start, voice)
    return blank.start


def _day(start: str, voice: Voice) -> str:
    try:
        at = datetime.fromisoformat(start)
    except ValueError:
        return start
    return voice.bare.form_day(at) if at.tzinfo else start[:10]


def shown(given: Given) -> str:
    """What stood in a field, as a text."""
    if isinstance(given, str):
        return given
    every = given if isinstance(given, tuple) else (given,)
    return ", ".join(one.name or one.id if isinstance(one, Account) else one for one in every)


def _texts(blank: Blank, text: str) -> Iterator[Item]:
    if blank.entry not in _LONG:
        yield _input(blank, f"t:{blank.name}", text[: limits.INPUT], required=blank.required, long=False)
        return
    found = parts_of(text)
    if len(found[-1][1]) > SPACIOUS:
        found = (*found, ("p", ""))
    for place, (apart, part) in enumerate(found):
        name = f"t{place or ''}{apart}:{blank.name}"
        yield _input(blank, name, part, required=blank.required and place == 0, long=True)


def _input(blank: Blank, name: str, text: str, *, required: bool, long: bool) -> Item:
    return ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
        required=required,
        default=text or None,
        max_length=limits.INPUT,
        placeholder="2026-09-01" if blank.entry is Entry.DATE else None,
    )


def parts_of(text: str, room: int = limits.INPUT) -> tuple[tuple[str, str], ...]:
    """A text in parts that each fit into a field, with what stood before each."""
    found: list[tuple[str, str]] = []
    apart, rest = "", text
    while len(rest) > room:
        end, after = _break(rest, room)
        found.append((apart, rest[:end]))
        apart, rest = after, rest[end + len(SEPARATORS[after]) :]
    return (*found, (apart, rest))


def _break(text: str, room: int) -> tuple[int, str]:
    for letter, mark in SEPARATORS.items():
        end = text.rfind(mark, room // 2, room) if mark else room
        if end > 0:
            return end, letter
    return room, "n"


# --- what comes back ------------------------------------------------------------------------------------------


def merged(kept: Mapping[str, Given], page: Mapping[str, Given]) -> dict[str, Given]:
    """What was filled in so far, with one more part of the form: what it holds replaces what was there before."""
    first: dict[str, int] = {}
    for name in page:
        about, place = _about(name)
        first[about] = min(place, first.get(about, place))
    stays = {
        name: value
        for name, value in kept.items()
        if _about(name)[0] not in first or _about(name)[1] < first[_about(name)[0]]
    }
    return {**stays, **page}


def _about(name: str) -> tuple[str, int]:
    kind, _, about = name.partition(":")
    number = "".join(char for char in kind if char.isdigit())
    return about, int(number or 0)


def given_of(fields: Mapping[str, Given]) -> dict[str, Given]:
    """The fields of all parts of a form by the names of its blanks."""
    found: dict[str, Given] = {}
    for name in sorted(fields, key=_about):
        kind, _, about = name.partition(":")
        found[about] = _joined(kind, found.get(about), fields[name])
    return found


def _joined(kind: str, before: Given | None, value: Given) -> Given:
    if before is None:
        return value
    if kind.startswith("t") and isinstance(before, str) and isinstance(value, str):
        apart = SEPARATORS.get(kind[-1], "")
        return f"{before}{apart}{value}" if value and before else before or value
    if kind.startswith("m") and isinstance(before, tuple) and isinstance(value, tuple):
        return (*before, *value)
    return _either(before, value)


def _either(before: Given, value: Given) -> Given:
    """One of several menus of one field. Chosen in two of them, both are handed on, and told to be one too many."""
    if not before or not value:
        return before or value
    both = (before, value)
    return tuple(one for one in both if isinstance(one, str))


def to_come(form: Form, fields: Mapping[str, Given], voice: Voice) -> str:
    """The labels of what was not asked for so far."""
    asked = {_about(name)[0] for name in fields}
    left = (blank for blank in form.blanks if blank.name not in asked)
    return " · ".join(voice.bare.blank(form.token.verb, blank) for blank in left)


def enough(required: Iterable[str], fields: Mapping[str, Given]) -> bool:
    """Whether every blank that must be filled has been asked for: what does not come back stays as it began."""
    return {_about(name)[0] for name in fields}.issuperset(required)


def labelled(
    form: Iterable[Blank], given: Mapping[str, Given], verb: str, voice: Voice
) -> list[tuple[str, str]]:
    """What stood in the fields of a form, under their labels: where the form is not known, under their names."""
    blanks = {blank.name: blank for blank in form}
    order = [name for name in blanks if name in given] + [name for name in given if name not in blanks]
    every = [(blanks.get(name, Blank(name, Entry.SHORT)), given[name]) for name in order]
    return [(voice.bare.blank(verb, blank), _worded(blank, value, voice)) for blank, value in every if value]


def _worded(blank: Blank, value: Given, voice: Voice) -> str:
    if isinstance(value, str):
        return voice.bare.option(blank, value) if value in blank.options else value
    return shown(value)
