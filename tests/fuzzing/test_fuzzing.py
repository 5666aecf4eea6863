"""No text from outside leads to an exception that nobody declared: a short run, and one that Hypothesis steers."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.reading import value
from adapters.terminal import parse as typed
from facilitation.cards import Blank, Entry
from facilitation.settings import PRESETS, setting_names
from storage.codec import Record
from tests.fuzzing.__main__ import chunks, dice_of, work
from tests.fuzzing.targets import (
    READING,
    TARGETS,
    VOICE,
    are_settings,
    entries,
    is_fact,
    is_transcript,
    menus,
    notation,
    records,
    understood,
)

SEED = os.environ.get("FUZZ_SEED", "1")
INPUTS = int(os.environ.get("FUZZ_INPUTS", "10_000"))

lines = st.lists(st.sampled_from(notation()) | st.text(max_size=5), max_size=12).map(" ".join)
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_nearly_right_is_understood_or_refused(target: str):
    for seed, name, first, count in chunks(SEED, INPUTS, [target]):
        assert work(seed, name, first, count).faults == ()


def test_an_input_is_made_again_by_its_seed_and_number():
    assert (
        dice_of("1", "row", 7).random() == dice_of("1", "row", 7).random() != dice_of("1", "row", 8).random()
    )


@given(st.lists(lines, max_size=6).map("\n".join))
def test_any_lines_below_a_header_are_a_transcript_or_say_why_not(text: str):
    is_transcript(f"circle: Garden\npeople: Ana, Bo\nclock: 2026-03-02 10:00\n\n{text}")


@given(st.binary())
def test_any_bytes_are_a_transcript_or_say_why_not(source: bytes):
    assert not is_transcript(source)


@given(st.text(), st.integers(0, len(menus()) - 1))
def test_anything_typed_at_a_menu_is_understood_or_answered(text: str, place: int):
    understood(lambda: typed.read(text, entries(menus()[place][2]), VOICE))


@given(st.text(), st.sampled_from([entry for entry in Entry if entry is not Entry.DRAFT]))
def test_anything_typed_into_a_field_is_read_or_answered(text: str, entry: Entry):
    understood(lambda: value(Blank("until", entry, options=("u-ana", "u-bo")), text, READING))


@given(st.sampled_from(tuple(PRESETS)) | st.text(), st.sampled_from(setting_names()) | st.text(), st.text())
def test_any_setting_is_one_or_a_sentence(preset: str, name: str, value: str):
    are_settings(preset, {name: value})


@given(st.integers(0, len(records()) - 1), st.text() | json.map(repr), st.text())
def test_any_row_is_a_fact_or_a_storage_fault(place: int, data: str, at: str):
    record, texts = records()[place]
    for damaged in (record._replace(data=data), record._replace(at=at), Record(record.kind, 1, at, data)):
        is_fact(damaged, texts)
