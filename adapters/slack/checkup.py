"""What `circlewise doctor` finds out about Slack: tokens, permissions, the connection, and each room."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Final

from adapters.access import SlackAccess
from adapters.checkup import Finding, Health
from adapters.port import RoomFault, SlowDown, Unavailable
from adapters.slack.api import Api
from adapters.slack.canvases import PERMISSION
from adapters.slack.manifest import OPTIONAL, SCOPES
from adapters.slack.parse import dig
from adapters.slack.room import channel_in
from facilitation.cards import Arg, Said, msg

_NOT_NOW: Final = (SlowDown, Unavailable)


async def checks(access: SlackAccess, rooms: Iterable[str]) -> AsyncIterator[Finding]:
    """Look at everything. Never raises."""
    api = Api(access)
    try:
        async for finding in _looked(api, access, tuple(rooms)):
            yield finding
    finally:
        await api.close()


async def _looked(api: Api, access: SlackAccess, rooms: tuple[str, ...]) -> AsyncIterator[Finding]:
    try:
        answer = await api.call("auth.test")
    except _NOT_NOW as fault:
        yield _ill("away", why=_why(fault), where=Said(access.api_url))
        return
    except RoomFault as fault:
        yield _ill("token", why=_why(fault))
        return
    yield _well("token-well", bot=Said(str(dig(answer, "user"))), team=Said(str(dig(answer, "team"))))
    for finding in _permitted(api.scopes):
        yield finding
    yield await _connects(api, access)
    for key in rooms:
        yield await _in_room(api, key)


def _permitted(granted: frozenset[str]) -> Iterable[Finding]:
    if not granted:  # what stands in for Slack names none
        return
    lacks = sorted(frozenset(SCOPES) - granted)
    yield _ill("lacks", scopes=Said(", ".join(lacks))) if lacks else _well("scopes")
    blind = sorted(frozenset(OPTIONAL) - granted - {PERMISSION})
    if blind:
        said = msg("slack-doctor-looks-not", scopes=Said(", ".join(blind)))
        yield Finding(health=Health.ODD, said=said, cure=msg("slack-doctor-looks-cure"))
    else:
        yield _well("looks")
    if PERMISSION in granted:
        yield _well("canvas")
    else:
        said = msg("slack-doctor-canvas-not", scope=Said(PERMISSION))
        yield Finding(health=Health.ODD, said=said, cure=msg("slack-doctor-canvas-cure"))


async def _connects(api: Api, access: SlackAccess) -> Finding:
    if not access.app_token:
        return _well("http", address=Said(access.address), port=Said(str(access.port)))
    try:
        await api.call("apps.connections.open", by=access.app_token)
    except RoomFault as fault:
        return Finding(
            health=Health.ILL,
            said=msg("slack-doctor-no-socket", why=_why(fault)),
            cure=msg("slack-doctor-socket-cure"),
        )
    return _well("socket")


async def _in_room(api: Api, key: str) -> Finding:
    try:
        answer = await api.call("conversations.info", channel=channel_in(key))
    except RoomFault as fault:
        return _ill("room-gone", room=Said(key), why=_why(fault))
    name = Said(str(dig(answer, "channel", "name")))
    if dig(answer, "channel", "is_archived") is True:
        return _ill("room-archived", name=name)
    if dig(answer, "channel", "is_member") is False:
        return _ill("room-not-in", name=name)
    return _well("room", name=name)


def _well(what: str, /, **args: Arg) -> Finding:
    return Finding(health=Health.WELL, said=msg(f"slack-doctor-{what}", **args))


def _ill(what: str, /, **args: Arg) -> Finding:
    cure = msg(f"slack-doctor-{what}-cure", **args)
    return Finding(health=Health.ILL, said=msg(f"slack-doctor-{what}", **args), cure=cure)


def _why(fault: RoomFault) -> Said:
    return Said(str(fault) or type(fault).__name__)
