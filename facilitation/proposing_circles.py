"""Proposals about circles as people fill them in, made into consent decisions of their matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from facilitation.commands import (
    Open,
    Propose,
    ProposeCharter,
    ProposeCircle,
    ProposePlace,
    ProposeRemoval,
)
from facilitation.facts import Opening
from facilitation.model import Charter, Draft, Duty, Effect, Matter, Member
from facilitation.opening import OPENS, opens


def listed(text: str) -> tuple[str, ...]:
    """Names with commas between them.

    >>> listed("beds, paths,, beds")
    ('beds', 'paths')
    """
    return tuple(dict.fromkeys(_named(text)))


def _named(text: str) -> Iterator[str]:
    return (" ".join(part.split()) for part in text.split(",") if part.strip())


def _opened(command: Open, draft: Draft, now: datetime, **more: Any) -> Opening:  # noqa: ANN401 - fields of Propose
    whole = Propose(
        by=command.by,
        id=command.id,
        circle=command.circle,
        title=command.title,
        away=command.away,
        item_of=command.item_of,
        draft=draft,
        **more,
    )
    return OPENS[Propose](whole, now)


@opens(ProposeCircle)
def _circle(command: ProposeCircle, now: datetime) -> Opening:
    first = tuple(Member(person=who) for who in command.first if who != command.leader)
    charter = Charter(
        name=" ".join(command.name.split()),
        aim=command.aim.strip(),
        domains=listed(command.holds),
        decides=command.decides,
        members=(*first, Member(person=command.leader, duties=(Duty.LEADER,))),
    )
    return _opened(command, command.draft, now, matter=Matter.SUB_CIRCLE, effect=Effect(charter=charter))


@opens(ProposeCharter)
def _charter(command: ProposeCharter, now: datetime) -> Opening:
    charter = Charter(
        name=" ".join(command.name.split()), aim=command.aim.strip(), domains=listed(command.holds)
    )
    return _opened(command, command.draft, now, matter=Matter.CHARTER, effect=Effect(charter=charter))


@opens(ProposePlace)
def _place(command: ProposePlace, now: datetime) -> Opening:
    place = Member(person=command.person, standing=command.standing)
    return _opened(command, command.draft, now, matter=Matter.MEMBERSHIP, effect=Effect(member=place))


@opens(ProposeRemoval)
def _removal(command: ProposeRemoval, now: datetime) -> Opening:
    steps = command.steps
    return _opened(command, command.draft, now, matter=Matter.REMOVAL, subject=command.person, steps=steps)
