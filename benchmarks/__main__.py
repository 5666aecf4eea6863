"""Run benchmarks and print what they found: `python -m benchmarks [NAME...] [--quick] [--write]`."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import Final

from benchmarks.kit import table
from benchmarks.kit.figures import Figure, Scale

NAMES: Final = (
    "core",
    "reload",
    "meeting",
    "durable",
    "latency",
    "dues",
    "start",
    "crowd",
    "verify",
    "slack",
    "discord",
)
"""The benchmarks, each a module here with `run(scale)`; in the order in which they are run."""


def main(arguments: list[str]) -> None:
    """Run what is asked for."""
    wanted = _parser().parse_args(arguments)
    if wanted.write and (wanted.names or wanted.quick):
        _parser().error("--write is for all benchmarks at full length: figures of one run belong together")
    if wanted.soak:
        _print(measure("soak", Scale(), wanted.soak))
        return
    busy = table.circumstances()
    figures = [figure for name in wanted.names or NAMES for figure in _told(name, Scale(wanted.quick))]
    _print(figures)
    if wanted.write:
        table.write(figures, busy)


def measure(name: str, scale: Scale, *more: float) -> list[Figure]:
    """The figures of one benchmark."""
    figures: list[Figure] = import_module(f"benchmarks.{name}").run(scale, *more)
    return figures


def _told(name: str, scale: Scale) -> list[Figure]:
    """The same, saying which it is: some take a minute."""
    print(f"{name} ...", file=sys.stderr, flush=True)
    return measure(name, scale)


def _print(figures: list[Figure]) -> None:
    print(table.machine(), *table.plain([table.HEADINGS, *map(table.cells, figures)]), sep="\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure what a click costs.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", choices=[[], *NAMES], help=f"of: {', '.join(NAMES)}"
    )
    parser.add_argument("--quick", action="store_true", help="only see that everything can be measured")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    parser.add_argument(
        "--soak", type=float, metavar="SECONDS", help="work steadily and watch memory instead"
    )
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
