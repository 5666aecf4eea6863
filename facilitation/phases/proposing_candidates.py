"""Proposing a candidate: by the strength of reasons, or from those named most often (domain.md section 8.2).

- strength of reasons (S3, MVOS 3.6.3, SCM): whoever proposes weighs reasons; counting is not a rule. In a circle of
  two who name each other, a draw may decide (D).
- plurality (HC v5 5.3.5): the one named most often. Where several are: the only one of them who named themselves,
  the one who holds the role now, a draw, or those who named somebody else nominate again; the facilitator chooses.

A facilitator who is nominated themselves says so, or hands on, as the circle's setting says (MVOS 3.6.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from facilitation import aside
from facilitation.booking import books
from facilitation.commands import (
    AskAgain,
    AskForDialogue,
    AskToPropose,
    DescribeRole,
    DrawCandidate,
    ProposeCandidate,
    ProposeVacancy,
)
from facilitation.facts import (
    Asks,
    CandidateDrawn,
    CandidateProposed,
    DialogueAgreed,
    Fact,
    NominatingAgain,
    ProposerAsked,
    RoleLeftVacant,
    StepBegan,
    VacancyProposed,
)
from facilitation.model import Draft, PersonId, Version, but
from facilitation.phases.drafting import members
from facilitation.phases.selection_start import DESCRIBE, facilitator_or_all
from facilitation.process import Phase
from facilitation.refusals import Reason, Refused
from facilitation.selecting import (
    Candidacy,
    Pending,
    candidates,
    combinable,
    eligible,
    most_named,
    nominating,
    post_number,
    selection,
    with_work,
)
from facilitation.settings import ElectionPick, FacilitatorConflict
from facilitation.state import NOTHING, Aside, PhaseState, Proceeding, has_voice
from facilitation.values import dataclass
from facilitation.verbs import About, Verb, ahead, both, facilitating, readable, voice, words

PAIR: Final = 2


@dataclass(frozen=True, kw_only=True)
class ProposingState(PhaseState):
    """Somebody weighs the reasons and proposes a candidate."""


@dataclass(frozen=True, kw_only=True)
class Proposing(Phase):
    """A candidate is proposed from the nominations."""

    closings = frozenset({CandidateProposed, NominatingAgain, RoleLeftVacant})

    def begin(self, p: Proceeding, fact: StepBegan) -> ProposingState:
        """Nobody is proposed yet."""
        del p
        return ProposingState(name=fact.phase, step=fact.step, began=fact.at)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whoever proposes."""
        asked = selection(p).proposer
        return (asked,) if asked is not None and has_voice(p, asked) else facilitator_or_all(p)


def by_plurality(p: Proceeding) -> bool:
    """Whether the circle begins with whoever is named most often."""
    return p.circle.settings.election_pick is ElectionPick.PLURALITY


def in_conflict(p: Proceeding, person: PersonId | None) -> bool:
    """Whether a person is nominated for a role that is open, while somebody here is not."""
    named = {who for post in selection(p).open for who in candidates(p, post)}
    return person in named and not set(nominating(p)) <= named


# --- guards ---------------------------------------------------------------------------------------------------


def _conflict(p: Proceeding, who: PersonId) -> Reason | None:
    rule = p.circle.settings.facilitator_conflict
    # Where the most nominations decide, the rule picks and not the facilitator.
    free = rule is FacilitatorConflict.DECLARE or by_plurality(p)
    if free or who != p.facilitator or not in_conflict(p, who):
        return None
    hands_on = rule is FacilitatorConflict.HAND_OVER_PROPOSAL
    return Reason.HAND_ON_PROPOSAL if hands_on else Reason.HAND_OVER_FIRST


def _proposing(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    asked = selection(p).proposer
    if asked is not None and has_voice(p, asked):
        return None if who == asked else Reason.NOT_YOUR_PEN
    if who != p.facilitator:
        return Reason.NOT_FACILITATOR
    return _conflict(p, who)


def _hands_on(p: Proceeding, who: PersonId, about: PersonId) -> Reason | None:
    if who != p.facilitator:
        return Reason.NOT_FACILITATOR
    if p.circle.settings.facilitator_conflict is FacilitatorConflict.HAND_OVER_ITEM and in_conflict(p, who):
        return Reason.HAND_OVER_FIRST
    if not has_voice(p, about):
        return Reason.NOT_FULL_MEMBER
    if in_conflict(p, about):
        return Reason.HAND_ON_PROPOSAL
    return Reason.NOTHING_CHANGED if about == (selection(p).proposer or p.facilitator) else None


def _why_not(p: Proceeding, post: int, person: PersonId) -> Reason | None:
    """Why a person cannot be proposed for a role now (INV-S4, INV-S7, INV-S9, INV-S12)."""
    if person in selection(p).refused(post):
        return Reason.CANDIDACY_OVER
    if not eligible(p, post, person):
        return Reason.NOT_ELIGIBLE
    if not combinable(p, post, person):
        return Reason.TWO_ROLES_APART
    if selection(p).dialogue:
        return None
    if person not in candidates(p, post):
        return Reason.NOT_NOMINATED
    if not by_plurality(p) and _drawn_for(p, post) is None:
        return None
    return None if person in picked(p, post) else Reason.MOST_NAMED


def _drawn_for(p: Proceeding, post: int) -> PersonId | None:
    drawn_now = selection(p).drawn
    return drawn_now[1] if drawn_now is not None and drawn_now[0] == post else None


def picked(p: Proceeding, post: int) -> tuple[PersonId, ...]:
    """Who can be proposed as things stand, where the most nominations or a draw decide (HC v5 5.3.5 d and e)."""
    if (lucky := _drawn_for(p, post)) is not None:
        return (lucky,)
    tied = most_named(p, post)
    if len(tied) <= 1:
        return tied
    themselves = tuple(
        who
        for who in tied
        if any(n.by == n.nominee == who for n in selection(p).nominations if n.post == post)
    )
    holder = selection(p).post(post).holder
    only = themselves if len(themselves) == 1 else ()
    return tuple(who for who in tied if who in only or who == holder)


def proposable(p: Proceeding) -> tuple[PersonId, ...]:
    """Whom a form offers as a candidate."""
    work = selection(p)
    people = (*(who for post in work.open for who in candidates(p, post)), *members(p))
    found = (who for who in people if any(_why_not(p, post, who) is None for post in work.open))
    return tuple(dict.fromkeys(found))


def _can_be_proposed(p: Proceeding, _who: PersonId, about: PersonId) -> Reason | None:
    reasons = [_why_not(p, post, about) for post in selection(p).open]
    return None if None in reasons else reasons[0]


def _drawn_here(p: Proceeding, post: int) -> tuple[PersonId, ...]:
    """Among whom a draw may decide, if it may."""
    if _drawn_for(p, post) is not None:
        return ()
    tied = tuple(who for who in most_named(p, post) if combinable(p, post, who))
    if by_plurality(p) or len(nominating(p)) <= PAIR:
        return tied if len(tied) > 1 else ()
    return ()


def _tie(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if any(_drawn_here(p, post) for post in selection(p).open) else Reason.NO_TIE


def _elsewhere(p: Proceeding, post: int) -> tuple[PersonId, ...]:
    """Those who named somebody who is not among the ones named most often."""
    tied = most_named(p, post)
    named = {n.by for n in selection(p).nominations if n.post == post and n.nominee not in tied}
    return tuple(who for who in nominating(p) if who in named and who not in p.away) if len(tied) > 1 else ()


def _can_ask_again(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    if not by_plurality(p):
        return Reason.NOT_THIS_WAY
    return None if any(_elsewhere(p, post) for post in selection(p).open) else Reason.NO_TIE


def _no_dialogue(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return Reason.NOTHING_CHANGED if selection(p).dialogue else None


# --- acts -----------------------------------------------------------------------------------------------------


def _ask_to_propose(_p: Proceeding, c: AskToPropose, now: datetime) -> Iterator[Fact]:
    yield ProposerAsked(at=now, by=c.by, to=c.to)


def _propose(p: Proceeding, c: ProposeCandidate, now: datetime) -> Iterator[Fact]:
    number = post_number(p, c.which)
    reason = _why_not(p, number, c.person)
    if reason is not None:
        raise Refused(reason)
    until = ahead(c.until, now) if c.until is not None else term_end(p, number, now)
    draft = Draft(text=readable(c.text), review=until, owner=c.person)
    yield proposed(p, c.by, number, draft, now)


def proposed(p: Proceeding, by: PersonId, post: int, draft: Draft, now: datetime) -> CandidateProposed:
    """The fact of a candidate being proposed."""
    version = Version(number=len(p.versions) + 1, draft=draft, by=by, at=now)
    return CandidateProposed(at=now, by=by, post=post, version=version)


def term_end(p: Proceeding, post: int, now: datetime) -> datetime:
    """The end of the term as it stands; where that has passed meanwhile, a whole term from now (INV-S6)."""
    wanted = selection(p).post(post)
    return wanted.until if wanted.until > now else now + timedelta(days=wanted.role.term_days)


def drawn(seed: str, among: tuple[PersonId, ...]) -> PersonId:
    """The same person for the same seed, and any of them as likely as the others.

    >>> drawn("a seed", (PersonId("ana"), PersonId("bo")))
    'ana'
    """
    people = sorted(among)
    return people[int(sha256(seed.encode()).hexdigest(), 16) % len(people)]


def _draw(p: Proceeding, c: DrawCandidate, now: datetime) -> Iterator[Fact]:
    number = post_number(p, c.which)
    among = _drawn_here(p, number)
    if not among:
        raise Refused(Reason.NO_TIE)
    seed = readable(c.seed, needed=False) or f"{p.id}/{p.step}"
    yield CandidateDrawn(at=now, by=c.by, post=number, seed=seed, among=among, person=drawn(seed, among))


def _ask_again(p: Proceeding, c: AskAgain, now: datetime) -> Iterator[Fact]:
    number = post_number(p, c.which)
    order = _elsewhere(p, number)
    if not order:
        raise Refused(Reason.NO_TIE)
    yield NominatingAgain(at=now, by=c.by, post=number, among=most_named(p, number), order=order)


def _dialogue(p: Proceeding, c: AskForDialogue, now: datetime) -> Iterator[Fact]:
    yield from aside.put(p, Asks.DIALOGUE, now, mover=c.by, text=words(c.text))


def _vacancy(p: Proceeding, c: ProposeVacancy, now: datetime) -> Iterator[Fact]:
    text = words(c.text)
    yield VacancyProposed(at=now, by=c.by, post=post_number(p, c.which), text=text)
    yield from aside.put(p, Asks.VACANCY, now, mover=c.by, text=text)


def _person(c: ProposeCandidate) -> tuple[PersonId, ...]:
    return (c.person,)


Proposing.verbs = (
    Verb(
        ProposeCandidate,
        both(voice, _proposing, _can_be_proposed),
        _propose,
        about=_person,
        targets=proposable,
    ),
    Verb(
        AskToPropose,
        _hands_on,
        _ask_to_propose,
        about=lambda c: (c.to,),
        targets=members,
    ),
    Verb(DrawCandidate, both(facilitating, _tie), _draw),
    Verb(AskAgain, both(facilitating, _can_ask_again), _ask_again),
    Verb(AskForDialogue, both(voice, _no_dialogue, aside.askable(Asks.DIALOGUE)), _dialogue),
    Verb(ProposeVacancy, both(voice, aside.askable(Asks.VACANCY)), _vacancy),
    Verb(DescribeRole, DESCRIBE.guard, DESCRIBE.act),
)


@aside.carries(Asks.DIALOGUE)
def _dialogue_agreed(_p: Proceeding, _aside: Aside, now: datetime) -> Iterator[Fact]:
    yield DialogueAgreed(at=now)


@aside.carries(Asks.VACANCY)
def _left_vacant(p: Proceeding, _aside: Aside, now: datetime) -> Iterator[Fact]:
    pending = selection(p).pending
    if pending is not None:
        yield RoleLeftVacant(at=now, post=pending.post)


# --- booking --------------------------------------------------------------------------------------------------


@books(ProposerAsked)
def _book_asked(p: Proceeding, fact: ProposerAsked) -> Proceeding:
    return with_work(p, proposer=fact.to)


@books(CandidateDrawn)
def _book_drawn(p: Proceeding, fact: CandidateDrawn) -> Proceeding:
    return with_work(p, drawn=(fact.post, fact.person))


@books(CandidateProposed)
def _book_proposed(p: Proceeding, fact: CandidateProposed) -> Proceeding:
    # Nobody has answered the new version yet (INV-D3).
    made = but(p, versions=(*p.versions, fact.version), responses=NOTHING)
    person = fact.version.draft.owner
    assert person is not None  # noqa: S101 - a candidate is somebody
    proposals = (*selection(p).proposals, (fact.version.number, fact.post))
    candidacy = Candidacy(post=fact.post, person=person, by=fact.by)
    return with_work(made, candidacy=candidacy, proposals=proposals)


@books(NominatingAgain)
def _book_again(p: Proceeding, fact: NominatingAgain) -> Proceeding:
    return with_work(p, again=(fact.post, fact.among))


@books(DialogueAgreed)
def _book_dialogue(p: Proceeding, _fact: DialogueAgreed) -> Proceeding:
    return with_work(p, dialogue=True)


@books(VacancyProposed)
def _book_vacancy(p: Proceeding, fact: VacancyProposed) -> Proceeding:
    return with_work(p, pending=Pending(post=fact.post))


@books(RoleLeftVacant)
def _book_vacant(p: Proceeding, fact: RoleLeftVacant) -> Proceeding:
    return with_work(p, vacant=(*selection(p).vacant, fact.post), pending=None)
