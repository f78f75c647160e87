"""What may be sent, and how Telegram refuses the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.faults import FloodLimit
from bot.playground.people import GROUP, PEOPLE
from tests.bot.playground.asking import ADA, BRUNO, ask, keyboard, picture, refused
from tests.bot.playground.conftest import HandClock


async def test_a_text_arrives_without_its_tags(bot_api: BotApi) -> None:
    message = await ask(bot_api, "sendMessage", chat_id=ADA, text="<b>Alien</b> &amp; co", parse_mode="HTML")

    assert message["text"] == "Alien & co"
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    assert message["from"]["is_bot"] is True
    assert bot_api.state.messages[ADA][message["message_id"]] == message


async def test_4096_characters_after_entities_are_the_most(bot_api: BotApi) -> None:
    full = "<b>" + "x" * 4096 + "</b>"

    assert (await ask(bot_api, "sendMessage", chat_id=ADA, text=full, parse_mode="HTML"))[
        "text"
    ] == "x" * 4096
    too_long = await refused(bot_api, "sendMessage", chat_id=ADA, text=full + "y", parse_mode="HTML")
    assert too_long == (400, "Bad Request: message is too long")


async def test_emoji_count_twice_against_the_limit(bot_api: BotApi) -> None:
    await ask(bot_api, "sendMessage", chat_id=ADA, text="🎬" * 2048)

    assert (await refused(bot_api, "sendMessage", chat_id=ADA, text="🎬" * 2048 + "x"))[0] == 400


@pytest.mark.parametrize("text", ["", "  \n ", "<b> </b>"])
async def test_an_empty_text_is_refused(bot_api: BotApi, text: str) -> None:
    refusal = await refused(bot_api, "sendMessage", chat_id=ADA, text=text, parse_mode="HTML")

    assert refusal == (400, "Bad Request: message text is empty")


async def test_1024_characters_of_caption_after_entities_are_the_most(bot_api: BotApi) -> None:
    files = {"photo": picture()}
    full = "<i>" + "x" * 1024 + "</i>"

    sent = await ask(bot_api, "sendPhoto", files, chat_id=ADA, caption=full, parse_mode="HTML")
    assert sent["caption"] == "x" * 1024
    refusal = await refused(bot_api, "sendPhoto", files, chat_id=ADA, caption=full + "y", parse_mode="HTML")
    assert refusal == (400, "Bad Request: message caption is too long")


async def test_broken_html_is_refused_in_texts_and_captions(bot_api: BotApi) -> None:
    for method, params in (("sendMessage", {"text": "I <3 it"}), ("sendPhoto", {"caption": "I <3 it"})):
        code, reason = await refused(
            bot_api, method, {"photo": picture()}, chat_id=ADA, parse_mode="HTML", **params
        )
        assert code == 400
        assert reason.startswith("Bad Request: can't parse entities")


async def test_an_upload_gets_a_file_id_that_can_be_sent_again(bot_api: BotApi) -> None:
    first = await ask(bot_api, "sendPhoto", {"photo": picture()}, chat_id=ADA)
    again = await ask(bot_api, "sendPhoto", chat_id=BRUNO, photo=first["photo"][-1]["file_id"])

    assert again["photo"] == first["photo"]
    assert (first["photo"][-1]["width"], first["photo"][-1]["height"]) == (40, 60)


async def test_each_upload_is_a_new_file_even_with_the_same_bytes(bot_api: BotApi) -> None:
    first = await ask(bot_api, "sendPhoto", {"photo": picture()}, chat_id=ADA)
    second = await ask(bot_api, "sendPhoto", {"photo": picture()}, chat_id=ADA)

    assert first["photo"] != second["photo"]


async def test_an_attached_photo_is_found_by_its_name(bot_api: BotApi) -> None:
    sent = await ask(bot_api, "sendPhoto", {"poster": picture()}, chat_id=ADA, photo="attach://poster")

    assert sent["photo"][-1]["width"] == 40


@pytest.mark.parametrize("file_id", ["AgACnever", "attach://nothing", "/etc/passwd"])
async def test_an_unknown_file_id_is_refused(bot_api: BotApi, file_id: str) -> None:
    refusal = await refused(bot_api, "sendPhoto", chat_id=ADA, photo=file_id)

    assert refusal == (400, "Bad Request: wrong file identifier/HTTP URL specified")


async def test_a_document_cannot_be_sent_as_a_photo(bot_api: BotApi) -> None:
    document = await bot_api.state.files.add_document("a.csv", b"title", "text/csv")

    assert (await refused(bot_api, "sendPhoto", chat_id=ADA, photo=document["file_id"]))[0] == 400


async def test_no_photo_at_all_is_refused(bot_api: BotApi) -> None:
    refusal = await refused(bot_api, "sendPhoto", chat_id=ADA)

    assert refusal == (400, "Bad Request: there is no photo in the request")


async def test_a_url_that_cannot_be_fetched_is_refused(bot_api: BotApi) -> None:
    refusal = await refused(bot_api, "sendPhoto", chat_id=ADA, photo="https://posters.example/1.jpg")

    assert refusal == (400, "Bad Request: failed to get HTTP URL content")


async def test_a_url_is_fetched_once_and_kept_as_a_file() -> None:
    fetched: list[str] = []

    async def fetch(url: str) -> bytes:
        fetched.append(url)
        return picture() if url.endswith(".jpg") else b"<html>"

    bot_api = BotApi(fetch_url=fetch)
    actions.say(bot_api, ADA, "/start")
    first = await ask(bot_api, "sendPhoto", chat_id=ADA, photo="https://posters.example/1.jpg")
    second = await ask(bot_api, "sendPhoto", chat_id=ADA, photo="https://posters.example/1.jpg")
    page = await refused(bot_api, "sendPhoto", chat_id=ADA, photo="https://posters.example/")

    assert first["photo"] == second["photo"]
    assert fetched == ["https://posters.example/1.jpg", "https://posters.example/"]
    assert page == (400, "Bad Request: wrong type of the web page content")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (picture(10, 201), "PHOTO_INVALID_DIMENSIONS"),
        (picture(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_a_photo_that_telegram_cannot_use_is_refused(
    bot_api: BotApi, content: bytes, reason: str
) -> None:
    refusal = await refused(bot_api, "sendPhoto", {"photo": content}, chat_id=ADA)

    assert refusal == (400, f"Bad Request: {reason}")


async def test_a_photo_of_more_than_ten_megabytes_is_refused(bot_api: BotApi) -> None:
    content = picture() + bytes(10 * 1024 * 1024)
    _, reason = await refused(bot_api, "sendPhoto", {"photo": content}, chat_id=ADA)

    assert "is too big for a photo; the maximum size is 10485760 bytes" in reason


@pytest.mark.parametrize("length", [1, 64])
async def test_callback_data_of_1_to_64_bytes_is_taken(bot_api: BotApi, length: int) -> None:
    markup = keyboard("x" * length)
    sent = await ask(bot_api, "sendMessage", chat_id=ADA, text="x", reply_markup=markup)

    assert sent["reply_markup"] == json.loads(markup)


@pytest.mark.parametrize("payload", ["", "x" * 65, "★" * 22])
async def test_callback_data_beyond_64_bytes_or_empty_is_refused(bot_api: BotApi, payload: str) -> None:
    refusal = await refused(bot_api, "sendMessage", chat_id=ADA, text="x", reply_markup=keyboard(payload))

    assert refusal == (400, "Bad Request: BUTTON_DATA_INVALID")


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "x"}, "text must be non-empty"),
        ({"text": "x", "url": "http:/broken"}, "inline keyboard button URL 'http:/broken' is invalid"),
        ({"text": "x", "url": "javascript:alert(1)"}, "is invalid: Wrong HTTP URL"),
        ({"text": "x", "switch_inline_query_chosen_chat": {"query": "x"}}, "BUTTON_TYPE_INVALID"),
        ({"text": "x", "switch_inline_query_chosen_chat": {"query": "x" * 257}}, "BUTTON_DATA_INVALID"),
    ],
)
async def test_a_button_without_sense_is_refused(bot_api: BotApi, button: Any, reason: str) -> None:
    markup = json.dumps({"inline_keyboard": [[button]]})

    code, description = await refused(bot_api, "sendMessage", chat_id=ADA, text="x", reply_markup=markup)
    assert code == 400
    assert reason in description


async def test_a_hundred_buttons_are_the_most(bot_api: BotApi) -> None:
    refusal = await refused(
        bot_api, "sendMessage", chat_id=ADA, text="x", reply_markup=keyboard(*map(str, range(101)))
    )

    assert refusal == (400, "Bad Request: REPLY_MARKUP_TOO_LONG")


async def test_a_keyboard_that_is_no_json_is_refused(bot_api: BotApi) -> None:
    refusal = await refused(bot_api, "sendMessage", chat_id=ADA, text="x", reply_markup="{")

    assert refusal == (400, "Bad Request: can't parse reply keyboard markup JSON object")


@pytest.mark.parametrize("chat_id", [1, "@nobody", -5])
async def test_an_unknown_chat_is_not_found(bot_api: BotApi, chat_id: object) -> None:
    refusal = await refused(bot_api, "sendMessage", chat_id=chat_id, text="x")

    assert refusal == (400, "Bad Request: chat not found")


async def test_no_chat_at_all_is_said_so(bot_api: BotApi) -> None:
    assert await refused(bot_api, "sendMessage", text="x") == (400, "Bad Request: chat_id is empty")


async def test_the_bot_cannot_write_first(bot_api: BotApi) -> None:
    refusal = await refused(bot_api, "sendMessage", chat_id=PEOPLE[2].person_id, text="x")

    assert refusal == (403, "Forbidden: bot can't initiate conversation with a user")


async def test_who_blocked_the_bot_cannot_be_written_to_until_they_come_back(bot_api: BotApi) -> None:
    actions.block(bot_api, ADA)
    assert await refused(bot_api, "sendMessage", chat_id=ADA, text="x") == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    await ask(bot_api, "sendMessage", chat_id=BRUNO, text="x")

    actions.say(bot_api, ADA, "/start")
    await ask(bot_api, "sendMessage", chat_id=ADA, text="x")


async def test_a_group_can_be_written_to(bot_api: BotApi) -> None:
    sent = await ask(bot_api, "sendMessage", chat_id=GROUP.group_id, text="x")

    assert sent["chat"] == {"id": GROUP.group_id, "type": "supergroup", "title": "Film night"}


async def test_a_reply_quotes_what_it_answers_and_needs_it_to_be_there(bot_api: BotApi) -> None:
    question = next(iter(bot_api.state.messages[ADA]))
    there = json.dumps({"message_id": question})
    gone = json.dumps({"message_id": 999})
    lenient = json.dumps({"message_id": 999, "allow_sending_without_reply": True})

    reply = await ask(bot_api, "sendMessage", chat_id=ADA, text="x", reply_parameters=there)
    assert reply["reply_to_message"]["message_id"] == question
    refusal = await refused(bot_api, "sendMessage", chat_id=ADA, text="x", reply_parameters=gone)
    assert refusal == (400, "Bad Request: message to be replied not found")
    assert "reply_to_message" not in await ask(
        bot_api, "sendMessage", chat_id=ADA, text="x", reply_parameters=lenient
    )


async def test_an_album_is_two_to_ten_photos_of_one_group(bot_api: BotApi) -> None:
    media = [
        {"type": "photo", "media": "attach://a", "caption": "one"},
        {"type": "photo", "media": "attach://b"},
    ]
    files = {"a": picture(), "b": picture()}
    sent = await ask(bot_api, "sendMediaGroup", files, chat_id=ADA, media=json.dumps(media))

    assert [message.get("caption") for message in sent] == ["one", None]
    assert len({message["media_group_id"] for message in sent}) == 1
    assert (await refused(bot_api, "sendMediaGroup", files, chat_id=ADA, media=json.dumps(media[:1])))[
        0
    ] == 400


async def test_a_set_rate_limit_answers_429_with_the_seconds_to_wait(
    bot_api: BotApi, clock: HandClock
) -> None:
    bot_api.state.rate_limit = FloodLimit(messages=2, seconds=60)
    await ask(bot_api, "sendMessage", chat_id=ADA, text="1")
    clock.move(20)
    await ask(bot_api, "sendMessage", chat_id=ADA, text="2")

    status, body = await bot_api.call("sendMessage", {"chat_id": ADA, "text": "3"})
    assert (status, body["parameters"]) == (429, {"retry_after": 40})
    assert body["description"] == "Too Many Requests: retry after 40"
    await ask(bot_api, "sendMessage", chat_id=BRUNO, text="another chat")
    clock.move(40)
    await ask(bot_api, "sendMessage", chat_id=ADA, text="3")


async def test_only_the_last_500_messages_of_a_chat_are_kept(bot_api: BotApi) -> None:
    for number in range(501):
        await ask(bot_api, "sendMessage", chat_id=ADA, text=str(number))

    texts = [message["text"] for message in bot_api.state.messages[ADA].values()]
    assert len(texts) == 500
    assert texts[-1] == "500"
