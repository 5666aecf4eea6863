"""Facts that can come about in more than one way: from a command, or by following from another fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from facilitation import aside, facts
from facilitation import commands as c
from facilitation.facts import Asks, Fact, Opened
from facilitation.interludes import TRIFLES
from facilitation.model import Draft, Duty, PersonId, Version
from facilitation.phases.drafting import amender
from facilitation.phases.testing import pile
from facilitation.processes import phase_of
from facilitation.role_parts import asked_of
from facilitation.settings import DriverCheck, Validity
from facilitation.state import (
    DraftingState,
    IntegrationState,
    LadderState,
    Proceeding,
    ShapingState,
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
    return {"by": version.by, "draft": version.draft, **role_said(version.draft)}


def role_said(draft: Draft) -> dict[str, Any]:
    """What was said about the role of a proposal, where that was changed."""
    role = draft.effect.role if draft.effect is not None else None
    return asked_of(role) if role is not None else {}


def from_driver_stands(at: Place, _fact: facts.DriverStands) -> c.Command | None:
    """The command that made `DriverStands` true, if it was one."""
    if isinstance(at.p.phase, ShapingState):
        return None  # the circle has consented to it
    shown = at.p.circle.settings.driver_check is DriverCheck.PROPOSER_SHOWS
    return c.AcceptDriver(by=at.facilitator) if shown and not at.p.driver_stands else None


def from_timed_out(at: Place, _fact: facts.TurnTimedOut) -> c.Command | None:
    """The command that made `TurnTimedOut` true, if it was one."""
    return None if isinstance(at.last, facts.TurnTimedOut) else c.CallNext(by=at.facilitator)


def from_version(at: Place, fact: facts.VersionMade) -> c.Command | None:
    """The command that made `VersionMade` true, if it was one."""
    made_by_itself = isinstance(at.p.phase, (WaitingState, IntegrationState))
    return None if made_by_itself else c.Redraft(**_draft(fact.version), change=fact.version.change)


def from_text_stands(at: Place, _fact: facts.TextStands) -> c.Command | None:
    """The command that made `TextStands` true, if it was one."""
    phase = at.p.phase
    if not isinstance(phase, DraftingState) or phase.stands:
        return None
    if not phase.authoring:
        return c.LetStand(by=at.p.facilitator or amender(at.p) or at.p.author)
    return c.LetStand(by=at.p.pen if at.p.pen and at.p.circle.member(at.p.pen) else at.p.author)


def from_objected(_at: Place, fact: facts.Objected) -> c.Command | None:
    """The command that made `Objected` true, if it was one."""
    # An objection to an amendment has been told already: it made the question about the amendment fall.
    return c.Object(by=fact.person, text=fact.text) if fact.parent is None else None


def from_withdrawn(at: Place, fact: facts.ObjectionWithdrawn) -> c.Command | None:
    """The command that made `ObjectionWithdrawn` true, if it was one."""
    objection = at.p.objections[fact.number - 1]
    objector = objection.by
    rest = [other for other in at.after if not isinstance(other, facts.ObjectionWithdrawn)]
    answered = bool(rest) and isinstance(rest[0], ANSWERS) and rest[0].person == objector
    if answered and not fact.text and objection.parent is None:
        return None  # whoever answers anew lets go of their objection
    return c.WithdrawObjection(by=objector, objection=fact.number, text=fact.text)


def from_aside(at: Place, fact: facts.AsideBegan) -> c.Command | None:
    """The command that made `AsideBegan` true, if it was one."""
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
        case Asks.BREAK | Asks.ORDER | Asks.PROCESS_ROUND:
            trifle = next(kind for kind, asks in TRIFLES.items() if asks is fact.asks)
            return c.AskTrifle(by=fact.mover, trifle=trifle, text=fact.text)
        case Asks.DIALOGUE:
            return c.AskForDialogue(by=fact.mover, text=fact.text)
        case Asks.RULING if fact.objection is not None:
            return c.ProposeNotParamount(by=fact.mover, objection=fact.objection)
        case _:
            return None


def from_aside_withdrawn(at: Place, _fact: facts.AsideWithdrawn) -> c.Command | None:
    """The command that made `AsideWithdrawn` true, if it was one."""
    asked = at.p.aside
    if asked is None or not aside.asked(at.p, asked):
        return None
    stays = asked.mover is not None and has_voice(at.p, asked.mover)
    return c.WithdrawAside(by=asked.mover if stays and asked.mover else at.facilitator)


def from_taken_up(at: Place, fact: facts.TakenUp) -> c.Command | None:
    """The command that made `TakenUp` true, if it was one."""
    assert at.p.phase is not None  # noqa: S101 - objections are taken up in a phase
    by_itself = phase_of(at.p.process, at.p.phase.name).settle(at.p, fact.at)
    if next(iter(by_itself), None) == fact:
        return None
    return c.TakeUp(by=at.facilitator, objections=fact.numbers)


def from_understood(at: Place, fact: facts.Understood) -> c.Command | None:
    """The command that made `Understood` true, if it was one."""
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


def from_qualified(at: Place, fact: facts.Qualified) -> c.Command | None:
    """The command that made `Qualified` true, if it was one."""
    mode, objection = at.p.circle.settings.validity, at.p.objections[fact.number - 1]
    if isinstance(at.last, facts.AsideCarried) or _ruling_fell(at):
        return None
    if mode is Validity.CRITERIA and objection.test_asked:
        return c.Rule(by=_ruler(at, fact.number), objection=fact.number, qualifies=True)
    if mode in {Validity.CRITERIA, Validity.CIRCLE_RULING}:
        return c.AcceptObjection(by=at.facilitator, objection=fact.number)
    return None


def from_disqualified(at: Place, fact: facts.Disqualified) -> c.Command | None:
    """The command that made `Disqualified` true, if it was one."""
    if fact.by is None:
        return None
    if at.p.circle.settings.validity is Validity.CRITERIA:
        return c.Rule(by=fact.by, objection=fact.number, qualifies=False)
    return c.NothingRemains(by=fact.by, objection=fact.number)


def arguer(at: Place, number: int) -> PersonId:
    """Who says what remains of the argument on top; the facilitator, for somebody who is gone."""
    top = pile(at.p.objections[number - 1])[-1].by
    return top if top in here(at.p) or at.p.objections[number - 1].by == top else at.facilitator


def from_confirmed(at: Place, fact: facts.AmendmentConfirmed) -> c.Command | None:
    """The command that made `AmendmentConfirmed` true, if it was one."""
    wrote_it = at.p.objections[fact.number - 1].amender == fact.person
    # Whoever wrote it may come to confirm it later, for a proposer who has left.
    together = isinstance(at.last, facts.AmendmentMade | facts.AmendmentConfirmed)
    return None if wrote_it and together else c.ConfirmAmendment(by=fact.person, objection=fact.number)


def from_parked(at: Place, fact: facts.ObjectionParked) -> c.Command | None:
    """The command that made `ObjectionParked` true, if it was one."""
    if isinstance(at.p.phase, LadderState):
        return None
    return c.Park(by=fact.by, objection=fact.number, owner=fact.owner, until=fact.until)


def from_concern_heard(at: Place, fact: facts.ConcernHeard) -> c.Command | None:
    """The command that made `ConcernHeard` true, if it was one."""
    by = at.p.concerns[fact.number - 1].by
    last = at.last
    if (
        isinstance(last, facts.ConcernHeard)
        and at.p.concerns[last.number - 1].by == by
        and last.text == fact.text
    ):
        return None  # all concerns of one person are heard at once
    return c.Speak(by=by, text=fact.text) if fact.text else c.Pass(by=by)


def from_opened(_at: Place, fact: Opened) -> c.Command:
    """The command that made `Opened` true, if it was one."""
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
        effect=fact.effect,
        steps=fact.steps,
        item_of=fact.item_of,
        shaped_in=fact.shaped_in,
    )


def from_advice_sought(_at: Place, fact: facts.AdviceSought) -> c.Command:
    """The command that made `AdviceSought` true."""
    return c.SeekAdvice(
        by=fact.author,
        id=fact.id,
        circle=fact.circle,
        title=fact.title,
        intention=fact.intention,
        affected=fact.affected,
        experts=fact.experts,
        role=fact.role,
        domain=fact.domain,
        deadline=fact.deadline,
        away=fact.away,
        item_of=fact.item_of,
    )
