from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, WrongSettings, read_settings
from scripts.document import EXAMPLE, REFERENCE, env_example, settings_reference


@pytest.fixture(autouse=True)
def an_empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)


def test_everything_is_optional() -> None:
    read = read_settings()
    assert read.telegram_bot_token is None
    assert read.database_url is None
    assert read.admin_user_ids == ()


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_USER_IDS", "12, 34,")
    monkeypatch.setenv("RETRAIN_CRON", "30 3 * * 1")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:abc")
    read = read_settings()
    assert read.admin_user_ids == (12, 34)
    assert read.retrain_cron == "30 3 * * 1"
    assert read.telegram_bot_token is not None
    assert read.telegram_bot_token.get_secret_value() == "123:abc"


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    monkeypatch.setenv("OMDB_DAILY_LIMIT", "")
    read = read_settings()
    assert read.telegram_bot_token is None
    assert read.omdb_daily_limit == 1000


def test_all_mistakes_are_reported_at_once_and_no_value_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "TELEGRAM_BOT_TOKEN": "a-secret-without-a-colon",
        "ADMIN_USER_IDS": "me,you",
        "DATABASE_URL": "mysql://root:hunter2@db/matinee",
        "RETRAIN_CRON": "every night",
        "TZ": "Mars/Olympus",
        "OMDB_DAILY_LIMIT": "-5",
        "OMDB_URL": "omdb",
        "PLAYGROUND_PORT": "eighty",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettings) as caught:
        read_settings()
    message = str(caught.value)
    for name, value in wrong.items():
        assert f"  {name}: " in message
        assert value not in message
    assert "hunter2" not in message
    assert caught.value.__cause__ is None


def test_secrets_are_hidden_in_the_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://me:hunter2@db/matinee")
    monkeypatch.setenv("OMDB_API_KEY", "deadbeef")
    read = read_settings()
    assert "hunter2" not in repr(read)
    assert "deadbeef" not in repr(read)
    assert set(read.secrets()) == {"postgres://me:hunter2@db/matinee", "deadbeef"}


def test_the_example_and_the_reference_list_exactly_the_settings() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == env_example()
    assert REFERENCE.read_text(encoding="utf-8") == settings_reference()


def test_the_example_is_valid_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Settings.model_config, "env_file", EXAMPLE)
    from_example = read_settings()
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    assert from_example == read_settings()


@pytest.mark.parametrize("around", [" ", "\n", "\r\n", "\t "])
def test_values_are_trimmed(monkeypatch: pytest.MonkeyPatch, around: str) -> None:
    for name, value in {
        "TELEGRAM_BOT_TOKEN": "123:abc",
        "OMDB_API_KEY": "deadbeef",
        "DATABASE_URL": "postgres://me@db/matinee",
        "OMDB_DAILY_LIMIT": "7",
        "TZ": "Europe/Berlin",
        "LOG_LEVEL": "DEBUG",
        "WEBHOOK_URL": "https://matinee.example",
        "WEBHOOK_SECRET": "0123456789abcdef",
        "RETRAIN_CRON": "@daily",
    }.items():
        monkeypatch.setenv(name, around + value + around)
    read = read_settings()
    assert read.secrets() == ("123:abc", "postgres://me@db/matinee", "deadbeef", "0123456789abcdef")
    assert (read.omdb_daily_limit, read.tz, read.log_level) == (7, "Europe/Berlin", "DEBUG")


@pytest.mark.parametrize("blank", [" ", "\n", "\t\r\n"])
def test_a_blank_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch, blank: str) -> None:
    expected = read_settings()
    for name in Settings.model_fields:
        monkeypatch.setenv(name.upper(), blank)
    assert read_settings() == expected


def refusal(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> str:
    """Return what is said of one wrong setting, in one line that does not repeat it."""
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettings) as caught:
        read_settings()
    head, line = str(caught.value).splitlines()
    assert head == "These settings cannot be used:"
    assert line.startswith(f"  {name}: ")
    assert len(value) <= len("sqlite:///") or value not in line  # the advice may hold short ones
    return line


@pytest.mark.parametrize(
    "token", ["123:ab c", "123:abc\ndef", "²:abc", "１２３:abc", "123:", ":abc", "123:äbc", "123:abc/x"]
)
def test_a_token_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    refusal(monkeypatch, "TELEGRAM_BOT_TOKEN", token)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://api.telegram.org", "https://api.telegram.org/bot"),
        ("https://api.telegram.org/", "https://api.telegram.org/bot"),
        ("https://api.telegram.org/bot", "https://api.telegram.org/bot"),
        ("https://api.telegram.org/bot/", "https://api.telegram.org/bot"),
        (" http://telegram-bot-api:8081 ", "http://telegram-bot-api:8081/bot"),
        ("https://proxy.example/telegram/bot", "https://proxy.example/telegram/bot"),
    ],
)
def test_the_bot_api_is_found_with_or_without_bot(
    monkeypatch: pytest.MonkeyPatch, written: str, meant: str
) -> None:
    monkeypatch.setenv("TELEGRAM_API_URL", written)
    assert read_settings().telegram_api_url == meant


@pytest.mark.parametrize(
    "wrong",
    [
        "https://api.telegram.org/bot123:abc",
        "https://api.telegram.org/bto",
        "https://api.telegram.org/bot?x=1",
        "https://api.telegram.org/bot#x",
        "api.telegram.org",
        "ftp://api.telegram.org/bot",
        "https://api telegram.org/bot",
        "https://[::1/bot",
        "https://",
    ],
)
def test_any_other_address_of_the_bot_api_is_named(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    refusal(monkeypatch, "TELEGRAM_API_URL", wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite://",
        "sqlite:///file:x?uri=true",
        ":memory:",
        "oracle://x/y",
        "x",
    ],
)
def test_a_database_that_cannot_work_is_named(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    refusal(monkeypatch, "DATABASE_URL", wrong)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("ADMIN_USER_IDS", "²"),
        ("ADMIN_USER_IDS", "9" * 5000),
        ("ADMIN_USER_IDS", "12\n34"),
        ("OMDB_API_KEY", "dead beef"),
        ("OMDB_DAILY_LIMIT", "1e999"),
        ("TRAINING_SEED", "9" * 30),
        ("MODEL_SIGNING_KEY", "too short"),
        ("DATA_DIR", "a\x1bb"),
        ("TZ", "../../etc/passwd"),
    ],
)
def test_odd_values_are_named(monkeypatch: pytest.MonkeyPatch, name: str, wrong: str) -> None:
    refusal(monkeypatch, name, wrong)


def test_an_env_file_that_is_no_text_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"OMDB_API_KEY=\xff\xfe\n")
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    with pytest.raises(WrongSettings, match=r"\.env cannot be read: it is no UTF-8 text\.$"):
        read_settings()


def test_an_env_file_out_of_reach_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OMDB_API_KEY=x\n")
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("dotenv.main.open", refuse, raising=False)
    with pytest.raises(WrongSettings, match=r"\.env cannot be read: Permission denied\.$"):
        read_settings()
