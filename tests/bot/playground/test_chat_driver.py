"""The driver for flow tests, shown on a tiny example bot; read this first when you write a flow test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.playground.bot_api import BotApi
from bot.playground.people import GROUP, PEOPLE
from tests.support.chat import Chat, Notice, talking
from tests.support.example_bot import build_example


@pytest.fixture
async def ada() -> AsyncIterator[Chat]:
    bot_api = BotApi()
    application = build_example(bot_api)
    async with talking(application):
        yield Chat(bot_api, PEOPLE[0], application)


async def test_somebody_says_something_and_reads_the_answer(ada: Chat) -> None:
    await ada.says("/start")

    assert ada.last.text == "Welcome, Ada! Try /film, or /fail."
    assert ada.last.photo is None


async def test_a_card_has_a_photo_a_caption_and_rows_of_buttons(ada: Chat) -> None:
    await ada.says("/film")

    assert ada.last.photo is not None
    assert ada.last.text == "Metropolis (1927)\nBecause you rated Nosferatu ★ 4½"
    assert ada.last.buttons == [["★ 1", "★ 2", "★ 3", "★ 4", "★ 5"], ["◀", "▶"], ["IMDb ↗"]]


async def test_a_tap_returns_the_toast_it_was_answered_with(ada: Chat) -> None:
    await ada.says("/film")

    assert await ada.taps("★ 4") == Notice("4 stars noted", is_alert=False)
    assert await ada.taps("◀") == Notice("There is no film on that side.", is_alert=True)


async def test_a_card_that_was_turned_is_the_same_message_with_another_film(ada: Chat) -> None:
    await ada.says("/film")
    before = ada.last
    await ada.taps("▶")

    assert ada.last.message_id == before.message_id
    assert ada.last.is_edited
    assert ada.last.photo != before.photo
    assert "Paper & Moon <3" in ada.last.text
    assert ada.now(before) == ada.last


async def test_an_older_message_can_be_tapped_too(ada: Chat) -> None:
    await ada.says("/film")
    card = ada.last
    await ada.says("/start")

    assert await ada.taps("★ 2", on=card) == Notice("2 stars noted", is_alert=False)


async def test_a_button_that_is_not_there_fails_with_the_buttons_that_are(ada: Chat) -> None:
    await ada.says("/film")

    with pytest.raises(AssertionError, match="0 buttons match '★ 9'"):
        await ada.taps("★ 9")


async def test_a_payload_that_nobody_handles_leaves_the_spinner_turning(ada: Chat) -> None:
    await ada.says("/film")

    assert await ada.presses("nonsense") is None


async def test_several_people_and_a_group_are_chats_of_their_own(ada: Chat) -> None:
    bruno = Chat(ada.bot_api, PEOPLE[1], ada.application)
    group = Chat(ada.bot_api, PEOPLE[1], ada.application, chat_id=GROUP.group_id)
    await ada.says("/start")
    await bruno.says("/start")
    await group.says("/start")
    await group.says("just talking among ourselves, the bot does not get to see this")

    assert "Ada" in ada.last.text
    assert "Bruno" in bruno.last.text
    assert len(group.answers) == 1
    assert len(group.messages) == 3


async def test_the_menu_is_what_the_bot_registered(ada: Chat) -> None:
    assert ada.menu == ["start", "film", "fail"]


async def test_a_message_that_comes_later_is_waited_for(ada: Chat) -> None:
    await ada.says("/start")

    assert (await ada.sees("Welcome")).text == ada.last.text
