"""`circlewise rebuild`: makes everything anew that is derived from the log."""

from __future__ import annotations

from adapters.terminal.client import Screen
from adapters.wording import Wording
from bot.config import Settings
from facilitation.cards import Kind, msg
from storage.database import Database
from storage.rebuild import rebuild
from storage.sealing import keys_of


def run(settings: Settings, screen: Screen) -> int:
    """Rebuild the database of these settings, all of it or nothing; returns the exit code.

    Raises:
        InUse: the bot is running; it must be stopped for this.
    """
    given = settings.key.get_secret_value() if settings.key else None
    database = Database(settings.database, keys_of(settings.database, given))
    try:
        facts = rebuild(database)
    finally:
        database.close()
    screen.line(Wording(settings.language).say(msg("care-rebuild-done", facts=facts)), Kind.LEAD)
    return 0
