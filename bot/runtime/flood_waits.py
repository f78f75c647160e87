"""How long Telegram asks to wait."""

from __future__ import annotations

from telegram.error import RetryAfter


def seconds_to_wait(error: RetryAfter) -> float:
    """Return the seconds of a 429; a little more, because clocks differ."""
    # The public attribute warns that it will be another type one day.
    return error._retry_after.total_seconds() + 0.1
