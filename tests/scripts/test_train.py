from __future__ import annotations

import pytest

from recommender import artifact
from scripts.train import main
from tests.recommender.worlds import world
from tests.support.small_world import write_movielens_folder


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
