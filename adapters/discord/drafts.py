"""What people had typed, kept until it is taken: parts of a long form, and forms that were refused.

In memory only, and only so much: whoever loses it has it on their screen, since whatever is kept is shown as well.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from adapters.discord.forms import merged
from adapters.reception import Form, Given
from adapters.tokens import Token, written

MOST: Final = 500
"""So many drafts, those that were not touched for longest forgotten first."""


@dataclass(slots=True)
class Draft:
    """The form as it was opened, the fields that were filled in, by their names, and which of its parts that were."""

    form: Form | None = None
    fields: dict[str, Given] = field(default_factory=dict)
    pages: set[int] = field(default_factory=set)

    def complete(self, of: int) -> bool:
        """Whether all parts of the form were handed in."""
        return self.pages >= set(range(1, of + 1))


class Drafts:
    """The drafts of everybody."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Draft] = OrderedDict()

    def opened(self, account: str, form: Form) -> None:
        """Somebody has a form before them."""
        self._draft(account, form.token).form = form

    def of(self, account: str, token: Token) -> Draft | None:
        """What somebody had typed for an act."""
        return self._kept.get((account, written(token)))

    def keep(self, account: str, token: Token, page: int, fields: Mapping[str, Given]) -> Draft:
        """Somebody has handed in one part of a form."""
        draft = self._draft(account, token)
        draft.fields = merged(draft.fields, fields)
        draft.pages.add(page)
        return draft

    def _draft(self, account: str, token: Token) -> Draft:
        key = (account, written(token))
        draft = self._kept.setdefault(key, Draft())
        self._kept.move_to_end(key)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return draft

    def forget(self, account: str, token: Token) -> None:
        """It was taken."""
        self._kept.pop((account, written(token)), None)
