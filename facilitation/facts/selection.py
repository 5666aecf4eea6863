"""A role selection: what is being filled, nominations, candidates, acceptance."""

from __future__ import annotations

from datetime import datetime

from facilitation.facts.base import Closing, Fact, Opening
from facilitation.model import Ending, Nomination, PersonId, Post, Role, Version, Words
from facilitation.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionOpened(Opening):
    """The selection for one role or several is open."""

    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DescriptionProposed(Fact):
    """The role could be described anew; the circle is asked."""

    by: PersonId
    post: int
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class DescriptionAgreed(Fact):
    """The role is described anew, by consent."""

    post: int
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class TermProposed(Fact):
    """Another end of the term was named; the circle is asked."""

    by: PersonId
    post: int
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsAgreed(Closing):
    """The terms stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationsListed(Fact):
    """These qualifications are put to the circle; `by` is empty where they are simply what was said."""

    items: tuple[str, ...]
    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationsAgreed(Closing):
    """The list stands: wishes, not hard requirements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominated(Fact):
    """A person named somebody for a role. Sealed, and never opened: `NominationsRevealed` says what it came to."""

    person: PersonId
    post: int
    nominee: PersonId
    reason: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationPassed(Fact):
    """A person names nobody, where the circle allows that. Sealed like a nomination."""

    person: PersonId
    posts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationsRevealed(Closing):
    """All nominations are shown at once; `missing` are those whose nomination is not there."""

    nominations: tuple[Nomination, ...]
    missing: tuple[PersonId, ...] = ()
    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationChanged(Fact):
    """After hearing all reasons, a person names somebody else."""

    person: PersonId
    post: int
    nominee: PersonId
    reason: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposerAsked(Fact):
    """Another member proposes the candidate."""

    by: PersonId
    to: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateDrawn(Fact):
    """A draw decided among those named equally often; `seed` and `among` say how."""

    by: PersonId
    post: int
    seed: str
    among: tuple[PersonId, ...]
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateProposed(Closing):
    """A candidate is proposed: the owner of the version, its date the end of the term, its text the reasons."""

    by: PersonId
    post: int
    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class NominatingAgain(Closing):
    """Those who named somebody else nominate among the ones named most often."""

    by: PersonId
    post: int
    among: tuple[PersonId, ...]
    order: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueAgreed(Fact):
    """By consent, somebody may be proposed whom nobody has nominated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyProposed(Fact):
    """A role could stay vacant for now; the circle is asked."""

    by: PersonId
    post: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLeftVacant(Closing):
    """A role stays vacant for now, by consent."""

    post: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidacyEnded(Closing):
    """This candidacy has ended; the nominations stand."""

    post: int
    person: PersonId
    ending: Ending
    by: PersonId | None = None
    text: Words = Words("")


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateAccepted(Closing):
    """The nominee has accepted, in so many words (INV-S5)."""

    post: int
    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFilled(Closing):
    """The role is filled until the end of the term (INV-S6)."""

    post: int
    person: PersonId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesRemain(Closing):
    """There is still a role without a candidate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingShown(Closing):
    """Nominations have not been shown yet: the selection goes on from its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateStands(Closing):
    """A candidate has been proposed: the circle goes on there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesFilled(Closing):
    """Every role is settled, and somebody was selected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesVacant(Closing):
    """Every role is settled, and nobody was selected."""
