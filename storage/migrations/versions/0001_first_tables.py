"""The first tables: the log and the words, people and rooms, house-keeping, projections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0001"
down_revision = None

_DRAFT = (
    "text",
    "review",
    "criteria",
    "condition",
)  # the content of a wording; `owner` and `until` may be open


def upgrade() -> None:
    """Make all tables of an empty database."""
    _truth()
    _people()
    _house_keeping()
    _circles()
    _proceedings()
    _what_a_proceeding_led_to()
    _guard_the_log()
    _search()


def _truth() -> None:
    _table(
        "log",
        *_integer("position", "seq", "version"),
        *_text("stream", "kind", "at", "cause", "data", "digest"),
        _key("position"),
        sa.UniqueConstraint("stream", "seq", name="uq_log_stream_seq"),
    )
    _table(
        "words",
        *_text("stream", "digest"),
        *_maybe("salt", "text", "person"),
        *_integer("sealed"),
        _key("stream", "digest"),
    )
    op.create_index("ix_words_person", "words", ["person"])


def _people() -> None:
    _table("person", *_text("id", "name"), *_maybe("language", "time_zone"), _key("id"))
    _table(
        "account",
        *_text("platform", "account", "person"),
        _key("platform", "account"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_account_person"),
    )
    op.create_index("ix_account_person", "account", ["person"])
    _table("room", *_text("key", "circle"), _key("key"))
    op.create_index("ix_room_circle", "room", ["circle"])


def _house_keeping() -> None:
    _table("inbox", *_text("delivery", "stream", "at"), *_integer("first", "last", "upto"), _key("delivery"))
    op.create_index("ix_inbox_at", "inbox", ["at"])
    _table("due", *_text("stream", "at"), _key("stream"))
    op.create_index("ix_due_at", "due", ["at"])
    _table("dirty", *_text("stream"), *_integer("seq"), _key("stream"))
    columns = _text("room", "key", "stream", "digest", "state", "at")
    _table("post", *columns, *_maybe("remote"), _key("room", "key"))
    op.create_index("ix_post_stream", "post", ["stream"])


def _circles() -> None:
    _table(
        "circle",
        *_text("id", "name", "aim", "domains", "preset", "founded"),
        *_maybe("broader"),
        *_integer("practice", "rounds_held"),
        _key("id"),
    )
    op.create_index("ix_circle_broader", "circle", ["broader"])
    _table(
        "member",
        *_text("circle", "person", "standing", "duties"),
        _key("circle", "person"),
        sa.ForeignKeyConstraint(["circle"], ["circle.id"], name="fk_member_circle"),
    )
    op.create_index("ix_member_person", "member", ["person"])


def _proceedings() -> None:
    _table(
        "proceeding",
        *_integer("number", "version", "in_force", "circle_of_one", "by_broader_circle"),
        *_text("id", "circle", "process", "matter", "title", "driver", "domain", "author", "opened", "phase"),
        *_text(*_DRAFT),
        *_maybe("owner", "until", "facilitator", "subject", "origin", "supersedes", "successor"),
        *_maybe("adopted", "outcome", "closed"),
        _key("number"),
        sa.UniqueConstraint("id", name="uq_proceeding_id"),
    )
    op.create_index("ix_proceeding_circle", "proceeding", ["circle"])
    op.create_index("ix_proceeding_review", "proceeding", ["review"])


def _what_a_proceeding_led_to() -> None:
    _part(
        "wording",
        *_integer("number"),
        *_text(*_DRAFT, "by", "at", "change", "meets"),
        *_maybe("owner", "until"),
        _key("proceeding", "number"),
    )
    _part(
        "response",
        *_text("person", "position", "given", "at"),
        *_integer("version"),
        _key("proceeding", "person"),
    )
    _part(
        "objection",
        *_integer("number", "version", "said"),
        *_text("person", "at", "statement", "status", "before"),
        *_maybe("move"),
        sa.Column("parent", sa.Integer()),
        sa.Column("met_in", sa.Integer()),
        _key("proceeding", "number"),
    )
    _part(
        "concern",
        *_integer("number", "version", "said"),
        *_text("person", "at"),
        _key("proceeding", "number"),
    )


def _guard_the_log() -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER log_refuses_{verb.lower()} BEFORE {verb} ON log "
            "BEGIN SELECT RAISE(ABORT, 'a fact in the log is true for ever'); END"
        )


def _search() -> None:
    """A full-text index over what circles decide; it follows the table by triggers."""
    fields = ("title", "text", "driver", "criteria")
    names = ", ".join(fields)
    old, new = (", ".join(f"{which}.{field}" for field in fields) for which in ("old", "new"))
    take_out = f"INSERT INTO search(search, rowid, {names}) VALUES ('delete', old.number, {old});"  # noqa: S608
    put_in = f"INSERT INTO search(rowid, {names}) VALUES (new.number, {new});"  # noqa: S608
    op.execute(
        f"CREATE VIRTUAL TABLE search USING fts5({names}, content='proceeding', content_rowid='number', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    for name, when, what in (
        ("insert", "INSERT", put_in),
        ("delete", "DELETE", take_out),
        ("update", f"UPDATE OF {names}", take_out + put_in),
    ):
        op.execute(f"CREATE TRIGGER search_{name} AFTER {when} ON proceeding BEGIN {what} END")


def _table(name: str, *parts: SchemaItem) -> None:
    key = next(part for part in parts if isinstance(part, sa.PrimaryKeyConstraint))
    key.name = f"pk_{name}"
    op.create_table(name, *parts, sqlite_strict=True)


def _part(name: str, *parts: SchemaItem) -> None:
    """A table of what belongs to a proceeding."""
    belongs = sa.ForeignKeyConstraint(["proceeding"], ["proceeding.id"], name=f"fk_{name}_proceeding")
    _table(name, *_text("proceeding"), *parts, belongs)


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _maybe(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text()) for name in names]


def _integer(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _key(*columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns)
