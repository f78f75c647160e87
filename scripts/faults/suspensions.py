"""The moments at which a bot waits for something: counted, and one of them chosen for a fault.

Every task is driven by hand from wait to wait, so that a fault can strike at each of them. A dead bot goes on
nowhere: its tasks stay where they are until they are buried.
"""

from __future__ import annotations

import asyncio
import types
from collections.abc import Callable, Coroutine, Generator
from typing import Any

Strike = Callable[[], None]
_CoroutineLike = Coroutine[Any, Any, Any] | Generator[Any, None, Any]


class Suspensions:
    """Drives all tasks that begin while it watches; at a chosen wait the fault strikes."""

    def __init__(self) -> None:
        self.has_struck = False
        self.is_dead = False
        self._count = 0
        self._chosen: int | None = None
        self._strike: Strike = lambda: None
        self._tasks: set[asyncio.Task[Any]] = set()

    def watch(self) -> None:
        """Drive whatever begins in this event loop from now on."""
        asyncio.get_running_loop().set_task_factory(self._new_task)

    def choose(self, number: int | None, strike: Strike = lambda: None) -> None:
        """Count anew, from 1; strike at the wait of this number."""
        self.has_struck, self._count = False, 0
        self._chosen, self._strike = number, strike

    def die(self) -> None:
        """Let no task go on."""
        self.is_dead = True

    async def bury(self) -> None:
        """End the tasks of the dead; whatever they still want to do must lead nowhere by now."""
        self.is_dead = False
        tasks = [task for task in self._tasks if not task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _new_task(
        self, loop: asyncio.AbstractEventLoop, coroutine: _CoroutineLike, **options: Any
    ) -> asyncio.Task[Any]:
        task = asyncio.Task(self._driven(coroutine), loop=loop, **options)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: coroutine.close())  # cancelled before its first step, it never began
        return task

    async def _driven(self, coroutine: _CoroutineLike) -> Any:
        return await self._steps(coroutine)

    @types.coroutine
    def _steps(self, coroutine: _CoroutineLike) -> Generator[Any, Any, Any]:
        go_on: Callable[[Any], Any] = coroutine.send
        given: Any = None
        while True:
            try:
                awaited = go_on(given)
            except StopIteration as end:
                return end.value
            self._note_wait()
            try:
                go_on, given = coroutine.send, (yield awaited)
            except BaseException as error:  # it is for the coroutine, whatever it is
                go_on, given = coroutine.throw, error
            while self.is_dead:
                try:
                    yield from asyncio.get_running_loop().create_future()
                except asyncio.CancelledError as error:  # a time-out, or the burial
                    go_on, given = coroutine.throw, error

    def _note_wait(self) -> None:
        self._count += 1
        if self._count == self._chosen:
            self.has_struck = True
            self._strike()
