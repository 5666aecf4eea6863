"""The nouns: people, circles, their settings' results, proposals, responses, objections.

Everything here is an immutable value. Instants are aware datetimes in UTC, spans are timedeltas, people and
circles are pseudonymous ids. Text is of two kinds: what a circle decides belongs to the circle and is a plain
`str`; what a person says belongs to that person and is `Words`, which storage keeps apart from the facts, so
that a person's words can be removed while the fact stays (then the core sees `GONE`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Final, NewType, TypeVar

from facilitation.settings import Settings

PersonId = NewType("PersonId", str)
CircleId = NewType("CircleId", str)
ProceedingId = NewType("ProceedingId", str)

Words = NewType("Words", str)
"""What a person said. Belongs to that person; kept apart from the facts."""

GONE: Final = Words("\x00")
"""Stands where a person's words were, once they are removed. No input can contain it: control characters are refused."""


V = TypeVar("V")


def but(value: V, /, **changes: object) -> V:
    """The value with some of its fields changed: `dataclasses.replace` for this package's own values, ten times faster.

    Every fact that is booked makes new values of old ones, and reloading a long proceeding books hundreds. The values
    here have no checks of their own to run again, so copying their fields is enough.
    """
    changed = object.__new__(type(value))
    fields = changed.__dict__
    fields.update(value.__dict__)
    fields.update(changes)
    return changed


class Standing(Enum):
    """Kind of membership (domain.md section 2). Only `FULL` and `TEMPORARY` carry consent rights."""

    FULL = "full"
    TEMPORARY = "temporary"
    LEARNING = "learning"
    GUEST = "guest"
    ON_LEAVE = "on leave"


class Duty(Enum):
    """The process roles a circle fills from its own members (domain.md section 9)."""

    LEADER = "leader"
    DELEGATE = "delegate"
    FACILITATOR = "facilitator"
    SECRETARY = "secretary"


@dataclass(frozen=True, kw_only=True)
class Member:
    """One person's place in one circle.

    One person has exactly one place and one voice, however many duties or accounts they have (INV-D10).
    """

    person: PersonId
    standing: Standing = Standing.FULL
    duties: tuple[Duty, ...] = ()

    @property
    def consents(self) -> bool:
        """Whether this member's consent is needed for the circle's decisions."""
        return self.standing in (Standing.FULL, Standing.TEMPORARY)


class Matter(Enum):
    """What a consent decision is about; decides who is asked and what follows its adoption."""

    POLICY = "policy"
    REMOVAL = "removal"
    SETTINGS = "settings"


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


Seats = tuple[tuple[Member, ...], dict[PersonId, Member], tuple[PersonId, ...]]


@dataclass(frozen=True, kw_only=True)
class Circle:
    """A circle as a proceeding sees it: frozen into the proceeding when it opens, then changed only by facts."""

    id: CircleId
    name: str
    aim: str
    members: tuple[Member, ...]
    domains: tuple[str, ...] = ()
    held_elsewhere: tuple[tuple[str, str], ...] = ()
    """Pairs of a domain's name and the name of the circle that holds it."""
    broader: CircleId | None = None
    rounds_held: int = 0
    practice: bool = False
    settings: Settings = field(default_factory=Settings)

    def member(self, person: PersonId | None) -> Member | None:
        """The person's place in this circle, or None for a stranger."""
        return self._seats()[1].get(person)  # type: ignore[arg-type]  # None sits nowhere

    @property
    def consenting(self) -> tuple[PersonId, ...]:
        """Everyone with a consent right, in their seats."""
        return self._seats()[2]

    def _seats(self) -> Seats:
        # Asked many times for each act, so worked out once for each list of members; it is no field and never stored.
        kept: Seats | None = self.__dict__.get("_kept")
        if kept is None or kept[0] is not self.members:
            people = {m.person: m for m in self.members}
            kept = (self.members, people, tuple(m.person for m in self.members if m.consents))
            self.__dict__["_kept"] = kept
        return kept

    def holder(self, duty: Duty) -> PersonId | None:
        """Who holds a duty, or None."""
        return next((m.person for m in self.members if duty in m.duties), None)
