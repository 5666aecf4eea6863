"""What a role selection keeps, and how it opens (domain.md section 8).

Nominations are vectors: one nominee per person per role (INV-S2). They lie in `sealed` until they are shown, all at
once; from then on in `nominations`. Nothing here counts for the method: `most_named` is for circles that chose to
begin with whoever is named most often (HC v5 5.3.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from facilitation.commands import OpenSelection
from facilitation.facts import RoundPurpose, SelectionOpened
from facilitation.model import (
    Circle,
    Duty,
    Ending,
    Matter,
    Nomination,
    PersonId,
    Post,
    Role,
    but,
)
from facilitation.opening import begins, begun, common, full_member, opens
from facilitation.refusals import Reason, Refused
from facilitation.settings import Combination
from facilitation.state import Proceeding, Work, consent_members
from facilitation.values import dataclass
from facilitation.verbs import SENTENCE_LIMIT, TITLE_LIMIT, ahead, readable

PROCESS: Final = "role selection"
ROLES_AT_ONCE: Final = 8
"""More roles than this at once nobody can keep apart."""


@dataclass(frozen=True, kw_only=True)
class Candidacy:
    """Who is proposed for which role now, and by whom."""

    post: int
    person: PersonId
    by: PersonId
    accepted: bool = False


@dataclass(frozen=True, kw_only=True)
class Pending:
    """What a small question about a role would change."""

    post: int
    role: Role | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Ended:
    """A candidacy that has ended without filling the role."""

    post: int
    person: PersonId
    ending: Ending


@dataclass(frozen=True, kw_only=True)
class Held:
    """A role that was filled, and until when."""

    post: int
    person: PersonId
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Selection(Work):
    """Everything a role selection keeps. Roles are numbered from 1, as in `posts`."""

    posts: tuple[Post, ...]
    pending: Pending | None = None
    qualifications: tuple[str, ...]
    listed: bool = False
    """Whether the list of qualifications was put to the circle as it stands."""
    list_stands: bool = False
    terms_stand: bool = False
    sealed: tuple[Nomination, ...] = ()
    nominations: tuple[Nomination, ...] = ()
    revealed: bool = False
    missing: tuple[PersonId, ...] = ()
    proposer: PersonId | None = None
    """Who was asked to propose, where that is not the facilitator."""
    dialogue: bool = False
    again: tuple[int, tuple[PersonId, ...]] | None = None
    """The role for which some nominate once more, and among whom."""
    drawn: tuple[int, PersonId] | None = None
    """Whom a draw has picked, and for which role."""
    candidacy: Candidacy | None = None
    proposals: tuple[tuple[int, int], ...] = ()
    """For each candidate that was proposed, the number of the first version and of the role."""
    ended: tuple[Ended, ...] = ()
    filled: tuple[Held, ...] = ()
    vacant: tuple[int, ...] = ()

    @property
    def open(self) -> tuple[int, ...]:
        """The roles that are neither filled nor left vacant."""
        settled = {held.post for held in self.filled} | set(self.vacant)
        return tuple(n for n in range(1, len(self.posts) + 1) if n not in settled)

    @property
    def invited(self) -> frozenset[PersonId]:
        """A candidate from outside the circle answers for themselves."""
        return frozenset({self.candidacy.person} if self.candidacy is not None else ())

    def speaking(self, purpose: RoundPurpose) -> frozenset[PersonId] | None:
        """The reasons are said by those who nominated."""
        if purpose is not RoundPurpose.NOMINATE:
            return None
        return frozenset(n.by for n in self.nominations)

    def post(self, number: int) -> Post:
        """A role by its number."""
        return self.posts[number - 1]

    def nomination(self, by: PersonId, post: int) -> Nomination | None:
        """What one person said for one role, once it is shown."""
        return next((n for n in self.nominations if (n.by, n.post) == (by, post)), None)

    def proposed_for(self, version: int) -> str:
        """The name of the role for which a version proposes somebody."""
        post = next(post for first, post in reversed(self.proposals) if first <= version)
        return self.post(post).role.name

    def refused(self, post: int) -> frozenset[PersonId]:
        """Whose candidacy for a role is over for good (INV-S9, INV-S12)."""
        return frozenset(e.person for e in self.ended if e.post == post and e.ending is not Ending.SET_ASIDE)


def selection(p: Proceeding) -> Selection:
    """What the selection keeps."""
    assert isinstance(p.work, Selection)  # noqa: S101 - the table of a selection led here
    return p.work


def with_work(p: Proceeding, **changes: object) -> Proceeding:
    """The proceeding with something changed in what its selection keeps."""
    return but(p, work=but(selection(p), **changes))


def post_number(p: Proceeding, which: str) -> int:
    """The number of the role that is meant; refuses a name that fits none that is open."""
    work = selection(p)
    if not which and len(work.open) == 1:
        return work.open[0]
    named = [n for n in work.open if work.post(n).role.name.casefold() == which.strip().casefold()]
    if not named:
        raise Refused(Reason.WHICH_ROLE)
    return named[0]


def eligible(p: Proceeding, post: int, person: PersonId) -> bool:
    """Whether a person can hold a role: process roles and links need full members (domain.md 8.5, 10.3)."""
    member = p.circle.member(person)
    return (member is not None and member.consents) or _open_to_outsiders(p, post)


def _open_to_outsiders(p: Proceeding, post: int) -> bool:
    operational = selection(p).post(post).role.duty is None
    return operational and p.circle.settings.outside_nominees


def outsiders_welcome(p: Proceeding) -> bool:
    """Whether somebody may be named who is no member, for one of the roles that are still open."""
    return any(_open_to_outsiders(p, post) for post in selection(p).open)


def combinable(p: Proceeding, post: int, person: PersonId) -> bool:
    """Whether a person may hold this role beside what else they hold, as the circle's settings say (INV-S7)."""
    duty = selection(p).post(post).role.duty
    settings = p.circle.settings
    return not any(
        rule is Combination.FORBIDDEN and duty in pair and _holder(p, *(pair - {duty})) == person
        for pair, rule in (
            ({Duty.LEADER, Duty.DELEGATE}, settings.leader_as_delegate),
            ({Duty.LEADER, Duty.FACILITATOR}, settings.leader_as_facilitator),
        )
    )


def _holder(p: Proceeding, duty: Duty) -> PersonId | None:
    """Who will hold a duty after this selection, as far as that is known."""
    work = selection(p)
    number = next((n for n, post in enumerate(work.posts, 1) if post.role.duty is duty), None)
    if number is None:
        return p.circle.holder(duty)
    return next((held.person for held in work.filled if held.post == number), None)


def candidates(p: Proceeding, post: int) -> tuple[PersonId, ...]:
    """Who is nominated for a role now, in the order in which they were named; those who left count for nothing."""
    named = (
        n.nominee for n in selection(p).nominations if n.post == post and p.circle.member(n.by) is not None
    )
    return tuple(dict.fromkeys(who for who in named if who is not None))


def most_named(p: Proceeding, post: int) -> tuple[PersonId, ...]:
    """Those named most often for a role, without those whose candidacy is over (HC v5 5.3.5 e and f)."""
    work = selection(p)
    over = {e.person for e in work.ended if e.post == post}
    named = [
        n.nominee
        for n in work.nominations
        if n.post == post and n.nominee not in over and p.circle.member(n.by) is not None
    ]
    found = tuple(who for who in candidates(p, post) if who in named and eligible(p, post, who))
    most = max(map(named.count, found), default=0)
    return tuple(who for who in found if named.count(who) == most)


def nominating(p: Proceeding) -> tuple[PersonId, ...]:
    """Everyone who names somebody: the facilitator and whoever holds the role included."""
    return consent_members(p)


# --- opening --------------------------------------------------------------------------------------------------


@opens(OpenSelection)
def _open(command: OpenSelection, now: datetime) -> SelectionOpened:
    circle = command.circle
    full_member(command.by, circle)
    return SelectionOpened(
        at=now, **common(command, circle, PROCESS), posts=tuple(_posts(command, circle, now))
    )


def _posts(command: OpenSelection, circle: Circle, now: datetime) -> Iterator[Post]:
    names = [" ".join(readable(name, TITLE_LIMIT).split()) for name in (command.role, *command.more)]
    if len({name.casefold() for name in names}) < len(names) or len(names) > ROLES_AT_ONCE:
        raise Refused(Reason.WHICH_ROLE)
    for name in names:
        role = _role(command, circle, name)
        until = ahead(command.until, now) if command.until else now + timedelta(days=role.term_days)
        yield Post(role=role, until=until, holder=_incumbent(circle, role))


def _role(command: OpenSelection, circle: Circle, name: str) -> Role:
    defined = next((role for role in circle.roles if role.name.casefold() == name.casefold()), None)
    if defined is not None:
        return defined
    duty = next((duty for duty in Duty if duty.value == name.casefold()), None)
    return Role(name=name, purpose=readable(command.purpose, SENTENCE_LIMIT, needed=False), duty=duty)


def _incumbent(circle: Circle, role: Role) -> PersonId | None:
    held = next((a.person for a in reversed(circle.assignments) if a.role == role.name), None)
    return held or (circle.holder(role.duty) if role.duty is not None else None)


@begins(SelectionOpened)
def _begin(fact: SelectionOpened) -> Proceeding:
    kept = tuple(dict.fromkeys(wish for post in fact.posts for wish in post.role.qualifications))
    work = Selection(posts=fact.posts, qualifications=kept)
    return begun(fact, matter=Matter.SELECTION, work=work)
