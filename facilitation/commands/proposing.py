"""Proposals about circles with a form of their own: each opens a consent decision of its matter."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.commands.base import Open
from facilitation.model import Draft, PersonId, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeCircle(Open):
    """Propose a sub-circle: what it is for, what it decides about, and who begins it.

    `holds` are the names of its domains, with commas between them.
    """

    draft: Draft
    name: str
    aim: str
    holds: str = ""
    decides: bool
    leader: PersonId
    first: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeCharter(Open):
    """Propose another name, aim or other domains for this circle; what is empty stays as it is."""

    draft: Draft
    name: str = ""
    aim: str = ""
    holds: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposePlace(Open):
    """Propose that somebody joins the circle, or has another place in it."""

    draft: Draft
    person: PersonId
    standing: Standing = Standing.FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRemoval(Open):
    """Propose to part ways with a member, after all that was tried before."""

    draft: Draft
    person: PersonId
    steps: str
