"""The child process that draws: the worker never holds the library that draws, nor what a drawing takes.

It is started when something is to be drawn, draws one thing after another, and ends when nothing was asked of
it for a while. What it is asked goes to it as a pickle; what it answers are bytes, which nobody unpickles:
it also looks at pictures that come from elsewhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import sys
from collections.abc import Sequence
from typing import Protocol

from bot.posters.drawing_wire import DRAWN, LENGTH, DrawingName
from bot.settings import PROJECT_ROOT

DRAWING_COMMAND = (sys.executable, "-m", "bot.pictures")
DRAWING_SECONDS = 10.0  # for one drawing, on a machine that does much else
IDLE_SECONDS = 60.0
END_SECONDS = 2.0
MAX_WAITING = 40  # drawings; whoever comes then is told at once
# What a Python program needs to find its own things; the bot's secrets are not among it.
_ENVIRONMENT = (
    *("PATH", "PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "LD_LIBRARY_PATH"),
    *("DYLD_LIBRARY_PATH", "SYSTEMROOT", "LANG", "LC_ALL", "MALLOC_ARENA_MAX"),
)

Process = asyncio.subprocess.Process


class DrawingFailed(Exception):
    """Nothing was drawn: the child died, took too long, could not be started, or has too much to do."""


class Drawing(Protocol):
    """What draws something by its name."""

    async def draw(self, name: DrawingName, *args: object) -> bytes:
        """Return the picture; DrawingFailed when there is none."""
        ...


class DrawingProcess:
    """Draws in a child process, one thing at a time."""

    def __init__(
        self,
        command: Sequence[str] = DRAWING_COMMAND,
        *,
        seconds: float = DRAWING_SECONDS,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._command = tuple(command)
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._process: Process | None = None
        self._watching: asyncio.Task[None] | None = None
        self._used_at = 0.0
        self._is_closed = False

    async def draw(self, name: DrawingName, *args: object) -> bytes:
        """Return what the child draws when it is its turn; DrawingFailed when that is nothing."""
        if self._waiting >= MAX_WAITING:
            raise DrawingFailed("too much is to be drawn already")
        self._waiting += 1
        try:
            async with self._turn:
                return await self._drawn(pickle.dumps((name, args)))
        finally:
            self._waiting -= 1

    async def aclose(self) -> None:
        """End the child, if there is one; what it draws just now fails, and so does what comes later."""
        self._is_closed = True
        _kill(self._process)
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        async with self._turn:
            await self._end()

    async def _drawn(self, request: bytes) -> bytes:
        """Ask the child, and a new one when the first is dead; one that hangs is ended."""
        try:
            async with asyncio.timeout(self._seconds):
                try:
                    return await self._ask(request)
                except (OSError, EOFError):
                    await self._end()
                    return await self._ask(request)
        except BaseException as error:
            if not isinstance(error, DrawingFailed):
                await self._end()  # half an answer may be on its way, which is nobody's
            if isinstance(error, OSError | EOFError):  # TimeoutError is an OSError
                raise DrawingFailed(f"the process that draws: {type(error).__name__}") from error
            raise
        finally:
            self._used_at = asyncio.get_running_loop().time()

    async def _ask(self, request: bytes) -> bytes:
        process = await self._running()
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - started with pipes
        process.stdin.write(LENGTH.pack(len(request)) + request)
        await process.stdin.drain()
        head = await process.stdout.readexactly(1 + LENGTH.size)
        (length,) = LENGTH.unpack(head[1:])
        answer = await process.stdout.readexactly(length)
        if head[:1] != DRAWN:
            raise DrawingFailed(answer.decode("utf-8", errors="replace"))
        return answer

    async def _running(self) -> Process:
        if self._is_closed:
            raise DrawingFailed("the bot is ending")
        if self._process is not None and self._process.returncode is not None:
            await self._end()
        if self._process is None:
            # A session of its own: Ctrl-C in a terminal reaches the bot, which ends its child.
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
                cwd=PROJECT_ROOT,
                start_new_session=True,
            )
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._end_when_idle())
        return self._process

    async def _end_when_idle(self) -> None:
        loop = asyncio.get_running_loop()
        self._used_at = loop.time()
        while (left := self._used_at + self._idle_seconds - loop.time()) > 0:  # noqa: ASYNC110 - no polling
            await asyncio.sleep(left)
        async with self._turn:
            await self._end()

    async def _end(self) -> None:
        process, self._process = self._process, None
        _kill(process)
        if process is not None:
            await asyncio.wait_for(_is_over(process), END_SECONDS)


async def _is_over(process: Process) -> None:
    """Wait until a killed child is gone; nothing is written to it: uvloop refuses that where a pipe broke."""
    assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - started with pipes
    process.stdin.close()
    await process.stdout.read()
    await process.wait()


def _kill(process: Process | None) -> None:
    """End a child that holds nothing which would be lost."""
    with contextlib.suppress(ProcessLookupError):
        if process is not None:
            process.kill()
