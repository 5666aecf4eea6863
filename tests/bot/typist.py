"""Somebody who sits at the keyboard of `circlewise play`, in a pipe or in a pseudo-terminal.

The typist waits for a prompt, looks at what was said since the last one, and answers by what is in the menu.
"""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from itertools import count, cycle
from pathlib import Path

from adapters.wording import Wording
from facilitation.settings import PRESETS

ANSI = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()][A-Z0-9]|\x1b[=>]|\x1b\][^\x07]*\x07")
PROMPT = re.compile(r"(> ?(\[[^\n]*\] ?)?|press Enter when[^\n]*\.)\s*$")
WANTED = (
    "Answer",
    "Pass",
    "Speak",
    "Consent",
    "ConfirmStatement",
    "ConfirmAmendment",
    "LetStand",
    "Reflect",
    "AcceptDriver",
    "AgreeItQualifies",
    "AcceptObjection",
    "Amend",
    "TakeUp",
    "BeginMeeting",
    "ProposeAgenda",
    "OpenSelection",
    "CloseItem",
    "OpenItem",
    "Nominate",
    "ProposeCandidate",
    "AskToPropose",
    "AcceptRole",
    "RecordResult",
    "GiveReport",
    "CloseMeeting",
    "SetNextMeeting",
    "GoOn",
)
"""What somebody does who wants to get on, the first that is in the menu."""
_NUMBERS = cycle("123")
FORMS = {
    "In which way?": "2",
    "The objection in one sentence": "We would notice too late.",
    "How will we know that it works?": "We count it, in way number {}.",
    "Which objections?": "",
    "Who?": "3",
    "What is the next step?": "Look at it again.",
    "What came of it?": "We know where we stand.",
    "When do we meet next?": "in 2 weeks",
    "What is the role": "See that the doors are locked.",
    "Which role?": "key keeper",
}
"""What somebody types into a form."""
SETUP = ("1", "Zoë", "1", "1", "1")


def environment(home: Path) -> dict[str, str]:
    """A home of its own, and a terminal that answers no questions about its cursor."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CIRCLEWISE_")}
    return kept | {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "TERM": "xterm-256color",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "COLUMNS": "80",
        "PYTHONUNBUFFERED": "1",
    }


class Typist:
    """One process of `circlewise play`, and everything it has shown."""

    def __init__(self, home: Path, *, terminal: bool, patience: float = 30.0) -> None:
        self.shown = ""
        self._seen = 0
        self._patience = patience
        command = [sys.executable, "-m", "bot", "play", "--fast", "--seed", "5"]
        self._terminal = terminal
        self._in, self._out, stdin, stdout = _ends(terminal=terminal)
        self.process = subprocess.Popen(
            command, stdin=stdin, stdout=stdout, stderr=stdout, env=environment(home), start_new_session=True
        )
        for end in {stdin, stdout}:
            os.close(end)

    def close(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.kill()
        for end in {self._in, self._out}:
            os.close(end)

    def wait(self) -> str:
        """What was said since the last answer, once the next one is awaited; everything, at the end."""
        until = time.monotonic() + self._patience
        while time.monotonic() < until:
            quiet = not select.select([self._out], [], [], 0.25)[0]
            if quiet and PROMPT.search(self.said()):
                break
            if not quiet and not self._read():
                break
            if not quiet:
                until = time.monotonic() + self._patience
        else:
            raise AssertionError(f"nothing is asked any more: {self.said()[-2000:]}")
        said, self._seen = self.said(), len(self.shown)
        return said

    def said(self) -> str:
        return self.shown[self._seen :].replace("\r", "").replace("\x08", "")

    def _read(self) -> bool:
        try:
            chunk = os.read(self._out, 65536)
        except OSError:  # a pseudo-terminal whose other end is closed
            return False
        self.shown += ANSI.sub("", chunk.decode("utf-8", "replace"))
        return bool(chunk)

    def type(self, line: str) -> None:
        """Type a line and press Enter."""
        os.write(self._in, (line + ("\r" if self._terminal else "\n")).encode())

    def kill(self) -> None:
        """The power goes."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self) -> int:
        """Wait until it has ended."""
        while self._read():
            pass
        return self.process.wait(timeout=self._patience)


def _ends(*, terminal: bool) -> tuple[int, int, int, int]:
    """Our way in and our way out, and the other ends of both."""
    if terminal:
        ours, theirs = pty.openpty()
        return ours, ours, theirs, theirs
    stdin, ours_in = os.pipe()
    ours_out, stdout = os.pipe()
    return ours_in, ours_out, stdin, stdout


_NEW = count(1)


def sensible(said: str) -> str:
    """What somebody would answer who wants to get on."""
    if "would you like to do?" not in said:
        if "Type their numbers" in said[-100:] or "cannot stay empty" in said[-100:]:
            return next(_NUMBERS)  # several are open, and none is being worked on
        return next(
            (answer.format(next(_NEW)) for asked, answer in FORMS.items() if asked in said[-300:]),
            "Good." if "a few words" in said[-300:] else "",
        )
    menu = said[said.rfind("would you like to do?") :]
    entries = {
        label.strip(): number for number, label in re.findall(r"^ +(\d+)  ([^–\n]+)", menu, re.MULTILINE)
    }
    for wanted in WANTED:
        for label in labels(wanted):
            if label in entries:
                return entries[label] + " I like it." * (wanted in ("Speak", "Answer"))
    return "wait"


@cache
def labels(verb: str) -> frozenset[str]:
    """Everything a verb may be called in a menu."""
    return frozenset(Wording(preset=preset).label(verb, number) for preset in PRESETS for number in range(5))


def play_on(
    typist: Typist, until: Callable[[str], bool], answer: Callable[[str], str] = sensible, most: int = 300
) -> str:
    """Answer prompt after prompt until something was said; returns what was said last."""
    for _ in range(most):
        said = typist.wait()
        if until(said) or typist.process.poll() is not None:
            return said
        typist.type(answer(said))
    raise AssertionError(f"it never came to that: {typist.shown[-12000:]}")


def set_up(typist: Typist, setup: tuple[str, ...] = SETUP) -> None:
    """Answer the questions before the first circle."""
    for line in setup:
        typist.wait()
        typist.type(line)
