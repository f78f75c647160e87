"""Who an update comes from."""

from __future__ import annotations

from telegram import Update, User


def user_of(update: Update) -> User:
    """Return the person behind an update; the filters let nothing pass that has none."""
    if update.effective_user is None:
        raise ValueError("an update without a person reached a handler")
    return update.effective_user


def person_of(update: Update) -> int:
    """Return the chat user id behind an update."""
    return user_of(update).id
