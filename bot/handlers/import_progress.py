"""The one message of an import: sent when a file comes, edited while it is read, and then the preview."""

from __future__ import annotations

import asyncio
import logging
from types import TracebackType

from telegram.error import TelegramError

from bot.chat import sending
from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.presentation import importing
from bot.presentation.outgoing import Note

logger = logging.getLogger(__name__)

EDIT_INTERVAL_SECONDS = 2.0


class ImportProgress:
    """Shows how far reading a file has come; leaving it without `end` takes the message away."""

    pause = EDIT_INTERVAL_SECONDS

    def __init__(self, context: MatineeContext, target: Target) -> None:
        self._context = context
        self._target = target
        self._counts: tuple[int, int] | None = None
        self._editing: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()
        self._is_ended = False

    async def __aenter__(self) -> ImportProgress:
        """Show the first step: in the message that a button stands under, or in a new one."""
        first = importing.reading(self._context.locale)
        if self._target.message_id is None:
            self._target = await sending.show_new(self._context, self._target, first)
        else:
            await sending.show(self._context, self._target, first)
        self._editing = asyncio.create_task(self._keep_editing())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop editing, whatever happened."""
        await self._stop_editing()
        if not self._is_ended:
            try:
                await sending.take_away(self._context, self._target)
            except TelegramError as failure:
                logger.info("the message of an import could not be taken away: %s", failure)

    def note(self, done: int, of: int) -> None:
        """Note how many films were looked for; called from the thread that looks."""
        self._counts = (done, of)

    async def end(self, note: Note) -> None:
        """Show what came of it instead."""
        await self._stop_editing()
        self._is_ended = True
        await sending.show(self._context, self._target, note)

    async def _stop_editing(self) -> None:
        self._stop.set()
        if self._editing is not None:
            await self._editing  # an edit under way must not land after the last one

    async def _keep_editing(self) -> None:
        shown: tuple[int, int] | None = None
        while not await self._is_stopped_within(self.pause):
            if self._counts is None or self._counts == shown:
                continue
            shown = self._counts
            try:
                await sending.show(
                    self._context, self._target, importing.progress(self._context.locale, *shown)
                )
            except TelegramError as failure:
                logger.info("the progress of an import could not be shown: %s", failure)

    async def _is_stopped_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return False
        return True
