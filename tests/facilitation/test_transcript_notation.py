"""The notation of transcripts: what is printed is read back exactly, and what cannot be read is said."""

import dataclasses
from datetime import UTC, datetime, timedelta
from enum import Enum
from itertools import pairwise
from types import NoneType
from typing import Any, get_args, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation import commands
from facilitation.model import Draft, Duty, Standing
from facilitation.settings import PRESETS, choices, setting_names
from facilitation.transcript import Transcript, Unreadable, parse, printed
from facilitation.transcript.looking import LOOKS, OBJECTION, PERSON_LOOKS
from facilitation.transcript.notation import Clock, Deed, Event, Expect, Note, Someone, ids
from facilitation.transcript.parse import ONCE
from facilitation.transcript.phrases import (
    EVENTS,
    OF_ITSELF,
    PHRASES,
    Detail,
    Holds,
    Phrase,
    details_of,
)
from facilitation.transcript.read_line import SOMEONE, is_name
from facilitation.transcript.writing import (
    one_line,
    quoted,
    read_instant,
    read_span,
    read_words,
    unquoted,
    write_instant,
    write_span,
    write_words,
)

HEADER = "circle: Garden\npeople: Ana (facilitator), Bo, Cy\nclock: 2026-03-02 10:00\n"


def concrete(kind: type[commands.Command]) -> set[type[commands.Command]]:
    children = {grandchild for child in kind.__subclasses__() for grandchild in concrete(child)}
    return children or {kind}


def leaves(kind: type[commands.Command]) -> set[type[commands.Command]]:
    """Every command but those that only hold what others share, and doubles that slots leave behind."""
    return {c for c in concrete(kind) if getattr(commands, c.__name__, None) is c}


OF_PEOPLE = leaves(commands.Act) | (leaves(commands.CircleAct) - {commands.CircleAct})
"""Every command that a person gives, to a proceeding or to a circle."""

# --- the table ---------------------------------------------------------------------------------------------


def test_every_command_of_a_person_has_exactly_one_verb():
    assert sorted(p.command.__name__ for p in PHRASES) == sorted(c.__name__ for c in OF_PEOPLE)


def test_every_other_command_is_an_event_or_follows_of_itself():
    events = {phrase.command for phrases in EVENTS.values() for phrase in phrases}

    assert events | OF_ITSELF == leaves(commands.Command) - OF_PEOPLE - {commands.CircleAct}
    assert not events & OF_ITSELF


def test_verbs_are_told_apart_and_none_ends_with_another():
    verbs = [phrase.verb for phrase in PHRASES]

    assert len(set(verbs)) == len(verbs)
    assert [(a, b) for a in verbs for b in verbs if a != b and a.endswith(f" {b}")] == []


def test_no_key_begins_with_another_key_of_the_same_verb():
    for phrase in PHRASES:
        keys = [detail.key for detail in details_of(phrase)]
        assert [(a, b) for a in keys for b in keys if a.startswith(f"{b} ")] == []


FILLED_BY_PLAY = {"circle", "draft", "id"}


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.verb)
def test_every_field_of_a_command_can_be_written(phrase: Phrase):
    fields = {detail.field.removeprefix("not ").split(".")[0] for detail in details_of(phrase)}
    fields |= {phrase.text.split(".")[0], phrase.numbers, phrase.subject, "title" if phrase.titled else ""}
    wanted = {field.name for field in dataclasses.fields(phrase.command)}

    assert wanted - fields <= FILLED_BY_PLAY | ({"by"} if phrase.subject == "person" else set())
    assert {field for field in fields if field and not field.startswith("no ")} - wanted <= {"repeat", "in"}


def _choices(field: str, hints: dict[str, object]) -> type[Enum]:
    """The enumeration behind a detail, also of one that fills a part of an effect."""
    first, *parts = field.split(".")
    kind: object = hints[first]
    for part in parts:
        kind = get_type_hints(_bare(kind))[part]
    return _bare(kind)


def _bare(hint: object) -> type:
    inner = [one for one in get_args(hint) if one not in (NoneType, ...)]
    return inner[0] if inner else hint


def test_every_choice_is_the_whole_of_its_enumeration():
    for phrase in PHRASES:
        hints = {**get_type_hints(phrase.command), "draft": Draft}
        for detail in (d for d in phrase.details if d.choices and d.choices != ("yes", "no")):
            assert detail.choices == tuple(member.value for member in _choices(detail.field, hints))


# --- what is printed is read back --------------------------------------------------------------------------

WORDS = st.text(max_size=40) | st.sampled_from(
    [
        "",
        "\n",
        "  x",
        "# no note\n= no expectation\n\nclock: +1 day\n",
        "Bo objects: no",
        'a "b" \\ c',
        ":\\ x",
        "נשתול עץ",
        "שלום (#1) Bo",
        "<@U123> *bold* @everyone",
        "\r\n",
        "\x07",
        "\u2028x",
        "tab\tx ",
        "a\n\n\n",
    ]
)
LINES = st.text(min_size=1, max_size=20).map(str.strip).filter(one_line)
PLAIN = (
    LINES | st.sampled_from(["Ana", "Bo asks", "passes", "Will Pass", "Łucja", "عمر", "circle", "none"])
).map(lambda text: " ".join(text.split()))
NAMES = st.tuples(PLAIN.filter(is_name), st.sampled_from(["", "/2", "/3"])).map("".join)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"])
INSTANTS = st.integers(0, 1_000_000_000).map(
    lambda minutes: (
        datetime(1972, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes // 2, microseconds=minutes % 2)
    )
) | st.just(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
SPANS = st.timedeltas(timedelta(), timedelta(days=9999))


@st.composite
def someones(draw: st.DrawFn, name: str) -> Someone:
    duties = draw(st.sets(st.sampled_from(Duty)))
    return Someone(
        name=name,
        standing=draw(st.none() | st.sampled_from(Standing)),
        duties=tuple(duty for duty in Duty if duty in duties),
        id=draw(st.just("") | WORDS),
    )


def values(detail: Detail, names: tuple[str, ...]) -> st.SearchStrategy[Any]:
    if detail.choices:
        return st.sampled_from(detail.choices)
    kinds: dict[Holds, st.SearchStrategy[Any]] = {
        Holds.INSTANT: INSTANTS,
        Holds.PERSON: st.sampled_from(names),
        Holds.NUMBER: st.integers(0, 999_999),
        Holds.FLAG: st.just(True),  # noqa: FBT003 - a flag is true
        Holds.TEXT: WORDS,
    }
    return kinds[detail.holds]


@st.composite
def detail_pairs(draw: st.DrawFn, phrase: Phrase, names: tuple[str, ...]) -> tuple[tuple[str, Any], ...]:
    pairs = []
    for detail in details_of(phrase):
        times = draw(st.integers(int(detail.needed), 2 if detail.many else 1))
        pairs += [(detail.key, draw(values(detail, names))) for _ in range(times)]
    return tuple(pairs)


@st.composite
def deeds(draw: st.DrawFn, names: tuple[str, ...]) -> Deed:
    phrase = draw(st.sampled_from(PHRASES))
    numbers = st.lists(st.integers(0, 99), min_size=1, max_size=3 if phrase.several else 1)
    return Deed(
        who=draw(st.sampled_from(names)),
        verb=phrase.verb,
        title=draw(WORDS.filter(bool)) if phrase.titled else "",
        about=tuple(draw(numbers)) if phrase.numbers else (),
        details=draw(detail_pairs(phrase, names)),
        text=draw(st.none() | WORDS) if phrase.text else None,
        on=draw(st.just("") | WORDS),
    )


@st.composite
def events(draw: st.DrawFn, names: tuple[str, ...]) -> Event:
    source = draw(st.sampled_from(sorted(EVENTS)))
    phrase = draw(st.sampled_from(EVENTS[source]))
    return Event(
        source=source,
        verb=phrase.verb,
        who=draw(st.sampled_from(names)) if phrase.subject else "",
        details=draw(detail_pairs(phrase, names)),
        text=draw(st.none() | WORDS) if phrase.text else None,
        on=draw(st.just("") | WORDS),
    )


@st.composite
def expects(draw: st.DrawFn, names: tuple[str, ...]) -> Expect:
    look = draw(st.sampled_from([*LOOKS, *PERSON_LOOKS, OBJECTION]))
    of = draw(st.sampled_from(names)) if look in PERSON_LOOKS else ""
    of = f"#{draw(st.integers(0, 99))}" if look == OBJECTION else of
    return Expect(look=look, value=draw(LINES), of=of, on=draw(st.just("") | WORDS))


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    names = tuple(draw(st.lists(NAMES, min_size=1, max_size=4, unique=True)))
    notes = st.text(max_size=20).filter(lambda text: not text or one_line(f".{text}."))
    settings = draw(st.sets(st.sampled_from(setting_names())))
    lines = st.one_of(
        notes.map(lambda text: Note(text=text)),
        deeds(names),
        events(names),
        expects(names),
        st.builds(Clock, to=INSTANTS | SPANS, asleep=st.booleans()),
    )
    pair = LINES.filter(lambda text: "=" not in text)
    return Transcript(
        circle=draw(LINES),
        circle_id=draw(st.just("") | LINES),
        aim=draw(WORDS),
        preset=draw(st.sampled_from(sorted(PRESETS))),
        settings=tuple((name, choices(name)[0].split(" to ")[0]) for name in sorted(settings)),
        domains=tuple(draw(st.lists(LINES, max_size=2))),
        elsewhere=tuple(draw(st.lists(st.tuples(pair, pair), max_size=2))),
        broader=draw(st.just("") | LINES),
        rounds_held=draw(st.integers(0, 99)),
        practice=draw(st.booleans()),
        people=tuple(draw(someones(name)) for name in names),
        zone=draw(ZONES),
        clock=draw(INSTANTS),
        notes=tuple(draw(st.lists(notes, max_size=2))),
        lines=tuple(draw(st.lists(lines, max_size=6))),
    )


@given(transcripts())
def test_parse_of_printed_is_the_same_transcript(transcript: Transcript):
    assert parse(printed(transcript)) == transcript


@given(transcripts())
def test_printing_again_changes_nothing(transcript: Transcript):
    text = printed(transcript)

    assert printed(parse(text)) == text
    assert parse(text.replace("\n", "\r\n").encode()) == transcript


@given(WORDS)
def test_short_texts_are_read_back(text: str):
    assert read_words(write_words(text)) == text
    assert unquoted(quoted(text)) == (text, len(quoted(text)))


@given(INSTANTS, ZONES)
def test_instants_are_read_back_in_every_zone(at: datetime, name: str):
    assert read_instant(write_instant(at, ZoneInfo(name)), ZoneInfo(name)) == at


@given(SPANS)
def test_spans_are_read_back(span: timedelta):
    assert read_span(write_span(span)) == span


def test_an_hour_that_comes_twice_is_written_in_utc():
    berlin = ZoneInfo("Europe/Berlin")
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))

    assert write_instant(first, berlin) == "2026-10-25 02:30"
    assert write_instant(second, berlin) == "2026-10-25 01:30 UTC"


# --- names -------------------------------------------------------------------------------------------------


def test_names_that_are_verbs_and_names_inside_names_are_told_apart():
    people = "Bo, Bo asks, passes, Bo/2"
    text = f"circle: X\npeople: {people}\nclock: 2026-03-02\n"
    lines = parse(f"{text}Bo asks: Why?\nBo asks asks: Why?\npasses passes\nBo/2 passes\n").lines

    assert [(line.who, line.verb) for line in lines if isinstance(line, Deed)] == [
        ("Bo", "asks"),
        ("Bo asks", "asks"),
        ("passes", "passes"),
        ("Bo/2", "passes"),
    ]


def test_ids_come_from_names_and_are_never_the_same():
    people = tuple(Someone(name=name) for name in ("Ana", "Bo Lee", "Bo Lee/2", "Bo-Lee", "Łucja", "✿", "★"))

    assert list(ids(people).values()) == [
        "u-ana",
        "u-bo-lee",
        "u-bo-lee-2",
        "u-bo-lee-3",
        "u-łucja",
        "u-x",
        "u-x-2",
    ]
    assert ids((Someone(name="Bo", id="slack-17"),)) == {"Bo": "slack-17"}


# --- faults ------------------------------------------------------------------------------------------------


def faults(text: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(Unreadable) as caught:
        parse(text)
    assert str(caught.value) == "\n".join(map(str, caught.value.faults))
    return [(fault.line, fault.says) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Bo consent", "behind the name stands a verb, perhaps: consents, withdraws consent, confirms"),
        ("Bo answers: yes", "'answers' is about a number, as in Ana answers #1"),
        ("Bo answers #1 #2: yes", "'answers' is about a number, as in Ana answers #1"),
        ("Bo consents #1", "'consents' is about no number"),
        ("Bo consents: yes", "'consents' takes no text"),
        ("Bo proposes: yes", "'proposes' needs a title in double quotes: Ana proposes \"A water butt\""),
        ('Bo asks "why"', "'asks' takes no title; its text stands behind a colon"),
        ("Bo parks #1 (with Cy)", "'parks' needs in parentheses: (until DATE)"),
        ("Bo parks #1 (with Zoe, until 2026-01-01)", "here is understood: with NAME"),
        ("Bo consents (step 1, step 2)", "'step' can be given once"),
        ("Bo consents (stop 1)", "in these parentheses can stand: step NUMBER"),
        ("Bo consents (step 1", "behind 'step NUMBER' stands a comma or the closing parenthesis"),
        ("Bo consents #1 (step 1) now", "'consents' is about no number"),
        (
            "Bo consents (step 1) now",
            "behind the verb stand numbers, then parentheses, then a colon and the text",
        ),
        (
            "clock: 2026-13-40",
            "there is no such day or hour; an instant is written 2026-03-02 or 2026-03-02 10:00",
        ),
        ("clock: soon", "an instant is written 2026-03-02 or 2026-03-02 10:00"),
        ("asleep: +3 fortnights", "a span is written +3 days or +1 hour 30 minutes"),
        ("    no text here", "indented text stands below a line that ends in a colon, and by four blanks"),
        ("= phase", "behind 'phase' stands a colon and what is expected"),
        ("circle: Bo flies", "behind the name stands a verb, perhaps: joins, departs, takes the role"),
        ("@water Bo consents", "a text in double quotes is understood here"),
        ('Bo says: "x', "behind the name stands a verb, perhaps: speaks, is away, asks"),
        ('Bo asks:\\ "x" y', r"behind :\ stands one text in double quotes, with \" \\ \n and \u0007 in it"),
        (
            'Bo proposes "x" (driver "a" b): c',
            "behind 'driver \"...\"' stands a comma or the closing parenthesis",
        ),
        (
            'Bo proposes "x" (driver a.b): c',
            'words with anything but letters, digits, - and = stand in double quotes: "a, b"',
        ),
        ('@"x"Bo consents', "behind @ stands the title of a proposal in double quotes, then a blank"),
        (
            "clock: 1066-10-14",
            "an instant is written 2026-03-02 or 2026-03-02 10:00, in the years 1971 to 2999",
        ),
        (
            "clock: +999999999 days",
            "a span is written +3 days or +1 hour 30 minutes, at most 36500 days at once",
        ),
        ("Bo asks:\\ x", r"behind :\ stands one text in double quotes, with \" \\ \n and \u0007 in it"),
    ],
)
def test_what_cannot_be_read_is_answered_by_what_can(line: str, says: str):
    assert faults(HEADER + line) == [(4, says)]


def test_all_faults_are_told_at_once():
    text = "circle: X\naim: y\naim: z\npreset: sofia\nsetting: collection = shouting\n"
    text += "zone: Mars\nclock: 1\nBo flies\n= x\n"

    assert [line for line, _ in faults(text)] == [3, 4, 5, 6, 7, 8, 8, 9]


HEADERS = {
    "people: Bo (guest, learning)": "somebody has one standing, not learning and guest",
    "people: Bo (guest) Cy": "people are separated by commas",
    "people: Bo/0": "a name has single blanks and none of",
    "people: Ana": "'Ana' is there already; the second one is written Ana/2",
    "setting: collection": "here stands a name, then = with blanks around it, then what it is",
    "rounds held: many": "here stands a number",
    "practice: perhaps": "here is understood: yes, no",
    "broader:": "behind 'broader' stands one line",
}


@pytest.mark.parametrize("line", HEADERS)
def test_what_cannot_be_read_in_the_header_is_answered_too(line: str):
    ((number, says),) = faults(f"{HEADER}{line}\n")

    assert number == 4
    assert says.startswith(HEADERS[line])


def test_what_is_not_utf_8_is_told_with_its_line():
    assert faults(b"circle: X\npeople: \xff\n") == [(2, "a transcript is text in UTF-8")]


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_text_is_read_or_refused(source: str | bytes):
    read_or_refused(source)


PIECES = [
    "Bo",
    "asks",
    ":",
    "#1",
    "(",
    ")",
    '"',
    "=",
    "@",
    "clock",
    "+1 day",
    "\n",
    "    ",
    " ",
    ",",
    "until",
]
PIECES += [
    "proposes",
    "people: ",
    "circle: ",
    "broader circle: ",
    "aim:",
    "\\",
    "2026-03-02",
    "parks",
    "may",
    "/2",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_heap_of_pieces_is_read_or_refused(source: str):
    read_or_refused(source)
    read_or_refused(HEADER + source)


def read_or_refused(source: str | bytes) -> None:
    try:
        transcript = parse(source)
    except Unreadable:
        pass
    else:
        assert parse(printed(transcript)) == transcript


def test_keys_are_no_verbs_and_looks_are_told_apart():
    verbs = {phrase.verb for phrase in PHRASES}
    looks = [*LOOKS, *PERSON_LOOKS, OBJECTION]

    assert not {key for key in ONCE for verb in verbs if key.endswith(verb)}
    assert len(set(looks)) == len(looks)
    assert not [pair for pair in pairwise(sorted(PERSON_LOOKS)) if pair[1].endswith(f" {pair[0]}")]
    assert {detail.key for detail in SOMEONE} >= {standing.value for standing in Standing}
