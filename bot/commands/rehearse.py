"""`circlewise rehearse`: plays transcripts through the rules and says where they go otherwise than expected."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from enum import IntEnum
from pathlib import Path

from adapters.terminal import render
from adapters.terminal.client import Screen
from adapters.terminal.render import Row
from adapters.wording import Wording
from bot.commands.demo import scripts
from facilitation.cards import Kind, Msg, Said, msg
from facilitation.model import PersonId
from facilitation.state import Proceeding
from facilitation.transcript import Difference, Fault, Performance, Unreadable, parse, play, printed
from facilitation.transcript.notation import Deed, Expect, Transcript, ids
from facilitation.view import choices, show

LARGEST = 5_000_000
"""Bytes of a transcript: more is no transcript that anybody wrote."""


class Result(IntEnum):
    """How it went; also the exit code."""

    AS_EXPECTED = 0
    OTHERWISE = 1
    UNREADABLE = 2


class Rehearsal:
    """Plays files one after the other and keeps count; `shows` also shows where each proposal stands in the end."""

    def __init__(self, screen: Screen, voice: Wording, *, shows: bool = False) -> None:
        self._screen = screen
        self._voice = voice
        self._shows = shows
        self._results: list[Result] = []

    def run(self, files: tuple[Path, ...], *, only_print: bool = False) -> Result:
        """Play all files; without any, those that come with the package. The worst result counts.

        `only_print` plays nothing and prints each file in the one form that transcripts are kept in.
        """
        for file in files or scripts():
            self._results.append(self._file(file, only_print=only_print))
        if not only_print:
            self._sum_up()
        return max(self._results, default=Result.AS_EXPECTED)

    def _file(self, file: Path, *, only_print: bool) -> Result:
        try:
            transcript = parse(_source(file))
        except Unreadable as fault:
            self._say(msg("rehearse-unreadable", file=Said(str(file)), count=len(fault.faults)), Kind.LEAD)
            self._screen.rows(row for one in fault.faults for row in self._fault(one))
            return Result.UNREADABLE
        except OSError as fault:
            reason = Said(fault.strerror or str(fault))
            self._say(msg("rehearse-no-file", file=Said(str(file)), reason=reason), Kind.LEAD)
            return Result.UNREADABLE
        if only_print:
            self._screen.write(
                "".join(render.clean(line) + "\n" for line in printed(transcript).splitlines())
            )
            return Result.AS_EXPECTED
        return self._played(file, transcript)

    def _played(self, file: Path, transcript: Transcript) -> Result:
        performance = play(transcript, render=_Eyes(self._voice.language))
        if self._shows:
            self._stands(performance)
        checks = sum(isinstance(line, Expect) for line in transcript.lines)
        deeds = sum(isinstance(line, Deed) for line in transcript.lines)
        if not performance.differences:
            self._say(msg("rehearse-well", file=Said(str(file)), deeds=deeds, checks=checks))
            return Result.AS_EXPECTED
        count = len(performance.differences)
        self._say(msg("rehearse-otherwise", file=Said(str(file)), count=count), Kind.LEAD)
        self._screen.rows(self._differences(performance))
        return Result.OTHERWISE

    def _differences(self, performance: Performance) -> Iterator[Row]:
        for difference in performance.differences:
            yield from self._difference(difference)

    def _difference(self, difference: Difference) -> Iterator[Row]:
        yield Row(Kind.LIST, self._voice.say(msg("rehearse-line", number=difference.line)))
        expected, happened = Said(difference.expected), Said(difference.happened)
        yield Row(Kind.TEXT, self._voice.say(msg("rehearse-expected", said=expected)))
        yield Row(Kind.TEXT, self._voice.say(msg("rehearse-happened", said=happened)))

    def _fault(self, fault: Fault) -> Iterator[Row]:
        yield Row(Kind.LIST, self._voice.say(msg("rehearse-fault", number=fault.line, says=Said(fault.says))))
        yield Row(Kind.TEXT, render.clean(fault.text))

    def _sum_up(self) -> None:
        well = sum(result is Result.AS_EXPECTED for result in self._results)
        self._say(msg("rehearse-sum", well=well, count=len(self._results)), Kind.LEAD)

    def _stands(self, performance: Performance) -> None:
        names = {who: name for name, who in ids(performance.transcript.people).items()}
        for p in performance.proceedings.values():
            voice = _voice(self._voice.language, p, names)
            for card in show(p):
                if card.to is None and (card.live or card.key == "ended"):
                    self._screen.board(render.rows(card.lines, voice), tuple(names))
        self._screen.line()

    def _say(self, said: Msg, kind: Kind = Kind.NOTE) -> None:
        self._screen.line(self._voice.say(said), kind)


class _Eyes:
    """All that one person is shown: what everyone sees, what is whispered to them, what they may do."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, p: Proceeding, person: PersonId, names: Mapping[PersonId, str]) -> str:
        voice = _voice(self._language, p, names)
        cards = [card for card in show(p) if card.to in (None, person)]
        rows = [row for card in cards for row in render.rows(card.lines, voice, None)]
        labels = "\n".join(voice.button(button) for button in choices(p, person))
        return f"{render.plain(rows, 10_000)}\n{labels}"


def _voice(language: str, p: Proceeding, names: Mapping[PersonId, str]) -> Wording:
    return Wording(language, names=names, preset=p.circle.settings.preset, insert=render.insert)


def _source(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read(LARGEST)
    with file.open("rb") as opened:
        return opened.read(LARGEST)
