"""`circlewise verify`: proves the database, and says the first thing that is wrong in one sentence.

Exit codes: 0 when all is well, 1 when something is wrong, 3 when all is well as far as it can be read without a
key that is not here.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from adapters.terminal.client import Screen
from adapters.wording import Wording
from bot.config import Settings
from facilitation.cards import Kind, Msg, Said, msg
from storage.faults import faults_told
from storage.proof import Finding, Proof, looking, prove
from storage.sealing import Keys, key_file_of, keys_of

SOUND: Final = 0
WRONG: Final = 1
LOCKED: Final = 3

_NAMED: Final = (
    (
        "SELECT proceeding.number, CASE WHEN EXISTS (SELECT 1 FROM agenda_item WHERE treated_in = proceeding.id AND "
        "confidential != '') THEN '…' ELSE title END, circle.name "
        "FROM proceeding LEFT JOIN circle ON circle.id = circle "
        "WHERE proceeding.id = ?"
    ),
    "SELECT name FROM circle WHERE id = ?",
)


def run(settings: Settings, screen: Screen) -> int:
    """Prove the database of these settings; returns the exit code."""
    given = settings.key.get_secret_value() if settings.key else None
    return told(settings.database, keys_of(settings.database, given), screen, Wording(settings.language))


def told(path: Path, keys: Keys, screen: Screen, voice: Wording) -> int:
    """Prove one database and say what came of it."""
    proof = prove(path, keys)
    if proof.finding is not None:
        screen.line(voice.say(_sentence(path, keys, proof.finding, voice)), Kind.LEAD)
        screen.line(voice.say(msg(f"care-verify-then-{_remedy(proof.finding)}")))
        return WRONG
    screen.line(voice.say(msg("care-verify-sound", facts=proof.facts, logs=proof.streams)), Kind.LEAD)
    return _locked(path, keys, proof, screen, voice) if proof.locked else SOUND


def _locked(path: Path, keys: Keys, proof: Proof, screen: Screen, voice: Wording) -> int:
    screen.line(voice.say(msg("care-verify-locked", count=len(proof.locked))))
    screen.write(f"{key_file_of(path)}\n")
    for stream in proof.locked:
        screen.line("– " + voice.say(_place(path, keys, stream)))
    return LOCKED


def _remedy(finding: Finding) -> str:
    return "rebuild" if finding.wrong.value in ("derived", "due") else "backup"


def _sentence(path: Path, keys: Keys, finding: Finding, voice: Wording) -> Msg:
    place = voice.say(_place(path, keys, finding.stream))
    return msg(
        f"care-verify-{finding.wrong.value}", place=Said(place), number=finding.seq, table=finding.table
    )


def _place(path: Path, keys: Keys, stream: str) -> Msg:
    """A proposal or a circle as people call it; where its row is what is wrong, its id."""
    proposal, circle = _rows(path, keys, stream)
    if proposal is not None:
        number, title, name = proposal
        return msg("care-verify-place-proposal", number=number, title=Said(title), circle=Said(name or "?"))
    if circle is not None:
        return msg("care-verify-place-circle", circle=Said(circle[0]))
    return msg("care-verify-place-id", id=Said(stream))


def _rows(path: Path, keys: Keys, stream: str) -> list[tuple[str, ...] | None]:
    try:
        with faults_told(), looking(path, keys) as db:
            return [db.execute(query, (stream,)).fetchone() for query in _NAMED]
    except sqlite3.Error:  # a table that is not even there
        return [None, None]
