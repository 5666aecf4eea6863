"""The map of circles as lines of text: for every adapter, and for everybody who reads rather than looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from facilitation.cards import Arg, Kind, Line, Many, Msg, Said, Who, msg
from facilitation.map import Flag, Mark, Place, places
from facilitation.model import PersonId
from facilitation.view.parts import word


def map_lines(top: Iterable[Place]) -> tuple[Line, ...]:
    """The whole map: a heading, then each circle with those below it under it."""
    top = tuple(top)
    head = (Line(Kind.TITLE, msg("map-title")), Line(Kind.NOTE, msg("map-lead" if top else "map-empty")))
    return (*head, *(line for _, place in places(top) for line in place_lines(place)))


def place_lines(place: Place) -> Iterator[Line]:
    """One circle: its name and where it belongs, what it holds, who is in it, who links it, what is worth a look."""
    name, *sentences = said_of(place)
    if place.above:
        name = msg("map-circle-in", name=Said(place.name), broader=Said(place.above))
    yield Line(Kind.LEAD, name)
    yield from (Line(Kind.LIST, text) for text in sentences)


def said_of(place: Place) -> Iterator[Msg]:
    """Everything the map says about one circle, a sentence each; the first one is its name."""
    yield msg("map-circle", name=Said(place.name))
    yield msg("map-kind", kind=word("circle-kind", place.kind), state=_state(place))
    if place.aim:
        yield msg("map-aim", aim=Said(place.aim))
    if place.domains:
        yield msg("map-domains", domains=Said(", ".join(place.domains)))
    if place.members:
        yield msg("map-members", people=Many(tuple(m.person for m in place.members)))
    if place.above and place.leader is not None:
        yield msg("map-leader", person=Who(place.leader))
    if place.above and place.delegate is not None:
        yield msg("map-delegate", person=Who(place.delegate))
    yield from map(said_mark, place.marks)


def _state(place: Place) -> Msg:
    if place.status.value != "active":
        return word("circle-status", place.status)
    return msg("map-decides" if place.decides else "map-recommends")


def said_mark(mark: Mark) -> Msg:
    """One thing that is worth a look, as a sentence."""
    args: dict[str, Arg] = {"about": Said(mark.about)}
    if mark.flag in _PERSONAL:
        args["person"] = Who(mark.person or PersonId(""))
    if mark.people:
        args["people"] = Many(mark.people)
    if mark.others:
        args["others"] = Said(", ".join(mark.others))
    return msg(f"map-flag-{mark.flag.value.replace(' ', '-')}", **args)


_PERSONAL = frozenset(
    {
        Flag.LEADER_FOR_NOW,
        Flag.ONE_PERSON_LINKS,
        Flag.LEADER_FACILITATES,
        Flag.CIRCLE_OF_ONE,
        Flag.TERM_OVER,
    }
)
