"""Mutation: `python -m tests.mutating` (or `make mutants`). Changes the rules a little, and sees whether a test notices.

It may be stopped at any time: what was judged is kept in `mutants/`, and the next run goes on from there. Names of
files judge these alone; `--sample 1000 --seed 1` judges so many of all, the same ones for the same seed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import hypothesis  # noqa: F401 - imported once, for every fork
import pytest

from tests.mutating.judging import (
    TESTS,
    Court,
    Docket,
    Known,
    Verdict,
    arguments,
    in_fork,
    reached,
    timed,
)
from tests.mutating.ledger import Ledger, harmless, report
from tests.mutating.mutants import Mutant, mutants_of
from tests.mutating.swapping import place_of, run_on_import, swaps

CORE: Final = Path("facilitation")
BESIDE: Final = (
    "cards",
    "commands",
    "facts",
    "hints",
    "map",
    "model",
    "once",
    "refusals",
    "transcript",
    "view",
)
"""What decides nothing: nouns, and what is shown or written down. Any of it can be named all the same."""


def rules() -> tuple[str, ...]:
    """All that decides: every file and folder of the core but those."""
    there = {path.stem for path in CORE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    return tuple(sorted(there - {"__init__", *BESIDE}))


def files(names: list[str]) -> list[str]:
    """The files of the rules, or those that are named: `aside`, `phases/round`, `view`."""
    found = []
    for name in names or rules():
        path = Path(CORE, name.removeprefix("facilitation/").removesuffix(".py"))
        found += sorted(map(str, path.glob("*.py"))) if path.is_dir() else [f"{path}.py"]
    return found


def telling(ledger: Ledger, count: int) -> Callable[[Verdict], None]:
    """Book each verdict, and say how far it is."""
    done = 0
    began = time.monotonic()

    def tell(verdict: Verdict) -> None:
        nonlocal done
        done += 1
        ledger.book(verdict)
        if not verdict.killed:
            sys.stdout.write(f"survived: {verdict.mutant}\n")
        if done % 50 == 0:
            sys.stdout.write(f"{done} of {count} in {time.monotonic() - began:.0f} s\n")
        sys.stdout.flush()

    return tell


def is_table(mutant: Mutant, on_import: set[str]) -> bool:
    """Whether a change shows already when the rules are imported."""
    found = swaps(mutant)
    return found is None or any(place_of(code) in on_import for code, _ in found)


def unchanged(ledger: Ledger, chosen: argparse.Namespace) -> Known:
    """What the tests take and run with nothing changed. Found out anew when the rules are others."""
    if known := ledger.known(chosen.among):
        return known
    sys.stdout.write("running the tests twice with nothing changed\n")
    seconds = in_fork(partial(timed, chosen.among, deep=chosen.deep))
    ran = in_fork(partial(reached, chosen.among, json.loads(seconds), deep=chosen.deep))
    ledger.keep(chosen.among, seconds, ran)
    return unchanged(ledger, chosen)


def judge(mutants: list[Mutant], ledger: Ledger, chosen: argparse.Namespace) -> None:
    """Find a verdict on each: first what functions do, then what tables say."""
    docket = Docket(unchanged(ledger, chosen), quick=chosen.quick)
    for name in docket.failing:
        sys.stdout.write(f"left out, for it fails with nothing changed: {name}\n")
    for by in ledger.by.values():
        docket.by_place[""][by] += 1
    for mutant in mutants:
        if by := ledger.by.get(mutant.key):
            docket.learn(mutant, by)
    known = harmless()
    waiting = [
        mutant
        for mutant in mutants
        if not ledger.by.get(mutant.key) and not (mutant.key in ledger.by and str(mutant) in known)
    ]
    waiting.sort(key=lambda mutant: mutant.key in ledger.by)  # what was never judged comes first
    tell = telling(ledger, len(waiting))
    on_import = set(in_fork(imported).splitlines())
    tables = [mutant for mutant in waiting if is_table(mutant, on_import)]
    keys = {mutant.key for mutant in tables}
    within = [mutant for mutant in waiting if mutant.key not in keys]
    court = Court(docket, [] if chosen.functions else tables, within, tell, chosen.among)
    pytest.main(arguments(chosen.among, deep=chosen.deep), plugins=[court])


def imported() -> str:
    """What importing the rules runs, a line each."""
    return "\n".join(run_on_import())


def main() -> None:
    """Judge, and report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="*", help="these files of the rules only")
    options.add_argument("--sample", type=int, help="so many changes, chosen by the seed")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--deep", action="store_true", help="also walk through every state of small circles")
    options.add_argument(
        "--quick", action="store_true", help="try only the tests that take no time, and give up soon"
    )
    options.add_argument(
        "--with", dest="among", nargs="+", default=TESTS, help="try only these files of tests"
    )
    options.add_argument("--functions", action="store_true", help="put off what takes a second: the tables")
    options.add_argument("--report", action="store_true", help="judge nothing, tell what is known")
    chosen = options.parse_args()
    mutants = [mutant for path in files(chosen.files) for mutant in mutants_of(path)]
    if chosen.sample and chosen.sample < len(mutants):
        mutants = random.Random(chosen.seed).sample(mutants, chosen.sample)  # noqa: S311 - repeatable
        mutants.sort(key=lambda mutant: mutant.path)
    ledger = Ledger()
    if not chosen.report:
        judge(mutants, ledger, chosen)
    sys.stdout.writelines(f"{line}\n" for line in report(mutants, ledger))


if __name__ == "__main__":
    main()
