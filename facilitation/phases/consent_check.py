"""The consent check: is there any objection to this exact text?

Everyone in the consent set answers for themselves; the round is finished even after an objection (MVOS 3.3.2).
No weights, no thresholds, no casting voice (INV-D5, INV-D6). Members who are away count as the circle's setting
says (domain.md section 6.6); silence is never consent unless the circle consented to that before (INV-D1).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from facilitation.aside import leaves_out_absent
from facilitation.booking import books, in_phase
from facilitation.commands import AbortRound, Consent, LeaveIt, Object, Pass, RaiseConcern, Redraft, TakeBack
from facilitation.facts import (
    BroaderAdopted,
    Closing,
    ConcernRaised,
    ConsentAssumed,
    Consented,
    ConsentReached,
    Fact,
    GraceBegan,
    LeftToOthers,
    Objected,
    ObjectionsStand,
    ObjectionWithdrawn,
    StepBegan,
    TookBack,
)
from facilitation.live import goes_to_meeting, sent
from facilitation.model import (
    Concern,
    Decision,
    Given,
    Matter,
    Objection,
    PersonId,
    Position,
    Response,
    but,
)
from facilitation.phases.drafting import may_amend
from facilitation.phases.round import new_version
from facilitation.phases.speaking import speaking_order
from facilitation.process import Phase
from facilitation.refusals import Reason
from facilitation.settings import Absent, Answers, Collection, Silence
from facilitation.state import (
    CheckState,
    DraftingState,
    IntegrationState,
    LadderState,
    Proceeding,
    RoundState,
    WaitingState,
    consent_members,
    with_response,
    without_response,
)
from facilitation.values import dataclass
from facilitation.verbs import About, Guard, Verb, both, facilitating, voice, words

LAST_STRETCH: Final = 0.2
"""After the second reminder, this part of the window is left before silence can count."""
LONGEST_ASSUMED: Final = timedelta(days=366)
REMINDERS_NEEDED: Final = 2


@dataclass(frozen=True, kw_only=True)
class ConsentCheck(Phase):
    """The circle's consent to the version now standing."""

    closings = frozenset({ConsentReached, ObjectionsStand})

    def order(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Everyone with a consent right, in speaking order."""
        return speaking_order(consent_members(p), p.circle.rounds_held + p.rounds, p.facilitator)

    def begin(self, p: Proceeding, fact: StepBegan) -> CheckState:
        """Answers already given to this very version stand (domain.md section 6.2, "resumed")."""
        del p
        return CheckState(name=fact.phase, step=fact.step, began=fact.at, order=fact.order)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Close when everyone here has answered and those away are accounted for."""
        away = tuple(who for who in undecided(p) if who in p.away)
        if len(away) < len(undecided(p)):
            return
        if p.open_objections:
            yield ObjectionsStand(at=now, numbers=tuple(o.number for o in p.open_objections))
        elif away:
            yield from _wait_for(p, away, now)
        elif _enough(p):
            yield ConsentReached(at=now)

    def due(self, p: Proceeding) -> Iterator[datetime]:
        """The end of the grace for those away, and the end of the window where silence may count."""
        state, silent = state_of(p), undecided(p)
        if (
            state.grace_until
            and _only_away(p)
            and silent
            and not p.open_objections
            and set(silent) <= state.grace_for
            and _enough(p)
        ):
            yield state.grace_until
        if (instant := assumption_due(p)) is not None:
            yield instant

    def tick(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Let silence count where the circle consented to that before; over an objection it never does."""
        instant = assumption_due(p)
        if instant is None or instant > now:
            return
        if p.open_objections:
            yield ObjectionsStand(at=now, numbers=tuple(o.number for o in p.open_objections))
            return
        for person in undecided(p):
            yield ConsentAssumed(at=now, due=instant, person=person)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whose answer is awaited: the next in a round, else everyone who has not answered."""
        silent = undecided(p)
        present = tuple(who for who in silent if who not in p.away)
        if p.circle.settings.collection is Collection.ROUND and (turn := next_in_round(p)) is not None:
            return (turn,)
        return present or silent


def state_of(p: Proceeding) -> CheckState:
    """The check that is open."""
    assert isinstance(p.phase, CheckState)  # noqa: S101 - the table routed here
    return p.phase


def asked(p: Proceeding) -> tuple[PersonId, ...]:
    """Whose consent is needed now: members away are left out only where the circle decides with those present.

    Whoever has answered stays counted, present or not: their answer to this version stands.
    """
    if not leaves_out_absent(p):
        return consent_members(p)
    return tuple(who for who in consent_members(p) if who not in p.away or who in p.responses)


def undecided(p: Proceeding) -> tuple[PersonId, ...]:
    """Whose answer to this version is missing."""
    return tuple(who for who in asked(p) if who not in p.responses)


def answers(p: Proceeding) -> tuple[Response, ...]:
    """The answers to this version that count: one a person, of those in the consent set (INV-D10)."""
    return tuple(p.responses[who] for who in asked(p) if who in p.responses)


def decision_of(p: Proceeding, closing: Closing, now: datetime) -> Decision:
    """What the circle decided, as it is recorded: wording, answers and the next look at it."""
    draft, version = p.version.draft, p.version
    # A review date that has passed while the circle was deciding keeps its distance (INV-D11).
    review = draft.review if draft.review > now else now + (draft.review - version.at)
    from_above = isinstance(closing, BroaderAdopted)
    return Decision(
        version=version.number,
        draft=draft,
        at=now,
        review=review,
        responses=() if from_above else answers(p),
        circle_of_one=len(consent_members(p)) == 1,
        by_broader_circle=from_above,
    )


def next_in_round(p: Proceeding) -> PersonId | None:
    """Whose turn it is when answers are collected one by one."""
    order = (*state_of(p).order, *asked(p))
    silent = set(undecided(p)) - p.away
    return next((who for who in order if who in silent), None)


def _only_away(p: Proceeding) -> bool:
    return all(who in p.away for who in undecided(p))


def _enough(p: Proceeding) -> bool:
    explicit = [r for r in answers(p) if r.given is Given.EXPLICIT]
    # A quorum larger than the circle would keep it from ever deciding: everyone is always enough.
    return len(explicit) >= max(1, min(p.circle.settings.quorum, len(consent_members(p))))


def has_grace(p: Proceeding) -> bool:
    """Whether members who are away have a time to object, after which they count as consenting."""
    rule = p.circle.settings.absent
    return rule is Absent.GRACE or (rule is Absent.ASSUME_IF_EXPECTED and p.expected)


def _wait_for(p: Proceeding, away: tuple[PersonId, ...], now: datetime) -> Iterator[Fact]:
    state = state_of(p)
    if not has_grace(p) or not _enough(p):
        return  # hold, or input given beforehand: wait for them
    if state.grace_until is None or not set(away) <= state.grace_for:
        until = now + timedelta(hours=p.circle.settings.grace_hours)
        yield GraceBegan(at=now, until=until, people=away)
    elif now >= state.grace_until:
        for person in away:
            yield ConsentAssumed(at=now, due=state.grace_until, person=person)


def assumption_due(p: Proceeding) -> datetime | None:
    """When the silence of those asked will count as consent, or None if it will not (domain.md section 14.2).

    Only under a setting the circle had consented to before this opened, only for policies with a term of a year at
    most, after two reminders, with at least half of those asked and someone besides the author having answered. Over
    an objection silence never counts: the check closes with the objection then.
    """
    settings, state = p.circle.settings, state_of(p)
    silent = undecided(p)
    allowed = settings.silence is Silence.ASSUME and p.matter is Matter.POLICY and settings.window_hours
    if not allowed or not silent:
        return None
    if state.reminded < REMINDERS_NEEDED or state.reminded_at is None:
        return None
    given = answers(p)
    others = [r for r in given if r.person != p.author]
    if (
        not others
        or 2 * len(given) < len(asked(p))
        or p.version.draft.review > p.version.at + LONGEST_ASSUMED
    ):
        return None
    return state.reminded_at + timedelta(hours=settings.window_hours) * LAST_STRETCH


# --- guards ---------------------------------------------------------------------------------------------------


def _my_turn(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    if p.circle.settings.collection is not Collection.ROUND or who in p.responses or who in p.away:
        return None
    return None if next_in_round(p) == who else Reason.NOT_YOUR_TURN


def _concerns_offered(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    settings = p.circle.settings
    offered = settings.concerns or settings.answers is Answers.WITH_CONCERNS
    return None if offered else Reason.NO_CONCERNS


def _leaving_offered(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if p.circle.settings.leave_it_allowed else Reason.NO_LEAVING_IT


def _not_yet(*positions: Position) -> Guard:
    def guard(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
        mine = p.responses.get(who)
        same = mine is not None and mine.position in positions and not p.objections_of(who)
        return Reason.ALREADY_SPOKEN if same else None

    return guard


def _answered(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    return None if who in p.responses else Reason.NOTHING_CHANGED


# --- acts -----------------------------------------------------------------------------------------------------


def let_go(p: Proceeding, who: PersonId, now: datetime) -> Iterator[Fact]:
    """A member who answers anew withdraws the objections they had to it: the last answer counts."""
    for objection in p.objections_of(who):
        if objection.parent is None:
            yield ObjectionWithdrawn(at=now, number=objection.number)


def _consent(p: Proceeding, c: Consent, now: datetime) -> Iterator[Fact]:
    yield from let_go(p, c.by, now)
    yield Consented(at=now, person=c.by)


def _leave_it(p: Proceeding, c: LeaveIt, now: datetime) -> Iterator[Fact]:
    yield from let_go(p, c.by, now)
    yield LeftToOthers(at=now, person=c.by)


def _concern(p: Proceeding, c: RaiseConcern, now: datetime) -> Iterator[Fact]:
    text = words(c.text)
    yield from let_go(p, c.by, now)
    yield ConcernRaised(at=now, person=c.by, number=len(p.concerns) + 1, text=text)


def object_to(p: Proceeding, c: Object, now: datetime) -> Iterator[Fact]:
    """Raise an objection to the proposal; one's earlier objection to it gives way to this one.

    It counts without words, too: somebody may have said it with a sign, and is asked for the reason alone.
    """
    text = words(c.text, needed=False)
    yield from let_go(p, c.by, now)
    yield Objected(at=now, person=c.by, number=len(p.objections) + 1, text=text)


def _take_back(p: Proceeding, c: TakeBack, now: datetime) -> Iterator[Fact]:
    yield from let_go(p, c.by, now)
    yield TookBack(at=now, person=c.by)


def _redraft(p: Proceeding, c: Redraft, now: datetime) -> Iterator[Fact]:
    # A text that changes while it is being decided is another text: the check begins anew (INV-D3).
    yield new_version(p, c, now)
    order = speaking_order(consent_members(p), p.circle.rounds_held + p.rounds, p.facilitator)
    yield StepBegan(at=now, step=p.step + 1, phase=state_of(p).name, order=order)


def _given_ahead(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    state = p.held or p.phase
    shown = isinstance(state, RoundState | IntegrationState | LadderState) or (
        isinstance(state, DraftingState) and not state.authoring
    )
    waits = isinstance(p.phase, WaitingState)  # for a meeting: nothing is collected meanwhile (INV-A4)
    if p.circle.settings.absent is not Absent.PRE_INPUT or p.decision is not None or not shown or waits:
        return Reason.NOT_NOW
    return None if who in p.away else Reason.NOT_NOW


def _no_passing(_p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    # A consent round has no passing: unsure is a reason to ask, indifferent is "no objection" (MVOS 3.2.5; INV-D7).
    return Reason.ANSWER_NEEDED


def _nothing(_p: Proceeding, _c: Pass | AbortRound, _now: datetime) -> Iterator[Fact]:
    return iter(())


def _not_cut(p: Proceeding, who: PersonId, about: About) -> Reason | None:
    # A round can be cut short, a consent question never; it begins anew when its text changes (domain.md 4.4 (D)).
    return facilitating(p, who, about) or Reason.CONSENT_NOT_CUT


def _object_apart(p: Proceeding, c: Object, now: datetime) -> Iterator[Fact]:
    yield from object_to(p, c, now)
    # Under sealed collection that would tell who objected: there the answers are opened first.
    if goes_to_meeting(p) and p.circle.settings.collection is not Collection.SEALED:
        yield from sent(p, c.by, now)


_CONSENTING = _not_yet(Position.CONSENT)

ConsentCheck.verbs = (
    Verb(Consent, both(voice, _my_turn, _CONSENTING), _consent),
    Verb(Object, both(voice, _my_turn), _object_apart),
    Verb(RaiseConcern, both(voice, _concerns_offered, _my_turn), _concern),
    Verb(LeaveIt, both(voice, _leaving_offered, _my_turn, _not_yet(Position.LEAVE_IT)), _leave_it),
    Verb(TakeBack, both(voice, _answered), _take_back),
    Verb(Redraft, may_amend, _redraft),
    Verb(Pass, both(voice, _no_passing), _nothing),
    Verb(AbortRound, _not_cut, _nothing),
)

AHEAD_VERBS: Final = (
    Verb(Consent, both(voice, _given_ahead, _CONSENTING), _consent),
    Verb(Object, both(voice, _given_ahead), object_to),
)
"""Answers of members who will be away: they count if the version does not change (SoFA-F 223 C)."""


# --- booking --------------------------------------------------------------------------------------------------


def _answer(
    p: Proceeding, fact: Fact, person: PersonId, position: Position, given: Given = Given.EXPLICIT
) -> Proceeding:
    response = Response(person=person, version=p.version.number, position=position, at=fact.at, given=given)
    return with_response(p, response)


@books(Consented)
def _book_consented(p: Proceeding, fact: Consented) -> Proceeding:
    if p.aside is not None:
        return but(p, aside=but(p.aside, consented=p.aside.consented | {fact.person}))
    return _answer(p, fact, fact.person, Position.CONSENT)


@books(LeftToOthers)
def _book_left_it(p: Proceeding, fact: LeftToOthers) -> Proceeding:
    return _answer(p, fact, fact.person, Position.LEAVE_IT)


@books(ConcernRaised)
def _book_concern(p: Proceeding, fact: ConcernRaised) -> Proceeding:
    version = p.version.number
    concern = Concern(number=fact.number, by=fact.person, version=version, text=fact.text)
    return _answer(but(p, concerns=(*p.concerns, concern)), fact, fact.person, Position.CONCERN)


@books(Objected)
def _book_objected(p: Proceeding, fact: Objected) -> Proceeding:
    objection = Objection(
        number=fact.number,
        by=fact.person,
        version=p.version.number,
        text=fact.text,
        at=fact.at,
        parent=fact.parent,
    )
    raised = but(p, objections=(*p.objections, objection))
    if fact.parent is not None:
        return raised  # about an amendment: the answers to the version itself are not touched
    return _answer(raised, fact, fact.person, Position.OBJECTION)


@books(TookBack)
def _book_took_back(p: Proceeding, fact: TookBack) -> Proceeding:
    if p.aside is not None:
        return but(p, aside=but(p.aside, consented=p.aside.consented - {fact.person}))
    return without_response(p, fact.person)


@books(GraceBegan)
def _book_grace(p: Proceeding, fact: GraceBegan) -> Proceeding:
    return in_phase(p, CheckState, grace_until=fact.until, grace_for=frozenset(fact.people))


@books(ConsentAssumed)
def _book_assumed(p: Proceeding, fact: ConsentAssumed) -> Proceeding:
    return _answer(p, fact, fact.person, Position.CONSENT, Given.ASSUMED)
