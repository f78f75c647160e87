"""The commands: one list for /help, for Telegram's menu and for the README."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.presentation import texts

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Command:
    """What can be typed after a slash."""

    name: str
    description: str
    arguments: str = ""
    in_groups: bool = False
    for_admins: bool = False

    @property
    def usage(self) -> str:
        """The command as one types it."""
        return f"/{self.name} {self.arguments}".strip()


COMMANDS = (
    Command(
        "recommend",
        "films for you, as cards to leaf through",
        "[n] [genre] [decade] [-genre]",
        in_groups=True,
    ),
    Command("rate", "rate films, one tap each", in_groups=True),
    Command("popular", "what most people like", "[genre]", in_groups=True),
    Command("style", "safer or bolder recommendations"),
    Command("ratings", "what you rated, to change or delete"),
    Command("link", "count a MovieLens user's ratings as yours", "<MovieLens user id>"),
    Command("unlink", "stop counting them"),
    Command("start", "hello, and three ways to begin", in_groups=True),
    Command("help", "this list", in_groups=True),
    Command("cancel", "stop; nothing gets lost"),
    Command("forget_me", "delete everything I know about you"),
    Command("retrain", "learn from all ratings now", "[force]", for_admins=True),
    Command("model", "the models, and a way back", for_admins=True),
    Command("stats", "how everything is going", for_admins=True),
)


def visible_to(*, is_admin: bool, in_group: bool) -> tuple[Command, ...]:
    """Return the commands that somebody is shown in a chat."""
    return tuple(
        command
        for command in COMMANDS
        if (command.in_groups or not in_group) and (is_admin or not command.for_admins)
    )


async def publish(bot: Bot, admin_user_ids: Collection[int]) -> None:
    """Tell Telegram who we are, and the commands for private chats, for groups, and for each admin."""
    await _describe(bot)
    await _publish(bot, BotCommandScopeAllPrivateChats(), visible_to(is_admin=False, in_group=False))
    await _publish(bot, BotCommandScopeAllGroupChats(), visible_to(is_admin=False, in_group=True))
    for admin_user_id in admin_user_ids:
        await publish_to_admin(bot, admin_user_id)


async def publish_to_admin(bot: Bot, admin_user_id: int) -> None:
    """Tell Telegram the commands for an admin; it takes them from the admin's first message on."""
    await _publish(bot, BotCommandScopeChat(admin_user_id), visible_to(is_admin=True, in_group=False))


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
