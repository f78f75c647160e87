from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from recommender.evaluation.contenders import Contender, Entry, served
from recommender.evaluation.intervals import Estimate
from recommender.evaluation.peers.linear import train_popular
from recommender.evaluation.protocol import Results, evaluate, mean_of_cells, summarize
from recommender.evaluation.report import Summaries, as_plain, comparison, summaries, table
from recommender.evaluation.splits import Cell, strong_generalization_split
from recommender.ratings import Ratings
from tests.recommender.worlds import catalogue, ratings, world

TWO_CELLS = (Cell(3, "even"), Cell(5, "popular"))


@dataclass
class Clairvoyant:
    """Knows everybody's stars, finds the person by their support."""

    everything: NDArray[np.float64]
    asked: list[int] = field(default_factory=list)

    def scores(self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> NDArray[np.floating]:
        person = int(np.flatnonzero((self.everything[:, item_rows] == stars).all(axis=1))[0])
        self.asked.append(person)
        return self.everything[person]

    def predicted_stars(
        self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]
    ) -> NDArray[np.floating] | None:
        return self.scores(item_rows, stars)


def stars_of_everybody() -> NDArray[np.float64]:
    dense = np.zeros((ratings().n_users, ratings().n_items))
    dense[ratings().user_rows, ratings().item_rows] = ratings().stars
    return dense


def results_of(*entries: Entry, seeds: tuple[int, ...] = (0,)) -> Results:
    return evaluate(ratings(), entries, seeds=seeds, cells=(Cell(10, "even"), Cell(20, "popular")))


def train_by_popularity(training: Ratings, seed: int) -> Contender:
    return train_popular(training, seed, threshold=4.0)


@pytest.fixture(autouse=True)
def _small_test_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "recommender.evaluation.protocol.strong_generalization_split",
        lambda some, *, seed: strong_generalization_split(some, seed=seed, fewest=15),
    )


def test_who_knows_everything_gets_full_marks() -> None:
    found = results_of(Entry("all-knowing", lambda training, seed: Clairvoyant(stars_of_everybody())))

    for measurements in found["all-knowing"].values():
        summary = summarize(measurements, ratings().n_items)
        assert summary["ndcg_at_10"].value == 1.0
        assert summary["ndcg_at_100"].value == 1.0
        assert summary["recall_at_20"].value == 1.0
        assert summary["rmse"].value == summary["mae"].value == 0.0


def test_training_never_holds_a_test_person() -> None:
    seen: list[Ratings] = []

    def train(training: Ratings, seed: int) -> Contender:
        seen.append(training)
        return Clairvoyant(stars_of_everybody())

    results_of(Entry("watcher", train), seeds=(0, 1))

    for seed, training in enumerate(seen):
        _, people = strong_generalization_split(ratings(), seed=seed, fewest=15)
        assert training.n_ratings == ratings().n_ratings - np.isin(ratings().user_rows, people).sum()


def test_the_product_beats_popularity_where_tastes_differ() -> None:
    found = summaries(
        results_of(*served(catalogue()), Entry("popularity", train_by_popularity)), ratings().n_items
    )
    means = {
        name: mean_of_cells([metrics["ndcg_at_10"] for metrics in by_cell.values()]).value
        for name, by_cell in found.items()
    }

    assert len(world().movies) == ratings().n_items
    assert means["Matinee"] > 1.2 * means["popularity"]
    lists = ["Matinee, list as shown", "Matinee, no cold film"]
    assert means["Matinee, no cold film"] >= means["Matinee, list as shown"] > means["popularity"]
    assert "× the best peer (popularity)" in comparison(found, "Matinee", lists)


def test_the_table_and_the_plain_report_hold_every_contender_and_cell() -> None:
    found = summaries(results_of(Entry("popularity", train_by_popularity)), ratings().n_items)
    lines = table(found).splitlines()
    plain = as_plain(found, {"seeds": [0]})

    assert lines[0].split()[:5] == ["nDCG@10", "10", "even", "20", "popular"]
    assert lines[1].startswith("popularity")
    assert plain["contenders"]["popularity"]["10 even"]["rmse"]["value"] is None
    assert 0 < plain["contenders"]["popularity"]["20 popular"]["ndcg_at_10"]["value"] < 1
    assert comparison(found, "popularity", []) == "No peers were asked (--peers)."


def test_a_split_in_which_nobody_likes_anything_is_told_and_left_out() -> None:
    told: list[str] = []
    grumps = replace(ratings(), stars=np.full_like(ratings().stars, 3.5))

    found = summaries(
        evaluate(grumps, [Entry("popularity", train_by_popularity)], seeds=(0, 1), on_progress=told.append),
        120,
    )

    assert told == [f"seed {seed}: nobody likes a film that is left to find" for seed in (0, 1)]
    assert table(found).splitlines()[1].split() == ["popularity", "–"]


def found_of(**by_name: list[float]) -> Summaries:
    """Return the nDCG@10 of each contender in as many cells."""
    cells = [Cell(size, "even") for size in (3, 5, 10)]
    return {
        name: {
            cell: {"ndcg_at_10": Estimate(value, value, value)}
            for cell, value in zip(cells, values, strict=False)
        }
        for name, values in by_name.items()
    }


def test_the_comparison_by_hand() -> None:
    """The mean 0.5 against the best mean 0.4; 0.3 against 0.4 in the cell of five."""
    sentence = comparison(
        found_of(ours=[0.7, 0.3], lists=[1, 1], one=[0.3, 0.4], two=[0.5, 0.3]), "ours", ["lists"]
    )
    assert sentence == (
        "ours: 1.250 × the best peer (two) on the mean of the cells; "
        "in its narrowest cell (5 even) 0.750 × the best peer there."
    )


def test_cells_in_which_no_peer_finds_anything_are_not_compared() -> None:
    assert "(5 even) 1.500 ×" in comparison(found_of(ours=[0.1, 0.3], one=[0.0, 0.2]), "ours", [])
    for values in ([0.0], []):
        sentence = comparison(found_of(ours=values, one=values), "ours", [])
        assert sentence == "No peer has found anything in any cell."


def test_the_same_seeds_give_the_same_figures() -> None:
    first, again = (
        as_plain(summaries(results_of(Entry("popularity", train_by_popularity)), 120), {}) for _ in range(2)
    )

    assert str(first) == str(again)
