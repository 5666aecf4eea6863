"""What can go wrong with Discord, made into what a room may raise.

The library tries again by itself for some faults of the server, not for 503 and not for a connection that breaks; either
way what was posted cannot be known then. The number in its name keeps a repeated post from showing twice.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import aiohttp
import discord

from adapters.port import MessageGone, Rejected, RoomFault, RoomGone, SlowDown, Unavailable

_log = logging.getLogger(__name__)

UNKNOWN_CHANNEL: Final = 10003
UNKNOWN_GUILD: Final = 10004
UNKNOWN_MEMBER: Final = 10007
UNKNOWN_MESSAGE: Final = 10008
UNKNOWN_USER: Final = 10013
ACKNOWLEDGED: Final = 40060
MISSING_ACCESS: Final = 50001
DM_REFUSED: Final = frozenset({50007, 50278})
"""Somebody takes no messages from this bot, or shares no server with it any more."""
ARCHIVED: Final = 50083
MISSING_PERMISSIONS: Final = 50013
THREAD_EXISTS: Final = 160004
THREAD_LOCKED: Final = 160005
NO_THREAD: Final = frozenset({UNKNOWN_CHANNEL, ARCHIVED, MISSING_ACCESS, MISSING_PERMISSIONS, THREAD_LOCKED})
"""Why something cannot be written in a thread, while it may be in the channel."""
_BROKEN: Final = 500
_ASKED_TO_WAIT: Final = 429
_USUAL_WAIT: Final = 5.0
BREAKS: Final = (OSError, aiohttp.ClientError, asyncio.TimeoutError)
"""How a connection breaks."""


@contextmanager
def told(where: str) -> Iterator[None]:
    """Raise a `RoomFault` for whatever Discord answers. `where` is the room, for the log."""
    try:
        yield
    except RoomFault:
        raise
    except discord.RateLimited as asked:
        raise SlowDown(asked.retry_after) from None
    except discord.HTTPException as fault:
        raise fault_of(fault, where) from None
    except BREAKS as fault:
        _log.info("%s: the connection broke (%s)", where, type(fault).__name__)
        raise Unavailable from None
    except RuntimeError as fault:  # the library's word for a connection that is closed already
        _log.info("%s: %s", where, fault)
        raise Unavailable from None


def fault_of(fault: discord.HTTPException, where: str) -> RoomFault:
    """What an answer of Discord's means for a room."""
    if fault.status == _ASKED_TO_WAIT:
        return SlowDown(_seconds(fault))
    if fault.code == UNKNOWN_MESSAGE:
        return MessageGone()
    if fault.code in (UNKNOWN_CHANNEL, UNKNOWN_GUILD):
        return RoomGone()
    if isinstance(fault, discord.Forbidden):
        _log.warning("%s: not permitted (%s); `circlewise doctor` says what is missing", where, fault.code)
        return Unavailable()
    # 401 and unknown paths are the server's or the token's trouble; what is malformed stays so.
    malformed = fault.status < _BROKEN and fault.status not in (401, 404)
    if malformed:
        _log.warning("%s: not taken (%s)", where, fault.code)
    return Rejected() if malformed else Unavailable()


def where(fault: BaseException) -> str:
    """A fault for the log, without its text: that may hold what somebody wrote.

    >>> where(ValueError("my nomination"))
    'ValueError'
    """
    steps = traceback.extract_tb(fault.__traceback__)
    place = f" in {steps[-1].name}, line {steps[-1].lineno}" if steps else ""
    return f"{type(fault).__name__}{place}"


def _seconds(fault: discord.HTTPException) -> float:
    try:
        return float(fault.response.headers.get("Retry-After", _USUAL_WAIT))
    except ValueError:
        return _USUAL_WAIT
