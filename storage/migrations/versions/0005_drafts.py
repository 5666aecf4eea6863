"""What people have typed that was not taken yet, sealed; and whose accounts cannot be reached any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table and the column."""
    op.add_column("account", sa.Column("gone", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "draft",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("platform", "account", "of", "box", "at")),
        sa.PrimaryKeyConstraint("platform", "account", "of", name="pk_draft"),
        sqlite_strict=True,
    )
    op.create_index("ix_draft_at", "draft", ["at"])
