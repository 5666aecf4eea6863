"""The nouns: people, circles, proposals, responses, objections.

Everything here is an immutable value. Instants are aware datetimes in UTC, spans are timedeltas, people and
circles are pseudonymous ids. Text is of two kinds: what a circle decides belongs to the circle and is a plain
`str`; what a person says belongs to that person and is `Words`, which storage keeps apart from the facts, so
that a person's words can be removed while the fact stays (then the core sees `GONE`).
"""

from __future__ import annotations

from facilitation.model.base import (
    GONE,
    CircleId,
    Duty,
    Member,
    PersonId,
    ProceedingId,
    Standing,
    Words,
    but,
)
from facilitation.model.circles import (
    Assignment,
    Charter,
    Circle,
    CircleKind,
    CircleStatus,
    Effect,
    ItemOutcome,
    Role,
    Seats,
    SubCircle,
    Topic,
    glance,
)
from facilitation.model.proposals import (
    CLOSED,
    Argument,
    Change,
    Concern,
    Criterion,
    Decision,
    Draft,
    Given,
    Matter,
    Move,
    Objection,
    Outcome,
    Position,
    ProcessQuestion,
    Response,
    Status,
    Suggestion,
    Version,
)
from facilitation.model.shaping import TO_COVER, Branch, Contradiction, Piece, PieceKind, Way

__all__ = [
    "CLOSED",
    "GONE",
    "TO_COVER",
    "Argument",
    "Assignment",
    "Branch",
    "Change",
    "Charter",
    "Circle",
    "CircleId",
    "CircleKind",
    "CircleStatus",
    "Concern",
    "Contradiction",
    "Criterion",
    "Decision",
    "Draft",
    "Duty",
    "Effect",
    "Given",
    "ItemOutcome",
    "Matter",
    "Member",
    "Move",
    "Objection",
    "Outcome",
    "PersonId",
    "Piece",
    "PieceKind",
    "Position",
    "ProceedingId",
    "ProcessQuestion",
    "Response",
    "Role",
    "Seats",
    "Standing",
    "Status",
    "SubCircle",
    "Suggestion",
    "Topic",
    "Version",
    "Way",
    "Words",
    "but",
    "glance",
]
