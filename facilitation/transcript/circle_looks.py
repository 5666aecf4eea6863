"""What the looks at one circle show, as the transcript writes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from facilitation.map import Mark, drawn, places
from facilitation.model import Circle, Member, Standing, SubCircle
from facilitation.transcript.notation import Expect
from facilitation.transcript.shelf import called
from facilitation.transcript.stage import Stage, Unplayable
from facilitation.transcript.writing import quoted


def shown(stage: Stage, expect: Expect) -> str:
    """What an expectation about one circle would have to say to be right now."""
    try:
        circle = stage.named(expect.of)
    except Unplayable:
        return "no circle"
    return _LOOKS[expect.look](stage, circle)


def _place(stage: Stage, member: Member) -> str:
    marks = [] if member.standing is Standing.FULL else [str(member.standing.value)]
    marks += [str(duty.value) for duty in member.duties]
    return stage.name(member.person) + (f" ({' and '.join(marks)})" if marks else "")


def _circle(stage: Stage, circle: Circle) -> str:
    people = [_place(stage, member) for member in circle.members]
    people += [f"{_place(stage, member)} invited" for member in circle.invited]
    people += [f"{_place(stage, member)} asking" for member in circle.asking]
    return ", ".join(people) or "nobody"


def _charter(stage: Stage, circle: Circle) -> str:
    above = stage.circles.get(circle.broader) if circle.broader is not None else None
    broader = above.name if above is not None else circle.broader
    parts = [str(circle.status.value), "decides" if circle.decides else "recommends"]
    parts += [str(circle.kind.value)] * (circle.kind.value != "circle")
    parts += [f"broader {broader}"] * bool(broader)
    parts += [quoted(circle.aim)] * bool(circle.aim)
    parts.append(f"holds {' and '.join(circle.domains)}" if circle.domains else "holds no domain")
    return ", ".join(parts)


def _link(stage: Stage, sub: SubCircle) -> str:
    leader = "no leader" if sub.leader is None else f"leader {stage.name(sub.leader)}"
    interim = " for now" * sub.interim
    delegate = "no delegate" if sub.delegate is None else f"delegate {stage.name(sub.delegate)}"
    state = "" if sub.status.value == "active" else f" {sub.status.value}"
    return f"{sub.charter.name}{state}: {leader}{interim} and {delegate}"


def _links(stage: Stage, circle: Circle) -> str:
    return ", ".join(_link(stage, sub) for sub in circle.subcircles) or "none"


def _elsewhere(_stage: Stage, circle: Circle) -> str:
    return ", ".join(f"{domain} = {name}" for domain, name in circle.held_elsewhere) or "nothing"


def _topics(_stage: Stage, circle: Circle) -> str:
    return ", ".join(called(topic) for topic in circle.topics) or "none"


def _marks(stage: Stage, circle: Circle) -> str:
    found = {place.id: place for _, place in places(drawn(stage.circles.values(), stage.now))}
    return ", ".join(_mark(stage, mark) for mark in found[circle.id].marks) or "nothing"


def _mark(stage: Stage, mark: Mark) -> str:
    people = (mark.person,) if mark.person is not None else mark.people
    about = [quoted(mark.about)] * bool(mark.about) + [stage.name(who) for who in people] + [*mark.others]
    return " ".join((str(mark.flag.value), " and ".join(about))).strip()


_LOOKS: Final[dict[str, Callable[[Stage, Circle], str]]] = {
    "circle": _circle,
    "charter": _charter,
    "links": _links,
    "elsewhere": _elsewhere,
    "topics": _topics,
    "marks": _marks,
}
