"""What Discord does and simcord does not.

It counts characters, gives a repeated message back instead of posting it, and takes no edit in a thread that was put
away: whoever writes there opens it again, unless somebody has locked it.

`Reality.dispatch` stands before simcord's own table of routes, in the test's process and behind the bridge alike. It
keeps what it found wrong, so that no handler can swallow it; the fixture that installs it fails the test at its end.
"""

# ruff: noqa: ANN401 - what crosses the wire is JSON of any shape

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simcord.backend import serializers
from simcord.backend.errors import BackendError
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
        _keep_archived(backend, method, path)
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


def _keep_archived(backend: Any, method: str, path: str) -> None:
    """Refuse what cannot be done in a thread that was put away; open it for whoever writes in it."""
    steps = path.strip("/").split("/")
    thread = (
        backend.channels.get(int(steps[1])) if steps[0] == "channels" and steps[2:3] == ["messages"] else None
    )
    put_away = getattr(thread, "thread_metadata", None)
    if put_away is None or not put_away.archived or method == "GET":
        return
    if put_away.locked:
        raise BackendError(403, 160005, "Thread is locked")
    if (method, len(steps)) != ("POST", 3):
        raise BackendError(400, 50083, "Thread is archived")
    put_away.archived = False
    backend.emit("THREAD_UPDATE", dict(serializers.channel_payload(backend, thread)))
