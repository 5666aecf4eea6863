"""The two phases of the advice process: the authority, then the advice (Loomio's advice guide; domain.md 6.10).

It is secondary to consent: the circle must have given that person the authority before, with a role or by asking
nobody to object. It cannot close before everyone who was asked has answered, or a stated day has come (D).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from facilitation import aside
from facilitation.advising import Advice, Advising, advising, awaited
from facilitation.booking import books
from facilitation.circles.roles import holder_of
from facilitation.commands import (
    AnswerAdvice,
    AskForAdvice,
    ChangeIntention,
    DecideAlone,
    GiveAdvice,
    HaveNoAdvice,
    SeekAdvice,
    Withdraw,
)
from facilitation.facts import (
    AdviceAnswered,
    AdviceGiven,
    AdviceLapsed,
    AdviceOpened,
    AdviceSought,
    AdviceTimeUp,
    AdviserNamed,
    Asks,
    AuthorityGiven,
    AuthorityWithheld,
    DecidedAlone,
    Fact,
    IntentionChanged,
    NoAdvice,
    ProposalWithdrawn,
    StepBegan,
)
from facilitation.model import PersonId, but
from facilitation.opening import begins, begun, common, full_member, opens
from facilitation.process import Phase
from facilitation.proposing import ours_to_decide
from facilitation.refusals import Reason, Refused
from facilitation.state import Aside, PhaseState, Proceeding
from facilitation.values import dataclass
from facilitation.verbs import (
    About,
    Verb,
    ahead,
    both,
    readable,
    words,
)

PROCESS: Final = "advice process"
LEAST: Final = timedelta(days=1)
"""Whoever is asked has at least so long to answer (D)."""
USUAL: Final = timedelta(days=7)
"""How long they have where neither the person nor the circle has said anything (D)."""


@dataclass(frozen=True, kw_only=True)
class AuthorityState(PhaseState):
    """The circle is asked whether one person may decide this."""


@dataclass(frozen=True, kw_only=True)
class AdviceState(PhaseState):
    """Advice is being given and answered."""


# --- opening --------------------------------------------------------------------------------------------------


@opens(SeekAdvice)
def _seek(c: SeekAdvice, now: datetime) -> AdviceSought:
    ours_to_decide(c.domain, c.circle)
    if c.role:
        if holder_of(c.circle, c.role) != c.by:
            raise Refused(Reason.NO_AUTHORITY)
    else:
        full_member(c.by, c.circle)
    affected = (*([c.adviser] if c.adviser is not None else []), *c.affected)
    if any(c.circle.member(who) is None for who in (c.by, *affected, *c.experts)):
        raise Refused(Reason.NOT_A_MEMBER)
    if not {*affected, *c.experts} - {c.by}:
        raise Refused(Reason.NOBODY_TO_ASK)
    return AdviceSought(
        at=now,
        **common(c, c.circle, PROCESS),
        intention=readable(c.intention),
        affected=tuple(dict.fromkeys(who for who in affected if who != c.by)),
        experts=tuple(dict.fromkeys(who for who in c.experts if who != c.by)),
        role=c.role,
        domain=c.domain,
        deadline=None if c.deadline is None else ahead(c.deadline, now),
    )


@begins(AdviceSought)
def _begin(fact: AdviceSought) -> Proceeding:
    work = Advising(
        intention=fact.intention,
        affected=fact.affected,
        experts=fact.experts,
        role=fact.role,
        deadline=fact.deadline,
    )
    return begun(fact, domain=fact.domain, work=work)


# --- who may --------------------------------------------------------------------------------------------------


def _deciding(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    return None if who == p.author else Reason.NOT_AUTHOR


def _advising(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    return Reason.NOT_ASKED if who == p.author else None


def _asked(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    if who not in advising(p).advisers:
        return Reason.NOT_ASKED
    return None if who in awaited(p) else Reason.ALREADY_SPOKEN


def _unanswered(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    given = advising(p).advice
    if not 1 <= about <= len(given):
        return Reason.NO_SUCH_THING
    return Reason.ALREADY_SPOKEN if given[about - 1].answer is not None else None


def _unasked(p: Proceeding, _who: PersonId, about: PersonId) -> Reason | None:
    if p.circle.member(about) is None:
        return Reason.NOT_A_MEMBER
    return Reason.NOTHING_CHANGED if about in (p.author, *advising(p).advisers) else None


def _heard(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return Reason.ADVICE_AWAITED if awaited(p) and not advising(p).time_up else None


# --- what becomes true ----------------------------------------------------------------------------------------


def _give(p: Proceeding, c: GiveAdvice, now: datetime) -> Iterator[Fact]:
    yield AdviceGiven(at=now, number=len(advising(p).advice) + 1, person=c.by, text=words(c.text))


def _none(_p: Proceeding, c: HaveNoAdvice, now: datetime) -> Iterator[Fact]:
    yield NoAdvice(at=now, person=c.by)


def _answer(_p: Proceeding, c: AnswerAdvice, now: datetime) -> Iterator[Fact]:
    yield AdviceAnswered(at=now, number=c.advice, by=c.by, text=words(c.text))


def _ask(p: Proceeding, c: AskForAdvice, now: datetime) -> Iterator[Fact]:
    until = max(advising(p).until or now, now + LEAST)
    yield AdviserNamed(at=now, person=c.person, by=c.by, until=until)


def _change(p: Proceeding, c: ChangeIntention, now: datetime) -> Iterator[Fact]:
    text = readable(c.text)
    if text == advising(p).intention:
        raise Refused(Reason.NOTHING_CHANGED)
    yield IntentionChanged(at=now, text=text, by=c.by)


def _decide(_p: Proceeding, c: DecideAlone, now: datetime) -> Iterator[Fact]:
    reasons = readable(c.reasons)
    yield DecidedAlone(at=now, by=c.by, text=readable(c.text), reasons=reasons)


def _withdraw(_p: Proceeding, _c: Withdraw, now: datetime) -> Iterator[Fact]:
    yield ProposalWithdrawn(at=now)


WITHDRAW: Final = Verb(Withdraw, _deciding, _withdraw)


# --- the phases -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Authority(Phase):
    """May this person decide it alone, after taking advice? Asked where no role says so already."""

    closings = frozenset({AuthorityGiven, AuthorityWithheld, AdviceLapsed})
    verbs = (WITHDRAW,)

    def begin(self, p: Proceeding, fact: StepBegan) -> AuthorityState:
        """Nothing is asked of anybody yet."""
        del p
        return AuthorityState(name=fact.phase, step=fact.step, began=fact.at)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """A role's authority suffices; else everyone with a consent right is asked, and one objection is enough."""
        if p.circle.member(p.author) is None:
            yield AdviceLapsed(at=now)
        elif advising(p).role:
            yield AuthorityGiven(at=now)
        elif any(result.aside is not None for result in p.results):
            yield AuthorityWithheld(at=now)
        elif aside.askable(Asks.AUTHORITY)(p, p.author, None) is None:
            yield from aside.put(p, Asks.AUTHORITY, now, mover=p.author, whom=p.author)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whoever is to decide, until somebody is there to be asked."""
        return (p.author,)


@aside.carries(Asks.AUTHORITY)
def _carried(_p: Proceeding, _aside: Aside, now: datetime) -> Iterator[Fact]:
    yield AuthorityGiven(at=now)


@dataclass(frozen=True, kw_only=True)
class Seeking(Phase):
    """Those it touches and those who know about it give advice; it is answered where all can see it."""

    closings = frozenset({DecidedAlone, AdviceLapsed})
    verbs = (
        Verb(GiveAdvice, _advising, _give),
        Verb(HaveNoAdvice, _asked, _none),
        Verb(
            AnswerAdvice,
            both(_deciding, _unanswered),
            _answer,
            lambda c: (c.advice,),
            lambda p: [one.number for one in advising(p).advice],
        ),
        Verb(
            AskForAdvice,
            _unasked,
            _ask,
            lambda c: (c.person,),
            lambda p: [m.person for m in p.circle.members],
        ),
        Verb(ChangeIntention, _deciding, _change),
        Verb(DecideAlone, both(_deciding, _heard), _decide),
        WITHDRAW,
    )

    def begin(self, p: Proceeding, fact: StepBegan) -> AdviceState:
        """Nobody has been asked yet."""
        del p
        return AdviceState(name=fact.phase, step=fact.step, began=fact.at)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Those named are asked as the phase begins; without whoever decides there is no decision."""
        work = advising(p)
        if p.circle.member(p.author) is None:
            yield AdviceLapsed(at=now)
        elif work.until is None:
            yield AdviceOpened(at=now, people=work.advisers, until=_until(p, now))

    def due(self, p: Proceeding) -> Iterator[datetime]:
        """The stated day, while somebody is waited for."""
        work = advising(p)
        if work.until is not None and not work.time_up and awaited(p):
            yield work.until

    def tick(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """The stated day has come."""
        work = advising(p)
        if work.until is not None and work.until <= now and not work.time_up and awaited(p):
            yield AdviceTimeUp(at=now, due=work.until, people=awaited(p))

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Those asked, while their answers are waited for; then whoever decides."""
        return (awaited(p) if not advising(p).time_up else ()) or (p.author,)


def _until(p: Proceeding, now: datetime) -> datetime:
    """The day that was stated, or a usual one; never one that leaves nobody time to answer."""
    window = timedelta(hours=p.circle.settings.window_hours) or USUAL
    stated = advising(p).deadline
    return max(stated, now + LEAST) if stated is not None else now + max(window, LEAST)


# --- booking --------------------------------------------------------------------------------------------------


def _with(p: Proceeding, **changes: Any) -> Proceeding:  # noqa: ANN401 - fields of Advising
    return but(p, work=but(advising(p), **changes))


@books(AdviceOpened)
def _book_opened(p: Proceeding, fact: AdviceOpened) -> Proceeding:
    return _with(p, until=fact.until)


@books(AdviserNamed)
def _book_named(p: Proceeding, fact: AdviserNamed) -> Proceeding:
    return _with(p, affected=(*advising(p).affected, fact.person), until=fact.until, time_up=False)


@books(AdviceGiven)
def _book_given(p: Proceeding, fact: AdviceGiven) -> Proceeding:
    new = Advice(number=fact.number, by=fact.person, text=fact.text)
    return _with(p, advice=(*advising(p).advice, new))


@books(NoAdvice)
def _book_none(p: Proceeding, fact: NoAdvice) -> Proceeding:
    return _with(p, none=(*advising(p).none, fact.person))


@books(AdviceAnswered)
def _book_answered(p: Proceeding, fact: AdviceAnswered) -> Proceeding:
    given = advising(p).advice
    return _with(p, advice=tuple(but(a, answer=fact.text) if a.number == fact.number else a for a in given))


@books(IntentionChanged)
def _book_changed(p: Proceeding, fact: IntentionChanged) -> Proceeding:
    return _with(p, intention=fact.text)


@books(AdviceTimeUp)
def _book_time_up(p: Proceeding, _fact: AdviceTimeUp) -> Proceeding:
    return _with(p, time_up=True)


@books(DecidedAlone)
def _book_decided(p: Proceeding, fact: DecidedAlone) -> Proceeding:
    return _with(p, decision=fact.text, reasons=fact.reasons, decided=fact.at)
