"""The bot's side of every chat: who did what, read and answered in the circle's words.

`HouseReception` is what platforms hand their input to (`adapters.reception`). Behind it, one module a concern:
`directory` knows who is who and which circle meets where; `offers` what a token means for one person now; `asking`
makes forms and reads them; `acting` takes commands to the desk; `looks` shows without changing; `verbs` is the table of
what can be typed; `founding` and `bringing` begin something new. No rule lives here: what may be
done is asked of the core.
"""

from bot.reception.house import HouseReception
from bot.reception.opening import open_reception

__all__ = ["HouseReception", "open_reception"]
