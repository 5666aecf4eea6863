"""What one person is shown: a note and what they had typed, whole, in several messages or a file where it is long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from discord import ui

from adapters.discord import limits, quoting
from adapters.discord.render import (
    ROOMY,
    Row,
    Sheet,
    View,
    Voice,
    acts,
    joined,
    progress,
    row_of,
    rows_of,
    view_of,
)
from adapters.reception import Note
from facilitation.cards import Card

SHEETS: Final = 5
"""So many messages for one note, then a file."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that fits into one message, with the buttons beneath it."""

    text: str
    buttons: tuple[ui.Button[View], ...] = ()


def note(
    one: Note, voice: Voice, *, also: Sequence[ui.Button[View]] = (), verb: str = ""
) -> tuple[Sheet, ...]:
    """A note as messages for one person, whole: in several messages or a file where it is long.

    `also` are buttons at its end, `verb` the act whose form what was typed stood in.
    """
    pieces = [piece for card in one.cards for piece in _pieces(card, voice)]
    typed = [(voice.bare.blank(verb, blank), text) for blank, text in one.typed if text]
    pieces += _typed_pieces(typed, voice)
    return _sheets(pieces, tuple(also), voice)


def typed_note(
    sentence: str, typed: Sequence[tuple[str, str]], voice: Voice, *buttons: ui.Button[View]
) -> tuple[Sheet, ...]:
    """A sentence, and what somebody had typed: by the label of its field, exactly as it was."""
    return _sheets([_Piece(sentence), *_typed_pieces(typed, voice)], buttons, voice)


def _typed_pieces(typed: Sequence[tuple[str, str]], voice: Voice) -> list[_Piece]:
    found = [_Piece(voice.say("discord-typed"))] if typed else []
    for label, text in typed:
        for place, part in enumerate(quoting.parts(text, ROOMY - 200)):
            head = f"**{quoting.escaped(label)}**\n" if place == 0 else ""
            found.append(_Piece(head + quoting.fenced(part)))
    return found


def _pieces(card: Card, voice: Voice) -> Iterator[_Piece]:
    texts = list(_whole_texts(card, voice)) or [""]
    if card.document:
        texts += _chunks(row_of(line, voice) for line in card.document)
    if card.progress is not None and card.progress.of:
        texts.append(progress(card, voice))
    for text in texts[:-1]:
        yield _Piece(text)
    yield _Piece(texts[-1], tuple(acts(card, card.buttons, voice)))


def _whole_texts(card: Card, voice: Voice) -> Iterator[str]:
    yield from _chunks(row_of(line, voice) for line in card.lines)


def _chunks(rows: Iterable[Row]) -> Iterator[str]:
    """Rows as texts that each fit into one message; what is too long for one goes on in the next."""
    held: list[Row] = []
    for row in rows:
        for part in _split(row):
            if held and len(joined([*held, part], None)) > ROOMY:
                yield joined(held, None)
                held = []
            held.append(part)
    if held:
        yield joined(held, None)


def _split(row: Row) -> Iterator[Row]:
    if len(row.shown()) <= ROOMY:
        yield row
        return
    # Escaped, a text may be twice as long, and each of its lines begins with a mark.
    for place, part in enumerate(quoting.parts(row.text, ROOMY // 4)):
        yield Row(row.kind, part, row.own, row.name if place == 0 else "")


def _sheets(pieces: Sequence[_Piece], also: tuple[ui.Button[View], ...], voice: Voice) -> tuple[Sheet, ...]:
    groups: list[list[_Piece]] = [[]]
    for piece in pieces:
        if groups[-1] and not _fits([*groups[-1], piece]):
            groups.append([])
        groups[-1].append(piece)
    if len(groups) > SHEETS:
        return (_as_file(pieces, also, voice),)
    return tuple(
        _sheet(group, also if place == len(groups) - 1 else ()) for place, group in enumerate(groups)
    )


def _fits(pieces: Sequence[_Piece]) -> bool:
    text = sum(len(piece.text) for piece in pieces)
    parts = sum(3 + len(piece.buttons) + len(piece.buttons) // limits.ROW for piece in pieces)
    return text <= ROOMY and parts <= limits.COMPONENTS - limits.ROW - 3


def _sheet(pieces: Sequence[_Piece], also: tuple[ui.Button[View], ...]) -> Sheet:
    items: list[ui.Item[View]] = []
    for place, piece in enumerate(pieces):
        if place and items:
            items.append(ui.Separator[View](visible=False))
        if piece.text:
            items.append(ui.TextDisplay(piece.text))
        items += rows_of(piece.buttons)
    items += rows_of(also)
    return Sheet(view_of(items or [ui.TextDisplay("\u200b")]))


def _as_file(pieces: Sequence[_Piece], also: tuple[ui.Button[View], ...], voice: Voice) -> Sheet:
    buttons = [one for piece in pieces for one in piece.buttons][: limits.ROW * 2]
    content = "\n\n".join(piece.text for piece in pieces if piece.text).encode()
    name = "text.md"
    shown = _sheet([_Piece(voice.say("discord-as-file"), tuple(buttons))], also).view
    shown.add_item(ui.File(f"attachment://{name}"))
    return Sheet(shown, name, content)
