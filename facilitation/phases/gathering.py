"""Rounds in which a circle puts pieces on the table: needs, what an answer has to cover, ideas; and their order.

What is written in a turn becomes a piece by itself; what is said aloud is noted by whoever facilitates or writes.
Nothing is weighed here (MVOS 3.3, 5.5.3; S3 "Proposal Forming"; domain.md section 5.2 and 4.2 "Idea / shaping"):
ideas may contradict each other, "bingo" takes a turn with what somebody else has said, and what says the same can
be made one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from facilitation.booking import books, in_phase
from facilitation.commands import (
    AboutPieces,
    AnotherPass,
    Answer,
    Ask,
    Bingo,
    ComeBackToMe,
    LookFirst,
    LookLast,
    MergePieces,
    NotePiece,
    Redraft,
    RewordPiece,
    SortPiece,
    Speak,
)
from facilitation.facts import (
    Fact,
    PieceAdded,
    PieceMoved,
    PieceReworded,
    PiecesEchoed,
    PiecesMerged,
    PieceSorted,
    RoundClosed,
    Spoke,
    StepBegan,
)
from facilitation.model import Duty, PersonId, Piece, PieceKind, Words
from facilitation.phases.drafting import members
from facilitation.phases.round import Round, has_turn, speaking, state_of, with_turn
from facilitation.refusals import Reason, Refused
from facilitation.settings import Amender
from facilitation.shaping import piece, pieces, with_piece, work
from facilitation.state import GatherState, Proceeding, RoundState, TurnState
from facilitation.values import dataclass
from facilitation.verbs import About, Guard, Verb, both, voice, words

SHORT_ROUNDS: Final = 3
"""Ideas go round as long as a pass brings something new, so often by themselves (D); then when somebody asks."""
MOST: Final = 30
"""One turn brings no more lines than this (D)."""
CONSIDERATIONS: Final = frozenset({PieceKind.INFORMATION, PieceKind.GENERATIVE})


@dataclass(frozen=True, kw_only=True)
class Gather(Round):
    """A round in which pieces come onto the table."""

    kind: PieceKind
    lines: bool = False
    """Whether each line of a turn is a piece of its own; else a turn brings one piece."""

    def begin(self, p: Proceeding, fact: StepBegan) -> RoundState:
        """Ideas go round several times while they come."""
        passes = SHORT_ROUNDS if self.kind is PieceKind.IDEA else 1
        return _shaped(super().begin(p, fact), passes=passes)

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Close when a pass has brought nothing new, unless somebody asked for another one."""
        state = state_of(p)
        done = not any(turn.open for turn in state.turns)
        if done and state.passes <= SHORT_ROUNDS and not fresh(p, state):
            yield RoundClosed(at=now)
        else:
            yield from super().settle(p, now)


@dataclass(frozen=True, kw_only=True)
class Reactions(Round):
    """A round of reactions on one contradiction, before a way is taken."""

    def begin(self, p: Proceeding, fact: StepBegan) -> RoundState:
        """A round like others; its card shows what it is about."""
        return _shaped(super().begin(p, fact))


def _shaped(state: RoundState, **changes: Any) -> GatherState:  # noqa: ANN401 - fields of RoundState
    return GatherState(**(vars(state) | changes))


def fresh(p: Proceeding, state: RoundState) -> tuple[Piece, ...]:
    """What this pass of the round has brought so far."""
    mine = (one for one in work(p).pieces if one.step == state.step)
    return tuple(one for one in mine if one.pass_number == state.pass_number)


def visible(p: Proceeding) -> tuple[Piece, ...]:
    """What everybody may see: in a round held together, nothing of this pass before all have had their turn."""
    state = p.phase
    if not isinstance(state, RoundState) or not state.together:
        return work(p).pieces
    hidden = {one.number for one in fresh(p, state)}
    return tuple(one for one in work(p).pieces if one.number not in hidden)


def shaper(p: Proceeding) -> PersonId | None:
    """Who puts the pieces together: the facilitator; where the proposer alone amends, the proposer (HC 5.4.5 a)."""
    proposer = p.circle.settings.amender is Amender.PROPOSER and p.circle.member(p.author)
    return p.author if proposer else p.facilitator


def noting(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    """Whoever facilitates, writes, or puts the pieces together."""
    known = {p.facilitator, p.circle.holder(Duty.SECRETARY), shaper(p)} - {None}
    if p.circle.member(who) is None:
        return Reason.STRANGER
    return None if who in known else Reason.NOT_FACILITATOR


def noting_or_self(p: Proceeding, who: PersonId, about: PersonId) -> Reason | None:
    """Whoever notes for everybody; and everybody with a voice for themselves."""
    return voice(p, who, about) if who == about else noting(p, who, about)


def of_member(p: Proceeding, _who: PersonId, about: PersonId) -> Reason | None:
    """About somebody who belongs to the circle."""
    return None if p.circle.member(about) else Reason.NOT_A_MEMBER


def on_table(*kinds: PieceKind) -> Guard:
    """A piece that everybody sees and that still stands, of one of these kinds; without any, of any kind."""

    def guard(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
        found = piece(p, about)
        seen = found is not None and found.stands and found in visible(p)
        return None if seen and (not kinds or found.kind in kinds) else Reason.NO_SUCH_THING  # type: ignore[union-attr]

    return guard


def numbers(p: Proceeding) -> list[int]:
    """The numbers of all pieces."""
    return [one.number for one in work(p).pieces]


def several(c: AboutPieces) -> tuple[int, ...]:
    """The pieces a command is about; none is no piece at all."""
    return tuple(dict.fromkeys(c.pieces)) or (0,)


def _theirs(p: Proceeding, who: PersonId, about: int) -> Reason | None:
    found = piece(p, about)
    return None if found is not None and found.by == who else noting(p, who, about)


def _not_mine(p: Proceeding, who: PersonId, about: int) -> Reason | None:
    found = piece(p, about)
    return Reason.NOTHING_CHANGED if found and who in (found.by, *found.echoed) else None


def _company(p: Proceeding, _who: PersonId, about: int) -> Reason | None:
    found = piece(p, about)
    alike = [one for one in visible(p) if one.stands and found and one.kind is found.kind]
    return None if len(alike) > 1 else Reason.NOTHING_CHANGED


# --- acts -----------------------------------------------------------------------------------------------------


def _kind(p: Proceeding) -> Gather:
    from facilitation.processes import phase_of  # noqa: PLC0415 - the tables are made of these phases

    assert p.phase is not None  # noqa: S101 - asked for in a round
    found = phase_of(p.process, p.phase.name)
    assert isinstance(found, Gather)  # noqa: S101 - these verbs belong to it
    return found


def _speak(p: Proceeding, c: Speak, now: datetime) -> Iterator[Fact]:
    text = words(c.text, needed=False)
    yield Spoke(at=now, person=c.by, text=text)
    kind = _kind(p)
    lines = [line.strip() for line in text.splitlines() if line.strip()] if kind.lines else [text]
    if len(lines) > MOST:
        raise Refused(Reason.TEXT_TOO_LONG)
    for number, line in enumerate(lines if text else (), len(work(p).pieces) + 1):
        yield PieceAdded(at=now, number=number, kind=kind.kind, person=c.by, text=Words(line))


def _note(p: Proceeding, c: NotePiece, now: datetime) -> Iterator[Fact]:
    yield noted(p, c, now, _kind(p).kind)


def noted(p: Proceeding, c: NotePiece, now: datetime, kind: PieceKind) -> PieceAdded:
    """A piece that was said aloud, noted by somebody."""
    number = len(work(p).pieces) + 1
    return PieceAdded(at=now, number=number, kind=kind, person=c.person, text=words(c.text), by=c.by)


def _bingo(_p: Proceeding, c: Bingo, now: datetime) -> Iterator[Fact]:
    yield PiecesEchoed(at=now, numbers=several(c), person=c.by)


def _reword(p: Proceeding, c: RewordPiece, now: datetime) -> Iterator[Fact]:
    chosen, text = several(c), words(c.text)
    if len(chosen) > 1:
        raise Refused(Reason.ONE_AT_A_TIME)
    if text == work(p).pieces[chosen[0] - 1].text:
        raise Refused(Reason.NOTHING_CHANGED)
    yield PieceReworded(at=now, number=chosen[0], by=c.by, text=text)


def _merge(p: Proceeding, c: MergePieces, now: datetime) -> Iterator[Fact]:
    chosen = several(c)
    if len(chosen) == 1 or len({work(p).pieces[number - 1].kind for number in chosen}) > 1:
        raise Refused(Reason.NOTHING_CHANGED)
    yield PiecesMerged(at=now, numbers=chosen, by=c.by, text=words(c.text, needed=False))


def _sort(p: Proceeding, c: SortPiece, now: datetime) -> Iterator[Fact]:
    kind = PieceKind.INFORMATION if c.informs else PieceKind.GENERATIVE
    chosen = [number for number in several(c) if work(p).pieces[number - 1].kind is not kind]
    if not chosen:
        raise Refused(Reason.NOTHING_CHANGED)
    for number in chosen:
        yield PieceSorted(at=now, number=number, by=c.by, kind=kind)


def _move(_p: Proceeding, c: LookFirst | LookLast, now: datetime) -> Iterator[Fact]:
    for number in several(c):
        yield PieceMoved(at=now, number=number, person=c.by, first=isinstance(c, LookFirst))


REWORD: Final = Verb(RewordPiece, both(on_table(), _theirs), _reword, several, numbers)
MERGE: Final = Verb(MergePieces, both(noting, on_table(), _company), _merge, several, numbers)
SORT: Final = Verb(SortPiece, both(on_table(*CONSIDERATIONS), _theirs), _sort, several, numbers)
_KEPT: Final = tuple(verb for verb in Round.verbs if verb.command not in {Speak, Ask, Answer, Redraft})

Gather.verbs = (
    *_KEPT,
    Verb(Speak, both(has_turn, speaking), _speak),
    Verb(
        Bingo,
        both(has_turn, speaking, on_table(), _not_mine),
        _bingo,
        several,
        numbers,
    ),
    Verb(NotePiece, both(noting, of_member), _note, lambda c: (c.person,), members),
    REWORD,
    MERGE,
    SORT,
)


# --- which question first -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Priorities(Round):
    """Everybody moves questions to the front or the back, silently; what is moved both ways is looked at last."""

    def order(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Nobody is asked where there is nothing to put in order."""
        return super().order(p) if len(pieces(p, PieceKind.GENERATIVE)) > 1 else ()

    def begin(self, p: Proceeding, fact: StepBegan) -> RoundState:
        """Everybody at the same time: it is done in silence (S3 "Proposal Forming")."""
        return _shaped(super().begin(p, fact), together=True)


def _moves(*, first: bool) -> Guard:
    def guard(p: Proceeding, who: PersonId, about: int) -> Reason | None:
        found = piece(p, about)
        assert found is not None  # noqa: S101 - asked for before
        return Reason.NOTHING_CHANGED if who in (found.first if first else found.last) else None

    return guard


_GENERATIVE: Final = on_table(PieceKind.GENERATIVE)
_OWN: Final = {Speak, Ask, Answer, Redraft, ComeBackToMe, AnotherPass}

Priorities.verbs = (
    *(verb for verb in Round.verbs if verb.command not in _OWN),
    Verb(LookFirst, both(has_turn, _GENERATIVE, _moves(first=True)), _move, several, numbers),
    Verb(LookLast, both(has_turn, _GENERATIVE, _moves(first=False)), _move, several, numbers),
)


@books(PiecesEchoed)
def _book_echoed(p: Proceeding, fact: PiecesEchoed) -> Proceeding:
    for number in fact.numbers:
        echoed = (*work(p).pieces[number - 1].echoed, fact.person)
        p = with_piece(p, number, echoed=echoed)
    turns = with_turn(state_of(p), fact.person, state=TurnState.PASSED)
    return in_phase(p, RoundState, turns=turns)
