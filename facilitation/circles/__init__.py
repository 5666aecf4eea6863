"""What a circle itself keeps and does, one concern a file: structure and links, roles and terms, the backlog.

Each file registers in `registry` what its commands make true, how its facts are booked, what follows from them
elsewhere, and what falls due. `facilitation.circle` asks all of them.
"""

from facilitation.circles import backlog, decided_roles, holding, passing, roles, terms

__all__ = ["backlog", "decided_roles", "holding", "passing", "roles", "terms"]
