"""The processes: each file is one table with its source. Adding a process touches one file here and this list."""

from __future__ import annotations

from typing import Final

from facilitation import gathering
from facilitation.interludes import SHARED
from facilitation.process import Phase, Process
from facilitation.processes.advice_process import ADVICE_PROCESS
from facilitation.processes.consent_decision import CONSENT_DECISION
from facilitation.processes.meeting import MEETING
from facilitation.processes.selection import SELECTION
from facilitation.processes.shaping import SHAPING_3X3, SHAPING_8_STEPS
from facilitation.processes.sharing import EXPLORATIONS, REPORTS

PROCESSES: Final[dict[str, Process]] = {
    process.name: process
    for process in (
        CONSENT_DECISION,
        MEETING,
        REPORTS,
        EXPLORATIONS,
        SELECTION,
        ADVICE_PROCESS,
        SHAPING_3X3,
        SHAPING_8_STEPS,
    )
}
"""Every process by its name. A running proceeding carries the name; a name is never given to another table."""
BETWEEN: Final = (gathering,)
"""The modules in which it is registered what proceedings tell each other."""


def phase_of(process: str, name: str) -> Phase:
    """A phase by its name: of the process's table, or one of those that any process can be in."""
    return SHARED.get(name) or PROCESSES[process].phases[name]
