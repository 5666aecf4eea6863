"""How the tests of the rules are run.

Tests marked `deep` walk so far that they run
only when asked for: `python -m pytest -m deep`.
"""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "deep: walks for minutes; runs only when asked for with -m deep")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "deep" in config.getoption("-m"):
        return
    far = pytest.mark.skip(reason="walks for minutes; ask for it with -m deep")
    for item in items:
        if item.get_closest_marker("deep"):
            item.add_marker(far)
