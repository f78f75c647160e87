"""What a ranked list is worth: pure functions of one person's list.

`ranked` is always int64 item rows, best first; gains are binary (liked or not).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LIST_LENGTH = 10
"""How long the lists are that are judged: as long as the bot's own."""


def ranked_rows(scores: NDArray[np.floating], seen_rows: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Return the n best item rows by score float[n_items] without the seen ones; ties go to the lower row.

    An item whose score is NaN or −inf is not ranked.
    """
    unseen = np.asarray(scores, dtype=np.float64).copy()
    unseen[seen_rows] = -np.inf
    candidates = np.flatnonzero(unseen > -np.inf)
    if len(candidates) > n:
        threshold = np.partition(unseen[candidates], -n)[-n]
        candidates = candidates[unseen[candidates] >= threshold]
    return candidates[np.argsort(-unseen[candidates], kind="stable")][:n]


def ndcg(ranked: NDArray[np.int64], liked_rows: NDArray[np.int64], n: int) -> float:
    """Return DCG of the first n over the best possible, 0 … 1.

    The discount is log₂(rank + 1) (Järvelin, Kekäläinen 2002).

    Raises ValueError when nothing is liked: then no list is better than another.
    """
    if len(liked_rows) == 0:
        raise ValueError("nDCG of a person who likes nothing")
    discounts = 1.0 / np.log2(np.arange(2, n + 2))
    hits = np.isin(ranked[:n], liked_rows)
    return float(discounts[: len(hits)][hits].sum() / discounts[: len(liked_rows)].sum())


def recall(ranked: NDArray[np.int64], liked_rows: NDArray[np.int64], n: int) -> float:
    """Return liked items among the first n over min(n, all liked), 0 … 1.

    As in Liang et al., Mult-VAE, 2018.
    """
    if len(liked_rows) == 0:
        raise ValueError("recall of a person who likes nothing")
    return float(np.isin(ranked[:n], liked_rows).sum() / min(n, len(liked_rows)))


def mean_true_stars(
    ranked: NDArray[np.int64], rows: NDArray[np.int64], stars: NDArray[np.float64], n: int
) -> float:
    """Return the mean stars that the person gave to those of the first n they rated.

    NaN when they rated none.

    rows int64[] ascending and stars float64[] are their ratings.
    """
    given = stars[np.isin(rows, ranked[:n])]
    return float(given.mean()) if len(given) else float("nan")


def mean_popularity_rank(ranked: NDArray[np.int64], popularity_ranks: NDArray[np.integer], n: int) -> float:
    """Return the mean place of the first n by number of ratings (1 = most rated); NaN for an empty list."""
    places = popularity_ranks[ranked[:n]]
    return float(places.mean()) if len(places) else float("nan")


def popularity_ranks(counts: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the place of each item by its number of ratings, int64[n_items] from 1.

    Ties go to the lower row.
    """
    ranks = np.empty(len(counts), dtype=np.int64)
    ranks[np.argsort(-counts.astype(np.int64), kind="stable")] = np.arange(1, len(counts) + 1)
    return ranks


def squared_and_absolute_error(
    predicted: NDArray[np.floating], stars: NDArray[np.float64]
) -> tuple[float, float]:
    """Return the mean squared and mean absolute error of predicted stars, in stars² and stars.

    NaN for none.
    """
    if len(stars) == 0:
        return float("nan"), float("nan")
    errors = np.asarray(predicted, dtype=np.float64) - stars
    return float((errors**2).mean()), float(np.abs(errors).mean())
