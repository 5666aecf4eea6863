"""Every proceeding that a small circle can reach, and what has to hold in each.

`explore` walks, breadth first, from an opened proposal through every command that every person, the clock and the
other proceedings can give (`alphabet`), and keeps one representative of each state that differs from the others in
more than its timestamps, texts and counts (`canonical`). A `Case` bounds what would go on for ever: objections,
versions, passes, questions. A command that leads beyond the bounds is judged like any other, and not followed.

In every state `examine` holds the rules to their promises; `Graph.dead_ends` finds states from which no end can be
reached. Counting what is reachable ("perft", as chess programs call it) notices almost any change of a rule.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, Final

from facilitation import aside
from facilitation.commands import (
    AbortRound,
    AcceptDriver,
    AcceptObjection,
    Act,
    AgreeItQualifies,
    Amend,
    AnotherPass,
    Answer,
    AnswerProcess,
    Argue,
    Arrive,
    Ask,
    AskForTest,
    AskProcess,
    AskTemperature,
    AskTrifle,
    BackToWork,
    CallNext,
    ClaimRuleBroken,
    CloseTemperature,
    ComeBackToMe,
    Command,
    ConfirmAmendment,
    ConfirmStatement,
    Consent,
    DeclineAmendment,
    Discard,
    Dispute,
    EscalateToMeeting,
    GivePen,
    HandOver,
    Leave,
    LeaveIt,
    LetStand,
    MeetCondition,
    NameStuck,
    NoteBroaderDecision,
    NoteDeparted,
    NoteDissolved,
    NoteHandedUp,
    NoteJoined,
    NoteOtherDecision,
    NoteSuccessor,
    NoteSuperseded,
    NothingRemains,
    Object,
    Open,
    OpenProcessRound,
    Park,
    Pass,
    ProposeDrop,
    ProposeEnd,
    ProposeKeep,
    ProposeNotParamount,
    ProposePostpone,
    RaiseConcern,
    Redraft,
    Refine,
    Reflect,
    Resume,
    RewordDriver,
    Rule,
    Rung,
    ShowStance,
    ShowTemperature,
    Speak,
    Suggest,
    TakeBack,
    TakeOver,
    TakeRung,
    TakeUp,
    Tick,
    Unpark,
    Withdraw,
    WithdrawAside,
    WithdrawConsent,
    WithdrawObjection,
)
from facilitation.facts import Adopted, Asks, Fact
from facilitation.model import (
    Change,
    CircleId,
    Criterion,
    Draft,
    Feeling,
    Given,
    Matter,
    Move,
    Objection,
    PersonId,
    Position,
    ProceedingId,
    Response,
    Scale,
    Stance,
    Standing,
    Status,
    Trifle,
)
from facilitation.proceeding import evolve, legal, possible, proceed, wake_at
from facilitation.process import Process
from facilitation.refusals import Reason, Refused
from facilitation.settings import Absent, Silence, Voices
from facilitation.state import UNRESOLVED, PhaseState, Proceeding
from facilitation.verbs import Offer
from tests.facilitation.small_circles import LATER, NOW, SOON, STRANGER, TEXT_A, TEXT_B, O

NEXT = ProceedingId("next")


# --- the alphabet ---------------------------------------------------------------------------------------------

PLAIN: tuple[type[Act], ...] = (
    AcceptDriver,
    AnotherPass,
    BackToWork,
    CallNext,
    ComeBackToMe,
    Consent,
    EscalateToMeeting,
    LeaveIt,
    LetStand,
    NameStuck,
    OpenProcessRound,
    Pass,
    Resume,
    TakeBack,
    TakeOver,
    Withdraw,
    WithdrawAside,
)
WORDY: tuple[type[Any], ...] = (
    AbortRound,
    Ask,
    AskProcess,
    AskTemperature,
    Discard,
    MeetCondition,
    Object,
    ProposeDrop,
    ProposeEnd,
    RaiseConcern,
    Speak,
    WithdrawConsent,
)
ON_OBJECTION: tuple[type[Any], ...] = (
    AcceptObjection,
    AgreeItQualifies,
    AskForTest,
    ClaimRuleBroken,
    ConfirmAmendment,
    ConfirmStatement,
    NothingRemains,
    ProposeNotParamount,
    Unpark,
)
WORDY_ON_OBJECTION: tuple[type[Any], ...] = (DeclineAmendment, Dispute, Refine, WithdrawObjection)


def acts_known(process: Process) -> frozenset[type[Act]]:
    """Every command of a person that some phase of a process, or any of its asides, knows."""
    phases = {verb.command for phase in process.phases.values() for verb in phase.verbs}
    always = {verb.command for verb in (*process.anytime, *process.ahead, *aside.VERBS)}
    return frozenset(phases | always)


def alphabet(p: Proceeding, by: PersonId, now: datetime) -> tuple[tuple[Offer, Act], ...]:
    """Every command this person could try now, each with the offer under which it should stand."""
    members = tuple(m.person for m in p.circle.members)
    asked = len(getattr(p.phase, "questions", ()))
    still = tuple(o.number for o in p.open_objections)
    felt = len(p.temperatures)
    return _alphabet(by, now, members, asked, len(p.process_questions), felt, len(p.objections), still)


@cache
def _alphabet(*what: Hashable) -> tuple[tuple[Offer, Act], ...]:
    return tuple(_letters(*what))  # type: ignore[arg-type]


def _letters(  # noqa: PLR0913, PLR0917 - what the letters depend on, as a key for the cache
    by: PersonId,
    now: datetime,
    members: tuple[PersonId, ...],
    asked: int,
    wondered: int,
    felt: int,
    raised: int,
    still: tuple[int, ...],
) -> Iterator[tuple[Offer, Act]]:
    for kind in PLAIN:
        yield Offer(kind), kind(by=by)
    for kind in WORDY:
        yield Offer(kind), kind(by=by, text=O)
    yield Offer(RewordDriver), RewordDriver(by=by, driver="r")
    yield Offer(ProposePostpone), ProposePostpone(by=by, until=now + SOON, text=O)
    yield Offer(ProposeKeep), ProposeKeep(by=by, review=now + LATER)
    for draft in (TEXT_A, TEXT_B):
        for change in Change:
            yield Offer(Redraft), Redraft(by=by, draft=draft, change=change)
    for rung in Rung:
        yield Offer(TakeRung, rung), TakeRung(by=by, rung=rung, text=O, until=now + SOON)
    for who in (*members, STRANGER):
        yield Offer(Arrive, who), Arrive(by=by, person=who)
        yield Offer(Leave, who), Leave(by=by, person=who)
        yield Offer(HandOver, who), HandOver(by=by, to=who)
        yield Offer(GivePen, who), GivePen(by=by, to=who)
    for number in range(1, asked + 2):
        yield Offer(Answer, number), Answer(by=by, question=number, text=O)
    for number in range(1, wondered + 2):
        yield Offer(AnswerProcess, number), AnswerProcess(by=by, question=number, text=O)
    yield from _beside(by, felt)
    for number in range(1, raised + 2):
        yield from _on_objection(by, now, number, [other for other in still if other != number])


def _beside(by: PersonId, felt: int) -> Iterator[tuple[Offer, Act]]:
    """Temperature checks and trifles."""
    yield Offer(AskTemperature), AskTemperature(by=by, text=O, scale=Scale.STANCES)
    for trifle in Trifle:
        yield Offer(AskTrifle, trifle), AskTrifle(by=by, trifle=trifle, text=O)
    for number in range(1, felt + 2):
        yield Offer(CloseTemperature, number), CloseTemperature(by=by, question=number)
        for feeling in Feeling:
            yield Offer(ShowTemperature, number), ShowTemperature(by=by, question=number, feeling=feeling)
        for stance in Stance:
            yield Offer(ShowStance, number), ShowStance(by=by, question=number, stance=stance)


def _on_objection(by: PersonId, now: datetime, number: int, others: list[int]) -> Iterator[tuple[Offer, Act]]:
    for kind in ON_OBJECTION:
        yield Offer(kind, number), kind(by=by, objection=number)
    for kind in WORDY_ON_OBJECTION:
        yield Offer(kind, number), kind(by=by, objection=number, text=O)
    yield Offer(Reflect, number), Reflect(by=by, objection=number, statement="s")
    yield Offer(Suggest, number), Suggest(by=by, objection=number, move=Move.CONTENT, text=O)
    yield Offer(Park, number), Park(by=by, objection=number, owner=by, until=now + SOON)
    for criterion in Criterion:
        yield Offer(Argue, number), Argue(by=by, objection=number, criterion=criterion, text=O)
    for qualifies in (True, False):
        yield Offer(Rule, number), Rule(by=by, objection=number, qualifies=qualifies)
    for several in ((number,), *((number, other) for other in others)):
        yield Offer(TakeUp, number), TakeUp(by=by, objections=several)
        for draft in (TEXT_A, TEXT_B):
            yield Offer(Amend, number), Amend(by=by, objections=several, draft=draft)


def notes(p: Proceeding, case: Case) -> Iterator[Command]:
    """What the circle and other proceedings can report. Never refused."""
    yield NoteHandedUp(proceeding=NEXT)
    yield NoteBroaderDecision(draft=None)
    yield NoteBroaderDecision(draft=TEXT_B)
    yield NoteSuccessor(successor=NEXT)
    yield NoteSuperseded(successor=NEXT)
    yield NoteOtherDecision(consented=True)
    yield NoteOtherDecision(consented=False)
    if case.dissolved:
        yield NoteDissolved(to=CircleId("village"), name="Village")
    yield from case.reports(p)
    yield from (NoteDeparted(person=who) for who in case.depart)
    if case.depart:
        gone = (m for m in case.opening.circle.members if p.circle.member(m.person) is None)
        yield from (NoteJoined(member=m) for m in gone if m.person in case.depart)


# --- cases, and states that count as one ----------------------------------------------------------------------


def _no_letters(_p: Proceeding, _by: PersonId, _now: datetime) -> Iterable[tuple[Offer, Act]]:
    return ()


def _no_marks(_p: Proceeding) -> Hashable:
    return None


def _no_reports(_p: Proceeding) -> Iterable[Command]:
    return ()


def _never(_p: Proceeding) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Case:
    """A proposal in a small circle, and the bounds of looking at what can come of it."""

    name: str
    opening: Open
    letters: Callable[[Proceeding, PersonId, datetime], Iterable[tuple[Offer, Act]]] = _no_letters
    """Commands to try beyond those of a consent decision."""
    reports: Callable[[Proceeding], Iterable[Command]] = _no_reports
    """What else is reported, beyond what a consent decision hears."""
    marks: Callable[[Proceeding], Hashable] = _no_marks
    """What else makes a state different from others."""
    beyond: Callable[[Proceeding], bool] = _never
    """Whether a state lies beyond further bounds."""
    objections: int = 1
    versions: int = 2
    arguments: int = 2
    questions: int = 1
    concerns: int = 1
    passes: int = 1
    process_questions: int = 0
    temperatures: int = 0
    interludes: bool = False
    """Whether the circle steps back, asks trifles, or takes the matter to a meeting."""
    aborts: bool = False
    reminders: int = 0
    postponing: bool = False
    ladder: bool = True
    movers: tuple[PersonId, ...] = ()
    coming_and_going: bool = False
    facilitators: bool = False
    pens: bool = False
    depart: tuple[PersonId, ...] = ()
    strangers: bool = False
    dissolved: bool = False
    """Whether the circle may be dissolved at any time."""
    ends: bool = True
    """False where some ways on need one version more than the bounds allow: making it counts as an end then."""

    def follows(self, p: Proceeding) -> bool:
        """Whether what a person's act led to is within the bounds, or is what they cut off."""
        return self.holds(p) or (not self.ends and len(p.versions) > self.versions)

    def holds(self, p: Proceeding) -> bool:
        """Whether a state lies within the bounds."""
        first, state = self.opening, p.phase
        asked, passes = len(getattr(state, "questions", ())), getattr(state, "passes", 1)
        return (
            not self.beyond(p)
            and len(p.objections) <= self.objections
            and len(p.versions) <= self.versions
            and all(len(o.arguments) <= self.arguments for o in p.objections)
            and asked <= self.questions
            and passes <= max(self.passes, first.circle.settings.reaction_passes)
            and len(p.concerns) <= self.concerns
            and len(p.process_questions) <= self.process_questions
            and len(p.temperatures) <= self.temperatures
            and (self.interludes or not _comes_between(p))
            and (self.aborts or not _aborted(p))
            and (self.postponing or p.postponed_until is None)
            and (self.postponing or p.aside is None or p.aside.asks is not Asks.POSTPONE)
            and (self.ladder or p.phase is None or p.phase.name not in {"stuck", "ladder"})
            and (
                not self.movers
                or p.aside is None
                or p.aside.asks is not Asks.DROP
                or p.aside.mover in self.movers
            )
            and (self.coming_and_going or p.away <= frozenset(first.away))
            and (self.pens or p.pen is None)
            and (self.facilitators or p.facilitator in {None, _facilitator(first)})
        )


def _comes_between(p: Proceeding) -> bool:
    asides = (p.aside, *(result.aside for result in p.results))
    return p.held is not None or any(aside_ is not None and aside_.closes is not None for aside_ in asides)


def _aborted(p: Proceeding) -> bool:
    states = (p.phase, *(result.phase for result in p.results))
    return any(getattr(state, "aborted", False) for state in states)


def _facilitator(first: Open) -> PersonId | None:
    return next((m.person for m in first.circle.members if _facilitates(m.duties)), None)


def _facilitates(duties: Iterable[Enum]) -> bool:
    return any(duty.value == "facilitator" for duty in duties)


IDLE = frozenset({"condition", "in force", "review"})


def canonical(p: Proceeding, case: Case) -> Hashable:
    """What makes a state different from others: everything but timestamps, texts, results and counts."""
    if p.over:
        return ("over", p.outcome)
    life: tuple[Hashable, ...] = (
        case.marks(p),
        _phase(p, case),
        _aside(p, case),
        p.facilitator,
        p.away,
        _members(p),
        p.in_force,
    )
    decided = None if p.decision is None else (p.decision.draft.text, bool(p.decision.draft.condition))
    life += (decided, p.successor is not None, tuple(q.answer is None for q in p.process_questions))
    if p.phase is not None and p.phase.name in IDLE and not p.open_objections:
        return life
    worded = p.version.draft.text if p.versions else None
    text = (worded, p.working and p.working.text, len(p.versions), p.pen, p.restated)
    given = tuple(sorted((r.person, r.position.value, r.given.value) for r in p.responses.values()))
    objections = tuple(_objection(o, p) for o in p.objections)
    heard = getattr(p.phase, "heard", frozenset())
    concerns = tuple((c.by, c.version == len(p.versions), c.number in heard) for c in p.concerns)
    tried = (any(r.rung is not Rung.BROADER_CIRCLE for r in p.rungs), p.breakdown)
    above = (p.handed_up_to, p.handed_up_as, p.held and _bare(p.held, case), p.brought_back)
    above += (tuple((one.scale, one.shown, one.closed) for one in p.temperatures),)
    return (life, text, given, objections, concerns, tried, above, p.driver_stands)


def _members(p: Proceeding) -> Hashable:
    return tuple((m.person, m.standing) for m in p.circle.members)


def _objection(o: Objection, p: Proceeding) -> Hashable:
    if not o.open:
        return ("closed", o.status is Status.INTEGRATED)
    texts = (bool(o.statement), o.amendment and o.amendment.text, o.version == len(p.versions))
    pile = tuple((a.by, a.accepted, a.disputed) for a in o.arguments)
    test = (len(o.argued), o.rule_broken, o.test_asked, o.confirmed, o.amender, o.orphaned)
    parked = o.before_parking if o.status is Status.PARKED else None
    return (o.by, o.status, o.parent, texts, pile, test, parked)


def _phase(p: Proceeding, case: Case) -> Hashable:
    return None if p.phase is None else _bare(p.phase, case)


def _aside(p: Proceeding, case: Case) -> Hashable:
    a = p.aside
    if a is None:
        return None
    return (
        a.asks,
        a.closes is not None,
        a.order,
        a.consented,
        a.mover,
        a.objection,
        min(a.reminded, case.reminders),
    )


SHED = frozenset({"step", "began", "reminded_at", "stirred", "turn_began", "spoken"})


def _bare(state: PhaseState, case: Case) -> Hashable:
    """A phase without instants, texts and step number."""
    found: list[Hashable] = [type(state).__name__]
    for name in type(state).__dataclass_fields__:
        if name in SHED:
            continue
        value = getattr(state, name)
        if name == "turns":
            value = tuple((t.person, t.state, t.put_off) for t in value)
        elif name == "questions":
            value = tuple(q.answer is None for q in value)
        elif name == "reminded":
            value = min(value, case.reminders)
        elif name == "order" and case.opening.circle.settings.collection.value != "round":
            value = ()
        elif isinstance(value, datetime):
            value = True
        found.append(value)
    return tuple(found)


# --- walking --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Node:
    """A state's representative and the time it is reached at."""

    p: Proceeding
    now: datetime
    before: Node | None = None
    by: Command | None = None

    def trail(self) -> str:
        """The commands that lead here, one a line."""
        node, lines = self, list[str]()
        while node.before is not None:
            lines.append(f"  {node.now:%d %b %H:%M}  {said(node.by)}")
            node = node.before
        return "\n".join(reversed(lines))


UNSAID: Final = frozenset({"circle", "id", "step", "text"})


def said(command: Command | None) -> str:
    """A command, without what goes without saying."""
    if command is None:
        return "(opened)"
    names = type(command).__dataclass_fields__
    shown = ((name, getattr(command, name)) for name in names if name not in UNSAID)
    return f"{type(command).__name__}({', '.join(f'{name}={_short(value)}' for name, value in shown)})"


def _short(value: object) -> str:
    return repr(value.text) if isinstance(value, Draft) else str(value)


@dataclass
class Graph:
    """What was found: states by their canonical form, and which leads to which."""

    nodes: dict[Hashable, Node] = field(default_factory=dict)
    reached_from: dict[Hashable, set[Hashable]] = field(default_factory=dict)
    cut_off: set[Hashable] = field(default_factory=set)
    """States from which the one way on that the bounds cut off was seen: another version."""
    transitions: int = 0
    phases: set[str] = field(default_factory=set)
    outcomes: set[str] = field(default_factory=set)
    reasons: set[Reason] = field(default_factory=set)

    def dead_ends(self) -> list[Node]:
        """States from which neither an end nor an agreement in force can be reached."""
        alive = {key for key, node in self.nodes.items() if is_end(node.p)} | self.cut_off
        todo = deque(alive)
        while todo:
            for earlier in self.reached_from[todo.popleft()]:
                if earlier not in alive:
                    alive.add(earlier)
                    todo.append(earlier)
        return [node for key, node in self.nodes.items() if key not in alive]


def is_end(p: Proceeding) -> bool:
    """Over, or decided and in force."""
    return p.over or (p.in_force and p.phase is not None and p.phase.name == "in force")


class Broken(AssertionError):
    """A promise broken in a state that can be reached; says which, and where."""

    def __init__(self, promise: str, node: Node, *details: object) -> None:
        about = f"in {node.p.phase}, aside {node.p.aside}"
        super().__init__("\n".join([promise, node.trail(), about, *map(str, details)]))


def explore(case: Case, limit: int = 1_000_000) -> Graph:
    """Everything that can come of a proposal, each state examined."""
    graph = Graph()
    facts, p = proceed(None, case.opening, NOW)
    start = Node(p, NOW)
    hold(facts, None, start)
    first = canonical(p, case)
    graph.nodes[first], graph.reached_from[first] = start, set()
    todo = deque([first])
    while todo:
        key = todo.popleft()
        node = graph.nodes[key]
        for then in examine(node, case, graph):
            if not case.holds(then.p):
                graph.cut_off.add(key)
                continue
            graph.transitions += 1
            found = canonical(then.p, case)
            if found not in graph.nodes:
                if len(graph.nodes) >= limit:
                    raise OverflowError(f"{case.name} has more than {limit} states")
                graph.nodes[found], graph.reached_from[found] = then, set()
                todo.append(found)
            graph.reached_from[found].add(key)
        if node.p.phase is not None:
            graph.phases.add(node.p.phase.name)
        if node.p.over and node.p.outcome is not None:
            graph.outcomes.add(node.p.outcome.value)
    return graph


def examine(node: Node, case: Case, graph: Graph) -> Iterator[Node]:
    """Hold the rules to their promises in one state, and give the states that follow it and that the case follows."""
    before = repr(node.p)
    people = [m.person for m in case.opening.circle.members]
    for who in (*people, STRANGER) if case.strangers else people:
        accepted = set[Offer]()
        for offer, act in (*alphabet(node.p, who, node.now), *case.letters(node.p, who, node.now)):
            then = attempt(node, act, case, graph)
            if then is None:
                continue
            accepted.add(offer)
            if case.follows(then.p):
                yield then
        offered = legal(node.p, who)
        if set(offered) != accepted or len(set(offered)) != len(offered):
            more, less = set(offered) - accepted, accepted - set(offered)
            raise Broken("what is offered is what is accepted", node, who, ("offered", more), ("not", less))
    see_cards(node)
    for note in notes(node.p, case):
        then = attempt(node, note, case, graph)
        if then is None:
            raise Broken("what is reported is never refused", node, note)
        if then.p is not node.p and case.holds(then.p):
            yield then
    yield from knock(node, case)
    if repr(node.p) != before:
        raise Broken("a proceeding never changes", node, before)


def see_cards(node: Node) -> None:
    """A card offers what is offered to somebody: asked here of one person after the other, without a shortcut."""
    p = node.p
    invited = p.work.invited if p.work is not None else frozenset()
    plain = {offer for who in {*(m.person for m in p.circle.members), *invited} for offer in legal(p, who)}
    offered = possible(p)
    if set(offered) != plain or len(set(offered)) != len(offered):
        more, less = set(offered) - plain, plain - set(offered)
        raise Broken("a card offers what is offered to somebody", node, ("offered", more), ("not", less))


def attempt(node: Node, command: Command, case: Case, graph: Graph) -> Node | None:
    """The state after a command, or None where it is refused."""
    try:
        facts, p = proceed(node.p, command, node.now)
    except Refused as refused:
        graph.reasons.add(refused.reason)
        return None
    then = Node(p, node.now, node, command)
    if isinstance(command, Act) and not facts:
        raise Broken("what is accepted makes something true", node, command)
    hold(facts, node, then)
    return then


KNOCKS = 12


def knock(node: Node, case: Case) -> Iterator[Node]:
    """The clock knocks only when something falls due, and each knock moves on."""
    facts, p = proceed(node.p, Tick(), node.now)
    due = wake_at(node.p)
    if (due is None or due > node.now) and (facts or p != node.p):
        raise Broken("nothing falls due before its time", node, facts)
    here = node
    for _ in range(KNOCKS):
        due = wake_at(here.p)
        if due is None:
            return
        if (
            due - timedelta(microseconds=1) >= here.now
            and proceed(here.p, Tick(), due - timedelta(microseconds=1))[0]
        ):
            raise Broken("nothing falls due before its time", here, due)
        at = max(due, here.now)
        facts, p = proceed(here.p, Tick(), at)
        then = Node(p, at, here, Tick())
        if not facts:
            raise Broken("a knock makes something true", here, due)
        later = wake_at(p)
        if later is not None and later <= at:
            raise Broken("a knock leaves nothing due", here, due, later, facts)
        hold(facts, here, then)
        if here is node and case.holds(p):
            yield then
        if p.phase != here.p.phase and (p.phase is None or here.p.phase is None or p.step != here.p.step):
            return
        here = then


# --- what holds for all facts ---------------------------------------------------------------------------------


ANY_TIME: Final = frozenset({Status.WITHDRAWN, Status.MOOT, Status.ESCALATED, Status.PARKED})
ROADS: Final[dict[Status, frozenset[Status]]] = {
    Status.RAISED: ANY_TIME | {Status.UNDERSTOOD},
    Status.UNDERSTOOD: ANY_TIME | {Status.QUALIFIED, Status.DISQUALIFIED},
    Status.QUALIFIED: ANY_TIME | {Status.AMENDED},
    Status.AMENDED: ANY_TIME | {Status.INTEGRATED, Status.QUALIFIED},
    Status.PARKED: (ANY_TIME - {Status.PARKED}) | UNRESOLVED,
}
"""Where an objection can go from where it stands (domain.md section 7.1); what is closed stays closed."""


def off_the_road(before: Proceeding | None, then: Proceeding) -> Iterator[str]:
    """INV-O2, literally."""
    for old, new in zip(before.objections if before else (), then.objections, strict=False):
        if new.status is not old.status and new.status not in ROADS.get(old.status, ()):
            yield f"objection {old.number} from {old.status.value} to {new.status.value}"


def hold(facts: Iterable[Fact], node: Node | None, then: Node) -> None:
    """The state is the fold of its facts (INV-D16), and whatever is adopted is adopted rightly (INV-D1)."""
    p = node.p if node else None
    for fact in facts:
        earlier, p = p, evolve(p, fact)
        if strayed := list(off_the_road(earlier, p)):
            raise Broken("an objection keeps to its road", then, fact, strayed)
        if isinstance(fact, Adopted):
            faults = list(adoption_faults(p, fact))
            if faults:
                raise Broken("adopted is what everyone consents to", then, fact, faults)
    if p != then.p:
        raise Broken("a state is the fold of its facts", then, facts)


def adoption_faults(p: Proceeding, adopted: Adopted) -> Iterator[str]:
    """INV-D1, literally: one effective, unblocking answer to the final version from each who is asked."""
    decision = adopted.decision
    if any(o.open for o in p.objections):
        yield "an objection is open"
    if decision.draft != p.versions[-1].draft or decision.version != len(p.versions):
        yield "it is not the final version"
    if decision.review <= decision.at:
        yield "its review date has passed"
    if decision.by_broader_circle:
        return
    answered = [response.person for response in decision.responses]
    asked, needed = consent_set(p)
    if len(set(answered)) != len(answered):
        yield "somebody counts twice"
    if not needed <= set(answered):
        yield f"nobody heard {sorted(needed - set(answered))}"
    if not set(answered) <= asked:
        yield f"asked without a voice: {sorted(set(answered) - asked)}"
    if not any(response.given is Given.EXPLICIT for response in decision.responses):
        yield "nobody said anything"
    for response in decision.responses:
        yield from _answer_faults(p, response)


def consent_set(p: Proceeding) -> tuple[frozenset[PersonId], frozenset[PersonId]]:
    """Whose answer counts, and whose answer is needed: computed here from the circle, and not by the core."""
    removed = p.subject if p.matter is Matter.REMOVAL else None
    kinds = (Standing.FULL, Standing.TEMPORARY)
    counts = frozenset(m.person for m in p.circle.members if m.standing in kinds and m.person != removed)
    settings = p.circle.settings
    without = settings.voices is not Voices.ALL_MEMBERS or settings.absent is Absent.PRESENT_ONLY
    return counts, counts - p.away if without else counts


def _answer_faults(p: Proceeding, response: Response) -> Iterator[str]:
    if response.position is Position.OBJECTION:
        yield f"{response.person} objects"
    if response.version != len(p.versions):
        yield f"{response.person} answered another version"
    if response.given is Given.ASSUMED and not may_assume(p):
        yield f"{response.person} was silent"


def may_assume(p: Proceeding) -> bool:
    """Whether the circle had consented to count silence before this opened."""
    settings = p.circle.settings
    expected = settings.absent is Absent.ASSUME_IF_EXPECTED and p.expected
    return settings.silence is Silence.ASSUME or settings.absent is Absent.GRACE or expected


def with_draft(case: Case, draft: Draft) -> Case:
    """The same case about another text."""
    return replace(case, opening=replace(case.opening, draft=draft))
