"""A proceeding as readable text, both ways: minutes, golden tests and bug reports in one form.

`notation` says what a transcript is and how the notation works, `parse` reads it, `printed` writes it, `play`
plays it through the rules and checks what it expects, `transcript_of` makes one from a log. The page
`docs/transcripts.md` shows every line by examples.
"""

from facilitation.transcript.minutes import transcript_of
from facilitation.transcript.notation import Fault, Transcript, Unreadable
from facilitation.transcript.parse import parse
from facilitation.transcript.play import Difference, Moment, Performance, play
from facilitation.transcript.print import printed

__all__ = [
    "Difference",
    "Fault",
    "Moment",
    "Performance",
    "Transcript",
    "Unreadable",
    "parse",
    "play",
    "printed",
    "transcript_of",
]
