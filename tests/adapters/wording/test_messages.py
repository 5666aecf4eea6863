"""Every message there is to say is there, is said by something, gets what it needs, and reads well."""

import ast as python
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.runtime import FluentResource
from fluent.syntax import ast

from adapters.checkup import Health
from adapters.looking import LOOKS
from adapters.wording import SOURCE, ids, languages, slug
from adapters.wording.bundles import bundle, files
from bot.reception import bringing, founding
from bot.reception.verbs import VERBS
from facilitation import commands, facts, forms, model, settings
from facilitation.cards import Blank, Entry
from facilitation.commands import Act, CircleAct, Rung
from facilitation.facts import Asks, RoundPurpose
from facilitation.forms import YES_NO
from facilitation.map import Flag
from facilitation.minutes import MinutesStatus
from facilitation.refusals import Reason
from facilitation.view.boards import CLOSINGS
from facilitation.view.circle import TELLS
from facilitation.view.receipts import NUMBERED, SIMPLE
from facilitation.view.steps import KINDS, NAMED, WAITING
from facilitation.view.telling import UNTOLD

ROOT = Path(__file__).parents[3]
FAMILIES_OF_WORDS = {
    "status": model.Status,
    "change": model.Change,
    "matter": model.Matter,
    "criterion": model.Criterion,
    "move": model.Move,
    "rung": Rung,
    "position": model.Position,
    "standing": model.Standing,
    "duty": model.Duty,
    "outcome": model.Outcome,
    "over": model.Outcome,
    "piece": model.PieceKind,
    "feeling": model.Feeling,
    "stance": model.Stance,
    "role-end": model.RoleEnd,
    "topic-end": model.TopicEnd,
    "circle-kind": model.CircleKind,
    "circle-status": model.CircleStatus,
    "board-dissolution": model.CircleStatus,
    "map-flag": Flag,
    "ending": model.Ending,
    "adjust": model.Adjust,
    "meeting-change": model.Adjust,
    "meeting-last": model.LastMinutes,
    "doctor": Health,
    "fate": model.Fate,
    "summary-minutes": MinutesStatus,
}
EXPLAINED = {"move", "rung"}
ABOUT_STEPS = ("", ".purpose", ".why", ".say", ".not-now", ".helps")

PLATFORM = (
    "terminal-",
    "care-",
    "play-",
    "demo-",
    "main-",
    "practice-",
    "logbook-",
    "circles-",
    "meetings-",
    "discord-",
    "doctor-",
    "slack-",
)
"""Said by one platform or in practice, where other limits hold; their own tests look after them."""

SAID_BY_ADAPTERS = (
    *PLATFORM,
    "blank-",
    "ambiguous",
    "trouble",
    "kept-words",
    "ui-",
    "cli-",
    "malformed",
    "glossary-",
    "profile-",
    "preset",
    "position-",
    "standing-",
    "duty-",
)
"""Said by the adapters, of which not all are written yet."""


def acts() -> list[type[Act | CircleAct]]:
    both = (Act, CircleAct)
    return [kind for kind in vars(commands).values() if isinstance(kind, type) and issubclass(kind, both)]


def do_able() -> list[type[Act | CircleAct]]:
    shared = (
        Act,
        CircleAct,
        commands.Open,
        commands.AboutObjection,
        commands.AboutItem,
        commands.AboutPieces,
    )
    return [kind for kind in acts() if kind not in shared]


def steps() -> Iterator[str]:
    yield from (f"step-round-{slug(purpose.value)}" for purpose in RoundPurpose)
    yield from (f"step-aside-{slug(asks.value)}" for asks in Asks if asks is not Asks.PROPOSAL)
    yield from (
        "step-draft",
        "step-drafting",
        *KINDS.values(),
        *NAMED.values(),
        *(f"step-waiting-{what}" for what in WAITING.values()),
    )


def setting_ids() -> Iterator[str]:
    yield from (f"setting-preset-{name}" for name in settings.PRESETS)
    yield "setting-preset"
    for name in settings.setting_names():
        yield f"setting-{slug(name)}"
        for choice in settings.choices(name):
            if " to " not in choice:
                yield f"setting-{slug(name)}-{slug(choice)}"


def fields() -> Iterator[str]:
    """Every field of every form, and every choice that is a word of the method."""
    for kind in do_able():
        for blank in forms.form_of(kind):
            close = f"blank-{kind.__name__}-{blank.name}"
            yield close if close in ids() else f"blank-{blank.name}"
            yield from (f"{blank.name}-{slug(option)}" for option in blank.options)


def derived() -> frozenset[str]:
    """Every message whose id is put together from a word of the core."""
    found = {f"refusal-{slug(reason.value)}" for reason in Reason}
    found |= {f"do-{kind.__name__}{part}" for kind in do_able() for part in ("", ".hint")}
    found |= {f"confirm-{kind.__name__}" for kind in forms.FINAL}
    found |= {step + part for step in steps() for part in ABOUT_STEPS}
    found |= {f"step-round-{slug(purpose.value)}.prompt" for purpose in RoundPurpose}
    for family, kind in FAMILIES_OF_WORDS.items():
        found |= {f"{family}-{slug(word.value)}" for word in kind}
    found |= {f"{family}-{slug(w.value)}.hint" for family in EXPLAINED for w in FAMILIES_OF_WORDS[family]}
    found |= set(setting_ids()) | set(fields()) | {f"help-{name}" for name in forms.HELPS}
    found |= {f"closed-{name}" for name in CLOSINGS} | {"closed-other"}
    found |= {f"carried-{slug(asks.value)}" for asks in Asks if asks is not Asks.PROPOSAL}
    found |= set(SIMPLE.values()) | set(NUMBERED.values())
    found |= {f"fact-{kind.__name__}" for kind in TELLS} | set(chat())
    found |= {
        f"fact-{name}" for name, kind in facts.FACTS.items() if kind not in UNTOLD and not about_circle(kind)
    }
    return frozenset(found)


def chat() -> Iterator[str]:
    """What can be typed, looked at and filled in at the reception."""
    for name in (*VERBS, *LOOKS, bringing.VERB):
        yield from (f"do-{name}", f"do-{name}.hint")
    yield from (f"chat-verb-{name}" for name in VERBS)
    yield from ("chat-settings-me", "chat-settings-here")
    for blank in (
        *founding.BLANKS,
        Blank("reminders", Entry.CHOICE, options=YES_NO),
        Blank("as", Entry.CHOICE, options=(bringing.TOPIC, bringing.PROPOSAL)),
    ):
        yield from (f"{blank.name}-{slug(option)}" for option in blank.options)


def about_circle(kind: type[facts.Fact]) -> bool:
    """Facts of a circle, which have no proceeding to be told in."""
    return kind.__module__ in {"facilitation.facts.circles", "facilitation.facts.structure"} or kind in TELLS


def speaking() -> Iterator[Path]:
    """The code that says something: what is shown, what a form adds to somebody's words, adapters and the bot."""
    yield ROOT / "facilitation" / "filling.py"
    for folder in ("facilitation/view", "adapters", "bot"):
        yield from (ROOT / folder).rglob("*.py")


def literals() -> frozenset[str]:
    """Every text that stands in the code of what is shown."""
    found: set[str] = set()
    for path in speaking():
        tree = python.parse(path.read_text(encoding="utf-8"))
        found |= {
            n.value for n in python.walk(tree) if isinstance(n, python.Constant) and isinstance(n.value, str)
        }
    return frozenset(found)


def said_in_code() -> Iterator[tuple[str, str]]:
    """The ids given to `msg` and its kin as plain texts, with where."""
    names = {"msg", "note", "item", "people_note"}
    for path in speaking():
        for node in python.walk(python.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, python.Call) and getattr(node.func, "id", "") in names and node.args:
                first = node.args[0]
                if isinstance(first, python.Constant) and isinstance(first.value, str):
                    yield first.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def references(language: str) -> frozenset[str]:
    """Messages that other messages refer to."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in files(language))
    return frozenset(re.findall(r"\{ ([a-z][\w-]*(?:\.[\w-]+)?) \}", text))


def entries(language: str) -> Iterator[tuple[str, ast.Pattern]]:
    for path in files(language):
        for entry in FluentResource(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message):
                if entry.value:
                    yield entry.id.name, entry.value
                yield from ((f"{entry.id.name}.{a.id.name}", a.value) for a in entry.attributes)


@cache
def patterns(language: str) -> dict[str, ast.Pattern]:
    return dict(entries(language))


def variables(pattern: ast.Pattern) -> frozenset[str]:
    found: set[str] = set()

    def look(node: object) -> None:
        if isinstance(node, ast.VariableReference):
            found.add(node.id.name)
        elif isinstance(node, list):
            for part in node:
                look(part)
        elif isinstance(node, ast.BaseNode):
            for part in vars(node).values():
                look(part)

    look(pattern)
    return frozenset(found)


SAMPLES: dict[str, str | int] = {"count": 2, "number": 3, "target": 3, "version": 2, "done": 1, "of": 3}


def said(language: str, name: str, preset: str = "sofa") -> str:
    """A message with an example for everything it wants; fails where Fluent had to guess."""
    message_id, _, attribute = name.partition(".")
    message = bundle(language).get_message(message_id)
    pattern = message.attributes[attribute] if attribute else message.value
    wanted = patterns(language)[name]
    args = {variable: SAMPLES.get(variable, f"a {variable}") for variable in variables(wanted)}
    text, errors = bundle(language).format_pattern(pattern, args | {"preset": preset})
    assert errors == []
    return str(text)


@pytest.fixture(scope="module", params=languages())
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_everything_the_core_can_name_has_its_words():
    assert derived() - ids() == frozenset()


def test_everything_named_in_code_has_its_words():
    missing = sorted(f"{where}: {name}" for name, where in said_in_code() if name not in ids())

    assert missing == []


def test_no_words_are_left_over():
    used = derived() | literals() | references(SOURCE)
    left = {name for name in ids() if name.partition(".")[0] not in used and name not in used}

    assert {name for name in left if not name.startswith(SAID_BY_ADAPTERS)} == set()


def test_no_message_is_written_twice(language: str):
    names = [name for name, _ in entries(language)]

    assert sorted(names) == sorted(set(names))


def test_every_file_is_read_without_junk(language: str):
    for path in files(language):
        junk = [
            e.content
            for e in FluentResource(path.read_text(encoding="utf-8")).body
            if isinstance(e, ast.Junk)
        ]
        assert junk == [], path.name


def test_a_language_has_no_messages_of_its_own(language: str):
    assert ids(language) <= ids(SOURCE)


def test_a_translation_wants_no_more_than_the_source(language: str):
    source = {name: variables(pattern) for name, pattern in entries(SOURCE)}

    for name, pattern in entries(language):
        assert variables(pattern) - {"preset"} <= source[name], name


@pytest.mark.parametrize("preset", settings.PRESETS)
def test_every_message_can_be_said(language: str, preset: str):
    for name in sorted(ids(language)):
        text = said(language, name, preset)
        assert text.strip(), name
        assert len(text) <= 600, name
        assert "{" not in text, name


def test_labels_fit_on_buttons_and_hints_under_them(language: str):
    limits = {"do-": 40, "blank-": 45, "rung-": 40, "move-": 40}
    for name in sorted(ids(language)):
        family, dash, _ = name.partition("-")
        limit = limits.get(family + dash, 600)
        assert len(said(language, name)) <= (110 if name.endswith(".hint") else limit), name


def test_sentences_hold_no_markup(language: str):
    for name in sorted(name for name in ids(language) if not name.startswith(PLATFORM)):
        assert not re.search(r"[<>&*_~`|\[\]]|:\w+:", said(language, name)), name


def test_the_field_has_its_own_words():
    for name in sorted(ids(SOURCE)):
        words = said(SOURCE, name).lower()
        assert not re.search(r"\b(?:vot\w*|veto\w*|polls?|polling|users?|ballots?|majorit\w+)\b", words), name


def test_a_refusal_says_what_is_true_and_what_to_do():
    for reason in Reason:
        text = said(SOURCE, f"refusal-{slug(reason.value)}")
        assert len(re.findall(r"[.;,?!](?:\s|$)", text)) >= 2, text


def arguments_given() -> Iterator[tuple[str, frozenset[str], str]]:
    """The ids and argument names of calls of `msg` and its kin, where both stand there plainly."""
    for folder in ("facilitation/view", "adapters", "bot"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in python.walk(python.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, python.Call) or getattr(node.func, "id", "") not in {
                    "msg",
                    "note",
                    "item",
                }:
                    continue
                first = node.args[0] if node.args else None
                if not isinstance(first, python.Constant) or any(k.arg is None for k in node.keywords):
                    continue
                names = frozenset(slug(k.arg) for k in node.keywords if k.arg)
                yield str(first.value), names, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_message_is_given_what_it_wants():
    wanted = {name: variables(pattern) - {"preset"} for name, pattern in entries(SOURCE)}
    missing = sorted(
        f"{where}: {name} wants {', '.join(sorted(wanted[name] - given))}"
        for name, given, where in arguments_given()
        if name in wanted and wanted[name] - given
    )

    assert missing == []


def test_a_missing_argument_would_be_noticed():
    text, errors = bundle(SOURCE).format_pattern(bundle(SOURCE).get_message("turn").value, {})

    assert errors
    assert "step" in str(text)
