"""What became true. Past tense, one class each, true for ever.

A fact carries everything `evolve` needs, so that nothing a circle decided is recomputed by later rules: orders of
speakers, who is asked, dates. `at` is when it happened; a fact that fell due carries `due`, the instant it
counts from, beside `at`, the instant it was noticed.

Closing facts end a phase and say what is now true; a process table routes on them. Fields typed `Words` are what
people said; storage keeps them apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from facilitation.commands import Rung
from facilitation.model import (
    Circle,
    CircleId,
    Criterion,
    Decision,
    Draft,
    Matter,
    Member,
    Move,
    Outcome,
    PersonId,
    ProceedingId,
    Version,
    Words,
)


class RoundPurpose(Enum):
    """What a round is for (domain.md section 4.2)."""

    CHECK_IN = "check-in"
    CHECK_OUT = "check-out"
    CLARIFY = "clarify"
    PICTURE = "picture"
    SHAPE = "shape"
    REACT = "react"
    REFLECT = "reflect"
    EXPLORE = "explore"
    AMENDMENT_IDEAS = "amendment ideas"
    NOMINATE = "nominate"
    CHANGE = "change"
    APPRECIATE = "appreciate"
    IMPROVE = "improve"
    PROCESS = "process"
    STUCK = "stuck"


class Asks(Enum):
    """What a consent question is about. All but `PROPOSAL` are asked aside, while the main phase waits."""

    PROPOSAL = "proposal"
    DRIVER = "driver"
    STATEMENT = "statement"
    AMENDMENT = "amendment"
    RULING = "ruling"
    MOOT = "moot"
    DROP = "drop"
    POSTPONE = "postpone"
    BROADER = "broader"
    EARLY_REVIEW = "early review"
    KEEP = "keep"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What all facts share."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(Fact):
    """A fact that ends the phase it happens in; process tables route on these."""


# --- opening and steps ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Fact):
    """A consent decision is open. Carries the circle and its settings as they are now (INV-D17)."""

    id: ProceedingId
    process: str
    circle: Circle
    title: str
    version: Version
    author: PersonId
    facilitator: PersonId | None
    driver: str
    domain: str
    matter: Matter
    subject: PersonId | None
    changes: tuple[tuple[str, str], ...]
    away: tuple[PersonId, ...]
    expected: bool
    ready: bool
    supersedes: ProceedingId | None
    origin: ProceedingId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBegan(Fact):
    """A phase has begun. `order` is who is asked, in speaking order where there is one."""

    step: int
    phase: str
    order: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Fact):
    """The proceeding has come to its end."""

    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(Fact):
    """Those who have not answered were reminded; `nth` is 1 at half the window, 2 at four fifths, 3 at its end."""

    due: datetime
    nth: int
    people: tuple[PersonId, ...]


# --- the driver -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverReworded(Fact):
    """The situation the proposal answers was said anew."""

    by: PersonId
    driver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverStands(Closing):
    """The reason for the proposal is accepted, or nobody needs to check it here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDiscarded(Closing):
    """The facilitator found no tension shown, or no answer from the proposer."""

    by: PersonId
    text: Words


# --- rounds ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnBegan(Fact):
    """It is this person's turn in a sequential round."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoke(Fact):
    """A turn was taken; without text it was spoken aloud."""

    person: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Fact):
    """A clarifying question was asked; the asker's turn comes again after the others."""

    person: PersonId
    question: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Fact):
    """A clarifying question was answered."""

    by: PersonId
    question: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed(Fact):
    """A turn was passed; in a clarifying round: understood."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOff(Fact):
    """Someone asked to speak last in this pass."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRanOver(Fact):
    """The soft time-box of a turn ran out, for the first or second time."""

    due: datetime
    person: PersonId
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnTimedOut(Fact):
    """The facilitator went on to the next speaker. Never read as consent (INV-R5)."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PassPlanned(Fact):
    """The round will run once more."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PassBegan(Fact):
    """A further pass of the same round has begun."""

    order: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed(Closing):
    """Everyone had their turn and no question is open."""


# --- drafting -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionMade(Fact):
    """There is a new exact wording; all answers to the one before are void (INV-D3)."""

    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class PenGiven(Fact):
    """Another person words the text from here."""

    by: PersonId
    to: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStands(Closing):
    """This is the exact text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRewritten(Closing):
    """The text changed so much that it is presented anew."""


# --- consent --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Consented(Fact):
    """A person has no objection to the question on the table."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Objected(Fact):
    """A person has an objection to the proposal."""

    person: PersonId
    number: int
    text: Words
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernRaised(Fact):
    """A person has no objection, and a concern."""

    person: PersonId
    number: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftToOthers(Fact):
    """A person leaves it to the others, explicitly."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TookBack(Fact):
    """A person is undecided again."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class GraceBegan(Fact):
    """All who are here have no objection; absent members may still object until `until`."""

    until: datetime
    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAssumed(Fact):
    """Silence counted, under a rule the circle consented to before this opened."""

    due: datetime
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentReached(Closing):
    """Nobody whose consent is needed has an objection to this version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionsStand(Closing):
    """Everyone was asked, and there are objections to integrate."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted(Fact):
    """The circle has decided."""

    decision: Decision


# --- questions asked aside ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideBegan(Fact):
    """A small question is put to the circle; the main phase waits. The mover's own consent is given with it."""

    step: int
    asks: Asks
    order: tuple[PersonId, ...]
    mover: PersonId | None = None
    objection: int | None = None
    text: Words = Words("")
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideCarried(Fact):
    """Nobody who was asked has an objection to the small question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideFell(Fact):
    """Somebody objected to the small question."""

    person: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideWithdrawn(Fact):
    """The small question was taken back, or nobody is left to answer it."""


# --- integration ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenUp(Fact):
    """These objections are being worked on now."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflected(Fact):
    """An objection was said back in one sentence."""

    number: int
    by: PersonId
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood(Fact):
    """The objector said: yes, that is it."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentAccepted(Fact):
    """A person does not dispute the argument on top of the pile."""

    number: int
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentDisputed(Fact):
    """A counter-argument was laid on top of the pile."""

    number: int
    person: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeStood(Fact):
    """Nobody disputes the counter-argument: the author of the argument below says what remains."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentRefined(Fact):
    """What remains of an argument; it is looked at anew."""

    number: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentDropped(Fact):
    """Nothing remains of the counter-argument on top; the one below is looked at again."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestAsked(Fact):
    """A member asked for a test against the criteria."""

    __test__ = False

    number: int
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionArgued(Fact):
    """The objector gave the argument for one criterion."""

    number: int
    criterion: Criterion
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleClaimed(Fact):
    """The objector says that a rule everyone is bound by would be broken."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualified(Fact):
    """The objection is to be integrated."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Disqualified(Fact):
    """The test the circle chose found that this is not an objection."""

    number: int
    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested(Fact):
    """Somebody suggested how an objection could be met."""

    number: int
    by: PersonId
    move: Move
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentMade(Fact):
    """An amended text was offered for these objections."""

    numbers: tuple[int, ...]
    by: PersonId
    draft: Draft
    move: Move


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentConfirmed(Fact):
    """A person whose word is needed confirmed that the amended text does it."""

    number: int
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentDeclined(Fact):
    """The amended text does not meet the objection yet."""

    number: int
    person: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrated(Fact):
    """The objection is met by the amended text."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionWithdrawn(Fact):
    """The objector withdrew it."""

    number: int
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionParked(Fact):
    """The objection waits with someone until a date."""

    number: int
    by: PersonId
    owner: PersonId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionUnparked(Fact):
    """The circle comes back to a parked objection."""

    number: int
    by: PersonId | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionTakenOver(Fact):
    """Another member has taken up the objection of someone who left."""

    number: int
    by: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionMoot(Fact):
    """The objector has left the circle and nobody takes the objection up."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAmended(Closing):
    """All objections are dealt with and the text has changed: everyone is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionsGone(Closing):
    """All objections are dealt with and the text is the same: only the objectors are asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckNamed(Closing):
    """Somebody said: we are stuck."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RungTaken(Fact):
    """A rung of the ladder was chosen."""

    rung: Rung
    by: PersonId
    text: Words
    until: datetime | None = None
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkResumed(Closing):
    """The circle goes back to integrating."""

    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Closing):
    """The proposal was passed to the broader circle, with its open objections."""

    to: CircleId
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedUp(Fact):
    """The broader circle has it as a proceeding of its own."""

    proceeding: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class BroaderAdopted(Closing):
    """The broader circle adopted a text and returned it."""

    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class BroaderDropped(Closing):
    """The broader circle did not adopt it: things stay as they are."""


# --- concerns, condition, in force ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernHeard(Fact):
    """A concern was heard; it stays with the decision."""

    number: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernsHeard(Closing):
    """No concern waits to be heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionMet(Closing):
    """The decision takes effect (its condition is met, or it had none)."""

    by: PersonId | None = None
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionLapsed(Closing):
    """The condition was not met in time: the matter goes back to the backlog."""

    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(Fact):
    """A member withdrew consent after adoption. The agreement stays in force (INV-D15)."""

    person: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBegan(Closing):
    """The agreement is looked at again, on its date or early."""

    early: bool
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementKept(Closing):
    """The circle consented to keep the agreement until a new review date."""

    review: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEnded(Closing):
    """The circle consented to end the agreement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessorNoted(Closing):
    """A new proposal will replace this agreement if it is adopted."""

    successor: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSuperseded(Closing):
    """Another agreement has taken this one's place."""

    successor: ProceedingId


# --- the proposal as a whole ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWithdrawn(Closing):
    """The author withdrew it while it was still theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropConsented(Closing):
    """The circle consented to drop it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed(Closing):
    """The circle consented to come back to it on a date."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Closing):
    """The date has come, or somebody with new information brought it back earlier."""

    by: PersonId | None = None
    due: datetime | None = None


# --- people, facilitation, process ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived(Fact):
    """A member is here."""

    person: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Fact):
    """A member is away for now."""

    person: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Fact):
    """The circle has a new member, or a member's standing or duties changed."""

    member: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDeparted(Fact):
    """A member left the circle."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitationTaken(Fact):
    """Somebody else facilitates from here."""

    person: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessAsked(Fact):
    """Somebody asked something about how the circle is working."""

    by: PersonId
    number: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessAnswered(Fact):
    """A process question was answered."""

    by: PersonId
    number: int
    text: Words


# --- the circle -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleFounded(Fact):
    """A circle exists."""

    circle: Circle


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAdmitted(Fact):
    """Somebody belongs to the circle, or their standing or duties changed."""

    member: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberReleased(Fact):
    """Somebody no longer belongs to the circle."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsChanged(Fact):
    """The circle works differently from now on; what is under way keeps its settings (INV-D17)."""

    changes: tuple[tuple[str, str], ...]
    decided_in: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalReceived(Fact):
    """A more specific circle passed a proposal on; it opens here as a proceeding of its own."""

    origin: ProceedingId
    proceeding: ProceedingId
    title: str
    draft: Draft
    driver: str
    links: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsCounted(Fact):
    """So many rounds were held; the next one starts with someone else."""

    rounds: int


FACTS: dict[str, type[Fact]] = {
    name: kind
    for name, kind in dict(globals()).items()
    if isinstance(kind, type) and issubclass(kind, Fact) and kind not in (Fact, Closing)
}
"""Every fact by its name, for storage and transcripts."""
