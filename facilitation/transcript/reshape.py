"""From the facts of a shaping, and of small things beside the work, back to the commands that made them true."""

from __future__ import annotations

from typing import Any, Final

from facilitation import commands as c
from facilitation import facts
from facilitation.facts import Fact, ShapingOpened
from facilitation.live import goes_to_meeting
from facilitation.model import PieceKind, Way
from facilitation.shaping import work
from facilitation.transcript.retrace import Back, Place


def _opened(_at: Place, fact: ShapingOpened) -> c.Command:
    return c.OpenShaping(
        by=fact.author,
        id=fact.id,
        circle=fact.circle,
        title=fact.title,
        driver=fact.driver,
        requirement=fact.requirement,
        domain=fact.domain,
        away=fact.away,
        item_of=fact.item_of,
    )


def _branch(at: Place, fact: facts.BranchChosen) -> c.Command:
    name = next((name for name, to in work(at.p).neighbours if to == fact.to), "")
    return c.ChooseBranch(by=fact.by, branch=fact.branch, text=fact.text, receiver=name)


def _tuners(_at: Place, fact: facts.TunersNamed) -> c.Command:
    named = dict(zip(("tuner", "second", "third"), fact.tuners, strict=False))
    return c.NameTuners(by=fact.by, **named)  # type: ignore[arg-type]  # ids of people


def _moved(_at: Place, fact: facts.PieceMoved) -> c.Command:
    kind = c.LookFirst if fact.first else c.LookLast
    return kind(by=fact.person, pieces=(fact.number,))


def _went_on(_at: Place, fact: Any) -> c.Command | None:  # noqa: ANN401 - several facts with a `by`
    return c.StepDone(by=fact.by) if fact.by is not None else None


def _added(_at: Place, fact: facts.PieceAdded) -> c.Command | None:
    return None if fact.by is None else c.NotePiece(by=fact.by, person=fact.person, text=fact.text)


SHAPED: Final[dict[type[Fact], Back]] = {
    facts.ShapingOpened: _opened,
    facts.PieceAdded: _added,
    facts.PieceReworded: lambda _, f: c.RewordPiece(by=f.by, pieces=(f.number,), text=f.text),
    facts.PiecesEchoed: lambda _, f: c.Bingo(by=f.person, pieces=f.numbers),
    facts.PiecesMerged: lambda _, f: c.MergePieces(by=f.by, pieces=f.numbers, text=f.text),
    facts.PieceSorted: lambda _, f: c.SortPiece(
        by=f.by, pieces=(f.number,), informs=f.kind is PieceKind.INFORMATION
    ),
    facts.PieceAnswered: lambda _, f: c.AnswerPiece(by=f.by, pieces=(f.number,), text=f.text),
    facts.PieceLeftOut: lambda _, f: c.LeaveOut(by=f.by, pieces=(f.number,), text=f.text),
    facts.PiecesCovered: lambda _, f: c.Cover(by=f.by, pieces=f.numbers),
    facts.PieceMoved: _moved,
    facts.NeedsWorded: lambda _, f: c.WordNeeds(by=f.by, needs=f.text),
    facts.RequirementReworded: lambda _, f: c.RewordRequirement(by=f.by, requirement=f.requirement),
    facts.ListProposed: _went_on,
    facts.AskedAgain: _went_on,
    facts.BranchChosen: _branch,
    facts.TunersNamed: _tuners,
    facts.HelpersNamed: lambda _, f: c.ProposeHelpers(by=f.by, leader=f.leader, until=f.until, text=f.text),
    facts.ContradictionNoted: lambda _, f: c.NoteContradiction(by=f.by, pieces=f.numbers, text=f.text),
    facts.WayTaken: lambda _, f: c.TakeWay(
        by=f.by, contradiction=f.number, way=f.way, pieces=f.numbers, text=f.text
    ),
    facts.ReactionsAsked: lambda _, f: c.TakeWay(by=f.by, contradiction=f.number, way=Way.REACTIONS),
    facts.AnswersGiven: _went_on,
    facts.PiecesFit: _went_on,
    facts.ContradictionsStand: _went_on,
    facts.DraftPresented: lambda _, f: c.LetStand(by=f.by),
}
"""For each fact of a shaping, how to find the command that made it true."""


def _sent(at: Place, fact: facts.SentToMeeting) -> c.Command | None:
    """An objection that takes the matter to a meeting has been told already."""
    if fact.by is None or (goes_to_meeting(at.p) and isinstance(at.last, facts.Objected)):
        return None
    return c.EscalateToMeeting(by=fact.by)


SMALL: Final[dict[type[Fact], Back]] = {
    facts.TemperatureAsked: lambda _, f: c.AskTemperature(by=f.by, text=f.text, scale=f.scale),
    facts.TemperatureShown: lambda _, f: c.ShowTemperature(by=f.person, question=f.number, feeling=f.feeling),
    facts.StanceShown: lambda _, f: c.ShowStance(by=f.person, question=f.number, stance=f.stance),
    facts.TemperatureClosed: lambda _, f: (
        c.CloseTemperature(by=f.by, question=f.number) if f.by is not None else None
    ),
    facts.ProcessRoundBegan: lambda _, f: (
        c.OpenProcessRound(by=f.by, text=f.text) if f.by is not None else None
    ),
    facts.RoundAborted: lambda _, f: c.AbortRound(by=f.by, text=f.text),
    facts.SentToMeeting: _sent,
    facts.BroughtBack: lambda _, f: c.Resume(by=f.by) if f.by is not None else None,
}
"""The same for temperature checks, process rounds, and going to a meeting."""
