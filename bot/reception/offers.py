"""What a token means for one person now: the button it stands for, in the proceeding or circle as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from adapters.tokens import Token
from bot.practice_meeting import BROUGHT
from bot.reception.hall import Hall, Visit
from bot.standing import to_bring
from facilitation import commands
from facilitation.cards import Blank, Button, Card
from facilitation.circle import circle_why_not
from facilitation.commands import Act, CircleAct, Open
from facilitation.forms import final
from facilitation.model import Circle, Item, PersonId
from facilitation.openings import Agreed, openings
from facilitation.proceeding import why_not
from facilitation.refusals import Reason, Refused
from facilitation.state import Proceeding, is_known
from facilitation.view import choices, show
from facilitation.view.circle import circle_cards, circle_choices
from storage import circles

Kind = type[Act] | type[CircleAct]
Shown = Proceeding | Circle


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What a token stands for: `about` is what it belongs to, `within` the circle of that.

    `item` is set where something is opened for the item that a meeting has on its table.
    """

    token: Token
    kind: Kind
    about: Proceeding | Circle
    within: Circle
    button: Button | None
    """As it is offered to this person now; None where it is not."""
    item: Item | None = None

    @property
    def opens(self) -> bool:
        """Whether it opens a proceeding of its own."""
        return issubclass(self.kind, Open)

    @property
    def prefilled(self) -> Proceeding | Circle:
        """What its form begins with the present text of."""
        return self.within if self.opens else self.about

    @property
    def wants(self) -> Button:
        """The button to be pressed: as offered, but at the step it was shown in; or as the token says, form or not."""
        if self.button is None:
            return Button(self.token.verb, self.token.step, self.token.target, final=final(self.kind))
        return replace(self.button, step=self.token.step)


def kind_of(verb: str) -> Kind | None:
    """The command a verb names, if people may give it."""
    kind = vars(commands).get(verb)
    shared = (Act, CircleAct, Open, commands.AboutObjection, commands.AboutItem, commands.AboutPieces)
    if not isinstance(kind, type) or kind in shared:
        return None
    return kind if issubclass(kind, Act | CircleAct) else None


async def meant(hall: Hall, visit: Visit, token: Token) -> Meant | None:
    """What a token stands for now; None where there is nothing of its name, or nothing it belongs to."""
    kind = kind_of(token.verb)
    about = await hall.about(token)
    if kind is None or about is None:
        return None
    within = about if isinstance(about, Circle) else await hall.house.desk.circle(about.circle.id)
    assert within is not None  # noqa: S101 - a proceeding has a circle
    item = to_bring(about) if isinstance(about, Proceeding) and issubclass(kind, Open) else None
    agreed = await hall.house.desk.read(circles.agreed, within.id) if kind is commands.Propose else ()
    every = _offered(about, within, visit.person, kind, agreed)
    button = next((b for b in every if (b.verb, b.target) == (token.verb, token.target)), None)
    return Meant(token=token, kind=kind, about=about, within=within, button=button, item=item)


def _offered(
    about: Shown, within: Circle, person: PersonId, kind: Kind, agreed: Agreed
) -> tuple[Button, ...]:
    """What one person may do that could be of this kind: no more than that, since a press has to be quick."""
    if isinstance(about, Proceeding) and issubclass(kind, Act) and not issubclass(kind, Open):
        return choices(about, person, kind)
    if isinstance(about, Circle):
        opens = issubclass(kind, Open)
        return openings(about, person, agreed=agreed) if opens else circle_choices(about, person)
    return to_open(about, within, person, agreed)


def offered(about: Proceeding | Circle, within: Circle, person: PersonId) -> tuple[Button, ...]:
    """Everything one person may do about a proceeding or in a circle now."""
    if isinstance(about, Circle):
        return (*openings(about, person), *circle_choices(about, person))
    return (*to_open(about, within, person), *choices(about, person))


def to_open(p: Proceeding, within: Circle, person: PersonId, agreed: Agreed = ()) -> tuple[Button, ...]:
    """What has to be opened by somebody for the item that a meeting has on its table."""
    item = to_bring(p)
    if item is None or not p.circle.member(person):
        return ()
    fitting = (b for b in openings(within, person, agreed=agreed) if b.verb == BROUGHT.get(item.outcome))
    return tuple(replace(b, step=p.table_step, form=_titled(b, item)) for b in fitting)


def _titled(button: Button, item: Item) -> tuple[Blank, ...]:
    return tuple(replace(one, start=item.title) if one.name == "title" else one for one in button.form)


def hindrance(found: Meant, person: PersonId) -> Refused | None:
    """Why somebody cannot do this now, known before anything is filled in; None where they can."""
    if isinstance(found.about, Proceeding) and not found.opens and issubclass(found.kind, Act):
        reason = why_not(found.about, found.kind, person, found.token.step, found.token.target)
        return Refused(reason) if reason is not None else None
    if found.button is not None:
        return None
    if not found.opens and isinstance(found.about, Circle) and issubclass(found.kind, CircleAct):
        reason = circle_why_not(found.about, found.kind, person)
        return Refused(reason or Reason.NOT_NOW)
    member = found.within.member(person)
    if member is None:
        return Refused(Reason.STRANGER)
    return Refused(Reason.NOT_NOW if member.consents else Reason.NO_CONSENT_RIGHT)


def belongs(about: Shown, person: PersonId) -> bool:
    """Whether somebody may look at this: whoever the circle knows, those who are asked in or ask among them."""
    if isinstance(about, Proceeding):
        return is_known(about, person)
    waits = (*about.invited, *about.asking)
    return about.member(person) is not None or any(m.person == person for m in waits)


def board(about: Proceeding | Circle) -> Card | None:
    """The newest card that everyone sees."""
    cards = circle_cards(about) if isinstance(about, Circle) else show(about)
    public = [card for card in cards if card.to is None and not card.document]
    live = [card for card in public if card.live]
    return next(reversed(live or public), None)
