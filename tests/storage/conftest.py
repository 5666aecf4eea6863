from pathlib import Path

import pytest

from storage.database import Database


@pytest.fixture
def database(tmp_path: Path):
    opened = Database(tmp_path / "circlewise.db")
    yield opened
    opened.close()


@pytest.fixture
def db(database: Database):
    """The driver's writing connection, outside any transaction."""
    connection = database.writing()
    yield connection
    connection.close()
