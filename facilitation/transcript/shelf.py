"""A circle's roles and its backlog, as a transcript writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from facilitation.circles.roles import holder_of
from facilitation.model import Circle, PersonId, Topic
from facilitation.transcript.writing import quoted, write_instant

Name = Callable[[PersonId | None], str]


def roles_shown(circle: Circle, name: Name, zone: ZoneInfo) -> str:
    """Each role and who holds it: `Water Bo until 2027-03-02, Tools nobody`."""
    named = dict.fromkeys(
        (*(role.name for role in circle.roles), *(held.role for held in circle.assignments))
    )
    return ", ".join(_role(circle, role, name, zone) for role in named) or "none"


def _role(circle: Circle, role: str, name: Name, zone: ZoneInfo) -> str:
    held, defined = circle.assignment(role), circle.role(role)
    marks = [f"{role} {name(holder_of(circle, role))}"]
    if held is not None:
        marks.append(f"until {write_instant(held.until, zone)}")
        marks += ["as caretaker"] * held.caretaker + ["interim"] * held.interim
        if held.leaves is not None:
            marks.append(f"leaves {write_instant(held.leaves, zone)}")
        if held.understudy is not None:
            marks.append(f"understudy {name(held.understudy)}")
        if held.handover:
            marks.append(f"handed over {len(held.handed_over)} of {len(held.handover)}")
    if defined is not None and defined.review_due:
        marks.append("to be looked at")
    return " ".join(marks)


def topics_shown(circle: Circle, name: Name, zone: ZoneInfo) -> str:
    """Each topic of the backlog: `#1 "Fence" explore`, and whatever is unusual about it."""
    return ", ".join(" ".join(_topic(topic, name, zone)) for topic in circle.topics) or "none"


def called(topic: Topic) -> str:
    """What the backlog calls a topic: its title, or why it is confidential and nothing else."""
    return f"confidential {quoted(topic.confidential)}" if topic.confidential else quoted(topic.title)


def _topic(topic: Topic, name: Name, zone: ZoneInfo) -> Iterator[str]:
    yield f"#{topic.number} {called(topic)} {topic.outcome.value}"
    if topic.by is not None:
        yield f"by {name(topic.by)}"
    if topic.owner is not None:
        yield f"owner {name(topic.owner)}"
    if topic.priority != Topic.priority:
        yield f"priority {topic.priority}"
    if topic.due is not None:
        yield f"due {write_instant(topic.due, zone)}"
    if topic.postponed:
        yield f"postponed {topic.postponed}"
    if topic.passed_to is not None:
        yield "passed on"
    if topic.offered:
        yield f"offered by {topic.origin_name}"
