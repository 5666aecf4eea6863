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
        if self._name == "hall.house.desk.tick_due":  # the clock there has to have come as far as the one here
            await self._ask("hall.house.clock.move_to", *given)
        return await self._ask(self._name, *given)


@asynccontextmanager
async def looking_in(path: Path) -> AsyncIterator[Distant]:
    """Look into the reception of a program that was started with this socket."""
    while not path.exists():  # noqa: ASYNC110, ASYNC240 - it is made by another process
        await asyncio.sleep(0.01)
    reader, writer = await asyncio.open_unix_connection(path)
    turn = asyncio.Lock()

    async def ask(name: str, *given: Any) -> Any:
        async with turn:
            await _say(writer, (name, given))
            fault, answer = await _hear(reader)
        if fault is not None:
            raise fault
        return answer

    try:
        yield Distant(ask)
    finally:
        writer.close()


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
                    await _say(writer, (None, found))
        writer.close()

    return answer


def main(path: Path, start: datetime, arguments: list[str]) -> None:
    """Run the program, its clock standing still."""
    from bot import __main__, running  # noqa: PLC0415 - not on the side of the test
    from bot.clock import MovableClock  # noqa: PLC0415 - as above

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
