"""Several circles and everything that is open in them, handed on as a desk would: for tests of the structure."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from facilitation.circle import EVERY_OPEN, circle_follow_ups, fold_circle, proceed_circle
from facilitation.commands import (
    CircleCommand,
    Command,
    Consent,
    LetStand,
    Open,
    Pass,
    Propose,
    ProposeDrop,
    Speak,
)
from facilitation.facts import Fact
from facilitation.following import follow_ups
from facilitation.model import Circle, CircleId, CircleStatus, Draft, PersonId, ProceedingId
from facilitation.proceeding import proceed
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding
from tests.facilitation.small_circles import NOW, REVIEW, O

LONGEST = 2_000


@dataclass
class Organisation:
    """Circles and proceedings by their ids, with their logs; `news` are the facts of the last command."""

    circles: dict[CircleId, Circle] = field(default_factory=dict)
    open: dict[ProceedingId, Proceeding] = field(default_factory=dict)
    logs: dict[str, list[Fact]] = field(default_factory=dict)
    news: list[tuple[str, Fact]] = field(default_factory=list)
    now: datetime = NOW
    ever: int = 0

    def give(self, target: str, command: Command) -> None:
        """Carry out a command and all that follows; refused, nothing has happened."""
        before = (dict(self.circles), dict(self.open), {k: [*v] for k, v in self.logs.items()})
        self.news = []
        try:
            self._carry_out(target, command)
        except Refused:
            self.circles, self.open, self.logs = before
            self.news = []
            raise

    def _carry_out(self, target: str, command: Command) -> None:
        todo = deque([(target, command)])
        for _ in range(LONGEST):
            if not todo:
                return
            to, command = todo.popleft()
            if isinstance(command, CircleCommand):
                todo.extend(self._circle(CircleId(to), command))
            else:
                todo.extend(self._proceeding(ProceedingId(to), command))
        raise AssertionError("commands feed each other for ever")

    def _circle(self, id_: CircleId, command: CircleCommand) -> list[tuple[str, Command]]:
        facts, self.circles[id_] = proceed_circle(self.circles.get(id_), command, self.now)
        self._book(id_, facts)
        found: list[tuple[str, Command]] = []
        for to, follow in circle_follow_ups(self.circles[id_], facts):
            mine = [p.id for p in self.open.values() if p.circle.id == id_ and not p.over]
            found += [(one, follow) for one in (mine if to == EVERY_OPEN else [to])]
        return found

    def _proceeding(self, id_: ProceedingId, command: Command) -> list[tuple[str, Command]]:
        if isinstance(command, Open) and id_ not in self.open:
            circle = self.circles.get(command.circle.id, command.circle)
            facts, p = proceed(None, replace(command, circle=circle), self.now)
        elif id_ in self.open:
            facts, p = proceed(self.open[id_], command, self.now)
        else:
            return []  # an origin that a test has made up
        self.open[id_] = p
        self._book(id_, facts)
        return list(follow_ups(p, facts))

    def _book(self, stream: str, facts: tuple[Fact, ...]) -> None:
        self.logs.setdefault(stream, []).extend(facts)
        self.news += [(stream, fact) for fact in facts]

    def propose(self, where: CircleId, by: PersonId, **changes: object) -> ProceedingId:
        """Open a proposal in a circle."""
        self.ever += 1
        id_ = ProceedingId(f"p{self.ever}")
        draft = Draft(text="t", review=max(REVIEW, self.now + timedelta(days=9)))
        circle = self.circles[where]
        self.give(id_, Propose(by=by, id=id_, circle=circle, title=id_, draft=draft, **changes))  # type: ignore[arg-type]
        return id_

    def decide(self, id_: ProceedingId) -> None:
        """Let everybody who is here go along until there is nothing more to say."""
        for _ in range(30):
            p = self.open[id_]
            if p.over or p.decision is not None:
                return
            for who in [m.person for m in p.circle.members if m.person not in p.away]:
                for command in (Pass(by=who), Speak(by=who), Consent(by=who), LetStand(by=who)):
                    self.tries(id_, command)
            if self.open[id_] == p:
                return

    def drop(self, id_: ProceedingId) -> None:
        """Let everybody agree that nothing comes of it."""
        p = self.open[id_]
        for who in p.circle.consenting:
            self.tries(id_, ProposeDrop(by=who, text=O))
            self.tries(id_, Consent(by=who))

    def tries(self, target: str, command: Command) -> Reason | None:
        """Give a command; why it was refused, if it was. What it led to stays in `news`."""
        kept = [*self.news]
        try:
            self.give(target, command)
        except Refused as refused:
            self.news = kept
            return refused.reason
        self.news = [*kept, *self.news]
        return None

    def copy(self) -> Organisation:
        """The same organisation, to go on with separately."""
        logs = {which: [*log] for which, log in self.logs.items()}
        same = Organisation(circles=dict(self.circles), open=dict(self.open), logs=logs, ever=self.ever)
        same.now = self.now
        return same

    def living(self) -> list[Circle]:
        """Circles that are not dissolved."""
        return [c for c in self.circles.values() if c.status is not CircleStatus.DISSOLVED]

    def undecided(self) -> list[ProceedingId]:
        """What could still be decided."""
        return [p.id for p in self.open.values() if not p.over and p.decision is None]

    def folded(self) -> bool:
        """Whether every circle is what its log says."""
        return all(fold_circle(self.logs[id_]) == circle for id_, circle in self.circles.items())
