"""What one proceeding's facts ask of other proceedings and of the circle.

Pure: it names the target and the command; the desk commits the whole chain in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from facilitation.commands import (
    ChangeSettings,
    Command,
    CountRounds,
    NoteBroaderDecision,
    NoteHandedUp,
    NoteSuccessor,
    NoteSuperseded,
    Receive,
    Release,
)
from facilitation.facts import Adopted, Closed, ConditionMet, Escalated, Fact, Opened
from facilitation.model import CircleId, Duty, Matter, Outcome, ProceedingId
from facilitation.phases.other_circle import holds_at_once
from facilitation.state import Proceeding

FollowUp = tuple[ProceedingId | CircleId, Command]


Follows = Callable[[Proceeding, Any], Iterator[FollowUp]]
FOLLOWS: Final[dict[type[Fact], list[Follows]]] = {}
"""What else follows from a fact, beyond what every consent decision asks; registered by the module it concerns."""


def follows(*kinds: type[Fact]) -> Callable[[Follows], Follows]:
    """Register what a fact of a proceeding asks of other proceedings and of circles."""

    def register(function: Follows) -> Follows:
        for kind in kinds:
            FOLLOWS.setdefault(kind, []).append(function)
        return function

    return register


Effects = Callable[[Proceeding], Iterator[FollowUp]]
EFFECTS: Final[dict[Matter, Effects]] = {}
"""What a decision of each matter changes when it comes into force."""


def takes_effect(*matters: Matter) -> Callable[[Effects], Effects]:
    """Register what a decision of this matter changes when it comes into force."""

    def register(function: Effects) -> Effects:
        EFFECTS.update(dict.fromkeys(matters, function))
        return function

    return register


def follow_ups(p: Proceeding, facts: Iterable[Fact]) -> tuple[FollowUp, ...]:
    """What these facts ask of other proceedings and of the circle; `p` is the proceeding after them."""
    return tuple(step for fact in facts for step in (*_follow(p, fact), *_registered(p, fact)))


def _registered(p: Proceeding, fact: Fact) -> Iterator[FollowUp]:
    for kind in type(fact).__mro__:  # what follows from every opening follows from each kind of it
        for function in FOLLOWS.get(kind, ()):
            yield from function(p, fact)


def _follow(p: Proceeding, fact: Fact) -> Iterator[FollowUp]:
    match fact:
        case Opened():
            yield from _opened(p)
        case Adopted(decision=decision):
            # What is adopted a second time counts only the rounds held since the first.
            yield p.circle.id, CountRounds(rounds=p.counted - p.counted_before)
            if not decision.draft.condition and holds_at_once(p):
                yield from in_force(p)
        case ConditionMet() if p.version.draft.condition:
            yield from in_force(p)
        case Closed():
            if p.decision is None or p.rounds > p.counted:
                yield p.circle.id, CountRounds(rounds=p.rounds - p.counted)
            if p.origin is not None and (p.decision is None or p.outcome is Outcome.LAPSED):
                yield p.origin, NoteBroaderDecision(draft=None)
        case Escalated(to=to):
            yield to, _passed_on(p)
        case _:
            return


def _opened(p: Proceeding) -> Iterator[FollowUp]:
    if p.supersedes is not None:
        yield p.supersedes, NoteSuccessor(successor=p.id)
    if p.origin is not None:
        yield p.origin, NoteHandedUp(proceeding=p.id)


def in_force(p: Proceeding) -> Iterator[FollowUp]:
    """What changes with a decision that comes into force."""
    if p.supersedes is not None:
        yield p.supersedes, NoteSuperseded(successor=p.id)
    if p.origin is not None and p.decision is not None:
        yield p.origin, NoteBroaderDecision(draft=p.decision.draft)
    if p.matter is Matter.REMOVAL and p.subject is not None:
        yield p.circle.id, Release(person=p.subject)
    if p.matter is Matter.SETTINGS:
        yield p.circle.id, ChangeSettings(changes=p.changes, decided_in=p.id)
    if p.matter in EFFECTS:
        yield from EFFECTS[p.matter](p)


def _passed_on(p: Proceeding) -> Receive:
    # Both links of the circle sit in the broader one with their own voice (domain.md section 7.6).
    # A circle without links sends somebody all the same, or its question would be heard by nobody.
    full = [m for m in p.circle.members if m.consents]
    linked = [m for m in full if {Duty.LEADER, Duty.DELEGATE} & set(m.duties)]
    links = tuple(linked or [m for m in full if m.person == p.author] or full[:1])
    draft = p.working or p.version.draft
    return Receive(origin=p.id, title=p.title, draft=draft, driver=p.driver, links=links)
