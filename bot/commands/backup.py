"""`circlewise backup`: a checked copy of the whole database, while everything goes on."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Final

from adapters.terminal.client import Screen
from adapters.wording import Wording
from bot.commands import verify
from bot.config import Settings
from facilitation.cards import Kind, Said, msg
from storage import migrations
from storage.copies import copy_file
from storage.faults import StorageFault, faults_told
from storage.sealing import key_file_of, keys_of

REFUSED: Final = 1


def run(settings: Settings, screen: Screen, to: Path | None, now: datetime) -> int:
    """Copy the database of these settings to `to`, a file or a folder; returns the exit code.

    The copy is proved like the database itself. The key is not in it.
    """
    voice = Wording(settings.language)
    where = target_of(settings, to, now)
    if _is_something_else(where, settings.database):
        screen.line(voice.say(msg("care-backup-not-there", path=Said(str(where)))), Kind.LEAD)
        return REFUSED
    with faults_told():
        copy_file(settings.database, where)
    screen.line(voice.say(msg("care-backup-written")), Kind.LEAD)
    screen.write(f"{where}\n")
    given = settings.key.get_secret_value() if settings.key else None
    code = verify.told(where, keys_of(settings.database, given), screen, voice)
    if given is None and key_file_of(settings.database).exists():
        screen.line(voice.say(msg("care-backup-key")))
        screen.write(f"{key_file_of(settings.database)}\n")
    return code


def target_of(settings: Settings, to: Path | None, now: datetime) -> Path:
    """Where a copy goes: a name with the instant, unless a file is named."""
    named = to or settings.backup_directory or settings.database.parent
    if to is not None and not named.is_dir():
        return named.absolute()
    here = now.astimezone(settings.time_zone)
    return named.absolute() / f"{settings.database.stem}-{here:%Y-%m-%d-%H%M%S}.db"


def _is_something_else(where: Path, database: Path) -> bool:
    """Whether a file stands there that must not be replaced: anything but an earlier copy."""
    if not where.exists() or not database.exists():
        return False
    if where.is_dir() or where.samefile(database):
        return True
    try:
        return where.stat().st_size > 0 and migrations.revision_of(where) is None
    except (StorageFault, sqlite3.Error):
        return True
