"""What a click costs: each module here measures one thing and says what it aims at.

`python -m benchmarks` runs them all and prints a table. A figure of time means little on its own: disks and
neighbours drift by a factor of two within minutes. So wherever something bare can do the same work (the
`sqlite3` module committing the same rows, say), both are run in turns, and the ratio of their medians is the
result. `kit` holds what the benchmarks share; how to read the table stands in `docs/benchmarks.md`.
"""
