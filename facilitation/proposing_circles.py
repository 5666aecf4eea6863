"""Proposals about circles and their settings as people fill them in, made into consent decisions of their matter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from facilitation.commands import (
    Open,
    Propose,
    ProposeCharter,
    ProposeCircle,
    ProposeCircleStatus,
    ProposeHelpingCircle,
    ProposeLeader,
    ProposePlace,
    ProposeRemoval,
    ProposeSettings,
)
from facilitation.facts import Opening
from facilitation.model import Charter, CircleKind, Draft, Duty, Effect, Matter, Member, PersonId
from facilitation.opening import OPENS, opens
from facilitation.refusals import Reason, Refused
from facilitation.settings import present
from facilitation.verbs import listed


def opened(command: Open, draft: Draft, now: datetime, **more: Any) -> Opening:  # noqa: ANN401 - fields of Propose
    """What opens a consent decision with what a form of its own has given."""
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


def _begun_by(leader: PersonId, first: tuple[PersonId, ...]) -> tuple[Member, ...]:
    others = tuple(Member(person=who) for who in first if who != leader)
    return (*others, Member(person=leader, duties=(Duty.LEADER,)))


@opens(ProposeCircle)
def _circle(command: ProposeCircle, now: datetime) -> Opening:
    charter = Charter(
        name=" ".join(command.name.split()),
        aim=command.aim.strip(),
        domains=listed(command.holds),
        decides=command.decides,
        members=_begun_by(command.leader, command.first),
    )
    return opened(command, command.draft, now, matter=Matter.SUB_CIRCLE, effect=Effect(charter=charter))


@opens(ProposeHelpingCircle)
def _helping(command: ProposeHelpingCircle, now: datetime) -> Opening:
    charter = Charter(
        name=" ".join(command.name.split()),
        aim=command.aim.strip(),
        kind=CircleKind.HELPING,
        product=command.product.strip(),
        until=command.last_day,
        members=_begun_by(command.leader, command.first),
        delegate_expected=False,
    )
    return opened(command, command.draft, now, matter=Matter.SUB_CIRCLE, effect=Effect(charter=charter))


@opens(ProposeCharter)
def _charter(command: ProposeCharter, now: datetime) -> Opening:
    charter = Charter(
        name=" ".join(command.name.split()), aim=command.aim.strip(), domains=listed(command.holds)
    )
    about = command.sub if command.sub != command.circle.id else None
    effect = Effect(charter=charter, circle=about)
    return opened(command, command.draft, now, matter=Matter.CHARTER, effect=effect)


@opens(ProposeCircleStatus)
def _status(command: ProposeCircleStatus, now: datetime) -> Opening:
    effect = Effect(circle=command.sub, status=command.becomes)
    return opened(command, command.draft, now, matter=Matter.DISSOLUTION, effect=effect)


@opens(ProposeLeader)
def _leader(command: ProposeLeader, now: datetime) -> Opening:
    member = Member(person=command.person, duties=(Duty.LEADER,))
    effect = Effect(circle=command.sub, member=member)
    return opened(command, command.draft, now, matter=Matter.LINK, effect=effect)


@opens(ProposeSettings)
def _settings(command: ProposeSettings, now: datetime) -> Opening:
    if len(command.setting) != len(command.value):
        raise Refused(Reason.TEXT_MISSING)
    said = zip(command.setting, command.value, strict=True)
    wanted = {name.strip(): " ".join(value.split()).lower() for name, value in said}
    now_set = command.circle.settings
    changes = tuple((name, value) for name, value in wanted.items() if value != present(now_set, name))
    if wanted and not changes:
        raise Refused(Reason.NOTHING_CHANGED)
    return opened(command, command.draft, now, matter=Matter.SETTINGS, changes=changes)


@opens(ProposePlace)
def _place(command: ProposePlace, now: datetime) -> Opening:
    place = Member(person=command.person, standing=command.standing)
    return opened(command, command.draft, now, matter=Matter.MEMBERSHIP, effect=Effect(member=place))


@opens(ProposeRemoval)
def _removal(command: ProposeRemoval, now: datetime) -> Opening:
    steps = command.steps
    return opened(command, command.draft, now, matter=Matter.REMOVAL, subject=command.person, steps=steps)
