"""One room's lane: makes the room look like the proceedings and the circle, one call at a time.

Before every call the newest picture is taken and compared with what was posted; the first difference is the
next call. So eight clicks while a call is under way become one update, and recovery after a crash is the
same function as normal work. A card is noted as being tried before it is posted: only what is found in that
state has to be looked for in the room.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from adapters.port import (
    MessageGone,
    NotHere,
    Rejected,
    RemoteId,
    Room,
    RoomGone,
    SlowDown,
    Unavailable,
)
from bot.chain import Target
from bot.clock import Clock
from bot.desk import Desk
from bot.pictures import Drawn, Pictures, digest_of
from bot.watch import QUIET, Watch
from facilitation.cards import Card
from facilitation.model import Circle, CircleId
from facilitation.state import Proceeding
from facilitation.view.over import over
from storage import agenda, posts
from storage.faults import Damaged, StorageFault, Unreadable
from storage.posts import Post, State

_log = logging.getLogger(__name__)

_FIRST_WAIT: Final = 1.0  # seconds after a call without an answer; doubled each time
_LONGEST_WAIT: Final = 60.0
_MOMENT: Final = 0.1  # seconds until it is looked again whether another room has told somebody something
_UNKNOWN: Final = ""  # the digest of a message of which we do not know what it shows


Shows = Callable[[Card], Card | None]
"""What a room shows of a card: the card, another one in its place, or nothing."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What all lanes share: where pictures come from, and whom to tell when a room shows one."""

    desk: Desk
    pictures: Pictures
    clock: Clock
    shown: Callable[[str, Target, int], Awaitable[None]]
    watch: Watch = QUIET
    telling: set[tuple[Target, str]] = field(default_factory=set)
    """What some room is just telling somebody, by its key: nobody is told in two rooms."""


class Lane:
    """The order, pace and patience of one room. A room that is slow or away holds up no other."""

    def __init__(self, shared: Shared, circle: CircleId, room: Room, shows: Shows) -> None:
        self.circle = circle
        self.room = room
        self.gone = False
        self._shows = shows
        self._shared = shared
        self._wanted: dict[Target, int] = {}
        self._posts: dict[Target, dict[str, Post]] = {}
        self._woken = asyncio.Event()
        self._idle = asyncio.Event()
        self._not_before = 0.0
        self._wait = _FIRST_WAIT

    def want(self, id_: Target, seq: int) -> None:
        """Show this proceeding or circle with its facts up to `seq`; newest wins."""
        if self.gone:
            return
        self._wanted[id_] = max(seq, self._wanted.get(id_, 0))
        self._idle.clear()
        self._woken.set()

    async def idle(self) -> None:
        """Wait until the room shows all it should, or is gone."""
        await self._idle.wait()

    async def serve(self) -> None:
        """Work until cancelled, or until the room is gone. Begins with what was left undone last time."""
        try:
            await self._catch_up()
            while not self.gone:
                if not self._wanted:
                    self._idle.set()
                    self._woken.clear()
                    await self._woken.wait()
                await self._rest()
                await self._one_step()
        finally:
            self._idle.set()

    async def _catch_up(self) -> None:
        while True:
            try:
                left = await self._shared.desk.read(agenda.marked, self.circle)
            except StorageFault as fault:
                self._lose_patience(fault)
                await self._rest()
            else:
                break
        for id_, seq in left.items():
            self.want(id_, seq)

    async def _rest(self) -> None:
        await asyncio.sleep(max(0.0, self._not_before - asyncio.get_running_loop().time()))

    async def _one_step(self) -> None:
        id_, seq = next(iter(self._wanted.items()))
        del self._wanted[id_]
        try:
            if await self._differs(id_):
                self.want(id_, seq)  # at the end of the queue: others in this room have their turn
            else:
                self._posts.pop(id_, None)
                await self._shared.shown(self.room.key, id_, seq)
        except SlowDown as slow:
            self._shared.watch.delivered("slow")
            self._pause(slow.after)
            self.want(id_, seq)
        except (Unreadable, Damaged) as fault:  # waiting does not help; the mark in the database stays
            _log.warning("%s cannot be shown in %s: %s", id_, self.room.key, fault)
        except (Unavailable, StorageFault) as fault:
            self._lose_patience(fault)
            self.want(id_, seq)
        except RoomGone:
            _log.warning("The room %s is gone; nothing more is shown there", self.room.key)
            self.gone = True
        except Exception:  # noqa: BLE001 - one proceeding's trouble must not stop the lane; the mark in the database stays
            _log.exception("%s could not be shown in %s", id_, self.room.key)

    def _lose_patience(self, fault: Exception) -> None:
        self._shared.watch.delivered("away")
        _log.warning("%s waits %s s: %s", self.room.key, self._wait, type(fault).__name__)
        self._pause(self._wait)
        self._wait = min(self._wait * 2, _LONGEST_WAIT)

    def _pause(self, seconds: float) -> None:
        self._not_before = asyncio.get_running_loop().time() + seconds

    async def _differs(self, id_: Target) -> bool:
        """Mend the first difference between picture and room; False when there is none."""
        one = await self._shared.desk.value(id_)
        if one is None:
            return False
        known, picture = await self._known(id_), self._shared.pictures.of(one)
        differs = False
        for mend, here in self._differences(known, picture):
            differs = True
            if (id_, here.card.key) not in self._shared.telling:
                await mend(id_, here)
                return True
        ended = next(_ended(one, known, picture), None)
        if ended is not None:
            await self._end(id_, *ended)
        elif differs:  # another room is just telling somebody what would be told here
            self._pause(_MOMENT)
        return differs or ended is not None

    def _differences(
        self, known: dict[str, Post], picture: tuple[Drawn, ...]
    ) -> Iterator[tuple[Callable[[Target, Drawn], Awaitable[None]], Drawn]]:
        """The cards that are not there as they should be, each with what mends that."""
        for drawn in picture:
            here = self._here(drawn)
            mend = self._mending(known.get(here.card.key), here) if here is not None else None
            if here is not None and mend is not None:
                yield mend, here

    def _here(self, drawn: Drawn) -> Drawn | None:
        """A card as this room shows it."""
        card = self._shows(drawn.card)
        return drawn if card is drawn.card else None if card is None else Drawn(card, digest_of(card))

    async def _known(self, id_: Target) -> dict[str, Post]:
        if id_ not in self._posts:
            self._posts[id_] = await self._shared.desk.read(posts.posts, self.room.key, id_)
        return self._posts[id_]

    def _mending(self, post: Post | None, drawn: Drawn) -> Callable[[Target, Drawn], Awaitable[None]] | None:
        put = self._post if drawn.card.to is None else self._tell
        if post is None:
            return put
        if post.state is State.TRYING:
            return self._look
        if post.state is State.EARLIER:
            return None if post.digest == drawn.digest else put
        if post.state is State.ENDED:
            return self._update  # it had been interrupted, and is asked again
        if post.state is not State.POSTED or drawn.card.once or post.digest == drawn.digest:
            return None
        return self._update

    async def _tell(self, id_: Target, drawn: Drawn) -> None:
        """Whisper something, unless it was told in another room."""
        told = id_, drawn.card.key
        self._shared.telling.add(told)
        try:
            if await self._shared.desk.read(posts.whispered, *told, self.room.key):
                await self._save(id_, self._trying(drawn, State.REFUSED))
            else:
                await self._post(id_, drawn)
        finally:
            self._shared.telling.discard(told)

    def _trying(self, drawn: Drawn, state: State = State.TRYING) -> Post:
        return Post(drawn.card.key, None, drawn.digest, state, self._shared.clock.now())

    async def _post(self, id_: Target, drawn: Drawn) -> None:
        known, card, trying = self._posts[id_], drawn.card, self._trying(drawn)
        await self._save(id_, trying)
        try:
            remote = await self.room.post(card, self._root(id_))
        except SlowDown:
            del known[card.key]  # it certainly is not there: no need to look for it
            raise
        except (NotHere, Rejected) as fault:
            self._shared.watch.delivered("rejected")
            _log.info("%s cannot show %s: %s", self.room.key, card.key, type(fault).__name__)
            await self._save(id_, replace(trying, state=State.REFUSED))
        else:
            self._went_well()
            await self._save(id_, replace(trying, remote=remote, state=_state_of(drawn)))

    async def _look(self, id_: Target, drawn: Drawn) -> None:
        """We do not know whether this was posted: ask the room, the only case in which it must be asked."""
        trying = self._posts[id_][drawn.card.key]
        remote = await self.room.find(drawn.card, self._root(id_), trying.at)
        if remote is None:  # reading works, but that says nothing about writing
            self._pause(self.room.pace)
            del self._posts[id_][trying.key]
        else:
            self._went_well()
            await self._save(id_, replace(trying, remote=remote, digest=_UNKNOWN, state=_state_of(drawn)))

    async def _update(self, id_: Target, drawn: Drawn) -> None:
        post = self._posts[id_][drawn.card.key]
        assert post.remote is not None  # noqa: S101 - what is posted has a name there
        try:
            await self.room.update(RemoteId(post.remote), drawn.card)
        except MessageGone:
            del self._posts[id_][post.key]  # somebody deleted it: the next step posts it again
        except Rejected:
            self._shared.watch.delivered("rejected")
            _log.warning("%s will not take %s as it is now", self.room.key, post.key)
            await self._save(id_, replace(post, digest=drawn.digest, state=_state_of(drawn)))
        else:
            self._went_well()
            await self._save(id_, replace(post, digest=drawn.digest, state=_state_of(drawn)))

    async def _end(self, id_: Target, post: Post, over: Card) -> None:
        """Let a whisper say that nothing is asked in it any more."""
        assert post.remote is not None  # noqa: S101 - as above
        try:
            await self.room.update(RemoteId(post.remote), over)
        except (MessageGone, NotHere, Rejected) as fault:
            _log.info("%s stays as it is in %s: %s", post.key, self.room.key, type(fault).__name__)
        else:
            self._went_well()
        await self._save(id_, replace(post, digest=_UNKNOWN, state=State.ENDED))

    def _root(self, id_: Target) -> RemoteId | None:
        """The message that began the proceeding in this room; everything else goes under it.

        What a circle keeps stands beside each other: its roles are no answer to its backlog.
        """
        if id_ == self.circle:
            return None
        shown = (post.remote for post in self._posts[id_].values() if post.state is State.POSTED)
        first = next(shown, None)
        return None if first is None else RemoteId(first)

    def _went_well(self) -> None:
        self._shared.watch.delivered("shown")
        self._wait = _FIRST_WAIT
        self._pause(self.room.pace)

    async def _save(self, id_: Target, post: Post) -> None:
        # Remembered first: should storing fail now, this process still knows what it did.
        self._posts[id_][post.key] = post
        await self._shared.desk.write(posts.save, self.room.key, id_, post)


def _ended(
    one: Proceeding | Circle, known: dict[str, Post], picture: tuple[Drawn, ...]
) -> Iterator[tuple[Post, Card]]:
    """The whispers whose question is over, each with what it says then."""
    whispered = [post for post in known.values() if post.state is State.WHISPERED]
    if not whispered:
        return
    cards = {drawn.card.key: drawn.card for drawn in picture}
    for post in whispered:
        card = None if post.key in cards else over(one, post.key, cards.values())
        if card is not None:
            yield post, card


def _state_of(drawn: Drawn) -> State:
    return State.POSTED if drawn.card.to is None else State.WHISPERED
