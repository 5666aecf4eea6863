import sqlite3
from datetime import timedelta

import pytest

from facilitation.circle import proceed_circle
from facilitation.commands import Admit, ChangeSettings, CircleCommand, CountRounds, Release
from facilitation.facts import FACTS, Opening
from facilitation.model import Circle, CircleId, Duty, Member, PersonId, ProceedingId, Standing
from facilitation.proceeding import fold
from storage import circles, log, projections
from storage.log import EMPTY
from storage.projecting import PROJECTED
from tests.storage.walking import PEOPLE, START, found, walked

SEEDS = range(20)


def rows(db: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608 - names from the list
        for table in (*projections.PROJECTIONS, "search")
    }


def store_walk(db: sqlite3.Connection, seed: int) -> str:
    """One walk, stored under an id of its own as the desk would: fact by fact."""
    stream, facts = f"p-{seed}", walked(seed)
    facts = (type(facts[0])(**{**fields_of(facts[0]), "id": ProceedingId(stream)}), *facts[1:])
    head = EMPTY
    for fact in facts:
        head = log.append(db, stream, head, (fact,), cause="d")
        projections.apply(db, stream, head.seq, (fact,))
    return stream


def fields_of(fact: object) -> dict[str, object]:
    return {name: getattr(fact, name) for name in fact.__dataclass_fields__}  # type: ignore[attr-defined]


@pytest.fixture
def walks(db: sqlite3.Connection) -> tuple[str, ...]:
    db.execute("BEGIN")  # and never a commit: this is about what is in the tables, not about what lasts
    return tuple(store_walk(db, seed) for seed in SEEDS)


def test_what_is_rebuilt_from_the_log_is_what_was_there(db: sqlite3.Connection, walks: tuple[str, ...]):
    live = rows(db)
    db.execute("UPDATE proceeding SET title = 'spoilt'")

    count = projections.rebuild(db)

    assert rows(db) == live
    assert all(live[table] for table in ("proceeding", "wording", "objection", "response", "concern"))
    assert count == db.execute("SELECT count(*) FROM log").fetchone()[0]


def test_what_is_projected_is_what_the_rules_say(db: sqlite3.Connection, walks: tuple[str, ...]):
    for stream in walks:
        p = fold(log.read(db, stream))
        (text, version, in_force, outcome, over) = db.execute(
            "SELECT text, version, in_force, outcome, closed IS NOT NULL FROM proceeding WHERE id = ?",
            (stream,),
        ).fetchone()
        objections = db.execute(
            "SELECT number, person, status, statement FROM objection WHERE proceeding = ? ORDER BY 1",
            (stream,),
        ).fetchall()

        assert (version, bool(in_force), bool(over)) == (p.version.number, p.in_force, p.over)
        assert text == p.version.draft.text
        assert outcome == (p.outcome.value if p.outcome else None)
        assert objections == [(o.number, o.by, o.status.value, o.statement) for o in p.objections]


def test_forgetting_somebody_changes_no_projection(db: sqlite3.Connection, walks: tuple[str, ...]):
    live = rows(db)

    assert sum(log.forget(db, person) for person in PEOPLE) > 100
    projections.rebuild(db)

    assert rows(db) == live
    assert not any(log.faults_in(db, stream) for stream in walks)


def test_only_facts_are_projected():
    assert set(PROJECTED) <= set(FACTS.values())


def command(db: sqlite3.Connection, circle: Circle | None, given: CircleCommand) -> Circle:
    facts, after = proceed_circle(circle, given, START)
    head = log.head(db, after.id)
    log.append(db, after.id, head, facts, cause="d")
    projections.apply(db, after.id, head.seq + 1, facts)
    return after


def test_a_circle_is_projected_as_it_is(db: sqlite3.Connection):
    zoe = Member(person=PersonId("u-zoe"), standing=Standing.LEARNING, duties=(Duty.SECRETARY,))
    circle = command(db, None, found(broader="c-house"))
    for given in (
        Admit(member=zoe),
        Release(person=PEOPLE[3]),
        CountRounds(rounds=2),
        CountRounds(rounds=3),
        ChangeSettings(changes=(("preset", "s3"),), decided_in=ProceedingId("p-1")),
    ):
        circle = command(db, circle, given)

    assert circles.members(db, circle.id) == tuple(sorted(circle.members, key=lambda m: m.person))
    assert circles.circle(db, circle.id) == circles.CircleEntry(
        id=circle.id,
        name="Kitchen",
        aim="Everybody eats well",
        broader=CircleId("c-house"),
        domains=(),
        preset="s3",
        practice=False,
        rounds_held=5,
        founded=START,
    )
    assert circle.rounds_held == 5
    live = rows(db)
    projections.rebuild(db)
    assert rows(db) == live


def test_circles_are_listed_by_name_and_by_member(db: sqlite3.Connection):
    command(db, None, found(id_="c-b"))
    command(db, command(db, None, found(id_="c-a")), Release(person=PEOPLE[4]))

    assert [each.id for each in circles.circles(db)] == ["c-a", "c-b"]
    assert [each.id for each in circles.circles_of(db, PEOPLE[4])] == ["c-b"]
    assert circles.circle(db, CircleId("c-none")) is None


def test_the_walks_last_long_enough_to_mean_something():
    assert max(fact.at for seed in range(4) for fact in walked(seed)) > START + timedelta(days=1)


def test_everything_that_can_be_opened_has_its_row():
    openings = {name: kind for name, kind in FACTS.items() if issubclass(kind, Opening)}

    assert {name for name, kind in openings.items() if kind not in PROJECTED} == set()
    assert "ShapingOpened" in openings
