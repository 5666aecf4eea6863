"""Opening a consent decision: what a proposal must bring, and the proceeding it begins."""

from __future__ import annotations

from datetime import datetime

from facilitation.anytime import with_member
from facilitation.commands import Command, Propose
from facilitation.facts import Opened
from facilitation.model import Circle, Duty, Matter, PersonId, Version, but
from facilitation.processes.consent_decision import CONSENT_DECISION
from facilitation.refusals import Reason, Refused
from facilitation.settings import PRESETS, UnknownSetting, parse_setting
from facilitation.state import Proceeding
from facilitation.verbs import SENTENCE_LIMIT, TITLE_LIMIT, readable, sound


def open_with(command: Command, now: datetime) -> Opened:
    """The first fact of a proceeding. Refuses a proposal that the circle could not decide on."""
    if not isinstance(command, Propose):
        raise Refused(Reason.NO_SUCH_THING)
    circle = _with_links(command)
    _author_may(command, circle)
    _ours_to_decide(command.domain, circle)
    draft = sound(command.draft, None, now)
    # What was handed up may belong to somebody of the circle it comes from.
    if draft.owner is not None and circle.member(draft.owner) is None and command.origin is None:
        raise Refused(Reason.NOT_A_MEMBER)
    return Opened(
        at=now,
        id=command.id,
        process=CONSENT_DECISION.name,
        circle=circle,
        title=" ".join(readable(command.title, TITLE_LIMIT).split()),
        version=Version(number=1, draft=draft, by=command.by, at=now),
        author=command.by,
        facilitator=circle.holder(Duty.FACILITATOR),
        driver=readable(command.driver, SENTENCE_LIMIT, needed=False),
        domain=command.domain,
        matter=command.matter,
        subject=_subject(command, circle),
        changes=_changes(command),
        away=tuple(who for who in command.away if circle.member(who)),
        expected=command.expected,
        ready=command.ready,
        supersedes=command.supersedes,
        origin=command.origin,
    )


def _with_links(command: Propose) -> Circle:
    """The circle with the links of the one that handed the proposal up, who have a full voice in this (7.6)."""
    members = command.circle.members
    for link in command.also_asked:
        mine = command.circle.member(link.person)
        if mine is None or not mine.consents:
            members = with_member(members, link if mine is None else but(mine, standing=link.standing))
    return but(command.circle, members=members) if command.also_asked else command.circle


def _author_may(command: Propose, circle: Circle) -> None:
    member = circle.member(command.by)
    if member is None:
        raise Refused(Reason.STRANGER)
    if not member.consents:
        raise Refused(Reason.NOT_FULL_MEMBER)


def _ours_to_decide(domain: str, circle: Circle) -> None:
    """Only the circle that holds a domain decides in it; what no circle holds stays with the broader one (INV-D12)."""
    if not domain or domain in circle.domains:
        return
    holder = dict(circle.held_elsewhere).get(domain)
    if holder is not None:
        raise Refused(Reason.DOMAIN_ELSEWHERE, holder)
    if circle.domains and circle.broader is not None:
        raise Refused(Reason.DOMAIN_ELSEWHERE)


def _subject(command: Propose, circle: Circle) -> PersonId | None:
    if command.matter is not Matter.REMOVAL:
        return None
    if command.subject is None or circle.member(command.subject) is None:
        raise Refused(Reason.NOT_A_MEMBER)
    if command.subject == command.by:
        raise Refused(Reason.ABOUT_YOU)
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


def book_opened(fact: Opened) -> Proceeding:
    """The proceeding as it opens, before its first phase begins."""
    return Proceeding(
        id=fact.id,
        process=fact.process,
        circle=fact.circle,
        title=fact.title,
        author=fact.author,
        facilitator=fact.facilitator,
        opened=fact.at,
        versions=(fact.version,),
        driver=fact.driver,
        domain=fact.domain,
        matter=fact.matter,
        subject=fact.subject,
        changes=fact.changes,
        expected=fact.expected,
        ready=fact.ready,
        supersedes=fact.supersedes,
        origin=fact.origin,
        away=frozenset(fact.away),
    )
