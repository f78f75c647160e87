"""The migrations make the tables that the models describe, on both databases, wholly or not at all."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine import URL, Engine

from storage import database
from storage.database import create_engine_for, normalise_url
from storage.migrating import downgrade, is_current, upgrade
from storage.tables import metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Open a database without any table."""
    if request.param == "sqlite":
        url = normalise_url(None, tmp_path)
    else:
        make: Callable[[str], URL] = request.getfixturevalue("empty_postgres_database")
        url = make("migrations")
    engine = create_engine_for(url)
    yield engine
    engine.dispose()


def _tables(engine: Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names())


def test_models_and_migrations_agree(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_tables_that_taps_write_to_are_vacuumed_more_often(postgresql_engine: Engine) -> None:
    with postgresql_engine.connect() as connection:
        statement = (
            "SELECT relname FROM pg_class WHERE 'autovacuum_vacuum_scale_factor=0.02' = ANY(reloptions)"
        )
        often = set(connection.exec_driver_sql(statement).scalars())
    assert often == {"chat_ratings", "impressions", "decks", "card_messages", "telegram_updates"}


def test_models_and_migrations_have_the_same_checks(engine: Engine) -> None:
    inspector = sa.inspect(engine)
    for table in metadata.tables.values():
        wanted = {item.name for item in table.constraints if isinstance(item, sa.CheckConstraint)}
        assert {check["name"] for check in inspector.get_check_constraints(table.name)} == wanted


def test_upgrading_twice_changes_nothing(empty_engine: Engine) -> None:
    assert not is_current(empty_engine)
    upgrade(empty_engine)
    tables = _tables(empty_engine)
    upgrade(empty_engine)
    assert is_current(empty_engine)
    assert _tables(empty_engine) == tables == {*metadata.tables, "alembic_version"}


def test_every_migration_can_be_undone(empty_engine: Engine) -> None:
    upgrade(empty_engine)
    downgrade(empty_engine, "base")
    assert _tables(empty_engine) == {"alembic_version"}


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    empty_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_table = op.create_table

    def fail_late(name: str, *columns: object, **options: object) -> object:
        if name == "dismissals":
            raise RuntimeError("the power went")
        return create_table(name, *columns, **options)

    monkeypatch.setattr(op, "create_table", fail_late)
    with pytest.raises(RuntimeError, match="the power went"):
        upgrade(empty_engine)
    assert _tables(empty_engine) == set()


def test_processes_that_migrate_at_once_take_turns(empty_engine: Engine) -> None:
    failures: list[BaseException] = []
    url = empty_engine.url

    def migrate() -> None:
        engine = create_engine_for(url)
        try:
            upgrade(engine)
        except Exception as error:  # whatever it is, the test shows it
            failures.append(error)
        finally:
            engine.dispose()

    threads = [threading.Thread(target=migrate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert is_current(empty_engine)


def test_who_starts_during_another_ones_migration_waits_longer_than_for_a_tap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT_SECONDS", 0)
    engine = create_engine_for(normalise_url(None, tmp_path))
    engine.connect().close()
    other = sqlite3.connect(tmp_path / "matinee.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    ending = threading.Timer(0.3, other.execute, ["COMMIT"])
    ending.start()
    upgrade(engine)
    ending.join()
    other.close()
    assert is_current(engine)
    engine.dispose()


def _add_old_decks(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO chat_users (chat_user_id, first_name, boldness, created_at, last_seen_at)"
                " VALUES (7, 'Ada', 0, :now, :now)"
            ),
            {"now": 0 if engine.dialect.name == "sqlite" else "2026-01-01T00:00:00Z"},
        )
        for deck_id, genre, decade, excluded in (
            (3, None, None, ""),
            (4, "Comedy", 1990, "War|Horror"),
            (9, "Drama", None, ""),
        ):
            connection.execute(
                sa.text(
                    "INSERT INTO decks (deck_id, chat_user_id, source, genre, decade, excluded_genres,"
                    " movie_ids, created_at)"
                    " VALUES (:deck_id, 7, 'recommend', :genre, :decade, :excluded, '[1]', :now)"
                ),
                {
                    "deck_id": deck_id,
                    "genre": genre,
                    "decade": decade,
                    "excluded": excluded,
                    "now": 0 if engine.dialect.name == "sqlite" else "2026-01-01T00:00:00Z",
                },
            )
        connection.execute(sa.text("DELETE FROM decks WHERE deck_id = 9"))


def test_old_decks_keep_what_they_were_narrowed_to(empty_engine: Engine) -> None:
    upgrade(empty_engine, "0005")
    _add_old_decks(empty_engine)
    upgrade(empty_engine)
    stored = sa.select(metadata.tables["decks"].c.deck_id, metadata.tables["decks"].c.filters).order_by(
        "deck_id"
    )
    expected = {
        "genres": ["Comedy"],
        "excluded_genres": ["Horror", "War"],
        "first_year": 1990,
        "last_year": 1999,
    }
    with empty_engine.connect() as connection:
        assert connection.execute(stored).all() == [(3, {}), (4, expected)]
    downgrade(empty_engine, "0005")
    with empty_engine.connect() as connection:
        old = connection.execute(sa.text("SELECT deck_id, genre, decade, excluded_genres FROM decks"))
        assert sorted(old.all()) == [(3, None, None, ""), (4, "Comedy", 1990, "Horror|War")]
    if empty_engine.dialect.name == "sqlite":
        with empty_engine.connect() as connection:
            numbers = connection.execute(sa.text("SELECT name, seq FROM sqlite_sequence")).all()
        assert numbers == [("decks", 9)]


def test_details_found_before_become_facts(empty_engine: Engine) -> None:
    upgrade(empty_engine, "0010")
    now = 0 if empty_engine.dialect.name == "sqlite" else "2026-01-01T00:00:00Z"
    with empty_engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO movie_details (imdb_id, outcome, fetched_at, director,"
                " language, runtime_minutes)"
                " VALUES ('tt0000001', 'found', :now, 'A. One, B. Two', 'French, English', 91),"
                " ('tt0000002', 'not_found', :now, NULL, NULL, NULL)"
            ),
            {"now": now},
        )
    upgrade(empty_engine)
    stored = sa.select(metadata.tables["film_facts"].c.imdb_id, metadata.tables["film_facts"].c.facts)
    expected = {
        "directors": ["A. One", "B. Two"],
        "languages": ["French", "English"],
        "runtime_minutes": 91,
    }
    with empty_engine.connect() as connection:
        assert connection.execute(stored).all() == [("tt0000001", expected)]
    downgrade(empty_engine, "0010")
    assert "film_facts" not in _tables(empty_engine)
