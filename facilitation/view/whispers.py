"""What one person alone is told, once: your turn, a reminder, a question about your own objection.

A whisper's key says everything that makes it one of a kind; a key once posted is never posted twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from zlib import crc32

from facilitation.cards import Button, Card, Kind, Line, Said, When, msg
from facilitation.model import Objection, PersonId, Status
from facilitation.phases.consent_check import next_in_round
from facilitation.phases.round import speaker
from facilitation.proceeding import waiting
from facilitation.settings import Collection
from facilitation.state import (
    CheckState,
    ConcernsState,
    DraftingState,
    IntegrationState,
    Proceeding,
    RoundState,
    is_draft,
)
from facilitation.view.buttons import main_choices
from facilitation.view.checks import silence_may_count
from facilitation.view.parts import note, said, text_line, version_lines
from facilitation.view.steps import step_id

LAST = 3
"""The reminder at the end of the window."""


def whispers(p: Proceeding) -> Iterator[Card]:
    """Everything that is whispered as things stand."""
    if p.over:
        return
    yield from _draft(p)
    yield from _turns(p)
    yield from _reminders(p)
    if p.aside is None:
        yield from _objectors(p)


def _whisper(
    p: Proceeding, key: str, to: PersonId, lines: tuple[Line, ...], about: int | None = None
) -> Card:
    return Card(key=key, lines=lines, buttons=main_choices(p, to, about), to=to, once=True)


def _draft(p: Proceeding) -> Iterator[Card]:
    state = p.phase
    if not isinstance(state, DraftingState) or not is_draft(p) or p.aside is not None:
        return
    who = p.pen or p.author
    lines = (
        Line(Kind.TITLE, msg("draft-title", title=Said(p.title))),
        note("draft-yours"),
        *version_lines(p),
    )
    yield _whisper(p, f"draft/{state.step}/{p.version.number}/{who}", who, lines)


def _turns(p: Proceeding) -> Iterator[Card]:
    state = p.phase
    if p.aside is not None:
        return
    if isinstance(state, RoundState) and not state.together and (who := speaker(state)) is not None:
        number, hint = state.pass_number, note("turn-next")
    elif isinstance(state, CheckState) and p.circle.settings.collection is Collection.ROUND:
        who, number, hint = next_in_round(p), 1, note("turn-answer")
    else:
        return
    if who is None:
        return
    heading = msg("turn", step=msg(step_id(p, state)), title=Said(p.title))
    again = _again(state, who)
    yield _whisper(p, f"turn/{state.step}/{number}{again}/{who}", who, (Line(Kind.TITLE, heading), hint))


def _again(state: RoundState | CheckState, who: PersonId) -> str:
    """A turn that comes back is a turn of its own."""
    if not isinstance(state, RoundState):
        return ""
    asked = sum(question.by == who for question in state.questions)
    put_off = any(turn.person == who and turn.put_off for turn in state.turns)
    times = asked + put_off
    return f".{times}" if times else ""


def _reminders(p: Proceeding) -> Iterator[Card]:
    table = p.on_table
    if table is None or not table.reminded or _turn_is_new(p):
        return
    heading = msg("remind", step=msg(step_id(p, table)), title=Said(p.title))
    for who in waiting(p):
        key = f"remind/{p.table_step}/{_round_of(p)}{table.reminded}/{who}"
        yield _whisper(p, key, who, (Line(Kind.TITLE, heading), _until(p, table.reminded)))


def _turn_is_new(p: Proceeding) -> bool:
    """Whether answers are given in turn, and the turn went on since the reminder."""
    table = p.phase
    if p.aside is not None or not isinstance(table, CheckState) or table.reminded_at is None:
        return False
    in_turn = p.circle.settings.collection is Collection.ROUND
    return in_turn and any(r.at > table.reminded_at for r in p.responses.values())


def _round_of(p: Proceeding) -> str:
    """Where several waits follow each other in one step, which of them it is."""
    began = None
    if p.aside is None and isinstance(p.phase, RoundState):
        began = p.phase.turn_began
    elif p.aside is None and isinstance(p.phase, IntegrationState):
        began = p.phase.stirred
    return f"{began:%Y%m%dT%H%M%S}." if began is not None else ""


def _until(p: Proceeding, nth: int) -> Line:
    table = p.on_table
    hours = p.circle.settings.window_hours
    if nth >= LAST or table is None or not isinstance(table, CheckState):
        return note("remind-last") if nth >= LAST else note("remind-wait")
    ends = When(table.began + timedelta(hours=hours))
    return note("remind-by-silence" if silence_may_count(p) else "remind-by", until=ends)


def _objectors(p: Proceeding) -> Iterator[Card]:
    state = p.phase
    if not isinstance(state, IntegrationState | CheckState | ConcernsState):
        return
    focus = state.focus if isinstance(state, IntegrationState) else ()
    for objection in p.open_objections:
        asked = _asked(objection, focused=objection.number in focus)
        if asked is not None:
            what, line = asked
            heading = msg("objector-title", number=objection.number, title=Said(p.title))
            key = f"objector/{objection.number}/{what}"
            lines = (Line(Kind.TITLE, heading), *line)
            card = _whisper(p, key, objection.by, lines, objection.number)
            yield replace(card, buttons=(*_in_words(p, objection), *card.buttons))


def _in_words(p: Proceeding, objection: Objection) -> tuple[Button, ...]:
    """Where an objection has no words yet, the way to say it: once more, with words, in its place."""
    return () if objection.text else tuple(b for b in main_choices(p, objection.by) if b.verb == "Object")


def _asked(objection: Objection, *, focused: bool) -> tuple[str, tuple[Line, ...]] | None:
    """What the objector alone can say now, if anything; and a name for it that never comes twice."""
    if not objection.text:
        return "reason", (note("objector-reason"),)
    if not focused:
        return None
    if objection.status is Status.RAISED and objection.statement:
        line = note("objector-statement", statement=said(objection.statement))
        return f"statement/{_print(objection.statement)}", (line,)
    if objection.status is Status.AMENDED and objection.amendment and objection.by not in objection.confirmed:
        text = text_line(objection.amendment.text)
        return f"amendment/{_print(objection.amendment.text)}", (note("objector-amendment"), text)
    return _tested(objection)


def _tested(objection: Objection) -> tuple[str, tuple[Line, ...]] | None:
    if objection.status is not Status.UNDERSTOOD:
        return None
    top = objection.arguments[-1] if objection.arguments else None
    if top is not None and top.disputed and len(objection.arguments) == 1:
        return f"dispute/{_print(top.text)}", (note("objector-dispute"),)
    if objection.test_asked and not objection.argued and not objection.rule_broken:
        return "test", (note("objector-argue"),)
    return None


def _print(text: str) -> str:
    return f"{crc32(text.encode()):08x}"
