"""How a selection begins: the role is understood, its term and the qualifications stand (domain.md 8.1, 1 to 3).

Changes to the description are consented to first, then the term (MVOS 3.6.3; S3 "Role Selection" 1), then a list of
qualifications: wishes, not hard requirements (MVOS 3.6.2; WDWD 5.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitation import aside
from facilitation.booking import books
from facilitation.commands import DescribeHeldRole, DescribeRole, ListQualifications, ProposeTerm
from facilitation.facts import (
    Asks,
    DescriptionAgreed,
    DescriptionProposed,
    Fact,
    QualificationsAgreed,
    QualificationsListed,
    RoundPurpose,
    StepBegan,
    TermProposed,
    TermsAgreed,
)
from facilitation.following import FollowUp, follows
from facilitation.model import PersonId, but
from facilitation.process import Phase
from facilitation.refusals import Reason, Refused
from facilitation.selecting import Pending, post_number, selection, with_work
from facilitation.state import Aside, PhaseState, Proceeding, RoundState, here
from facilitation.values import dataclass
from facilitation.verbs import SENTENCE_LIMIT, Verb, ahead, both, readable, voice


@dataclass(frozen=True, kw_only=True)
class AskingState(PhaseState):
    """A small question is put to the circle, and put anew where it fell."""


def facilitator_or_all(p: Proceeding) -> tuple[PersonId, ...]:
    """Whose move it is where somebody has to say how it goes on."""
    return (p.facilitator,) if p.facilitator is not None else here(p)


def _asked_here(p: Proceeding, asks: Asks) -> bool:
    """Whether the question was put in this phase already."""
    began = p.phase.step if p.phase is not None else 0
    return any(r.aside is not None and r.aside.asks is asks and r.step > began for r in p.results)


# --- the description ------------------------------------------------------------------------------------------


def _describe(p: Proceeding, c: DescribeRole, now: datetime) -> Iterator[Fact]:
    number = post_number(p, c.which)
    now_is = selection(p).post(number).role
    purpose = readable(c.purpose, SENTENCE_LIMIT)
    tasks = readable(c.responsibilities, needed=False) or now_is.responsibilities
    role = but(now_is, purpose=purpose, responsibilities=tasks)
    if role == now_is:
        raise Refused(Reason.NOTHING_CHANGED)
    yield DescriptionProposed(at=now, by=c.by, post=number, role=role)
    yield from aside.put(p, Asks.DESCRIPTION, now, mover=c.by)


DESCRIBE = Verb(DescribeRole, both(voice, aside.askable(Asks.DESCRIPTION)), _describe)
"""Describing the role anew: before nominations, and when no candidate is found."""


@aside.carries(Asks.DESCRIPTION)
def _described(p: Proceeding, _aside: Aside, now: datetime) -> Iterator[Fact]:
    pending = selection(p).pending
    if pending is not None and pending.role is not None:
        yield DescriptionAgreed(at=now, post=pending.post, role=pending.role)


@follows(DescriptionAgreed)
def _describes(p: Proceeding, fact: DescriptionAgreed) -> Iterator[FollowUp]:
    """What the circle has consented to holds for the role from now on, whoever fills it."""
    role = fact.role
    yield (
        p.circle.id,
        DescribeHeldRole(
            role=role.name, decided_in=p.id, purpose=role.purpose, responsibilities=role.responsibilities
        ),
    )


@follows(QualificationsAgreed)
def _wished_for(p: Proceeding, _fact: QualificationsAgreed) -> Iterator[FollowUp]:
    """The list is kept for the next selection (domain.md 8.1-3); one list for several roles belongs to none of them."""
    work = selection(p)
    if len(work.posts) == 1 and work.qualifications:
        yield (
            p.circle.id,
            DescribeHeldRole(
                role=work.post(1).role.name, decided_in=p.id, qualifications=work.qualifications
            ),
        )


@books(DescriptionProposed)
def _book_proposed(p: Proceeding, fact: DescriptionProposed) -> Proceeding:
    return with_work(p, pending=Pending(post=fact.post, role=fact.role))


@books(DescriptionAgreed)
def _book_agreed(p: Proceeding, fact: DescriptionAgreed) -> Proceeding:
    return with_work(_with_post(p, fact.post, role=fact.role), pending=None)


def _with_post(p: Proceeding, number: int, **changes: object) -> Proceeding:
    posts = selection(p).posts
    changed = but(posts[number - 1], **changes)
    return with_work(p, posts=(*posts[: number - 1], changed, *posts[number:]))


# --- the term -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Term(Phase):
    """For how long? Asked of the circle where its setting says so."""

    closings = frozenset({TermsAgreed})

    def begin(self, p: Proceeding, fact: StepBegan) -> AskingState:
        """Nothing is asked yet."""
        del p
        return AskingState(name=fact.phase, step=fact.step, began=fact.at)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Put the question once; where it fell, somebody names another term."""
        if not p.circle.settings.term_consent or selection(p).terms_stand:
            yield TermsAgreed(at=now)
        elif not _asked_here(p, Asks.TERM) and here(p):
            yield from aside.put(p, Asks.TERM, now, mover=None)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whoever names another term."""
        return facilitator_or_all(p)


def _propose_term(p: Proceeding, c: ProposeTerm, now: datetime) -> Iterator[Fact]:
    number, until = post_number(p, c.which), ahead(c.until, now)
    yield TermProposed(at=now, by=c.by, post=number, until=until)
    yield from aside.put(p, Asks.TERM, now, mover=c.by, until=until)


Term.verbs = (Verb(ProposeTerm, both(voice, aside.askable(Asks.TERM)), _propose_term),)


@aside.carries(Asks.TERM)
def _term_agreed(_p: Proceeding, _aside: Aside, now: datetime) -> Iterator[Fact]:
    yield TermsAgreed(at=now)


@books(TermProposed)
def _book_term(p: Proceeding, fact: TermProposed) -> Proceeding:
    return with_work(p, pending=Pending(post=fact.post, until=fact.until))


@books(TermsAgreed)
def _book_terms(p: Proceeding, _fact: TermsAgreed) -> Proceeding:
    pending = selection(p).pending
    if pending is not None and pending.until is not None:
        p = _with_post(p, pending.post, until=pending.until)
    return with_work(p, pending=None, terms_stand=True)


# --- qualifications -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Wishes(Phase):
    """Does the list of qualifications stand?"""

    closings = frozenset({QualificationsAgreed})

    def begin(self, p: Proceeding, fact: StepBegan) -> AskingState:
        """Nothing is asked yet."""
        del p
        return AskingState(name=fact.phase, step=fact.step, began=fact.at)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Put what was said to the circle, with what was kept from last time; without any there is nothing to ask."""
        work = selection(p)
        if not p.circle.settings.qualifications_round or work.list_stands:
            yield QualificationsAgreed(at=now)
        elif not work.listed:
            yield QualificationsListed(at=now, items=_said(p))
        elif not work.qualifications:
            yield QualificationsAgreed(at=now)
        elif not _asked_here(p, Asks.QUALIFICATIONS) and here(p):
            yield from aside.put(p, Asks.QUALIFICATIONS, now, mover=None)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whoever words the list anew."""
        return facilitator_or_all(p)


def _said(p: Proceeding) -> tuple[str, ...]:
    """What was kept from the last selection, and what was said in the round before this."""
    kept = selection(p).qualifications
    rounds = (r.phase for r in reversed(p.results) if isinstance(r.phase, RoundState))
    last = next(held for held in rounds if held.purpose is RoundPurpose.QUALIFICATIONS)
    said = (*(text for _, text in last.spoken), *(turn.text for turn in last.turns))
    return tuple(dict.fromkeys((*kept, *lines(*said))))


def lines(*texts: str) -> tuple[str, ...]:
    """The entries of a list as people write them, one a line."""
    found = (" ".join(line.split()).strip("-* ") for text in texts for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in found if line and line.isprintable()))


def _list(p: Proceeding, c: ListQualifications, now: datetime) -> Iterator[Fact]:
    items = lines(readable(c.text))
    if not items:
        raise Refused(Reason.TEXT_MISSING)
    yield QualificationsListed(at=now, items=items, by=c.by)
    yield from aside.put(p, Asks.QUALIFICATIONS, now, mover=c.by)


Wishes.verbs = (Verb(ListQualifications, both(voice, aside.askable(Asks.QUALIFICATIONS)), _list),)


@aside.carries(Asks.QUALIFICATIONS)
def _list_agreed(_p: Proceeding, _aside: Aside, now: datetime) -> Iterator[Fact]:
    yield QualificationsAgreed(at=now)


@books(QualificationsListed)
def _book_list(p: Proceeding, fact: QualificationsListed) -> Proceeding:
    return with_work(p, qualifications=fact.items, listed=True)


@books(QualificationsAgreed)
def _book_list_agreed(p: Proceeding, _fact: QualificationsAgreed) -> Proceeding:
    return with_work(p, list_stands=True)
