"""Reading what somebody types: an editable line where there is a terminal, plain lines from a pipe."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TextIO

from adapters.reading.vocabulary import FENCE
from adapters.terminal import render
from adapters.terminal.client import Screen

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
        self._fd = self._source.fileno()
        self._unread = b""
        self._ended = False

    async def line(
        self, question: str, *, start: str = "", words: Sequence[str] = (), edits: bool = True
    ) -> str:
        """One line; `start` is what an empty answer means, and what the line begins with where it is edited."""
        if not self.fancy:
            return await self._plain(question, start)
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

    async def _plain(self, question: str, start: str) -> str:
        shown = " ".join(render.clean(start).split())
        shown = shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"
        self._screen.write(f"{question}[{shown}] " if shown else question)
        typed = await self._read()
        if not self._source.isatty():
            self._screen.write(render.clean(typed[:200]) + "\n")
        return typed if typed.strip() else start

    async def _read(self) -> str:
        """The next line. Waits without holding anything up, so that Ctrl-C and the clock are heard."""
        while b"\n" not in self._unread and not self._ended:
            await _readable(self._fd)
            try:
                chunk = os.read(self._fd, 65_536)
            except OSError:
                chunk = b""
            self._unread += chunk
            self._ended = not chunk
        line, newline, self._unread = self._unread.partition(b"\n")
        if not line and not newline:
            self._screen.write("\n")
            raise EOFError
        return line.decode("utf-8", "replace").rstrip("\r")

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


async def _readable(fd: int) -> None:
    """Wait until something can be read, or the end."""
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()

    def tell() -> None:
        if not ready.done():
            ready.set_result(None)

    try:
        loop.add_reader(fd, tell)
    except (OSError, NotImplementedError, ValueError):  # a plain file, which never makes anyone wait
        return
    try:
        await ready
    finally:
        loop.remove_reader(fd)
