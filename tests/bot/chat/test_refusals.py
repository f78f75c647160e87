"""What a chat does not allow: each refusal is known, and is no trace, no note to admins, no "try again"."""

from __future__ import annotations

import logging
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError

from bot.chat import sending
from bot.chat.refusals import Refusal, refusal_of
from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.playground.errors import ApiError, bad_request, forbidden
from bot.playground.people import GROUP
from bot.posters.photo_refusals import REMEMBERED_SECONDS, PhotoRefusals
from bot.presentation.outgoing import Note
from tests.bot.conftest import Scene

NO_PHOTOS = bad_request("not enough rights to send photos to the chat")
SAID = {
    Refusal.NO_PHOTOS: BadRequest("CHAT_SEND_PHOTOS_FORBIDDEN"),
    Refusal.NO_WRITING: BadRequest("Not enough rights to send text messages to the chat"),
    Refusal.TOPIC_CLOSED: BadRequest("TOPIC_CLOSED"),
    Refusal.THREAD_GONE: BadRequest("Message thread not found"),
    Refusal.CHAT_GONE: BadRequest("Chat not found"),
    Refusal.KICKED: Forbidden("Forbidden: bot was kicked from the supergroup chat"),
    Refusal.BLOCKED: Forbidden("Forbidden: bot was blocked by the user"),
    Refusal.NEVER_STARTED: Forbidden("Forbidden: bot can't initiate conversation with a user"),
    Refusal.DEACTIVATED: Forbidden("Forbidden: user is deactivated"),
}


@pytest.mark.parametrize("refusal", Refusal)
def test_each_refusal_is_known_by_its_words(refusal: Refusal) -> None:
    assert refusal_of(SAID[refusal]) is refusal


@pytest.mark.parametrize(
    "error", [BadRequest("Message is not modified"), NetworkError("chat not found"), ValueError("kicked")]
)
def test_other_errors_are_none(error: Exception) -> None:
    assert refusal_of(error) is None


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (bad_request("not enough rights to send text messages to the chat"), "does not let the bot write"),
        (bad_request("CHAT_WRITE_FORBIDDEN"), "does not let the bot write"),
        (bad_request("TOPIC_CLOSED"), "has closed the topic"),
        (bad_request("chat not found"), "is gone"),
        (forbidden("bot was kicked from the group chat"), "has thrown the bot out"),
        (forbidden("bot was blocked by the user"), "has blocked the bot"),
        (forbidden("user is deactivated"), "belongs to a deleted account"),
    ],
)
async def test_a_chat_that_cannot_be_written_to_is_one_line_in_the_log(
    scene: Scene, caplog: pytest.LogCaptureFixture, fault: ApiError, words: str
) -> None:
    caplog.set_level(logging.INFO)
    scene.bot_api.state.faults.plan("sendMessage", fault, times=9)
    await scene.chat().says("/help")
    assert scene.calls("sendMessage") == ["sendMessage"]  # no second try, no word to an admin
    [line] = [each for each in caplog.messages if words in each]
    assert line.startswith("nothing was sent: chat ")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_where_photos_are_refused_cards_are_text_without_a_try_first(scene: Scene) -> None:
    bruno = scene.chat()
    scene.bot_api.state.faults.plan("sendPhoto", NO_PHOTOS, times=99)
    await bruno.says("/recommend")
    first = bruno.last
    assert first.photo is None
    assert ["★ Rate films", "▶"] in first.buttons
    assert scene.calls("sendPhoto") == ["sendPhoto"]
    await bruno.taps("▶")
    await bruno.says("/popular")
    assert scene.calls("sendPhoto") == ["sendPhoto"]
    assert bruno.now(first).text != first.text  # turned in its place


async def test_an_edited_photo_that_is_refused_becomes_a_text(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend")
    scene.bot_api.state.faults.plan("editMessageMedia", NO_PHOTOS)
    await bruno.taps("▶")
    assert bruno.last.photo is None
    assert len(bruno.answers) == 1


def test_photos_are_tried_again_after_a_while() -> None:
    now = [0.0]
    refusals = PhotoRefusals(lambda: now[0])
    refusals.note(7)
    assert (refusals.holds(7), refusals.holds(8)) == (True, False)
    now[0] += REMEMBERED_SECONDS
    assert not refusals.holds(7)


class FakeTelegram:
    """Raises what it is given first, then takes everything; notes chat and topic of each message."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.sent: list[tuple[int, int | None]] = []

    async def send_message(self, chat_id: int, text: str, *, message_thread_id: int | None, **_: Any) -> None:
        self.sent.append((chat_id, message_thread_id))
        if self.errors:
            raise self.errors.pop(0)

    async def edit_message_text(self, text: str, chat_id: int, message_id: int, **_: Any) -> None:
        raise self.errors.pop(0)


async def show(telegram: FakeTelegram, target: Target) -> None:
    context = SimpleNamespace(bot=telegram, photo_refusals=PhotoRefusals())
    await sending.show(cast(MatineeContext, context), target, Note("Hello"))


IN_TOPIC = Target(GROUP.group_id, thread_id=77)


async def test_where_the_topic_is_gone_it_is_sent_once_more_without_it() -> None:
    telegram = FakeTelegram(SAID[Refusal.THREAD_GONE])
    await show(telegram, IN_TOPIC)
    assert telegram.sent == [(GROUP.group_id, 77), (GROUP.group_id, None)]
    telegram = FakeTelegram(SAID[Refusal.THREAD_GONE])
    with pytest.raises(BadRequest):
        await show(telegram, replace(IN_TOPIC, thread_id=None))
    telegram = FakeTelegram(SAID[Refusal.TOPIC_CLOSED])
    with pytest.raises(BadRequest):
        await show(telegram, IN_TOPIC)
    assert telegram.sent == [(GROUP.group_id, 77)]


@pytest.mark.parametrize("message_id", [None, 5])
async def test_a_group_that_became_a_supergroup_is_answered_there(message_id: int | None) -> None:
    telegram = FakeTelegram(ChatMigrated(-100_1))
    await show(telegram, replace(IN_TOPIC, message_id=message_id))
    assert telegram.sent[-1] == (-100_1, None)
