"""Every switch of a circle: what it can be set to, and that people can read back what they wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.settings import (
    PRESETS,
    UnknownSetting,
    choices,
    overrides_of,
    parse_setting,
    setting_names,
    settings_from,
    written,
)
from facilitation.verbs import FARTHEST


def values(name: str) -> tuple[str, ...]:
    """Everything a switch can be set to; of numbers both ends."""
    possible = choices(name)
    low, to, high = possible[0].partition(" to ")
    return (low, high) if to and len(possible) == 1 else possible


EVERY = [(name, value) for name in setting_names() for value in values(name)]


@pytest.mark.parametrize(("name", "value"), EVERY)
def test_what_is_written_is_read_back(name: str, value: str):
    assert written(parse_setting(name, value)) == value
    assert written(parse_setting(name, f"  {value.upper()} ")) == value


@pytest.mark.parametrize(("name", "value"), EVERY)
def test_an_override_is_found_again_where_it_differs(name: str, value: str):
    for preset, base in PRESETS.items():
        settings = settings_from(preset, {name: value})

        differs = written(getattr(base, name)) != value
        assert overrides_of(settings) == ({name: value} if differs else {})
        assert settings == replace(base, **{name: parse_setting(name, value)})


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_goes_by_its_name_and_differs_from_none(preset: str):
    assert settings_from(preset).preset == preset
    assert overrides_of(settings_from(preset)) == {}


@pytest.mark.parametrize("name", setting_names())
@pytest.mark.parametrize("preset", PRESETS)
def test_what_a_preset_sets_a_circle_could_have_set_itself(preset: str, name: str):
    value = getattr(PRESETS[preset], name)

    assert parse_setting(name, written(value)) == value


def test_a_circle_that_has_chosen_nothing_waits_for_everybody_and_hurries_nobody():
    """domain.md sections 0, 1 and 6.6: a day for who was absent (MVOS 3.2.5), half a year until the next look."""
    sofa = settings_from("sofa")
    hours = timedelta(hours=sofa.grace_hours), timedelta(hours=sofa.window_hours)

    assert (written(sofa.absent), written(sofa.silence), written(sofa.leave_it_allowed)) == (
        "hold",
        "hold",
        "no",
    )
    assert (sofa.quorum, sofa.turn_seconds, sofa.reaction_passes) == (0, 0, 1)
    assert hours == (timedelta(days=1), timedelta(days=3))
    assert timedelta(days=sofa.review_days) == timedelta(weeks=26)
    assert sofa.fast_consent_seconds == (30 + 60) / 2


PARTING: dict[str, dict[str, str]] = {
    "s3": {
        "answers": "with concerns",
        "concerns": "yes",
        "voices": "taking part",
        "validity": "argument test",
        "batching": "one at a time",
        "resolved": "amendment consent",
        "amender": "group",
        "driver_check": "consent",
        "nomination_pass": "yes",
        "qualifications_round": "no",
        "information_round": "yes",
        "nominee_asked": "together",
        "leader_selected": "delegator or team",
        "leader_as_delegate": "allowed",
        "leader_as_facilitator": "allowed",
        "statement_consent": "no",
        "shaping": "8 steps",
    },
    "rolebased": {
        "answers": "objection or none",
        "voices": "present",
        "validity": "criteria test",
        "batching": "one at a time",
        "resolved": "both confirm",
        "amender": "proposer",
        "proposer_reacts": "no",
        "driver_check": "proposer shows",
        "election_pick": "plurality",
        "outside_nominees": "no",
        "term_consent": "no",
        "qualifications_round": "no",
        "candidate_objection": "facilitator chooses",
        "leader_selected": "leader of the broader circle",
        "leader_as_facilitator": "allowed",
        "term_end": "nothing",
        "late_objection": "to meeting",
        "absent": "present only",
        "reaction_pass_allowed": "yes",
        "statement_consent": "no",
    },
}


@pytest.mark.parametrize("preset", PARTING)
def test_the_schools_share_one_skeleton_and_part_where_their_books_say_so(preset: str):
    """domain.md section 1, the table of presets, with the place in each book."""
    other, sofa = PRESETS[preset], PRESETS["sofa"]
    names = [name for name in setting_names() if getattr(other, name) != getattr(sofa, name)]

    assert {name: written(getattr(other, name)) for name in names} == PARTING[preset]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("colour", "green"),
        ("preset", "s3"),
        ("quorum", "-1"),
        ("quorum", "1001"),
        ("quorum", "1e2"),
        ("quorum", "²"),
        ("quorum", "٣"),
        ("quorum", ""),
        ("quorum", "9" * 400),
        ("grace_hours", "0"),
        ("concerns", "true"),
        ("absent", "held"),
    ],
)
def test_what_a_circle_cannot_be_set_to_is_refused_in_words(name: str, value: str):
    with pytest.raises(UnknownSetting) as fault:
        parse_setting(name, value)

    assert name in str(fault.value.args[0])


HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("grace_hours", HOUR / HOUR, 14 * DAY / HOUR),
        ("reaction_passes", 1, 3),
        ("turn_seconds", 0, HOUR / timedelta(seconds=1)),
        ("quorum", 0, 1000),
        ("window_hours", 0, 30 * DAY / HOUR),
        ("review_days", DAY / DAY, FARTHEST.days - 1),  # a date beyond is refused
        # MVOS 5.5.3; domain.md section 3.3: half a minute to a minute.
        ("fast_consent_seconds", MINUTE / timedelta(seconds=2), MINUTE / timedelta(seconds=1)),
    ],
)
def test_people_wait_no_longer_than_they_remember_what_for(name: str, least: float, most: float):
    assert [parse_setting(name, str(int(one))) for one in (least, most)] == [least, most]
    for one in (int(least) - 1, int(most) + 1):
        with pytest.raises(UnknownSetting):
            parse_setting(name, str(one))


def test_an_unknown_preset_is_refused_in_words():
    with pytest.raises(UnknownSetting, match=r"'sofa2'.* sofa, s3, rolebased\.$") as fault:
        settings_from("sofa2")
    assert fault.value.name == "sofa2"


def test_what_can_be_set_and_to_what_is_told_in_words():
    with pytest.raises(
        UnknownSetting, match=r"'colour'; there are answers, leave_it_allowed, .*minutes_approval\.$"
    ):
        parse_setting("colour", "green")
    with pytest.raises(
        UnknownSetting, match=r"'collection' can be round, simultaneous, sealed; 'loud' is none"
    ) as fault:
        parse_setting("collection", "loud")
    assert fault.value.name == "collection"
