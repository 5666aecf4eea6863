"""Decisions about roles: what a proposal has to bring, and what its decision changes (domain.md section 9).

The least a role needs is a name and a purpose; all other fields help. A role of a known name is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from facilitation.circles.roles import holder_of
from facilitation.commands import DefineRole, DropRole, KeepRole, Propose, VacateRole
from facilitation.facts import AgreementEnded, AgreementKept
from facilitation.following import FollowUp, follows, takes_effect
from facilitation.model import Circle, Matter, Role, but
from facilitation.proposing import checks
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding
from facilitation.verbs import FARTHEST, SENTENCE_LIMIT, TITLE_LIMIT, ahead, readable

TEXTS: Final = (
    "responsibilities",
    "domain",
    "outside",
    "time_budget",
    "reports",
    "measures",
    "budget",
    "depends_on",
    "owed",
)


@checks(Matter.ROLE)
def _proposed(c: Propose, circle: Circle, now: datetime) -> None:
    effect = c.effect
    if effect is None:
        raise Refused(Reason.TEXT_MISSING)
    if effect.role is not None:
        _sound(effect.role, circle, now)
    elif effect.drops_role:
        if circle.role(effect.drops_role) is None:
            raise Refused(Reason.NO_SUCH_THING)
    elif not effect.vacates_role:
        raise Refused(Reason.TEXT_MISSING)
    elif holder_of(circle, effect.vacates_role) is None:
        raise Refused(Reason.NO_SUCH_THING)


def _sound(role: Role, circle: Circle, now: datetime) -> None:
    readable(role.name, TITLE_LIMIT)
    readable(role.purpose, SENTENCE_LIMIT)
    for name in TEXTS:
        readable(getattr(role, name), needed=False)
    if not 1 <= role.term_days <= FARTHEST.days:
        raise Refused(Reason.NUMBER_ODD, str(FARTHEST.days))
    if role.review is not None:
        ahead(role.review, now)
    others = (other for other in circle.roles if other.name != _plain(role).name)
    if role.duty is not None and any(other.duty is role.duty for other in others):
        raise Refused(Reason.ROLE_EXISTS)


def _plain(role: Role) -> Role:
    return but(role, name=" ".join(role.name.split()))


@takes_effect(Matter.ROLE)
def _comes_true(p: Proceeding) -> Iterator[FollowUp]:
    effect = p.effect
    if effect is None:
        return
    if effect.role is not None:
        review = effect.role.review or (p.decision.review if p.decision is not None else None)
        role = but(_plain(effect.role), review=review, review_due=False, defined_in=p.id)
        yield p.circle.id, DefineRole(role=role, decided_in=p.id)
    if effect.drops_role:
        yield p.circle.id, DropRole(role=effect.drops_role, decided_in=p.id)
    if effect.vacates_role:
        yield p.circle.id, VacateRole(role=effect.vacates_role, decided_in=p.id)


@follows(AgreementKept)
def _kept(p: Proceeding, fact: AgreementKept) -> Iterator[FollowUp]:
    if p.matter is Matter.ROLE and p.effect is not None and p.effect.role is not None:
        yield p.circle.id, KeepRole(role=_plain(p.effect.role).name, review=fact.review, defined_in=p.id)


@follows(AgreementEnded)
def _ended(p: Proceeding, _fact: AgreementEnded) -> Iterator[FollowUp]:
    if p.matter is Matter.ROLE and p.effect is not None and p.effect.role is not None:
        yield p.circle.id, DropRole(role=_plain(p.effect.role).name, decided_in=p.id, defined_in=p.id)
