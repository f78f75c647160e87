"""The ratings that came with MovieLens; written only by loading a data set."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.rating_arrays import read_rating_arrays
from storage.records.catalogue import DataSet, RatingArrays
from storage.tables.catalogue import data_sets, movielens_ratings

# Built once: making the statement anew takes longer than running it.
_OF_USER = sa.select(movielens_ratings.c.movie_id, movielens_ratings.c.stars).where(
    movielens_ratings.c.movielens_user_id == sa.bindparam("movielens_user_id")
)


class MovieLensRatings:
    """Reads MovieLens ratings by person or all at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_user(self, movielens_user_id: int) -> dict[int, float]:
        """Return what this person rated: movie id to stars; empty for an unknown person."""
        if not _is_possible(movielens_user_id):
            return {}
        rows = self._connection.execute(_OF_USER, {"movielens_user_id": movielens_user_id}).all()
        return {movie_id: stars for movie_id, stars in rows}  # noqa: C416 - rows are not pairs to the type checker

    def has_user(self, movielens_user_id: int) -> bool:
        """Return whether anything was rated under this id."""
        if not _is_possible(movielens_user_id):
            return False
        rated = sa.exists().where(movielens_ratings.c.movielens_user_id == movielens_user_id)
        return bool(self._connection.execute(sa.select(rated)).scalar_one())

    def data_set(self) -> DataSet | None:
        """Return the data set that is loaded, if any."""
        statement = sa.select(*(column for column in data_sets.c if column.name != "slot"))
        row = self._connection.execute(statement).one_or_none()
        return DataSet(*row) if row else None

    def count(self) -> int:
        """Return how many ratings there are, as counted when they were loaded."""
        data_set = self.data_set()
        return data_set.rating_count if data_set else 0

    def user_count(self) -> int:
        """Return how many people rated, as counted when they were loaded."""
        data_set = self.data_set()
        return data_set.user_count if data_set else 0

    def as_arrays(self) -> RatingArrays:
        """Return every rating, read in large pieces: (user_ids, movie_ids, stars) in no order."""
        return read_rating_arrays(self._connection, movielens_ratings, "movielens_user_id")


def _is_possible(movielens_user_id: int) -> bool:
    return 0 <= movielens_user_id < 2**31
