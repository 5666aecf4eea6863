"""Where circles meet: a circle's channel, and the channel where it shows what it has decided.

A room's key is `<platform>:<team>/<channel>`; the room of a circle's decisions in a channel has `/decisions/<circle>`
behind that, so that several circles can show theirs in one channel, even where one of them meets.
"""

from __future__ import annotations

from typing import Final

from facilitation.model import CircleId

_DECISIONS: Final = "/decisions/"


def decisions_room(channel: str, circle: CircleId) -> str:
    """The key of the room of a circle's decisions in a channel."""
    return f"{channel}{_DECISIONS}{circle}"


def is_decisions(room: str) -> bool:
    """Whether a room shows decisions only."""
    return _DECISIONS in room


def channel_of(room: str) -> str:
    """The key of the channel a room is in."""
    return room.partition(_DECISIONS)[0]


def platform_of(room: str) -> str:
    """The platform a room is on."""
    return room.partition(":")[0]
