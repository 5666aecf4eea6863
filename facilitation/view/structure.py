"""What a proposal about circles or roles would change, in sentences beside its text, in plain sight."""

from __future__ import annotations

from collections.abc import Iterator

from facilitation.cards import Line, Many, Said, When, Who
from facilitation.model import Charter, CircleKind, Duty, Matter
from facilitation.phases.other_circle import other_circle
from facilitation.state import Proceeding
from facilitation.view.kinds import tells
from facilitation.view.parts import note, role_lines, word


def _listed(texts: tuple[str, ...]) -> Said:
    return Said(", ".join(texts))


@tells(Matter.SUB_CIRCLE)
def _sub_circle(p: Proceeding) -> Iterator[Line]:
    charter = p.effect.charter if p.effect is not None else None
    if charter is None:
        return
    helping = charter.kind is CircleKind.HELPING
    yield note("board-circle-helping" if helping else "board-circle-new", name=Said(charter.name))
    yield note("board-circle-aim", aim=Said(charter.aim))
    if charter.domains:
        yield note("board-circle-domains", domains=_listed(charter.domains))
    else:
        yield note("board-circle-no-domains")
    decides = charter.decides and not helping
    yield note("board-circle-decides" if decides else "board-circle-recommends")
    yield from _first(charter)


def _first(charter: Charter) -> Iterator[Line]:
    if charter.product:
        yield note("board-circle-product", product=Said(charter.product))
    if charter.until is not None:
        yield note("board-circle-until", until=When(charter.until, day=True))
    yield note("board-circle-first", people=Many(tuple(m.person for m in charter.members)))
    for member in charter.members:
        if Duty.LEADER in member.duties:
            yield note("board-circle-leader", person=Who(member.person))
    yield note("board-circle-delegate" if charter.delegate_expected else "board-circle-no-delegate")


@tells(Matter.CHARTER)
def _charter(p: Proceeding) -> Iterator[Line]:
    charter = p.effect.charter if p.effect is not None else None
    if charter is None:
        return
    yield note("board-charter")
    if charter.name:
        yield note("board-charter-name", name=Said(charter.name))
    if charter.aim:
        yield note("board-circle-aim", aim=Said(charter.aim))
    if charter.domains:
        yield note("board-circle-domains", domains=_listed(charter.domains))
    if p.origin is not None or other_circle(p) is not None:
        yield note("board-two-consents")


@tells(Matter.DISSOLUTION)
def _dissolution(p: Proceeding) -> Iterator[Line]:
    status = p.effect.status if p.effect is not None else None
    if status is not None:
        yield note(f"board-dissolution-{status.value}")


@tells(Matter.MEMBERSHIP)
def _membership(p: Proceeding) -> Iterator[Line]:
    member = p.effect.member if p.effect is not None else None
    if member is not None:
        yield note("board-membership", person=Who(member.person), standing=word("standing", member.standing))
        yield note("board-membership-own")


@tells(Matter.LINK)
def _link(p: Proceeding) -> Iterator[Line]:
    member = p.effect.member if p.effect is not None else None
    if member is not None:
        delegate = Duty.DELEGATE in member.duties
        yield note("board-link-delegate" if delegate else "board-link-leader", person=Who(member.person))


@tells(Matter.ROLE)
def _role(p: Proceeding) -> Iterator[Line]:
    effect = p.effect
    if effect is None:
        return
    if effect.role is not None:
        yield from role_lines(effect.role)
    if effect.drops_role:
        yield note("board-role-dropped", role=Said(effect.drops_role))
    if effect.vacates_role:
        yield note("board-role-vacated", role=Said(effect.vacates_role))
