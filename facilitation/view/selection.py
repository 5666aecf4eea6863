"""What a role selection looks like: the role, who has nominated, the grid of reasons, the candidate.

Before the nominations are shown, no card says more than who has written one. Afterwards the grid goes person by
person, with reasons and without counts: piles would make it an election by numbers (domain.md section 8.2, (D)).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from facilitation.cards import Card, Kind, Line, Many, Progress, Said, When, Who, msg
from facilitation.facts import RoundPurpose
from facilitation.model import Matter, Nomination, PersonId, but
from facilitation.phases.accepting import AcceptState, LinkState, SettlingState, provisional
from facilitation.phases.candidacy import nominee_waits
from facilitation.phases.nominating import NominatingState, asked, lacking
from facilitation.phases.proposing_candidates import ProposingState, in_conflict
from facilitation.phases.selection_rounds import SelectionRound, SkippedState
from facilitation.phases.selection_start import AskingState
from facilitation.selecting import Selection, candidates, selection
from facilitation.settings import FacilitatorConflict
from facilitation.state import Aside, CheckState, Proceeding, Result, TurnState
from facilitation.view.buttons import main_choices
from facilitation.view.kinds import PROGRESS, SILENT, adds, draws, leaves
from facilitation.view.parts import (
    ASIDES,
    VERSIONS,
    item,
    note,
    people_note,
    quote,
    said,
    text_line,
    word,
)
from facilitation.view.rounds import round_lines

P = RoundPurpose
ABOUT_SOMEBODY = frozenset({"CandidateProposed", "CandidateAccepted", "CandidacyEnded", "RoleFilled"})
"""How a step ends that was about one candidate."""
BEFORE_REVEAL = frozenset({P.ROLE, P.QUALIFICATIONS})


# --- the role -------------------------------------------------------------------------------------------------


def role_lines(p: Proceeding) -> Iterator[Line]:
    """Every role of this selection: what it is for, how long, and who holds it now."""
    for post in selection(p).posts:
        yield note("selection-role", role=Said(post.role.name), until=When(post.until, day=True))
        if post.role.purpose:
            yield text_line(post.role.purpose)
        if post.role.responsibilities:
            yield note("selection-responsibilities")
            yield text_line(post.role.responsibilities)
        if post.holder is not None:
            yield note("selection-holder", person=Who(post.holder))
    yield from wish_lines(p)


def wish_lines(p: Proceeding) -> Iterator[Line]:
    """The qualifications, as far as there are any."""
    wishes = selection(p).qualifications
    if wishes:
        yield note("selection-qualifications")
        yield from (Line(Kind.LIST, said(wish)) for wish in wishes)


# --- nominations ----------------------------------------------------------------------------------------------


def grid_lines(p: Proceeding) -> Iterator[Line]:
    """Person by person: whom they name and why, as far as that is shown. No counts."""
    work = selection(p)
    yield from _grid(work, work.nominations)
    yield from people_note("selection-missing", work.missing)


def _grid(work: Selection, nominations: tuple[Nomination, ...]) -> Iterator[Line]:
    for number, post in enumerate(work.posts, 1):
        these = [n for n in nominations if n.post == number]
        if these and len(work.posts) > 1:
            yield note("selection-grid-role", role=Said(post.role.name))
        for nomination in these:
            yield from _row(nomination)


def _row(n: Nomination) -> Iterator[Line]:
    if n.nominee is None:
        yield item("selection-row-none", person=Who(n.by))
        return
    if n.first is not None and n.first != n.nominee:
        yield item("selection-row-changed", person=Who(n.by), nominee=Who(n.nominee), before=Who(n.first))
    else:
        yield item("selection-row", person=Who(n.by), nominee=Who(n.nominee))
    if n.reason:
        yield quote(n.reason, n.by)
    if n.moved:
        yield quote(n.moved, n.by)


@draws(SelectionRound)
def _round(p: Proceeding, state: SelectionRound) -> Iterator[Line]:
    """A round of a selection, with what it is about above it."""
    yield from role_lines(p)
    if state.purpose not in BEFORE_REVEAL:
        yield from grid_lines(p)
    yield from round_lines(p, _without_the_grid(p, state), is_open=True)


@leaves(SelectionRound)
def _round_over(p: Proceeding, state: SelectionRound, _result: Result) -> Iterator[Line]:
    yield from round_lines(p, state, is_open=False)


def _without_the_grid(p: Proceeding, state: SelectionRound) -> SelectionRound:
    """The round without what the grid above it says already."""
    told = {text for n in selection(p).nominations for text in (n.reason, n.moved) if text}
    turns = tuple(t for t in state.turns if t.state is not TurnState.DONE or t.text not in told)
    return but(state, turns=turns)


@draws(NominatingState)
def _nominating(p: Proceeding, state: NominatingState) -> Iterator[Line]:
    work = selection(p)
    yield from role_lines(p)
    if work.again is not None and state is p.phase:
        yield note("selection-again", people=Many(work.again[1]))
    yield note("selection-sealed")
    done = tuple(who for who in asked(p) if who not in lacking(p))
    yield from people_note("selection-written", done)


@leaves(NominatingState)
def _nominated(p: Proceeding, state: NominatingState, _result: Result) -> Iterator[Line]:
    # As it was shown then: what changes later stands on later cards.
    yield from _grid(selection(p), state.shown)
    yield from people_note("selection-missing", state.missing)


def _nominating_progress(p: Proceeding, _state: NominatingState) -> Progress:
    everyone, waits = asked(p), lacking(p)
    return Progress(done=len(everyone) - len(waits), of=len(everyone), waiting=waits)


PROGRESS[NominatingState] = _nominating_progress


# --- the candidate --------------------------------------------------------------------------------------------


def _proposed_then(p: Proceeding, result: Result) -> Iterator[Line]:
    """Who was proposed when a step ended, if anybody was."""
    if result.closing in ABOUT_SOMEBODY:
        yield from candidate_lines(p, result.version)


@draws(ProposingState)
def _proposing(p: Proceeding, _state: ProposingState) -> Iterator[Line]:
    work = selection(p)
    yield from role_lines(p)
    yield from grid_lines(p)
    yield from ended_lines(p)
    if work.drawn is not None:
        yield note("selection-drawn", person=Who(work.drawn[1]))
    if work.dialogue:
        yield note("selection-dialogue")
    if p.facilitator is not None and in_conflict(p, p.facilitator):
        rule = p.circle.settings.facilitator_conflict
        declares = rule is FacilitatorConflict.DECLARE
        yield note(
            "selection-conflict" if declares else "selection-conflict-hand-on", person=Who(p.facilitator)
        )
    spread = tuple(w for w in _overloaded(p))
    yield from people_note("selection-several-roles", spread)


@leaves(ProposingState)
def _proposed(p: Proceeding, _state: ProposingState, result: Result) -> Iterator[Line]:
    yield from _proposed_then(p, result)


def _overloaded(p: Proceeding) -> Iterator[PersonId]:
    """Whoever is named for more than one role: to be noticed, not to be forbidden (domain.md section 8.4)."""
    work = selection(p)
    everyone = [who for post in work.open for who in candidates(p, post)]
    yield from (who for who in dict.fromkeys(everyone) if everyone.count(who) > 1)


def ended_lines(p: Proceeding) -> Iterator[Line]:
    """Candidacies that have ended, each with how."""
    for over in selection(p).ended:
        yield item("selection-ended", person=Who(over.person), ending=word("ending", over.ending))


def candidate_lines(p: Proceeding, number: int | None = None) -> Iterator[Line]:
    """Who is proposed, for how long and why: in the version that stands, or in an earlier one."""
    draft = p.versions[(number or len(p.versions)) - 1].draft
    if draft.owner is None:
        return
    role = Said(selection(p).proposed_for(number or len(p.versions)))
    until = When(draft.review, day=True)
    yield Line(Kind.LEAD, msg("selection-candidate", person=Who(draft.owner), role=role, until=until))
    yield note("selection-reasons")
    yield text_line(draft.text)
    if draft.criteria:
        yield note("board-criteria")
        yield text_line(draft.criteria)
    if number is None and isinstance(p.phase, CheckState) and nominee_waits(p, draft.owner):
        yield note("selection-nominee-last", person=Who(draft.owner))


VERSIONS[Matter.SELECTION] = candidate_lines


@draws(AcceptState)
def _accepting(p: Proceeding, _state: AcceptState) -> Iterator[Line]:
    if selection(p).candidacy is None or not p.versions:
        return
    yield from candidate_lines(p)
    if provisional(p):
        yield note("selection-provisional")


@leaves(AcceptState)
def _accepted(p: Proceeding, _state: AcceptState, result: Result) -> Iterator[Line]:
    yield from _proposed_then(p, result)


@draws(LinkState)
def _linking(p: Proceeding, _state: LinkState) -> Iterator[Line]:
    if selection(p).candidacy is not None:
        yield from candidate_lines(p)


@leaves(LinkState)
def _linked(p: Proceeding, _state: LinkState, result: Result) -> Iterator[Line]:
    yield from _proposed_then(p, result)


@draws(AskingState)
def _asking(p: Proceeding, _state: AskingState) -> Iterator[Line]:
    yield from role_lines(p)


@leaves(AskingState)
def _asked(p: Proceeding, state: AskingState, result: Result) -> Iterator[Line]:
    del p, state, result
    return iter(())


UNANSWERED: Final = frozenset({"AsideFell", "AsideWithdrawn"})


def _quiet(p: Proceeding, state: AskingState) -> bool:
    """A step has a card only if its small question fell, so that somebody had to say how it goes on."""
    phases = (*(r.phase for r in p.results), p.phase)
    later = (phase.step for phase in phases if phase is not None and phase.step > state.step)
    until = min(later, default=p.step + 1)
    asked_here = (r for r in p.results if r.aside is not None and state.step < r.step < until)
    return not any(r.closing in UNANSWERED for r in asked_here)


SILENT[SkippedState] = lambda _p, _state: True
SILENT[SettlingState] = lambda _p, _state: True
SILENT[AskingState] = _quiet


# --- small questions ------------------------------------------------------------------------------------------


def _aside(p: Proceeding, aside: Aside) -> Iterator[Line]:
    """What a small question of a selection is about, while it is asked."""
    work = selection(p)
    pending = work.pending
    if aside is not p.aside:
        return
    if pending is not None and pending.role is not None:
        yield note("selection-described", role=Said(pending.role.name))
        yield text_line(pending.role.purpose)
        if pending.role.responsibilities:
            yield note("selection-responsibilities")
            yield text_line(pending.role.responsibilities)
        return
    yield from role_lines(p)


ASIDES[Matter.SELECTION] = _aside


# --- cards beside the boards ----------------------------------------------------------------------------------


@adds
def _whispers(p: Proceeding) -> Iterator[Card]:
    """What the nominee alone is told: that they are proposed, that it is their turn, that their word is needed."""
    work = p.work
    if not isinstance(work, Selection) or p.over or work.candidacy is None or p.aside is not None:
        return
    who, state = work.candidacy.person, p.phase
    if isinstance(state, AcceptState):
        yield _whisper(p, f"accept/{state.step}", who, "nominee-accept")
    elif isinstance(state, CheckState) and p.circle.member(who) is not None:
        waits = nominee_waits(p, who)
        kind = "nominee-proposed" if waits else "nominee-turn"
        if waits or who not in p.responses:
            yield _whisper(p, f"{kind}/{state.step}/{p.version.number}", who, kind)


NOMINEE: Final = {
    "nominee-proposed": "nominee-proposed-title",
    "nominee-turn": "nominee-turn-title",
    "nominee-accept": "nominee-accept-title",
}
"""What the nominee is told, each with its heading."""


def _whisper(p: Proceeding, key: str, who: PersonId, kind: str) -> Card:
    lines = (Line(Kind.TITLE, msg(NOMINEE[kind], title=Said(p.title))), note(kind), *candidate_lines(p))
    return Card(key=f"{key}/{who}", lines=lines, buttons=main_choices(p, who), to=who, once=True)


@adds
def _outcome(p: Proceeding) -> Iterator[Card]:
    """What came of it, as it stays: who holds which role and until when."""
    work = p.work
    if not isinstance(work, Selection) or not (work.filled or p.over):
        return
    lines = [Line(Kind.TITLE, msg("selected-title", title=Said(p.title)))]
    if p.over and p.outcome is not None:
        lines.append(Line(Kind.LEAD, word("over", p.outcome)))
    for held in work.filled:
        role, until = Said(work.post(held.post).role.name), When(held.until, day=True)
        lines.append(item("selected-role", person=Who(held.person), role=role, until=until))
    lines += [item("selected-vacant", role=Said(work.post(number).role.name)) for number in work.vacant]
    yield Card(key="selected", lines=tuple(lines))
