"""Films and genres, looked up."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from bot.services.errors import UnknownFilm, UnknownGenre
from bot.services.views import Film
from recommender.catalogue import GENRES
from storage.errors import UnknownMovie
from storage.records import Movie
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

OTHER_NAMES = {
    "animated": "Animation",
    "cartoon": "Animation",
    "family": "Children",
    "kids": "Children",
    "noir": "Film-Noir",
    "romantic": "Romance",
    "sciencefiction": "Sci-Fi",
    "scary": "Horror",
}


class Films:
    """Looks films and genres up."""

    def __init__(self, unit_of_work: UnitOfWorkFactory) -> None:
        self._unit_of_work = unit_of_work

    def get(self, movie_id: int) -> Film:
        """Return one film; UnknownFilm when there is none with this id."""
        with self._unit_of_work() as work:
            return film_of(work, movie_id)

    def resolve_genre(self, text: str) -> str:
        """Return the genre that a person means by a word; UnknownGenre carries the close ones."""
        wanted = _plain(text)
        names = {_plain(genre): genre for genre in GENRES} | OTHER_NAMES
        if wanted in names:
            return names[wanted]
        close = difflib.get_close_matches(wanted, names, n=3, cutoff=0.6)
        raise UnknownGenre(text, tuple(dict.fromkeys(names[name] for name in close)))

    def genres(self) -> tuple[str, ...]:
        """Return every genre a list can be narrowed to."""
        return tuple(GENRES)


def film_of(work: UnitOfWork, movie_id: int) -> Film:
    """Return one film inside a unit of work; UnknownFilm when there is none with this id."""
    try:
        return as_film(work.movies.get(movie_id))
    except UnknownMovie as error:
        raise UnknownFilm(movie_id) from error


def films_of(work: UnitOfWork, movie_ids: Iterable[int]) -> dict[int, Film]:
    """Return those films that exist, by id, in one query."""
    return {movie.movie_id: as_film(movie) for movie in work.movies.get_many(list(movie_ids)).values()}


def as_film(movie: Movie) -> Film:
    """Return what people see of a stored movie."""
    return Film(movie.movie_id, movie.title, movie.year, movie.genres, movie.imdb_id)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())
