"""INV-M7 in a meeting's log: of confidential items everyone may read how long they took and what came of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from facilitation.discreet import confidential, discreet
from facilitation.facts import Fact, ItemConcluded, TopicBrought
from facilitation.model import Conclusion, ItemOutcome, Outcome, ProceedingId
from facilitation.transcript import parse, play
from tests.facilitation.small_circles import ANA, NOW, Told, circle

STORIES = Path(__file__).parent / "transcripts" / "meeting"
MARCH = ProceedingId("p-march")
SECRET = {
    "confidential": ("fence", "We talk first"),
    "confidential-later": ("fence", "The gate", "The well", "We go on later"),
    "confidential-log": ("fence", "number 7", "We talk", "The well", "Cy rings", "Read back", "Ring there"),
}
"""What stands for nobody outside to read in the log of March, by story."""


@cache
def march(story: str) -> tuple[Fact, ...]:
    return tuple(play(parse((STORIES / f"{story}.txt").read_text(encoding="utf-8"))).logs[MARCH])


def told(facts: tuple[Fact, ...]) -> str:
    """What a log says."""
    return "\n".join(map(repr, facts))


def changes(before: object, after: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Whatever is not as before: the name of the field, and what stands there now."""
    if before == after:
        return
    if type(before) is type(after) and is_dataclass(before) and not isinstance(before, type):
        for one in fields(before):
            yield from changes(getattr(before, one.name), getattr(after, one.name), one.name)
    elif isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        for old, new in zip(before, after, strict=True):
            yield from changes(old, new, name)
    else:
        yield name, after


def masked(facts: tuple[Fact, ...]) -> list[tuple[str, tuple[tuple[str, object], ...]]]:
    """Each fact of which something is hidden, with what stands there instead."""
    pairs = zip(facts, discreet(facts), strict=True)
    found = [(type(fact).__name__, tuple(changes(fact, shown))) for fact, shown in pairs]
    return [(name, hidden) for name, hidden in found if hidden]


@pytest.mark.parametrize("story", SECRET)
def test_nothing_secret_is_told_at_any_moment(story: str):
    log = march(story)

    for length in range(1, len(log) + 1):
        shown = told(discreet(log[:length]))
        assert [word for word in SECRET[story] if word in shown] == []
    assert [word for word in SECRET[story] if word not in told(log)] == []


def test_what_is_hidden_is_just_what_is_confidential():
    nobody = ("person", None)

    assert masked(march("confidential-log")) == [
        ("AgendaChanged", (("title", "…"), ("owner", None), ("documents", ""))),
        ("ItemLinked", (("title", "…"),)),
        ("ItemConcluded", (("text", ""), ("review", None), ("owner", None))),
        ("ActionNoted", (("text", "…"), ("who", None), ("until", None))),
        ("ItemClosed", (("result", "…"), ("next_step", ""), nobody, ("until", None))),
        ("ChangeAsked", (("title", "…"), ("owner", None))),
        ("TopicBrought", (("title", "…"), nobody)),
        ("MinutesObjected", (("text", "…"),)),
    ]


def test_of_a_confidential_topic_for_later_only_its_reason_is_told():
    log = march("confidential")
    topic = TopicBrought(
        at=log[-1].at,
        by=ANA,
        title="The fence",
        outcome=ItemOutcome.EXPLORE,
        next_step="Ring the neighbours",
        person=ANA,
        confidential="It is about a neighbour",
    )

    assert discreet((*log, topic))[-1] == replace(topic, title="…", next_step="", person=None)
    assert discreet((*log, replace(topic, confidential="")))[-1] == replace(topic, confidential="")


def test_of_a_confidential_selection_it_is_told_that_somebody_was_selected():
    filled = Conclusion(
        outcome=Outcome.FILLED, role="Water", person=ANA, until=NOW, next_step="n", also=(), text="t"
    )
    log = tuple(
        replace(fact, conclusion=filled) if isinstance(fact, ItemConcluded) else fact
        for fact in march("confidential-log")
    )

    shown = [fact.conclusion for fact in discreet(log) if isinstance(fact, ItemConcluded)]
    assert shown == [Conclusion(outcome=Outcome.FILLED), filled]


def test_the_confidential_items_of_a_meeting_are_known_by_their_numbers():
    assert confidential(march("confidential-log")) == {1}
    assert confidential(opened_log()) == frozenset()


def test_every_other_log_is_told_as_it_is():
    assert discreet(iter(opened_log())) == opened_log()
    assert masked(march_openly()) == []


def opened_log() -> tuple[Fact, ...]:
    return Told(circle()).facts


def march_openly() -> tuple[Fact, ...]:
    """The same meeting with nothing confidential in it."""
    source = (STORIES / "confidential-log.txt").read_text(encoding="utf-8")
    return tuple(play(parse(re.sub(', confidential "[^"]*"', "", source))).logs[MARCH])
