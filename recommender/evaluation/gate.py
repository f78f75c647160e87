"""The gate: a new model (the challenger) and the live one before the same held-out people.

Each person gives up to ten of their ratings; the rest says what they liked (4 stars or more). A list of ten
is judged by nDCG@10 (Järvelin, Kekäläinen 2002; a film is relevant or not) and by the stars of those films on
it that the person rated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.coded_text import CodedText, coded
from recommender.evaluation import metrics
from recommender.evaluation.metrics import LIST_LENGTH
from recommender.ratings import LIKED, Ratings
from recommender.recommender import Recommendation, Recommender

MAX_GIVEN = 10
MIN_PEOPLE = 10
MAX_PEOPLE = 500
NOISE = 1.645  # standard errors: a truly equal challenger is turned away once in twenty times

Ranker = Callable[[Mapping[int, float]], tuple[int, ...]]


@dataclass(frozen=True)
class HeldOutPerson:
    """What one person gives (movie_id → stars) and what is asked about (the rest of their ratings)."""

    support: dict[int, float]
    query: dict[int, float]


@dataclass(frozen=True, eq=False)
class Scores:
    """A ranker's nDCG@10 and mean stars (NaN: rated none of the ten), float64[n_people] each."""

    ndcg: NDArray[np.float64]
    stars: NDArray[np.float64]

    def means(self) -> dict[str, float]:
        """Return both means over people; the stars of nobody are left out."""
        rated = self.stars[~np.isnan(self.stars)]
        stars = {"stars": float(rated.mean())} if len(rated) else {}
        return {"ndcg_at_10": float(self.ndcg.mean())} | stars


@dataclass(frozen=True)
class Verdict:
    """Whether the challenger may serve, and why (not)."""

    passes: bool
    reason: CodedText


def held_out_examples(ratings: Ratings, *, seed: int = 0) -> list[HeldOutPerson]:
    """Split up to 500 people's ratings into support and query; who likes nothing in the query is left out."""
    bounds = np.searchsorted(ratings.user_rows, np.arange(ratings.n_users + 1))
    people = []
    for row in range(min(ratings.n_users, MAX_PEOPLE)):
        mine = np.arange(bounds[row], bounds[row + 1])
        np.random.default_rng([seed, row, len(mine)]).shuffle(mine)
        given = min(MAX_GIVEN, len(mine) // 2)
        person = HeldOutPerson(_as_dict(ratings, mine[:given]), _as_dict(ratings, mine[given:]))
        if person.support and max(person.query.values()) >= LIKED:
            people.append(person)
    return people


def score(people: list[HeldOutPerson], ranker: Ranker) -> Scores:
    """Ask a ranker for a list for everybody and judge it."""
    judged = [_judge(person, ranker) for person in people]
    return Scores(
        ndcg=np.array([ndcg for ndcg, _ in judged], dtype=np.float64),
        stars=np.array([stars for _, stars in judged], dtype=np.float64),
    )


def personal_ranker(recommender: Recommender) -> Ranker:
    """Return what the recommender would show to a person."""
    return lambda support: _ids(recommender.recommend(support, n=LIST_LENGTH).items)


def popular_ranker(recommender: Recommender) -> Ranker:
    """Return the popular list without what the person gave."""
    return lambda support: _ids(recommender.popular(n=LIST_LENGTH, exclude=support).items)


def decide(
    challenger: Scores, live: Scores | None, popular: Scores, *, must_be_better: bool = False
) -> Verdict:
    """Let the challenger pass if it beats the popular list and is not worse than the live model beyond noise.

    With must_be_better, which somebody's roll-back asks for, it must beat the other model beyond noise;
    without one to compare with it does not pass.

    Noise: the standard error of the mean of the paired differences in nDCG@10, times 1.645.
    """
    n = len(challenger.ndcg)
    if n < MIN_PEOPLE:
        return Verdict(False, coded("too_few_people", people=n, needed=MIN_PEOPLE))
    mine, theirs = float(challenger.ndcg.mean()), float(popular.ndcg.mean())
    if mine <= theirs:
        return Verdict(False, coded("not_better_than_popular", mine=mine, popular=theirs))
    if live is None and must_be_better:
        return Verdict(False, coded("rolled_back_cannot_be_compared"))
    if live is None:
        return Verdict(True, coded("better_than_popular"))
    return _against(live, challenger, must_be_better=must_be_better)


def _against(live: Scores, challenger: Scores, *, must_be_better: bool) -> Verdict:
    mine, theirs = float(challenger.ndcg.mean()), float(live.ndcg.mean())
    differences = challenger.ndcg - live.ndcg
    difference = float(differences.mean())
    slack = NOISE * float(differences.std(ddof=1)) / float(np.sqrt(len(differences)))
    if difference + slack < 0:
        return Verdict(False, coded("worse_than_live", mine=mine, live=theirs, slack=slack))
    if must_be_better and difference <= slack:
        return Verdict(False, coded("does_not_beat_rolled_back", mine=mine, live=theirs, slack=slack))
    return Verdict(True, coded("better_than_popular_not_worse_than_live"))


def non_finite_parts(model: TrainedModel) -> tuple[str, ...]:
    """Return the names of the model's parts that hold a number that is not finite."""
    parts = {
        "star_model": _arrays_of(model.star_model),
        "ranking_model": _arrays_of(model.ranking_model),
        "popularity": _arrays_of(model.popularity),
    }
    return tuple(
        name for name, arrays in parts.items() if not all(np.isfinite(array).all() for array in arrays)
    )


def _arrays_of(part: object) -> list[NDArray[np.floating]]:
    values = vars(part).values() if part is not None else ()
    arrays = (np.asarray(value) for value in values if isinstance(value, np.ndarray | float))
    return [array for array in arrays if np.issubdtype(array.dtype, np.floating)]


def _as_dict(ratings: Ratings, positions: NDArray[np.int64]) -> dict[int, float]:
    movie_ids = ratings.movie_ids[ratings.item_rows[positions]]
    return dict(zip(movie_ids.tolist(), ratings.stars[positions].tolist(), strict=True))


def _ids(items: tuple[Recommendation, ...]) -> tuple[int, ...]:
    return tuple(item.movie_id for item in items)


def _judge(person: HeldOutPerson, ranker: Ranker) -> tuple[float, float]:
    """Return nDCG@10 and mean stars of the list for one person.

    Movie ids stand where item rows usually do.
    """
    films = np.array(ranker(person.support), dtype=np.int64)
    rated = np.array(sorted(person.query), dtype=np.int64)
    stars = np.array([person.query[movie_id] for movie_id in rated.tolist()])
    ndcg = metrics.ndcg(films, rated[stars >= LIKED], LIST_LENGTH)
    return ndcg, metrics.mean_true_stars(films, rated, stars, LIST_LENGTH)
