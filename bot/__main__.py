"""The command line: `circlewise` and what can be typed behind it.

A fault at the start is one sentence on the error stream and an exit code: 78 for a wrong setting, 75 when
another process has the database, 74 for any other trouble with it. Ctrl-C ends kindly with 130.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import shlex
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

import click

from adapters.wording import Wording
from bot.config import ConfigFault, Settings, load_settings
from facilitation.cards import Kind, Said, msg

if TYPE_CHECKING:
    from adapters.terminal.client import Screen
    from bot.commands.circles import Shelf
    from bot.commands.logbook import Logbook

T = TypeVar("T")

EX_IOERR: Final = 74
EX_TEMPFAIL: Final = 75
INTERRUPTED: Final = 130


class Commands(click.Group):
    """A group that keeps the order in which somebody new meets the commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as they were added."""
        del ctx
        return list(self.commands)


def _screen(pace: float = 0) -> Screen:
    """The screen of this terminal; a bot that meets in chats needs none, nor what draws there."""
    from adapters.terminal.client import Screen  # noqa: PLC0415 - a few MB, for the commands that show something

    return Screen(pace=pace)


def _said(name: str) -> str:
    return Wording().say(msg(name))


@click.group(cls=Commands, invoke_without_command=True, help=_said("main-help"))
@click.version_option(package_name="circlewise", message="%(prog)s %(version)s")
@click.pass_context
def circlewise(ctx: click.Context) -> None:
    """Greet, and say what to do next."""
    if ctx.invoked_subcommand is None:
        greet(_screen())


def greet(screen: Screen) -> None:
    """What somebody sees who types nothing but the name."""
    voice = Wording()
    screen.line(voice.say(msg("main-greeting")), Kind.LEAD)
    screen.line()
    for step in ("demo", "play", "logbook"):
        screen.write(f"  circlewise {step:<9}")
        screen.line(voice.say(msg(f"main-next-{step}")))
    screen.line()
    screen.line(voice.say(msg("main-more")))


@circlewise.command(help=_said("main-demo-help"))
@click.option("--fast", is_flag=True, help=_said("main-demo-fast"))
def demo(*, fast: bool) -> None:
    """Play the demonstration."""
    from bot.commands import demo as played  # noqa: PLC0415 - each command loads only what it needs

    screen = _screen(0 if fast else played.A_WORD)
    voice = Wording(load_settings().language)
    try:
        where = _run(played.run(load_settings(), screen))
    except played.Broken as why:
        _end(voice.say(msg("demo-broken", why=Said(str(why)))), 1)
    except KeyboardInterrupt:
        screen.gone = False
        screen.line()
        screen.line(voice.say(msg("demo-stop")))
        raise SystemExit(INTERRUPTED) from None
    played.epilogue(screen, voice, where)


DATABASE = click.option(
    "--database", type=click.Path(path_type=Path, dir_okay=False), help=_said("main-database")
)


@circlewise.command(help=_said("main-play-help"))
@DATABASE
@click.option("--fast", is_flag=True, help=_said("main-play-fast"))
@click.option("--seed", type=int, hidden=True)
def play(*, database: Path | None, fast: bool, seed: int | None) -> None:
    """Play at this keyboard."""
    from bot.commands import play as played  # noqa: PLC0415 - as above

    screen = _screen()
    screen.pace = 0 if fast or not screen.fancy else played.A_WORD
    with suppress(KeyboardInterrupt):
        _run(played.run(settings_with(database), screen, logbook_command(database), seed))
        return
    screen.gone = False
    screen.line()
    screen.line(Wording().say(msg("play-bye")), Kind.LEAD)
    raise SystemExit(INTERRUPTED)


@circlewise.command(help=_said("main-rehearse-help"))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--print", "only_print", is_flag=True, help=_said("main-rehearse-print"))
@click.option("--show", "shows", is_flag=True, help=_said("main-rehearse-show"))
def rehearse(*, files: tuple[Path, ...], only_print: bool, shows: bool) -> None:
    """Play transcripts."""
    from bot.commands.rehearse import Rehearsal  # noqa: PLC0415 - as above

    result = Rehearsal(_screen(), Wording(load_settings().language), shows=shows).run(
        files, only_print=only_print
    )
    raise SystemExit(int(result))


@circlewise.group(invoke_without_command=True, help=_said("main-logbook-help"))
@DATABASE
@click.option("--practice", is_flag=True, help=_said("main-logbook-practice"))
@click.pass_context
def logbook(ctx: click.Context, *, database: Path | None, practice: bool) -> None:
    """Open the logbook."""
    from bot.archive import archive  # noqa: PLC0415 - as above
    from bot.commands.logbook import Logbook  # noqa: PLC0415 - as above

    settings, screen = settings_with(database), _screen()
    key = settings.key.get_secret_value() if settings.key else None
    found = ctx.with_resource(archive(settings.database, key))
    if found is None:
        screen.line(Wording(settings.language).say(msg("logbook-none")), Kind.LEAD)
        ctx.exit()
    ctx.obj = Logbook(found, screen, settings, logbook_command(database)), practice
    if ctx.invoked_subcommand is None:
        ctx.obj[0].index(practice=practice)


@logbook.command(name="list", help=_said("main-logbook-list"))
@click.pass_obj
def list_(opened: tuple[Logbook, bool]) -> None:
    """List what was decided."""
    opened[0].index(practice=opened[1])


@logbook.command(help=_said("main-logbook-show"))
@click.argument("number", type=click.IntRange(1, 2**31))
@click.option("--transcript", is_flag=True, help=_said("main-logbook-transcript"))
@click.pass_obj
def show(opened: tuple[Logbook, bool], *, number: int, transcript: bool) -> None:
    """Show one decision."""
    told = opened[0].transcript(number) if transcript else opened[0].show(number)
    if not told:
        _end(Wording().say(msg("logbook-no-number", number=number)), 1)


@logbook.command(help=_said("main-logbook-search"))
@click.argument("words", nargs=-1, required=True)
@click.pass_obj
def search(opened: tuple[Logbook, bool], *, words: tuple[str, ...]) -> None:
    """Find decisions."""
    opened[0].search(" ".join(words), practice=opened[1])


PRACTICE = click.option("--practice", is_flag=True, help=_said("main-circles-practice"))
CIRCLE = click.argument("circle", required=False, default="")


def _shelf(ctx: click.Context, database: Path | None, circle: str, *, practice: bool) -> Shelf:
    """The circles of a database; ends with a sentence where there is no database yet."""
    from bot.archive import archive  # noqa: PLC0415 - as above
    from bot.commands.circles import Shelf  # noqa: PLC0415 - as above

    settings = settings_with(database)
    key = settings.key.get_secret_value() if settings.key else None
    found = ctx.with_resource(archive(settings.database, key))
    if found is None:
        _end(Wording(settings.language).say(msg("circles-none")), 1)
    return Shelf(found, _screen(), settings, circle, practice)


def _told(done: bool, circle: str) -> None:  # noqa: FBT001 - what a command came to
    from bot.commands.circles import nothing  # noqa: PLC0415 - as above

    if not done:
        _end(Wording(load_settings().language).say(nothing(circle)), 1)


@circlewise.command(name="circle", help=_said("main-circle-help"))
@DATABASE
@PRACTICE
@CIRCLE
@click.pass_context
def circle_(ctx: click.Context, *, database: Path | None, practice: bool, circle: str) -> None:
    """Show circles."""
    _told(_shelf(ctx, database, circle, practice=practice).circle(), circle)


@circlewise.command(name="map", help=_said("main-map-help"))
@DATABASE
@PRACTICE
@click.option("--svg", type=click.Path(path_type=Path, dir_okay=False), help=_said("main-map-svg"))
@click.pass_context
def map_(ctx: click.Context, *, database: Path | None, practice: bool, svg: Path | None) -> None:
    """Show the map."""
    shelf = _shelf(ctx, database, "", practice=practice)
    try:
        _told(shelf.map(datetime.now(UTC), svg), "")
    except OSError as fault:
        _end(Wording().say(msg("map-not-drawn", path=str(svg), reason=Said(fault.strerror or ""))), EX_IOERR)


@circlewise.command(help=_said("main-roles-help"))
@DATABASE
@PRACTICE
@CIRCLE
@click.pass_context
def roles(ctx: click.Context, *, database: Path | None, practice: bool, circle: str) -> None:
    """Show roles."""
    _told(_shelf(ctx, database, circle, practice=practice).roles(), circle)


@circlewise.command(help=_said("main-backlog-help"))
@DATABASE
@PRACTICE
@CIRCLE
@click.pass_context
def backlog(ctx: click.Context, *, database: Path | None, practice: bool, circle: str) -> None:
    """Show the backlog."""
    _told(_shelf(ctx, database, circle, practice=practice).backlog(), circle)


@circlewise.command(help=_said("main-meeting-help"))
@DATABASE
@PRACTICE
@CIRCLE
@click.pass_context
def meeting(ctx: click.Context, *, database: Path | None, practice: bool, circle: str) -> None:
    """Show the meeting."""
    if not _shelf(ctx, database, circle, practice=practice).meeting():
        _end(Wording().say(msg("meetings-none")), 1)


@circlewise.command(name="minutes", help=_said("main-minutes-help"))
@DATABASE
@PRACTICE
@click.argument("number", required=False, type=click.IntRange(1, 2**31))
@click.option("--markdown", "as_markdown", is_flag=True, help=_said("main-minutes-markdown"))
@click.pass_context
def minutes_(
    ctx: click.Context, *, database: Path | None, practice: bool, number: int | None, as_markdown: bool
) -> None:
    """Show minutes."""
    shelf = _shelf(ctx, database, "", practice=practice)
    if not shelf.minutes(number, as_markdown=as_markdown):
        _end(
            Wording().say(
                msg("meetings-none" if number is None else "minutes-no-number", number=number or 0)
            ),
            1,
        )


@circlewise.command(name="run", help=_said("main-run-help"))
@DATABASE
def run_(*, database: Path | None) -> None:
    """Meet in chats."""
    from bot.logs import configure  # noqa: PLC0415 - as above
    from bot.running import run  # noqa: PLC0415 - as above

    settings = settings_with(database)
    configure(settings.log_level, settings.log_format)
    asyncio.run(run(settings))


@circlewise.command(help=_said("main-doctor-help"))
@DATABASE
def doctor(*, database: Path | None) -> None:
    """Look whether all is there."""
    from bot.commands import doctor as looked  # noqa: PLC0415 - as above

    raise SystemExit(_run(looked.run(settings_with(database), _screen())))


@circlewise.group(help=_said("main-manifest-help"))
def manifest() -> None:
    """What a platform has to know of the app."""


@manifest.command(name="slack", help=_said("main-manifest-slack-help"))
@click.option("--http", "url", default="", metavar="URL", help=_said("main-manifest-http"))
def manifest_slack(*, url: str) -> None:
    """Print the manifest for Slack."""
    from adapters.slack.manifest import manifest as made  # noqa: PLC0415 - as above

    if url and not url.startswith("https://"):
        raise ConfigFault(Wording().say(msg("main-manifest-https")))
    click.echo(json.dumps(made(url), indent=2))


@circlewise.command(help=_said("main-verify-help"))
@DATABASE
def verify(*, database: Path | None) -> None:
    """Prove the database."""
    from bot.commands import verify as verified  # noqa: PLC0415 - as above

    raise SystemExit(verified.run(settings_with(database), _screen()))


@circlewise.command(help=_said("main-backup-help"))
@DATABASE
@click.argument("path", required=False, type=click.Path(path_type=Path))
def backup(*, database: Path | None, path: Path | None) -> None:
    """Copy the database."""
    from bot.commands import backup as copied  # noqa: PLC0415 - as above

    raise SystemExit(copied.run(settings_with(database), _screen(), path, datetime.now(UTC)))


@circlewise.command(help=_said("main-rebuild-help"))
@DATABASE
def rebuild(*, database: Path | None) -> None:
    """Make what is derived anew."""
    from bot.commands import rebuild as rebuilt  # noqa: PLC0415 - as above

    raise SystemExit(rebuilt.run(settings_with(database), _screen()))


@circlewise.command(name="forget", help=_said("main-forget-help"))
@DATABASE
@click.option("--yes", "sure", is_flag=True, help=_said("main-forget-yes"))
@click.argument("person")
def forget_(*, database: Path | None, sure: bool, person: str) -> None:
    """Forget a person."""
    from bot.commands import forget  # noqa: PLC0415 - as above

    asked: Callable[[str], bool] = (lambda _: True) if sure else click.confirm
    raise SystemExit(forget.run(settings_with(database), _screen(), person, asked))


def _run(work: Coroutine[Any, Any, T]) -> T:
    # A screen is for people: what the program tells about its own running goes there only for those who ask.
    settings = load_settings()
    if settings.log_level == "DEBUG" or settings.log_format == "json":
        from bot.logs import configure  # noqa: PLC0415 - as above

        configure(settings.log_level, settings.log_format)
    else:
        logging.getLogger().addHandler(logging.NullHandler())
    return asyncio.run(work)


def settings_with(database: Path | None) -> Settings:
    """The settings, with another database where one was named."""
    settings = load_settings()
    return settings if database is None else settings.model_copy(update={"database": database.absolute()})


def logbook_command(database: Path | None) -> str:
    """How the logbook of this database is opened."""
    return "circlewise logbook" + (f" --database {shlex.quote(str(database))}" if database else "")


def main() -> None:
    """Run the command line."""
    _streams()
    try:
        circlewise(prog_name="circlewise")
    except ConfigFault as fault:
        _end(str(fault), ConfigFault.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as fault:  # noqa: BLE001 - what is no fault of the database is raised on
        _explain(fault)


def _streams() -> None:
    """Make do with what there is: closed streams are empty ones, and what cannot be written is replaced."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - until the end
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _explain(fault: Exception) -> None:
    """End with the sentence of a fault of the database; raise any other on."""
    from storage.faults import InUse, StorageFault  # noqa: PLC0415 - half a second, for the few who need it

    if not isinstance(fault, StorageFault):
        raise fault
    _end(str(fault), EX_TEMPFAIL if isinstance(fault, InUse) else EX_IOERR)


def _end(sentence: str, code: int) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
