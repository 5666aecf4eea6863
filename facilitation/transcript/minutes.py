"""A log as a transcript, and the names in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum
from typing import cast

from facilitation.facts import (
    CandidateProposed,
    Fact,
    MemberJoined,
    Nominated,
    NominationChanged,
    Opening,
    SelectionOpened,
    ShapingOpened,
)
from facilitation.meeting import Meeting
from facilitation.model import Circle, CircleStatus, Effect, Member, PersonId
from facilitation.opening import book_opened
from facilitation.proceeding import evolve
from facilitation.settings import overrides_of
from facilitation.state import Proceeding
from facilitation.transcript import effects
from facilitation.transcript.build import Scene
from facilitation.transcript.details import DEFINED
from facilitation.transcript.notation import (
    MARKS,
    Another,
    Clock,
    Line,
    Someone,
    Transcript,
    Value,
    circle_id,
    ids,
    proceeding_id,
)
from facilitation.transcript.record import COMMANDS
from facilitation.transcript.record_selection import defined
from facilitation.transcript.retrace import Place
from facilitation.transcript.unbuild import line_of


def transcript_of(facts: Iterable[Fact], names: Mapping[PersonId, str]) -> Transcript:
    """The log of one proceeding as a transcript; playing it gives the same facts.

    `names` says who the people are; somebody without a name there is `Somebody`. Raises `ValueError` for a log
    that does not begin with its opening.
    """
    log = tuple(facts)
    if not log or not isinstance(log[0], Opening):
        raise ValueError("the log of a proceeding begins with its opening")
    opened = log[0]
    header = _header(opened, tuple(_people(log, opened.circle, names)))
    return _with_lines(header, log)


def _header(opened: Opening, people: tuple[Someone, ...]) -> Transcript:
    circle = opened.circle
    header = Transcript(
        circle=circle.name,
        people=people,
        clock=opened.at,
        aim=circle.aim,
        preset=circle.settings.preset,
        settings=tuple(overrides_of(circle.settings).items()),
        domains=circle.domains,
        elsewhere=circle.held_elsewhere,
        broader=circle.broader or "",
        rounds_held=circle.rounds_held,
        practice=circle.practice,
        defined=tuple(_defined(opened)),
        roles=tuple(_roles(opened, {someone_id: name for name, someone_id in ids(people).items()})),
        recommends=not circle.decides,
        others=tuple(_others(opened)),
    )
    return header if circle_id(header) == circle.id else replace(header, circle_id=circle.id)


def _roles(opened: Opening, names: Mapping[PersonId, str]) -> Iterator[tuple[str, str]]:
    """The roles that the opening is about: a proceeding keeps none of its circle's."""
    effect = getattr(opened, "effect", None)
    about = (effect.drops_role, effect.vacates_role) if effect is not None else ()
    for role in (*about, getattr(opened, "role", "")):
        if role:
            yield role, names[opened.author]
    if isinstance(opened, SelectionOpened):
        for post in defined(opened):
            if post.holder is not None and post.holder in names:
                yield post.role.name, names[post.holder]


def _defined(opened: Opening) -> Iterator[tuple[str, tuple[tuple[str, Value], ...]]]:
    """The roles of a selection that the circle had defined before."""
    if isinstance(opened, SelectionOpened):
        for role in (post.role for post in defined(opened)):
            said = effects.written(DEFINED, Effect(role=role))
            yield role.name, tuple((detail.key, _plain(value)) for detail, value in said)


def _plain(value: object) -> Value:
    return str(value.value) if isinstance(value, Enum) else cast("Value", value)


def _others(opened: Opening) -> Iterator[Another]:
    """The sub-circle that a proposal is about, known by its id alone; those that a shaping may be passed on to."""
    effect = getattr(opened, "effect", None)
    about = effect.circle if effect is not None else None
    if effect is not None and about not in (None, opened.circle.id, opened.circle.broader):
        dormant = effect.status is CircleStatus.ACTIVE
        yield Another(name=plain_name(about), id=about, broader=opened.circle.name, dormant=dormant)
    if isinstance(opened, ShapingOpened):
        for name, id_ in opened.neighbours:
            if name:
                yield Another(name=name, id=id_, broader=opened.circle.name)


def _named(opened: Opening) -> Iterator[Member]:
    """People whose place a proposal is about, members or not."""
    effect = getattr(opened, "effect", None)
    if effect is not None:
        yield from (effect.member,) if effect.member is not None else ()
        yield from effect.charter.members if effect.charter is not None else ()


def _people(log: Sequence[Fact], circle: Circle, names: Mapping[PersonId, str]) -> Iterator[Someone]:
    """Everybody in the log, members first; those who join later are outside at first."""
    later = [fact.member for fact in log if isinstance(fact, MemberJoined)]
    later += [Member(person=fact.nominee) for fact in log if isinstance(fact, Nominated | NominationChanged)]
    later += [
        Member(person=who)
        for fact in log
        if isinstance(fact, CandidateProposed) and (who := fact.version.draft.owner)
    ]
    seen: dict[PersonId, Someone] = {}
    opened = (member for fact in log[:1] if isinstance(fact, Opening) for member in _named(fact))
    for member in (*circle.members, *later, *opened):
        if member.person not in seen:
            seen[member.person] = _someone(member, circle, names, tuple(seen.values()))
            yield seen[member.person]


def _someone(
    member: Member, circle: Circle, names: Mapping[PersonId, str], others: tuple[Someone, ...]
) -> Someone:
    inside = circle.member(member.person) is not None
    name = _free(plain_name(names.get(member.person, "")), {other.name for other in others})
    someone = Someone(
        name=name,
        standing=member.standing if inside else None,
        duties=member.duties if inside else (),
    )
    derived = ids((*others, someone))[name]
    return someone if derived == member.person else replace(someone, id=member.person)


def plain_name(name: str) -> str:
    """A name as the notation can write it.

    >>> plain_name("Bo (they/them)")
    'Bo they them'
    """
    kept = "".join(" " if char in MARKS or not char.isprintable() else char for char in name)
    return " ".join(kept.split())[:200].strip() or "Somebody"


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}/{number}"
    return free


def _with_lines(header: Transcript, log: Sequence[Fact]) -> Transcript:
    p: Proceeding | None = None
    lines: list[Line] = []
    now = header.clock
    people = ids(header.people)
    for number, fact in enumerate(log):
        fell_due = getattr(fact, "due", None) is not None
        if fact.at != now or (fell_due and not (lines and isinstance(lines[-1], Clock))):
            now = fact.at
            lines.append(Clock(to=now, asleep=_noticed_late(log[number:], now)))
        place = _place(p, log, number)
        command = COMMANDS[type(fact)](place, fact)
        if command is not None:
            scene = Scene(
                people=people,
                circle=place.p.circle,
                now=now,
                proceeding=p,
                titles={},
                circles={},
                new_id=proceeding_id(place.p.title, set()),
            )
            line = line_of(command, scene)
            # A meeting opens proceedings of its own, so its lines say which one they are about.
            lines.append(
                replace(line, on=place.p.title) if p is not None and isinstance(p.work, Meeting) else line
            )
        p = evolve(p, fact)
    return replace(header, lines=tuple(lines))


def _place(p: Proceeding | None, log: Sequence[Fact], number: int) -> Place:
    fact = log[number]
    if p is None:
        assert isinstance(fact, Opening)  # noqa: S101 - asked for at the start
        p = book_opened(fact)
    before = [other for other in log[max(0, number - 1) : number] if other.at == fact.at]
    after = [other for other in log[number + 1 : number + 20] if other.at == fact.at]
    return Place(p, before, after)


def _noticed_late(rest: Sequence[Fact], now: datetime) -> bool:
    """Whether something at this instant had fallen due before it."""
    same = [fact for fact in rest if fact.at == now]
    return any(getattr(fact, "due", None) is not None and fact.due < now for fact in same)  # type: ignore[attr-defined]
