"""What more ratings, and more memory, do for lists: the product trained on less of either."""

from __future__ import annotations

from functools import partial

import numpy as np

from recommender.catalogue import Catalogue
from recommender.evaluation.contenders import Contender, Entry, ServedScores
from recommender.memory_budget import MIN_RATINGS, DataShape, least_mb, megabytes_needed
from recommender.ratings import Ratings
from recommender.recommender import Recommender
from recommender.svd_training import SvdParameters
from recommender.training import train

PARTS = {"all": 1, "half": 2, "a quarter": 4, "an eighth": 8}


def with_fewer_people(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return the product trained on all training people, on half, a quarter and an eighth of them.

    Who stays is drawn by the seed; whoever is in an eighth is in the quarter, too.
    """

    def train_on(part: int, ratings: Ratings, seed: int) -> Contender:
        shuffled = np.random.default_rng([seed, 2]).permutation(ratings.n_users)
        some = shuffled[: max(ratings.n_users // part, 1)]
        return _train(ratings.restrict_to_users(some), catalogue, seed)

    return tuple(Entry(f"{name} of the people", partial(train_on, part)) for name, part in PARTS.items())


def within_less_memory(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return the product with all films in its ranking model, and with half, a quarter and an eighth.

    It gets the memory in which so many fit; the best known are chosen as ever.
    """

    def train_on(part: int, ratings: Ratings, seed: int) -> Contender:
        return _train(ratings, catalogue, seed, memory_for(ratings, part))

    return tuple(Entry(f"{name} of the films", partial(train_on, part)) for name, part in PARTS.items())


def memory_for(ratings: Ratings, part: int) -> int:
    """Return the MB in which one of `part` parts of the films fits into the ranking model."""
    n_factors = SvdParameters().n_factors
    counts = np.sort(np.bincount(ratings.item_rows, minlength=ratings.n_items))[::-1]
    films = max(int((counts >= MIN_RATINGS).sum()) // part, 1)
    needed = int(np.ceil(megabytes_needed(counts, n_factors)[films - 1]))
    shape = DataShape(ratings.n_ratings, ratings.n_users, ratings.n_items)
    return max(needed, least_mb(shape, n_factors, bytes_a_rating_read=0))


def _train(ratings: Ratings, catalogue: Catalogue, seed: int, memory_mb: int | None = None) -> ServedScores:
    model = train(ratings, catalogue, seed=seed, memory_mb=memory_mb)
    return ServedScores(model, Recommender(model))
