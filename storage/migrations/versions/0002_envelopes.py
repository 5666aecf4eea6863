"""Sealed facts: what is, or was, in an envelope of the log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of envelopes."""
    op.create_table(
        "envelope",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text()),
        sa.Column("data", sa.Text()),
        sa.PrimaryKeyConstraint("stream", "seq", name="pk_envelope"),
        sqlite_strict=True,
    )
