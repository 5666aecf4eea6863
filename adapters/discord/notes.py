"""What one person is shown: a note and what they had typed, whole, in several messages or a file where it is long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from discord import ui

from adapters.discord import limits, quoting
from adapters.discord.render import (
    ROOMY,
    WHOLE,
    Row,
    Sheet,
    View,
    Voice,
    acts,
    joined,
    plain,
    progress,
    row_of,
    rows_of,
    view_of,
)
from adapters.reception import Note
from facilitation.cards import Card

BRIEF: Final = 60
"""What is this short and plain stands beside its label; anything else beneath it, to be copied as it is."""
SHEETS: Final = 5
"""So many messages for one note, then a file."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that fits into one message, the same without any markup, and the buttons beneath it."""

    text: str
    plain: str = ""
    buttons: tuple[ui.Button[View], ...] = ()


def note(one: Note, voice: Voice, *, verb: str = "") -> tuple[Sheet, ...]:
    """A note as messages for one person, whole: in several messages or a file where it is long.

    `verb` is the act whose form what was typed stood in.
    """
    pieces = [piece for card in one.cards for piece in _pieces(card, voice)]
    typed = [(voice.bare.blank(verb, blank), text) for blank, text in one.typed if text]
    return _sheets([*pieces, *_typed_pieces(typed, voice)], (), voice)


def typed_note(
    sentence: str, typed: Sequence[tuple[str, str]], voice: Voice, *buttons: ui.Button[View]
) -> tuple[Sheet, ...]:
    """A sentence, and what somebody had typed: by the label of its field, exactly as it was."""
    return _sheets([_Piece(sentence, sentence), *_typed_pieces(typed, voice)], buttons, voice)


def _typed_pieces(typed: Sequence[tuple[str, str]], voice: Voice) -> list[_Piece]:
    found = [_Piece(voice.say("discord-typed"))] if typed else []
    for label, text in typed:
        head = f"**{quoting.escaped(label)}**"
        if len(text) <= BRIEF and quoting.escaped(text) == text and "\n" not in text:
            found.append(_Piece(f"{head} {text}", f"{label} {text}"))
            continue
        for place, part in enumerate(quoting.parts(text, ROOMY - 200)):
            first = place == 0
            shown = f"{head}\n{quoting.fenced(part)}" if first else quoting.fenced(part)
            found.append(_Piece(shown, f"{label}\n\n{part}" if first else part))
    return found


def _pieces(card: Card, voice: Voice) -> Iterator[_Piece]:
    pieces = list(_chunks(row_of(line, voice) for line in (*card.lines, *card.document)))
    if card.progress is not None and card.progress.of:
        pieces.append(_Piece(progress(card, voice)))
    last = pieces.pop() if pieces else _Piece("")
    yield from pieces
    yield _Piece(last.text, last.plain, tuple(acts(card, card.buttons, voice)))


def _chunks(rows: Iterable[Row]) -> Iterator[_Piece]:
    """Rows as texts that each fit into one message; what is too long for one goes on in the next."""
    held: list[Row] = []
    for row in rows:
        for part in _split(row):
            if held and len(joined([*held, part], None)) > ROOMY:
                yield _piece(held)
                held = []
            held.append(part)
    if held:
        yield _piece(held)


def _piece(rows: Sequence[Row]) -> _Piece:
    return _Piece(joined(rows, None), plain(rows))


def _split(row: Row) -> Iterator[Row]:
    if len(row.shown()) <= ROOMY:
        yield row
        return
    # Escaped, a text may be twice as long, and each of its lines begins with a mark.
    for place, part in enumerate(quoting.parts(row.text, ROOMY // 4)):
        yield Row(row.kind, part, row.own, row.name if place == 0 else "")


def _sheets(pieces: Sequence[_Piece], also: Sequence[ui.Button[View]], voice: Voice) -> tuple[Sheet, ...]:
    groups: list[list[_Piece]] = [[]]
    for piece in pieces:
        if groups[-1] and not _fits([*groups[-1], piece]):
            groups.append([])
        groups[-1].append(piece)
    if len(groups) > SHEETS:
        return (_as_file(pieces, also, voice),)
    last = len(groups) - 1
    return tuple(
        Sheet(view_of(_items(group, also if place == last else ()))) for place, group in enumerate(groups)
    )


def _fits(pieces: Sequence[_Piece]) -> bool:
    text = sum(len(piece.text) for piece in pieces)
    parts = sum(3 + len(piece.buttons) + len(piece.buttons) // limits.ROW for piece in pieces)
    return text <= ROOMY and parts <= limits.COMPONENTS - limits.ROW - 3


def _items(pieces: Sequence[_Piece], also: Sequence[ui.Button[View]]) -> list[ui.Item[View]]:
    """What stands in one message. A button that several cards have is there once: it means the same."""
    items: list[ui.Item[View]] = []
    known: set[str | None] = set()
    for piece in (*pieces, _Piece("", buttons=tuple(also))):
        if piece.text and items:
            items.append(ui.Separator[View](visible=False))
        if piece.text:
            items.append(ui.TextDisplay(piece.text))
        items += rows_of(one for one in piece.buttons if one.custom_id not in known)
        known |= {one.custom_id for one in piece.buttons}
    return items or [ui.TextDisplay("\u200b")]


def _as_file(pieces: Sequence[_Piece], also: Sequence[ui.Button[View]], voice: Voice) -> Sheet:
    """Too much even for several messages: a file without any markup."""
    buttons = [one for piece in pieces for one in piece.buttons][: limits.ROW * 2]
    content = "\n\n".join(piece.plain or piece.text for piece in pieces).encode()
    items = _items([_Piece(voice.say("discord-as-file"), buttons=tuple(buttons))], also)
    return Sheet(view_of([*items, ui.File(f"attachment://{WHOLE}")]), WHOLE, content)
