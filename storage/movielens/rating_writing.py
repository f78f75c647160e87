"""Writing millions of MovieLens ratings: by COPY into a new table on PostgreSQL, executemany on SQLite."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.engine import Connection

from storage.movielens.incoming_ratings import TABLE, copy_ratings
from storage.movielens.loaded_ratings import LoadedRatings, Progress

_SWAP = (
    f"CREATE UNIQUE INDEX ix_{TABLE} ON {TABLE} (movielens_user_id, movie_id)",
    f"COMMENT ON TABLE {TABLE} IS NULL",
    "DROP TABLE movielens_ratings",
    f"ALTER TABLE {TABLE} RENAME TO movielens_ratings",
    f"ALTER TABLE movielens_ratings ADD CONSTRAINT pk_movielens_ratings PRIMARY KEY USING INDEX ix_{TABLE}",
)
_AFTER_SWAP = (
    "ALTER TABLE movielens_ratings ADD CONSTRAINT fk_movielens_ratings_movie_id_movies"
    " FOREIGN KEY (movie_id) REFERENCES movies (movie_id) ON DELETE RESTRICT",
    "ANALYZE movielens_ratings",
    "ANALYZE movies",
)
_INSERT = "INSERT INTO movielens_ratings (rated_at, movielens_user_id, movie_id, stars) VALUES (?, ?, ?, ?)"


def replace_ratings(
    connection: Connection,
    digest: str,
    ratings: LoadedRatings,
    on_progress: Progress,
    when_old_are_gone: Callable[[], None],
) -> None:
    """Put these ratings, of a data set with this digest, in the place of all that are there.

    The running transaction does it, but for the copying on PostgreSQL. `when_old_are_gone` runs while no
    rating refers to a movie: dropping a movie is then quick.
    """
    if connection.dialect.name == "postgresql":
        # Into a new table, so that people are served from the old one until the last moment, the index is
        # built once and at its densest, and no dead rows stay behind.
        copy_ratings(connection.engine, digest, ratings, on_progress)
        _run(connection, *_SWAP)
        when_old_are_gone()
        _run(connection, *_AFTER_SWAP)
    else:
        _run(connection, "DELETE FROM movielens_ratings")
        when_old_are_gone()
        _insert(connection, ratings, on_progress)


def _run(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def _insert(connection: Connection, ratings: LoadedRatings, on_progress: Progress) -> None:
    cursor: Any = connection.connection.cursor()
    count = len(ratings.user_ids)
    on_progress(0, count)
    for piece in ratings.pieces(0, count):
        columns = (
            ratings.rated_at[piece] * 1_000_000,
            ratings.user_ids[piece],
            ratings.movie_ids[piece],
            ratings.stars[piece],
        )
        cursor.executemany(_INSERT, zip(*(column.tolist() for column in columns), strict=True))
        on_progress(piece.stop, count)
    cursor.close()
