"""A proposal is shaped: pieces come onto the table, are put together, and become a draft."""

from __future__ import annotations

from datetime import datetime

from facilitation.facts.base import Closing, Fact, Opening
from facilitation.model import Branch, CircleId, PersonId, PieceKind, Way, Words
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapingOpened(Opening):
    """A circle begins to shape a proposal together."""

    driver: str
    requirement: str = ""
    domain: str = ""
    neighbours: tuple[tuple[str, CircleId], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceAdded(Fact):
    """A need, dimension, consideration or idea is on the table. `by` noted it for `person`, who said it aloud."""

    number: int
    kind: PieceKind
    person: PersonId
    text: Words
    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceReworded(Fact):
    """A piece is said in other words."""

    number: int
    by: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecesEchoed(Fact):
    """Somebody had the same on their mind: their turn is taken with it."""

    numbers: tuple[int, ...]
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecesMerged(Fact):
    """Pieces that say the same are one from now on: the first of them."""

    numbers: tuple[int, ...]
    by: PersonId
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceSorted(Fact):
    """A consideration asks for information, or for ideas."""

    number: int
    by: PersonId
    kind: PieceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceAnswered(Fact):
    """A question for information was answered; "we don't know" is an answer."""

    number: int
    by: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceLeftOut(Fact):
    """A piece is not part of the draft, and why."""

    number: int
    by: PersonId
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecesCovered(Fact):
    """The draft has an answer to these."""

    numbers: tuple[int, ...]
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceMoved(Fact):
    """Somebody would look at this question first, or last."""

    number: int
    person: PersonId
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsWorded(Fact):
    """What is needed was put into words; the circle is asked whether anyone objects to them."""

    by: PersonId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListProposed(Fact):
    """The circle is asked whether the list covers what a good answer has to think of."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAgain(Fact):
    """The situation is put to the circle once more."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchChosen(Fact):
    """Somebody sees that it belongs elsewhere, or nowhere; the circle is asked."""

    by: PersonId
    branch: Branch
    text: Words
    to: CircleId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TunersNamed(Fact):
    """These people are suggested to word the draft; the circle is asked."""

    by: PersonId
    tuners: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpersNamed(Fact):
    """A helping circle is suggested: who leads it, what it brings, until when; the circle is asked."""

    by: PersonId
    leader: PersonId
    until: datetime
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionNoted(Fact):
    """Ideas that cannot all come true are set apart."""

    number: int
    by: PersonId
    numbers: tuple[int, ...]
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class WayTaken(Fact):
    """What becomes of a contradiction. `numbers` are the ideas kept, or split off."""

    number: int
    by: PersonId
    way: Way
    numbers: tuple[int, ...]
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementReworded(Fact):
    """What is needed was said anew."""

    by: PersonId
    requirement: str


# --- what ends a step -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverUnclear(Closing):
    """The situation is not clear yet: questions about it first."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn(Closing):
    """It belongs to another circle, and nobody objects to passing it on."""

    to: CircleId


@dataclass(frozen=True, slots=True, kw_only=True)
class NotForUs(Closing):
    """Nobody objects: this is no matter for the organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsStand(Closing):
    """Nobody objects to the words for what is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStands(Closing):
    """Nobody objects to the list of what a good answer has to cover."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersGiven(Closing):
    """What could be found out has been found out."""

    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecesFit(Closing):
    """The pieces that are kept go together."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionsStand(Closing):
    """Some of the pieces contradict each other."""

    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionsAsked(Closing):
    """Everyone is heard on a contradiction before a way is taken."""

    number: int
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionsResolved(Closing):
    """A way was taken for each contradiction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TunersChosen(Closing):
    """Nobody objects to these people wording the draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpersChosen(Closing):
    """Nobody objects to the helping circle. It recommends; the circle decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpersLate(Closing):
    """The helping circle's time is over, and there is no draft: the matter comes back."""

    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPresented(Closing):
    """The draft covers what it has to, and becomes a proposal of its own."""

    by: PersonId
    proposer: PersonId
