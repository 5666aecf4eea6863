"""Nominating: everyone names one person for each role, sealed, and all names are shown at once.

Everybody takes part, the facilitator and whoever holds the role now included (S3 "Role Selection" 2; MVOS 3.6.2).
Nobody is asked who would like to, and nobody refuses yet (domain.md section 8.4; INV-S10). A nomination can be
changed until all are shown; only the last one is ever seen (INV-S1). The facilitator may show them while some are
missing, and it is said whose (domain.md section 18, INV-S1).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from facilitation.booking import books, in_phase
from facilitation.commands import Nominate, Pass, ShowNominations
from facilitation.facts import (
    Fact,
    Nominated,
    NominationPassed,
    NominationsRevealed,
    StepBegan,
)
from facilitation.model import Nomination, PersonId
from facilitation.process import Phase
from facilitation.refusals import Reason, Refused
from facilitation.selecting import (
    eligible,
    nominating,
    post_number,
    selection,
    with_work,
)
from facilitation.state import PhaseState, Proceeding, has_voice
from facilitation.temperature import SEALED_STEPS
from facilitation.values import dataclass
from facilitation.verbs import About, Verb, both, facilitating, voice, words


@dataclass(frozen=True, kw_only=True)
class NominatingState(PhaseState):
    """Nominations are being written. `order` is who was asked as it began; `shown` what was shown in the end."""

    order: tuple[PersonId, ...]
    shown: tuple[Nomination, ...] = ()
    missing: tuple[PersonId, ...] = ()


SEALED_STEPS.add(NominatingState)


@dataclass(frozen=True, kw_only=True)
class Nominating(Phase):
    """Everyone writes whom they nominate, for nobody else to see yet."""

    closings = frozenset({NominationsRevealed})

    def order(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Everyone with a consent right; those who named somebody else, where it is asked again."""
        return asked(p)

    def begin(self, p: Proceeding, fact: StepBegan) -> NominatingState:
        """What members who are away sent ahead is there already."""
        del p
        return NominatingState(name=fact.phase, step=fact.step, began=fact.at, order=fact.order)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Show them all as soon as everyone who is here has nominated."""
        if _showable(p) and not self.waiting(p):
            yield revealed(p, now)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Those who are here and have not nominated for every role."""
        return tuple(who for who in lacking(p) if who not in p.away)


def asked(p: Proceeding) -> tuple[PersonId, ...]:
    """Who nominates now."""
    again = selection(p).again
    if again is None:
        return nominating(p)
    post, among = again
    work = selection(p)
    elsewhere = {n.by for n in work.nominations if n.post == post and n.nominee not in among}
    return tuple(who for who in nominating(p) if who in elsewhere)


def _showable(p: Proceeding) -> bool:
    """Whether there is something to show; asked once more, what was named before stands without anything new."""
    return bool(selection(p).sealed) or selection(p).again is not None


def posts_asked(p: Proceeding) -> tuple[int, ...]:
    """For which roles nominations are written now."""
    work = selection(p)
    return work.open if work.again is None else (work.again[0],)


def lacking(p: Proceeding) -> tuple[PersonId, ...]:
    """Those whose nominations are not all there."""
    given = {(n.by, n.post) for n in selection(p).sealed}
    return tuple(who for who in asked(p) if any((who, post) not in given for post in posts_asked(p)))


def revealed(p: Proceeding, now: datetime, by: PersonId | None = None) -> NominationsRevealed:
    """The fact that shows every nomination as it is now, and says whose are missing."""
    return NominationsRevealed(at=now, nominations=_in_seats(p), missing=lacking(p), by=by)


def _in_seats(p: Proceeding) -> tuple[Nomination, ...]:
    # In the order of seats: when somebody wrote, and whether again, is nobody's business.
    seats = {m.person: place for place, m in enumerate(p.circle.members)}
    far = len(seats)
    return tuple(sorted(selection(p).sealed, key=lambda n: (n.post, seats.get(n.by, far), n.by)))


def check_nominee(p: Proceeding, post: int, person: PersonId) -> None:
    """Refuse somebody who cannot hold the role."""
    if not eligible(p, post, person):
        raise Refused(Reason.NOT_ELIGIBLE)


def nominees(p: Proceeding) -> tuple[PersonId, ...]:
    """Whom a form offers: the members who could hold one of the roles; asked again, those it is asked among."""
    work = selection(p)
    members = tuple(m.person for m in p.circle.members)
    among = work.again[1] if work.again is not None else members
    seated = (*(who for who in members if who in among), *(who for who in among if who not in members))
    return tuple(who for who in seated if any(eligible(p, post, who) for post in posts_asked(p)))


# --- guards and acts ------------------------------------------------------------------------------------------


def _asked(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    return None if who in asked(p) else Reason.NOT_ASKED


def _can_hold(p: Proceeding, _who: PersonId, about: PersonId) -> Reason | None:
    work = selection(p)
    able = any(eligible(p, post, about) and about not in work.refused(post) for post in posts_asked(p))
    if not able:
        return Reason.NOT_ELIGIBLE
    among = work.again
    return Reason.NOT_NOMINATED if among is not None and about not in among[1] else None


def _passing(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    if not p.circle.settings.nomination_pass:
        return Reason.NO_PASS
    return None if who in lacking(p) else Reason.ALREADY_SPOKEN


def _some(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if _showable(p) else Reason.NOT_NOMINATED


def _ahead(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    before = not selection(p).revealed and not isinstance(p.phase, NominatingState)
    return None if before and who in p.away and has_voice(p, who) else Reason.NOT_NOW


def _nominate(p: Proceeding, c: Nominate, now: datetime) -> Iterator[Fact]:
    number = post_number(p, c.which)
    if number not in posts_asked(p):
        raise Refused(Reason.WHICH_ROLE)
    check_nominee(p, number, c.person)
    reason = words(c.reason, needed=False)
    yield Nominated(at=now, person=c.by, post=number, nominee=c.person, reason=reason)


def _pass(p: Proceeding, c: Pass, now: datetime) -> Iterator[Fact]:
    given = {(n.by, n.post) for n in selection(p).sealed}
    posts = tuple(post for post in posts_asked(p) if (c.by, post) not in given)
    yield NominationPassed(at=now, person=c.by, posts=posts)


def _show(p: Proceeding, c: ShowNominations, now: datetime) -> Iterator[Fact]:
    yield revealed(p, now, by=c.by)


def _named(c: Nominate) -> tuple[PersonId, ...]:
    return (c.person,)


Nominating.verbs = (
    Verb(Nominate, both(voice, _asked, _can_hold), _nominate, about=_named, targets=nominees),
    Verb(Pass, both(voice, _asked, _passing), _pass),
    Verb(ShowNominations, both(facilitating, _some), _show),
)

AHEAD: Final = (Verb(Nominate, both(voice, _ahead), _nominate, about=_named, targets=nominees),)
"""Nominations that members who are away send before the others write theirs (domain.md section 8.5)."""


# --- booking --------------------------------------------------------------------------------------------------


def _kept(p: Proceeding, *new: Nomination) -> Proceeding:
    mine = {(n.by, n.post) for n in new}
    rest = tuple(n for n in selection(p).sealed if (n.by, n.post) not in mine)
    return with_work(p, sealed=(*rest, *new))


@books(Nominated)
def _book_nominated(p: Proceeding, fact: Nominated) -> Proceeding:
    return _kept(p, Nomination(by=fact.person, post=fact.post, nominee=fact.nominee, reason=fact.reason))


@books(NominationPassed)
def _book_passed(p: Proceeding, fact: NominationPassed) -> Proceeding:
    return _kept(p, *(Nomination(by=fact.person, post=post, nominee=None) for post in fact.posts))


@books(NominationsRevealed)
def _book_revealed(p: Proceeding, fact: NominationsRevealed) -> Proceeding:
    work = selection(p)
    shown = {(n.by, n.post) for n in fact.nominations}
    before = tuple(n for n in work.nominations if (n.by, n.post) not in shown)
    told = in_phase(p, NominatingState, shown=fact.nominations, missing=fact.missing)
    return with_work(
        told,
        nominations=(*before, *fact.nominations),
        sealed=(),
        revealed=True,
        missing=fact.missing,
        again=None,
    )
