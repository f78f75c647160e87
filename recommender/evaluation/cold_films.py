"""Films that nobody rated: how well they are ranked by what they are made of and by IMDb's voters.

Every rating of a film later than a year is hidden from training. Split by split a fifth of all people is
asked (five splits ask everybody once); they never enter training either. From all they rated of older films,
the later ones are ranked among themselves; and from half of it, drawn at random, lists of all films are made
with and without cold films.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.catalogue import Catalogue
from recommender.evaluation.metrics import LIST_LENGTH, mean_true_stars, ndcg, ranked_rows
from recommender.facts.records import Facts
from recommender.genres import GENRES, genre_bit
from recommender.imdb_prior import imdb_numbers
from recommender.newcomers import FilmOfToday, find_leanings, score_newcomer
from recommender.ratings import LIKED, InvalidRatings, Ratings
from recommender.recommender import Recommender

PARTS = 5
MIN_RATED = 5
VOTES, NEWCOMERS, COLD, WARM = "IMDb votes", "leanings", "cold films", "their ratings known"
WITHOUT, WITH = "list without them", "list with them"


@dataclass(frozen=True)
class ColdWorth:
    """One list of one person: nDCG@10, mean true stars, how many of the ten are later films."""

    ndcg_at_10: float
    true_stars: float
    share: float


@dataclass(frozen=True, eq=False)
class ColdCase:
    """One person: item rows int64[] and stars float64[] of the films until the year, and of later ones."""

    rows: NDArray[np.int64]
    stars: NDArray[np.float64]
    later_rows: NDArray[np.int64]
    later_stars: NDArray[np.float64]


Found = dict[str, list[ColdWorth]]
"""One worth a person, by the way to choose."""


def evaluate_cold_films(
    ratings: Ratings,
    catalogue: Catalogue,
    train_model: Callable[[Ratings, int], TrainedModel],
    *,
    year: int,
    seeds: Sequence[int],
    on_progress: Callable[[str], None] = lambda _: None,
) -> Found:
    """Return what every way to choose is worth to each person who likes a later film.

    Raises InvalidRatings when nobody does.
    """
    is_later = catalogue.years > year
    found: Found = {way: [] for way in (VOTES, NEWCOMERS, COLD, WARM, WITHOUT, WITH)}
    for seed in seeds:
        training, cases = split_by_year(ratings, is_later, seed=seed)
        if not cases:
            continue
        on_progress(f"seed {seed}: {len(cases)} people")
        hidden = Recommender(train_model(_without_items(training, is_later), seed))
        known = Recommender(train_model(training, seed))
        for case in cases:
            for way, scores in _rankings(hidden, known, catalogue, case).items():
                found[way].append(_worth(scores, case, is_later))
            for way, worth in _lists(hidden, case, is_later, seed).items():
                found[way].append(worth)
    if not found[VOTES]:
        raise InvalidRatings(f"nobody likes a film later than {year}")
    return found


def split_by_year(
    ratings: Ratings, is_later: NDArray[np.bool_], *, seed: int
) -> tuple[Ratings, list[ColdCase]]:
    """Return the ratings of four fifths of the people, and of the others those who like a later film.

    Who rated fewer than five older films is not asked; is_later is bool[n_items].
    """
    shuffled = np.random.default_rng([seed // PARTS, 5]).permutation(ratings.n_users)
    asked = np.sort(shuffled[seed % PARTS :: PARTS])
    training = ratings.restrict_to_users(np.setdiff1d(np.arange(ratings.n_users), asked))
    bounds = np.searchsorted(ratings.user_rows, np.arange(ratings.n_users + 1))
    cases = []
    for person in asked.tolist():
        mine = slice(bounds[person], bounds[person + 1])
        rows, stars = ratings.item_rows[mine].astype(np.int64), ratings.stars[mine].astype(np.float64)
        later = is_later[rows]
        if (~later).sum() >= MIN_RATED and (stars[later] >= LIKED).any():
            cases.append(ColdCase(rows[~later], stars[~later], rows[later], stars[later]))
    return training, cases


def table(found: Mapping[str, Sequence[ColdWorth]]) -> str:
    """Return a row for each way to choose."""
    lines = [f"{'chosen by':<22}{'people':>7}{'nDCG@10':>9}{'stars':>7}{'later':>7}"]
    for way, worths in found.items():
        mean = mean_worth(worths)
        lines.append(
            f"{way:<22}{len(worths):>7}{mean.ndcg_at_10:>9.3f}{mean.true_stars:>7.2f}{mean.share:>7.2f}"
        )
    return "\n".join(lines)


def mean_worth(worths: Sequence[ColdWorth]) -> ColdWorth:
    """Return the means over people; NaN where nobody could be measured."""
    columns = np.array([(each.ndcg_at_10, each.true_stars, each.share) for each in worths], dtype=np.float64)
    means = [column[~np.isnan(column)] for column in columns.reshape(len(worths), 3).T]
    return ColdWorth(*(float(each.mean()) if len(each) else float("nan") for each in means))


def _rankings(
    hidden: Recommender, known: Recommender, catalogue: Catalogue, case: ColdCase
) -> dict[str, NDArray[np.float64]]:
    """Return a score for every film, float64[n_items], by each way to rank later films."""
    ratings = _as_mapping(catalogue, case.rows, case.stars)
    return {
        VOTES: imdb_numbers(catalogue).votes,
        NEWCOMERS: _leanings(catalogue, case),
        COLD: hidden.scores(ratings).astype(np.float64),
        WARM: known.scores(ratings).astype(np.float64),
    }


def _leanings(catalogue: Catalogue, case: ColdCase) -> NDArray[np.float64]:
    """Return what /new scores films by that not even IMDb's voters know: float64[n_items]."""
    films = [_film(catalogue, row) for row in range(len(catalogue.movie_ids))]
    leanings = find_leanings(
        [(films[row], stars) for row, stars in zip(case.rows.tolist(), case.stars.tolist(), strict=True)]
    )
    return np.array([score_newcomer(film, leanings) for film in films])


def _film(catalogue: Catalogue, row: int) -> FilmOfToday:
    genres = tuple(genre for genre in GENRES if catalogue.genre_bits[row] & genre_bit(genre))
    return FilmOfToday(genres, catalogue.details.get(int(catalogue.movie_ids[row]), Facts()))


def _worth(scores: NDArray[np.float64], case: ColdCase, is_later: NDArray[np.bool_]) -> ColdWorth:
    among = np.where(is_later, scores, -np.inf)
    ranked = ranked_rows(among, case.rows, LIST_LENGTH)
    return _worth_of_list(ranked, case.later_rows, case.later_stars, is_later)


def _lists(
    hidden: Recommender, case: ColdCase, is_later: NDArray[np.bool_], seed: int
) -> dict[str, ColdWorth]:
    """Return what the list with and without cold films is worth, from half of the older films."""
    given = np.random.default_rng([seed, len(case.rows)]).random(len(case.rows)) < 0.5
    given[0] = True
    catalogue = hidden.model.catalogue
    ratings = _as_mapping(catalogue, case.rows[given], case.stars[given])
    rows = np.concatenate([case.rows[~given], case.later_rows])
    stars = np.concatenate([case.stars[~given], case.later_stars])
    order = np.argsort(rows)
    worths = {}
    for way, with_cold in ((WITHOUT, False), (WITH, True)):
        shown = hidden.recommend(ratings, n=LIST_LENGTH, with_cold=with_cold).items
        listed = catalogue.item_rows_of([item.movie_id for item in shown]).astype(np.int64)
        worths[way] = _worth_of_list(listed, rows[order], stars[order], is_later)
    return worths


def _worth_of_list(
    ranked: NDArray[np.int64],
    rows: NDArray[np.int64],
    stars: NDArray[np.float64],
    is_later: NDArray[np.bool_],
) -> ColdWorth:
    return ColdWorth(
        ndcg(ranked, rows[stars >= LIKED], LIST_LENGTH),
        mean_true_stars(ranked, rows, stars, LIST_LENGTH),
        float(is_later[ranked].mean()) if len(ranked) else float("nan"),
    )


def _without_items(ratings: Ratings, is_left_out: NDArray[np.bool_]) -> Ratings:
    """Return the ratings without those of some items, bool[n_items]; people and movies stay."""
    kept = ~is_left_out[ratings.item_rows]
    return replace(
        ratings,
        user_rows=ratings.user_rows[kept],
        item_rows=ratings.item_rows[kept],
        stars=ratings.stars[kept],
    )


def _as_mapping(
    catalogue: Catalogue, rows: NDArray[np.int64], stars: NDArray[np.float64]
) -> dict[int, float]:
    return dict(zip(catalogue.movie_ids[rows].tolist(), stars.tolist(), strict=True))
