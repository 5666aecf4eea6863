"""Opening a house together with its reception."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.clock import Clock
from bot.compose import open_house
from bot.config import Settings
from bot.reception.company import human_pace
from bot.reception.house import HouseReception
from bot.reception.pictures import chat_picture


@asynccontextmanager
async def open_reception(
    settings: Settings, clock: Clock, pace: Callable[[], float] = human_pace
) -> AsyncIterator[HouseReception]:
    """Open a house for chats; platforms are connected by whoever has them.

    `pace` says how many seconds simulated members take for each act. Raises what `open_house` does.
    """
    async with open_house(settings, clock, chat_picture) as house:
        reception = HouseReception(house, pace)
        await reception.open()
        try:
            yield reception
        finally:
            await reception.close()
