"""Putting pieces together: answers to questions, what fits, and what to do where ideas contradict each other.

Compatible parts first, contradictions isolated; for each contradiction a round of reactions, a choice, both shown on
purpose, or a part split off (MVOS 3.3; domain.md section 5.2, steps 6 and 7). In the eight steps, what can be found
out is found out first, and "we don't know" is an answer (S3 "Proposal Forming").
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitation.booking import books
from facilitation.commands import AnswerPiece, LeaveOut, NoteContradiction, NotePiece, StepDone, TakeWay
from facilitation.facts import (
    AnswersGiven,
    ContradictionNoted,
    ContradictionsResolved,
    ContradictionsStand,
    Fact,
    PieceAnswered,
    PieceLeftOut,
    PiecesFit,
    ReactionsAsked,
    WayTaken,
)
from facilitation.model import Contradiction, PersonId, PieceKind, Way, but
from facilitation.phases.agreeing import Agreeing, note_verb, shaping
from facilitation.phases.gathering import MERGE, REWORD, SORT, noted, numbers, on_table, several
from facilitation.refusals import Reason, Refused
from facilitation.shaping import changed, piece, pieces, unresolved, with_piece, work
from facilitation.state import Proceeding
from facilitation.values import dataclass
from facilitation.verbs import About, Verb, both, voice, words

CONSIDERED = (PieceKind.INFORMATION, PieceKind.GENERATIVE)


@dataclass(frozen=True, kw_only=True)
class Answers(Agreeing):
    """What can be found out is found out before anybody looks for ideas."""

    closings = frozenset({AnswersGiven})

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Without any question there is nothing to answer."""
        if not pieces(p, *CONSIDERED):
            yield AnswersGiven(at=now)


def _unanswered(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    found = piece(p, about)
    return Reason.ALREADY_SPOKEN if found is not None and found.answer is not None else None


def _all_answered(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    open_ = any(one.answer is None for one in pieces(p, PieceKind.INFORMATION))
    return Reason.NOT_ALL_ANSWERED if open_ else None


def _answer(_p: Proceeding, c: AnswerPiece, now: datetime) -> Iterator[Fact]:
    text = words(c.text)
    for number in several(c):
        yield PieceAnswered(at=now, number=number, by=c.by, text=text)


def _answered(_p: Proceeding, c: StepDone, now: datetime) -> Iterator[Fact]:
    yield AnswersGiven(at=now, by=c.by)


def _consider(p: Proceeding, c: NotePiece, now: datetime) -> Iterator[Fact]:
    yield noted(p, c, now, PieceKind.GENERATIVE)


Answers.verbs = (
    Verb(
        AnswerPiece,
        both(on_table(PieceKind.INFORMATION), _unanswered),
        _answer,
        several,
        numbers,
    ),
    note_verb(_consider),
    REWORD,
    MERGE,
    SORT,
    Verb(StepDone, both(shaping, _all_answered), _answered),
)


# --- putting together -----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Synthesis(Agreeing):
    """The pieces that fit are put together, and contradictions are set apart."""

    closings = frozenset({PiecesFit, ContradictionsStand})


def leave_out(_p: Proceeding, c: LeaveOut, now: datetime) -> Iterator[Fact]:
    """Say of pieces that they are not part of the draft, and why."""
    text = words(c.text)
    for number in several(c):
        yield PieceLeftOut(at=now, number=number, by=c.by, text=text)


def _free(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    taken = any(about in one.pieces for one in unresolved(p))
    return Reason.NOTHING_CHANGED if taken else None


def _two(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    taken = {number for one in unresolved(p) for number in one.pieces}
    free = [one for one in pieces(p, PieceKind.IDEA) if one.number not in taken | {about}]
    return None if free else Reason.NOTHING_CHANGED


def _contradict(p: Proceeding, c: NoteContradiction, now: datetime) -> Iterator[Fact]:
    chosen = several(c)
    if len(chosen) == 1:
        raise Refused(Reason.NOTHING_CHANGED)
    number = len(work(p).contradictions) + 1
    yield ContradictionNoted(at=now, number=number, by=c.by, numbers=chosen, text=words(c.text))


def _idea(p: Proceeding, c: NotePiece, now: datetime) -> Iterator[Fact]:
    yield noted(p, c, now, PieceKind.IDEA)


def _show(p: Proceeding, c: StepDone, now: datetime) -> Iterator[Fact]:
    yield ContradictionsStand(at=now, by=c.by) if unresolved(p) else PiecesFit(at=now, by=c.by)


_IDEA = on_table(PieceKind.IDEA)

Synthesis.verbs = (
    note_verb(_idea),
    REWORD,
    MERGE,
    Verb(LeaveOut, both(shaping, _IDEA, _free), leave_out, several, numbers),
    Verb(
        NoteContradiction,
        both(voice, _IDEA, _free, _two),
        _contradict,
        several,
        numbers,
    ),
    Verb(StepDone, shaping, _show),
)


@books(ContradictionNoted)
def _book_noted(p: Proceeding, fact: ContradictionNoted) -> Proceeding:
    found = Contradiction(number=fact.number, pieces=fact.numbers, text=fact.text)
    return changed(p, contradictions=(*work(p).contradictions, found))


# --- where they contradict each other -------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Contradictions(Agreeing):
    """For each contradiction: hear everyone, choose, show both on purpose, or split a part off."""

    closings = frozenset({ContradictionsResolved, ReactionsAsked})

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Go on when a way was taken for each."""
        if not unresolved(p):
            yield ContradictionsResolved(at=now)


def _still(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    return None if about in {one.number for one in unresolved(p)} else Reason.NO_SUCH_THING


def _take(p: Proceeding, c: TakeWay, now: datetime) -> Iterator[Fact]:
    if c.way is Way.REACTIONS:
        yield ReactionsAsked(at=now, number=c.contradiction, by=c.by)
        return
    about = work(p).contradictions[c.contradiction - 1]
    chosen = tuple(dict.fromkeys(c.pieces))
    if not set(chosen) <= set(about.pieces):
        raise Refused(Reason.NO_SUCH_THING)
    if c.way in {Way.CHOOSE, Way.SPLIT} and not 0 < len(chosen) < len(about.pieces):
        raise Refused(Reason.NO_SUCH_THING)
    # What was chosen, or what is shown twice, is told with its reason: "what was left out and why".
    yield WayTaken(at=now, number=c.contradiction, by=c.by, way=c.way, numbers=chosen, text=words(c.text))


Contradictions.verbs = (
    Verb(
        TakeWay,
        both(shaping, _still),
        _take,
        about=lambda c: (c.contradiction,),
        targets=lambda p: [one.number for one in unresolved(p)],
    ),
)


def _with(p: Proceeding, number: int, **changes: object) -> Proceeding:
    kept = tuple(but(one, **changes) if one.number == number else one for one in work(p).contradictions)
    return changed(p, contradictions=kept)


@books(WayTaken)
def _book_way(p: Proceeding, fact: WayTaken) -> Proceeding:
    about = work(p).contradictions[fact.number - 1]
    out: tuple[int, ...] = ()
    if fact.way is Way.CHOOSE:
        out = tuple(number for number in about.pieces if number not in fact.numbers)
    elif fact.way is Way.SPLIT:
        out = fact.numbers
    for number in out:
        p = with_piece(p, number, left_out=fact.text)
    return _with(p, fact.number, way=fact.way, reason=fact.text)


@books(ReactionsAsked)
def _book_asked(p: Proceeding, fact: ReactionsAsked) -> Proceeding:
    return changed(_with(p, fact.number, heard=True), on=fact.number)
