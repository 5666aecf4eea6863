import io
import json
import logging
import sqlite3
from collections.abc import Iterator

import pytest

from bot import logs
from storage.faults import Full, faults_told

SAID = "I object, says Bo"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.OURS}
    yield
    root.handlers[:], root.level = handlers, level
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def lines(form: str, level: str = "INFO") -> io.StringIO:
    out = io.StringIO()
    logs.configure(level, form, out)
    return out


def test_json_is_one_event_a_line_with_its_fields():
    out = lines("json")

    logging.getLogger("bot.desk").warning("What is due in %s waits: %s", "p-1", "no space")

    (line,) = out.getvalue().splitlines()
    event = json.loads(line)
    assert event.pop("at").endswith("Z")
    assert event == {
        "event": "What is due in p-1 waits: no space",
        "level": "warning",
        "logger": "bot.desk",
    }


def test_text_is_a_line_for_people():
    out = lines("text")

    logging.getLogger("bot.clock").info("Looked")

    assert out.getvalue().split(" ", 1)[1] == "INFO    bot.clock: Looked\n"


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_error_is_told_by_its_kind_and_its_way_but_not_in_its_words(form: str):
    out = lines(form)
    assert SAID in str(KeyError(SAID))  # it could leak: the error holds it

    try:
        {}[SAID]
    except KeyError:
        logging.getLogger("bot.desk").exception("It could not be applied")

    told = out.getvalue()
    assert len(told.splitlines()) == 1
    assert "It could not be applied" in told
    assert "KeyError" in told
    assert "test_logs.py:" in told
    assert SAID not in told


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_fault_of_the_database_is_told_in_its_own_sentence(form: str):
    out = lines(form)
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE big (x)")
    connection.execute("PRAGMA max_page_count = 2")

    try:
        with faults_told():
            connection.execute("INSERT INTO big VALUES (zeroblob(100000))")
    except Full:
        logging.getLogger("bot.desk").exception("It could not be stored")

    assert "There is no space left for the database" in out.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_other_libraries_say_is_left_out_and_where_they_said_it_is_kept(form: str):
    out = lines(form, "DEBUG")
    chat = logging.getLogger("slack_bolt.App")

    chat.warning("Unhandled request: %s", {"text": SAID})
    chat.error(f"Failed: {SAID}")
    chat.debug("Received %s", SAID)

    told = out.getvalue()
    assert SAID not in told
    assert told.count("test_logs.py:") == len(told.splitlines()) == 2


def test_levels_are_ours():
    out = lines("text", "ERROR")

    logging.getLogger("bot.desk").warning("quiet")
    logging.getLogger("storage.log").error("loud")

    assert "loud" in out.getvalue()
    assert "quiet" not in out.getvalue()
