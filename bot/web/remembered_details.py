"""What OMDb knows of several films at once, the popular ones without asking the database every time."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.film_details import FilmDetailsLookup
from bot.services.views import Film, FilmDetails

SECONDS_FOUND = 600.0
SECONDS_MISSED = 30.0  # OMDb may have been slow only this once
REMEMBERED_FILMS = 5_000


@dataclass(frozen=True)
class _Memory:
    details: FilmDetails | None
    good_until: float


class RememberedDetails:
    """A small memory in front of the lookup; its answers are a few minutes old at most."""

    def __init__(
        self, lookup: FilmDetailsLookup, *, budget: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._lookup = lookup
        self._budget = budget
        self._clock = clock
        self._memories: OrderedDict[int, _Memory] = OrderedDict()

    async def of(self, films: Sequence[Film]) -> list[FilmDetails | None]:
        """Return the details of each film, None where not known in time; all are looked up at once."""
        missing = [film for film in films if not self._is_remembered(film)]
        found = await asyncio.gather(*(self._lookup.get(film, budget=self._budget) for film in missing))
        for film, details in zip(missing, found, strict=True):
            self._remember(film, details)
        return [self._memories[film.movie_id].details for film in films]

    def _is_remembered(self, film: Film) -> bool:
        memory = self._memories.get(film.movie_id)
        return memory is not None and memory.good_until > self._clock()

    def _remember(self, film: Film, details: FilmDetails | None) -> None:
        seconds = SECONDS_MISSED if details is None else SECONDS_FOUND
        self._memories.pop(film.movie_id, None)
        self._memories[film.movie_id] = _Memory(details, self._clock() + seconds)
        # Never forget what was just asked for: a list is shorter than the memory is long.
        while len(self._memories) > REMEMBERED_FILMS:
            self._memories.popitem(last=False)
