"""Films that no data set brought: named by somebody, looked up elsewhere, kept from then on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.runtime.clock import Clock
from bot.services.films import as_film
from bot.services.views import Film
from storage.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True)
class NewFilm:
    """What has to be known of a film before it can join the catalogue."""

    imdb_id: str
    title: str
    year: int | None
    genres: tuple[str, ...] = ()


Why = Literal["series", "no_film", "unknown", "not_asked"]


@dataclass(frozen=True)
class NotAdded:
    """What did not join, and why: OMDb calls it no film, does not know it, or cannot be asked now."""

    imdb_id: str
    why: Why
    title: str | None = None


class AddingFilms:
    """Lets films join the catalogue; the next training includes them as soon as somebody has rated them."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock

    def known(self, imdb_id: str) -> Film | None:
        """Return the film with this IMDb id; None when the catalogue has none."""
        with self._unit_of_work() as work:
            movie = work.movies.by_imdb_id(imdb_id)
        return None if movie is None else as_film(movie)

    def known_at_tmdb(self, tmdb_id: int) -> Film | None:
        """Return the film with this TMDB id; None when the catalogue has none."""
        with self._unit_of_work() as work:
            movie_id = work.movies.with_tmdb_ids([tmdb_id]).get(tmdb_id)
            return None if movie_id is None else as_film(work.movies.get(movie_id))

    def add(self, film: NewFilm) -> Film:
        """Add a film, once: one with its IMDb id that is there already is returned instead."""
        with self._unit_of_work() as work:
            movie = work.movies.add(film.title, film.year, film.genres, film.imdb_id, self._clock())
            work.commit()
        return as_film(movie)
