"""Writing to a screen and reading from a keyboard, and a room made of a screen.

A screen is *fancy* when somebody looks at it (panels, colours, an editable input line) and plain when it is
written into a pipe or the terminal can do no more: then it gets words and line breaks, nothing else. Whoever
stops reading (`| head`) is no fault: the screen is `gone`, and what is shown to it goes nowhere.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final, TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from adapters.port import MessageGone, NotHere, RemoteId, RoomGone
from adapters.terminal import render
from adapters.terminal.render import Row
from adapters.wording import Wording
from facilitation.cards import Card, Kind, Line, Msg, msg
from facilitation.model import PersonId

LONGEST_REST: Final = 7.0
"""Seconds to read one piece, at most."""
QUIET: Final = frozenset({"board-waiting-turn", "board-facilitator", "board-aside-waits", "board-move"})
"""Lines that a whole card needs, and that are no news when a card changes."""
SAID_ONCE: Final = frozenset({"board-practice"})
"""Lines that one screen needs only once."""


def can_be_fancy(out: TextIO) -> bool:
    """Whether this is a terminal that can do more than write one line after the other."""
    return out.isatty() and os.environ.get("TERM", "") not in ("", "dumb", "unknown")


class Screen:
    """Where things are shown. `pace` is the time to read one word, in seconds; 0 waits for nobody."""

    def __init__(self, out: TextIO | None = None, *, pace: float = 0.0, fancy: bool | None = None) -> None:
        self._out = out or sys.stdout
        self.fancy = can_be_fancy(self._out) if fancy is None else fancy
        self.gone = False
        self.pace = pace
        self._unread = 0
        self._known: set[str] = set()
        self._console = Console(
            file=self._out, force_terminal=self.fancy, highlight=False, markup=False, emoji=False
        )

    @property
    def width(self) -> int:
        """How many columns there are now, within what can be read."""
        asked = os.environ.get("COLUMNS", "")
        columns = self._console.width if self.fancy else int(asked) if asked.isdigit() else 80
        return max(render.NARROWEST, min(columns, render.WIDEST))

    def rows(self, many: Iterable[Row], seats: tuple[PersonId, ...] = (), *, indent: int = 0) -> None:
        """Show rows one below the other."""
        every = tuple(many)
        self._count(every)
        if self.fancy:
            for piece in render.painted(every, seats):
                self._draw(Padding(piece, (0, 0, 0, indent)))
        else:
            self.write(render.plain(every, self.width))

    def board(self, many: Iterable[Row], seats: tuple[PersonId, ...], *, private: str = "") -> None:
        """Show a whole card; `private` says for whom alone it is."""
        every = tuple(many)
        self._count(every)
        if self.fancy:
            self._draw(render.panel(every, seats, private=private, width=self.width))
            return
        title = next((row.text for row in every if row.kind is Kind.TITLE), "")
        body = tuple(row for row in every if row.kind is not Kind.TITLE)
        self.write(render.plain((Row(Kind.TITLE, f"{private} {title}".strip()), *body), self.width))

    def line(self, text: str = "", kind: Kind = Kind.NOTE) -> None:
        """Show one sentence."""
        self.rows((Row(kind, text),))

    def act(self, name: str, label: str, person: PersonId | None, seats: tuple[PersonId, ...]) -> None:
        """Show that somebody does something."""
        name, label = render.clean(name), render.clean(label)
        self.line()
        tone = render.colour(person, seats)
        self.draw(Text.assemble(("▸ ", tone), (name, tone), "  ", label), f"> {name}: {label}\n")

    def entry(self, number: int, label: str, hint: str) -> None:
        """Show one entry of a menu."""
        head = f"{number:>3}  "
        words = f"{label} – {hint}" if hint else label
        lines = list(render.wrapped(words, head, " " * len(head), self.width))
        text = Text("\n".join(lines))
        text.stylize("bold", len(head), len(head) + len(label))
        self.draw(text, "\n".join(lines) + "\n")

    def draw(self, piece: RenderableType, instead: str) -> None:
        """Show something that only a fancy screen can show, or else these words."""
        self._unread += len(instead.split())
        if self.fancy:
            self._draw(piece)
        else:
            self.write(instead)

    def clear(self) -> None:
        """Take everything off the screen, also what could be scrolled back to."""
        self.write("\x1b[2J\x1b[3J\x1b[H" if self.fancy else "\n" * 60)

    def _count(self, rows: tuple[Row, ...]) -> None:
        """Count the words to read. What was shown before takes no time: people see that they know it."""
        new = {row.text for row in rows} - self._known
        self._unread += sum(len(text.split()) for text in new)
        self._known |= new

    async def rest(self) -> None:
        """Leave the time it takes to read what is new."""
        seconds = min(self._unread * self.pace, LONGEST_REST)
        self._unread = 0
        if seconds and not self.gone:
            await asyncio.sleep(seconds)

    def write(self, text: str) -> None:
        """Write text that is harmless already."""
        if self.gone:
            return
        try:
            out = sys.stdout if self._out is sys.__stdout__ else self._out
            out.write(text)
            out.flush()
        except (BrokenPipeError, ValueError, OSError):
            self.leave()

    def leave(self) -> None:
        """Nobody looks any more: show nothing from here."""
        self.gone = True

    def _draw(self, piece: RenderableType) -> None:
        with self._console.capture() as drawn:
            self._console.print(piece, width=self.width)
        self.write(drawn.get())


class TerminalRoom:
    """A circle meets on one screen: new cards are shown whole, and of changed cards what is new.

    `hears` says which cards for one person alone are for somebody who looks at this screen; others are not shown.
    A message is gone as soon as the process is: then the card is shown anew.
    """

    def __init__(
        self,
        key: str,
        screen: Screen,
        voice: Wording,
        seats: Sequence[PersonId],
        hears: Callable[[Card], bool],
    ) -> None:
        self._key = key
        self._screen = screen
        self._voice = voice
        self._seats = tuple(seats)
        self._hears = hears
        self._shown: dict[RemoteId, Card] = {}
        self._latest: RemoteId | None = None
        self._said: set[str] = set()

    @property
    def key(self) -> str:
        """The room's name in storage."""
        return self._key

    @property
    def pace(self) -> float:
        """A screen never minds."""
        return 0.0

    async def post(self, card: Card, under: RemoteId | None) -> RemoteId:
        """Show a whole card. Raises `NotHere` for a file, and for a card to somebody who is not at this screen."""
        del under
        if card.document or (card.to is not None and not self._hears(card)):
            raise NotHere
        remote = RemoteId(card.key)
        if self._shown.get(remote) == card:
            return remote
        self._show_whole(card)
        self._shown[remote] = card
        self._latest = self._latest if card.to else remote
        await self._rest()
        return remote

    async def update(self, remote: RemoteId, card: Card) -> None:
        """Show what is new on a card; repeated, there is nothing new."""
        before = self._shown.get(remote)
        if before is None:
            raise MessageGone
        self._shown[remote] = card
        if card.to is not None:  # what was whispered is over: at a keyboard nobody goes back to it
            return
        fresh = tuple(line for line in render.news(before, card) if _id(line) not in QUIET)
        if fresh:
            self._show_news(remote, card, fresh)
        await self._rest()

    async def delete(self, remote: RemoteId) -> None:
        """What was written cannot be unwritten; it is only not changed any more."""
        if self._shown.pop(remote, None) is None:
            raise MessageGone

    async def find(self, card: Card, under: RemoteId | None, since: datetime) -> RemoteId | None:
        """Whether this process has shown the card. What an earlier one showed is gone with it."""
        del under, since
        remote = RemoteId(card.key)
        return remote if remote in self._shown else None

    def know(self, cards: Iterable[Card]) -> None:
        """Take it that these were shown before, by a process that is gone."""
        self._shown |= {RemoteId(card.key): card for card in cards if not card.once and card.to is None}

    def recall(self, cards: Iterable[Card]) -> None:
        """Show what is live to somebody who has just sat down, and know of the rest that it was shown before."""
        every = tuple(cards)
        self.know(every)
        for card in every:
            if card.live and not card.once and card.to is None:
                self._show_whole(card)
                self._latest = RemoteId(card.key)

    def _show_whole(self, card: Card) -> None:
        lines = [line for line in card.lines if _id(line) not in self._said]
        self._said |= {_id(line) for line in lines} & SAID_ONCE
        private = self._voice.say(msg("terminal-alone", person=self._voice.name(card.to))) if card.to else ""
        self._screen.board(render.rows(lines, self._voice), self._seats, private=render.clean(private))

    def _show_news(self, remote: RemoteId, card: Card, fresh: tuple[Line, ...]) -> None:
        if self._latest != remote:
            fresh = (*(line for line in card.lines[:1] if line not in fresh), *fresh)
            self._latest = remote
        self._screen.rows(render.rows(fresh, self._voice), self._seats, indent=2)

    async def _rest(self) -> None:
        if self._screen.gone:
            raise RoomGone
        await self._screen.rest()


def _id(line: Line) -> str:
    return line.text.id if isinstance(line.text, Msg) else ""
