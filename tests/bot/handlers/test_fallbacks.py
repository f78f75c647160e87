"""Everything that is no command, in private and in groups."""

from __future__ import annotations

import pytest

from bot.playground.errors import forbidden
from bot.playground.people import PEOPLE
from bot.presentation import texts
from tests.bot.conftest import Scene


@pytest.mark.parametrize("text", ["/nonsense", "/recommendcomedy", "/blubber now"])
async def test_an_unknown_command_is_answered(scene: Scene, text: str) -> None:
    bruno = scene.chat()
    await bruno.says(text)
    assert [message.text for message in bruno.answers] == [texts.UNKNOWN_COMMAND]


async def test_a_sticker_and_a_place_are_answered(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.sends_sticker()
    await bruno.sends({"location": {"latitude": 1.0, "longitude": 2.0}})
    assert [message.text for message in bruno.answers] == [texts.NOT_A_TEXT] * 2


async def test_an_edited_message_is_ignored(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/help")
    await bruno.edits(bruno.messages[0], "/start")
    assert len(bruno.answers) == 1


async def test_a_group_hears_answers_to_commands_only(scene: Scene) -> None:
    bruno = scene.chat(in_group=True)
    await bruno.says("hello everybody")
    await bruno.says("/nonsense")
    await bruno.sends_sticker()
    assert bruno.answers == []
    await bruno.says("/recommend 2")
    assert bruno.last.photo


async def test_an_answer_in_a_group_points_at_the_question(scene: Scene) -> None:
    bruno = scene.chat(in_group=True)
    await bruno.says("/help")
    assert bruno.last.raw["reply_to_message"]["message_id"] == bruno.messages[0].message_id
    assert "/forget_me" not in bruno.last.text


async def test_a_command_for_another_bot_is_ignored(scene: Scene) -> None:
    bruno = scene.chat(in_group=True)
    await bruno.says("/recommend@another_bot")
    assert bruno.answers == []


async def test_a_message_in_the_name_of_the_group_is_ignored(scene: Scene) -> None:
    bruno = scene.chat(in_group=True)
    chat = scene.bot_api.state.chat(bruno.chat_id)
    await bruno.sends({"sender_chat": chat, "text": "/recommend", "entities": [COMMAND]})
    assert bruno.answers == []


async def test_somebody_who_blocks_the_bot_is_noted_until_they_return(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/start")
    await bruno.blocks()
    assert _blocked_at(scene) is not None
    await bruno.unblocks()
    await bruno.says("/start")
    assert _blocked_at(scene) is None


async def test_nobody_can_say_that_somebody_else_blocks_the_bot(scene: Scene) -> None:
    bruno, ada = scene.chat(), scene.chat(PEOPLE[0])
    await bruno.says("/start")
    bot = {"id": 7000000000, "is_bot": True, "first_name": "Matinee"}
    forged = {
        "chat": bruno.person.as_chat(),
        "from": ada.person.as_user(),
        "date": 1_700_000_000,
        "old_chat_member": {"user": bot, "status": "member"},
        "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0},
    }
    scene.bot_api.state.updates.push("my_chat_member", forged)
    await ada.says("/help")
    assert _blocked_at(scene) is None


async def test_who_blocked_the_bot_before_its_answer_is_noted_too(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/start")
    scene.bot_api.state.faults.plan("sendMessage", forbidden("bot was blocked by the user"))
    await bruno.says("/help")
    assert _blocked_at(scene) is not None


async def test_a_group_that_threw_the_bot_out_says_nothing_about_the_person(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/start")
    scene.bot_api.state.faults.plan("sendMessage", forbidden("bot was kicked from the supergroup chat"))
    await scene.chat(in_group=True).says("/help")
    assert _blocked_at(scene) is None


COMMAND = {"type": "bot_command", "offset": 0, "length": len("/recommend")}


def _blocked_at(scene: Scene) -> object:
    with scene.unit_of_work() as work:
        person = work.chat_users.get(PEOPLE[1].person_id)
    assert person is not None
    return person.blocked_at
