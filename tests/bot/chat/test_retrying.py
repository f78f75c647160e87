from __future__ import annotations

import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.chat import retrying
from bot.chat.retrying import RetryingRateLimiter


class Telegram:
    """Fails in the given ways, one a call, then answers."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.calls = 0

    async def answer(self) -> bool:
        self.calls += 1
        if self.failures:
            raise self.failures.pop(0)
        return True


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(retrying.asyncio, "sleep", sleep)
    return slept


async def ask(telegram: Telegram, endpoint: str = "editMessageMedia") -> object:
    limiter = RetryingRateLimiter()
    await limiter.initialize()
    return await limiter.process_request(telegram.answer, (), {}, endpoint, {"chat_id": 1}, None)


async def test_a_stumbling_telegram_is_asked_again_with_growing_pauses(pauses: list[float]) -> None:
    telegram = Telegram(NetworkError("Bad Gateway"), NetworkError("httpx.ReadError"))
    assert await ask(telegram) is True
    assert telegram.calls == 3
    assert pauses == [0.5, 1.0]


async def test_after_four_tries_the_trouble_is_reported(pauses: list[float]) -> None:
    telegram = Telegram(*[NetworkError("Bad Gateway")] * 4)
    with pytest.raises(NetworkError):
        await ask(telegram)
    assert telegram.calls == 4


async def test_its_own_waiting_time_is_kept(pauses: list[float]) -> None:
    telegram = Telegram(RetryAfter(7))
    assert await ask(telegram) is True
    assert pauses == [pytest.approx(7.1)]


@pytest.mark.parametrize(
    ("failure", "endpoint"),
    [
        (BadRequest("Message is not modified"), "editMessageText"),
        (TimedOut(), "sendPhoto"),  # it may have arrived: a second card would be worse
    ],
)
async def test_what_a_second_try_cannot_mend_is_raised_at_once(
    failure: Exception, endpoint: str, pauses: list[float]
) -> None:
    telegram = Telegram(failure)
    with pytest.raises(type(failure)):
        await ask(telegram, endpoint)
    assert telegram.calls == 1
    assert pauses == []


async def test_an_edit_that_timed_out_is_tried_again(pauses: list[float]) -> None:
    telegram = Telegram(TimedOut())
    assert await ask(telegram, "editMessageCaption") is True
