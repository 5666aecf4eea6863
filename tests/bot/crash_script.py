"""What happens in a crash trial, decided beforehand by a seed: who does what at which instant, in three circles.

One circle mostly decides, one holds meetings with nested items and answers sealed, one selects people for roles,
shapes proposals and asks for advice. `Round` after round, time moves on, people act (one in each circle at most, so
that nobody's order matters), in what is under way or in the circle itself, and what falls due by then has to be done.
The clerk who writes the script also writes down what the log must hold.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.chain import Target
from bot.pictures import Shown, cards_of, digest_of, picture
from facilitation import meeting as m
from facilitation.commands import Admit, AssignRole, Command, Found, Release, Tick
from facilitation.facts import Fact
from facilitation.model import Circle, CircleId, Draft, Duty, Member, ProceedingId
from facilitation.refusals import Refused
from facilitation.state import Proceeding
from facilitation.view.over import over
from tests.bot.clerk import Clerk
from tests.bot.hands import Hands
from tests.storage.walking import PEOPLE, START, found, propose

CIRCLES = tuple(CircleId(f"c-{name}") for name in ("kitchen", "garden", "workshop"))
HOW_THEY_WORK = (
    (("silence", "assume after window"), ("absent", "grace"), ("window_hours", "4")),
    (("collection", "sealed"), ("window_hours", "1"), ("turn_seconds", "60")),
    (("collection", "round"), ("absent", "present only"), ("window_hours", "2"), ("rounds", "together")),
)
BEGINS = (
    ("Propose",),
    ("OpenMeeting", "OpenMeeting", "Propose"),
    ("OpenSelection", "OpenSelection", "OpenShaping", "SeekAdvice", "OpenMeeting"),
)
"""What they begin when nothing is under way."""
FIRST_TERMS: Final = {
    "secretary": timedelta(days=30, minutes=20),
    "water keeper": timedelta(days=7, minutes=40),
}
"""So that reminders of their ends fall due early: 30 and 7 days before."""
PASSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 30, 360, 1440, 3 * 1440))
SHORT_PASSES: Final = tuple(timedelta(seconds=seconds) for seconds in (20, 60, 60, 120, 300))
"""While people sit together."""
LONGEST_TURN: Final = timedelta(minutes=10)
"""They do not wait longer than this for something that falls due."""
ITEMS: Final = 4
"""On an agenda, before the meeting begins."""


@dataclass(frozen=True)
class Round:
    """One instant: the acts of people in it, each with the name of its delivery."""

    at: datetime
    acts: tuple[tuple[str, Target, Command], ...]


@dataclass(frozen=True)
class Script:
    """All rounds; one circle after the other begins in the first `opening` of them."""

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
        clerk, known, keys = Clerk(), dict[str, Shown](), set[str]()
        for each in self.rounds[:stop]:
            for _ in played(clerk, each):
                pass
            now: dict[str, Shown] = {**clerk.circles, **clerk.proceedings}
            changed = [one for id_, one in now.items() if known.get(id_) is not one]
            known = now
            keys |= {card.key for one in changed for card in cards_of(picture, one)}
        return keys

    def whispers(self, stop: int) -> dict[str, set[str]]:
        """By the key of each whisper, the digests of all that it may show after so many rounds.

        Once it is over it says so as things stand when a bot looks, and keeps to that; one that began again looks later.
        """
        clerk, found = Clerk(), defaultdict[str, set[str]](set)
        for each in self.rounds[:stop]:
            for stream, _ in played(clerk, each):
                one = clerk.value(ProceedingId(stream))  # or a circle
                cards = {card.key: card for card in cards_of(picture, one)}
                asked = {key: card for key, card in cards.items() if card.to is not None}
                ended = {
                    key: over(one, key, cards.values())
                    for key in found.keys() - cards.keys()
                    if key.startswith(f"{stream}/")
                }
                for key, card in (asked | ended).items():
                    found[key] |= {digest_of(card)} if card is not None else set()
        return found

    def kinds(self, stop: int) -> Counter[str]:
        """How often each kind of fact has come true after so many rounds."""
        return Counter(type(fact).__name__ for facts in self.expected(stop).values() for fact in facts)


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
            yield from clerk.take(ProceedingId(stream), Tick(), now).rows  # or a circle's


def written(seed: str, count: int) -> Script:
    """A script of so many rounds."""
    dice, clerk, now, rounds = random.Random(seed), Clerk(), START, list[Round]()  # noqa: S311 - repeatable

    def play(at: datetime, *acts: tuple[Target, Command]) -> None:
        named = tuple((f"{len(rounds)}.{number}", *act) for number, act in enumerate(acts))
        rounds.append(Round(at, named))
        for _ in played(clerk, rounds[-1]):
            pass

    for circle, overrides, (first, *_) in zip(CIRCLES, HOW_THEY_WORK, BEGINS, strict=True):
        play(now, (circle, _found(circle, overrides)))
        for (role, term), who in zip(FIRST_TERMS.items(), PEOPLE[3:], strict=True):
            play(now, (circle, AssignRole(role=role, person=who, until=now + term)))
        id_ = ProceedingId(f"p-{circle.removeprefix('c-')}-0")
        begun = _begins(clerk, circle, first, id_, Hands(dice, now))
        assert begun is not None
        play(now, (id_, begun))
    opening = len(rounds)
    while len(rounds) < count:
        now = _later(clerk, now, dice)
        hands = Hands(dice, now)
        acts = (act for circle in CIRCLES if (act := _act(clerk, circle, hands)) is not None)
        play(now, *acts)
    return Script(seed, opening, tuple(rounds))


def _found(circle: CircleId, overrides: tuple[tuple[str, str], ...]) -> Found:
    plain = found(id_=circle)
    secretary = replace(plain.members[3], duties=(Duty.SECRETARY,))
    return replace(plain, members=(*plain.members[:3], secretary, *plain.members[4:]), overrides=overrides)


def _later(clerk: Clerk, now: datetime, dice: random.Random) -> datetime:
    """A little later; now and then exactly when something falls due, or when it has just gone by."""
    together = any(_meets(p) for p in clerk.proceedings.values()) and dice.random() < 0.99
    due = min(clerk.dues().values(), default=now)
    if now < due <= now + (LONGEST_TURN if together else due - now) and dice.random() < 0.3:
        return due + dice.choice((timedelta(0), timedelta(0), timedelta(minutes=1)))
    return now + dice.choice(SHORT_PASSES if together else PASSES)


def _meets(p: Proceeding) -> bool:
    """Whether this is a meeting that is being prepared or under way."""
    return isinstance(p.work, m.Meeting) and not p.over and p.work.closed is None


def _act(clerk: Clerk, circle: CircleId, hands: Hands) -> tuple[Target, Command] | None:
    """What happens in a circle at an instant, if anything does.

    Whether an act or something that is late elsewhere in the circle came first would be seen in its log and in its
    meeting. So there is an act only where nothing else is late, and none at all while a meeting is.
    """
    here = [p for p in clerk.proceedings.values() if p.circle.id == circle and not p.over]
    late = {id_ for id_, due in clerk.dues().items() if due <= hands.now} & {circle, *(p.id for p in here)}
    if hands.dice.random() < 0.15:
        return None
    if not late and hands.dice.random() < 0.1:
        return _in_the_circle(clerk.circles[circle], hands)
    target, command = _something(clerk, circle, here, hands)
    nested = any(_meets(p) for p in here) or target not in {p.id for p in here}
    if command is None or late - {target} or (late and nested):
        return None
    return target, command


def _in_the_circle(circle: Circle, hands: Hands) -> tuple[Target, Command] | None:
    if hands.dice.random() < 0.7:
        act = hands.act(circle)
        return None if act is None else (circle.id, act)
    who = hands.dice.choice(PEOPLE)
    member, staying = circle.member(who), len(circle.members)
    if member is None:
        return circle.id, Admit(member=Member(person=who))
    return (circle.id, Release(person=who)) if staying > 3 else None


def _something(
    clerk: Clerk, circle: CircleId, here: list[Proceeding], hands: Hands
) -> tuple[Target, Command | None]:
    """Something goes on, in what is on the table of a meeting or in any other proceeding, or something is begun."""
    dice = hands.dice
    new = ProceedingId(f"p-{circle.removeprefix('c-')}-{len(clerk.proceedings)}")
    busy = [p for p in here if not p.in_force and not (isinstance(p.work, m.Meeting) and p.work.closed)]
    meeting = next((p for p in busy if _meets(p)), None)
    begins = dice.choice(BEGINS[CIRCLES.index(circle)])
    if not busy or (meeting is None and begins == "OpenMeeting" and dice.random() < 0.2):
        return new, _begins(clerk, circle, begins, new, hands)
    if meeting is None or dice.random() < 0.05:
        p = dice.choice(busy if dice.random() < 0.9 else here)
        return p.id, hands.act(p)
    kept = m.of(meeting)
    if kept.began is None and len(kept.agenda) < ITEMS and dice.random() < 0.95:
        return meeting.id, hands.item(meeting)
    if (brought := hands.brings(meeting, clerk.circles[circle], new)) is not None and dice.random() < 0.7:
        return new, brought
    item = kept.open_item and kept.open_item.proceeding
    table = next((p for p in busy if p.id == item), None)
    p = table if table is not None and dice.random() < 0.8 else meeting
    return p.id, hands.act(p)


def _begins(clerk: Clerk, circle: CircleId, verb: str, id_: ProceedingId, hands: Hands) -> Command | None:
    here, fixed = clerk.circles[circle], dict[str, object]()
    if verb == "Propose":
        draft = Draft(text=f"We cook in turns: {id_}.", review=hands.now + timedelta(days=30))
        return propose(here, id_, by=here.members[0].person, draft=draft)
    if verb == "OpenMeeting":
        fixed = {"planned": hands.now + timedelta(minutes=5), "minutes": 90}
    return hands.opens(here, verb, id_, **fixed)
