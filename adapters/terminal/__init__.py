"""Meetings in a terminal: on one screen, at one keyboard, or written into a pipe.

`render` makes lines and panels of cards and is the only place that knows what a terminal must not be shown;
`parse` makes commands and values of what somebody types; `client` writes, reads and fulfils the port.
"""
