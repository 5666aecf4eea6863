"""Dates as people type them: 2026-09-01, "in 3 months", "in 2 hours", "tomorrow", "now"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from adapters.reading.vocabulary import Reading, fold, vocabulary
from adapters.wording import Wording
from facilitation.refusals import Malformed

AT_ONCE: Final = timedelta(minutes=1)
"""What `now` means where an instant has to lie ahead."""
_SPAN: Final = re.compile(r"(\d{1,4}|\S+) (\S+)")


def day(text: str, reading: Reading, *, timed: bool = False) -> datetime:
    """The beginning of a day: a date as 2026-09-01, a span as "in 3 months", or a word as "tomorrow".

    A date with its time, a span as "in 2 hours" and "now" are that instant. Where the hour counts (`timed`), a span is
    counted from the time it is now: who says "in a week" of a meeting does not mean midnight.
    """
    try:
        return _iso(text, reading.zone) or _spoken(fold(text), reading, timed=timed)
    except (ValueError, OverflowError):
        raise Malformed("terminal-date") from None


def _iso(text: str, zone: tzinfo) -> datetime | None:
    if not re.match(r"\d{4}-\d\d?-\d\d?", text, re.ASCII):
        return None
    if re.fullmatch(r"\d{4}-\d\d?-\d\d?", text, re.ASCII):
        return _at(time(), date(*map(int, text.split("-"))), zone)
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _spoken(text: str, reading: Reading, *, timed: bool) -> datetime:
    voice, now = reading.voice, reading.now.astimezone(reading.zone)
    today, hour = now.date(), now.time().replace(second=0, microsecond=0) if timed else time()
    if text in vocabulary(voice, "terminal-date-now"):
        return reading.now + AT_ONCE
    if text in vocabulary(voice, "terminal-date-tomorrow"):
        return _at(hour, today + timedelta(days=1), reading.zone)
    for word in vocabulary(voice, "terminal-date-in"):
        text = text.removeprefix(f"{word} ")
    match = _SPAN.fullmatch(text)
    if match is None:
        raise ValueError(text)
    count = 1 if match[1] in vocabulary(voice, "terminal-date-one") else int(match[1])
    for name, seconds in (("minute", 60), ("hour", 3600)):
        if match[2] in vocabulary(voice, f"terminal-date-{name}"):
            return reading.now + timedelta(seconds=count * seconds)
    return _at(hour, _later(today, count, match[2], voice), reading.zone)


def _later(today: date, count: int, unit: str, voice: Wording) -> date:
    for name, days in (("day", 1), ("week", 7)):
        if unit in vocabulary(voice, f"terminal-date-{name}"):
            return today + timedelta(days=count * days)
    if unit in vocabulary(voice, "terminal-date-month"):
        return _months(today, count)
    if unit in vocabulary(voice, "terminal-date-year"):
        return _months(today, 12 * count)
    raise ValueError(unit)


def _months(today: date, count: int) -> date:
    year, month = divmod(today.month - 1 + count, 12)
    year, month = today.year + year, month + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _at(hour: time, on: date, zone: tzinfo) -> datetime:
    return datetime.combine(on, hour, zone).astimezone(UTC)
