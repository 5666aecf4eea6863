"""The command line: `circlewise` and what can be typed behind it.

A fault at the start is one sentence on the error stream and an exit code: 78 for a wrong setting, 75 when
another process has the database, 74 for any other trouble with it. Ctrl-C ends kindly with 130.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from adapters.terminal.client import Screen
from adapters.wording import Wording
from bot.config import ConfigFault, Settings, load_settings
from facilitation.cards import Kind, msg
from storage.faults import InUse, StorageFault

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


def _said(name: str) -> str:
    return Wording().say(msg(name))


@click.group(cls=Commands, invoke_without_command=True, help=_said("main-help"))
@click.version_option(package_name="circlewise", message="%(prog)s %(version)s")
@click.pass_context
def circlewise(ctx: click.Context) -> None:
    """Greet, and say what to do next."""
    if ctx.invoked_subcommand is None:
        greet(Screen())


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

    screen = Screen(pace=0 if fast else played.A_WORD)
    voice = Wording(load_settings().language)
    try:
        where = _run(played.run(load_settings(), screen))
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
@click.option("--seed", type=int, hidden=True)
def play(*, database: Path | None, seed: int | None) -> None:
    """Play at this keyboard."""
    from bot.commands import play as played  # noqa: PLC0415 - as above

    screen = Screen()
    with suppress(KeyboardInterrupt):
        _run(played.run(settings_with(database), screen, seed))
        return
    screen.gone = False
    screen.line()
    screen.line(Wording().say(msg("play-bye")), Kind.LEAD)
    raise SystemExit(INTERRUPTED)


def _run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def settings_with(database: Path | None) -> Settings:
    """The settings, with another database where one was named."""
    settings = load_settings()
    return settings if database is None else settings.model_copy(update={"database": database.absolute()})


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        circlewise(prog_name="circlewise")
    except ConfigFault as fault:
        _end(str(fault), ConfigFault.exit_code)
    except InUse as fault:
        _end(str(fault), EX_TEMPFAIL)
    except StorageFault as fault:
        _end(str(fault), EX_IOERR)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _end(sentence: str, code: int) -> None:
    click.echo(sentence, err=True)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
