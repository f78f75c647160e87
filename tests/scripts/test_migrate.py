"""The command that migrates."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import migrate
from storage.database import create_engine_for
from storage.migrating import is_current


def test_an_empty_database_is_migrated_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'test.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    assert [migrate.main([]), migrate.main([])] == [0, 0]
    first, second = capsys.readouterr().out.splitlines()
    assert (first, second) == ("The database is up to date now.", "The database was up to date.")
    engine = create_engine_for(url)
    assert is_current(engine)
    engine.dispose()


def test_a_database_that_cannot_be_reached_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgres://somebody:secret@/nothing?host={tmp_path}")
    assert migrate.main([]) == migrate.FAILED
    complaint = capsys.readouterr().err
    assert complaint.startswith("The database is unavailable")
    assert "secret" not in complaint
