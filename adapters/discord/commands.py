"""What can be typed behind a slash: groups of verbs, each handed to the reception as it is.

The table names what the reception understands; what people read is in the wording (`discord-cmd-...`), in every language
there is. Nothing here decides whether somebody may: Discord hides commands from those who may not write in a server, its
admins can change that, and the reception judges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import discord
from discord import app_commands

from adapters.discord import limits, quoting
from adapters.reception import Suggestion
from adapters.wording import Wording, languages
from facilitation.cards import msg

Interaction = discord.Interaction[Any]
MEMBERS: Final = discord.Permissions(send_messages=True)
"""Who sees the commands at first."""
WHERE: Final = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
EVERYWHERE: Final = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
INSTALLED: Final = app_commands.AppInstallationType(guild=True, user=False)
MENU: Final = "bring"
ANYTHING: Final = "*"
"""The verb of a command whose verb is the first of its words."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A command: where it stands, what the reception calls it, and whether words may follow."""

    group: str
    name: str
    verb: str
    open: bool = True


COMMANDS: Final[tuple[Verb, ...]] = (
    Verb("circle", "status", "status", open=False),
    Verb("circle", "mine", "", open=False),
    Verb("circle", "more", "more", open=False),
    Verb("circle", "new", "new"),
    Verb("circle", "practice", "practice"),
    Verb("circle", "join", "join", open=False),
    Verb("circle", "leave", "leave", open=False),
    Verb("circle", "map", "map", open=False),
    Verb("circle", "settings", "settings"),
    Verb("circle", "change", "change", open=False),
    Verb("circle", "preferences", "preferences", open=False),
    Verb("circle", "link", "link"),
    Verb("circle", "words", "words"),
    Verb("circle", "do", ANYTHING),
    Verb("circle", "help", "help", open=False),
    Verb("meeting", "open", "meeting"),
    Verb("meeting", "agenda", "agenda", open=False),
    Verb("meeting", "minutes", "minutes"),
    Verb("meeting", "takeover", "takeover", open=False),
    Verb("propose", "", "propose"),
    Verb("backlog", "show", "backlog", open=False),
    Verb("backlog", "add", "backlog"),
    Verb("select", "", "select"),
    Verb("roles", "show", "roles", open=False),
    Verb("decisions", "show", "decisions"),
    Verb("why", "", "why", open=False),
)
"""Everything that can be typed. A group without a name behind it is a command of its own."""


class Said(Protocol):
    """Who takes a command that was typed."""

    async def command(self, i: Interaction, verb: str, words: str) -> None:
        """Somebody typed a command."""
        ...

    async def bring(self, i: Interaction, message: discord.Message) -> None:
        """Somebody wants a message to become something the circle treats."""
        ...

    async def suggest(self, i: Interaction, verb: str, typed: str) -> list[Suggestion]:
        """What could stand behind a command."""
        ...


# --- the tree -------------------------------------------------------------------------------------------------


def add_all(tree: app_commands.CommandTree[Any], said: Said) -> None:
    """Add every command to a tree."""
    groups: dict[str, app_commands.Group] = {}
    for one in COMMANDS:
        if not one.name:
            tree.add_command(_command(one, said))
            continue
        if one.group not in groups:
            groups[one.group] = _group(one.group)
            tree.add_command(groups[one.group])
        groups[one.group].add_command(_command(one, said, inner=True))
    tree.add_command(_menu(said))


def _group(name: str) -> app_commands.Group:
    return app_commands.Group(
        name=app_commands.locale_str(name, id=f"discord-cmd-{name}"),
        description=_said(f"discord-cmd-{name}.hint"),
        default_permissions=MEMBERS,
        allowed_contexts=EVERYWHERE if name == "circle" else WHERE,
        allowed_installs=INSTALLED,
    )


def _command(one: Verb, said: Said, *, inner: bool = False) -> app_commands.Command[Any, Any, Any]:
    id_ = f"discord-cmd-{one.group}-{one.name}" if one.name else f"discord-cmd-{one.group}"
    name = app_commands.locale_str(one.name or one.group, id=id_)
    made = app_commands.Command[Any, Any, Any](
        name=name, description=_said(f"{id_}.hint"), callback=_callback(one, said)
    )
    if not inner:
        made.default_permissions = MEMBERS
        made.allowed_contexts, made.allowed_installs = WHERE, INSTALLED
    return made


def _callback(one: Verb, said: Said) -> Callable[..., Any]:
    if not one.open:

        async def plain(interaction: discord.Interaction) -> None:
            await said.command(interaction, one.verb, "")

        return plain

    @app_commands.rename(words=app_commands.locale_str("about", id="discord-option"))
    @app_commands.describe(words=_said("discord-option.hint"))
    async def wordy(interaction: discord.Interaction, words: str = "") -> None:
        await said.command(interaction, *_verb(one, words))

    verb = "" if one.verb == ANYTHING else one.verb

    async def suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [_choice(found) for found in await said.suggest(interaction, verb, typed)][: limits.CHOICES]

    return app_commands.autocomplete(words=suggest)(wordy)


def _verb(one: Verb, words: str) -> tuple[str, str]:
    if one.verb != ANYTHING:
        return one.verb, words
    first, _, rest = words.strip().partition(" ")
    return first, rest.strip()


def _choice(found: Suggestion) -> app_commands.Choice[str]:
    label = quoting.cut(quoting.insert_bare(found.label, found.label), limits.OPTION)
    return app_commands.Choice(name=label, value=quoting.cut(found.words, limits.OPTION))


def _menu(said: Said) -> app_commands.ContextMenu:
    async def bring(interaction: discord.Interaction, message: discord.Message) -> None:
        await said.bring(interaction, message)

    made = app_commands.ContextMenu(
        name=app_commands.locale_str(_english(f"discord-cmd-{MENU}"), id=f"discord-cmd-{MENU}"),
        callback=bring,
        allowed_contexts=WHERE,
        allowed_installs=INSTALLED,
    )
    made.default_permissions = MEMBERS
    return made


# --- words ----------------------------------------------------------------------------------------------------


def _english(id_: str) -> str:
    return Wording().say(msg(id_))


def _said(id_: str) -> app_commands.locale_str:
    return app_commands.locale_str(quoting.cut(_english(id_), limits.COMMAND_HINT), id=id_)


class Translator(app_commands.Translator):
    """Names and descriptions of commands in the languages of the wording."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The text in one of Discord's languages; None where the wording does not know it, or English serves."""
        language = _language(locale.value)
        id_ = string.extras.get("id")
        if language is None or id_ is None:
            return None
        text = Wording(language).say(msg(id_))
        short = context.location in _NAMES
        found = quoting.cut(text.lower() if short else text, limits.COMMAND if short else limits.COMMAND_HINT)
        return found if found != string.message else None


_NAMES: Final = frozenset(
    {
        app_commands.TranslationContextLocation.command_name,
        app_commands.TranslationContextLocation.group_name,
        app_commands.TranslationContextLocation.parameter_name,
    }
)


def _language(tag: str) -> str | None:
    there = languages()
    found = next((one for one in (tag, tag.partition("-")[0]) if one in there), None)
    return None if found == "en" else found


# --- whether Discord knows them -------------------------------------------------------------------------------


async def sync(tree: app_commands.CommandTree[Any], http: Any, application: int) -> bool:  # noqa: ANN401 - the library's
    """Tell Discord of the commands, unless it knows them exactly so: it takes only so many changes a day.

    What it knows is asked, not remembered, so there is nothing to keep and nothing to be wrong about. True when told.
    """
    translator = tree.translator
    mine = [
        await one.get_translated_payload(tree, translator) if translator else one.to_dict(tree)
        for one in tree.get_commands()
    ]
    theirs = await http.get_global_commands(application)
    if same(mine, theirs):
        return False
    await tree.sync()
    return True


def same(mine: Sequence[Mapping[str, Any]], theirs: Sequence[Mapping[str, Any]]) -> bool:
    """Whether Discord's commands are ours, whatever else it says about them."""
    return _by_name(mine) == _by_name(theirs)


def _by_name(commands: Sequence[Mapping[str, Any]]) -> dict[tuple[Any, Any], Any]:
    return {(one["name"], one.get("type") or 1): _bare(one) for one in commands}


_TOLD: Final = (
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "required",
    "autocomplete",
    "type",
    "contexts",
    "integration_types",
    "default_member_permissions",
)


def _bare(one: Mapping[str, Any]) -> dict[str, Any]:
    """What we say about a command, without what is empty: Discord leaves that out, or says it in another way."""
    found: dict[str, Any] = {key: one[key] for key in _TOLD if one.get(key)}
    if "options" in found:
        found["options"] = [(option["name"], _bare(option)) for option in found["options"]]
    for key in ("contexts", "integration_types"):
        if key in found:
            found[key] = sorted(found[key])
    if "default_member_permissions" in found:
        found["default_member_permissions"] = str(found["default_member_permissions"])
    return found
