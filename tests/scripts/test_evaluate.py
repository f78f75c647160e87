from __future__ import annotations

import json
from pathlib import Path

import pytest

from recommender.evaluation.peers.tuning import PEERS
from recommender.evaluation.splits import strong_generalization_split
from recommender.facts.records import Facts
from recommender.facts.table import write_facts
from scripts import evaluate
from tests.support.small_world import small_world, write_movielens_folder

pytestmark = pytest.mark.slow


@pytest.fixture
def movielens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(
        "recommender.evaluation.protocol.strong_generalization_split",
        lambda some, *, seed: strong_generalization_split(some, seed=seed, fewest=15),
    )
    folder = tmp_path / "ml"
    folder.mkdir()
    write_movielens_folder(folder, small_world())
    return folder


def test_a_report_a_table_and_a_plot_come_out(
    movielens: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib")
    out = tmp_path / "reports" / "report.json"

    assert evaluate.main(["--movielens", str(movielens), "--seeds", "0", "--out", str(out)]) == 0

    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["seeds"] == [0]
    assert report["contenders"]["Matinee"]["5 popular"]["ndcg_at_10"]["value"] > 0
    assert out.with_suffix(".png").read_bytes().startswith(b"\x89PNG")
    assert "nDCG@10" in capsys.readouterr().out


def test_interviews_are_reported_instead_when_asked_for(
    movielens: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "recommender.evaluation.onboarding.protocol.strong_generalization_split",
        lambda some, *, seed: strong_generalization_split(some, seed=seed, fewest=15, share=0.02),
    )
    out = tmp_path / "onboarding.json"

    options = ["--movielens", str(movielens), "--seeds", "0", "--onboarding", "--out", str(out)]
    assert evaluate.main(options) == 0

    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["onboarding"]["the rest"]["arms"]["ours until 5 answered"]["ndcg_at_10"]["value"] > 0
    assert "haven't seen" in capsys.readouterr().out


def test_films_of_later_years_are_judged_instead_when_asked_for(
    movielens: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "cold.json"
    options = ["--movielens", str(movielens), "--seeds", "0", "--out", str(out), "--cold-films"]

    assert evaluate.main([*options, "2010"]) == 0
    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["cold_films"]["their ratings known"]["ndcg_at_10"] > 0
    assert "IMDb votes" in capsys.readouterr().out

    assert evaluate.main([*options, "2999"]) == 2  # nobody likes a film that late


def test_taps_are_counted_instead_when_asked_for(
    movielens: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "recommender.evaluation.onboarding.tap_curves.strong_generalization_split",
        lambda some, *, seed: strong_generalization_split(some, seed=seed, fewest=15, share=0.02),
    )
    out = tmp_path / "taps.json"

    assert evaluate.main(["--movielens", str(movielens), "--seeds", "0", "--taps", "--out", str(out)]) == 0

    curves = json.loads(out.read_text(encoding="utf-8"))["taps"]["the rest"]
    assert set(curves) == {"one at a time", "six at once", "ticks alone"}
    assert "5 answers give" in capsys.readouterr().out


def test_rules_for_groups_are_compared_instead_when_asked_for(
    movielens: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "recommender.evaluation.groups.strong_generalization_split",
        lambda some, *, seed: strong_generalization_split(some, seed=seed, fewest=25, share=0.3),
    )
    out = tmp_path / "groups.json"

    assert evaluate.main(["--movielens", str(movielens), "--seeds", "0", "--groups", "--out", str(out)]) == 0

    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["groups"]["popularity"]["mean_member"]["value"] > 0
    assert "least misery" in capsys.readouterr().out


def test_safer_and_bolder_lists_are_judged_instead_when_asked_for(
    movielens: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "recommender.evaluation.boldness.strong_generalization_split",
        lambda some, *, seed: strong_generalization_split(some, seed=seed, fewest=15),
    )
    out = tmp_path / "boldness.json"

    assert (
        evaluate.main(["--movielens", str(movielens), "--seeds", "0", "--boldness", "--out", str(out)]) == 0
    )

    report = json.loads(out.read_text(encoding="utf-8"))
    assert set(report["boldness"]) == {"-1", "-0.5", "0", "+0.5", "+1", "popular"}
    assert report["boldness"]["0"]["changed"] == 0
    assert "changed" in capsys.readouterr().out


def test_peers_that_cannot_run_are_named_with_what_they_need(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("recommender.evaluation.peers.tuning.find_spec", lambda _: None)

    names = [entry.name for entry in evaluate._peers(PEERS)]

    assert names == ["popularity", "KNNBaseline", "PureSVD", "EASE", "EDLAE"]
    assert (
        "Mult-VAE is left out: it needs the package torch, which is not installed" in capsys.readouterr().err
    )


def test_some_peers_are_measured_as_they_are(
    movielens: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.json"
    options = ["--seeds", "0", "--peers", "EDLAE, popularity", "--untuned", "--out", str(out)]

    assert evaluate.main(["--movielens", str(movielens), *options]) == 0

    contenders = json.loads(out.read_text(encoding="utf-8"))["contenders"]
    assert [name for name in contenders if not name.startswith("Matinee")] == ["popularity", "EDLAE"]
    assert "'ridge'" not in capsys.readouterr().err


def test_a_peer_that_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        evaluate.main(["--peers", "EASY"])
    assert "no peer is called EASY; there are popularity" in capsys.readouterr().err


def test_a_folder_without_movielens_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["--movielens", str(tmp_path)]) == 2
    assert "no MovieLens files" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--out", "--plot"])
def test_a_place_that_cannot_be_written_is_refused_before_the_work(
    option: str, movielens: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path, tmp_path / "file" / "below.json"):
        assert evaluate.main(["--movielens", str(movielens), "--seeds", "0", option, str(place)]) == 1
        told = capsys.readouterr().err
        assert str(place) in told or str(tmp_path / "file") in told
        assert "seed 0" not in told


def test_too_few_ratings_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "few"
    folder.mkdir()
    (folder / "movies.csv").write_text("movieId,title,genres\n1,One (1990),Drama\n", encoding="utf-8")
    (folder / "ratings.csv").write_text("userId,movieId,rating,timestamp\n1,1,4.0,1\n", encoding="utf-8")

    assert evaluate.main(["--movielens", str(folder)]) == 2
    assert "nobody has 40 ratings" in capsys.readouterr().err


@pytest.mark.parametrize("seeds", ["a", "1,,2", "-1"])
def test_seeds_that_are_no_numbers_are_refused(seeds: str) -> None:
    with pytest.raises(SystemExit):
        evaluate.main(["--movielens", "x", f"--seeds={seeds}"])


def test_facts_of_a_table_count_and_none_are_without(
    movielens: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "facts.csv"
    film = small_world().movies[0]
    write_facts({str(film.imdb_id): Facts(directors=("By the Table",))}, table)
    known = {
        option: evaluate._read(
            evaluate._parser().parse_args(["--movielens", str(movielens), "--facts", option])
        )
        for option in ("none", str(table))
    }
    assert known["none"][1].details == {}
    assert known[str(table)][1].details[film.movie_id].directors == ("By the Table",)
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    assert evaluate.main(["--movielens", str(movielens), "--facts", str(table)]) == 2
    assert "the columns are not" in capsys.readouterr().err
    assert evaluate.main(["--movielens", str(movielens), "--facts", str(tmp_path / "none.csv")]) == 1
