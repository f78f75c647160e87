"""Many people at once, but each person's updates one after another, and the last word on a film counts."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.buttons import (
    AnswerButton,
    DeleteRatingButton,
    HideButton,
    NotSeenButton,
    RateCardButton,
    RateFilmButton,
    RefineAnswerButton,
    RefineCardButton,
    UndoAnswerButton,
    UnhideButton,
)
from bot.callback_data import StaleButton, unpack

SAY_SOMETHING_OF_A_FILM = (
    AnswerButton,
    NotSeenButton,
    RefineAnswerButton,
    UndoAnswerButton,
    RateCardButton,
    RefineCardButton,
    HideButton,
    UnhideButton,
    RateFilmButton,
    DeleteRatingButton,
)


class PerPersonUpdateProcessor(BaseUpdateProcessor):
    """Serialises updates of one person (or, without one, of one chat); others go on meanwhile."""

    def __init__(self, max_concurrent_updates: int = 64) -> None:
        super().__init__(max_concurrent_updates)
        self._locks: dict[int, asyncio.Lock] = {}
        self._waiting: defaultdict[int, int] = defaultdict(int)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Process an update when all earlier ones of the same person are done."""
        async with self._turn(person_of(update)):
            await coroutine

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release: the application waits for updates under way."""

    @asynccontextmanager
    async def _turn(self, person: int) -> Any:
        lock = self._locks.setdefault(person, asyncio.Lock())
        self._waiting[person] += 1
        try:
            async with lock:
                yield
        finally:
            self._waiting[person] -= 1
            if not self._waiting[person]:
                del self._waiting[person], self._locks[person]


def person_of(update: object) -> int:
    """Return whose update it is: a person, or without one a chat, or nobody."""
    if not isinstance(update, Update):
        return 0
    if update.effective_user is not None:
        return update.effective_user.id
    return update.effective_chat.id if update.effective_chat is not None else 0


def film_spoken_of(update: Update) -> int | None:
    """Return the film that a tap rates, passes over or takes such a word back from; None for all else."""
    query = update.callback_query
    try:
        button = unpack(query.data if query else None)
    except StaleButton:
        return None
    return button.movie_id if isinstance(button, SAY_SOMETHING_OF_A_FILM) else None
