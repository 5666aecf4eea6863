"""The stand-in is installed from a lock that names no registry, and nobody takes its absence for a success."""

import json

import pytest

from tests.adapters.slack import standin

LOCK = standin.ROOT / "tests" / "standin" / "package-lock.json"


def test_without_it_tests_are_skipped_with_a_reason(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(standin, "binary", lambda: None)
    monkeypatch.delenv("CI_STANDINS", raising=False)

    with pytest.raises(pytest.skip.Exception, match="make test"):
        standin.need_standin()


def test_without_it_tests_fail_where_it_is_required(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(standin, "binary", lambda: None)
    monkeypatch.setenv("CI_STANDINS", "required")

    with pytest.raises(pytest.fail.Exception, match="make test"):
        standin.need_standin()


def test_its_lock_has_a_hash_and_names_no_registry():
    (package,) = (one for name, one in json.loads(LOCK.read_text())["packages"].items() if name)

    assert package["integrity"].startswith("sha512-")
    assert "resolved" not in package


def test_ci_requires_it():
    assert "CI_STANDINS=required" in (standin.ROOT / ".ci" / "run").read_text()
