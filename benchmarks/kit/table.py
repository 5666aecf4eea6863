"""The table of figures, for a terminal and for the documentation, and the machine they were taken on."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from benchmarks.kit.figures import Figure

HEADINGS: Final = ("measure", "figure", "× bare", "aim", "met")
DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "benchmarks.md"

_BEGIN: Final = "<!-- figures: written by `python -m benchmarks --write` -->"
_END: Final = "<!-- end of figures -->"
_PRECISE_BELOW: Final = 10
_ROUGH_FROM: Final = 1000


def cells(figure: Figure) -> tuple[str, ...]:
    """A figure as the table shows it."""
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    met = {True: "yes", False: "no", None: ""}[figure.met]
    return figure.name, f"{_number(figure.value)} {figure.unit}".strip(), ratio, figure.aim, met


def _number(value: float) -> str:
    if value >= _ROUGH_FROM:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < _PRECISE_BELOW else f"{value:.1f}"


def plain(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """The rows as lines of equal columns."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def markdown(figures: Iterable[Figure]) -> str:
    """The table as the documentation has it."""
    rows = [HEADINGS, ("---",) * len(HEADINGS), *map(cells, figures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def machine() -> str:
    """What the figures were taken on, without saying whose machine it is."""
    return (
        f"{os.cpu_count()} cores ({_processor()}), {platform.system()} {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )


def circumstances() -> str:
    """How busy the machine is by itself. Asked before the first benchmark."""
    nice = os.nice(0)
    priority = f", run at priority {nice:+d}" if nice else ""
    return f"load {os.getloadavg()[1]:.1f} before the run{priority}"


def write(figures: Iterable[Figure], busy: str, document: Path = DOCUMENT) -> None:
    """Put figures and machine into the documentation, in the place of those that stand there."""
    before, begin, rest = document.read_text(encoding="utf-8").partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"{document.name} has no place for figures")
    body = f"\n\nTaken on {machine()}; {busy}.\n\n{markdown(figures)}\n\n"
    document.write_text(before + begin + body + end + after, encoding="utf-8")
