"""What must not be seen yet.

Under sealed collection no answer is shown before all are in: neither who gave which, nor objections, nor
concerns. A check that ends without everyone having answered (the proposal was dropped, say) stays sealed for ever. What
somebody took back before the answers were opened was never shown, and is not shown later either.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from facilitation.model import Concern, Objection, Position, Response, Status
from facilitation.settings import Collection
from facilitation.state import (
    CheckState,
    ConcernsState,
    IntegrationState,
    PhaseState,
    Proceeding,
    Result,
)

OPENED: Final = frozenset({"ConsentReached", "ObjectionsStand"})
"""How a consent check ends when everyone has answered."""


def is_sealed(p: Proceeding) -> bool:
    """Whether this circle collects answers sealed."""
    return p.circle.settings.collection is Collection.SEALED


def _opens(result: Result) -> bool:
    return isinstance(result.phase, CheckState) and result.closing in OPENED


def shown(p: Proceeding, objection: Objection) -> bool:
    """Whether an objection may be seen by everyone.

    It may when it stood as the answers were opened, and when it was raised in the open: while objections were
    worked on, or concerns heard.
    """
    if not is_sealed(p) or objection.parent is not None:
        return True
    if any(_opens(r) and objection.number in r.objections for r in p.results):
        return True
    phase = _phase_at(p, objection.at)
    if not isinstance(phase, IntegrationState | ConcernsState):
        return False
    return objection.at > phase.began or objection.status is not Status.WITHDRAWN


def _phase_at(p: Proceeding, at: datetime) -> PhaseState | None:
    """The last phase that had begun by then."""
    phases = [*(r.phase for r in p.results), p.held, p.phase]
    return next((phase for phase in reversed(phases) if phase is not None and phase.began <= at), None)


def seen_objections(p: Proceeding) -> tuple[Objection, ...]:
    """The objections everyone may see."""
    return tuple(o for o in p.objections if shown(p, o))


def seen_concerns(p: Proceeding) -> tuple[Concern, ...]:
    """The concerns everyone may see."""
    if not is_sealed(p):
        return p.concerns
    return tuple(concern for concern in p.concerns if _opened(p, concern))


def _opened(p: Proceeding, concern: Concern) -> bool:
    """Whether a concern is its author's answer in the last check of its version, and that answer was opened."""
    later = (c for c in p.concerns if c.by == concern.by and c.version == concern.version)
    if any(c.number > concern.number for c in later):
        return False
    if isinstance(p.phase, CheckState) and p.version.number == concern.version:
        return _answered(p.responses.values(), concern, before=p.phase.began)
    checks = [r for r in p.results if isinstance(r.phase, CheckState) and r.version == concern.version]
    if not checks or checks[-1].phase is None:
        return False
    last = checks[-1]
    return _answered(last.responses, concern, before=None if _opens(last) else checks[-1].phase.began)


def _answered(answers: Iterable[Response], concern: Concern, before: datetime | None) -> bool:
    """Whether these answers hold the concern; with `before`, as one that was opened in an earlier check."""
    mine = next((r for r in answers if r.person == concern.by), None)
    return mine is not None and mine.position is Position.CONCERN and (before is None or mine.at < before)
