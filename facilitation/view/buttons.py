"""Buttons: what may be done now, with the words each act needs.

Everything comes from `legal`; nothing here judges. What one person alone may see (that they have an objection
which is still sealed, say) never becomes a public button.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from facilitation import commands as c
from facilitation.cards import Button
from facilitation.commands import Act
from facilitation.forms import final, form_of, target_field
from facilitation.model import PersonId
from facilitation.proceeding import legal, possible
from facilitation.state import CheckState, ConcernsState, IntegrationState, Proceeding, is_draft
from facilitation.verbs import Offer
from facilitation.view.secrets import shown

ORDER: Final[tuple[type[Act], ...]] = (
    c.Nominate,
    c.AcceptRole,
    c.Speak,
    c.Bingo,
    c.LookFirst,
    c.LookLast,
    c.ChangeNomination,
    c.Ask,
    c.Consent,
    c.Object,
    c.RaiseConcern,
    c.LeaveIt,
    c.GiveAdvice,
    c.HaveNoAdvice,
    c.AnswerAdvice,
    c.DecideAlone,
    c.ChangeIntention,
    c.DeclineRole,
    c.Pass,
    c.ComeBackToMe,
    c.Answer,
    c.GiveReport,
    c.RecordResult,
    c.BeginMeeting,
    c.OpenItem,
    c.CloseItem,
    c.ProposeAgenda,
    c.SetNextMeeting,
    c.NameScheduler,
    c.NoNextMeeting,
    c.Announce,
    c.GoOn,
    c.ProposeStandIn,
    c.StandIn,
    c.CallTopics,
    c.AddItem,
    c.ScheduleTopic,
    c.AddReports,
    c.AddToBacklog,
    c.RecordPoint,
    c.ProposeMinutes,
    c.CloseMeeting,
    c.AddEvaluation,
    c.ObjectToMinutes,
    c.AddAddendum,
    c.EndPause,
    c.EnoughHeard,
    c.TakeUp,
    c.ConfirmStatement,
    c.Reflect,
    c.AgreeItQualifies,
    c.Dispute,
    c.Refine,
    c.NothingRemains,
    c.Argue,
    c.ClaimRuleBroken,
    c.Rule,
    c.AcceptObjection,
    c.AskForTest,
    c.ProposeNotParamount,
    c.ConfirmAmendment,
    c.DeclineAmendment,
    c.Suggest,
    c.Amend,
    c.WordNeeds,
    c.AnswerPiece,
    c.NoteContradiction,
    c.TakeWay,
    c.NameTuners,
    c.Redraft,
    c.Cover,
    c.LeaveOut,
    c.LetStand,
    c.StepDone,
    c.RewordPiece,
    c.MergePieces,
    c.SortPiece,
    c.NotePiece,
    c.ProposeCandidate,
    c.DrawCandidate,
    c.AskAgain,
    c.AskToPropose,
    c.ProposeTerm,
    c.ListQualifications,
    c.ShowNominations,
    c.SetAside,
    c.TakeRung,
    c.BackToWork,
    c.MeetCondition,
    c.ProposeKeep,
    c.ProposeEnd,
    c.Resume,
    c.RewordDriver,
    c.RewordRequirement,
    c.AcceptDriver,
    c.TakeBack,
    c.WithdrawObjection,
    c.Park,
    c.Unpark,
    c.NameStuck,
    c.AskForAdvice,
    c.GivePen,
    c.CallNext,
    c.AnotherPass,
    c.WithdrawAside,
    c.WithdrawConsent,
    c.ChooseBranch,
    c.ProposeHelpers,
    c.DescribeRole,
    c.AskForDialogue,
    c.ProposeVacancy,
    c.AnswerProcess,
    c.AskProcess,
    c.AskTrifle,
    c.AskTemperature,
    c.ShowTemperature,
    c.ShowStance,
    c.CloseTemperature,
    c.OpenProcessRound,
    c.AbortRound,
    c.EscalateToMeeting,
    c.ProposePostpone,
    c.ProposeDrop,
    c.Withdraw,
    c.Discard,
    c.ChangeItem,
    c.MoveItem,
    c.TakeMinutes,
    c.PostponeItem,
    c.PostponeRest,
    c.DropItem,
    c.ExtendMeeting,
    c.AddAction,
    c.CallPause,
    c.CallWriting,
    c.SupportPerson,
    c.NameStandIn,
    c.CorrectMinutes,
    c.SkipStep,
    c.LeaveEarly,
    c.WelcomeVisitor,
    c.ShareFacilitation,
    c.CancelMeeting,
    c.Arrive,
    c.Leave,
    c.HandOver,
    c.TakeOver,
)
"""The main act first; what is seldom needed last, where a platform may fold it into a menu."""

SELDOM: Final = frozenset(ORDER[ORDER.index(c.NameStuck) :])
"""Acts that are always near but rarely meant: no part of a whisper, which wants one answer."""

BY_NEED: Final = (c.AnswerProcess, c.ChooseBranch, c.ProposeHelpers, c.WithdrawConsent)
"""Seldom meant, but somebody waits for them, or nothing else can be done then."""

LATER: Final = SELDOM.difference(BY_NEED).union(
    (
        c.TakeBack,
        c.WithdrawObjection,
        c.Park,
        c.Unpark,
        c.ProposeTerm,
        c.ListQualifications,
        c.ShowNominations,
        c.SetAside,
        c.NameScheduler,
        c.NoNextMeeting,
        c.CallTopics,
        c.ProposeStandIn,
        c.StandIn,
        c.ProposeMinutes,
        c.EnoughHeard,
        c.AddToBacklog,
    )
)
"""What a short menu leaves out, and shows to those who ask for more: all that is seldom, and second thoughts."""

EQUAL: Final = frozenset({c.DeclineRole.__name__})
"""Acts that want a second look and yet stand beside their opposite: to say no to a role is as good as to say yes."""

FOLDED: Final = frozenset(command.__name__ for command in SELDOM)
SECOND_THOUGHTS: Final = frozenset({c.TakeBack.__name__})
"""What only some can do, and seldom want; to answer anew, the answers themselves are there."""

_PLACE: Final = {command: place for place, command in enumerate(ORDER)}


def choices(p: Proceeding, person: PersonId, only: type[Act] | None = None) -> tuple[Button, ...]:
    """What one person may do now, or with `only` this one thing, for that person's eyes alone."""
    return tuple(_buttons(p, legal(p, person, only)))


def main_choices(p: Proceeding, person: PersonId, objection: int | None = None) -> tuple[Button, ...]:
    """What a whisper asks for: the main acts of one person, or those on one objection."""
    offers = (offer for offer in legal(p, person) if offer.command not in SELDOM)
    if objection is not None:
        offers = (o for o in offers if issubclass(o.command, c.AboutObjection) and o.target == objection)
    return tuple(_buttons(p, offers))


def public(p: Proceeding) -> tuple[Button, ...]:
    """What somebody may do now, for the card everyone sees."""
    return tuple(_buttons(p, (offer for offer in possible(p) if _open(p, offer))))


def on_panel(buttons: Iterable[Button], to: PersonId | None = None) -> tuple[Button, ...]:
    """What of a card's buttons stands on it at once; whoever asks for more finds the others.

    On a card that everyone sees there is nothing that one person alone can do and nobody should do by a slip. A card
    `to` somebody has it, for it asks for just that.
    """
    return tuple(b for b in buttons if b.verb not in FOLDED and (to is not None or _for_many(b)))


def _for_many(button: Button) -> bool:
    return button.verb in EQUAL or not (button.final or button.verb in SECOND_THOUGHTS)


TEMPERATURES: Final = (c.ShowTemperature, c.ShowStance, c.CloseTemperature)


def about_temperature(p: Proceeding, number: int) -> tuple[Button, ...]:
    """What somebody may do now about one temperature check, for the card of that."""
    offers = (o for o in possible(p) if o.command in TEMPERATURES and o.target == number)
    return tuple(_buttons(p, offers))


def _open(p: Proceeding, offer: Offer) -> bool:
    """Whether everyone may know that this can be done, on the card of the step."""
    if offer.command in TEMPERATURES:
        return False  # a card of its own has them
    if issubclass(offer.command, c.AboutObjection):
        objection = p.objection(offer.target if isinstance(offer.target, int) else None)
        return objection is not None and shown(p, objection)
    if offer.command in (c.Redraft, c.LetStand, c.GivePen) and is_draft(p):
        return False  # the form begins with the text, which is still its author's alone
    if offer.command in (c.Consent, c.Object) and p.aside is None:  # answers given ahead are a private matter
        return isinstance(p.phase, CheckState | IntegrationState | ConcernsState)
    return True


def _buttons(p: Proceeding, offers: Iterable[Offer]) -> Iterator[Button]:
    targets: dict[type[Act], list[Any]] = {}
    for offer in offers:
        targets.setdefault(offer.command, []).append(offer.target)
    for command in sorted(targets, key=lambda one: _place(p, one)):
        yield from _of(p, command, targets[command])


def _place(p: Proceeding, command: type[Act]) -> float:
    if command is c.Object and p.aside is None and isinstance(p.phase, IntegrationState):
        return _PLACE[c.Amend] + 0.5  # while objections are worked on, a new one is not the main act
    return _PLACE.get(command, len(ORDER))


def _of(p: Proceeding, command: type[Act], targets: list[Any]) -> Iterator[Button]:
    """One button for each target, or one with the targets as a field of its form."""
    if target_field(command) is not None:
        only = targets[0] if len(targets) == 1 else None
        yield _button(p, command, form_about=only, among=targets)
        return
    for target in sorted(targets, key=lambda one: one or 0):
        yield _button(p, command, target)


def _button(
    p: Proceeding,
    command: type[Act],
    target: int | None = None,
    form_about: object = None,
    among: Iterable[Any] = (),
) -> Button:
    return Button(
        verb=command.__name__,
        step=p.table_step,
        target=target,
        form=form_of(command, p, form_about, among),
        final=final(command),
    )
