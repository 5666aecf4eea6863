"""A whole meeting with a decision and a selection in it, by nothing but what its people see, press and fill in."""

from pathlib import Path

from adapters.reception import Form, Note
from adapters.wording import Wording
from bot.practice import next_act, temperaments
from bot.standing import item_of, settled, standing, to_bring
from facilitation.model import ItemOutcome
from facilitation.state import Proceeding
from facilitation.view.circle import circle_cards
from tests.adapters.fake_room import FakePlatform
from tests.bot.reception.chat import Chat, chat, people
from tests.bot.reception.hands import act

NAMES = ("ana", "bo", "cy", "di", "ed")


async def found(here: Chat) -> None:
    await here.say("ana", "new Kitchen")
    reply = await here.fill(
        "ana", members=people(*NAMES[1:]), facilitator=people("ana")[0], secretary=people("bo")[0]
    )
    assert isinstance(reply, Note)


async def go_on(here: Chat) -> bool:
    """Whoever has something to do does it, as people would; False where nobody has."""
    house = here.reception.hall.house
    where = await standing(house, here.circle_id)
    everybody = frozenset(m.person for m in where.circle.members)
    kinds = temperaments(where.circle, everybody)
    items = {item_of(p) for p in where.under_way}
    for p in (
        *(p for p in where.under_way if p.id in items),
        *(p for p in where.under_way if p.id not in items),
    ):
        if await brought(here, p):
            return True
        wanted = next_act(p, kinds, Wording(), here.clock.now())
        if wanted is not None:
            await act(here, name_of(here, wanted.by), wanted)
            return True
    return False


async def brought(here: Chat, p: Proceeding) -> bool:
    """Somebody brings what the meeting waits for."""
    item = to_bring(p)
    if item is None:
        return False
    if item.outcome is ItemOutcome.DECIDE:
        form = await here.press("cy", "Propose")
        assert isinstance(form, Form)
        assert form.typed or next(b.start for b in form.blanks if b.name == "title") == item.title
        await here.fill("cy", draft__text="There is tea at four.")
    else:
        await here.press("cy", "OpenSelection")
        await here.fill("cy", role="Tea", purpose="Tea is there at four.")
    return True


def name_of(here: Chat, person: str) -> str:
    return next(name for name in NAMES if here.person(name) == person)


async def test_a_whole_meeting_by_what_people_see(tmp_path: Path):
    shown = FakePlatform()
    async with chat(tmp_path / "circlewise.db", shown) as here:
        await found(here)
        form = await here.say("ana", "meeting Tea")
        assert isinstance(form, Form)
        await here.fill("ana", planned="2026-03-20")
        for title, outcome in (("Tea at four", "decide"), ("Who looks after tea", "select")):
            await here.press("bo", "AddItem")
            reply = await here.fill("bo", title=title, outcome=outcome)
            assert isinstance(reply, Note), reply
        await here.press("ana", "BeginMeeting")
        for _ in range(30):
            assert await go_on(here)
    for _ in range(20):
        async with chat(tmp_path / "circlewise.db", shown, here.clock) as here:
            for _ in range(40):
                circle = await here.circle()
                if circle.meeting is None or not await go_on(here):
                    break
            else:
                continue
            break
    async with chat(tmp_path / "circlewise.db", shown, here.clock) as here:
        circle = await here.circle()
        where = await standing(here.reception.hall.house, circle.id)

        assert circle.last_meeting is not None
        assert [p.title for p in where.agreed if settled(p)] == ["Tea at four"]
        assert [(a.role, name_of(here, a.person) in NAMES) for a in circle.assignments] == [("Tea", True)]
        assert any(m.card.key.endswith("meeting/summary") for m in shown.messages.values())
        assert circle_cards(circle)
