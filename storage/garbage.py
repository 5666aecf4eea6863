"""How often a process looks for garbage: values that only hold each other, which nothing else takes away."""

from __future__ import annotations

import gc
from typing import Final

_SOME: Final = 5_000
"""New objects, less those that are gone again, before it is looked whether some of them only hold each other."""


def pass_over_what_is_loaded() -> None:
    """Let no collection of garbage look at modules and classes: that takes a tenth of a second, and all must wait.

    What is there when this is first asked for stays until the process ends. What comes after that are values for the
    most part, which never hold each other in a ring: looking for rings at every 700 of them, as Python does by itself,
    takes a tenth of the time of a press.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.set_threshold(_SOME, *gc.get_threshold()[1:])
