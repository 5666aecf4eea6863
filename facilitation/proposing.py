"""Opening a consent decision: what a proposal must bring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from facilitation.anytime import with_member
from facilitation.commands import Propose
from facilitation.facts import Opened
from facilitation.model import Circle, Matter, PersonId, Version, but
from facilitation.opening import begins, begun, common, full_member, opens
from facilitation.refusals import Reason, Refused
from facilitation.settings import PRESETS, DriverCheck, UnknownSetting, parse_setting
from facilitation.state import Proceeding
from facilitation.verbs import SENTENCE_LIMIT, no_trial, readable, sound

Checks = Callable[[Propose, Circle, datetime], None]
CHECKS: Final[dict[Matter, Checks]] = {}
"""What a proposal of each matter has to bring; registered by the module that knows the matter."""


def checks(*matters: Matter) -> Callable[[Checks], Checks]:
    """Register what refuses a proposal of this matter whose effect could not come true."""

    def register(function: Checks) -> Checks:
        CHECKS.update(dict.fromkeys(matters, function))
        return function

    return register


PROCESS: Final = "consent decision"


@opens(Propose)
def _propose(command: Propose, now: datetime) -> Opened:
    circle = _with_links(command)
    full_member(command.by, circle)
    if command.origin is None:
        ours_to_decide(command.domain, circle)
    if command.matter in CHECKS:
        CHECKS[command.matter](command, circle, now)
    no_trial(command.matter, command.draft)
    draft = sound(command.draft, None, now)
    # What was handed up may belong to somebody of the circle it comes from.
    if draft.owner is not None and circle.member(draft.owner) is None and command.origin is None:
        raise Refused(Reason.NOT_A_MEMBER)
    return Opened(
        at=now,
        **common(command, circle, PROCESS),
        version=Version(number=1, draft=draft, by=command.by, at=now),
        driver=readable(command.driver, SENTENCE_LIMIT, needed=False),
        domain=command.domain,
        matter=command.matter,
        subject=_subject(command, circle),
        changes=_changes(command),
        effect=command.effect,
        steps=readable(command.steps, SENTENCE_LIMIT, needed=False),
        expected=command.expected,
        ready=command.ready,
        supersedes=command.supersedes,
        origin=command.origin,
        shaped_in=command.shaped_in,
    )


def _with_links(command: Propose) -> Circle:
    """The circle with the links of the one that handed the proposal up, who have a full voice in this (7.6)."""
    members = command.circle.members
    for link in command.also_asked:
        mine = command.circle.member(link.person)
        if mine is None or not mine.consents:
            members = with_member(members, link if mine is None else but(mine, standing=link.standing))
    return but(command.circle, members=members)


def ours_to_decide(domain: str, circle: Circle) -> None:
    """Only the circle that holds a domain decides in it; what no circle holds stays with the broader one (INV-D12)."""
    if not domain:
        return
    # A sub-circle may hold a part of what is this circle's own.
    holder = dict(circle.held_elsewhere).get(domain)
    if holder is not None:
        raise Refused(Reason.DOMAIN_ELSEWHERE, holder)
    if domain in circle.domains:
        return
    if circle.domains and circle.broader is not None:
        raise Refused(Reason.DOMAIN_ELSEWHERE)


def _subject(command: Propose, circle: Circle) -> PersonId | None:
    if command.matter is not Matter.REMOVAL:
        return None
    if command.subject is None or circle.member(command.subject) is None:
        raise Refused(Reason.NOT_A_MEMBER)
    if command.subject == command.by:
        raise Refused(Reason.ABOUT_YOU)
    if not command.steps.strip():
        raise Refused(Reason.STEPS_MISSING)
    return command.subject


def _changes(command: Propose) -> tuple[tuple[str, str], ...]:
    if command.matter is not Matter.SETTINGS:
        return ()
    if not command.changes:
        raise Refused(Reason.TEXT_MISSING)
    for name, value in command.changes:
        try:
            known = value in PRESETS if name == "preset" else parse_setting(name, value) is not None
        except UnknownSetting as fault:
            raise Refused(Reason.SETTINGS_UNKNOWN, name) from fault
        if not known:
            raise Refused(Reason.SETTINGS_UNKNOWN, value)
    return command.changes


@begins(Opened)
def _book(fact: Opened) -> Proceeding:
    # The reason behind a proposal that was shaped together has been looked at by everybody (domain.md section 5.2).
    shown = fact.circle.settings.driver_check is DriverCheck.PROPOSER_SHOWS
    return begun(
        fact,
        versions=(fact.version,),
        driver=fact.driver,
        domain=fact.domain,
        matter=fact.matter,
        subject=fact.subject,
        changes=fact.changes,
        effect=fact.effect,
        steps=fact.steps,
        expected=fact.expected,
        ready=fact.ready,
        supersedes=fact.supersedes,
        origin=fact.origin,
        shaped_in=fact.shaped_in,
        driver_stands=fact.shaped_in is not None and not shown,
    )
