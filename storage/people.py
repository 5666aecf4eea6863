"""Who people are behind their pseudonymous ids, and which rooms belong to which circle."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from facilitation.model import CircleId, PersonId


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody. `language` and `time_zone` are their own choice, or None for the circle's.

    With `reminders` they are reminded of what waits for them.
    """

    id: PersonId
    name: str
    language: str | None = None
    time_zone: str | None = None
    reminders: bool = True


def save_person(db: sqlite3.Connection, person: Person) -> None:
    """Note a person, or what changed about them."""
    db.execute(
        "INSERT INTO person (id, name, language, time_zone, reminders) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, language = excluded.language, "
        "time_zone = excluded.time_zone, reminders = excluded.reminders",
        (person.id, person.name, person.language, person.time_zone, int(person.reminders)),
    )


def save_account(db: sqlite3.Connection, platform: str, account: str, person: PersonId) -> None:
    """Note that an account is this person's; it may have been somebody else's before."""
    db.execute(
        "INSERT INTO account (platform, account, person) VALUES (?, ?, ?) "
        "ON CONFLICT (platform, account) DO UPDATE SET person = excluded.person",
        (platform, account, person),
    )


def person_of(db: sqlite3.Connection, platform: str, account: str) -> Person | None:
    """Whose account this is."""
    row = db.execute(
        "SELECT id, name, language, time_zone, reminders FROM person JOIN account ON account.person = person.id "
        "WHERE platform = ? AND account = ?",
        (platform, account),
    ).fetchone()
    return _person(row) if row else None


def people(db: sqlite3.Connection) -> tuple[Person, ...]:
    """Everybody, by name."""
    rows = db.execute("SELECT id, name, language, time_zone, reminders FROM person ORDER BY name, id")
    return tuple(_person(row) for row in rows)


def _person(row: tuple[str, str, str | None, str | None, int]) -> Person:
    id_, name, language, time_zone, reminders = row
    return Person(PersonId(id_), name, language, time_zone, bool(reminders))


def named(db: sqlite3.Connection, name: str) -> tuple[Person, ...]:
    """Everybody whom this can mean: an id, a name, or an account as `platform:account`."""
    platform, _, account = name.partition(":")
    theirs = person_of(db, platform, account)
    alike = (one for one in people(db) if one.id == name or one.name.casefold() == name.strip().casefold())
    return tuple(dict.fromkeys((*alike, *([theirs] if theirs is not None else []))))


def remove(db: sqlite3.Connection, person: PersonId) -> None:
    """Forget what somebody is called, and their accounts with all that was typed there."""
    db.execute("DELETE FROM sign WHERE person = ?", (person,))
    before = "SELECT platform || ':' || account FROM account WHERE person = ?"
    db.execute(f"DELETE FROM sign WHERE person IN ({before})", (person,))  # noqa: S608 - a constant
    theirs = "(SELECT platform, account FROM account WHERE person = ?)"
    db.execute(f"DELETE FROM draft WHERE (platform, account) IN {theirs}", (person,))  # noqa: S608 - a constant
    db.execute("DELETE FROM account WHERE person = ?", (person,))
    db.execute("DELETE FROM person WHERE id = ?", (person,))


def save_gone(db: sqlite3.Connection, platform: str, account: str, *, gone: bool) -> None:
    """Note whether an account cannot be reached any more, or can again."""
    db.execute(
        "UPDATE account SET gone = ? WHERE platform = ? AND account = ?", (int(gone), platform, account)
    )


def gone_accounts(db: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """The accounts that cannot be reached, as pairs of platform and account."""
    return tuple(db.execute("SELECT platform, account FROM account WHERE gone ORDER BY 1, 2"))


def accounts(db: sqlite3.Connection) -> tuple[tuple[str, str, PersonId], ...]:
    """Every account there is: its platform, what it is called there, and whose it is."""
    rows = db.execute("SELECT platform, account, person FROM account ORDER BY platform, account")
    return tuple((platform, account, PersonId(person)) for platform, account, person in rows)


def accounts_of(db: sqlite3.Connection, person: PersonId) -> tuple[tuple[str, str], ...]:
    """The accounts of a person, as pairs of platform and account."""
    rows = db.execute("SELECT platform, account FROM account WHERE person = ? ORDER BY 1, 2", (person,))
    return tuple((platform, account) for platform, account in rows)


def settle(db: sqlite3.Connection, room: str, circle: CircleId) -> None:
    """Let a circle meet in a room; a room belongs to one circle."""
    db.execute(
        "INSERT INTO room (key, circle) VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET circle = excluded.circle",
        (room, circle),
    )


def rooms_of(db: sqlite3.Connection, circle: CircleId) -> tuple[str, ...]:
    """The keys of the rooms where a circle meets."""
    return tuple(
        key for (key,) in db.execute("SELECT key FROM room WHERE circle = ? ORDER BY key", (circle,))
    )


def unsettle(db: sqlite3.Connection, room: str) -> None:
    """Note that no circle meets in a room any more."""
    db.execute("DELETE FROM room WHERE key = ?", (room,))


def rooms(db: sqlite3.Connection) -> tuple[tuple[str, CircleId], ...]:
    """Every room there is, with its circle."""
    return tuple(
        (key, CircleId(circle)) for key, circle in db.execute("SELECT key, circle FROM room ORDER BY key")
    )


def circle_in(db: sqlite3.Connection, room: str) -> CircleId | None:
    """The circle that meets in a room."""
    row = db.execute("SELECT circle FROM room WHERE key = ?", (room,)).fetchone()
    return CircleId(row[0]) if row else None
