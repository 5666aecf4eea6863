"""Signs under cards, which message is whose card, and who wants no reminders: what chats need."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table and the index."""
    op.add_column("person", sa.Column("reminders", sa.Integer(), nullable=False, server_default="1"))
    op.create_index("ix_post_remote", "post", ["remote"])
    op.create_table(
        "sign",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("room", "key", "person", "signs")),
        sa.PrimaryKeyConstraint("room", "key", "person", name="pk_sign"),
        sqlite_strict=True,
    )
