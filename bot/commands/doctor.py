"""`circlewise doctor`: looks whether everything is there that running takes, one line each, with the cure.

Exit codes: 0 when all is well, 1 when something is not. Changes nothing; the bot may be running.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from adapters.checkup import Finding, Health
from adapters.terminal.client import Screen
from adapters.wording import Wording
from bot.archive import archive
from bot.config import Settings
from facilitation.cards import Kind, Said, msg
from storage import people
from storage.faults import StorageFault

WELL: Final = 0
NOT_WELL: Final = 1


async def run(settings: Settings, screen: Screen) -> int:
    """Look at everything; returns the exit code."""
    voice = Wording(settings.language, zone=settings.time_zone)
    code = WELL
    async for finding in findings(settings):
        word = voice.say(msg(f"doctor-{finding.health.value}"))
        screen.line(
            f"{word}: {voice.say(finding.said)}", Kind.LEAD if finding.health is Health.ILL else Kind.NOTE
        )
        if finding.cure is not None:
            screen.line(f"    {voice.say(finding.cure)}", Kind.NOTE)
        if finding.health is Health.ILL:
            code = NOT_WELL
    return code


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """What is found: about the database first, then about each platform that has access."""
    rooms: tuple[str, ...] = ()
    try:
        rooms = _rooms(settings)
        yield Finding(health=Health.WELL, said=msg("doctor-database", count=len(rooms)))
    except StorageFault as fault:
        yield Finding(
            health=Health.ILL,
            said=msg("doctor-no-database", fault=Said(str(fault))),
            cure=msg("doctor-verify"),
        )
    if settings.slack is None and settings.discord is None:
        yield Finding(health=Health.ILL, said=msg("doctor-no-platform"), cure=msg("doctor-set-up"))
    async for finding in _platforms(settings, rooms):
        yield finding


async def _platforms(settings: Settings, rooms: tuple[str, ...]) -> AsyncIterator[Finding]:
    if (slack := settings.slack) is not None:
        from adapters.slack.checkup import checks as in_slack  # noqa: PLC0415 - only for those who use it

        async for finding in in_slack(slack, [room for room in rooms if room.startswith("slack:")]):
            yield finding
    if (discord := settings.discord) is not None:
        from adapters.discord.client import checks as in_discord  # noqa: PLC0415 - as above

        async for finding in in_discord(discord, [room for room in rooms if room.startswith("discord:")]):
            yield finding


def _rooms(settings: Settings) -> tuple[str, ...]:
    """The rooms where circles meet; none where there is no database yet."""
    key = settings.key.get_secret_value() if settings.key else None
    with archive(settings.database, key) as found:
        return () if found is None else tuple(room for room, _ in people.rooms(found.db))
