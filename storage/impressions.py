"""Which films a person was shown, when last, by which list, and what they said of them."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.column_types import UtcDateTime
from storage.records.shown import ShownBy, ShownFilms
from storage.references import require_movie
from storage.tables.people import chat_ratings, dismissals, impressions, watchlist
from storage.upserting import upsert_into

_SINCE = sa.bindparam("since", type_=UtcDateTime())
_IS_RATED = chat_ratings.c.stars.is_not(None)
_IS_LIKED = chat_ratings.c.stars >= sa.bindparam("liked_from", type_=sa.REAL())
_IS_HIDDEN = ~_IS_RATED & dismissals.c.kind.is_not(None)
_IS_KEPT = ~_IS_RATED & dismissals.c.kind.is_(None) & watchlist.c.added_at.is_not(None)


def _of_the_same(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Return what joins a table to what the same person was shown."""
    columns = (impressions.c.chat_user_id, impressions.c.movie_id)
    return sa.and_(*(table.c[column.name] == column for column in columns), *conditions)


def _count(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)


_OUTCOMES = (
    sa.select(
        impressions.c.source,
        sa.case(
            (impressions.c.position < 3, 1),
            (impressions.c.position < 10, 4),
            (impressions.c.position >= 10, 11),
        ).label("first_place"),
        sa.func.count(),
        _count(_IS_LIKED),
        _count(_IS_RATED & ~_IS_LIKED),
        _count(_IS_HIDDEN),
        _count(_IS_KEPT & (impressions.c.source != "watchlist")),  # else it had been kept before
    )
    .outerjoin(chat_ratings, _of_the_same(chat_ratings, chat_ratings.c.rated_at >= _SINCE))
    .outerjoin(
        dismissals,
        _of_the_same(dismissals, dismissals.c.kind == "not_interested", dismissals.c.dismissed_at >= _SINCE),
    )
    .outerjoin(watchlist, _of_the_same(watchlist, watchlist.c.added_at >= _SINCE))
    .where(impressions.c.shown_at >= _SINCE, impressions.c.source.is_not(None))
    .group_by("source", "first_place")
    .order_by("source", "first_place")
)


class Impressions:
    """Reads and writes impressions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(
        self,
        chat_user_id: int,
        movie_id: int,
        now: datetime,
        *,
        source: ShownBy | None = None,
        position: int | None = None,
    ) -> None:
        """Note that a film was shown just now, by which list, and at which place of it, from 0.

        The watchlist shows what others brought: who brought it stays.
        """
        require_movie(self._connection, movie_id)
        is_news = source is not None and source != "watchlist"
        replaced = ("shown_at", "source", "position") if is_news else ("shown_at",)
        statement = upsert_into(self._connection, impressions, replace=replaced)
        values = {"chat_user_id": chat_user_id, "movie_id": movie_id, "shown_at": now}
        self._connection.execute(statement.values(values | {"source": source, "position": position}))

    def since(self, chat_user_id: int, moment: datetime) -> set[int]:
        """Return the films that a person was shown at or after this moment."""
        statement = sa.select(impressions.c.movie_id).where(
            impressions.c.chat_user_id == chat_user_id, impressions.c.shown_at >= moment
        )
        return set(self._connection.execute(statement).scalars())

    def prune(self, before: datetime) -> int:
        """Forget what was shown last before a moment; answer how many rows went."""
        return self._connection.execute(
            sa.delete(impressions).where(impressions.c.shown_at < before)
        ).rowcount

    def outcomes(self, since: datetime, liked_from: float) -> list[ShownFilms]:
        """Return what people said since a moment of what they were shown since then, by source and place.

        Places are those from 1 to 3, to 10, and on. Films shown before lists were noted are not counted.
        """
        statement = _OUTCOMES.params(since=since, liked_from=liked_from)
        return [ShownFilms(*row) for row in self._connection.execute(statement)]
