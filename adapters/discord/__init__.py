"""Discord: the circle meets in its channel.

- `client` is the connection: it hears what people do, hands it to the reception and shows them the answer.
- `parse` reads what Discord says somebody did; `render`, `forms` and `quoting` make what Discord is told. All pure.
- `room` keeps one channel's messages like the cards, `commands` are what can be typed behind a slash,
  `checkup` finds out what keeps it from working.

All messages are of the newer kind (Components V2): text and buttons stand in one frame, and a message holds 4,000
characters in all, where a line of the older kind holds 2,000. Such a message can never become one of the older kind
again, so there are no others. People answer with buttons that carry a versioned token (`adapters.tokens`), or with
forms whose fields say in their names what they are. Nothing about them is kept in memory to understand an answer: each
is read anew from what comes back, so that those of before a restart are as good as new ones. That is why the library's
own registers of views and dynamic items are left empty (and a press costs a third less than with them).

No rule of the method is here, and nothing is remembered that a restart may not forget.
"""
