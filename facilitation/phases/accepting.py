"""After the circle's consent: the nominee accepts, the receiving circle consents to a link, the next role.

Nobody holds a role without having accepted it in so many words: silence never suffices (S3 "Role Selection" 8;
INV-S5). A link to the broader circle takes effect when that circle has consented (MVOS 2.3.1; INV-S8).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitation.booking import books, notes
from facilitation.commands import AcceptRole, AssignRole, DeclineRole, NoteLink, ReceiveLink, SetAside
from facilitation.facts import (
    CandidacyEnded,
    CandidateAccepted,
    CandidateStands,
    Fact,
    NothingShown,
    RoleFilled,
    RolesFilled,
    RolesRemain,
    RolesVacant,
    StepBegan,
)
from facilitation.following import FollowUp, follows
from facilitation.model import Duty, Ending, PersonId, but
from facilitation.phases.candidacy import candidacy, ended, gone
from facilitation.process import Phase
from facilitation.refusals import Reason
from facilitation.selecting import Held, selection, with_work
from facilitation.state import PhaseState, Proceeding
from facilitation.values import dataclass
from facilitation.verbs import About, Verb, both, facilitating, words

LINKS = frozenset({Duty.LEADER, Duty.DELEGATE})


@dataclass(frozen=True, kw_only=True)
class AcceptState(PhaseState):
    """The nominee is asked whether they accept."""


@dataclass(frozen=True, kw_only=True)
class LinkState(PhaseState):
    """The receiving circle is asked for its consent to the link."""


@dataclass(frozen=True, kw_only=True)
class SettlingState(PhaseState):
    """Nothing is asked: it follows how the selection goes on."""


@dataclass(frozen=True, kw_only=True)
class Accepting(Phase):
    """The nominee accepts, or declines."""

    closings = frozenset({CandidateAccepted, CandidacyEnded})

    def begin(self, p: Proceeding, fact: StepBegan) -> AcceptState:
        """Nothing is said yet."""
        del p
        return AcceptState(name=fact.phase, step=fact.step, began=fact.at)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """A nominee who can no longer hold the role is not waited for."""
        yield from gone(p, now)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """The nominee, here, away or from outside the circle."""
        return (candidacy(p).person,)


def provisional(p: Proceeding) -> bool:
    """Whether the decision stands only until somebody who is not here accepts (domain.md section 8.5)."""
    person = candidacy(p).person
    return person in p.away or p.circle.member(person) is None


def _nominee(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    return None if who == candidacy(p).person else Reason.NOT_NOMINEE


def _reminded(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    reminded = p.phase is not None and p.phase.reminded
    return None if reminded or not p.circle.settings.window_hours else Reason.AWAIT_NOMINEE


def _accept(p: Proceeding, c: AcceptRole, now: datetime) -> Iterator[Fact]:
    yield CandidateAccepted(at=now, post=candidacy(p).post, person=c.by)


def _decline(p: Proceeding, c: DeclineRole, now: datetime) -> Iterator[Fact]:
    yield ended(p, Ending.REFUSED, now, by=c.by, text=c.text)


def _go_on(p: Proceeding, c: SetAside, now: datetime) -> Iterator[Fact]:
    yield ended(p, Ending.SET_ASIDE, now, by=c.by, text=words(c.text))


Accepting.verbs = (
    Verb(AcceptRole, _nominee, _accept),
    Verb(DeclineRole, _nominee, _decline),
    Verb(SetAside, both(facilitating, _reminded), _go_on),
)


@books(CandidateAccepted)
def _book_accepted(p: Proceeding, _fact: CandidateAccepted) -> Proceeding:
    return with_work(p, candidacy=but(candidacy(p), accepted=True))


# --- links ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Linking(Phase):
    """A link waits for the consent of the receiving circle; any other role is filled at once."""

    closings = frozenset({RoleFilled, CandidacyEnded})

    def begin(self, p: Proceeding, fact: StepBegan) -> PhaseState:
        """Waits for the other circle, where there is one."""
        kind = LinkState if links_up(p) else SettlingState
        return kind(name=fact.phase, step=fact.step, began=fact.at)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Where no other circle is asked, the role is filled."""
        if lost := tuple(gone(p, now)):
            yield from lost
        elif not links_up(p):
            yield filled(p, now)


def links_up(p: Proceeding) -> bool:
    """Whether the role links this circle to its broader one, which has to consent (domain.md 10.3; INV-S8)."""
    return selection(p).post(candidacy(p).post).role.duty in LINKS and p.circle.broader is not None


def filled(p: Proceeding, now: datetime) -> RoleFilled:
    """The fact that the role is filled."""
    running = candidacy(p)
    review = p.version.draft.review
    until = review if review > now else now + (review - p.version.at)
    return RoleFilled(at=now, post=running.post, person=running.person, until=until)


@notes(NoteLink)
def _answered(p: Proceeding, note: NoteLink, now: datetime) -> Iterator[Fact]:
    if not isinstance(p.phase, LinkState):
        return
    yield filled(p, now) if note.accepted else ended(p, Ending.NOT_RECEIVED, now)


@follows(CandidateAccepted)
def _ask_the_broader(p: Proceeding, fact: CandidateAccepted) -> Iterator[FollowUp]:
    role = selection(p).post(fact.post).role
    if role.duty not in LINKS or p.circle.broader is None:
        return
    yield (
        p.circle.broader,
        ReceiveLink(
            origin=p.id,
            other=p.circle.id,
            name=p.circle.name,
            duty=role.duty,
            person=fact.person,
            until=p.version.draft.review,
            links=tuple(m for m in p.circle.members if LINKS & set(m.duties)),
        ),
    )


@follows(RoleFilled)
def _assign(p: Proceeding, fact: RoleFilled) -> Iterator[FollowUp]:
    role = selection(p).post(fact.post).role.name
    yield p.circle.id, AssignRole(role=role, person=fact.person, until=fact.until, selected_in=p.id)


@books(RoleFilled)
def _book_filled(p: Proceeding, fact: RoleFilled) -> Proceeding:
    held = Held(post=fact.post, person=fact.person, until=fact.until)
    work = selection(p)
    return with_work(p, filled=(*work.filled, held), candidacy=None, drawn=None, dialogue=False)


# --- how it goes on -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Settling(Phase):
    """What follows: the next role, the end, or where the selection stood before it was postponed."""

    closings = frozenset({RolesRemain, RolesFilled, RolesVacant, NothingShown, CandidateStands})

    def begin(self, p: Proceeding, fact: StepBegan) -> SettlingState:
        """Nothing is asked of anybody."""
        del p
        return SettlingState(name=fact.phase, step=fact.step, began=fact.at)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Go on where there is something left to do."""
        work = selection(p)
        if not work.revealed:
            yield NothingShown(at=now)
        elif work.candidacy is not None:
            yield CandidateStands(at=now)
        elif work.open:
            yield RolesRemain(at=now)
        else:
            yield RolesFilled(at=now) if work.filled else RolesVacant(at=now)
