"""What people have typed into a form that was not taken yet: sealed, until it is taken or nobody comes back for it.

It belongs to an account and no fact is about it. A platform says what it is called (`of`) and what stands in it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage import sealing
from storage.codec import written_instant


@dataclass(frozen=True, slots=True)
class Whose:
    """A draft of one account on one platform; `of` names what it is for."""

    platform: str
    account: str
    of: str

    @property
    def place(self) -> str:
        """What its box is bound to."""
        return f"draft/{self.platform}/{self.account}/{self.of}"

    @property
    def row(self) -> tuple[str, str, str]:
        """The key of its row."""
        return self.platform, self.account, self.of


def keep(db: sqlite3.Connection, whose: Whose, text: str, now: datetime) -> None:
    """Keep a draft instead of what it was before. Raises `NoKey` where nothing can be sealed."""
    box = sealing.seal(db, "words", text, whose.place)
    db.execute(
        "INSERT OR REPLACE INTO draft (platform, account, of, box, at) VALUES (?, ?, ?, ?, ?)",
        (*whose.row, box, written_instant(now)),
    )


def kept(db: sqlite3.Connection, whose: Whose) -> str | None:
    """A draft; None where there is none. Raises `Locked` where no key opens it."""
    row = db.execute(
        "SELECT box FROM draft WHERE platform = ? AND account = ? AND of = ?", whose.row
    ).fetchone()
    return None if row is None else sealing.unseal(db, row[0], whose.place)


def every(db: sqlite3.Connection, of: str) -> tuple[tuple[Whose, str], ...]:
    """Whatever is kept under one name, for whichever account. Raises `Locked` where no key opens it."""
    rows = db.execute("SELECT platform, account, box FROM draft WHERE of = ? ORDER BY 1, 2", (of,)).fetchall()
    found = [(Whose(platform, account, of), box) for platform, account, box in rows]
    return tuple((whose, sealing.unseal(db, box, whose.place)) for whose, box in found)


def drop(db: sqlite3.Connection, whose: Whose) -> None:
    """Forget a draft: it was taken."""
    db.execute("DELETE FROM draft WHERE platform = ? AND account = ? AND of = ?", whose.row)


def drop_older(db: sqlite3.Connection, before: datetime) -> int:
    """Forget the drafts that nobody came back for; returns how many."""
    return db.execute("DELETE FROM draft WHERE at < ?", (written_instant(before),)).rowcount
