"""Addresses of databases, and what every SQLite connection promises."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy.engine import URL, Engine

from storage.database import WrongDatabaseUrl, WrongDataFolder, create_engine_for, normalise_url
from storage.errors import DatabaseUnavailable
from storage.unit_of_work import unit_of_work_factory


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_every_spelling_of_postgresql_goes_through_psycopg2(scheme: str, tmp_path: Path) -> None:
    url = normalise_url(f"{scheme}://user:pass%40word@host:5432/name", tmp_path)
    assert url == URL.create("postgresql+psycopg2", "user", "pass@word", "host", 5432, "name")


@pytest.mark.parametrize("nothing", [None, ""])
def test_without_an_address_it_is_a_file_in_the_data_folder(nothing: str | None, tmp_path: Path) -> None:
    url = normalise_url(nothing, tmp_path / "new" / "folder")
    assert url.database == str(tmp_path / "new" / "folder" / "matinee.db")
    assert (tmp_path / "new" / "folder").is_dir()


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WrongDataFolder, match=r"DATA_DIR .*file/below cannot be made: Not a directory\."):
        normalise_url(None, tmp_path / "file" / "below")


@pytest.mark.parametrize("wrong", ["mysql://host/name", "matinee.db", "postgresql+asyncpg://host/name"])
def test_other_databases_are_refused_without_repeating_the_address(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(WrongDatabaseUrl) as refusal:
        normalise_url(wrong, tmp_path)
    assert wrong not in str(refusal.value)


@pytest.mark.parametrize(
    ("pragma", "value"), [("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 2)]
)
def test_sqlite_guards_references_and_puts_commits_on_disk(
    sqlite_engine: Engine, pragma: str, value: object
) -> None:
    with sqlite_engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_who_comes_while_a_new_file_is_written_to_waits_and_is_not_told_that_it_is_locked(
    tmp_path: Path,
) -> None:
    first = sqlite3.connect(tmp_path / "matinee.db", isolation_level=None, check_same_thread=False)
    first.execute("BEGIN IMMEDIATE")  # before the file has its write-ahead log
    ending = threading.Timer(0.3, first.execute, ["COMMIT"])
    ending.start()
    engine = create_engine_for(normalise_url(None, tmp_path))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    ending.join()
    first.close()
    engine.dispose()


def test_a_server_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    engine = create_engine_for(f"postgresql+psycopg2://postgres@/nobody?host={tmp_path}")
    with pytest.raises(DatabaseUnavailable), unit_of_work_factory(engine)():
        pass
    engine.dispose()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("sqlite://", "names no SQLite file"),
        ("sqlite:///", "names no SQLite file"),
        ("sqlite:///:memory:", "names no SQLite file"),
        ("sqlite:///file:matinee?mode=memory&uri=true", "names no SQLite file"),
        ("sqlite:////", "names a folder"),
        ("sqlite:////nowhere/at/all/matinee.db", "a folder that is not there"),
    ],
)
def test_an_address_of_sqlite_that_is_no_file_is_refused(wrong: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(WrongDatabaseUrl, match=reason):
        normalise_url(wrong, tmp_path)
