"""One deed of a transcript on a screen: the button found and pressed, the form filled in and handed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, Final, Protocol

from adapters.tokens import Token
from facilitation.commands import Act, CircleAct, Open, ProposeSettings
from facilitation.forms import OUTSIDER, form_of, target_field
from facilitation.model import CircleId, Draft, PersonId, ProceedingId
from facilitation.transcript import stage as plain
from facilitation.transcript.build import base_draft
from facilitation.transcript.notation import Deed
from tests.adapters.screen import Screen, Seen, Sheet, Sight, Unsayable

ABOUT: Final = ("objection", "question", "item", "topic", "point", "contradiction", "advice")
"""Fields that say what an act is about, where its button says so."""
NOT_ASKED: Final = frozenset({"by", "id", "circle", "step", "seed", "draft", "which", *ABOUT})
"""What the button knows, or what goes without saying where a form leaves it out: which role, where one is left."""
DRAFT: Final = tuple(one.name for one in fields(Draft))
OF_VALUE: Final = "value."
"""How a form names what a setting is to be."""
OF_DRAFT: Final = "draft."
"""How a form names a field that is a part of a draft."""
MORE: Final = "more"
SAY_MORE: Final = "~more"
"""The box that is ticked in a short form to say more."""
NO_BUTTON: Final = "no button for it"
TYPED: Final = {"JoinCircle": "join", "LeaveCircle": "leave"}
"""What is typed where nobody has a button yet, or any more."""


class AtTheDesk(Protocol):
    """Where a deed goes that no form can say; returns what its person is told."""

    async def __call__(self, target: ProceedingId | CircleId) -> list[str]:
        """Do it there."""
        ...


@dataclass(slots=True)
class Attempt:
    """One deed: on the screen if it can be said there, else at the desk."""

    screen: Screen
    story: plain.Stage
    deed: Deed
    command: Act | CircleAct
    desk: AtTheDesk
    refused: bool = False
    """Whether the rules will say no to it: only then does anybody press what is not to be seen."""
    aside: str = ""
    """Why it went to the desk, if it did."""
    invented: bool = False
    """Whether no button for it was to be seen."""
    typed: dict[str, object] = field(default_factory=dict)

    @property
    def who(self) -> PersonId:
        """Whose hands these are."""
        return self.command.by

    async def carry_out(self) -> list[str]:
        """Do it; returns what its person was told alone."""
        button = await self._find()
        if button is None and (word := TYPED.get(type(self.command).__name__)):
            return await self._go_on(await self.screen.say(self.who, self._circle, word), sure=False)
        if button is None and not self.refused and not self._is_old:
            return await self._aside(NO_BUTTON)
        if button is None:
            self.invented = True
            return await self._go_on(
                await self.screen.push(self.who, self._circle, self._made_up()), sure=True
            )
        sight = await self.screen.press(self.who, button)
        return await self._go_on(sight, sure=button.token.sure, within=button.token.stream)

    async def _go_on(self, sight: Sight, *, sure: bool, within: str = "") -> list[str]:
        """Say yes where that is asked, and fill in the form that opens. What comes back then is an answer."""
        told = [sight.words]
        if not sure and (yes := self._yes(sight)) is not None:
            sight = await self.screen.press(self.who, yes)
            told.append(sight.words)
        while (sheet := sight.sheet) is not None:
            unsaid = self._unsaid(sheet, within)
            if unsaid and not (SAY_MORE in sheet.fields or self._begins(sheet)):
                return await self._aside(", ".join(unsaid))
            self.typed = self._given(sheet)
            if unsaid and SAY_MORE in sheet.fields:
                self.typed[SAY_MORE] = True
            try:
                sight = await self.screen.submit(self.who, sheet, self.typed)
            except Unsayable as why:
                return await self._aside(str(why.args[0]))
            told += [sight.words, *(sight.sheet.start.values() if sight.sheet is not None else ())]
            if sight.sheet is not None and set(sight.sheet.fields) <= set(sheet.fields):
                break  # it came back with what is wrong with it
        return told

    def _begins(self, sheet: Sheet) -> bool:
        """Whether a form asks so little that it can only be the beginning of one."""
        asked = {name.partition(".")[0] for name in sheet.fields}
        return any(blank.required and blank.name not in asked for blank in form_of(type(self.command)))

    async def _aside(self, why: str) -> list[str]:
        self.aside = f"{type(self.command).__name__}: {why}"
        return await self.desk(self._target)

    def _yes(self, sight: Sight) -> Seen | None:
        verb = type(self.command).__name__
        return next((one for one in sight.buttons if one.token.verb == verb and one.token.sure), None)

    # --- finding the button

    @property
    def _p(self) -> Any:  # noqa: ANN401 - a proceeding of the plain play, or None
        return self.story.about(self.deed.on)

    @property
    def _beside(self) -> bool:
        """Whether it is no act in a proceeding that is under way."""
        return isinstance(self.command, CircleAct | Open)

    @property
    def _circle(self) -> CircleId:
        if self._beside:
            return plain.scene_of(self.story, self.deed).circle.id
        return self._p.circle.id if self._p is not None else self.story.main

    @property
    def _target(self) -> ProceedingId | CircleId:
        if isinstance(self.command, Open):
            return self.command.id
        return self._circle if self._beside else ProceedingId(self._stream)

    @property
    def _stream(self) -> str:
        """What the button's token is for: what is brought to a meeting is opened there."""
        if isinstance(self.command, Open) and self.command.item_of in self.story.proceedings:
            return str(self.command.item_of)
        if self._beside:
            return self._circle
        return self._p.id if self._p is not None else ""

    @property
    def _about(self) -> int | None:
        if target_field(type(self.command)) is not None:
            return None
        found = (getattr(self.command, name) for name in ABOUT if hasattr(self.command, name))
        return next((one for one in found if isinstance(one, int)), None)

    @property
    def _step(self) -> int | None:
        """The step that the line is meant for: the one on the table, where it does not say."""
        if self._beside:
            return None
        now = 0 if self._p is None else self._p.table_step
        return now if self.command.step is None else self.command.step  # type: ignore[union-attr]

    @property
    def _is_old(self) -> bool:
        """Whether the line is about a button of another step than the one on the table."""
        return self._p is not None and getattr(self.command, "step", None) not in (None, self._p.table_step)

    def _is_it(self, token: Token) -> bool:
        return (
            token.verb == type(self.command).__name__
            and token.stream in (self._stream, "")
            and token.target in (self._about, None)
            and self._step in (token.step, None)
        )

    async def _find(self) -> Seen | None:
        """In the room first, then behind what asks to see more, then by a command."""
        around = await self.screen.around(self.who, self._circle)
        found = self._among(around.buttons) or await self._behind(around.buttons)
        if found is None:
            offered = await self.screen.say(self.who, self._circle, "")
            found = self._among(offered.buttons) or await self._behind(offered.buttons)
        return found

    def _among(self, buttons: Iterable[Seen]) -> Seen | None:
        fits = [one for one in buttons if self._is_it(one.token)]
        exact = [one for one in fits if one.token.target == self._about]
        return next(iter(exact or fits), None)

    async def _behind(self, buttons: Sequence[Seen]) -> Seen | None:
        """Behind what asks to see more of this, page after page."""
        pages = [one for one in buttons if self._is_more(one.token)]
        seen: set[Token] = set()
        while pages:
            page = pages.pop(0)
            if page.token in seen:
                continue
            seen.add(page.token)
            shown = await self.screen.press(self.who, page)
            if (found := self._among(shown.buttons)) is not None:
                return found
            pages += [one for one in shown.buttons if self._is_more(one.token)]
        return None

    def _is_more(self, token: Token) -> bool:
        return token.verb == MORE and token.stream == self._stream

    def _made_up(self) -> Token:
        """What nobody can see: an old button, or one that somebody has thought out."""
        return Token(self._stream, type(self.command).__name__, self._step or 0, self._about, sure=True)

    # --- filling in the form

    def _given(self, sheet: Sheet) -> dict[str, object]:
        """What somebody changes in a form; the rest stays as it stands there."""
        given = {}
        for name in sheet.fields:
            value, usual = self._value(sheet, name), self._stands(name)
            if value != usual or (usual is None and sheet.start.get(name) and not name.startswith(OF_DRAFT)):
                given[name] = value
        return given

    def _value(self, sheet: Sheet, name: str) -> object:
        if name in ("person", OUTSIDER) and OUTSIDER in sheet.fields:
            # Whom the list does not have, the field beside it has.
            person: PersonId = self.command.person  # type: ignore[union-attr]
            beside = person not in sheet.fields["person"]
            return person if beside == (name == OUTSIDER) else None
        part = self._part(name)
        if isinstance(self.command, ProposeSettings) and name.startswith(OF_VALUE):
            said = dict(zip(self.command.setting, self.command.value, strict=False))
            return said.get(name.removeprefix(OF_VALUE))
        return getattr(self.command, name, None) if part is None else getattr(self._draft, part)

    def _stands(self, name: str) -> object:
        """What a field says if it is left alone."""
        part = self._part(name)
        if part is not None:
            return getattr(self._base, part)
        return next((_usual(one) for one in fields(self.command) if one.name == name), None)

    def _part(self, name: str) -> str | None:
        if self._draft is None or (hasattr(self.command, name) and name != "draft"):
            return None
        part = "text" if name == "draft" else name.removeprefix(OF_DRAFT)
        return part if part in DRAFT else None

    @property
    def _draft(self) -> Draft | None:
        draft: Draft | None = getattr(self.command, "draft", None)
        return draft

    @property
    def _base(self) -> Draft:
        scene = plain.scene_of(self.story, self.deed)
        return base_draft(type(self.command), scene.proceeding, scene.circle, self.story.now)

    def _unsaid(self, sheet: Sheet, within: str) -> list[str]:
        """The fields of the command that its form does not ask for, and that are not as usual."""
        known = {"item_of"} if within == str(getattr(self.command, "item_of", None)) else set()
        asked = NOT_ASKED | {name.partition(".")[0] for name in sheet.fields} | known
        unsaid = [
            one.name
            for one in fields(self.command)
            if one.name not in asked and getattr(self.command, one.name) != _usual(one)
        ]
        if self._draft is None:
            return unsaid
        parts = {self._part(name) for name in sheet.fields}
        base = self._base
        return unsaid + [
            one for one in DRAFT if one not in parts and getattr(self._draft, one) != getattr(base, one)
        ]


def _usual(one: Field[Any]) -> object:
    if one.default is not MISSING:
        return one.default
    return one.default_factory() if one.default_factory is not MISSING else None
