"""What a meeting of 20 people costs: 500 acts in it and in its items, each decided and shown, and resumed after a kill.

The circle explores one topic after the other, two passes each. Deciding is `proceed`, showing is
drawing what changed, as a room's lane does it; what a commit costs is measured in `latency`.

Aim: each act under 5 ms; the meeting and its item back from the log in under 50 ms.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from time import perf_counter

from benchmarks.kit.figures import Figure, Scale, below
from benchmarks.kit.houses import folder, plain_desk
from bot.desk import Desk
from bot.memory import Memory
from bot.pictures import Pictures, picture
from facilitation import commands as c
from facilitation.model import CircleId, Duty, ItemOutcome, Member, PersonId, ProceedingId, Words
from facilitation.proceeding import legal, proceed, waiting
from facilitation.state import Proceeding
from storage.database import Database

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEOPLE = 20
ITEMS = 15
CIRCLE, MEETING = CircleId("c-meeting"), ProceedingId("p-meeting")
STEPS = (
    c.Speak,
    c.RecordResult,
    c.SetNextMeeting,
    c.ProposeAgenda,
    c.Consent,
    c.CloseItem,
    c.OpenItem,
    c.GoOn,
    c.BeginMeeting,
)


def run(scale: Scale) -> list[Figure]:
    """Hold the meeting once, and bring it back again and again."""
    with folder() as place, plain_desk(database := Database(place / "log.db")) as desk:
        times = asyncio.run(_held(desk, scale.of(500, 60)))
        with database.reading() as db:
            streams = [id_ for (id_,) in db.execute("SELECT id FROM proceeding")]
            back = []
            for _ in range(scale.of(30, 3)):
                began = perf_counter()
                memory = Memory(9)
                assert all(memory.load(db, id_).value is not None for id_ in streams)
                back.append(perf_counter() - began)
    slowest = sorted(times)[int(len(times) * 0.99)]
    return [
        below(5, f"an act in a meeting of {PEOPLE}, decided and shown, 99 of 100", slowest * 1000, "ms"),
        below(50, "a meeting with its item, resumed from the log", min(back) * 1000, "ms"),
    ]


async def _held(desk: Desk, count: int) -> list[float]:
    times, pictures = [], Pictures(picture)
    await _prepare(desk)
    number = 0
    async for p in _going_on(desk):
        command = _next(p)
        began = perf_counter()
        _, after = proceed(p, command, START)
        pictures.of(after)
        times.append(perf_counter() - began)
        await desk.handle(p.id, command, f"act {number}", START)
        number += 1
        if number >= count:
            return times
    return times


async def _prepare(desk: Desk) -> None:
    people = [PersonId(f"u-{number:02}") for number in range(PEOPLE)]
    duties = {people[0]: (Duty.FACILITATOR,), people[1]: (Duty.SECRETARY,)}
    members = tuple(Member(person=who, duties=duties.get(who, ())) for who in people)
    await desk.handle(CIRCLE, c.Found(id=CIRCLE, name="Meeting", aim="", members=members), "found", START)
    circle = await desk.circle(CIRCLE)
    assert circle is not None
    planned = START + timedelta(hours=1)
    opening = c.OpenMeeting(by=people[0], id=MEETING, circle=circle, title="Monday", planned=planned)
    await desk.handle(MEETING, opening, "open", START)
    for number in range(ITEMS):
        item = c.AddItem(by=people[0], title=f"Ideas {number}", outcome=ItemOutcome.EXPLORE, minutes=5)
        await desk.handle(MEETING, item, f"item {number}", START)


async def _going_on(desk: Desk) -> AsyncIterator[Proceeding]:
    """Where the next act belongs: the item on the table, or the meeting itself."""
    while True:
        open_ = [await desk.proceeding(id_) for id_ in await desk.open_in(CIRCLE)]
        yield next(p for p in reversed(open_) if p is not None and waiting(p))


def _next(p: Proceeding) -> c.Act:
    for who in waiting(p):
        offered = {offer.command for offer in legal(p, who)}
        for kind in STEPS:
            if kind in offered:
                return _filled(kind, who, p)
    raise AssertionError("the meeting does not go on")


def _filled(kind: type[c.Act], who: PersonId, p: Proceeding) -> c.Act:
    if kind is c.Speak and getattr(p.phase, "pass_number", 1) > 1:
        return c.Pass(by=who)
    if kind is c.RecordResult:
        return c.RecordResult(by=who, result="We know more now.", next_step="Think about it.")
    if kind is c.Speak:
        return c.Speak(by=who, text=Words("One more idea."))
    if kind is c.SetNextMeeting:
        return c.SetNextMeeting(by=who, until=START + timedelta(days=14))
    return kind(by=who)
