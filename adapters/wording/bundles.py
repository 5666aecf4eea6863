"""The sentences as they lie on disk: one folder a language, one Fluent file a subject.

A language may leave out what it has not translated yet: a message is looked up in the language as asked for,
then without its region, then in English.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

SOURCE: Final = "en"
"""The language every message exists in."""

HOME: Final = Path(__file__).parent


def languages() -> tuple[str, ...]:
    """The languages there are, by their tags, in alphabetical order."""
    return tuple(sorted(folder.name for folder in HOME.iterdir() if any(folder.glob("*.ftl"))))


def files(language: str) -> tuple[Path, ...]:
    """The files of one language."""
    return tuple(sorted((HOME / language).glob("*.ftl")))


@cache
def resource(path: Path) -> ast.Resource:
    """One file, read and parsed once."""
    return FluentResource(path.read_text(encoding="utf-8"))


@cache
def bundle(language: str) -> FluentBundle:
    """Every sentence of one language. Isolation is the business of whoever inserts names."""
    found = FluentBundle([language], use_isolating=False)
    for path in files(language):
        found.add_resource(resource(path))
    return found


@cache
def chain(language: str) -> tuple[FluentBundle, ...]:
    """The bundles to look a message up in, in their order."""
    there = languages()
    wanted = dict.fromkeys((language, language.partition("-")[0], SOURCE))
    return tuple(bundle(tag) for tag in wanted if tag in there)


@cache
def ids(language: str = SOURCE) -> frozenset[str]:
    """Every message id of one language, attributes as `message.attribute`."""
    found: set[str] = set()
    for path in files(language):
        for entry in resource(path).body:
            if isinstance(entry, ast.Message):
                found |= {entry.id.name} if entry.value else set()
                found |= {f"{entry.id.name}.{attribute.id.name}" for attribute in entry.attributes}
    return frozenset(found)


def exists(language: str, name: str) -> bool:
    """Whether a message or attribute can be said in a language, if need be in English."""
    return any(name in ids(found.locales[0]) for found in chain(language))


def sentence(language: str, name: str, args: dict[str, str | int]) -> str:
    """A message in a language, if need be in English; its id where there is none or it cannot be said."""
    message_id, _, attribute = name.partition(".")
    try:
        for found in chain(language):
            if name in ids(found.locales[0]):
                message = found.get_message(message_id)
                pattern = message.attributes[attribute] if attribute else message.value
                return str(found.format_pattern(pattern, args)[0]) if pattern else name
    except Exception:  # noqa: BLE001 - a fault in one sentence must not stop a meeting; tests find it instead
        return name
    return name
