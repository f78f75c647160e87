"""Loading a MovieLens data set: all of it or nothing, and nothing when it is already there.

The loaded data set replaces the one before it in a single transaction. Movies are written over; a movie that
the new data set does not have goes, unless somebody rated it or passed it over in the chat. Chat ratings
stay. Links from chat users to MovieLens users go, because every release of MovieLens numbers its users anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection, Engine

from storage.errors import LoadFailed, translating
from storage.loaded_ratings import LoadedRatings, check_ratings
from storage.movielens_ratings import MovieLensRatings
from storage.rating_writing import replace_ratings
from storage.records import DataSet
from storage.tables import chat_ratings, chat_users, data_sets, movies, passes
from storage.upserting import upsert_into

_ADVISORY_KEY = int.from_bytes(b"loading", "big")
_MOVIES_A_PIECE = 1000
_LONGEST_IMDB_ID = 16


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


@dataclass(frozen=True)
class LoadOutcome:
    """What a load did: whether anything changed, what is there now, how many links to old user ids went."""

    has_changed: bool
    data_set: DataSet
    links_dropped: int = 0


def load(  # noqa: PLR0917  # four columns belong together, in MovieLens' own order
    engine: Engine,
    movies: Iterable[LoadableMovie],
    user_ids: NDArray[Any],
    movie_ids: NDArray[Any],
    stars: NDArray[Any],
    rated_at: NDArray[Any],
    on_progress: Callable[[int, int], None] = lambda _done, _of: None,
    *,
    name: str = "MovieLens",
) -> LoadOutcome:
    """Load movies and ratings, `rated_at` in unix seconds; of two ratings of one film by one person the last.

    `on_progress` hears the number of ratings written and of all. Raises LoadFailed, and DatabaseUnavailable;
    either way, or when interrupted, the database is as it was.
    """
    catalogue = _check_movies(movies)
    ratings = check_ratings(list(catalogue), user_ids, movie_ids, stars, rated_at)
    data_set = DataSet(
        name=name,
        digest=_digest(catalogue.values(), ratings),
        rating_count=len(ratings.user_ids),
        user_count=ratings.count_users(),
        movie_count=len(catalogue),
    )
    try:
        with translating(), engine.begin() as connection:
            return _load(connection, list(catalogue.values()), ratings, data_set, on_progress)
    except (sa.exc.IntegrityError, sa.exc.DataError) as error:
        raise LoadFailed(f"The database refuses the data set: {error.orig}") from error


def _load(
    connection: Connection,
    catalogue: Sequence[LoadableMovie],
    ratings: LoadedRatings,
    data_set: DataSet,
    on_progress: Callable[[int, int], None],
) -> LoadOutcome:
    _wait_for_turn(connection)
    before = MovieLensRatings(connection).data_set()
    if before is not None and before.digest == data_set.digest:
        return LoadOutcome(has_changed=False, data_set=before)
    _write_movies(connection, catalogue, ratings)
    movie_ids = {movie.movie_id for movie in catalogue}
    replace_ratings(connection, ratings, on_progress, lambda: _drop_vanished_movies(connection, movie_ids))
    links_dropped = _drop_links(connection) if before else 0
    statement = upsert_into(
        connection, data_sets, replace=("name", "digest", "rating_count", "user_count", "movie_count")
    )
    connection.execute(statement.values(slot=1, **vars(data_set)))
    return LoadOutcome(has_changed=True, data_set=data_set, links_dropped=links_dropped)


def _wait_for_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_KEY)))
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _check_movies(movies: Iterable[LoadableMovie]) -> dict[int, LoadableMovie]:
    catalogue = {movie.movie_id: movie for movie in movies}
    for movie in catalogue.values():
        if not 0 <= movie.movie_id < 2**31:
            raise LoadFailed(f"A movie has the impossible id {movie.movie_id}.")
        if not movie.title or "\0" in movie.title:
            raise LoadFailed(f"Movie {movie.movie_id} has no usable title.")
        if movie.imdb_id is not None and len(movie.imdb_id) > _LONGEST_IMDB_ID:
            raise LoadFailed(f"Movie {movie.movie_id} has the impossible IMDb id {movie.imdb_id}.")
    return dict(sorted(catalogue.items()))


def _digest(catalogue: Iterable[LoadableMovie], ratings: LoadedRatings) -> str:
    digest = hashlib.sha256()
    for movie in catalogue:
        fields = (movie.movie_id, movie.title, movie.year, movie.genres, movie.imdb_id, movie.tmdb_id)
        digest.update(repr(fields).encode())
    for array in (ratings.user_ids, ratings.movie_ids, ratings.stars, ratings.rated_at):
        digest.update(array.data)
    return digest.hexdigest()


def _write_movies(connection: Connection, catalogue: Sequence[LoadableMovie], ratings: LoadedRatings) -> None:
    counts, star_sums = ratings.totals([movie.movie_id for movie in catalogue])
    columns = [column.name for column in movies.c if not column.primary_key]
    statement = upsert_into(connection, movies, replace=columns)
    rows = [
        {
            "movie_id": movie.movie_id,
            "title": movie.title,
            "year": movie.year,
            "genres": movie.genres,
            "imdb_id": movie.imdb_id,
            "tmdb_id": movie.tmdb_id,
            "movielens_rating_count": count,
            "movielens_star_sum": star_sum,
        }
        for movie, count, star_sum in zip(catalogue, counts, star_sums, strict=True)
    ]
    if rows:
        connection.execute(statement, rows)


def _drop_vanished_movies(connection: Connection, present: Collection[int]) -> None:
    stored = connection.execute(sa.select(movies.c.movie_id)).scalars()
    vanished = sorted(set(stored).difference(present))
    for piece in _pieces(vanished):
        is_vanished = movies.c.movie_id.in_(piece)
        connection.execute(
            sa.delete(movies).where(
                is_vanished,
                ~sa.exists().where(chat_ratings.c.movie_id == movies.c.movie_id),
                ~sa.exists().where(passes.c.movie_id == movies.c.movie_id),
            )
        )
        connection.execute(
            sa.update(movies).where(is_vanished).values(movielens_rating_count=0, movielens_star_sum=0)
        )


def _pieces(movie_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (movie_ids[start : start + _MOVIES_A_PIECE] for start in range(0, len(movie_ids), _MOVIES_A_PIECE))


def _drop_links(connection: Connection) -> int:
    statement = sa.update(chat_users).where(chat_users.c.movielens_user_id.is_not(None))
    return connection.execute(statement.values(movielens_user_id=None)).rowcount
