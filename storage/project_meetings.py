"""Proceedings that decide no text: meetings with their items, selections, reports, explorations, advice.

What a meeting notes for its minutes becomes the text of its row, so that the logbook finds it. Of a confidential item
nothing is projected but its number, its outcome, its length and where it is treated, so that the logbook keeps that to
itself (INV-M7); and a nomination never is (INV-S2).
"""

from __future__ import annotations

from collections.abc import Iterator

from facilitation import facts as f
from facilitation.model import Adjust, AgendaChange, Fate, Item
from storage.codec import written_instant
from storage.projecting import Change, Place, Value, change, drop, projects, put, put_anew


def opened(fact: f.Opening, **columns: Value) -> Change:
    """The row of a proceeding from its opening on. One without a text has no review: its date is the opening's."""
    usual: dict[str, Value] = {
        "matter": "",
        "driver": "",
        "domain": "",
        "subject": None,
        "origin": None,
        "supersedes": None,
        "version": 0,
        "text": "",
        "review": written_instant(fact.at),
        "owner": None,
        "criteria": "",
        "condition": "",
        "until": None,
    }
    return put_anew(
        "proceeding",
        "id",
        id=fact.id,
        circle=fact.circle.id,
        process=fact.process,
        title=fact.title,
        author=fact.author,
        facilitator=fact.facilitator,
        item_of=fact.item_of,
        opened=written_instant(fact.at),
        phase="",
        in_force=0,
        circle_of_one=0,
        by_broader_circle=0,
        successor=None,
        adopted=None,
        outcome=None,
        closed=None,
        **(usual | columns),
    )


@projects(f.ReportOpened, f.ExplorationOpened)
def _shared(_place: Place, fact: f.ReportOpened | f.ExplorationOpened) -> Iterator[Change]:
    yield opened(fact)


@projects(f.ShapingOpened)
def _shaping(_place: Place, fact: f.ShapingOpened) -> Iterator[Change]:
    yield opened(fact, driver=fact.driver, domain=fact.domain)


@projects(f.ResultRecorded)
def _result(place: Place, fact: f.ResultRecorded) -> Iterator[Change]:
    yield change("proceeding", {"id": place.stream}, text=fact.result)


# --- advice ---------------------------------------------------------------------------------------------------


@projects(f.AdviceSought)
def _advice(_place: Place, fact: f.AdviceSought) -> Iterator[Change]:
    yield opened(fact, text=fact.intention)


@projects(f.IntentionChanged)
def _intention(place: Place, fact: f.IntentionChanged) -> Iterator[Change]:
    yield change("proceeding", {"id": place.stream}, text=fact.text)


@projects(f.DecidedAlone)
def _decided(place: Place, fact: f.DecidedAlone) -> Iterator[Change]:
    yield change("proceeding", {"id": place.stream}, text=fact.text, driver=fact.reasons, owner=fact.by)


# --- selections -----------------------------------------------------------------------------------------------


@projects(f.SelectionOpened)
def _selection(_place: Place, fact: f.SelectionOpened) -> Iterator[Change]:
    yield opened(fact)
    for number, post in enumerate(fact.posts, 1):
        yield put(
            "selection",
            proceeding=fact.id,
            post=number,
            role=post.role.name,
            person=None,
            until=written_instant(post.until),
            at=None,
        )


@projects(f.RoleFilled)
def _filled(place: Place, fact: f.RoleFilled) -> Iterator[Change]:
    key: dict[str, Value] = {"proceeding": place.stream, "post": fact.post}
    yield change(
        "selection", key, person=fact.person, until=written_instant(fact.until), at=written_instant(fact.at)
    )


# --- meetings -------------------------------------------------------------------------------------------------


@projects(f.MeetingOpened)
def _meeting(_place: Place, fact: f.MeetingOpened) -> Iterator[Change]:
    yield opened(fact)
    yield put(
        "meeting",
        proceeding=fact.id,
        planned=written_instant(fact.planned),
        minutes=fact.minutes,
        began=None,
        closed=None,
        approved=None,
        forgotten=0,
    )
    for place, item in enumerate(fact.agenda, 1):
        yield _item(fact.id, item, place)


def _item(meeting: str, item: Item, place: int) -> Change:
    return put(
        "agenda_item",
        proceeding=meeting,
        number=item.number,
        place=place,
        title="" if item.confidential else item.title,
        confidential=item.confidential,
        outcome=item.outcome.value,
        minutes=item.minutes,
        fate=item.fate.value,
        treated_in=item.proceeding,
        result="",
    )


@projects(f.MeetingBegan)
def _began(place: Place, fact: f.MeetingBegan) -> Iterator[Change]:
    yield change("meeting", {"proceeding": place.stream}, began=written_instant(fact.at))


@projects(f.MeetingClosed, f.MeetingForgotten)
def _closed(place: Place, fact: f.MeetingClosed | f.MeetingForgotten) -> Iterator[Change]:
    forgotten = int(isinstance(fact, f.MeetingForgotten))
    yield change(
        "meeting", {"proceeding": place.stream}, closed=written_instant(fact.at), forgotten=forgotten
    )


@projects(f.MinutesApproved)
def _approved(place: Place, fact: f.MinutesApproved) -> Iterator[Change]:
    yield change("meeting", {"proceeding": place.stream}, approved=written_instant(fact.at))


@projects(f.AgendaChanged)
def _agenda(place: Place, fact: f.AgendaChanged) -> Iterator[Change]:
    asked: AgendaChange = fact.change
    key: dict[str, Value] = {"proceeding": place.stream, "number": asked.item}
    match asked.adjust:
        case Adjust.ADD if asked.new is not None:
            yield _item(place.stream, asked.new, asked.new.number)
        case Adjust.CHANGE if asked.new is not None:
            yield change("agenda_item", key, outcome=asked.new.outcome.value, minutes=asked.new.minutes)
        case Adjust.DROP:
            yield drop("agenda_item", **key)
        case Adjust.POSTPONE:
            yield change("agenda_item", key, fate=Fate.POSTPONED.value)
        case _:
            return


@projects(f.ItemLinked)
def _linked(place: Place, fact: f.ItemLinked) -> Iterator[Change]:
    yield change("agenda_item", {"proceeding": place.stream, "number": fact.item}, treated_in=fact.proceeding)


@projects(f.ItemOpened)
def _on_table(place: Place, fact: f.ItemOpened) -> Iterator[Change]:
    key: dict[str, Value] = {"proceeding": place.stream, "number": fact.item}
    yield change("agenda_item", key, fate=Fate.OPEN.value)
    if fact.proceeding is not None:
        yield change("agenda_item", key, treated_in=fact.proceeding)


@projects(f.ItemClosed)
def _item_closed(place: Place, fact: f.ItemClosed) -> Iterator[Change]:
    yield change("agenda_item", {"proceeding": place.stream, "number": fact.item}, fate=fact.fate.value)
    yield (
        "UPDATE agenda_item SET result = ? WHERE proceeding = ? AND number = ? AND confidential = ''",
        (fact.result, place.stream, fact.item),
    )
    yield _noted(place.stream, f"{fact.result}\n{fact.next_step}".strip(), fact.item)


@projects(f.ActionNoted)
def _action(place: Place, fact: f.ActionNoted) -> Iterator[Change]:
    yield _noted(place.stream, fact.action.text, fact.action.item)


@projects(f.PointRecorded, f.Announced, f.AddendumMade)
def _point(place: Place, fact: f.PointRecorded | f.Announced | f.AddendumMade) -> Iterator[Change]:
    yield _noted(place.stream, fact.text)


@projects(f.TopicBrought)
def _brought(place: Place, fact: f.TopicBrought) -> Iterator[Change]:
    yield _noted(place.stream, fact.title)


def _noted(meeting: str, text: str, item: int | None = None) -> Change:
    """One more line of the minutes, unless it is about a confidential item."""
    statement = (
        "UPDATE proceeding SET text = ltrim(text || char(10) || ?, char(10)) WHERE id = ? AND ? != '' AND NOT EXISTS "
        "(SELECT 1 FROM agenda_item WHERE agenda_item.proceeding = ? AND number = ? AND confidential != '')"
    )
    return statement, (text, meeting, text, meeting, item)
