"""What a decision changes, between the details of a line and `model.Effect`.

A detail whose field is `effect.role.purpose` fills that part; `not effect.charter.decides` makes a part false.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, Final, get_args, get_type_hints

from facilitation.hints import bare
from facilitation.model import (
    Charter,
    CircleId,
    Duty,
    Effect,
    Member,
    PersonId,
    Role,
)
from facilitation.transcript.notation import Value
from facilitation.transcript.phrases import Detail, Holds

PREFIX: Final = "effect."
_PARTS: Final[dict[str, type[Any]]] = {"role": Role, "member": Member, "charter": Charter}
_LEADER: Final = "effect.charter.members.leader"


def built(
    given: Iterable[tuple[Detail, Value]],
    people: Mapping[str, PersonId],
    circles: Mapping[str, CircleId],
) -> Effect | None:
    """The effect that these details make, or None where there are none."""
    plain: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {}
    for detail, value in given:
        field = detail.field.removeprefix("not ").removeprefix(PREFIX)
        part, _, name = field.partition(".")
        if not name:
            plain[part] = _plain(part, value, circles)
        elif detail.field == _LEADER:
            fields = parts.setdefault(part, {})
            fields["members"] = (
                *fields.get("members", ()),
                Member(person=people[str(value)], duties=(Duty.LEADER,)),
            )
        else:
            _fill(parts.setdefault(part, {}), part, name, detail, value, people)
    if not plain and not parts:
        return None
    return Effect(**plain, **{part: _made(part, fields) for part, fields in parts.items()})


def _plain(part: str, value: Value, circles: Mapping[str, CircleId]) -> object:
    kind = bare(get_type_hints(Effect)[part])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return circle_of(str(value), circles) if part == "circle" else value


def circle_of(name: str, circles: Mapping[str, CircleId]) -> CircleId:
    """The circle of this name on the stage; else the name is an id itself."""
    return circles.get(name, CircleId(name))


def _made(part: str, fields: dict[str, Any]) -> Any:  # noqa: ANN401 - a role, a member or a charter
    needed = {"role": {"name": "", "purpose": ""}, "charter": {"name": "", "aim": ""}, "member": {}}[part]
    return _PARTS[part](**{**needed, **fields})


def _fill(  # noqa: PLR0913, PLR0917 - one value and all that says where it goes
    fields: dict[str, Any], part: str, name: str, detail: Detail, value: Value, people: Mapping[str, PersonId]
) -> None:
    if detail.field.startswith("not "):
        fields[name] = False
        return
    known = people[str(value)] if detail.holds is Holds.PERSON else value
    kind = _element(get_type_hints(_PARTS[part])[name])
    made: object = known
    if kind is Member:
        made = Member(person=PersonId(str(known)))
    elif isinstance(kind, type) and issubclass(kind, Enum):
        made = kind(known)
    fields[name] = (*fields.get(name, ()), made) if detail.many else made


def _element(hint: Any) -> Any:  # noqa: ANN401 - a type hint may be anything
    whole = bare(hint)
    return get_args(whole)[0] if getattr(whole, "__origin__", None) is tuple else whole


def written(details: Iterable[Detail], effect: Effect | None) -> Iterator[tuple[Detail, Any]]:
    """The details that say an effect; what a part has without being told is left out."""
    if effect is None:
        return
    for detail in details:
        if PREFIX in detail.field:
            yield from ((detail, value) for value in _values(detail, effect))


def _values(detail: Detail, effect: Effect) -> Iterator[Any]:
    negated = detail.field.startswith("not ")
    part, _, name = detail.field.removeprefix("not ").removeprefix(PREFIX).partition(".")
    held = getattr(effect, part)
    if held is None or held == "":
        return
    if not name:
        yield held.value if isinstance(held, Enum) else held
        return
    if detail.field == _LEADER or name == "members":
        led = detail.field == _LEADER
        yield from (m.person for m in held.members if (Duty.LEADER in m.duties) is led)
        return
    value = getattr(held, name)
    field = type(held).__dataclass_fields__[name]
    if negated:
        yield from [True] * (value is False)
    elif detail.many:
        yield from value
    elif detail.holds is Holds.FLAG:
        yield from [True] * (value is True and field.default is not True)
    elif value not in (None, "", field.default):
        yield value
