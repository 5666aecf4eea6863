"""A process as a page of the documentation: its source, its drawing, and what each phase is for.

>>> from facilitation.processes import PROCESSES
>>> page(PROCESSES["consent decision"]).splitlines()[0]
'# Consent decision'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from enum import Enum

from facilitation.process import Back, Phase, Process, Target, drawing, follower


def page(process: Process) -> str:
    """The page of a process, the same text for the same table."""
    parts = [
        f"# {process.name.capitalize()}",
        "Made from the table of the process; change that, not this page.",
        f"After {process.source}.",
        f"```mermaid\n{drawing(process)}```",
        "\n".join(_phases(process)),
        "\n".join(_anywhere(process)),
    ]
    return "\n\n".join(parts) + "\n"


def file_name(process: Process) -> str:
    """What the page's file is called."""
    return process.name.replace(" ", "-") + ".md"


def _phases(process: Process) -> Iterator[str]:
    yield "| Phase | What it is for | Where it leads |"
    yield "| --- | --- | --- |"
    for name, phase in process.phases.items():
        ways = (f"{closing.__name__}: {_way(target)}" for closing, target in phase.on.items())
        yield f"| {name} | {_purpose(phase)} | {', '.join(ways)} |"


def _anywhere(process: Process) -> Iterator[str]:
    yield "From any phase:"
    yield ""
    for closing, target in process.always.items():
        yield f"- {closing.__name__}: {_way(target)}"


def _way(target: Target) -> str:
    if isinstance(target, Enum):
        return f"**{target.value}**"
    if isinstance(target, Back):
        return "where it was"
    then = follower(target)
    return f"{then}" if then == target else f"**adopted**, then {then}"


def _purpose(phase: Phase) -> str:
    """The first sentence about the kind of phase, and how this row differs from others of its kind."""
    about = (type(phase).__doc__ or "").strip().splitlines()[0]
    mine = (getattr(phase, field.name) for field in fields(phase))
    choices = [value.value for value in mine if isinstance(value, Enum)]
    return f"{about} ({', '.join(map(str, choices))})" if choices else about
