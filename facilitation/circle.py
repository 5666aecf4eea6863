"""The circle itself: who belongs to it and how it works. It too changes only by facts.

Changing a circle's settings is a consent decision of that circle (INV-D17): `ChangeSettings` comes from an adopted
proceeding, never from a form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from facilitation.anytime import with_member
from facilitation.circles import meetings, registry
from facilitation.circles.consenting import ahead_again
from facilitation.circles.membership import without_person, without_waiting
from facilitation.commands import (
    Admit,
    ChangeSettings,
    CircleAct,
    CircleCommand,
    Command,
    CountRounds,
    Found,
    NoteDeparted,
    NoteJoined,
    Propose,
    Receive,
    Release,
    Tick,
)
from facilitation.facts import (
    CircleFounded,
    Fact,
    MemberAdmitted,
    MemberReleased,
    ProposalReceived,
    RoundsCounted,
    SettingsChanged,
)
from facilitation.model import Circle, CircleId, CircleStatus, Member, PersonId, ProceedingId, Standing, but
from facilitation.refusals import Reason, Refused
from facilitation.settings import Settings, UnknownSetting, overrides_of, settings_from
from facilitation.verbs import SENTENCE_LIMIT, TITLE_LIMIT, readable

CONCERNS: Final = (meetings,)
"""The modules in which a circle's own acts are registered."""
EVERY_OPEN: Final = ProceedingId("*")
"""Stands in a follow-up for every open proceeding of the circle."""


def decide_circle(circle: Circle | None, command: CircleCommand | Tick, now: datetime) -> tuple[Fact, ...]:
    """The facts that a command to a circle makes true. Raises `Refused`; nothing is changed then."""
    if circle is None:
        return (_found(command, now),)
    if isinstance(command, Tick):
        return tuple(fact for _, then in registry.DUES for fact in then(circle, now))
    if isinstance(command, CircleAct):
        _ask(circle, command)
    if type(command) in registry.DECIDES:
        return tuple(registry.DECIDES[type(command)](circle, command, now))
    return tuple(_changes(circle, command, now))


def circle_legal(circle: Circle, who: PersonId) -> tuple[registry.CircleOffer, ...]:
    """Everything this person may ask of the circle now, each with what it could be about."""
    return tuple(
        registry.CircleOffer(verb.command, about)
        for verb in registry.VERBS.values()
        for about in verb.targets(circle)
        if verb.guard(circle, who, about) is None
    )


def circle_why_not(circle: Circle, command: type[CircleAct], who: PersonId) -> Reason | None:
    """Why this person cannot ask this of the circle now, before anything is filled in; None where they can."""
    if circle.status is CircleStatus.DISSOLVED:
        return Reason.OVER
    verb = registry.VERBS.get(command)
    reasons = [verb.guard(circle, who, about) for about in verb.targets(circle)] if verb is not None else []
    return next(iter(reasons), Reason.NOT_NOW) if None not in reasons else None


def circle_wake_at(circle: Circle) -> datetime | None:
    """The next instant at which a `Tick` will make something true in the circle, or None."""
    return min((at for when, _ in registry.DUES for at in when(circle)), default=None)


def _ask(circle: Circle, command: CircleAct) -> None:
    if circle.status is CircleStatus.DISSOLVED:
        raise Refused(Reason.OVER)
    verb = registry.VERBS[type(command)]
    reason = verb.guard(circle, command.by, verb.about(command))
    if reason is not None:
        raise Refused(reason)


def proceed_circle(
    circle: Circle | None, command: CircleCommand | Tick, now: datetime
) -> tuple[tuple[Fact, ...], Circle]:
    """`decide_circle`, and the circle after those facts."""
    facts = decide_circle(circle, command, now)
    for fact in facts:
        circle = evolve_circle(circle, fact)
    assert circle is not None  # noqa: S101 - what was not there yet was founded or refused
    return facts, circle


def _found(command: CircleCommand | Tick, now: datetime) -> CircleFounded:
    if not isinstance(command, Found):
        raise Refused(Reason.NO_SUCH_THING)
    people = [m.person for m in command.members]
    coming = (*command.members, *command.invited)
    if not any(m.consents for m in coming) or len(set(people)) != len(people):
        raise Refused(Reason.NOT_FULL_MEMBER)
    try:
        settings = settings_from(command.preset, dict(command.overrides))
    except UnknownSetting as fault:
        raise Refused(Reason.SETTINGS_UNKNOWN, fault.name) from fault
    circle = Circle(
        id=command.id,
        name=" ".join(readable(command.name, TITLE_LIMIT).split()),
        aim=readable(command.aim, SENTENCE_LIMIT, needed=False),
        members=command.members,
        domains=command.domains,
        broader=command.broader,
        practice=command.practice,
        settings=settings,
        kind=command.kind,
        decides=command.decides,
        until=command.until,
        invited=command.invited,
        links=command.links,
    )
    return CircleFounded(at=now, circle=circle)


def _changes(circle: Circle, command: CircleCommand, now: datetime) -> Iterator[Fact]:
    match command:
        case Admit(member=member) if circle.member(member.person) != member:
            yield MemberAdmitted(at=now, member=member)
        case Release(person=person) if circle.member(person) is not None:
            yield MemberReleased(at=now, person=person)
        case ChangeSettings(changes=changes, decided_in=decided_in):
            yield SettingsChanged(at=now, changes=changes, decided_in=decided_in)
        case CountRounds(rounds=rounds) if rounds:
            yield RoundsCounted(at=now, rounds=rounds)
        case Receive():
            yield ProposalReceived(
                at=now,
                origin=command.origin,
                proceeding=ProceedingId(f"{command.origin}-up"),
                title=command.title,
                draft=command.draft,
                driver=command.driver,
                links=command.links,
            )
        case Found():
            raise Refused(Reason.ALREADY_OPEN)
        case _:
            return


def changed(settings: Settings, changes: tuple[tuple[str, str], ...]) -> Settings:
    """Settings with a circle's decision applied: another preset keeps the circle's own overrides."""
    wanted = dict(changes)
    preset = wanted.pop("preset", settings.preset)
    return settings_from(preset, {**overrides_of(settings), **wanted})


def evolve_circle(circle: Circle | None, fact: Fact) -> Circle:
    """The circle with one fact booked. Never judges."""
    if isinstance(fact, CircleFounded):
        return fact.circle
    if circle is None:
        raise ValueError(f"a circle begins with CircleFounded, not {type(fact).__name__}")
    if type(fact) in registry.BOOKS:
        return registry.BOOKS[type(fact)](circle, fact)
    match fact:
        case MemberAdmitted(member=member):
            place = but(circle, members=with_member(circle.members, member), rested=_resting(circle, member))
            return without_waiting(place, member.person)
        case MemberReleased(person=person):
            staying = tuple(m for m in circle.members if m.person != person)
            return without_person(but(circle, members=staying), person)
        case SettingsChanged(changes=changes):
            return but(circle, settings=changed(circle.settings, changes))
        case RoundsCounted(rounds=rounds):
            return but(circle, rounds_held=circle.rounds_held + rounds)
        case _:
            return circle


def _resting(circle: Circle, member: Member) -> tuple[tuple[PersonId, Standing], ...]:
    if member.standing is Standing.ON_LEAVE:
        return circle.rested
    return tuple(pair for pair in circle.rested if pair[0] != member.person)


def fold_circle(facts: Iterable[Fact]) -> Circle:
    """The circle that these facts make."""
    circle: Circle | None = None
    for fact in facts:
        circle = evolve_circle(circle, fact)
    if circle is None:
        raise ValueError("there is no circle without facts")
    return circle


def circle_follow_ups(
    circle: Circle, facts: Iterable[Fact]
) -> tuple[tuple[ProceedingId | CircleId, Command], ...]:
    """What a circle's facts ask of its proceedings and of other circles; `EVERY_OPEN` stands for each that is open."""
    return tuple(step for fact in facts for step in _follow(circle, fact))


def _follow(circle: Circle, fact: Fact) -> Iterator[tuple[ProceedingId | CircleId, Command]]:
    for function in registry.FOLLOWS.get(type(fact), ()):
        yield from function(circle, fact)
    match fact:
        case MemberAdmitted(member=member):
            yield EVERY_OPEN, NoteJoined(member=member)
        case MemberReleased(person=person):
            yield EVERY_OPEN, NoteDeparted(person=person)
        case ProposalReceived() if fact.links:
            yield fact.proceeding, _received(circle, fact)
        case _:
            return


def _received(circle: Circle, fact: ProposalReceived) -> Propose:
    return Propose(
        by=fact.links[0].person,
        id=fact.proceeding,
        circle=circle,
        title=fact.title,
        draft=ahead_again(fact.draft, fact.at, timedelta(days=circle.settings.review_days)),
        driver=fact.driver,
        origin=fact.origin,
        also_asked=fact.links,
    )
