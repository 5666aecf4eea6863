"""Proposals about roles as people fill them in, made into consent decisions (domain.md section 9)."""

from __future__ import annotations

from datetime import datetime

from facilitation.commands import Parting, ProposeRole, ProposeRoleChange, ProposeRoleEnd
from facilitation.facts import Opening
from facilitation.model import Duty, Effect, Matter, Role, but
from facilitation.opening import opens
from facilitation.proposing_circles import opened
from facilitation.refusals import Reason, Refused
from facilitation.role_parts import said


@opens(ProposeRole)
def _role(command: ProposeRole, now: datetime) -> Opening:
    """A role named like a process role is that one (section 9)."""
    name = " ".join(command.name.split())
    if command.circle.role(name) is not None:
        raise Refused(Reason.ROLE_EXISTS)
    duty = next((duty for duty in Duty if duty.value == name.casefold()), None)
    role = Role(**{"name": name, "purpose": "", "duty": duty, **dict(said(command))})
    return opened(command, command.draft, now, matter=Matter.ROLE, effect=Effect(role=role))


@opens(ProposeRoleChange)
def _change(command: ProposeRoleChange, now: datetime) -> Opening:
    role = command.circle.role(command.role)
    if role is None:
        raise Refused(Reason.NO_SUCH_THING)
    # When the circle looks at the role again is said by the proposal.
    changed = but(role, **dict(said(command)))
    if changed == role:
        raise Refused(Reason.NOTHING_CHANGED)
    effect = Effect(role=but(changed, review=None, review_due=False, defined_in=None))
    return opened(command, command.draft, now, matter=Matter.ROLE, effect=effect)


@opens(ProposeRoleEnd)
def _end(command: ProposeRoleEnd, now: datetime) -> Opening:
    drops = command.what is Parting.DROP
    effect = Effect(drops_role=command.role) if drops else Effect(vacates_role=command.role)
    return opened(command, command.draft, now, matter=Matter.ROLE, effect=effect)
