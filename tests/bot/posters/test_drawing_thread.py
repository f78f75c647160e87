"""Everything that is drawn is drawn in one thread."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.posters.drawing_thread import draw


async def test_whatever_is_drawn_at_once_is_drawn_by_the_same_thread_one_after_another() -> None:
    drawing: list[str] = []

    def sketch(number: int) -> str:
        drawing.append(f"begin {number}")
        drawing.append(f"end {number}")
        return threading.current_thread().name

    threads = await asyncio.gather(*(draw(sketch, number) for number in range(8)))
    assert len(set(threads)) == 1
    assert threads[0] != threading.current_thread().name
    assert drawing == [f"{what} {number}" for number in range(8) for what in ("begin", "end")]


async def test_what_drawing_raises_is_raised_where_it_is_awaited() -> None:
    with pytest.raises(ZeroDivisionError):
        await draw(lambda: 1 / 0)
