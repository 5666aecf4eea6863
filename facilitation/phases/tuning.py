"""The draft: worded by the facilitator, by two or three tuners, or by a helping circle. It is not a decision.

A draft covers every dimension, or says which it leaves out and why; it names who looks after it and how the circle
will know that it works (S3 "Proposal Forming" step 8; MVOS 3.3.2; domain.md section 5.2). Then it becomes a
proposal like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import Enum

from facilitation.commands import Cover, LeaveOut, LetStand, Redraft
from facilitation.facts import DraftPresented, Fact, HelpersLate, PiecesCovered, StepBegan, VersionMade
from facilitation.model import TO_COVER, Change, PersonId, Version
from facilitation.phases.agreeing import Agreeing, shapers
from facilitation.phases.gathering import numbers, on_table, several, shaper
from facilitation.phases.sorting import leave_out
from facilitation.process import Phase
from facilitation.refusals import Reason, Refused
from facilitation.shaping import piece, pieces, work
from facilitation.state import Proceeding, ShapingState
from facilitation.values import dataclass
from facilitation.verbs import About, Verb, both, sound


class Hands(Enum):
    """Who words the draft."""

    SHAPER = "shaper"
    TUNERS = "tuners"
    HELPERS = "helping circle"


@dataclass(frozen=True, kw_only=True)
class Tuning(Agreeing):
    """A draft is worded that covers everything it has to, or says what it leaves out and why."""

    hands: Hands

    closings = frozenset({DraftPresented})

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whoever words the draft."""
        return hands(p) or shapers(p)


@dataclass(frozen=True, kw_only=True)
class Helping(Tuning):
    """A helping circle words the draft until the end of its term. It recommends; the circle decides."""

    closings = frozenset({DraftPresented, HelpersLate})

    def begin(self, p: Proceeding, fact: StepBegan) -> ShapingState:
        """It has until the end of its term."""
        return ShapingState(name=fact.phase, step=fact.step, began=fact.at, until=work(p).helps_until)

    def due(self, p: Proceeding) -> Iterator[datetime]:
        """The end of the helping circle's term."""
        until = p.phase.until if isinstance(p.phase, ShapingState) else None
        if until is not None:
            yield until

    def tick(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """The matter comes back to the circle."""
        for instant in self.due(p):
            if instant <= now:
                yield HelpersLate(at=now, due=instant)


def hands(p: Proceeding) -> tuple[PersonId, ...]:
    """Who words the draft now; where those are gone, whoever puts the pieces together."""
    kind = _kind(p)
    chosen: tuple[PersonId | None, ...] = (shaper(p),)
    if isinstance(kind, Tuning) and kind.hands is Hands.TUNERS:
        chosen = work(p).tuners
    elif isinstance(kind, Tuning) and kind.hands is Hands.HELPERS:
        chosen = (work(p).helper,)
    still = tuple(who for who in chosen if who is not None and p.circle.member(who))
    return still or tuple(who for who in (shaper(p),) if who is not None)


def _kind(p: Proceeding) -> Phase:
    from facilitation.processes import phase_of  # noqa: PLC0415 - the tables are made of these phases

    assert p.phase is not None  # noqa: S101 - asked for in a phase
    return phase_of(p.process, p.phase.name)


def _wording(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    if p.circle.member(who) is None:
        return Reason.STRANGER
    return None if who in hands(p) else Reason.NOT_YOUR_PEN


def uncovered(p: Proceeding) -> tuple[int, ...]:
    """What the draft neither covers nor leaves out."""
    return tuple(one.number for one in pieces(p, *TO_COVER) if not one.covered)


def _complete(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    if not p.versions or p.version.draft.owner is None or not p.version.draft.criteria:
        return Reason.DRAFT_INCOMPLETE
    if not p.circle.consenting:
        return Reason.NOBODY_TO_ASK
    return Reason.NOT_COVERED if uncovered(p) else None


def _uncovered(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    found = piece(p, about)
    return Reason.NOTHING_CHANGED if found is not None and found.covered else None


def _redraft(p: Proceeding, c: Redraft, now: datetime) -> Iterator[Fact]:
    draft = sound(c.draft, p, now)
    if p.versions and draft == p.version.draft:
        raise Refused(Reason.NOTHING_CHANGED)
    number = len(p.versions) + 1
    change = Change.SUBSTANCE if number == 1 else c.change
    yield VersionMade(at=now, version=Version(number=number, draft=draft, by=c.by, at=now, change=change))


def _cover(_p: Proceeding, c: Cover, now: datetime) -> Iterator[Fact]:
    yield PiecesCovered(at=now, numbers=several(c), by=c.by)


def _present(p: Proceeding, c: LetStand, now: datetime) -> Iterator[Fact]:
    if p.version.draft.review <= now:
        raise Refused(Reason.DATE_PAST)
    yield DraftPresented(at=now, by=c.by, proposer=_proposer(p, c.by))


def _proposer(p: Proceeding, by: PersonId) -> PersonId:
    """Who brings the proposal: whoever presents the draft, or somebody of the circle with a full voice."""
    able = (by, p.author, p.facilitator, *p.circle.consenting)
    return next(who for who in able if who is not None and who in p.circle.consenting)


_TO_COVER = on_table(*TO_COVER)

Tuning.verbs = Helping.verbs = (
    Verb(Redraft, _wording, _redraft),
    Verb(Cover, both(_wording, _TO_COVER, _uncovered), _cover, several, numbers),
    Verb(LeaveOut, both(_wording, on_table()), leave_out, several, numbers),
    Verb(LetStand, both(_wording, _complete), _present),
)
