"""Transcript to text: the inverse of `parse`, and the one form that golden transcripts are kept in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from facilitation.model import Standing
from facilitation.transcript.details import DEFINED
from facilitation.transcript.looking import CIRCLE_LOOKS
from facilitation.transcript.notation import (
    Another,
    Clock,
    Deed,
    Event,
    Expect,
    Line,
    Note,
    Someone,
    Transcript,
    Value,
)
from facilitation.transcript.phrases import (
    BY_VERB,
    Detail,
    Holds,
    Phrase,
    details_of,
    event_phrase,
)
from facilitation.transcript.read_line import ID, OUTSIDE
from facilitation.transcript.writing import (
    WIDTH,
    quoted,
    write_instant,
    write_span,
    write_text,
    write_words,
)


def printed(transcript: Transcript) -> str:
    """The transcript as text; `parse` gives the same transcript back.

    A blank line stands before each note, before the clock moves, and after the header.
    """
    zone = ZoneInfo(transcript.zone)
    lines = [*(_note(note) for note in transcript.notes), *_header(transcript, zone)]
    before: Line | None = None
    for line in transcript.lines:
        if before is None or (isinstance(line, (Note, Clock)) and not isinstance(before, Note)):
            lines.append("")
        lines.extend(_line(line, zone))
        before = line
    return "\n".join(lines) + "\n"


def _header(t: Transcript, zone: ZoneInfo) -> Iterator[str]:
    yield f"circle: {t.circle}"
    yield from (f"circle id: {t.circle_id}" for _ in range(bool(t.circle_id)))
    yield from write_text("aim", t.aim) if t.aim else ()
    yield f"preset: {t.preset}"
    yield from (f"setting: {name} = {value}" for name, value in t.settings)
    yield from (f"domain: {domain}" for domain in t.domains)
    yield from (f"domain elsewhere: {domain} = {circle}" for domain, circle in t.elsewhere)
    yield from (f"broader: {t.broader}" for _ in range(bool(t.broader)))
    yield from (f"rounds held: {t.rounds_held}" for _ in range(bool(t.rounds_held)))
    yield from ("practice: yes" for _ in range(t.practice))
    yield from ("recommends: yes" for _ in range(t.recommends))
    yield from (f"role: {role} = {holder or 'nobody'}" for role, holder in t.roles)
    yield from (_defined(name, details, zone) for name, details in t.defined)
    yield from map(_another, t.others)
    yield from _people(t.people)
    yield from (f"zone: {t.zone}" for _ in range(t.zone != "UTC"))
    yield f"clock: {write_instant(t.clock, zone)}"


def _defined(name: str, details: Iterable[tuple[str, Value]], zone: ZoneInfo) -> str:
    forms = {detail.key: detail for detail in DEFINED}
    return f"defined role: {quoted(name)} ({', '.join(_detail(forms[key], value, zone) for key, value in details)})"


def _people(people: Iterable[Someone]) -> Iterator[str]:
    line = ""
    for someone in map(_someone, people):
        if line and len(line) + len(someone) > WIDTH:
            yield line
            line = ""
        line = f"{line}, {someone}" if line else f"people: {someone}"
    if line:
        yield line


def _another(other: Another) -> str:
    marks = [f"broader {quoted(other.broader)}"] * bool(other.broader)
    marks += [f"id {quoted(other.id)}"] * bool(other.id)
    marks += [f"aim {quoted(other.aim)}"] * bool(other.aim)
    marks += [f"domain {quoted(domain)}" for domain in other.domains]
    marks += [f"preset {other.preset}"] * (other.preset != "sofa")
    marks += [f"setting {quoted(f'{name} = {value}')}" for name, value in other.settings]
    marks += ["recommends"] * other.recommends + ["dormant"] * other.dormant
    head = f"another circle: {other.name}" + (f" ({', '.join(marks)})" if marks else "")
    return f"{head}: {', '.join(map(_someone, other.people))}" if other.people else head


def _someone(person: Someone) -> str:
    marks = [OUTSIDE.key] if person.standing is None else []
    marks += [str(person.standing.value)] if person.standing not in {None, Standing.FULL} else []
    marks += [str(duty.value) for duty in person.duties]
    marks += [f"{ID.key} {quoted(person.id)}"] if person.id else []
    return f"{person.name} ({', '.join(marks)})" if marks else person.name


def _line(line: Line, zone: ZoneInfo) -> list[str]:
    match line:
        case Note():
            return [_note(line.text)]
        case Clock():
            to = write_instant(line.to, zone) if isinstance(line.to, datetime) else write_span(line.to)
            return [f"{'asleep' if line.asleep else 'clock'}: {to}"]
        case Expect():
            return [f"= {_on(line.on)}{_look(line)}: {line.value}"]
        case Deed():
            phrase = BY_VERB[line.verb]
            title = [quoted(line.title)] if line.title else []
            parts = [line.who, line.verb, *title, *(f"#{n}" for n in line.about)]
        case Event():
            phrase = event_phrase(line.source, line.verb)
            parts = [f"{line.source}:", *([line.who] if line.who else []), line.verb]
    head = " ".join([*parts, *_details(phrase, line.details, zone)])
    return write_text(_on(line.on) + head, line.text)


def _note(text: str) -> str:
    return f"# {text}" if text else "#"


def _on(title: str) -> str:
    return f"@{quoted(title)} " if title else ""


def _look(line: Expect) -> str:
    if line.look in CIRCLE_LOOKS:
        return f"{line.look} {quoted(line.of)}"
    if line.of.startswith("#"):
        return f"{line.look} {line.of}"
    return f"{line.of} {line.look}" if line.of else line.look


def _details(phrase: Phrase, given: Iterable[tuple[str, Value]], zone: ZoneInfo) -> list[str]:
    forms = {detail.key: detail for detail in details_of(phrase)}
    written = [_detail(forms[key], value, zone) for key, value in given]
    return [f"({', '.join(written)})"] if written else []


def _detail(detail: Detail, value: Value, zone: ZoneInfo) -> str:
    if detail.holds is Holds.FLAG:
        return detail.key
    if isinstance(value, datetime):
        return f"{detail.key} {write_instant(value, zone)}"
    bare = detail.choices or detail.holds is not Holds.TEXT
    return f"{detail.key} {value if bare else write_words(str(value))}"
