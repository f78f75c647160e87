"""The migrations make the tables that the models describe, on both databases, wholly or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine import URL, Engine

from storage.database import create_engine_for, normalise_url
from storage.migrating import downgrade, is_current, upgrade
from storage.tables import metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table."""
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
        if name == "passes":
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

    threads = [threading.Thread(target=migrate) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert is_current(empty_engine)
