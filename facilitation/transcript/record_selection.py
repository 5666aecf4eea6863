"""From the facts of a role selection back to the commands that made them true."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from facilitation import commands as c
from facilitation import facts
from facilitation.facts import Fact
from facilitation.model import Ending, Post, Role
from facilitation.phases.accepting import links_up
from facilitation.selecting import selection
from facilitation.transcript.retrace import Back, Place

FOLLOWED: Final[tuple[type[Fact], ...]] = (
    facts.DescriptionAgreed,
    facts.TermsAgreed,
    facts.QualificationsAgreed,
    facts.DialogueAgreed,
    facts.RoleLeftVacant,
    facts.RolesRemain,
    facts.NothingShown,
    facts.CandidateStands,
    facts.RolesFilled,
    facts.RolesVacant,
)
"""Facts that follow by themselves."""


def _which(at: Place, post: int) -> str:
    """The name of the role, where it has to be said."""
    work = selection(at.p)
    return "" if len(work.open) == 1 else work.post(post).role.name


def _until(f: facts.SelectionOpened) -> datetime | None:
    """The end of the term where it was said; None where each role has its usual term."""
    usual = all(post.until == f.at + timedelta(days=post.role.term_days) for post in f.posts)
    return None if usual else f.posts[0].until


def defined(f: facts.SelectionOpened) -> tuple[Post, ...]:
    """Those of the roles that the circle had defined before: they are more than a name and what was said for all."""
    return tuple(post for post in f.posts if post.role != _plain(post.role, _purpose(f)))


def _purpose(f: facts.SelectionOpened) -> str:
    """What was said that the roles are for; a role that the circle had defined keeps its own purpose."""
    roles = (post.role for post in f.posts)
    return min((role.purpose for role in roles if role == _plain(role, role.purpose)), default="")


def _plain(role: Role, purpose: str) -> Role:
    return Role(name=role.name, purpose=purpose, duty=role.duty)


def _opened(_at: Place, f: facts.SelectionOpened) -> c.Command:
    return c.OpenSelection(
        by=f.author,
        id=f.id,
        circle=f.circle,
        title=f.title,
        role=f.posts[0].role.name,
        more=tuple(post.role.name for post in f.posts[1:]),
        purpose=_purpose(f),
        until=_until(f),
        away=f.away,
        item_of=f.item_of,
    )


def _described(at: Place, f: facts.DescriptionProposed) -> c.Command:
    return c.DescribeRole(
        by=f.by,
        purpose=f.role.purpose,
        responsibilities=f.role.responsibilities,
        which=_which(at, f.post),
    )


def _listed(_at: Place, f: facts.QualificationsListed) -> c.Command | None:
    return None if f.by is None else c.ListQualifications(by=f.by, text="\n".join(f.items))


def _nominated(at: Place, f: facts.Nominated) -> c.Command:
    return c.Nominate(by=f.person, person=f.nominee, reason=f.reason, which=_which(at, f.post))


def _changed(at: Place, f: facts.NominationChanged) -> c.Command:
    return c.ChangeNomination(by=f.person, person=f.nominee, reason=f.reason, which=_which(at, f.post))


def _proposed(at: Place, f: facts.CandidateProposed) -> c.Command:
    draft = f.version.draft
    assert draft.owner is not None  # noqa: S101 - a candidate is somebody
    return c.ProposeCandidate(
        by=f.by, person=draft.owner, text=draft.text, until=draft.review, which=_which(at, f.post)
    )


def _ended(_at: Place, f: facts.CandidacyEnded) -> c.Command | None:
    if f.ending is Ending.NOT_RECEIVED:
        return c.NoteLink(accepted=False)
    if f.by is None:
        return None
    if f.ending is Ending.REFUSED:
        return c.DeclineRole(by=f.by, text=f.text)
    return c.SetAside(by=f.by, text=f.text)


def _filled(at: Place, _f: facts.RoleFilled) -> c.Command | None:
    return c.NoteLink(accepted=True) if links_up(at.p) else None


COMMANDS: Final[dict[type[Fact], Back]] = {
    **dict.fromkeys(FOLLOWED, lambda _at, _fact: None),
    facts.SelectionOpened: _opened,
    facts.DescriptionProposed: _described,
    facts.TermProposed: lambda at, f: c.ProposeTerm(by=f.by, until=f.until, which=_which(at, f.post)),
    facts.QualificationsListed: _listed,
    facts.Nominated: _nominated,
    facts.NominationPassed: lambda _, f: c.Pass(by=f.person),
    facts.NominationsRevealed: lambda _, f: c.ShowNominations(by=f.by) if f.by else None,
    facts.NominationChanged: _changed,
    facts.ProposerAsked: lambda _, f: c.AskToPropose(by=f.by, to=f.to),
    facts.CandidateDrawn: lambda at, f: c.DrawCandidate(by=f.by, seed=f.seed, which=_which(at, f.post)),
    facts.CandidateProposed: _proposed,
    facts.NominatingAgain: lambda at, f: c.AskAgain(by=f.by, which=_which(at, f.post)),
    facts.VacancyProposed: lambda at, f: c.ProposeVacancy(by=f.by, text=f.text, which=_which(at, f.post)),
    facts.CandidacyEnded: _ended,
    facts.CandidateAccepted: lambda _, f: c.AcceptRole(by=f.person),
    facts.RoleFilled: _filled,
}
"""For each fact of a selection, how to find its command; None where it followed by itself."""
