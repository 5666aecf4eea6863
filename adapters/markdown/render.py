r"""Lines of a card as Markdown (CommonMark), with everything escaped that people wrote.

>>> escaped("# *very* [loud](http://x)")
'\\# \\*very\\* \\[loud\\]\\(http://x\\)'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from adapters.wording import Wording
from adapters.wording.voice import TURNING
from facilitation.cards import Arg, Kind, Line, Msg

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()<>#|~!&])")
_AT_START: Final = re.compile(r"^(\s*)([-+=:]|\d+[.)])", re.MULTILINE)
_INDENT: Final = re.compile(r"^ +(?=\S)", re.MULTILINE)
"""Blanks before a line, which would make code of it."""
_MENTION: Final = re.compile(r"(?<![\w.])@(?=\w)")
"""What many a page would take for a call to somebody; an address has something before it."""
JOINER: Final = "\u2060"
"""Shows nothing, and keeps a mention from being one."""
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co"})


def escaped(text: str) -> str:
    """A person's text as nothing but text; breaks between lines stay."""
    marked = _MARKUP.sub(r"\\\1", bare(text))
    return _MENTION.sub("@" + JOINER, _INDENT.sub(_wide, _AT_START.sub(_kept, marked)))


def bare(text: str) -> str:
    """A person's text without characters that nobody sees; breaks between lines stay."""
    return "".join(_harmless(char) for char in text.translate(TURNING))


def _harmless(char: str) -> str:
    if char == "\n":
        return char
    return " " if unicodedata.category(char) in _HIDDEN or char == "\t" else char


def _wide(found: re.Match[str]) -> str:
    return "\u00a0" * len(found[0])


def _kept(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark[:-1]}\\{mark[-1]}" if mark[:-1] else f"{found[1]}\\{mark}"


def insert(_arg: Arg, text: str) -> str:
    """What goes into a sentence: escaped."""
    return escaped(text)


def page(lines: Iterable[Line], voice: Wording) -> str:
    """Lines as one page; `voice` must insert with `insert`."""
    parts: list[str] = []
    before: Kind | None = None
    for line in lines:
        if parts and not (before is line.kind is Kind.LIST):
            parts.append("")
        parts += _written(line, voice)
        before = line.kind
    return "\n".join(parts) + "\n"


def _written(line: Line, voice: Wording) -> Iterator[str]:
    text = voice.line(line).strip("\n") if isinstance(line.text, Msg) else escaped(voice.text(line.text))
    rows = text.split("\n")
    match line.kind:
        case Kind.TITLE:
            yield f"# {' '.join(rows)}"
        case Kind.LEAD:
            yield f"## {' '.join(rows)}"
        case Kind.LIST:
            yield from (("- " if place == 0 else "  ") + row for place, row in enumerate(rows))
        case Kind.TEXT:
            yield from (f"> {row}".rstrip() for row in rows)
        case Kind.QUOTE:
            name = f"**{escaped(voice.name(line.by))}:** " if line.by is not None else ""
            yield from (f"> {name if place == 0 else ''}{row}".rstrip() for place, row in enumerate(rows))
        case _:
            # Two blanks at the end keep a break within a paragraph.
            yield from (f"{row}  " if place < len(rows) - 1 else row for place, row in enumerate(rows))
