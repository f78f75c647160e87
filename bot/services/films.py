"""Films and genres, looked up."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from bot.services.errors import SeveralGenres, UnknownFilm, UnknownGenre
from bot.services.views import Film
from recommender.catalogue import GENRES
from storage.errors import UnknownMovie
from storage.records.catalogue import Movie
from storage.unit_of_work import UnitOfWork

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
_BETWEEN_GENRES = re.compile(r"[\s,/&+]+")


class Films:
    """Looks genres up."""

    def resolve_genre(self, text: str) -> str:
        """Return the genre that a person means by a word; UnknownGenre carries the close ones."""
        genre = _genre_called(text)
        if genre is not None:
            return genre
        several = [_genre_called(word) for word in _BETWEEN_GENRES.split(text) if word.lower() != "and"]
        named = tuple(dict.fromkeys(each for each in several if each is not None))
        if len(named) > 1 and None not in several:
            raise SeveralGenres(text, named)
        names = _genre_names()
        close = difflib.get_close_matches(_plain(text), names, n=3, cutoff=0.6)
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


def _genre_called(text: str) -> str | None:
    """Return the genre of this name, one film's or many ("comedy", "comedies")."""
    name = _plain(text)
    singular = f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")
    names = _genre_names()
    return names.get(name) or names.get(singular)


def _genre_names() -> dict[str, str]:
    return {_plain(genre): genre for genre in GENRES} | OTHER_NAMES


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())
