"""Reading type hints, for what is derived from the fields of commands."""

from __future__ import annotations

from types import NoneType
from typing import Any, get_args


def bare(hint: Any) -> Any:  # noqa: ANN401 - a type hint may be anything
    """A type hint without its `None`."""
    parts = [part for part in get_args(hint) if part is not NoneType]
    return parts[0] if NoneType in get_args(hint) else hint
