"""How many examples property tests try: new ones each time on a desk, the same ones each time in CI.

`--accept` writes into each golden file (transcripts, pictures of what a chat shows) what really happens.
"""

import os

import pytest
from hypothesis import Phase, settings

settings.register_profile("dev", max_examples=100, deadline=None)
settings.register_profile("ci", max_examples=200, deadline=None, derandomize=True)
# Whether a change of the rules is noticed: the same examples each time, and the first failure is enough.
settings.register_profile(
    "mutants",
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="write into each golden file what really happens, after a deliberate change",
    )


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten. Known only where tests are asked for by their folder."""
    return bool(request.config.getoption("--accept", default=False))
