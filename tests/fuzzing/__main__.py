"""Fuzzing: `python -m tests.fuzzing` (or `make fuzz`). A million inputs, on every core, from a seed.

Input number n of a target is the same for the same seed, whatever else is run: `--only TARGET:n` makes that one
again, alone, and shows what it leads to.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import sys
import time
import traceback
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from typing import NamedTuple

from tests.fuzzing.targets import TARGETS

CHUNK = 2_000
SLOW = 2.0  # seconds for one input: nobody waits longer for an answer


class Chunk(NamedTuple):
    """What became of some inputs of one target."""

    target: str
    inputs: int
    understood: int
    seconds: float
    slowest: tuple[float, int]
    faults: tuple[tuple[int, str], ...]


def dice_of(seed: str, target: str, number: int) -> random.Random:
    """The dice of one input."""
    return random.Random(f"{seed}/{target}/{number}")  # noqa: S311 - repeatable


def work(seed: str, target: str, first: int, count: int) -> Chunk:
    """So many inputs of a target, from one number on."""
    logging.disable(logging.CRITICAL)
    run, understood, faults, slowest = TARGETS[target][0], 0, [], (0.0, first)
    for warm_up in range(3):  # what is made once is no input's own slowness
        with suppress(Exception):
            run(dice_of(seed, target, -1 - warm_up))
    began = time.perf_counter()
    for number in range(first, first + count):
        start = time.perf_counter()
        try:
            understood += run(dice_of(seed, target, number))
        except Exception as error:  # noqa: BLE001 - which is what is looked for
            faults.append((number, _said(error)))
        slowest = max(slowest, (time.perf_counter() - start, number))
    if slowest[0] > SLOW:
        faults.append((slowest[1], f"it takes {slowest[0]:.1f} s"))
    return Chunk(target, count, understood, time.perf_counter() - began, slowest, tuple(faults))


def _said(error: Exception) -> str:
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {os.path.basename(where.filename)}:{where.lineno}: {str(error)[:120]}"  # noqa: PTH119


def chunks(seed: str, inputs: int, targets: Iterable[str]) -> list[tuple[str, str, int, int]]:
    """All the work there is."""
    found = []
    for target in targets:
        share = inputs * TARGETS[target][1] // 1000
        found += [(seed, target, first, min(CHUNK, share - first)) for first in range(0, share, CHUNK)]
    return found


def main() -> None:
    """Run, and report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--inputs", type=int, default=1_000_000)
    options.add_argument("--seed", default=str(time.time_ns() % 1_000_000))
    options.add_argument("--target", action="append", choices=sorted(TARGETS))
    options.add_argument("--only", help="one input, as TARGET:NUMBER")
    chosen = options.parse_args()
    if chosen.only:
        target, _, number = chosen.only.partition(":")
        understood = TARGETS[target][0](dice_of(chosen.seed, target, int(number)))
        sys.stdout.write(
            f"{chosen.only} of seed {chosen.seed}: {'understood' if understood else 'refused'}\n"
        )
        return
    began = time.monotonic()
    with ProcessPoolExecutor() as pool:
        waiting = [
            pool.submit(work, *each) for each in chunks(chosen.seed, chosen.inputs, chosen.target or TARGETS)
        ]
        done = [each.result() for each in waiting]
    sys.exit(_report(chosen.seed, done, time.monotonic() - began))


def _report(seed: str, done: list[Chunk], seconds: float) -> int:
    say = sys.stdout.write
    say(
        f"{'target':<16} {'inputs':>9} {'understood':>10} {'per second':>10} {'slowest ms':>10} {'faults':>6}\n"
    )
    for target in dict.fromkeys(chunk.target for chunk in done):
        mine = [chunk for chunk in done if chunk.target == target]
        inputs, spent = sum(chunk.inputs for chunk in mine), sum(chunk.seconds for chunk in mine)
        understood = sum(chunk.understood for chunk in mine)
        slowest = max(chunk.slowest for chunk in mine)[0] * 1000
        faults = sum(len(chunk.faults) for chunk in mine)
        say(f"{target:<16} {inputs:>9,} {understood / inputs:>10.0%} {inputs / spent:>10,.0f} ")
        say(f"{slowest:>10.0f} {faults:>6}\n")
    faults = [(chunk.target, *fault) for chunk in done for fault in chunk.faults]
    say(
        f"seed {seed}: {sum(chunk.inputs for chunk in done):,} inputs in {seconds:.0f} s, {len(faults)} faults\n"
    )
    for said in dict.fromkeys(said for *_, said in faults):
        target, number = next((target, number) for target, number, other in faults if other == said)
        say(f"  --seed {seed} --only {target}:{number}  {said}\n")
    return int(bool(faults))


if __name__ == "__main__":
    main()
