from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from bot.retraining.training_data import read_training_data
from bot.settings import read_settings
from recommender.evaluation.holding_out import held_out_share
from recommender.parquet_ratings import read_parquet
from scripts import export_ratings
from scripts.export_ratings import main
from scripts.load_movielens import memory
from scripts.load_movielens.__main__ import main as load
from scripts.migrate import opened_engine
from storage.database import SQLITE_FILE
from storage.unit_of_work import unit_of_work_factory
from tests.recommender.worlds import world
from tests.support.small_world import write_movielens_folder

NEEDS_PYARROW = "pyarrow is not installed (requirements-spark.txt)"
MOVIE_IDS = np.array([movie.movie_id for movie in world().movies], dtype=np.int32)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    return write_movielens_folder(tmp_path / "small", world())


def test_a_data_set_is_exported_whole(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pyarrow", reason=NEEDS_PYARROW)
    out = tmp_path / "out"
    assert main(["--parquet", str(out), "--data", str(folder), "--partitions", "3"]) == 0
    assert "out: 4,850 ratings by 150 people in 3 files" in capsys.readouterr().out
    ratings, repeated = read_parquet(str(out), MOVIE_IDS)
    assert (ratings.n_ratings, ratings.n_users, repeated) == (4850, 150, 0)
    assert sorted(ratings.stars) == sorted(world().stars)


def test_two_exports_number_people_differently(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason=NEEDS_PYARROW)
    for name in "ab":
        assert main(["--parquet", str(tmp_path / name), "--data", str(folder)]) == 0
    one, other = (read_parquet(str(tmp_path / name), MOVIE_IDS)[0] for name in "ab")
    assert np.bincount(one.user_rows).tolist() != np.bincount(other.user_rows).tolist()
    assert sorted(np.bincount(one.user_rows)) == sorted(np.bincount(other.user_rows))


def test_a_database_is_exported_without_those_who_judge_models(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pyarrow", reason=NEEDS_PYARROW)
    assert load([str(folder)]) == 0
    out = tmp_path / "out"
    assert main(["--parquet", str(out), "--database"]) == 0
    with opened_engine(read_settings()) as engine, unit_of_work_factory(engine)() as work:
        data = read_training_data(work, "none")
    share = held_out_share(data.ratings.n_users)
    kept = data.trained_on(share)
    assert data.held_out(share).n_users > 0
    ratings = read_parquet(str(out), MOVIE_IDS)[0]
    assert (ratings.n_users, ratings.n_ratings) == (kept.n_users, kept.n_ratings)
    database = tmp_path / "data" / SQLITE_FILE
    assert main(["--parquet", str(tmp_path / "b"), "--database", f"sqlite:///{database}"]) == 0


def test_one_file_is_one_file(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pyarrow", reason=NEEDS_PYARROW)
    assert main(["--parquet", str(tmp_path / "out"), "--data", str(folder)]) == 0
    assert "people in 1 file, " in capsys.readouterr().out


@pytest.mark.parametrize("is_database", [False, True])
def test_what_the_memory_cannot_hold_is_said_before_it_is_read(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    is_database: bool,
) -> None:
    assert load([str(folder)]) == 0
    monkeypatch.setattr(memory, "training_budget_mb", lambda: 90)
    for read in ("read_movielens", "read_training_data"):
        monkeypatch.setattr(export_ratings, read, lambda *_, **__: pytest.fail("it was read"))
    source = ["--database"] if is_database else ["--data", str(folder)]
    assert main(["--parquet", str(tmp_path / "out"), *source]) == 2
    told = capsys.readouterr().err
    assert told.startswith("Nothing was exported. Reading ")
    assert "MB of memory, and 90 MB may be taken here" in told
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_exported_is_one_sentence(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = str(tmp_path / "out")
    assert main(["--parquet", out, "--data", str(tmp_path / "nowhere")]) == 2
    assert "Nothing was exported." in capsys.readouterr().err
    assert main(["--parquet", out, "--database"]) == 2
    assert "Nothing was exported." in capsys.readouterr().err
    assert main(["--parquet", str(folder), "--data", str(folder)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("Nothing was exported. ")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert main(["--parquet", out, "--data", str(folder)]) == 2
    assert "Nothing was exported. Parquet needs pyarrow, which is not installed" in capsys.readouterr().err
    assert not Path(out).exists()
