"""Whatever stands somewhere in a story, for rules that hold everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from facilitation.model import PersonId
from facilitation.refusals import Refused
from facilitation.state import Proceeding
from facilitation.transcript import parse
from facilitation.transcript.notation import Clock, Deed, Event
from facilitation.transcript.stage import Unplayable, found, perform

STORIES: Final = Path(__file__).parent / "transcripts"


@cache
def proceedings() -> tuple[Proceeding, ...]:
    """What stood there with nothing asked beside it, once for each step under the same settings, and with outsiders."""
    return tuple(_once(p for path in sorted(STORIES.rglob("*.txt")) for p in _told(path)))


def outsiders(p: Proceeding) -> tuple[PersonId, ...]:
    """Those who are asked something here and are no members."""
    return tuple(who for who in (p.work.invited if p.work else ()) if p.circle.member(who) is None)


def _told(path: Path) -> Iterator[Proceeding]:
    transcript = parse(path.read_text(encoding="utf-8"))
    stage = found(transcript)
    for line in transcript.lines:
        if isinstance(line, Deed | Event | Clock):
            try:
                perform(stage, line)
            except (Refused, Unplayable):
                continue
            yield from stage.proceedings.values()


def _once(told: Iterator[Proceeding]) -> Iterator[Proceeding]:
    seen = set[object]()
    for p in told:
        where = p.process, p.phase and p.phase.name, p.circle.settings, bool(outsiders(p))
        if p.aside is None and not p.over and where not in seen:
            seen.add(where)
            yield p
