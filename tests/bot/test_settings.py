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
