"""What people, the clock and other proceedings ask for. Imperative, one class each.

Every command of a person carries `by`, and may carry the `step` it was meant for: a button pressed on an old
card is answered with what is true now and changes nothing (`Refused(STALE)`).

The docstring's first line is what the command means; `form_of` in `facilitation.forms` derives from the fields
which words a person has to give.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from facilitation.model import (
    Change,
    Circle,
    CircleId,
    Criterion,
    Draft,
    Matter,
    Member,
    Move,
    PersonId,
    ProceedingId,
    Words,
)


class Rung(Enum):
    """The ladder of domain.md section 7.6: what a circle does when no way is found."""

    SHRINK = "shrink"
    HELPING_CIRCLE = "helping circle"
    POSTPONE = "postpone"
    OUTSIDE_HELP = "outside help"
    BROADER_CIRCLE = "broader circle"
    DROP = "drop"
    BREAKDOWN = "breakdown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What all commands share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Command):
    """A command of a person."""

    by: PersonId
    step: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Command):
    """The clock knocks: apply what has fallen due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose(Act):
    """Open a consent decision.

    `id` and `circle` come from outside: the core has no ids of its own, and a proceeding keeps the circle's
    settings as they are now. `ready=False` leaves the text with its author as a draft first. `changes` are the
    settings a decision about settings will change; `subject` is the member a removal is about.
    """

    id: ProceedingId
    circle: Circle
    title: str
    draft: Draft
    driver: str = ""
    domain: str = ""
    matter: Matter = Matter.POLICY
    subject: PersonId | None = None
    changes: tuple[tuple[str, str], ...] = ()
    away: tuple[PersonId, ...] = ()
    expected: bool = False
    ready: bool = True
    supersedes: ProceedingId | None = None
    origin: ProceedingId | None = None
    also_asked: tuple[Member, ...] = ()
    """Links of the circle that handed the proposal up: they sit in the broader circle with their own voice."""


# --- the driver -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RewordDriver(Act):
    """Say again what situation the proposal answers."""

    driver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptDriver(Act):
    """Find that the proposer has shown a tension and an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discard(Act):
    """Set a proposal aside whose proposer has shown no tension, or no longer answers."""

    text: Words


# --- rounds ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Speak(Act):
    """Take one's turn: with words, or with none when it was spoken aloud."""

    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Act):
    """Ask a clarifying question about what the text says."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Act):
    """Answer a clarifying question."""

    question: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass(Act):
    """Have nothing to add this time; in a clarifying round: "I understand"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBackToMe(Act):
    """Speak last in this pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNext(Act):
    """Go on to the next speaker when a turn has run over twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnotherPass(Act):
    """Run the round once more while ideas build."""


# --- drafting -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Redraft(Act):
    """Change the text, the review date, the owner or the criteria."""

    draft: Draft
    change: Change = Change.SUBSTANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class LetStand(Act):
    """Say that this is the exact text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivePen(Act):
    """Name the person who words the text from here."""

    to: PersonId


# --- consent --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Act):
    """Have no objection to the question now on the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Object(Act):
    """Have an objection to the question now on the table, and say what harm it would do."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseConcern(Act):
    """Have no objection, and a concern worth hearing."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveIt(Act):
    """Leave it to the others, where the circle allows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack(Act):
    """Take one's answer back and be undecided again."""


# --- integrating objections -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutObjection(Act):
    """What the acts on one objection share."""

    objection: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUp(Act):
    """Choose which objection, or which together, to work on now."""

    objections: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflect(AboutObjection):
    """Say an objection back in one sentence."""

    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmStatement(AboutObjection):
    """Confirm as the objector: yes, that is what I mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeItQualifies(AboutObjection):
    """Find no reason to dispute the argument now on the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute(AboutObjection):
    """Dispute the argument now on the table, with an argument of one's own."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Refine(AboutObjection):
    """Say what remains of one's argument after hearing the one that disputed it."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingRemains(AboutObjection):
    """Find that nothing remains of one's argument."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForTest(AboutObjection):
    """Ask that an objection be tested against the four criteria."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argue(AboutObjection):
    """Give the argument for one criterion."""

    criterion: Criterion
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRuleBroken(AboutObjection):
    """Say that adopting this would break a rule everyone is bound by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(AboutObjection):
    """Say whether an argument was given for each criterion (never whether it is true)."""

    qualifies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptObjection(AboutObjection):
    """Take an objection as it is: nobody asked for a test."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeNotParamount(AboutObjection):
    """Ask the circle, without the objector, whether the aim can be pursued despite this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggest(AboutObjection):
    """Suggest how an objection could be met."""

    move: Move
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Amend(Act):
    """Offer an amended text that meets the objections being worked on."""

    objections: tuple[int, ...]
    draft: Draft
    move: Move = Move.CONTENT


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAmendment(AboutObjection):
    """Confirm that the amended text meets the objection (or, as proposer, still meets the tension)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineAmendment(AboutObjection):
    """Say that the amended text does not meet it yet, and what is missing."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawObjection(AboutObjection):
    """Withdraw one's own objection."""

    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Park(AboutObjection):
    """Leave an objection with someone until a date."""

    owner: PersonId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpark(AboutObjection):
    """Come back to a parked objection before its date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStuck(Act):
    """Say that we are stuck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeRung(Act):
    """Choose the next rung of the ladder.

    `until` is the date for a helping circle or a postponement, `person` who carries it.
    """

    rung: Rung
    text: Words
    until: datetime | None = None
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackToWork(Act):
    """Go back to integrating: something moved."""


# --- the proposal as a whole ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Act):
    """Withdraw one's own proposal while it is still one's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeDrop(Act):
    """Ask the circle's consent to drop the proposal."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposePostpone(Act):
    """Ask the circle's consent to come back to the proposal on a date."""

    until: datetime
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawAside(Act):
    """Take back a small question one has put to the circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Act):
    """Come back to a postponed proposal before its date."""


# --- after adoption -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetCondition(Act):
    """Record that the condition is met."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawConsent(Act):
    """Withdraw one's consent after adoption, with what is new; the circle is asked whether to review early."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeKeep(Act):
    """Ask the circle's consent to keep the agreement until a new review date."""

    review: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeEnd(Act):
    """Ask the circle's consent to end the agreement."""

    text: Words


# --- people, facilitation, process ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive(Act):
    """Note that a member is here (oneself, or someone else when facilitating)."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(Act):
    """Note that a member is away (oneself, or someone else when facilitating)."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver(Act):
    """Facilitate from here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Act):
    """Hand facilitation to another member."""

    to: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskProcess(Act):
    """Ask or say something about how we are working, at any time."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerProcess(Act):
    """Answer a process question."""

    question: int
    text: Words


# --- from other proceedings and from the circle ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteJoined(Command):
    """A member has joined the circle, or their standing or duties changed."""

    member: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDeparted(Command):
    """A member has left the circle."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSuccessor(Command):
    """A proposal that would replace this agreement has been opened."""

    successor: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSuperseded(Command):
    """The successor was adopted."""

    successor: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBroaderDecision(Command):
    """The broader circle has decided on what was passed to it: adopted as this draft, or not (None)."""

    draft: Draft | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteHandedUp(Command):
    """The broader circle has received the proposal as a proceeding of its own."""

    proceeding: ProceedingId


# --- the circle -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleCommand(Command):
    """What the commands to a circle share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(CircleCommand):
    """Found a circle: its name, aim, first members, preset and overrides."""

    id: CircleId
    name: str
    aim: str
    members: tuple[Member, ...]
    preset: str = "sofa"
    overrides: tuple[tuple[str, str], ...] = ()
    domains: tuple[str, ...] = ()
    broader: CircleId | None = None
    practice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Admit(CircleCommand):
    """Admit a member, or change a member's standing or duties."""

    member: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(CircleCommand):
    """A member leaves, or their removal was adopted."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSettings(CircleCommand):
    """Apply settings a circle has consented to (INV-D17)."""

    changes: tuple[tuple[str, str], ...]
    decided_in: ProceedingId


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(CircleCommand):
    """A more specific circle found no way and passes its proposal on, with its links, who have a voice in it here."""

    origin: ProceedingId
    title: str
    draft: Draft
    driver: str
    links: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRounds(CircleCommand):
    """Book how many rounds a proceeding held, so that the next one starts with someone else."""

    rounds: int
