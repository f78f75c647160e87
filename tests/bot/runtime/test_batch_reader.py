"""Questions asked together: everybody gets their own answer, and an error is everybody's of one batch."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from bot.runtime.batch_reader import MAX_BATCH_SIZE, BatchReader


class Answers:
    """Squares numbers, odd ones only, and notes which were asked about at once."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.may_answer = threading.Event()
        self.fails = False

    def __call__(self, asked: Sequence[int]) -> dict[int, int]:
        self.batches.append(list(asked))
        self.may_answer.wait(5)
        if self.fails:
            raise ZeroDivisionError
        return {number: number**2 for number in asked if number % 2}


async def test_whoever_asks_meanwhile_is_answered_together() -> None:
    answers = Answers()
    reader = BatchReader(answers)
    first = asyncio.create_task(reader.ask(1))
    await asyncio.sleep(0)
    asked = [asyncio.create_task(reader.ask(number)) for number in range(2, 3 + MAX_BATCH_SIZE)]
    await asyncio.sleep(0.01)
    answers.may_answer.set()
    assert await first == 1
    assert await asyncio.gather(*asked[:4]) == [None, 9, None, 25]
    await asyncio.gather(*asked)
    assert [len(batch) for batch in answers.batches] == [1, MAX_BATCH_SIZE, 1]


async def test_a_batch_is_as_large_as_it_may_be() -> None:
    answers = Answers()
    answers.may_answer.set()
    reader = BatchReader(answers, 2)
    await asyncio.gather(*(reader.ask(number) for number in range(5)))
    assert [len(batch) for batch in answers.batches] == [2, 2, 1]


async def test_an_error_is_raised_to_all_who_asked_and_the_next_are_asked_anew() -> None:
    answers = Answers()
    answers.fails = True
    answers.may_answer.set()
    reader = BatchReader(answers)
    outcomes = await asyncio.gather(reader.ask(1), reader.ask(3), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [ZeroDivisionError] * 2
    answers.fails = False
    assert await reader.ask(3) == 9


async def test_who_gives_up_waiting_spoils_nothing() -> None:
    answers = Answers()
    reader = BatchReader(answers)
    asked = [asyncio.create_task(reader.ask(number)) for number in (1, 3)]
    await asyncio.sleep(0.01)
    asked[0].cancel()
    answers.may_answer.set()
    assert await asked[1] == 9
    with pytest.raises(asyncio.CancelledError):
        await asked[0]
