"""Who an update comes from."""

from __future__ import annotations

import logging

from telegram import Update, User
from telegram.constants import ChatType

from bot.context import MatineeContext
from bot.services.errors import NotAdmin, StorageUnavailable

logger = logging.getLogger(__name__)


def user_of(update: Update) -> User:
    """Return the person behind an update; the filters let nothing pass that has none."""
    if update.effective_user is None:
        raise ValueError("an update without a person reached a handler")
    return update.effective_user


def chat_user_id_of(update: Update) -> int:
    """Return the chat user id behind an update."""
    return user_of(update).id


def require_admin(chat_user_id: int, context: MatineeContext) -> int:
    """Return the id of an admin; NotAdmin for anybody else."""
    if chat_user_id not in context.settings.admin_user_ids:
        logger.warning("chat user %s is no admin and was refused", chat_user_id)
        raise NotAdmin
    return chat_user_id


async def note_person(update: object, context: MatineeContext) -> None:
    """Note whom to answer, and in which language: the one that this person chose, or Telegram's."""
    user = update.effective_user if isinstance(update, Update) else None
    context.person = user
    if user is None:
        return
    people, is_here = context.services.people, _is_here(update)
    known = people.languages_at_hand(user.id, is_noted=is_here)
    if known is not None:  # nearly always: no thread is needed
        context.language_code = known.code(user.language_code)
        return
    try:
        told = user.language_code, user.first_name
        known = await context.run(people.look_in, user.id, *told, is_here=is_here)
        context.language_code = known.code(user.language_code)
    except StorageUnavailable:  # whatever comes next says so
        context.language_code = user.language_code


def _is_here(update: object) -> bool:
    """Return whether somebody writes, taps or reacts in their private chat."""
    if not isinstance(update, Update) or update.my_chat_member is not None:
        return False
    return update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE
