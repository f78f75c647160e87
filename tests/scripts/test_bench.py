from __future__ import annotations

import numpy as np
import pytest

from scripts import bench
from scripts.benches.measuring import Bench, Options, Row, at_most, in_child, peak_mb
from scripts.benches.synthetic import made_up_catalogue, made_up_model, made_up_ratings


def a_bench(name, *rows):
    return Bench(name, f"Title of {name}", lambda _: iter(rows))


@pytest.fixture
def two_benches(monkeypatch):
    found = {
        "good": a_bench("good", at_most("time", 1.0, 2.0, "s"), Row("words", "only")),
        "bad": a_bench("bad", at_most("memory", 300.0, 200.0, "MB")),
    }
    monkeypatch.setattr(bench, "find_benches", lambda: found)


def test_a_table_row_tells_figure_bar_and_verdict(two_benches, capsys):
    assert bench.main(["good"]) == 0
    table = capsys.readouterr().out
    assert "### Title of good" in table
    assert "| time | 1 s | ≤ 2 s | passes |" in table
    assert "| words | only |  |  |" in table
    assert "memory" not in table


def test_a_missed_bar_is_an_exit_code(two_benches, capsys):
    assert bench.main([]) == 1
    assert "| memory | 300 MB | ≤ 200 MB | **missed** |" in capsys.readouterr().out


def test_a_name_that_is_no_benchmark_is_refused(two_benches, capsys):
    assert bench.main(["good", "other"]) == 2
    assert "no benchmark is called other; there are good, bad" in capsys.readouterr().err


def test_every_module_with_a_bench_is_found():
    assert {"serving", "svd", "training"} <= set(bench.find_benches())


def double(number):
    return {"doubled": 2 * number}


def test_a_child_reports_its_result_and_its_own_peak_memory():
    ballast = bytearray(150_000_000)
    ballast[::4096] = b"x" * len(ballast[::4096])
    answer = in_child(double, number=21)
    assert answer["doubled"] == 42
    assert 5 < answer["peak_mb"] < peak_mb() - 100


def test_made_up_ratings_have_their_shape_and_are_the_same_each_time():
    ratings = made_up_ratings(100, 400, 1_000)
    assert ratings.n_ratings == 1_000
    assert ratings.n_users <= 100
    assert (ratings.stars == made_up_ratings(100, 400, 1_000).stars).all()


def test_made_up_films_are_no_series():
    catalogue = made_up_catalogue(np.arange(1, 4_000, dtype=np.int32))
    assert len(set(catalogue.titles)) == len(catalogue.movie_ids)
    assert len(np.unique(catalogue.franchises)) == len(catalogue.movie_ids)


def test_a_made_up_model_serves():
    from recommender.recommender import Recommender

    model = made_up_model(300, 60, neighbours=8)
    ids = model.catalogue.movie_ids[:5].tolist()
    assert len(Recommender(model).recommend(dict.fromkeys(ids, 4.0), n=10).items) == 10


def test_the_command_line_hands_a_data_set_on(monkeypatch, tmp_path):
    heard = []
    listener = Bench("listener", "Listens", lambda options: iter(heard.append(options) or ()))
    monkeypatch.setattr(bench, "find_benches", lambda: {"listener": listener})
    bench.main(["--movielens", str(tmp_path)])
    assert heard == [Options(movielens=tmp_path)]


def test_the_command_line_hands_sizes_on(monkeypatch):
    heard = []
    listener = Bench("listener", "Listens", lambda options: iter(heard.append(options) or ()))
    monkeypatch.setattr(bench, "find_benches", lambda: {"listener": listener})
    bench.main(["--millions", "1,16", "--people", "500"])
    assert (heard[0].millions, heard[0].people) == ((1, 16), 500)


def test_a_data_set_that_is_not_there_is_said_before_anything_runs(two_benches, tmp_path, capsys):
    assert bench.main(["good", "--movielens", str(tmp_path / "nowhere")]) == 2
    out, told = capsys.readouterr()
    assert out == ""
    assert told == f"bench: {tmp_path / 'nowhere'} is not there\n"
