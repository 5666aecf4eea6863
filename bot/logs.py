"""How Circlewise tells about its own running: one event a line, as text or as JSON, and nobody's words in it.

What our own packages log is made of ids, numbers and sentences of ours. What other libraries log may be made of
whole messages (a chat library prints a request it could not place, say), so of theirs only the place in the code is
kept. An error is told by its kind and the places it went through; its own text is left out, unless it is a fault of
the database, which never holds what people wrote.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TextIO

from storage.faults import StorageFault

Event = dict[str, str | list[str]]

OURS: Final = ("adapters", "bot", "facilitation", "storage")
_FIRST: Final = ("at", "level", "logger", "event")
_PLACES: Final = 12  # of an error's way through the code, the last ones


def configure(level: str, form: str, out: TextIO | None = None) -> None:
    """Send everything that is logged in this process to `out` (the error stream), from `level` up.

    `form` is `text` or `json`. Other libraries are heard from WARNING up, whatever the level.
    """
    handler = logging.StreamHandler(out or sys.stderr)
    handler.setFormatter(_Told(as_json=form == "json"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)


class _Told(logging.Formatter):
    """One record as one line."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        event = _event(record)
        return json.dumps(event, ensure_ascii=False) if self._as_json else _line(event)


def _event(record: logging.LogRecord) -> Event:
    """A record as its fields, without anything that could hold what somebody wrote."""
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    event: Event = {"at": at, "level": record.levelname.lower(), "logger": record.name}
    if record.name.partition(".")[0] in OURS:
        event["event"] = record.getMessage()
    else:
        event["event"] = "Another library has something to say; its words are left out"
        event["place"] = f"{Path(record.pathname).name}:{record.lineno}"
    error = record.exc_info[1] if record.exc_info else None
    return event if error is None else event | _of_error(error)


def _of_error(error: BaseException) -> Event:
    """An error by its kind and its way; in its own words only where they are ours."""
    way = [f"{Path(f.filename).name}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)]
    told: Event = {"error": type(error).__name__, "way": way[-_PLACES:]}
    return told | {"fault": str(error)} if isinstance(error, StorageFault) else told


def _line(event: Event) -> str:
    """For people: instant, level, event, and the rest behind it."""
    rest = " ".join(f"{key}={value}" for key, value in event.items() if key not in _FIRST)
    told = f"{event['at']} {str(event['level']).upper():<7} {event['logger']}: {event['event']}"
    return f"{told} | {rest}" if rest else told
