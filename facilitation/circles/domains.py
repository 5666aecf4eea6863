"""The registry of domains: who may decide what, kept true by what circles tell each other (domain.md 10.1; INV-D12).

A circle decides in its domains, but for those that a sub-circle of it holds. What no functioning sub-circle holds
stays with the circle itself, the "elsewhere" rule: a sub-circle that rests, is dissolved or only recommends holds
nothing. A circle tells each of its sub-circles what the others and itself hold, and they tell theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from facilitation.circles import registry
from facilitation.commands import NoteHolders
from facilitation.facts import (
    CharterChanged,
    EstateTakenIn,
    Fact,
    HoldersNoted,
    SubCharterNoted,
    SubCircleNoted,
    SubStatusSet,
)
from facilitation.model import Circle, CircleId, CircleStatus, SubCircle, but

Held = tuple[tuple[str, str], ...]


def functioning(sub: SubCircle) -> bool:
    """Whether a sub-circle holds its domains: it is at work, and decides."""
    return sub.status is CircleStatus.ACTIVE and sub.charter.decides is not False


def held_below(circle: Circle) -> Held:
    """What sub-circles hold, each domain with the name of its circle."""
    return tuple(
        (d, sub.charter.name) for sub in circle.subcircles if functioning(sub) for d in sub.charter.domains
    )


def kept(domains: Iterable[str], circle: Circle) -> tuple[str, ...]:
    """Domains without those that the circle, or the one above it, does not hold itself (INV-C3)."""
    mine = circle.domains
    everything = not mine and circle.broader is None
    return tuple(dict.fromkeys(d for d in domains if everything or d in mine))


def bound_below(circle: Circle) -> tuple[str, ...]:
    """Domains that a sub-circle has, at work or not: the circle cannot lose them before the sub-circle does."""
    living = (s for s in circle.subcircles if s.status is not CircleStatus.DISSOLVED)
    return tuple(dict.fromkeys(d for sub in living for d in sub.charter.domains))


def known(circle: Circle) -> Held:
    """Who holds what, as a circle knows it: its sub-circles, then what it was told about others."""
    found: dict[str, str] = {}
    for domain, name in (*held_below(circle), *_outside(circle)):
        found.setdefault(domain, name)
    return tuple(found.items())


def _outside(circle: Circle) -> Held:
    """What it was told, without what it holds itself since."""
    return tuple((d, name) for d, name in circle.told if d not in circle.domains)


def renewed(circle: Circle, now: datetime) -> Iterator[Fact]:
    """The registry as it is now, where that is news."""
    yield from _news(circle, circle.told, circle.broader_domains, now)


def _news(circle: Circle, told: Held, domains: tuple[str, ...] | None, now: datetime) -> Iterator[Fact]:
    held = known(but(circle, told=told))
    if (held, told, domains) != (circle.held_elsewhere, circle.told, circle.broader_domains):
        yield HoldersNoted(at=now, held=held, told=told, broader_domains=domains)


@registry.decides(NoteHolders)
def _note(circle: Circle, c: NoteHolders, now: datetime) -> Iterator[Fact]:
    yield from _news(circle, c.held, c.domains, now)


@registry.books(HoldersNoted)
def _book(circle: Circle, fact: HoldersNoted) -> Circle:
    return but(circle, held_elsewhere=fact.held, told=fact.told, broader_domains=fact.broader_domains)


def told_to(circle: Circle, sub: SubCircle) -> Held:
    """What a circle tells one of its sub-circles about the domains of all others."""
    beside = [one for one in circle.subcircles if one.id != sub.id and functioning(one)]
    others = tuple((d, one.charter.name) for one in beside for d in one.charter.domains)
    taken = {d for d, _ in held_below(circle)}
    mine = tuple((d, circle.name) for d in circle.domains if d not in taken)
    found: dict[str, str] = {}
    for domain, name in (*others, *mine, *_outside(circle)):
        if domain not in sub.charter.domains:
            found.setdefault(domain, name)
    return tuple(found.items())


@registry.follows(HoldersNoted, SubCircleNoted, SubCharterNoted, SubStatusSet, CharterChanged, EstateTakenIn)
def tell(circle: Circle, _fact: Fact) -> Iterator[tuple[CircleId, NoteHolders]]:
    """What every sub-circle has to hear about the others; none of them answers what it knows already."""
    everything = not circle.domains and circle.broader is None
    for sub in circle.subcircles:
        if sub.status is not CircleStatus.DISSOLVED:
            domains = None if everything else circle.domains
            yield sub.id, NoteHolders(held=told_to(circle, sub), domains=domains)
