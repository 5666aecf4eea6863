"""Inputs that are nearly right: something valid, changed a few times, the same for the same seed.

Random text is refused at its first letter. What finds faults is a valid text with one word of it doubled, moved,
cut off in the middle or replaced by another word of the notation, and now and then by what nobody would type.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

ODD: Final = (
    "",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\x00",
    "\x1b[2J",
    "\u200b",
    "\u202e",
    "\u0301",
    "\ufeff",
    "\u2028",
    "\ud800",
    "😀",
    "ﬁ",
    "٣",
    "²",
    "Ⅻ",
    "0",
    "-1",
    "1e9",
    "00000000001",
    "99999999999999999999",
    "inf",
    "NaN",
    "null",
    "{}",
    "[]",
    '"',
    '"""',
    "\\",
    "\\u",
    "'",
    "(",
    ")",
    "#",
    ":",
    "=",
    "@",
    ",",
    "/",
    "..",
    "%s",
    "{0}",
    "x" * 300,
    "(" * 120,
)


def mutated(dice: random.Random, corpus: Sequence[str], words: Sequence[str]) -> str:
    """One of the corpus with a few changes; seldom with none."""
    text = dice.choice(corpus)
    for _ in range(dice.choice((0, 1, 1, 1, 2, 2, 3, 5))):
        text = _changed(dice, text, corpus, words)
    return text[:20_000]


def _changed(dice: random.Random, text: str, corpus: Sequence[str], words: Sequence[str]) -> str:
    a, b = sorted((dice.randint(0, len(text)), dice.randint(0, len(text))))
    b = min(b, a + dice.choice((0, 1, 1, 3, 10, 50)))
    match dice.randrange(8):
        case 0:
            return text[:a] + text[b:]
        case 1:
            return text[:a] + dice.choice(ODD) + text[b:]
        case 2:
            return text[:a] + dice.choice(words) + text[b:]
        case 3:
            return text[:b] + text[a:]
        case 4:
            return text[:a]
        case 5:
            return (
                text[:a]
                + chr(dice.randrange(0x250) if dice.random() < 0.9 else dice.randrange(0x11_0000))
                + text[b:]
            )
        case 6:
            return _lines_changed(dice, text)
        case _:
            other = dice.choice(corpus)
            c = dice.randint(0, len(other))
            return text[:a] + other[c : c + dice.choice((5, 40, 400))] + text[b:]


def _lines_changed(dice: random.Random, text: str) -> str:
    """A line doubled, left out, moved or indented; a word where there is one line."""
    parts, joint = (text.split("\n"), "\n") if "\n" in text else (text.split(" "), " ")
    at = dice.randrange(len(parts))
    match dice.randrange(4):
        case 0:
            parts.insert(at, parts[at])
        case 1:
            del parts[at]
        case 2:
            parts.insert(dice.randrange(len(parts)), parts.pop(at))
        case _:
            parts[at] = dice.choice(("    ", "  ", "\t", "- ")) + parts[at]
    return joint.join(parts)
