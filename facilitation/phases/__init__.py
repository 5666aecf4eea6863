"""The kinds of phase: each file is one kind, with its verbs, what follows by itself, and its booking."""
