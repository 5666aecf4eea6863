"""What Discord takes at most (its documentation of messages, components, modals and commands, 2026)."""

from __future__ import annotations

from typing import Final

TEXT: Final = 4000
"""Characters of text in one message, all its parts together."""
COMPONENTS: Final = 40
"""Parts of one message, nested ones counted."""
ROW: Final = 5
"""Buttons beside each other."""
LABEL: Final = 80
"""Characters on a button. A phone shows about half of that, which is what the wording keeps to."""
OPTIONS: Final = 25
OPTION: Final = 100
"""Characters of an option's label, value or description."""
RADIO: Final = 10
"""Choices that can be shown all at once; at least two."""
INPUT: Final = 4000
"""Characters of one text field."""
FIELDS: Final = 5
"""Fields of one form, texts between them counted."""
FIELD_LABEL: Final = 45
FIELD_HINT: Final = 100
TITLE: Final = 45
"""Characters of a form's title."""
THREAD: Final = 100
"""Characters of a thread's name."""
CHOICES: Final = 25
"""Suggestions at once."""
EVENT_NAME: Final = 100
EVENT_PLACE: Final = 100
COMMAND: Final = 32
COMMAND_HINT: Final = 100
ROWS_OF_BUTTONS: Final = 5
