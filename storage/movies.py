"""The catalogue of films."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.errors import UnknownMovie
from storage.records.catalogue import CatalogueState, Movie, MovieStatistics
from storage.storable_text import storable
from storage.tables.catalogue import movies
from storage.tables.people import chat_ratings
from storage.upserting import insert_into

_COLUMNS = (
    movies.c.movie_id,
    movies.c.title,
    movies.c.year,
    movies.c.genres,
    movies.c.imdb_id,
    movies.c.tmdb_id,
)
# Films that no data set brought get numbers from here on; MovieLens is far from them.
FIRST_ADDED_ID = 900_000_000
_IDS_A_QUERY = 1000
_SOME = sa.select(*_COLUMNS).where(movies.c.movie_id.in_(sa.bindparam("movie_ids", expanding=True)))


class Movies:
    """Reads films; they are written by loading a data set."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, movie_id: int) -> Movie:
        """Return one film; raises UnknownMovie."""
        found = self.get_many((movie_id,))
        if movie_id not in found:
            raise UnknownMovie(movie_id)
        return found[movie_id]

    def get_many(self, movie_ids: Collection[int]) -> dict[int, Movie]:
        """Return the films among these ids that exist, in the order asked for."""
        wanted = [movie_id for movie_id in dict.fromkeys(movie_ids) if -(2**31) <= movie_id < 2**31]
        found: dict[int, Movie] = {}
        for start in range(0, len(wanted), _IDS_A_QUERY):
            found.update(self._read(wanted[start : start + _IDS_A_QUERY]))
        return {movie_id: found[movie_id] for movie_id in wanted if movie_id in found}

    def _read(self, movie_ids: Sequence[int]) -> dict[int, Movie]:
        rows = self._connection.execute(_SOME, {"movie_ids": movie_ids})
        return {row.movie_id: _movie(row) for row in rows}

    def with_imdb_ids(self, imdb_ids: Collection[str]) -> dict[str, int]:
        """Return which films have these IMDb ids: IMDb id to movie id."""
        return self._with_ids(movies.c.imdb_id, sorted(imdb_ids))

    def with_tmdb_ids(self, tmdb_ids: Collection[int]) -> dict[int, int]:
        """Return which films have these TMDB ids: TMDB id to movie id."""
        return self._with_ids(movies.c.tmdb_id, sorted(tmdb_ids))

    def _with_ids(self, column: sa.ColumnElement[Any], wanted: Sequence[Any]) -> dict[Any, int]:
        """Return the films by their ids; where several share one, the first in the catalogue counts."""
        found: dict[Any, int] = {}
        for start in range(0, len(wanted), _IDS_A_QUERY):
            statement = sa.select(column, movies.c.movie_id).where(
                column.in_(wanted[start : start + _IDS_A_QUERY])
            )
            for external_id, movie_id in self._connection.execute(statement):
                found[external_id] = min(movie_id, found.get(external_id, movie_id))
        return found

    def by_imdb_id(self, imdb_id: str) -> Movie | None:
        """Return the film with this IMDb id, the one of a data set before an added one."""
        statement = (
            sa.select(*_COLUMNS).where(movies.c.imdb_id == imdb_id).order_by(movies.c.movie_id).limit(1)
        )
        row = self._connection.execute(statement).one_or_none()
        return None if row is None else _movie(row)

    def add(
        self,
        title: str,
        year: int | None,
        genres: Sequence[str],
        imdb_id: str,
        joined_at: datetime | None = None,
    ) -> Movie:
        """Add a film that no data set brought; one with this IMDb id that is there already is returned."""
        named = {
            "title": title,
            "year": year,
            "genres": tuple(genres),
            "imdb_id": imdb_id,
            "joined_at": joined_at,
        }
        while (known := self.by_imdb_id(imdb_id)) is None:
            # Whoever adds at the same moment wants the same number: the second one finds it taken, and looks
            # again, perhaps to find this very film.
            values = {"movie_id": self._next_added_id()} | named
            self._connection.execute(insert_into(self._connection, movies).on_conflict_do_nothing(), values)
        return known

    def _next_added_id(self) -> int:
        statement = sa.select(sa.func.max(movies.c.movie_id)).where(movies.c.movie_id >= FIRST_ADDED_ID)
        last: int | None = self._connection.execute(statement).scalar_one()
        return FIRST_ADDED_ID if last is None else last + 1

    def all(self) -> Iterator[Movie]:
        """Return every film by ascending id."""
        statement = sa.select(*_COLUMNS).order_by(movies.c.movie_id)
        return map(_movie, self._connection.execute(statement))

    def titles(self) -> Iterator[tuple[int, str, int | None, str | None]]:
        """Return every film's id, title, year and IMDb id, by ascending id."""
        columns = (movies.c.movie_id, movies.c.title, movies.c.year, movies.c.imdb_id)
        statement = sa.select(*columns).order_by(movies.c.movie_id)
        yield from map(tuple, self._connection.execute(statement))

    def titles_after(self, movie_id: int, limit: int) -> list[tuple[int, str, int | None, int, str | None]]:
        """Return id, title, year, number of MovieLens ratings and IMDb id of the films that follow an id."""
        statement = (
            sa.select(
                movies.c.movie_id,
                movies.c.title,
                movies.c.year,
                movies.c.movielens_rating_count,
                movies.c.imdb_id,
            )
            .where(movies.c.movie_id > movie_id)
            .order_by(movies.c.movie_id)
            .limit(limit)
        )
        return [tuple(row) for row in self._connection.execute(statement)]

    def state(self) -> CatalogueState:
        """Return what tells whether the catalogue is still the same."""
        statement = sa.select(
            sa.func.count(),
            sa.func.coalesce(sa.func.max(movies.c.movie_id), 0),
            sa.func.coalesce(sa.func.sum(movies.c.movielens_rating_count), 0),
        ).select_from(movies)
        return CatalogueState(*map(int, self._connection.execute(statement).one()))

    def count(self) -> int:
        """Return how many films there are."""
        return self._connection.execute(sa.select(sa.func.count()).select_from(movies)).scalar_one()

    def joined_last(self, limit: int) -> list[int]:
        """Return the films that joined last, the newest first; of those that came together the youngest."""
        statement = (
            sa.select(movies.c.movie_id)
            .where(movies.c.joined_at.is_not(None))
            .order_by(
                movies.c.joined_at.desc(),
                sa.func.coalesce(movies.c.year, 0).desc(),
                movies.c.movielens_rating_count.desc(),
                movies.c.movie_id.desc(),
            )
            .limit(limit)
        )
        return list(self._connection.execute(statement).scalars())

    def count_added(self) -> int:
        """Return how many films joined that no data set brought."""
        statement = sa.select(sa.func.count()).where(movies.c.movie_id >= FIRST_ADDED_ID)
        return self._connection.execute(statement).scalar_one()

    def search(self, text: str, limit: int) -> list[Movie]:
        """Return films whose title contains the text, whatever its case; the most rated first."""
        statement = (
            sa.select(*_COLUMNS)
            .where(movies.c.title.icontains(storable(text), autoescape=True))
            .order_by(movies.c.movielens_rating_count.desc(), movies.c.movie_id)
            .limit(limit)
        )
        return [_movie(row) for row in self._connection.execute(statement)]

    def statistics(self) -> MovieStatistics:
        """Return how often every film was rated and how well, MovieLens and chat ratings together."""
        chat = (
            sa.select(
                chat_ratings.c.movie_id,
                sa.func.count().label("count"),
                sa.func.sum(chat_ratings.c.stars).label("star_sum"),
            )
            .group_by(chat_ratings.c.movie_id)
            .subquery()
        )
        statement = (
            sa.select(
                movies.c.movie_id,
                movies.c.movielens_rating_count + sa.func.coalesce(chat.c.count, 0),
                movies.c.movielens_star_sum + sa.func.coalesce(chat.c.star_sum, 0),
            )
            .outerjoin(chat, chat.c.movie_id == movies.c.movie_id)
            .order_by(movies.c.movie_id)
        )
        table = np.array([tuple(row) for row in self._connection.execute(statement)], dtype=np.float64)
        movie_ids, counts, star_sums = table.reshape(-1, 3).T
        return MovieStatistics(movie_ids.astype(np.int32), counts.astype(np.int64), star_sums.copy())


def _movie(row: Any) -> Movie:
    return Movie(*row)
