"""Fetching updates: nothing is confirmed that is not stored, and only a second poller ends the fetching."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, cast

import pytest
from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter

from bot.services.errors import StorageUnavailable
from bot.updates.inbox import IncomingUpdate
from bot.updates.polling import RETRY_PAUSES_SECONDS, UpdatePoller

WEBHOOK_IS_SET = Conflict("Conflict: can't use getUpdates method while webhook is active")
SECOND_POLLER = Conflict("Conflict: terminated by other getUpdates request")


class FakeBot:
    """Gives prepared answers to getUpdates, and notes which offsets it was asked for."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.offsets: list[int] = []
        self.webhooks_deleted = 0

    async def _post(self, endpoint: str, asked: dict[str, Any], *, read_timeout: float) -> Any:
        assert endpoint == "getUpdates"
        assert read_timeout > asked["timeout"]
        self.offsets.append(asked["offset"])
        if not self.answers:
            raise asyncio.CancelledError
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def delete_webhook(self) -> None:
        self.webhooks_deleted += 1


class Storage:
    """Stores batches, unless told to fail first."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.batches: list[list[int]] = []

    async def __call__(self, batch: Sequence[IncomingUpdate]) -> None:
        if self.failures:
            self.failures -= 1
            raise StorageUnavailable("gone")
        self.batches.append([incoming.update_id for incoming in batch])


async def poll(bot: FakeBot, storage: Storage) -> list[float]:
    """Poll until the answers are used up; return the pauses that were made."""
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    with pytest.raises(asyncio.CancelledError):
        await UpdatePoller(cast(Bot, bot), storage, ["message"], sleep).run()
    return pauses


def batch(*numbers: int) -> list[dict[str, Any]]:
    return [{"update_id": number, "message": {}} for number in numbers]


async def test_a_batch_is_stored_at_once_and_confirmed_by_the_next_request() -> None:
    bot, storage = FakeBot(batch(7, 8), [], batch(9)), Storage()
    assert await poll(bot, storage) == []
    assert storage.batches == [[7, 8], [9]]
    assert bot.offsets == [0, 9, 9, 10]


async def test_what_could_not_be_stored_is_asked_for_again() -> None:
    bot, storage = FakeBot(batch(7), batch(7, 8), batch(7, 8)), Storage(failures=2)
    assert len(await poll(bot, storage)) == 2
    assert bot.offsets == [0, 0, 0, 9]
    assert storage.batches == [[7, 8]]


async def test_what_has_no_number_is_passed_over_and_the_rest_is_taken() -> None:
    strange: list[Any] = [None, 3, {}, {"update_id": "x"}, {"update_id": 2**70}, *batch(5), []]
    bot, storage = FakeBot(strange), Storage()
    assert await poll(bot, storage) == []
    assert storage.batches == [[5]]
    assert bot.offsets == [0, 6]


@pytest.mark.parametrize("answer", [True, {}, "x", [None], KeyError("result"), NetworkError("Bad Gateway")])
async def test_after_no_answer_it_waits_longer_each_time_but_never_gives_up(answer: Any) -> None:
    bot, storage = FakeBot(*[answer] * 8, batch(1), answer), Storage()
    longest = RETRY_PAUSES_SECONDS[-1]
    assert await poll(bot, storage) == [*RETRY_PAUSES_SECONDS, longest, longest, RETRY_PAUSES_SECONDS[0]]
    assert storage.batches == [[1]]


async def test_it_waits_as_long_as_telegram_asks() -> None:
    assert await poll(FakeBot(RetryAfter(120)), Storage()) == [pytest.approx(120.1)]


@pytest.mark.parametrize("error", [SECOND_POLLER, InvalidToken("Unauthorized")])
async def test_a_second_poller_and_a_wrong_token_end_it(error: Exception) -> None:
    with pytest.raises(type(error)):
        await UpdatePoller(cast(Bot, FakeBot(error)), Storage(), []).run()


async def test_a_webhook_that_was_left_behind_is_taken_away() -> None:
    bot, storage = FakeBot(WEBHOOK_IS_SET, batch(1)), Storage()
    assert await poll(bot, storage) == []
    assert bot.webhooks_deleted == 1
    assert storage.batches == [[1]]
