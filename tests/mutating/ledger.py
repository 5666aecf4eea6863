"""What is known of each change: judged before, or written down as harmless."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from tests.mutating.judging import Known, Verdict
from tests.mutating.mutants import Mutant

PAGE: Final = Path("docs/mutants.md")
FOLDER: Final = Path("mutants")
BLOCK: Final = re.compile(r"^```mutants\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TARGET: Final = 0.95


def harmless() -> Counter[str]:
    """The changes that docs/mutants.md says are harmless, as `Mutant` writes them."""
    text = PAGE.read_text(encoding="utf-8")
    return Counter(line for block in BLOCK.findall(text) for line in block.splitlines())


class Ledger:
    """The verdicts so far. A change that was noticed stays so until `make clean`; what survived is tried again."""

    def __init__(self) -> None:
        FOLDER.mkdir(exist_ok=True)
        self.file = FOLDER / "verdicts.jsonl"
        self.by: dict[str, str] = {}
        if self.file.exists():
            for line in self.file.read_text(encoding="utf-8").splitlines():
                key, by = json.loads(line)
                self.by[key] = by

    def book(self, verdict: Verdict) -> None:
        self.by[verdict.mutant.key] = verdict.by
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps([verdict.mutant.key, verdict.by]) + "\n")

    def known(self, among: Iterable[str]) -> Known | None:
        """What a run with nothing changed showed, if the rules are still those. A new test is always tried."""
        file = _file(among)
        if not file.exists():
            return None
        seconds, (places, by_test) = json.loads(file.read_text(encoding="utf-8"))
        return Known(seconds, {name: {places[one] for one in some} for name, some in by_test.items()})

    def keep(self, among: Iterable[str], seconds: str, reached: str) -> None:
        """Keep what `timed` and `reached` told."""
        _file(among).write_text(f"[{seconds}, {reached}]", encoding="utf-8")


def _file(among: Iterable[str]) -> Path:
    return FOLDER / f"unchanged-{_digest(among)}.json"


def _digest(among: Iterable[str]) -> str:
    found = hashlib.sha256("\n".join(among).encode())
    for path in sorted(Path("facilitation").rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def report(mutants: Iterable[Mutant], ledger: Ledger) -> Iterator[str]:
    """The figures of each file, then what survived without a reason why that is harmless."""
    listed = list(mutants)
    known = harmless()
    yield f"{'file':<38} {'changes':>7} {'judged':>7} {'killed':>7} {'survived':>8} {'harmless':>8} {'killed':>7}"
    for path in [*dict.fromkeys(mutant.path for mutant in listed), ""]:
        mine = [mutant for mutant in listed if mutant.path == path or not path]
        judged = [mutant for mutant in mine if mutant.key in ledger.by]
        alive = [mutant for mutant in judged if not ledger.by[mutant.key]]
        excused = sum(str(mutant) in known for mutant in alive)
        killed = len(judged) - len(alive)
        part = f"{killed / len(judged):.1%}" if judged else "-"
        yield (
            f"{path or 'all':<38} {len(mine):>7} {len(judged):>7} {killed:>7} {len(alive):>8} {excused:>8} {part:>7}"
        )
    for mutant in listed:
        if ledger.by.get(mutant.key) == "" and str(mutant) not in known:
            yield f"survived: {mutant}"
