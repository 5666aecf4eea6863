"""What must not be seen yet.

Under sealed collection no answer is shown before all are in: neither who gave which, nor objections, nor
concerns. A check that ends without everyone having answered (the proposal was dropped, say) stays sealed for ever. What
somebody took back before the answers were opened was never shown, and is not shown later either.
"""

from __future__ import annotations

from typing import Final

from facilitation.model import Concern, Objection, Position, Status
from facilitation.settings import Collection
from facilitation.state import CheckState, PhaseState, Proceeding, Result

OPENED: Final = frozenset({"ConsentReached", "ObjectionsStand"})
"""How a consent check ends when everyone has answered."""


def is_sealed(p: Proceeding) -> bool:
    """Whether this circle collects answers sealed."""
    return p.circle.settings.collection is Collection.SEALED


def _opening(p: Proceeding, version: int) -> int | None:
    """Which result opened the answers to a version: its place among the results."""
    places = (i for i, r in enumerate(p.results) if _opens(r) and r.version == version)
    return next(places, None)


def _opens(result: Result) -> bool:
    return isinstance(result.phase, CheckState) and result.closing in OPENED


def _phase_after(p: Proceeding, place: int) -> PhaseState | None:
    later = (r.phase for r in p.results[place + 1 :] if r.phase is not None)
    return next(later, p.phase)


def shown(p: Proceeding, objection: Objection) -> bool:
    """Whether an objection may be seen by everyone."""
    if not is_sealed(p) or objection.parent is not None:
        return True
    if any(_opens(r) and objection.number in r.objections for r in p.results):
        return True
    place = _opening(p, objection.version)
    after = None if place is None else _phase_after(p, place)
    if after is None or objection.at < after.began:
        return False
    return objection.at > after.began or objection.status is not Status.WITHDRAWN


def seen_objections(p: Proceeding) -> tuple[Objection, ...]:
    """The objections everyone may see."""
    return tuple(o for o in p.objections if shown(p, o))


def seen_concerns(p: Proceeding) -> tuple[Concern, ...]:
    """The concerns everyone may see."""
    if not is_sealed(p):
        return p.concerns
    return tuple(c for c in p.concerns if _opening(p, c.version) is not None and not _taken_back(p, c))


def _taken_back(p: Proceeding, concern: Concern) -> bool:
    place = _opening(p, concern.version)
    answers = () if place is None else p.results[place].responses
    return not any(r.person == concern.by and r.position is Position.CONCERN for r in answers)
