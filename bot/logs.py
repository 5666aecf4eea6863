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
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from storage.faults import StorageFault

if TYPE_CHECKING:
    from structlog.typing import EventDict

OURS: Final = ("adapters", "bot", "facilitation", "storage")
_PLACES: Final = 12  # of an error's way through the code, the last ones


def configure(level: str, form: str, out: TextIO | None = None) -> None:
    """Send everything that is logged in this process to `out` (the error stream), from `level` up.

    `form` is `text` or `json`. Other libraries are heard from WARNING up, whatever the level.
    """
    handler = logging.StreamHandler(out or sys.stderr)
    handler.setFormatter(_objects() if form == "json" else _Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)


def _objects() -> logging.Formatter:
    """For machines."""
    import structlog  # noqa: PLC0415 - it loads what draws in a terminal: 4 MB, for those who asked for JSON

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        ],
        processors=[
            _without_words,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


class _Lines(logging.Formatter):
    """For people: instant, level, event, and the rest behind it."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        event = {"event": record.getMessage(), "_record": record, "exc_info": record.exc_info}
        what = _without_words(None, "", event).pop("event")
        del event["_record"]
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="microseconds")[:-6]
        rest = " ".join(f"{key}={value}" for key, value in event.items())
        return f"{at}Z {record.levelname:<7} {record.name}: {what}{' | ' if rest else ''}{rest}"


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
