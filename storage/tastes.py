"""What a person said of films: their stars, what they dismissed, what they saw, with one question."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.records.people import DismissalKind, StoredTaste
from storage.tables.people import chat_ratings, dismissals, seen_films

_PERSON: sa.BindParameter[int] = sa.bindparam("person")
_NO_STARS, _NO_KIND = sa.cast(sa.null(), sa.REAL), sa.cast(sa.null(), sa.String)

# Built once: making a statement anew takes longer than running it. A film may stand in all three tables.
_OF = sa.union_all(
    sa.select(chat_ratings.c.movie_id, chat_ratings.c.stars, _NO_KIND).where(
        chat_ratings.c.chat_user_id == _PERSON
    ),
    sa.select(dismissals.c.movie_id, _NO_STARS, dismissals.c.kind).where(
        dismissals.c.chat_user_id == _PERSON
    ),
    sa.select(seen_films.c.movie_id, _NO_STARS, _NO_KIND).where(seen_films.c.chat_user_id == _PERSON),
)


_NEWEST = sa.union_all(
    *(
        sa.select(newest.c.movie_id, newest.c.moment)
        for newest in (
            sa.select(table.c.movie_id, moment.label("moment"))
            .where(table.c.chat_user_id == _PERSON)
            .order_by(moment.desc(), table.c.movie_id.desc())
            .limit(sa.bindparam("most"))
            .subquery()
            for table, moment in (
                (chat_ratings, chat_ratings.c.rated_at),
                (dismissals, dismissals.c.dismissed_at),
            )
        )
    )
)


class Tastes:
    """Reads what people said of films."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, chat_user_id: int) -> StoredTaste:
        """Return everything that a person said of films in the chat."""
        ratings: dict[int, float] = {}
        dismissed: dict[int, DismissalKind] = {}
        seen: set[int] = set()
        for movie_id, stars, kind in self._connection.execute(_OF, {"person": chat_user_id}):
            if stars is not None:
                ratings[movie_id] = stars
            elif kind is not None:
                dismissed[movie_id] = kind
            else:
                seen.add(movie_id)
        return StoredTaste(ratings, dismissed, frozenset(seen))

    def newest(self, chat_user_id: int, limit: int) -> tuple[int, ...]:
        """Return the films that a person gave stars or dismissed last, the newest first."""
        named = {"person": chat_user_id, "most": limit}
        spoken_of = self._connection.execute(_NEWEST, named).all()
        ordered = sorted(spoken_of, key=lambda row: (row.moment, row.movie_id), reverse=True)
        return tuple(row.movie_id for row in ordered[:limit])
