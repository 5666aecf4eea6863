"""From a log to a transcript: the minutes of a proceeding, and the bug report about it.

`COMMANDS` says for each fact which command of a person, of the circle or of another proceeding made it true, or
that it followed by itself. Playing the transcript gives the same facts again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from facilitation import aside, facts
from facilitation import commands as c
from facilitation.facts import Asks, Fact, Opened
from facilitation.model import Duty, PersonId, Version
from facilitation.phases.drafting import amender
from facilitation.phases.testing import pile
from facilitation.processes import PROCESSES
from facilitation.settings import DriverCheck, Validity
from facilitation.state import (
    DraftingState,
    IntegrationState,
    LadderState,
    Proceeding,
    WaitingState,
    has_voice,
    here,
)

ANSWERS: Final = (
    facts.Consented,
    facts.Objected,
    facts.ConcernRaised,
    facts.LeftToOthers,
    facts.TookBack,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands in its log: the proceeding before it, and the facts around it at the same instant."""

    p: Proceeding
    before: Sequence[Fact]
    after: Sequence[Fact]

    @property
    def last(self) -> Fact | None:
        """The fact before this one, if it came at the same instant."""
        return self.before[-1] if self.before else None

    @property
    def facilitator(self) -> PersonId:
        """Who facilitates; where nobody does, somebody who is here."""
        return self.p.facilitator or here(self.p)[0]


Back = Callable[[Place, Any], c.Command | None]


def _draft(version: Version) -> dict[str, Any]:
    return {"by": version.by, "draft": version.draft}


def _driver_stands(at: Place, _fact: facts.DriverStands) -> c.Command | None:
    shown = at.p.circle.settings.driver_check is DriverCheck.PROPOSER_SHOWS
    return c.AcceptDriver(by=at.facilitator) if shown and not at.p.driver_stands else None


def _timed_out(at: Place, _fact: facts.TurnTimedOut) -> c.Command | None:
    return None if isinstance(at.last, facts.TurnTimedOut) else c.CallNext(by=at.facilitator)


def _version(at: Place, fact: facts.VersionMade) -> c.Command | None:
    made_by_itself = isinstance(at.p.phase, (WaitingState, IntegrationState))
    return None if made_by_itself else c.Redraft(**_draft(fact.version), change=fact.version.change)


def _text_stands(at: Place, _fact: facts.TextStands) -> c.Command | None:
    phase = at.p.phase
    if not isinstance(phase, DraftingState) or phase.stands:
        return None
    if not phase.authoring:
        return c.LetStand(by=at.p.facilitator or amender(at.p) or at.p.author)
    return c.LetStand(by=at.p.pen if at.p.pen and at.p.circle.member(at.p.pen) else at.p.author)


def _objected(_at: Place, fact: facts.Objected) -> c.Command | None:
    # An objection to an amendment has been told already: it made the question about the amendment fall.
    return c.Object(by=fact.person, text=fact.text) if fact.parent is None else None


def _withdrawn(at: Place, fact: facts.ObjectionWithdrawn) -> c.Command | None:
    objection = at.p.objections[fact.number - 1]
    objector = objection.by
    rest = [other for other in at.after if not isinstance(other, facts.ObjectionWithdrawn)]
    answered = bool(rest) and isinstance(rest[0], ANSWERS) and rest[0].person == objector
    if answered and not fact.text and objection.parent is None:
        return None  # whoever answers anew lets go of their objection
    return c.WithdrawObjection(by=objector, objection=fact.number, text=fact.text)


def _aside(at: Place, fact: facts.AsideBegan) -> c.Command | None:
    if fact.mover is None or isinstance(at.last, facts.RungTaken):
        return None
    match fact.asks:
        case Asks.DROP:
            return c.ProposeDrop(by=fact.mover, text=fact.text)
        case Asks.POSTPONE if fact.until is not None:
            return c.ProposePostpone(by=fact.mover, until=fact.until, text=fact.text)
        case Asks.KEEP if fact.until is not None:
            return c.ProposeKeep(by=fact.mover, review=fact.until)
        case Asks.END:
            return c.ProposeEnd(by=fact.mover, text=fact.text)
        case Asks.RULING if fact.objection is not None:
            return c.ProposeNotParamount(by=fact.mover, objection=fact.objection)
        case _:
            return None


def _aside_withdrawn(at: Place, _fact: facts.AsideWithdrawn) -> c.Command | None:
    asked = at.p.aside
    if asked is None or not aside.asked(at.p, asked):
        return None
    stays = asked.mover is not None and has_voice(at.p, asked.mover)
    return c.WithdrawAside(by=asked.mover if stays and asked.mover else at.facilitator)


def _taken_up(at: Place, fact: facts.TakenUp) -> c.Command | None:
    assert at.p.phase is not None  # noqa: S101 - objections are taken up in a phase
    by_itself = PROCESSES[at.p.process].phases[at.p.phase.name].settle(at.p, fact.at)
    if next(iter(by_itself), None) == fact:
        return None
    return c.TakeUp(by=at.facilitator, objections=fact.numbers)


def _understood(at: Place, fact: facts.Understood) -> c.Command | None:
    objector = at.p.objections[fact.number - 1].by
    said_themselves = isinstance(at.last, facts.Reflected) and at.last.by == objector
    return None if said_themselves else c.ConfirmStatement(by=objector, objection=fact.number)


def _ruler(at: Place, number: int) -> PersonId:
    secretary = at.p.circle.holder(Duty.SECRETARY)
    broken = at.p.objections[number - 1].rule_broken
    return secretary if broken and secretary is not None else at.facilitator


def _ruling_fell(at: Place) -> bool:
    if not isinstance(at.last, facts.AsideFell):
        return False
    asked = at.p.results[-1].aside
    return asked is not None and asked.asks is Asks.RULING


def _qualified(at: Place, fact: facts.Qualified) -> c.Command | None:
    mode, objection = at.p.circle.settings.validity, at.p.objections[fact.number - 1]
    if isinstance(at.last, facts.AsideCarried) or _ruling_fell(at):
        return None
    if mode is Validity.CRITERIA and objection.test_asked:
        return c.Rule(by=_ruler(at, fact.number), objection=fact.number, qualifies=True)
    if mode in {Validity.CRITERIA, Validity.CIRCLE_RULING}:
        return c.AcceptObjection(by=at.facilitator, objection=fact.number)
    return None


def _disqualified(at: Place, fact: facts.Disqualified) -> c.Command | None:
    if fact.by is None:
        return None
    if at.p.circle.settings.validity is Validity.CRITERIA:
        return c.Rule(by=fact.by, objection=fact.number, qualifies=False)
    return c.NothingRemains(by=fact.by, objection=fact.number)


def _arguer(at: Place, number: int) -> PersonId:
    top = pile(at.p.objections[number - 1])[-1].by
    return top if top in here(at.p) or at.p.objections[number - 1].by == top else at.facilitator


def _confirmed(at: Place, fact: facts.AmendmentConfirmed) -> c.Command | None:
    wrote_it = at.p.objections[fact.number - 1].amender == fact.person
    return None if wrote_it else c.ConfirmAmendment(by=fact.person, objection=fact.number)


def _parked(at: Place, fact: facts.ObjectionParked) -> c.Command | None:
    if isinstance(at.p.phase, LadderState):
        return None
    return c.Park(by=fact.by, objection=fact.number, owner=fact.owner, until=fact.until)


def _concern_heard(at: Place, fact: facts.ConcernHeard) -> c.Command | None:
    by = at.p.concerns[fact.number - 1].by
    last = at.last
    if (
        isinstance(last, facts.ConcernHeard)
        and at.p.concerns[last.number - 1].by == by
        and last.text == fact.text
    ):
        return None  # all concerns of one person are heard at once
    return c.Speak(by=by, text=fact.text) if fact.text else c.Pass(by=by)


def _opened(_at: Place, fact: Opened) -> c.Command:
    return c.Propose(
        by=fact.author,
        id=fact.id,
        circle=fact.circle,
        title=fact.title,
        draft=fact.version.draft,
        driver=fact.driver,
        domain=fact.domain,
        matter=fact.matter,
        subject=fact.subject,
        changes=fact.changes,
        away=fact.away,
        expected=fact.expected,
        ready=fact.ready,
        supersedes=fact.supersedes,
        origin=fact.origin,
    )


def _of_itself(_at: Place, _fact: Fact) -> None:
    return None


FOLLOWED: Final[tuple[type[Fact], ...]] = (
    facts.StepBegan,
    facts.Closed,
    facts.Reminded,
    facts.TurnBegan,
    facts.TurnRanOver,
    facts.PassBegan,
    facts.RoundClosed,
    facts.TextRewritten,
    facts.GraceBegan,
    facts.ConsentAssumed,
    facts.ConsentReached,
    facts.ObjectionsStand,
    facts.Adopted,
    facts.AsideCarried,
    facts.DisputeStood,
    facts.Integrated,
    facts.ObjectionTakenOver,
    facts.ObjectionMoot,
    facts.ProposalAmended,
    facts.ObjectionsGone,
    facts.Escalated,
    facts.ConcernsHeard,
    facts.ConditionLapsed,
    facts.ReviewBegan,
    facts.AgreementKept,
    facts.AgreementEnded,
    facts.DropConsented,
    facts.Postponed,
    facts.CircleFounded,
    facts.MemberAdmitted,
    facts.MemberReleased,
    facts.SettingsChanged,
    facts.RoundsCounted,
    facts.ProposalReceived,
)
"""Facts that follow by themselves, from an act or from the clock; and those of the circle's own log."""

COMMANDS: Final[dict[type[Fact], Back]] = {
    **dict.fromkeys(FOLLOWED, _of_itself),
    facts.Opened: _opened,
    facts.DriverReworded: lambda _, f: c.RewordDriver(by=f.by, driver=f.driver),
    facts.DriverStands: _driver_stands,
    facts.ProposalDiscarded: lambda _, f: c.Discard(by=f.by, text=f.text),
    facts.Spoke: lambda _, f: c.Speak(by=f.person, text=f.text),
    facts.Asked: lambda _, f: c.Ask(by=f.person, text=f.text),
    facts.Answered: lambda _, f: c.Answer(by=f.by, question=f.question, text=f.text),
    facts.Passed: lambda _, f: c.Pass(by=f.person),
    facts.PutOff: lambda _, f: c.ComeBackToMe(by=f.person),
    facts.TurnTimedOut: _timed_out,
    facts.PassPlanned: lambda _, f: c.AnotherPass(by=f.by),
    facts.VersionMade: _version,
    facts.PenGiven: lambda _, f: c.GivePen(by=f.by, to=f.to),
    facts.TextStands: _text_stands,
    facts.Consented: lambda _, f: c.Consent(by=f.person),
    facts.Objected: _objected,
    facts.ConcernRaised: lambda _, f: c.RaiseConcern(by=f.person, text=f.text),
    facts.LeftToOthers: lambda _, f: c.LeaveIt(by=f.person),
    facts.TookBack: lambda _, f: c.TakeBack(by=f.person),
    facts.AsideBegan: _aside,
    facts.AsideFell: lambda _, f: c.Object(by=f.person, text=f.text),
    facts.AsideWithdrawn: _aside_withdrawn,
    facts.TakenUp: _taken_up,
    facts.Reflected: lambda _, f: c.Reflect(by=f.by, objection=f.number, statement=f.statement),
    facts.Understood: _understood,
    facts.ArgumentAccepted: lambda _, f: c.AgreeItQualifies(by=f.person, objection=f.number),
    facts.ArgumentDisputed: lambda _, f: c.Dispute(by=f.person, objection=f.number, text=f.text),
    facts.ArgumentRefined: lambda at, f: c.Refine(by=_arguer(at, f.number), objection=f.number, text=f.text),
    facts.ArgumentDropped: lambda at, f: c.NothingRemains(by=_arguer(at, f.number), objection=f.number),
    facts.TestAsked: lambda _, f: c.AskForTest(by=f.by, objection=f.number),
    facts.CriterionArgued: lambda at, f: c.Argue(
        by=at.p.objections[f.number - 1].by, objection=f.number, criterion=f.criterion, text=f.text
    ),
    facts.RuleClaimed: lambda at, f: c.ClaimRuleBroken(
        by=at.p.objections[f.number - 1].by, objection=f.number
    ),
    facts.Qualified: _qualified,
    facts.Disqualified: _disqualified,
    facts.Suggested: lambda _, f: c.Suggest(by=f.by, objection=f.number, move=f.move, text=f.text),
    facts.AmendmentMade: lambda _, f: c.Amend(by=f.by, objections=f.numbers, draft=f.draft, move=f.move),
    facts.AmendmentConfirmed: _confirmed,
    facts.AmendmentDeclined: lambda _, f: c.DeclineAmendment(by=f.person, objection=f.number, text=f.text),
    facts.ObjectionWithdrawn: _withdrawn,
    facts.ObjectionParked: _parked,
    facts.ObjectionUnparked: lambda _, f: c.Unpark(by=f.by, objection=f.number) if f.by else None,
    facts.StuckNamed: lambda _, f: c.NameStuck(by=f.by),
    facts.RungTaken: lambda _, f: c.TakeRung(
        by=f.by, rung=f.rung, text=f.text, until=f.until, person=f.person
    ),
    facts.WorkResumed: lambda _, f: c.BackToWork(by=f.by) if f.by else None,
    facts.HandedUp: lambda _, f: c.NoteHandedUp(proceeding=f.proceeding),
    facts.BroaderAdopted: lambda _, f: c.NoteBroaderDecision(draft=f.version.draft),
    facts.BroaderDropped: lambda _, __: c.NoteBroaderDecision(draft=None),
    facts.ConcernHeard: _concern_heard,
    facts.ConditionMet: lambda _, f: c.MeetCondition(by=f.by, text=f.text) if f.by else None,
    facts.ConsentWithdrawn: lambda _, f: c.WithdrawConsent(by=f.person, text=f.text),
    facts.SuccessorNoted: lambda _, f: c.NoteSuccessor(successor=f.successor),
    facts.AgreementSuperseded: lambda _, f: c.NoteSuperseded(successor=f.successor),
    facts.ProposalWithdrawn: lambda at, _: c.Withdraw(by=at.p.author),
    facts.Resumed: lambda _, f: c.Resume(by=f.by) if f.by else None,
    facts.Arrived: lambda _, f: c.Arrive(by=f.by, person=f.person),
    facts.Left: lambda _, f: c.Leave(by=f.by, person=f.person),
    facts.MemberJoined: lambda _, f: c.NoteJoined(member=f.member),
    facts.MemberDeparted: lambda _, f: c.NoteDeparted(person=f.person),
    facts.FacilitationTaken: lambda _, f: (
        c.TakeOver(by=f.by) if f.by == f.person else c.HandOver(by=f.by, to=f.person)
    ),
    facts.ProcessAsked: lambda _, f: c.AskProcess(by=f.by, text=f.text),
    facts.ProcessAnswered: lambda _, f: c.AnswerProcess(by=f.by, question=f.number, text=f.text),
}
"""For each fact, how to find the command that made it true; None where it followed by itself."""
