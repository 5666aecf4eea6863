"""The card that stays: what the circle decided, and everything needed to understand it later."""

from __future__ import annotations

from collections.abc import Iterator

from facilitation.cards import Card, Kind, Line, Many, Msg, Said, When, Who, msg
from facilitation.model import Decision, Given, Objection, Outcome, PersonId, Position, Status
from facilitation.state import PhaseState, Proceeding
from facilitation.view.buttons import public
from facilitation.view.objections import own_words, said_objection
from facilitation.view.parts import item, matter_lines, note, quote, text_line, word
from facilitation.view.secrets import seen_concerns, seen_objections
from facilitation.view.steps import ON_DECISION_CARD, waits_for

TITLES = {"condition": "decision-title-waiting", "review": "decision-title-review"}


def decision_card(p: Proceeding, decision: Decision) -> Card:
    """The outcome card; live as long as the agreement is."""
    waits = _waits(p)
    lines = (
        Line(Kind.TITLE, _title(p, waits)),
        Line(Kind.LEAD, _lead(p, decision)),
        *_content(p, decision),
        *_standing(p, waits),
        *_answers(decision),
        *_concerns(p, decision),
        *_history(p, decision),
    )
    mine = waits in ON_DECISION_CARD and p.aside is None
    return Card(key="decision", lines=lines, buttons=public(p) if mine else (), live=not p.over)


def _waits(p: Proceeding) -> str:
    phase: PhaseState | None = p.phase
    if p.over or phase is None or type(phase).__name__ != "WaitingState":
        return ""
    return waits_for(p, phase)


def _title(p: Proceeding, waits: str) -> Msg:
    usual = "decision-title-over" if p.over else "decision-title"
    return msg(TITLES.get(waits, usual), title=Said(p.title))


def _lead(p: Proceeding, decision: Decision) -> Msg:
    at = When(decision.at, day=True)
    if decision.by_broader_circle:
        return msg("decision-lead-broader", version=decision.version, at=at)
    return msg("decision-lead", circle=Said(p.circle.name), version=decision.version, at=at)


def _content(p: Proceeding, decision: Decision) -> Iterator[Line]:
    draft = decision.draft
    yield text_line(draft.text)
    yield from matter_lines(p, "decision-settings")
    if draft.condition:
        yield note("decision-condition", until=When(draft.until, day=True) if draft.until else "")
        yield text_line(draft.condition)
    if draft.criteria:
        yield note("decision-criteria")
        yield text_line(draft.criteria)
    if draft.owner is not None:
        yield note("decision-owner", owner=Who(draft.owner))
    else:
        yield note("decision-no-owner")


def _standing(p: Proceeding, waits: str) -> Iterator[Line]:
    decision = p.decision
    if p.over and p.outcome not in (None, Outcome.ADOPTED):
        yield Line(Kind.NOTE, word("over", p.outcome))
    elif decision is not None:
        yield note("decision-review", review=When(decision.review, day=True))
    if not p.over:
        now = {"condition": "decision-waiting", "review": "decision-in-review"}.get(
            waits, "decision-in-force"
        )
        if now != "decision-in-force" or p.in_force:
            yield note(now)
        if now == "decision-in-force" and p.in_force:
            yield note("decision-undo")
    if p.supersedes is not None:
        yield note("decision-earlier")
    if p.successor is not None and not p.over:
        yield note("board-successor")


def _answers(decision: Decision) -> Iterator[Line]:
    if decision.circle_of_one:
        yield note("decision-one")
    assumed = _who(decision, Given.ASSUMED)
    left = tuple(r.person for r in decision.responses if r.position is Position.LEAVE_IT)
    if assumed:
        yield note("decision-assumed", people=Many(assumed))
    elif decision.responses:
        yield note("decision-answered")
    if left:
        yield note("decision-left", people=Many(left))


def _who(decision: Decision, given: Given) -> tuple[PersonId, ...]:
    return tuple(r.person for r in decision.responses if r.given is given)


def _concerns(p: Proceeding, decision: Decision) -> Iterator[Line]:
    kept = tuple(concern for concern in seen_concerns(p) if concern.version <= decision.version)
    if kept:
        yield note("decision-concerns")
    for concern in kept:
        yield quote(concern.text, concern.by)


def _history(p: Proceeding, decision: Decision) -> Iterator[Line]:
    dealt = tuple(o for o in seen_objections(p) if o.version <= decision.version)
    if dealt:
        yield note("decision-objections")
    for objection in dealt:
        yield _dealt(p, objection)
        yield own_words(p, objection)


def _dealt(p: Proceeding, objection: Objection) -> Line:
    met = next((v.number for v in p.versions if objection.number in v.meets), None)
    if objection.status is Status.INTEGRATED and met is not None:
        return item("decision-met", number=objection.number, person=Who(objection.by), version=met)
    return item("decision-other", **said_objection(objection))
