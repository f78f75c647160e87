"""Writing the movies of a data set over those that are there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa
from psycopg2.extras import execute_values
from sqlalchemy.engine import Connection

from storage.movielens.loaded_ratings import LoadedRatings
from storage.movies import FIRST_ADDED_ID
from storage.tables.catalogue import movies
from storage.tables.people import chat_ratings, dismissals, seen_films, watchlist
from storage.tables.together import night_guests, nights

_MOVIES_A_PIECE = 1000
SAID_OF = (
    *(table.c.movie_id for table in (chat_ratings, dismissals, watchlist, seen_films, nights)),
    night_guests.c.vetoed_movie_id,
)
_NAMES = (
    "movie_id",
    "title",
    "year",
    "genres",
    "imdb_id",
    "tmdb_id",
    "movielens_rating_count",
    "movielens_star_sum",
)
_UPSERT = "INSERT INTO movies ({names}) VALUES {values} ON CONFLICT (movie_id) DO UPDATE SET {changes}"


class LoadableMovie(Protocol):
    """A movie as the reader of MovieLens files, or storage itself, has it."""

    @property
    def movie_id(self) -> int: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def year(self) -> int | None: ...  # noqa: D102
    @property
    def genres(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def imdb_id(self) -> str | None: ...  # noqa: D102
    @property
    def tmdb_id(self) -> int | None: ...  # noqa: D102


def write_movies(
    connection: Connection,
    catalogue: Sequence[LoadableMovie],
    ratings: LoadedRatings,
    joined_at: datetime | None = None,
) -> None:
    """Insert or overwrite the movies (by ascending id), with the sums over their ratings.

    joined_at is noted of those that were not there.
    """
    known = set(connection.execute(sa.select(movies.c.movie_id)).scalars())
    counts, star_sums = ratings.totals([movie.movie_id for movie in catalogue])
    rows = [
        (
            movie.movie_id,
            movie.title,
            movie.year,
            "|".join(movie.genres),
            movie.imdb_id,
            movie.tmdb_id,
            count,
            star_sum,
        )
        for movie, count, star_sum in zip(catalogue, counts, star_sums, strict=True)
    ]
    # Past SQLAlchemy, which sends upserts one by one: a minute for the largest MovieLens.
    cursor: Any = connection.connection.cursor()
    try:
        if connection.dialect.name == "postgresql":
            execute_values(cursor, _upsert("%s"), rows, page_size=_MOVIES_A_PIECE)
        else:
            cursor.executemany(_upsert(f"({', '.join('?' * len(_NAMES))})"), rows)
    finally:
        cursor.close()
    if joined_at is not None:
        for piece in _pieces([movie.movie_id for movie in catalogue if movie.movie_id not in known]):
            is_new = movies.c.movie_id.in_(piece)
            connection.execute(sa.update(movies).where(is_new).values(joined_at=joined_at))


def _upsert(values: str) -> str:
    changes = ", ".join(f"{name} = excluded.{name}" for name in _NAMES[1:])
    return _UPSERT.format(names=", ".join(_NAMES), values=values, changes=changes)


def drop_vanished_movies(connection: Connection, present: Collection[int]) -> None:
    """Delete the movies that are not `present`; added ones and those somebody said anything of stay."""
    stored = connection.execute(sa.select(movies.c.movie_id)).scalars()
    vanished = sorted(movie_id for movie_id in set(stored).difference(present) if movie_id < FIRST_ADDED_ID)
    for piece in _pieces(vanished):
        is_vanished = movies.c.movie_id.in_(piece)
        connection.execute(
            sa.delete(movies).where(
                is_vanished,
                *(~sa.exists().where(column == movies.c.movie_id) for column in SAID_OF),
            )
        )
        connection.execute(
            sa.update(movies).where(is_vanished).values(movielens_rating_count=0, movielens_star_sum=0)
        )


def _pieces(movie_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (movie_ids[start : start + _MOVIES_A_PIECE] for start in range(0, len(movie_ids), _MOVIES_A_PIECE))
