"""What safer and bolder lists are worth: how much they change, and what is lost by it.

Lists of ten of each boldness, and the popular list, for people held out, who give 3 to 50 ratings. Of each:

- nDCG@10, true stars (of those of the ten that the person had rated) and the mean popularity rank (1 = most
  rated);
- changed: the share of the ten that is not in the balanced list, its mean and the share of lists of which at
  least half changed;
- genres: how much of a list's genres are those of all that the person likes, 1 − ½ Σ |p − q|.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.catalogue import Catalogue
from recommender.evaluation.metrics import (
    LIST_LENGTH,
    mean_popularity_rank,
    mean_true_stars,
    ndcg,
    popularity_ranks,
)
from recommender.evaluation.splits import CELLS, Case, draw_cases, strong_generalization_split
from recommender.genres import GENRES
from recommender.ratings import LIKED, Ratings
from recommender.recommender import Recommender

BOLDNESSES = (-1.0, -0.5, 0.0, 0.5, 1.0)
POPULAR = "popular"
Lists = dict[str, NDArray[np.int64]]


@dataclass(frozen=True)
class ListWorth:
    """What one list is worth to one person; means over people are of the same kind."""

    ndcg_at_10: float
    true_stars: float
    popularity_rank: float
    changed: float
    half_changed: float
    genres: float


def evaluate_boldness(
    ratings: Ratings,
    catalogue: Catalogue,
    train_model: Callable[[Ratings, int], TrainedModel],
    *,
    seeds: Sequence[int],
) -> dict[str, ListWorth]:
    """Return the mean worth of lists of each boldness and of the popular list, over splits and cells."""
    found: dict[str, list[ListWorth]] = {}
    for seed in seeds:
        training, people = strong_generalization_split(ratings, seed=seed)
        counts = np.bincount(training.item_rows, minlength=training.n_items)
        served, places = Recommender(train_model(training, seed)), popularity_ranks(counts)
        for cell in CELLS:
            for case in draw_cases(ratings, people, counts, cell, seed=seed):
                for name, worth in _worths(lists_of(served, catalogue, case), case, catalogue, places):
                    found.setdefault(name, []).append(worth)
    return {name: _mean_worth(worths) for name, worths in found.items()}


def lists_of(served: Recommender, catalogue: Catalogue, case: Case) -> Lists:
    """Return the rows of a person's lists of ten, by their names."""
    given = dict(
        zip(catalogue.movie_ids[case.support_rows].tolist(), case.support_stars.tolist(), strict=True)
    )
    lists = {_name(b): served.recommend(given, n=LIST_LENGTH, boldness=b) for b in BOLDNESSES}
    lists[POPULAR] = served.popular(n=LIST_LENGTH, exclude=given)
    return {
        name: catalogue.item_rows_of([item.movie_id for item in listed.items]).astype(np.int64)
        for name, listed in lists.items()
    }


def genre_shares(catalogue: Catalogue, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the share of each genre among films, each film's genres counting as one: float64[genres]."""
    bits = catalogue.genre_bits[rows][:, None] >> np.arange(len(GENRES), dtype=np.uint32) & np.uint32(1)
    of_films = bits / np.maximum(bits.sum(axis=1, keepdims=True), 1)
    shares: NDArray[np.float64] = of_films.sum(axis=0) / max(float(of_films.sum()), 1e-9)
    return shares


def table(found: Mapping[str, ListWorth]) -> str:
    """Return a row for each kind of list."""
    header = f"{'boldness':<10}{'nDCG@10':>9}{'stars':>8}{'rank':>7}{'changed':>9}{'half':>7}{'genres':>8}"
    rows = [
        f"{name:<10}{one.ndcg_at_10:>9.3f}{one.true_stars:>8.2f}{one.popularity_rank:>7.0f}"
        f"{one.changed:>9.2f}{one.half_changed:>7.2f}{one.genres:>8.2f}"
        for name, one in found.items()
    ]
    return "\n".join([header, *rows])


def _worths(
    lists: Lists, case: Case, catalogue: Catalogue, places: NDArray[np.int64]
) -> list[tuple[str, ListWorth]]:
    liked = case.query_rows[case.query_stars >= LIKED]
    taste = genre_shares(catalogue, np.concatenate([case.support_rows[case.support_stars >= LIKED], liked]))
    worths = []
    for name, rows in lists.items():
        changed = 1.0 - len(np.intersect1d(rows, lists[_name(0.0)])) / LIST_LENGTH
        worth = ListWorth(
            ndcg(rows, liked, LIST_LENGTH),
            mean_true_stars(rows, case.query_rows, case.query_stars, LIST_LENGTH),
            mean_popularity_rank(rows, places, LIST_LENGTH),
            changed,
            float(changed >= 0.5),
            1.0 - 0.5 * float(np.abs(taste - genre_shares(catalogue, rows)).sum()),
        )
        worths.append((name, worth))
    return worths


def _mean_worth(worths: Sequence[ListWorth]) -> ListWorth:
    return ListWorth(
        *(float(np.nanmean([getattr(one, f.name) for one in worths])) for f in fields(ListWorth))
    )


def _name(boldness: float) -> str:
    return f"{boldness:+g}" if boldness else "0"
