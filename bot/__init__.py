"""The running thing: what turns rules, platforms and a database into one bot.

`config` reads the settings, `compose` is the only place that knows all four packages and joins them,
`desk` takes each input through one transaction, `delivery` makes the chats look like the proceedings,
and `clock` knocks when something is due. Imports run inwards only: `bot` may use `adapters`, `storage`
and `facilitation`; none of them knows `bot`.
"""
