"""What happens inside, told to whoever watches over it. Figures only: never who, never what was said."""

from __future__ import annotations

from typing import Final


class Watch:
    """Listens to nothing. `metrics.Figures` counts what it hears; it is loaded only where somebody asks for it."""

    def committed(self, pieces: int, seconds: float) -> None:
        """So many pieces of work were committed together, and that took so long. In the writer's thread."""

    def acted(self, outcome: str) -> None:
        """An input was `accepted`, `refused` by the rules, or met a `fault` of the database."""

    def knocked(self, late: float) -> None:
        """Something that fell due was applied, so many seconds late."""

    def delivered(self, outcome: str) -> None:
        """A room was asked to show something: `shown`, `slow` (it asked to wait), `away` or `rejected`."""


QUIET: Final = Watch()
