"""Theory of operation: how a proceeding moves.

A proceeding is a table (`process`), a phase of that table that is open, perhaps a small question asked aside, and
everything that came of the steps before. It moves only like this:

1. `proceed` takes a command. Somebody's command is looked up among the verbs of the aside, the phase and those
   that are always there; its guard says whether this person may do this now, its act says which facts come true.
2. Each fact is booked by `evolve`. A closing fact ends the phase; the table says what comes next.
3. Then the phase (or the aside) *settles*: what follows by itself, follows, again and again until nothing does.
   Calling the next speaker, finding that everyone has answered, asking about the objection of someone who left:
   all of that is settling. It is the only way anything happens without a person or the clock.

What wins where two things meet: an aside over its phase (the phase waits); a closing over everything in its phase
(the aside is let go with it); an objection over any consent, in whatever order they come (INV-D2, INV-D4).

The clock knocks with `Tick` at `wake_at`. A due noticed late is booked with both its instants and changes no
outcome, because a desk applies overdue ticks before anything else. Reminders that were slept through are sent
once, not thrice.

Whatever is refused leaves no trace: `Refused` is raised before any fact is made.

Sources of the rules are named where the rules are: in `phases/` and `processes/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from facilitation import aside, temperature
from facilitation.booking import books
from facilitation.commands import (
    Act,
    Command,
    Open,
    Tick,
)
from facilitation.facts import (
    Adopted,
    Closed,
    Closing,
    Fact,
    Opening,
    ProcessRoundClosed,
    Remark,
    Reminded,
    StepBegan,
)
from facilitation.model import Outcome, PersonId, but
from facilitation.noting import NOTES
from facilitation.once import once
from facilitation.opening import book_opened, open_with
from facilitation.outcomes import BOOKS
from facilitation.phases.consent_check import decision_of
from facilitation.process import Adopt, Back, Phase
from facilitation.processes import PROCESSES, phase_of
from facilitation.refusals import Reason, Refused
from facilitation.state import (
    CheckState,
    IntegrationState,
    Proceeding,
    Result,
    RoundState,
    WaitingState,
    is_known,
    left,
)
from facilitation.verbs import Offer, Verb, anybody

Facts = tuple[Fact, ...]

_ASIDE: Final = {verb.command: verb for verb in aside.VERBS}


# --- the four questions ---------------------------------------------------------------------------------------


def decide(p: Proceeding | None, command: Command, now: datetime) -> Facts:
    """The facts that a command makes true now.

    `p` is None for the command that opens a proceeding. Raises `Refused` with the reason; nothing is changed then.
    """
    return proceed(p, command, now)[0]


def proceed(p: Proceeding | None, command: Command, now: datetime) -> tuple[Facts, Proceeding]:
    """`decide`, and the proceeding as it is after those facts: for callers that go on with it."""
    facts: list[Fact] = []
    if p is None:
        first = open_with(command, now)
        facts.append(first)
        opened = book_opened(first)
        p = _begin(opened, PROCESSES[first.process].first, facts, now)
    elif isinstance(command, Tick):
        return _ticked(p, facts, now)
    else:
        p = _apply(p, _asked_for(p, command, now), facts, now)
    p = _settled(p, facts, now)
    return tuple(facts), p


UNSTIRRING: Final = (Reminded, Remark, ProcessRoundClosed)
"""What is no work on an objection, while objections are worked on."""


def evolve(p: Proceeding | None, fact: Fact) -> Proceeding:
    """The proceeding with one fact booked. Never judges."""
    book = BOOKS.get(type(fact))
    if book is None and isinstance(fact, Opening):
        return book_opened(fact)
    if p is None:
        raise ValueError(f"a proceeding begins with an opening, not {type(fact).__name__}")
    if book is not None:
        p = book(p, fact)
    if isinstance(fact, Closing):
        return _close_phase(p, fact)
    if isinstance(p.phase, IntegrationState) and not isinstance(fact, UNSTIRRING):
        return _stirred(p, p.phase, fact.at)
    return p


def _stirred(p: Proceeding, phase: IntegrationState, at: datetime) -> Proceeding:
    """Somebody moved while objections are worked on: reminders count from here."""
    if phase.stirred == at and not phase.reminded:  # of one act only the first fact stirs
        return p
    return but(p, phase=but(phase, stirred=at, reminded=0, reminded_at=None))


def fold(facts: Iterable[Fact]) -> Proceeding:
    """The proceeding that these facts make (INV-D16)."""
    p: Proceeding | None = None
    for fact in facts:
        p = evolve(p, fact)
    if p is None:
        raise ValueError("there is no proceeding without facts")
    return p


def legal(p: Proceeding, who: PersonId, only: type[Act] | None = None) -> tuple[Offer, ...]:
    """Everything this person may do now, or with `only` this one thing; empty for strangers and when it is over."""
    return _offers(p, (who,), only) if is_known(p, who) else ()


def why_not(
    p: Proceeding, command: type[Act], who: PersonId, step: int | None, about: object = None
) -> Reason | None:
    """Why this person cannot do this now, before anything is filled in; None where they can.

    `step` is the one it was offered in, `about` what it is about where that is known; where it is not, a reason about
    themselves comes before one about others. What `legal` offers at the step on the table has no such reason.
    """
    try:
        verb = _allowed(p, command, who, step)
    except Refused as refused:
        return refused.reason
    targets = sorted(verb.targets(p), key=lambda one: one != who) if about is None else (about,)
    reasons = [verb.guard(p, who, one) for one in targets]
    return next(iter(reasons), Reason.NOT_NOW) if None not in reasons else None


def possible(p: Proceeding) -> tuple[Offer, ...]:
    """Everything that somebody in the circle may do now: what `legal` says of its members, each once."""
    invited = p.work.invited if p.work is not None else ()
    return _offers(p, tuple(dict.fromkeys((*(m.person for m in p.circle.members), *sorted(invited)))))


def _offers(p: Proceeding, people: tuple[PersonId, ...], only: type[Act] | None = None) -> tuple[Offer, ...]:
    offers = (
        Offer(verb.command, about)
        for verb in (PROCESSES[p.process].afterwards if p.over else _verbs(p))
        if only in (None, verb.command)
        for about in verb.targets(p)
        if anybody(verb.guard, p, people, about)
    )
    return tuple(dict.fromkeys(offers))


def wake_at(p: Proceeding) -> datetime | None:
    """The next instant at which a `Tick` will make something true, or None."""
    if p.phase is None:  # over, or between two facts of one act
        return None
    reminder = _next_reminder(p)
    kind = _kind(p)
    own = kind.due(p) if p.aside is None else (*kind.due_anyway(p), *aside.due(p, p.aside))
    instants = [*own, *temperature.due(p)]
    if reminder is not None:
        instants.append(reminder[0])
    return min(instants, default=None)


def waiting(p: Proceeding) -> tuple[PersonId, ...]:
    """Whose move it is now."""
    if p.phase is None:
        return ()
    return aside.waiting(p, p.aside) if p.aside is not None else _kind(p).waiting(p)


# --- commands -------------------------------------------------------------------------------------------------


def _kind(p: Proceeding) -> Phase:
    assert p.phase is not None  # noqa: S101 - asked only while a phase is open
    return phase_of(p.process, p.phase.name)


@once
def _phase_verbs(kind: type[Phase]) -> dict[type[Act], Verb]:
    return {verb.command: verb for verb in kind.verbs}


@once
def _anytime(process: str) -> dict[type[Act], Verb]:
    return {verb.command: verb for verb in PROCESSES[process].anytime}


@once
def _ahead(process: str) -> dict[type[Act], Verb]:
    return {verb.command: verb for verb in PROCESSES[process].ahead}


@once
def _afterwards(process: str) -> dict[type[Act], Verb]:
    return {verb.command: verb for verb in PROCESSES[process].afterwards}


@once
def _all_verbs(process: str, kind: type[Phase], *, aside_open: bool) -> tuple[Verb, ...]:
    now = _ASIDE if aside_open else {**_ahead(process), **_phase_verbs(kind)}
    return tuple({**_anytime(process), **now}.values())


def _verbs(p: Proceeding) -> tuple[Verb, ...]:
    if p.phase is None:  # between two facts of one act, where a picture may be drawn
        return ()
    return _all_verbs(p.process, type(_kind(p)), aside_open=p.aside is not None)


def _verb(p: Proceeding, command: type[Act]) -> Verb | None:
    if p.aside is not None:
        return _ASIDE.get(command) or _anytime(p.process).get(command)
    mine = _phase_verbs(type(_kind(p))).get(command)
    return mine or _anytime(p.process).get(command) or _ahead(p.process).get(command)


def _asked_for(p: Proceeding, command: Command, now: datetime) -> Facts:
    if not isinstance(command, Act):
        return tuple(_noted(p, command, now))
    verb = _allowed(p, type(command), command.by, command.step)
    for about in verb.about(command):
        reason = verb.guard(p, command.by, about)
        if reason is not None:
            raise Refused(reason)
    return tuple(verb.act(p, command, now))


def _allowed(p: Proceeding, command: type[Act], by: PersonId, step: int | None) -> Verb:
    """The verb of a command, where it can be used at all now. Raises `Refused`."""
    if issubclass(command, Open):
        raise Refused(Reason.ALREADY_OPEN)
    verb = _verb(p, command) if not p.over else _afterwards(p.process).get(command)
    if p.over and verb is None:
        raise Refused(Reason.OVER)
    if not is_known(p, by):
        raise Refused(Reason.STRANGER)
    # A button of an earlier question must not answer this one.
    if step not in (None, p.table_step) and not p.over and command not in _anytime(p.process):
        raise Refused(Reason.STALE)
    if verb is None:
        raise Refused(Reason.ASIDE_FIRST if p.aside is not None else Reason.NOT_NOW)
    return verb


def _noted(p: Proceeding, command: Command, now: datetime) -> Iterator[Fact]:
    """What the circle and other proceedings report. Never refused: where it changes nothing, nothing happens."""
    note = NOTES.get(type(command))
    return note(p, command, now) if note is not None and not p.over else iter(())


# --- moving on ------------------------------------------------------------------------------------------------


def _apply(p: Proceeding, more: Iterable[Fact], facts: list[Fact], now: datetime) -> Proceeding:
    for fact in more:
        name = p.phase.name if p.phase is not None else ""
        facts.append(fact)
        p = evolve(p, fact)
        if isinstance(fact, Closing):
            p = _route(p, name, fact, facts, now)
    return p


def _route(p: Proceeding, name: str, closing: Closing, facts: list[Fact], now: datetime) -> Proceeding:
    target = PROCESSES[p.process].target(name, type(closing))
    if isinstance(target, Outcome):
        return _book(p, Closed(at=now, outcome=target), facts)
    if isinstance(target, Adopt):
        p = _book(p, Adopted(at=now, decision=decision_of(p, closing, now)), facts)
        return _begin(p, target.then, facts, now)
    return _begin(p, put_off_in(p) if isinstance(target, Back) else target, facts, now)


def put_off_in(p: Proceeding) -> str:
    """The phase in which the matter was put off last; the first one, if it never was."""
    table = PROCESSES[p.process]
    names = (r.phase.name for r in reversed(p.results) if r.closing == "Postponed" and r.phase is not None)
    return next((name for name in names if name in table.phases), table.first)


def _begin(p: Proceeding, name: str, facts: list[Fact], now: datetime) -> Proceeding:
    order = phase_of(p.process, name).order(p)
    return _book(p, StepBegan(at=now, step=p.step + 1, phase=name, order=order), facts)


def _book(p: Proceeding, fact: Fact, facts: list[Fact]) -> Proceeding:
    facts.append(fact)
    return evolve(p, fact)


def _settled(p: Proceeding, facts: list[Fact], now: datetime) -> Proceeding:
    while more := tuple(_settle(p, now)):
        p = _apply(p, more, facts, now)
    return p


def _settle(p: Proceeding, now: datetime) -> Iterator[Fact]:
    if p.phase is None:
        return iter(())
    return aside.settle(p, p.aside, now) if p.aside is not None else _kind(p).settle(p, now)


# --- time -----------------------------------------------------------------------------------------------------

REMINDERS: Final = (0.5, 0.8, 1.0)
"""When those who have not answered are reminded, as parts of the circle's window (domain.md section 14.2)."""


def _ticked(p: Proceeding, facts: list[Fact], now: datetime) -> tuple[Facts, Proceeding]:
    while (due := wake_at(p)) is not None and due <= now:
        kind = _kind(p)
        own = (
            kind.tick(p, now)
            if p.aside is None
            else (*kind.tick_anyway(p, now), *aside.tick(p, p.aside, now))
        )
        more = (*temperature.tick(p, now), *_reminders(p, now), *own)
        before = len(facts)
        p = _settled(_apply(p, more, facts, now), facts, now)
        if len(facts) == before:
            break
    return tuple(facts), p


def _since(p: Proceeding) -> datetime:
    since = _put_at(p)
    return since if p.gathered is None else max(since, p.gathered)


def _put_at(p: Proceeding) -> datetime:
    if p.aside is None and isinstance(p.phase, RoundState) and p.phase.turn_began is not None:
        return p.phase.turn_began
    if p.aside is None and isinstance(p.phase, IntegrationState):
        return p.phase.stirred
    assert p.on_table is not None  # noqa: S101 - asked only while something is on the table
    return p.on_table.began


def _next_reminder(p: Proceeding) -> tuple[datetime, int] | None:
    table, hours = p.on_table, p.circle.settings.window_hours
    if table is None or not hours or table.reminded >= len(REMINDERS) or not waiting(p):
        return None
    if p.aside is None and not _kind(p).reminds:
        return None
    return _since(p) + timedelta(hours=hours) * REMINDERS[table.reminded], table.reminded + 1


def _reminders(p: Proceeding, now: datetime) -> Iterator[Fact]:
    """The reminder that is due: one, however many were slept through."""
    latest: Reminded | None = None
    window = timedelta(hours=p.circle.settings.window_hours)
    if (first := _next_reminder(p)) is None:
        return
    for nth in range(first[1], len(REMINDERS) + 1):
        due = _since(p) + window * REMINDERS[nth - 1]
        if due <= now:
            latest = Reminded(at=now, due=due, nth=nth, people=waiting(p))
    if latest is not None:
        yield latest


# --- booking what belongs to no phase -------------------------------------------------------------------------


def _close_phase(p: Proceeding, closing: Closing) -> Proceeding:
    if p.aside is not None:
        p = aside.end_aside(p, "AsideWithdrawn")
    if p.phase is None:
        return p
    result = but(
        left(p, p.phase, type(closing).__name__),
        objections=tuple(o.number for o in p.open_objections),
        responses=tuple(p.responses.values()) if isinstance(p.phase, CheckState) else (),
    )
    return but(p, phase=None, held=None, results=(*p.results, *_let_go(p, closing), result))


def _let_go(p: Proceeding, closing: Closing) -> Iterator[Result]:
    """What was held is over with everything else."""
    if p.held is not None:
        yield left(p, p.held, type(closing).__name__)


@books(StepBegan)
def _book_step(p: Proceeding, fact: StepBegan) -> Proceeding:
    if p.phase is not None:  # a check begun anew because its text changed
        before = but(left(p, p.phase, "Restarted"), version=len(p.versions) - 1)
        p = but(p, results=(*p.results, before))
    spec = phase_of(p.process, fact.phase)
    state = spec.begin(p, fact)
    return but(
        p,
        phase=state,
        step=fact.step,
        rounds=p.rounds + isinstance(state, RoundState | CheckState),
        restated=p.restated or isinstance(state, CheckState),
    )


def is_waiting(p: Proceeding) -> bool:
    """Whether nothing is asked of anybody now: in force, postponed, with the broader circle."""
    return isinstance(p.phase, WaitingState) and p.aside is None
