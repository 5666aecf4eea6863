"""What somebody typed, made into what it means: an entry of the menu, a request for help, a value for a form.

Nothing here asks or decides anything: the same line and the same menu always mean the same. What cannot be
read raises `Malformed` with the message id of a sentence that says what can, or `Ambiguous` with what it
could mean.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from adapters.terminal.days import day
from adapters.terminal.vocabulary import Reading, fold, vocabulary
from adapters.wording import Wording
from facilitation.cards import Blank, Button, Entry
from facilitation.model import PersonId
from facilitation.refusals import Ambiguous, Malformed
from facilitation.transcript.phrases import words_of

T = TypeVar("T")

AIDS: Final = (
    "help",
    "more",
    "circle",
    "board",
    "text",
    "why",
    "who",
    "script",
    "words",
    "wait",
    "as",
    "quit",
)
"""What can be typed that changes nothing in the circle; each is `terminal-aid-<name>` in the wording files."""
NEAR: Final = 0.6
LONGEST_VERB: Final = 80
SHORTEST: Final = 4
"""Letters that are too few to guess from."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """One entry of a menu: what it is called, and everything else somebody may type for it, folded."""

    what: T
    label: str
    hint: str = ""
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen(Generic[T]):
    """Something from the menu; `words` is what stood behind it."""

    what: T
    words: str = ""


@dataclass(frozen=True, slots=True)
class Aid:
    """A request for help, by its name in `AIDS`; `words` is what stood behind it."""

    name: str
    words: str = ""


# --- lines ----------------------------------------------------------------------------------------------------


def read(line: str, menu: Sequence[Choice[T]], voice: Wording) -> Chosen[T] | Aid:
    """What a line at the menu means: a number, the words of an entry, or a request for help."""
    typed = " ".join(line.split())
    if not typed:
        raise Malformed("terminal-type-something")
    if number := re.match(r"(\d{1,4})(?:[.:)]|\s|$)", typed, re.ASCII):
        return _numbered(int(number[1]), line.strip()[len(number[1]) :].lstrip(".:) \t"), menu)
    known = _phrases(menu, voice)
    folded = fold(typed[:LONGEST_VERB])
    for phrase in sorted(known, key=len, reverse=True):
        if folded == phrase or re.match(rf"{re.escape(phrase)}[\s:,.]", folded):
            words = _behind(line, len(phrase.split()))
            found = known[phrase]
            return Aid(found, words) if isinstance(found, str) else Chosen(found.what, words)
    raise _unknown(typed, known)


def _numbered(number: int, words: str, menu: Sequence[Choice[T]]) -> Chosen[T]:
    if not 1 <= number <= len(menu):
        raise Malformed("terminal-no-such-number")
    return Chosen(menu[number - 1].what, words)


def _behind(line: str, count: int) -> str:
    """What stands behind so many words, as it was typed."""
    return line.strip().split(maxsplit=count)[count:][0] if len(line.split()) > count else ""


def _phrases(menu: Sequence[Choice[T]], voice: Wording) -> dict[str, Choice[T] | str]:
    """Every phrase that is understood now. What is in the menu wins over help of the same word."""
    known: dict[str, Choice[T] | str] = {}
    for name in AIDS:
        known |= dict.fromkeys(vocabulary(voice, f"terminal-aid-{name}"), name)
    for choice in reversed(menu):
        known |= {name: choice for name in (fold(choice.label), *choice.phrases) if name}
    return known


def choice_of(button: Button, what: T, voice: Wording) -> Choice[T]:
    """A button as an entry of a menu; `what` is what choosing it means."""
    plain = words_of(button.verb)
    target = f" {button.target}" if button.target else ""
    phrases = (plain, f"{plain}{target}", *vocabulary(voice, f"terminal-verb-{button.verb}"))
    return Choice(what, voice.button(button), voice.hint(button.verb, button.target), phrases)


def _unknown(typed: str, known: Mapping[str, object]) -> Malformed | Ambiguous:
    head = fold(typed[:LONGEST_VERB])
    if len(head) < SHORTEST:
        return Malformed("terminal-unknown")
    near = difflib.get_close_matches(head, known, n=3, cutoff=NEAR)
    near = near or difflib.get_close_matches(head.split()[0], known, n=3, cutoff=NEAR)
    return Ambiguous(typed, tuple(near)) if near else Malformed("terminal-unknown")


# --- values ---------------------------------------------------------------------------------------------------


def value(blank: Blank, typed: str, reading: Reading) -> object:
    """The value of a form's field. Raises `Malformed` or `Ambiguous`; the text of a field is taken as it is."""
    text = typed.strip()
    match blank.entry:
        case Entry.DATE:
            return day(text, reading)
        case Entry.PERSON:
            return person(text, reading.people, blank.options)
        case Entry.CHOICE:
            return choice(text, blank, reading.voice)
        case Entry.NUMBERS:
            return numbers(text)
        case Entry.NUMBER:
            return number(text)
        case _:
            return text


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
