"""Commands as Telegram's menus show them: per kind of chat, and for each admin."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Update,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.context import MatineeContext
from bot.presentation import texts

logger = logging.getLogger(__name__)


CommandHandler = Callable[[Update, MatineeContext], Coroutine[Any, Any, None]]


@dataclass(frozen=True)
class Command:
    """What can be typed after a slash, and what answers it."""

    name: str
    handler: CommandHandler
    description: str
    arguments: str = ""
    in_groups: bool = False
    for_admins: bool = False

    @property
    def usage(self) -> str:
        """The command as one types it."""
        return f"/{self.name} {self.arguments}".strip()


def visible_to(commands: Iterable[Command], *, is_admin: bool, in_group: bool) -> tuple[Command, ...]:
    """Return the commands that somebody is shown in a chat."""
    return tuple(
        command
        for command in commands
        if (command.in_groups or not in_group) and (is_admin or not command.for_admins)
    )


async def publish(bot: Bot, commands: Sequence[Command], admin_user_ids: Collection[int]) -> None:
    """Tell Telegram who we are, and the commands for private chats, for groups, and for each admin."""
    await _describe(bot)
    await _publish(
        bot, BotCommandScopeAllPrivateChats(), visible_to(commands, is_admin=False, in_group=False)
    )
    await _publish(bot, BotCommandScopeAllGroupChats(), visible_to(commands, is_admin=False, in_group=True))
    for admin_user_id in admin_user_ids:
        await publish_to_admin(bot, commands, admin_user_id)


async def publish_to_admin(bot: Bot, commands: Sequence[Command], admin_user_id: int) -> None:
    """Tell Telegram the commands for an admin; it takes them from the admin's first message on."""
    await _publish(
        bot, BotCommandScopeChat(admin_user_id), visible_to(commands, is_admin=True, in_group=False)
    )


async def _describe(bot: Bot) -> None:
    """Set what a stranger reads; asked first, because Telegram allows few changes a day."""
    try:
        if (await bot.get_my_description()).description != texts.DESCRIPTION:
            await bot.set_my_description(texts.DESCRIPTION)
        if (await bot.get_my_short_description()).short_description != texts.SHORT_DESCRIPTION:
            await bot.set_my_short_description(texts.SHORT_DESCRIPTION)
    except TelegramError as error:
        logger.warning("the bot's description could not be set: %s", error)


async def _publish(bot: Bot, scope: BotCommandScope, commands: Iterable[Command]) -> None:
    menu = [BotCommand(command.name, command.description) for command in commands]
    try:
        await bot.set_my_commands(menu, scope)
    except (BadRequest, Forbidden):
        # An admin who has never spoken to the bot: Telegram knows no such chat, the menu waits for /start.
        logger.info("the command menu of scope %s could not be set", scope.type)
    except TelegramError as error:
        logger.warning("the command menu of scope %s could not be set: %s", scope.type, error)
