"""Phases that mostly wait: for a reason to be accepted, for concerns, a condition, a date, the broader circle.

Sources: the driver check after S3 "Consent Decision-Making" step 1 and HC v5 5.3.1; concerns after S3 step 9;
conditional decisions after MVOS 5.5.3; in force and review after MVOS 3.2.5 and 4.4.6 (domain.md 6.2, 6.7, 11.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from facilitation import aside
from facilitation.aside import end_aside
from facilitation.booking import books, in_phase
from facilitation.commands import (
    AcceptDriver,
    CallNext,
    MeetCondition,
    Object,
    Pass,
    ProposeEnd,
    ProposeKeep,
    Resume,
    RewordDriver,
    Speak,
    WithdrawConsent,
)
from facilitation.facts import (
    AgreementEnded,
    AgreementKept,
    Asks,
    ConcernHeard,
    ConcernsHeard,
    ConditionLapsed,
    ConditionMet,
    ConsentWithdrawn,
    DriverReworded,
    DriverStands,
    Fact,
    ObjectionsStand,
    Resumed,
    ReviewBegan,
    StepBegan,
    SuccessorNoted,
    VersionMade,
)
from facilitation.model import Concern, Duty, PersonId, Position, Version, but
from facilitation.phases.consent_check import object_to
from facilitation.phases.other_circle import TO_OTHERS, comes_true
from facilitation.process import Phase
from facilitation.refusals import Reason
from facilitation.settings import DriverCheck as Check
from facilitation.settings import TermEnd
from facilitation.state import ConcernsState, DriverState, Proceeding, ShapingState, WaitingState, here
from facilitation.values import dataclass
from facilitation.verbs import (
    SENTENCE_LIMIT,
    About,
    Guard,
    Verb,
    ahead,
    authoring,
    both,
    facilitating,
    readable,
    voice,
    words,
)


def _facilitator_or_all(p: Proceeding) -> tuple[PersonId, ...]:
    return (p.facilitator,) if p.facilitator is not None else here(p)


# --- the driver -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class DriverCheck(Phase):
    """Is this the situation the circle needs to answer? Asked where the circle's setting says so."""

    closings = frozenset({DriverStands})

    def begin(self, p: Proceeding, fact: StepBegan) -> DriverState:
        """Nothing is asked of anybody yet."""
        del p
        return DriverState(name=fact.phase, step=fact.step, began=fact.at)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Go on where nobody checks, or it is accepted; put the question where the circle consents to it."""
        state = p.phase
        assert isinstance(state, DriverState)  # noqa: S101 - the table routed here
        rule = p.circle.settings.driver_check
        if rule is Check.NONE or p.driver_stands:
            yield DriverStands(at=now)
        elif rule is Check.CONSENT and p.aside is None and p.driver and not state.fell and here(p):
            yield from aside.put(p, Asks.DRIVER, now, mover=p.author)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """The facilitator where the proposer shows the tension; the author where the words did not do."""
        if p.driver and p.circle.settings.driver_check is Check.PROPOSER_SHOWS:
            return _facilitator_or_all(p)
        return (p.author,)


def _checks(*rules: Check) -> Guard:
    def guard(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
        return None if p.circle.settings.driver_check in rules else Reason.NOT_THIS_WAY

    return guard


def _reword(_p: Proceeding, c: RewordDriver, now: datetime) -> Iterator[Fact]:
    yield DriverReworded(at=now, by=c.by, driver=readable(c.driver, SENTENCE_LIMIT))


def _accept(_p: Proceeding, _c: AcceptDriver, now: datetime) -> Iterator[Fact]:
    yield DriverStands(at=now)


DriverCheck.verbs = (
    Verb(RewordDriver, authoring, _reword),
    Verb(AcceptDriver, both(_checks(Check.PROPOSER_SHOWS), facilitating), _accept),
)


@books(DriverReworded)
def _book_reworded(p: Proceeding, fact: DriverReworded) -> Proceeding:
    anew = but(p, driver=fact.driver)
    return in_phase(in_phase(anew, DriverState, fell=False), ShapingState, fell=False)


# --- concerns -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Concerns(Phase):
    """Now that the decision stands: is there a concern worth hearing? It is kept with the decision."""

    closings = frozenset({ConcernsHeard, ObjectionsStand})

    def begin(self, p: Proceeding, fact: StepBegan) -> ConcernsState:
        """Those who raised a concern about this very version are asked."""
        del p
        return ConcernsState(name=fact.phase, step=fact.step, began=fact.at)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Close when none waits, or when a concern has turned out to be an objection."""
        if p.open_objections:
            yield ObjectionsStand(at=now, numbers=tuple(o.number for o in p.open_objections))
        elif not unheard(p):
            yield ConcernsHeard(at=now)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Those whose concern has not been heard."""
        return tuple(dict.fromkeys(concern.by for concern in unheard(p)))


def concerns_state(p: Proceeding) -> ConcernsState:
    """The hearing that is open."""
    assert isinstance(p.phase, ConcernsState)  # noqa: S101 - the table routed here
    return p.phase


def unheard(p: Proceeding) -> tuple[Concern, ...]:
    """Concerns about the adopted version that wait to be heard, of members who are here and still have them.

    The last answer counts: whoever took a concern back is not asked for it. Where the circle does not hear concerns
    on their own (`concerns`), they are kept with the decision and nobody is asked.
    """
    if not p.circle.settings.concerns:
        return ()
    heard, people = concerns_state(p).heard, here(p)
    last = {c.by: c for c in p.concerns if c.version == p.version.number and _stands(p, c)}
    return tuple(c for c in last.values() if c.number not in heard and c.by in people)


def _stands(p: Proceeding, concern: Concern) -> bool:
    response = p.responses.get(concern.by)
    return response is not None and response.position is Position.CONCERN


def _concerned(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    return None if any(_mine(p, who)) else Reason.NOT_ASKED


def _reminded(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if concerns_state(p).reminded else Reason.TURN_RUNNING


def _mine(p: Proceeding, who: PersonId) -> Iterator[Concern]:
    return (concern for concern in unheard(p) if concern.by == who)


def _say_concern(p: Proceeding, c: Speak, now: datetime) -> Iterator[Fact]:
    text = words(c.text, needed=False)
    for concern in _mine(p, c.by):
        yield ConcernHeard(at=now, number=concern.number, text=text)


def _pass_concern(p: Proceeding, c: Pass, now: datetime) -> Iterator[Fact]:
    for concern in _mine(p, c.by):
        yield ConcernHeard(at=now, number=concern.number, text=words("", needed=False))


def _go_on(p: Proceeding, _c: CallNext, now: datetime) -> Iterator[Fact]:
    for concern in unheard(p):
        yield ConcernHeard(at=now, number=concern.number, text=words("", needed=False))


Concerns.verbs = (
    Verb(Speak, _concerned, _say_concern),
    Verb(Pass, _concerned, _pass_concern),
    Verb(Object, _concerned, object_to),
    Verb(CallNext, both(facilitating, _reminded), _go_on),
)


@books(ConcernHeard)
def _book_heard(p: Proceeding, fact: ConcernHeard) -> Proceeding:
    if fact.text:
        concerns = tuple(but(c, text=fact.text) if c.number == fact.number else c for c in p.concerns)
        p = but(p, concerns=concerns)
    return in_phase(p, ConcernsState, heard=concerns_state(p).heard | {fact.number})


# --- condition ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Condition(Phase):
    """The circle has consented "if ...": the decision takes effect when the condition is met, or lapses."""

    closings = frozenset({ConditionMet, ConditionLapsed, *TO_OTHERS})
    reminds = False

    def begin(self, p: Proceeding, fact: StepBegan) -> WaitingState:
        """Waits until the condition's last day; with no condition it is over at once."""
        return WaitingState(name=fact.phase, step=fact.step, began=fact.at, until=p.version.draft.until)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Without a condition there is nothing to wait for."""
        if not p.version.draft.condition:
            yield comes_true(p, now)

    def due(self, p: Proceeding) -> Iterator[datetime]:
        """The last day of the condition."""
        return _until(p)

    def tick(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Unmet in time: the matter goes back to the backlog."""
        for instant in _until(p):
            if instant <= now:
                yield ConditionLapsed(at=now, due=instant)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whoever can say that the condition is met."""
        return _telling(p)[:1] or here(p)


def _telling(p: Proceeding) -> tuple[PersonId, ...]:
    """Who says that the condition is met: whoever is responsible, facilitates or keeps the minutes, if still there."""
    named = (p.version.draft.owner, p.facilitator, p.circle.holder(Duty.SECRETARY))
    return tuple(who for who in named if who is not None and p.circle.member(who))


def _until(p: Proceeding) -> Iterator[datetime]:
    if isinstance(p.phase, WaitingState) and p.phase.until is not None:
        yield p.phase.until


def _can_tell(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    if p.circle.member(who) is None:
        return Reason.STRANGER
    telling = _telling(p)
    return None if who in telling or not telling else Reason.NOT_FACILITATOR


def _meet(p: Proceeding, c: MeetCondition, now: datetime) -> Iterator[Fact]:
    yield comes_true(p, now, c.by, words(c.text))


Condition.verbs = (Verb(MeetCondition, _can_tell, _meet),)


# --- in force and review --------------------------------------------------------------------------------------

SUCCESSOR_WAIT: Final = timedelta(days=28)
"""How long an agreement waits for the proposal that is to replace it before it is looked at again."""


@dataclass(frozen=True, kw_only=True)
class InForce(Phase):
    """The agreement holds, until a new decision says otherwise (INV-D15)."""

    closings = frozenset({ReviewBegan})

    def begin(self, p: Proceeding, fact: StepBegan) -> WaitingState:
        """Waits for the review date; for a successor's decision, where one is under way."""
        review = p.decision.review if p.decision is not None else fact.at
        until = review if review > fact.at else fact.at + SUCCESSOR_WAIT
        return WaitingState(name=fact.phase, step=fact.step, began=fact.at, until=until)

    def due(self, p: Proceeding) -> Iterator[datetime]:
        """The review date, where the circle wants to be reminded of it."""
        return _until(p) if p.circle.settings.term_end is TermEnd.REVIEW_REMINDER else iter(())

    def tick(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """The agreement stays in force; the circle looks at it again."""
        for instant in self.due(p):
            if instant <= now:
                yield ReviewBegan(at=now, early=False, due=instant)


def _withdraw_consent(p: Proceeding, c: WithdrawConsent, now: datetime) -> Iterator[Fact]:
    text = words(c.text)
    yield ConsentWithdrawn(at=now, person=c.by, text=text)
    yield from aside.put(p, Asks.EARLY_REVIEW, now, mover=c.by, text=text)


InForce.verbs = (Verb(WithdrawConsent, both(voice, aside.askable(Asks.EARLY_REVIEW)), _withdraw_consent),)


@dataclass(frozen=True, kw_only=True)
class Review(Phase):
    """Keep it, change it or end it? Changing is a new proposal that takes its place when adopted (INV-D13)."""

    closings = frozenset({AgreementKept, AgreementEnded, SuccessorNoted})

    def begin(self, p: Proceeding, fact: StepBegan) -> WaitingState:
        """Waits for somebody to propose what becomes of it."""
        return WaitingState(name=fact.phase, step=fact.step, began=fact.at, early=p.review_early)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """The one responsible, or the facilitator."""
        owner = p.version.draft.owner
        return (owner,) if owner is not None and p.circle.member(owner) else _facilitator_or_all(p)


def _keep(p: Proceeding, c: ProposeKeep, now: datetime) -> Iterator[Fact]:
    yield from aside.put(p, Asks.KEEP, now, mover=c.by, until=ahead(c.review, now))


def _end(p: Proceeding, c: ProposeEnd, now: datetime) -> Iterator[Fact]:
    yield from aside.put(p, Asks.END, now, mover=c.by, text=words(c.text))


Review.verbs = (
    Verb(ProposeKeep, both(voice, aside.askable(Asks.KEEP)), _keep),
    Verb(ProposeEnd, both(voice, aside.askable(Asks.END)), _end),
)


@books(AgreementKept)
def _book_kept(p: Proceeding, fact: AgreementKept) -> Proceeding:
    assert p.decision is not None  # noqa: S101 - what is kept was decided
    return but(p, decision=but(p.decision, review=fact.review))


@books(ConsentWithdrawn)
def _book_consent_withdrawn(p: Proceeding, fact: ConsentWithdrawn) -> Proceeding:
    del fact  # the agreement stays in force; the fact itself is the record (INV-D15)
    return p


@books(SuccessorNoted)
def _book_successor(p: Proceeding, fact: SuccessorNoted) -> Proceeding:
    return but(end_aside(p, "SuccessorNoted"), successor=fact.successor)


@books(ReviewBegan)
def _book_review(p: Proceeding, fact: ReviewBegan) -> Proceeding:
    return but(p, review_early=fact.early)


@books(ConditionMet)
def _book_met(p: Proceeding, _fact: ConditionMet) -> Proceeding:
    return but(p, in_force=True)


# --- postponed ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PutOff(Phase):
    """The circle comes back to it on a date, or earlier with new information."""

    closings = frozenset({Resumed})

    def begin(self, p: Proceeding, fact: StepBegan) -> WaitingState:
        """Waits until the agreed date."""
        return WaitingState(name=fact.phase, step=fact.step, began=fact.at, until=p.postponed_until)

    def due(self, p: Proceeding) -> Iterator[datetime]:
        """The agreed date."""
        return _until(p)

    def tick(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """The date has come."""
        for instant in self.due(p):
            if instant <= now:
                yield from _as_amended(p, now)
                yield Resumed(at=now, due=instant)


def _as_amended(p: Proceeding, now: datetime) -> Iterator[Fact]:
    # What was integrated before the postponement is part of the text from now on, or it would be lost.
    if p.working is not None and p.working != p.version.draft:
        met = tuple(o.number for o in p.objections if o.amendment == p.working and not o.open)
        by = next(o.amender for o in reversed(p.objections) if o.amender is not None)
        version = Version(number=len(p.versions) + 1, draft=p.working, by=by, at=now, meets=met)
        yield VersionMade(at=now, version=version)


def _brings_back(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    if p.circle.member(who) is None:
        return Reason.STRANGER
    return None if who in (p.facilitator, p.author) else Reason.NOT_FACILITATOR


def _resume(p: Proceeding, c: Resume, now: datetime) -> Iterator[Fact]:
    yield from _as_amended(p, now)
    yield Resumed(at=now, by=c.by)


PutOff.verbs = (Verb(Resume, _brings_back, _resume),)
