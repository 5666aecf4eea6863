import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.commands import Rung
from facilitation.facts import FACTS, Consented, ConsentReached, Fact, Objected, RungTaken
from facilitation.model import GONE, PersonId, Words
from storage import codec
from storage.codec import Record, decode, digest_of, encode, written_instant
from storage.faults import Damaged, Unreadable

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
BO = PersonId("u-bo")

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))


def objected(text: str = "it harms us") -> Objected:
    return Objected(at=AT, person=BO, number=1, text=Words(text))


@pytest.mark.parametrize("kind", FACTS.values(), ids=FACTS)
@given(data=st.data())
def test_every_fact_comes_back_as_it_was(kind: type[Fact], data: st.DataObject):
    fact = data.draw(st.from_type(kind))

    record, sayings = encode(fact)

    assert decode(record, {said.digest: said.text for said in sayings}) == fact


def test_a_fact_is_stored_by_name_version_instant_and_fields():
    record, sayings = encode(Consented(at=AT, person=BO))

    assert record == Record("Consented", 1, "2026-03-01T09:30:00.000000+00:00", '{"person":"u-bo"}')
    assert sayings == []


def test_words_stand_apart_from_the_fact_and_say_whose_they_are():
    record, (said,) = encode(objected())

    assert "harms" in said.text  # there is something that could leak
    assert "harms" not in record.data
    assert json.loads(record.data)["text"] == said.digest == digest_of(said.salt, "it harms us")
    assert said.person == BO


def test_the_one_who_speaks_is_preferred_to_the_one_spoken_of():
    fact = RungTaken(at=AT, rung=Rung.DROP, by=BO, text=Words("enough"), person=PersonId("u-ana"))

    assert encode(fact)[1][0].person == BO


def test_equal_words_have_different_digests():
    first, second = encode(objected())[1][0], encode(objected())[1][0]

    assert first.digest != second.digest


def test_removed_words_are_gone():
    record, (said,) = encode(objected())

    assert decode(record, {said.digest: None}) == objected(GONE)


def test_words_that_were_gone_already_stay_gone():
    record, sayings = encode(objected(GONE))

    assert sayings == []
    assert decode(record, {}) == objected(GONE)


def test_missing_words_are_damage():
    record, _ = encode(objected())

    with pytest.raises(Damaged):
        decode(record, {})


@pytest.mark.parametrize(
    "record",
    [
        Record("Voted", 1, written_instant(AT), "{}"),
        Record("Consented", 2, written_instant(AT), '{"person":"u-bo"}'),
        Record("Consented", 1, written_instant(AT), '{"person":"u-bo","loudly":true}'),
        Record("Consented", 1, written_instant(AT), "{}"),
        Record("Consented", 1, "yesterday", '{"person":"u-bo"}'),
    ],
    ids=["name", "version", "unknown field", "missing field", "instant"],
)
def test_what_is_not_known_is_unreadable(record: Record):
    with pytest.raises(Unreadable):
        decode(record, {})


def test_an_old_shape_is_lifted_step_by_step(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(codec.LIFTS, ("Agreed", 1), lambda data: ("Agreed", 2, {"who": data["name"]}))
    monkeypatch.setitem(codec.LIFTS, ("Agreed", 2), lambda data: ("Consented", 1, {"person": data["who"]}))

    lifted = decode(Record("Agreed", 1, written_instant(AT), '{"name":"u-bo"}'), {})

    assert lifted == Consented(at=AT, person=BO)


def test_a_field_added_with_a_default_needs_no_new_version():
    record = Record("Objected", 1, written_instant(AT), '{"person":"u-bo","number":1,"text":""}')

    assert decode(record, {}) == Objected(at=AT, person=BO, number=1, text=Words(""), parent=None)


def test_instants_are_written_in_utc_and_sort_as_time_does():
    east = AT.astimezone(timezone(timedelta(hours=5, minutes=30)))

    assert written_instant(east) == written_instant(AT)
    assert written_instant(AT) < written_instant(AT + timedelta(microseconds=1))


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        encode(ConsentReached(at=AT.replace(tzinfo=None)))


@pytest.mark.parametrize("kind", FACTS.values(), ids=FACTS)
def test_every_field_of_every_fact_has_a_way_to_be_stored(kind: type[Fact]):
    encode_fields, decode_fields = codec._shape_of(kind.__name__)

    assert callable(encode_fields)
    assert callable(decode_fields)
