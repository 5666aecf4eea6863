"""From a log to a transcript: the minutes of a proceeding, and the bug report about it.

`COMMANDS` says for each fact which command of a person, of the circle or of another proceeding made it true, or
that it followed by itself. Playing the transcript gives the same facts again.
"""

from __future__ import annotations

from typing import Final

from facilitation import commands as c
from facilitation import facts
from facilitation.facts import Fact
from facilitation.transcript.reshape import SHAPED, SMALL
from facilitation.transcript.retrace import (
    Back,
    Place,
    arguer,
    from_aside,
    from_aside_withdrawn,
    from_concern_heard,
    from_confirmed,
    from_disqualified,
    from_driver_stands,
    from_objected,
    from_opened,
    from_parked,
    from_qualified,
    from_taken_up,
    from_text_stands,
    from_timed_out,
    from_understood,
    from_version,
    from_withdrawn,
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
    facts.DriverUnclear,
    facts.PassedOn,
    facts.NotForUs,
    facts.NeedsStand,
    facts.ListStands,
    facts.ContradictionsResolved,
    facts.TunersChosen,
    facts.HelpersChosen,
    facts.HelpersLate,
    facts.SilenceSufficed,
    facts.ProcessRoundClosed,
)
"""Facts that follow by themselves, from an act or from the clock; and those of the circle's own log."""

COMMANDS: Final[dict[type[Fact], Back]] = {
    **dict.fromkeys(FOLLOWED, _of_itself),
    facts.Opened: from_opened,
    facts.DriverReworded: lambda _, f: c.RewordDriver(by=f.by, driver=f.driver),
    facts.DriverStands: from_driver_stands,
    facts.ProposalDiscarded: lambda _, f: c.Discard(by=f.by, text=f.text),
    facts.Spoke: lambda _, f: c.Speak(by=f.person, text=f.text),
    facts.Asked: lambda _, f: c.Ask(by=f.person, text=f.text),
    facts.Answered: lambda _, f: c.Answer(by=f.by, question=f.question, text=f.text),
    facts.Passed: lambda _, f: c.Pass(by=f.person),
    facts.PutOff: lambda _, f: c.ComeBackToMe(by=f.person),
    facts.TurnTimedOut: from_timed_out,
    facts.PassPlanned: lambda _, f: c.AnotherPass(by=f.by),
    facts.VersionMade: from_version,
    facts.PenGiven: lambda _, f: c.GivePen(by=f.by, to=f.to),
    facts.TextStands: from_text_stands,
    facts.Consented: lambda _, f: c.Consent(by=f.person),
    facts.Objected: from_objected,
    facts.ConcernRaised: lambda _, f: c.RaiseConcern(by=f.person, text=f.text),
    facts.LeftToOthers: lambda _, f: c.LeaveIt(by=f.person),
    facts.TookBack: lambda _, f: c.TakeBack(by=f.person),
    facts.AsideBegan: from_aside,
    facts.AsideFell: lambda _, f: c.Object(by=f.person, text=f.text),
    facts.AsideWithdrawn: from_aside_withdrawn,
    facts.TakenUp: from_taken_up,
    facts.Reflected: lambda _, f: c.Reflect(by=f.by, objection=f.number, statement=f.statement),
    facts.Understood: from_understood,
    facts.ArgumentAccepted: lambda _, f: c.AgreeItQualifies(by=f.person, objection=f.number),
    facts.ArgumentDisputed: lambda _, f: c.Dispute(by=f.person, objection=f.number, text=f.text),
    facts.ArgumentRefined: lambda at, f: c.Refine(by=arguer(at, f.number), objection=f.number, text=f.text),
    facts.ArgumentDropped: lambda at, f: c.NothingRemains(by=arguer(at, f.number), objection=f.number),
    facts.TestAsked: lambda _, f: c.AskForTest(by=f.by, objection=f.number),
    facts.CriterionArgued: lambda at, f: c.Argue(
        by=at.p.objections[f.number - 1].by, objection=f.number, criterion=f.criterion, text=f.text
    ),
    facts.RuleClaimed: lambda at, f: c.ClaimRuleBroken(
        by=at.p.objections[f.number - 1].by, objection=f.number
    ),
    facts.Qualified: from_qualified,
    facts.Disqualified: from_disqualified,
    facts.Suggested: lambda _, f: c.Suggest(by=f.by, objection=f.number, move=f.move, text=f.text),
    facts.AmendmentMade: lambda _, f: c.Amend(by=f.by, objections=f.numbers, draft=f.draft, move=f.move),
    facts.AmendmentConfirmed: from_confirmed,
    facts.AmendmentDeclined: lambda _, f: c.DeclineAmendment(by=f.person, objection=f.number, text=f.text),
    facts.ObjectionWithdrawn: from_withdrawn,
    facts.ObjectionParked: from_parked,
    facts.ObjectionUnparked: lambda _, f: c.Unpark(by=f.by, objection=f.number) if f.by else None,
    facts.StuckNamed: lambda _, f: c.NameStuck(by=f.by),
    facts.RungTaken: lambda _, f: c.TakeRung(
        by=f.by, rung=f.rung, text=f.text, until=f.until, person=f.person
    ),
    facts.WorkResumed: lambda _, f: c.BackToWork(by=f.by) if f.by else None,
    facts.HandedUp: lambda _, f: c.NoteHandedUp(proceeding=f.proceeding),
    facts.BroaderAdopted: lambda _, f: c.NoteBroaderDecision(draft=f.version.draft),
    facts.AgreementStands: lambda _, __: c.NoteBroaderDecision(draft=None),
    facts.BroaderDropped: lambda _, __: c.NoteBroaderDecision(draft=None),
    facts.ConcernHeard: from_concern_heard,
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
    **SHAPED,
    **SMALL,
}
"""For each fact, how to find the command that made it true; None where it followed by itself."""
