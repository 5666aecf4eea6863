"""Showing somebody what came of what they did: as a form, as a window, or as a message only they see.

A form has to be opened within three seconds of the press. Where that is too late, or where no press was (somebody wrote
to the bot, or reacted), a button that opens it is shown instead.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Final

from adapters.port import RoomFault
from adapters.reception import Form, Note, Reader, Reception, Reply
from adapters.slack import forms, render
from adapters.slack.api import Api
from adapters.slack.parse import Where
from adapters.slack.render import Message
from adapters.slack.text import Json
from facilitation.cards import Button, Card, Kind, Line, msg

_log = logging.getLogger(__name__)

MOST_MESSAGES: Final = 4
"""An address for answers may be used five times; what is more goes another way."""


class Answers:
    """Shows replies where they were asked for."""

    def __init__(self, api: Api, reception: Reception) -> None:
        self._api = api
        self._reception = reception

    async def show(self, reply: Reply, where: Where) -> None:
        """Show a reply to one person. What cannot be shown is logged; what was done stays done."""
        try:
            if isinstance(reply, Form):
                await self._form(reply, where)
            elif isinstance(reply, Note):
                await self._note(reply, where)
        except RoomFault as fault:
            _log.warning("An answer could not be shown: %s", fault)

    async def home(self, user: str, told: Note) -> None:
        """Show somebody their Home tab."""
        view = render.home(told, self._reception.name)
        await self._api.call("views.publish", user_id=user, view=view)

    async def tell(self, user: str, told: Note) -> None:
        """Tell somebody something in their direct messages. Raises `RoomFault`."""
        channel = await self._api.direct(user)
        for message in render.note(told, self._reception.name):
            await self._api.call(
                "chat.postMessage",
                channel=channel,
                text=message.text,
                blocks=message.blocks,
                parse="none",
                link_names=False,
                unfurl_links=False,
                unfurl_media=False,
            )

    async def change(self, view_id: str, view: Json) -> None:
        """Put something else into a window that is open."""
        await self._api.call("views.update", view_id=view_id, view=view)

    def in_form(self, reply: Reply, where: Where, shown: tuple[str, ...]) -> Json:
        """What a form is answered with, as the arguments of an acknowledgement."""
        if isinstance(reply, Note):
            return {"response_action": "update", "view": forms.note(reply, self._reception.name)}
        if not isinstance(reply, Form):
            return {"response_action": "clear"}
        if wrong := forms.errors(reply, shown, self._reception.name):
            return {"response_action": "errors", "errors": wrong}
        return {"response_action": "update", "view": self._view(reply, where)}

    def _view(self, asked: Form, where: Where) -> Json:
        return forms.form(asked, self._reception.name, channel=where.channel, thread=where.thread)

    async def _form(self, asked: Form, where: Where) -> None:
        if not where.trigger:
            await self._note(button_to(asked), where)
            return
        method = "views.push" if where.view == "modal" else "views.open"
        try:
            await self._api.call(method, trigger_id=where.trigger, view=self._view(asked, where))
        except RoomFault as fault:
            _log.info("A form comes as a button: %s", fault)
            await self._note(button_to(asked), replace(where, trigger=""))

    async def _note(self, told: Note, where: Where) -> None:
        names = self._reception.name
        if where.view == "modal" and where.view_id:
            await self.change(where.view_id, forms.note(told, names))
        elif where.trigger and (where.view == "home" or not (where.response_url or where.channel)):
            await self._api.call("views.open", trigger_id=where.trigger, view=forms.note(told, names))
        else:
            await self._messages(render.note(told, names), where)

    async def _messages(self, messages: list[Message], where: Where) -> None:
        for place, message in enumerate(messages):
            instead = where.for_one and place == 0
            if place >= MOST_MESSAGES or not await self._responded(message, where, instead=instead):
                await self._ephemeral(message, where)

    async def _responded(self, message: Message, where: Where, *, instead: bool) -> bool:
        """Whether a message could be shown by the address that came with a press; it is good for half an hour."""
        if not where.response_url:
            return False
        try:
            await self._api.respond(where.response_url, _private(message, where, instead=instead))
        except RoomFault as fault:
            _log.info("An answer goes another way: %s", fault)
            return False
        return True

    async def _ephemeral(self, message: Message, where: Where) -> None:
        if where.channel:
            await self._api.call(
                "chat.postEphemeral",
                channel=where.channel,
                user=where.user,
                thread_ts=where.thread,
                text=message.text,
                blocks=message.blocks,
                parse="none",
                link_names=False,
            )


def _private(message: Message, where: Where, *, instead: bool) -> Json:
    """A message for one person: `instead` of the one on which something was pressed."""
    body: Json = {
        "response_type": "ephemeral",
        "replace_original": instead,
        "text": message.text,
        "blocks": message.blocks,
        "parse": "none",
        "link_names": False,
    }
    return body | ({"thread_ts": where.thread} if where.thread else {})


def button_to(asked: Form) -> Note:
    """A note with a button that opens a form."""
    token = asked.token
    button = Button(token.verb, token.step, token.target)
    act = msg(f"do-{token.verb}", target=token.target or 0)
    lines = (*asked.lines, Line(Kind.NOTE, msg("slack-form-waits", act=act)))
    return Note(
        cards=(Card(key=f"{token.stream}/form", lines=lines, buttons=(button,)),), reader=asked.reader
    )


def sentence(name: str, reader: Reader) -> Note:
    """A note of one sentence."""
    return Note(cards=(Card(key="slack/said", lines=(Line(Kind.LEAD, msg(name)),)),), reader=reader)
