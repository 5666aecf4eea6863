"""What people write stays text in Markdown, whatever it looks like: read back by another CommonMark parser."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from adapters import markdown
from adapters.markdown.render import JOINER
from adapters.wording import Wording
from facilitation.cards import Kind, Line, Many, Said, Who, msg
from facilitation.model import GONE, PersonId

ANA, MALLORY = PersonId("u-ana"), PersonId("u-mallory")
HOSTILE = (
    "[a kind link](https://evil.example)",
    "![seen](https://evil.example/pixel.png)",
    "<https://evil.example>",
    "[ref]: https://evil.example",
    "[ref][1]\n\n[1]: https://evil.example",
    "# A heading of my own",
    "Not yet decided\n===============",
    "Decided\n-------",
    "<script>alert(1)</script>",
    "<!-- hidden -->",
    "<!channel> <@U123> <#C123|general> @everyone @here <@&5> <@5>",
    "&lt;script&gt; &#x40;everyone &copy;",
    "```\ncode\n```",
    "~~~\ncode\n~~~",
    "`code` and ``more``",
    "**loud** __louder__ ~~gone~~ _soft_",
    "> Ana: I consent",
    "- one\n- two",
    "+ one",
    "* one",
    "1. one\n2) two",
    "| a | b |\n|---|---|\n| c | d |",
    "***",
    "- - -",
    "a line that breaks  \nhere\\\nand here",
    "    four blanks\n\n    and four more",
    "\tindented",
    "a\n\n\tb",
    "back\\slash \\*not\\*",
    "\u202eturned\u202c \u200bhidden\u2066x\u2069",
    "bell \a null \0 escape \x1b[31m",
    "\r\nwindows\rline ends",
    "   ",
    "",
)
TEXTS = st.text(alphabet="ab #*_`[]()<>!&|~-+=:.1\\/\"' \n\t@$^", max_size=40)
OURS = {
    "heading_open",
    "heading_close",
    "paragraph_open",
    "paragraph_close",
    "blockquote_open",
    "blockquote_close",
    "bullet_list_open",
    "bullet_list_close",
    "list_item_open",
    "list_item_close",
    "inline",
}
INLINE = {"text", "text_special", "softbreak", "hardbreak", "strong_open", "strong_close"}
"""What our own pages are made of."""


def voice(name: str = "Mallory") -> Wording:
    return Wording(names={ANA: "Ana", MALLORY: name}, insert=markdown.insert)


def parsed(page: str) -> list[Token]:
    """What a reader of Markdown sees: CommonMark with tables and struck-out text, as most of them have."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page)


def inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def kinds(tokens: list[Token]) -> set[str]:
    return {token.type for token in tokens} | {token.type for token in inline(tokens)}


def words(tokens: list[Token]) -> str:
    """The text that is read, with blanks and breaks alike."""
    texts = (
        " ".join(child.content or " " for child in token.children or ())
        for token in tokens
        if token.type == "inline"
    )
    return "".join("".join(texts).split()).replace(JOINER, "")


def bare(text: str) -> str:
    return "".join(markdown.bare(text).split())


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_text_on_every_kind_of_line(kind: Kind, text: str):
    lines = (Line(Kind.NOTE, Said("before")), Line(kind, Said(text)), Line(Kind.NOTE, Said("after")))

    tokens = parsed(markdown.page(lines, voice()))

    assert kinds(tokens) <= OURS | INLINE
    assert words(tokens) == f"before{bare(text)}after"


@given(TEXTS, st.sampled_from(Kind), st.sampled_from(Kind))
def test_no_text_becomes_anything_else(text: str, kind: Kind, after: Kind):
    lines = (Line(kind, Said(text)), Line(after, Said(text)))

    tokens = parsed(markdown.page(lines, voice()))

    assert kinds(tokens) <= OURS | INLINE
    assert words(tokens) == bare(text) * 2


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_a_name(name: str):
    said = voice(name)
    lines = (
        Line(Kind.QUOTE, Said("Hello."), MALLORY),
        Line(Kind.NOTE, msg("board-facilitator", person=Who(MALLORY))),
        Line(Kind.LIST, msg("board-away", people=Many((MALLORY, ANA)))),
    )

    tokens = parsed(markdown.page(lines, said))

    assert kinds(tokens) <= OURS | INLINE
    plain = Wording(names={ANA: "Ana", MALLORY: name})
    expected = (f"{plain.name(MALLORY)}:Hello.", *(plain.say(line.text) for line in lines[1:]))
    assert words(tokens) == "".join(bare(text) for text in expected)
    assert [token.type for token in inline(tokens)].count("strong_open") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_inside_a_sentence_stays_inside_it(text: str):
    page = markdown.page((Line(Kind.TITLE, msg("board-title", step="S", title=Said(text))),), voice())

    tokens = parsed(page)

    assert [token.type for token in tokens] == ["heading_open", "inline", "heading_close"]
    assert kinds(tokens) <= OURS | INLINE


def test_what_this_would_notice():
    """The same text without being escaped is a link, a heading and a picture."""
    assert {"link_open", "image", "fence", "html_block"} <= kinds(parsed("\n\n".join(HOSTILE)))


@pytest.mark.parametrize("text", ["@everyone", "@here", "(@ana", "<!channel>", "<@U123>", "<@&5>"])
def test_nothing_that_a_platform_would_make_a_ping_of_stands_there_as_it_was(text: str):
    assert text not in markdown.page((Line(Kind.TEXT, Said(text)),), voice())


def test_an_address_can_be_copied():
    assert "ana@example.org" in markdown.page((Line(Kind.TEXT, Said("Write to ana@example.org.")),), voice())


def test_what_was_removed_is_said_to_be():
    page = markdown.page((Line(Kind.QUOTE, Said(GONE), ANA),), voice())

    assert page == f"> **Ana:** {voice().say(msg('words-removed'))}\n"


def test_a_page_reads_well_as_plain_text_too():
    lines = (
        Line(Kind.TITLE, msg("board-title", step="Report", title=Said("Water"))),
        Line(Kind.LIST, Said("one")),
        Line(Kind.LIST, Said("two\nlines")),
        Line(Kind.TEXT, Said("At 19:00, for 3-4 people.\n\nBring bread, please.")),
        Line(Kind.QUOTE, Said("Yes."), ANA),
        Line(Kind.NOTE, Said("Note")),
    )

    assert markdown.page(lines, voice()) == (
        "# Report – Water\n\n- one\n- two\n  lines\n\n"
        "> At 19:00, for 3-4 people.\n>\n> Bring bread, please.\n\n> **Ana:** Yes.\n\nNote\n"
    )
