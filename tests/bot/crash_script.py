"""What happens in a crash trial, decided beforehand by a seed: who does what at which instant, in three circles.

`Round` after round, time moves on, people act (one in each circle at most, so that nobody's order matters), and
what falls due by then has to be done. The clerk who writes the script also writes down what the log must hold.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.chain import Target
from bot.pictures import cards_of
from facilitation.commands import Act, Admit, Command, Found, Release, Tick
from facilitation.facts import Fact
from facilitation.model import CircleId, Draft, Member, ProceedingId
from facilitation.proceeding import legal, waiting
from facilitation.refusals import Refused
from facilitation.state import Proceeding
from facilitation.view import show
from tests.bot.clerk import Clerk
from tests.storage.walking import LIKELY, PEOPLE, START, Walk, found, propose

CIRCLES = tuple(CircleId(f"c-{name}") for name in ("kitchen", "garden", "workshop"))
HOW_THEY_WORK = (
    (("silence", "assume after window"), ("absent", "grace"), ("window_hours", "24")),
    (("collection", "sealed"), ("window_hours", "12")),
    (("collection", "round"), ("absent", "present only"), ("turn_seconds", "3600")),
)
PASSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 360))


@dataclass(frozen=True)
class Round:
    """One instant: the acts of people in it, each with the name of its delivery."""

    at: datetime
    acts: tuple[tuple[str, Target, Command], ...]


@dataclass(frozen=True)
class Script:
    """All rounds; circles are founded and first proposals made one by one in the first `opening` of them."""

    seed: str
    opening: int
    rounds: tuple[Round, ...]

    def expected(self, stop: int) -> dict[str, list[Fact]]:
        """What the log holds after so many rounds, by stream."""
        clerk, log = Clerk(), dict[str, list[Fact]]()
        for each in self.rounds[:stop]:
            for stream, fact in played(clerk, each):
                log.setdefault(stream, []).append(fact)
        return log

    def settled_cards(self, stop: int) -> set[str]:
        """The keys of all cards that stand in the picture at the end of some round.

        A card that is in the picture only while a round is being played may be shown, or may have been overtaken.
        """
        clerk, known, keys = Clerk(), dict[ProceedingId, Proceeding](), set[str]()
        for each in self.rounds[:stop]:
            for _ in played(clerk, each):
                pass
            changed = [p for id_, p in clerk.proceedings.items() if known.get(id_) is not p]
            known = dict(clerk.proceedings)
            keys |= {card.key for p in changed for card in cards_of(show, p)}
        return keys


def played(clerk: Clerk, each: Round) -> Iterator[tuple[str, Fact]]:
    """What a round makes true: what is due, what people do (a refusal changes nothing), and what is due by that."""
    yield from _ticked(clerk, each.at)
    for _, target, command in each.acts:
        try:
            taken = clerk.take(target, command, each.at)
        except Refused:
            continue
        yield from taken.rows
    yield from _ticked(clerk, each.at)


def _ticked(clerk: Clerk, now: datetime) -> Iterator[tuple[str, Fact]]:
    while late := sorted((due, stream) for stream, due in clerk.dues().items() if due <= now):
        for _, stream in late:
            yield from clerk.take(ProceedingId(stream), Tick(), now).rows


def written(seed: str, count: int) -> Script:
    """A script of so many rounds."""
    dice, clerk, now, rounds = random.Random(seed), Clerk(), START, list[Round]()  # noqa: S311 - repeatable

    def play(at: datetime, *acts: tuple[Target, Command]) -> None:
        named = tuple((f"{len(rounds)}.{number}", *act) for number, act in enumerate(acts))
        rounds.append(Round(at, named))
        for _ in played(clerk, rounds[-1]):
            pass

    for circle, overrides in zip(CIRCLES, HOW_THEY_WORK, strict=True):
        play(now, (circle, _found(circle, overrides)))
        play(now, _opens(clerk, circle, 0, now))
    opening = len(rounds)
    while len(rounds) < count:
        now = _later(clerk, now, dice)
        if (circle := _idle(clerk)) is not None:
            opened = sum(p.circle.id == circle for p in clerk.proceedings.values())
            play(now, _opens(clerk, circle, opened, now))
        else:
            play(now, *(act for circle in CIRCLES if (act := _act(clerk, circle, now, dice)) is not None))
    return Script(seed, opening, tuple(rounds))


def _found(circle: CircleId, overrides: tuple[tuple[str, str], ...]) -> Found:
    return replace(found(id_=circle), overrides=overrides)


def _opens(clerk: Clerk, circle: CircleId, number: int, now: datetime) -> tuple[Target, Command]:
    id_ = f"p-{circle.removeprefix('c-')}-{number}"
    draft = Draft(text=f"We cook in turns, {number} weeks each.", review=now + timedelta(days=30))
    first = clerk.circles[circle].members[0].person
    return ProceedingId(id_), propose(clerk.circles[circle], id_, by=first, draft=draft)


def _idle(clerk: Clerk) -> CircleId | None:
    """A circle in which nothing is being decided."""
    busy = {p.circle.id for p in clerk.proceedings.values() if not p.over and not p.in_force}
    return next((circle for circle in CIRCLES if circle not in busy), None)


def _later(clerk: Clerk, now: datetime, dice: random.Random) -> datetime:
    """A little later; now and then exactly when something falls due, or when it has just gone by."""
    due = min(clerk.dues().values(), default=now)
    if due > now and dice.random() < 0.3:
        return due + dice.choice((timedelta(0), timedelta(0), timedelta(minutes=1)))
    return now + dice.choice(PASSES)


def _act(clerk: Clerk, circle: CircleId, now: datetime, dice: random.Random) -> tuple[Target, Command] | None:
    here = [p for p in clerk.proceedings.values() if p.circle.id == circle and not p.over]
    late = {id_ for id_, due in clerk.dues().items() if due <= now}
    if dice.random() < 0.15:
        return None
    if dice.random() < 0.03:
        who = dice.choice(PEOPLE)
        member = clerk.circles[circle].member(who)
        staying = len(clerk.circles[circle].members)
        if not late & {p.id for p in here} and (member is None or staying > 3):
            return circle, Admit(member=Member(person=who)) if member is None else Release(person=who)
    p = next((p for p in here if not p.in_force), here[0])
    if dice.random() < 0.1:
        p = dice.choice(here)
    if late & {other.id for other in here if other is not p}:
        return None  # whether that or this came first would be seen in the circle's own log
    act = _something(p, now, dice)
    return None if act is None else (p.id, act)


def _something(p: Proceeding, now: datetime, dice: random.Random) -> Act | None:
    walk = Walk(now=now, p=p, count=dice.randrange(10_000))
    walk.dice = dice
    who = dice.choice(waiting(p) or PEOPLE) if dice.random() < 0.8 else dice.choice(PEOPLE)
    offers = legal(p, who)
    if not offers:
        return None
    offer = dice.choices(offers, [LIKELY.get(each.command.__name__, 1) for each in offers])[0]
    return walk.filled(offer.command, who, offer.target)
