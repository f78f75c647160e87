"""What people said of films, moved with the films to their new ids; nothing that was said gets lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.movielens.identities import Moves, find_moves
from storage.movielens.movie_writing import SAID_OF, LoadableMovie
from storage.movies import FIRST_ADDED_ID, Movies
from storage.records.catalogue import Movie
from storage.tables.catalogue import movies, poster_file_ids
from storage.tables.people import (
    card_messages,
    chat_ratings,
    decks,
    dismissals,
    first_screens,
    imports,
    impressions,
    seen_films,
    watchlist,
)
from storage.tables.together import night_guests, nights
from storage.upserting import insert_into

# Each with the column that says which of two things said about one film is the newer.
_SAID = {
    chat_ratings: "rated_at",
    dismissals: "dismissed_at",
    watchlist: "added_at",
    seen_films: "added_at",
    impressions: "shown_at",
    poster_file_ids: "stored_at",
}
_IDS_A_QUERY = 500


class FilmMoves:
    """Finds the films that move before a data set is written over them, and moves them afterwards."""

    def __init__(self, connection: Connection, incoming: Mapping[int, LoadableMovie]) -> None:
        self._connection = connection
        stored = {movie.movie_id: movie for movie in Movies(connection).all()}
        self._moves: Moves = find_moves(stored.values(), incoming)
        self._displaced: list[Movie] = [stored[movie_id] for movie_id in sorted(self._moves.displaced)]

    @property
    def to(self) -> Mapping[int, int]:
        """Return the new ids of films that the data set has under another one, by their old ids."""
        return self._moves.to

    def carry_out(self) -> int:
        """Give everything said of moved films to their new ids; answer of how many films."""
        moves = dict(self._moves.to)
        for movie in self._displaced:
            if self._is_spoken_of(movie.movie_id):
                moves[movie.movie_id] = self._add_anew(movie)
        if not moves:
            return 0
        said_of = {old for table, time in _SAID.items() for old in self._move_rows(table, time, moves)}
        self._move_decks(moves)
        self._move_nights(moves)
        self._move_vetoes(moves)
        self._drop_imports(moves.keys())
        for table in (card_messages, first_screens):  # an id may be another film's now
            self._connection.execute(sa.delete(table))
        gone = [old for old in self._moves.to if old >= FIRST_ADDED_ID]
        for piece in _pieces(gone):
            self._connection.execute(sa.delete(movies).where(movies.c.movie_id.in_(piece)))
        return len(said_of)

    def _is_spoken_of(self, movie_id: int) -> bool:
        """Return whether anybody said anything of a film, was shown it or may vote for it."""
        columns = (*SAID_OF, impressions.c.movie_id)
        spoken = sa.or_(*(sa.exists().where(column == movie_id) for column in columns))
        if self._connection.execute(sa.select(spoken)).scalar_one():
            return True
        shortlists = self._connection.execute(sa.select(nights.c.movie_ids)).scalars()
        return any(movie_id in movie_ids for movie_ids in shortlists)

    def _add_anew(self, movie: Movie) -> int:
        """Keep a film whose id another film has now, under an id that no data set uses."""
        newest = sa.select(sa.func.max(movies.c.movie_id)).where(movies.c.movie_id >= FIRST_ADDED_ID)
        last: int | None = self._connection.execute(newest).scalar_one()
        movie_id = FIRST_ADDED_ID if last is None else last + 1
        values = {
            "movie_id": movie_id,
            "title": movie.title,
            "year": movie.year,
            "genres": movie.genres,
            "imdb_id": movie.imdb_id,
            "tmdb_id": movie.tmdb_id,
        }
        self._connection.execute(sa.insert(movies).values(values))
        return movie_id

    def _move_rows(self, table: sa.Table, time: str, moves: Mapping[int, int]) -> set[int]:
        """Move the rows of one table, the newest of one person's about one film; return the old ids met."""
        rows: list[dict[str, Any]] = []
        for piece in _pieces(sorted(moves)):
            is_moved = table.c.movie_id.in_(piece)
            rows += [
                dict(row) for row in self._connection.execute(sa.select(table).where(is_moved)).mappings()
            ]
            self._connection.execute(sa.delete(table).where(is_moved))
        for row in sorted(rows, key=lambda row: row[time]):
            values = row | {"movie_id": moves[row["movie_id"]]}
            statement = insert_into(self._connection, table).values(values)
            others = {name: statement.excluded[name] for name in values if name not in table.primary_key}
            self._connection.execute(
                statement.on_conflict_do_update(
                    index_elements=list(table.primary_key),
                    set_=others,
                    where=table.c[time] < statement.excluded[time],
                )
            )
        return {row["movie_id"] for row in rows}

    def _move_decks(self, moves: Mapping[int, int]) -> None:
        columns = (decks.c.deck_id, decks.c.movie_ids, decks.c.like_movie_id, decks.c.also_like_movie_ids)
        for deck_id, movie_ids, like, also_like in self._connection.execute(sa.select(*columns)).all():
            if moves.keys().isdisjoint([*movie_ids, like, *(also_like or ())]):
                continue
            values = {
                "movie_ids": _moved(movie_ids, moves),
                "like_movie_id": moves.get(like, like),
                "also_like_movie_ids": _moved(also_like, moves) if also_like else None,
            }
            self._connection.execute(sa.update(decks).where(decks.c.deck_id == deck_id).values(values))

    def _move_nights(self, moves: Mapping[int, int]) -> None:
        """Give nights their films' new ids; a shortlist keeps its places, for votes are counted by them."""
        columns = (nights.c.night_id, nights.c.movie_ids, nights.c.movie_id)
        for night_id, movie_ids, chosen in self._connection.execute(sa.select(*columns)).all():
            if not moves.keys().isdisjoint([*movie_ids, chosen]):
                values = {
                    "movie_ids": [moves.get(each, each) for each in movie_ids],
                    "movie_id": moves.get(chosen, chosen),
                }
                self._connection.execute(
                    sa.update(nights).where(nights.c.night_id == night_id).values(values)
                )

    def _move_vetoes(self, moves: Mapping[int, int]) -> None:
        """Let vetoes stay against the same films."""
        guest = night_guests.c
        columns = (guest.night_id, guest.chat_user_id, guest.vetoed_movie_id)
        statement = sa.select(*columns).where(guest.vetoed_movie_id.is_not(None))
        for night_id, chat_user_id, vetoed in self._connection.execute(statement).all():
            who = (guest.night_id == night_id, guest.chat_user_id == chat_user_id)
            values = {"vetoed_movie_id": moves.get(vetoed, vetoed)}
            self._connection.execute(sa.update(night_guests).where(*who).values(values))

    def _drop_imports(self, moved: Collection[int]) -> None:
        """Drop the previews of files that name moved films: the file can be sent again."""
        columns = (imports.c.import_id, imports.c.plan, imports.c.undo)
        for import_id, plan, undo in self._connection.execute(sa.select(*columns)).all():
            if _mentions([plan, undo], moved):
                self._connection.execute(sa.delete(imports).where(imports.c.import_id == import_id))


def _moved(movie_ids: Sequence[int], moves: Mapping[int, int]) -> list[int]:
    """Return a list's films under their new ids, each once."""
    return list(dict.fromkeys(moves.get(movie_id, movie_id) for movie_id in movie_ids))


def _mentions(value: Any, numbers: Collection[int]) -> bool:
    """Return whether a JSON value holds one of these numbers, as a number or a key."""
    if isinstance(value, dict):
        keys = (int(key) for key in value if key.isdecimal())
        return any(key in numbers for key in keys) or _mentions(list(value.values()), numbers)
    if isinstance(value, list):
        return any(_mentions(each, numbers) for each in value)
    return isinstance(value, int) and value in numbers


def _pieces(movie_ids: Sequence[int]) -> list[Sequence[int]]:
    return [movie_ids[start : start + _IDS_A_QUERY] for start in range(0, len(movie_ids), _IDS_A_QUERY)]
