"""Every setting, read once from the environment (and `.env`); all mistakes are reported in one message."""

from __future__ import annotations

import re
from datetime import UTC
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.runtime.cron import cron_trigger
from bot.runtime.setting_values import bot_api_address, trimmed, web_address

MAX_TELEGRAM_ID_DIGITS = 16  # 2^52 - 1 has so many, and is the largest there can be
PROJECT_ROOT = Path(__file__).resolve().parent.parent


class WrongSettings(Exception):
    """One or more settings cannot be used; the message names each and never shows a value."""


class Settings(BaseSettings):
    """What can be set from outside; the field's name in capitals is the variable's name."""

    model_config = SettingsConfigDict(
        env_file=PROJECT_ROOT / ".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    telegram_bot_token: SecretStr | None = Field(
        None, description="The bot's token from @BotFather; without one the playground opens instead."
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org/bot", description="The Bot API server, with or without /bot at its end."
    )
    admin_user_ids: Annotated[tuple[int, ...], NoDecode] = Field(
        (), description="Telegram user ids that may /retrain, separated by commas."
    )
    database_url: SecretStr | None = Field(
        None, description="A PostgreSQL address (postgres://…); without one a SQLite file in DATA_DIR."
    )
    data_dir: Path = Field(
        PROJECT_ROOT / ".matinee", description="Where the SQLite file, downloads and cached models go."
    )
    omdb_api_key: SecretStr | None = Field(
        None, description="The key from omdbapi.com; without one posters are drawn and details left out."
    )
    omdb_url: str = Field("https://www.omdbapi.com/", description="Where OMDb answers.")
    omdb_daily_limit: int = Field(1000, ge=0, description="Requests to OMDb a day (UTC).")
    retrain_cron: str = Field("0 4 * * *", description="When to retrain: minute hour day month weekday.")
    tz: str = Field("UTC", description="The time zone that RETRAIN_CRON speaks of.")
    training_memory_mb: int | None = Field(
        None,
        ge=200,
        description="Memory that training may take, all in all; without it, most of what is free. "
        "Fewer films join the ranking model where it is little.",
    )
    training_priority: Literal["idle", "low", "normal"] = Field(
        "idle",
        description="How much training gives way: idle (only time nobody else wants; Linux), low or normal.",
    )
    training_seed: int = Field(
        0, ge=0, lt=2**32, description="The seed of training: same ratings, same model."
    )
    svd_factors: int = Field(100, ge=1, le=500, description="Factors of the SVD.")
    svd_epochs: int = Field(20, ge=1, le=200, description="Epochs of the SVD.")
    model_keep: int = Field(
        5, ge=1, le=1000, description="How many trained models keep their bytes for a roll-back."
    )
    model_signing_key: SecretStr | None = Field(
        None,
        description="Signs trained models; with it, all others are refused. 16 characters or more.",
    )
    playground_host: str = Field("127.0.0.1", description="Where the playground listens.")
    playground_port: int = Field(8000, ge=1, le=65535, description="The playground's port.")
    webhook_url: str | None = Field(
        None,
        description="Where Telegram reaches the web process (https://…); without one the worker polls.",
    )
    webhook_secret: SecretStr | None = Field(
        None,
        validate_default=True,
        description="What Telegram must send with every update: 16 to 256 letters, digits, - and _.",
    )
    web_host: str = Field("0.0.0.0", description="The address the web process listens on.")  # noqa: S104
    port: int = Field(8080, ge=1, le=65535, description="The port the web process listens on.")
    api_keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        (), description="Keys that open the API, separated by commas; without any it is open to everybody."
    )
    api_rate_limit: int = Field(
        120,
        ge=0,
        description="Requests a minute for each API key or, without one, each address; 0: no limit.",
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Web sites whose pages may call the API, separated by commas; * for all."
    )
    trusted_proxies: int = Field(
        0,
        ge=0,
        le=5,
        description="Proxies in front of the web process that set X-Forwarded-For; 1 on Heroku.",
    )
    telegram_messages_per_second: int = Field(
        30, ge=1, description="How many messages Telegram lets this bot send a second."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")

    @field_validator("*", mode="before")
    @classmethod
    def _trim(cls, value: object, field: ValidationInfo) -> object:
        if not isinstance(value, str):
            return value
        assert field.field_name is not None  # noqa: S101 - validators of fields always have one
        return trimmed(value) or cls.model_fields[field.field_name].default

    @field_validator("telegram_bot_token")
    @classmethod
    def _check_telegram_bot_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is None:
            return None
        if not re.fullmatch(r"[0-9]{1,19}:[A-Za-z0-9_-]+", token.get_secret_value()):
            raise ValueError("should look like 123456:ABC-DEF, as @BotFather gives it")
        return token

    @field_validator("admin_user_ids", mode="before")
    @classmethod
    def _split_ids(cls, ids: object) -> object:
        if not isinstance(ids, str):
            return ids
        parts = [part.strip() for part in ids.split(",") if part.strip()]
        if not all(part.isdecimal() and len(part) <= MAX_TELEGRAM_ID_DIGITS for part in parts):
            raise ValueError("should be whole numbers separated by commas")
        return tuple(int(part) for part in parts)

    @field_validator("api_keys", "cors_origins", mode="before")
    @classmethod
    def _split(cls, words: object) -> object:
        if not isinstance(words, str):
            return words
        return tuple(word.strip() for word in words.split(",") if word.strip())

    @field_validator("api_keys")
    @classmethod
    def _check_api_keys(cls, keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        if any(len(key.get_secret_value()) < 16 for key in keys):
            raise ValueError("should have at least 16 characters each")
        return keys

    @field_validator("cors_origins")
    @classmethod
    def _check_cors_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        if not all(origin == "*" or re.fullmatch(r"https?://[^/\s]+", origin) for origin in origins):
            raise ValueError("should be origins such as https://example.com, without a path")
        return origins

    @field_validator("webhook_url")
    @classmethod
    def _check_webhook_url(cls, url: str | None, others: ValidationInfo) -> str | None:
        if url is None:
            return None
        if not re.fullmatch(r"https://[^/\s?#]+/?", url):
            raise ValueError("should be https:// and a host name, without a path")
        if others.data.get("telegram_bot_token") is None:
            raise ValueError("needs a TELEGRAM_BOT_TOKEN")
        return url.rstrip("/")

    @field_validator("webhook_secret")
    @classmethod
    def _check_webhook_secret(cls, secret: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        if secret is None:
            if others.data.get("webhook_url") is not None:
                raise ValueError("is needed with WEBHOOK_URL")
            return None
        if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()):
            raise ValueError("should have 16 to 256 letters, digits, - and _")
        return secret

    @field_validator("omdb_api_key")
    @classmethod
    def _check_omdb_api_key(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and not re.fullmatch(r"[\x21-\x7e]+", key.get_secret_value()):
            raise ValueError("should have no spaces and no letters beyond ASCII")
        return key

    @field_validator("model_signing_key")
    @classmethod
    def _check_model_signing_key(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and len(key.get_secret_value()) < 16:
            raise ValueError("should have at least 16 characters")
        return key

    @field_validator("database_url")
    @classmethod
    def _check_database_url(cls, url: SecretStr | None) -> SecretStr | None:
        known = ("postgres://", "postgresql://", "postgresql+psycopg2://", "sqlite:///")
        if url is not None and not url.get_secret_value().startswith(known):
            raise ValueError("should start with postgres://, postgresql:// or sqlite:///")
        if url is not None and re.fullmatch(r"sqlite:///(:memory:.*|file:.*)?", url.get_secret_value()):
            raise ValueError("should name a file, such as sqlite:////home/me/matinee.db")
        return url

    @field_validator("omdb_url")
    @classmethod
    def _check_omdb_url(cls, url: str) -> str:
        return web_address(url)

    @field_validator("telegram_api_url")
    @classmethod
    def _check_telegram_api_url(cls, url: str) -> str:
        return bot_api_address(url)

    @field_validator("retrain_cron")
    @classmethod
    def _check_retrain_cron(cls, cron: str) -> str:
        try:
            cron_trigger(cron, UTC)
        except ValueError:
            raise ValueError("should be a cron expression such as 0 4 * * * (daily at 4:00)") from None
        return cron

    @field_validator("data_dir")
    @classmethod
    def _resolve_data_dir(cls, folder: Path) -> Path:
        return PROJECT_ROOT / folder

    @field_validator("tz")
    @classmethod
    def _check_tz(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError("should be a time zone such as Europe/Berlin") from None
        return name

    @property
    def timezone(self) -> ZoneInfo:
        """The zone that RETRAIN_CRON speaks of."""
        return ZoneInfo(self.tz)

    @property
    def signing_key(self) -> str | None:
        """What signs models, if there is such a key."""
        return None if self.model_signing_key is None else self.model_signing_key.get_secret_value()

    def secrets(self) -> tuple[str, ...]:
        """Return every value that must never be seen in a log line."""
        given = (value if isinstance(value, tuple) else (value,) for _, value in self)
        return tuple(
            secret.get_secret_value() for some in given for secret in some if isinstance(secret, SecretStr)
        )


def read_settings() -> Settings:
    """Read the environment; WrongSettings names every mistake at once."""
    try:
        return Settings()
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise WrongSettings(f"{Settings.model_config.get('env_file')} cannot be read: {reason}.") from None
    except ValidationError as error:
        lines = [f"  {_variable(problem['loc'])}: {_reason(problem['msg'])}" for problem in error.errors()]
        raise WrongSettings("These settings cannot be used:\n" + "\n".join(lines)) from None


def _variable(location: tuple[int | str, ...]) -> str:
    return str(location[0]).upper() if location else "settings"


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ").removeprefix("Input ")
