"""What may be edited or deleted, and how Telegram refuses the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.people import GROUP
from tests.bot.playground.asking import ADA, BRUNO, ask, keyboard, picture, refused

NOT_MODIFIED = "Bad Request: message is not modified"


async def text_message(bot_api: BotApi, text: str = "<b>before</b>") -> int:
    sent = await ask(
        bot_api, "sendMessage", chat_id=ADA, text=text, parse_mode="HTML", reply_markup=keyboard("a")
    )
    return int(sent["message_id"])


async def photo_message(bot_api: BotApi) -> int:
    sent = await ask(bot_api, "sendPhoto", {"photo": picture()}, chat_id=ADA, caption="before")
    return int(sent["message_id"])


async def test_a_text_is_edited_in_place_and_marked_as_edited(bot_api: BotApi) -> None:
    message_id = await text_message(bot_api)
    edited = await ask(bot_api, "editMessageText", chat_id=ADA, message_id=message_id, text="after")

    assert edited["text"] == "after"
    assert "edit_date" in edited
    assert "entities" not in edited
    assert "reply_markup" not in edited  # left out means taken away
    assert bot_api.state.messages[ADA][message_id] == edited


async def test_the_same_text_and_keyboard_again_is_not_modified(bot_api: BotApi) -> None:
    message_id = await text_message(bot_api)
    same: Any = {
        "chat_id": ADA,
        "message_id": message_id,
        "text": "<strong>before</strong> ",
        "parse_mode": "HTML",
    }

    code, reason = await refused(bot_api, "editMessageText", **same, reply_markup=keyboard("a"))
    assert code == 400
    assert reason.startswith(NOT_MODIFIED)
    await ask(bot_api, "editMessageText", **same, reply_markup=keyboard("b"))


async def test_the_same_photo_again_is_not_modified_but_a_new_upload_is(bot_api: BotApi) -> None:
    message_id = await photo_message(bot_api)
    file_id = bot_api.state.messages[ADA][message_id]["photo"][-1]["file_id"]
    media = {"type": "photo", "media": file_id, "caption": "before"}
    place: Any = {"chat_id": ADA, "message_id": message_id}

    _, reason = await refused(bot_api, "editMessageMedia", **place, media=json.dumps(media))
    assert reason.startswith(NOT_MODIFIED)
    media["media"] = "attach://poster"
    edited = await ask(bot_api, "editMessageMedia", {"poster": picture()}, **place, media=json.dumps(media))
    assert edited["photo"][-1]["file_id"] != file_id


async def test_a_caption_is_edited_with_its_photo_kept(bot_api: BotApi) -> None:
    message_id = await photo_message(bot_api)
    photo = bot_api.state.messages[ADA][message_id]["photo"]
    edited = await ask(bot_api, "editMessageCaption", chat_id=ADA, message_id=message_id, caption="after")

    assert (edited["caption"], edited["photo"]) == ("after", photo)


async def test_a_keyboard_is_edited_with_its_text_kept(bot_api: BotApi) -> None:
    message_id = await text_message(bot_api)
    place: Any = {"chat_id": ADA, "message_id": message_id}
    edited = await ask(bot_api, "editMessageReplyMarkup", **place, reply_markup=keyboard("b"))

    assert edited["text"] == "before"
    assert actions.buttons_of(edited)[0]["callback_data"] == "b"
    _, reason = await refused(bot_api, "editMessageReplyMarkup", **place, reply_markup=keyboard("b"))
    assert reason.startswith(NOT_MODIFIED)


async def test_a_text_can_become_a_photo_but_never_the_other_way(bot_api: BotApi) -> None:
    text_id, photo_id = await text_message(bot_api), await photo_message(bot_api)
    media = json.dumps({"type": "photo", "media": "attach://x"})
    edited = await ask(
        bot_api, "editMessageMedia", {"x": picture()}, chat_id=ADA, message_id=text_id, media=media
    )

    assert "text" not in edited
    assert await refused(bot_api, "editMessageText", chat_id=ADA, message_id=photo_id, text="x") == (
        400,
        "Bad Request: there is no text in the message to edit",
    )


async def test_a_text_has_no_caption_to_edit(bot_api: BotApi) -> None:
    message_id = await text_message(bot_api)
    refusal = await refused(bot_api, "editMessageCaption", chat_id=ADA, message_id=message_id, caption="x")

    assert refusal == (400, "Bad Request: there is no caption in the message to edit")


async def test_limits_hold_in_edits_too(bot_api: BotApi) -> None:
    text_id, photo_id = await text_message(bot_api), await photo_message(bot_api)
    long_media = json.dumps({"type": "photo", "media": "attach://x", "caption": "y" * 1025})

    async def edit(method: str, message_id: int, **params: str) -> str:
        files = {"x": picture()}
        return (await refused(bot_api, method, files, chat_id=ADA, message_id=message_id, **params))[1]

    assert await edit("editMessageText", text_id, text="x" * 4097) == "Bad Request: message is too long"
    assert await edit("editMessageText", text_id, text="") == "Bad Request: message text is empty"
    assert "caption is too long" in await edit("editMessageCaption", photo_id, caption="x" * 1025)
    assert "caption is too long" in await edit("editMessageMedia", photo_id, media=long_media)
    assert "BUTTON_DATA_INVALID" in await edit(
        "editMessageReplyMarkup", text_id, reply_markup=keyboard("x" * 65)
    )


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup", "editMessageMedia"])
async def test_a_message_that_is_gone_cannot_be_edited(bot_api: BotApi, method: str) -> None:
    refusal = await refused(bot_api, method, chat_id=ADA, message_id=999, text="x")

    assert refusal == (400, "Bad Request: message to edit not found")


async def test_there_are_no_messages_sent_through_inline_mode(bot_api: BotApi) -> None:
    refusal = await refused(bot_api, "editMessageText", inline_message_id="x", text="x")

    assert refusal == (400, "Bad Request: MESSAGE_ID_INVALID")


async def test_what_a_person_wrote_cannot_be_edited(bot_api: BotApi) -> None:
    theirs = next(iter(bot_api.state.messages[ADA]))
    refusal = await refused(bot_api, "editMessageText", chat_id=ADA, message_id=theirs, text="x")

    assert refusal == (400, "Bad Request: message can't be edited")


async def test_a_message_of_another_chat_is_not_found(bot_api: BotApi) -> None:
    message_id = await text_message(bot_api)
    refusal = await refused(bot_api, "editMessageText", chat_id=BRUNO, message_id=message_id, text="x")

    assert refusal == (400, "Bad Request: message to edit not found")


async def test_nothing_is_edited_for_who_blocked_the_bot(bot_api: BotApi) -> None:
    message_id = await text_message(bot_api)
    actions.block(bot_api, ADA)

    assert (await refused(bot_api, "editMessageText", chat_id=ADA, message_id=message_id, text="x"))[0] == 403


async def test_a_deleted_message_is_gone(bot_api: BotApi) -> None:
    message_id = await text_message(bot_api)

    assert await ask(bot_api, "deleteMessage", chat_id=ADA, message_id=message_id) is True
    assert message_id not in bot_api.state.messages[ADA]
    assert await refused(bot_api, "deleteMessage", chat_id=ADA, message_id=message_id) == (
        400,
        "Bad Request: message to delete not found",
    )


async def test_several_messages_are_deleted_at_once(bot_api: BotApi) -> None:
    message_id = await text_message(bot_api)
    await ask(bot_api, "deleteMessages", chat_id=ADA, message_ids=json.dumps([message_id, 999]))

    assert message_id not in bot_api.state.messages[ADA]


async def test_in_a_group_the_bot_deletes_only_its_own(bot_api: BotApi) -> None:
    actions.say(bot_api, ADA, "/film", chat_id=GROUP.group_id)
    theirs = next(iter(bot_api.state.messages[GROUP.group_id]))
    refusal = await refused(bot_api, "deleteMessage", chat_id=GROUP.group_id, message_id=theirs)

    assert refusal == (400, "Bad Request: message can't be deleted")
