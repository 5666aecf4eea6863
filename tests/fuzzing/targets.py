"""What is fuzzed: every place where text from outside becomes something of ours.

A target takes dice, makes an input with them and hands it in. It returns whether the input was understood. A
declared exception is a "no" that somebody can read, and is caught here; any other is a fault and comes through.
"""

from __future__ import annotations

import json
import os
import random
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from adapters.reading import value as read_value
from adapters.reading.vocabulary import Reading
from adapters.terminal import parse as typed
from adapters.terminal import render
from adapters.terminal.parse import AIDS
from adapters.wording import Wording
from bot import config
from bot.config import ConfigFault, load_settings
from facilitation.cards import Blank, Button, Entry
from facilitation.draft_parts import draft_blanks, present_draft
from facilitation.facts import Fact
from facilitation.filling import given
from facilitation.model import Draft, PersonId, Words
from facilitation.proceeding import fold, proceed, waiting
from facilitation.refusals import Ambiguous, Malformed, Refused
from facilitation.settings import PRESETS, UnknownSetting, choices, setting_names, settings_from
from facilitation.state import Proceeding
from facilitation.transcript import Unreadable as UnreadableTranscript
from facilitation.transcript import parse, play, printed
from facilitation.transcript.phrases import EVENTS, PHRASES
from facilitation.view import choices as choices_of
from facilitation.view import show
from storage import log
from storage.codec import Record, decode, encode
from storage.faults import StorageFault
from storage.log import Stored
from tests.fuzzing.mutating import mutated
from tests.storage.walking import PEOPLE, Walk, walked

Target = Callable[[random.Random], bool]
NAMES: Final = dict(zip(PEOPLE, ("Ana", "Bo", "Chí", "Dee Lee", "Éli"), strict=True))
VOICE: Final = Wording(names=NAMES)
READING: Final = Reading(NAMES, datetime(2026, 1, 31, 23, 30, tzinfo=UTC), ZoneInfo("Europe/Berlin"), VOICE)


class Fault(AssertionError):
    """Something was understood and yet is wrong."""


# --- transcripts --------------------------------------------------------------------------------------------


@cache
def transcripts() -> tuple[str, ...]:
    """Whole transcripts, and single lines of theirs below a header."""
    folder = Path(__file__).parents[1] / "facilitation/transcripts"
    whole = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]
    head = "circle: Garden\npeople: Ana (facilitator), Bo, Chi (away)\nclock: 2026-03-02 10:00\n\n"
    lines = sorted({line for text in whole for line in text.split("\n") if line.strip()})
    return (*whole, *(head + "\n".join(lines[at : at + 6]) for at in range(0, len(lines), 6)))


@cache
def notation() -> tuple[str, ...]:
    """The words of the notation."""
    verbs = [phrase.verb for phrase in PHRASES] + [phrase.verb for many in EVENTS.values() for phrase in many]
    found = {word for text in transcripts() for word in re.findall(r"[^\s,()]+[:=]?", text)}
    return tuple(sorted({*verbs, *EVENTS, *found}))


def transcript(dice: random.Random) -> bool:
    """Reading one, and printing what was read so that it reads the same."""
    text = mutated(dice, transcripts(), notation())
    source: str | bytes = text
    if dice.random() < 0.2:
        source = _torn(dice, text.encode("utf-8", "surrogatepass"))
    return is_transcript(source)


def is_transcript(source: str | bytes) -> bool:
    """Whether a text is a transcript, which then prints so that it reads the same."""
    try:
        read = parse(source)
    except UnreadableTranscript as why:
        if not why.faults or any(not fault.says or fault.line < 1 for fault in why.faults):
            raise Fault("a fault without a line or a sentence") from why
        return False
    if parse(printed(read)) != read:
        raise Fault("it prints as something else")
    return True


def performance(dice: random.Random) -> bool:
    """Playing what was read: whatever does not fit is a difference, and never an exception."""
    try:
        read = parse(mutated(dice, transcripts(), notation()))
    except UnreadableTranscript:
        return False
    play(read)
    return True


def _torn(dice: random.Random, raw: bytes) -> bytes:
    at = dice.randint(0, len(raw))
    return (
        raw[:at]
        + dice.choice((b"\xff", b"\xc3", b"\x00", b"\xed\xa0\x80", b""))
        + raw[at + dice.randrange(3) :]
    )


# --- the terminal -------------------------------------------------------------------------------------------


@cache
def moments() -> tuple[Proceeding, ...]:
    """Proceedings at all sorts of moments."""
    found = []
    for seed in range(6):
        facts: list[Fact] = []
        for number, (_, _, more) in enumerate(Walk(seed).steps(120)):
            facts += more
            found += [fold(facts)] if number % 2 else []
    return tuple(p for p in found if not p.over)


@cache
def menus() -> tuple[tuple[Proceeding, PersonId, tuple[Button, ...]], ...]:
    """What somebody could do at these moments."""
    every = ((p, who, choices_of(p, who)) for p in moments() for who in (waiting(p) or PEOPLE)[:2])
    return tuple(each for each in every if each[2])


@cache
def sayings() -> tuple[str, ...]:
    """What people type at a menu."""
    labels = {VOICE.button(button) for _, _, menu in menus() for button in menu}
    return (
        *sorted(labels),
        *AIDS,
        "1",
        "2.",
        "3: because",
        "as Bo",
        "consent",
        "object It harms us: a lot",
        "?",
    )


def entries(menu: tuple[Button, ...]) -> tuple[typed.Choice[Button], ...]:
    """A menu as it stands at the keyboard."""
    return tuple(typed.choice_of(button, button, VOICE) for button in menu)


def line(dice: random.Random) -> bool:
    """A line at the menu."""
    _, _, menu = dice.choice(menus())
    return understood(lambda: typed.read(mutated(dice, sayings(), sayings()), entries(menu), VOICE))


VALUES: Final = (
    "2026-09-01",
    "2026-9-1",
    "2026-09-01T10:00:00+02:00",
    "in 3 months",
    "tomorrow",
    "a week",
    "5 years",
    "9999-12-31",
    "0001-01-01",
    "Ana",
    "dee",
    "3",
    "1, #3",
    "1 and 2",
    "yes",
    "no",
    "another round",
    "We cook in turns, one week each.",
    *dict.fromkeys(NAMES.values()),
)


def value(dice: random.Random) -> bool:
    """A value of a form, of every kind of field there is."""
    p, _, menu = dice.choice(menus())
    blanks = [blank for button in menu for blank in button.form] + list(
        draft_blanks(present_draft(p), p.circle)
    )
    blank = dice.choice(blanks)
    return understood(lambda: read_value(blank, mutated(dice, VALUES, (*VALUES, *blank.options)), READING))


def act(dice: random.Random) -> bool:
    """A whole form: what was typed becomes an act, is judged, stored, read again and shown."""
    p, who, menu = dice.choice(menus())
    button = dice.choice(menu)
    try:
        values = {blank.name: _filled(dice, blank, p) for blank in button.form}
        command = given(button, who, values)
    except (Malformed, Ambiguous):
        return False
    try:
        facts, after = proceed(p, command, READING.now if dice.random() < 0.2 else p.opened)
    except Refused as why:
        VOICE.refusal(why)
        return False
    for fact in facts:
        record, sayings_ = encode(fact)
        (record.data + "".join(said.text for said in sayings_)).encode("utf-8")
        if decode(record, {said.digest: said.text for said in sayings_}) != fact:
            raise Fault(f"{fact} reads as something else")
    if dice.random() < 0.1:
        for card in show(after):
            render.plain(render.rows(card.lines, VOICE)).encode("utf-8")
    return True


def _filled(dice: random.Random, blank: Blank, p: Proceeding) -> object:
    if blank.entry is Entry.DRAFT:
        fields = {each.name: _filled(dice, each, p) for each in draft_blanks(present_draft(p), p.circle)}
        return Draft(**{name: given for name, given in fields.items() if given not in (None, "")})
    if not blank.required and dice.random() < 0.5:
        return None
    likely = {
        Entry.PERSON: tuple(NAMES.values()),
        Entry.DATE: VALUES[:7],
        Entry.NUMBERS: ("1", "1, 2"),
        Entry.CHOICE: tuple(blank.options),
        Entry.CHOICES: (", ".join(blank.options[:2]),),
    }
    corpus = likely.get(blank.entry) or ("We cook in turns.", "Because it harms us.\n\nA lot.")
    text = dice.choice(corpus) if dice.random() < 0.5 else mutated(dice, corpus, VALUES)
    if not text.strip():  # as the form at the keyboard takes it
        if blank.required:
            raise Malformed("refusal-text-missing")
        return None
    found = read_value(blank, text, READING)
    return Words(found) if isinstance(found, str) and blank.entry in (Entry.LONG, Entry.SHORT) else found


def understood(read: Callable[[], object]) -> bool:
    """Whether what was typed is understood; if not, there is a sentence about it, or what it could mean."""
    try:
        read()
    except Malformed as why:
        if not VOICE.has(str(why.args[0])):
            raise Fault(f"{why.args[0]} is no message") from why
        return False
    except Ambiguous as why:
        if not why.candidates:
            raise Fault("nothing it could mean") from why
        return False
    return True


# --- settings -----------------------------------------------------------------------------------------------


@cache
def options() -> tuple[str, ...]:
    """Everything a circle's settings can be, and numbers at their limits."""
    every = {choice for name in setting_names() for choice in choices(name)}
    return (*sorted(every), "0", "1", "336", "337", "24", "-1", "yes", " No ", "HOLD")


def circle_settings(dice: random.Random) -> bool:
    """Settings of a circle, as its members would write them."""
    preset = dice.choice(tuple(PRESETS)) if dice.random() < 0.9 else mutated(dice, tuple(PRESETS), options())
    names = setting_names()
    wanted = {
        dice.choice(names) if dice.random() < 0.9 else mutated(dice, names, names): (
            dice.choice(options()) if dice.random() < 0.5 else mutated(dice, options(), options())
        )
        for _ in range(dice.randrange(4))
    }
    return are_settings(preset, wanted)


def are_settings(preset: str, wanted: Mapping[str, str]) -> bool:
    """Whether these are settings; if not, a sentence says why."""
    try:
        settings_from(preset, wanted)
    except UnknownSetting as why:
        if not str(why):
            raise Fault("no sentence") from why
        return False
    return True


ENVIRONMENT: Final[Mapping[str, tuple[str, ...]]] = {
    "DATABASE": ("~/circlewise.db", "/tmp/x.db", "~nobody/x", ".", "a/b/../c.db"),  # noqa: S108 - nothing is opened
    "KEY": ("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "AAAA", ""),
    "LANGUAGE": ("en", "pt_BR", "de-AT", "zh-Hant-TW"),
    "TIME_ZONE": ("Europe/Berlin", "UTC", "America", "../etc/passwd", "/etc/localtime"),
    "LOG_LEVEL": ("INFO", "debug"),
    "CACHE_PROCEEDINGS": ("256", "0", "-1", "1_000", " 7 ", "9" * 30),
}


def configuration(dice: random.Random) -> bool:
    """The program's own settings, from the environment or from `.env`."""
    names = tuple(ENVIRONMENT)
    chosen = {
        name: mutated(dice, ENVIRONMENT[name], ODD_NAMES) for name in dice.sample(names, dice.randint(1, 3))
    }
    with _scratch() as folder:
        if dice.random() < 0.5:
            lines = [f"CIRCLEWISE_{name}={text}" for name, text in chosen.items()]
            text = mutated(dice, ("\n".join(lines), "\n".join(lines) + "\n# a note\nexport X='1'"), ODD_NAMES)
            raw = text.encode("utf-8", "surrogatepass")
            (folder / ".env").write_bytes(_torn(dice, raw) if dice.random() < 0.2 else raw)
            chosen = {}
        with _environment(chosen):
            try:
                load_settings()
            except ConfigFault as why:
                if not str(why).endswith((".", "…")):
                    raise Fault(f"no sentence: {why}") from why
                return False
    return True


ODD_NAMES: Final = ("CIRCLEWISE_", "${HOME}", "$(ls)", "'", "=", "#", "export ", "\\n", "CIRCLEWISE_KEY=x")


@contextmanager
def _scratch() -> Iterator[Path]:
    """An empty working directory, where `.env` would lie."""
    before, kept = config.ENV_FILE, config.Settings.model_config.get("env_file")
    folder = _folder()
    config.ENV_FILE = folder / ".env"
    config.Settings.model_config["env_file"] = config.ENV_FILE
    try:
        yield folder
    finally:
        config.ENV_FILE.unlink(missing_ok=True)
        config.ENV_FILE = before
        config.Settings.model_config["env_file"] = kept


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="circlewise-fuzzing-"))


@contextmanager
def _environment(chosen: Mapping[str, str]) -> Iterator[None]:
    """An environment can hold anything that is no NUL and that the system can encode."""
    before = {name: text for name, text in os.environ.items() if name.startswith("CIRCLEWISE_")}
    for name in before:
        del os.environ[name]
    for name, text in chosen.items():
        os.environ[f"CIRCLEWISE_{name}"] = text.replace("\0", "").encode("utf-8", "replace").decode()
    try:
        yield
    finally:
        for name in chosen:
            del os.environ[f"CIRCLEWISE_{name}"]
        os.environ.update(before)


# --- the log ------------------------------------------------------------------------------------------------


@cache
def records() -> tuple[tuple[Record, Mapping[str, str | None]], ...]:
    """Sound rows of the log, each with the words that belong to it."""
    found = []
    for seed in range(8):
        for fact in walked(seed, 120):
            record, said = encode(fact)
            found.append((record, {each.digest: each.text for each in said}))
    return tuple(found)


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(sorted({record.kind for record, _ in records()}))


def row(dice: random.Random) -> bool:
    """A damaged row, decoded."""
    record, texts = dice.choice(records())
    return is_fact(_damaged(dice, record), texts if dice.random() < 0.9 else {})


def is_fact(record: Record, texts: Mapping[str, str | None]) -> bool:
    """Whether a row can be decoded; if not, a storage fault says so."""
    try:
        decode(record, texts)
    except StorageFault as why:
        if not str(why):
            raise Fault("no sentence") from why
        return False
    return True


def _damaged(dice: random.Random, record: Record) -> Record:
    if dice.random() < 0.15:
        record = record._replace(kind=dice.choice(_kinds()))
    if dice.random() < 0.1:
        record = record._replace(at=mutated(dice, (record.at,), VALUES).encode("utf-8", "replace").decode())
    if dice.random() < 0.05:
        record = record._replace(version=dice.choice((0, 2, -1, 10**12)))
    if dice.random() < 0.5:
        data = mutated(dice, (record.data,), ("null", "true", "[]", "{}", '""', "1", "[1,2]"))
        return record._replace(
            data=data.encode("utf-8", "replace").decode()
        )  # nothing else can stand in a file
    return record._replace(data=json.dumps(_shaken(dice, json.loads(record.data))))


def _shaken(dice: random.Random, data: Any) -> Any:  # noqa: ANN401 - JSON
    """JSON with a value or two that are something else."""
    if dice.random() < 0.15 or not isinstance(data, dict | list) or not data:
        return dice.choice(
            (data, None, "x", 1, -1, 1.5, True, [], {}, [data], {"a": data}, "2026-01-01", 10**30)
        )
    if isinstance(data, list):
        at = dice.randrange(len(data))
        return [_shaken(dice, each) if place == at else each for place, each in enumerate(data)]
    name = dice.choice(list(data))
    if dice.random() < 0.15:
        return {other: each for other, each in data.items() if other != name} | {name + "s": data[name]}
    return {**data, name: _shaken(dice, data[name])}


@cache
def stored() -> tuple[sqlite3.Connection, tuple[tuple[str, tuple[Stored, ...]], ...]]:
    """A database with a sealed circle's proceedings in it, and its rows."""
    from tests.bot.two_desks import store  # noqa: PLC0415 - only this target needs a database

    db, _ = store("sealed")
    return db, tuple((stream, tuple(log.stored(db, stream))) for stream in log.streams(db))


def stream(dice: random.Random) -> bool:
    """A stream with a damaged row or envelope in it, read, proved and folded."""
    db, streams = stored()
    name, rows = dice.choice(streams)
    at = dice.randrange(len(rows))
    damaged = _damaged(dice, rows[at].record)
    broken = rows[at]._replace(kind=damaged.kind, version=damaged.version, at=damaged.at, data=damaged.data)
    both = (*rows[:at], broken, *rows[at + 1 :])
    if log.broken_link(name, both) is None and broken != rows[at]:
        raise Fault("the chain holds over a damaged row")
    try:
        for _ in log.facts_of(db, name, both[at : at + 1]):
            pass
    except StorageFault:
        return False
    return True


TARGETS: Final[Mapping[str, tuple[Target, int]]] = {
    "transcript": (transcript, 130),
    "performance": (performance, 10),
    "line": (line, 70),
    "value": (value, 240),
    "act": (act, 30),
    "circle-settings": (circle_settings, 220),
    "configuration": (configuration, 10),
    "row": (row, 240),
    "stream": (stream, 50),
}
"""Each by its name, with its share of all inputs in thousandths."""
