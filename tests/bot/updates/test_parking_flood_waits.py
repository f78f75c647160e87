"""A chat that Telegram lets nobody write to for a while, through the whole application."""

from __future__ import annotations

from bot.playground.errors import too_many_requests
from bot.playground.people import PEOPLE
from tests.bot.conftest import Scene
from tests.support.waiting import until


async def test_only_that_chat_waits_its_ratings_are_stored_and_its_newest_wish_wins(scene: Scene) -> None:
    ada, bruno = scene.chat(PEOPLE[0]), scene.chat(PEOPLE[1])
    for person in (ada, bruno):
        await person.says("/rate")
    asked = ada.last
    scene.bot_api.state.faults.plan("editMessageMedia", too_many_requests(2))
    scene.bot_api.state.faults.plan("editMessageCaption", too_many_requests(2))
    scene.bot_api.answered.clear()
    first = await ada.taps("★4", on=asked)
    second = await ada.taps("★2", on=asked)
    assert (first, second) != (None, None)  # both taps were answered at once
    assert list(scene.ratings_of(PEOPLE[0]).values()) == [2.0]
    assert ada.now(asked) == asked
    await bruno.taps("★5")
    assert "1 rated" in bruno.last.text  # while she waits
    assert ada.now(asked) == asked
    edits_before = len(scene.calls("editMessageMedia", "editMessageCaption"))
    await until(lambda: ada.now(asked) != asked)
    assert "1 rated" in ada.last.text
    await until(lambda: not _waiting(scene))
    assert len(scene.calls("editMessageMedia", "editMessageCaption")) == edits_before + 1
    assert list(scene.ratings_of(PEOPLE[0]).values()) == [2.0]


async def test_a_message_that_was_refused_comes_once_when_the_time_is_over(scene: Scene) -> None:
    ada = scene.chat(PEOPLE[0])
    await ada.says("/start")
    scene.bot_api.state.faults.plan("sendMessage", too_many_requests(2))
    before = len(ada.answers)
    await ada.says("/help")
    assert len(ada.answers) == before
    await until(lambda: len(ada.answers) > before)
    await until(lambda: not _waiting(scene))
    assert len(ada.answers) == before + 1


async def test_a_tap_whose_answer_is_refused_is_handled_all_the_same(scene: Scene) -> None:
    ada = scene.chat(PEOPLE[0])
    await ada.says("/rate")
    scene.bot_api.state.faults.plan("answerCallbackQuery", too_many_requests(30))
    await ada.taps("★4")
    assert "1 rated" in ada.last.text


def _waiting(scene: Scene) -> int:
    with scene.unit_of_work() as work:
        return work.telegram_updates.pending_count(0)
