"""The tables. Rows never leave the package; readers return plain dataclasses.

Everything is TEXT or INTEGER in STRICT tables: what is stored is exactly what was given. Instants are text of
fixed width in UTC (`codec.written_instant`), so they sort; lists of short words are JSON.

Three kinds of table: the **truth** (`log`, `words`, `envelope`, people and rooms), the **house-keeping** of one process
(`inbox`, `due`, `dirty`, `post`, `sign`, `draft`), and **projections**, which `projections.rebuild` derives from the
log anew.
"""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from storage.columns import STRICT as _STRICT
from storage.columns import Row
from storage.columns import integer as _integer
from storage.columns import text as _text

METADATA = Row.metadata
"""All of them, for migrations to be held against."""

# --- the truth ----------------------------------------------------------------------------------------------


class LogRow(Row, table=True):
    """One fact. Append only: triggers refuse to change or delete it.

    `seq` counts from 1 in each stream, `position` over all of them. `digest` covers the whole row and the
    digest of the row before it in the stream, so that a change anywhere breaks the chain from there on.
    """

    __tablename__ = "log"
    __table_args__ = (UniqueConstraint("stream", "seq"), _STRICT)

    position: int | None = _integer(default=None, primary_key=True)
    stream: str = _text()
    seq: int = _integer()
    kind: str = _text()
    version: int = _integer()
    at: str = _text()
    cause: str = _text()
    data: str = _text()
    digest: str = _text()


class WordsRow(Row, table=True):
    """What a person said. Removing it empties `salt` and `text`; the fact and its digest stay.

    While it is sealed, `text` is encrypted and holds the salt as well.
    """

    __tablename__ = "words"
    __table_args__ = (_STRICT,)

    stream: str = _text(primary_key=True)
    digest: str = _text(primary_key=True)
    salt: str | None = _text()
    text: str | None = _text()
    person: str | None = _text(index=True)
    sealed: int = _integer(default=0)


class EnvelopeRow(Row, table=True):
    """A sealed row of the log. Once it is opened, `data` is what was in it; `key` is the fingerprint of its key."""

    __tablename__ = "envelope"
    __table_args__ = (_STRICT,)

    stream: str = _text(primary_key=True)
    seq: int = _integer(primary_key=True)
    key: str = _text()
    salt: str | None = _text()
    data: str | None = _text()


class PersonRow(Row, table=True):
    """Somebody behind a pseudonymous id."""

    __tablename__ = "person"
    __table_args__ = (_STRICT,)

    id: str = _text(primary_key=True)
    name: str = _text()
    language: str | None = _text(default=None)
    time_zone: str | None = _text(default=None)
    reminders: int = _integer(default=1, sa_column_kwargs={"server_default": "1"})


class AccountRow(Row, table=True):
    """One account of a person on one platform; a person may have several. One that is `gone` cannot be reached now."""

    __tablename__ = "account"
    __table_args__ = (_STRICT,)

    platform: str = _text(primary_key=True)
    account: str = _text(primary_key=True)
    person: str = _text(foreign_key="person.id", index=True)
    gone: int = _integer(default=0, sa_column_kwargs={"server_default": "0"})


class RoomRow(Row, table=True):
    """A place where a circle meets."""

    __tablename__ = "room"
    __table_args__ = (_STRICT,)

    key: str = _text(primary_key=True)
    circle: str = _text(index=True)


# --- house-keeping ------------------------------------------------------------------------------------------


class InboxRow(Row, table=True):
    """A delivery that was acted on. Its answer stands in the log: facts `first` to `last`, as of `upto`."""

    __tablename__ = "inbox"
    __table_args__ = (_STRICT,)

    delivery: str = _text(primary_key=True)
    stream: str = _text()
    first: int = _integer()
    last: int = _integer()
    upto: int = _integer()
    at: str = _text(index=True)


class DueRow(Row, table=True):
    """When the clock must knock for a proceeding or circle."""

    __tablename__ = "due"
    __table_args__ = (_STRICT,)

    stream: str = _text(primary_key=True)
    at: str = _text(index=True)


class DirtyRow(Row, table=True):
    """A proceeding or circle whose cards may not show its facts up to `seq` yet."""

    __tablename__ = "dirty"
    __table_args__ = (_STRICT,)

    stream: str = _text(primary_key=True)
    seq: int = _integer()


class PostRow(Row, table=True):
    """A card in a room: what it shows (`digest`), as which message, and whether that is certain (`state`)."""

    __tablename__ = "post"
    __table_args__ = (_STRICT,)

    room: str = _text(primary_key=True)
    key: str = _text(primary_key=True)
    stream: str = _text(index=True)
    remote: str | None = _text(index=True)
    digest: str = _text()
    state: str = _text()
    at: str = _text()


class SignRow(Row, table=True):
    """The signs that somebody had last put under a card in a room, as words with blanks between."""

    __tablename__ = "sign"
    __table_args__ = (_STRICT,)

    room: str = _text(primary_key=True)
    key: str = _text(primary_key=True)
    person: str = _text(primary_key=True)
    signs: str = _text()


class DraftRow(Row, table=True):
    """What an account has typed that was not taken yet, in a box; `of` says what for."""

    __tablename__ = "draft"
    __table_args__ = (_STRICT,)

    platform: str = _text(primary_key=True)
    account: str = _text(primary_key=True)
    of: str = _text(primary_key=True)
    box: str = _text()
    at: str = _text(index=True)


# --- projections --------------------------------------------------------------------------------------------


class CircleRow(Row, table=True):
    """A circle as it is now."""

    __tablename__ = "circle"
    __table_args__ = (_STRICT,)

    id: str = _text(primary_key=True)
    name: str = _text()
    aim: str = _text()
    broader: str | None = _text(index=True)
    domains: str = _text()
    preset: str = _text()
    practice: int = _integer()
    rounds_held: int = _integer()
    founded: str = _text()
    kind: str = _text(default="circle", sa_column_kwargs={"server_default": "circle"})
    status: str = _text(default="active", sa_column_kwargs={"server_default": "active"})


class MemberRow(Row, table=True):
    """One person's place in one circle."""

    __tablename__ = "member"
    __table_args__ = (_STRICT,)

    circle: str = _text(primary_key=True, foreign_key="circle.id")
    person: str = _text(primary_key=True, index=True)
    standing: str = _text()
    duties: str = _text()


class ProceedingRow(Row, table=True):
    """A proceeding from its opening on, and the decision it led to.

    `number` is short enough to be said aloud.     `outcome` is empty until it is adopted or closed; `closed`
    is set when nothing more can happen in it.
    """

    __tablename__ = "proceeding"
    __table_args__ = (_STRICT,)

    number: int | None = _integer(default=None, primary_key=True)
    id: str = _text(unique=True)
    circle: str = _text(index=True)
    process: str = _text()
    matter: str = _text()
    title: str = _text()
    driver: str = _text()
    domain: str = _text()
    author: str = _text()
    facilitator: str | None = _text()
    subject: str | None = _text()
    origin: str | None = _text()
    supersedes: str | None = _text()
    successor: str | None = _text(default=None)
    opened: str = _text()
    phase: str = _text(default="")
    version: int = _integer()
    text: str = _text()
    owner: str | None = _text()
    criteria: str = _text()
    condition: str = _text()
    until: str | None = _text()
    review: str = _text(index=True)
    adopted: str | None = _text(default=None)
    in_force: int = _integer(default=0)
    circle_of_one: int = _integer(default=0)
    by_broader_circle: int = _integer(default=0)
    outcome: str | None = _text(default=None)
    closed: str | None = _text(default=None)
    item_of: str | None = _text(default=None)


class WordingRow(Row, table=True):
    """One exact wording."""

    __tablename__ = "wording"
    __table_args__ = (_STRICT,)

    proceeding: str = _text(primary_key=True, foreign_key="proceeding.id")
    number: int = _integer(primary_key=True)
    text: str = _text()
    review: str = _text()
    owner: str | None = _text()
    criteria: str = _text()
    condition: str = _text()
    until: str | None = _text()
    by: str = _text()
    at: str = _text()
    change: str = _text()
    meets: str = _text()


class ResponseRow(Row, table=True):
    """How a person answered the wording that was adopted, and whether they said so themselves."""

    __tablename__ = "response"
    __table_args__ = (_STRICT,)

    proceeding: str = _text(primary_key=True, foreign_key="proceeding.id")
    person: str = _text(primary_key=True)
    version: int = _integer()
    position: str = _text()
    given: str = _text()
    at: str = _text()


class ObjectionRow(Row, table=True):
    """An objection and what became of it. `said` is the fact in which the objector's own words stand."""

    __tablename__ = "objection"
    __table_args__ = (_STRICT,)

    proceeding: str = _text(primary_key=True, foreign_key="proceeding.id")
    number: int = _integer(primary_key=True)
    person: str = _text()
    version: int = _integer()
    said: int = _integer()
    at: str = _text()
    parent: int | None = _integer()
    statement: str = _text(default="")
    status: str = _text()
    before: str = _text(default="raised")
    move: str | None = _text(default=None)
    met_in: int | None = _integer(default=None)


class ConcernRow(Row, table=True):
    """A concern kept with the decision. `said` is the fact in which the words stand."""

    __tablename__ = "concern"
    __table_args__ = (_STRICT,)

    proceeding: str = _text(primary_key=True, foreign_key="proceeding.id")
    number: int = _integer(primary_key=True)
    person: str = _text()
    version: int = _integer()
    said: int = _integer()
    at: str = _text()


class MeetingRow(Row, table=True):
    """A meeting from its preparation on. What is noted for its minutes is the text of its proceeding."""

    __tablename__ = "meeting"
    __table_args__ = (_STRICT,)

    proceeding: str = _text(primary_key=True, foreign_key="proceeding.id")
    planned: str = _text(index=True)
    minutes: int = _integer()
    began: str | None = _text(default=None)
    closed: str | None = _text(default=None)
    approved: str | None = _text(default=None)
    forgotten: int = _integer(default=0)


class AgendaItemRow(Row, table=True):
    """An item of a meeting. Of a confidential one there is only the reason for that, its outcome and its minutes."""

    __tablename__ = "agenda_item"
    __table_args__ = (_STRICT,)

    proceeding: str = _text(primary_key=True, foreign_key="proceeding.id")
    number: int = _integer(primary_key=True)
    place: int = _integer()
    title: str = _text()
    confidential: str = _text()
    outcome: str = _text()
    minutes: int = _integer()
    fate: str = _text()
    treated_in: str | None = _text(default=None)
    result: str = _text(default="")


class SelectionRow(Row, table=True):
    """A role that a selection is to fill, and who was selected until when."""

    __tablename__ = "selection"
    __table_args__ = (_STRICT,)

    proceeding: str = _text(primary_key=True, foreign_key="proceeding.id")
    post: int = _integer(primary_key=True)
    role: str = _text()
    person: str | None = _text(default=None, index=True)
    until: str = _text()
    at: str | None = _text(default=None)


class RoleRow(Row, table=True):
    """A role of a circle as it has consented to it."""

    __tablename__ = "role"
    __table_args__ = (_STRICT,)

    circle: str = _text(primary_key=True, foreign_key="circle.id")
    name: str = _text(primary_key=True)
    purpose: str = _text()
    duty: str | None = _text(default=None)
    domain: str = _text()
    term_days: int = _integer()
    review: str | None = _text(default=None)
    decided_in: str | None = _text(default=None)


class AssignmentRow(Row, table=True):
    """Who holds a role now, until when, and by which selection."""

    __tablename__ = "assignment"
    __table_args__ = (_STRICT,)

    circle: str = _text(primary_key=True, foreign_key="circle.id")
    role: str = _text(primary_key=True)
    person: str = _text(primary_key=True, index=True)
    since: str = _text()
    until: str = _text(index=True)
    selected_in: str | None = _text(default=None)
    interim: int = _integer(default=0)
    caretaker: int = _integer(default=0)


class TopicRow(Row, table=True):
    """A topic that waits in a circle's backlog."""

    __tablename__ = "topic"
    __table_args__ = (_STRICT,)

    circle: str = _text(primary_key=True, foreign_key="circle.id")
    number: int = _integer(primary_key=True)
    title: str = _text()
    person: str | None = _text(default=None)
    at: str = _text()
    outcome: str = _text()
    priority: int = _integer()
    next_step: str = _text()
    owner: str | None = _text(default=None)
    due: str | None = _text(default=None)
    treated_in: str | None = _text(default=None)
    postponed: int = _integer(default=0)


class OperationalRow(Row, table=True):
    """What somebody decided alone, within the authority of a role: no agreement of the circle."""

    __tablename__ = "operational"
    __table_args__ = (_STRICT,)

    circle: str = _text(primary_key=True, foreign_key="circle.id")
    seq: int = _integer(primary_key=True)
    role: str = _text()
    person: str = _text()
    text: str = _text()
    at: str = _text()
    until: str | None = _text(default=None)
