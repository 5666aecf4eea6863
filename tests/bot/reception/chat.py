"""A chat of which everything is known: people see what is shown to them, press what they see, and fill in forms."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from adapters.port import RemoteId
from adapters.reception import Account, Caller, Form, Given, Note, Reply, Sign
from adapters.tokens import Token, read, token_of, written
from adapters.wording import Wording
from bot.clock import MovableClock
from bot.config import Settings
from bot.reception import HouseReception, open_reception
from facilitation.cards import Blank, Button, Card
from facilitation.model import Circle, CircleId, PersonId
from facilitation.proceeding import waiting
from facilitation.state import IntegrationState, Proceeding
from facilitation.view import choices
from tests.adapters.fake_room import FakePlatform, FakeRoom
from tests.storage.walking import START

PLAINEST = (
    "Answer",
    "AcceptDriver",
    "Pass",
    "Speak",
    "LetStand",
    "Consent",
    "Reflect",
    "TakeUp",
    "ConfirmStatement",
    "Amend",
)
ROOM = "fake:T1/C1"


class ChatPlatform:
    """A platform of which only the rooms are looked at; what people do comes through `Chat`."""

    name = "fake"

    def __init__(self, shown: FakePlatform) -> None:
        self.shown = shown
        self.signed: dict[RemoteId, dict[str, frozenset[Sign]]] = {}
        self.told: list[tuple[str, Note]] = []

    def room(self, key: str) -> FakeRoom:
        return FakeRoom(self.shown, key)

    async def serve(self) -> None:
        await asyncio.Event().wait()

    async def signs(self, message: RemoteId) -> Mapping[str, frozenset[Sign]]:
        return self.signed.get(message, {})

    async def tell(self, account: str, told: Note) -> None:
        self.told.append((account, told))


@dataclass(slots=True)
class Chat:
    """People at a reception. `replies` is what each was told last."""

    reception: HouseReception
    shown: FakePlatform
    clock: MovableClock
    replies: dict[str, Reply] = field(default_factory=dict)
    count: int = 0

    def caller(self, who: str, room: str | None = ROOM, delivery: str = "") -> Caller:
        self.count += 1
        return Caller(
            platform="fake",
            account=Account(id=f"T1/{who}", name=who.title()),
            delivery=delivery or f"fake/{id(self)}/{self.count}",
            room=room,
        )

    # --- what people do -------------------------------------------------------------------------------------

    async def say(self, who: str, line: str = "", room: str | None = ROOM) -> Reply:
        verb, _, words = line.partition(" ")
        return await self._told(who, self.reception.command(self.caller(who, room), verb, words))

    async def press(self, who: str, verb: str, target: int | None = None, delivery: str = "") -> Reply:
        token = self.token(who, verb, target)
        return await self.send(who, token, delivery)

    async def send(self, who: str, token: Token, delivery: str = "", room: str | None = ROOM) -> Reply:
        return await self._told(
            who, self.reception.press(self.caller(who, room, delivery), read(written(token)))
        )

    async def fill(self, who: str, delivery: str = "", room: str | None = ROOM, **values: Given) -> Reply:
        form = self.replies[who]
        assert isinstance(form, Form), form
        given = {
            **{b.name: b.start for b in form.blanks},
            **form.typed,
            **{k.replace("__", "."): v for k, v in values.items()},
        }
        assert set(given) <= {blank.name for blank in form.blanks}, given
        token = read(written(form.token))
        return await self._told(who, self.reception.submit(self.caller(who, room, delivery), token, given))

    async def do(self, who: str, verb: str, target: int | None = None, **values: Given) -> Reply:
        """Press a button, say yes to a question, and fill in the form, if there is one; what is wrong fails."""
        reply = await self.press(who, verb, target)
        if isinstance(reply, Note) and reply.cards[0].key.endswith("/confirm"):
            reply = await self.press(who, verb, target)
        if isinstance(reply, Form):
            reply = await self.fill(who, **values)
        assert isinstance(reply, Note), reply
        assert not reply.cards[0].key.endswith("/refused"), words(reply)
        return reply

    async def until(self, phase: str, *names: str) -> None:
        """Go on, each with the plainest thing to do, until the newest proceeding is in a phase of this name."""
        for _ in range(60):
            p = await self.latest()
            if p.aside is None and p.phase is not None and p.phase.name == phase:
                return
            awaited = waiting(p)
            await self.plainly(next(n for n in names or ("ana", "bo", "cy") if self.person(n) in awaited))
        raise AssertionError(phase)

    async def plainly(self, who: str) -> None:
        """Do the plainest thing there is to do in the newest proceeding."""
        p = await self.latest()
        buttons = {button.verb: button for button in choices(p, self.person(who))}
        if isinstance(p.phase, IntegrationState) and p.phase.focus:
            buttons.pop("TakeUp", None)  # one after the other
        offered = {verb: button.target for verb, button in buttons.items()}
        verb = next(verb for verb in PLAINEST if verb in offered)
        texts = {"Speak": "All right.", "Amend": "", "Reflect": "It would not work.", "Answer": "Yes."}
        given: dict[str, Given] = {"text": texts[verb]} if verb in ("Speak", "Answer") else {}
        if verb == "Reflect":
            given = {"statement": texts[verb]}
        if verb == "TakeUp":
            given = {blank.name: blank.options[0] for blank in buttons[verb].form if blank.options}
        if verb == "Amend":
            given = {"draft__text": f"{(p.working or p.version.draft).text} There is water, too."}
        await self.do(who, verb, offered[verb], **given)

    async def _told(self, who: str, answer: object) -> Reply:
        self.replies[who] = await answer  # type: ignore[misc]
        await self.reception.hall.house.delivery.settled()
        return self.replies[who]

    # --- what people see ------------------------------------------------------------------------------------

    def person(self, who: str) -> PersonId:
        found = self.reception.hall.directory.at("fake", f"T1/{who}")
        assert found is not None, who
        return found

    def sees(self, who: str) -> list[Card]:
        """What somebody sees: their last note, then the cards of the rooms, the newest first."""
        reply = self.replies.get(who)
        mine = list(reply.cards) if isinstance(reply, Note) else []
        me = self.reception.hall.directory.at("fake", f"T1/{who}")
        posted = [m.card for m in reversed(self.shown.messages.values()) if m.card.to in (None, me)]
        return [*mine, *posted]

    def buttons(self, who: str) -> list[tuple[Card, Button]]:
        return [(card, button) for card in self.sees(who) for button in card.buttons]

    def token(self, who: str, verb: str, target: int | None = None) -> Token:
        for card, button in self.buttons(who):
            if button.verb == verb and target in (None, button.target):
                return token_of(card, button)
        raise AssertionError(f"{who} sees no {verb}: {[b.verb for _, b in self.buttons(who)]}")

    async def circle(self) -> Circle:
        found = await self.reception.hall.house.desk.circle(self.circle_id)
        assert found is not None
        return found

    @property
    def circle_id(self) -> CircleId:
        found = self.reception.hall.directory.circle_in(ROOM)
        assert found is not None
        return found

    async def latest(self) -> Proceeding:
        """The proceeding that was opened last."""
        desk = self.reception.hall.house.desk
        found = await desk.proceeding((await desk.open_in(self.circle_id))[-1])
        assert found is not None
        return found


def words(reply: Reply) -> str:
    """Everything a reply says, in English."""
    voice = Wording()
    if isinstance(reply, Form):
        said = [voice.line(line) for line in reply.lines] + [
            f"{name}: {voice.say(text)}" for name, text in reply.wrong
        ]
        return "\n".join(said)
    if reply is None:
        return ""
    lines = [voice.line(line) for card in reply.cards for line in card.lines]
    return "\n".join(lines + [text for _, text in reply.typed])


def blank(form: Reply, name: str) -> Blank:
    """A field of a form."""
    assert isinstance(form, Form), form
    return next(one for one in form.blanks if one.name == name)


def wrong(form: Reply) -> dict[str, str]:
    """What is wrong with a form, by field."""
    assert isinstance(form, Form), form
    return {name: Wording().say(text) for name, text in form.wrong}


def verbs(reply: Reply) -> list[str]:
    """The buttons under a note."""
    assert isinstance(reply, Note), reply
    return [button.verb for card in reply.cards for button in card.buttons]


@asynccontextmanager
async def chat(
    path: Path, shown: FakePlatform | None = None, clock: MovableClock | None = None
) -> AsyncIterator[Chat]:
    """A reception over a real house and database, with a chat that outlives it."""
    clock = clock or MovableClock(START)
    shown = shown or FakePlatform()
    settings = Settings(_env_file=None, database=path)  # type: ignore[call-arg]
    async with open_reception(settings, clock, lambda: 0.0) as reception:
        await reception.connect(ChatPlatform(shown))
        await reception.hall.house.delivery.settled()
        yield Chat(reception, shown, clock)


def people(*names: str) -> tuple[Account, ...]:
    """Accounts as a picker gives them."""
    return tuple(Account(id=f"T1/{name}", name=name.title()) for name in names)


__all__ = ["ROOM", "Chat", "ChatPlatform", "blank", "chat", "people", "replace", "verbs", "words", "wrong"]
