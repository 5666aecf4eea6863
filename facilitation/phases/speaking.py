"""Whom a round is for, in which order they speak, and what each type of round allows (domain.md section 4)."""

from __future__ import annotations

from typing import Final

from facilitation.facts import RoundPurpose
from facilitation.model import PersonId, Standing
from facilitation.state import Proceeding
from facilitation.values import dataclass

P = RoundPurpose
INSIDE: Final = frozenset({Standing.FULL, Standing.TEMPORARY, Standing.LEARNING})
EVERYONE: Final = INSIDE | {Standing.GUEST}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRules:
    """What a type of round allows (domain.md section 4.2)."""

    passing: bool = True
    come_back: bool = True
    questions: bool = False
    standings: frozenset[Standing] = INSIDE


RULES: Final[dict[RoundPurpose, RoundRules]] = {
    P.CHECK_IN: RoundRules(standings=EVERYONE),
    P.CHECK_OUT: RoundRules(standings=EVERYONE),
    P.CLARIFY: RoundRules(questions=True, standings=EVERYONE),
    P.PICTURE: RoundRules(),
    P.SHAPE: RoundRules(),
    P.REACT: RoundRules(passing=False),
    P.REFLECT: RoundRules(),
    P.EXPLORE: RoundRules(),
    P.AMENDMENT_IDEAS: RoundRules(),
    P.NOMINATE: RoundRules(come_back=False),
    P.CHANGE: RoundRules(passing=False),
    P.APPRECIATE: RoundRules(),
    P.IMPROVE: RoundRules(),
    P.PROCESS: RoundRules(),
    P.STUCK: RoundRules(),
    P.CONTEXT: RoundRules(questions=True, standings=EVERYONE),
    P.NEEDS: RoundRules(),
    P.PRIORITIES: RoundRules(),
    P.CONTRADICTION: RoundRules(),
    P.TUNERS: RoundRules(),
    P.ROLE: RoundRules(questions=True, standings=EVERYONE),
    P.QUALIFICATIONS: RoundRules(),
    P.INFORMATION: RoundRules(),
    P.TOPIC: RoundRules(standings=EVERYONE),
    P.SUPPORT: RoundRules(),
}


PRESENTED: Final = frozenset({P.CLARIFY, P.ROLE, P.CONTEXT})
"""Rounds in which somebody answers questions, and so is not asked."""


def speaking_order(
    people: tuple[PersonId, ...],
    rotation: int,
    facilitator: PersonId | None = None,
    last: tuple[PersonId, ...] = (),
) -> tuple[PersonId, ...]:
    """Who speaks when: another first speaker each round, the direction alternating (INV-R6).

    The facilitator goes to the middle of three or more (INV-R8, soft); those in `last` speak last (INV-R7).

    >>> speaking_order(("ana", "bo", "cy"), 0)
    ('ana', 'bo', 'cy')
    >>> speaking_order(("ana", "bo", "cy"), 1)
    ('bo', 'ana', 'cy')
    """
    if not people:
        return ()
    start = rotation % len(people)
    step = -1 if rotation % 2 else 1
    order = [people[(start + step * i) % len(people)] for i in range(len(people))]
    if facilitator in (order[0], order[-1]) and len(order) > 2:  # noqa: PLR2004 - a middle needs three
        order.remove(facilitator)
        order.insert(len(order) // 2, facilitator)
    return (*[who for who in order if who not in last], *[who for who in order if who in last])


def participants(p: Proceeding, purpose: RoundPurpose) -> tuple[PersonId, ...]:
    """Whom a round is for.

    The presenter answers in a clarifying round and so is not asked there; under HC 5.4.5 c the proposer does not
    react. A member whose removal is proposed asks and reacts like everyone (INV-D8).
    """
    rules = RULES[purpose]
    if p.work is not None and (only := p.work.speaking(purpose)) is not None:
        return tuple(m.person for m in p.circle.members if m.person in only)
    out = (
        {p.author}
        if purpose in PRESENTED or (purpose is P.REACT and not p.circle.settings.proposer_reacts)
        else set()
    )
    return tuple(m.person for m in p.circle.members if m.standing in rules.standings and m.person not in out)
