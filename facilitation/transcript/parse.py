r"""Text to transcript. Says everything that is wrong with a text at once, and raises only `Unreadable`.

>>> from facilitation.transcript import parse
>>> parse("circle: Garden\npeople: Ana, Bo\nclock: 2026-03-02 10:00\n").people[1].name
'Bo'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from facilitation.settings import PRESETS, parse_setting, written
from facilitation.transcript.notation import (
    Another,
    Clock,
    Deed,
    Event,
    Fault,
    Line,
    Note,
    Someone,
    Transcript,
    Unreadable,
)
from facilitation.transcript.read_line import (
    Defined,
    Known,
    is_event,
    read_another,
    read_deed,
    read_defined,
    read_event,
    read_expect,
    read_people,
)
from facilitation.transcript.writing import (
    ESCAPED,
    INDENT,
    block_text,
    one_line,
    read_escaped,
    read_instant,
    read_span,
    read_zone,
)

ONCE: Final = (
    "circle",
    "circle id",
    "aim",
    "preset",
    "broader",
    "rounds held",
    "practice",
    "recommends",
    "zone",
    "clock",
)
OFTEN: Final = ("setting", "domain", "domain elsewhere", "role", "defined role", "another circle", "people")
NOBODY: Final = "nobody"
"""Stands for the holder of a role that is vacant."""
AGAIN: Final = frozenset({"circle", "clock"})
"""Keys that, given a second time, belong to what happens."""
NEEDED: Final = {
    "circle": "circle: Garden",
    "people": "people: Ana (facilitator), Bo",
    "clock": "clock: 2026-03-02 10:00",
}


_Read = TypeVar("_Read")


@dataclass(slots=True)
class _Page:
    """The lines of a file, the place of reading, and the faults found so far."""

    lines: list[str]
    at: int = 0
    faults: list[Fault] = field(default_factory=list)

    def fault(self, number: int, says: str) -> None:
        """Note what is wrong with a line."""
        line = self.lines[number - 1] if number <= len(self.lines) else ""
        self.faults.append(Fault(number, line[:200], says))

    def attempt(self, number: int, read: Callable[[], _Read]) -> _Read | None:
        """Read something; where that fails, note why."""
        try:
            return read()
        except ValueError as why:
            self.fault(number, str(why.args[0]))
            return None

    def block(self) -> str:
        """The indented text that begins here, with the empty lines inside it."""
        start = self.at
        while self.at < len(self.lines) and (
            not self.lines[self.at] or self.lines[self.at].startswith(INDENT)
        ):
            self.at += 1
        return block_text(self.lines[start : self.at])

    def text(self, rest: str | None) -> str | None:
        """The text that stands behind a colon or below it; `rest` begins with the colon."""
        if rest is None:
            return None
        if rest.startswith(ESCAPED):
            return read_escaped(rest.removeprefix(ESCAPED).strip())
        inline = rest.removeprefix(":").strip()
        return inline or self.block()


def parse(source: str | bytes) -> Transcript:
    """Read a transcript.

    Raises `Unreadable`, whose faults name every line that cannot be read and what would be understood there.
    """
    page = _Page(_lines(source))
    header = _read_header(page)
    transcript = _from_header(page, header)
    known = Known(tuple(person.name for person in transcript.people), ZoneInfo(transcript.zone))
    lines = tuple(_read_body(page, known))
    if page.faults:
        raise Unreadable(tuple(sorted(page.faults, key=lambda fault: fault.line)))
    return replace(transcript, lines=lines)


def _lines(source: str | bytes) -> list[str]:
    text = source if isinstance(source, str) else _decoded(source)
    return [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]


def _decoded(source: bytes) -> str:
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as why:
        number = source.count(b"\n", 0, why.start) + 1
        line = source.split(b"\n")[number - 1].decode("utf-8", "replace")
        raise Unreadable((Fault(number, line[:200], "a transcript is text in UTF-8"),)) from None


@dataclass(slots=True)
class _Header:
    """The header as it stands in the file: each key with the numbers of its lines and its texts."""

    notes: list[str] = field(default_factory=list)
    given: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def once(self, key: str) -> tuple[int, str]:
        """The number and text of a key that is given once; 0 and "" when it is not there."""
        return self.given.get(key, [(0, "")])[0]


def _read_header(page: _Page) -> _Header:
    header = _Header()
    while page.at < len(page.lines):
        line, number = page.lines[page.at], page.at + 1
        key, colon, _ = line.partition(":")
        if line.startswith("#") and not header.given:
            header.notes.append(_note(line))
            page.at += 1
        elif not line.strip():
            page.at += 1
        elif colon and (key in OFTEN or (key in ONCE and not (key in AGAIN and key in header.given))):
            page.at += 1
            _read_key(page, header, number, key)
        else:
            break
    for key, form in NEEDED.items():
        if key not in header.given:
            page.fault(page.at + 1, f"the header needs {form!r} before this line")
    return header


def _read_key(page: _Page, header: _Header, number: int, key: str) -> None:
    rest = page.lines[number - 1].removeprefix(key)
    text = str(page.attempt(number, lambda: page.text(rest)) or "")
    if key in ONCE and key in header.given:
        page.fault(number, f"{key!r} can be given once")
    elif key != "aim" and not one_line(text):
        page.fault(number, f"behind {key!r} stands one line")
    header.given.setdefault(key, []).append((number, text))


def _from_header(page: _Page, header: _Header) -> Transcript:
    number, name = header.once("zone")
    zone = page.attempt(number, lambda: read_zone(name)) if name else None
    zone = zone or ZoneInfo("UTC")
    number, start = header.once("clock")
    clock = page.attempt(number, lambda: read_instant(start, zone)) if start else None
    return Transcript(
        circle=header.once("circle")[1],
        circle_id=header.once("circle id")[1],
        aim=header.once("aim")[1],
        preset=_one_of(page, *header.once("preset"), tuple(PRESETS)) or "sofa",
        broader=header.once("broader")[1],
        rounds_held=int(_digits(page, *header.once("rounds held"))),
        practice=_one_of(page, *header.once("practice"), ("yes", "no")) == "yes",
        recommends=_one_of(page, *header.once("recommends"), ("yes", "no")) == "yes",
        others=tuple(_others(page, header, zone)),
        settings=tuple(_pairs(page, header, "setting", _setting)),
        domains=tuple(text for _, text in header.given.get("domain", [])),
        elsewhere=tuple(_pairs(page, header, "domain elsewhere", _pair)),
        roles=tuple(_pairs(page, header, "role", _role)),
        defined=tuple(_defined(page, header, zone)),
        people=tuple(_people(page, header, zone)),
        zone=zone.key,
        clock=clock or datetime(2026, 1, 1, tzinfo=UTC),
        notes=tuple(header.notes),
    )


def _one_of(page: _Page, number: int, text: str, choices: tuple[str, ...]) -> str:
    if number and text not in choices:
        page.fault(number, f"here is understood: {', '.join(choices)}")
    return text


def _digits(page: _Page, number: int, text: str) -> str:
    if number and not (text.isascii() and text.isdigit() and len(text) < 7):  # noqa: PLR2004 - more than anyone holds
        page.fault(number, "here stands a number")
        return "0"
    return text or "0"


def _pairs(
    page: _Page, header: _Header, key: str, read: Callable[[str], tuple[str, str]]
) -> Iterable[tuple[str, str]]:
    for number, text in header.given.get(key, []):
        pair = page.attempt(number, partial(read, text))
        if pair:
            yield pair


def _pair(text: str) -> tuple[str, str]:
    left, equals, right = (part.strip() for part in text.partition(" = "))
    if not (left and equals and right):
        raise ValueError("here stands a name, then = with blanks around it, then what it is")
    return left, right


def _role(text: str) -> tuple[str, str]:
    name, equals, holder = (part.strip() for part in text.rpartition(" = "))
    if not (name and equals and holder):
        raise ValueError("here stands a role, then = with blanks around it, then its holder or nobody")
    return name, "" if holder == NOBODY else holder


def _defined(page: _Page, header: _Header, zone: ZoneInfo) -> Iterable[Defined]:
    for number, text in header.given.get("defined role", []):
        found = page.attempt(number, partial(read_defined, text, zone))
        if found:
            yield found


def _setting(text: str) -> tuple[str, str]:
    name, value = _pair(text)
    return name, written(parse_setting(name, value))


def _people(page: _Page, header: _Header, zone: ZoneInfo) -> Iterable[Someone]:
    seen: set[str] = set()
    for number, text in header.given.get("people", []):
        people = page.attempt(number, partial(read_people, text, zone))
        for person in people or []:
            if person.name in seen:
                page.fault(
                    number, f"{person.name!r} is there already; the second one is written {person.name}/2"
                )
            else:
                seen.add(person.name)
                yield person


def _others(page: _Page, header: _Header, zone: ZoneInfo) -> Iterable[Another]:
    seen = {header.once("circle")[1]}
    for number, text in header.given.get("another circle", []):
        other = page.attempt(number, partial(read_another, text, zone))
        if other is None:
            continue
        if other.name in seen:
            page.fault(number, f"there is a circle {other.name!r} already")
        seen.add(other.name)
        declared = {
            someone.name for _, line in header.given.get("people", []) for someone in _known(line, zone)
        }
        for someone in other.people:
            if someone.name not in declared:
                page.fault(number, f"{someone.name!r} has to stand in people: too, perhaps as (outside)")
        yield other


def _known(text: str, zone: ZoneInfo) -> list[Someone]:
    try:
        return read_people(text, zone)
    except ValueError:
        return []


def _read_body(page: _Page, known: Known) -> Iterable[Line]:
    while page.at < len(page.lines):
        line, number = page.lines[page.at], page.at + 1
        page.at += 1
        if line.strip():
            read = page.attempt(number, partial(_read_line, page, line, known))
            if read is None:
                page.block()  # the text of what could not be read is no fault of its own
            else:
                yield replace(read, line=number)


def _read_line(page: _Page, line: str, known: Known) -> Line:
    if line.startswith("#"):
        return Note(text=_note(line))
    if line.startswith("="):
        return read_expect(line.removeprefix("="), known)
    if line[0].isspace():
        raise ValueError("indented text stands below a line that ends in a colon, and by four blanks")
    key, colon, rest = line.partition(":")
    if colon and key in {"clock", "asleep"}:
        return _read_clock(rest.strip(), known.zone, asleep=key == "asleep")
    line_read: Deed | Event
    line_read, tail = read_event(line, known) if is_event(line) else read_deed(line, known)
    return replace(line_read, text=page.text(tail))


def _read_clock(text: str, zone: ZoneInfo, *, asleep: bool) -> Clock:
    to = read_span(text) if text.startswith("+") else read_instant(text, zone)
    return Clock(to=to, asleep=asleep)


def _note(line: str) -> str:
    return line.removeprefix("#").removeprefix(" ")
