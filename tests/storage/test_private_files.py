"""What only this user can read."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.database import create_engine_for, normalise_url
from storage.private_files import make_private_file, make_private_folder, shut_others_out

LOCKS_IT = "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+'), fcntl.LOCK_EX | fcntl.LOCK_NB)"
WRITES_TOO = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("INSERT INTO films VALUES ('of another process')")
connection.commit()
connection.close()
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")


@pytest.fixture(autouse=True)
def generous_umask() -> object:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_folders_and_files_are_made_for_their_user_alone(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "a" / "b")
    make_private_file(tmp_path / "a" / "b" / "file")
    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "b") == 0o700
    assert mode(tmp_path / "a" / "b" / "file") == 0o600


def test_a_folder_that_was_there_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)
    make_private_folder(tmp_path / "shared")
    assert mode(tmp_path / "shared") == 0o755


def test_what_belongs_to_another_user_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "theirs").mkdir(mode=0o755)
    monkeypatch.setattr(os, "geteuid", lambda: (tmp_path / "theirs").stat().st_uid + 1)
    shut_others_out(tmp_path / "theirs")
    assert mode(tmp_path / "theirs") == 0o755


def test_the_database_and_its_folder_are_for_their_user_alone(tmp_path: Path) -> None:
    engine = create_engine_for(normalise_url(None, tmp_path / "data"))
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE films (title TEXT)"))
        assert mode(tmp_path / "data") == 0o700
        files = sorted((tmp_path / "data").iterdir())
        assert [file.name for file in files] == ["matinee.db", "matinee.db-shm", "matinee.db-wal"]
        assert {mode(file) for file in files} == {0o600}
    engine.dispose()


def test_a_database_of_an_earlier_version_is_shut(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    (tmp_path / "data" / "matinee.db").touch(mode=0o644)
    engine = create_engine_for(normalise_url(None, tmp_path / "data"))
    with engine.connect():
        assert mode(tmp_path / "data") == 0o700
        assert mode(tmp_path / "data" / "matinee.db") == 0o600
    engine.dispose()


def in_another_process(program: str, file: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", program, str(file)]
    return subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # our own program


def test_a_lock_on_a_file_that_is_made_once_more_holds(tmp_path: Path) -> None:
    file = tmp_path / "file"
    make_private_file(file)
    with file.open("r+") as locked:
        fcntl.lockf(locked, fcntl.LOCK_EX)
        make_private_file(file)
        assert b"BlockingIOError" in in_another_process(LOCKS_IT, file).stderr
    assert in_another_process(LOCKS_IT, file).returncode == 0


@pytest.mark.parametrize("n_connections", [1, 2, 7])
def test_a_process_that_ends_leaves_the_log_to_those_that_go_on(tmp_path: Path, n_connections: int) -> None:
    url = normalise_url(None, tmp_path)
    engine = create_engine_for(url)
    file = tmp_path / "matinee.db"
    connections = [engine.connect() for _ in range(n_connections)]
    with connections[0].begin():
        connections[0].execute(sa.text("CREATE TABLE films (title TEXT)"))
    connections += [engine.connect() for _ in range(n_connections)]
    for number in range(3):
        assert in_another_process(WRITES_TOO, file).returncode == 0
        assert file.with_name("matinee.db-wal").exists()
        with connections[number % n_connections].begin() as transaction:
            transaction.connection.execute(sa.text("INSERT INTO films VALUES ('of this process')"))
    for connection in connections:
        connection.close()
    engine.dispose()
    again = create_engine_for(url)
    with again.connect() as connection:
        counts = connection.execute(sa.text("SELECT title, count(*) FROM films GROUP BY title")).all()
        assert dict(tuple(row) for row in counts) == {"of this process": 3, "of another process": 3}
        assert connection.execute(sa.text("PRAGMA integrity_check")).scalar_one() == "ok"
    again.dispose()
