"""The words of transcripts for shaping a proposal."""

from __future__ import annotations

from typing import Final

from facilitation import commands as c
from facilitation.model import Branch, Way
from facilitation.transcript.details import UNTIL
from facilitation.transcript.rows import Detail, Holds, Phrase, choice, person, text

SHAPING_PHRASES: Final = (
    Phrase(
        "begins to shape",
        c.OpenShaping,
        "driver",
        titled=True,
        details=(
            text("requirement", "requirement"),
            text("domain", "domain"),
            person("away", "away", many=True),
            text("item of", "item_of"),
            text("id", "id"),
        ),
    ),
    Phrase("says bingo to", c.Bingo, numbers="pieces", several=True),
    Phrase("notes", c.NotePiece, "text", details=(person("for", "person", needed=True),)),
    Phrase("rewords", c.RewordPiece, "text", "pieces", several=True),
    Phrase("merges", c.MergePieces, "text", "pieces", several=True),
    Phrase(
        "sorts",
        c.SortPiece,
        numbers="pieces",
        several=True,
        details=(Detail("informs", Holds.TEXT, "informs", ("yes", "no"), needed=True),),
    ),
    Phrase("finds out", c.AnswerPiece, "text", "pieces", several=True),
    Phrase("leaves out", c.LeaveOut, "text", "pieces", several=True),
    Phrase("has covered", c.Cover, numbers="pieces", several=True),
    Phrase("looks first at", c.LookFirst, numbers="pieces", several=True),
    Phrase("looks last at", c.LookLast, numbers="pieces", several=True),
    Phrase("words the needs", c.WordNeeds, "needs"),
    Phrase("rewords the requirement", c.RewordRequirement, "requirement"),
    Phrase(
        "says whose it is",
        c.ChooseBranch,
        "text",
        details=(choice("branch", "branch", Branch, needed=True), text("receiver", "receiver")),
    ),
    Phrase("sees a contradiction in", c.NoteContradiction, "text", "pieces", several=True),
    Phrase(
        "resolves",
        c.TakeWay,
        "text",
        "contradiction",
        details=(
            choice("way", "way", Way, needed=True),
            Detail("piece", Holds.NUMBER, "pieces", (), many=True),
        ),
    ),
    Phrase(
        "suggests as tuners",
        c.NameTuners,
        details=(
            person("first", "tuner", needed=True),
            person("second", "second"),
            person("third", "third"),
        ),
    ),
    Phrase(
        "proposes a helping circle",
        c.ProposeHelpers,
        "text",
        details=(person("led by", "leader", needed=True), UNTIL),
    ),
    Phrase("is done with the step", c.StepDone),
)
