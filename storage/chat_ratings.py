"""What people rated in the chat."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.column_types import UtcDateTime
from storage.errors import UnknownChatUser, UnknownMovie
from storage.rating_arrays import read_rating_arrays
from storage.records.catalogue import RatingArrays
from storage.records.people import Rating, RatingOrder
from storage.tables.catalogue import movies
from storage.tables.people import chat_ratings, dismissals
from storage.upserting import upsert_selected_into

_COLUMNS = (chat_ratings.c.movie_id, chat_ratings.c.stars, chat_ratings.c.rated_at)
_PERSON: sa.BindParameter[int] = sa.bindparam("person")
_MOVIE: sa.BindParameter[int] = sa.bindparam("movie")

# What every tap needs is built once: making a statement anew takes longer than running it.
_OF = sa.select(chat_ratings.c.movie_id, chat_ratings.c.stars).where(chat_ratings.c.chat_user_id == _PERSON)
_NEWEST = (
    sa.select(*_COLUMNS)
    .where(chat_ratings.c.chat_user_id == _PERSON)
    .order_by(chat_ratings.c.rated_at.desc(), chat_ratings.c.movie_id.desc())
    .limit(1)
)
_NO_LONGER_DISMISSED = sa.delete(dismissals).where(
    dismissals.c.chat_user_id == _PERSON, dismissals.c.movie_id == _MOVIE
)

# Of a film that is not there nothing is inserted.
_RATING = sa.select(
    _PERSON.label("chat_user_id"),
    movies.c.movie_id,
    sa.bindparam("stars", type_=sa.REAL).label("stars"),
    sa.bindparam("now", type_=UtcDateTime).label("rated_at"),
).where(movies.c.movie_id == _MOVIE)


class ChatRatings:
    """Reads and writes chat ratings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rate(self, chat_user_id: int, movie_id: int, stars: float, now: datetime) -> None:
        """Rate a film, or rate it anew, and no longer dismiss it."""
        if not (0.5 <= stars <= 5.0 and stars * 2 == int(stars * 2)):
            raise ValueError(f"stars go from 0.5 to 5.0 in halves, not {stars}")
        named = {"person": chat_user_id, "movie": movie_id, "stars": stars, "now": now}
        if abs(movie_id) >= 2**31 or not self._insert(named):
            raise UnknownMovie(movie_id)
        self._connection.execute(_NO_LONGER_DISMISSED, named)

    def put_back(self, chat_user_id: int, rating: Rating) -> None:
        """Let a rating stand as it stood: with its moment, and whatever else is said of the film."""
        stands = {"stars": rating.stars, "now": rating.rated_at}
        self._insert({"person": chat_user_id, "movie": rating.movie_id, **stands})

    def _insert(self, named: dict[str, Any]) -> bool:
        """Insert or replace a rating; return False where there is no such film."""
        statement = upsert_selected_into(
            self._connection, chat_ratings, _RATING, replace=("stars", "rated_at")
        )
        try:
            return self._connection.execute(statement, named).rowcount > 0
        except sa.exc.IntegrityError as error:
            raise UnknownChatUser(named["person"]) from error

    def remove(self, chat_user_id: int, movie_id: int) -> Rating | None:
        """Take a rating back; answers it, or None when there was none."""
        statement = sa.delete(chat_ratings).where(
            chat_ratings.c.chat_user_id == chat_user_id, chat_ratings.c.movie_id == movie_id
        )
        row = self._connection.execute(statement.returning(*_COLUMNS)).one_or_none()
        return Rating(*row) if row else None

    def get(self, chat_user_id: int, movie_id: int) -> Rating | None:
        """Return one rating, or None."""
        statement = self._ordered(chat_user_id).where(chat_ratings.c.movie_id == movie_id)
        row = self._connection.execute(statement).one_or_none()
        return Rating(*row) if row else None

    def of(self, chat_user_id: int) -> dict[int, float]:
        """Return everything a person rated: movie id to stars."""
        return {row.movie_id: row.stars for row in self._connection.execute(_OF, {"person": chat_user_id})}

    def page(self, chat_user_id: int, offset: int, limit: int, order: RatingOrder = "newest") -> list[Rating]:
        """Return some of a person's ratings: the newest, those of most stars or of the first titles first."""
        statement = self._ordered(chat_user_id, order).offset(offset).limit(limit)
        return [Rating(*row) for row in self._connection.execute(statement)]

    def latest(self, chat_user_id: int) -> Rating | None:
        """Return a person's newest rating, or None."""
        row = self._connection.execute(_NEWEST, {"person": chat_user_id}).one_or_none()
        return Rating(*row) if row else None

    def count(self, chat_user_id: int) -> int:
        """Return how many films a person rated."""
        return self._count(chat_ratings.c.chat_user_id == chat_user_id)

    def total(self) -> int:
        """Return how many chat ratings there are."""
        return self._count(sa.true())

    def as_arrays(self) -> RatingArrays:
        """Return every chat rating: (chat_user_ids, movie_ids, stars) in no order."""
        return read_rating_arrays(self._connection, chat_ratings, "chat_user_id")

    def _count(self, condition: sa.ColumnElement[bool]) -> int:
        statement = sa.select(sa.func.count()).select_from(chat_ratings).where(condition)
        return self._connection.execute(statement).scalar_one()

    def _ordered(self, chat_user_id: int, order: RatingOrder = "newest") -> sa.Select[Any]:
        statement = sa.select(*_COLUMNS).where(chat_ratings.c.chat_user_id == chat_user_id)
        newest_first = (chat_ratings.c.rated_at.desc(), chat_ratings.c.movie_id.desc())
        if order == "stars":
            return statement.order_by(chat_ratings.c.stars.desc(), *newest_first)
        if order == "title":
            by_title = statement.join(movies, movies.c.movie_id == chat_ratings.c.movie_id)
            return by_title.order_by(sa.func.lower(movies.c.title), movies.c.movie_id)
        return statement.order_by(*newest_first)
