"""Proposals about roles as people fill them in, made into consent decisions (domain.md section 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from facilitation.commands import Parting, ProposeRole, ProposeRoleChange, ProposeRoleEnd
from facilitation.facts import Opening
from facilitation.model import Duty, Effect, Matter, Role, but
from facilitation.opening import opens
from facilitation.proposing_circles import opened
from facilitation.refusals import Reason, Refused

PARTS: Final = (
    ("purpose", "purpose"),
    ("responsibilities", "responsibilities"),
    ("authority", "domain"),
    ("outside", "outside"),
)
"""The fields of the form and those of `model.Role` that they fill."""


def wishes(text: str) -> tuple[str, ...]:
    """One wish a line.

    >>> wishes("patient" + chr(10) + " knows the beds " + chr(10))
    ('patient', 'knows the beds')
    """
    return tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def _said(command: ProposeRole | ProposeRoleChange) -> Iterator[tuple[str, Any]]:
    """The parts of a role that the form has given."""
    for asked, part in PARTS:
        if text := getattr(command, asked).strip():
            yield part, text
    if listed := wishes(command.qualifications):
        yield "qualifications", listed
    if command.term_days:
        yield "term_days", command.term_days


@opens(ProposeRole)
def _role(command: ProposeRole, now: datetime) -> Opening:
    """A role named like a process role is that one (section 9)."""
    name = " ".join(command.name.split())
    if command.circle.role(name) is not None:
        raise Refused(Reason.ROLE_EXISTS)
    duty = next((duty for duty in Duty if duty.value == name.casefold()), None)
    role = Role(**{"name": name, "purpose": "", "duty": duty, **dict(_said(command))})
    return opened(command, command.draft, now, matter=Matter.ROLE, effect=Effect(role=role))


@opens(ProposeRoleChange)
def _change(command: ProposeRoleChange, now: datetime) -> Opening:
    role = command.circle.role(command.role)
    if role is None:
        raise Refused(Reason.NO_SUCH_THING)
    # When the circle looks at the role again is said by the proposal.
    changed = but(role, **dict(_said(command)))
    if changed == role:
        raise Refused(Reason.NOTHING_CHANGED)
    effect = Effect(role=but(changed, review=None, review_due=False, defined_in=None))
    return opened(command, command.draft, now, matter=Matter.ROLE, effect=effect)


@opens(ProposeRoleEnd)
def _end(command: ProposeRoleEnd, now: datetime) -> Opening:
    drops = command.what is Parting.DROP
    effect = Effect(drops_role=command.role) if drops else Effect(vacates_role=command.role)
    return opened(command, command.draft, now, matter=Matter.ROLE, effect=effect)
