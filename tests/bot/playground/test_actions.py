"""What people do, and what the bot gets to see of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.errors import ImpossibleAction
from bot.playground.people import BOT, GROUP, PEOPLE
from tests.bot.playground.asking import ADA, BRUNO, ask
from tests.bot.playground.conftest import HandClock

GROUP_ID = GROUP.group_id


async def received(bot_api: BotApi) -> list[Update]:
    """Return what is due, as python-telegram-bot reads it."""
    return [Update.de_json(update, None) for update in await ask(bot_api, "getUpdates")]


async def test_a_message_is_what_telegram_would_send(bot_api: BotApi, clock: HandClock) -> None:
    actions.say(bot_api, ADA, "/link 17")
    [update] = await received(bot_api)

    assert update.message is not None
    assert update.message.text == "/link 17"
    assert [entity.type for entity in update.message.entities] == ["bot_command"]
    assert update.message.date == clock.now
    assert update.effective_user is not None
    assert update.effective_user.language_code == "en"
    assert update.effective_chat is not None
    assert update.effective_chat.type == "private"


async def test_an_edited_message_comes_as_such(bot_api: BotApi) -> None:
    actions.say(bot_api, ADA, "first")
    message_id = list(bot_api.state.messages[ADA])[-1]
    actions.edit(bot_api, ADA, message_id, "/second")
    update = (await received(bot_api))[-1]

    assert update.edited_message is not None
    assert update.edited_message.text == "/second"
    assert update.edited_message.edit_date is not None


async def test_nobody_edits_what_is_not_theirs(bot_api: BotApi) -> None:
    sent = await ask(bot_api, "sendMessage", chat_id=ADA, text="mine")

    with pytest.raises(ImpossibleAction, match="one's own"):
        actions.edit(bot_api, ADA, sent["message_id"], "yours")


async def test_blocking_and_coming_back_are_told_to_the_bot(bot_api: BotApi) -> None:
    actions.block(bot_api, ADA)
    actions.unblock(bot_api, ADA)
    actions.unblock(bot_api, ADA)
    members = [update.my_chat_member for update in await received(bot_api)]

    assert [member.new_chat_member.status for member in members if member] == ["kicked", "member"]


async def test_in_a_group_the_bot_sees_commands_mentions_and_replies_to_itself_only(bot_api: BotApi) -> None:
    sent = await ask(bot_api, "sendMessage", chat_id=GROUP_ID, text="question")
    for text in ("among us", "/movienight", "/start@another_bot", f"/start@{BOT['username']}", "@ada_l you?"):
        actions.say(bot_api, ADA, text, chat_id=GROUP_ID)
    actions.say(bot_api, BRUNO, f"what about it, @{BOT['username']}", chat_id=GROUP_ID)
    actions.say(bot_api, BRUNO, "an answer", chat_id=GROUP_ID, reply_to=sent["message_id"])
    seen = [update.message.text for update in await received(bot_api) if update.message]

    assert seen == [
        "/movienight",
        f"/start@{BOT['username']}",
        f"what about it, @{BOT['username']}",
        "an answer",
    ]


async def test_a_sticker_is_no_text(bot_api: BotApi) -> None:
    actions.send(bot_api, ADA, {"dice": {"emoji": "🎲", "value": 3}})
    [update] = await received(bot_api)

    assert update.message is not None
    assert update.message.text is None
    assert update.message.dice is not None


@pytest.mark.parametrize(("person_id", "chat_id"), [(1, None), (ADA, BRUNO), (PEOPLE[5].person_id, GROUP_ID)])
async def test_nobody_speaks_where_they_are_not(bot_api: BotApi, person_id: int, chat_id: int | None) -> None:
    with pytest.raises(ImpossibleAction):
        actions.say(bot_api, person_id, "hello", chat_id=chat_id)
    assert await received(bot_api) == []


@given(st.text(st.sampled_from("ab🎬"), min_size=1, max_size=9000))
def test_a_long_text_is_cut_into_messages_of_4096_without_losing_a_character(text: str) -> None:
    pieces = list(actions.pieces(text))

    assert "".join(pieces) == text
    assert all(len(piece.encode("utf-16-le")) // 2 <= 4096 for piece in pieces)
    assert all(len(piece.encode("utf-16-le")) // 2 >= 4095 for piece in pieces[:-1])
