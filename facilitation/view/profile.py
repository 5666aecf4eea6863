"""A circle's profile: how it works, in words everyone in it can check.

What an objection has to show, and who says so, comes first: it is the greatest power in the method, and nobody
should have to look for it (domain.md section 19).
"""

from __future__ import annotations

from collections.abc import Iterator

from facilitation.cards import Kind, Line, Msg, Said, msg
from facilitation.model import Circle
from facilitation.settings import Settings, overrides_of, setting_names, written
from facilitation.view.parts import note, setting_id, setting_value

FIRST = ("validity", "absent", "silence", "collection")
"""What decides most about people's say, in this order."""


def profile(circle: Circle, *, whole: bool = False) -> tuple[Line, ...]:
    """How a circle works: what matters most and where it differs from its preset; with `whole`, every setting."""
    return tuple(_lines(circle, whole=whole))


def _lines(circle: Circle, *, whole: bool) -> Iterator[Line]:
    settings = circle.settings
    yield Line(Kind.TITLE, msg("profile-title", circle=Said(circle.name)))
    yield Line(Kind.LEAD, msg("profile-lead", preset_name=msg(f"preset-{settings.preset}")))
    if circle.aim:
        yield note("profile-aim", aim=Said(circle.aim))
    yield note("profile-validity")
    yield from (_setting(settings, name) for name in FIRST)
    own = tuple(name for name in overrides_of(settings) if name not in FIRST)
    if whole:
        yield from (_setting(settings, name) for name in setting_names() if name not in FIRST)
    elif own:
        yield note("profile-own")
        yield from (_setting(settings, name) for name in own)
    elif not overrides_of(settings):
        yield note("profile-none")
    yield note("profile-change")


def _setting(settings: Settings, name: str) -> Line:
    value = setting_value(name, written(getattr(settings, name)))
    said: Msg = msg("profile-line", setting=msg(setting_id(name)), choice=value)
    return Line(Kind.LIST, said)
