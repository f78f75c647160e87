"""Requests to Telegram: a chat that must wait waits alone, and a stumbling Telegram is asked again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.chat.retrying import ONLY_AT_ONCE, RetryingRateLimiter
from bot.runtime.deliveries import Delivery, current_delivery
from bot.services.errors import StorageUnavailable

ADA, BEN, GROUP = 1, 2, -3


class Telegram:
    """Fails in the given ways, one a call, then answers; notes when each call of which chat came."""

    def __init__(self, *failures: Exception, per_second: float = 30) -> None:
        self.failures = list(failures)
        self.calls: list[tuple[float, int | None]] = []
        self.now = 1000.0
        self.pauses: list[float] = []
        self.limiter = RetryingRateLimiter(
            messages_per_second=per_second, clock=lambda: self.now, sleep=self._sleep
        )

    def ask(
        self, endpoint: str = "editMessageMedia", chat: int | None = ADA, how: int | None = None
    ) -> Coroutine[Any, Any, object]:
        data = {} if chat is None else {"chat_id": chat}
        return self.limiter.process_request(self._answer, (chat,), {}, endpoint, data, how)

    async def _answer(self, chat: int | None) -> bool:
        self.calls.append((self.now - 1000, chat))
        if self.failures:
            raise self.failures.pop(0)
        return True

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


class Update:
    """What the dispatcher knows of an update that is being handled."""

    def __init__(self, chat: int = ADA) -> None:
        self.story: list[str] = []
        self.delivery = Delivery(self._note("finished"), self._note("reopened"), self._aside, chat)

    def _note(self, word: str) -> Any:
        async def note() -> None:
            self.story.append(word)

        return note

    @asynccontextmanager
    async def _aside(self) -> AsyncIterator[None]:
        self.story.append("aside")
        yield
        self.story.append("back")

    @asynccontextmanager
    async def handled(self) -> AsyncIterator[None]:
        token = current_delivery.set(self.delivery)
        yield
        current_delivery.reset(token)


async def test_a_stumbling_telegram_is_asked_again_with_growing_pauses() -> None:
    telegram = Telegram(NetworkError("Bad Gateway"), NetworkError("httpx.ReadError"))
    assert await telegram.ask() is True
    assert telegram.pauses == [0.5, 1.0]


async def test_after_four_tries_the_trouble_is_reported() -> None:
    telegram = Telegram(*[NetworkError("Bad Gateway")] * 4)
    with pytest.raises(NetworkError):
        await telegram.ask()
    assert len(telegram.calls) == 4


@pytest.mark.parametrize(
    ("failure", "endpoint"),
    [
        (BadRequest("Message is not modified"), "editMessageText"),
        (TimedOut(), "sendPhoto"),  # it may have arrived: a second card would be worse
        (RetryAfter(7), "answerCallbackQuery"),  # it would come too late
    ],
)
async def test_what_a_second_try_cannot_mend_is_raised_at_once(failure: Exception, endpoint: str) -> None:
    telegram = Telegram(failure)
    with pytest.raises(type(failure)):
        await telegram.ask(endpoint, None if endpoint == "answerCallbackQuery" else ADA)
    assert len(telegram.calls) == 1
    assert telegram.pauses == []


async def test_an_edit_that_timed_out_is_tried_again() -> None:
    assert await Telegram(TimedOut()).ask("editMessageCaption") is True


@pytest.mark.parametrize("seconds", [1, 20, 600])
async def test_only_the_chat_that_must_wait_waits(seconds: int) -> None:
    telegram = Telegram(RetryAfter(seconds))
    assert await telegram.ask(chat=ADA) is True
    [(first, _), (second, _)] = telegram.calls
    assert (first, second) == (0, pytest.approx(seconds + 0.1))

    telegram = Telegram(RetryAfter(seconds))
    waiting = asyncio.create_task(telegram.ask(chat=ADA))
    telegram.limiter._sleep = lambda _: asyncio.Event().wait()  # type: ignore[assignment,return-value]
    await asyncio.sleep(0)
    await telegram.ask(chat=BEN)
    assert telegram.calls[-1] == (0, BEN)
    await telegram.ask("answerCallbackQuery", None)
    assert telegram.calls[-1] == (0, None)
    waiting.cancel()


async def test_an_update_whose_chat_must_wait_runs_again_later() -> None:
    telegram, update = Telegram(RetryAfter(60)), Update()
    async with update.handled():
        with pytest.raises(RetryAfter):
            await telegram.ask("editMessageMedia")
    assert update.delivery.wait_seconds == pytest.approx(60.1)
    assert update.story == []
    assert telegram.pauses == []


async def test_of_a_message_that_was_refused_the_update_is_opened_again() -> None:
    telegram, update = Telegram(RetryAfter(60)), Update()
    async with update.handled():
        with pytest.raises(RetryAfter):
            await telegram.ask("sendPhoto")
    assert update.story == ["finished", "reopened"]


async def test_once_something_was_sent_the_rest_waits_in_its_turn_without_holding_a_place() -> None:
    telegram, update = Telegram(), Update()
    async with update.handled():
        await telegram.ask("sendPhoto")
        telegram.failures.append(RetryAfter(60))
        await telegram.ask("editMessageReplyMarkup")
    assert update.delivery.wait_seconds is None
    assert update.story == ["finished", "aside", "back"]
    assert telegram.calls[-1] == (pytest.approx(60.1), ADA)


async def test_a_word_to_another_chat_that_must_wait_is_left_unsaid() -> None:
    telegram, update = Telegram(RetryAfter(60)), Update(BEN)
    async with update.handled():
        with pytest.raises(RetryAfter):
            await telegram.ask("sendMessage", ADA)
    assert update.delivery.wait_seconds is None


async def test_an_update_counts_as_handled_before_its_first_message_is_sent() -> None:
    telegram, update = Telegram(BadRequest("Chat not found")), Update()
    async with update.handled():
        with pytest.raises(BadRequest):
            await telegram.ask("sendMessage")
        await telegram.ask("editMessageText")
        await telegram.ask("sendMessage")
    assert update.story == ["finished"]


async def test_edits_and_answers_leave_it_to_the_dispatcher_to_note_the_update_as_handled() -> None:
    telegram, update = Telegram(), Update()
    async with update.handled():
        for endpoint in ("editMessageMedia", "deleteMessage", "sendChatAction"):
            await telegram.ask(endpoint)
        await telegram.ask("answerCallbackQuery", None)
    assert update.story == []


async def test_a_word_about_a_lost_database_can_be_said_without_it() -> None:
    async def away() -> None:
        raise StorageUnavailable("gone")

    telegram = Telegram()
    delivery = Delivery(away, away, chat_id=ADA)
    token = current_delivery.set(delivery)
    with pytest.raises(StorageUnavailable):
        await telegram.ask("sendMessage")
    assert telegram.calls == []  # it would come twice
    delivery.repeat()
    assert await telegram.ask("sendMessage") is True
    current_delivery.reset(token)


async def test_one_chat_gets_a_third_of_the_pace_and_nobody_waits_behind_its_burst() -> None:
    telegram = Telegram(per_second=30)
    for _ in range(20):
        await telegram.ask(chat=ADA)
    assert [moment for moment, _ in telegram.calls[:10]] == pytest.approx([0] * 10)
    assert telegram.calls[-1][0] == pytest.approx(1.0)
    telegram.pauses.clear()
    await telegram.ask(chat=BEN)
    assert telegram.pauses == []


async def test_all_chats_together_keep_to_the_pace() -> None:
    telegram = Telegram(per_second=30)
    for chat in range(1, 91):
        await telegram.ask(chat=chat)
    assert telegram.calls[29][0] == pytest.approx(0)
    assert telegram.calls[-1][0] == pytest.approx(2.0)


async def test_a_group_gets_twenty_messages_a_minute() -> None:
    telegram = Telegram()
    for _ in range(40):
        await telegram.ask(chat=GROUP)
    assert telegram.calls[19][0] == pytest.approx(0)
    assert telegram.calls[-1][0] == pytest.approx(60)


async def test_chats_that_are_quiet_are_forgotten() -> None:
    telegram = Telegram(per_second=100_000)
    for chat in range(1, 3000):
        telegram.now += 1
        await telegram.ask(chat=chat)
    assert len(telegram.limiter._pace._chats) <= 1024


async def test_a_request_without_a_chat_waits_for_itself_only() -> None:
    telegram = Telegram(RetryAfter(20))
    waiting = asyncio.create_task(telegram.ask("setMyCommands", None))
    assert await waiting is True
    assert telegram.calls[-1] == (pytest.approx(20.1), None)
    with pytest.raises(RetryAfter):
        await Telegram(RetryAfter(3600)).ask("setMyCommands", None)


async def test_what_is_said_only_at_once_waits_for_nothing_and_lets_nobody_wait() -> None:
    telegram = Telegram()
    for _ in range(10):
        await telegram.ask("sendMessage", GROUP, ONLY_AT_ONCE)
    with pytest.raises(RetryAfter):
        await telegram.ask("sendMessage", GROUP, ONLY_AT_ONCE)
    for _ in range(10):
        await telegram.ask("sendMessage", GROUP)
    assert telegram.pauses == []
    telegram = Telegram(RetryAfter(7))
    with pytest.raises(RetryAfter):
        await telegram.ask("sendMessage", GROUP, ONLY_AT_ONCE)
    assert telegram.pauses == []
