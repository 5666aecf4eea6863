"""What a proposal shaping keeps: its pieces, contradictions and tuners; how it opens, and what it leads to.

Sources: MVOS 3.3 (three times three steps), S3 "Proposal Forming" and "Co-create Proposals" (eight steps);
domain.md sections 5.1 and 5.2. What comes of it is a proposal like any other, which the circle then decides on:
nothing is decided here, and whoever words the draft has no more say than anyone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from facilitation.booking import books
from facilitation.commands import BringTopic, FormSubCircle, HandOnTopic, OpenShaping, Propose
from facilitation.facts import (
    DraftPresented,
    HelpersChosen,
    PassedOn,
    PieceAdded,
    PieceAnswered,
    PieceLeftOut,
    PieceMoved,
    PieceReworded,
    PiecesCovered,
    PiecesMerged,
    PieceSorted,
    ShapingOpened,
    WayTaken,
)
from facilitation.following import FollowUp, follows
from facilitation.model import (
    Branch,
    Charter,
    Circle,
    CircleId,
    CircleKind,
    CircleStatus,
    Contradiction,
    Duty,
    ItemOutcome,
    Member,
    PersonId,
    Piece,
    PieceKind,
    ProceedingId,
    Way,
    Words,
    but,
)
from facilitation.opening import begins, begun, common, full_member, opens
from facilitation.proposing import ours_to_decide
from facilitation.refusals import Reason, Refused
from facilitation.settings import Shaping
from facilitation.state import Proceeding, Work
from facilitation.values import dataclass
from facilitation.verbs import SENTENCE_LIMIT, TITLE_LIMIT, readable

THREE: Final = "shaping 3x3"
EIGHT: Final = "shaping 8 steps"
ROUTES: Final = {Shaping.THREE_BY_THREE: THREE, Shaping.EIGHT_STEPS: EIGHT}


@dataclass(frozen=True, kw_only=True)
class ShapingWork(Work):
    """Everything put on the table while a proposal is shaped."""

    requirement: str
    """What is needed, as the circle worded it; not yet a solution."""
    pieces: tuple[Piece, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    on: int | None = None
    """The contradiction that the present round of reactions is about."""
    tuners: tuple[PersonId, ...] = ()
    helper: PersonId | None = None
    """Who leads the helping circle, if there is one."""
    helps_until: datetime | None = None
    branch: Branch | None = None
    to: CircleId | None = None
    """The circle it would be passed on to."""
    neighbours: tuple[tuple[str, CircleId], ...] = ()
    """Names and ids of the circles it could be passed on to; the broader one goes by ""."""
    proposal: ProceedingId | None = None
    """The proposal it has led to."""


def work(p: Proceeding) -> ShapingWork:
    """What this shaping keeps."""
    assert isinstance(p.work, ShapingWork)  # noqa: S101 - asked only in the tables of a shaping
    return p.work


def pieces(p: Proceeding, *kinds: PieceKind) -> tuple[Piece, ...]:
    """What stands on the table, of these kinds."""
    return tuple(piece for piece in work(p).pieces if piece.kind in kinds and piece.stands)


def piece(p: Proceeding, number: int | None) -> Piece | None:
    """One piece by its number."""
    found = work(p).pieces
    return found[number - 1] if number is not None and 1 <= number <= len(found) else None


def unresolved(p: Proceeding) -> tuple[Contradiction, ...]:
    """Contradictions for which no way has been taken yet."""
    return tuple(one for one in work(p).contradictions if one.way is None)


def ordered(p: Proceeding) -> tuple[Piece, ...]:
    """The generative questions in the order in which the circle would look at them, the disputed ones last.

    Moved silently by everybody (S3 "Proposal Forming"): no counts, only who would look at it first or last.
    """
    return tuple(sorted(pieces(p, PieceKind.GENERATIVE), key=_place))


def disputed(one: Piece) -> bool:
    """Whether some would look at it first and others last."""
    return bool(one.first) and bool(one.last)


def _place(one: Piece) -> int:
    if disputed(one):
        return 3
    return 0 if one.first else 2 if one.last else 1


def with_piece(p: Proceeding, number: int, **changes: Any) -> Proceeding:  # noqa: ANN401 - fields of Piece
    """The proceeding with one piece changed."""
    kept = tuple(but(one, **changes) if one.number == number else one for one in work(p).pieces)
    return but(p, work=but(work(p), pieces=kept))


def changed(p: Proceeding, **changes: Any) -> Proceeding:  # noqa: ANN401 - fields of ShapingWork
    """The proceeding with its work changed."""
    return but(p, work=but(work(p), **changes))


# --- opening --------------------------------------------------------------------------------------------------


@opens(OpenShaping)
def _open(command: OpenShaping, now: datetime) -> ShapingOpened:
    circle = command.circle
    full_member(command.by, circle)
    ours_to_decide(command.domain, circle)
    return ShapingOpened(
        at=now,
        **common(command, circle, ROUTES[circle.settings.shaping]),
        driver=readable(command.driver, SENTENCE_LIMIT),
        requirement=readable(command.requirement, SENTENCE_LIMIT, needed=False),
        domain=command.domain,
        neighbours=tuple(_neighbours(circle)),
    )


def _neighbours(circle: Circle) -> Iterator[tuple[str, CircleId]]:
    if circle.broader is not None:
        yield "", circle.broader
    for sub in circle.subcircles:
        if sub.status is CircleStatus.ACTIVE:
            yield sub.charter.name, sub.id


@begins(ShapingOpened)
def _begin(fact: ShapingOpened) -> Proceeding:
    kept = ShapingWork(requirement=fact.requirement, neighbours=fact.neighbours)
    return begun(fact, driver=fact.driver, domain=fact.domain, work=kept)


# --- what follows ---------------------------------------------------------------------------------------------


@follows(DraftPresented)
def _proposed(p: Proceeding, fact: DraftPresented) -> Iterator[FollowUp]:
    """The draft is put to the circle as a proposal of its own, with a link back to where it was shaped."""
    yield (
        proposal_id(p),
        Propose(
            by=fact.proposer,
            id=proposal_id(p),
            circle=p.circle,
            title=p.title,
            draft=p.version.draft,
            driver=_reason(p),
            domain=p.domain,
            away=tuple(p.away),
            item_of=p.item_of,
            shaped_in=p.id,
        ),
    )


def proposal_id(p: Proceeding) -> ProceedingId:
    """The id of the proposal that a shaping leads to."""
    return ProceedingId(f"{p.id}-shaped")


def _reason(p: Proceeding) -> str:
    """The situation, and what is needed, where both fit."""
    both = "\n".join(text for text in (p.driver, work(p).requirement) if text)
    return both if len(both) <= SENTENCE_LIMIT else p.driver


@follows(PassedOn)
def _passed_on(p: Proceeding, fact: PassedOn) -> Iterator[FollowUp]:
    """The other circle consents to taking it, or it comes back (domain.md section 5.1-3)."""
    yield (
        p.circle.id,
        HandOnTopic(title=p.title, to=fact.to, by=p.author, tension=Words(p.driver), proceeding=p.id),
    )


@follows(HelpersChosen)
def _helping(p: Proceeding, _fact: HelpersChosen) -> Iterator[FollowUp]:
    """A circle of its own with a leader, a product and a last day, which recommends (MVOS 2.5.4)."""
    asked = next(r.aside for r in reversed(p.results) if r.aside is not None)
    leader = work(p).helper
    if leader is None:
        return
    charter = Charter(
        name=p.title,
        aim=asked.text,
        kind=CircleKind.HELPING,
        decides=False,
        product=asked.text,
        members=(Member(person=leader, duties=(Duty.LEADER,)),),
        delegate_expected=False,
        until=asked.until,
    )
    willing = (leader,) if leader in (asked.mover, *asked.consented) else ()
    id_ = CircleId(f"{p.id}-helpers")
    yield p.circle.id, FormSubCircle(id=id_, charter=charter, willing=willing, decided_in=p.id)


@follows(WayTaken)
def _split_off(p: Proceeding, fact: WayTaken) -> Iterator[FollowUp]:
    if fact.way is Way.SPLIT:
        title = " ".join(fact.text.split())[:TITLE_LIMIT]
        yield p.circle.id, BringTopic(title=title, outcome=ItemOutcome.DECIDE, by=fact.by, proceeding=p.id)


def receiver(p: Proceeding, name: str) -> CircleId:
    """The circle that something is passed on to; refuses one that this circle does not know."""
    known = dict(work(p).neighbours)
    if name in known:
        return known[name]
    raise Refused(Reason.NO_SUCH_THING if name else Reason.NO_BROADER_CIRCLE)


# --- booking --------------------------------------------------------------------------------------------------


@books(PieceAdded)
def _book_added(p: Proceeding, fact: PieceAdded) -> Proceeding:
    added = Piece(
        number=fact.number,
        kind=fact.kind,
        by=fact.person,
        text=fact.text,
        step=p.table_step,
        pass_number=getattr(p.phase, "pass_number", 1),
    )
    return changed(p, pieces=(*work(p).pieces, added))


@books(PieceReworded)
def _book_reworded(p: Proceeding, fact: PieceReworded) -> Proceeding:
    return with_piece(p, fact.number, text=fact.text)


@books(PieceSorted)
def _book_sorted(p: Proceeding, fact: PieceSorted) -> Proceeding:
    return with_piece(p, fact.number, kind=fact.kind)


@books(PieceAnswered)
def _book_answered(p: Proceeding, fact: PieceAnswered) -> Proceeding:
    return with_piece(p, fact.number, answer=fact.text, answered_by=fact.by)


@books(PieceLeftOut)
def _book_left_out(p: Proceeding, fact: PieceLeftOut) -> Proceeding:
    return with_piece(p, fact.number, left_out=fact.text, covered=False)


@books(PiecesCovered)
def _book_covered(p: Proceeding, fact: PiecesCovered) -> Proceeding:
    for number in fact.numbers:
        p = with_piece(p, number, covered=True)
    return p


@books(PieceMoved)
def _book_moved(p: Proceeding, fact: PieceMoved) -> Proceeding:
    old = work(p).pieces[fact.number - 1]
    first, last = old.first - {fact.person}, old.last - {fact.person}
    if fact.first:
        return with_piece(p, fact.number, first=first | {fact.person}, last=last)
    return with_piece(p, fact.number, first=first, last=last | {fact.person})


@books(PiecesMerged)
def _book_merged(p: Proceeding, fact: PiecesMerged) -> Proceeding:
    into, *rest = fact.numbers
    echoes = dict.fromkeys(who for number in fact.numbers for who in _behind(p, number))
    for number in rest:
        p = with_piece(p, number, merged_into=into)
    first = work(p).pieces[into - 1]
    text = fact.text or first.text
    return with_piece(p, into, text=text, echoed=tuple(who for who in echoes if who != first.by))


def _behind(p: Proceeding, number: int) -> tuple[PersonId, ...]:
    one = work(p).pieces[number - 1]
    return (one.by, *one.echoed)
