"""A decision at one keyboard: alone, together, interrupted, and with fingers that slip."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bot.typist import SETUP, Typist, environment, play_on, sensible, set_up

DECIDED = "Decided: A quiet hour"


def database(home: Path) -> Path:
    return home / "data" / "circlewise" / "circlewise.db"


def facts(home: Path) -> list[str]:
    with sqlite3.connect(database(home)) as db:
        return [kind for (kind,) in db.execute("SELECT kind FROM log ORDER BY position")]


Sit = Callable[..., Typist]


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Sit]:
    """Somebody sits down, in a home of the test's own; whoever still sits in the end is made to get up."""
    typists: list[Typist] = []

    def sit_down(*, terminal: bool) -> Typist:
        typists.append(Typist(tmp_path, terminal=terminal))
        return typists[-1]

    yield sit_down
    for typist in typists:
        typist.close()


def typed(home: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "play", "--seed", "5"],
        input="\n".join(lines) + "\n",
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("preset", ["1", "2", "3"])
def test_somebody_alone_decides_something_with_simulated_members(sit: Sit, preset: str):
    typist = sit(terminal=False)
    set_up(typist, ("1", "Zoë", preset, "1", "1"))

    said = play_on(typist, lambda said: DECIDED in said)
    typist.type("quit")

    assert "circlewise logbook show 1" in said
    assert typist.end() == 0
    assert "Traceback" not in typist.shown


def test_somebody_who_facilitates_is_led_through_all_of_it(sit: Sit):
    typist = sit(terminal=False)
    set_up(typist, ("1", "Zoë", "1", "5", "1"))

    said = play_on(typist, lambda said: DECIDED in said)

    assert "met by version 2" in said


def test_what_was_killed_goes_on_exactly_where_it_was(tmp_path: Path, sit: Sit):
    first = sit(terminal=True)
    set_up(first)
    play_on(first, lambda said: "Reactions – A quiet hour" in said)
    before = facts(tmp_path)
    first.kill()

    second = sit(terminal=True)
    offered = second.wait()
    second.type("1")
    said = second.wait()

    assert "“A quiet hour” is under way" in offered
    assert "Reactions – A quiet hour" in said
    assert "Zoë, what would you like to do?" in said
    assert facts(tmp_path) == before
    second.type(sensible(said))
    assert DECIDED in play_on(second, lambda said: DECIDED in said)


def test_killed_again_and_again_it_still_comes_to_a_decision(tmp_path: Path, sit: Sit):
    said, sittings = "", 0
    while DECIDED not in said:
        typist = sit(terminal=False)
        if sittings:
            typist.wait()
            typist.type("1")
        else:
            set_up(typist)
        for _ in range(5):
            said = typist.wait()
            if DECIDED in said:
                break
            typist.type(sensible(said))
        typist.kill()
        sittings += 1
        assert sittings < 12

    kinds = facts(tmp_path)
    assert sittings > 1
    assert kinds.count("Opened") == 1
    assert kinds.count("Adopted") == 1


def test_ctrl_c_says_good_bye_and_keeps_everything(sit: Sit):
    typist = sit(terminal=False)
    set_up(typist)
    typist.wait()
    typist.process.send_signal(signal.SIGINT)

    assert typist.end() == 130
    assert "Everything is kept" in typist.shown
    assert "Traceback" not in typist.shown


def test_the_end_of_what_is_typed_is_a_good_bye(tmp_path: Path):
    done = typed(tmp_path, *SETUP)

    assert done.returncode == 0
    assert done.stdout.strip().endswith("“circlewise play” goes on from here.")
    assert done.stderr == ""


def test_what_cannot_be_understood_is_asked_again_and_helped_with(tmp_path: Path):
    done = typed(
        tmp_path, *SETUP, "pss", "99", "", "help", "why", "who", "text", "script", "words", "more", "quit"
    )

    for part in (
        "There is no such number",
        "Type a number from the list, or “help”",
        "You can also type:",
        "People often object to what they believe a text says",
        "Ana, full member, facilitator",
        "Between nine and ten",
        "Is there anything in the text",
        "Nobody who is asked sees harm",
        "Facilitate from here",
    ):
        assert " ".join(part.split()) in " ".join(done.stdout.split())
    assert done.returncode == 0


def test_what_is_suggested_is_still_there_after_a_slip_and_a_question_is_no_name(tmp_path: Path):
    said = typed(tmp_path, "?", "", "?", "Zoë", "").stdout

    assert said.count("> [1]") == 3  # who plays, once more, and how the circle works
    assert said.count("What is your name?") == 2
    assert "A name has letters in it" in said
    assert "Who facilitates?" in said


def test_a_date_that_was_suggested_can_still_be_taken_after_a_slip(tmp_path: Path):
    proposed = ("propose", "Tea", "No tea.", "Tea at four.", "yesterday", "", "", "", "", "quit")
    said = typed(tmp_path, *SETUP[:-1], *proposed).stdout

    first, again = (line for line in said.splitlines() if line.startswith("> [20"))
    assert first == f"{again}yesterday"
    assert "We would look at it again on" in said


def test_a_refused_text_comes_back_for_another_try(tmp_path: Path):
    done = typed(tmp_path, *SETUP, "ask " + "x" * 30_000, "Is that all?", "quit")

    assert "longer than the 20000 characters" in " ".join(done.stdout.split())
    assert "> [xxxxxx" in done.stdout
    assert "Zoë: Is that all?" in done.stdout


def test_hostile_lines_do_nothing_to_the_terminal_and_are_kept_as_they_were(tmp_path: Path):
    done = typed(
        tmp_path, *SETUP, "ask [bold]Who\u202e? <@U1> @everyone", "ask \x1b[31mred", "cancel", "quit"
    )

    assert "Zoë: [bold]Who? <@U1> @everyone" in done.stdout
    assert "\x1b" not in done.stdout
    assert "cannot be shown" in done.stdout


def test_a_text_of_several_lines_is_one_text(tmp_path: Path):
    done = typed(tmp_path, *SETUP, "pass", "wait", "1", '"""', "First line.", "Second line.", '"""', "quit")

    assert "Zoë: First line.\n    Second line." in done.stdout


def test_several_people_hand_the_keyboard_round_and_decide_something_real(tmp_path: Path):
    setup = (
        "2",
        "Zoë, Bo",
        "1",
        "1",
        "Team",
        "",
        "1",
        "Zoë",
        "A bench",
        "",
        "We put up a bench.",
        "in 3 months",
        "Bo",
        "",
        "no",
    )
    acts = ("", "pass", "say I like it.", "", "say Good.", "", "stand", "consent", "", "consent", "quit")
    done = typed(tmp_path, *setup, *acts)

    assert "Please hand the keyboard to Bo." in done.stdout
    assert "Decided: A bench" in done.stdout
    assert "practice" not in done.stdout.lower().replace("a practice circle, and", "")


def test_sealed_answers_are_given_alone_and_seen_by_nobody_before_all_are_in(tmp_path: Path):
    setup = (
        "2",
        "Zoë, Bo",
        "1",
        "1",
        "Team",
        "2",
        "1",
        "Zoë",
        "A bench",
        "",
        "A bench.",
        "in 3 months",
        "Bo",
        "",
        "no",
    )
    acts = ("", "pass", "say I like it.", "", "say Good.", "", "stand", "", "object It wobbles.")
    half = typed(tmp_path, *setup, *acts).stdout
    after = typed(tmp_path, "1", "", "consent").stdout

    assert "Bo, press Enter when nobody else is looking." in half
    answered = half.rpartition("object")[2] or half
    assert "Objection 1" not in answered
    assert "It wobbles." not in after.partition("There is one objection")[0]
    assert "It wobbles." in after


def test_a_second_sitting_beside_a_running_one_is_told_so(tmp_path: Path, sit: Sit):
    typist = sit(terminal=False)
    typist.wait()

    done = typed(tmp_path, "")
    typist.kill()

    assert done.returncode == 75
    assert done.stderr.startswith("Another Circlewise (process ")
    assert done.stderr.count("\n") == 1


def test_questions_help_to_word_an_objection_and_are_read_with_it(tmp_path: Path):
    setup = ("2", "Zoë, Bo", "1", "1", "Team", "1", "1", "Zoë", "A bench", "", "A bench.", "", "", "", "no")
    before = ("", "pass", "say I like it.", "", "say Good.", "", "stand", "consent", "")
    done = typed(
        tmp_path, *setup, *before, "object", "It wobbles.", "Somebody falls.", "", "A third leg.", "quit"
    )

    said = done.stdout.partition("There is one objection")[2]
    assert "What would that do to our aim?" in done.stdout
    assert "How would we notice?" in done.stdout
    assert "It wobbles." in said
    assert "What it would do to our aim: Somebody falls." in said
    assert "What would resolve it: A third leg." in said
    assert "How we would notice:" not in said


def test_whoever_wants_to_say_more_is_asked_for_what_few_people_want_to_say(tmp_path: Path):
    setup = ("2", "Zoë, Bo", "1", "1", "Team", "1", "1", "Zoë", "A bench", "", "A bench.", "", "", "")
    more = ("yes", "The city agrees", "in 2 months", "")
    done = typed(tmp_path, *setup, *more, "quit")

    said = done.stdout
    assert (
        "Say more: Only if ... · By when does the condition have to be met? · Is it ready for the circle?"
        in (" ".join(said.split()))
    )
    assert "By when does the condition have to be met?" in said.partition("Say more")[2]
    with sqlite3.connect(database(tmp_path)) as db:
        condition, until = db.execute("SELECT condition, until FROM proceeding").fetchone()
    assert (condition, bool(until)) == ("The city agrees", True)
