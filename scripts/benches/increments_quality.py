"""What a retrain that goes on from kept sums costs in quality, on a MovieLens data set."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from scripts.benches.measuring import Bench, Options, Row, in_child

SPLITS = 3
SHARES_OF_NEW_PEOPLE = (0.02, 0.1)
PEOPLE_TO_PREDICT, PEOPLE_TO_RANK = 120, 150
GIVEN = 10


def star_errors(source: str, seed: int, share: float) -> dict[str, Any]:
    """Return the errors on people held out of a star model trained before some people came, and after."""
    from recommender.star_increments import move_biases, residual_sums  # noqa: PLC0415 - in the child only
    from recommender.svd_training import train_star_model  # noqa: PLC0415

    ratings, _ = _read(source)
    order = np.random.default_rng(seed).permutation(ratings.n_users)
    test, rest = ratings.restrict_to_users(order[:PEOPLE_TO_PREDICT]), order[PEOPLE_TO_PREDICT:]
    n_new = int(share * len(rest))
    old = train_star_model(ratings.restrict_to_users(rest[n_new:]), seed=0)
    counts = np.bincount(ratings.restrict_to_users(rest).item_rows, minlength=ratings.n_items)
    moved = move_biases(old, residual_sums(old, ratings.restrict_to_users(rest[:n_new])), counts)
    anew = train_star_model(ratings.restrict_to_users(rest), seed=0)
    models = {"stays": old, "moved": moved, "anew": anew}
    return {name: _rmse(model, test, seed) for name, model in models.items()}


def _rmse(star_model: Any, test: Any, seed: int) -> float:
    """Return the error on what people rated besides ten ratings by which they are folded in."""
    rng = np.random.default_rng(seed)
    errors = []
    for user in range(test.n_users):
        own = np.flatnonzero(test.user_rows == user)
        rng.shuffle(own)
        given, asked = own[:GIVEN], own[GIVEN:]
        person = star_model.fold_in(test.item_rows[given], test.stars[given])
        predicted = np.clip(person.scores_of(test.item_rows[asked]), 0.5, 5.0)
        errors.append((predicted - test.stars[asked]) ** 2)
    return float(np.sqrt(np.concatenate(errors).mean()))


def ranked(source: str, seed: int) -> dict[str, Any]:
    """Return nDCG@10 of a ranking model trained from ratings, and of one trained from kept sums."""
    from recommender.attributes import find_attributes  # noqa: PLC0415 - in the child only
    from recommender.evaluation.gate import held_out_examples, personal_ranker, score  # noqa: PLC0415
    from recommender.keeping import SumsKeeper  # noqa: PLC0415
    from recommender.kept_sums import SumsFolder  # noqa: PLC0415
    from recommender.recommender import Recommender  # noqa: PLC0415
    from recommender.training import train  # noqa: PLC0415

    ratings, catalogue = _read(source)
    order = np.random.default_rng(seed).permutation(ratings.n_users)
    people = held_out_examples(ratings.restrict_to_users(order[:PEOPLE_TO_RANK]))
    trained_on = ratings.restrict_to_users(order[PEOPLE_TO_RANK:])
    model = train(trained_on, catalogue, seed=0)
    with tempfile.TemporaryDirectory() as folder:
        keeper = SumsKeeper(SumsFolder(Path(folder) / "sums"), keep_from=0)
        from_sums = keeper.train(trained_on, attributes=find_attributes(model.catalogue))
    first = score(people, personal_ranker(Recommender(model))).ndcg
    second = score(people, personal_ranker(Recommender(replace(model, ranking_model=from_sums)))).ndcg
    slack = float((second - first).std() / np.sqrt(len(first)))
    return {"ratings": float(first.mean()), "sums": float(second.mean()), "slack": slack}


def _read(source: str) -> tuple[Any, Any]:
    from recommender.catalogue import build_catalogue  # noqa: PLC0415
    from recommender.movielens.reading import read_movielens  # noqa: PLC0415
    from recommender.ratings import build_ratings  # noqa: PLC0415

    data = read_movielens(Path(source))
    catalogue = build_catalogue((each.movie_id, each.title, each.year, each.genres) for each in data.movies)
    return build_ratings(data.user_ids, data.movie_ids, data.stars), catalogue


def run(options: Options) -> Iterator[Row]:
    """Measure the star model's error and the lists, on three splits each."""
    source = str(options.movielens)
    for share in SHARES_OF_NEW_PEOPLE:
        for seed in range(SPLITS):
            errors = in_child(star_errors, threads=1, source=source, seed=seed, share=share)
            told = ", ".join(f"{name} {errors[name]:.4f}" for name in ("stays", "moved", "anew"))
            yield Row(f"RMSE, {share:.0%} of people new, split {seed}", told)
    for seed in range(SPLITS):
        found = in_child(ranked, threads=1, source=source, seed=seed)
        told = f"from ratings {found['ratings']:.4f}, from sums {found['sums']:.4f}"
        difference = f"{found['sums'] - found['ratings']:+.4f} ± {found['slack']:.4f}"
        yield Row(f"nDCG@10, split {seed}", f"{told}, difference {difference}")


BENCH = Bench("increments-quality", "What going on from kept sums costs in quality", run)
