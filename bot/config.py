"""What a person may set, and the one sentence they read when a setting is wrong.

Settings come from the environment, or from a file named `.env` in the working directory; the environment
wins. Each name is the field's name in capitals with `CIRCLEWISE_` before it, and an empty value counts as
not set. `.env.example` explains every setting, and a test holds the two against each other.

A wrong setting ends the program before anything is opened, with exit code 78 (`EX_CONFIG`) and a sentence
that names the variable, says what is wrong with it, and says what to put there:

    CIRCLEWISE_TIME_ZONE is 'Europe/Berln', which is no known time zone: put a name such as Europe/Berlin
    or UTC there.

Only what the program reads today is a setting. A setting that holds a secret has the type `SecretStr`, and
then its value is never repeated, not even in a fault.
"""

import difflib
import os
from ipaddress import ip_address
from pathlib import Path
from types import UnionType
from typing import Annotated, ClassVar, Literal, Union, get_args, get_origin
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, SecretBytes, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from adapters.access import DISCORD_API, SLACK_API, DiscordAccess, SlackAccess
from storage.sealing import keys_in

PREFIX = "CIRCLEWISE_"
ENV_FILE = Path(".env")

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]


class ConfigFault(Exception):
    """A setting is wrong. The text is one sentence, fit to be shown as it is."""

    exit_code: ClassVar[int] = 78  # EX_CONFIG of sysexits.h, which Python names on Unix only


def _database(text: object) -> object:
    path = Path(str(text))
    try:
        path = path.expanduser()
    except RuntimeError:
        raise ValueError("which begins at a home folder that nobody has") from None
    if path.is_dir():
        raise ValueError("which is a folder")
    return path.absolute()


def _default_database() -> Path:
    """The database's place by the XDG rules, which ignore a data home that is not absolute."""
    data_home = Path(os.environ.get("XDG_DATA_HOME", ""))
    if not data_home.is_absolute():
        try:
            data_home = Path.home() / ".local" / "share"
        except RuntimeError:
            wanted = Settings.model_fields["database"].description
            raise ConfigFault(
                f"{PREFIX}DATABASE is not set and there is no home folder to default to: put {wanted} there."
            ) from None
    return data_home / "circlewise" / "circlewise.db"


def _language(text: object) -> object:
    try:
        return str(Locale.parse(str(text), sep="-" if "-" in str(text) else "_")).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        raise ValueError("which is no language") from None


def _time_zone(text: object) -> object:
    try:
        return text if isinstance(text, ZoneInfo) else ZoneInfo(str(text))
    except (KeyError, ValueError, OSError):  # unknown, climbing out of the folder of zones, or a folder in it
        raise ValueError("which is no known time zone") from None


def _address(text: object) -> object:
    try:
        return str(ip_address(str(text)))
    except ValueError:
        raise ValueError("which is no address") from None


def _log_level(text: object) -> object:
    level = str(text).upper()
    if level not in get_args(LogLevel):
        raise ValueError("which is no log level")
    return level


def _folder(text: object) -> object:
    if text is None:
        return None
    path = Path(str(text)).expanduser()
    if path.exists() and not path.is_dir():
        raise ValueError("which is no folder")
    return path.absolute()


def _key(text: object) -> object:
    if text is None:
        return None
    secret = text.get_secret_value() if isinstance(text, SecretStr) else str(text)
    keys_in(secret)
    return SecretStr(secret)


def _token(text: object, wrong: dict[str, str]) -> object:
    """A token of a chat platform; `wrong` says by its beginning which one it is instead."""
    if text is None:
        return None
    secret = text.get_secret_value() if isinstance(text, SecretStr) else str(text)
    for beginning, what in wrong.items():
        if secret.startswith(beginning):
            raise ValueError(f"which is {what}")
    return SecretStr(secret.strip())


def _bot_token(text: object) -> object:
    return _token(text, {"xapp-": "an app-level token", "xoxp-": "a person's token"})


def _app_token(text: object) -> object:
    return _token(text, {"xoxb-": "a bot token", "xoxp-": "a person's token"})


def _discord_token(text: object) -> object:
    return _token(text, {"Bot ": "a token with a word before it"})


def _web_address(text: object) -> object:
    if not str(text).startswith(("http://", "https://")):
        raise ValueError("which is no web address")
    return text


def _socket_address(text: object) -> object:
    if str(text) and not str(text).startswith(("ws://", "wss://")):
        raise ValueError("which is no address of a web socket")
    return text


class Settings(BaseSettings):
    """Everything that can be set, checked. A field's description is what belongs there, in a fault's words.

    >>> Settings(language="pt_BR", log_level="debug").language
    'pt-BR'
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database: Annotated[Path, BeforeValidator(_database)] = Field(
        default_factory=_default_database,
        description="the path of a file such as ~/circlewise.db",
    )
    key: Annotated[SecretStr | None, BeforeValidator(_key)] = Field(
        default=None,
        description="32 random bytes in base64, such as `openssl rand -base64 32` prints,",
    )
    backup_directory: Annotated[Path | None, BeforeValidator(_folder)] = Field(
        default=None,
        description="the path of a folder such as ~/circlewise-backups",
    )
    backup_hour: int = Field(
        default=3,
        ge=0,
        le=23,
        description="a whole number from 0 to 23",
    )
    backup_keep: int = Field(
        default=14,
        ge=1,
        description="a whole number of 1 or more",
    )
    language: Annotated[str, BeforeValidator(_language)] = Field(
        default="en",
        description="a language tag such as en or de",
    )
    time_zone: Annotated[ZoneInfo, BeforeValidator(_time_zone)] = Field(
        default=ZoneInfo("UTC"),
        description="a name such as Europe/Berlin or UTC",
    )
    log_level: Annotated[LogLevel, BeforeValidator(_log_level)] = Field(
        default="INFO",
        description="one of DEBUG, INFO, WARNING, ERROR and CRITICAL",
    )
    log_format: Literal["text", "json"] = Field(
        default="text",
        description="text or json",
    )
    metrics_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="a free port from 1 to 65535",
    )
    metrics_address: Annotated[str, BeforeValidator(_address)] = Field(
        default="127.0.0.1",
        description="an address of this machine such as 127.0.0.1",
    )
    cache_proceedings: int = Field(
        default=256,
        ge=1,
        description="a whole number of 1 or more",
    )
    slack_bot_token: Annotated[SecretStr | None, BeforeValidator(_bot_token)] = Field(
        default=None,
        description="the bot token of your Slack app, which begins with xoxb-,",
    )
    slack_app_token: Annotated[SecretStr | None, BeforeValidator(_app_token)] = Field(
        default=None,
        description="an app-level token of your Slack app, which begins with xapp-,",
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None,
        description="the signing secret of your Slack app",
    )
    slack_address: Annotated[str, BeforeValidator(_address)] = Field(
        default="127.0.0.1",
        description="an address of this machine such as 127.0.0.1",
    )
    slack_port: int = Field(
        default=3000,
        ge=1,
        le=65535,
        description="a free port from 1 to 65535",
    )
    slack_api_url: Annotated[str, BeforeValidator(_web_address)] = Field(
        default=SLACK_API,
        description=f"a web address such as {SLACK_API}",
    )
    discord_token: Annotated[SecretStr | None, BeforeValidator(_discord_token)] = Field(
        default=None,
        description="the token of your Discord bot, by itself,",
    )
    discord_shards: int = Field(
        default=0,
        ge=0,
        description="a whole number of 0 or more",
    )
    discord_api_url: Annotated[str, BeforeValidator(_web_address)] = Field(
        default=DISCORD_API,
        description=f"a web address such as {DISCORD_API}",
    )
    discord_gateway_url: Annotated[str, BeforeValidator(_socket_address)] = Field(
        default="",
        description="an address such as wss://gateway.discord.gg",
    )

    @property
    def slack(self) -> SlackAccess | None:
        """How Slack is reached, or None where that is not set.

        Raises:
            ConfigFault: there is a bot token alone, which cannot hear anybody.
        """
        if self.slack_bot_token is None:
            return None
        if self.slack_app_token is None and self.slack_signing_secret is None:
            raise ConfigFault(
                f"{PREFIX}SLACK_BOT_TOKEN is set alone, so nothing would be heard from Slack: put an app-level token "
                f"into {PREFIX}SLACK_APP_TOKEN, or the signing secret into {PREFIX}SLACK_SIGNING_SECRET."
            )
        return SlackAccess(
            bot_token=self.slack_bot_token.get_secret_value(),
            app_token=self.slack_app_token.get_secret_value() if self.slack_app_token else "",
            signing_secret=self.slack_signing_secret.get_secret_value() if self.slack_signing_secret else "",
            api_url=self.slack_api_url,
            address=self.slack_address,
            port=self.slack_port,
        )

    @property
    def discord(self) -> DiscordAccess | None:
        """How Discord is reached, or None where that is not set."""
        if self.discord_token is None:
            return None
        return DiscordAccess(
            token=self.discord_token.get_secret_value(),
            api_url=self.discord_api_url,
            gateway_url=self.discord_gateway_url,
            shards=self.discord_shards,
        )


def load_settings() -> Settings:
    """The settings of this process, read anew on each call.

    Raises:
        ConfigFault: a setting is wrong, or `.env` sets something that is no setting. Only the first fault
            is told; whoever mends it and starts again meets the next.
    """
    try:
        _refuse_unknown_names()
        return Settings()
    except (OSError, UnicodeDecodeError):
        raise ConfigFault(
            f"{ENV_FILE} cannot be read as text: save it as UTF-8, readable for this account."
        ) from None
    except ValidationError as invalid:
        raise fault_of(invalid.errors()[0], Settings) from None


def fault_of(error: ErrorDetails, settings: type[BaseSettings]) -> ConfigFault:
    """What pydantic found, as one sentence that keeps secrets."""
    name = str(error["loc"][0]).lower()
    field = settings.model_fields[name]
    value = "set" if _is_secret(field.annotation) else repr(error["input"])
    return ConfigFault(f"{PREFIX}{name.upper()} is {value}, {_wrong(error)}: put {field.description} there.")


def _wrong(error: ErrorDetails) -> str:
    match error["type"]:
        case "value_error":
            return str(error["ctx"]["error"])
        case "int_parsing":
            return "which is no whole number"
        case "greater_than_equal":
            return "which is too small"
        case "less_than_equal":
            return "which is too big"
        case _:
            return "which does not fit"


def _is_secret(annotation: object) -> bool:
    if get_origin(annotation) in (Union, UnionType):
        return any(_is_secret(part) for part in get_args(annotation))
    return annotation in (SecretStr, SecretBytes)


def _refuse_unknown_names() -> None:
    """A misspelt name in `.env` would otherwise be ignored without a word.

    The environment is left alone: container platforms put names of their own making there.
    """
    if not ENV_FILE.is_file():
        return
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    for name in dotenv_values(ENV_FILE, encoding="utf-8"):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            likely = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0)[0]
            raise ConfigFault(
                f"{name} in {ENV_FILE} is no setting: put {likely} there, or take the line out."
            )
