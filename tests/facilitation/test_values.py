"""The values' own dataclass, held against the standard library's."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import field
from typing import Any

import pytest

from facilitation.facts import FACTS
from facilitation.model import Member, PersonId
from facilitation.values import dataclass

KINDS = [{"slots": slots, "kw_only": named} for slots in (False, True) for named in (False, True)]


def pair(make: Callable[..., Any], **options: bool) -> tuple[Any, Any]:
    """Two classes of one name and two fields, and one that adds a field."""

    class Base:
        a: int
        b: tuple[int, ...] = ()

    base = make(frozen=True, **options)(Base)

    class Wider(base):
        c: list[int] = field(default_factory=list)

    return base, make(frozen=True, **options)(Wider)


@pytest.mark.parametrize("options", KINDS)
def test_it_is_made_compared_shown_and_kept_as_the_standard_librarys(options: dict[str, bool]):
    ours, theirs = pair(dataclass, **options), pair(dataclasses.dataclass, **options)

    for mine, other in zip(ours, theirs, strict=True):
        assert repr(mine(a=1)) == repr(other(a=1))
        assert [f.name for f in dataclasses.fields(mine)] == [f.name for f in dataclasses.fields(other)]
        assert list(inspect.signature(mine).parameters) == list(inspect.signature(other).parameters)
        assert mine.__match_args__ == other.__match_args__
        assert mine(a=1) == mine(a=1, b=())
        assert mine(a=1) != mine(a=2)
        assert dataclasses.replace(mine(a=1), b=(3,)) == mine(a=1, b=(3,))
    assert ours[0](a=1) != ours[1](a=1)
    assert len({ours[0](a=1), ours[0](a=1), ours[0](a=2)}) == 2
    assert ours[1](a=1).c is not ours[1](a=1).c
    assert ours[1](a=1, c=None).c is theirs[1](a=1, c=None).c is None


@pytest.mark.parametrize("options", KINDS)
@pytest.mark.parametrize("given", [{}, {"a": 1, "d": 2}])
def test_it_is_made_of_its_fields_and_nothing_else(options: dict[str, bool], given: dict[str, int]):
    with pytest.raises(TypeError) as mine:
        pair(dataclass, **options)[0](**given)
    with pytest.raises(TypeError) as other:
        pair(dataclasses.dataclass, **options)[0](**given)

    assert str(mine.value) == str(other.value)


@pytest.mark.parametrize("options", KINDS)
def test_nobody_can_change_it(options: dict[str, bool]):
    value = pair(dataclass, **options)[1](a=1)

    for name in ("a", "unheard_of"):
        with pytest.raises(dataclasses.FrozenInstanceError, match=name):
            setattr(value, name, 2)
        with pytest.raises(dataclasses.FrozenInstanceError, match=name):
            delattr(value, name)
    assert (value.a, value.b, value.c) == (1, (), [])


def test_what_can_be_changed_is_not_made_here():
    with pytest.raises(
        TypeError, match=r"^a value that can be changed is no value: take the standard library's dataclass$"
    ):
        dataclass(frozen=False)


def test_values_that_differ_have_hashes_that_differ():
    @dataclass(frozen=True)
    class Plain:
        a: int
        b: str = ""

    assert len({hash(Plain(a=number, b=text)) for number in range(9) for text in "xyz"}) > 20


def test_what_a_class_says_itself_counts():
    @dataclass(frozen=True, eq=False)
    class Alone:
        a: int

    @dataclass(frozen=True)
    class Known:
        a: int

        __hash__ = object.__hash__

        def __repr__(self) -> str:
            return "known"

    one, other = Known(1), Known(1)
    assert Alone(a=1) != Alone(a=1)
    assert (one == other, hash(one) == hash(other), repr(one)) == (True, False, "known")


def test_copies_are_equal():
    member = Member(person=PersonId("ana"))
    consented = FACTS["Consented"](at=None, person="ana")

    for value in (member, consented):
        assert copy.deepcopy(value) == value
        assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own


def test_what_is_given_by_name_alone_stands_behind_all_else():
    @dataclass(frozen=True)
    class Mixed:
        named: int = field(kw_only=True)
        placed: int

    assert (Mixed(2, named=1).named, Mixed(2, named=1).placed) == (1, 2)
