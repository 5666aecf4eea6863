"""The value of a proceeding: what is true in it now, folded from its facts.

A `Proceeding` is immutable. Its `phase` is the state of the phase that is open; an `aside` is a small consent
question for which the phase waits (drop it? postpone it? does this sentence say the objection?). While an aside
is open it is *the question on the table*, and consent and objections are answers to it.

Steps number the questions put to the circle: every phase and every aside gets the next number, and a command
meant for another step than the one on the table is stale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from facilitation.commands import Rung
from facilitation.facts import Asks, RoundPurpose
from facilitation.model import (
    CLOSED,
    Circle,
    CircleId,
    Concern,
    Decision,
    Draft,
    Effect,
    Matter,
    Objection,
    Outcome,
    PersonId,
    ProceedingId,
    ProcessQuestion,
    Response,
    Status,
    Temperature,
    Version,
    Words,
    but,
)
from facilitation.values import dataclass

NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})


class TurnState(Enum):
    """Where one person's turn in a pass stands (domain.md section 4.4). Only the first three are not terminal."""

    PENDING = "pending"
    SPEAKING = "speaking"
    COME_BACK = "come back"
    DONE = "done"
    PASSED = "passed"
    SKIPPED_ABSENT = "skipped absent"
    TIMED_OUT = "timed out"
    LEFT = "left"


OPEN_TURNS: Final = (TurnState.PENDING, TurnState.SPEAKING, TurnState.COME_BACK)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One person's turn in one pass."""

    person: PersonId
    state: TurnState = TurnState.PENDING
    text: Words = Words("")
    put_off: bool = False

    @property
    def open(self) -> bool:
        """Whether this person may still speak in this pass."""
        return self.state in OPEN_TURNS


@dataclass(frozen=True, kw_only=True)
class Question:
    """A clarifying question and its answer."""

    number: int
    by: PersonId
    text: Words
    answer: Words | None = None
    answered_by: PersonId | None = None


@dataclass(frozen=True, kw_only=True)
class PhaseState:
    """What all phases share: their name in the table, their step number and when they began."""

    name: str
    step: int
    began: datetime
    reminded: int = 0
    reminded_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class RoundState(PhaseState):
    """A round under way. `turns` is in speaking order; in a round `together` nobody waits for anybody."""

    purpose: RoundPurpose
    together: bool
    turns: tuple[Turn, ...]
    spoken: tuple[tuple[PersonId, Words], ...] = ()
    """What was said in earlier passes."""
    questions: tuple[Question, ...] = ()
    pass_number: int = 1
    passes: int = 1
    turn_began: datetime | None = None
    """When whoever speaks got the turn; in a round `together`, when its present pass began, if that is not the first."""
    ran_over: int = 0
    aborted: bool = False
    """Whether the facilitator ended it before everyone had their turn."""


@dataclass(frozen=True, kw_only=True)
class GatherState(RoundState):
    """A round of a shaping: what is said in it becomes pieces, puts them in order, or is about some of them."""


@dataclass(frozen=True, kw_only=True)
class DraftingState(PhaseState):
    """Somebody holds the pen. `stands` is true where the text came ready."""

    authoring: bool
    """True while the draft is still the author's, before it is presented."""
    stands: bool = False
    rewritten: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckState(PhaseState):
    """A consent check on the proposal. `order` is who is asked; who is away counts by the circle's rule."""

    order: tuple[PersonId, ...]
    grace_until: datetime | None = None
    grace_for: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, kw_only=True)
class IntegrationState(PhaseState):
    """Objections are being integrated; `focus` are the ones being worked on now."""

    focus: tuple[int, ...] = ()
    stirred: datetime
    """When somebody last did something here: reminders count from then."""


@dataclass(frozen=True, kw_only=True)
class DriverState(PhaseState):
    """The reason for the proposal is looked at first. `fell` is true while it waits to be said anew."""

    fell: bool = False


@dataclass(frozen=True, kw_only=True)
class LadderState(PhaseState):
    """No way was found; the circle chooses what to do about that."""


@dataclass(frozen=True, kw_only=True)
class ConcernsState(PhaseState):
    """Those with concerns say them, now that the decision stands."""

    heard: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class WaitingState(PhaseState):
    """Something is awaited: a condition, a date, the broader circle, a review."""

    until: datetime | None = None
    early: bool = False


@dataclass(frozen=True, kw_only=True)
class ShapingState(PhaseState):
    """Between the rounds of a shaping. `fell` is true while the reason waits to be said anew."""

    fell: bool = False
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingState(PhaseState):
    """A step of a meeting, a report or an exploration: what it is about is kept in the meeting itself."""


@dataclass(frozen=True, kw_only=True)
class Aside:
    """A small consent question for which the main phase waits."""

    asks: Asks
    step: int
    began: datetime
    order: tuple[PersonId, ...]
    consented: frozenset[PersonId]
    mover: PersonId | None
    objection: int | None
    text: Words
    until: datetime | None
    whom: PersonId | None
    """The person it is about, if it is about one."""
    closes: datetime | None
    """When the silence of those present settles it; only for trifles (MVOS 5.5.3)."""
    silent: tuple[PersonId, ...] = ()
    """Who was there and said nothing when it was settled so."""
    reminded: int = 0
    reminded_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class RungOnLadder:
    """A rung the circle has tried."""

    rung: Rung
    by: PersonId
    text: Words
    until: datetime | None
    person: PersonId | None


@dataclass(frozen=True, kw_only=True)
class Result:
    """A step that is over, as it stays visible: what stood then, and the name of what closed it."""

    step: int
    closing: str
    phase: PhaseState | None = None
    driver: str
    work: Work | None
    aside: Aside | None = None
    version: int = 1
    objections: tuple[int, ...] = ()
    responses: tuple[Response, ...] = ()
    text: Words = Words("")
    person: PersonId | None = None


@dataclass(frozen=True, kw_only=True)
class Work:
    """What a process keeps beyond what all share: nominations, an agenda, pieces of a solution. One kind a process."""

    @property
    def invited(self) -> frozenset[PersonId]:
        """People from outside the circle who have something to answer here."""
        return frozenset()

    def speaking(self, purpose: RoundPurpose) -> frozenset[PersonId] | None:
        """Whom alone a round of this process is for, or None where it is for the usual people."""
        del purpose
        return None


@dataclass(frozen=True, kw_only=True)
class Proceeding:
    """One process under way in one circle: a consent decision, a role selection, a meeting, ..."""

    id: ProceedingId
    process: str
    circle: Circle
    title: str
    author: PersonId
    facilitator: PersonId | None
    opened: datetime
    co_facilitator: PersonId | None = None
    """Somebody who may do all that the facilitator may, beside them."""
    versions: tuple[Version, ...] = ()
    """The wordings so far; none where nothing has been worded yet, or nothing is (a meeting)."""
    driver: str = ""
    driver_stands: bool = False
    domain: str = ""
    matter: Matter = Matter.POLICY
    subject: PersonId | None = None
    """The member whose removal is proposed."""
    changes: tuple[tuple[str, str], ...] = ()
    effect: Effect | None = None
    steps: str = ""
    """What was tried before somebody's removal was proposed."""
    item_of: ProceedingId | None
    """The meeting in which this is being treated now."""
    quiet: datetime | None = None
    confidential: bool = False
    """Whether a meeting treats it, or has treated it, as a confidential item: guests take no part in it."""
    """Until when nobody has a turn, while the meeting in which this is treated pauses or writes."""
    work: Work | None = None
    """What this process alone keeps."""
    expected: bool = False
    ready: bool = True
    supersedes: ProceedingId | None = None
    origin: ProceedingId | None = None
    shaped_in: ProceedingId | None = None
    """Where the proposal was shaped, if it was."""
    phase: PhaseState | None = None
    aside: Aside | None = None
    step: int = 0
    rounds: int = 0
    counted: int = 0
    """How many of them had been counted for the circle when it decided last; and, in `before`, the time before that."""
    counted_before: int = 0
    pen: PersonId | None = None
    away: frozenset[PersonId]
    gathered: datetime | None = None
    """When somebody came back to a circle in which nobody was left: reminders count from then."""
    restated: bool = False
    responses: Mapping[PersonId, Response] = field(default_factory=lambda: NOTHING)
    objections: tuple[Objection, ...] = ()
    working: Draft | None = None
    """The text as amended so far while objections are being integrated; None when nothing is amended."""
    concerns: tuple[Concern, ...] = ()
    process_questions: tuple[ProcessQuestion, ...] = ()
    temperatures: tuple[Temperature, ...] = ()
    """How something feels to people: beside everything else, and deciding nothing."""
    held: PhaseState | None = None
    """What waits unchanged while the circle looks at its process, or until it is together."""
    brought_back: bool = False
    """Whether whoever facilitates has said that the circle is together over this."""
    rungs: tuple[RungOnLadder, ...] = ()
    breakdown: bool = False
    decision: Decision | None = None
    in_force: bool = False
    review_early: bool = False
    postponed_until: datetime | None = None
    handed_up_to: CircleId | None = None
    handed_up_as: ProceedingId | None = None
    successor: ProceedingId | None = None
    outcome: Outcome | None = None
    over: bool = False
    results: tuple[Result, ...] = ()

    @property
    def version(self) -> Version:
        """The wording now under decision."""
        return self.versions[-1]

    @property
    def table_step(self) -> int:
        """The step number of the question now on the table."""
        if self.aside is not None:
            return self.aside.step
        return self.phase.step if self.phase is not None else self.step

    @property
    def on_table(self) -> PhaseState | Aside | None:
        """The question now on the table: the aside if there is one, else the phase."""
        return self.aside or self.phase

    @property
    def open_objections(self) -> tuple[Objection, ...]:
        """Objections that stand between the proposal and its adoption."""
        return tuple(o for o in self.objections if o.status not in CLOSED)

    def objection(self, number: int | None) -> Objection | None:
        """An objection by its number."""
        if number is None or not 1 <= number <= len(self.objections):
            return None
        return self.objections[number - 1]

    def objections_of(self, person: PersonId) -> tuple[Objection, ...]:
        """The open objections of one person."""
        return tuple(o for o in self.open_objections if o.by == person)


def consent_members(p: Proceeding) -> tuple[PersonId, ...]:
    """Everyone with a consent right in this matter, here or away.

    Full members of the circle, whatever else they do in it (INV-D6, INV-D9); not the member whose removal is
    proposed (MVOS 2.2.3, INV-D8).
    """
    everyone = p.circle.consenting
    return everyone if p.subject is None else tuple(who for who in everyone if who != p.subject)


def is_draft(p: Proceeding) -> bool:
    """Whether the text is still its author's alone: kept as a draft, and never presented to the circle."""
    return not p.ready and p.rounds == 0


def is_known(p: Proceeding, person: PersonId) -> bool:
    """Whether a person belongs to the circle, or was invited to answer here."""
    return p.circle.member(person) is not None or (p.work is not None and person in p.work.invited)


def has_voice(p: Proceeding, person: PersonId) -> bool:
    """Whether a person has a consent right in this matter."""
    return person in consent_members(p)


def here(p: Proceeding) -> tuple[PersonId, ...]:
    """Those with a consent right who are not away: who is asked in small questions."""
    return tuple(person for person in consent_members(p) if person not in p.away)


def with_objection(p: Proceeding, number: int, **changes: Any) -> Proceeding:  # noqa: ANN401 - fields of Objection
    """The proceeding with one objection changed."""
    old = p.objections[number - 1]
    new = but(old, **changes)
    return but(p, objections=(*p.objections[: number - 1], new, *p.objections[number:]))


def with_response(p: Proceeding, response: Response) -> Proceeding:
    """The proceeding with one person's answer; the last one counts."""
    return but(p, responses={**p.responses, response.person: response})


def without_response(p: Proceeding, person: PersonId) -> Proceeding:
    """The proceeding with one person undecided again."""
    return but(p, responses={who: r for who, r in p.responses.items() if who != person})


UNRESOLVED: Final = frozenset({Status.RAISED, Status.UNDERSTOOD, Status.QUALIFIED, Status.AMENDED})
"""Objections that can be worked on now: open and not parked."""


def left(p: Proceeding, phase: PhaseState, closing: str) -> Result:
    """What stays visible of a step that is over now; `closing` names what closed it."""
    return Result(
        step=phase.step,
        closing=closing,
        phase=phase,
        driver=p.driver,
        work=p.work,
        version=len(p.versions),
    )
