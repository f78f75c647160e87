"""What the bot asks Telegram, and what it tells about itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.playground.bot_api import BotApi
from bot.playground.people import GROUP, PEOPLE
from tests.bot.playground.asking import ADA, BRUNO, ask, picture, refused


def commands(*names: str) -> str:
    return json.dumps([{"command": name, "description": f"do {name}"} for name in names])


def menu(bot_api: BotApi, person: int = 0, *, group: bool = False, owner: bool = False) -> list[str]:
    somebody = PEOPLE[person]
    chat = GROUP.as_chat() if group else somebody.as_chat()
    found = bot_api.state.profile.commands_for(
        chat, somebody.person_id, somebody.language_code, is_owner=owner
    )
    return [command["command"] for command in found]


async def test_the_bot_learns_who_it_is(bot_api: BotApi) -> None:
    me = await ask(bot_api, "getMe")

    assert me["is_bot"] is True
    assert me["username"].endswith("bot")


async def test_method_names_may_be_written_in_any_case(bot_api: BotApi) -> None:
    assert await ask(bot_api, "GETME") == await ask(bot_api, "getMe")


async def test_an_unknown_method_is_not_found(bot_api: BotApi) -> None:
    assert await refused(bot_api, "sendLove") == (404, "Not Found: method not found")


async def test_the_narrowest_scope_in_the_persons_language_makes_the_menu(bot_api: BotApi) -> None:
    def scope(kind: str, **place: int) -> str:
        return json.dumps({"type": kind, **place})

    await ask(bot_api, "setMyCommands", commands=commands("default"))
    assert menu(bot_api) == ["default"]
    await ask(bot_api, "setMyCommands", commands=commands("private"), scope=scope("all_private_chats"))
    assert menu(bot_api) == ["private"]
    assert menu(bot_api, group=True) == ["default"]
    await ask(
        bot_api,
        "setMyCommands",
        commands=commands("privado"),
        scope=scope("all_private_chats"),
        language_code="pt",
    )
    assert (menu(bot_api, 0), menu(bot_api, 1)) == (["private"], ["privado"])
    await ask(bot_api, "setMyCommands", commands=commands("admin"), scope=scope("chat", chat_id=ADA))
    assert (menu(bot_api, 0), menu(bot_api, 2)) == (["admin"], ["private"])
    await ask(bot_api, "setMyCommands", commands=commands("group"), scope=scope("all_group_chats"))
    await ask(bot_api, "setMyCommands", commands=commands("owner"), scope=scope("all_chat_administrators"))
    assert menu(bot_api, group=True) == ["group"]
    assert menu(bot_api, group=True, owner=True) == ["owner"]

    await ask(bot_api, "deleteMyCommands", scope=scope("chat", chat_id=ADA))
    assert menu(bot_api) == ["private"]
    assert await ask(bot_api, "getMyCommands") == json.loads(commands("default"))


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ({"command": "Start", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "a-b", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "x" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "start", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"command": "start", "description": "x" * 257}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_a_malformed_command_is_refused(bot_api: BotApi, command: Any, reason: str) -> None:
    refusal = await refused(bot_api, "setMyCommands", commands=json.dumps([command]))

    assert refusal == (400, f"Bad Request: {reason}")


async def test_a_hundred_commands_are_the_most(bot_api: BotApi) -> None:
    refusal = await refused(bot_api, "setMyCommands", commands=commands(*(f"c{n}" for n in range(101))))

    assert refusal == (400, "Bad Request: BOT_COMMANDS_TOO_MUCH")


async def test_descriptions_are_kept_by_language_and_limited(bot_api: BotApi) -> None:
    await ask(bot_api, "setMyDescription", description="films")
    await ask(bot_api, "setMyDescription", description="filmes", language_code="pt")

    assert await ask(bot_api, "getMyDescription", language_code="pt") == {"description": "filmes"}
    assert await ask(bot_api, "getMyDescription", language_code="de") == {"description": "films"}
    assert (await refused(bot_api, "setMyDescription", description="x" * 513))[0] == 400
    assert (await refused(bot_api, "setMyShortDescription", short_description="x" * 121))[0] == 400


async def test_the_menu_button_of_a_chat_stands_before_the_general_one(bot_api: BotApi) -> None:
    await ask(bot_api, "setChatMenuButton", menu_button=json.dumps({"type": "commands"}))
    await ask(bot_api, "setChatMenuButton", chat_id=ADA, menu_button=json.dumps({"type": "default"}))

    assert await ask(bot_api, "getChatMenuButton", chat_id=ADA) == {"type": "default"}
    assert await ask(bot_api, "getChatMenuButton", chat_id=BRUNO) == {"type": "commands"}


async def test_a_file_can_be_found_again(bot_api: BotApi) -> None:
    sent = await ask(bot_api, "sendPhoto", {"photo": picture()}, chat_id=ADA)
    file_id = sent["photo"][-1]["file_id"]
    described = await ask(bot_api, "getFile", file_id=file_id)

    assert described["file_path"] == f"files/{file_id}"
    assert await bot_api.state.files.content(file_id) == picture()
    assert (await refused(bot_api, "getFile", file_id="nothing"))[0] == 400


async def test_members_of_a_group_are_known(bot_api: BotApi) -> None:
    async def status(person: int) -> str:
        member = await ask(bot_api, "getChatMember", chat_id=GROUP.group_id, user_id=PEOPLE[person].person_id)
        return str(member["status"])

    assert [await status(person) for person in (0, 1, 5)] == ["creator", "member", "left"]
    assert await ask(bot_api, "getChatMemberCount", chat_id=GROUP.group_id) == 5
    [owner] = await ask(bot_api, "getChatAdministrators", chat_id=GROUP.group_id)
    assert owner["user"]["id"] == ADA
    assert (await refused(bot_api, "getChatMember", chat_id=GROUP.group_id, user_id=1))[0] == 400
    assert (await ask(bot_api, "getChat", chat_id=ADA))["first_name"] == "Ada"
