"""What deciding costs: every act of a whole decision of seven people, given to the rules alone.

Of all the times an act was played the fastest counts: nothing here waits, so whatever made the others slower was
the machine's other work.

Aim: the median act takes less than 25 µs, so that what a click costs is keeping it safe.
"""

from __future__ import annotations

import gc
from statistics import median
from time import perf_counter_ns

from benchmarks.kit.figures import Figure, Scale, below, percentile
from benchmarks.kit.scenes import NOW, Step, stage
from facilitation.proceeding import proceed
from facilitation.state import Proceeding


def run(scale: Scale) -> list[Figure]:
    """Play one decision again and again, and take each act's fastest time."""
    steps = stage().decision()
    gc.disable()
    try:
        played = [_play(steps) for _ in range(scale.of(1000, 3))]
    finally:
        gc.enable()
    acts = [min(times) / 1000 for times in zip(*played, strict=True)]
    return [
        below(25, "one act in the core, median", median(acts), "µs"),
        Figure(name="one act in the core, p95 of the acts", value=percentile(acts, 0.95), unit="µs"),
    ]


def _play(steps: list[Step]) -> list[int]:
    p: Proceeding | None = None
    times = []
    for _, command in steps:
        start = perf_counter_ns()
        _, p = proceed(p, command, NOW)
        times.append(perf_counter_ns() - start)
    assert p is not None
    assert p.decision is not None, "it is played to its adoption"
    return times
