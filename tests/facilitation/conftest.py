"""What the tests of the rules share: how a person's cards read, and whether golden transcripts are rewritten."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="write into each golden transcript what really happens, after a deliberate change of the rules",
    )


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden transcripts are to be rewritten."""
    return bool(request.config.getoption("--accept"))
