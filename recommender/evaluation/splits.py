"""Who is tested and what of theirs is known: strong generalization with simulated supports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from recommender.ratings import LIKED, InvalidRatings, Ratings

Drawing = Literal["even", "popular"]

TEST_SHARE = 0.1
MIN_RATINGS = 40


@dataclass(frozen=True)
class Cell:
    """How much is known of a test person, and how it was drawn from what they rated."""

    support_size: int
    drawing: Drawing


CELLS = tuple(Cell(size, drawing) for drawing in ("even", "popular") for size in (3, 5, 10, 20, 50))


@dataclass(frozen=True, eq=False)
class Case:
    """One test person in one cell: support and query as item rows int64[] ascending and stars float64[]."""

    user_row: int
    support_rows: NDArray[np.int64]
    support_stars: NDArray[np.float64]
    query_rows: NDArray[np.int64]
    query_stars: NDArray[np.float64]


def strong_generalization_split(
    ratings: Ratings, *, seed: int, share: float = TEST_SHARE, fewest: int = MIN_RATINGS
) -> tuple[Ratings, NDArray[np.int64]]:
    """Return training ratings and the test people's user rows, ascending.

    No test person has a rating in training.

    Test people are `share` of those with at least `fewest` ratings, at least one; everybody else trains.
    Raises InvalidRatings when nobody rated that much.
    """
    sizes = np.bincount(ratings.user_rows, minlength=ratings.n_users)
    eligible = np.flatnonzero(sizes >= fewest)
    if len(eligible) == 0:
        raise InvalidRatings(f"nobody has {fewest} ratings")
    rng = np.random.default_rng([seed, 1])
    test = np.sort(rng.choice(eligible, max(1, round(share * len(eligible))), replace=False))
    training = np.setdiff1d(np.arange(ratings.n_users), test)
    return ratings.restrict_to_users(training), test.astype(np.int64)


def draw_cases(
    ratings: Ratings,
    people: NDArray[np.int64],
    counts: NDArray[np.integer],
    cell: Cell,
    *,
    seed: int,
) -> list[Case]:
    """Return each person's ratings parted into support and query; nobody whose query holds no liked film.

    counts int[n_items] are the training ratings of each item, for the popular drawing: without replacement,
    in proportion to them (an unrated item counts as half a rating). The same seed draws the same.
    """
    bounds = np.searchsorted(ratings.user_rows, np.arange(ratings.n_users + 1))
    cases = []
    for person in people:
        mine = slice(bounds[person], bounds[person + 1])
        rows, stars = ratings.item_rows[mine].astype(np.int64), ratings.stars[mine].astype(np.float64)
        rng = np.random.default_rng([seed, int(person), cell.support_size, cell.drawing == "popular"])
        chosen = _draw(rng, counts[rows], cell)
        if (stars[~chosen] >= LIKED).any():
            cases.append(Case(int(person), rows[chosen], stars[chosen], rows[~chosen], stars[~chosen]))
    return cases


def _draw(rng: np.random.Generator, counts: NDArray[np.integer], cell: Cell) -> NDArray[np.bool_]:
    """Return which ratings make the support.

    They are the earliest of exponential arrivals, whose rate is the chance.
    """
    rates = np.maximum(counts, 0.5) if cell.drawing == "popular" else np.ones(len(counts))
    order = np.argsort(rng.exponential(size=len(counts)) / rates, kind="stable")
    chosen = np.zeros(len(counts), dtype=bool)
    chosen[order[: cell.support_size]] = True
    return chosen
