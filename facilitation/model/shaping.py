"""What a circle shapes a proposal from: pieces, contradictions among them, and the ways on (domain.md section 5.2)."""

from __future__ import annotations

from enum import Enum

from facilitation.model.base import PersonId, Words
from facilitation.values import dataclass


class PieceKind(Enum):
    """What people put on the table while a proposal is shaped."""

    NEED = "need"
    """Something that is needed, whatever the solution."""
    DIMENSION = "dimension"
    """What a good answer has to cover, as a phrase or a question (MVOS 3.3)."""
    INFORMATION = "information"
    """A consideration that asks for something to be found out (S3 "Proposal Forming")."""
    GENERATIVE = "generative"
    """A consideration that asks for ideas."""
    IDEA = "idea"
    """A piece of a solution."""


TO_COVER = frozenset({PieceKind.DIMENSION, PieceKind.GENERATIVE})
"""What the draft has to cover, or say that it leaves it out."""


class Way(Enum):
    """What a circle does with ideas that contradict each other (MVOS 3.3)."""

    REACTIONS = "reactions"
    CHOOSE = "choose"
    PRESENT_BOTH = "present both"
    SPLIT = "split"


class Branch(Enum):
    """What may come of looking at the situation first (S3 "Respond to Organizational Drivers")."""

    UNCLEAR = "unclear"
    NOT_OURS = "not ours"
    NOT_ORGANISATIONAL = "not organisational"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One thing that was put on the table. It keeps its number, and nothing is ever thrown away."""

    number: int
    kind: PieceKind
    by: PersonId
    text: Words
    step: int
    pass_number: int = 1
    echoed: tuple[PersonId, ...] = ()
    """Who had the same on their mind ("bingo")."""
    merged_into: int | None = None
    answer: Words | None = None
    answered_by: PersonId | None = None
    left_out: Words | None = None
    """Why it is not part of the draft, once somebody has said so."""
    covered: bool = False
    first: frozenset[PersonId] = frozenset()
    """Who would look at it first."""
    last: frozenset[PersonId] = frozenset()

    @property
    def stands(self) -> bool:
        """Whether it is still on the table as a piece of its own."""
        return self.merged_into is None and self.left_out is None


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """Ideas that cannot all come true, set apart so that the rest can be put together."""

    number: int
    pieces: tuple[int, ...]
    text: Words
    way: Way | None = None
    reason: Words = Words("")
    heard: bool = False
    """Whether there was a round of reactions on it."""
