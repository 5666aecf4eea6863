"""The circle's table: meetings, selections and agreements at one keyboard, interrupted and gone on with."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bot.test_play import database, facts, typed
from tests.bot.typist import SETUP, Typist, play_on, sensible, set_up

ALONE = SETUP[:-1]
"""The questions before the table is shown."""
FACILITATING = (*ALONE[:-1], "5")
NOTHING_OPEN = "Nothing is under way"
Sit = Callable[..., Typist]


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Sit]:
    """Somebody sits down, in a home of the test's own; whoever still sits in the end is made to get up."""
    typists: list[Typist] = []

    def sit_down() -> Typist:
        typists.append(Typist(tmp_path, terminal=False))
        return typists[-1]

    yield sit_down
    for typist in typists:
        typist.close()


def answering(*first: str) -> Callable[[str], str]:
    """These answers first, then what somebody would answer who wants to get on."""
    waiting = list(first)
    return lambda said: waiting.pop(0) if waiting else sensible(said)


def test_a_newcomer_reads_in_one_line_what_goes_on_and_sees_a_short_menu(tmp_path: Path):
    done = typed(tmp_path, *ALONE, "more", "quit")

    table = done.stdout.partition("Nothing is under way in the circle Practice.")[2]
    short, _, whole = table.partition("> more")
    assert short.count("\n  ") <= 16
    for entry in ("Propose something", "Open a meeting", "Select somebody for a role"):
        assert entry in short
    for entry in ("Seek advice", "Another circle"):
        assert entry not in short
    assert "Another circle" in whole
    assert "Roles: Practice" not in done.stdout


def test_a_selection_goes_through_its_rounds_to_sealed_nominations(tmp_path: Path, sit: Sit):
    typist = sit()
    set_up(typist, ALONE)
    answers = answering("6", "Who keeps the keys", "key keeper", "See that the doors are locked.")

    said = play_on(typist, lambda said: "All nominations are shown together" in said, answers)

    assert "nominates" in said
    kinds = facts(tmp_path)
    assert kinds.count("SelectionOpened") == kinds.count("NominationsRevealed") == 1
    typist.type("quit")
    assert typist.end() == 0
    assert "Traceback" not in typist.shown


def test_a_meeting_is_held_with_an_item_and_goes_on_after_the_power_went(tmp_path: Path, sit: Sit):
    first = sit()
    set_up(first, FACILITATING)
    answers = answering("5", "Monday", "now", "", "no", "2", "Holidays", "2", "10", "", "", "", "1")
    play_on(first, lambda said: "Agenda. We understand the agenda" in said, answers)
    before = facts(tmp_path)
    first.kill()

    second = sit()
    offered = second.wait()
    assert "“Monday” is under way" in offered
    assert facts(tmp_path) == before
    second.type("1")
    said = play_on(second, lambda said: NOTHING_OPEN in said)

    assert "What came of it: Monday" in said
    kinds = facts(tmp_path)
    assert (
        kinds.count("MeetingBegan") == kinds.count("MeetingClosed") == kinds.count("ExplorationOpened") == 1
    )
    second.type("quit")
    assert second.end() == 0


def test_somebody_goes_back_to_the_table_and_on_again(tmp_path: Path):
    done = typed(tmp_path, *SETUP, "circle", "1", "circle", "quit")

    assert done.stdout.count("“A quiet hour” is under way in the circle Practice.") == 2
    assert done.stdout.count("Questions – A quiet hour\n") >= 2
    assert facts(tmp_path).count("Opened") == 1


def test_consent_to_an_agreement_is_withdrawn_at_the_table(tmp_path: Path, sit: Sit):
    typist = sit()
    set_up(typist)
    play_on(typist, lambda said: "Decided: A quiet hour" in said)
    typist.type("what we have agreed on")
    assert "Which agreement" in typist.wait()
    typist.type("1")
    said = typist.wait()
    assert "Decided: A quiet hour" in said
    assert "Withdraw my consent" in said

    typist.type("withdraw consent")
    typist.type("yes")
    typist.type("It keeps the phone from being answered.")
    typist.wait()

    assert "ConsentWithdrawn" in facts(tmp_path)
    assert database(tmp_path).exists()


def test_a_topic_is_put_on_the_backlog_at_the_table(tmp_path: Path):
    done = typed(tmp_path, *ALONE, "add a topic", "More breaks", "", "", "", "", "", "", "", "board", "quit")

    assert "TopicAdded" in facts(tmp_path)
    assert "More breaks" in done.stdout.rpartition("> board")[2]


def test_several_settings_are_proposed_at_once_each_beginning_with_what_it_is_now(tmp_path: Path):
    words = ("Propose another way of working", "Work otherwise", "We work otherwise.", "", "", "")
    done = typed(tmp_path, *ALONE, *words, "Hours to answer, How answers are given", "48", "1", "", "quit")

    assert "> [72] 48" in done.stdout
    assert "How answers are given\n  1  " in done.stdout
    card = done.stdout.partition("This would change how the circle works:")[2]
    assert "48" in card.partition("It is no trial")[0]
    assert "Traceback" not in done.stderr


def test_somebody_from_outside_is_nominated_by_name_and_speaks_for_themselves(tmp_path: Path, sit: Sit):
    typist = sit()
    set_up(typist, ("2", "Ana, Bo", "1", "1", "Garden", ""))
    opened = answering("3", "Ana", "Who keeps the water?", "water keeper", "Every bed gets water.")

    def act(said: str) -> str:
        if "outside the circle" in said[-300:]:
            return "Zoe"
        if "Who?" in said[-300:]:
            return "Zoe" if "Zoe" in said[said.rfind("Who?") :] else ""
        return opened(said)

    said = play_on(typist, lambda said: "hand the keyboard to Zoe" in said, act)

    assert "[only Zoe sees this] Do you accept?" in said
    typist.kill()
    again = sit()
    play_on(again, lambda said: "Zoe, what would you like to do?" in said, answering("1"))
    again.type("1")
    again.wait()
    assert "CandidateAccepted" in facts(tmp_path)
