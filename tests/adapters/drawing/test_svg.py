"""The map as a picture: well-formed, readable aloud, and no wider than what is said in it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.drawing import drawing
from adapters.drawing.layout import APART, LETTER, WIDTH, boxes, wide, wrapped
from adapters.wording import Wording
from facilitation.map import drawn, places
from facilitation.model import Circle, CircleId, Duty, Member, SubCircle
from facilitation.model.circles import Charter
from tests.facilitation.small_circles import ANA, BO, CY, NOW, circle, member

SVG = "{http://www.w3.org/2000/svg}"
VOICE = Wording(names={ANA: "Ana", BO: "Bo <b>", CY: "Cy & Co"})


def organisation() -> list[Circle]:
    """A circle with three below it, one of them with one more."""
    people = (member(ANA), member(BO), member(CY))
    ids = [CircleId(f"c{n}") for n in range(3)]
    subs = tuple(
        SubCircle(
            id=id_, charter=Charter(name=f"Circle {id_}", aim="", domains=("beds",), decides=True), leader=BO
        )
        for id_ in ids
    )
    top = circle(
        *people, id=CircleId("top"), name="Top", aim="All of it", domains=("beds", "paths"), subcircles=subs
    )
    below = [circle(*people[1:], id=id_, name=f"Circle {id_}", broader=top.id) for id_ in ids]
    deep = circle(Member(person=CY, duties=(Duty.LEADER,)), id=CircleId("deep"), name="Deep", broader=ids[0])
    return [top, *below, deep]


def picture(circles: list[Circle]) -> tuple[str, ET.Element]:
    text = drawing(drawn(circles, NOW), VOICE)
    return text, ET.fromstring(text)  # noqa: S314 - made just now, by the code under test


def words(root: ET.Element, tag: str) -> list[str]:
    return [" ".join("".join(found.itertext()).split()) for found in root.iter(SVG + tag)]


def test_it_is_read_out_as_a_whole():
    _, root = picture(organisation())

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "map-title map-desc"
    assert words(root, "title") == ["A map of our circles"]
    (description,) = words(root, "desc")
    assert description.startswith("5 circles")
    for said in ("Top", "Circle c1, in Top", "Bo <b>", "Deep, in Circle c0", "“paths” is with no sub-circle"):
        assert said in description


def test_everything_in_it_is_also_written():
    _, root = picture(organisation())
    shown = " ".join(words(root, "text"))

    for said in ("Top", "Deep", "Members: Ana, Bo <b> and Cy & Co", "leader: Bo <b>", "delegate: nobody yet"):
        assert said in shown


def test_lines_differ_in_more_than_their_colour():
    text, _ = picture(organisation())

    assert 'class="link up missing"' in text
    assert re.search(r"\.up \{[^}]*stroke-dasharray: 9 5", text)
    assert re.search(r"\.missing \{[^}]*stroke-dasharray: 2 6", text)
    assert "prefers-color-scheme: dark" in text


def test_names_are_never_markup_and_never_break_it():
    whole = [replace(organisation()[0], name='<script>"&\x00\ud800', aim="]]>", subcircles=())]
    text, root = picture(whole)

    assert "<script>" not in text
    assert any('<script>"&' in said for said in words(root, "text"))


def test_no_circle_is_an_empty_map():
    _, root = picture([])

    assert words(root, "text") == []


def test_boxes_stand_apart_and_beside_what_is_below_them():
    top = drawn(organisation(), NOW)
    found = boxes(top, {place.id: () for _, place in places(top)})

    columns: dict[float, list[tuple[float, float]]] = {}
    for box in found:
        columns.setdefault(box.x, []).append((box.y, box.y + box.height))
        assert box.above is None or box.x >= box.above.x + WIDTH
    for column in columns.values():
        column.sort()
        assert all(below[0] - above[1] >= APART for above, below in pairwise(column))


@given(st.text(max_size=300), st.floats(40, 300))
def test_no_row_is_wider_than_its_room(text: str, room: float):
    rows = wrapped(text, room)

    assert all(sum(map(wide, row)) * LETTER <= room for row in rows)
    assert "".join("".join(rows).split()) == "".join(text.split())


@pytest.mark.parametrize(("char", "width"), [("a", 1), ("日", 2), ("\u0301", 0), ("\u200d", 0)])
def test_letters_are_as_wide_as_they_are(char: str, width: int):
    assert wide(char) == width


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as the Web Content Accessibility Guidelines measure it."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_what_is_written_can_be_read_in_light_and_in_dark():
    text, _ = picture(organisation())
    style = text[text.index("<style>") : text.index("</style>")]
    light, dark = style.split("@media")
    for part in (light, dark):
        colour = dict(re.findall(r"(\S+) \{[^}]*?fill: (#\w{6})", part))
        for ink in ("text", ".quiet", ".look"):
            for paper in (".box", ".paper"):
                assert contrast(colour[ink], colour[paper]) >= 4.5, (ink, paper)
