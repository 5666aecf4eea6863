"""The sentences as they lie on disk: one folder a language, one Fluent file a subject.

A language may leave out what it has not translated yet: a message is looked up in the language as asked for,
then without its region, then in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fluent.runtime import FluentBundle, FluentResource

if TYPE_CHECKING:
    from fluent.runtime.resolver import Message

SOURCE: Final = "en"
"""The language every message exists in."""

HOME: Final = Path(__file__).parent

# How Fluent is laid out, as far as it takes to tell its entries apart; a test holds this against the real parser.
_ENTRY: Final = re.compile(r"^(-?[a-z][\w-]*) *=", re.ASCII | re.IGNORECASE | re.MULTILINE)
_ATTRIBUTE: Final = re.compile(r"^ +\.([a-z][\w-]*) *=", re.ASCII | re.IGNORECASE | re.MULTILINE)
_NAME: Final = re.compile(r"-?[a-z][\w-]*", re.ASCII | re.IGNORECASE)
_NOTHING: Final = re.compile(r" *\n(?=\s*\.)")
"""A message without a text of its own: its first line is empty, and an attribute follows."""


@cache
def languages() -> tuple[str, ...]:
    """The languages there are, by their tags, in alphabetical order. Chats ask thousands of times at a start."""
    return tuple(sorted(folder.name for folder in HOME.iterdir() if any(folder.glob("*.ftl"))))


def files(language: str) -> tuple[Path, ...]:
    """The files of one language."""
    return tuple(sorted((HOME / language).glob("*.ftl")))


@cache
def entries(language: str) -> Mapping[str, str]:
    """The source of each message and term of one language, by its id; terms begin with a hyphen."""
    found: dict[str, str] = {}
    for path in files(language):
        text = path.read_text(encoding="utf-8")
        begins = [*_ENTRY.finditer(text)]
        ends = [*(begin.start() for begin in begins[1:]), len(text)]
        for begin, end in zip(begins, ends, strict=True):
            found.setdefault(begin[1], text[begin.start() : end])
    return found


class Bundle(FluentBundle):
    """Every sentence of one language, each parsed when it is said first: parsed they take forty times the room.

    May be used by several threads. Isolation is the business of whoever inserts names.
    """

    def __init__(self, language: str) -> None:
        """Know the sentences of a language."""
        super().__init__([language], use_isolating=False)
        self._unread = dict(entries(language))

    def has_message(self, message_id: str) -> bool:
        """Whether there is such a message."""
        return message_id in self._unread or super().has_message(message_id)

    def get_message(self, message_id: str) -> Message:
        """A message, read with all that it refers to. Raises `LookupError` where there is none."""
        if needed := self._needed(message_id):
            self.add_resource(FluentResource("".join(needed.values())))
            # Not before it can be found elsewhere: another thread may want it at this moment.
            for name in needed:
                self._unread.pop(name, None)
        return super().get_message(message_id)

    def _needed(self, name: str) -> dict[str, str]:
        """What has to be read before a message can be said: any word of it might be the name of another one."""
        needed: dict[str, str] = {}
        names = [name]
        while names:
            name = names.pop()
            if name not in needed and (source := self._unread.get(name)) is not None:
                needed[name] = source
                names += _NAME.findall(source)
        return needed


@cache
def bundle(language: str) -> Bundle:
    """Every sentence of one language."""
    return Bundle(language)


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
    for name, source in entries(language).items():
        if not name.startswith("-"):
            _, _, value = source.partition("=")
            found |= set() if _NOTHING.match(value) else {name}
            found |= {f"{name}.{attribute}" for attribute in _ATTRIBUTE.findall(source)}
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
