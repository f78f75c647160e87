"""Handing a person everything that is stored about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.importing.writing import WrittenFilm, write_json, write_list, write_ratings, write_zip
from bot.runtime.clock import Clock
from storage.records.catalogue import Movie
from storage.records.people import FilmState
from storage.unit_of_work import UnitOfWorkFactory

_Moment = Callable[[FilmState], datetime | None]
_LISTS: Mapping[str, _Moment] = {
    "ratings": lambda state: state.rated_at,
    "watchlist": lambda state: state.wanted_at,
    "seen": lambda state: state.seen_at,
    "hidden": lambda state: state.dismissed_at if state.dismissal == "not_interested" else None,
}


class Exporting:
    """Writes exports."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock

    def export(self, chat_user_id: int) -> bytes:
        """Return a zip: ratings, watchlist, seen and hidden as CSV, and everything as JSON."""
        with self._unit_of_work() as work:
            states = work.film_states.of(chat_user_id)
            movies = work.movies.get_many(states)
            stored = work.personal_data.of(chat_user_id)
            data_set = work.movielens_ratings.data_set()
        lists = {name: _films(states, movies, moment) for name, moment in _LISTS.items()}
        now = self._clock()
        files = {"ratings.csv": write_ratings(lists["ratings"])}
        files |= {
            f"{name}.csv": write_list(name, films) for name, films in lists.items() if name != "ratings"
        }
        files["everything.json"] = write_json(
            lists, stored, now, None if data_set is None else data_set.digest
        )
        return write_zip(files, now)


def _films(
    states: Mapping[int, FilmState], movies: Mapping[int, Movie], moment: _Moment
) -> list[WrittenFilm]:
    """Return the films of one list, the newest first."""
    listed = [(at, movie_id) for movie_id, state in states.items() if (at := moment(state)) is not None]
    return [
        _written(movies[movie_id], at, states[movie_id].stars if moment is _LISTS["ratings"] else None)
        for at, movie_id in sorted(listed, reverse=True)
        if movie_id in movies
    ]


def _written(movie: Movie, at: datetime, stars: float | None) -> WrittenFilm:
    return WrittenFilm(movie.movie_id, movie.title, movie.year, movie.imdb_id, movie.tmdb_id, at, stars)
