"""What only this user can read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.database import create_engine_for, normalise_url
from storage.private_files import make_private_file, make_private_folder, shut_others_out

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
