"""What the bot says about itself: commands by scope and language, descriptions, menu buttons."""

from __future__ import annotations

import re
from typing import Any

from bot.playground.call import Call, Json
from bot.playground.errors import bad_request

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
# Which scopes Telegram looks through, narrowest first (https://core.telegram.org/bots/api#botcommandscope).
PRIVATE_SCOPES = ("chat:{chat}", "all_private_chats", "default")
GROUP_SCOPES = ("chat_member:{chat}:{person}", "chat:{chat}", "all_group_chats", "default")
OWNER_SCOPES = (
    "chat_member:{chat}:{person}",
    "chat_administrators:{chat}",
    "chat:{chat}",
    "all_chat_administrators",
    "all_group_chats",
    "default",
)
TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


class Profile:
    """The bot's own settings, as it set them through the API."""

    def __init__(self) -> None:
        self.commands: dict[str, list[Json]] = {}
        self.texts: dict[str, str] = {}
        self.menu_buttons: dict[str, Json] = {}

    def set_commands(self, call: Call) -> None:
        """Keep the commands of one scope and language."""
        commands = call.json("commands", "list of bot commands") or []
        if len(commands) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            _check_command(command)
        self.commands[_key(call)] = commands

    def delete_commands(self, call: Call) -> None:
        """Forget the commands of one scope and language."""
        self.commands.pop(_key(call), None)

    def get_commands(self, call: Call) -> list[Json]:
        """Return the commands of exactly this scope and language."""
        return self.commands.get(_key(call), [])

    def set_text(self, call: Call, kind: str) -> None:
        """Keep the name, description or short description of one language."""
        text = call.text(kind) or ""
        if len(text) > TEXT_LIMITS[kind]:
            raise bad_request(f"BOT_{kind.upper()}_TOO_LONG")
        self.texts[f"{kind}/{call.text('language_code') or ''}"] = text

    def get_text(self, call: Call, kind: str) -> str:
        """Return the name, description or short description in this language, or in none."""
        language = call.text("language_code") or ""
        return self.texts.get(f"{kind}/{language}") or self.texts.get(f"{kind}/", "")

    def commands_for(self, chat: Json, person_id: int, language: str, *, is_owner: bool) -> list[Json]:
        """Return the command menu that this person sees in this chat, looked up as Telegram's apps do."""
        scopes: tuple[str, ...] = PRIVATE_SCOPES
        if chat["type"] != "private":
            scopes = OWNER_SCOPES if is_owner else GROUP_SCOPES
        for scope in scopes:
            name = scope.format(chat=chat["id"], person=person_id)
            for key in (f"{name}/{language}", f"{name}/"):
                if self.commands.get(key):
                    return self.commands[key]
        return []

    def to_json(self) -> Json:
        """Return what a restart must not lose."""
        return {"commands": self.commands, "texts": self.texts, "menu_buttons": self.menu_buttons}

    def restore(self, saved: Json) -> None:
        """Take up what `to_json` gave."""
        self.commands = saved["commands"]
        self.texts = saved["texts"]
        self.menu_buttons = saved["menu_buttons"]


def _key(call: Call) -> str:
    scope: Any = call.json("scope", "bot command scope") or {"type": "default"}
    place = [str(scope[name]) for name in ("chat_id", "user_id") if name in scope]
    return f"{':'.join([scope['type'], *place])}/{call.text('language_code') or ''}"


def _check_command(command: Json) -> None:
    if not COMMAND.fullmatch(str(command.get("command", ""))):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
