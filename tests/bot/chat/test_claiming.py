"""Messages that no update asks for come once: claimed at the last moment, given back when they did not go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.chat.claiming import Claim, send_claimed
from bot.chat.requests import bounded_request
from bot.chat.retrying import RetryingRateLimiter
from bot.runtime.deliveries import current_delivery
from tests.bot.chat.raw_server import Server, served
from tests.bot.chat.test_requests import TEXT, running
from tests.bot.chat.test_retrying import ADA, Telegram
from tests.support.waiting import until


class Owed:
    """A message that somebody is owed; notes what becomes of it."""

    def __init__(self, *, is_ours: bool = True) -> None:
        self.story: list[str] = []
        self._is_ours = is_ours

    async def _take(self) -> bool:
        self.story.append("claimed")
        return self._is_ours

    async def _give_back(self) -> None:
        self.story.append("given back")

    async def sent(self, send: Callable[[], Awaitable[object]]) -> bool:
        async def once() -> None:
            await send()
            self.story.append("sent")

        return await send_claimed(ADA, Claim(self._take, self._give_back), once)


async def test_it_is_claimed_before_it_is_sent() -> None:
    owed, telegram = Owed(), Telegram()
    assert await owed.sent(lambda: telegram.ask("sendMessage"))
    assert owed.story == ["claimed", "sent"]
    assert current_delivery.get() is None


async def test_what_another_process_sends_is_not_sent() -> None:
    owed, telegram = Owed(is_ours=False), Telegram()
    assert not await owed.sent(lambda: telegram.ask("sendMessage"))
    assert telegram.calls == []


@pytest.mark.parametrize(
    ("failure", "is_given_back"),
    [
        (NetworkError("Bad Gateway"), True),
        (RetryAfter(60), True),
        (TimedOut(), False),
        (BadRequest("Chat not found"), False),
    ],
    ids=["a lost line", "a flood limit", "a time-out", "a refusal"],
)
async def test_only_what_did_not_come_is_given_back(failure: TelegramError, is_given_back: bool) -> None:
    owed, telegram = Owed(), Telegram(*[failure] * 4)
    with pytest.raises(type(failure)):
        await owed.sent(lambda: telegram.ask("sendMessage"))
    assert owed.story == ["claimed", "given back"] if is_given_back else ["claimed"]


async def test_a_claim_that_fails_while_the_request_is_written_ends_it_without_another_try() -> None:
    server, limiter, owed = Server(), RetryingRateLimiter(settles_when_written=True), Owed(is_ours=False)
    async with served(server) as url, running(bounded_request()) as request:
        asked = limiter.process_request(
            request.post, (f"{url}1/sendMessage", TEXT), {}, "sendMessage", {"chat_id": ADA}, None
        )
        assert not await owed.sent(lambda: asked)
        await until(lambda: server.heads == 1)
    assert server.bodies == 0
