"""What the acting person is told, privately: that it counted, and what they can still do about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from facilitation import facts as f
from facilitation.cards import Arg, Msg, Said, When, Who, msg
from facilitation.model import Ending, PersonId
from facilitation.state import Proceeding, RoundState
from facilitation.view.parts import word

SIMPLE: Final[dict[type[f.Fact], str]] = {
    f.TookBack: "receipt-took-back",
    f.AsideWithdrawn: "receipt-aside-withdrawn",
    f.Passed: "receipt-passed",
    f.PutOff: "receipt-put-off",
    f.TextStands: "receipt-stands",
    f.DriverReworded: "receipt-driver",
    f.DriverStands: "receipt-driver-accepted",
    f.ProposalDiscarded: "receipt-discarded",
    f.PassPlanned: "receipt-pass-planned",
    f.TurnTimedOut: "receipt-called-next",
    f.Reflected: "receipt-reflected",
    f.Understood: "receipt-understood",
    f.ArgumentAccepted: "receipt-accepted",
    f.ArgumentDisputed: "receipt-disputed",
    f.ArgumentRefined: "receipt-refined",
    f.ArgumentDropped: "receipt-dropped",
    f.TestAsked: "receipt-tested",
    f.CriterionArgued: "receipt-argued",
    f.RuleClaimed: "receipt-rule-claimed",
    f.AmendmentMade: "receipt-amended",
    f.AmendmentConfirmed: "receipt-confirmed",
    f.AmendmentDeclined: "receipt-declined",
    f.StuckNamed: "receipt-stuck",
    f.WorkResumed: "receipt-resumed-work",
    f.ProposalWithdrawn: "receipt-withdrawn",
    f.Resumed: "receipt-resumed",
    f.ConditionMet: "receipt-condition",
    f.ConsentWithdrawn: "receipt-consent-withdrawn",
    f.ConcernHeard: "receipt-spoke",
    f.PiecesEchoed: "receipt-bingo",
    f.PieceReworded: "receipt-piece",
    f.PiecesMerged: "receipt-piece",
    f.PieceSorted: "receipt-piece",
    f.PieceAnswered: "receipt-piece",
    f.PieceLeftOut: "receipt-left-out",
    f.PiecesCovered: "receipt-piece",
    f.PieceMoved: "receipt-moved",
    f.ContradictionNoted: "receipt-contradiction",
    f.WayTaken: "receipt-way",
    f.RequirementReworded: "receipt-driver",
    f.DraftPresented: "receipt-shaped",
    f.TemperatureShown: "receipt-temperature",
    f.StanceShown: "receipt-temperature",
    f.TemperatureAsked: "receipt-temperature-asked",
    f.TemperatureClosed: "receipt-temperature-closed",
    f.ProcessRoundBegan: "receipt-process-round",
    f.RoundAborted: "receipt-aborted",
    f.SentToMeeting: "receipt-to-meeting",
    f.BroughtBack: "receipt-resumed",
    f.NoAdvice: "receipt-no-advice",
    f.IntentionChanged: "receipt-intention",
    f.DecidedAlone: "receipt-decided-alone",
    f.AdviserNamed: "receipt-adviser",
    f.AdviceSought: "receipt-advice-sought",
    f.DescriptionProposed: "receipt-described",
    f.TermProposed: "receipt-term-proposed",
    f.QualificationsListed: "receipt-listed",
    f.NominationPassed: "receipt-nomination-passed",
    f.NominationsRevealed: "receipt-nominations-shown",
    f.NominationChanged: "receipt-nomination-changed",
    f.CandidateProposed: "receipt-candidate-proposed",
    f.NominatingAgain: "receipt-nominating-again",
    f.CandidateAccepted: "receipt-accepted-role",
}
"""Facts whose receipt needs nothing but the fact."""

NUMBERED: Final[dict[type[f.Fact], str]] = {
    f.Asked: "receipt-asked",
    f.Answered: "receipt-answered",
    f.Qualified: "receipt-qualified",
    f.Disqualified: "receipt-disqualified",
    f.Suggested: "receipt-suggested",
    f.ObjectionUnparked: "receipt-unparked",
    f.ProcessAsked: "receipt-process-asked",
    f.ProcessAnswered: "receipt-process-answered",
    f.AdviceGiven: "receipt-advice",
    f.AdviceAnswered: "receipt-advice-answered",
}
"""Facts about something with a number."""


def receipt(p: Proceeding, facts: Iterable[f.Fact], person: PersonId) -> Msg:
    """What `person` is told about the facts their act made true; `p` is the proceeding after them."""
    made = tuple(facts)
    last = any(isinstance(fact, f.Closing) for fact in made)
    for fact in sorted(made, key=_afterwards):
        found = _receipt(p, fact, person, last=last)
        if found is not None:
            return found
    return msg("receipt-noted")


def _afterwards(fact: f.Fact) -> bool:
    """An earlier objection gives way to a new answer: the answer is what the person is told about."""
    return isinstance(fact, f.ObjectionWithdrawn)


def _receipt(p: Proceeding, fact: f.Fact, person: PersonId, *, last: bool) -> Msg | None:
    actor = getattr(fact, "by", None) or getattr(fact, "person", None)
    if actor not in (None, person) and not isinstance(fact, f.Arrived | f.Left | f.TurnTimedOut):
        return None
    if type(fact) in SIMPLE:
        return msg(SIMPLE[type(fact)])
    if type(fact) in NUMBERED:
        return msg(NUMBERED[type(fact)], number=_number(fact))
    return _answer(p, fact, last=last) or _turn(p, fact) or _text(fact) or _work(fact) or _people(fact)


def _number(fact: f.Fact) -> int:
    found: int | None = getattr(fact, "question", None)
    return found if found is not None else int(getattr(fact, "number", 0))


def _answer(p: Proceeding, fact: f.Fact, *, last: bool) -> Msg | None:
    """Answers to a consent check or a small question."""
    version = len(p.versions)
    match fact:
        case f.Consented() if _aside_answered(p, fact):
            return msg("receipt-aside-consented")
        case f.Consented():
            return msg("receipt-consented-last" if last else "receipt-consented", version=version)
        case f.AsideFell():
            return msg("receipt-aside-objected")
        case f.Objected(number=number):
            name = "receipt-objected-last" if last else "receipt-objected"
            return msg(name, version=version, number=number)
        case f.ConcernRaised():
            return msg("receipt-concern", version=version)
        case f.LeftToOthers():
            return msg("receipt-left-to-others", version=version)
        case f.Nominated():
            return msg("receipt-nominated-last" if last else "receipt-nominated")
        case _:
            return None


def _aside_answered(p: Proceeding, fact: f.Consented) -> bool:
    """Whether this consent answered a small question, open or just closed."""
    if p.aside is not None:
        return fact.person in p.aside.consented
    closed = [r.aside for r in p.results if r.closing == "AsideCarried" and r.aside is not None]
    given = p.responses.get(fact.person)
    return bool(closed) and fact.person in closed[-1].consented and (given is None or given.at != fact.at)


def _turn(p: Proceeding, fact: f.Fact) -> Msg | None:
    if not isinstance(fact, f.Spoke):
        return None
    if not fact.text:
        return msg("receipt-spoke-aloud")
    hidden = isinstance(p.phase, RoundState) and p.phase.together
    return msg("receipt-spoke-hidden" if hidden else "receipt-spoke")


def _text(fact: f.Fact) -> Msg | None:
    match fact:
        case f.ShapingOpened(title=title):
            return msg("receipt-shaping", title=Said(title))
        case f.Opened(title=title):
            return msg("receipt-opened", title=Said(title))
        case f.SelectionOpened(title=title):
            return msg("receipt-selection-opened", title=Said(title))
        case f.VersionMade(version=version):
            return msg("receipt-version", version=version.number)
        case f.PenGiven(to=to):
            return msg("receipt-pen", person=Who(to))
        case f.AsideBegan():
            return msg("receipt-aside-put")
        case _:
            return None


def _work(fact: f.Fact) -> Msg | None:
    match fact:
        case f.TakenUp(numbers=numbers):
            return msg("receipt-taken-up", count=len(numbers), numbers=", ".join(map(str, numbers)))
        case f.ObjectionWithdrawn(number=number):
            return msg("receipt-objection-withdrawn", number=number)
        case f.ObjectionParked(number=number, until=until):
            return msg("receipt-parked", number=number, until=When(until, day=True))
        case f.CandidacyEnded(ending=ending):
            refused = ending is Ending.REFUSED
            return msg("receipt-declined-role" if refused else "receipt-candidacy-ended")
        case f.RungTaken(rung=rung):
            return msg("receipt-rung", rung=word("rung", rung))
        case _:
            return None


def _people(fact: f.Fact) -> Msg | None:
    match fact:
        case f.ProposerAsked(to=who):
            return _about("receipt-proposer-asked", who)
        case f.CandidateDrawn(person=who):
            return _about("receipt-drawn", who)
        case f.Arrived(person=who):
            return _about("receipt-arrived", who)
        case f.Left(person=who):
            return _about("receipt-left", who)
        case f.FacilitationTaken(person=who):
            return _about("receipt-facilitation", who)
        case _:
            return None


def _about(name: str, who: PersonId) -> Msg:
    args: dict[str, Arg] = {"person": Who(who)}
    return msg(name, **args)
