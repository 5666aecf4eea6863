"""A candidate before the circle: consent, objections, and how a candidacy can end (domain.md sections 8.1, 8.3, 8.4).

The circle is asked for its consent to this person in this role for this term. The nominee answers last, or with all
others where the circle chose so (MVOS 5.5.3; S3 "Role Selection" 7; INV-R7). First everything is tried that turns a
no into a yes; then another candidate, without new nominations (MVOS 3.6.3). A nominee who says no is asked no
further: that ends the candidacy (INV-S12).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from facilitation.booking import books
from facilitation.commands import (
    Amend,
    Consent,
    DeclineRole,
    LeaveIt,
    NameStuck,
    Object,
    RaiseConcern,
    Redraft,
    SetAside,
    TakeUp,
)
from facilitation.facts import (
    CandidacyEnded,
    ConsentReached,
    Fact,
    ObjectionsGone,
    ObjectionsStand,
    ProposalAmended,
    TakenUp,
)
from facilitation.model import Ending, Objection, PersonId, Status, but
from facilitation.phases.consent_check import ConsentCheck, undecided
from facilitation.phases.integration import Integration
from facilitation.phases.integration import state_of as integrating
from facilitation.phases.speaking import speaking_order
from facilitation.refusals import Reason, Refused
from facilitation.selecting import Candidacy, Ended, eligible, selection, with_work
from facilitation.settings import CandidateObjection, NomineeAsked
from facilitation.state import (
    UNRESOLVED,
    Proceeding,
    consent_members,
    with_objection,
)
from facilitation.values import dataclass
from facilitation.verbs import About, Verb, both, facilitating, words


def candidacy(p: Proceeding) -> Candidacy:
    """The candidacy before the circle."""
    found = selection(p).candidacy
    assert found is not None  # noqa: S101 - a candidate was proposed to come here
    return found


def gone(p: Proceeding, now: datetime) -> Iterator[Fact]:
    """End the candidacy of somebody who can no longer hold the role, having left the circle."""
    running = candidacy(p)
    if not eligible(p, running.post, running.person):
        yield ended(p, Ending.GONE, now)


def ended(
    p: Proceeding, ending: Ending, now: datetime, by: PersonId | None = None, text: str = ""
) -> CandidacyEnded:
    """The fact that this candidacy has ended."""
    running = candidacy(p)
    return CandidacyEnded(
        at=now,
        post=running.post,
        person=running.person,
        ending=ending,
        by=by,
        text=words(text, needed=False),
    )


def nominee_waits(p: Proceeding, who: PersonId) -> bool:
    """Whether the nominee answers after the others, and others who are here have not answered yet."""
    if p.circle.settings.nominee_asked is not NomineeAsked.LAST or who != candidacy(p).person:
        return False
    return any(other != who and other not in p.away for other in undecided(p))


# --- the consent check ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class CandidateCheck(ConsentCheck):
    """The circle's consent to this person in this role for this term."""

    closings = frozenset({ConsentReached, ObjectionsStand, CandidacyEnded})

    def order(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Everyone with a consent right; the nominee last, where the circle asks so (INV-R7)."""
        rotation = p.circle.rounds_held + p.rounds
        last = p.circle.settings.nominee_asked is NomineeAsked.LAST
        behind = (candidacy(p).person,) if last else ()
        return speaking_order(consent_members(p), rotation, p.facilitator, last=behind)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """As in every check; a nominee who is away is asked when the others have consented (domain.md 8.5)."""
        if lost := tuple(gone(p, now)):
            yield from lost
            return
        silent = undecided(p)
        if silent == (candidacy(p).person,) and silent[0] in p.away and not p.open_objections:
            yield ConsentReached(at=now)
            return
        yield from super().settle(p, now)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """As in every check, but for the nominee whose turn has not come."""
        return tuple(who for who in super().waiting(p) if not nominee_waits(p, who))


def _last(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    return Reason.NOMINEE_LAST if nominee_waits(p, who) else None


def _nominee(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    return None if who == candidacy(p).person else Reason.NOT_NOMINEE


def _decline(p: Proceeding, c: DeclineRole, now: datetime) -> Iterator[Fact]:
    yield ended(p, Ending.REFUSED, now, by=c.by, text=c.text)


_ANSWERS: Final = frozenset({Consent, Object, RaiseConcern, LeaveIt})

CandidateCheck.verbs = (
    *(
        but_last
        for verb in ConsentCheck.verbs
        if verb.command is not Redraft
        for but_last in (
            Verb(verb.command, both(verb.guard, _last), verb.act) if verb.command in _ANSWERS else verb,
        )
    ),
    Verb(DeclineRole, both(_nominee, _last), _decline),
)


# --- objections to a candidate --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class CandidateObjections(Integration):
    """Objections to a candidate are integrated: support, a shorter term, a changed description."""

    closings = frozenset({ProposalAmended, ObjectionsGone, CandidacyEnded})

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """As in every integration; the nominee's own objection first, where all answer at once (S3)."""
        if lost := tuple(gone(p, now)):
            yield from lost
            return
        first = _nominees_own(p)
        if first is not None and p.aside is None and integrating(p).focus != (first.number,):
            yield TakenUp(at=now, numbers=(first.number,))
            return
        yield from super().settle(p, now)


def _nominees_own(p: Proceeding) -> Objection | None:
    """The nominee's objection, where it is looked at before all others."""
    if p.circle.settings.nominee_asked is not NomineeAsked.TOGETHER:
        return None
    mine = p.objections_of(candidacy(p).person)
    workable = [o for o in mine if o.status in UNRESOLVED and o.parent is None]
    beneath = any(o.parent is not None and o.status in UNRESOLVED for o in p.open_objections)
    return None if beneath or not workable else workable[0]


def _nominee_first(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    first = _nominees_own(p)
    return None if first is None or first.number == about else Reason.TAKE_UP_FIRST


def _same_candidate(p: Proceeding, c: Amend, now: datetime) -> Iterator[Fact]:
    if c.draft.owner != candidacy(p).person or c.draft.condition:
        raise Refused(Reason.SAME_CANDIDATE)
    yield from _AMEND.act(p, c, now)


def _tried(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    """Something was offered to meet the objections before the candidate is given up (MVOS 3.6.3)."""
    if p.circle.settings.candidate_objection is CandidateObjection.FACILITATOR_CHOOSES:
        return None
    these = [o for o in p.objections if o.version == p.version.number]
    tried = any(o.suggestions or o.amendment is not None or o.missed_by is not None for o in these)
    return None if tried or p.version.meets else Reason.INTEGRATE_FIRST


def _set_aside(p: Proceeding, c: SetAside, now: datetime) -> Iterator[Fact]:
    chooses = p.circle.settings.candidate_objection is CandidateObjection.FACILITATOR_CHOOSES
    ending = Ending.DISCARDED if chooses else Ending.SET_ASIDE
    yield ended(p, ending, now, by=c.by, text=words(c.text))


_AMEND: Final = next(verb for verb in Integration.verbs if verb.command is Amend)
_TAKE_UP: Final = next(verb for verb in Integration.verbs if verb.command is TakeUp)
_OWN: Final = frozenset({Amend, TakeUp, NameStuck})

CandidateObjections.verbs = (
    *(verb for verb in Integration.verbs if verb.command not in _OWN),
    Verb(Amend, _AMEND.guard, _same_candidate, _AMEND.about, _AMEND.targets),
    Verb(TakeUp, both(_TAKE_UP.guard, _nominee_first), _TAKE_UP.act, _TAKE_UP.about, _TAKE_UP.targets),
    Verb(SetAside, both(facilitating, _tried), _set_aside),
    Verb(DeclineRole, _nominee, _decline),
)


# --- booking --------------------------------------------------------------------------------------------------


@books(CandidacyEnded)
def _book_ended(p: Proceeding, fact: CandidacyEnded) -> Proceeding:
    # What was objected to is no longer proposed: those objections have become moot with it.
    for objection in p.open_objections:
        p = with_objection(p, objection.number, status=Status.MOOT, orphaned=False, parked_until=None)
    over = Ended(post=fact.post, person=fact.person, ending=fact.ending)
    return with_work(but(p, working=None), candidacy=None, drawn=None, ended=(*selection(p).ended, over))
