"""`circlewise circle`, `map`, `roles`, `backlog`, `meeting`, `minutes`: circles as they are now, to read.

Reads beside a program that has the database open. Practice circles are shown only to those who ask for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from adapters import markdown
from adapters.drawing.svg import drawing
from adapters.reading.vocabulary import fold
from adapters.terminal import render
from adapters.terminal.client import Screen
from adapters.wording import Wording
from bot import aids
from bot.archive import Archive
from bot.config import Settings
from facilitation.cards import Card, Kind, Line, Msg, Said, msg
from facilitation.circle import fold_circle
from facilitation.map import drawn
from facilitation.meeting import PROCESS
from facilitation.minutes import minutes
from facilitation.model import Circle, ProceedingId
from facilitation.proceeding import fold as folded
from facilitation.state import Proceeding
from facilitation.view import profile, show
from facilitation.view.circle import circle_cards
from facilitation.view.map import map_lines
from facilitation.view.minutes import minutes_lines
from storage import circles, log, logbook, people


@dataclass
class Shelf:
    """The circles of one database that somebody asked for: those whose name begins like that, or all."""

    archive: Archive
    screen: Screen
    settings: Settings
    name: str = ""
    practice: bool = False

    @cached_property
    def circles(self) -> tuple[Circle, ...]:
        """What was asked for, by name."""
        wanted = [
            one
            for one in circles.circles(self.archive.db)
            if (fold(one.name).startswith(fold(self.name)) if self.name else one.practice is self.practice)
        ]
        return tuple(fold_circle(log.read(self.archive.db, one.id)) for one in wanted)

    def circle(self) -> bool:
        """How each circle works, and who is in it; False where there is none."""
        for circle in self.circles:
            voice = self._voice(circle)
            self._page(profile(circle), voice)
            aids.of_circle("who", circle, self.screen, voice)
        return bool(self.circles)

    def roles(self) -> bool:
        """Who looks after what, and until when."""
        return self._boards("roles")

    def backlog(self) -> bool:
        """What waits for its turn."""
        return self._boards("backlog")

    def map(self, now: datetime, svg: Path | None = None) -> bool:
        """How the circles belong together, as text or as a picture in a file."""
        places = drawn(self.circles, now)
        voice = self._voice(None)
        if svg is None:
            self._page(map_lines(places), voice)
            return bool(self.circles)
        svg.write_text(drawing(places, voice), encoding="utf-8")
        self._say(msg("map-drawn", path=str(svg)))
        return True

    def meeting(self) -> bool:
        """Where the meeting stands that is prepared or under way, or else the last one."""
        found = [p for circle in self.circles if (p := self._meeting_of(circle)) is not None]
        for p in found:
            voice = self._voice(p.circle)
            for card in show(p):
                if card.to is None and (card.live or card.key.endswith("summary")):
                    self._page(card.lines, voice)
        return bool(found)

    def minutes(self, number: int | None = None, *, as_markdown: bool = False) -> bool:
        """The minutes of a meeting by its number, or of the last one that was held."""
        p = self._numbered(number) if number is not None else self._held_last()
        if p is None or p.process != PROCESS:
            return False
        lines = minutes_lines(minutes(p))
        if as_markdown:
            self.screen.write(markdown.page(lines, self._voice(p.circle, markdown.insert)))
        else:
            self._page(lines, self._voice(p.circle))
        return True

    def _boards(self, key: str) -> bool:
        cards: list[tuple[Circle, Card]] = [
            (circle, card) for circle in self.circles for card in circle_cards(circle) if card.key == key
        ]
        for circle, card in cards:
            self._page(card.lines, self._voice(circle))
        return bool(cards)

    def _meeting_of(self, circle: Circle) -> Proceeding | None:
        id_ = circle.meeting or circle.last_meeting
        return None if id_ is None else self._proceeding(id_)

    def _numbered(self, number: int) -> Proceeding | None:
        entry = logbook.find(self.archive.session, number)
        return None if entry is None else self._proceeding(entry.id)

    def _held_last(self) -> Proceeding | None:
        held = [circle.last_meeting for circle in self.circles if circle.last_meeting is not None]
        latest = logbook.latest_meeting(self.archive.db, held)
        return None if latest is None else self._proceeding(latest)

    def _proceeding(self, id_: ProceedingId) -> Proceeding:
        return folded(log.read(self.archive.db, id_))

    def _voice(self, circle: Circle | None, insert: Callable[..., str] = render.insert) -> Wording:
        return Wording(
            self.settings.language,
            zone=self.settings.time_zone,
            names={one.id: one.name for one in people.people(self.archive.db)},
            preset=circle.settings.preset if circle is not None else "sofa",
            insert=insert,
        )

    def _page(self, lines: Iterable[Line], voice: Wording) -> None:
        self.screen.board(render.rows(lines, voice, None), ())

    def _say(self, said: Msg) -> None:
        self.screen.line(Wording(self.settings.language).say(said), Kind.NOTE)


def nothing(name: str) -> Msg:
    """What to say where there is nothing of that kind."""
    return msg("circles-none-called", name=Said(name)) if name else msg("circles-none")
