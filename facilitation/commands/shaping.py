"""Commands while a proposal is shaped."""

from __future__ import annotations

from datetime import datetime

from facilitation.commands.base import Act, Open
from facilitation.model import Branch, PersonId, Way, Words
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenShaping(Open):
    """Shape a proposal together, from a situation that needs an answer."""

    driver: str
    requirement: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPieces(Act):
    """What the commands about pieces share."""

    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bingo(AboutPieces):
    """Say that somebody has brought what one had on one's mind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePiece(Act):
    """Note what somebody said aloud."""

    person: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RewordPiece(AboutPieces):
    """Say a piece in other words."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePieces(AboutPieces):
    """Make one of pieces that say the same."""

    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class SortPiece(AboutPieces):
    """Say whether a consideration asks for information or for ideas."""

    informs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPiece(AboutPieces):
    """Answer a question for information; "we don't know" is an answer."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOut(AboutPieces):
    """Say that a piece is not part of the draft, and why."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover(AboutPieces):
    """Say which questions the draft answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookFirst(AboutPieces):
    """Look at these questions first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookLast(AboutPieces):
    """Look at these questions last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordNeeds(Act):
    """Put into words what is needed, and ask the circle whether anyone objects."""

    needs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RewordRequirement(Act):
    """Say again what is needed."""

    requirement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseBranch(Act):
    """Say that the situation is not clear, not this circle's, or no matter for the organisation."""

    branch: Branch
    text: Words
    receiver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteContradiction(AboutPieces):
    """Set ideas apart that cannot all come true."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeWay(Act):
    """Say what becomes of a contradiction."""

    contradiction: int
    way: Way
    pieces: tuple[int, ...] = ()
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTuners(Act):
    """Suggest two or three people to word the draft, and ask the circle."""

    tuner: PersonId
    second: PersonId | None = None
    third: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeHelpers(Act):
    """Ask the circle's consent to a helping circle that brings a draft by a date."""

    leader: PersonId
    until: datetime
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone(Act):
    """Say that this step is done."""
