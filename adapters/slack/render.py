"""Cards and notes as Slack's blocks.

Each message is whole in its `text` too, which is all that screen readers and notifications take. What one person
wrote is never markup (see `text`), and nobody is pinged: names are names. A card that would be too much for one message
is shortened, the longest texts first, and then has a button to read all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from adapters.looking import LOOKS, MORE, TEXT
from adapters.reception import Note
from adapters.slack import text as t
from adapters.slack.text import Json, Voices
from adapters.tokens import Token, token_of, written
from adapters.wording.voice import Names
from facilitation.cards import Button, Card, Kind, Line, Progress, Said, msg
from facilitation.view.buttons import on_panel

MOST_BUTTONS: Final = 8
"""So many acts are offered on a panel at once; `more` shows the others."""
ROW: Final = 25
LONGEST_KEY: Final = 240
"""Characters of a card's key that fit into the name of a block."""
CAPS: Final = (None, 2500, 1200, 600, 300, 140, 70)
"""Characters of one text that are shown, tried in this order until everything fits."""
SIGN_OF: Final = {
    "Consent": ("👍", "+1"),
    "RaiseConcern": ("💭", "thought_balloon"),
    "Object": ("✋", "hand"),
}
"""What stands for an act under a consent prompt: as people see it, and as Slack calls it."""

_CIRCLES: Final = 20  # a progress line draws at most so many


@dataclass(frozen=True, slots=True)
class Message:
    """What a message shows, and the words that stand for all of it."""

    text: str
    blocks: list[Json]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line in words: `marked` is the same for `mrkdwn`, or None when Slack would obey something in it."""

    kind: Kind
    words: str
    marked: str | None


# --- whole messages -------------------------------------------------------------------------------------------


def card(one: Card, voices: Voices) -> Message:
    """A card as a message of a channel or of a direct message."""
    body = _body(one, voices, t.MESSAGE_BLOCKS - 6)
    foot = (*_progress(one.progress, voices), *_signs(one.signs, voices))
    tail = _rows([*_panel(one, voices), *([_read_all(one, voices)] if body.cut else [])], "acts", one.key)
    return Message(_text([one], voices), [*body.blocks, *foot, *tail])


def linked(one: Card, voices: Voices, address: str) -> Message:
    """A card with a link to its page below it; the address is Slack's own."""
    shown = card(one, voices)
    link = f"<{address}|{t.escaped(voices.say(msg('slack-canvas')))}>"
    block = {"type": "section", "text": t.mrkdwn(link)}
    return Message(_whole_lines([*shown.text.split("\n"), link]), [*shown.blocks, block])


def note(told: Note, names: Names) -> list[Message]:
    """What one person alone sees, in as few messages as can hold it."""
    voices = Voices(told.reader, names)
    messages: list[Message] = []
    for place, one in enumerate(told.cards):
        body = _body(one, voices, t.MESSAGE_BLOCKS - 8)
        acts = _rows([*_every(one, voices), *([_read_all(one, voices)] if body.cut else [])], f"acts-{place}")
        _append(messages, Message(_text([one], voices), [*body.blocks, *acts]))
    for kept in typed(told, voices):
        _append(messages, kept, between=False)
    if not messages:
        words = voices.say(msg("slack-empty"))
        messages.append(Message(t.escaped(words), [_context(words)]))
    return messages


def home(told: Note, names: Names) -> Json:
    """The Home tab: everything of one person in one view."""
    return {"type": "home", "blocks": stacked(told, Voices(told.reader, names))}


def stacked(told: Note, voices: Voices) -> list[Json]:
    """The cards of a note below each other, with lines between them, for a view; at most 100 blocks."""
    blocks: list[Json] = []
    for place, one in enumerate(told.cards):
        body = _body(one, voices, t.MESSAGE_BLOCKS - 8)
        acts = _rows([*_every(one, voices), *([_read_all(one, voices)] if body.cut else [])], f"acts-{place}")
        more = [*([{"type": "divider"}] if blocks else []), *body.blocks, *acts]
        if len(blocks) + len(more) > t.VIEW_BLOCKS - 4:
            count = len(told.cards) - place
            blocks.append(_context(voices.say(msg("slack-more-lines", count=count))))
            break
        blocks += more
    blocks += [block for kept in typed(told, voices) for block in kept.blocks]
    return blocks[: t.VIEW_BLOCKS] or [_context(voices.say(msg("slack-empty")))]


def typed(told: Note, voices: Voices) -> Iterator[Message]:
    """What somebody had written that was not taken: given back whole, for them to keep; a message for each piece."""
    if told.typed:
        words = voices.say(msg("slack-typed"))
        yield Message(t.escaped(words), [_section_plain(words)])
    for blank, text in told.typed:
        label = voices.plain.blank("", blank)
        for place, piece in enumerate(t.pieces(t.clean(text), t.SECTION)):
            spoken = t.escaped(t.shortened(f"{label} {piece}", t.FALLBACK // 6))
            above = [_context(label)] if place == 0 else []
            yield Message(spoken, [*above, _section_plain(piece)])


def _append(messages: list[Message], more: Message, *, between: bool = True) -> None:
    """Put a message under the last one where both fit into one, with a line between them, else behind it."""
    line: list[Json] = [{"type": "divider"}] if between else []
    if messages and _fits([*messages[-1].blocks, *line, *more.blocks]):
        last = messages[-1]
        text = _whole_lines([*last.text.split("\n"), *more.text.split("\n")])
        messages[-1] = Message(text, [*last.blocks, *line, *more.blocks])
    else:
        messages.append(more)


# --- lines ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Body:
    blocks: list[Json]
    cut: bool


def _body(one: Card, voices: Voices, room: int) -> _Body:
    """The lines of a card in at most so many blocks, shortened as little as it takes."""
    said = [(line, voices.say(line.text)) for line in one.lines]
    for cap in CAPS:
        if cap is None and sum(len(words) for _line, words in said) > t.MESSAGE:
            continue  # no need to try
        blocks = [*_blocks([_piece(line, words, voices, cap) for line, words in said])]
        if _fits(blocks, room):
            return _Body(blocks, cap is not None)
    return _Body([*_as_many_as_fit(said, voices, room)], cut=True)


def _as_many_as_fit(said: list[tuple[Line, str]], voices: Voices, room: int) -> Iterator[Json]:
    pieces = [_piece(line, words, voices, CAPS[-1]) for line, words in said]
    blocks: list[Json] = []
    while pieces:
        pieces = pieces[: len(pieces) * 9 // 10]
        blocks = [*_blocks(pieces)]
        if _fits(blocks, room - 1):
            break
    yield from blocks
    yield _context(voices.say(msg("slack-more-lines", count=len(said) - len(pieces))))


def _fits(blocks: Sequence[Json], room: int = t.MESSAGE_BLOCKS) -> bool:
    return len(blocks) <= room and sum(map(_length, blocks)) <= t.MESSAGE


def _length(block: Any) -> int:  # noqa: ANN401 - JSON
    """The characters of all texts in a block."""
    if isinstance(block, dict):
        own = len(block["text"]) if isinstance(block.get("text"), str) else 0
        return own + sum(_length(value) for value in block.values() if isinstance(value, dict | list))
    return sum(map(_length, block)) if isinstance(block, list) else 0


def _piece(line: Line, words: str, voices: Voices, cap: int | None) -> _Piece:
    said = line.text
    if cap is not None and len(words) > cap:
        words = f"{t.shortened(words, cap)} {voices.say(msg('slack-cut'))}"
        said = Said(words)
    marked = voices.marked(said)
    if line.by is None or line.kind is not Kind.QUOTE:
        return _Piece(line.kind, words, marked)
    name = voices.say(msg("ui-by", person=Said(voices.plain.name(line.by))))
    return _Piece(line.kind, f"{name} {words}", _named(name, marked))


def _named(name: str, marked: str | None) -> str | None:
    """Somebody's words behind their name; below it, set apart, where they have paragraphs."""
    if marked is None or t.OBEYED.search(name):
        return None
    return f"*{t.escaped(name)}*" + (f"\n{_set_apart(marked)}" if "\n" in marked else f" {marked}")


def _set_apart(marked: str) -> str:
    return "\n".join(f">{row}" for row in marked.split("\n"))


_JOINED: Final = {Kind.LIST: "\n", Kind.NOTE: "\n", Kind.QUOTE: "\n\n", Kind.TEXT: "\n\n", Kind.LEAD: "\n"}


def _blocks(many: Iterable[_Piece]) -> Iterator[Json]:
    """Pieces as blocks; neighbours of one kind share a block, since a message holds but fifty."""
    shaped = (_shaped(piece) for piece in many if piece.words.strip())
    for (kind, is_marked), group in groupby(shaped, lambda piece: (piece.kind, piece.marked is not None)):
        texts = [piece.marked if piece.marked is not None else piece.words for piece in group]
        if kind is Kind.TITLE:
            yield from (_title(text) for text in texts)
            continue
        for text in _packed(texts, _JOINED[kind]):
            yield _block(kind, t.mrkdwn(text) if is_marked else t.plain(text))


def _shaped(piece: _Piece) -> _Piece:
    """A piece as it stands in its block. What is too long for one block stays without markup, to be cut."""
    marked = piece.marked
    if piece.kind is Kind.TITLE or (marked is not None and len(marked) > t.SECTION - 200):
        marked = None
    if marked is not None and piece.kind is Kind.LEAD and "\n" not in marked:
        marked = f"*{marked}*"
    if marked is not None and piece.kind is Kind.TEXT:
        marked = _set_apart(marked)
    if piece.kind is Kind.LIST:
        marked = None if marked is None else f"• {marked}"
        return replace(piece, words=f"• {piece.words}", marked=marked)
    return replace(piece, marked=marked)


def _packed(texts: Iterable[str], between: str) -> Iterator[str]:
    """Texts together, as many in one as fit into a section; one that is too long is cut between paragraphs."""
    packed = ""
    for text in texts:
        if packed and len(packed) + len(between) + len(text) > t.SECTION:
            yield from t.pieces(packed, t.SECTION)
            packed = ""
        packed = f"{packed}{between}{text}" if packed else text
    yield from t.pieces(packed, t.SECTION)


def _title(text: str) -> Json:
    words = " ".join(text.split())
    if len(words) <= t.HEADER:
        return {"type": "header", "text": t.plain(words, t.HEADER)}
    return _section_plain(words)  # a title that a heading would cut stands whole


def _block(kind: Kind, text: Json) -> Json:
    if kind is Kind.NOTE:
        return {"type": "context", "elements": [text]}
    return {"type": "section", "text": text}


def _section_plain(text: str) -> Json:
    return {"type": "section", "text": t.plain(text)}


def _context(text: str) -> Json:
    return {"type": "context", "elements": [t.plain(text)]}


def about(lines: Iterable[Line], voices: Voices) -> list[Json]:
    """Lines above a form."""
    return _body(Card(key="", lines=tuple(lines)), voices, t.MESSAGE_BLOCKS).blocks


# --- what stands below ----------------------------------------------------------------------------------------


def _progress(progress: Progress | None, voices: Voices) -> Iterator[Json]:
    if progress is None or progress.of == 0:
        return
    words = voices.say(msg("slack-progress", done=progress.done, of=progress.of))
    drawn = "●" * progress.done + "○" * (progress.of - progress.done)
    yield _context(f"{drawn}  {words}" if progress.of <= _CIRCLES else words)


def _signs(verbs: Sequence[str], voices: Voices) -> Iterator[Json]:
    if offered := [verb for verb in verbs if verb in SIGN_OF]:
        signs = " · ".join(f"{SIGN_OF[verb][0]} {voices.plain.label(verb)}" for verb in offered)
        yield _context(voices.say(msg("slack-signs", signs=signs)))


def _panel(one: Card, voices: Voices) -> list[Json]:
    """The acts of a card that everyone sees: the main ones, then what can be looked at, all other acts among it."""
    ways = [button for button in one.buttons if button.verb in LOOKS]
    acts = [button for button in one.buttons if button.verb not in LOOKS]
    main = on_panel(acts, one.to)[:MOST_BUTTONS]
    folded = len(main) < len(acts) and one.to is None
    if folded and all(way.verb != MORE for way in ways):
        ways = [*ways, Button(MORE, acts[0].step)]
    shown = [_button(one, button, voices, primary=len(main) == 1) for button in main]
    return shown + [_button(one, way, voices) for way in ways]


def _every(one: Card, voices: Voices) -> list[Json]:
    return [_button(one, button, voices) for button in one.buttons]


def _button(one: Card, button: Button, voices: Voices, *, primary: bool = False) -> Json:
    label = voices.plain.button(button)
    shown = _link(token_of(one, button, sure=True), label)
    if title := _title_of(one, voices):
        shown["accessibility_label"] = t.shortened(f"{label}: {title}", t.BUTTON)
    if button.final:
        return shown | {"style": "danger", "confirm": _confirm(button, voices)}
    return shown | ({"style": "primary"} if primary else {})


def _look(token: Token, voices: Voices) -> Json:
    return _link(token, voices.plain.label(token.verb))


def _link(token: Token, label: str) -> Json:
    return {"type": "button", "text": t.plain(label, t.BUTTON), "value": written(token)}


def _read_all(one: Card, voices: Voices) -> Json:
    step = one.buttons[0].step if one.buttons else _step(one)
    return _look(Token(one.key.partition("/")[0], TEXT, step), voices)


def _step(one: Card) -> int:
    number = one.key.rpartition("/")[2]
    return int(number[:6]) if number.isascii() and number.isdigit() else 0


def _title_of(one: Card, voices: Voices) -> str:
    return next((voices.say(line.text) for line in one.lines if line.kind is Kind.TITLE), "")


def _confirm(button: Button, voices: Voices) -> Json:
    return {
        "title": t.plain(voices.plain.button(button), 100),
        "text": t.plain(voices.plain.confirmation(button.verb), 300),
        "confirm": t.plain(voices.say(msg("ui-confirm")), 30),
        "deny": t.plain(voices.say(msg("ui-cancel")), 30),
        "style": "danger",
    }


def _rows(buttons: list[Json], name: str, key: str = "") -> list[Json]:
    """Buttons in as many rows as they need, each with a name of its own in the message; on a card it has its `key`."""
    named = [button | {"action_id": f"{name}-{place}"} for place, button in enumerate(buttons)]
    rows = [named[start : start + ROW] for start in range(0, len(named), ROW)]
    called = f"{key} row " if 0 < len(key) <= LONGEST_KEY else f"{name}-row-"
    return [{"type": "actions", "block_id": f"{called}{n}", "elements": row} for n, row in enumerate(rows)]


# --- in words alone -------------------------------------------------------------------------------------------


def _text(cards: Iterable[Card], voices: Voices) -> str:
    """Everything that cards say and offer, for whoever sees no blocks; at most `FALLBACK` characters."""
    every = tuple(cards)
    for cap in (t.FALLBACK, 2000, 1000, 300):
        lines = [line for one in every for line in _spoken(one, voices, cap)]
        if sum(len(line) + 1 for line in lines) <= t.FALLBACK:
            break
    return _whole_lines(lines)


def _spoken(one: Card, voices: Voices, cap: int) -> Iterator[str]:
    for line in one.lines:
        name = f"{voices.plain.name(line.by)}: " if line.by is not None and line.kind is Kind.QUOTE else ""
        words = voices.say(line.text)
        said = line.text if len(words) <= cap else Said(t.shortened(words, cap))
        yield t.escaped(t.clean(name)) + voices.fallback(said)
    if one.progress is not None and one.progress.of:
        yield voices.fallback(msg("slack-progress", done=one.progress.done, of=one.progress.of))
    if acts := [voices.plain.button(button) for button in on_panel(one.buttons, one.to)]:
        yield voices.fallback(msg("slack-can-do", acts=Said(" · ".join(acts[:MOST_BUTTONS]))))


def _whole_lines(lines: Iterable[str]) -> str:
    """As many whole lines as fit: a date or an escaped sign is never cut in two."""
    kept: list[str] = []
    length = 0
    for line in lines:
        length += len(line) + 1
        if length > t.FALLBACK:
            kept.append("…")
            break
        kept.append(line)
    return "\n".join(kept)
