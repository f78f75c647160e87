"""The update that is being handled now, as far as whoever sends something has to know it.

A handler may be run again: the process was killed, the database was away, the chat had to wait. What it
stores is the same the second time, and so is an edited message; a message sent twice is a second message. So
an update counts as handled from just before its first message is sent, or else when its handler has ended.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from contextvars import ContextVar


class NotToBeSent(Exception):
    """Raised instead of settling a message that another process has sent, or is about to."""


class Delivery:
    """One update on its way through its handler."""

    def __init__(
        self,
        finish: Callable[[], Awaitable[None]],
        reopen: Callable[[], Awaitable[None]],
        step_aside: Callable[[], AbstractAsyncContextManager[None]] = nullcontext,
        chat_id: int | None = None,
        *,
        is_answered: bool = False,
    ) -> None:
        """`is_answered` says that its callback query is answered already."""
        self.chat_id = chat_id
        self.is_answered = is_answered
        self._finish = finish
        self._reopen = reopen
        self.step_aside = step_aside
        self.has_sent = False
        self.must_run_again = False
        self.wait_seconds: float | None = None
        self._is_settled = False

    async def settle(self) -> None:
        """Store that the update is handled; once is enough."""
        if not self._is_settled:
            await self._finish()
            self._is_settled = True

    async def postpone(self, seconds: float) -> None:
        """Run the handler again after so many seconds: its message was refused, so none was sent."""
        if self._is_settled:
            await self._reopen()
            self._is_settled = False
        self.wait_seconds = seconds

    def repeat(self) -> None:
        """Run the handler again when the database is back, unless it has sent something."""
        self.must_run_again = not self._is_settled


def is_answered() -> bool:
    """Return whether the callback query of the update that is being handled is answered already."""
    delivery = current_delivery.get()
    return delivery is not None and delivery.is_answered


current_delivery: ContextVar[Delivery | None] = ContextVar("current_delivery", default=None)

before_writing: ContextVar[Callable[[], Awaitable[None]] | None] = ContextVar("before_writing", default=None)
"""What is done at the last moment before a request is written to a connection to Telegram."""
