"""Links from chat users to MovieLens users, carried over to another numbering of the same people.

Every release of MovieLens numbers its users anew, but a rating keeps its film, its stars and its second. Who
has most of a user's ratings is that user.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from storage.movielens.loaded_ratings import LoadedRatings
from storage.tables.catalogue import movielens_ratings
from storage.tables.people import chat_users

MIN_SHARED = 3  # ratings
MIN_SHARE = 0.5  # of those the user had
_ROWS_A_PIECE = 1_000_000
_Keys = NDArray[np.int64]


def find_successors(
    connection: Connection, ratings: LoadedRatings, moved_to: Mapping[int, int]
) -> dict[int, int]:
    """Return the new numbers of linked MovieLens users that the data set has, by their old ones."""
    keys, old_users = _keys_of_linked(connection, moved_to)
    if not len(keys):
        return {}
    order = np.argsort(keys, kind="stable")
    keys, old_users = keys[order], old_users[order]
    had = dict(zip(*(values.tolist() for values in np.unique(old_users, return_counts=True)), strict=True))
    successors: dict[int, int] = {}
    most: dict[int, int] = {}
    for (old, new), shared in _shared(keys, old_users, ratings).items():
        if shared >= max(MIN_SHARED, MIN_SHARE * had[old]) and shared > most.get(old, 0):
            successors[old], most[old] = new, shared
    return successors


def relink(connection: Connection, successors: Mapping[int, int]) -> int:
    """Give linked chat users the new numbers; answer how many links went because nobody has those ratings."""
    is_linked = chat_users.c.movielens_user_id.is_not(None)
    statement = sa.select(chat_users.c.chat_user_id, chat_users.c.movielens_user_id).where(is_linked)
    dropped = 0
    for chat_user_id, old in connection.execute(statement).all():
        new = successors.get(old)
        dropped += new is None
        person = sa.update(chat_users).where(chat_users.c.chat_user_id == chat_user_id)
        connection.execute(person.values(movielens_user_id=new))
    return dropped


def _keys_of_linked(connection: Connection, moved_to: Mapping[int, int]) -> tuple[_Keys, _Keys]:
    """Return what every linked user rated, one number a rating, and whose it is."""
    linked = sa.select(chat_users.c.movielens_user_id).where(chat_users.c.movielens_user_id.is_not(None))
    columns = movielens_ratings.c
    statement = sa.select(columns.movielens_user_id, columns.movie_id, columns.stars, columns.rated_at).where(
        columns.movielens_user_id.in_(linked)
    )
    rows = connection.execute(statement).all()
    movie_ids = np.array([moved_to.get(row.movie_id, row.movie_id) for row in rows], np.int64)
    stars = np.array([row.stars for row in rows], np.float32)
    seconds = np.array([int(row.rated_at.timestamp()) for row in rows], np.int64)
    users = np.array([row.movielens_user_id for row in rows], np.int64)
    return _keys(movie_ids, stars, seconds), users


def _keys(movie_ids: NDArray[np.int64], stars: NDArray[np.float32], seconds: NDArray[np.int64]) -> _Keys:
    """Return one number a rating; equal for equal ratings, and hardly ever for others."""
    halves = (stars * 2).astype(np.int64)
    # Numbers that overflow wrap around, which is as good here.
    keys: _Keys = (seconds * 16 + halves) * np.int64(1_000_003) + movie_ids * np.int64(2_654_435_761)
    return keys


def _shared(keys: _Keys, old_users: _Keys, ratings: LoadedRatings) -> dict[tuple[int, int], int]:
    """Count the ratings that an old user, sorted by keys, and a new one have in common."""
    shared: dict[tuple[int, int], int] = {}
    for start in range(0, len(ratings.user_ids), _ROWS_A_PIECE):
        piece = slice(start, start + _ROWS_A_PIECE)
        new = _keys(ratings.movie_ids[piece].astype(np.int64), ratings.stars[piece], ratings.rated_at[piece])
        first, last = np.searchsorted(keys, new, "left"), np.searchsorted(keys, new, "right")
        for row in np.flatnonzero(last > first).tolist():
            user = int(ratings.user_ids[start + row])
            for old in old_users[first[row] : last[row]].tolist():
                shared[old, user] = shared.get((old, user), 0) + 1
    return shared
