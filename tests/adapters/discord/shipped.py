"""The shipped program as it is, but with its clock in a test's hand, and its house to be looked into from outside.

Run as a program, `python -m tests.adapters.discord.shipped SOCKET START -- run ...` does what `circlewise run ...` does.
At SOCKET it answers whoever asks what the desk holds, so that a transcript can be followed that is played on it. START
is the instant at which its clock stands until it is moved.
"""

# ruff: noqa: ANN401, S301 - both ends are this test, and what they say to each other is any call of the house

from __future__ import annotations

import asyncio
import inspect
import pickle
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

SIZE = 8
PATIENCE = 40.0


async def _say(writer: asyncio.StreamWriter, thing: Any) -> None:
    packed = pickle.dumps(thing)
    writer.write(len(packed).to_bytes(SIZE, "big") + packed)
    await writer.drain()


async def _hear(reader: asyncio.StreamReader) -> Any:
    return pickle.loads(await reader.readexactly(int.from_bytes(await reader.readexactly(SIZE), "big")))


# --- on the side of the test ----------------------------------------------------------------------------------


class Distant:
    """A reception in another process, and the house behind it: `await distant.hall.house.desk.facts(id)` asks there."""

    def __init__(self, ask: Callable[..., Any], name: str = "") -> None:
        self._ask = ask
        self._name = name

    def __getattr__(self, name: str) -> Distant:
        return Distant(self._ask, f"{self._name}.{name}".lstrip("."))

    async def __call__(self, *given: Any) -> Any:
        if (
            self._name == "hall.house.desk.tick_due"
        ):  # the clock there has to have come as far as the one here
            await self._ask("hall.house.clock.move_to", *given)
        return await self._ask(self._name, *given)


class Window:
    """Looks into the reception of a program that was started with this socket; of another one after `look` again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reception = Distant(self._ask)
        self._turn = asyncio.Lock()
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def look(self) -> None:
        """Wait until the program is there."""
        await self.close()
        async with asyncio.timeout(PATIENCE):
            while self._reader is None:
                with suppress(FileNotFoundError, ConnectionRefusedError):
                    self._reader, self._writer = await asyncio.open_unix_connection(self.path)
                await asyncio.sleep(0.01)

    async def close(self) -> None:
        """Look away."""
        if self._writer is not None:
            self._writer.close()
            with suppress(ConnectionError):
                await self._writer.wait_closed()
        self._reader = self._writer = None

    async def _ask(self, name: str, *given: Any) -> Any:
        async with self._turn:
            assert self._reader is not None
            assert self._writer is not None
            await _say(self._writer, (name, given))
            fault, answer = await _hear(self._reader)
        if fault is not None:
            raise fault
        return answer


# --- on the side of the program -------------------------------------------------------------------------------


def _answering(reception: Any) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Any]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                name, given = await _hear(reader)
                try:
                    found = attrgetter(name)(reception)(*given)
                    found = (await found) if inspect.isawaitable(found) else found
                except Exception as fault:  # noqa: BLE001 - whoever asked shall see it
                    await _say(writer, (fault, None))
                else:
                    await _say(writer, (None, _portable(found)))
        writer.close()

    return answer


def _portable(found: Any) -> Any:
    """What can be sent; whatever else was returned nobody asked for."""
    try:
        pickle.dumps(found)
    except (TypeError, AttributeError, pickle.PicklingError):
        return None
    return found


def main(path: Path, start: datetime, arguments: list[str]) -> None:
    """Run the program, its clock standing still."""
    from adapters.discord.room import DiscordRoom  # noqa: PLC0415 - as above
    from bot import __main__, running  # noqa: PLC0415 - not on the side of the test
    from bot.clock import MovableClock  # noqa: PLC0415 - as above

    DiscordRoom.pace = 0.0  # type: ignore[assignment,misc] - nobody waits here for the pace that Discord wants

    as_shipped = running.open_reception

    @asynccontextmanager
    async def open_reception(settings: Any, _clock: Any) -> AsyncIterator[Any]:
        async with as_shipped(settings, MovableClock(start)) as reception:
            server = await asyncio.start_unix_server(_answering(reception), path)
            try:
                yield reception
            finally:
                server.close()

    running.open_reception = open_reception  # type: ignore[assignment] - nobody else calls it
    __main__.circlewise(arguments)


if __name__ == "__main__":
    main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), sys.argv[4:])
