"""The backlog as a board, and what those are told whose circle is asked to take a topic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from facilitation import commands as c
from facilitation import facts as f
from facilitation.cards import Arg, Button, Card, Line, Msg, Said, When, Who, msg
from facilitation.forms import circle_form_of
from facilitation.model import Circle, ItemOutcome, PersonId, Topic
from facilitation.view.circle_kinds import ASKS, ORDER, RECEIPTS, shows, tells
from facilitation.view.parts import item, lead, note, quote, title, word

ASKS[c.AddTopic] = (
    "title",
    "tension",
    "outcome",
    "domain",
    "due",
    "owner",
    "priority",
    "minutes",
    "next_step",
    "links",
)
ASKS[c.ChangeTopic] = (
    "topic",
    "title",
    "tension",
    "outcome",
    "domain",
    "minutes",
    "next_step",
    "owner",
    "due",
    "links",
)
ORDER.extend(
    [
        c.AddTopic,
        c.TakeTopic,
        c.DeclineTopic,
        c.SetPriority,
        c.ChangeTopic,
        c.PassTopicOn,
        c.TakeTopicBack,
        c.DropTopic,
    ]
)

ABOUT_ROLES: Final = {
    ItemOutcome.SELECT: "topic-role-select",
    ItemOutcome.EXPLORE: "topic-role-explore",
    ItemOutcome.DECIDE: "topic-role-decide",
}


def topic_title(topic: Topic) -> Msg | Said:
    """What a topic is called: what arrives by itself says what has come up, what is confidential only why."""
    if topic.confidential:
        return msg("topic-confidential", reason=Said(topic.confidential))
    if topic.role:
        return msg(ABOUT_ROLES.get(topic.outcome, "topic-role-explore"), role=Said(topic.title))
    if topic.proceeding is not None and topic.by is None and topic.outcome is ItemOutcome.DECIDE:
        return msg("topic-review", title=Said(topic.title))
    return Said(topic.title)


def in_order(circle: Circle) -> tuple[Topic, ...]:
    """The topics that are ours, the most pressing first: by priority, then by date, then as they came."""
    ours = (topic for topic in circle.topics if not topic.offered)
    return tuple(sorted(ours, key=lambda t: (t.priority, t.due is None, t.due or t.at, t.number)))


@shows
def _cards(circle: Circle) -> Iterator[Card]:
    yield _board(circle)
    yield from _offers(circle)


def _board(circle: Circle) -> Card:
    lines = (
        title(msg("backlog-title", circle=Said(circle.name))),
        lead(msg("backlog-lead")),
        *(line for topic in in_order(circle) for line in _lines(topic)),
        *([] if in_order(circle) else [note("backlog-empty")]),
        *(_offered(topic) for topic in circle.topics if topic.offered),
    )
    form = tuple(b for b in circle_form_of(c.AddTopic, circle) if b.name in ASKS[c.AddTopic])
    add = Button(verb=c.AddTopic.__name__, step=0, form=form)
    return Card(key="backlog", lines=lines, buttons=(add,), live=True)


def _lines(topic: Topic) -> Iterator[Line]:
    args: dict[str, Arg] = {
        "number": topic.number,
        "title": topic_title(topic),
        "outcome": word("outcome", topic.outcome),
        "count": topic.minutes,
    }
    yield item("backlog-topic", **args)
    person = topic.owner or topic.by
    if person is not None:
        yield note("backlog-owner" if topic.owner else "backlog-by", person=Who(person))
    if topic.due is not None:
        yield note("backlog-due", until=When(topic.due, day=True))
    if topic.next_step and not topic.confidential:
        yield note("backlog-next", text=Said(topic.next_step))
    if topic.postponed:
        yield note("backlog-postponed", count=topic.postponed)
    if topic.passed_to is not None:
        yield note("backlog-passed-on")


def _offered(topic: Topic) -> Line:
    return item(
        "backlog-offered", number=topic.number, title=topic_title(topic), circle=Said(topic.origin_name)
    )


def _offers(circle: Circle) -> Iterator[Card]:
    for topic in circle.topics:
        if topic.offered:
            for who in circle.consenting:
                if who not in topic.welcomed:
                    yield _offer(circle, topic, who)


def _offer(circle: Circle, topic: Topic, who: PersonId) -> Card:
    heading = msg("offer-title", title=Said(topic.title), circle=Said(topic.origin_name))
    said = (quote(topic.tension, topic.by),) if topic.tension else ()
    buttons = tuple(
        Button(verb=kind.__name__, step=0, form=circle_form_of(kind, circle, (topic.number,)))
        for kind in (c.TakeTopic, c.DeclineTopic)
    )
    lines = (title(heading), *said, note("offer-ask"))
    return Card(key=f"offer/{topic.number}/{who}", lines=lines, buttons=buttons, to=who, once=True)


# --- what is told ---------------------------------------------------------------------------------------------

RECEIPTS.update(
    {
        f.TopicAdded: "receipt-topic-added",
        f.TopicChanged: "receipt-topic-changed",
        f.PrioritySet: "receipt-priority",
        f.TopicDone: "receipt-topic-done",
        f.TopicPassedOn: "receipt-topic-passed-on",
        f.TopicWelcomed: "receipt-topic-welcomed",
        f.TopicDeclined: "receipt-topic-declined",
    }
)


@tells(f.TopicAdded, f.TopicChanged, f.TopicDeclined)
def _whole(_circle: Circle, fact: f.TopicAdded | f.TopicChanged | f.TopicDeclined) -> dict[str, Arg]:
    return {"number": fact.topic.number, "title": topic_title(fact.topic)}


@tells(f.PrioritySet)
def _priority(_circle: Circle, fact: f.PrioritySet) -> dict[str, Arg]:
    return {"number": fact.number, "person": Who(fact.by), "priority": fact.priority}


@tells(f.TopicDone)
def _done(_circle: Circle, fact: f.TopicDone) -> dict[str, Arg]:
    return {"number": fact.number, "why": word("topic-end", fact.how)}


@tells(f.TopicPostponed, f.TopicPassedOn, f.TopicReturned, f.TopicTaken)
def _number(_circle: Circle, fact: f.TopicPostponed) -> dict[str, Arg]:
    return {"number": fact.number}


@tells(f.TopicWelcomed)
def _welcomed(_circle: Circle, fact: f.TopicWelcomed) -> dict[str, Arg]:
    return {"number": fact.number, "person": Who(fact.person)}
