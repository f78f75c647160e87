"""Commands as Telegram's menus show them: per kind of chat, and for each admin."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
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
from bot.presentation.catalogues import Catalogues
from bot.presentation.locale import ENGLISH, Locale

logger = logging.getLogger(__name__)


CommandHandler = Callable[[Update, MatineeContext], Coroutine[Any, Any, None]]


@dataclass(frozen=True)
class Command:
    """What can be typed after a slash, what answers it, and its description (translated when shown)."""

    name: str
    handler: CommandHandler
    description: str
    arguments: str = ""
    in_groups: bool = False
    for_admins: bool = False

    def usage(self, locale: Locale = ENGLISH) -> str:
        """Return the command as one types it."""
        return f"/{self.name} {locale.gettext(self.arguments)}" if self.arguments else f"/{self.name}"


@dataclass(frozen=True)
class MenuReader:
    """Somebody with a menu of their own, and the language that they chose; None: Telegram's."""

    chat_user_id: int
    is_admin: bool
    chosen_language: str | None


def visible_to(commands: Iterable[Command], *, is_admin: bool, in_group: bool) -> tuple[Command, ...]:
    """Return the commands that somebody is shown in a chat."""
    return tuple(
        command
        for command in commands
        if (command.in_groups or not in_group) and (is_admin or not command.for_admins)
    )


async def publish(
    bot: Bot, commands: Sequence[Command], admins: Iterable[MenuReader], catalogues: Catalogues
) -> None:
    """Tell Telegram in every language who we are, and the commands for private chats, groups and admins."""
    for language_code, locale in _languages(catalogues):
        await _describe(bot, locale, language_code)
        menu = _Menu(bot, locale, language_code)
        await menu.publish(
            BotCommandScopeAllPrivateChats(), visible_to(commands, is_admin=False, in_group=False)
        )
        await menu.publish(
            BotCommandScopeAllGroupChats(), visible_to(commands, is_admin=False, in_group=True)
        )
    for admin in admins:
        await publish_to_one(bot, commands, admin, catalogues)


async def publish_to_one(
    bot: Bot, commands: Sequence[Command], reader: MenuReader, catalogues: Catalogues
) -> None:
    """Tell Telegram what one person's own menu is; it takes that from their first message on.

    An admin has one in every language; others have one only if they chose a language.
    """
    scope = BotCommandScopeChat(reader.chat_user_id)
    if not reader.is_admin and reader.chosen_language is None:
        await _take_away(bot, scope)
        return
    shown = visible_to(commands, is_admin=reader.is_admin, in_group=False)
    languages = _languages(catalogues) if reader.is_admin else [(None, ENGLISH)]
    for language_code, told in languages:
        spoken = catalogues.locale(reader.chosen_language) if reader.chosen_language else told
        if not await _Menu(bot, spoken, language_code).publish(scope, shown):
            return


async def _take_away(bot: Bot, scope: BotCommandScope) -> None:
    """Let a chat have the menu that everybody has."""
    try:
        await bot.delete_my_commands(scope)
    except TelegramError as error:
        logger.warning("the command menu of scope %s could not be taken away: %s", scope.type, error)


def _languages(catalogues: Catalogues) -> Iterator[tuple[str | None, Locale]]:
    """Yield every locale with its code as Telegram takes it (two letters); English is for everybody else."""
    yield None, ENGLISH
    told = {ENGLISH.code}
    for code in catalogues.codes:
        language_code = code.partition("_")[0]
        if len(language_code) == 2 and language_code not in told:
            told.add(language_code)
            yield language_code, catalogues.locale(code)


async def _describe(bot: Bot, locale: Locale, language_code: str | None) -> None:
    """Set what a stranger reads; asked first, because Telegram allows few changes a day."""
    long, short = locale.gettext(texts.DESCRIPTION), locale.gettext(texts.SHORT_DESCRIPTION)
    try:
        if (await bot.get_my_description(language_code)).description != long:
            await bot.set_my_description(long, language_code)
        if (await bot.get_my_short_description(language_code)).short_description != short:
            await bot.set_my_short_description(short, language_code)
    except TelegramError as error:
        logger.warning("the bot's description could not be set: %s", error)


@dataclass(frozen=True)
class _Menu:
    """The commands as people of one language see them."""

    bot: Bot
    locale: Locale
    language_code: str | None

    async def publish(self, scope: BotCommandScope, commands: Iterable[Command]) -> bool:
        """Tell Telegram the commands for a scope; False when it does not take them."""
        menu = [BotCommand(command.name, self.locale.gettext(command.description)) for command in commands]
        try:
            await self.bot.set_my_commands(menu, scope, self.language_code)
        except (BadRequest, Forbidden):
            # An admin who has never spoken to the bot: there is no such chat, the menu waits for /start.
            logger.info("the command menu of scope %s could not be set", scope.type)
        except TelegramError as error:
            logger.warning("the command menu of scope %s could not be set: %s", scope.type, error)
        else:
            return True
        return False
