"""Meetings in Slack: in channels and their threads, in forms, in direct messages and on the Home tab.

`render` and `forms` make blocks and views of cards and forms, `text` knows what Slack would obey and how long things
may be; `parse` reads payloads; `client` listens and answers; `room` fulfils the port; `api` is the one way out.
"""
