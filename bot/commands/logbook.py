"""`circlewise logbook`: what circles decided, and how each decision came about.

Reads beside a program that has the database open. Practice circles are listed apart from real ones, never
among them.
"""

from __future__ import annotations

from collections.abc import Iterator

from adapters.terminal import render
from adapters.terminal.client import Screen
from adapters.terminal.render import Row
from adapters.wording import Wording
from bot import aids
from bot.archive import Archive
from bot.config import Settings
from facilitation.cards import Arg, Kind, Msg, Said, When, Who, msg
from facilitation.discreet import discreet
from facilitation.facts import Fact
from facilitation.meeting import PROCESS as MEETING
from facilitation.model import Draft, PersonId, ProceedingId, Response, Version
from facilitation.proceeding import evolve
from facilitation.sealed import as_shown
from facilitation.state import Proceeding
from facilitation.transcript import printed, transcript_of
from facilitation.view import tell
from storage import circles, log, logbook, people
from storage.circles import CircleEntry
from storage.entries import Entry, ObjectionEntry, Page


class Logbook:
    """Lists and pages of one database, for one reader."""

    def __init__(self, archive: Archive, screen: Screen, settings: Settings, command: str) -> None:
        self._archive = archive
        self._command = command
        self._screen = screen
        self._names = {one.id: one.name for one in people.people(archive.db)}
        self._circles = {one.id: one for one in circles.circles(archive.db)}
        self._language, self._zone = settings.language, settings.time_zone
        self._voice = self._voice_of("sofa")

    def _voice_of(self, preset: str) -> Wording:
        return Wording(
            self._language, zone=self._zone, names=self._names, preset=preset, insert=render.insert
        )

    # --- lists --------------------------------------------------------------------------------------------------

    def index(self, *, practice: bool) -> None:
        """Everything that was ever decided, the newest first, and what is under way."""
        decided = logbook.decided(self._archive.session, most=1000)
        under_way = logbook.under_way(self._archive.session, most=1000)
        shown = [one for one in decided if self._practises(one) is practice]
        others = sum(self._practises(one) is not practice for one in decided)
        self._lines("logbook-decided", shown, none="logbook-none")
        held = [
            one for one in logbook.held(self._archive.session, most=1000) if self._practises(one) is practice
        ]
        if held:
            self._screen.line()
            self._lines("logbook-held", held)
        open_ = [one for one in under_way if self._practises(one) is practice]
        if open_:
            self._screen.line()
            self._lines("logbook-open", open_)
        if others and not practice:
            self._screen.line()
            self._say(msg("logbook-practice-too", count=others, command=f"{self._command} --practice"))

    def search(self, words: str, *, practice: bool) -> None:
        """What holds all of these words."""
        found = logbook.search(self._archive.session, words)
        shown = [one for one in found if practice or not self._practises(one)]
        self._lines("logbook-found", shown, none="logbook-not-found", words=Said(words[:80]))

    def _practises(self, entry: Entry) -> bool:
        circle = self._circles.get(entry.circle)
        return circle is not None and circle.practice

    def _lines(self, title: str, entries: list[Entry], none: str = "", **args: Arg) -> None:
        if not entries:
            if none:
                self._say(msg(none, **args), Kind.LEAD)
            return
        self._say(msg(title, **args), Kind.LEAD)
        for entry in entries:
            self._screen.entry(entry.number, self._title(entry), self._voice.say(self._about(entry)))

    def _title(self, entry: Entry) -> str:
        return (
            self._voice.say(msg("logbook-confidential")) if entry.confidential else render.clean(entry.title)
        )

    def _about(self, entry: Entry) -> Msg:
        circle = self._circle(entry)
        if entry.adopted is None and entry.outcome is not None and entry.closed is not None:
            outcome = msg(f"outcome-{entry.outcome.value.replace(' ', '-')}")
            return msg(
                "logbook-line-closed", outcome=outcome, closed=When(entry.closed, day=True), circle=circle
            )
        if entry.adopted is None:
            return msg("logbook-line-open", opened=When(entry.opened, day=True), circle=circle)
        name = "logbook-line" if entry.in_force else "logbook-line-over"
        review, adopted = When(entry.draft.review, day=True), When(entry.adopted, day=True)
        return msg(name, adopted=adopted, review=review, circle=circle)

    def _circle(self, entry: Entry) -> Msg:
        circle = self._circles.get(entry.circle)
        name = "logbook-circle-practice" if self._practises(entry) else "logbook-circle"
        return msg(name, circle=Said(circle.name if circle else ""))

    # --- one page -----------------------------------------------------------------------------------------------

    def show(self, number: int) -> bool:
        """One decision with all that led to it; False when there is none of this number."""
        page = self._page(number)
        if page is None:
            return False
        circle = self._circles.get(page.entry.circle)
        self._voice = self._voice_of(circle.preset if circle else "sofa")
        rows = [
            *self._head(page, circle),
            *self._answers(page),
            *self._objections(page),
            *self._versions(page),
        ]
        self._screen.board(rows, ())
        if not page.entry.confidential:
            self._screen.rows(self._history(page.entry.id))
        return True

    def transcript(self, number: int) -> bool:
        """The same as a transcript, which `circlewise rehearse` plays again."""
        page = self._page(number)
        if page is None:
            return False
        if page.entry.confidential:
            self._screen.rows(self._head(page, self._circles.get(page.entry.circle)))
            return True
        facts = as_shown(discreet(log.read(self._archive.db, page.entry.id)))
        for line in printed(transcript_of(facts, self._names)).splitlines():
            self._screen.write(render.clean(line) + "\n")
        return True

    def _page(self, number: int) -> Page | None:
        entry = logbook.find(self._archive.session, number)
        return logbook.page(self._archive.session, entry.id) if entry else None

    def _head(self, page: Page, circle: CircleEntry | None) -> Iterator[Row]:
        entry = page.entry
        yield Row(Kind.TITLE, f"{entry.number}  {self._title(entry)}")
        yield self._row(self._about(entry), Kind.LEAD)
        if circle is not None and circle.practice:
            yield self._row(msg("board-practice"))
        if entry.confidential:
            yield self._row(msg("logbook-confidential-reason", reason=Said(entry.confidential)))
            return
        if entry.driver:
            yield self._row(msg("board-driver"))
            yield Row(Kind.TEXT, render.clean(entry.driver))
        if not entry.version:  # nothing that is agreed on as a text
            yield from self._without_text(entry)
            return
        yield self._row(msg("board-text", number=entry.version))
        yield from self._draft(entry.draft)

    def _without_text(self, entry: Entry) -> Iterator[Row]:
        """What a meeting, a selection, a report or advice led to."""
        if entry.draft.text:
            yield self._row(msg("logbook-noted"))
            yield Row(Kind.TEXT, render.clean(entry.draft.text))
        for role, person, until in logbook.selected(self._archive.db, entry.id):
            args: dict[str, Arg] = {"role": Said(role), "until": When(until, day=True)}
            who = (
                msg("logbook-selected", person=Who(person), **args)
                if person
                else msg("logbook-vacant", **args)
            )
            yield self._row(who, Kind.LIST)
        if entry.process == MEETING:
            yield self._row(msg("logbook-minutes", number=entry.number))

    def _draft(self, draft: Draft) -> Iterator[Row]:
        yield Row(Kind.TEXT, render.clean(draft.text))
        if draft.criteria:
            yield self._row(msg("board-criteria"))
            yield Row(Kind.TEXT, render.clean(draft.criteria))
        if draft.condition:
            until = When(draft.until, day=True) if draft.until else "none"
            yield self._row(msg("board-condition", until=until))
            yield Row(Kind.TEXT, render.clean(draft.condition))
        owner = msg("decision-owner", owner=Who(draft.owner)) if draft.owner else msg("decision-no-owner")
        yield self._row(owner)
        yield self._row(msg("decision-review", review=When(draft.review, day=True)))

    def _answers(self, page: Page) -> Iterator[Row]:
        if page.responses:
            yield self._row(msg("logbook-answers"), Kind.LEAD)
        for response in page.responses:
            yield self._row(_answer(response), Kind.LIST)
        for concern in page.concerns:
            yield self._row(msg("board-concern", number=concern.number), Kind.LEAD)
            yield self._quote(concern.text, concern.person)

    def _objections(self, page: Page) -> Iterator[Row]:
        if page.objections:
            yield self._row(msg("decision-objections"), Kind.LEAD)
        for objection in page.objections:
            yield self._row(_fate(objection), Kind.LIST)
            yield self._quote(objection.text, objection.person)
            if objection.statement:
                yield self._row(msg("board-statement", statement=Said(objection.statement)))
            if objection.move is not None:
                move = msg(f"move-{objection.move.value.replace(' ', '-')}")
                yield self._row(msg("logbook-move", move=move))

    def _versions(self, page: Page) -> Iterator[Row]:
        before: Version | None = None
        for version in page.versions if len(page.versions) > 1 else ():
            at, by = When(version.at), Who(version.by)
            yield self._row(msg("logbook-version", number=version.number, person=by, at=at), Kind.LEAD)
            if before is None:
                yield Row(Kind.TEXT, render.clean(version.draft.text))
            else:
                yield from self._changed(before.draft, version.draft)
            before = version

    def _changed(self, before: Draft, after: Draft) -> Iterator[Row]:
        """What is different between two versions: the text sentence by sentence, and whatever else."""
        if before.text != after.text:
            yield from (Row(Kind.TEXT, line) for line in aids.changes(before.text, after.text))
        if before.criteria != after.criteria and after.criteria:
            yield self._row(msg("board-criteria"))
            yield Row(Kind.TEXT, f"+ {render.clean(after.criteria)}")
        if before.review != after.review:
            days = {"before": When(before.review, day=True), "after": When(after.review, day=True)}
            yield self._row(msg("logbook-review-moved", **days))
        if before.owner != after.owner and after.owner:
            yield self._row(msg("decision-owner", owner=Who(after.owner)))

    def _history(self, id_: ProceedingId) -> Iterator[Row]:
        yield self._row(msg("ui-history"), Kind.LEAD)
        p: Proceeding | None = None
        facts = discreet(log.read(self._archive.db, id_))
        whole = _folded(facts)
        day = ""
        for fact in facts:
            p = evolve(p, fact)
            said = tell(whole, fact)
            at = fact.at.astimezone(self._zone)
            if said is None:
                continue
            if (today := self._voice.when(fact.at, day=True)) != day:
                day = today
                yield Row(Kind.NOTE, day)
            yield Row(Kind.TEXT, f"{at:%H:%M}  {self._voice.say(said)}")

    def _quote(self, text: str, person: PersonId) -> Row:
        said = render.clean(self._voice.text(Said(text)))
        return Row(Kind.QUOTE, said, render.clean(self._voice.name(person)), person)

    def _row(self, said: Msg, kind: Kind = Kind.NOTE) -> Row:
        return Row(kind, self._voice.say(said))

    def _say(self, said: Msg, kind: Kind = Kind.NOTE) -> None:
        self._screen.line(self._voice.say(said), kind)


def _folded(facts: tuple[Fact, ...]) -> Proceeding:
    p: Proceeding | None = None
    for fact in facts:
        p = evolve(p, fact)
    assert p is not None  # noqa: S101 - a page has a log
    return p


def _answer(response: Response) -> Msg:
    position = msg(f"position-{response.position.value.replace(' ', '-')}")
    return msg(f"logbook-answer-{response.given.value}", person=Who(response.person), position=position)


def _fate(objection: ObjectionEntry) -> Msg:
    who: dict[str, Arg] = {"number": objection.number, "person": Who(objection.person)}
    if objection.met_in is not None:
        return msg("decision-met", **who, version=objection.met_in)
    return msg("decision-other", **who, status=msg(f"status-{objection.status.value}"))
