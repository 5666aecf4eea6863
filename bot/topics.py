"""What a sitting is about: a topic that lies ready, brought by a simulated member, or somebody's own proposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from adapters.terminal.form import Form
from bot.evening import Evening
from bot.ids import new_proceeding
from facilitation.cards import Blank, Entry, Kind, Many, msg
from facilitation.commands import Propose
from facilitation.model import Circle, Draft, Duty, PersonId, ProceedingId
from facilitation.refusals import Refused
from facilitation.settings import DriverCheck

TOPICS: Final = 3


async def propose(
    evening: Evening, circle: Circle, here: tuple[PersonId, ...], names: dict[PersonId, str]
) -> ProceedingId:
    """Bring a proposal: one of those that lie ready, from a simulated member, or somebody's own."""
    company = [who for who in names if who not in here]
    evening.say(msg("play-members", people=Many(tuple(names))))
    own = Propose(
        by=here[0],
        id=new_proceeding(evening.house.clock.now(), evening.luck),
        circle=circle,
        title="",
        draft=Draft(text="", review=evening.house.clock.now() + timedelta(days=circle.settings.review_days)),
    )
    ready = tuple(f"{number}" for number in range(1, TOPICS + 1))
    choice = await evening.choose("play-topic", (*(f"ready-{n}" for n in ready), "own")) if company else "own"
    if choice != "own":
        author = next(who for who in company if who != circle.holder(Duty.FACILITATOR))
        return await _hand_in(evening, _ready(evening, replace(own, by=author), choice))
    return await _own(evening, own, names, here)


def _ready(evening: Evening, bare: Propose, choice: str) -> Propose:
    said = {
        part: evening.voice.say(msg(f"play-topic-{choice}.{part}")) for part in ("title", "text", "driver")
    }
    draft = replace(bare.draft, text=said["text"], owner=bare.by)
    return replace(bare, title=said["title"], driver=said["driver"], draft=draft)


async def _own(
    evening: Evening, bare: Propose, names: dict[PersonId, str], here: tuple[PersonId, ...]
) -> ProceedingId:
    form = evening.form(names)
    while True:
        proposal = await _written(form, bare, here)
        try:
            return await _hand_in(evening, proposal)
        except Refused as why:
            evening.screen.line(evening.voice.refusal(why), Kind.LEAD)


async def _written(form: Form, bare: Propose, here: tuple[PersonId, ...]) -> Propose:
    """A proposal in somebody's own words; each field begins with what was typed for it before."""
    needed = bare.circle.settings.driver_check is not DriverCheck.NONE
    by = str(await _asked(form, Blank("author", Entry.PERSON, options=here))) if len(here) > 1 else bare.by
    title = await _asked(form, Blank("title", Entry.SHORT))
    driver = await _asked(form, Blank("driver", Entry.LONG, required=needed))
    members = tuple(member.person for member in bare.circle.members)
    blanks = (
        Blank("text", Entry.LONG),
        Blank("review", Entry.DATE, start=bare.draft.review.isoformat()),
        Blank("owner", Entry.PERSON, required=False, options=members),
        Blank("criteria", Entry.LONG, required=False),
    )
    draft = await form.draft("Propose", bare.draft, blanks)
    return replace(bare, by=PersonId(by), title=str(title), driver=str(driver or ""), draft=draft)


async def _asked(form: Form, blank: Blank) -> object:
    return await form.ask("Propose", blank, form.typed.get(blank.name, ""))


async def _hand_in(evening: Evening, proposal: Propose) -> ProceedingId:
    await evening.house.desk.handle(
        proposal.id, proposal, f"terminal/{proposal.id}", evening.house.clock.now()
    )
    return proposal.id
