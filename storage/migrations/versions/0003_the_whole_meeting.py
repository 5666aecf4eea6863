"""Meetings, selections, roles, the backlog: what circles do beside agreeing on texts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables; they are filled by whoever opens the database next, from the log."""
    op.add_column("circle", sa.Column("kind", sa.Text(), nullable=False, server_default="circle"))
    op.add_column("circle", sa.Column("status", sa.Text(), nullable=False, server_default="active"))
    op.add_column("proceeding", sa.Column("item_of", sa.Text()))
    _of_proceedings()
    _of_circles()


def _of_proceedings() -> None:
    _part(
        "meeting",
        "proceeding",
        *_text("planned"),
        *_integer("minutes"),
        *_maybe("began", "closed", "approved"),
        *_integer("forgotten"),
        key=("proceeding",),
    )
    op.create_index("ix_meeting_planned", "meeting", ["planned"])
    _part(
        "agenda_item",
        "proceeding",
        *_integer("number", "place", "minutes"),
        *_text("title", "confidential", "outcome", "fate", "result"),
        *_maybe("treated_in"),
        key=("proceeding", "number"),
    )
    _part(
        "selection",
        "proceeding",
        *_integer("post"),
        *_text("role", "until"),
        *_maybe("person", "at"),
        key=("proceeding", "post"),
    )
    op.create_index("ix_selection_person", "selection", ["person"])


def _of_circles() -> None:
    _part(
        "role",
        "circle",
        *_text("name", "purpose", "domain"),
        *_integer("term_days"),
        *_maybe("duty", "review", "decided_in"),
        key=("circle", "name"),
    )
    _part(
        "assignment",
        "circle",
        *_text("role", "person", "since", "until"),
        *_integer("interim", "caretaker"),
        *_maybe("selected_in"),
        key=("circle", "role", "person"),
    )
    op.create_index("ix_assignment_person", "assignment", ["person"])
    op.create_index("ix_assignment_until", "assignment", ["until"])
    _part(
        "topic",
        "circle",
        *_integer("number", "priority", "postponed"),
        *_text("title", "at", "outcome", "next_step"),
        *_maybe("person", "owner", "due", "treated_in"),
        key=("circle", "number"),
    )
    _part(
        "operational",
        "circle",
        *_integer("seq"),
        *_text("role", "person", "text", "at"),
        *_maybe("until"),
        key=("circle", "seq"),
    )


def _part(name: str, of: str, *parts: SchemaItem, key: tuple[str, ...]) -> None:
    """A table of what belongs to a proceeding or a circle."""
    op.create_table(
        name,
        sa.Column(of, sa.Text(), nullable=False),
        *parts,
        sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
        sa.ForeignKeyConstraint([of], [f"{of}.id"], name=f"fk_{name}_{of}"),
        sqlite_strict=True,
    )


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _maybe(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text()) for name in names]


def _integer(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]
