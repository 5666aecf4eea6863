"""The value of a form's field, out of what somebody typed.

What cannot be read raises `Malformed` with the message id of a sentence that says what can, or `Ambiguous` with what it
could mean.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Final

from adapters.reading.days import day
from adapters.reading.vocabulary import Reading, fold
from adapters.wording import Wording
from facilitation.cards import Blank, Entry
from facilitation.forms import WITH_TIME
from facilitation.model import PersonId
from facilitation.refusals import Ambiguous, Malformed

NEAR: Final = 0.6


def value(blank: Blank, typed: str, reading: Reading, verb: str = "") -> object:
    """The value of a field in the form of a `verb`; the text of a field is taken as it is.

    Raises `Malformed` or `Ambiguous`.
    """
    text = typed.strip()
    match blank.entry:
        case Entry.DATE:
            return day(text, reading, timed=(verb, blank.name) in WITH_TIME)
        case Entry.PERSON:
            return person(text, reading.people, blank.options)
        case Entry.PEOPLE:
            return tuple(
                dict.fromkeys(person(one.strip(), reading.people, blank.options) for one in _listed(text))
            )
        case Entry.CHOICE:
            return choice(text, blank, reading.voice)
        case Entry.CHOICES:
            return tuple(
                dict.fromkeys(choice(part.strip(), blank, reading.voice) for part in text.split(","))
            )
        case Entry.NUMBERS:
            return numbers(text)
        case Entry.NUMBER:
            return number(text)
        case _:
            return text


def _listed(text: str) -> list[str]:
    """What stands between commas."""
    return [one for one in text.split(",") if one.strip()] or [text]


def numbers(text: str) -> tuple[int, ...]:
    """Several numbers.

    >>> numbers("1, #3")
    (1, 3)
    """
    found = re.findall(r"\d{1,4}", text, re.ASCII)
    if not found or re.sub(r"[\d\s,#&+]|and", "", text):
        raise Malformed("terminal-numbers")
    return tuple(dict.fromkeys(map(int, found)))


def number(text: str) -> int:
    """One number.

    >>> number("20 minutes")
    20
    """
    found = re.match(r"\d{1,6}\b", text, re.ASCII)
    if not found:
        raise Malformed("terminal-number")
    return int(found[0])


def choice(text: str, blank: Blank, voice: Wording) -> str:
    """One of the options: its number, its word, or the beginning of what it says."""
    if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= len(blank.options):  # noqa: PLR2004
        return blank.options[int(text) - 1]
    said = {option: (fold(option), fold(voice.option(blank, option))) for option in blank.options}
    typed = fold(text)
    exact = [option for option, names in said.items() if typed in names]
    begun = [option for option, names in said.items() if typed and any(n.startswith(typed) for n in names)]
    return _only(text, exact or begun, tuple(voice.option(blank, option) for option in blank.options))


def _only(typed: str, found: Sequence[str], every: tuple[str, ...]) -> str:
    if len(found) == 1:
        return found[0]
    raise Ambiguous(typed, every)


def person(text: str, people: Mapping[PersonId, str], among: Sequence[str] = ()) -> PersonId:
    """Somebody by name, the beginning of it or their number among those who can be meant."""
    eligible = [PersonId(who) for who in among] or list(people)
    if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= len(eligible):  # noqa: PLR2004
        return eligible[int(text) - 1]
    names = {who: people.get(who, "") for who in eligible}
    typed = fold(text)
    exact = [who for who, name in names.items() if fold(name) == typed]
    begun = [who for who, name in names.items() if typed and fold(name).startswith(typed)]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    near = difflib.get_close_matches(typed, [fold(name) for name in names.values()], n=3, cutoff=NEAR)
    likely = [name for who, name in names.items() if who in found or fold(name) in near]
    raise Ambiguous(text, tuple(likely or names.values()))
