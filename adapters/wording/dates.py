"""Dates, spans and lists of names, the way each language writes them."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, format_timedelta, get_timezone_name
from babel.lists import format_list

REGIONS: Final = {"en": "en_GB"}
"""Whose dates and lists a language gets: British English has 24 hours and "Ana, Bo and Cy"."""


@cache
def locale_of(language: str) -> Locale:
    """Babel's locale for a language tag; English for a tag nobody knows."""
    try:
        return Locale.parse(REGIONS.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(REGIONS["en"])


def language_name(tag: str) -> str:
    """What a language calls itself.

    >>> language_name("de-CH")
    'Deutsch (Schweiz)'
    """
    return Locale.parse(tag.replace("-", "_")).get_display_name() or tag


def listed(names: list[str], locale: Locale) -> str:
    """Several names in one line."""
    return format_list(names, locale=locale)


def long_day(at: datetime, zone: tzinfo, locale: Locale) -> str:
    """The day an instant falls on in a zone."""
    return format_skeleton("yMMMEd", at.astimezone(zone), locale=locale)


def moment(at: datetime, zone: tzinfo, locale: Locale) -> str:
    """An instant in a zone, which is named: readers of one message may sit in several."""
    local = at.astimezone(zone)
    name = get_timezone_name(local, width="short", locale=locale)
    return f"{long_day(at, zone, locale)}, {format_time(local, 'short', locale=locale)} {name}"


def form_day(at: datetime, zone: tzinfo) -> str:
    """A date the way forms take it."""
    return format_date(at.astimezone(zone), "yyyy-MM-dd", locale="en")


def span(length: timedelta, locale: Locale, *, direction: bool = False) -> str:
    """A length of time; with `direction`, how far away it is."""
    return format_timedelta(length, add_direction=direction, locale=locale)
