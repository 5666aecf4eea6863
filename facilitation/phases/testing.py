"""The four ways to find out what an objection is (domain.md section 7.3), one per setting `validity`.

- presumed valid (MVOS 3.5.1): no judge. The circle, objector included, finds the sentence that says the objection
  and consents to it; the burden is on the circle.
- argument test (S3 "Test Arguments"): does anyone dispute it? A counter-argument is looked at the same way first.
- criteria test (modelled on HC v5 5.3.2): on request, the facilitator says whether an argument was *given* for each
  of four criteria, never whether it is true.
- circle ruling (SCM, Villines): a facilitator who thinks an objection is not paramount proposes so; the circle
  decides without the objector (INV-O7).

Circlewise itself never classifies an objection.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from facilitation import aside
from facilitation.booking import books
from facilitation.commands import (
    AboutObjection,
    AcceptObjection,
    AgreeItQualifies,
    Argue,
    AskForTest,
    ClaimRuleBroken,
    ConfirmStatement,
    Dispute,
    NothingRemains,
    ProposeNotParamount,
    Refine,
    Reflect,
    Rule,
)
from facilitation.facts import (
    ArgumentAccepted,
    ArgumentDisputed,
    ArgumentDropped,
    ArgumentRefined,
    Asks,
    CriterionArgued,
    DisputeStood,
    Disqualified,
    Fact,
    Qualified,
    Reflected,
    RuleClaimed,
    TestAsked,
    Understood,
)
from facilitation.model import Argument, Criterion, Duty, Objection, PersonId, Status, but
from facilitation.refusals import Reason, Refused
from facilitation.settings import Validity
from facilitation.state import IntegrationState, Proceeding, here, with_objection, without_response
from facilitation.verbs import (
    SENTENCE_LIMIT,
    About,
    Guard,
    Makes,
    Verb,
    both,
    facilitating,
    readable,
    voice,
    words,
)


def the(p: Proceeding, number: int) -> Objection:
    """An objection that a guard has found to exist."""
    return p.objections[number - 1]


def _taken_up(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    objection = p.objection(about)
    if objection is None:
        return Reason.NO_SUCH_THING
    if not objection.open:
        return Reason.OVER
    assert isinstance(p.phase, IntegrationState)  # noqa: S101 - these verbs belong to integration
    return None if about in p.phase.focus else Reason.TAKE_UP_FIRST


def at(*statuses: Status) -> Guard:
    """The objection being worked on stands at one of these points of its road."""

    def guard(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
        status = the(p, about).status
        if status in statuses:
            return None
        if status is Status.RAISED:
            return Reason.NOT_UNDERSTOOD_YET
        return Reason.NOT_QUALIFIED_YET if Status.QUALIFIED in statuses else Reason.NOT_NOW

    return guard


def mode(*modes: Validity) -> Guard:
    """The circle works with one of these ways of testing."""

    def guard(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
        return None if p.circle.settings.validity in modes else Reason.NOT_THIS_WAY

    return guard


def own(p: Proceeding, who: PersonId, about: int) -> Reason | None:
    """The objector alone."""
    return None if the(p, about).by == who else Reason.NOT_OBJECTOR


def others(p: Proceeding, who: PersonId, about: int) -> Reason | None:
    """Anyone with a voice but the objector."""
    return Reason.OWN_OBJECTION if the(p, about).by == who else None


# --- understanding, in every mode -----------------------------------------------------------------------------


def _being_understood(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    status = the(p, about).status
    if status is Status.RAISED:
        return None
    again = status is Status.UNDERSTOOD and p.circle.settings.validity is Validity.PRESUMED
    return None if again else Reason.NOT_NOW


def _has_statement(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    return None if the(p, about).statement else Reason.NOT_UNDERSTOOD_YET


def _reflect(p: Proceeding, c: Reflect, now: datetime) -> Iterator[Fact]:
    statement = " ".join(readable(c.statement, SENTENCE_LIMIT).split())
    yield Reflected(at=now, number=c.objection, by=c.by, statement=statement)
    if c.by == the(p, c.objection).by:
        yield from _understood(p, c, now)  # the objector's own sentence needs nobody's confirmation


def _confirm(p: Proceeding, c: ConfirmStatement, now: datetime) -> Iterator[Fact]:
    yield from _understood(p, c, now)


def _understood(p: Proceeding, c: AboutObjection, now: datetime) -> Iterator[Fact]:
    yield Understood(at=now, number=c.objection)
    settings = p.circle.settings
    if settings.validity is not Validity.PRESUMED:
        return
    if settings.statement_consent and here(p):
        yield from aside.put(p, Asks.STATEMENT, now, mover=c.by, objection=c.objection)
    else:
        yield Qualified(at=now, number=c.objection)


# --- argument test --------------------------------------------------------------------------------------------


def pile(objection: Objection) -> tuple[Argument, ...]:
    """The arguments of a test: the objection below, each argument disputing the one beneath it."""
    return objection.arguments or (Argument(by=objection.by, text=objection.text),)


def undisputing(p: Proceeding, objection: Objection) -> tuple[PersonId, ...]:
    """Who has not yet said whether they dispute the argument on top."""
    top = pile(objection)[-1]
    return tuple(who for who in here(p) if who != top.by and who not in top.accepted)


def _on_top(p: Proceeding, who: PersonId, about: int) -> Reason | None:
    top = pile(the(p, about))[-1]
    if top.disputed:
        return Reason.ANSWER_DISPUTE_FIRST
    if top.by == who:
        return Reason.OWN_OBJECTION
    return Reason.ALREADY_SPOKEN if who in top.accepted else None


def _must_answer(p: Proceeding, who: PersonId, about: int) -> Reason | None:
    top = pile(the(p, about))[-1]
    if not top.disputed:
        return Reason.NOT_NOW
    if top.by == who:
        return None
    # An argument whose author is away or gone can be let go by the facilitator; an objection never.
    deserted = len(pile(the(p, about))) > 1 and top.by not in here(p)
    return None if deserted and who == p.facilitator else Reason.NOT_OBJECTOR


def _accept_argument(_p: Proceeding, c: AgreeItQualifies, now: datetime) -> Iterator[Fact]:
    yield ArgumentAccepted(at=now, number=c.objection, person=c.by)


def _dispute(_p: Proceeding, c: Dispute, now: datetime) -> Iterator[Fact]:
    yield ArgumentDisputed(at=now, number=c.objection, person=c.by, text=words(c.text))


def _refine(_p: Proceeding, c: Refine, now: datetime) -> Iterator[Fact]:
    yield ArgumentRefined(at=now, number=c.objection, text=words(c.text))


def _nothing_remains(p: Proceeding, c: NothingRemains, now: datetime) -> Iterator[Fact]:
    if len(pile(the(p, c.objection))) == 1:
        yield Disqualified(at=now, number=c.objection, by=c.by)
    else:
        yield ArgumentDropped(at=now, number=c.objection)


def settle_argument(p: Proceeding, objection: Objection, now: datetime) -> Iterator[Fact]:
    """An argument that nobody here disputes stands: the objection qualifies, or the argument beneath is answered."""
    stack = pile(objection)
    tested = p.circle.settings.validity is Validity.ARGUMENT and objection.status is Status.UNDERSTOOD
    if not tested or stack[-1].disputed or undisputing(p, objection):
        return
    if len(stack) == 1:
        yield Qualified(at=now, number=objection.number)
    else:
        yield DisputeStood(at=now, number=objection.number)


def movers(p: Proceeding, objection: Objection) -> tuple[PersonId, ...]:
    """Whose move it is in testing an objection; nobody's where it is the facilitator's to go on."""
    top = pile(objection)[-1]
    if p.circle.settings.validity is Validity.ARGUMENT:
        return (top.by,) if top.disputed else undisputing(p, objection)
    if p.circle.settings.validity is not Validity.CRITERIA or not objection.test_asked:
        return ()
    if not all_argued(objection):
        return (objection.by,)
    secretary = p.circle.holder(Duty.SECRETARY)
    return (secretary,) if objection.rule_broken and secretary is not None else ()


# --- criteria test --------------------------------------------------------------------------------------------


def all_argued(objection: Objection) -> bool:
    """Whether there is an argument for every criterion, or a broken rule, which always counts."""
    return objection.rule_broken or set(objection.argued) == set(Criterion)


def _untested(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    return Reason.ALREADY_SPOKEN if the(p, about).test_asked else None


def _tested(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    return None if the(p, about).test_asked else Reason.NOT_NOW


def _not_argued(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    return (
        Reason.NOTHING_CHANGED
        if the(p, about).argued and set(the(p, about).argued) == set(Criterion)
        else None
    )


def _no_claim(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    return Reason.ALREADY_SPOKEN if the(p, about).rule_broken else None


def _may_rule(p: Proceeding, who: PersonId, about: int) -> Reason | None:
    # Whether a rule would be broken is the secretary's to say (HC v5 5.3.2); where there is none, the facilitator's.
    secretary = p.circle.holder(Duty.SECRETARY)
    if the(p, about).rule_broken and secretary is not None:
        return None if who == secretary else Reason.NOT_SECRETARY
    return facilitating(p, who, about)


def _test(_p: Proceeding, c: AskForTest, now: datetime) -> Iterator[Fact]:
    yield TestAsked(at=now, number=c.objection, by=c.by)


def _argue(p: Proceeding, c: Argue, now: datetime) -> Iterator[Fact]:
    if c.criterion in the(p, c.objection).argued:
        raise Refused(Reason.ALREADY_SPOKEN)
    yield CriterionArgued(at=now, number=c.objection, criterion=c.criterion, text=words(c.text))


def _claim(_p: Proceeding, c: ClaimRuleBroken, now: datetime) -> Iterator[Fact]:
    yield RuleClaimed(at=now, number=c.objection)


def _rule(p: Proceeding, c: Rule, now: datetime) -> Iterator[Fact]:
    objection = the(p, c.objection)
    free = (
        p.breakdown or objection.rule_broken
    )  # after a breakdown, logic and relevance may be judged (HC v5 5.5)
    if c.qualifies:
        if not all_argued(objection) and not free:
            raise Refused(Reason.NOT_ALL_ARGUED)
        yield Qualified(at=now, number=c.objection)
        return
    if all_argued(objection) and not free:
        raise Refused(Reason.ARGUMENT_GIVEN)
    yield Disqualified(at=now, number=c.objection, by=c.by)


# --- circle ruling, and taking an objection as it is ----------------------------------------------------------


def _accept(_p: Proceeding, c: AcceptObjection, now: datetime) -> Iterator[Fact]:
    yield Qualified(at=now, number=c.objection)


def _not_paramount(p: Proceeding, c: ProposeNotParamount, now: datetime) -> Iterator[Fact]:
    objector = the(p, c.objection).by
    yield from aside.put(p, Asks.RULING, now, mover=c.by, without=objector, objection=c.objection)


def _someone_rules(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    return None if any(who != the(p, about).by for who in here(p)) else Reason.NOBODY_TO_ASK


def _about(c: AboutObjection) -> tuple[int, ...]:
    return (c.objection,)


def numbers(p: Proceeding) -> tuple[int, ...]:
    """The numbers of the objections that are open."""
    return tuple(o.number for o in p.open_objections)


def _verb(command: type[AboutObjection], act: Makes, *guards: Guard) -> Verb:
    return Verb(command, both(_taken_up, *guards), act, _about, numbers)


_ARGUMENT = (mode(Validity.ARGUMENT), at(Status.UNDERSTOOD))
_CRITERIA = (mode(Validity.CRITERIA), at(Status.UNDERSTOOD))

VERBS: Final = (
    _verb(Reflect, _reflect, voice, _being_understood),
    _verb(ConfirmStatement, _confirm, own, _being_understood, _has_statement),
    _verb(AgreeItQualifies, _accept_argument, voice, *_ARGUMENT, _on_top),
    _verb(Dispute, _dispute, voice, *_ARGUMENT, _on_top),
    _verb(Refine, _refine, *_ARGUMENT, _must_answer),
    _verb(NothingRemains, _nothing_remains, *_ARGUMENT, _must_answer),
    _verb(AskForTest, _test, voice, *_CRITERIA, _untested),
    _verb(Argue, _argue, own, *_CRITERIA, _tested, _not_argued),
    _verb(ClaimRuleBroken, _claim, own, *_CRITERIA, _no_claim),
    _verb(Rule, _rule, *_CRITERIA, _tested, _may_rule),
    _verb(
        AcceptObjection,
        _accept,
        facilitating,
        mode(Validity.CRITERIA, Validity.CIRCLE_RULING),
        at(Status.UNDERSTOOD),
        _untested,
    ),
    _verb(
        ProposeNotParamount,
        _not_paramount,
        voice,
        facilitating,
        others,
        mode(Validity.CIRCLE_RULING),
        at(Status.UNDERSTOOD),
        _someone_rules,
    ),
)


# --- booking --------------------------------------------------------------------------------------------------


@books(Reflected)
def _book_reflected(p: Proceeding, fact: Reflected) -> Proceeding:
    return with_objection(p, fact.number, statement=fact.statement)


@books(Understood)
def _book_understood(p: Proceeding, fact: Understood) -> Proceeding:
    return with_objection(p, fact.number, status=Status.UNDERSTOOD)


@books(Qualified)
def _book_qualified(p: Proceeding, fact: Qualified) -> Proceeding:
    return with_objection(p, fact.number, status=Status.QUALIFIED)


@books(Disqualified)
def _book_disqualified(p: Proceeding, fact: Disqualified) -> Proceeding:
    return forget_answer(with_objection(p, fact.number, status=Status.DISQUALIFIED), fact.number)


def forget_answer(p: Proceeding, number: int) -> Proceeding:
    """Whoever had the objection is asked again: an objection that is gone is not yet consent (INV-O4)."""
    objection = the(p, number)
    return p if objection.parent is not None else without_response(p, objection.by)


def _top(p: Proceeding, number: int, **changes: object) -> Proceeding:
    stack = pile(the(p, number))
    top = but(stack[-1], **changes)
    return with_objection(p, number, arguments=(*stack[:-1], top))


@books(ArgumentAccepted)
def _book_accepted(p: Proceeding, fact: ArgumentAccepted) -> Proceeding:
    top = pile(the(p, fact.number))[-1]
    return _top(p, fact.number, accepted=top.accepted | {fact.person})


@books(ArgumentDisputed)
def _book_disputed(p: Proceeding, fact: ArgumentDisputed) -> Proceeding:
    argument = Argument(by=fact.person, text=fact.text)
    return with_objection(p, fact.number, arguments=(*pile(the(p, fact.number)), argument))


@books(DisputeStood)
def _book_dispute_stood(p: Proceeding, fact: DisputeStood) -> Proceeding:
    below = pile(the(p, fact.number))[:-1]
    return _top(with_objection(p, fact.number, arguments=below), fact.number, disputed=True)


@books(ArgumentRefined)
def _book_refined(p: Proceeding, fact: ArgumentRefined) -> Proceeding:
    return _top(p, fact.number, text=fact.text, disputed=False, accepted=frozenset())


@books(ArgumentDropped)
def _book_dropped(p: Proceeding, fact: ArgumentDropped) -> Proceeding:
    return with_objection(p, fact.number, arguments=pile(the(p, fact.number))[:-1])


@books(TestAsked)
def _book_test(p: Proceeding, fact: TestAsked) -> Proceeding:
    return with_objection(p, fact.number, test_asked=True)


@books(CriterionArgued)
def _book_argued(p: Proceeding, fact: CriterionArgued) -> Proceeding:
    objection = the(p, fact.number)
    return with_objection(
        p,
        fact.number,
        argued=(*objection.argued, fact.criterion),
        grounds=(*objection.grounds, fact.text),
    )


@books(RuleClaimed)
def _book_claim(p: Proceeding, fact: RuleClaimed) -> Proceeding:
    return with_objection(p, fact.number, rule_broken=True, test_asked=True)
