"""What each story writes, derives, offers and denies, line by line, as it was when somebody last looked.

A story says what matters in it; this notices the rest. What is written for the same acts, and what is derived of what
is written, is kept in databases for years: both may change only on purpose. After such a change run with `--accept`.
What is *derived* otherwise than before is wrong in databases that are there already, until `DERIVATION` in
`storage/rebuild.py` is raised.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Final

import pytest

from facilitation import commands
from facilitation.circle import circle_wake_at, circle_why_not
from facilitation.circles.registry import VERBS
from facilitation.forms import form_of
from facilitation.meeting import Meeting, needed, reports_missing, schedule
from facilitation.minutes import minutes
from facilitation.model import Circle, PersonId
from facilitation.opening import OPENS
from facilitation.openings import openings
from facilitation.proceeding import waiting, wake_at, why_not
from facilitation.refusals import Refused
from facilitation.state import Proceeding
from facilitation.transcript import parse
from facilitation.transcript.notation import Clock, Deed, Event, Transcript
from facilitation.transcript.stage import Stage, Unplayable, found, perform
from facilitation.view import choices
from facilitation.view.circle import circle_choices

HERE: Final = Path(__file__).parent
STORIES: Final = HERE / "transcripts"
RECORD: Final = HERE / "record.txt"
LENGTH: Final = 4  # hexadecimal digits for each line of a story
STRANGER: Final = PersonId("somebody else")
ACTS: Final = tuple(
    one for one in vars(commands).values() if isinstance(one, type) and issubclass(one, commands.Act)
)
CIRCLE_ACTS: Final = tuple(
    one for one in vars(commands).values() if isinstance(one, type) and issubclass(one, commands.CircleAct)
)
ASPECTS: Final = ("written", "derived", "offered", "denied")
AGREED: Final = (("p-bench", "A bench"), ("p-shed", "A shed"))


@dataclass
class Digests:
    """Digests of values, such that equal values have equal ones on every machine and in every run."""

    known: dict[int, tuple[object, bytes]] = field(
        default_factory=dict
    )  # by identity: values share their parts

    def of(self, value: object) -> bytes:
        if id(value) in self.known:
            return self.known[id(value)][1]
        digest = hashlib.blake2b(b"\0".join(self._parts(value)), digest_size=16).digest()
        self.known[id(value)] = value, digest
        return digest

    def _parts(self, value: object) -> Iterator[bytes]:
        yield type(value).__name__.encode()
        match value:
            case Enum():
                yield f"{value.name}={value.value}".encode()  # kept by its value
            case type():
                yield value.__name__.encode()
            case set() | frozenset():
                yield from sorted(map(self.of, value))
            case Mapping():
                yield from sorted(self.of(key) + self.of(one) for key, one in value.items())
            case tuple() | list():
                yield from map(self.of, value)
            case None | str() | int() | float() | date() | timedelta():
                yield repr(value).encode()
            case _ if is_dataclass(value):
                for one in fields(value):
                    yield one.name.encode() + self.of(getattr(value, one.name))
            case _:
                raise TypeError(f"not a value of the core: {value!r}")


def offered(p: Proceeding, now: datetime) -> Iterator[object]:
    """Who may do what with which form, whom it waits for, and when it goes on by itself; the minutes of a meeting."""
    yield from (choices(p, member.person) for member in p.circle.members)
    yield from (waiting(p), wake_at(p), now)
    if isinstance(p.work, Meeting):
        written = minutes(p)
        yield from (
            written,
            written.decisions,
            written.selections,
            schedule(p),
            needed(p),
            reports_missing(p),
        )


def offered_in(circle: Circle) -> Iterator[object]:
    """The same of a circle, also for who only would like to belong to it."""
    for person in _around(circle):
        yield circle_choices(circle, person)
        yield openings(circle, person)
        yield openings(circle, person, whole=False, agreed=AGREED)
    yield circle_wake_at(circle)


def _around(circle: Circle) -> tuple[PersonId, ...]:
    people = dict.fromkeys(m.person for m in (*circle.members, *circle.invited, *circle.asking))
    return (*people, STRANGER)


def denied(p: Proceeding) -> Iterator[object]:
    """Why each person cannot do each thing now; told where a step begins."""
    people = (*(member.person for member in p.circle.members), STRANGER)
    return (why_not(p, act, who, p.table_step) for act in ACTS for who in people)


def denied_in(circle: Circle) -> Iterator[object]:
    for who in _around(circle):
        for act in CIRCLE_ACTS:
            yield circle_why_not(circle, act, who)
            verb = VERBS.get(act)
            yield from (verb.guard(circle, who, about) for about in verb.targets(circle)) if verb else ()


def _situation(one: Proceeding | Circle) -> object:
    """What has to be another before one is looked at anew for what is denied."""
    if isinstance(one, Circle):
        return one.id, one.status, len(one.topics), len(one.subcircles), len(one.assignments), len(one.asking)
    return one.id, one.table_step, one.aside and one.aside.asks, one.over, len(one.objections)


def lines(transcript: Transcript) -> Iterator[tuple[Deed | Event | Clock, list[object]]]:
    """Each line that does something, and what it wrote, derived, offered and denied."""
    stage = found(transcript)
    before: set[int] = set()
    looked_at: set[object] = set()
    kept: list[object] = []
    for line in transcript.lines:
        if not isinstance(line, Deed | Event | Clock):
            continue
        refused = ""
        try:
            perform(stage, line)
        except (Refused, Unplayable) as why:
            refused = repr(why)
        now = list(_standing(stage))
        new = [one for one in now if id(one) not in before]
        before = set(map(id, now))
        turned = [one for one in new if _situation(one) not in looked_at]
        looked_at |= set(map(_situation, turned))
        kept += now  # while it is kept, no other value has its identity
        yield (
            line,
            [
                (tuple(stage.facts), refused),
                tuple(new),
                tuple(_offers(new, stage.now)),
                tuple(_denials(turned)),
            ],
        )


def _standing(stage: Stage) -> Iterator[Proceeding | Circle]:
    yield from stage.proceedings.values()
    yield from stage.circles.values()


def _offers(things: Iterable[Proceeding | Circle], now: datetime) -> Iterator[object]:
    for one in things:
        yield from offered(one, now) if isinstance(one, Proceeding) else offered_in(one)


def _denials(things: Iterable[Proceeding | Circle]) -> Iterator[object]:
    for one in things:
        yield from denied(one) if isinstance(one, Proceeding) else denied_in(one)


def digested(path: Path) -> dict[str, list[str]]:
    """By aspect, a digest for each line of a story."""
    digests = Digests()
    found: dict[str, list[str]] = {aspect: [] for aspect in ASPECTS}
    for _, seen in lines(parse(path.read_text(encoding="utf-8"))):
        for aspect, value in zip(ASPECTS, seen, strict=True):
            found[aspect].append(digests.of(value).hex()[:LENGTH])
    return found


def recorded() -> dict[str, dict[str, list[str]]]:
    """What was seen last time, by story."""
    found: dict[str, dict[str, list[str]]] = {}
    for line in RECORD.read_text(encoding="utf-8").splitlines():
        name, aspect, *each = line.split(" ")
        found.setdefault(name, {})[aspect] = each
    return found


def name(path: Path) -> str:
    return path.relative_to(STORIES).as_posix()


PATHS: Final = sorted(path for path in STORIES.rglob("*.txt") if path.parent.name != "disputed")
SEEN: Final = recorded() if RECORD.exists() else {}


def first_difference(path: Path, aspect: str, now: list[str]) -> str:
    """The first line of a story after which something is not as it was; "" where there is none."""
    was = SEEN.get(name(path), {}).get(aspect, [])
    if was == now:
        return ""
    played = [
        line
        for line in parse(path.read_text(encoding="utf-8")).lines
        if isinstance(line, Deed | Event | Clock)
    ]
    for line, old, new in zip(played, was, now, strict=False):
        if old != new:
            return f"{name(path)}, line {line.line}: what is {aspect} is not what it was"
    return f"{name(path)} has other lines than it had"


@pytest.mark.parametrize("path", PATHS, ids=name)
def test_what_is_written_derived_and_offered_is_what_it_was(path: Path, *, accept: bool):
    if accept:
        pytest.skip("it is being written")
    differences = [first_difference(path, aspect, now) for aspect, now in digested(path).items()]

    assert [one for one in differences if one] == []


FORMS: Final = "(forms)"


def forms() -> dict[str, str]:
    """A digest of the form of each command, where nothing is known of a proceeding yet."""
    digests = Digests()
    return {one.__name__: digests.of(form_of(one)).hex()[:LENGTH] for one in (*ACTS, *CIRCLE_ACTS, *OPENS)}


def test_every_form_asks_for_what_it_asked_for(*, accept: bool):
    if accept:
        pytest.skip("it is being written")
    was = dict(one.split("=") for one in SEEN[FORMS]["asked"])

    assert forms() == was


def test_the_record_is_of_the_stories_there_are(*, accept: bool):
    if accept:
        asked = " ".join(f"{command}={digest}" for command, digest in forms().items())
        stories = (
            f"{name(path)} {aspect} {' '.join(each)}"
            for path in PATHS
            for aspect, each in digested(path).items()
        )
        RECORD.write_text(
            "".join(f"{line}\n" for line in (f"{FORMS} asked {asked}", *stories)), encoding="utf-8"
        )
    assert list(recorded()) == [FORMS, *map(name, PATHS)]
