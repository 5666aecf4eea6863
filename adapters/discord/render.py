"""Cards and notes as Discord's messages: what is said where, within what Discord takes.

A posted card is one frame: its text, who has not answered, the buttons that are legal now. What does not fit is cut
with a button that shows all of it. A note is for one person and is never cut: it takes several messages, or a file.

A message carries the key of its card as the numbers of its frame and first text, so that it can be found again.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import discord
from discord import ui

from adapters import looking, markdown, tokens
from adapters.discord import limits, quoting
from adapters.reception import Reader, Sign
from adapters.tokens import Token, token_of
from adapters.wording import Wording
from facilitation.cards import Button, Card, Kind, Line, Many, Msg, Said, Who, msg
from facilitation.model import PersonId
from facilitation.view.buttons import on_panel

View = ui.LayoutView
Names = Callable[[PersonId], str | None]

MAIN: Final = 8
"""So many buttons, then "More"."""
ROOMY: Final = limits.TEXT - 200
"""Characters of text in one message: what is left is for what stands around it."""
SHORTEST: Final = 80
WHOLE: Final = "text.txt"
"""The name of a file that holds what is too long for messages."""
AGAIN: Final = "r."
GO_ON: Final = "k."
ENOUGH: Final = "d."
"""What the names of buttons begin with that are this adapter's own; all others are tokens."""

SIGNS: Final[dict[Sign, str]] = {Sign.CONSENT: "👍", Sign.CONCERN: "💭", Sign.OBJECT: "✋"}
OF_VERB: Final[dict[str, Sign]] = {
    "Consent": Sign.CONSENT,
    "RaiseConcern": Sign.CONCERN,
    "Object": Sign.OBJECT,
}
_STEP: Final = re.compile(r"/step/(\d{1,6})")
_TONES: Final = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")


@dataclass(frozen=True, slots=True)
class Voice:
    """How one reader is spoken to: `marked` in messages, `bare` where Discord reads no markup."""

    marked: Wording
    bare: Wording
    paged: Wording

    @staticmethod
    def to(reader: Reader, names: Names) -> Voice:
        """The voice for a reader."""
        return _voice(reader, names)

    def label(self, verb: str, target: int | None = None) -> str:
        """What a button says, as long as a button may be."""
        return quoting.cut(self.bare.label(verb, target), limits.LABEL)

    def say(self, name: str, **args: Any) -> str:  # noqa: ANN401 - whatever a message takes
        """A sentence by its id."""
        return self.marked.say(msg(name, **args))


@lru_cache(maxsize=128)
def _voice(reader: Reader, names: Names) -> Voice:
    def of(insert: Callable[..., str]) -> Wording:
        return Wording(reader.language, zone=reader.zone, names=names, preset=reader.preset, insert=insert)

    return Voice(of(quoting.insert), of(quoting.insert_bare), of(markdown.insert))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One message to be sent: what it shows, and a file if there is one."""

    view: View
    name: str = ""
    content: bytes = b""

    def files(self) -> list[discord.File]:
        """The file, to be read once."""
        return [discord.File(io.BytesIO(self.content), self.name)] if self.name else []


# --- keys and signs -------------------------------------------------------------------------------------------


def nonce_of(key: str) -> str:
    """What Discord knows a repeated post by.

    >>> nonce_of("p-1/step/1") == nonce_of("p-1/step/1") != nonce_of("p-1/step/2")
    True
    """
    return hashlib.blake2b(key.encode(), digest_size=12).hexdigest()


def mark_of(key: str) -> tuple[int, int]:
    """A card's key as the numbers of its message's frame and first text: 31 bits each, and not the same."""
    digest = hashlib.blake2b(key.encode(), digest_size=8, person=b"mark").digest()
    first, second = (int.from_bytes(half) >> 1 for half in (digest[:4], digest[4:]))
    return (first | 1, (second | 1) ^ 1 or 2)


def carries(components: Sequence[Any], key: str) -> bool:
    """Whether a message's components carry this card's key."""
    frame: Any = components[0] if components else None
    inner: Sequence[Any] = getattr(frame, "children", ())
    return bool(inner) and (frame.id, inner[0].id) == mark_of(key)


def sign_of(emoji: str) -> Sign | None:
    """What an emoji under a prompt means, whatever its skin tone; None where it means nothing.

    >>> sign_of("👍🏽"), sign_of("🍕")
    (<Sign.CONSENT: 'consent'>, None)
    """
    plain = _TONES.sub("", emoji)
    return next((sign for sign, one in SIGNS.items() if _TONES.sub("", one) == plain), None)


def offered(card: Card) -> tuple[str, ...]:
    """The reactions that a card offers."""
    return tuple(SIGNS[OF_VERB[verb]] for verb in card.signs if verb in OF_VERB)


# --- lines ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its words, cut or whole. `own` says that they are a person's, not yet escaped."""

    kind: Kind
    text: str
    own: bool
    name: str = ""

    def shown(self, room: int | None = None) -> str:
        """The line as Markdown, its words within so many characters."""
        text = self.text if not self.own else quoting.escaped(self.text)
        if room is not None and len(text) > room:
            text = quoting.fitted(self.text, room) if self.own else quoting.cut(text, room)
        return _laid_out(self.kind, text.strip("\n"), self.name)


def _laid_out(kind: Kind, text: str, name: str) -> str:
    rows = text.split("\n")
    match kind:
        case Kind.TITLE:
            return f"### {' '.join(rows)}"
        case Kind.LEAD:
            return text if text.rstrip()[-1:] in _SENTENCE or len(rows) > 1 else f"**{text}**"
        case Kind.TEXT:
            return "\n".join(f"> {row}" for row in rows)
        case Kind.QUOTE:
            said = f"**{name}:** {rows[0]}" if name else rows[0]
            return "\n".join(f"> {row}" for row in (said, *rows[1:]))
        case Kind.LIST:
            return "\n".join((f"- {rows[0]}", *(f"  {row}" for row in rows[1:])))
        case _:
            return text


def row_of(line: Line, voice: Voice) -> Row:
    """A line in a reader's words."""
    name = quoting.in_line(voice.marked.name(line.by)) if line.by is not None else ""
    if isinstance(line.text, Msg):
        return Row(line.kind, voice.marked.line(line), own=False, name=name)
    return Row(line.kind, voice.bare.text(line.text), own=True, name=name)


def text_of(lines: Iterable[Line], voice: Voice, room: int = ROOMY) -> tuple[str, int]:
    """Lines as one text within so many characters, and how many characters were left out."""
    rows = [row_of(line, voice) for line in lines]
    whole = joined(rows, None)
    if len(whole) <= room:
        return whole, 0
    low, high = SHORTEST, room
    while low < high:  # the longest that each may be, so that all of them fit
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(joined(rows, middle)) <= room else (low, middle - 1)
    shown = joined(rows, low)
    while len(shown) > room and len(rows) > 1:  # how it begins and how it ends says most
        rows[len(rows) // 2 - 1 : len(rows) // 2 + 1] = [Row(Kind.NOTE, "…", own=False)]
        shown = joined(rows, low)
    return shown, max(1, len(whole) - len(shown))


def plain(rows: Iterable[Row]) -> str:
    """Rows as one text without any markup."""
    return "\n\n".join(f"{row.name}: {row.text}" if row.name else row.text for row in rows)


def joined(rows: Iterable[Row], room: int | None) -> str:
    """Rows as one text, the words of each within so many characters."""
    shown = []
    before: Kind | None = None
    for row in rows:
        apart = before is not None and (
            row.kind is Kind.LEAD or (row.kind is Kind.NOTE and before in _BLOCKS)
        )
        shown.append(("\n" if apart and before is not Kind.TITLE else "") + row.shown(room))
        before = row.kind
    return "\n".join(shown)


_SENTENCE: Final = (".", "?", "!", "…")
"""How a sentence ends. Headings have no full stop, and only those stand out."""
_BLOCKS: Final = frozenset({Kind.TEXT, Kind.QUOTE, Kind.LIST})


def heading(card: Card, voice: Voice) -> str:
    """What a card is about, in one line without any markup: the title of what it belongs to, else its first line."""
    first = card.lines[0].text if card.lines else Said("")
    title = dict(first.args).get("title") if isinstance(first, Msg) else None
    said = voice.bare.text(title) if isinstance(title, Said) else voice.bare.say(first)
    return quoting.insert_bare(Said(said), said)


# --- buttons --------------------------------------------------------------------------------------------------


def button(token: Token, label: str) -> ui.Button[View]:
    """A button. All are of equal standing: no answer is more welcome than another."""
    return custom(tokens.written(token), label)


def custom(custom_id: str, label: str) -> ui.Button[View]:
    """A button of this adapter's own."""
    return ui.Button(label=label, custom_id=custom_id, style=discord.ButtonStyle.secondary)


def rows_of(buttons: Iterable[ui.Button[View]]) -> Iterator[ui.ActionRow[View]]:
    """Buttons in rows, each only once, and no more than a message takes."""
    known = {one.custom_id or one.url: one for one in reversed(tuple(buttons))}
    every = tuple(reversed(known.values()))[: limits.ROW * limits.ROWS_OF_BUTTONS]
    for start in range(0, len(every), limits.ROW):
        yield ui.ActionRow(*every[start : start + limits.ROW])


def acts(card: Card, buttons: Iterable[Button], voice: Voice) -> Iterator[ui.Button[View]]:
    """What may be done about a card, as buttons."""
    for one in buttons:
        yield button(token_of(card, one), voice.label(one.verb, one.target))


def look(card: Card, verb: str) -> Token:
    """A request to look at something about a card."""
    found = _STEP.search(card.key)
    step = card.buttons[0].step if card.buttons else int(found[1]) if found else 0
    return Token(card.key.partition("/")[0], verb, step)


def _live_buttons(card: Card, voice: Voice) -> Iterator[ui.Button[View]]:
    """The main acts first; what is left out is behind "More", which a card has at its end like other ways to look on."""
    looks = [one for one in card.buttons if one.verb in looking.LOOKS]
    every = [one for one in card.buttons if one.verb not in looking.LOOKS]
    main = on_panel(every)[:MAIN]
    yield from acts(card, main, voice)
    if len(main) < len(every) and not any(one.verb == looking.MORE for one in looks):
        looks = [looking.look(looking.MORE), *looks]
    yield from acts(card, looks, voice)


# --- what is posted -------------------------------------------------------------------------------------------


def panel(card: Card, voice: Voice, link: str = "") -> Sheet:
    """A card as a message of its own. `link` leads to what it is about.

    What is cut on a card that still changes can be read with a button; one that stays as it is has all of it in a file.
    """
    foot = _foot(card, voice)
    body, left = text_of(card.lines, voice, ROOMY - sum(map(len, foot)))
    if left:
        foot.append(voice.say("ui-text-cut", more=left))
    first, frame = mark_of(card.key)[1], ui.Container[View](id=mark_of(card.key)[0])
    frame.add_item(ui.TextDisplay(body or "\u200b", id=first))
    for text in foot:
        frame.add_item(ui.TextDisplay(text))
    for row in rows_of(_panel_buttons(card, voice, cut=bool(left), link=link)):
        frame.add_item(row)
    if left and not card.live and not card.document:
        return Sheet(view_of([frame, ui.File(f"attachment://{WHOLE}")]), WHOLE, _whole(card, voice))
    return _with_document(card, voice, [frame])


def _whole(card: Card, voice: Voice) -> bytes:
    """Everything on a card, as plain text."""
    return plain(row_of(line, voice) for line in card.lines).encode()


def _panel_buttons(card: Card, voice: Voice, *, cut: bool, link: str) -> Iterator[ui.Button[View]]:
    if card.live and card.to is None:
        yield from _live_buttons(card, voice)
    else:
        yield from _few(card, voice)
    if cut and card.live:
        longest = max(card.lines, key=lambda line: len(voice.marked.line(line)))
        verb = looking.TEXT if longest.kind is Kind.TEXT else looking.BOARD
        yield button(look(card, verb), voice.label(looking.TEXT))
    if link:
        yield ui.Button(label=voice.bare.say(msg("discord-go-there")), url=link)


def _few(card: Card, voice: Voice) -> Iterator[ui.Button[View]]:
    yield from acts(card, card.buttons[:MAIN], voice)
    if len(card.buttons) > MAIN:
        yield from acts(card, [looking.look(looking.MORE)], voice)


def _foot(card: Card, voice: Voice) -> list[str]:
    foot = []
    if card.progress is not None and card.progress.of:
        foot.append(progress(card, voice))
    if card.signs:
        signs = (f"{SIGNS[OF_VERB[verb]]} {voice.label(verb)}" for verb in card.signs if verb in OF_VERB)
        foot.append(f"-# {voice.say('discord-signs')} {' · '.join(signs)}")
    return foot


def progress(card: Card, voice: Voice) -> str:
    """How many have answered, and who has not, unless the card says so."""
    one = card.progress
    assert one is not None  # noqa: S101 - asked before
    if not one.waiting or _names_them(card, one.waiting):
        return f"-# {voice.say('ui-progress', done=one.done, of=one.of)}"
    names = voice.marked.names(one.waiting)
    said = voice.say("ui-progress-waiting", done=one.done, of=one.of, people="{names}")
    return f"-# {quoting.cut(said.replace('{names}', names), ROOMY // 2)}"


def _names_them(card: Card, people: tuple[PersonId, ...]) -> bool:
    """Whether some line of a card says who they are already: as a list, or as who comes when."""
    said = (line.text.args for line in card.lines if isinstance(line.text, Msg))
    return any(set(people) <= set(_named(value for _, value in args)) for args in said)


def _named(values: Iterable[object]) -> Iterator[PersonId]:
    for value in values:
        if isinstance(value, Many):
            yield from value.people
        elif isinstance(value, Who):
            yield value.person


def _with_document(card: Card, voice: Voice, items: list[ui.Item[View]]) -> Sheet:
    if not card.document:
        return Sheet(view_of(items))
    name = f"{card.key.split('/')[1] if '/' in card.key else 'page'}.md"
    content = markdown.page(card.document, voice.paged).encode()
    return Sheet(view_of([*items, ui.File(f"attachment://{name}")]), name, content)


def view_of(items: Iterable[ui.Item[View]]) -> View:
    """A view that the library need not remember: what comes back from it is read from its tokens."""
    view = View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def said(text: str, *buttons: ui.Button[View]) -> Sheet:
    """One sentence for one person, harmless already, with buttons."""
    return Sheet(view_of([ui.TextDisplay(text), *rows_of(buttons)]))


def called(key: str, text: str, *buttons: ui.Button[View]) -> Sheet:
    """Somebody is named, with a button that is for them; it carries the key of what it stands for."""
    frame_id, first = mark_of(key)
    rows = [ui.ActionRow(*buttons)] if buttons else []
    frame = ui.Container[View](ui.TextDisplay(text, id=first), *rows, id=frame_id)
    return Sheet(view_of([frame]))
