"""A process is a table: which phase follows which closing fact, and nothing else.

No conditions and no expressions: what a phase does is the Python of its kind (a class in `phases/`), what comes
after it is one row here. `check` lists every fault of a table at once; `drawing` turns it into the diagram of the
docs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from facilitation.facts import CircleDissolved, Closing, Fact, StepBegan
from facilitation.model import Outcome
from facilitation.values import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from facilitation.model import PersonId
    from facilitation.state import PhaseState, Proceeding
    from facilitation.verbs import Verb


@dataclass(frozen=True, slots=True)
class Adopt:
    """A target that records the decision, then goes on to a phase: agreements live on after adoption."""

    then: str


@dataclass(frozen=True, slots=True)
class Back:
    """A target that leads back to where the matter was put off: that phase begins anew, and what was gathered stays."""


Target = str | Outcome | Adopt | Back
Routes = Mapping[type[Closing], Target]


@dataclass(frozen=True, kw_only=True)
class Phase:
    """One row of a table: a kind of phase (the subclass) and where its closing facts lead."""

    on: Routes

    verbs: ClassVar[tuple[Verb, ...]] = ()
    closings: ClassVar[frozenset[type[Closing]]] = frozenset()
    """Every fact that can close a phase of this kind by itself."""
    reminds: ClassVar[bool] = True
    """Whether those awaited are reminded within the circle's window."""

    def order(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Who is asked, in speaking order, as the phase begins."""
        del p
        return ()

    def begin(self, p: Proceeding, fact: StepBegan) -> PhaseState:
        """The state of the phase as it begins. Books only what the fact says."""
        raise NotImplementedError

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """What follows by itself from where things stand; the last fact may close the phase."""
        del p, now
        return iter(())

    def due(self, p: Proceeding) -> Iterator[datetime]:
        """Instants at which `settle` or `tick` will have something to say. Never one that would say nothing.

        Asked only while no small question is open.
        """
        del p
        return iter(())

    def tick(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """What has fallen due by now."""
        del p, now
        return iter(())

    def due_anyway(self, p: Proceeding) -> Iterator[datetime]:
        """Instants at which something falls due even while a small question is open."""
        del p
        return iter(())

    def tick_anyway(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """What has fallen due by now although a small question is open."""
        del p, now
        return iter(())

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whose move it is."""
        del p
        return ()


@dataclass(frozen=True, kw_only=True)
class Process:
    """A named table of phases. `always` routes closing facts that can come in any phase."""

    name: str
    source: str
    first: str
    phases: Mapping[str, Phase]
    always: Routes
    anytime: tuple[Verb, ...] = ()
    """What can be done in any phase, beside what the phase itself offers."""
    ahead: tuple[Verb, ...] = ()
    """Answers of members who will be away, given before the phase that asks for them."""
    afterwards: tuple[Verb, ...] = ()
    """What can still be done when it is over."""

    def target(self, phase: str, closing: type[Closing]) -> Target:
        """Where a closing fact leads from a phase."""
        mine = self.phases[phase].on if phase in self.phases else {}
        return mine.get(closing) or self.always.get(closing) or EVERYWHERE[closing]


EVERYWHERE: Final[Routes] = {CircleDissolved: Outcome.RETURNED}
"""What can end any process, whatever its table says: its circle is no more."""


def follower(target: Target) -> str | None:
    """The phase a target leads to, or None for an end."""
    if isinstance(target, Adopt):
        return target.then
    return target if isinstance(target, str) else None


def check(process: Process) -> frozenset[str]:
    """Every fault of a table at once; empty for a sound one.

    Finds a missing first phase, targets that do not exist, closings a kind can produce but no row routes, rows for
    closings the kind never produces, phases nothing leads to, and phases from which no end can be reached.
    """
    return frozenset(
        [*_missing(process), *_unrouted(process), *_idle(process), *_unreached(process), *_endless(process)]
    )


def _targets(process: Process, name: str) -> list[Target]:
    return [*process.phases[name].on.values(), *process.always.values()]


def _missing(process: Process) -> Iterator[str]:
    if process.first not in process.phases:
        yield f"the first phase {process.first!r} does not exist"
    for name in process.phases:
        for target in _targets(process, name):
            then = follower(target)
            if then is not None and then not in process.phases:
                yield f"{name!r} leads to {then!r}, which does not exist"


def _unrouted(process: Process) -> Iterator[str]:
    for name, phase in process.phases.items():
        for closing in phase.closings - set(phase.on) - set(process.always):
            yield f"{name!r} can close with {closing.__name__}, which leads nowhere"


def _idle(process: Process) -> Iterator[str]:
    for name, phase in process.phases.items():
        for closing in set(phase.on) - phase.closings:
            yield f"{name!r} never closes with {closing.__name__}"


def _reach(process: Process, start: str) -> set[str]:
    seen, todo = set[str](), [start]
    while todo:
        name = todo.pop()
        if name in seen or name not in process.phases:
            continue
        seen.add(name)
        todo += [then for target in _targets(process, name) if (then := follower(target)) is not None]
    return seen


def _unreached(process: Process) -> Iterator[str]:
    for name in set(process.phases) - _reach(process, process.first):
        yield f"nothing leads to {name!r}"


def _endless(process: Process) -> Iterator[str]:
    ends = {
        name
        for name in process.phases
        if any(isinstance(target, Outcome) for target in _targets(process, name))
    }
    for name in process.phases:
        if not _reach(process, name) & ends:
            yield f"no end can be reached from {name!r}"


def drawing(process: Process) -> str:
    """The table as a Mermaid state diagram, the same text for the same table."""
    lines = ["stateDiagram-v2", f"    [*] --> {_slug(process.first)}"]
    for name, phase in process.phases.items():
        lines.append(f"    {_slug(name)}: {name}")
        lines += [_arrow(_slug(name), closing, target) for closing, target in phase.on.items()]
    lines += [_arrow("anywhere", closing, target) for closing, target in process.always.items()]
    return "\n".join(lines) + "\n"


def _slug(name: str) -> str:
    return name.replace(" ", "_")


def _arrow(origin: str, closing: type[Closing], target: Target) -> str:
    label = closing.__name__
    if isinstance(target, Outcome):
        return f"    {origin} --> [*]: {label} ({target.value})"
    if isinstance(target, Adopt):
        return f"    {origin} --> {_slug(target.then)}: {label} (adopted)"
    if isinstance(target, Back):
        return f"    {origin} --> where_it_was: {label}"
    return f"    {origin} --> {_slug(target)}: {label}"
