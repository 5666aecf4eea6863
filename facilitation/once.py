"""Working something out once for each argument."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def once(function: F) -> F:
    """`functools.cache` that keeps the type: checkers doubt that the class of a dataclass is hashable."""
    return cast("F", cache(function))
