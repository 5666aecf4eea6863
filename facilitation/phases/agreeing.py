"""Small agreements on the way to a proposal: the reason, the needs, the list, who words the draft, who helps.

Each is "any objection to ...?", asked aside; an objection sends the circle back to the words, never past them.
Sources: S3 "Respond to Organizational Drivers", "Proposal Forming" steps 1 and 7; MVOS 2.5.4, 3.3.2 (domain.md
sections 5.1 and 5.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitation import aside
from facilitation.aside import carries
from facilitation.booking import books, in_phase
from facilitation.commands import (
    ChooseBranch,
    NameTuners,
    NotePiece,
    ProposeHelpers,
    RewordDriver,
    RewordRequirement,
    StepDone,
    WordNeeds,
)
from facilitation.facts import (
    AskedAgain,
    Asks,
    BranchChosen,
    DriverReworded,
    DriverStands,
    DriverUnclear,
    Fact,
    HelpersChosen,
    HelpersNamed,
    ListProposed,
    ListStands,
    NeedsStand,
    NeedsWorded,
    NotForUs,
    PassedOn,
    RequirementReworded,
    StepBegan,
    TunersChosen,
    TunersNamed,
)
from facilitation.model import Branch, PersonId, PieceKind, Words
from facilitation.phases.drafting import members
from facilitation.phases.gathering import MERGE, REWORD, SORT, noted, noting_or_self, of_member, shaper
from facilitation.process import Phase
from facilitation.refusals import Reason, Refused
from facilitation.shaping import changed, pieces, receiver, work
from facilitation.state import Aside, Proceeding, ShapingState, WaitingState, here
from facilitation.values import dataclass
from facilitation.verbs import (
    SENTENCE_LIMIT,
    About,
    Makes,
    Verb,
    ahead,
    both,
    no_aside,
    readable,
    voice,
    words,
)


@dataclass(frozen=True, kw_only=True)
class Agreeing(Phase):
    """Something small is agreed on before the shaping goes on."""

    def begin(self, p: Proceeding, fact: StepBegan) -> ShapingState:
        """Nothing is asked of anybody yet."""
        del p
        return ShapingState(name=fact.phase, step=fact.step, began=fact.at)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whoever puts the pieces together; everyone, where nobody does."""
        return shapers(p)


def shapers(p: Proceeding) -> tuple[PersonId, ...]:
    """Whose move it is between the rounds."""
    found = shaper(p)
    return (found,) if found is not None else here(p)


def shaping(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    """Whoever puts the pieces together."""
    if p.circle.member(who) is None:
        return Reason.STRANGER
    return None if who == shaper(p) else Reason.NOT_FACILITATOR


# --- the situation and what is needed -------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Driver(Agreeing):
    """Is this the situation to answer, and is this what is needed? The circle consents to both first."""

    closings = frozenset({DriverStands, DriverUnclear})

    def settle(self, p: Proceeding, now: datetime) -> Iterator[Fact]:
        """Put the question; after an objection it waits to be said anew."""
        state = p.phase
        assert isinstance(state, ShapingState)  # noqa: S101 - the table routed here
        if p.aside is None and not state.fell and here(p):
            yield from aside.put(p, Asks.DRIVER, now, mover=p.author)

    def waiting(self, p: Proceeding) -> tuple[PersonId, ...]:
        """Whoever brought it can say it anew."""
        return (p.author,) if p.circle.member(p.author) else shapers(p)


def _bringing(p: Proceeding, who: PersonId, _about: About) -> Reason | None:
    if p.circle.member(who) is None:
        return Reason.STRANGER
    return None if who in (p.author, p.facilitator) else Reason.NOT_AUTHOR if p.facilitator else None


def _reword(p: Proceeding, c: RewordDriver, now: datetime) -> Iterator[Fact]:
    driver = readable(c.driver, SENTENCE_LIMIT)
    if driver == p.driver:
        raise Refused(Reason.NOTHING_CHANGED)
    yield DriverReworded(at=now, by=c.by, driver=driver)


def _require(p: Proceeding, c: RewordRequirement, now: datetime) -> Iterator[Fact]:
    requirement = readable(c.requirement, SENTENCE_LIMIT)
    if requirement == work(p).requirement:
        raise Refused(Reason.NOTHING_CHANGED)
    yield RequirementReworded(at=now, by=c.by, requirement=requirement)


def _ask_again(_p: Proceeding, c: StepDone, now: datetime) -> Iterator[Fact]:
    yield AskedAgain(at=now, by=c.by)


Driver.verbs = (
    Verb(RewordDriver, _bringing, _reword),
    Verb(RewordRequirement, _bringing, _require),
    Verb(StepDone, _bringing, _ask_again),
)


@books(RequirementReworded)
def _book_requirement(p: Proceeding, fact: RequirementReworded) -> Proceeding:
    return in_phase(changed(p, requirement=fact.requirement), ShapingState, fell=False)


@books(AskedAgain)
def _book_again(p: Proceeding, _fact: AskedAgain) -> Proceeding:
    return in_phase(p, ShapingState, fell=False)


# --- whose is it? ---------------------------------------------------------------------------------------------


def _under_way(p: Proceeding, _who: PersonId, about: Branch) -> Reason | None:
    if isinstance(p.phase, WaitingState):
        return Reason.NOT_NOW
    if about is Branch.UNCLEAR:
        return None if isinstance(p.phase, ShapingState) and p.phase.fell else Reason.NOT_NOW
    return None


def _branch(p: Proceeding, c: ChooseBranch, now: datetime) -> Iterator[Fact]:
    to = receiver(p, c.receiver.strip()) if c.branch is Branch.NOT_OURS else None
    text = words(c.text)
    yield BranchChosen(at=now, by=c.by, branch=c.branch, text=text, to=to)
    if c.branch is Branch.UNCLEAR:
        yield DriverUnclear(at=now, by=c.by)
    else:
        asks = Asks.PASS_ON if c.branch is Branch.NOT_OURS else Asks.NOT_FOR_US
        yield from aside.put(p, asks, now, mover=c.by, text=text)


def _neighbour(p: Proceeding, _who: PersonId, about: Branch) -> Reason | None:
    lost = about is Branch.NOT_OURS and not work(p).neighbours
    return Reason.NO_BROADER_CIRCLE if lost else None


BRANCH = Verb(
    ChooseBranch,
    both(no_aside, voice, _under_way, _neighbour, aside.askable(Asks.PASS_ON)),
    _branch,
    about=lambda c: (c.branch,),
    targets=lambda _p: tuple(Branch),
)
"""Seeing that it belongs elsewhere is possible at any time: whose matter it is comes before the matter."""


@books(BranchChosen)
def _book_branch(p: Proceeding, fact: BranchChosen) -> Proceeding:
    return changed(p, branch=fact.branch, to=fact.to)


@carries(Asks.PASS_ON)
def _passed_on(p: Proceeding, _asked: Aside, now: datetime) -> Iterator[Fact]:
    to = work(p).to
    if to is not None:
        yield PassedOn(at=now, to=to)


@carries(Asks.NOT_FOR_US)
def _not_for_us(_p: Proceeding, _asked: Aside, now: datetime) -> Iterator[Fact]:
    yield NotForUs(at=now)


# --- what is needed, and what an answer has to cover -----------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Needs(Agreeing):
    """The needs become one statement that nobody objects to, before anybody looks for solutions."""

    closings = frozenset({NeedsStand})


def _word(p: Proceeding, c: WordNeeds, now: datetime) -> Iterator[Fact]:
    text = readable(c.needs, SENTENCE_LIMIT)
    yield NeedsWorded(at=now, by=c.by, text=text)
    yield from aside.put(p, Asks.NEEDS, now, mover=c.by, text=Words(text))


Needs.verbs = (Verb(WordNeeds, both(shaping, aside.askable(Asks.NEEDS)), _word),)


@books(NeedsWorded)
def _book_worded(p: Proceeding, fact: NeedsWorded) -> Proceeding:
    return changed(p, requirement=fact.text)


@carries(Asks.NEEDS)
def _needs_stand(_p: Proceeding, _asked: Aside, now: datetime) -> Iterator[Fact]:
    yield NeedsStand(at=now)


@dataclass(frozen=True, kw_only=True)
class Dimensions(Agreeing):
    """The list of what a good answer has to cover: complete enough when nobody objects to it."""

    closings = frozenset({ListStands})


def _something(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return None if pieces(p, PieceKind.DIMENSION) else Reason.NO_SUCH_THING


def _propose_list(p: Proceeding, c: StepDone, now: datetime) -> Iterator[Fact]:
    yield ListProposed(at=now, by=c.by)
    yield from aside.put(p, Asks.DIMENSIONS, now, mover=c.by)


def _add(p: Proceeding, c: NotePiece, now: datetime) -> Iterator[Fact]:
    yield noted(p, c, now, PieceKind.DIMENSION)


def note_verb(act: Makes) -> Verb:
    """Noting a piece outside of a round: everybody for themselves, and whoever notes for all."""
    return Verb(NotePiece, both(of_member, noting_or_self), act, lambda c: (c.person,), members)


Dimensions.verbs = (
    note_verb(_add),
    REWORD,
    MERGE,
    Verb(StepDone, both(shaping, _something, aside.askable(Asks.DIMENSIONS)), _propose_list),
)


@carries(Asks.DIMENSIONS)
def _list_stands(_p: Proceeding, _asked: Aside, now: datetime) -> Iterator[Fact]:
    yield ListStands(at=now)


# --- who words the draft --------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Tuners(Agreeing):
    """Two or three people word the draft. They have no more say than anyone."""

    closings = frozenset({TunersChosen})


def _name(p: Proceeding, c: NameTuners, now: datetime) -> Iterator[Fact]:
    named = tuple(dict.fromkeys(who for who in (c.tuner, c.second, c.third) if who is not None))
    if any(p.circle.member(who) is None for who in named):
        raise Refused(Reason.NOT_A_MEMBER)
    if len(named) == 1 and len(p.circle.consenting) > 1:
        raise Refused(Reason.TWO_OR_THREE)
    yield TunersNamed(at=now, by=c.by, tuners=named)
    yield from aside.put(p, Asks.TUNERS, now, mover=c.by)


Tuners.verbs = (
    Verb(NameTuners, both(shaping, aside.askable(Asks.TUNERS)), _name),
    SORT,
)


@books(TunersNamed)
def _book_tuners(p: Proceeding, fact: TunersNamed) -> Proceeding:
    return changed(p, tuners=fact.tuners)


@carries(Asks.TUNERS)
def _tuners_chosen(_p: Proceeding, _asked: Aside, now: datetime) -> Iterator[Fact]:
    yield TunersChosen(at=now)


# --- a helping circle -----------------------------------------------------------------------------------------


def _no_helpers(p: Proceeding, _who: PersonId, _about: About) -> Reason | None:
    return Reason.NOT_NOW if isinstance(p.phase, WaitingState) or work(p).helper is not None else None


def _help(p: Proceeding, c: ProposeHelpers, now: datetime) -> Iterator[Fact]:
    if p.circle.member(c.leader) is None:
        raise Refused(Reason.NOT_A_MEMBER)
    until, text = ahead(c.until, now), words(c.text)
    yield HelpersNamed(at=now, by=c.by, leader=c.leader, until=until, text=text)
    yield from aside.put(p, Asks.HELPERS, now, mover=c.by, text=text, until=until, whom=c.leader)


HELPERS = Verb(ProposeHelpers, both(no_aside, voice, _no_helpers, aside.askable(Asks.HELPERS)), _help)
"""Too much for one evening: a helping circle with a leader, a product and a term, which recommends (MVOS 2.5.4)."""


@books(HelpersNamed)
def _book_helpers(p: Proceeding, _fact: HelpersNamed) -> Proceeding:
    return p


@carries(Asks.HELPERS)
def _helpers_chosen(_p: Proceeding, _asked: Aside, now: datetime) -> Iterator[Fact]:
    yield HelpersChosen(at=now)


@books(HelpersChosen)
def _book_chosen(p: Proceeding, _fact: HelpersChosen) -> Proceeding:
    asked = next(r.aside for r in reversed(p.results) if r.aside is not None)
    return changed(p, helper=asked.whom, helps_until=asked.until)
