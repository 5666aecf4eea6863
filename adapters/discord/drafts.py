"""What people had typed, kept until it is taken: parts of a long form, and forms that were refused.

The latest are in memory. All are laid aside at the reception, so that a form that was begun before a restart is gone on
with after it; only how it looked (`Draft.form`) is not, and its fields are called by their own names then.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from adapters.discord.forms import merged
from adapters.discord.parse import PLATFORM
from adapters.reception import Account, Form, Given, Reception
from adapters.tokens import Token, written

MOST: Final = 500
"""So many drafts in memory, those that were not touched for longest left to the reception alone."""


@dataclass(slots=True)
class Draft:
    """The fields of a form that were filled in, by their names, and which of its parts that were.

    `form` is the form as it was opened, where that is still known; `required` are the blanks that must be filled. One
    that is `aside` is kept by the reception too. One is `begun` anew where its form was opened empty: its first part
    takes the place of all there was.
    """

    form: Form | None = None
    fields: dict[str, Given] = field(default_factory=dict)
    pages: set[int] = field(default_factory=set)
    required: frozenset[str] | None = None
    aside: bool = False
    begun: bool = False

    def complete(self, of: int) -> bool:
        """Whether all parts of the form were handed in."""
        return self.pages >= set(range(1, of + 1))


class Drafts:
    """The drafts of everybody."""

    def __init__(self, reception: Reception) -> None:
        self._reception = reception
        self._kept: OrderedDict[tuple[str, str], Draft] = OrderedDict()

    def opened(self, account: str, form: Form, *, anew: bool) -> None:
        """Somebody has a form before them: empty (`anew`), or with what they had typed."""
        draft = self._draft(account, form.token)
        draft.begun = anew
        draft.form = form
        draft.required = frozenset(blank.name for blank in form.blanks if blank.required)

    async def of(self, account: str, token: Token) -> Draft | None:
        """What somebody had typed for an act, perhaps before a restart."""
        known = self._kept.get((account, written(token)))
        if known is not None and known.pages:
            return known
        text = await self._reception.laid_aside(PLATFORM, account, written(token))
        before = _read(text)
        if before is None:
            return known
        if known is not None:
            before.form, before.required, before.begun = known.form, known.required, known.begun
        self._kept[account, written(token)] = before
        return before

    async def keep(
        self, account: str, token: Token, page: int, of: int, fields: Mapping[str, Given]
    ) -> Draft:
        """Somebody has handed in one part of a form."""
        if of > 1:
            await self.of(account, token)
        draft = self._draft(account, token)
        if draft.begun and page == 1:
            draft.fields, draft.pages = {}, set()
        draft.begun = False
        draft.fields = merged(draft.fields, fields)
        draft.pages.add(page)
        return draft

    async def lay_aside(self, account: str, token: Token) -> None:
        """It was not taken yet: keep it whatever happens to this program."""
        draft = self._draft(account, token)
        draft.aside = True
        await self._reception.lay_aside(PLATFORM, account, written(token), _as_text(draft))

    async def forget(self, account: str, token: Token) -> None:
        """It was taken."""
        draft = self._kept.pop((account, written(token)), None)
        if draft is not None and draft.aside:
            await self._reception.lay_aside(PLATFORM, account, written(token), "")

    def _draft(self, account: str, token: Token) -> Draft:
        key = (account, written(token))
        draft = self._kept.setdefault(key, Draft())
        self._kept.move_to_end(key)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return draft


# --- as a text ------------------------------------------------------------------------------------------------


def _as_text(draft: Draft) -> str:
    return json.dumps(
        {
            "pages": sorted(draft.pages),
            "required": None if draft.required is None else sorted(draft.required),
            "fields": {name: _plain(value) for name, value in draft.fields.items()},
        },
        ensure_ascii=False,
    )


def _read(text: str) -> Draft | None:
    if not text:
        return None
    kept: dict[str, Any] = json.loads(text)
    required = kept["required"]
    return Draft(
        fields={name: _given(value) for name, value in kept["fields"].items()},
        pages=set(kept["pages"]),
        required=None if required is None else frozenset(required),
        aside=True,
    )


def _plain(value: Given) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return {"id": value.id, "name": value.name} if isinstance(value, Account) else value


def _given(plain: Any) -> Any:  # noqa: ANN401 - JSON, and a field of any kind
    if isinstance(plain, list):
        return tuple(_given(one) for one in plain)
    return Account(**plain) if isinstance(plain, dict) else plain
