"""Two desks on one store, doing anything in any order, and every promise held against one clerk with a pen.

`tests.bot.two_desks` says what is real here (all but the thread) and `tests.bot.clerk` what is expected. After
every transaction the log must have grown by exactly what the clerk writes for these inputs in this order.
"""

from __future__ import annotations

import logging
import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.chain import Chain, Changed, Target
from bot.desk import Answer, _answer, _answer_again
from facilitation.commands import Act, Admit, Command, Leave, Object, Release, Tick
from facilitation.facts import Adopted, Fact
from facilitation.model import Member, PersonId, Position, ProceedingId, Words
from facilitation.proceeding import evolve, waiting
from facilitation.refusals import Refused
from facilitation.state import Proceeding
from storage import agenda, log, projections
from storage.codec import written_instant
from storage.faults import Conflict, StorageFault
from storage.log import Logged, Stored
from tests.bot.clerk import ABOUT, WAITS, Taken
from tests.bot.hands import Hands
from tests.bot.two_desks import (
    EVERYTHING,
    ITEM,
    KITCHEN,
    MEETING,
    PROCEEDINGS,
    SELECTION,
    SETTINGS,
    Died,
    Knocked,
    Office,
    Sent,
    disk_full,
    locked,
    new_loop,
    store,
    turn,
)
from tests.storage.walking import PEOPLE, START, propose

ZOE = Member(person=PersonId("u-zoe"))
EXAMPLES = int(os.environ.get("TWO_DESKS_EXAMPLES", "60"))
STEPS = int(os.environ.get("TWO_DESKS_STEPS", "50"))

desks = st.integers(0, 1)
rolls = st.integers(0, 2**16)


class TwoDesks(RuleBasedStateMachine):
    """What people, crashes, platforms and the clock can do to two desks."""

    views = Bundle("views")

    @initialize(settings=st.sampled_from(sorted(SETTINGS)), remember=st.sampled_from((1, 2, 64)), desk=desks)
    def begin(self, settings: str, remember: int, desk: int) -> None:
        logging.getLogger("bot").setLevel(logging.CRITICAL)
        self.db, self.clerk = store(settings)
        self.loop = new_loop()
        self.offices = [Office(self.db, remember), Office(self.db, remember if desk else 64)]
        self.now = START
        self.sent: dict[str, Sent] = {}
        self.promised: dict[str, Taken] = {}
        self.answered: dict[str, Answer] = {}
        (self.position,) = self.db.execute("SELECT max(position) FROM log").fetchone()
        self.committed = {
            stream: {log.head(self.db, stream): self.clerk.value(stream)} for stream in log.streams(self.db)
        }
        self.looked_at, self.sound = True, True

    # --- what people see and send -----------------------------------------------------------------------

    @rule(target=views, desk=desks, id_=st.sampled_from(EVERYTHING))
    def look(self, desk: int, id_: ProceedingId) -> Any:  # noqa: ANN401
        """Somebody looks at what a desk shows. What they do about it may come much later."""
        return self.loop.run_until_complete(self.offices[desk].desk.proceeding(id_)) or id_

    @rule(desk=desks, view=views, roll=rolls)
    def press(self, desk: int, view: Proceeding | ProceedingId, roll: int) -> None:
        if isinstance(view, Proceeding):
            self._hand_in(desk, view.id, self._act(view, roll))
        else:
            circle = self.clerk.circles[KITCHEN]
            self._hand_in(desk, view, propose(circle, view))

    @rule(desk=desks, id_=st.sampled_from((*PROCEEDINGS[:3], MEETING, ITEM, SELECTION)), roll=rolls)
    def press_at_once(self, desk: int, id_: ProceedingId, roll: int) -> None:
        self._hand_in(desk, id_, self._act(self.clerk.proceedings[id_], roll))

    @rule(desk=desks, id_=st.sampled_from((PROCEEDINGS[2], MEETING, ITEM, SELECTION)), roll=rolls)
    def get_on_for_a_while(self, desk: int, id_: ProceedingId, roll: int) -> None:
        """Nobody dawdles, and everything is stored at once: so meetings and selections come further."""
        for number in range(3 + roll % 6):
            if self.clerk.proceedings[id_].over:
                return
            self._hand_in(desk, id_, self._act(self.clerk.proceedings[id_], roll + 6 * number, eager=True))
            while self.offices[desk].writer.queue:
                self._serve(desk, 3)

    @rule(desk=desks, roll=rolls)
    def press_in_whatever_came_up(self, desk: int, roll: int) -> None:
        """In the newest of all: a report that the meeting has opened, what somebody brought as an item."""
        newest = list(self.clerk.proceedings.values())[-1]
        self._hand_in(desk, newest.id, self._act(newest, roll))

    @rule(desk=desks, roll=rolls)
    def bring_an_item(self, desk: int, roll: int) -> None:
        """What a decision on the agenda needs: while another item is on the table, it belongs to nobody's."""
        id_ = ProceedingId(f"p-brought-{roll % 3}")
        self._hand_in(desk, id_, replace(propose(self.clerk.circles[KITCHEN], id_), item_of=MEETING))

    @rule(desk=desks, roll=rolls)
    def ask_the_circle(self, desk: int, roll: int) -> None:
        """Topics, roles, membership: acts in the circle itself."""
        act = self._hands(roll).act(self.clerk.circles[KITCHEN])
        if act is not None:
            self._hand_in(desk, KITCHEN, act)

    @rule(desk=desks, who=st.sampled_from(PEOPLE))
    def object_to_the_first(self, desk: int, who: PersonId) -> None:
        self._hand_in(desk, PROCEEDINGS[0], Object(by=who, text=Words("It would harm us too.")))

    @rule(desk=desks, who=st.sampled_from(PEOPLE))
    def release(self, desk: int, who: PersonId) -> None:
        self._hand_in(desk, KITCHEN, Release(person=who))

    @rule(desk=desks, who=st.sampled_from(PEOPLE))
    def admit(self, desk: int, who: PersonId) -> None:
        member = self.clerk.circles[KITCHEN].member(who)
        self._hand_in(desk, KITCHEN, Admit(member=Member(person=who) if member is None else ZOE))

    @rule(desk=desks, view=views, roll=rolls)
    def load_slowly(self, desk: int, view: Proceeding | ProceedingId, roll: int) -> None:
        """A hand that loads now, and whose transaction comes when it comes."""
        if not isinstance(view, Proceeding):
            return
        office = self.offices[desk]
        loaded = office.desk._memory.load(self.db, view.id)
        assert isinstance(loaded.value, Proceeding)
        sent = self._named(view.id, self._act(loaded.value, roll), loaded)
        office.writer.coming = sent

        def work(db: Any) -> tuple[Answer, Chain | None]:  # noqa: ANN401 - what Desk.handle does, but for the load
            if (where := agenda.answered(db, sent.name)) is not None:
                return _answer_again(db, where), None
            chain = office.slow(sent)
            done = chain.carry_out(sent.target, sent.command)
            head = chain.load(sent.target).head
            agenda.answer(
                db, sent.name, agenda.Answered(sent.target, done.first, done.last, head.seq), sent.now
            )
            return _answer(done.facts, chain.load(sent.target).value), chain

        self._wait(
            office,
            sent,
            office.writer.run(
                work,
                lambda done: office.desk._keep(done[1]),
                lambda done: office.desk._tell(done[1]),
            ),
        )

    @precondition(lambda self: self.sent)
    @rule(desk=desks, roll=rolls)
    def send_again(self, desk: int, roll: int) -> None:
        """A platform repeats a delivery, answered or not, at either desk."""
        name = sorted(self.sent)[roll % len(self.sent)]
        self._send(desk, replace(self.sent[name], now=self.now, loaded=None))

    @rule(desk=desks, roll=rolls)
    def give_up_waiting(self, desk: int, roll: int) -> None:
        waiting = [task for task in self.offices[desk].tasks if not task.done()]
        if waiting:
            task = waiting[roll % len(waiting)]
            self.offices[desk].tasks.pop(task)
            task.cancel()
            turn(self.loop)

    # --- time -------------------------------------------------------------------------------------------

    @rule(minutes=st.sampled_from((1, 60, 60 * 24)))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(desk=desks, early=st.sampled_from((0, 0, 1)))
    def until_something_is_due(self, desk: int, early: int) -> None:
        due = min(self.clerk.dues().values(), default=self.now)
        self.now = max(self.now, due - timedelta(seconds=early))
        self.knock(desk)

    @rule(desk=desks)
    def knock(self, desk: int) -> None:
        """The alarm of a desk; one call at a time, as the alarm makes them."""
        office = self.offices[desk]
        if None not in office.tasks.values():
            office.writer.knocked = Knocked(self.now)
            office.tasks[self.loop.create_task(office.desk.tick_due(self.now))] = None
            turn(self.loop)

    # --- transactions, and what goes wrong with them ----------------------------------------------------

    @rule(desk=desks, most=st.integers(1, 3))
    def serve(self, desk: int, most: int) -> None:
        self._serve(desk, most)

    @rule(desk=desks, most=st.integers(1, 3), statement=st.integers(0, 25))
    def die_on_the_way(self, desk: int, most: int, statement: int) -> None:
        self.db.lay(Died, statement)
        self._serve(desk, most)

    @rule(desk=desks, most=st.integers(1, 3), moment=st.sampled_from(("instead", "after")))
    def die_at_the_commit(self, desk: int, most: int, moment: str) -> None:
        self.db.lay(Died, at_commit=moment)
        self._serve(desk, most)

    @rule(desk=desks, most=st.integers(1, 3), statement=st.integers(0, 25))
    def disk_is_full(self, desk: int, most: int, statement: int) -> None:
        self.db.lay(disk_full, statement, own_rollback=True)
        self._serve(desk, most)

    @rule(desk=desks, most=st.integers(1, 3))
    def commit_fails(self, desk: int, most: int) -> None:
        self.db.lay(locked, at_commit="instead")
        self._serve(desk, most)

    @rule(desk=desks, most=st.integers(1, 3))
    def die_before_the_answers(self, desk: int, most: int) -> None:
        self._serve(desk, most, answers=False)
        self.die(desk)

    @rule(desk=desks)
    def die(self, desk: int) -> None:
        """A process ends and another begins: memory, queue and everyone who waited there are gone."""
        office = self.offices[desk]
        for task in office.tasks:
            task.cancel()
        turn(self.loop)
        self.offices[desk] = Office(self.db, office.remember)

    # --- what has to hold -------------------------------------------------------------------------------

    @invariant()
    def what_is_due_is_what_they_want(self) -> None:
        if not self.looked_at:
            return
        self.looked_at = False
        dues = dict(self.db.execute("SELECT stream, at FROM due"))
        assert dues == {stream: written_instant(at) for stream, at in self.clerk.dues().items()}
        marks = dict(self.db.execute("SELECT stream, seq FROM dirty"))
        everything = (*self.clerk.proceedings, *self.clerk.circles)
        assert marks == {id_: log.head(self.db, id_).seq for id_ in everything}
        names = {name for (name,) in self.db.execute("SELECT delivery FROM inbox")}
        assert names & set(self.sent) == set(self.promised)

    @invariant()
    def what_is_remembered_was_committed(self) -> None:
        for office in self.offices:
            for stream, held in office.desk._memory._held.items():
                assert self.committed[stream][held.head] == held.value, stream

    def teardown(self) -> None:
        logging.getLogger("bot").setLevel(logging.NOTSET)  # other tests look at what is logged
        if not hasattr(self, "db"):
            return
        try:
            if self.sound:
                self._finish()
                self._check_the_whole()
        finally:
            for desk in (0, 1):
                self.die(desk)
            self.loop.close()
            self.db.close()

    # --- how --------------------------------------------------------------------------------------------

    def _hands(self, roll: int, *, eager: bool = False) -> Hands:
        return Hands(random.Random(roll), self.now, eager)  # noqa: S311 - the same each time

    def _act(self, p: Proceeding, roll: int, *, eager: bool = False) -> Act:
        """Something this person may do as they see it, half of the time by a button that knows its step."""
        hands = self._hands(roll, eager=eager)
        who = hands.dice.choice(waiting(p) or PEOPLE) if roll % 3 else hands.dice.choice(PEOPLE)
        act = hands.press(p, who)
        if act is None:
            return Leave(by=who, person=who)
        assert isinstance(act, Act)
        return act if roll % 2 else replace(act, step=None)

    def _hand_in(self, desk: int, target: Target, command: Command) -> None:
        self._send(desk, self._named(target, command))

    def _named(self, target: Target, command: Command, loaded: Any = None) -> Sent:  # noqa: ANN401
        sent = Sent(f"d{len(self.sent)}", target, command, self.now, loaded)
        self.sent[sent.name] = sent
        return sent

    def _send(self, desk: int, sent: Sent) -> None:
        office = self.offices[desk]
        office.writer.coming = sent
        self._wait(office, sent, office.desk.handle(sent.target, sent.command, sent.name, sent.now))

    def _wait(self, office: Office, sent: Sent, coming: Any) -> None:  # noqa: ANN401
        office.tasks[self.loop.create_task(coming)] = sent
        turn(self.loop)
        assert office.writer.coming is None

    def _serve(self, desk: int, most: int, *, answers: bool = True) -> None:
        office, commits = self.offices[desk], self.db.commits
        self.sound = False  # until everything below has held
        office.told.clear()
        batch, alive = office.writer.serve(most)
        self.looked_at = bool(batch)
        new = list(self._new_rows())
        changed = set[str]()
        if alive or self.db.commits > commits:
            changed = self._check_batch(batch, new)
        else:
            assert new == [], "what was never committed is there"
        if not alive:
            turn(self.loop)  # what was on its way out before the end is out
            assert self.db.commits > commits or not self._acknowledged(office), "answered and not stored"
            self.die(desk)
        elif answers:
            turn(self.loop)
            self._check_told(office, changed)
            self._check_answers(office)
        self.sound = True

    def _new_rows(self) -> Iterator[Logged]:
        rows = self.db.execute(
            "SELECT position, stream, seq, digest, cause, kind, version, at, data FROM log "
            "WHERE position > ? ORDER BY position",
            (self.position,),
        ).fetchall()
        for position, stream, *row in rows:
            self.position = position
            yield from log.facts_of(self.db, stream, [Stored._make(row)])

    def _check_batch(self, batch: list[Any], new: list[Logged]) -> set[str]:
        """Each piece did what the clerk does for it, and nothing else was written. Returns what changed."""
        rest, changed = list(new), set[str]()
        for sent, item in batch:
            if isinstance(item.error, StorageFault):
                slow = isinstance(sent, Sent) and sent.loaded
                assert not isinstance(item.error, Conflict) or slow, "a conflict"
                continue
            before = dict(self.clerk.proceedings)
            if isinstance(sent, Knocked):
                taken = self._tick_in(rest, sent.now)
            elif sent.name in self.promised:
                taken = None
                assert item.error is None
            else:
                taken = self._take(sent, item)
            if taken is None:
                continue
            cause = sent.name if isinstance(sent, Sent) else "clock"
            written = [(row.stream, row.fact, row.cause) for row in rest[: len(taken.rows)]]
            assert written == [(stream, fact, cause) for stream, fact in taken.rows]
            del rest[: len(taken.rows)]
            streams = {stream for stream, _ in taken.rows}
            changed |= streams
            for stream in streams:
                self._check_objections(before.get(ProceedingId(stream)), stream, sent)
        assert rest == [], "more was written than was asked for"
        for stream in changed:
            self.committed.setdefault(stream, {})[log.head(self.db, stream)] = self.clerk.value(stream)
        return changed

    def _take(self, sent: Sent, item: Any) -> Taken | None:  # noqa: ANN401
        stale = sent.loaded is not None and sent.loaded.value != self.clerk.value(sent.target)
        if stale and isinstance(item.error, Refused):
            return None  # what was loaded did not allow it; as things are now it might be, and may be tried again
        try:
            taken, why = self.clerk.take(sent.target, sent.command, sent.now), None
        except Refused as refused:
            taken, why = None, refused.reason
        if taken is None:
            assert isinstance(item.error, Refused), f"not refused: {why}, {sent}, {item.error}, {item.result}"
            assert item.error.reason is why
            return None
        assert item.error is None, item.error
        self.promised[sent.name] = taken
        return taken

    def _tick_in(self, rest: list[Logged], now: datetime) -> Taken | None:
        """What a knock did; nothing where the other desk, or an act, had been there before."""
        if not rest or rest[0].cause != "clock":
            return None
        stream, at = rest[0].stream, rest[0].fact.at
        assert self.clerk.dues()[stream] <= at, "before it was due"
        return self.clerk.take(ProceedingId(stream), Tick(), now)

    def _check_objections(self, before: Proceeding | None, stream: str, sent: Sent | Knocked) -> None:
        """What the rules themselves must not do, said without asking the rules."""
        p = self.clerk.proceedings.get(ProceedingId(stream))
        if p is None or before is None:
            return
        for old, now in zip(before.objections, p.objections, strict=False):
            assert (old.number, old.at, old.version) == (now.number, now.at, now.version)
        assert len(p.objections) >= len(before.objections), "an objection is gone"
        nobody_spoke = isinstance(sent.command, Tick | Release | Admit | Leave)
        if nobody_spoke and not p.over:
            still = {objection.number for objection in p.open_objections}
            aside = before.aside  # whether somebody's who has left is moot, a circle may have consented to
            settled = {aside.objection} if aside is not None and aside.consented else set()
            assert {o.number for o in before.open_objections} <= still | settled, "an objection was dropped"

    def _check_told(self, office: Office, changed: set[str]) -> None:
        last: dict[str, Changed] = {told.id: told for told in office.told}
        for id_ in changed:
            told = last[id_]
            assert told.seq == log.head(self.db, id_).seq
            assert told.due == self.clerk.dues().get(id_)

    def _check_answers(self, office: Office) -> None:
        for task, sent in list(office.tasks.items()):
            if not task.done():
                continue
            del office.tasks[task]
            if sent is None:
                task.result()
                continue
            error = task.exception()
            if error is not None:
                assert isinstance(error, Refused | StorageFault), error
                assert sent.name not in self.promised or isinstance(error, StorageFault)
                continue
            result = task.result()
            answer = result if isinstance(result, Answer) else result[0]
            promised = self.promised[sent.name]
            assert answer.facts == promised.facts
            assert (answer.proceeding or answer.circle) == promised.value
            self.answered.setdefault(sent.name, answer)

    def _acknowledged(self, office: Office) -> list[str]:
        done = [(task, sent) for task, sent in office.tasks.items() if sent is not None and task.done()]
        heard = [sent.name for task, sent in done if not task.cancelled() and task.exception() is None]
        return [name for name in heard if name not in self.promised]

    def _finish(self) -> None:
        """Everything that was begun comes to its end, and everything unanswered is sent again."""
        for name in sorted(set(self.sent) - set(self.answered)):
            self._send(0, replace(self.sent[name], now=self.now, loaded=None))
        self.now += timedelta(minutes=2)  # a due that could not be stored is left for one
        for _ in range(60):
            for desk in (0, 1):
                self.knock(desk)
                while self.offices[desk].writer.queue:
                    self._serve(desk, 3)
                turn(self.loop)
                self._check_answers(self.offices[desk])
            if all(due > self.now for due in self.clerk.dues().values()):
                break
        else:
            raise AssertionError("what is due is never done")

    def _check_the_whole(self) -> None:
        for office in self.offices:
            assert not office.tasks, "somebody waits for ever"
        for stream in log.streams(self.db):
            assert log.faults_in(self.db, stream) == ()
            if stream in self.clerk.proceedings:
                self._check_the_history(log.read(self.db, stream))
        for name, answer in self.answered.items():
            rows = [row.fact for row in log.read_logged(self.db, self.sent[name].target) if row.cause == name]
            assert [fact for fact in rows if fact in answer.facts] == list(answer.facts), name
        live = self._projected()
        self.db.execute("BEGIN")
        projections.rebuild(self.db)
        assert self._projected() == live
        self.db.execute("ROLLBACK")

    def _check_the_history(self, facts: tuple[Fact, ...]) -> None:
        """Adopted is what nobody objects to, in exactly these words; and what falls due does so once.

        No fact stands behind a later one, unless it came in so long before it that only a wrong clock explains it.
        """
        p, fallen, last = None, list[object](), facts[0].at
        for fact in facts:
            assert not timedelta(0) < last - fact.at <= WAITS, "time went back"
            last, place = fact.at, p and (p.step, p.aside)
            p = evolve(p, fact)
            if (due := getattr(fact, "due", None)) is not None:
                assert due <= fact.at
                about = [getattr(fact, name, None) for name in ABOUT]
                fallen.append((place and place[0], place and place[1] is None, type(fact), due, *about))
            if isinstance(fact, Adopted):
                assert p.open_objections == ()
                assert fact.decision.draft == p.versions[-1].draft
                given = {(response.version, response.position) for response in fact.decision.responses}
                assert (len(p.versions), Position.OBJECTION) not in given
                assert {version for version, _ in given} <= {len(p.versions)}
        assert [each for number, each in enumerate(fallen) if each in fallen[:number]] == []

    def _projected(self) -> list[list[Any]]:
        tables = projections.PROJECTIONS
        return [self.db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]  # noqa: S608


TwoDesks.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
TestTwoDesks = TwoDesks.TestCase
