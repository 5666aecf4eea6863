import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest

from facilitation.commands import Command, Consent, LetStand, Object, Pass, Propose, Speak
from facilitation.model import GONE, CircleId, Outcome, ProceedingId, Status, Words
from facilitation.proceeding import legal, proceed
from facilitation.state import Proceeding
from storage import circles, log, logbook, projections
from storage.database import Database
from tests.storage.walking import PEOPLE, START, circle, propose

Keep = Callable[..., Proceeding]
ORDER = (LetStand, Pass, Speak, Consent)


def store(db: sqlite3.Connection, p: Proceeding | None, given: Command, id_: str) -> Proceeding:
    facts, after = proceed(p, given, START)
    head = log.head(db, id_)
    log.append(db, id_, head, facts, cause="d")
    projections.apply(db, id_, head.seq + 1, facts)
    return after


def adopt(db: sqlite3.Connection, command: Propose) -> Proceeding:
    """Everybody does the first agreeable thing they may, until it is adopted."""
    p = store(db, None, command, command.id)
    while p.decision is None:
        offers = {(who, offer.command) for who in PEOPLE for offer in legal(p, who)}
        who, kind = next((who, kind) for kind in ORDER for who in PEOPLE if (who, kind) in offers)
        p = store(db, p, kind(by=who), command.id)
    return p


def to_consent(db: sqlite3.Connection, command: Propose) -> Proceeding:
    p = store(db, None, command, command.id)
    while not any(offer.command is Object for offer in legal(p, PEOPLE[1])) or p.phase.name != "consent":
        offers = {(who, offer.command) for who in PEOPLE for offer in legal(p, who)}
        who, kind = next((who, kind) for kind in ORDER[:3] for who in PEOPLE if (who, kind) in offers)
        p = store(db, p, kind(by=who), command.id)
    return p


def draft(text: str, days: int = 90):
    return propose(circle()).draft.__class__(text=text, review=START + timedelta(days=days))


def test_a_decision_is_kept_with_everything_needed_to_understand_it(
    database: Database, db: sqlite3.Connection
):
    p = adopt(db, propose(circle()))

    with database.session() as session:
        page = logbook.page(session, p.id)

    assert page is not None
    assert page.entry.outcome is Outcome.ADOPTED
    assert (page.entry.in_force, page.entry.adopted) == (True, START)
    assert page.entry.draft == p.version.draft
    assert page.versions == p.versions
    assert page.responses == tuple(sorted(p.decision.responses, key=lambda r: r.person))
    assert {response.person for response in page.responses} == set(PEOPLE)


def test_an_objection_is_kept_in_the_objectors_words_until_these_are_removed(
    database: Database, db: sqlite3.Connection
):
    p = to_consent(db, propose(circle()))
    p = store(db, p, Object(by=PEOPLE[1], text=Words("It wears people out.")), p.id)

    def objections():
        with database.session() as session:
            return [(o.person, o.version, o.text, o.status) for o in logbook.page(session, p.id).objections]

    assert objections() == [(PEOPLE[1], 1, "It wears people out.", Status.RAISED)]
    log.forget(db, PEOPLE[1])
    assert objections() == [(PEOPLE[1], 1, GONE, Status.RAISED)]


def test_lists_show_the_newest_first_and_keep_apart_what_is_decided(
    database: Database, db: sqlite3.Connection
):
    adopt(db, propose(circle(), "p-1"))
    store(db, None, propose(circle(), "p-2"), "p-2")
    adopt(db, propose(circle(), "p-3"))

    with database.session() as session:
        assert [e.id for e in logbook.under_way(session)] == ["p-2"]
        assert [e.id for e in logbook.agreements(session)] == ["p-3", "p-1"]
        assert [e.id for e in logbook.decided(session, most=1)] == ["p-3"]
        assert logbook.decided(session, CircleId("c-other")) == ()
        assert logbook.find(session, 2).id == "p-2"
        assert logbook.find(session, 9) is None
        assert logbook.page(session, ProceedingId("p-9")) is None
    assert circles.open_in(db, CircleId("c-kitchen")) == ("p-1", "p-2", "p-3")


def test_reviews_that_come_up_are_listed_the_earliest_first(database: Database, db: sqlite3.Connection):
    for id_, days in (("p-1", 90), ("p-2", 30), ("p-3", 300)):
        adopt(db, propose(circle(), id_, draft=draft("We cook.", days)))

    with database.session() as session:
        assert [e.id for e in logbook.reviews_due(session, START + timedelta(days=100))] == ["p-2", "p-1"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("müllraum", ["p-2"]),
        ("MULLRAUM", ["p-2"]),
        ("cook", ["p-1", "p-2"]),
        ("in turns", ["p-1"]),
        ("cooking rota", ["p-1", "p-2"]),
        ("rota wash", ["p-2"]),
        ("piano", []),
        ("", []),
        ('" OR * NEAR( --', []),
    ],
)
def test_search_finds_words_in_what_circles_decide(
    database: Database, db: sqlite3.Connection, words: str, found: list[str]
):
    store(db, None, propose(circle(), "p-1", draft=draft("We cook in turns.")), "p-1")
    store(db, None, propose(circle(), "p-2", draft=draft("We wash the Müllraum.")), "p-2")

    with database.session() as session:
        assert sorted(e.id for e in logbook.search(session, words)) == found
