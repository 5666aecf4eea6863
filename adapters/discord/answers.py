"""Answers whoever pressed, typed or filled in something: within three seconds, for their eyes alone.

A form has to be the first answer. What the reception knows within a second is the first answer, too; what takes longer
is announced and follows. Whoever acts from a message that is theirs alone sees the answer in its place, so that such
messages do not pile up. Whatever goes wrong is said in one sentence, with a word that stands in the log.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import discord

from adapters.discord import faults, forms, notes, parse, quoting, render
from adapters.discord.drafts import Draft, Drafts
from adapters.discord.parse import Filled
from adapters.discord.render import Sheet, Voice
from adapters.reception import Caller, Form, Given, Note, Reader, Reception, Reply
from adapters.tokens import Token, Unknown, written
from facilitation.cards import Said, msg

_log = logging.getLogger(__name__)

AT_ONCE: Final = 1.0
"""Seconds to wait for an answer before it is announced."""
NOBODY: Final = discord.AllowedMentions.none()
Interaction = discord.Interaction[Any]


class Answers:
    """What comes in from people, and what they are told."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.drafts = Drafts(reception)

    # --- what comes in ----------------------------------------------------------------------------------------

    async def component(self, i: Interaction, custom_id: str) -> None:
        """Somebody pressed a button, of whatever age."""
        try:
            press = parse.press(custom_id)
        except Unknown:
            await self._unknown(i)
            return
        caller = parse.caller(i)
        before = press.again or press.enough
        draft = await self.drafts.of(caller.account.id, press.token) if before else None
        if press.enough and draft is not None:
            await self._submit(i, caller, press.token, draft)
            return
        reply = await self._soon(i, self.reception.press(caller, press.token))
        if isinstance(reply, Form) and draft is not None:
            reply = _further(reply, draft)
        await self._show(i, caller, reply, press.page if draft is not None else 1, anew=draft is None)

    async def form(self, i: Interaction, data: Mapping[str, Any]) -> None:
        """Somebody handed a form in, of whatever age."""
        caller = parse.caller(i)
        try:
            filled = parse.filled(data)
        except Unknown:
            await self._lost(i, caller, parse.typed(data))
            return
        part = filled.page, filled.of, filled.fields
        draft = await self.drafts.keep(caller.account.id, filled.token, *part)
        if filled.page < filled.of:
            await self._go_on(i, caller, filled, draft)
        elif not draft.complete(filled.of):
            await self._incomplete(i, caller, filled, draft)
        else:
            await self._submit(i, caller, filled.token, draft)

    async def command(self, i: Interaction, verb: str, words: str) -> None:
        """Somebody typed a command."""
        caller = parse.caller(i)
        reply = await self._soon(i, self.reception.command(caller, verb, words))
        await self._show(i, caller, reply)
        await self._warn(i, caller)

    async def bring(self, i: Interaction, message: discord.Message) -> None:
        """Somebody wants a message to become something the circle treats."""
        caller = parse.caller(i)
        reply = await self._soon(i, self.reception.bring(caller, message.content, message.jump_url))
        await self._show(i, caller, reply)

    async def sorry(self, i: Interaction, fault: BaseException) -> None:
        """Something went wrong that nobody thought of."""
        _log.error("Interaction %s was not answered: %s", i.id, faults.where(fault))
        voice = self._voice(Reader(language=parse.caller(i).language or "en"))
        await _deliver(i, (render.said(voice.say("discord-sorry", id=str(i.id))),))

    # --- forms ------------------------------------------------------------------------------------------------

    async def _submit(self, i: Interaction, caller: Caller, token: Token, draft: Draft) -> None:
        given = forms.given_of(draft.fields)
        reply = await self._soon(i, self.reception.submit(caller, token, given))
        if isinstance(reply, Form):
            self.drafts.opened(caller.account.id, reply, anew=False)
            await self.drafts.lay_aside(caller.account.id, token)
            await self._refused(i, reply, given)
            return
        if not isinstance(reply, Note) or not reply.typed:
            await self.drafts.forget(caller.account.id, token)
        await self._show(i, caller, reply, verb=token.verb)

    async def _refused(self, i: Interaction, form: Form, given: Mapping[str, Given]) -> None:
        """What is wrong with a form, everything that stood in it, and a button that opens it again with all of it.

        Where nothing is wrong, what was chosen decides what is asked next: the button opens that.
        """
        voice = self._voice(form.reader)
        typed = forms.labelled(form.blanks, given, form.token.verb, voice)
        if any(blank.name not in given for blank in form.blanks) and not form.wrong:
            button = _again(form.token, voice, "discord-open")
            await _deliver(i, notes.typed_note(voice.say("discord-depends"), typed, voice, button))
            return
        wrong = "\n".join(_wrong(form, voice)) or voice.say("discord-not-taken")
        await _deliver(i, notes.typed_note(wrong, typed, voice, _again(form.token, voice)))

    async def _go_on(self, i: Interaction, caller: Caller, filled: Filled, draft: Draft) -> None:
        """One part of a form is here: the next one can be opened, or nothing more is needed."""
        await self.drafts.lay_aside(caller.account.id, filled.token)
        voice, typed = self._so_far(caller, filled.token, draft)
        further = f"{render.GO_ON}{filled.page + 1}.{written(filled.token)}"
        done = f"{render.ENOUGH}{written(filled.token)}"
        said = voice.say("discord-kept", part=filled.page, of=filled.of)
        if draft.required is None or not forms.enough(draft.required, draft.fields):
            buttons = [(further, "discord-go-on")]
        elif draft.form is None:
            buttons = [(further, "discord-go-on"), (done, "discord-enough")]
        else:
            left = forms.to_come(draft.form, draft.fields, voice)
            said = voice.say("discord-kept-enough", fields=Said(left))
            buttons = [(done, "discord-enough"), (further, "discord-more")]
        pressed = (render.custom(id_, voice.bare.say(msg(label))) for id_, label in buttons)
        await _deliver(i, notes.typed_note(said, typed, voice, *pressed))

    async def _incomplete(self, i: Interaction, caller: Caller, filled: Filled, draft: Draft) -> None:
        await self.drafts.lay_aside(caller.account.id, filled.token)
        voice, typed = self._so_far(caller, filled.token, draft)
        again = _again(filled.token, voice)
        await _deliver(i, notes.typed_note(voice.say("discord-incomplete"), typed, voice, again))

    def _so_far(self, caller: Caller, token: Token, draft: Draft) -> tuple[Voice, list[tuple[str, str]]]:
        """What was filled in so far, in the words of the form if it is still known."""
        voice = self._voice(draft.form.reader if draft.form is not None else _reader(caller))
        blanks = draft.form.blanks if draft.form is not None else ()
        return voice, forms.labelled(blanks, forms.given_of(draft.fields), token.verb, voice)

    async def _lost(self, i: Interaction, caller: Caller, typed: Sequence[tuple[str, str]]) -> None:
        """A form of another program's, or of a version that is not known any more: nothing in it is lost."""
        voice = self._voice(_reader(caller))
        await _deliver(i, notes.typed_note(voice.say("discord-form-unknown"), typed, voice))

    async def _unknown(self, i: Interaction) -> None:
        """A button that nobody knows any more: what is true now is shown instead."""
        caller = parse.caller(i)
        reply = await self._soon(i, self.reception.command(caller, ""))
        voice = self._voice(reply.reader if isinstance(reply, Note) else _reader(caller))
        first = render.said(voice.say("discord-unknown"))
        rest = notes.note(reply, voice) if isinstance(reply, Note) else ()
        await _deliver(i, (first, *rest))

    # --- what goes out ----------------------------------------------------------------------------------------

    async def _soon(self, i: Interaction, work: Coroutine[Any, Any, Reply]) -> Reply:
        """What the reception says; when it takes longer, whoever waits is told so."""
        task = asyncio.ensure_future(work)
        done, _ = await asyncio.wait({task}, timeout=AT_ONCE)
        if not done:
            await _patiently(lambda: i.response.defer(ephemeral=True, thinking=True))
        return await task

    async def _show(  # noqa: PLR0913 - what an answer depends on
        self,
        i: Interaction,
        caller: Caller,
        reply: Reply,
        page: int = 1,
        verb: str = "",
        *,
        anew: bool = True,
    ) -> None:
        match reply:
            case Form() if not i.response.is_done() and i.type is not discord.InteractionType.modal_submit:
                self.drafts.opened(caller.account.id, reply, anew=anew)
                modal = forms.modal(reply, self._voice(reply.reader), page)
                await _patiently(lambda: i.response.send_modal(modal))
            case Form():
                voice = self._voice(reply.reader)
                await _deliver(
                    i, (render.said(voice.say("discord-ready"), _again(reply.token, voice, "discord-open")),)
                )
            case Note():
                await _deliver(i, notes.note(reply, self._voice(reply.reader), verb=verb))
            case None:
                await self._nothing(i, caller)

    async def _nothing(self, i: Interaction, caller: Caller) -> None:
        """There is nothing to say: a press needs no answer, anything else gets a short one."""
        if i.type is discord.InteractionType.component and not i.response.is_done():
            await _patiently(i.response.defer)
            return
        await _deliver(i, (render.said(self._voice(_reader(caller)).say("receipt-noted")),))

    async def _warn(self, i: Interaction, caller: Caller) -> None:
        """Say what this bot is not permitted to do here, since nothing it posts would be seen."""
        missing = REQUIRED.value & ~i.app_permissions.value if i.guild_id else 0
        if not missing or caller.room is None:
            return
        voice = self._voice(await self.reception.reader_in(caller.room))
        names = permission_names(discord.Permissions(missing), voice)
        await _deliver(
            i, (render.said(voice.say("discord-lacks", channel=f"<#{i.channel_id}>", what=names)),)
        )

    def _voice(self, reader: Reader) -> Voice:
        return Voice.to(reader, self.reception.name)


REQUIRED: Final = discord.Permissions(view_channel=True, send_messages=True)
"""Without these nobody sees what a circle is at."""


def permission_names(missing: discord.Permissions, voice: Voice) -> str:
    """Permissions as Discord calls them in its settings."""
    return ", ".join(voice.say(f"discord-may-{name.replace('_', '-')}") for name, is_set in missing if is_set)


def _wrong(form: Form, voice: Voice) -> Iterator[str]:
    """What is wrong with a form, each with the label of its field."""
    blanks = {blank.name: blank for blank in form.blanks}
    for name, why in form.wrong:
        blank = blanks.get(name)
        label = quoting.escaped(voice.bare.blank(form.token.verb, blank)) if blank is not None else ""
        yield f"**{label}** {voice.marked.say(why)}" if label else voice.marked.say(why)


def _reader(caller: Caller) -> Reader:
    return Reader(language=caller.language or "en")


def _further(form: Form, draft: Draft) -> Form:
    """A form with what stood in it; the one it had become, if a choice had decided what is asked next."""
    known = draft.form
    here = known if known is not None and len(known.blanks) > len(form.blanks) else form
    return replace(here, typed={**here.typed, **forms.given_of(draft.fields)})


def _again(token: Token, voice: Voice, label: str = "discord-again") -> discord.ui.Button[render.View]:
    return render.custom(f"{render.AGAIN}{written(token)}", voice.bare.say(msg(label)))


async def _deliver(i: Interaction, sheets: Sequence[Sheet]) -> None:
    """Show messages to whoever acted, the first as the answer, further ones after it."""
    for sheet in sheets:
        await _patiently(lambda one=sheet: _one(i, one))


async def _one(i: Interaction, sheet: Sheet) -> None:
    if not i.response.is_done():
        if i.message is not None and i.message.flags.ephemeral:
            await i.response.edit_message(view=sheet.view, attachments=sheet.files(), allowed_mentions=NOBODY)
        else:
            await i.response.send_message(
                view=sheet.view, files=sheet.files(), ephemeral=True, allowed_mentions=NOBODY
            )
    elif i.response.type is discord.InteractionResponseType.deferred_channel_message and not i.extras.get(
        "said"
    ):
        await i.edit_original_response(view=sheet.view, attachments=sheet.files(), allowed_mentions=NOBODY)
    else:
        await i.followup.send(view=sheet.view, files=sheet.files(), ephemeral=True, allowed_mentions=NOBODY)
    i.extras["said"] = True


async def _patiently(call: Any) -> None:  # noqa: ANN401 - any call without arguments
    """Say something once more when the connection broke. What took effect the first time is not said twice."""
    try:
        await call()
    except faults.BREAKS:
        try:
            await call()
        except discord.InteractionResponded:
            return
        except discord.HTTPException as fault:
            if fault.code != faults.ACKNOWLEDGED:
                raise
