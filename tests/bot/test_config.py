"""The settings, their faults sentence by sentence, and .env.example held against them both ways."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings

from bot.config import PREFIX, ConfigFault, Settings, fault_of, load_settings

ROOT = Path(__file__).parents[2]
KEY = "c2VhbGVkIHVudGlsIGV2ZXJ5Ym9keSBoYXMgYW5zd2U="


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting but the test's own: an empty working directory, a home, nothing in the environment."""
    for field in Settings.model_fields:
        monkeypatch.delenv(PREFIX + field.upper(), raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def fault() -> ConfigFault:
    with pytest.raises(ConfigFault) as caught:
        load_settings()
    return caught.value


def test_settings_when_nothing_is_set(tmp_path: Path):
    assert load_settings().model_dump() == {
        "database": tmp_path / "home/.local/share/circlewise/circlewise.db",
        "key": None,
        "backup_directory": None,
        "backup_hour": 3,
        "backup_keep": 14,
        "language": "en",
        "time_zone": ZoneInfo("UTC"),
        "log_level": "INFO",
        "log_format": "text",
        "metrics_port": None,
        "metrics_address": "127.0.0.1",
        "cache_proceedings": 256,
        "slack_bot_token": None,
        "slack_app_token": None,
        "slack_signing_secret": None,
        "slack_address": "127.0.0.1",
        "slack_port": 3000,
        "slack_api_url": "https://slack.com/api/",
        "discord_token": None,
        "discord_shards": 0,
        "discord_api_url": "https://discord.com/api/v10",
        "discord_gateway_url": "",
    }


def test_settings_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    for name, text in {
        "DATABASE": "~/circle.db",
        "KEY": KEY,
        "BACKUP_DIRECTORY": "~/copies",
        "BACKUP_HOUR": "23",
        "BACKUP_KEEP": "3",
        "LANGUAGE": "pt_BR",
        "TIME_ZONE": "America/Bogota",
        "LOG_LEVEL": "debug",
        "LOG_FORMAT": "json",
        "METRICS_PORT": "9464",
        "METRICS_ADDRESS": "::1",
        "CACHE_PROCEEDINGS": "8",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_SIGNING_SECRET": "hush",
        "SLACK_ADDRESS": "::1",
        "SLACK_PORT": "3001",
        "SLACK_API_URL": "http://localhost:9/api/",
        "DISCORD_TOKEN": "hush",
        "DISCORD_SHARDS": "2",
        "DISCORD_API_URL": "http://localhost:9/api/v10",
        "DISCORD_GATEWAY_URL": "ws://localhost:9",
    }.items():
        monkeypatch.setenv(PREFIX + name, text)

    assert load_settings().model_dump() == {
        "database": tmp_path / "home/circle.db",
        "key": SecretStr(KEY),
        "backup_directory": tmp_path / "home/copies",
        "backup_hour": 23,
        "backup_keep": 3,
        "language": "pt-BR",
        "time_zone": ZoneInfo("America/Bogota"),
        "log_level": "DEBUG",
        "log_format": "json",
        "metrics_port": 9464,
        "metrics_address": "::1",
        "cache_proceedings": 8,
        "slack_bot_token": SecretStr("xoxb-1"),
        "slack_app_token": SecretStr("xapp-1"),
        "slack_signing_secret": SecretStr("hush"),
        "slack_address": "::1",
        "slack_port": 3001,
        "slack_api_url": "http://localhost:9/api/",
        "discord_token": SecretStr("hush"),
        "discord_shards": 2,
        "discord_api_url": "http://localhost:9/api/v10",
        "discord_gateway_url": "ws://localhost:9",
    }


def test_environment_wins_over_env_file(monkeypatch: pytest.MonkeyPatch):
    Path(".env").write_text("CIRCLEWISE_LANGUAGE=de\nCIRCLEWISE_CACHE_PROCEEDINGS=8\n", encoding="utf-8")
    monkeypatch.setenv("CIRCLEWISE_LANGUAGE", "fr")

    settings = load_settings()

    assert (settings.language, settings.cache_proceedings) == ("fr", 8)


def test_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CIRCLEWISE_TIME_ZONE", "")

    assert load_settings().time_zone == ZoneInfo("UTC")


def test_database_in_xdg_data_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    assert load_settings().database == tmp_path / "data/circlewise/circlewise.db"


def test_database_ignores_a_relative_xdg_data_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("XDG_DATA_HOME", "data")

    assert load_settings().database == tmp_path / "home/.local/share/circlewise/circlewise.db"


def test_database_of_a_relative_path_is_in_the_working_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("CIRCLEWISE_DATABASE", "circle.db")

    assert load_settings().database == tmp_path / "circle.db"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        (
            "DATABASE",
            "/",
            (
                "CIRCLEWISE_DATABASE is '/', which is a folder: "
                "put the path of a file such as ~/circlewise.db there."
            ),
        ),
        (
            "DATABASE",
            "~nobody-of-this-name/circle.db",
            (
                "CIRCLEWISE_DATABASE is '~nobody-of-this-name/circle.db', which begins at a home folder that "
                "nobody has: put the path of a file such as ~/circlewise.db there."
            ),
        ),
        (
            "KEY",
            "open sesame",
            (
                "CIRCLEWISE_KEY is set, which is no key: "
                "put 32 random bytes in base64, such as `openssl rand -base64 32` prints, there."
            ),
        ),
        (
            "BACKUP_DIRECTORY",
            "/dev/null",
            (
                "CIRCLEWISE_BACKUP_DIRECTORY is '/dev/null', which is no folder: "
                "put the path of a folder such as ~/circlewise-backups there."
            ),
        ),
        (
            "BACKUP_HOUR",
            "24",
            "CIRCLEWISE_BACKUP_HOUR is '24', which is too big: put a whole number from 0 to 23 there.",
        ),
        (
            "LOG_FORMAT",
            "xml",
            "CIRCLEWISE_LOG_FORMAT is 'xml', which does not fit: put text or json there.",
        ),
        (
            "METRICS_ADDRESS",
            "everywhere",
            (
                "CIRCLEWISE_METRICS_ADDRESS is 'everywhere', which is no address: "
                "put an address of this machine such as 127.0.0.1 there."
            ),
        ),
        (
            "LANGUAGE",
            "klingonese",
            (
                "CIRCLEWISE_LANGUAGE is 'klingonese', which is no language: "
                "put a language tag such as en or de there."
            ),
        ),
        *(
            (
                "TIME_ZONE",
                text,
                (
                    f"CIRCLEWISE_TIME_ZONE is '{text}', which is no known time zone: "
                    "put a name such as Europe/Berlin or UTC there."
                ),
            )
            for text in ("Europe/Berln", "Europe", "../UTC", "+02:00")
        ),
        (
            "LOG_LEVEL",
            "loud",
            (
                "CIRCLEWISE_LOG_LEVEL is 'loud', which is no log level: "
                "put one of DEBUG, INFO, WARNING, ERROR and CRITICAL there."
            ),
        ),
        (
            "SLACK_BOT_TOKEN",
            "xapp-1-secret",
            (
                "CIRCLEWISE_SLACK_BOT_TOKEN is set, which is an app-level token: "
                "put the bot token of your Slack app, which begins with xoxb-, there."
            ),
        ),
        (
            "SLACK_APP_TOKEN",
            "xoxb-secret",
            (
                "CIRCLEWISE_SLACK_APP_TOKEN is set, which is a bot token: "
                "put an app-level token of your Slack app, which begins with xapp-, there."
            ),
        ),
        (
            "DISCORD_TOKEN",
            "Bot secret",
            (
                "CIRCLEWISE_DISCORD_TOKEN is set, which is a token with a word before it: "
                "put the token of your Discord bot, by itself, there."
            ),
        ),
        (
            "SLACK_API_URL",
            "slack.com",
            (
                "CIRCLEWISE_SLACK_API_URL is 'slack.com', which is no web address: "
                "put a web address such as https://slack.com/api/ there."
            ),
        ),
        (
            "CACHE_PROCEEDINGS",
            "many",
            (
                "CIRCLEWISE_CACHE_PROCEEDINGS is 'many', which is no whole number: "
                "put a whole number of 1 or more there."
            ),
        ),
        (
            "CACHE_PROCEEDINGS",
            "0",
            "CIRCLEWISE_CACHE_PROCEEDINGS is '0', which is too small: put a whole number of 1 or more there.",
        ),
    ],
)
def test_fault_of_a_wrong_value(monkeypatch: pytest.MonkeyPatch, name: str, text: str, sentence: str):
    monkeypatch.setenv(PREFIX + name, text)

    told = fault()

    assert (str(told), told.exit_code) == (sentence, 78)


def test_fault_in_env_file_reads_the_same(monkeypatch: pytest.MonkeyPatch):
    Path(".env").write_text("CIRCLEWISE_LANGUAGE=klingonese\n", encoding="utf-8")
    from_file = fault()
    Path(".env").unlink()
    monkeypatch.setenv("CIRCLEWISE_LANGUAGE", "klingonese")

    assert str(from_file) == str(fault())


def test_fault_of_several_tells_one_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CIRCLEWISE_LOG_LEVEL", "loud")
    monkeypatch.setenv("CIRCLEWISE_LANGUAGE", "klingonese")

    assert str(fault()) == (
        "CIRCLEWISE_LANGUAGE is 'klingonese', which is no language: "
        "put a language tag such as en or de there."
    )


def test_fault_when_there_is_no_home(monkeypatch: pytest.MonkeyPatch):
    def no_home() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", no_home)

    assert str(fault()) == (
        "CIRCLEWISE_DATABASE is not set and there is no home folder to default to: "
        "put the path of a file such as ~/circlewise.db there."
    )


def test_fault_of_a_misspelt_name_in_env_file():
    Path(".env").write_text("CIRCLEWISE_TIMEZONE=UTC\n", encoding="utf-8")

    assert str(fault()) == (
        "CIRCLEWISE_TIMEZONE in .env is no setting: put CIRCLEWISE_TIME_ZONE there, or take the line out."
    )


def test_other_programs_names_in_env_file_are_left_alone():
    Path(".env").write_text("EDITOR=vi\n", encoding="utf-8")

    assert load_settings() == Settings()


def test_unknown_names_in_the_environment_are_left_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CIRCLEWISE_SERVICE_HOST", "10.0.0.7")

    assert load_settings() == Settings()


def test_fault_when_env_file_is_no_text():
    Path(".env").write_bytes(b"CIRCLEWISE_LANGUAGE=\xff\n")

    assert str(fault()) == (".env cannot be read as text: save it as UTF-8, readable for this account.")


class _WithSecret(BaseSettings):
    token: SecretStr | None = Field(min_length=20, description="the token from the app's page")


def test_fault_of_a_secret_keeps_its_value():
    with pytest.raises(ValidationError) as invalid:
        _WithSecret(token=SecretStr("hush-hush"))

    # The value could leak: the error holds it.
    assert "hush-hush" in repr(invalid.value.errors()[0]["input"].get_secret_value())
    assert str(fault_of(invalid.value.errors()[0], _WithSecret)) == (
        "CIRCLEWISE_TOKEN is set, which does not fit: put the token from the app's page there."
    )


def test_fault_keeps_no_trace_of_the_value_it_came_from(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CIRCLEWISE_LANGUAGE", "klingonese")

    told = fault()

    assert (told.__cause__, told.__suppress_context__) == (None, True)


EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
PARAGRAPHS = {
    match["name"]: match["words"]
    for match in re.finditer(r"(?P<words>(?:^# .+\n)+)^#(?P<name>[A-Z_]+)=", EXAMPLE, re.MULTILINE)
}


def test_example_names_every_setting_and_no_other():
    assert list(PARAGRAPHS) == [PREFIX + field.upper() for field in Settings.model_fields]


def test_example_explains_each_setting_in_two_or_three_lines():
    assert {
        name: words.count("\n") for name, words in PARAGRAPHS.items() if words.count("\n") not in (2, 3)
    } == {}


def test_example_shows_the_defaults():
    defaults = Settings()
    uncommented = re.sub(r"^#(?=[A-Z])", "", EXAMPLE, flags=re.MULTILINE)

    Path(".env").write_text(uncommented, encoding="utf-8")

    assert set(dotenv_values(".env")) == set(PARAGRAPHS)
    assert load_settings() == defaults


def test_example_copied_as_it_is_changes_nothing():
    defaults = Settings()
    Path(".env").write_text(EXAMPLE, encoding="utf-8")

    assert load_settings() == defaults


def test_slack_is_reached_by_a_socket_or_by_http(monkeypatch: pytest.MonkeyPatch):
    assert (load_settings().slack, load_settings().discord) == (None, None)
    monkeypatch.setenv("CIRCLEWISE_SLACK_BOT_TOKEN", "xoxb-1")
    with pytest.raises(ConfigFault, match="nothing would be heard from Slack"):
        _ = load_settings().slack
    monkeypatch.setenv("CIRCLEWISE_SLACK_SIGNING_SECRET", "hush")
    monkeypatch.setenv("CIRCLEWISE_SLACK_PORT", "3001")
    access = load_settings().slack

    assert access is not None
    assert (access.bot_token, access.app_token, access.signing_secret, access.port) == (
        "xoxb-1",
        "",
        "hush",
        3001,
    )
    assert "hush" not in repr(access)
    assert "hush" not in repr(load_settings())
