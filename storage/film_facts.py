"""What films are made of, as OMDb told it; one JSON document a film, by IMDb id."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.tables.catalogue import film_facts, movie_details, movies
from storage.tables.people import watchlist
from storage.upserting import upsert_into

_IDS_A_QUERY = 1000


class StoredFacts:
    """Reads and writes facts; what a document holds is for others to know."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, imdb_id: str, facts: Mapping[str, Any], collected_at: datetime) -> None:
        """Keep the facts of a film in place of older ones."""
        statement = upsert_into(self._connection, film_facts, replace=("facts", "collected_at"))
        values = {"imdb_id": imdb_id, "facts": dict(facts), "collected_at": collected_at}
        self._connection.execute(statement.values(values))

    def all(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Return IMDb id and facts of every film, ascending by id."""
        statement = sa.select(film_facts.c.imdb_id, film_facts.c.facts).order_by(film_facts.c.imdb_id)
        yield from map(tuple, self._connection.execute(statement))

    def get_many(self, imdb_ids: Collection[str]) -> dict[str, Mapping[str, Any]]:
        """Return the facts of these films, without those of which none are kept."""
        wanted = sorted(set(imdb_ids))
        found: dict[str, Mapping[str, Any]] = {}
        for start in range(0, len(wanted), _IDS_A_QUERY):
            is_wanted = film_facts.c.imdb_id.in_(wanted[start : start + _IDS_A_QUERY])
            statement = sa.select(film_facts.c.imdb_id, film_facts.c.facts).where(is_wanted)
            found.update(map(tuple, self._connection.execute(statement)))
        return found

    def imdb_ids(self) -> set[str]:
        """Return of which films facts are kept."""
        return set(self._connection.execute(sa.select(film_facts.c.imdb_id)).scalars())

    def count(self) -> int:
        """Return of how many films facts are kept."""
        return self._connection.execute(sa.select(sa.func.count()).select_from(film_facts)).scalar_one()

    def state(self) -> tuple[int, datetime | None]:
        """Return what differs as soon as any facts do: how many there are, and when the last were put."""
        statement = sa.select(sa.func.count(), sa.func.max(film_facts.c.collected_at)).select_from(film_facts)
        count, newest = self._connection.execute(statement).one()
        return count, newest

    def wanted(self, limit: int, asked_since: datetime) -> list[str]:
        """Return films of the catalogue without facts: those people keep for later first, then by ratings.

        Films about which OMDb was asked since a moment are left out.
        """
        kept = sa.select(sa.func.count()).where(watchlist.c.movie_id == movies.c.movie_id).scalar_subquery()
        is_told = sa.exists().where(film_facts.c.imdb_id == movies.c.imdb_id)
        is_missed = sa.exists().where(
            movie_details.c.imdb_id == movies.c.imdb_id, movie_details.c.fetched_at >= asked_since
        )
        statement = (
            sa.select(movies.c.imdb_id)
            .where(movies.c.imdb_id.is_not(None), ~is_told, ~is_missed)
            .order_by(kept.desc(), movies.c.movielens_rating_count.desc(), movies.c.movie_id)
            .limit(limit)
        )
        return list(dict.fromkeys(self._connection.execute(statement).scalars()))

    def count_since(self, moment: datetime) -> int:
        """Return of how many films facts were collected since a moment."""
        statement = sa.select(sa.func.count()).where(film_facts.c.collected_at >= moment)
        return self._connection.execute(statement).scalar_one()
