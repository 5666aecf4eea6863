"""`circlewise run`: meets on every platform that has access, until somebody ends it.

What was acknowledged is finished before it ends; what is not shown yet is shown at the next start.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any, Final

from adapters.reception import Platform, Reception
from bot.clock import Clock, SystemClock
from bot.config import PREFIX, ConfigFault, Settings
from bot.reception import open_reception

_log = logging.getLogger(__name__)

NOTHING_SET: Final = (
    f"Neither Slack nor Discord is set up: put {PREFIX}SLACK_BOT_TOKEN and {PREFIX}SLACK_APP_TOKEN, or "
    f"{PREFIX}DISCORD_TOKEN, into the environment or .env; the README says in five minutes where they come from."
)
SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)


async def run(settings: Settings, clock: Clock | None = None) -> None:
    """Run until a signal says to end.

    Raises:
        ConfigFault: no platform is set up.
        StorageFault: the database cannot be opened, as a sentence.
    """
    if settings.slack is None and settings.discord is None:
        raise ConfigFault(NOTHING_SET)
    # Before anybody waits for anything, and before the house sets aside what is loaded.
    kinds = tuple(_loaded(settings))
    async with open_reception(settings, clock or SystemClock()) as reception:
        platforms = tuple(kind(reception) for kind in kinds)
        for platform in platforms:
            await reception.connect(platform)
        await _serve(platforms)


def _loaded(settings: Settings) -> Iterator[Callable[[Reception], Platform]]:
    """Every platform that has access; nothing is loaded of those that have none."""
    if (slack := settings.slack) is not None:
        from adapters.slack.client import SlackPlatform  # noqa: PLC0415 - half a second, for those who use it

        yield partial(SlackPlatform, slack)
    if (discord := settings.discord) is not None:
        from adapters.discord.client import DiscordPlatform  # noqa: PLC0415 - as above

        yield partial(DiscordPlatform, discord)


async def _serve(platforms: tuple[Platform, ...]) -> None:
    """Serve on all platforms at once. One that gives up is no reason for the others to end."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in SIGNALS:
        with suppress(NotImplementedError):  # a system without signals
            loop.add_signal_handler(sign, ended.set)
    tasks = {
        asyncio.create_task(platform.serve(), name=platform.name): platform.name for platform in platforms
    }
    for task in tasks:
        task.add_done_callback(_told)
    waiting = asyncio.create_task(ended.wait())
    _log.info("Circlewise meets in %s", " and ".join(tasks.values()))
    try:
        await _until_ended(waiting, set(tasks))
    finally:
        every: tuple[asyncio.Task[Any], ...] = (*tasks, waiting)
        for one in every:
            one.cancel()
        await asyncio.gather(*every, return_exceptions=True)
        for sign in SIGNALS:
            with suppress(NotImplementedError):
                loop.remove_signal_handler(sign)


async def _until_ended(waiting: asyncio.Task[Any], tasks: set[asyncio.Task[Any]]) -> None:
    """Wait for the end, or until no platform serves any more; raises what the last one failed with."""
    while tasks:
        both: set[asyncio.Task[Any]] = {waiting, *tasks}
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if waiting.done():
            return
        done = {task for task in tasks if task.done()}
        tasks -= done
        if not tasks:
            await next(iter(done))


def _told(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (fault := task.exception()) is not None:
        _log.error("%s serves no more: %s", task.get_name(), type(fault).__name__)
