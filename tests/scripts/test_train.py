from __future__ import annotations

import shutil
import sys

import pytest

import scripts.train
from recommender import artifact
from recommender.facts.records import Facts
from recommender.facts.table import write_facts
from scripts.export_ratings import main as export
from scripts.train import main
from tests.recommender.worlds import world
from tests.support.small_world import write_movielens_folder

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path):
    return write_movielens_folder(tmp_path / "ml-small", world())


def train(folder, out, *more):
    return main(["--movielens", str(folder), "--out", str(out), *more])


def test_a_folder_becomes_a_model_and_its_digest_is_told(folder, tmp_path, capsys):
    out = tmp_path / "models" / "a.model"
    assert train(folder, out) == 0
    model = artifact.read(out)
    assert model.catalogue.movie_ids.tolist() == [movie.movie_id for movie in world().movies]
    told = capsys.readouterr().err
    assert artifact.digest(out) in told
    assert "4,850 ratings of 120 films" in told
    assert "20/20" in told
    assert "120 of 120 films take part in the ranking model" in told


def test_the_same_files_and_seed_give_the_same_model(folder, tmp_path):
    for name, seed in (("a", "3"), ("b", "3"), ("c", "4")):
        assert train(folder, tmp_path / name, "--seed", seed) == 0
    first, second, other = (artifact.digest(tmp_path / name) for name in "abc")
    assert first == second != other


def test_facts_of_a_table_are_learned_from_and_none_are_without(folder, tmp_path, capsys):
    write_facts(
        {str(movie.imdb_id): Facts(directors=("One of All",)) for movie in world().movies[::2]},
        tmp_path / "facts.csv",
    )
    for name, facts in (("a", "none"), ("b", str(tmp_path / "facts.csv"))):
        assert train(folder, tmp_path / name, "--facts", facts) == 0
    assert artifact.digest(tmp_path / "a") != artifact.digest(tmp_path / "b")
    (tmp_path / "facts.csv").write_text("a,b\n1,2\n")
    assert train(folder, tmp_path / "c", "--facts", str(tmp_path / "facts.csv")) == 2
    assert "facts.csv, line 1: the columns are not" in capsys.readouterr().err
    assert not (tmp_path / "c").exists()


def test_a_faulty_line_is_named_and_no_model_is_written(folder, tmp_path, capsys):
    with (folder / "ratings.csv").open("a") as file:
        file.write("1,10,9.0,100\n")
    assert train(folder, tmp_path / "a.model") == 2
    assert "ratings.csv, line 4852: '9.0' is no rating" in capsys.readouterr().err
    assert not (tmp_path / "a.model").exists()


def test_files_without_ratings_are_refused(folder, tmp_path, capsys):
    (folder / "ratings.csv").write_text("userId,movieId,rating,timestamp\n")
    assert train(folder, tmp_path / "a.model") == 2
    assert "no ratings to train on" in capsys.readouterr().err


def test_a_model_that_cannot_be_written_is_said(folder, tmp_path, capsys):
    assert train(folder, tmp_path) == 1
    assert capsys.readouterr().err == f"train: {tmp_path} is a folder\n"
    (tmp_path / "file").touch()
    assert train(folder, tmp_path / "file" / "a.model") == 1
    assert "train: [Errno" in capsys.readouterr().err


def test_a_place_that_is_not_there_is_said(tmp_path, capsys):
    assert train(tmp_path / "nowhere", tmp_path / "a.model") == 2
    assert "there is no such folder or file" in capsys.readouterr().err


def test_too_little_memory_is_a_sentence_at_the_start(folder, tmp_path, capsys):
    assert train(folder, tmp_path / "a.model", "--memory-mb", "100") == 2
    told = capsys.readouterr().err
    assert "train: Training on" in told
    assert "may take 100 MB here" in told
    assert "ratings of 120 films" not in told


def test_the_memory_of_the_environment_counts_and_is_told_with_what_takes_part(
    folder, tmp_path, capsys, monkeypatch
):
    monkeypatch.setenv("TRAINING_MEMORY_MB", "250")
    assert train(folder, tmp_path / "a.model") == 0
    assert (
        "120 of 120 films take part in the ranking model (training may take 250 MB)"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize("megabytes", ["0", "-5", "2e3", "many", "٣٠٠"])
def test_what_is_no_number_of_megabytes_is_refused(folder, tmp_path, capsys, megabytes):
    with pytest.raises(SystemExit) as ended:
        train(folder, tmp_path / "a.model", f"--memory-mb={megabytes}")
    assert ended.value.code == 2
    assert f"{megabytes!r} is no number of megabytes" in capsys.readouterr().err


def test_memory_that_runs_out_meanwhile_is_a_sentence_and_leaves_the_old_model(
    folder, tmp_path, capsys, monkeypatch
):
    out = tmp_path / "a.model"
    assert train(folder, out) == 0
    made = artifact.digest(out)

    def shrunk(*_, **__):
        raise MemoryError

    monkeypatch.setattr(scripts.train, "train", shrunk)
    assert train(folder, out) == 1
    told = capsys.readouterr().err
    assert told.endswith("train: memory ran out; let it take less with --memory-mb\n")
    assert "Traceback" not in told
    assert artifact.digest(out) == made


def test_spark_is_not_started_with_too_little_memory_for_its_driver(folder, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(scripts.train, "open_session", lambda *_: pytest.fail("it was started"))
    options = ["--engine", "spark", "--ratings", "*.parquet", "--memory-mb", "100"]
    assert train(folder, tmp_path / "a.model", *options) == 2
    assert "train: Training takes at least 240 MB of memory and may take 100 MB" in capsys.readouterr().err


NEEDS_PYARROW = "pyarrow is not installed (requirements-spark.txt)"
NEEDS_PYSPARK = "pyspark is not installed (requirements-spark.txt)"


@pytest.fixture
def exported(folder, tmp_path, monkeypatch):
    pytest.importorskip("pyarrow", reason=NEEDS_PYARROW)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    assert export(["--parquet", str(tmp_path / "out"), "--data", str(folder), "--partitions", "2"]) == 0
    return tmp_path / "out"


def test_parquet_files_are_trained_on_in_one_process(folder, exported, tmp_path, capsys):
    assert train(folder, tmp_path / "a.model", "--ratings", f"{exported}/*.parquet") == 0
    assert "4,850 ratings of 120 films" in capsys.readouterr().err
    model = artifact.read(tmp_path / "a.model")
    assert model.popularity.counts.sum() == 4850


def test_too_little_memory_for_parquet_files_is_said_before_they_are_read(
    folder, exported, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(scripts.train, "read_parquet", lambda *_: pytest.fail("they were read"))
    options = ["--ratings", f"{exported}/*.parquet", "--memory-mb", "190"]
    assert train(folder, tmp_path / "a.model", *options) == 2
    assert "train: Training on 4,850 ratings takes at least 191 MB" in capsys.readouterr().err


@pytest.mark.parametrize("there", [b"PAR1 and nothing more", None])
def test_damaged_and_missing_parquet_files_are_named(folder, tmp_path, capsys, there):
    pytest.importorskip("pyarrow", reason=NEEDS_PYARROW)
    if there is not None:
        (tmp_path / "a.parquet").write_bytes(there)
    assert train(folder, tmp_path / "a.model", "--ratings", f"{tmp_path}/*.parquet") == 2
    told = capsys.readouterr().err
    assert ("a.parquet cannot be read as Parquet" if there else "There are no files") in told


def test_ratings_that_lie_in_two_files_are_told(folder, exported, tmp_path, capsys):
    shutil.copy(exported / "part-00000.parquet", exported / "again.parquet")
    assert train(folder, tmp_path / "a.model", "--ratings", str(exported)) == 0
    told = capsys.readouterr().err
    assert "4,850 ratings of 120 films" in told
    assert "ratings came twice, with the same stars: each counts once" in told


def test_spark_needs_files_of_ratings_and_settings_of_its_own(folder, tmp_path, capsys):
    for options in (["--engine", "spark"], ["--spark-conf", "memory=1g"]):
        with pytest.raises(SystemExit) as ended:
            train(folder, tmp_path / "a.model", *options)
        assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "--engine spark reads Parquet files: name them with --ratings" in told
    assert "'memory=1g' is not spark.NAME=VALUE" in told


def test_without_pyspark_one_sentence_says_what_to_install(folder, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    assert train(folder, tmp_path / "a.model", "--engine", "spark", "--ratings", "*.parquet") == 2
    assert "train: Spark needs pyspark, which is not installed" in capsys.readouterr().err


def test_spark_trains_and_a_bad_file_leaves_the_old_model(folder, exported, tmp_path, capsys):
    pytest.importorskip("pyspark", reason=NEEDS_PYSPARK)
    if shutil.which("java") is None:
        pytest.skip("there is no java on the path")
    here = ("spark.ui.enabled=false", "spark.driver.host=127.0.0.1", "spark.driver.bindAddress=127.0.0.1")
    options = ["--engine", "spark", "--master", "local[2]", "--ratings", f"{exported}/*.parquet"]
    options += [word for setting in here for word in ("--spark-conf", setting)]
    out = tmp_path / "a.model"
    assert train(folder, out, *options) == 0
    made = artifact.digest(out)
    assert artifact.read(out).popularity.counts.sum() == 4850

    (exported / "other.parquet").write_bytes(b"of another kind")
    assert train(folder, out, *options) == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.startswith(f"train: {exported}/*.parquet cannot be read together: ")
    assert artifact.digest(out) == made
