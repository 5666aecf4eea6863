"""The clock of a meeting: soft time boxes, the planned end, pauses, and a meeting that nobody ended.

A timer is feedback and not a whistle (MVOS 5.5.3; S3 "Timebox"): nothing is cut off, decided or closed because time
is up, but for a meeting that was forgotten (D): it closes itself visibly, so that its circle can meet again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from facilitation import meeting as m
from facilitation.booking import books
from facilitation.facts import (
    EndNears,
    EndReached,
    Fact,
    ItemRanOver,
    MeetingForgotten,
    PauseBegan,
    PauseEnded,
    RoundClosed,
    StepBegan,
    StepSkipped,
)
from facilitation.model import Fate, PersonId, but
from facilitation.phases.round import Round
from facilitation.process import Phase
from facilitation.state import MeetingState, Proceeding
from facilitation.values import dataclass

NEAR: Final = timedelta(minutes=5)
FORGOTTEN: Final = timedelta(hours=6)
"""How long after the planned end an open meeting counts as forgotten (D)."""
NEVER_BEGUN: Final = timedelta(hours=24)
"""How long after its planned start a meeting that nobody begins is let go (D)."""


def under_way(p: Proceeding) -> m.Meeting | None:
    """The meeting, if it is one that has begun and is not over."""
    kept = p.work if isinstance(p.work, m.Meeting) else None
    return kept if kept is not None and kept.began is not None and kept.closed is None else None


def dues(p: Proceeding) -> Iterator[datetime]:
    """Every instant at which the clock of a meeting under way has something to say."""
    if (kept := under_way(p)) is None:
        return
    yield from due_anyway(p)
    if kept.paused_until is not None:
        yield kept.paused_until
        return
    if not kept.near_end:
        yield kept.planned_end - NEAR
    if not kept.end_reached:
        yield kept.planned_end
    item = kept.open_item
    if item is not None and not item.ran_over and item.began is not None:
        yield item.began + timedelta(minutes=item.minutes)


def ticks(p: Proceeding, now: datetime) -> Iterator[Fact]:
    """What has fallen due in a meeting under way; the last may close it."""
    if (kept := under_way(p)) is None:
        return
    forgotten = tuple(tick_anyway(p, now))
    if forgotten:
        yield from forgotten
        return
    if kept.paused_until is not None:
        if kept.paused_until <= now:
            yield PauseEnded(at=now, due=kept.paused_until)
        return
    yield from _boxes(p, now)


def _boxes(p: Proceeding, now: datetime) -> Iterator[Fact]:
    kept = m.of(p)
    item = kept.open_item
    if item is not None and not item.ran_over and item.began is not None:
        due = item.began + timedelta(minutes=item.minutes)
        if due <= now:
            yield ItemRanOver(at=now, due=due, item=item.number)
    if not kept.near_end and kept.planned_end - NEAR <= now:
        yield EndNears(at=now, due=kept.planned_end - NEAR)
    if not kept.end_reached and kept.planned_end <= now:
        yield EndReached(at=now, due=kept.planned_end)


def due_anyway(p: Proceeding) -> Iterator[datetime]:
    """When the meeting counts as forgotten, whatever is being asked in it."""
    if (kept := under_way(p)) is not None:
        yield kept.planned_end + FORGOTTEN


def tick_anyway(p: Proceeding, now: datetime) -> Iterator[Fact]:
    """The meeting was forgotten: it is over, and nothing is decided by that."""
    for due in due_anyway(p):
        if due <= now:
            yield MeetingForgotten(at=now, due=due)


@dataclass(frozen=True, kw_only=True)
class InMeeting(Phase):
    """A step of a meeting under way: the clock of the meeting goes on in it."""

    reminds = False

    def begin(self, p: Proceeding, fact: StepBegan) -> MeetingState:
        """What the step is about is kept in the meeting itself."""
        del p
        return MeetingState(name=fact.phase, step=fact.step, began=fact.at)

    def due(self, p: Proceeding) -> Iterator[datetime]:
        """The meeting's own instants."""
        return dues(p)

    def tick(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """What the meeting's clock says."""
        return ticks(p, now)

    def due_anyway(self, p: Proceeding) -> Iterator[datetime]:
        """When the meeting counts as forgotten."""
        return due_anyway(p)

    def tick_anyway(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """A small question does not keep a forgotten meeting open."""
        return tick_anyway(p, now)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whoever leads the meeting."""
        return leaders(p)


def leaders(p: Proceeding) -> tuple[PersonId, ...]:
    """Whose move a step of the facilitator is: theirs, or everyone's where nobody facilitates."""
    able = [who for who in (p.facilitator, p.co_facilitator) if who is not None and who not in p.away]
    return tuple(able) or tuple(who for who in p.circle.consenting if who not in p.away)


@dataclass(frozen=True, kw_only=True)
class MeetingRound(Round):
    """A round in a meeting: it can be left out for a reason that is logged (INV-M1), and the meeting's clock goes on."""

    reminds = False
    closings = frozenset({RoundClosed, StepSkipped})

    def due(self, p: Proceeding) -> Iterator[datetime]:
        """The turn's time box, and the meeting's."""
        yield from super().due(p)
        yield from dues(p)

    def tick(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """What has fallen due of both."""
        yield from super().tick(p, now)
        yield from ticks(p, now)

    def due_anyway(self, p: Proceeding) -> Iterator[datetime]:
        """When the meeting counts as forgotten."""
        return due_anyway(p)

    def tick_anyway(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """A small question does not keep a forgotten meeting open."""
        return tick_anyway(p, now)


@books(ItemRanOver)
def _book_ran_over(p: Proceeding, fact: ItemRanOver) -> Proceeding:
    return with_item(p, fact.item, ran_over=True)


def with_item(p: Proceeding, number: int, **changes: object) -> Proceeding:
    """The proceeding with one item of its agenda changed."""
    agenda = tuple(but(item, **changes) if item.number == number else item for item in m.of(p).agenda)
    return m.kept(p, agenda=agenda)


@books(EndNears)
def _book_near(p: Proceeding, _fact: EndNears) -> Proceeding:
    return m.kept(p, near_end=True)


@books(EndReached)
def _book_reached(p: Proceeding, _fact: EndReached) -> Proceeding:
    return m.kept(p, end_reached=True)


@books(PauseBegan)
def _book_pause(p: Proceeding, fact: PauseBegan) -> Proceeding:
    return m.kept(p, paused_until=fact.until, writing=fact.writing)


@books(PauseEnded)
def _book_pause_over(p: Proceeding, _fact: PauseEnded) -> Proceeding:
    return m.kept(p, paused_until=None, writing=False)


@books(MeetingForgotten)
def _book_forgotten(p: Proceeding, fact: MeetingForgotten) -> Proceeding:
    return left_open(m.ended(p, fact.at, forgotten=True), fact.at)


def left_open(p: Proceeding, at: datetime) -> Proceeding:
    """What was on the table goes on by itself, and what waited is postponed: nothing of it is lost."""
    fates = {Fate.OPEN: Fate.GOES_ON, Fate.WAITING: Fate.POSTPONED}
    agenda = tuple(
        but(item, fate=fates[item.fate], ended=at) if item.fate in fates else item for item in m.of(p).agenda
    )
    return m.kept(p, agenda=agenda)
