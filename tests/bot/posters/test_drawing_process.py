"""A child draws; when it dies, hangs or has too much to do, that is said, and the next one is served."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator, Callable

import pytest
import uvloop

from bot.posters import drawing_process
from bot.posters.drawing.poster import drawn_poster
from bot.posters.drawing_process import DrawingFailed, DrawingProcess

# A child that does what the first argument says: its number, its environment, to end, to be late.
PUPIL = """
import os, pickle, struct, sys, time
while head := sys.stdin.buffer.read(4):
    name, args = pickle.loads(sys.stdin.buffer.read(struct.unpack(">I", head)[0]))
    if args[0] == "die": os._exit(9)
    if args[0] == "sleep": time.sleep(60)
    answer = str(os.getpid() if args[0] == "pid" else sorted(os.environ)).encode()
    mark = b"\\0" if args[0] == "refuse" else b"\\1"
    sys.stdout.buffer.write(mark + struct.pack(">I", len(answer)) + answer)
    sys.stdout.buffer.flush()
"""

Make = Callable[..., DrawingProcess]


@pytest.fixture
async def pupil() -> AsyncIterator[Make]:
    """Make children that are light, and end them."""
    made: list[DrawingProcess] = []

    def make(**options: float) -> DrawingProcess:
        made.append(DrawingProcess((sys.executable, "-I", "-S", "-c", PUPIL), **options))
        return made[-1]

    yield make
    for each in made:
        await each.aclose()
    made.clear()
    gc.collect()  # an unclosed pipe is an error of the test that left it


async def pid_of(drawing: DrawingProcess) -> int:
    return int(await drawing.draw("poster", "pid"))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_the_real_child_draws_what_would_be_drawn_here() -> None:
    drawing = DrawingProcess()
    try:
        assert await drawing.draw("poster", "Heat", 1995, ("Crime",)) == drawn_poster(
            "Heat", 1995, ("Crime",)
        )
    finally:
        await drawing.aclose()


async def test_whatever_is_asked_at_once_is_drawn_by_the_same_child(pupil: Make) -> None:
    drawing = pupil()
    assert len(set(await asyncio.gather(*(pid_of(drawing) for _ in range(8))))) == 1


async def test_a_child_that_has_died_is_replaced(pupil: Make) -> None:
    drawing = pupil()
    first = await pid_of(drawing)
    with pytest.raises(DrawingFailed):
        await drawing.draw("poster", "die")
    assert await pid_of(drawing) != first


async def test_a_child_that_was_killed_meanwhile_is_not_noticed(pupil: Make) -> None:
    drawing = pupil()
    first = await pid_of(drawing)
    os.kill(first, 9)
    assert await pid_of(drawing) != first


async def test_a_child_that_takes_too_long_is_ended(pupil: Make) -> None:
    drawing = pupil(seconds=0.3)
    with pytest.raises(DrawingFailed, match="Timeout"):
        await drawing.draw("poster", "sleep")
    assert await pid_of(drawing)


async def test_whoever_stops_waiting_leaves_no_answer_to_the_next(pupil: Make) -> None:
    drawing = pupil()
    first = await pid_of(drawing)
    given_up = asyncio.create_task(drawing.draw("poster", "sleep"))
    await asyncio.sleep(0.02)
    given_up.cancel()
    assert await pid_of(drawing) != first
    assert given_up.cancelled()


async def test_what_cannot_be_drawn_is_said_and_the_child_stays(pupil: Make) -> None:
    drawing = pupil()
    first = await pid_of(drawing)
    with pytest.raises(DrawingFailed):
        await drawing.draw("poster", "refuse")
    assert await pid_of(drawing) == first


async def test_a_child_that_nobody_asks_ends(pupil: Make) -> None:
    drawing = pupil(idle_seconds=0.05)
    first = await pid_of(drawing)
    async with asyncio.timeout(10):
        while is_alive(first):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.01)
    assert await pid_of(drawing) != first


async def test_at_the_end_the_child_ends_and_no_other_is_started(pupil: Make) -> None:
    drawing = pupil()
    first = await pid_of(drawing)
    late = asyncio.create_task(drawing.draw("poster", "sleep"))
    await asyncio.sleep(0.02)
    await drawing.aclose()
    assert not is_alive(first)
    with pytest.raises(DrawingFailed):
        await late
    with pytest.raises(DrawingFailed):
        await pid_of(drawing)


async def test_more_than_some_do_not_wait(pupil: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_process, "MAX_WAITING", 2)
    drawing = pupil()
    answers = await asyncio.gather(*(pid_of(drawing) for _ in range(3)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [int, int, DrawingFailed]


async def test_the_child_is_given_no_secret(pupil: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    names = await pupil().draw("poster", "environment")
    assert b"PATH" in names
    assert b"TOKEN" not in names


async def test_a_command_that_is_not_there_is_a_failure() -> None:
    with pytest.raises(DrawingFailed):
        await DrawingProcess(("/there/is/no/such/program",)).draw("poster")


def test_it_draws_under_the_web_processes_loop_too() -> None:
    async def draw() -> int:
        drawing = DrawingProcess((sys.executable, "-I", "-S", "-c", PUPIL))
        try:
            return await pid_of(drawing)
        finally:
            await drawing.aclose()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        assert runner.run(draw())
