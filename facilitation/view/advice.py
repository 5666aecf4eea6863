"""How the advice process looks: the intention, the advice with its answers, and what one person decided alone."""

from __future__ import annotations

from collections.abc import Iterator

from facilitation.advising import Advising, advising, awaited
from facilitation.cards import Card, Line, Many, Progress, Said, When, Who, msg
from facilitation.phases.advice import AdviceState, AuthorityState
from facilitation.state import Proceeding
from facilitation.view.kinds import PROGRESS, SILENT, adds, draws
from facilitation.view.parts import lead, note, people_note, quote, said, text_line, title

SILENT[AuthorityState] = lambda _p, _state: (
    True
)  # a role has said so already, or the small question has its own card


@draws(AdviceState)
def _draw(p: Proceeding, _state: AdviceState) -> Iterator[Line]:
    work = advising(p)
    yield note("advice-intention", person=Who(p.author))
    yield text_line(work.intention)
    yield _authority(work)
    yield from people_note("advice-affected", work.affected)
    yield from people_note("advice-experts", work.experts)
    yield from _given(work)
    yield from people_note("advice-none", work.none)
    if work.time_up and awaited(p):
        yield note("advice-time-up", people=Many(awaited(p)))
    elif work.until is not None and awaited(p):
        yield note("advice-until", until=When(work.until))


def _authority(work: Advising) -> Line:
    return note("advice-by-role", role=Said(work.role)) if work.role else note("advice-by-circle")


def _given(work: Advising) -> Iterator[Line]:
    for one in work.advice:
        yield note("advice-number", number=one.number)
        yield quote(one.text, one.by)
        if one.answer is not None:
            yield note("advice-answer", text=said(one.answer))


def _progress(p: Proceeding, _state: AdviceState) -> Progress | None:
    waiting = awaited(p)
    of = len([who for who in advising(p).advisers if p.circle.member(who)])
    return Progress(done=of - len(waiting), of=of, waiting=waiting) if of else None


PROGRESS[AdviceState] = _progress


@adds
def _decided(p: Proceeding) -> Iterator[Card]:
    """The decision as what it is, for everyone; and for those who gave advice, once, what came of it."""
    work = p.work
    if not isinstance(work, Advising) or work.decided is None:
        return
    yield Card(key="decided-alone", lines=tuple(_lines(p, work)))
    for who in dict.fromkeys((*work.advisers, *(one.by for one in work.advice))):
        if p.circle.member(who) is not None:
            heading = title(msg("advice-told-title", title=Said(p.title)))
            lines = (heading, note("advice-told", person=Who(p.author)), text_line(work.decision))
            yield Card(key=f"decided-alone/{who}", lines=lines, to=who, once=True)


def _lines(p: Proceeding, work: Advising) -> Iterator[Line]:
    yield title(msg("advice-decided-title", title=Said(p.title)))
    yield lead(msg("advice-decided-lead", person=Who(p.author)))
    yield text_line(work.decision)
    yield note("advice-reasons")
    yield text_line(work.reasons)
    yield _authority(work)
    yield from people_note("advice-asked", work.advisers)
