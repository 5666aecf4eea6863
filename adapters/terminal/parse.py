"""What somebody typed, made into what it means: an entry of the menu, a request for help.

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

from adapters.reading import fold, vocabulary
from adapters.reading.values import NEAR
from adapters.wording import Wording
from facilitation.cards import Button
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
    begun = [said for said in (head, *head.split()[:1]) if len(said) >= SHORTEST]
    near = next(
        filter(None, (difflib.get_close_matches(said, known, n=3, cutoff=NEAR) for said in begun)), []
    )
    return Ambiguous(typed, tuple(near)) if near else Malformed("terminal-unknown")
