"""What circles have decided and held, read outside the event loop.

Reading typed rows takes a library that holds 9 MB and a quarter of a second to load: it is loaded for the first who
asks, not by every start, and in the thread that reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reception.hall import Hall
from facilitation.model import CircleId
from storage.entries import Entry

if TYPE_CHECKING:
    from sqlmodel import Session


async def decided(hall: Hall, circle: CircleId, most: int) -> tuple[Entry, ...]:
    """The newest decisions of a circle, also those that are no longer in force."""

    def ask(session: Session) -> tuple[Entry, ...]:
        from storage import logbook  # noqa: PLC0415 - see above

        return logbook.decided(session, circle, most)

    return await hall.typed(ask)


async def agreements(hall: Hall, circle: CircleId) -> tuple[Entry, ...]:
    """What is in force in a circle."""

    def ask(session: Session) -> tuple[Entry, ...]:
        from storage import logbook  # noqa: PLC0415 - see above

        return logbook.agreements(session, circle)

    return await hall.typed(ask)


async def search(hall: Hall, words: str, circle: CircleId) -> tuple[Entry, ...]:
    """What a circle keeps in which these words occur."""

    def ask(session: Session) -> tuple[Entry, ...]:
        from storage import logbook  # noqa: PLC0415 - see above

        return logbook.search(session, words, circle)

    return await hall.typed(ask)


async def find(hall: Hall, number: int) -> Entry | None:
    """What has this number, in whichever circle."""

    def ask(session: Session) -> Entry | None:
        from storage import logbook  # noqa: PLC0415 - see above

        return logbook.find(session, number)

    return await hall.typed(ask)


async def held(hall: Hall, circle: CircleId) -> tuple[Entry, ...]:
    """What was held in a circle and is over."""

    def ask(session: Session) -> tuple[Entry, ...]:
        from storage import logbook  # noqa: PLC0415 - see above

        return logbook.held(session, circle)

    return await hall.typed(ask)
