"""Random walks through real commands: circles of one to seven, all presets, random switches, people who come and go.

`walks()` gives a `Walk` with every step taken: what was asked, when, what became true, and the proceeding before
and after. On failure it prints the steps like a transcript. Mostly people do what they may; now and then they try
what they may not, the clock knocks late, and members join or leave the circle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from facilitation.commands import (
    AbortRound,
    AcceptDriver,
    AcceptObjection,
    Act,
    AgreeItQualifies,
    Amend,
    AskProcess,
    AskTemperature,
    AskTrifle,
    CloseTemperature,
    Command,
    ConfirmAmendment,
    ConfirmStatement,
    Consent,
    Discard,
    EscalateToMeeting,
    GivePen,
    HandOver,
    Leave,
    LetStand,
    NameStuck,
    NoteBroaderDecision,
    NoteDeparted,
    NoteJoined,
    NoteSuperseded,
    Object,
    OpenProcessRound,
    Pass,
    Propose,
    ProposeDrop,
    ProposeEnd,
    ProposePostpone,
    Reflect,
    RewordDriver,
    ShowStance,
    ShowTemperature,
    Speak,
    Suggest,
    TakeBack,
    TakeOver,
    Tick,
    Withdraw,
    WithdrawConsent,
    WithdrawObjection,
)
from facilitation.facts import Asks, Fact
from facilitation.model import Circle, CircleId, Draft, Duty, Matter, Member, PersonId, ProceedingId, Standing
from facilitation.proceeding import legal, proceed, waiting, wake_at
from facilitation.refusals import Refused
from facilitation.settings import PRESETS, LateObjection, choices, overrides_of, setting_names, settings_from
from facilitation.state import Proceeding
from tests.facilitation.explore import alphabet, said
from tests.facilitation.small_circles import NOW, PEOPLE, REVIEW, SOON, STRANGER, TEXT_B, O

T = TypeVar("T")

SWITCHES = (
    *((name, value) for name in setting_names() for value in choices(name) if " to " not in value),
    ("grace_hours", "5"),
    ("quorum", "2"),
    ("reaction_passes", "2"),
    ("turn_seconds", "60"),
    ("window_hours", "0"),
    ("window_hours", "24"),
)
STANDINGS = (*[Standing.FULL] * 4, *Standing)
HELPFUL = (
    AcceptObjection,
    AgreeItQualifies,
    Amend,
    ConfirmAmendment,
    ConfirmStatement,
    Consent,
    LetStand,
    Pass,
    Reflect,
    Speak,
)
RARE = (
    AbortRound,
    AskProcess,
    AskTemperature,
    AskTrifle,
    CloseTemperature,
    EscalateToMeeting,
    OpenProcessRound,
    ShowStance,
    ShowTemperature,
    Discard,
    GivePen,
    HandOver,
    Leave,
    NameStuck,
    ProposeDrop,
    ProposeEnd,
    ProposePostpone,
    RewordDriver,
    Suggest,
    TakeBack,
    TakeOver,
    Withdraw,
    WithdrawConsent,
    WithdrawObjection,
)


@dataclass(frozen=True)
class Step:
    """One command, and what it did."""

    before: Proceeding | None
    command: Command
    now: datetime
    facts: tuple[Fact, ...]
    after: Proceeding

    def booked(self) -> Iterator[Fact]:
        return iter(self.facts)


@dataclass(repr=False)
class Walk:
    """A proceeding on its way, with every step it took."""

    p: Proceeding
    now: datetime
    steps: list[Step] = field(default_factory=list)
    refused: list[tuple[Proceeding, Command, datetime]] = field(default_factory=list)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for step in self.steps for fact in step.facts)

    def give(self, command: Command) -> None:
        """A command as a desk gives it: what is overdue comes first."""
        if not isinstance(command, Tick) and (due := wake_at(self.p)) is not None and due <= self.now:
            self.give(Tick())
        try:
            facts, p = proceed(self.p, command, self.now)
        except Refused:
            self.refused.append((self.p, command, self.now))
            return
        self.steps.append(Step(self.p, command, self.now, facts, p))
        self.p = p

    def tried(self, command: Command) -> bool:
        """Whether a command was accepted."""
        before = len(self.steps)
        self.give(command)
        return len(self.steps) > before

    def __repr__(self) -> str:
        circle = self.p.circle
        people = (f"{m.person} ({m.standing.value})" for m in self.steps[0].after.circle.members)
        about = (circle.settings.preset, overrides_of(circle.settings), ", ".join(people))
        return "\n".join([*map(str, about), self.trail()])

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: bool) -> None:  # noqa: FBT001 - their call
        printer.text(repr(self))

    def trail(self) -> str:
        return "\n".join(
            f"  {s.now:%d %b %H:%M}  {said(s.command)}  -> {_names(s.facts)}" for s in self.steps
        )


def _names(facts: tuple[Fact, ...]) -> str:
    return ", ".join(type(fact).__name__ for fact in facts)


@st.composite
def circles(draw: st.DrawFn, least: int = 1, most: int = 7, **fixed: str) -> Circle:
    people = PEOPLE[: draw(st.integers(least, most))]
    members = [Member(person=who, standing=draw(st.sampled_from(STANDINGS))) for who in people]
    members[0] = Member(person=people[0])
    for duty in Duty:
        if draw(st.integers(0, 3)) != 1:
            at = draw(st.integers(0, len(people) - 1))
            had = members[at]
            members[at] = Member(person=had.person, standing=had.standing, duties=(*had.duties, duty))
    preset = draw(st.sampled_from(tuple(PRESETS)))
    given = dict(draw(st.lists(st.sampled_from(SWITCHES), max_size=4)))
    return Circle(
        id=CircleId("garden"),
        name="Garden",
        aim="Green",
        members=tuple(members),
        broader=draw(st.sampled_from((CircleId("village"), None))),
        rounds_held=draw(st.integers(0, 9)),
        settings=settings_from(preset, {**given, **fixed}),
    )


@st.composite
def proposals(draw: st.DrawFn, circle: Circle) -> Propose:
    others = [m.person for m in circle.members[1:]]
    matter = draw(st.sampled_from((*[Matter.POLICY] * 4, Matter.SETTINGS, *[Matter.REMOVAL] * bool(others))))
    conditional = draw(st.integers(0, 5)) == 5 and matter is not Matter.SETTINGS
    # Where objections go to a meeting, most of these walks are in one.
    meets = circle.settings.late_objection is LateObjection.TO_MEETING and draw(st.integers(0, 5)) < 5
    return Propose(
        by=circle.members[0].person,
        id=ProceedingId("beds"),
        circle=circle,
        title="Beds",
        draft=Draft(
            text="a",
            review=draw(st.sampled_from((REVIEW, REVIEW, NOW + SOON))),
            condition="if" if conditional else "",
            until=NOW + 20 * SOON if conditional else None,
        ),
        matter=matter,
        subject=draw(st.sampled_from(others)) if matter is Matter.REMOVAL else None,
        steps="talks",
        changes=(("rounds", "together"),) if matter is Matter.SETTINGS else (),
        away=tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))),
        item_of=ProceedingId("meeting") if meets else None,
        expected=draw(st.booleans()),
        ready=draw(st.integers(0, 5)) < 5,
    )


@st.composite
def walks(  # noqa: PLR0913 - all named
    draw: st.DrawFn,
    *,
    steps: int = 40,
    least: int = 1,
    most: int = 5,
    likely: tuple[type[Act], ...] = (),
    goal: str = "",
    **fixed: str,
) -> Walk:
    """A walk of so many steps that begins at the phase `goal`.

    `likely` is done often; `fixed` are settings that all its circles have.
    """
    circle = draw(circles(least, most, **fixed))
    proposal = draw(proposals(circle))
    facts, p = proceed(None, proposal, NOW)
    walk = Walk(p, NOW, [Step(None, proposal, NOW, facts, p)])
    _lead(walk, goal or draw(st.sampled_from(GOALS)))
    for _ in range(draw(st.integers(steps // 2, steps))):
        if walk.p.over:
            break
        _go_on(draw, walk, circle, likely)
    return walk


def _go_on(draw: st.DrawFn, walk: Walk, circle: Circle, likely: tuple[type[Act], ...]) -> None:
    kind = draw(st.integers(0, 19))
    if kind < 17:
        _act(draw, walk, likely, freely=kind == 16)
    elif kind == 17:
        due = wake_at(walk.p)
        late = draw(st.sampled_from((timedelta(), timedelta(hours=1), timedelta(days=9))))
        walk.now = max(walk.now, (due or walk.now) + late)
        walk.give(Tick())
    elif kind == 18:
        someone = draw(st.sampled_from(circle.members[1:] or circle.members))
        standing = draw(st.sampled_from(STANDINGS))
        joined = Member(person=someone.person, standing=standing, duties=someone.duties)
        gone = len(circle.members) > 1 and draw(st.booleans())
        walk.give(NoteDeparted(person=someone.person) if gone else NoteJoined(member=joined))
    else:
        draft = draw(st.sampled_from((None, Draft(text="c", review=REVIEW))))
        walk.give(
            draw(
                st.sampled_from(
                    (NoteBroaderDecision(draft=draft), NoteSuperseded(successor=ProceedingId("x")))
                )
            )
        )


def _act(draw: st.DrawFn, walk: Walk, likely: tuple[type[Act], ...], *, freely: bool) -> None:
    people = [*(m.person for m in walk.p.circle.members), *[STRANGER] * freely]
    turn = draw(st.integers(0, len(people) - 1)) if people else 0
    shun = () if draw(st.integers(0, 9)) == 9 else RARE
    for who in people[turn:] + people[:turn]:
        offers = set(legal(walk.p, who))
        found = [act for offer, act in alphabet(walk.p, who, walk.now) if freely or offer in offers]
        telling = [act for act in found if isinstance(act, likely) or not isinstance(act, shun)]
        helpful = [act for act in telling if isinstance(act, HELPFUL)]
        if telling:
            often = [act for act in telling if isinstance(act, likely)]
            pool = [*helpful * 2, *often * 8, *telling]
            walk.give(pool[draw(st.integers(0, len(pool) - 1))])
            return


GOALS = ("integrate", "integrate", "integrate", "amendment", "ladder", "consent", "in force", "driver")


def _lead(walk: Walk, goal: str) -> None:
    """Let those who are awaited help it on to the goal; on the way to an objection, whoever comes first objects."""
    for _ in range(90):
        p = walk.p
        if p.over or p.phase is None or p.phase.name == goal or len(p.objections) > 1 or not waiting(p):
            return
        if not any(_helps(walk, who, goal) for who in waiting(p)):
            return


def _helps(walk: Walk, who: PersonId, goal: str) -> bool:
    p, at = walk.p, 1
    to_object = goal in {"integrate", "amendment", "ladder"} and _checking(p) and not p.objections
    child = goal == "amendment" and p.aside is not None and p.aside.asks is Asks.AMENDMENT
    acts = (
        Object(by=who, text=O) if to_object or child else Consent(by=who),
        AcceptDriver(by=who),
        Pass(by=who),
        Speak(by=who),
        LetStand(by=who),
        *([NameStuck(by=who)] if goal == "ladder" else []),
        Reflect(by=who, objection=at, statement="s"),
        ConfirmStatement(by=who, objection=at),
        AgreeItQualifies(by=who, objection=at),
        Amend(by=who, objections=(at,), draft=TEXT_B),
    )
    return any(walk.tried(act) for act in acts)


def _checking(p: Proceeding) -> bool:
    return p.phase is not None and p.phase.name == "consent"
