"""What Discord does and simcord does not: it counts characters, and gives a repeated message back instead of posting it.

`Reality.dispatch` stands before simcord's own table of routes, in the test's process and behind the bridge alike. It
keeps what it found wrong, so that no handler can swallow it; the fixture that installs it fails the test at its end.
"""

# ruff: noqa: ANN401 - what crosses the wire is JSON of any shape

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simcord.http import router

from tests.adapters.discord.sent import faults_in

NONCE_HOLDS = 300  # seconds; Discord says "the last few minutes"


@dataclass(slots=True)
class Reality:
    """One Discord for one test."""

    route: Callable[..., Any] = router.dispatch
    faults: list[str] = field(default_factory=list)
    calls: int = 0
    _said: dict[tuple[int, str, str], tuple[float, Any]] = field(default_factory=dict)

    def dispatch(self, backend: Any, method: str, path: str, **call: Any) -> Any:
        """Take one call to the interface, hold it against the limits, and answer as Discord would."""
        self.calls += 1
        body = call.get("json")
        found = faults_in(method, path, body, call.get("files") or ())
        self.faults += [f"{method} {path}: {fault}" for fault in found]
        nonce = str(body["nonce"]) if isinstance(body, dict) and body.get("enforce_nonce") else None
        if nonce is None:
            return self.route(backend, method, path, **call)
        return self._once((id(backend), path, nonce), backend, method, path, call)

    def _once(self, key: tuple[int, str, str], backend: Any, method: str, path: str, call: Any) -> Any:
        now = backend.clock.now().timestamp()
        at, before = self._said.get(key, (0.0, None))
        if before is not None and now - at < NONCE_HOLDS:
            return before
        answer = self.route(backend, method, path, **call)
        self._said[key] = now, answer
        return answer
