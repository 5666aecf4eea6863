"""Cards of temperature checks, and what a trifle settled by silence leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final

from facilitation.cards import Card, Kind, Line, Many, When, msg
from facilitation.facts import Asks
from facilitation.model import Feeling, Scale, Stance, Temperature
from facilitation.state import Aside, Proceeding
from facilitation.view.buttons import about_temperature
from facilitation.view.kinds import adds, describes
from facilitation.view.parts import note, quote, word

WORDS: Final[dict[Scale, tuple[str, tuple[Enum, ...]]]] = {
    Scale.HANDS: ("feeling", tuple(Feeling)),
    Scale.STANCES: ("stance", tuple(Stance)),
}


@adds
def temperature_cards(p: Proceeding) -> Iterator[Card]:
    """A card for each temperature check, next to whatever else goes on. Names in words; no count, no ranking."""
    for one in p.temperatures:
        is_open = not one.closed and not p.over
        yield Card(
            key=f"temperature/{one.number}",
            lines=tuple(_lines(one, is_open=is_open)),
            buttons=about_temperature(p, one.number) if is_open else (),
            live=is_open,
        )


def _lines(one: Temperature, *, is_open: bool) -> Iterator[Line]:
    yield Line(Kind.TITLE, msg("board-temperature-title", number=one.number))
    yield quote(one.text, one.by)
    yield note("board-temperature")
    family, words = WORDS[one.scale]
    for value in words:  # always in the order of the scale, whoever said what
        people = tuple(who for who, shown in one.shown if shown is value)
        if people:
            yield note("board-felt", feeling=word(family, value), people=Many(people))
    yield (
        note("board-temperature-until", until=When(one.until))
        if is_open
        else note("board-temperature-closed")
    )


@describes(Asks.BREAK, Asks.ORDER, Asks.PROCESS_ROUND)
def _trifle(_p: Proceeding, aside: Aside) -> Iterator[Line]:
    if aside.closes is not None:
        yield note("board-trifle", until=When(aside.closes))
