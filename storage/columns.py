"""What the tables are made of: columns of text and whole numbers, and names for their constraints."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from sqlalchemy import Integer, MetaData, Text
from sqlmodel import Field, SQLModel

_NAMES: Final = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

STRICT: Final = {"sqlite_strict": True}
"""Every table takes what its columns say and nothing else."""


class Row(SQLModel):
    """What all tables share: constraints with names of our own, so that a migration can name them."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=_NAMES)


def text(**more: Any) -> Any:  # noqa: ANN401 - a field is what its annotation says
    """A column of text."""
    return Field(sa_type=Text, **more)


def integer(**more: Any) -> Any:  # noqa: ANN401 - as above
    """A column of whole numbers."""
    return Field(sa_type=Integer, **more)
