"""A process that listens to Slack and has nothing to do, and tells what it weighs: ours, or a bare app of Bolt."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp

from benchmarks.kit.memory import megabytes


async def _bare() -> None:
    """An app with one listener, and its socket."""
    app = AsyncApp(token="xoxb-x", signing_secret="x")  # noqa: S106 - nobody's

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    app.action("acts-0")(acknowledge)
    handler = AsyncSocketModeHandler(app, "xapp-x")
    await asyncio.sleep(0.1)
    _tell()
    await handler.client.close()  # type: ignore[no-untyped-call]


async def _ours() -> None:
    """The bot as `circlewise run` starts it."""
    from adapters.access import SlackAccess  # noqa: PLC0415 - the bare one loads nothing of ours
    from adapters.slack.client import SlackPlatform  # noqa: PLC0415
    from bot.clock import SystemClock  # noqa: PLC0415
    from bot.config import Settings  # noqa: PLC0415
    from bot.reception import open_reception  # noqa: PLC0415

    settings = Settings.model_construct(database=Path(sys.argv[2]), cache_proceedings=256)
    async with open_reception(settings, SystemClock()) as reception:
        platform = SlackPlatform(SlackAccess(bot_token="xoxb-x", app_token="xapp-x"), reception)  # noqa: S106
        handler = AsyncSocketModeHandler(platform.app(), "xapp-x")
        await asyncio.sleep(0.1)
        _tell()
        await handler.client.close()  # type: ignore[no-untyped-call]


def _tell() -> None:
    print(json.dumps({"megabytes": megabytes()}), flush=True)


asyncio.run({"ours": _ours, "bare": _bare}[sys.argv[1]]())
