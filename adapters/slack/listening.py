"""The two ways to listen to Slack: a web socket that we open, or a web server that Slack calls.

The socket is watched over: the library reconnects by itself, but has been seen to fall silent while it looks alive. A
socket that is not connected for `SILENT` seconds is thrown away, whatever the reason, and a new one opened.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from adapters.access import SlackAccess
from adapters.slack.api import LIBRARY

_log = logging.getLogger(__name__)

PING: Final = 5.0
"""Seconds between two signs of life on the socket."""
LOOK: Final = 2.0
"""Seconds between two looks at the socket."""
SILENT: Final = 45.0
PATH: Final = "/slack/events"

ACKNOWLEDGED: Final = 0.1
"""Seconds for the last acknowledgements to go out before the socket is closed."""

Step = Callable[[], Awaitable[None]]


async def by_socket(app: AsyncApp, access: SlackAccess, resumed: Step, drain: Step) -> None:
    """Listen on web sockets until cancelled.

    `resumed` is called when one stands again after a silence, `drain` before the last one is closed: what was begun is
    finished and acknowledged first.
    """
    while True:
        handler = AsyncSocketModeHandler(app, access.app_token, logger=LIBRARY, ping_interval=PING)
        handler.client.web_client.retry_handlers = []
        try:
            connecting = asyncio.create_task(handler.client.connect())  # type: ignore[no-untyped-call]
            await _watch(handler, resumed)
            _log.warning("The connection to Slack has been silent for %s s: opening a new one", SILENT)
        except asyncio.CancelledError:
            await drain()
            await asyncio.sleep(ACKNOWLEDGED)
            raise
        finally:
            connecting.cancel()
            with suppress(Exception):
                await handler.client.close()  # type: ignore[no-untyped-call]


async def _watch(handler: AsyncSocketModeHandler, resumed: Step) -> None:
    """Return when the socket has not been alive for `SILENT` seconds."""
    loop = asyncio.get_running_loop()
    alive, session = loop.time(), ""
    while loop.time() - alive < SILENT:
        await asyncio.sleep(LOOK if session else 0.05)
        if not await _is_alive(handler):
            continue
        alive = loop.time()
        if (now := await handler.client.session_id()) != session:
            session = now
            _log.info("Connected to Slack")
            await resumed()


async def _is_alive(handler: AsyncSocketModeHandler) -> bool:
    client = handler.client
    return await client.is_connected() and not client.message_processor.done()


async def by_http(app: AsyncApp, access: SlackAccess, resumed: Step, drain: Step) -> None:
    """Serve Slack's requests until cancelled; those under way are finished first, and no more are taken."""

    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    server = web.Application()
    server.router.add_post(PATH, handle)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, access.address, access.port).start()
        _log.info("Listening for Slack on %s:%s%s", access.address, access.port, PATH)
        await resumed()
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
        await drain()
