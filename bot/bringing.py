"""Bringing something new to a circle: a topic that lies ready, or anything that can be opened, in one's own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from adapters.terminal.form import Form
from bot.ids import new_proceeding
from bot.seats import Seats
from facilitation.cards import Blank, Button, Entry, Kind, msg
from facilitation.commands import Open, Propose
from facilitation.filling import opening
from facilitation.model import Circle, Draft, Duty, PersonId, ProceedingId
from facilitation.refusals import Refused

TOPICS: Final = ("ready-1", "ready-2", "ready-3")
"""What lies ready in a practice circle: `play-topic-<topic>` in the wording files."""


async def bring_ready(seats: Seats, circle: Circle, topic: str) -> ProceedingId:
    """Let a simulated member bring one of the topics that lie ready."""
    company = [who for who in seats.names if who not in seats.people]
    author = next(who for who in company if who != circle.holder(Duty.FACILITATOR))
    said = {part: seats.voice.say(msg(f"play-topic-{topic}.{part}")) for part in ("title", "text", "driver")}
    now = seats.house.clock.now()
    draft = Draft(text=said["text"], review=now + timedelta(days=circle.settings.review_days), owner=author)
    return await _hand_in(
        seats,
        Propose(
            by=author,
            id=new_proceeding(now, seats.luck),
            circle=circle,
            title=said["title"],
            draft=draft,
            driver=said["driver"],
        ),
    )


async def bring(  # noqa: PLR0913 - what it is about, all but three named
    seats: Seats,
    circle: Circle,
    button: Button,
    words: str = "",
    *,
    title: str = "",
    item_of: ProceedingId | None = None,
) -> ProceedingId:
    """Open what a button of `facilitation.openings` stands for, asking for what it needs until it can be opened.

    `title` is what it may be called, `item_of` the meeting that treats it. Raises `Cancelled` when somebody changes
    their mind.
    """
    form = seats.asks()
    if title:
        form.typed["title"] = title
    while True:
        by = await _by(seats, circle, form)
        values = await seats.met(await form.fill(button, circle, words))
        id_ = new_proceeding(seats.house.clock.now(), seats.luck)
        try:
            return await _hand_in(seats, replace(opening(button, by, circle, id_, values), item_of=item_of))
        except Refused as why:
            seats.screen.line(seats.voice.refusal(why), Kind.LEAD)
            words = ""


async def _by(seats: Seats, circle: Circle, form: Form) -> PersonId:
    """Who brings it: whoever has the keyboard, where only one member does."""
    members = tuple(who for who in seats.people if circle.member(who) is not None)
    if len(members) == 1:
        return members[0]
    blank = Blank("author", Entry.PERSON, options=members)
    start = form.typed.get("author", seats.names[seats.present])
    return PersonId(str(await form.ask("Open", blank, start)))


async def _hand_in(seats: Seats, command: Open) -> ProceedingId:
    answer = await seats.give(command.id, replace(command, step=None))
    assert answer.proceeding is not None  # noqa: S101 - it has just been opened
    return answer.proceeding.id
