"""The stage a transcript is played on: its circles, their proceedings with their logs, and the time.

It does what a desk does, without a database: commands go through the real rules, follow-ups are carried to
where they belong, and the clock knocks at every due instant on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from facilitation.circle import EVERY_OPEN, circle_follow_ups, circle_wake_at, proceed_circle
from facilitation.commands import (
    Admit,
    CircleAct,
    CircleCommand,
    Command,
    Found,
    NoteDeparted,
    NoteJoined,
    NoteSubCircle,
    Open,
    Release,
    SetSubStatus,
    Tick,
)
from facilitation.facts import CircleFounded, Fact
from facilitation.following import follow_ups
from facilitation.model import (
    Assignment,
    Charter,
    Circle,
    CircleId,
    CircleStatus,
    Member,
    PersonId,
    ProceedingId,
    Role,
    Standing,
    SubCircle,
)
from facilitation.proceeding import proceed, wake_at
from facilitation.state import Proceeding
from facilitation.transcript import effects
from facilitation.transcript.build import Scene, command_of, event_of
from facilitation.transcript.details import DEFINED
from facilitation.transcript.notation import (
    Another,
    Clock,
    Deed,
    Event,
    Transcript,
    Value,
    circle_ids,
    ids,
    proceeding_id,
)
from facilitation.transcript.phrases import BY_VERB

MOST_KNOCKS: Final = 10_000
"""More knocks than this in one move of the clock mean that it never comes to rest."""

Target = ProceedingId | CircleId


class Unplayable(Exception):
    """A line that is understood but has nothing to act on; `args[0]` is a sentence that says why."""


@dataclass(slots=True)
class Stage:
    """Where things stand while a transcript is played. `facts` are those of the line just played."""

    people: dict[str, PersonId]
    main: CircleId
    circles: dict[CircleId, Circle]
    now: datetime
    proceedings: dict[ProceedingId, Proceeding] = field(default_factory=dict)
    logs: dict[ProceedingId, list[Fact]] = field(default_factory=dict)
    titles: dict[str, ProceedingId] = field(default_factory=dict)
    latest: ProceedingId | None = None
    facts: list[tuple[Target, Fact]] = field(default_factory=list)
    named_in_header: dict[str, CircleId] = field(default_factory=dict)

    @property
    def circle(self) -> Circle:
        """The circle that the header is about."""
        return self.circles[self.main]

    def named(self, name: str) -> Circle:
        """The circle of this name; the one of the header for ""."""
        if not name:
            return self.circle
        found = next((circle for circle in self.circles.values() if circle.name == name), None)
        if found is None:
            raise Unplayable(f"there is no circle {name!r} yet")
        return found

    def about(self, title: str) -> Proceeding | None:
        """The latest proceeding with this title, or the one with this id; the latest of all for ""."""
        found = self.titles.get(title, ProceedingId(title)) if title else self.latest
        return self.proceedings.get(found) if found else None

    def name(self, person: PersonId | None) -> str:
        """How the transcript writes a person."""
        return next((name for name, who in self.people.items() if who == person), str(person or "nobody"))


def found(transcript: Transcript) -> Stage:
    """The stage before the first line: the circles are founded as the header says, broader ones first.

    Raises `Refused` where the rules do not let such a circle be.
    """
    people, names = ids(transcript.people), circle_ids(transcript)
    main = names[transcript.circle]
    stage = Stage(people=people, main=main, circles={}, now=transcript.clock, named_in_header=names)
    todo = [_of_header(transcript), *transcript.others]
    while todo:
        waiting = {other.name for other in todo}
        # Two circles that name each other as the broader one are no tree; then the first goes first.
        other = next((one for one in todo if one.broader not in waiting), todo[0])
        todo.remove(other)
        _found_one(stage, other, transcript)
    elsewhere = {
        **dict(transcript.elsewhere),
        **dict(stage.circle.held_elsewhere),
        **dict(transcript.elsewhere),
    }
    circle = with_roles(stage.circle, transcript, people)
    stage.circles[main] = replace(
        circle,
        held_elsewhere=tuple(elsewhere.items()),
        told=transcript.elsewhere or stage.circle.told,
        rounds_held=transcript.rounds_held,
    )
    stage.facts = []
    return stage


def _of_header(t: Transcript) -> Another:
    return Another(
        name=t.circle,
        people=tuple(someone for someone in t.people if someone.standing is not None),
        broader=t.broader,
        aim=t.aim,
        domains=t.domains,
        preset=t.preset,
        settings=t.settings,
        recommends=t.recommends,
    )


def _found_one(stage: Stage, other: Another, transcript: Transcript) -> None:
    id_ = stage.named_in_header[other.name]
    broader = effects.circle_of(other.broader, stage.named_in_header) if other.broader else None
    is_main = id_ == stage.main
    if not other.people and not is_main and broader is not None:
        status = CircleStatus.DORMANT if other.dormant else CircleStatus.ACTIVE
        charter = Charter(name=other.name, aim=other.aim, domains=other.domains, circle=id_)
        _give_circle(stage, broader, NoteSubCircle(sub=SubCircle(id=id_, charter=charter, status=status)))
        return
    command = Found(
        id=id_,
        name=other.name,
        aim=other.aim,
        members=tuple(
            Member(
                person=stage.people[someone.name],
                standing=someone.standing or Standing.FULL,
                duties=someone.duties,
            )
            for someone in other.people
        ),
        preset=other.preset,
        overrides=other.settings,
        domains=other.domains,
        broader=broader,
        decides=not other.recommends,
        practice=transcript.practice,
    )
    _, circle = proceed_circle(None, command, transcript.clock)
    stage.circles[id_] = circle
    _follow_circle(stage, id_, circle, (CircleFounded(at=transcript.clock, circle=circle),))
    if other.dormant and broader is not None:
        before = ProceedingId("p-before")
        _give_circle(stage, broader, SetSubStatus(circle=id_, status=CircleStatus.DORMANT, decided_in=before))


def _defined(entry: tuple[str, tuple[tuple[str, Value], ...]]) -> Role:
    name, details = entry
    forms = {detail.key: detail for detail in DEFINED}
    effect = effects.built(((forms[key], value) for key, value in details), {}, {})
    role = effect.role if effect is not None and effect.role is not None else Role(name=name, purpose="")
    return replace(role, name=name)


def with_roles(circle: Circle, transcript: Transcript, people: Mapping[str, PersonId]) -> Circle:
    """The circle with the roles of the header, each held for a year from now where somebody holds it."""
    now = transcript.clock
    defined = tuple(map(_defined, transcript.defined))
    known = {role.name for role in defined}
    plain = tuple(Role(name=name, purpose=name) for name, _ in transcript.roles if name not in known)
    roles = (*defined, *plain)
    held = tuple(
        Assignment(role=name, person=people[who], since=now, until=now + timedelta(days=365))
        for name, who in transcript.roles
        if who in people
    )
    return replace(circle, roles=roles, assignments=held)


def perform(stage: Stage, line: Deed | Event | Clock) -> None:
    """Play one line. Raises `Refused` where the rules say no, `Unplayable` where nothing can be acted on."""
    stage.facts = []
    match line:
        case Clock():
            _move(stage, line)
        case Deed():
            _knock(stage, stage.now)  # as a desk does: what is overdue comes before anything else
            _do(stage, line)
        case Event():
            _note(stage, line)


def scene_of(stage: Stage, line: Deed | Event) -> Scene:
    """Where a line is said: its circle, and what it is about."""
    title = line.title if isinstance(line, Deed) else ""
    named = next((str(value) for key, value in line.details if key == "in"), "")
    given = next((str(value) for key, value in line.details if key == "id"), "")
    return Scene(
        people=stage.people,
        circle=stage.named(named),
        now=stage.now,
        proceeding=stage.about(line.on),
        titles=stage.titles,
        circles={circle.name: id_ for id_, circle in stage.circles.items()} | stage.named_in_header,
        new_id=ProceedingId(given) if given else proceeding_id(title, set(stage.proceedings)),
    )


def _do(stage: Stage, deed: Deed) -> None:
    p = stage.about(deed.on)
    scene = scene_of(stage, deed)
    kind = BY_VERB[deed.verb].command
    if p is None and not issubclass(kind, Open | CircleAct):
        raise Unplayable("no proposal is open to which this could belong")
    command = command_of(deed, scene)
    if isinstance(command, Open):
        _open(stage, command, deed.title)
    elif isinstance(command, CircleAct):
        _give_circle(stage, scene.circle.id, command)
    elif p is not None:
        _give(stage, p.id, command)


def _open(stage: Stage, command: Open, title: str) -> None:
    facts, p = proceed(None, command, stage.now)
    stage.latest = stage.titles[title] = p.id
    _book(stage, p, facts)


def _note(stage: Stage, event: Event) -> None:
    p = stage.about(event.on)
    if p is None and event.source not in {"circle", "meeting"}:
        raise Unplayable("no proposal is open to which this could belong")
    command = event_of(event, scene_of(stage, event))
    if p is not None and isinstance(command, NoteJoined | NoteDeparted) and p.circle.id not in stage.circles:
        _give(stage, p.id, command)  # it belongs to a circle that is not on this stage
        return
    match command:
        case NoteJoined(member=member):
            _give_circle(stage, scene_of(stage, event).circle.id, Admit(member=member))
        case NoteDeparted(person=person):
            _give_circle(stage, scene_of(stage, event).circle.id, Release(person=person))
        case CircleCommand():
            _give_circle(stage, scene_of(stage, event).circle.id, command)
        case _:
            assert p is not None  # noqa: S101 - asked for above
            _give(stage, p.id, command)


# --- carrying commands to where they belong ------------------------------------------------------------------


def _give(stage: Stage, target: ProceedingId, command: Command) -> None:
    p = stage.proceedings.get(target)
    if isinstance(command, Open) and p is None:
        circle = stage.circles.get(command.circle.id, command.circle)
        _open(stage, replace(command, circle=circle), command.title)
    elif p is not None:
        facts, after = proceed(p, command, stage.now)
        _book(stage, after, facts)


def _book(stage: Stage, p: Proceeding, facts: Iterable[Fact]) -> None:
    facts = tuple(facts)
    stage.proceedings[p.id] = p
    stage.logs.setdefault(p.id, []).extend(facts)
    stage.facts += [(p.id, fact) for fact in facts]
    for target, command in follow_ups(p, facts):
        if isinstance(command, CircleCommand):
            _give_circle(stage, CircleId(target), command)
        else:
            _give(stage, ProceedingId(target), command)


def _give_circle(stage: Stage, id_: CircleId, command: CircleCommand | Tick) -> None:
    """Give a circle a command; one that is not on this stage is somebody else's."""
    if id_ not in stage.circles and not isinstance(command, Found):
        return
    facts, circle = proceed_circle(stage.circles.get(id_), command, stage.now)
    stage.circles[id_] = circle
    stage.facts += [(id_, fact) for fact in facts]
    _follow_circle(stage, id_, circle, facts)


def _follow_circle(stage: Stage, id_: CircleId, circle: Circle, facts: Iterable[Fact]) -> None:
    for target, follow in circle_follow_ups(circle, facts):
        if isinstance(follow, CircleCommand):
            _give_circle(stage, CircleId(target), follow)
        elif target == EVERY_OPEN:
            for p in [p for p in stage.proceedings.values() if p.circle.id == id_ and not p.over]:
                _give(stage, p.id, follow)
        else:
            _give(stage, ProceedingId(target), follow)


# --- time ----------------------------------------------------------------------------------------------------


def _move(stage: Stage, clock: Clock) -> None:
    try:
        to = stage.now + clock.to if isinstance(clock.to, timedelta) else clock.to
    except OverflowError:
        raise Unplayable("there is no such year") from None
    if to < stage.now:
        raise Unplayable("the clock never goes back")
    if clock.asleep:
        stage.now = to
    _knock(stage, to)
    stage.now = to


def _dues(stage: Stage) -> Iterator[tuple[datetime | None, Target]]:
    yield from ((wake_at(p), p.id) for p in stage.proceedings.values())
    yield from ((circle_wake_at(circle), circle.id) for circle in stage.circles.values())


def _knock(stage: Stage, until: datetime) -> None:
    """Knock at each due instant, in their order; those that lie behind (nobody was awake) are noticed now."""
    for _ in range(MOST_KNOCKS):
        due = [(at, target) for at, target in _dues(stage) if at is not None and at <= until]
        if not due:
            return
        at, earliest = min(due)
        stage.now = max(stage.now, at)
        before = len(stage.facts)
        if earliest in stage.circles:
            _give_circle(stage, CircleId(earliest), Tick())
        else:
            _give(stage, ProceedingId(earliest), Tick())
        if len(stage.facts) == before:
            raise Unplayable("the clock knocked, and nothing was due")
    raise Unplayable("the clock knocked and knocked and never came to rest")
