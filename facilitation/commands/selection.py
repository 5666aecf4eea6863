"""Commands of a role selection.

`which` names the role where several are selected at once; "" means the only one that is still open.
"""

from __future__ import annotations

from datetime import datetime

from facilitation.commands.base import Act, Open
from facilitation.model import PersonId, Words
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSelection(Open):
    """Open the selection for a role, or for several at once.

    A role that the circle has not defined is named freely, with its purpose. `until` is the end of the term.
    """

    role: str
    purpose: str = ""
    until: datetime | None = None
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeRole(Act):
    """Ask the circle whether the role may be described like this from now on."""

    purpose: str
    responsibilities: str = ""
    which: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeTerm(Act):
    """Ask the circle whether the term may last until this day."""

    until: datetime
    which: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQualifications(Act):
    """Put a list of qualifications to the circle, one a line."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominate(Act):
    """Name somebody for the role, sealed until everyone's nominations are shown at once."""

    person: PersonId
    reason: Words = Words("")
    which: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowNominations(Act):
    """Show the nominations, though some are missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeNomination(Act):
    """Name somebody else after hearing all reasons, and say what moved you."""

    person: PersonId
    reason: Words
    which: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToPropose(Act):
    """Ask another member to propose the candidate."""

    to: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeCandidate(Act):
    """Propose a candidate for the role, with the reasons that were heard."""

    person: PersonId
    text: str
    until: datetime | None = None
    which: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawCandidate(Act):
    """Draw the candidate among those named equally often. `seed` comes from outside and is kept."""

    seed: str = ""
    which: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAgain(Act):
    """Ask those who named somebody else to nominate among the ones named most often."""

    which: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForDialogue(Act):
    """Ask the circle whether somebody may be proposed whom nobody has nominated."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeVacancy(Act):
    """Ask the circle whether the role may stay vacant for now."""

    text: Words
    which: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(Act):
    """Let this candidacy go and look for another candidate; the nominations stand."""

    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptRole(Act):
    """Accept the role as the nominee."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineRole(Act):
    """Decline the role as the nominee."""

    text: Words = Words("")
