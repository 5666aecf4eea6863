"""Reading one line: a deed, an event, an expectation, somebody in the list of people.

Every function raises `ValueError` with a sentence that says what would be understood at that place.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from facilitation.model import Duty, Standing
from facilitation.settings import PRESETS, parse_setting, written
from facilitation.transcript.details import DEFINED
from facilitation.transcript.looking import CIRCLE_LOOKS, LOOKS, OBJECTION, PERSON_LOOKS
from facilitation.transcript.notation import MARKS, Another, Deed, Event, Expect, Someone, Value
from facilitation.transcript.phrases import (
    EVENTS,
    PHRASES,
    PLACE,
    Detail,
    Holds,
    Phrase,
    details_of,
)
from facilitation.transcript.writing import one_line, read_instant, read_words, unquoted

ON: Final = "@"
OUTSIDE: Final = Detail("outside", Holds.FLAG, "standing None")
ID: Final = Detail("id", Holds.TEXT, "id")
SOMEONE: Final = (*PLACE, OUTSIDE, ID)
_ENDS: Final = re.compile(r'\s*(?=$|[#(:"])')
_NUMBERS: Final = re.compile(r"(?:\s*#\d{1,6})+", re.ASCII)
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before a line is read: the people and the zone of its instants."""

    names: tuple[str, ...]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands behind a verb: quoted title, numbers, details, and the rest from the colon on, or None."""

    title: str
    about: tuple[int, ...]
    details: tuple[tuple[str, Value], ...]
    rest: str | None


def read_on(line: str) -> tuple[str, str]:
    """The title in front of a line, "" if there is none, and the line without it."""
    if not line.startswith(ON):
        return "", line
    title, end = unquoted(line, 1)
    if not title or not line[end:].startswith(" "):
        raise ValueError("behind @ stands the title of a proposal in double quotes, then a blank")
    return title, line[end + 1 :]


def read_deed(line: str, known: Known) -> tuple[Deed, str | None]:
    """A deed without its text, and what stands from its colon on."""
    on, line = read_on(line)
    who, phrase, rest = _name_and_verb(line, PHRASES, known.names)
    tail = _read_tail(rest, phrase, known)
    if phrase.titled and not tail.title:
        raise ValueError(f'{phrase.verb!r} needs a title in double quotes: Ana {phrase.verb} "A water butt"')
    deed = Deed(who=who, verb=phrase.verb, title=tail.title, about=tail.about, details=tail.details, on=on)
    return deed, tail.rest


def read_event(line: str, known: Known) -> tuple[Event, str | None]:
    """An event without its text, and what stands from its second colon on."""
    on, line = read_on(line)
    source, _, rest = line.partition(":")
    rest, phrases = rest.strip(), EVENTS[source]
    if phrases[0].subject:
        who, phrase, rest = _name_and_verb(rest, phrases, known.names)
    else:
        who, (phrase, rest) = "", _verb(rest, phrases)
    tail = _read_tail(rest, phrase, known)
    return Event(source=source, verb=phrase.verb, who=who, details=tail.details, on=on), tail.rest


def is_event(line: str) -> bool:
    """Whether a line begins with the source of an event."""
    try:
        _, line = read_on(line)
    except ValueError:
        return False
    return line.partition(":")[0] in EVENTS and ":" in line


def read_expect(line: str, known: Known) -> Expect:
    """An expectation, from behind its `=`."""
    on, line = read_on(line.strip())
    head, colon, value = line.partition(":")
    of, look = _look(head.strip(), known.names)
    if not colon or not one_line(value.strip()):
        raise ValueError(f"behind {head.strip()!r} stands a colon and what is expected")
    return Expect(look=look, value=value.strip(), of=of, on=on)


def _look(head: str, names: Sequence[str]) -> tuple[str, str]:
    if head in LOOKS:
        return "", head
    if re.fullmatch(rf"{OBJECTION} #\d{{1,6}}", head, re.ASCII):
        return head.removeprefix(OBJECTION).strip(), OBJECTION
    look, blank, name = head.partition(" ")
    if look in CIRCLE_LOOKS and blank and name.startswith('"'):
        circle, end = unquoted(name)
        if circle and end == len(name):
            return circle, look
    for look in sorted(PERSON_LOOKS, key=len, reverse=True):
        name = head.removesuffix(f" {look}")
        if name != head and name in names:
            return name, look
    said = ", ".join(
        (
            *LOOKS,
            f"{OBJECTION} #1",
            *(f'{look} "CIRCLE"' for look in CIRCLE_LOOKS),
            *(f"NAME {look}" for look in PERSON_LOOKS),
        )
    )
    raise ValueError(f"behind = stands one of: {said}")


def read_people(line: str, zone: ZoneInfo) -> list[Someone]:
    """Everybody on a `people:` line."""
    people, place = [], 0
    while place < len(line):
        name = re.compile(r"[^,(]*").match(line, place)
        place = name.end() if name else place
        details: tuple[tuple[str, Value], ...] = ()
        if line[place : place + 1] == "(":
            details, place = _read_details(line, place, SOMEONE, Known((), zone))
        people.append(_someone(name.group().strip() if name else "", details))
        separator = re.compile(r"\s*(?:,\s*|$)").match(line, place)
        if separator is None:
            raise ValueError("people are separated by commas")
        place = max(separator.end(), place + 1)
    return people


BROADER: Final = Detail("broader", Holds.TEXT, "broader")
ANOTHER: Final = (
    BROADER,
    ID,
    Detail("aim", Holds.TEXT, "aim"),
    Detail("domain", Holds.TEXT, "domains", many=True),
    Detail("preset", Holds.TEXT, "preset", tuple(PRESETS)),
    Detail("setting", Holds.TEXT, "settings", many=True),
    Detail("recommends", Holds.FLAG, "recommends"),
    Detail("dormant", Holds.FLAG, "dormant"),
)
"""What may stand behind the name of another circle."""


def read_another(line: str, zone: ZoneInfo) -> Another:
    """Another circle of the header: its name, what is true of it, and behind a colon who belongs to it."""
    match = re.compile(r"[^,(:]*").match(line)
    name = match.group().strip() if match else ""
    place = match.end() if match else 0
    details: tuple[tuple[str, Value], ...] = ()
    if line[place : place + 1] == "(":
        details, place = _read_details(line, place, ANOTHER, Known((), zone))
    rest = line[place:].strip()
    if not is_name(name) or (rest and not rest.startswith(":")):
        raise ValueError(
            'here stands a name, then parentheses, then a colon and people: Kitchen (broader "Garden"): Ana'
        )
    many = {
        key: tuple(str(value) for other, value in details if other == key) for key in ("domain", "setting")
    }
    given = dict(details)
    return Another(
        name=name,
        people=tuple(read_people(rest.removeprefix(":").strip(), zone)),
        id=str(given.get("id", "")),
        broader=str(given.get("broader", "")),
        aim=str(given.get("aim", "")),
        domains=many["domain"],
        preset=str(given.get("preset", "sofa")),
        settings=tuple(_setting(text) for text in many["setting"]),
        recommends="recommends" in given,
        dormant="dormant" in given,
    )


def _setting(text: str) -> tuple[str, str]:
    name, _, value = (part.strip() for part in text.partition("="))
    return name, written(parse_setting(name, value))


def _someone(name: str, details: tuple[tuple[str, Value], ...]) -> Someone:
    plain, _, nth = name.partition("/")
    if not is_name(plain) or not re.fullmatch(r"|[1-9]\d{0,3}", nth, re.ASCII) or name.endswith("/"):
        marks = " ".join(sorted(MARKS))
        raise ValueError(f"a name has single blanks and none of {marks} in it; the second Bo is written Bo/2")
    keys = [key for key, _ in details]
    standings = [key for key in keys if key not in {duty.value for duty in Duty} | {"id"}]
    if len(standings) > 1:
        raise ValueError(f"somebody has one standing, not {' and '.join(standings)}")
    standing = Standing(standings[0]) if standings and standings != [OUTSIDE.key] else None
    return Someone(
        name=name,
        standing=standing if standings else Standing.FULL,
        duties=tuple(duty for duty in Duty if duty.value in keys),
        id=str(dict(details).get("id", "")),
    )


def is_name(text: str) -> bool:
    """Whether a text can be somebody's name in a transcript."""
    return (
        one_line(text)
        and len(text) <= _LONGEST_NAME
        and text == " ".join(text.split())
        and not MARKS & set(text)
    )


def _name_and_verb(line: str, phrases: Iterable[Phrase], names: Iterable[str]) -> tuple[str, Phrase, str]:
    heard = ""
    for name in sorted(names, key=len, reverse=True):
        if line.startswith(f"{name} "):
            heard = heard or name
            rest = line[len(name) + 1 :]
            phrase = _whole_verb(rest, phrases)
            if phrase is not None:
                return name, phrase, rest[len(phrase.verb) :]
    if heard:
        raise ValueError(_verbs_near(line[len(heard) + 1 :], phrases))
    raise ValueError(
        "a line begins with the name of somebody in people: and what they do,"
        f" or with #, =, @, clock:, asleep:, {', '.join(f'{source}:' for source in EVENTS)}"
    )


def _verb(rest: str, phrases: Iterable[Phrase]) -> tuple[Phrase, str]:
    phrase = _whole_verb(rest, phrases)
    if phrase is None:
        raise ValueError(_verbs_near(rest, phrases))
    return phrase, rest[len(phrase.verb) :]


def _whole_verb(rest: str, phrases: Iterable[Phrase]) -> Phrase | None:
    for phrase in sorted(phrases, key=lambda phrase: len(phrase.verb), reverse=True):
        if rest.startswith(phrase.verb) and _ENDS.match(rest, len(phrase.verb)):
            return phrase
    return None


def _verbs_near(said: str, phrases: Iterable[Phrase]) -> str:
    verbs = [phrase.verb for phrase in phrases]
    near = difflib.get_close_matches(re.split(r'[#(:"]', said[:80])[0].strip(), verbs, 3, 0.5) or verbs[:3]
    return f"behind the name stands a verb, perhaps: {', '.join(near)}"


def _read_tail(rest: str, phrase: Phrase, known: Known) -> Tail:
    """Everything behind the verb but the text; what the verb cannot take is said."""
    rest, title = rest.lstrip(), ""
    if rest.startswith('"'):
        if not phrase.titled:
            raise ValueError(f"{phrase.verb!r} takes no title; its text stands behind a colon")
        title, end = unquoted(rest)
        rest = rest[end:].lstrip()
    numbers = _NUMBERS.match(rest)
    about = tuple(int(number) for number in re.findall(r"\d+", numbers.group())) if numbers else ()
    rest = rest[numbers.end() :].lstrip() if numbers else rest
    _check_numbers(phrase, about)
    details: tuple[tuple[str, Value], ...] = ()
    if rest.startswith("("):
        details, end = _read_details(rest, 0, details_of(phrase), known)
        rest = rest[end:].lstrip()
    _check_details(phrase, {key for key, _ in details})
    return Tail(title, about, details, _check_rest(phrase, rest))


def _check_numbers(phrase: Phrase, about: tuple[int, ...]) -> None:
    if not phrase.numbers and about:
        raise ValueError(f"{phrase.verb!r} is about no number")
    if phrase.numbers and (not about or (len(about) > 1 and not phrase.several)):
        raise ValueError(f"{phrase.verb!r} is about a number, as in Ana {phrase.verb} #1")


def _check_details(phrase: Phrase, given: set[str]) -> None:
    missing = [detail.form for detail in phrase.details if detail.needed and detail.key not in given]
    if missing:
        raise ValueError(f"{phrase.verb!r} needs in parentheses: ({', '.join(missing)})")


def _check_rest(phrase: Phrase, rest: str) -> str | None:
    if not rest:
        return None
    if not rest.startswith(":"):
        raise ValueError("behind the verb stand numbers, then parentheses, then a colon and the text")
    if not phrase.text:
        raise ValueError(f"{phrase.verb!r} takes no text")
    return rest


def _read_details(
    line: str, place: int, details: Sequence[Detail], known: Known
) -> tuple[tuple[tuple[str, Value], ...], int]:
    """The details in the parentheses that open at `place`, in the order of the table, and where they end."""
    found: list[tuple[Detail, Value]] = []
    while line[place] != ")":
        place = len(line) - len(line[place + 1 :].lstrip())
        detail, place = _read_key(line, place, details)
        value, place = _read_value(line, place, detail, known)
        if not detail.many and any(other is detail for other, _ in found):
            raise ValueError(f"{detail.key!r} can be given once")
        found.append((detail, value))
        if line[place : place + 1] not in {",", ")"}:
            raise ValueError(f"behind {detail.form!r} stands a comma or the closing parenthesis")
    found.sort(key=lambda pair: details.index(pair[0]))
    return tuple((detail.key, value) for detail, value in found), place + 1


def _read_key(line: str, place: int, details: Sequence[Detail]) -> tuple[Detail, int]:
    for detail in sorted(details, key=lambda detail: len(detail.key), reverse=True):
        end = place + len(detail.key)
        if line.startswith(detail.key, place) and line[end : end + 1] in {" ", ",", ")"}:
            return detail, end
    forms = ", ".join(detail.form for detail in details)
    raise ValueError(f"in these parentheses can stand: {forms}" if forms else "no parentheses stand here")


def _read_value(line: str, place: int, detail: Detail, known: Known) -> tuple[Value, int]:
    place = len(line) - len(line[place:].lstrip(" "))
    if line[place : place + 1] == '"':
        _, end = unquoted(line, place)
    else:
        match = re.compile(r"[^,()]*").match(line, place)
        end = match.end() if match else place
    text = line[place:end].strip()
    return _value(text, detail, known), len(line) - len(line[end:].lstrip())


def _value(text: str, detail: Detail, known: Known) -> Value:
    if detail.holds is Holds.FLAG and not text:
        return True
    if detail.holds is Holds.INSTANT:
        return read_instant(text, known.zone)
    if detail.holds is Holds.NUMBER and re.fullmatch(r"\d{1,6}", text, re.ASCII):
        return int(text)
    if detail.holds is Holds.PERSON and text in known.names:
        return text
    if detail.holds is Holds.TEXT and not detail.choices:
        return read_words(text)
    if detail.choices and text in detail.choices:
        return text
    raise ValueError(f"here is understood: {detail.form}")


Defined = tuple[str, tuple[tuple[str, Value], ...]]


def read_defined(text: str, zone: ZoneInfo) -> Defined:
    """A role of the header: its name in quotation marks, and in parentheses what it is."""
    if not text.startswith('"'):
        raise ValueError('here stands a role in quotation marks: "Water" (purpose "Nothing dries up")')
    name, end = unquoted(text)
    rest = text[end:].lstrip()
    if not rest.startswith("("):
        raise ValueError("behind the role stands in parentheses what it is, as in (purpose Nothing dries up)")
    details, end = _read_details(rest, 0, DEFINED, Known((), zone))
    if rest[end:].strip():
        raise ValueError("nothing stands behind the parentheses")
    return name, details
