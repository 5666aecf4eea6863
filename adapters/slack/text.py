r"""Words as Slack takes them: how long they may be, and which of them Slack would obey.

Slack knows two kinds of text. `plain_text` is shown as it is. `mrkdwn` has bold type and dates in each reader's own
time, but would also obey what people happen to type: stars, backticks, emoji codes. So a sentence is given as `mrkdwn`
only when nothing in it could be obeyed, and as `plain_text` otherwise; nothing that people write is ever changed.

>>> voices = Voices(Reader(), {})
>>> voices.marked(Said("a < b & c"))
'a &lt; b &amp; c'
>>> voices.marked(Said("*bold* <!channel> :tada:")) is None
True
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from adapters.reception import Reader
from adapters.wording import Wording
from adapters.wording.voice import FSI, PDI, TURNING, Names
from facilitation.cards import Arg, Msg, Said, When, Who

Json = dict[str, Any]

SECTION: Final = 3000
HEADER: Final = 150
BUTTON: Final = 75
OPTION: Final = 75
VALUE: Final = 150
TITLE: Final = 24
HINT: Final = 2000
INPUT: Final = 3000
MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
MESSAGE: Final = 11_000
"""Characters in all blocks of a message together: Slack turns more than some 13,000 away, and does not say so."""
FALLBACK: Final = 3_900
"""Characters of a message's own `text`, which screen readers and notifications take; Slack cuts behind 4,000."""

OBEYED: Final = re.compile(
    r"[*~`]"  # bold, struck through, code
    r"|(?<![^\W_])_|_(?![^\W_])"  # italics; an underscore inside a word is none
    r"|:[\w+'-]+:"  # emoji codes
    r"|^\s*>"  # quotations
    r"|@(?:here|channel|everyone)\b",
    re.MULTILINE,
)
_CALLS: Final = re.compile(r"@(?=here\b|channel\b|everyone\b)")
_PLACE: Final = re.compile("\ue000(\\d+)\ue001")
_CONTROLS: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
_NOT_FOR_READING: Final = re.compile(f"[{_CONTROLS}\ue000\ue001{''.join(map(chr, TURNING))}]")
_HIDDEN: Final = re.compile(f"[{_CONTROLS}]")


def clean(text: str) -> str:
    """A text without the characters that are not for reading: controls, and what turns the direction of others."""
    if text.replace("\n", "").isprintable():
        return text
    return _NOT_FOR_READING.sub("", text.replace("\r\n", "\n"))


def escaped(text: str) -> str:
    """A text in which Slack finds no mention, no link and no date."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(text: str, most: int) -> str:
    """At most so many characters, ending between two words and with an ellipsis where something is missing.

    >>> shortened("Nothing to dispute here", 18)
    'Nothing to …'
    """
    if len(text) <= most:
        return text
    kept = text[: most - 2]
    between = max(kept.rfind(" "), kept.rfind("\n"))
    kept = kept[:between] if between > most // 2 else text[: most - 1]
    return f"{kept.rstrip()} …" if between > most // 2 else f"{kept}…"


def pieces(text: str, most: int) -> Iterator[str]:
    """A text in pieces of at most so many characters, cut between paragraphs, lines or words where there are some.

    >>> list(pieces("one two three", 8))
    ['one two', 'three']
    """
    while len(text) > most:
        cut = next((at for sep in ("\n\n", "\n", " ") if (at := text.rfind(sep, most // 2, most)) > 0), most)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip("\n ")
    if text:
        yield text


def plain(text: str, most: int = SECTION) -> Json:
    """A text object that shows a text as it is; at most so many characters."""
    return {"type": "plain_text", "text": shortened(text, most), "emoji": False}


def mrkdwn(text: str) -> Json:
    """A text object of which every character was looked at: in it Slack finds no link of its own either."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


class Voices:
    """How one reader is spoken to in Slack, in both kinds of text. For one message: what it says is put into words once.

    A line is said several times: to be measured, in its block, and in the words that stand for the whole message.
    """

    def __init__(self, reader: Reader, names: Names) -> None:
        self._dates: list[tuple[When, str]] = []
        self._said: dict[Msg | Said, str] = {}
        self._marked: dict[Msg | Said, str | None] = {}
        language, zone, preset = reader.language or "en", reader.zone or "UTC", reader.preset
        self.plain = Wording(language, zone=zone, names=names, preset=preset, insert=self._as_it_is)
        self._with_dates = Wording(language, zone=zone, names=names, preset=preset, insert=self._with_place)

    def say(self, said: Msg | Said) -> str:
        """A message in words alone, for `plain_text`."""
        if said not in self._said:
            self._said[said] = _shown(self.plain.say(said))
        return self._said[said]

    def marked(self, said: Msg | Said) -> str | None:
        """A message for `mrkdwn`, its dates in each reader's own time; None when something in it would be obeyed."""
        if said not in self._marked:
            self._marked[said] = self._in_mrkdwn(said)
        return self._marked[said]

    def _in_mrkdwn(self, said: Msg | Said) -> str | None:
        self._dates = []
        text = _shown(self._with_dates.say(said))
        if OBEYED.search(text):
            return None
        return _PLACE.sub(lambda found: self._date(int(found[1])), escaped(text))

    def fallback(self, said: Msg | Said) -> str:
        """A message for the `text` of a message, where a star or two does no harm."""
        marked = self.marked(said)
        return _CALLS.sub("@\u2060", escaped(self.say(said))) if marked is None else marked

    def _as_it_is(self, arg: Arg, text: str) -> str:
        bare = clean(text)
        if not isinstance(arg, Who) or bare.isascii():
            return bare
        turns = any(unicodedata.bidirectional(char) in ("R", "AL") for char in bare)
        return f"{FSI}{bare}{PDI}" if turns else bare

    def _with_place(self, arg: Arg, text: str) -> str:
        if not isinstance(arg, When) or arg.day:  # a day is the circle's, wherever its reader is
            return self._as_it_is(arg, text)
        self._dates.append((arg, text))
        return f"\ue000{len(self._dates) - 1}\ue001"

    def _date(self, number: int) -> str:
        when, words = self._dates[number]
        return f"<!date^{int(when.at.timestamp())}^{{date_short_pretty}} {{time}}|{escaped(words)}>"


def _shown(text: str) -> str:
    """A sentence that was put together of clean parts: its own isolates and places for dates stay."""
    kept = text if text.isprintable() else _HIDDEN.sub("", text)
    return kept.strip("\n")
