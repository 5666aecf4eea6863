"""What this process holds in memory."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")
_KILO = 1024


def megabytes() -> float:
    """Resident memory now; where the system does not tell that, the most there ever was."""
    if _STATUS.exists():
        lines = _STATUS.read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / _KILO
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / _KILO / (_KILO if sys.platform == "darwin" else 1)
