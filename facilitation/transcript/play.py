r"""Playing a transcript through the real rules, and comparing what happens with what it expects.

>>> from facilitation.transcript import parse, play
>>> play(parse('''circle: Garden
... people: Ana (facilitator), Bo
... clock: 2026-03-02
...
... Ana proposes "A bench": We put up a bench.
... = phase: react
... ''')).report
'line 6: phase: react\n    it is: clarify'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from facilitation.facts import Fact
from facilitation.model import Circle, ProceedingId
from facilitation.refusals import Refused
from facilitation.state import Proceeding
from facilitation.transcript.looking import CIRCLE_LOOKS, PERSON_LOOKS
from facilitation.transcript.looks import NOT_REFUSED, Render, View, agree, happened
from facilitation.transcript.notation import Clock, Deed, Event, Expect, Line, Note, Transcript
from facilitation.transcript.stage import Stage, Unplayable, found, perform

REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something that is not as the transcript expects."""

    line: int
    expected: str
    happened: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.expected}\n    it is: {self.happened}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One line that was played: the facts it made true everywhere, or why it was refused."""

    line: Line
    facts: tuple[Fact, ...]
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """What came of a transcript.

    `as_played` is the transcript with every expectation as things really were. `unchecked` counts expectations
    of what people see, where nothing was given to show it.
    """

    transcript: Transcript
    circle: Circle | None
    proceedings: dict[ProceedingId, Proceeding]
    logs: dict[ProceedingId, tuple[Fact, ...]]
    moments: tuple[Moment, ...]
    differences: tuple[Difference, ...]
    as_played: Transcript
    unchecked: int = 0

    @property
    def report(self) -> str:
        """All differences, in readable words; "" when everything is as expected."""
        return "\n".join(map(str, self.differences))


def play(transcript: Transcript, *, render: Render | None = None) -> Performance:
    """Play a transcript from its first line to its last.

    A line that the rules refuse changes nothing, and must be followed by `= refused: ...`. `render` gives all
    the text that one person is shown; without it, nothing is said about what people see.
    """
    try:
        stage = found(transcript)
    except Refused as why:
        difference = Difference(line=1, expected="a circle", happened=f"refused: {why.reason.value}")
        return _nothing(transcript, difference)
    player = _Player(stage, ZoneInfo(transcript.zone), render)
    player.play(transcript.lines)
    return Performance(
        transcript=transcript,
        circle=stage.circle,
        proceedings=dict(stage.proceedings),
        logs={which: tuple(facts) for which, facts in stage.logs.items()},
        moments=tuple(player.moments),
        differences=tuple(player.differences),
        as_played=replace(transcript, lines=tuple(player.lines)),
        unchecked=player.unchecked,
    )


def _nothing(transcript: Transcript, difference: Difference) -> Performance:
    return Performance(
        transcript=transcript,
        circle=None,
        proceedings={},
        logs={},
        moments=(),
        differences=(difference,),
        as_played=transcript,
    )


class _Player:
    """Goes through the lines and keeps what came of each."""

    def __init__(self, stage: Stage, zone: ZoneInfo, render: Render | None) -> None:
        self.view = View(stage, None, zone, render)
        self.moments: list[Moment] = []
        self.differences: list[Difference] = []
        self.lines: list[Line] = []
        self.unchecked = 0

    def play(self, lines: Sequence[Line]) -> None:
        """Play every line in turn."""
        for place, line in enumerate(lines):
            match line:
                case Note():
                    self.lines.append(line)
                case Expect():
                    self.check(line)
                case _:
                    self.lines.append(line)
                    self.perform(line, expected=_refusal_expected(lines[place + 1 :]))

    def perform(self, line: Deed | Event | Clock, *, expected: bool) -> None:
        """Play a line that does something; a refusal nobody expects is a difference."""
        refused: Refused | None = None
        stage = self.view.stage
        try:
            perform(stage, line)
        except Refused as why:
            refused = why
        except Unplayable as why:
            self.differ(line.line, "something that can be played", str(why.args[0]))
        self.view = replace(self.view, refused=refused)
        self.moments.append(Moment(line=line, facts=tuple(fact for _, fact in stage.facts), refused=refused))
        if refused is not None and not expected:
            self.differ(line.line, NOT_REFUSED, f"{REFUSED}: {refused.reason.value}")
            self.lines.append(Expect(look=REFUSED, value=refused.reason.value))

    def check(self, expect: Expect) -> None:
        """Compare one expectation with what is."""
        seen = happened(self.view, expect)
        self.unchecked += self.view.render is None and "see" in expect.look
        if agree(expect, seen):
            self.lines.append(expect)
            return
        head = (
            f'{expect.look} "{expect.of}"'
            if expect.look in CIRCLE_LOOKS
            else (
                f"{expect.of} {expect.look}"
                if expect.look in PERSON_LOOKS
                else f"{expect.look} {expect.of}".strip()
            )
        )
        self.differ(expect.line, f"{head}: {expect.value}", seen)
        self.lines.extend(_corrected(expect, seen))

    def differ(self, line: int, expected: str, seen: str) -> None:
        """Note that something is not as expected."""
        self.differences.append(Difference(line=line, expected=expected, happened=seen))


def _refusal_expected(following: Iterable[Line]) -> bool:
    for line in following:
        if isinstance(line, Expect) and line.look == REFUSED:
            return True
        if not isinstance(line, (Expect, Note)):
            return False
    return False


def _corrected(expect: Expect, seen: str) -> Iterator[Expect]:
    """The expectation as it would be right; one that no rewriting makes right stays for a person."""
    if expect.look in {"may not", "sees", "does not see"}:
        yield expect
    elif seen != NOT_REFUSED:
        yield replace(expect, value=seen)
