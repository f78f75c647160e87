"""What OMDb knows of several films at once, the popular ones without asking the database every time."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.omdb.lookup import FilmDetailsLookup
from bot.services.views import Film, FilmDetails

FOUND_SECONDS = 600.0
MISSED_SECONDS = 30.0  # OMDb may have been slow only this once
REMEMBERED_FILMS = 5_000
FILMS_A_QUESTION = 500  # to the database


@dataclass(frozen=True)
class _Memory:
    details: FilmDetails | None
    good_until: float


class DetailsMemory:
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
        memories = {film.movie_id: self._memory_of(film) for film in films}
        # Kept here, too: what is remembered now may be forgotten while the rest is looked up.
        known = {movie_id: memory.details for movie_id, memory in memories.items() if memory is not None}
        missing = [film for film in films if film.movie_id not in known]
        if missing:
            known |= await self._look_up(missing)
        return [known[film.movie_id] for film in films]

    async def take_to_hand(self, films: Sequence[Film]) -> None:
        """Remember what the database knows of these films; OMDb is asked about none of them."""
        for start in range(0, len(films), FILMS_A_QUESTION):
            block = films[start : start + FILMS_A_QUESTION]
            known = await self._lookup.remembered(block)
            for film in block:
                if film.movie_id in known:
                    self._remember(film, known[film.movie_id])

    async def _look_up(self, films: Sequence[Film]) -> dict[int, FilmDetails | None]:
        """Ask the database about all of them at once, and then OMDb for what it does not know."""
        known = await self._lookup.remembered(films)
        unknown = [film for film in films if film.movie_id not in known]
        found = await asyncio.gather(*(self._lookup.get(film, budget=self._budget) for film in unknown))
        known |= {film.movie_id: details for film, details in zip(unknown, found, strict=True)}
        for film in films:
            self._remember(film, known[film.movie_id])
        return known

    def _memory_of(self, film: Film) -> _Memory | None:
        memory = self._memories.get(film.movie_id)
        return memory if memory is not None and memory.good_until > self._clock() else None

    def _remember(self, film: Film, details: FilmDetails | None) -> None:
        seconds = MISSED_SECONDS if details is None else FOUND_SECONDS
        self._memories.pop(film.movie_id, None)
        self._memories[film.movie_id] = _Memory(details, self._clock() + seconds)
        while len(self._memories) > REMEMBERED_FILMS:
            self._memories.popitem(last=False)
