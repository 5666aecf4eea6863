"""The golden transcripts: small stories, each of which shows a rule, played through the real rules.

After a deliberate change of a rule, `pytest tests/facilitation --accept` writes into each of them what happens now;
read the difference before keeping it. Transcripts in `disputed/` show where the rules and the domain disagree.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from facilitation import refusals
from facilitation.cards import Card, Many, Msg, Said, When, Who
from facilitation.commands import Rung
from facilitation.facts import FACTS, Asks, Spoke
from facilitation.model import GONE, Change, Criterion, Matter, Move, Outcome, PersonId, Status
from facilitation.proceeding import evolve, fold
from facilitation.settings import PRESETS, Absent, Collection, Rounds, Validity
from facilitation.state import Proceeding
from facilitation.transcript import Performance, parse, play, printed, transcript_of
from facilitation.transcript.looking import CIRCLE_LOOKS, LOOKS, OBJECTION, PERSON_LOOKS
from facilitation.transcript.notation import Deed, ids
from facilitation.transcript.parse import OFTEN, ONCE
from facilitation.transcript.phrases import EVENTS, PHRASES, Phrase
from facilitation.transcript.record import COMMANDS
from facilitation.view import show

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent / "transcripts"
GOLDEN = sorted(path for path in HERE.rglob("*.txt") if path.parent.name != "disputed")
PAGE = ROOT / "docs" / "transcripts.md"


def name(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


def shown(p: Proceeding, who: PersonId, names: Mapping[PersonId, str]) -> str:
    """All the text on the cards that this person can see; sentences by their message id."""
    return "\n".join(text(line.text, names) for card in cards(p, who) for line in card.lines)


def cards(p: Proceeding, who: PersonId) -> list[Card]:
    return [card for card in show(p) if card.to in {None, who}]


def text(piece: object, names: Mapping[PersonId, str]) -> str:
    match piece:
        case Said(text=words):
            return words
        case Msg(id=message, args=args):
            return " ".join((message, *(text(value, names) for _, value in args)))
        case Who(person=person):
            return names.get(person, person)
        case Many(people=people):
            return " ".join(names.get(person, person) for person in people)
        case When(at=at):
            return at.isoformat()
        case _:
            return str(piece)


def played(path: Path) -> Performance:
    return play(parse(path.read_text(encoding="utf-8")), render=shown)


@pytest.mark.parametrize("path", GOLDEN, ids=name)
def test_everything_happens_as_told(path: Path, *, accept: bool):
    performance = played(path)

    if accept:
        path.write_text(printed(performance.as_played), encoding="utf-8")
    else:
        assert performance.report == ""
    assert performance.unchecked == 0


@pytest.mark.parametrize("path", GOLDEN, ids=name)
def test_each_is_written_as_it_is_printed(path: Path):
    source = path.read_text(encoding="utf-8")

    assert printed(parse(source)) == source


@pytest.mark.parametrize("path", GOLDEN, ids=name)
def test_each_says_which_rule_it_shows_and_where_that_comes_from(path: Path):
    notes = " ".join(parse(path.read_text(encoding="utf-8")).notes)

    assert re.search(r"domain\.md|INV-|docs/", notes)


@pytest.mark.parametrize("path", GOLDEN, ids=name)
def test_a_log_folds_to_what_was_played(path: Path):
    performance = played(path)

    assert {which: fold(log) for which, log in performance.logs.items()} == performance.proceedings


@pytest.mark.parametrize("path", GOLDEN[::9], ids=name)
def test_a_picture_can_be_drawn_after_every_fact(path: Path):
    for log in played(path).logs.values():
        p = None
        for fact in log:  # also within an act, where one step has been left and the next has not begun
            p = evolve(p, fact)
            keys = [card.key for card in show(p)]
            assert len(set(keys)) == len(keys)


def test_a_difference_is_told_in_readable_words():
    source = (
        (HERE / "people" / "two.txt")
        .read_text(encoding="utf-8")
        .replace("= decided: nothing yet", "= phase: x")
    )

    assert play(parse(source)).report == "line 21: phase: x\n    it is: consent"


def test_accepting_writes_what_happened():
    source = (HERE / "people" / "not-asked.txt").read_text(encoding="utf-8")
    spoiled = source.replace("= refused: no consent right\n", "").replace("Ana, Bo", "Ana")

    performance = play(parse(spoiled))

    assert len(performance.differences) == 4
    assert play(performance.as_played).report == ""
    assert printed(performance.as_played) == source.replace("Ana, Bo, Dot (guest)", "Ana, Bo, Dot (guest)")


def test_sealed_words_are_there_to_be_leaked():
    source = (HERE / "rounds" / "sealed.txt").read_text(encoding="utf-8")

    report = play(parse(source.replace("sealed\n", "simultaneous\n")), render=shown).report

    assert report.count("does not see") == 3


def test_without_anything_to_see_nothing_is_said_about_it():
    performance = play(parse((HERE / "rounds" / "sealed.txt").read_text(encoding="utf-8")))

    assert (performance.report, performance.unchecked) == ("", 5)


OPEN = "circle: Garden\npeople: Ana (facilitator), Bo\nclock: 2026-03-02 10:00\n"


@pytest.mark.parametrize(
    ("lines", "happened"),
    [
        ("Bo consents", "no proposal is open to which this could belong"),
        ("broader circle: declines", "no proposal is open to which this could belong"),
        ("clock: 2026-03-01", "the clock never goes back"),
        ("clock: 2999-12-31\n" + "clock: +36500 days\n" * 200, "there is no such year"),
        ("= phase: clarify", "no proposal"),
        ('Ana proposes "A": A.\n= objection #1: x', "none"),
        ('Ana proposes "A": A.\n= Bo may not: ask', "may do all of these"),
        ('Ana proposes "A": A.\nAna passes', "refused: not asked"),
    ],
)
def test_what_cannot_be_played_is_a_difference_and_no_traceback(lines: str, happened: str):
    assert happened in {difference.happened for difference in play(parse(OPEN + lines)).differences}


def test_a_circle_in_which_nobody_can_consent_is_not_founded():
    performance = play(parse("circle: Garden\npeople: Dot (guest)\nclock: 2026-03-02\n\nDot passes\n"))

    assert performance.report == "line 1: a circle\n    it is: refused: not full member"
    assert performance.as_played == performance.transcript
    assert performance.circle is None


# --- what the stories cover ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def performances() -> list[Performance]:
    return [played(path) for path in GOLDEN]


def test_every_verb_is_used(performances: list[Performance]):
    used = {line.verb for p in performances for line in p.transcript.lines if isinstance(line, Deed)}

    assert {phrase.verb for phrase in PHRASES} - used == set()


def test_every_fact_happens(performances: list[Performance]):
    happened = {type(fact).__name__ for p in performances for moment in p.moments for fact in moment.facts}

    # circles of the header make themselves known before the first line
    assert set(FACTS) - happened == {"SubCircleNoted"}


def test_every_choice_of_the_rules_is_told(performances: list[Performance]):
    facts = [fact for p in performances for moment in p.moments for fact in moment.facts]
    text_of_all = "\n".join(map(repr, facts))

    for kind in (Outcome, Asks, Rung, Move, Criterion, Matter, Change, Absent, Collection, Validity, Rounds):
        unused = {member for member in kind if repr(member) not in text_of_all}
        assert unused <= {Asks.PROPOSAL, Outcome.ADOPTED, Matter.SELECTION}  # these have facts of their own
    assert {p.transcript.preset for p in performances} == set(PRESETS)
    statuses = {o.status for p in performances for q in p.proceedings.values() for o in q.objections}
    assert statuses >= {
        Status.INTEGRATED,
        Status.WITHDRAWN,
        Status.DISQUALIFIED,
        Status.MOOT,
        Status.ESCALATED,
    }


def test_every_refusal_is_told(performances: list[Performance]):
    told = {moment.refused.reason for p in performances for moment in p.moments if moment.refused}

    # a circle that exists is founded once, and its header is the one line that founds it
    assert set(refusals.Reason) - told == {refusals.Reason.ALREADY_OPEN}


def test_a_refusal_changes_nothing(performances: list[Performance]):
    refused = [moment for p in performances for moment in p.moments if moment.refused]

    assert refused
    assert all(moment.facts == () for moment in refused)


# --- a log is a transcript -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", GOLDEN, ids=name)
def test_a_log_printed_as_a_transcript_gives_the_same_log(path: Path):
    performance = played(path)
    names = {who: name for name, who in ids(performance.transcript.people).items()}

    for which, log in performance.logs.items():
        minutes = parse(printed(transcript_of(log, names)))
        assert play(minutes).logs[which] == log


def test_people_and_circles_keep_their_ids_whatever_they_are_called():
    source = (HERE / "people" / "two.txt").read_text(encoding="utf-8")
    source = source.replace("circle: Village shop", "circle: Village shop\ncircle id: C-17")
    source = source.replace("Ana (facilitator), Bo", 'Ana (facilitator, id "slack:1"), Bo (id "slack:2")')
    (log,) = play(parse(source)).logs.values()

    minutes = transcript_of(
        log, {PersonId("slack:1"): "Ana, the (tall) one", PersonId("slack:2"): "Ana the tall one"}
    )

    assert [someone.name for someone in minutes.people] == ["Ana the tall one", "Ana the tall one/2"]
    assert play(minutes).logs == {log[0].id: log}


def test_words_that_were_removed_are_shown_as_gone():
    source = (HERE / "rounds" / "react.txt").read_text(encoding="utf-8")
    (log,) = play(parse(source)).logs.values()
    forgotten = [replace(fact, text=GONE) if isinstance(fact, Spoke) else fact for fact in log]

    minutes = printed(transcript_of(forgotten, {}))

    assert 'speaks:\\ "\\u0000"' in minutes
    assert parse(minutes)


def test_a_log_that_begins_in_the_middle_is_no_transcript():
    with pytest.raises(ValueError, match="begins with its opening"):
        transcript_of([], {})


def test_every_fact_is_known_to_minutes():
    assert {kind.__name__ for kind in COMMANDS} == set(FACTS)


# --- the page that explains it -------------------------------------------------------------------------------

BLOCK = re.compile(r"^```transcript\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_page_holds_only_transcripts_that_happen_as_told():
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))

    assert blocks
    for block in blocks:
        assert play(parse(block), render=shown).report == ""
        assert printed(parse(block)) == block


def test_the_page_lists_every_line_there_is(*, accept: bool):
    page = PAGE.read_text(encoding="utf-8")
    head, begin, tables, end, tail = re.split(r"(<!-- (?:from|until) here -->\n)", page)

    if accept:
        PAGE.write_text(head + begin + reference() + end + tail, encoding="utf-8")
    else:
        assert tables == reference()


def test_the_page_says_every_key_of_the_header():
    page = PAGE.read_text(encoding="utf-8")

    assert [key for key in (*ONCE, *OFTEN) if f"`{key}:" not in page] == []


def reference() -> str:
    """The tables of the page: every verb, every event, every expectation."""
    return "\n".join([*verb_table(), "", *event_table(), "", *look_table(), "", ""])


def verb_table() -> list[str]:
    head = ["| A person ... | may also say, in parentheses | which means |", "| --- | --- | --- |"]
    return head + [
        f"| {code(form('NAME', phrase))} | {details(phrase)} | {meaning(phrase)} |" for phrase in PHRASES
    ]


def event_table() -> list[str]:
    head = ["| From outside | may also say, in parentheses | which means |", "| --- | --- | --- |"]
    return head + [
        f"| {code(form(f'{source}: NAME' if phrase.subject else f'{source}:', phrase))} | {details(phrase)} "
        f"| {meaning(phrase)} |"
        for source, phrases in EVENTS.items()
        for phrase in phrases
    ]


def look_table() -> list[str]:
    rows = {**LOOKS, f"{OBJECTION} #1": "whose objection it is, and where it stands"}
    rows |= {f'{look} "CIRCLE"': shows for look, shows in CIRCLE_LOOKS.items()}
    rows |= {f"NAME {look}": shows for look, shows in PERSON_LOOKS.items()}
    return ["| Expected | shows |", "| --- | --- |"] + [
        f"| `= {look}: ...` | {shows} |" for look, shows in rows.items()
    ]


def form(who: str, phrase: Phrase) -> str:
    title = ' "TITLE"' if phrase.titled else ""
    numbers = (" #1 #2 ..." if phrase.several else " #1") if phrase.numbers else ""
    needed = ", ".join(detail.form for detail in phrase.details if detail.needed and not detail.choices)
    needed = f" ({needed})" if needed else ""
    return f"{who} {phrase.verb}{title}{numbers}{needed}{': TEXT' if phrase.text else ''}"


def code(line: str) -> str:
    return f"`{line}`"


def details(phrase: Phrase) -> str:
    forms = [f"{detail.form}{' ...' if detail.many else ''}" for detail in phrase.details]
    return ", ".join(f"`{written}`".replace("|", "\\|") for written in forms)


def meaning(phrase: Phrase) -> str:
    first = (phrase.command.__doc__ or "").splitlines()[0]
    return first.removesuffix(".")
