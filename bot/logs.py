"""How Circlewise tells about its own running: one event a line, as text or as JSON, and nobody's words in it.

What our own packages log is made of ids, numbers and sentences of ours. What other libraries log may be made of
whole messages (a chat library prints a request it could not place, say), so of theirs only the place in the code is
kept. An error is told by its kind and the places it went through; its own text is left out, unless it is a fault of
the database, which never holds what people wrote.
"""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from typing import Any, Final, TextIO

import structlog
from structlog.typing import EventDict, Processor

from storage.faults import StorageFault

OURS: Final = ("adapters", "bot", "facilitation", "storage")
_PLACES: Final = 12  # of an error's way through the code, the last ones


def configure(level: str, form: str, out: TextIO | None = None) -> None:
    """Send everything that is logged in this process to `out` (the error stream), from `level` up.

    `form` is `text` or `json`. Other libraries are heard from WARNING up, whatever the level.
    """
    handler = logging.StreamHandler(out or sys.stderr)
    last: Processor = structlog.processors.JSONRenderer(ensure_ascii=False) if form == "json" else _line
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            ],
            processors=[_without_words, structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)


def _without_words(_: Any, __: str, event: EventDict) -> EventDict:  # noqa: ANN401 - whichever logger
    """Leave out everything that could hold what somebody wrote."""
    record: logging.LogRecord = event["_record"]
    if record.name.partition(".")[0] not in OURS:
        event["event"] = "Another library has something to say; its words are left out"
        event["place"] = f"{Path(record.pathname).name}:{record.lineno}"
    raised = event.pop("exc_info", None)
    if isinstance(raised, tuple) and (error := raised[1]) is not None:
        event["error"] = type(error).__name__
        event["way"] = [
            f"{Path(f.filename).name}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)
        ]
        event["way"] = event["way"][-_PLACES:]
        if isinstance(error, StorageFault):
            event["fault"] = str(error)
    return event


def _line(_: Any, __: str, event: EventDict) -> str:  # noqa: ANN401 - whichever logger
    """For people: instant, level, event, and the rest behind it."""
    at, level, what, name = (event.pop(key, "") for key in ("at", "level", "event", "logger"))
    rest = " ".join(f"{key}={value}" for key, value in event.items())
    return f"{at} {level.upper():<7} {name}: {what}{' | ' if rest else ''}{rest}"
