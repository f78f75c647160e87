"""Films asked for lately, kept at hand: a list and its reasons name some thirty of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable

from bot.services.films import films_of
from bot.services.views import Film
from storage.unit_of_work import UnitOfWork

SECONDS = 600.0  # only loading a data set changes a film
MAX_FILMS = 5_000


class FilmCache:
    """A plain dictionary that begins anew after a while; threads may share it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begin_anew()

    def of(self, work: UnitOfWork, movie_ids: Iterable[int]) -> dict[int, Film]:
        """Return those films that exist, by id; one query reads what was not asked for lately."""
        known, wanted = self._lately(), list(movie_ids)
        missing = [movie_id for movie_id in wanted if movie_id not in known]
        if missing:
            known |= films_of(work, missing)
        return {movie_id: known[movie_id] for movie_id in wanted if movie_id in known}

    def at_hand(self, movie_ids: Collection[int]) -> dict[int, Film] | None:
        """Return these films, by id, when all of them were asked for lately; no connection is needed."""
        known = self._lately()
        if not all(movie_id in known for movie_id in movie_ids):
            return None
        return {movie_id: known[movie_id] for movie_id in movie_ids}

    def _lately(self) -> dict[int, Film]:
        if self._clock() >= self._good_until or len(self._films) > MAX_FILMS:
            self._begin_anew()
        return self._films

    def _begin_anew(self) -> None:
        self._films: dict[int, Film] = {}
        self._good_until = self._clock() + SECONDS
