"""What texts and dates may be: said in one place, held here at its edges."""

from __future__ import annotations

import dis
from datetime import timedelta
from types import FunctionType

import pytest

from facilitation import aside
from facilitation.interludes import SHARED
from facilitation.model import Draft, PersonId
from facilitation.proceeding import proceed
from facilitation.processes import PROCESSES
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding
from facilitation.verbs import (
    FARTHEST,
    SENTENCE_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    About,
    Guard,
    _parts,
    ahead,
    anybody,
    both,
    readable,
    sound,
    words,
)
from tests.facilitation.small_circles import ANA, NOW, REVIEW, STRANGER, circle, opened, proposal

MOMENT = timedelta(microseconds=1)


def reason_of(call: object, *given: object, **named: object) -> Reason:
    with pytest.raises(Refused) as refused:
        call(*given, **named)  # type: ignore[operator]
    return refused.value.reason


@pytest.mark.parametrize("limit", [TITLE_LIMIT, SENTENCE_LIMIT, TEXT_LIMIT])
def test_a_text_may_be_as_long_as_its_limit(limit: int):
    assert readable("é" * limit, limit) == "é" * limit
    assert readable("  " + "o" * limit + "\n", limit) == "o" * limit
    assert reason_of(readable, "o" * (limit + 1), limit) is Reason.TEXT_TOO_LONG


@pytest.mark.parametrize("blank", ["", " ", "\n\t ", "\u00a0", "\u2003"])
def test_a_blank_text_is_missing_where_words_are_needed(blank: str):
    assert reason_of(readable, blank) is Reason.TEXT_MISSING
    assert words(blank, needed=False) == ""


@pytest.mark.parametrize("char", [*map(chr, (*range(32), 0x7F, 0x80, 0x9F, 0xD800, 0xDFFF))])
def test_what_no_chat_shows_is_refused(char: str):
    if char in "\n\t":
        assert readable(f"a{char}b") == f"a{char}b"
    else:
        assert reason_of(readable, f"a{char}b") is Reason.TEXT_UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        "\u05e9\u05dc\u05d5\u05dd",
        "\u200f\u0645\u0631\u200f",
        "日本語",
        "👩\u200d🌾",
        "\U0001f331",
        "a\u2028b",
        "e\u0301",
    ],
)
def test_every_script_is_kept_as_it_is(text: str):
    assert readable(text) == text


def test_a_date_lies_ahead_within_five_years():
    assert ahead(NOW + MOMENT, NOW) == NOW + MOMENT
    assert ahead(NOW + FARTHEST, NOW) == NOW + FARTHEST
    assert reason_of(ahead, NOW, NOW) is Reason.DATE_PAST
    assert reason_of(ahead, NOW + FARTHEST + MOMENT, NOW) is Reason.DATE_FAR


def test_a_draft_is_sound_in_each_of_its_parts():
    p = opened(circle())
    whole = Draft(text=" a ", review=REVIEW, owner=ANA, criteria=" c ", condition=" if ", until=REVIEW)

    assert sound(whole, p, NOW) == Draft(
        text="a", review=REVIEW, owner=ANA, criteria="c", condition="if", until=REVIEW
    )
    assert sound(Draft(text="a", review=REVIEW, until=REVIEW), p, NOW).until is None
    for broken, reason in (
        (Draft(text="", review=REVIEW), Reason.TEXT_MISSING),
        (Draft(text="a", review=NOW), Reason.DATE_PAST),
        (Draft(text="a", review=REVIEW, owner=STRANGER), Reason.NOT_A_MEMBER),
        (Draft(text="a", review=REVIEW, criteria="\x00"), Reason.TEXT_UNREADABLE),
        (Draft(text="a", review=REVIEW, condition="if"), Reason.DATE_PAST),
        (Draft(text="a", review=REVIEW, condition="if", until=NOW), Reason.DATE_PAST),
        (Draft(text="a", review=REVIEW, condition="i" * 1001, until=REVIEW), Reason.TEXT_TOO_LONG),
    ):
        assert reason_of(sound, broken, p, NOW) is reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": " "}, Reason.TEXT_MISSING),
        ({"title": "t" * 201}, Reason.TEXT_TOO_LONG),
        ({"driver": "d\x00"}, Reason.TEXT_UNREADABLE),
        ({"by": STRANGER}, Reason.STRANGER),
        ({"draft": Draft(text="a", review=NOW)}, Reason.DATE_PAST),
        ({"draft": Draft(text="a", review=REVIEW, owner=STRANGER)}, Reason.NOT_A_MEMBER),
    ],
)
def test_a_proposal_that_the_circle_could_not_decide_on_is_not_opened(
    changes: dict[str, object], reason: Reason
):
    assert reason_of(proceed, None, proposal(circle(), **changes), NOW) is reason


def test_a_title_stands_on_one_line():
    assert opened(circle(), title=" Beds\n and\tpaths ").title == "Beds and paths"


# --- guards ---------------------------------------------------------------------------------------------------


def guards() -> set[Guard]:
    """Every guard of every process, taken apart."""
    rows = [row for process in PROCESSES.values() for row in (*process.phases.values(), *SHARED.values())]
    always = [verb for p in PROCESSES.values() for verb in (*p.anytime, *p.ahead, *p.afterwards)]
    verbs = [*always, *aside.VERBS, *(verb for row in rows for verb in row.verbs)]
    return {part for verb in verbs for part, _ in _parts(verb.guard)}


def test_a_guard_that_names_the_person_as_unread_does_not_read_them():
    unread, broken = 0, []
    for guard in guards():
        assert isinstance(guard, FunctionType)
        who = guard.__code__.co_varnames[1]
        read = any(step.argval == who for step in dis.get_instructions(guard) if "FAST" in step.opname)
        unread += who.startswith("_")
        if who.startswith("_") and (read or who in guard.__code__.co_cellvars):
            broken.append(guard.__qualname__)

    assert not broken
    assert unread > 50


def test_what_is_refused_whoever_asks_is_asked_of_one_person_only():
    asked: list[str] = []

    def personal(_p: Proceeding, who: PersonId, _about: About) -> Reason | None:
        asked.append(f"{who}?")
        return Reason.NOT_FACILITATOR if who == "ana" else None

    def thing(_p: Proceeding, _who: PersonId, about: About) -> Reason | None:
        asked.append(f"{about}?")
        return Reason.NO_SUCH_THING if about == 2 else None

    p, people = opened(circle()), [PersonId(name) for name in ("ana", "bo", "cy")]

    assert not anybody(both(personal, both(thing)), p, people, 2)
    assert asked == ["ana?", "bo?", "2?"]
    assert anybody(both(personal, both(thing)), p, people, 1)
    assert not anybody(personal, p, [ANA], None)
    assert not anybody(thing, p, [], 1)
