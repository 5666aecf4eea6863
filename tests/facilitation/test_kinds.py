"""Whatever becomes true says all that it promises: nobody is missing, every instant is one, and words are words.

The rules are typed, but facts outlive the type checker: they are read again years later.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

import pytest

from facilitation.facts import FACTS
from facilitation.model import Words
from facilitation.proceeding import evolve
from facilitation.transcript import parse, play
from tests.facilitation.small_circles import NOW, circle, opened

GOLDEN = sorted((Path(__file__).parent / "transcripts").rglob("*.txt"))

hints = cache(get_type_hints)


def fault(value: object, hint: Any) -> str:  # noqa: ANN401 - kinds have no kind in common
    """What is wrong with a value that should be of some kind; empty if nothing is."""
    origin, args = get_origin(hint), get_args(hint)
    if isinstance(hint, NewType):
        return fault(value, hint.__supertype__)
    if origin in {Union, types.UnionType}:
        faults = [fault(value, one) for one in args]
        return "" if "" in faults else faults[0]
    if origin in {tuple, frozenset, Mapping}:
        return _among(value, origin, args)
    if not isinstance(value, hint):
        return f"{value!r} is no {hint.__name__}"
    if is_dataclass(value):
        kinds = hints(type(value))
        found = ((one.name, fault(getattr(value, one.name), kinds[one.name])) for one in fields(value))
        return next((f"{type(value).__name__}.{name}: {what}" for name, what in found if what), "")
    return ""


def _among(value: Any, origin: type, args: tuple[Any, ...]) -> str:  # noqa: ANN401 - what it is, is asked
    if not isinstance(value, origin):
        return f"{value!r} is no {origin.__name__}"
    if origin is Mapping:
        pairs = [(part, kind) for pair in value.items() for part, kind in zip(pair, args, strict=True)]
    elif origin is frozenset or args[1:] == (...,):
        pairs = [(part, args[0]) for part in value]
    else:
        pairs = list(zip(value, args, strict=True))
    return next((what for part, kind in pairs if (what := fault(part, kind))), "")


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_fact_and_what_came_of_it_is_complete(path: Path):
    for log in play(parse(path.read_text(encoding="utf-8"))).logs.values():
        p = None
        for fact in log:
            p = evolve(p, fact)
            assert fault(fact, type(fact)) == ""
            assert fault(p, type(p)) == ""
        assert {result.closing for result in p.results} <= {*FACTS, "Restarted"}


def test_what_is_missing_is_found():
    p = opened(circle())

    assert fault(p, type(p)) == ""
    assert fault(replace(p, away=frozenset({None})), type(p)) == "Proceeding.away: None is no str"
    assert fault(replace(p, versions=()), type(p)) == ""
    assert fault((NOW, "words"), tuple[Words, ...]) == f"{NOW!r} is no str"
