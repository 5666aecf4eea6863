"""Where everything stands on the map: a tree from left to right, each circle beside the middle of those below it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from facilitation.map import Place
from facilitation.model import CircleId

WIDTH: Final = 290
"""How wide a circle's box is; all lengths are in the picture's own units, about a pixel each."""
GAP: Final = 230
"""Room between a circle and those below it, for the names of the links."""
ROW: Final = 20
PADDING: Final = 14
APART: Final = 26
MARGIN: Final = 24
LETTER: Final = 7.4
"""How wide a letter is, at most, at the size used here; letters of many scripts of the East are twice as wide."""


@dataclass(frozen=True, slots=True)
class Text:
    """One row of text in a box: a name, a plain sentence, or the beginning or rest of something worth a look."""

    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Box:
    """A circle where it stands, with its rows of text, and the box of the circle it belongs to."""

    place: Place
    rows: tuple[Text, ...]
    x: float
    y: float
    height: float
    above: Box | None = None

    @property
    def middle(self) -> float:
        """Half its height down."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class _Branch:
    """A circle with those below it, before it is known where they stand."""

    place: Place
    rows: tuple[Text, ...]
    below: tuple[_Branch, ...]

    @property
    def height(self) -> float:
        return len(self.rows) * ROW + 2 * PADDING

    @property
    def room(self) -> float:
        """How much height it takes with all that is below it."""
        children = sum(branch.room for branch in self.below) + APART * max(0, len(self.below) - 1)
        # The labels of both links need room beside each box, however little is said in it.
        return max(self.height, children, 4 * ROW)


Said = Mapping[CircleId, tuple[Text, ...]]
"""The rows of each circle."""


def wide(char: str) -> int:
    """How many letters wide a character is."""
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def wrapped(text: str, room: float) -> list[str]:
    """A text in rows that fit; a word too long for a row is broken."""
    most, rows, row, used = int(room / LETTER), [], "", 0
    for word in text.split():
        for piece in _pieces(word, most):
            length = sum(map(wide, piece))
            if row and used + 1 + length > most:
                rows.append(row)
                row, used = "", 0
            row, used = (f"{row} {piece}", used + 1 + length) if row else (piece, length)
    return [*rows, row] if row else rows


def _pieces(word: str, most: int) -> Iterator[str]:
    piece, used = "", 0
    for char in word:
        if used + wide(char) > most:
            yield piece
            piece, used = "", 0
        piece, used = piece + char, used + wide(char)
    if piece:
        yield piece


def boxes(top: Iterable[Place], said: Said) -> list[Box]:
    """Every box in its place."""
    found: list[Box] = []
    y = float(MARGIN)
    for place in top:
        branch = _branch(place, said)
        _stand(branch, MARGIN, y, None, found)
        y += branch.room + APART
    return found


def _branch(place: Place, said: Said) -> _Branch:
    return _Branch(place, said[place.id], tuple(_branch(one, said) for one in place.below))


def _stand(branch: _Branch, x: float, y: float, above: Box | None, found: list[Box]) -> None:
    box = Box(branch.place, branch.rows, x, y + (branch.room - branch.height) / 2, branch.height, above)
    found.append(box)
    children = sum(one.room for one in branch.below) + APART * max(0, len(branch.below) - 1)
    below = y + (branch.room - children) / 2
    for one in branch.below:
        _stand(one, x + WIDTH + GAP, below, box, found)
        below += one.room + APART
