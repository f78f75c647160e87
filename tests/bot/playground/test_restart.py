"""Closing and opening the playground again: old cards are there and their buttons work."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.people import PEOPLE
from tests.bot.playground.asking import ADA, BRUNO, ask, keyboard, picture, refused, started
from tests.support.chat import Chat, Notice, talking
from tests.support.example_bot import build_example
from tests.support.waiting import PATIENCE_SECONDS


async def test_cards_files_people_and_menu_are_all_there_again(tmp_path: Path) -> None:
    path = tmp_path / "data" / "playground.json"
    before = started(BotApi(path), ADA, BRUNO)
    card = await ask(before, "sendPhoto", {"photo": picture()}, chat_id=ADA, reply_markup=keyboard("a"))
    await ask(before, "setMyCommands", commands=json.dumps([{"command": "go", "description": "on"}]))
    actions.block(before, BRUNO)
    await before.close()

    after = BotApi(path)
    assert after.state.messages == before.state.messages
    assert await after.state.files.content(card["photo"][-1]["file_id"]) == picture()
    assert await ask(after, "getMyCommands") == [{"command": "go", "description": "on"}]
    assert (await refused(after, "sendMessage", chat_id=BRUNO, text="x"))[0] == 403
    again = await ask(after, "sendPhoto", chat_id=ADA, photo=card["photo"][-1]["file_id"])
    assert again["message_id"] > card["message_id"]
    await after.close()


async def test_what_the_bot_has_not_fetched_waits_for_it(tmp_path: Path) -> None:
    before = started(BotApi(tmp_path / "p.json"), ADA)
    update_id = actions.say(before, ADA, "are you there?")
    await before.close()

    after = BotApi(tmp_path / "p.json")
    [update] = await ask(after, "getUpdates")
    assert (update["update_id"], update["message"]["text"]) == (update_id, "are you there?")
    later = actions.say(after, ADA, "hello?")
    assert later is not None
    assert update_id is not None
    assert later > update_id
    await after.close()


async def test_a_tap_from_before_the_restart_is_too_old_to_answer(tmp_path: Path) -> None:
    before = started(BotApi(tmp_path / "p.json"), ADA)
    card = await ask(before, "sendMessage", chat_id=ADA, text="x", reply_markup=keyboard("a"))
    query_id, _ = actions.tap(before, ADA, card["message_id"], "a")
    await before.close()

    after = BotApi(tmp_path / "p.json")
    _, reason = await refused(after, "answerCallbackQuery", callback_query_id=query_id)
    assert "query is too old" in reason


async def test_an_old_button_reaches_the_bot_after_a_restart(tmp_path: Path) -> None:
    for run in range(2):
        bot_api = BotApi(tmp_path / "p.json")
        application = build_example(bot_api)
        async with talking(application):
            ada = Chat(bot_api, PEOPLE[0], application)
            if run == 0:
                await ada.says("/film")
            else:
                assert await ada.taps("★ 4") == Notice("4 stars noted", is_alert=False)
        await bot_api.close()


async def test_changes_are_on_disk_a_moment_later_without_closing(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    bot_api = started(BotApi(path), ADA)
    assert bot_api.saved is not None
    await asyncio.wait_for(bot_api.saved.written(), PATIENCE_SECONDS)

    # As after a crash: a second one reads what the first has written so far.
    assert list(BotApi(path).state.messages) == [ADA]
    await bot_api.close()


def test_a_game_of_another_shape_is_set_aside_with_a_new_one_begun(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    for broken in ("{", "[]", '{"messages": [7]}', ""):
        path.write_text(broken, encoding="utf-8")
        bot_api = BotApi(path)

        assert bot_api.state.messages == {}
        assert path.with_suffix(".broken").read_text(encoding="utf-8") == broken
        assert not path.exists()


async def test_what_people_said_can_be_read_by_this_user_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "playground.json"
    bot_api = started(BotApi(path), ADA)
    actions.send(bot_api, ADA, {"text": "half \ud83d"})
    assert bot_api.saved is not None
    await bot_api.saved.written()
    assert "half" in path.read_text(encoding="utf-8")
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0
