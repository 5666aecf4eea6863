"""Proposals and what is said to them: versions, responses, objections, decisions."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Final

from facilitation.model.base import PersonId, Words
from facilitation.model.circles import Effect
from facilitation.values import dataclass


class Matter(Enum):
    """What a proceeding is about; decides who is asked and what follows its adoption."""

    POLICY = "policy"
    REMOVAL = "removal"
    SETTINGS = "settings"
    SELECTION = "selection"
    """Who fills a role (domain.md section 8)."""
    ROLE = "role"
    """A role is defined, changed or given up (section 9); its `Effect` holds `role`."""
    MEMBERSHIP = "membership"
    """Somebody joins, or their standing changes (section 10.5); its `Effect` holds `member`."""
    CHARTER = "charter"
    """A circle's name, aim or domains change: consent of both circles (INV-C4); its `Effect` holds `charter`."""
    SUB_CIRCLE = "sub-circle"
    """A sub-circle or helping circle is formed (section 10.4); its `Effect` holds `charter`."""
    DISSOLUTION = "dissolution"
    """A sub-circle rests, wakes or is dissolved; its `Effect` holds `circle` and `status`."""
    LINK = "link"
    """A leader or delegate is confirmed by the receiving circle (section 10.3); its `Effect` holds `member`."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The content of a proposal: everything that makes a new version when it changes (INV-D3).

    `review` is the instant at which the circle looks at the decision again. `condition` with `until` makes the
    consent conditional: it takes effect when the condition is met and lapses after `until`.
    """

    text: str
    review: datetime
    owner: PersonId | None = None
    criteria: str = ""
    condition: str = ""
    until: datetime | None = None
    effect: Effect | None = None
    """What the decision changes besides its words, where that is no longer what the proposal opened with."""


class Change(Enum):
    """What a redraft claims to be. The engine cannot judge it; the person holding the pen says so."""

    CLARITY = "clarity"
    SUBSTANCE = "substance"
    REWRITE = "rewrite"


@dataclass(frozen=True, kw_only=True)
class Version:
    """One exact wording of a proposal, numbered from 1."""

    number: int
    draft: Draft
    by: PersonId
    at: datetime
    change: Change = Change.SUBSTANCE
    meets: tuple[int, ...] = ()
    """Numbers of the objections this version integrates."""


class Position(Enum):
    """What a member of the consent set can answer. Which of these a circle uses is its setting.

    `CONSENT` reads "no objection" and `OBJECTION` "possible objection" under some presets: the wording differs,
    the meaning of blocking or not blocking does not. `LEAVE_IT` is the optional explicit "I leave it to the
    others", which counts as no objection and is shown as what it is.
    """

    CONSENT = "consent"
    OBJECTION = "objection"
    CONCERN = "concern"
    LEAVE_IT = "leave it"


class Given(Enum):
    """How a response came about: given by the person, or assumed under a rule the circle had consented to."""

    EXPLICIT = "explicit"
    ASSUMED = "assumed"


@dataclass(frozen=True, kw_only=True)
class Response:
    """One person's answer to one version; the last one counts (domain.md section 6.7)."""

    person: PersonId
    version: int
    position: Position
    at: datetime
    given: Given = Given.EXPLICIT


class Status(Enum):
    """Where an objection stands on the road of domain.md section 7.1."""

    RAISED = "raised"
    UNDERSTOOD = "understood"
    QUALIFIED = "qualified"
    AMENDED = "amended"
    INTEGRATED = "integrated"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"
    MOOT = "moot"
    PARKED = "parked"
    ESCALATED = "escalated"

    __hash__ = (
        object.__hash__
    )  # asked of every objection at every closing; hashing the name costs ten times as much


CLOSED: Final = frozenset(
    {Status.INTEGRATED, Status.WITHDRAWN, Status.DISQUALIFIED, Status.MOOT, Status.ESCALATED}
)


class Move(Enum):
    """The fourteen ways to integrate an objection that the field knows (domain.md section 7.4)."""

    CONTENT = "content"
    SHORTER_TERM = "shorter term"
    MEASURE = "measure"
    SHORTER_AND_MEASURE = "shorter and measure"
    SMALLER_SCOPE = "smaller scope"
    SPLIT = "split"
    SUPPORT = "support"
    FIND_OUT = "find out"
    DELEGATE = "delegate"
    ASK_ELSEWHERE = "ask elsewhere"
    DEFER = "defer"
    ALTERNATIVE = "alternative"
    KEEP_AND_WATCH = "keep and watch"
    DROP = "drop"


class Criterion(Enum):
    """The four things a criteria test wants argued (domain.md section 7.3, modelled on HC v5 5.3.2)."""

    LOWERS_CAPACITY = "lowers capacity"
    LIMITS_MY_ROLE = "limits my role"
    CAUSED_BY_THIS = "caused by this"
    NO_TIME_TO_ADAPT = "no time to adapt"


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """One idea of how an objection could be met."""

    by: PersonId
    move: Move
    text: Words


@dataclass(frozen=True, kw_only=True)
class Argument:
    """One argument in an argument test; the one above it in the pile disputes it."""

    by: PersonId
    text: Words
    accepted: frozenset[PersonId] = frozenset()
    disputed: bool = False
    """True once someone's counter-argument to it stood: its author is asked what remains."""


@dataclass(frozen=True, kw_only=True)
class Objection:
    """A reason why a version, carried out, would harm the circle's aim. The start of work, never a veto."""

    number: int
    by: PersonId
    version: int
    text: Words
    at: datetime
    status: Status = Status.RAISED
    statement: str = ""
    """One sentence that says the objection back; confirmed by the objector, then the circle's own."""
    parent: int | None = None
    """Number of the objection whose amendment this one is about (an argument-test circle asks about amendments)."""
    arguments: tuple[Argument, ...] = ()
    argued: tuple[Criterion, ...] = ()
    grounds: tuple[Words, ...] = ()
    """The argument given for each criterion of `argued`, in the same order."""
    rule_broken: bool = False
    test_asked: bool = False
    orphaned: bool = False
    """True when the objector has left the circle and nobody has taken the objection up yet."""
    said_by: PersonId | None = None
    """Whose words they are, where somebody else has taken the objection up."""
    suggestions: tuple[Suggestion, ...] = ()
    amendment: Draft | None = None
    amender: PersonId | None = None
    confirmed: frozenset[PersonId] = frozenset()
    missing: Words = Words("")
    """What the last amendment still lacked, for whoever words the next one."""
    missed_by: PersonId | None = None
    parked_with: PersonId | None = None
    parked_until: datetime | None = None
    before_parking: Status = Status.RAISED

    @property
    def open(self) -> bool:
        """Whether it still stands between the proposal and its adoption."""
        return self.status not in CLOSED


@dataclass(frozen=True, kw_only=True)
class Concern:
    """Worth hearing, never blocking; kept with the decision's evaluation criteria (domain.md section 6.4)."""

    number: int
    by: PersonId
    version: int
    text: Words


@dataclass(frozen=True, kw_only=True)
class ProcessQuestion:
    """Somebody noticed something about how the circle is working, not about what it decides."""

    number: int
    by: PersonId
    text: Words
    answer: Words | None = None
    answered_by: PersonId | None = None


class Outcome(Enum):
    """How a proceeding ends, or what it has become. `ADOPTED` goes on living until its review ends it."""

    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"
    DISCARDED = "discarded"
    LAPSED = "lapsed"
    ENDED = "ended"
    SUPERSEDED = "superseded"
    FILLED = "filled"
    """A selection: somebody was selected and has accepted."""
    VACANT = "vacant"
    """A selection: the role stays unfilled for now, by consent."""
    HELD = "held"
    """A meeting took place and its minutes are settled."""
    CANCELLED = "cancelled"
    """A meeting did not take place."""
    HEARD = "heard"
    """A report or an exploration is complete."""
    SHAPED = "shaped"
    """A shaping has led to a proposal."""
    PASSED_ON = "passed on"
    """It belongs to another circle, which has it in its backlog now."""
    DECLINED = "declined"
    """Both circles have to consent, and the other one has not."""
    RECOMMENDED = "recommended"
    """A circle that only recommends has passed it on to the broader circle, which decides."""
    RETURNED = "returned"
    """The circle was dissolved before this was decided."""
    DECIDED_ALONE = "decided alone"
    """An advice process: the one person who was given the authority has decided."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the circle decided: the exact wording and everything needed to understand it later (INV-D11)."""

    version: int
    draft: Draft
    at: datetime
    review: datetime
    responses: tuple[Response, ...]
    circle_of_one: bool = False
    by_broader_circle: bool = False
