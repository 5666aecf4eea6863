"""The page of all that is somebody's own: read aloud from top to bottom it makes sense."""

from datetime import timedelta
from pathlib import Path

from adapters.looking import MAP
from adapters.reception import Note
from adapters.tokens import Token
from adapters.wording import Wording
from bot.reception.home import meetings, my_roles
from facilitation.cards import Line
from facilitation.model import Assignment, Circle, CircleId, PersonId
from tests.bot.reception.chat import chat, people, verbs, words
from tests.storage.walking import START

ANA = PersonId("ana")


def said(lines: tuple[Line, ...]) -> list[str]:
    return [Wording().line(line) for line in lines]


def circle(name: str, **more: object) -> Circle:
    return Circle(id=CircleId(name.lower()), name=name, aim="", members=(), **more)  # type: ignore[arg-type]


def held(role: str, *, caretaker: bool = False) -> Assignment:
    return Assignment(role=role, person=ANA, since=START, until=START, caretaker=caretaker)


async def test_home_reads_well_before_and_while_something_waits(tmp_path: Path):
    async with chat(tmp_path / "circlewise.db") as here:
        await here.say("ana", "new Kitchen")
        await here.fill("ana", members=people("bo"), aim="Good meals for all.")
        quiet = await here.reception.home(here.caller("bo", None))
        await here.say("ana", "propose Tea for all")
        await here.fill("ana", draft__text="There is tea.")
        await here.until("consent", "ana", "bo")
        busy = await here.reception.home(here.caller("bo", None))
        shown = await here.send("bo", Token(here.circle_id, MAP), room=None)

        assert words(quiet).splitlines() == [
            "What waits for you",
            "Nothing waits for you. Enjoy the quiet.",
            "Kitchen",
            "A circle: it decides in its areas",
            "Aim: Good meals for all.",
            "Members: Somebody and Somebody",
            "Decided lately",
            "Nothing yet. What your circles decide stands here, with the day on which they look at it again.",
            "How you are spoken to",
            "In English, with the time of UTC.",
        ]
        assert words(busy).splitlines()[:2] == ["What waits for you", "The consent question – Tea for all"]
        assert [verbs(Note(cards=(card,), reader=busy.reader)) for card in busy.cards] == [
            [],
            ["Consent", "Object", "more"],
            ["Propose", "OpenMeeting", "OpenSelection", "status", "TakeLeave", "more"],
            [],
            ["preferences", "link"],
        ]
        assert words(shown).splitlines()[0] == "Our circles"


def test_meetings_stand_in_their_order_under_one_heading():
    later = circle("Kitchen", next_meeting=START + timedelta(days=2))
    sooner = circle("Garden", next_meeting=START + timedelta(days=1))

    (card,) = meetings((later, circle("House"), sooner), ANA)
    assert said(card.lines) == [
        "Next meetings",
        "Garden: Tue, 3 Mar 2026, 09:00 UTC",
        "Kitchen: Wed, 4 Mar 2026, 09:00 UTC",
    ]
    assert list(meetings((circle("House"),), ANA)) == []


def test_a_term_that_is_over_is_said_to_be():
    one = circle("Kitchen", assignments=(held("secretary"), held("facilitator", caretaker=True)))

    assert said(tuple(my_roles(one, ANA))) == [
        "You hold the role secretary until Mon, 2 Mar 2026.",
        "Your term in the role facilitator ended on Mon, 2 Mar 2026. You keep it until somebody follows you.",
    ]
    assert list(my_roles(one, PersonId("bo"))) == []
