"""The map as SVG: boxes for circles, two lines for the two links, and everything in words as well.

Colours are chosen for at least 4.5 to 1 against what they stand on, in light and in dark; none of them means anything
that is not also said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape

from adapters.drawing.layout import MARGIN, PADDING, ROW, WIDTH, Box, Text, boxes, wrapped
from adapters.wording import Wording
from facilitation.cards import Msg, msg
from facilitation.map import Place, places
from facilitation.model import PersonId
from facilitation.view.map import map_lines, said_mark, said_of

UNFIT: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""
STYLE: Final = """
svg { color-scheme: light dark; background: #ffffff; }
text { font: 14px/1.4 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: #1c2733; }
.name { font-weight: 700; font-size: 16px; }
.quiet { fill: #475569; }
.look { fill: #8a3b00; font-weight: 600; }
.box { fill: #f4f7f5; stroke: #2f6b4f; stroke-width: 2; }
.resting { stroke-dasharray: 3 5; }
.link { fill: none; stroke: #2f6b4f; stroke-width: 2.5; }
.up { stroke-dasharray: 9 5; }
.missing { stroke: #64748b; stroke-dasharray: 2 6; }
.arrow { fill: #2f6b4f; }
.paper { fill: #ffffff; }
.sign { fill: none; stroke: #8a3b00; stroke-width: 1.8; stroke-linejoin: round; }
@media (prefers-color-scheme: dark) {
  svg { background: #12181f; }
  text { fill: #e7edf3; }
  .quiet { fill: #b3c0cd; }
  .look { fill: #ffb86b; }
  .box { fill: #1b2530; stroke: #7fc7a1; }
  .link { stroke: #7fc7a1; }
  .missing { stroke: #94a3b3; }
  .arrow { fill: #7fc7a1; }
  .paper { fill: #12181f; }
  .sign { stroke: #ffb86b; }
}
"""
SIGN: Final = 18
"""Room for the sign before what is worth a look."""


def drawing(top: Iterable[Place], voice: Wording) -> str:
    """The map of these circles as an SVG document, in the words of `voice`."""
    top = tuple(top)
    said = {place.id: tuple(_rows(place, voice)) for _, place in places(top)}
    found = boxes(top, said)
    width = max((box.x + WIDTH for box in found), default=WIDTH) + MARGIN
    height = max((box.y + box.height for box in found), default=ROW) + MARGIN
    parts = [*_head(top, voice, width, height), *_links(found, voice), *_boxes(found), "</svg>"]
    return "\n".join(parts) + "\n"


def _text(words: str) -> str:
    return escape(UNFIT.sub("", words), {'"': "&quot;"})


def _head(top: tuple[Place, ...], voice: Wording, width: float, height: float) -> Iterator[str]:
    """What the picture is, for eyes and for ears: the description says everything the picture shows."""
    count = len(list(places(top)))
    all_said = " ".join(voice.line(line).strip() for line in map_lines(top)[2:])
    lead = voice.say(msg("map-picture-lead", count=count))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-labelledby="map-title map-desc" lang="{_text(voice.language)}">'
    )
    yield f'<title id="map-title">{_text(voice.say(msg("map-picture-title")))}</title>'
    yield f'<desc id="map-desc">{_text(f"{lead} {all_said}")}</desc>'
    yield f"<style>{STYLE}</style>"
    yield f'<rect class="paper" width="{width:g}" height="{height:g}"/>'


def _rows(place: Place, voice: Wording) -> Iterator[Text]:
    name, *sentences = said_of(place)
    marks = tuple(said_mark(mark) for mark in place.marks)
    room = WIDTH - 2 * PADDING
    yield from (Text(row, "name") for row in wrapped(voice.say(name), room * 0.78))
    for sentence in sentences:
        if sentence in marks or _is_link(sentence):
            continue
        yield from (Text(row, "quiet") for row in wrapped(voice.say(sentence), room))
    for mark in marks:
        for number, row in enumerate(wrapped(voice.say(mark), (room - SIGN) * 0.94)):
            yield Text(row, "look" if number == 0 else "look-on")


def _is_link(sentence: Msg) -> bool:
    return sentence.id in {"map-leader", "map-delegate"}  # said by the lines between the boxes


# --- boxes ----------------------------------------------------------------------------------------------------


def _boxes(found: Iterable[Box]) -> Iterator[str]:
    for box in found:
        resting = " resting" if box.place.status.value != "active" else ""
        yield "<g>"
        yield (
            f'<rect class="box{resting}" x="{box.x:g}" y="{box.y:g}" width="{WIDTH}" height="{box.height:g}" '
            f'rx="18"/>'
        )
        for number, row in enumerate(box.rows):
            yield from _row(row, box.x + PADDING, box.y + PADDING + (number + 0.75) * ROW)
        yield "</g>"


def _row(row: Text, x: float, y: float) -> Iterator[str]:
    kind = row.kind.removesuffix("-on")
    if row.kind == "look":
        yield f'<path class="sign" d="M {x + 6:g} {y - 11:g} l 6.5 11.5 h -13 z M {x + 6:g} {y - 7:g} v 4"/>'
    indent = SIGN if kind == "look" else 0
    yield f'<text class="{kind}" x="{x + indent:g}" y="{y:g}">{_text(row.words)}</text>'


# --- links ----------------------------------------------------------------------------------------------------


def _links(found: Iterable[Box], voice: Wording) -> Iterator[str]:
    """Down, solid, the leader; up, dashed, the delegate; dotted, nobody yet."""
    for box in found:
        if box.above is not None:
            yield from _link(box, box.above, voice, box.place.leader, down=True)
            yield from _link(box, box.above, voice, box.place.delegate, down=False)


def _link(box: Box, above: Box, voice: Wording, person: PersonId | None, *, down: bool) -> Iterator[str]:
    shift = -13 if down else 13
    start, end = (above.x + WIDTH, above.middle + shift), (box.x, box.middle + shift)
    if not down:
        start, end = end, start
    kind = "link" + ("" if down else " up") + ("" if person is not None else " missing")
    # The bend lies near the upper circle, so that labels beside the lower one stay clear of other lines.
    bend = above.x + WIDTH + (50 if down else 30)
    yield (f'<path class="{kind}" d="M {start[0]:g} {start[1]:g} H {bend:g} V {end[1]:g} H {end[0]:g}"/>')
    yield _arrow(end, right=down)
    who = voice.say(msg("map-legend-missing")) if person is None else voice.name(person)
    label = voice.say(msg("map-legend-leader" if down else "map-legend-delegate"))
    rows = wrapped(f"{label}: {who}", box.x - above.x - WIDTH - 76)
    y = box.middle + (shift - 7 - (len(rows) - 1) * ROW if down else shift + 18)
    for number, row in enumerate(rows):
        yield f'<text class="quiet" x="{above.x + WIDTH + 60:g}" y="{y + number * ROW:g}">{_text(row)}</text>'


def _arrow(at: tuple[float, float], *, right: bool) -> str:
    x, y = at
    back = -11 if right else 11
    return f'<path class="arrow" d="M {x:g} {y:g} l {back} -5 v 10 z"/>'
