"""The rounds of a selection: the role, qualifications, reasons, information, change (domain.md section 8.1).

Reasons come after the names are shown, one after the other and without replies; change comes only after all
reasons (INV-S3) and is not repeated until everyone agrees: one more pass at most, where a strong new fact came
(MVOS 3.6.3). In circles of more than twelve, those who named the same person speak after each other, and whoever
hears their own reasons says "nothing to add".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from typing import Final

from facilitation.booking import books, in_phase
from facilitation.commands import AnotherPass, ChangeNomination, DescribeRole, Pass
from facilitation.facts import (
    Fact,
    NominationChanged,
    Passed,
    PassPlanned,
    RoundClosed,
    RoundPurpose,
    StepBegan,
)
from facilitation.model import Nomination, PersonId, Words, but
from facilitation.phases import round as rounds
from facilitation.phases.nominating import check_nominee, nominees
from facilitation.phases.round import Round, state_of
from facilitation.phases.selection_start import DESCRIBE
from facilitation.refusals import Reason, Refused
from facilitation.selecting import eligible, post_number, selection, with_work
from facilitation.state import PhaseState, Proceeding, RoundState, Turn, TurnState
from facilitation.values import dataclass
from facilitation.verbs import About, Guard, Verb, both, facilitating, voice, words

P = RoundPurpose
MANY: Final = 12
"""Above this many people, reasons are heard nominee by nominee (MVOS 3.6.3)."""
MOST_PASSES: Final = 2


@dataclass(frozen=True, kw_only=True)
class SelectionRound(RoundState):
    """A round of a selection under way."""


@dataclass(frozen=True, kw_only=True)
class SkippedState(PhaseState):
    """A round that this circle does not hold."""


@dataclass(frozen=True, kw_only=True)
class RoundOnRole(Round):
    """A round of a selection, for one purpose; some are held only where the circle's setting says so."""

    def begin(self, p: Proceeding, fact: StepBegan) -> RoundState:
        """All turns open but those of members who are away, and of those who wrote their reasons already."""
        if not held_here(p, self.purpose):
            return SkippedState(name=fact.phase, step=fact.step, began=fact.at)  # type: ignore[return-value]
        plain = super().begin(p, fact)
        state = SelectionRound(**{f.name: getattr(plain, f.name) for f in fields(RoundState)})
        if self.purpose is P.NOMINATE:
            state = but(state, turns=tuple(_reasoned(p, state, turn) for turn in state.turns))
        return state

    def order(self, p: Proceeding) -> tuple[PersonId, ...]:
        """As in every round; the reasons for one nominee after the other, where many speak."""
        if not held_here(p, self.purpose):
            return ()
        order = super().order(p)
        return clustered(p, order) if self.purpose is P.NOMINATE and len(order) > MANY else order

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """As in every round; one that is not held is over at once."""
        if isinstance(p.phase, SkippedState):
            yield RoundClosed(at=now)
        else:
            yield from super().settle(p, now)


def held_here(p: Proceeding, purpose: RoundPurpose) -> bool:
    """Whether this circle holds such a round."""
    settings = p.circle.settings
    if purpose is P.QUALIFICATIONS:
        return settings.qualifications_round and not selection(p).listed
    return settings.information_round if purpose is P.INFORMATION else True


def _reasoned(p: Proceeding, state: RoundState, turn: Turn) -> Turn:
    """Where everyone writes at their own time, written reasons are a turn that was taken."""
    mine = [n for n in selection(p).nominations if n.by == turn.person]
    written = state.together and turn.open and all(n.reason or n.nominee is None for n in mine)
    said = Words("\n".join(n.reason for n in mine if n.reason))
    return but(turn, state=TurnState.DONE, text=said) if written else turn


def clustered(p: Proceeding, order: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
    """The same people, those who named the same person next to each other."""
    groups: dict[PersonId | None, list[PersonId]] = {}
    for who in order:
        groups.setdefault(_named_first(p, who), []).append(who)
    return tuple(who for group in groups.values() for who in group)


def _named_first(p: Proceeding, who: PersonId) -> PersonId | None:
    return next(n.nominee for n in selection(p).nominations if n.by == who)


# --- guards ---------------------------------------------------------------------------------------------------


def _only(*purposes: RoundPurpose) -> Guard:
    def guard(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
        return None if state_of(p).purpose in purposes else Reason.NOT_NOW

    return guard


def _may_pass(p: Proceeding, who: PersonId, about: About) -> Reason | None:
    """Passing the reasons: whoever named nobody, and in large circles whoever heard their own reasons."""
    if state_of(p).purpose is not P.NOMINATE:
        return rounds.may_pass(p, who, about)
    named = _named_first(p, who)
    if named is None:
        return None
    heard = {t.person for t in state_of(p).turns if t.state is TurnState.DONE}
    covered = any(_named_first(p, other) == named for other in heard)
    return None if covered and len(state_of(p).turns) > MANY else Reason.NO_PASS


def _another(p: Proceeding, who: PersonId, about: PersonId) -> Reason | None:
    """Somebody who could hold a role for which this person has named somebody else, or nobody."""
    work = selection(p)
    able = [post for post in work.open if eligible(p, post, about)]
    if not able:
        return Reason.NOT_ELIGIBLE
    named = [work.nomination(who, post) for post in able]
    new = any(one is None or one.nominee != about for one in named)
    return None if new else Reason.NOTHING_CHANGED


def _room(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    state = state_of(p)
    if state.purpose is P.CHANGE and state.passes >= MOST_PASSES:
        return Reason.CHANGED_ONCE
    return None if state.passes == state.pass_number else Reason.NOT_NOW


# --- acts -----------------------------------------------------------------------------------------------------


def _change(p: Proceeding, c: ChangeNomination, now: datetime) -> Iterator[Fact]:
    number = post_number(p, c.which)
    check_nominee(p, number, c.person)
    reason = words(c.reason)
    before = selection(p).nomination(c.by, number)
    if before is not None and before.nominee == c.person:
        raise Refused(Reason.NOTHING_CHANGED)
    yield NominationChanged(at=now, person=c.by, post=number, nominee=c.person, reason=reason)


def _pass(_p: Proceeding, c: Pass, now: datetime) -> Iterator[Fact]:
    yield Passed(at=now, person=c.by)


def _once_more(_p: Proceeding, c: AnotherPass, now: datetime) -> Iterator[Fact]:
    yield PassPlanned(at=now, by=c.by)


def _named(c: ChangeNomination) -> tuple[PersonId, ...]:
    return (c.person,)


_TURN = (rounds.has_turn, rounds.speaking)
_OWN: Final = frozenset({Pass, AnotherPass})

RoundOnRole.verbs = (
    *(verb for verb in Round.verbs if verb.command not in _OWN),
    Verb(Pass, both(rounds.has_turn, _may_pass, rounds.speaking), _pass),
    Verb(AnotherPass, both(facilitating, _room), _once_more),
    Verb(DescribeRole, both(_only(P.ROLE), DESCRIBE.guard), DESCRIBE.act),
    Verb(
        ChangeNomination,
        both(voice, _only(P.CHANGE), *_TURN, _another),
        _change,
        about=_named,
        targets=nominees,
    ),
)


@books(NominationChanged)
def _book_changed(p: Proceeding, fact: NominationChanged) -> Proceeding:
    work = selection(p)
    before = work.nomination(fact.person, fact.post)
    first = None if before is None else before.first or before.nominee
    changed = Nomination(
        by=fact.person,
        post=fact.post,
        nominee=fact.nominee,
        reason=fact.reason if before is None else before.reason,
        first=first,
        moved=Words("") if before is None else fact.reason,
    )
    rest = tuple(n for n in work.nominations if (n.by, n.post) != (fact.person, fact.post))
    p = with_work(p, nominations=(*rest, changed))
    if len(work.open) > 1:  # with several roles a turn ends when its speaker says so
        return p
    turns = rounds.with_turn(state_of(p), fact.person, state=TurnState.DONE, text=fact.reason)
    return in_phase(p, RoundState, turns=turns)
