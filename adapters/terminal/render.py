r"""Cards as lines of text, and as panels where the terminal can show them.

What people write is shown as it is, and nothing in it is obeyed: control characters are made visible, marks
that turn the direction of writing are taken out, square brackets are only brackets. A very long text is shown
up to a point, with a line that says how to read all of it.

>>> clean("red \x1b[31malert\u202e")
'red �[31malert'
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from adapters.wording import Wording
from adapters.wording.voice import FSI, PDI, TURNING
from facilitation.cards import Arg, Card, Kind, Line, Msg, Who, msg
from facilitation.model import PersonId

AT_ONCE: Final = 1200
"""So many characters of one text are shown; `text` shows the rest."""
WIDEST: Final = 88
"""Lines longer than this are hard to read, however wide the window is."""
NARROWEST: Final = 24

COLOURS: Final = ("cyan", "magenta", "green", "yellow", "blue", "red")
"""Each person keeps one; the name always stands beside it."""

_MARK: Final = "\ufffd"
_BREAKS: Final = {
    ord("\u2028"): "\n",
    ord("\u2029"): "\n",
    ord("\x85"): "\n",
    ord("\t"): "    ",
    ord("\r"): None,
}
_HIDDEN: Final = frozenset({"Cc", "Cs"})
_MEASURE: Final = Console(width=WIDEST, color_system=None, force_terminal=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a card in somebody's language, harmless to show. `person` is whose words it holds."""

    kind: Kind
    text: str
    name: str = ""
    person: PersonId | None = None


# --- what a terminal must not be shown ------------------------------------------------------------------------


def clean(text: str) -> str:
    """A text that does nothing to a terminal but stand there."""
    turned = text.translate(TURNING).translate(_BREAKS)
    if turned.isprintable():
        return turned
    return "".join(_harmless(char) for char in turned)


def _harmless(char: str) -> str:
    return _MARK if char != "\n" and unicodedata.category(char) in _HIDDEN else char


def insert(arg: Arg, text: str) -> str:
    """What goes into a sentence: harmless, and kept apart where it runs from right to left."""
    bare = clean(text)
    turns = any(unicodedata.bidirectional(char) in ("R", "AL") for char in bare)
    return f"{FSI}{bare}{PDI}" if turns and isinstance(arg, Who) else bare


def shortened(text: str, voice: Wording, at_once: int | None = AT_ONCE) -> str:
    """A text up to a point, with the note that there is more."""
    if at_once is None or len(text) <= at_once:
        return text
    kept = text[:at_once].rpartition(" ")[0] or text[:at_once]
    return f"{kept} …\n{voice.say(msg('terminal-more', count=len(text) - len(kept)))}"


# --- rows -----------------------------------------------------------------------------------------------------


def rows(lines: Iterable[Line], voice: Wording, at_once: int | None = AT_ONCE) -> tuple[Row, ...]:
    """The lines of a card as rows."""
    return tuple(_row(line, voice, at_once) for line in lines)


def _row(line: Line, voice: Wording, at_once: int | None) -> Row:
    text = clean(voice.line(line)).strip("\n")
    if not isinstance(line.text, Msg):
        text = shortened(text, voice, at_once)
    name = clean(voice.name(line.by)) if line.by is not None else ""
    return Row(line.kind, text, name, line.by)


def news(before: Card, after: Card) -> tuple[Line, ...]:
    """What a card says now that it did not say before, in its order."""
    known = Counter(before.lines)
    fresh = []
    for line in after.lines:
        if known[line]:
            known[line] -= 1
        else:
            fresh.append(line)
    return tuple(fresh)


# --- plain ----------------------------------------------------------------------------------------------------

_INDENTS: Final = {
    Kind.TITLE: ("", ""),
    Kind.LEAD: ("", ""),
    Kind.TEXT: ("    ", "    "),
    Kind.QUOTE: ("  ", "    "),
    Kind.LIST: ("  - ", "    "),
    Kind.NOTE: ("", ""),
}


def plain(many: Iterable[Row], width: int = 80) -> str:
    """Rows as text without any control: complete, and nothing but words."""
    return "\n".join(line for row in many for line in _plain_row(row, width)) + "\n"


def _plain_row(row: Row, width: int) -> Iterator[str]:
    if row.kind is Kind.TITLE:
        title = list(wrapped(row.text, "", "", width))
        yield from ("", *title, "-" * max(map(cell_len, title), default=0))
        return
    first, later = _INDENTS[row.kind]
    yield from wrapped(f"{row.name}: {row.text}" if row.name else row.text, first, later, width)


def wrapped(text: str, first: str, later: str, width: int) -> Iterator[str]:
    """A text broken into lines, the first indented like this and the others like that; paragraphs stay."""
    width = max(NARROWEST, min(width, WIDEST))
    for number, paragraph in enumerate(text.split("\n")):
        head = first if number == 0 else later
        room = width - max(cell_len(first), cell_len(later))
        for place, part in enumerate(Text(paragraph).wrap(_MEASURE, room) or [Text()]):
            yield ((head if place == 0 else later) + part.plain.rstrip()).rstrip()


# --- with panels ----------------------------------------------------------------------------------------------


def panel(
    many: Iterable[Row], seats: tuple[PersonId, ...], *, private: str = "", width: int = WIDEST
) -> Panel:
    """Rows as a panel; `private` names whom it is for, if it is for one person alone.

    A title that the frame has no room for stands inside.
    """
    every = tuple(many)
    title = f"{private} {' '.join(row.text for row in every if row.kind is Kind.TITLE)}".strip()
    body = [row for row in every if row.kind is not Kind.TITLE]
    fits = cell_len(title) <= width - _FRAME
    return Panel(
        Group(*painted(body if fits else [Row(Kind.TITLE, title), *body], seats)),
        title=Text(title, "bold") if fits else None,
        title_align="left",
        border_style="yellow" if private else "cyan",
        box=box.ROUNDED,
        padding=(0, 1),
    )


_FRAME: Final = 6
"""Columns that a frame takes beside its title."""


def painted(many: Iterable[Row], seats: tuple[PersonId, ...]) -> Iterator[RenderableType]:
    """Rows with colours that mean nothing that the words do not say."""
    for row in many:
        yield _painted(row, seats)


def _painted(row: Row, seats: tuple[PersonId, ...]) -> RenderableType:
    match row.kind:
        case Kind.TITLE | Kind.LEAD:
            return Text(row.text, "bold")
        case Kind.TEXT:
            return Padding(Text(row.text), (0, 0, 0, 3))
        case Kind.QUOTE:
            words = Text.assemble((row.name, colour(row.person, seats)), ": " if row.name else "", row.text)
            return Padding(words, (0, 0, 0, 1))
        case Kind.LIST:
            return Padding(Text(f"• {row.text}"), (0, 0, 0, 1))
        case _:
            return Text(row.text)


def colour(person: PersonId | None, seats: tuple[PersonId, ...]) -> str:
    """The colour of a person's name: by their seat, so that it stays theirs."""
    if person is None or person not in seats:
        return "bold"
    return f"bold {COLOURS[seats.index(person) % len(COLOURS)]}"
