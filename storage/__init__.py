"""Facts kept safe: an append-only log in SQLite, and what is derived from it.

`database` opens the one file (engines, pragmas, lock, migrations), `writer` owns the only connection that
writes, `codec` turns facts into rows and back, `log` appends and reads them. `projections` derives everything
that people search and list (`logbook`, `circles`) in the same transaction; it can be rebuilt from the log at
any time. `posts` remembers which card was posted where, and `agenda` what falls due and what must be shown.

Rows never leave this package: readers hand out plain dataclasses. Nothing here formats a sentence for a chat.

**A cancelled await means "outcome unknown", never "did not happen".** Whatever was handed to the writer is
carried out; whoever stopped waiting only does not hear of it.
"""
