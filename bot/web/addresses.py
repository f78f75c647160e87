"""Where Telegram sends updates, and how it shows that it is Telegram."""

from __future__ import annotations

WEBHOOK_PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of a header
