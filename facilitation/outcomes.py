"""Booking what belongs to no phase: how a proceeding ends or is decided, and who was reminded."""

from __future__ import annotations

from facilitation.booking import BOOKS, books, in_phase
from facilitation.facts import Adopted, BroaderAdopted, Closed, DriverStands, Postponed, Reminded
from facilitation.model import Outcome, but
from facilitation.phases.other_circle import holds_at_once
from facilitation.state import PhaseState, Proceeding

__all__ = ["BOOKS"]


@books(Closed)
def _book_closed(p: Proceeding, fact: Closed) -> Proceeding:
    return but(p, outcome=fact.outcome, over=True, in_force=False)


@books(Adopted)
def _book_adopted(p: Proceeding, fact: Adopted) -> Proceeding:
    decided = but(
        p,
        decision=fact.decision,
        outcome=Outcome.ADOPTED,
        working=None,
        counted=p.rounds,
        counted_before=p.counted,
    )
    return but(decided, in_force=holds_at_once(decided))


@books(Reminded)
def _book_reminded(p: Proceeding, fact: Reminded) -> Proceeding:
    if p.aside is not None:
        return but(p, aside=but(p.aside, reminded=fact.nth, reminded_at=fact.at))
    return in_phase(p, PhaseState, reminded=fact.nth, reminded_at=fact.at)


@books(DriverStands)
def _book_driver_stands(p: Proceeding, _fact: DriverStands) -> Proceeding:
    return but(p, driver_stands=True)


@books(Postponed)
def _book_postponed(p: Proceeding, fact: Postponed) -> Proceeding:
    return but(p, postponed_until=fact.until)


@books(BroaderAdopted)
def _book_broader(p: Proceeding, fact: BroaderAdopted) -> Proceeding:
    return but(p, versions=(*p.versions, fact.version))
