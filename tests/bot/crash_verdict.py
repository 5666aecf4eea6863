"""What is wrong after a crash trial: a sentence for each difference from what should be."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import unified_diff
from itertools import chain
from typing import Any

from bot.pictures import cards_of, digest_of, picture
from facilitation.cards import Card
from facilitation.facts import Fact
from facilitation.model import Circle, CircleId
from facilitation.state import Proceeding
from facilitation.streams import Value, booked, booked_all, due_of
from storage import agenda, log, projections
from storage.database import Database
from storage.sealing import keys_of
from tests.bot.clerk import ABOUT
from tests.bot.crashing import LastingRoom, Lines, Trial


@dataclass
class Ended:
    """A trial that is over, opened to be looked at."""

    trial: Trial
    db: sqlite3.Connection
    log: dict[str, list[Fact]]

    @property
    def streams(self) -> dict[str, Value]:
        """What each proceeding and circle has become."""
        return {stream: booked_all(None, facts) for stream, facts in self.log.items()}

    def chat(self) -> list[dict[str, str]]:
        """Everything bots did in the rooms, room by room."""
        rooms = (LastingRoom(circle, self.trial.folder, None) for circle in self.circles)
        return [line for room in rooms for line in room.lines.read()]

    @property
    def circles(self) -> list[CircleId]:
        """Those of the beginning, and those that were formed meanwhile."""
        return [CircleId(id_) for id_, one in self.streams.items() if isinstance(one, Circle)]


@contextmanager
def ended(trial: Trial) -> Iterator[Ended]:
    """Open what a trial left behind."""
    database = Database(trial.database, keys_of(trial.database))
    db = database.writing()
    try:
        yield Ended(trial, db, {stream: list(log.read(db, stream)) for stream in log.streams(db)})
    finally:
        db.close()
        database.close()


def faults_of(trial: Trial, calm: Trial, rounds: int) -> list[str]:
    """Everything that is wrong with a trial, held against the clerk and against an undisturbed one."""
    with ended(trial) as killed, ended(calm) as undisturbed:
        return list(
            chain(
                log_faults(killed, rounds),
                ("undisturbed, " + fault for fault in log_faults(undisturbed, rounds)),
                acknowledged_faults(killed),
                due_faults(killed),
                file_faults(killed),
                projection_faults(killed, undisturbed),
                card_faults(killed, undisturbed, rounds),
                picture_faults(killed),
            )
        )


def log_faults(one: Ended, rounds: int) -> Iterator[str]:
    """The log is what the clerk writes, to the last instant and word."""
    wanted = one.trial.script.expected(rounds)
    for stream in sorted(wanted.keys() | one.log.keys()):
        here, there = one.log.get(stream, []), wanted.get(stream, [])
        if here != there:
            pairs = enumerate(zip(here, there, strict=False))
            at = next((number for number, (a, b) in pairs if a != b), min(len(here), len(there)))
            differ = f"number {at + 1} is {here[at : at + 1]}, not {there[at : at + 1]}"
            yield f"{stream} has {len(here)} facts, not {len(there)}; {differ}"


def acknowledged_faults(one: Ended) -> Iterator[str]:
    """What was acknowledged is in the log, in one place; what was not sent is not; everything got its answer."""
    answered = one.trial.answered()
    by_cause: dict[str, list[tuple[str, str, str]]] = {}
    rows_of_the_log = one.db.execute("SELECT cause, stream, kind, at FROM log ORDER BY position")
    for cause, stream, kind, at in rows_of_the_log:
        by_cause.setdefault(cause, []).append((stream, kind, at))
    sealed = {cause for cause, rows in by_cause.items() if any(kind == "Sealed" for _, kind, _ in rows)}
    for delivery, facts in answered.items():
        rows = by_cause.get(delivery, [])
        if not facts and rows:
            yield f"{delivery} was refused, and stands in the log"
        if facts and delivery not in sealed and Counter(facts) - Counter(kind for _, kind, _ in rows):
            yield f"{delivery} was answered with {facts}, and of it stand in the log {rows}"
        if len({at for _, _, at in rows}) > 1:
            yield f"{delivery} was applied at more than one instant"
    begun = one.trial.begun()
    for each in one.trial.script.rounds[: begun + 1]:
        yield from (f"{act[0]} was never answered" for act in each.acts if act[0] not in answered)


def due_faults(one: Ended) -> Iterator[str]:
    """Nothing fell due twice, and what will fall due is noted."""
    for stream, facts in one.log.items():
        value, fallen = None, Counter[object]()
        for fact in facts:
            if getattr(fact, "due", None) is not None:
                about = tuple(getattr(fact, name, None) for name in ("due", *ABOUT))
                fallen[type(fact), about, _place(value)] += 1
            value = booked(value, fact)
        yield from (
            f"in {stream} fell due {times} times: {what}" for what, times in fallen.items() if times > 1
        )
    wanted = {stream: due_of(value) for stream, value in one.streams.items()}
    noted = {due.stream: due.at for due in agenda.next_dues(one.db, 100_000)}
    for stream, at in wanted.items():
        if noted.pop(stream, None) != at:
            yield f"{stream} wants to be woken at {at}, which is not noted"
    yield from (f"{stream} is to be woken, and there is nothing to do" for stream in noted)


def _place(value: Value) -> object:
    """What is on the table; a circle has none."""
    return (value.step, value.aside is None) if isinstance(value, Proceeding) else None


def file_faults(one: Ended) -> Iterator[str]:
    """Nothing is torn, and nothing is left to be shown."""
    for stream in one.log:
        yield from log.faults_in(one.db, stream)
    if (found := one.db.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
        yield f"the file is damaged: {found}"
    if (left := one.db.execute("SELECT * FROM dirty").fetchall()) != []:
        yield f"marked as not shown: {left}"


def projection_faults(one: Ended, other: Ended) -> Iterator[str]:
    """The projections are what the log says, and what the undisturbed run has."""
    live, theirs = _projected(one), _projected(other)
    one.db.execute("BEGIN")
    projections.rebuild(one.db)
    rebuilt = _projected(one)
    one.db.execute("ROLLBACK")
    for table, rows in live.items():
        if rows != rebuilt[table]:
            yield f"the rows of {table} are not what the log says"
        if rows != theirs[table]:
            yield f"the rows of {table} are not those of an undisturbed run"


def _projected(one: Ended) -> dict[str, list[Any]]:
    return {
        table: one.db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608 - names of ours
        for table in projections.PROJECTIONS
    }


def card_faults(one: Ended, other: Ended, rounds: int) -> Iterator[str]:
    """Every card was posted once, in the order and under the message of an undisturbed run, and shows the same."""
    here, there = one.chat(), other.chat()
    times = Counter(line["key"] for line in here if line["verb"] == "post")
    yield from (f"{key} was posted {count} times" for key, count in times.items() if count > 1)
    settled = one.trial.script.settled_cards(rounds)
    yield from (f"{key} was never posted" for key in settled - times.keys())
    for circle in one.circles:
        mine, theirs = (_order(each.trial, circle, settled) for each in (one, other))
        for id_ in sorted(mine.keys() | theirs.keys()):
            if mine.get(id_) != theirs.get(id_):
                a, b = (
                    [f"{key} under {under}" for key, under in each.get(id_, ())] for each in (theirs, mine)
                )
                yield f"{id_} was posted otherwise: {list(unified_diff(a, b, n=1, lineterm=''))[2:]}"
    shows = {line["key"]: line["digest"] for line in here}
    should = {line["key"]: line["digest"] for line in there}
    others = {key for key in shows.keys() & should.keys() & settled if shows[key] != should[key]}
    whispers = one.trial.script.whispers(rounds) if others else {}
    yield from (f"{key} shows something else" for key in others if shows[key] not in whispers.get(key, ()))


def _order(trial: Trial, circle: str, settled: set[str]) -> dict[str, list[tuple[str, str | None]]]:
    """Of each proceeding, its cards in the order of their posting, each with the card it stands under."""
    posts = [line for line in Lines(trial.folder / f"messages-{circle}").read() if line["verb"] == "post"]
    names = {line["remote"]: line["key"] for line in posts}
    order: dict[str, list[tuple[str, str | None]]] = {}
    for line in posts:
        under = line["under"] and names[line["under"]]
        if line["key"] in settled:
            order.setdefault(line["key"].partition("/")[0], []).append((line["key"], under))
    return order


def picture_faults(one: Ended) -> Iterator[str]:
    """The rooms show every proceeding and every circle as it is."""
    shown = {line["key"]: line["digest"] for line in one.chat()}
    for card in _cards(one.streams.values()):
        if card.key not in shown:
            yield f"{card.key} is not shown"
        elif shown[card.key] != digest_of(card) and not (card.once or card.to is not None):
            yield f"{card.key} shows something old"


def _cards(everything: Iterable[Value]) -> Iterator[Card]:
    for one in everything:
        assert isinstance(one, Proceeding | Circle)
        yield from cards_of(picture, one)
