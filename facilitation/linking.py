"""Who links a circle to others, and what they report from one circle to the other (domain.md 10.3-8; MVOS 2.4).

A link is worth what comes through it: requests, agreements in work, how people are doing, measures, what went well and
what is hard, in both directions. That they are offered for an agenda with one press is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from facilitation.model import Circle, CircleStatus, Duty, Item, ItemOutcome, PersonId

REPORT_MINUTES: Final = 5
BROADER: Final = "The broader circle"
"""The title of the report from above: a circle does not know what the one above is called."""


def linking(circle: Circle) -> tuple[PersonId, ...]:
    """Everyone who links this circle to a sub-circle or to the broader circle."""
    below = (who for sub in circle.subcircles for who in (sub.delegate, sub.leader))
    found = (*below, *(who for _, who in circle.links))
    return tuple(dict.fromkeys(who for who in found if circle.member(who) is not None and who is not None))


def reports(circle: Circle) -> tuple[Item, ...]:
    """A report from each circle this one is linked with; on an agenda each gets a number."""
    return tuple(_item(title, who) for title, who in _reporting(circle) if circle.member(who) is not None)


def _reporting(circle: Circle) -> Iterator[tuple[str, PersonId]]:
    """What a sub-circle's delegate says comes from it, and what this circle's leader says comes from above."""
    links = dict(circle.links)
    if circle.broader is not None and (who := links.get(Duty.LEADER) or links.get(Duty.DELEGATE)) is not None:
        yield BROADER, who
    for sub in circle.subcircles:
        if sub.status is CircleStatus.ACTIVE and (who := sub.delegate or sub.leader) is not None:
            yield sub.charter.name, who


def _item(title: str, who: PersonId) -> Item:
    return Item(number=0, title=title, outcome=ItemOutcome.REPORT, minutes=REPORT_MINUTES, owner=who)
