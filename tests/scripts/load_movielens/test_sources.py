"""What the command line may name, and where it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.load_movielens import sources
from scripts.load_movielens.downloads import SourceError
from scripts.load_movielens.sources import NAMES, Source, find_source


def test_every_name_of_grouplens_is_known() -> None:
    assert set(NAMES) == {
        f"ml-{size}" for size in ("latest-small", "100k", "1m", "10m", "20m", "25m", "32m", "latest")
    }


def test_the_data_set_that_ships_is_not_downloaded(tmp_path: Path) -> None:
    source = find_source("ml-latest-small", tmp_path / "downloads")
    assert (source.path / "ratings.csv").is_file()
    assert list(tmp_path.iterdir()) == []


def test_another_name_is_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "fetch", lambda name, folder, _client: folder / f"{name}.zip")
    assert find_source("ml-1m", tmp_path) == Source("ml-1m", tmp_path / "ml-1m.zip")


@pytest.mark.parametrize("name", ["ml-25m.zip", "ml-25m"])
def test_a_path_is_called_after_its_last_part(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    assert find_source(f"./{name}", tmp_path) == Source("ml-25m", Path(name))


def test_what_is_neither_a_name_nor_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="neither a folder nor a zip, nor one of: ml-latest-small"):
        find_source("ml-2m", tmp_path)
