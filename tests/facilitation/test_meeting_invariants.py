"""INV-M1 to INV-M7 over whole meetings: random walks in a circle, its meetings and their items.

A walk does what is offered to somebody, in the meeting or in what is on its table; the clock moves; now and then
somebody tries what is not offered. After each step every fact is held against the rules, from what was true before it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.wording import Wording
from facilitation import commands as c
from facilitation import facts as f
from facilitation import meeting as m
from facilitation.cards import Msg
from facilitation.facts import Asks, Fact
from facilitation.minutes import minutes
from facilitation.model import (
    Circle,
    Fate,
    ItemOutcome,
    PersonId,
    ProceedingId,
    Words,
)
from facilitation.phases import agenda as agenda_phase
from facilitation.proceeding import evolve, fold, legal, wake_at
from facilitation.processes import PROCESSES
from facilitation.refusals import Refused
from facilitation.state import Proceeding
from facilitation.transcript import parse, play, printed, transcript_of
from facilitation.verbs import Offer
from facilitation.view import choices, receipt, script, show, tell, why
from tests.facilitation.organisation import Organisation
from tests.facilitation.small_circles import ANA, BO, CY, TEXT_A
from tests.facilitation.small_meetings import meeting_circle
from tests.facilitation.test_view_everywhere import all_messages, assert_sayable, messages

STEPS = 160
CIRCLES: Final[dict[str, Callable[[], Circle]]] = {
    "sofa": meeting_circle,
    "live": lambda: meeting_circle(minutes_approval="live"),
    "next meeting": lambda: meeting_circle(minutes_approval="next meeting"),
    "one after the other": lambda: meeting_circle(rounds="sequential"),
    "rolebased": lambda: meeting_circle("rolebased"),
}
OUTCOMES = tuple(ItemOutcome)
ORDER: Final = (
    "preparing",
    "check-in",
    "attendance",
    "few present",
    "duration",
    "minutes",
    "information",
    "next meeting",
    "agenda",
    "items",
    "backlog",
    "evaluation",
    "closing",
    "written up",
)
"""The steps of a meeting in their order; rounds called from a step belong to it."""
BESIDE: Final = {"topics": "agenda", "support round": "items"}


def rank(phase: str) -> int:
    return ORDER.index(BESIDE.get(phase, phase))


# --- walking --------------------------------------------------------------------------------------------------


@dataclass
class Walk:
    """A circle, its meetings and their items, and somebody who does something again and again."""

    owner: Circle
    rng: random.Random
    org: Organisation = field(default_factory=Organisation)
    before: dict[str, Proceeding] = field(default_factory=dict)
    acts: list[str] = field(default_factory=list)
    meetings: int = 0

    def __post_init__(self) -> None:
        self.org.circles[self.owner.id] = self.owner

    def meeting(self) -> Proceeding | None:
        """The meeting that is prepared or under way."""
        id_ = self.org.circles[self.owner.id].meeting
        return self.org.open.get(id_) if id_ is not None else None

    def step(self) -> None:
        """Something happens: an act of somebody, or time."""
        self.before = dict(self.org.open)
        self.org.news = []
        luck = self.rng.random()
        p = self.meeting()
        if p is None:
            self.open_meeting()
        elif luck < 0.04:
            self.pass_time(timedelta(minutes=self.rng.choice((1, 6, 20, 600))))
        elif luck < 0.07:
            self.add_item(p)
        else:
            self.act(p)

    def open_meeting(self) -> None:
        if self.rng.random() < 0.5:
            self.pass_time(timedelta(hours=self.rng.choice((1, 30, 60))))
            return
        self.meetings += 1
        id_ = ProceedingId(f"m{self.meetings}")
        away = tuple(who for who in (BO, CY) if self.rng.random() < 0.15)
        self.give(
            id_,
            c.OpenMeeting(
                by=ANA,
                id=id_,
                circle=self.org.circles[self.owner.id],
                title=f"meeting {self.meetings}",
                planned=self.org.now,
                minutes=60,
                away=away,
            ),
        )

    def add_item(self, p: Proceeding) -> None:
        by, outcome = self.rng.choice((ANA, BO, CY)), self.rng.choice(OUTCOMES)
        secret = "somebody's health" if self.rng.random() < 0.3 else ""
        self.give(
            p.id, c.AddItem(by=by, title=f"secret {len(self.acts)}", outcome=outcome, confidential=secret)
        )

    def act(self, p: Proceeding) -> None:
        """An act in the meeting, or in what is on its table."""
        item = m.of(p).open_item
        table = self.org.open.get(item.proceeding) if item is not None and item.proceeding else None
        if item is not None and table is None and self.rng.random() < 0.5:
            id_ = ProceedingId(f"d{len(self.acts)}")
            self.give(
                id_,
                c.Propose(by=ANA, id=id_, circle=p.circle, title=id_, draft=TEXT_A, item_of=p.id),
            )
            return
        others = [q for q in self.org.open.values() if q.id not in (p.id, table and table.id)]
        target = p
        if table is not None and not table.over and self.rng.random() < 0.6:
            target = table
        elif others and self.rng.random() < 0.08:
            target = self.rng.choice(others)
        offers = [(who, offer) for who in (ANA, BO, CY) for offer in legal(target, who)]
        offers = [pair for pair in offers if pair[1].command not in SELDOM or self.rng.random() < 0.06]
        if offers:
            who, offer = self.rng.choice(offers)
            command = made(target, who, offer, self.rng, self.org)
            if command is not None:
                self.give(target.id, command)

    def give(self, target: str, command: c.Command) -> None:
        """Give a command as a desk does: what is overdue comes first."""
        self.acts.append(f"{self.org.now:%d %H:%M} {target} {command!r}"[:160])
        self.pass_time(timedelta())
        overdue = self.org.news
        try:
            self.org.give(target, command)
        except Refused:
            self.org.news = []
        self.org.news = [*overdue, *self.org.news]

    def pass_time(self, span: timedelta) -> None:
        """The clock moves, and knocks wherever something falls due."""
        until = self.org.now + span
        news: list[tuple[str, Fact]] = []
        for _ in range(300):
            dues = [
                (at, p.id) for p in self.org.open.values() if (at := wake_at(p)) is not None and at <= until
            ]
            if not dues:
                break
            at, id_ = min(dues)
            self.org.now = max(self.org.now, at)
            self.org.give(id_, c.Tick())
            assert self.org.news, f"the clock knocked at {id_}, and nothing was due"
            news += self.org.news
        self.org.now = until
        self.org.news = news


SELDOM = frozenset(
    {
        c.Leave,
        c.Arrive,
        c.TakeOver,
        c.HandOver,
        c.AskProcess,
        c.AnswerProcess,
        c.CancelMeeting,
        c.PostponeRest,
        c.OpenProcessRound,
        c.AskTemperature,
        c.AskTrifle,
        c.AbortRound,
        c.SupportPerson,
        c.CallPause,
        c.CallWriting,
        c.ShareFacilitation,
        c.WelcomeVisitor,
        c.LeaveEarly,
        c.AddAction,
        c.ExtendMeeting,
        c.DropItem,
        c.ChangeItem,
        c.MoveItem,
        c.PostponeItem,
        c.TakeMinutes,
        c.WithdrawAside,
        c.TakeBack,
        c.Object,
        c.AddItem,
        c.ProposeDrop,
        c.ProposePostpone,
        c.Withdraw,
        c.ComeBackToMe,
        c.AnotherPass,
    }
)
"""What happens now and then: without this a walk would never come to the end of a meeting."""


def made(p: Proceeding, who: PersonId, offer: Offer, rng: random.Random, org: Organisation) -> c.Act | None:
    """A command that such an offer stands for; None for those this walk does not know how to fill in."""
    kind: Any = offer.command
    soon = org.now + timedelta(days=3)
    filled: dict[str, Any] = {
        "text": Words("w"),
        "result": rng.choice(("r", "")),
        "next_step": rng.choice(("n", "")),
        "title": "t",
        "minutes": rng.choice((1, 5)),
        "outcome": rng.choice(OUTCOMES),
        "until": soon,
        "place": 1,
        "person": rng.choice((ANA, BO, CY)),
        "planned": soon,
        "review": soon,
    }
    about = ("item", "topic", "duty", "to", "person", "objection", "question")
    names = kind.__dataclass_fields__
    fields = {name: value for name, value in filled.items() if name in names}
    if offer.target is not None:
        name = next((name for name in about if name in names), None)
        if name is None:
            return None
        fields[name] = offer.target
    elif "item" in names:
        fields["item"] = None
    try:
        return kind(by=who, **fields)  # type: ignore[no-any-return]
    except TypeError:
        return None


# --- the rules, said once more ----------------------------------------------------------------------------------


def faults(walk: Walk) -> Iterator[str]:
    """Everything that breaks INV-M1 to INV-M7 in what has just happened."""
    seen = dict(walk.before)
    for stream, fact in walk.org.news:
        p = seen.get(stream)
        if p is None and not isinstance(fact, f.Opening):
            continue  # a circle's own
        after = evolve(p, fact)
        seen[stream] = after
        if p is not None and isinstance(p.work, m.Meeting):
            yield from _steps(p, fact)
            yield from _agenda(p, fact)
            yield from _end(p, fact)
            yield from _settled(p, after, fact)
        if p is not None and p.item_of in seen and isinstance(fact, f.Spoke | f.Objected | f.Adopted):
            yield from _content(seen[p.item_of])


def _steps(p: Proceeding, fact: Fact) -> Iterator[str]:
    """INV-M1."""
    if isinstance(fact, f.StepSkipped) and not fact.text.strip():
        yield "INV-M1: a step was skipped without a reason"
    steps = [
        r.phase.name for r in p.results if r.phase is not None and r.phase.name in PROCESSES["meeting"].phases
    ]
    if isinstance(fact, f.StepBegan) and steps:
        earlier = steps[-1]
        if rank(fact.phase) < rank(earlier):
            yield f"INV-M1: back from {earlier} to {fact.phase}"
        skipped = [s for s in ORDER[rank(earlier) + 1 : rank(fact.phase)] if s != "few present"]
        forgotten = p.results[-1].closing == "MeetingForgotten"
        if skipped and not forgotten:
            yield f"INV-M1: {skipped} were left out"


def _content(meeting: Proceeding) -> Iterator[str]:
    """INV-M2."""
    if isinstance(meeting.work, m.Meeting) and not meeting.work.consented:
        yield "INV-M2: content before consent to the agenda"


def _agenda(p: Proceeding, fact: Fact) -> Iterator[str]:
    """INV-M2 and INV-M3."""
    kept = m.of(p)
    if isinstance(fact, f.ItemOpened) and not kept.consented:
        yield "INV-M2: an item opened before consent to the agenda"
    if isinstance(fact, f.AgendaChanged) and kept.consented:
        asked = p.results[-1].aside if p.results else None
        by_consent = (
            asked is not None
            and asked.asks is Asks.AGENDA_CHANGE
            and p.results[-1].closing == "AsideCarried"
            and asked.step == p.step
            and kept.asked == fact.change
        )
        free = agenda_phase.built_here(p) and fact.change.adjust.value in ("add", "move")
        if not by_consent and not free:
            yield f"INV-M3: {fact.change.adjust.value} without consent"


def _end(p: Proceeding, fact: Fact) -> Iterator[str]:
    """INV-M4."""
    kept = m.of(p)
    if isinstance(fact, f.ItemClosed):
        item = kept.item(fact.item)
        if not (fact.next_step or (item is not None and item.conclusion is not None)):
            yield "INV-M4: an item was left without a result"
    if isinstance(fact, f.MeetingClosed):
        if any(item.fate in (Fate.WAITING, Fate.OPEN) for item in kept.agenda):
            yield "INV-M4: closed with an item that has no end"
        if not kept.next_known:
            yield "INV-M4: closed without a word about the next meeting"
        offered = [r.phase.name for r in p.results if r.phase is not None]
        if "evaluation" not in offered:
            yield "INV-M4: no evaluation was offered"


def _settled(p: Proceeding, after: Proceeding, fact: Fact) -> Iterator[str]:
    """INV-M5, INV-M6 and INV-M7."""
    kept = m.of(p)
    if kept.approved and not isinstance(fact, f.MeetingClosed) and bare(p) != bare(after):
        yield f"INV-M5: {type(fact).__name__} changed approved minutes"
    if isinstance(fact, f.MinutesObjected) and fact.person not in kept.attended:
        item = kept.item(fact.item) if fact.item is not None else None
        if item is None or item.owner != fact.person or item.outcome is not ItemOutcome.REPORT:
            yield "INV-M6: somebody who was not there objected to the minutes"
    if isinstance(fact, f.AsideBegan) and fact.asks is Asks.MINUTES:
        last = p.phase is not None and p.phase.name == "minutes"
        there = kept.last_attended if last else kept.attended
        if not set(fact.order) <= set(there):
            yield "INV-M6: somebody who was not there is asked about the minutes"
    told = minutes(after)
    for record, item in zip(told.items, m.of(after).agenda, strict=True):
        if item.confidential and (record.title or record.result or record.conclusion or record.next_step):
            yield "INV-M7: minutes tell of a confidential item"


def bare(p: Proceeding) -> object:
    """Approved minutes without what may be added below them; of the circle, its name."""
    return replace(minutes(p), addenda=(), circle=replace(p.circle, members=()))


# --- the tests ------------------------------------------------------------------------------------------------


def walks(name: str, seed: int, steps: int = STEPS) -> Iterator[Walk]:
    walk = Walk(CIRCLES[name](), random.Random(seed))  # noqa: S311 - an example, not a secret
    for _ in range(steps):
        walk.step()
        yield walk


@pytest.mark.parametrize("name", CIRCLES)
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_meetings_keep_to_the_rules_inv_m1_to_m7(name: str, seed: int):
    for walk in walks(name, seed):
        found = list(faults(walk))
        assert not found, "\n".join([*found, *walk.acts[-30:]])


@pytest.mark.parametrize("name", CIRCLES)
def test_a_log_folds_to_what_is_true_inv_d16(name: str):
    *_, walk = walks(name, 5)

    for id_, p in walk.org.open.items():
        assert fold(walk.org.logs[id_]) == p


@pytest.mark.parametrize("name", CIRCLES)
def test_everything_shown_can_be_said(name: str):
    for walk in walks(name, 11):
        for said in told(walk):
            assert_sayable(said, VOICE)
        for p in touched(walk):
            keys = [card.key for card in show(p)]
            assert len(set(keys)) == len(keys)
            for button in (button for who in (ANA, BO, CY) for button in choices(p, who)):
                assert not VOICE.button(button).startswith("do-")
                for blank in button.form:
                    assert not VOICE.blank(button.verb, blank).startswith("blank-")
                    assert all(VOICE.option(blank, option) for option in blank.options)


VOICE: Final = Wording(names=lambda person: f"Name of {person}")


def touched(walk: Walk) -> Iterator[Proceeding]:
    """What has changed in this step."""
    for id_ in dict.fromkeys(stream for stream, _ in walk.org.news):
        if (p := walk.org.open.get(ProceedingId(id_))) is not None:
            yield p


def told(walk: Walk) -> Iterator[Msg]:
    """Every sentence that is said about what has just happened."""
    for p in touched(walk):
        yield from all_messages(show(p))
        yield from (message for line in script(p) for message in messages(line.text))
        yield why(p)
        mine = [fact for stream, fact in walk.org.news if stream == p.id]
        yield from (line for fact in mine if (line := tell(p, fact)) is not None)
        yield receipt(p, mine, ANA)


@pytest.mark.parametrize("name", CIRCLES)
def test_a_log_printed_as_a_transcript_gives_the_same_log(name: str):
    *_, walk = walks(name, 3, 120)
    names = {ANA: "Ana", BO: "Bo", CY: "Cy"}

    for p in walk.org.open.values():
        if isinstance(p.work, m.Meeting):
            log = tuple(walk.org.logs[p.id])
            assert play(parse(printed(transcript_of(log, names)))).logs[p.id] == log


def test_a_walk_comes_through_whole_meetings():
    phases, closings = set[str](), set[str]()
    for name in CIRCLES:
        for seed in range(4):
            *_, walk = walks(name, seed, 400)
            meetings = [p for p in walk.org.open.values() if isinstance(p.work, m.Meeting)]
            phases |= {r.phase.name for p in meetings for r in p.results if r.phase is not None}
            closings |= {r.closing for p in meetings for r in p.results}

    assert set(PROCESSES["meeting"].phases) - phases <= {"few present", "written up"}
    assert {"MeetingClosed", "MeetingForgotten", "AsideCarried", "AsideFell", "StepSkipped"} <= closings
