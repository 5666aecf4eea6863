"""Drafting: somebody holds the pen, until the text stands.

Before a proposal is presented the pen is the author's. After the reactions it is held by whom the circle's
setting names (MVOS 3.3.2 "friendly amendments": the facilitator, or someone they name, and nobody else; S3: the
group; HC 5.4.5 d: the proposer). Every change makes a version (INV-D3); whoever changes so much that it is a
new proposal says so, and it is presented anew (domain.md section 6.3, "Amend").
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import Enum

from facilitation.booking import books, in_phase
from facilitation.commands import GivePen, LetStand, Redraft
from facilitation.facts import Fact, PenGiven, StepBegan, TextRewritten, TextStands, VersionMade
from facilitation.model import Change, PersonId, Status, but
from facilitation.phases.round import new_version
from facilitation.process import Phase
from facilitation.refusals import Reason
from facilitation.settings import Absent, Amender
from facilitation.state import NOTHING, DraftingState, Proceeding, has_voice, here, is_draft, with_objection
from facilitation.values import dataclass
from facilitation.verbs import About, Verb


class Pen(Enum):
    """Whose pen it is when the phase begins."""

    AUTHOR = "author"
    AMENDER = "amender"


@dataclass(frozen=True, kw_only=True)
class Drafting(Phase):
    """The text is being worded."""

    pen: Pen

    closings = frozenset({TextStands, TextRewritten})

    def begin(self, p: Proceeding, fact: StepBegan) -> DraftingState:
        """A proposal that came ready, or was presented before, is not kept waiting with its author."""
        ready = self.pen is Pen.AUTHOR and not is_draft(p)
        return DraftingState(
            name=fact.phase, step=fact.step, began=fact.at, authoring=self.pen is Pen.AUTHOR, stands=ready
        )

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Go on where the text stands."""
        if state_of(p).stands:
            yield TextStands(at=now)
        elif state_of(p).rewritten:
            yield TextRewritten(at=now)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whoever can let the text stand; everyone, where somebody has to take the facilitation first."""
        able = tuple(m.person for m in p.circle.members if _standing(p, m.person, None) is None)
        return able or here(p)


def state_of(p: Proceeding) -> DraftingState:
    """The drafting that is open."""
    assert isinstance(p.phase, DraftingState)  # noqa: S101 - the table routed here
    return p.phase


def amender(p: Proceeding) -> PersonId | None:
    """The one person who may amend, or None where the whole group may.

    A proposer who has left the circle is stood in for by the facilitator.
    """
    if p.pen is not None and p.circle.member(p.pen):
        return p.pen
    rule = p.circle.settings.amender
    if rule is Amender.GROUP:
        return None
    gone = p.circle.member(p.author) is None
    return p.facilitator if rule is Amender.FACILITATOR or gone else p.author


def may_amend(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    """Whoever may change the text once it has been reacted to."""
    holder = amender(p)
    if p.circle.member(who) is None:
        return Reason.STRANGER
    if holder is None:
        return None if has_voice(p, who) else Reason.NO_CONSENT_RIGHT
    return None if who == holder else Reason.NOT_YOUR_PEN


def _pen(p: Proceeding, who: PersonId, about: About) -> Reason | None:
    if not state_of(p).authoring:
        return may_amend(p, who, about)
    holder = p.pen if p.pen is not None and p.circle.member(p.pen) else p.author
    return None if who == holder else Reason.NOT_YOUR_PEN


def _standing(p: Proceeding, who: PersonId, about: About) -> Reason | None:
    # Where the group words the text together, the author or the facilitator says when it stands.
    if not state_of(p).authoring and amender(p) is None:
        return None if who in (p.author, p.facilitator) and p.circle.member(who) else Reason.NOT_YOUR_PEN
    mine = _pen(p, who, about)
    return None if mine is None or (who == p.facilitator and not state_of(p).authoring) else mine


def _gives_pen(p: Proceeding, who: PersonId, about: PersonId) -> Reason | None:
    giver = p.author if state_of(p).authoring else p.facilitator
    if who not in (giver, p.pen):
        return Reason.NOT_YOUR_PEN
    if p.circle.member(about) is None:
        return Reason.NOT_A_MEMBER
    holder = (p.pen or p.author) if state_of(p).authoring else amender(p)
    return Reason.NOTHING_CHANGED if about == holder else None


def _redraft(p: Proceeding, c: Redraft, now: datetime) -> Iterator[Fact]:
    yield new_version(p, c, now)


def _let_stand(_p: Proceeding, _c: LetStand, now: datetime) -> Iterator[Fact]:
    yield TextStands(at=now)


def _give_pen(_p: Proceeding, c: GivePen, now: datetime) -> Iterator[Fact]:
    yield PenGiven(at=now, by=c.by, to=c.to)


def members(p: Proceeding) -> tuple[PersonId, ...]:
    """Everyone in the circle, for acts that are about a person."""
    return tuple(m.person for m in p.circle.members)


Drafting.verbs = (
    Verb(Redraft, _pen, _redraft),
    Verb(LetStand, _standing, _let_stand),
    Verb(GivePen, _gives_pen, _give_pen, about=lambda c: (c.to,), targets=members),
)


@books(VersionMade)
def _book_version(p: Proceeding, fact: VersionMade) -> Proceeding:
    # Any change of text, dates or owner is a new version, and nobody has answered it yet (INV-D3).
    # So it is with an objection given ahead by somebody who is away: it was about the text before (SoFA-F 223 C).
    effect = fact.version.draft.effect or p.effect
    made = but(p, versions=(*p.versions, fact.version), responses=NOTHING, working=None, effect=effect)
    if p.circle.settings.absent is Absent.PRE_INPUT:
        for objection in made.open_objections:
            if objection.by in p.away:
                made = with_objection(made, objection.number, status=Status.MOOT)
    return in_phase(made, DraftingState, rewritten=fact.version.change is Change.REWRITE)


@books(PenGiven)
def _book_pen(p: Proceeding, fact: PenGiven) -> Proceeding:
    return but(p, pen=fact.to)
