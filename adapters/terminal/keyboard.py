"""Reading what somebody types: an editable line where there is a terminal, plain lines from a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TextIO

from adapters.terminal import render
from adapters.terminal.client import Screen
from adapters.terminal.vocabulary import FENCE

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

MOST_LINES: Final = 5_000
"""A text of several lines ends after so many, whatever is typed."""
SHOWN: Final = 60


class Keyboard:
    """Asks for lines. Raises `EOFError` when nothing more will come."""

    def __init__(self, screen: Screen, source: TextIO | None = None) -> None:
        self._screen = screen
        self._source = source or sys.stdin
        self.fancy = screen.fancy and self._source.isatty() and os.environ.get("TERM") != "dumb"
        self._session: PromptSession[str] | None = None

    async def line(
        self, question: str, *, start: str = "", words: Sequence[str] = (), edits: bool = True
    ) -> str:
        """One line; `start` is what an empty answer means, and what the line begins with where it is edited."""
        if not self.fancy:
            return self._plain(question, start)
        if edits:
            return await self._edited(question, start, words)
        return await self._edited(f"{question}[{start}] " if start else question, "", words) or start

    async def text(self, question: str, *, start: str = "") -> str:
        """A text: one line, or several between two lines of three quotation marks."""
        first = await self.line(question, start=start)
        if first.strip() != FENCE:
            return first
        lines: list[str] = []
        while len(lines) < MOST_LINES:
            more = await self.line("… ")
            if more.strip() == FENCE:
                break
            lines.append(more)
        return "\n".join(lines)

    def _plain(self, question: str, start: str) -> str:
        shown = " ".join(render.clean(start).split())
        shown = shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"
        self._screen.write(f"{question}[{shown}] " if shown else question)
        typed = self._read()
        if not self._source.isatty():
            self._screen.write(render.clean(typed[:200]) + "\n")
        return typed if typed.strip() else start

    def _read(self) -> str:
        try:
            typed = self._source.readline()
        except (UnicodeDecodeError, ValueError, OSError):
            typed = ""
        if not typed:
            self._screen.write("\n")
            raise EOFError
        return typed.rstrip("\r\n")

    async def _edited(self, question: str, start: str, words: Sequence[str]) -> str:
        from prompt_toolkit import PromptSession  # noqa: PLC0415 - half of the time to start, and pipes never need it
        from prompt_toolkit.completion import WordCompleter  # noqa: PLC0415
        from prompt_toolkit.patch_stdout import patch_stdout  # noqa: PLC0415

        if self._session is None:
            self._session = PromptSession()
        completer = WordCompleter(list(words), ignore_case=True, sentence=True) if words else None
        with patch_stdout(raw=True):
            return await self._session.prompt_async(
                question, default=start, completer=completer, complete_while_typing=False
            )
