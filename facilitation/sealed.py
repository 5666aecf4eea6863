"""What must not be seen yet, not even by whoever opens the database file.

Under sealed collection an answer to a consent check is nobody else's business until all are in: what was said, and
also which answer it was (S3 "Consent Decision-Making", step 5: signs shown together, so that nobody follows the
crowd). A draft stays with its author until it is presented. Nominations for a role are written down before anybody
sees one (S3 "Role Selection" 2; INV-S1); what was shown of them in the end is a fact of its own, so the envelopes
stay closed for ever, and with them how often somebody changed their mind. Storage keeps such facts encrypted and
opens them with the fact that ends the secret; the rules never notice. Conflict cases have their place here too, as
one more rule in `sealed` and in `opened_by`.

Nothing here says what may be *shown*: that is `view.secrets`, which is stricter about what somebody took back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from facilitation.facts import (
    CandidateProposed,
    ConcernRaised,
    Consented,
    ConsentReached,
    Fact,
    LeftToOthers,
    Nominated,
    NominationPassed,
    NominationsRevealed,
    Objected,
    ObjectionsStand,
    ObjectionWithdrawn,
    Opened,
    SentToMeeting,
    TextStands,
    TookBack,
    VersionMade,
)
from facilitation.model import Draft, Nomination, Position, Status, Words, but
from facilitation.proceeding import evolve
from facilitation.selecting import Selection
from facilitation.settings import Collection
from facilitation.state import (
    CheckState,
    DraftingState,
    IntegrationState,
    LadderState,
    Proceeding,
    RoundState,
)

OPENERS: Final = (ConsentReached, ObjectionsStand, TextStands)
"""The only facts that end a secret: at any other there is nothing to look for."""
VOIDS: Final = (VersionMade, CandidateProposed, SentToMeeting)
"""After these, nothing that was answered before counts; a check that ends later does not open it."""
ANSWERS: Final = (Consented, LeftToOthers, ConcernRaised, Objected, TookBack, ObjectionWithdrawn)
_AHEAD: Final = (RoundState, IntegrationState, LadderState, DraftingState)
"""Where members who will be away may answer before the check begins."""
_GIVEN: Final = (Consented, Objected)


def sealed(p: Proceeding | None, fact: Fact) -> bool:
    """Whether a fact is a secret for now; `p` is the proceeding before it, None before its first.

    A small question asked aside is closed by the first objection to it, so its answers hold no secret.

    >>> from datetime import UTC, datetime
    >>> sealed(None, TextStands(at=datetime(2026, 3, 1, tzinfo=UTC)))
    False
    """
    match fact:
        case Opened(ready=ready):
            return not ready
        case VersionMade():
            return p is not None and isinstance(p.phase, DraftingState) and p.phase.authoring
        case Nominated() | NominationPassed():
            return True
        case _:
            return p is not None and isinstance(fact, ANSWERS) and _is_secret_answer(p, fact)


def marks(p: Proceeding | None, facts: Iterable[Fact]) -> tuple[bool, ...]:
    """For each of these facts, which follow on `p`, whether it is sealed."""
    found = []
    for fact in facts:
        found.append(sealed(p, fact))
        p = evolve(p, fact)
    return tuple(found)


def keeps_secrets(p: Proceeding) -> bool:
    """Whether anything can be sealed in this proceeding at all: a quick look before the exact one."""
    return p.circle.settings.collection is Collection.SEALED or not p.ready or isinstance(p.work, Selection)


def seen(fact: Fact) -> Fact | None:
    """What everyone may know of a sealed fact: that a proposal is open, without its text; of others nothing."""
    if not isinstance(fact, Opened):
        return None
    draft = Draft(text="", review=fact.version.draft.review)
    fields = {name: getattr(fact, name) for name in Opened.__dataclass_fields__}
    return Opened(**(fields | {"version": but(fact.version, draft=draft)}))


def opened_by(closing: Fact, facts: Iterable[Fact], *, void: bool = False) -> bool:
    """Whether what lies in one envelope is no secret any more once `closing` is true.

    Everyone has answered, or the text is presented. A check that ends in any other way (the proposal was dropped,
    its text was changed, it went to a meeting) opens nothing, and what was answered stays sealed, also when a later
    check ends. `void` says that it was answered before the last of `VOIDS`: then only an objection that still stands is
    opened, for everyone works on that now.
    """
    inside = tuple(facts)
    match closing:
        case ConsentReached() | ObjectionsStand():
            standing = closing.numbers if isinstance(closing, ObjectionsStand) else ()
            counts = not void or any(
                isinstance(fact, Objected) and fact.number in standing for fact in inside
            )
            return counts and all(isinstance(fact, ANSWERS) for fact in inside)
        case TextStands():
            return all(isinstance(fact, Opened | VersionMade) for fact in inside)
        case _:
            return False


def taken_back(p: Proceeding, fact: Fact) -> bool:
    """Whether the words of a sealed answer stay sealed when the answers are opened; `p` is as it is then.

    What somebody took back before anybody saw it is shown to nobody later either.
    """
    match fact:
        case Objected(number=number):
            objection = p.objection(number)
            return objection is None or objection.status is Status.WITHDRAWN
        case ConcernRaised(person=person, number=number):
            answer = p.responses.get(person)
            latest = max((c.number for c in p.concerns if c.by == person), default=0)
            return answer is None or answer.position is not Position.CONCERN or number != latest
        case ObjectionWithdrawn():
            return True
        case _:
            return False


def as_shown(facts: Iterable[Fact]) -> Iterator[Fact]:
    """A log as everyone may read it: of sealed nominations only those that were shown, as they were shown.

    It can be played again, and what comes of it is the same.
    """
    p: Proceeding | None = None
    for fact in facts:
        if isinstance(fact, NominationsRevealed) and p is not None:
            away = p.away  # whoever was away wrote ahead: with the last one who is here, all are shown
            written = sorted(fact.nominations, key=lambda one: one.by not in away)
            yield from (_as_written(one, fact) for one in written)
        p = evolve(p, fact)
        if not isinstance(fact, Nominated | NominationPassed):
            yield fact


def _as_written(one: Nomination, shown: NominationsRevealed) -> Fact:
    if one.nominee is None:
        return NominationPassed(at=shown.at, person=one.by, posts=(one.post,))
    return Nominated(at=shown.at, person=one.by, post=one.post, nominee=one.nominee, reason=Words(one.reason))


def _is_secret_answer(p: Proceeding, fact: Fact) -> bool:
    if p.circle.settings.collection is not Collection.SEALED or p.aside is not None:
        return False
    if isinstance(fact, Objected) and fact.parent is not None:
        return False  # about an amendment, which is worked on in the open
    if isinstance(p.phase, CheckState):
        return True
    if isinstance(fact, ObjectionWithdrawn):
        objection = p.objection(fact.number)
        return objection is not None and not _was_opened(p, objection.number)
    return isinstance(p.phase, _AHEAD) and isinstance(fact, _GIVEN)


def _was_opened(p: Proceeding, number: int) -> bool:
    opened = (r for r in p.results if isinstance(r.phase, CheckState) and r.closing == "ObjectionsStand")
    return any(number in result.objections for result in opened)
