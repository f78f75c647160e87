"""Loading a MovieLens data set: all of it or nothing, and nothing when it is already there.

The loaded data set replaces the one before it in a single transaction. On PostgreSQL its ratings are copied
beside the old ones first, and an interrupted load goes on where it stopped (incoming_ratings.py).

Movies are written over; a movie that the new data set does not have goes, unless it was added by its name or
somebody said anything of it in the chat. What people said goes with a film to its id in the new data set
(identities.py, moving.py), and a link to a MovieLens user to their number in it (relinking.py); it ends when
their ratings are not there any more.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg2
from numpy.typing import NDArray
from sqlalchemy.engine import Connection, Engine

from storage.errors import LoadFailed, LoadRefused, translating
from storage.movielens.incoming_ratings import drop_incoming, dropped_when_refused
from storage.movielens.loaded_ratings import LoadedRatings, Progress, check_ratings
from storage.movielens.movie_writing import LoadableMovie, drop_vanished_movies, write_movies
from storage.movielens.moving import FilmMoves
from storage.movielens.rating_writing import replace_ratings
from storage.movielens.ratings import MovieLensRatings
from storage.movielens.relinking import find_successors, relink
from storage.movielens.turns import wait_for_turn
from storage.records.catalogue import DataSet
from storage.tables.catalogue import data_sets
from storage.upserting import upsert_into

_MAX_IMDB_ID_LENGTH = 16
MIN_SHARE_OF_RATINGS = 0.5  # of those loaded before
_REFUSALS = (psycopg2.DataError, psycopg2.IntegrityError, sqlite3.IntegrityError)


@dataclass(frozen=True)
class LoadOutcome:
    """What a load did: whether anything changed, what is there now, how many links to old user ids went.

    films_moved: how many films that people had said something of have another id now.
    """

    has_changed: bool
    data_set: DataSet
    links_dropped: int = 0
    films_moved: int = 0


def load(  # noqa: PLR0917  # four columns belong together, in MovieLens' own order
    engine: Engine,
    movies: Iterable[LoadableMovie],
    user_ids: NDArray[Any],
    movie_ids: NDArray[Any],
    stars: NDArray[Any],
    rated_at: NDArray[Any],
    on_progress: Progress = lambda _done, _of: None,
    *,
    name: str = "MovieLens",
    force: bool = False,
    now: datetime | None = None,
) -> LoadOutcome:
    """Load movies and ratings, `rated_at` in unix seconds; of two ratings of one film by one person the last.

    `on_progress` hears the number of ratings written and of all. Raises LoadFailed, and DatabaseUnavailable;
    either way, or when interrupted, everybody is served as before. LoadRefused: there are far fewer ratings
    than before, which `force` accepts. Films that are new over an earlier data set have joined `now`.
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
        with translating(), dropped_when_refused(engine), engine.begin() as connection:
            wait_for_turn(connection)
            before = MovieLensRatings(connection).data_set()
            if before is not None and before.digest == data_set.digest:
                drop_incoming(engine)
                return LoadOutcome(has_changed=False, data_set=before)
            if not force:
                _check_size(data_set, before)
            joined_at = None if before is None else now
            return _load(
                connection, list(catalogue.values()), ratings, data_set, on_progress, joined_at=joined_at
            )
    except _REFUSALS as error:
        raise LoadFailed(f"The database refuses the data set: {error}") from error


def _load(
    connection: Connection,
    catalogue: Sequence[LoadableMovie],
    ratings: LoadedRatings,
    data_set: DataSet,
    on_progress: Progress,
    *,
    joined_at: datetime | None,
) -> LoadOutcome:
    incoming = {movie.movie_id: movie for movie in catalogue}
    moves = FilmMoves(connection, incoming)
    successors = find_successors(connection, ratings, moves.to)
    write_movies(connection, catalogue, ratings, joined_at)
    films_moved = 0

    def settle_movies() -> None:
        nonlocal films_moved
        films_moved = moves.carry_out()
        drop_vanished_movies(connection, incoming.keys())

    replace_ratings(connection, data_set.digest, ratings, on_progress, settle_movies)
    links_dropped = relink(connection, successors)
    statement = upsert_into(
        connection, data_sets, replace=("name", "digest", "rating_count", "user_count", "movie_count")
    )
    connection.execute(statement.values(slot=1, **vars(data_set)))
    return LoadOutcome(True, data_set, links_dropped, films_moved)


def _check_size(data_set: DataSet, before: DataSet | None) -> None:
    """Refuse a data set that has lost most of its ratings, such as a file cut off behind its headers."""
    if before is None and data_set.rating_count == 0:
        raise LoadRefused(f"{data_set.name} has no ratings at all.")
    if before is not None and data_set.rating_count < before.rating_count * MIN_SHARE_OF_RATINGS:
        raise LoadRefused(
            f"{data_set.name} has {data_set.rating_count:,} ratings, far fewer than the"
            f" {before.rating_count:,} of {before.name} that are loaded and would go."
        )


def _check_movies(movies: Iterable[LoadableMovie]) -> dict[int, LoadableMovie]:
    catalogue = {movie.movie_id: movie for movie in movies}
    for movie in catalogue.values():
        if not 0 <= movie.movie_id < 2**31:
            raise LoadFailed(f"A movie has the impossible id {movie.movie_id}.")
        if not movie.title or "\0" in movie.title:
            raise LoadFailed(f"Movie {movie.movie_id} has no usable title.")
        if movie.year is not None and not 0 < movie.year < 10_000:
            raise LoadFailed(f"Movie {movie.movie_id} has the impossible year {movie.year}.")
        if movie.imdb_id is not None and len(movie.imdb_id) > _MAX_IMDB_ID_LENGTH:
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
