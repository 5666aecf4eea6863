"""Sentences are read one by one, each when it is said first: that must come to the same as reading all of them."""

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast

from adapters.wording import SOURCE, bundles, ids, languages
from adapters.wording.bundles import Bundle, bundle, entries, files

CHOICE = """\
hello = { $who ->
    [all]{bye} { -bot }
   *[one] Oh.
}
bye = So long,
-bot = { name }
name = Bot
"""


def parsed(language: str) -> dict[str, ast.Message | ast.Term]:
    """Every entry as Fluent's own parser finds it in the whole files."""
    whole = [one for path in files(language) for one in FluentParser().parse(path.read_text("utf-8")).body]
    assert not [one.content for one in whole if isinstance(one, ast.Junk)]
    return {
        ("-" if isinstance(one, ast.Term) else "") + one.id.name: one
        for one in whole
        if isinstance(one, ast.Message | ast.Term)
    }


@pytest.mark.parametrize("language", languages())
def test_each_sentence_is_read_alone_as_it_is_read_with_all_others(language: str):
    whole = parsed(language)

    assert entries(language).keys() == whole.keys()
    for name, source in entries(language).items():
        (alone,) = (one for one in FluentParser().parse(source).body if isinstance(one, type(whole[name])))
        assert alone.equals(whole[name], ignored_fields=["span", "comment"]), name


@pytest.mark.parametrize("language", languages())
def test_the_ids_are_those_that_the_parser_finds(language: str):
    messages = [one for one in parsed(language).values() if isinstance(one, ast.Message)]

    with_text = {one.id.name for one in messages if one.value is not None}
    attributes = {f"{one.id.name}.{part.id.name}" for one in messages for part in one.attributes}
    assert ids(language) == with_text | attributes


def test_a_sentence_that_refers_to_others_can_be_said_first():
    referring = [name for name, text in entries(SOURCE).items() if re.search(r"\{ [a-z][a-z-]* \}", text)]
    assert referring

    for name in referring:
        fresh = Bundle(SOURCE)
        message = fresh.get_message(name)
        patterns = [*filter(None, (message.value,)), *message.attributes.values()]
        faults = [str(fault) for pattern in patterns for fault in fresh.format_pattern(pattern, {})[1]]
        assert not [fault for fault in faults if fault.startswith(("Unknown message", "Unknown term"))], name


def test_terms_and_what_stands_in_a_choice_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "some.ftl").write_text(CHOICE, encoding="utf-8")
    monkeypatch.setattr(bundles, "HOME", tmp_path)
    try:
        fresh = Bundle("xx")
        text, errors = fresh.format_pattern(fresh.get_message("hello").value, {"who": "all"})
    finally:
        entries.cache_clear()

    assert (text, errors) == ("So long, Bot", [])


def test_what_there_is_not_is_not_found():
    assert not bundle(SOURCE).has_message("no-such-message")
    assert bundle(SOURCE).has_message("turn")
    with pytest.raises(LookupError):
        bundle(SOURCE).get_message("no-such-message")
