"""Everything that a person said of films, many at once: stars, dismissals, watched, to be watched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.records.people import FilmState
from storage.tables.catalogue import movies
from storage.tables.people import chat_ratings, dismissals, seen_films, watchlist

_IDS_A_QUERY = 1000


@dataclass(frozen=True)
class _Part:
    """One table, and which of its columns are which fields of a state; the last one is the time."""

    table: sa.Table
    columns: Mapping[str, str]  # column to field

    def rows(self, chat_user_id: int, states: Mapping[int, FilmState]) -> Iterator[dict[str, Any]]:
        """Yield the rows that say what these states say in this table."""
        for movie_id, state in states.items():
            values = {column: getattr(state, field) for column, field in self.columns.items()}
            if None not in values.values():
                yield {"chat_user_id": chat_user_id, "movie_id": movie_id, **values}


_PARTS = (
    _Part(chat_ratings, {"stars": "stars", "rated_at": "rated_at"}),
    _Part(dismissals, {"kind": "dismissal", "dismissed_at": "dismissed_at"}),
    _Part(seen_films, {"added_at": "seen_at"}),
    _Part(watchlist, {"added_at": "listed_at"}),
)


class FilmStates:
    """Reads and writes states in bulk."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, chat_user_id: int) -> dict[int, FilmState]:
        """Return everything a person said: movie id to state."""
        states: dict[int, FilmState] = {}
        for part in _PARTS:
            columns = [part.table.c[name] for name in part.columns]
            statement = sa.select(part.table.c.movie_id, *columns).where(
                part.table.c.chat_user_id == chat_user_id
            )
            for movie_id, *values in self._connection.execute(statement):
                known = states.get(movie_id, FilmState())
                states[movie_id] = replace(known, **dict(zip(part.columns.values(), values, strict=True)))
        return states

    def write(self, chat_user_id: int, states: Mapping[int, FilmState]) -> None:
        """Let these films be in these states, whatever they were in; unknown films are left out."""
        known = self._known(states)
        for part in _PARTS:
            for block in _blocks(known):
                statement = sa.delete(part.table).where(
                    part.table.c.chat_user_id == chat_user_id, part.table.c.movie_id.in_(block)
                )
                self._connection.execute(statement)
            rows = list(part.rows(chat_user_id, known))
            if rows:
                self._connection.execute(sa.insert(part.table), rows)

    def _known(self, states: Mapping[int, FilmState]) -> dict[int, FilmState]:
        known: set[int] = set()
        for block in _blocks(states):
            statement = sa.select(movies.c.movie_id).where(movies.c.movie_id.in_(block))
            known.update(self._connection.execute(statement).scalars())
        return {movie_id: state for movie_id, state in states.items() if movie_id in known}


def _blocks(movie_ids: Iterable[int]) -> Iterator[list[int]]:
    """Yield ids in an order that is always the same, so that two writers never wait for each other."""
    wanted = sorted(movie_ids)
    for start in range(0, len(wanted), _IDS_A_QUERY):
        yield wanted[start : start + _IDS_A_QUERY]
