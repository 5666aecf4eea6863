r"""What people write, as nothing but text: no markup, no mention, no hidden link, no control.

>>> escaped("**Hi** @everyone <@123> [safe](https://evil.example) ||x||").replace(chr(0x200B), "~")
'\\*\\*Hi\\*\\* @~everyone \\<@123\\> \\[safe\\]\\(https://evil.example\\) \\|\\|x\\|\\|'
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from adapters.wording.voice import FSI, PDI, TURNING
from facilitation.cards import Arg, When, Who

_LINK: Final = re.compile(r"https?://[^\s<>()\[\]|`*\\]+")
_MARKUP: Final = re.compile(r"([\\`*_~|<>\[\]()#])|:(?=[\w+-]+:)")
_AT_START: Final = re.compile(r"^([ \t]*)([-+=]|\d+[.)])", re.MULTILINE)
_EVERYBODY: Final = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_APART: Final = "@\u200b"
_MANY_BREAKS: Final = re.compile(r"\n{3,}")
_BREAKS: Final = {
    ord("\u2028"): "\n",
    ord("\u2029"): "\n",
    ord("\x85"): "\n",
    ord("\t"): "    ",
    ord("\r"): None,
}
_HIDDEN: Final = frozenset({"Cc", "Cs", "Co"})
_MARK: Final = "\ufffd"
_FENCE: Final = "```"


def clean(text: str) -> str:
    r"""A text without controls and without marks that turn the direction of writing; breaks between lines stay.

    >>> clean("red \x1b[31malert\u202e")
    'red \ufffd[31malert'
    """
    turned = text.translate(TURNING).translate(_BREAKS)
    if not turned.isprintable():
        turned = "".join(_harmless(char) for char in turned)
    return _MANY_BREAKS.sub("\n\n", turned)


def _harmless(char: str) -> str:
    return _MARK if char != "\n" and unicodedata.category(char) in _HIDDEN else char


def escaped(text: str) -> str:
    """A person's text as nothing but text. Addresses stay what they are, so that they can be followed."""
    bare = clean(text)
    parts: list[str] = []
    place = 0
    for link in _LINK.finditer(bare):
        parts += [_escaped(bare[place : link.start()]), link[0]]
        place = link.end()
    whole = "".join((*parts, _escaped(bare[place:])))
    return _EVERYBODY.sub(_APART, _AT_START.sub(_kept, whole))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _kept(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark[:-1]}\\{mark[-1]}"


def in_line(text: str) -> str:
    """A name or a short text inside a sentence: escaped, and kept apart where it runs from right to left."""
    bare = escaped(" ".join(text.split()))
    return f"{FSI}{bare}{PDI}" if turns(bare) else bare


def turns(text: str) -> bool:
    """Whether any of it is written from right to left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def insert(arg: Arg, text: str) -> str:
    """What goes into a sentence of a message: escaped, and instants in each reader's own time.

    A day alone stays the day it is in the circle's zone: in a reader's own it might be another one.
    """
    if isinstance(arg, When):
        return text if arg.day else f"<t:{int(arg.at.timestamp())}:f>"
    return in_line(text) if isinstance(arg, Who) else escaped(text)


def insert_bare(_arg: Arg, text: str) -> str:
    """What goes into a label or a title, where no markup is read."""
    return " ".join(clean(text).split())


def fitted(text: str, room: int) -> str:
    r"""The escaped beginning of a text, within so many characters.

    >>> fitted("a*b*c words", 8)
    'a\\*b\\* …'
    """
    whole = escaped(text)
    if len(whole) <= room:
        return whole
    keep = room - 2
    while len(escaped(text[:keep])) > room - 2:
        keep -= max(1, (len(escaped(text[:keep])) - room + 2) // 2)
    return f"{escaped(text[:keep]).rstrip()} …"


def parts(text: str, room: int) -> tuple[str, ...]:
    """A text in parts of at most so many characters, broken where a paragraph, a line or a word ends if it can be.

    >>> parts("one two three", 8)
    ('one two', 'three')
    """
    found = []
    rest = text
    while len(rest) > room:
        end = _end(rest, room)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip("\n ")
    return (*found, rest)


def _end(text: str, room: int) -> int:
    for mark in ("\n\n", "\n", " "):
        end = text.rfind(mark, room // 2, room)
        if end > 0:
            return end
    return room


def fenced(text: str) -> str:
    """A text exactly as it was typed, to be copied."""
    return f"{_FENCE}\n{clean(text).replace(_FENCE, '`' + chr(0x200B) + '``')}\n{_FENCE}"


def cut(text: str, room: int) -> str:
    """The beginning of a label, within so many characters."""
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"
