"""How instants, spans and texts are written and read, in pairs of functions that undo each other.

Reading functions raise `ValueError` with a sentence that says what would be understood.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Final
from unicodedata import category
from zoneinfo import ZoneInfo

WIDTH: Final = 100
"""Where lines are broken, if they can be."""
INDENT: Final = "    "
ESCAPED: Final = ":\\"
"""What stands before a text with escapes, instead of the colon."""

_INSTANT: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?( UTC)?", re.ASCII
)
_UNITS: Final = {"week": 604_800, "day": 86_400, "hour": 3600, "minute": 60, "second": 1}
_PART: Final = re.compile(r"(\d{1,9}(?:\.\d{1,6})?) (week|day|hour|minute|second)s?", re.ASCII)
_BARE: Final = re.compile(r"\w+(?:[ =-]+\w+)*")
_FIRST_YEAR, _LAST_YEAR = 1971, 2999
LONGEST: Final = timedelta(days=36_500)
"""The longest span that the clock moves at once."""

INSTANT_FORM: Final = "an instant is written 2026-03-02 or 2026-03-02 10:00"
SPAN_FORM: Final = "a span is written +3 days or +1 hour 30 minutes"
TEXT_FORM: Final = 'words with anything but letters, digits, - and = stand in double quotes: "a, b"'
ESCAPE_FORM: Final = r"behind :\ stands one text in double quotes, with \" \\ \n and \u0007 in it"


def read_zone(name: str) -> ZoneInfo:
    """The time zone of this name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(
            f"there is no time zone {name!r}; zones are written as Europe/Berlin or UTC"
        ) from None


def write_instant(at: datetime, zone: ZoneInfo) -> str:
    """An instant as people of that zone write it; in UTC where that would be read as two instants or none."""
    local = at.astimezone(zone).replace(tzinfo=None, fold=0)
    again = local.replace(tzinfo=zone).astimezone(UTC)
    if again == at:
        return _date_and_time(local)
    return f"{_date_and_time(at.astimezone(UTC).replace(tzinfo=None))} UTC"


def _date_and_time(at: datetime) -> str:
    if at.microsecond:
        return at.isoformat(" ", "microseconds")
    if at.second:
        return at.isoformat(" ", "seconds")
    return at.isoformat(" ", "minutes").removesuffix(" 00:00")


def read_instant(text: str, zone: ZoneInfo) -> datetime:
    """The instant in UTC."""
    match = _INSTANT.fullmatch(text)
    if match is None:
        raise ValueError(INSTANT_FORM)
    *parts, fraction, utc = match.groups(default="")
    year, month, day, hour, minute, second = (int(part or 0) for part in parts)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"{INSTANT_FORM}, in the years {_FIRST_YEAR} to {_LAST_YEAR}")
    micro, tz = int(fraction.ljust(6, "0")), UTC if utc else zone
    try:
        return datetime(year, month, day, hour, minute, second, micro, tz).astimezone(UTC)
    except ValueError:
        raise ValueError(f"there is no such day or hour; {INSTANT_FORM}") from None


def write_span(span: timedelta) -> str:
    """A span in the largest units that fit, weeks left out because people count days."""
    whole, parts = span.days * 86_400 + span.seconds, []
    for unit in ("day", "hour", "minute"):
        count, whole = divmod(whole, _UNITS[unit])
        if count:
            parts.append(f"{count} {unit}{'s' * (count != 1)}")
    seconds = f"{whole}.{span.microseconds:06}" if span.microseconds else str(whole)
    if not parts or seconds != "0":
        parts.append(f"{seconds} second{'s' * (seconds != '1')}")
    return "+" + " ".join(parts)


def read_span(text: str) -> timedelta:
    """The span of time that a `+3 days` stands for."""
    rest, total = text.removeprefix("+").strip(), timedelta()
    if not text.startswith("+") or not re.fullmatch(rf"{_PART.pattern}( {_PART.pattern})*", rest, re.ASCII):
        raise ValueError(SPAN_FORM)
    for count, unit in _PART.findall(rest):
        whole, _, fraction = count.partition(".")
        micro = int(fraction.ljust(6, "0")) if fraction else 0
        total += timedelta(seconds=int(whole), microseconds=micro) * _UNITS[unit]
    if total > LONGEST:
        raise ValueError(f"{SPAN_FORM}, at most {LONGEST.days} days at once")
    return total


def quoted(text: str) -> str:
    r"""A text in double quotes, everything an editor would not show as an escape.

    >>> print(quoted('a "b"\n'))
    "a \"b\"\n"
    """
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(f"\\u{ord(c):04x}" if _hidden(c) else c for c in plain)


def unquoted(text: str, start: int = 0) -> tuple[str, int]:
    """The text of the double-quoted form that begins at `start`, and where that form ends."""
    if text[start : start + 1] != '"':
        raise ValueError("a text in double quotes is understood here")
    try:
        value, end = json.JSONDecoder().raw_decode(text, start)
    except ValueError:
        raise ValueError(
            r"a double quote is not closed, or a \ stands alone; write \" and \\ for these"
        ) from None
    return str(value), end


def write_words(text: str) -> str:
    """A short text inside parentheses: bare where nothing in it could be misread."""
    return text if _BARE.fullmatch(text) else quoted(text)


def read_words(text: str) -> str:
    """The inverse of `write_words`."""
    if not text.startswith('"'):
        if not _BARE.fullmatch(text):
            raise ValueError(TEXT_FORM)
        return text
    value, end = unquoted(text)
    if text[end:].strip():
        raise ValueError(TEXT_FORM)
    return value


def write_text(head: str, text: str | None) -> list[str]:
    """The lines of something that ends in a text: behind the colon, below it, or with escapes."""
    if text is None:
        return [head]
    if any(_hidden(character) for character in text.replace("\n", "")):
        return [f"{head}{ESCAPED} {quoted(text)}"]
    if not text:
        return [f"{head}:"]
    if "\n" in text or text != text.strip() or text.startswith("\\"):
        return [f"{head}:", *_block(text)]
    line = f"{head}: {text}"
    return [line] if len(line) <= WIDTH else [f"{head}:", *_block(text)]


def _block(text: str) -> list[str]:
    """Indented lines; empty ones stay empty, but for those at the end, where the indentation keeps them."""
    lines = text.split("\n")
    kept = max((number for number, line in enumerate(lines) if line), default=-1)
    return [INDENT + line if line or number > kept else "" for number, line in enumerate(lines)]


def block_text(lines: list[str]) -> str:
    """The text of an indented block, without the wholly empty lines that follow it."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    return "\n".join(line.removeprefix(INDENT) for line in lines)


def read_escaped(text: str) -> str:
    r"""The text behind `:\`."""
    try:
        value, end = unquoted(text)
    except ValueError:
        raise ValueError(ESCAPE_FORM) from None
    if text[end:].strip():
        raise ValueError(ESCAPE_FORM)
    return value


def one_line(text: str) -> bool:
    """Whether a text can stand on a line as it is: something to see, no blanks around it, nothing hidden."""
    return bool(text) and text == text.strip() and not any(_hidden(character) for character in text)


def _hidden(character: str) -> bool:
    """Controls, lone surrogates and foreign line breaks: what editors do not show or would break."""
    return category(character) in {"Cc", "Cs", "Zl", "Zp"}
