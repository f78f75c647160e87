"""The list of commands: in Telegram's menu, in /help, in the README, and handled."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from telegram import BotCommand, BotCommandScope, BotDescription, BotShortDescription
from telegram.error import BadRequest, NetworkError

from bot.chat.menus import MenuReader, publish, publish_to_one, visible_to
from bot.handlers.commands import COMMANDS
from bot.presentation import texts
from bot.presentation.catalogues import Catalogues
from scripts.document import README, readme
from tests.support.translating import write_catalogue

ENGLISH_ALONE = Path("a folder without languages")
ADMIN = MenuReader(1, is_admin=True, chosen_language=None)


class FakeBot:
    """Takes command menus; knows no chat but those named."""

    def __init__(self, *chat_ids: int) -> None:
        self.chat_ids = chat_ids
        self.menus: dict[str, list[str]] = {}
        self.said: dict[str, list[str]] = {}
        self.descriptions: defaultdict[str, str] = defaultdict(str)
        self.changes = 0
        self.is_describable = True

    async def get_my_description(self, language_code: str | None) -> BotDescription:
        if not self.is_describable:
            raise NetworkError("Bad Gateway")
        return BotDescription(self.descriptions[f"long{language_code or ''}"])

    async def get_my_short_description(self, language_code: str | None) -> BotShortDescription:
        return BotShortDescription(self.descriptions[f"short{language_code or ''}"])

    async def set_my_description(self, text: str, language_code: str | None) -> None:
        self.descriptions[f"long{language_code or ''}"] = text
        self.changes += 1

    async def set_my_short_description(self, text: str, language_code: str | None) -> None:
        self.descriptions[f"short{language_code or ''}"] = text
        self.changes += 1

    async def delete_my_commands(self, scope: BotCommandScope) -> None:
        if not self.is_describable:
            raise NetworkError("Bad Gateway")
        self.menus.pop(f"{scope.type}:{getattr(scope, 'chat_id', None)}", None)

    async def set_my_commands(
        self, commands: list[BotCommand], scope: BotCommandScope, language_code: str | None
    ) -> None:
        chat_id = getattr(scope, "chat_id", None)
        if chat_id is not None and chat_id not in self.chat_ids:
            raise BadRequest("Chat not found")
        name = f"{scope.type}:{chat_id}" if chat_id else scope.type
        if language_code is not None:
            name = f"{name} {language_code}"
        self.menus[name] = [command.command for command in commands]
        self.said[name] = [command.description for command in commands]


def test_the_readme_lists_the_commands_that_there_are() -> None:
    text = README.read_text(encoding="utf-8")
    assert readme(text) == text, "run: python -m scripts.document"
    assert all(f"| `{command.usage()}` |" in text for command in COMMANDS)


def test_commands_are_what_telegram_allows() -> None:
    for command in COMMANDS:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", command.name)
        assert 1 <= len(command.description) <= 256


def test_admin_commands_are_shown_to_admins_only() -> None:
    names = {command.name for command in visible_to(COMMANDS, is_admin=False, in_group=False)}
    assert "retrain" not in names
    more = {command.name for command in visible_to(COMMANDS, is_admin=True, in_group=False)} - names
    assert more == {command.name for command in COMMANDS if command.for_admins}


def test_a_group_is_shown_no_private_matters() -> None:
    names = {command.name for command in visible_to(COMMANDS, is_admin=False, in_group=True)}
    assert "recommend" in names
    assert not names & {"forget_me", "link", "ratings", "retrain"}


async def test_each_kind_of_chat_gets_its_own_menu() -> None:
    bot = FakeBot(1)
    await publish(bot, COMMANDS, [ADMIN], Catalogues(ENGLISH_ALONE))  # type: ignore[arg-type]
    assert set(bot.menus) == {"all_private_chats", "all_group_chats", "chat:1"}
    assert "retrain" in bot.menus["chat:1"]


async def test_every_language_with_a_catalogue_gets_its_own_menus(tmp_path: Path) -> None:
    write_catalogue(tmp_path, "de", {"this list": "diese Liste"})
    write_catalogue(tmp_path, "pt_BR", {"this list": "esta lista"})
    bot = FakeBot(1)
    await publish(bot, COMMANDS, [ADMIN], Catalogues(tmp_path))  # type: ignore[arg-type]
    for language, words in (("", "this list"), (" de", "diese Liste"), (" pt", "esta lista")):
        for menu in ("all_private_chats", "all_group_chats", "chat:1"):
            assert words in bot.said[menu + language]


async def test_an_admin_who_never_spoke_to_the_bot_does_not_stop_the_start() -> None:
    bot = FakeBot(2)
    await publish(bot, COMMANDS, [ADMIN, replace(ADMIN, chat_user_id=2)], Catalogues(ENGLISH_ALONE))  # type: ignore[arg-type]
    assert "chat:2" in bot.menus


async def test_whoever_chose_a_language_has_the_menu_in_it(tmp_path: Path) -> None:
    write_catalogue(tmp_path, "de", {"this list": "diese Liste"})
    bot, person = FakeBot(5), MenuReader(5, is_admin=False, chosen_language="de")
    await publish_to_one(bot, COMMANDS, person, Catalogues(tmp_path))  # type: ignore[arg-type]
    assert set(bot.menus) == {"chat:5"}
    assert "diese Liste" in bot.said["chat:5"]
    assert "retrain" not in bot.menus["chat:5"]
    await publish_to_one(bot, COMMANDS, replace(person, chosen_language=None), Catalogues(tmp_path))  # type: ignore[arg-type]
    assert bot.menus == {}


async def test_an_admin_who_chose_a_language_has_it_whatever_telegram_speaks(tmp_path: Path) -> None:
    write_catalogue(tmp_path, "de", {"this list": "diese Liste"})
    bot = FakeBot(1)
    await publish(bot, COMMANDS, [replace(ADMIN, chosen_language="de")], Catalogues(tmp_path))  # type: ignore[arg-type]
    for menu in ("chat:1", "chat:1 de"):
        assert "diese Liste" in bot.said[menu]
        assert "retrain" in bot.menus[menu]
    assert "this list" in bot.said["all_private_chats"]


async def test_a_menu_that_cannot_be_taken_away_stops_nothing() -> None:
    bot = FakeBot(5)
    bot.is_describable = False
    person = MenuReader(5, is_admin=False, chosen_language=None)
    await publish_to_one(bot, COMMANDS, person, Catalogues(ENGLISH_ALONE))  # type: ignore[arg-type]


async def test_a_stranger_reads_what_the_bot_does() -> None:
    bot = FakeBot()
    await publish(bot, COMMANDS, [], Catalogues(ENGLISH_ALONE))  # type: ignore[arg-type]
    assert bot.descriptions == {"long": texts.DESCRIPTION, "short": texts.SHORT_DESCRIPTION}


async def test_a_description_that_stands_already_is_not_set_again() -> None:
    bot = FakeBot()
    for _ in range(3):
        await publish(bot, COMMANDS, [], Catalogues(ENGLISH_ALONE))  # type: ignore[arg-type]
    assert bot.changes == 2


async def test_a_description_that_cannot_be_set_does_not_stop_the_menus() -> None:
    bot = FakeBot()
    bot.is_describable = False
    await publish(bot, COMMANDS, [], Catalogues(ENGLISH_ALONE))  # type: ignore[arg-type]
    assert bot.descriptions["long"] == ""
    assert "all_private_chats" in bot.menus


def test_descriptions_keep_to_telegrams_limits() -> None:
    assert 1 <= len(texts.DESCRIPTION) <= 512
    assert 1 <= len(texts.SHORT_DESCRIPTION) <= 120
