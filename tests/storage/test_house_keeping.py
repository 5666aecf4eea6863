import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.model import CircleId, PersonId
from storage import agenda, aside, people, posts, projections
from storage.agenda import Answered, Due
from storage.aside import Whose
from storage.faults import Locked
from storage.people import Person
from storage.posts import Post, State
from storage.sealing import Keys, teach
from tests.storage.walking import START, walked

BO = Person(PersonId("u-bo"), "Bo", language="de")


def test_an_answer_is_found_again_until_it_is_forgotten(db: sqlite3.Connection):
    where = Answered("p-1", 3, 4, 9)
    agenda.answer(db, "d-1", where, START)

    assert agenda.answered(db, "d-1") == where
    assert agenda.answered(db, "d-2") is None
    assert agenda.forget_answers(db, START) == 0
    assert agenda.forget_answers(db, START + timedelta(days=1)) == 1
    assert agenda.answered(db, "d-1") is None


def test_a_delivery_is_answered_once(db: sqlite3.Connection):
    agenda.answer(db, "d-1", Answered("p-1", 1, 1, 1), START)

    with pytest.raises(sqlite3.IntegrityError):
        agenda.answer(db, "d-1", Answered("p-2", 1, 1, 1), START)


def test_a_proceeding_has_one_due_and_the_earliest_comes_first(db: sqlite3.Connection):
    for stream, days in (("p-1", 3), ("p-2", 2), ("p-1", 1), ("p-3", 5)):
        agenda.set_due(db, stream, START + timedelta(days=days))
    agenda.set_due(db, "p-3", None)

    assert agenda.next_dues(db, 9) == (
        Due("p-1", START + timedelta(days=1)),
        Due("p-2", START + timedelta(days=2)),
    )
    assert agenda.next_dues(db, 1) == (Due("p-1", START + timedelta(days=1)),)


def test_a_mark_goes_only_when_the_latest_is_shown(db: sqlite3.Connection):
    opened = walked(0)[0]
    projections.apply(db, opened.id, 1, (opened,))  # type: ignore[attr-defined]
    agenda.mark(db, "p-rota", 4)
    agenda.mark(db, "p-rota", 7)

    agenda.unmark(db, "p-rota", 4)
    assert agenda.marked(db, CircleId("c-kitchen")) == {"p-rota": 7}
    assert agenda.marked(db, CircleId("c-other")) == {}

    agenda.unmark(db, "p-rota", 7)
    assert agenda.marked(db, CircleId("c-kitchen")) == {}


def test_posts_are_kept_by_room_in_the_order_they_were_tried(db: sqlite3.Connection):
    first, second = (Post(key, None, "x", State.TRYING, START) for key in ("b", "a"))
    posts.save(db, "slack:1", "p-1", first)
    posts.save(db, "slack:1", "p-1", second)
    posted = replace(first, remote="17", state=State.POSTED, digest="y")
    posts.save(db, "slack:1", "p-1", posted)

    assert list(posts.posts(db, "slack:1", "p-1").values()) == [posted, second]
    assert posts.posts(db, "slack:2", "p-1") == posts.posts(db, "slack:1", "p-2") == {}


def test_a_person_is_found_by_any_account(db: sqlite3.Connection):
    people.save_person(db, BO)
    people.save_account(db, "slack:T1", "U1", BO.id)
    people.save_account(db, "discord", "42", BO.id)

    assert people.person_of(db, "slack:T1", "U1") == people.person_of(db, "discord", "42") == BO
    assert people.person_of(db, "slack:T2", "U1") is None
    assert people.accounts_of(db, BO.id) == (("discord", "42"), ("slack:T1", "U1"))


def test_an_account_belongs_to_one_person_and_to_nobody_unknown(db: sqlite3.Connection):
    ana = Person(PersonId("u-ana"), "Ana")
    for each in (BO, ana):
        people.save_person(db, each)
        people.save_account(db, "slack:T1", "U1", each.id)

    assert people.person_of(db, "slack:T1", "U1") == ana
    assert people.people(db) == (ana, BO)
    with pytest.raises(sqlite3.IntegrityError):
        people.save_account(db, "slack:T1", "U2", PersonId("u-nobody"))


def test_a_room_belongs_to_one_circle(db: sqlite3.Connection):
    for room, circle in (("slack:1", "c-a"), ("slack:2", "c-a"), ("slack:1", "c-b")):
        people.settle(db, room, CircleId(circle))

    assert people.rooms_of(db, CircleId("c-a")) == ("slack:2",)
    assert people.circle_in(db, "slack:1") == "c-b"
    assert people.circle_in(db, "slack:9") is None


@pytest.fixture
def sealing(db: sqlite3.Connection) -> sqlite3.Connection:
    """The same connection, with a key."""
    teach(db, Keys([bytes(32)]))
    return db


MINE = Whose("discord", "7", "1.c-1.0.Propose..!")
TYPED = "Marzipan for breakfast."


def test_a_draft_is_kept_sealed_until_it_is_taken(sealing: sqlite3.Connection):
    aside.keep(sealing, MINE, "An earlier one.", START)
    aside.keep(sealing, MINE, TYPED, START)

    assert aside.kept(sealing, MINE) == TYPED
    assert aside.kept(sealing, replace(MINE, account="8")) is None
    assert TYPED not in str(sealing.execute("SELECT * FROM draft").fetchall())

    aside.drop(sealing, MINE)
    assert aside.kept(sealing, MINE) is None


def test_a_draft_put_in_another_ones_place_cannot_be_read(sealing: sqlite3.Connection):
    aside.keep(sealing, MINE, TYPED, START)
    sealing.execute("UPDATE draft SET account = '8'")

    with pytest.raises(Locked):
        aside.kept(sealing, replace(MINE, account="8"))


def test_a_draft_nobody_came_back_for_is_forgotten(sealing: sqlite3.Connection):
    aside.keep(sealing, MINE, TYPED, START)

    assert aside.drop_older(sealing, START) == 0
    assert aside.drop_older(sealing, START + timedelta(days=1)) == 1
    assert aside.kept(sealing, MINE) is None


def test_who_is_forgotten_leaves_no_draft(sealing: sqlite3.Connection):
    people.save_person(sealing, BO)
    people.save_account(sealing, "discord", "7", BO.id)
    for whose in (MINE, replace(MINE, account="8")):
        aside.keep(sealing, whose, TYPED, START)

    people.remove(sealing, BO.id)

    assert aside.kept(sealing, MINE) is None
    assert aside.kept(sealing, replace(MINE, account="8")) == TYPED


def test_an_account_that_is_gone_may_come_back(db: sqlite3.Connection):
    people.save_person(db, BO)
    people.save_account(db, "discord", "7", BO.id)

    people.save_gone(db, "discord", "7", gone=True)
    assert people.gone_accounts(db) == (("discord", "7"),)

    people.save_gone(db, "discord", "7", gone=False)
    assert people.gone_accounts(db) == ()
