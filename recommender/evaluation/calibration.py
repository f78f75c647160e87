"""What people get who like what is far from the crowd: their own share of it, or the crowd's.

Everybody of whose liked films (4 stars or more) at least three in ten are of a kind, at six times everybody's
odds, is held out; of each, ten ratings and then twenty are given, drawn at random, the rest is hidden. Two
lists of ten are compared on the same people: the films with the best scores, and the product's list, which is
calibrated. Nobody likes six in ten films that are not in English, so those who like most such films are asked
once more with their ratings of other films thinned out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.calibration import KIND_NAMES, MUCH_MORE, find_kinds
from recommender.catalogue import Catalogue
from recommender.evaluation.contenders import Contender, ServedList, ServedScores
from recommender.evaluation.metrics import LIST_LENGTH, mean_true_stars, ndcg, ranked_rows
from recommender.evaluation.splits import Case, Cell, draw_cases
from recommender.ratings import LIKED, InvalidRatings, Ratings
from recommender.recommender import Recommender

MIN_SHARE, MIN_LIKED = 0.3, 12
SUPPORTS = (Cell(10, "even"), Cell(20, "even"))
MOSTLY_FOREIGN = "60 % not English"
BY_SCORE, AS_SHOWN = "best scores", "list as shown"


@dataclass(frozen=True)
class KindWorth:
    """Means over people: shares of the kind among all they like and in the ten, nDCG@10, true stars."""

    own_share: float
    share: float
    ndcg_at_10: float
    true_stars: float


Found = dict[tuple[str, str], list[KindWorth]]
"""One worth a person and support, by the kind and the way to choose."""


def evaluate_calibration(
    ratings: Ratings,
    catalogue: Catalogue,
    train_model: Callable[[Ratings, int], TrainedModel],
    *,
    seeds: Sequence[int],
) -> Found:
    """Return what both lists are worth to the people of every kind; each seed draws other ratings to give.

    Raises InvalidRatings when nobody is of any kind.
    """
    counts = np.bincount(ratings.item_rows, minlength=ratings.n_items).astype(np.int32)
    kinds = find_kinds(catalogue, counts)
    flags = kinds.flags
    people = [
        lovers(ratings, is_of_kind, max(MIN_SHARE, _much_more(usual)))
        for is_of_kind, usual in zip(flags, kinds.usual.tolist(), strict=True)
    ]
    held_out = np.unique(np.concatenate(people))
    if len(held_out) == 0:
        raise InvalidRatings("nobody likes mostly films that are far from the crowd")
    training = ratings.restrict_to_users(np.setdiff1d(np.arange(ratings.n_users), held_out))
    model = train_model(training, seeds[0])
    served = Recommender(model)
    ways: dict[str, Contender] = {
        BY_SCORE: ServedScores(model, served),
        AS_SHOWN: ServedList(model, served, LIST_LENGTH),
    }
    judged = [*zip(KIND_NAMES, people, [ratings] * len(people), flags, strict=True)]
    judged.append((MOSTLY_FOREIGN, people[0], thinned(ratings, flags[0]), flags[0]))
    found: Found = {(kind, way): [] for kind, *_ in judged for way in ways}
    for kind, of_kind, theirs, is_of_kind in judged:
        for seed, cell in product(seeds, SUPPORTS):
            for case in draw_cases(theirs, of_kind, counts, cell, seed=seed):
                for way, contender in ways.items():
                    found[kind, way].append(_worth(contender, case, is_of_kind))
    return found


def thinned(ratings: Ratings, is_of_kind: NDArray[np.bool_]) -> Ratings:
    """Return the ratings without so many of other films that six in ten of each person's are of a kind."""
    of_kind = is_of_kind[ratings.item_rows]
    wanted = np.bincount(ratings.user_rows[of_kind], minlength=ratings.n_users) * 2 // 3
    others = np.flatnonzero(~of_kind)
    others = np.random.default_rng(0).permutation(others)
    others = others[np.argsort(ratings.user_rows[others], kind="stable")]
    begins = np.searchsorted(ratings.user_rows[others], ratings.user_rows[others])
    kept = of_kind.copy()
    kept[others[np.arange(len(others)) - begins < wanted[ratings.user_rows[others]]]] = True
    return replace(
        ratings,
        user_rows=ratings.user_rows[kept],
        item_rows=ratings.item_rows[kept],
        stars=ratings.stars[kept],
    )


def lovers(
    ratings: Ratings, is_of_kind: NDArray[np.bool_], min_share: float = MIN_SHARE
) -> NDArray[np.int64]:
    """Return the rows of whom such a share of liked films, twelve at least, is of a kind (bool[n_items])."""
    liked = ratings.stars >= LIKED
    of_kind = liked & is_of_kind[ratings.item_rows]
    all_liked = np.bincount(ratings.user_rows[liked], minlength=ratings.n_users)
    liked_of_kind = np.bincount(ratings.user_rows[of_kind], minlength=ratings.n_users)
    return np.flatnonzero((all_liked >= MIN_LIKED) & (liked_of_kind >= min_share * all_liked))


def table(found: Mapping[tuple[str, str], Sequence[KindWorth]]) -> str:
    """Return a row for each kind and way; the share to reach is that of the films given, 0.8."""
    lines = [
        f"{'liked films mostly':<18}{'people':>8}  {'chosen by':<15}{'share':>7}{'nDCG@10':>9}{'stars':>7}"
    ]
    for (kind, way), worths in found.items():
        mean = mean_worth(worths)
        lines.append(
            f"{kind:<16}{len(worths):>6}  {way:<15}{mean.own_share:>10.2f}"
            f"{mean.share:>8.2f}{mean.ndcg_at_10:>9.3f}{mean.true_stars:>7.2f}"
        )
    return "\n".join(lines)


def mean_worth(worths: Sequence[KindWorth]) -> KindWorth:
    """Return the means over people; NaN where nobody could be measured."""
    return KindWorth(*(_mean([getattr(one, field.name) for one in worths]) for field in fields(KindWorth)))


def _worth(contender: Contender, case: Case, is_of_kind: NDArray[np.bool_]) -> KindWorth:
    scores = contender.scores(case.support_rows, case.support_stars)
    ranked = ranked_rows(scores, case.support_rows, LIST_LENGTH)
    liked = case.query_rows[case.query_stars >= LIKED]
    known = np.concatenate([case.support_rows[case.support_stars >= LIKED], liked])
    return KindWorth(
        float(is_of_kind[known].mean()),
        float(is_of_kind[ranked].mean()) if len(ranked) else float("nan"),
        ndcg(ranked, liked, LIST_LENGTH),
        mean_true_stars(ranked, case.query_rows, case.query_stars, LIST_LENGTH),
    )


def _much_more(usual: float) -> float:
    """Return the share that has six times the odds of everybody's; of a kind that all films are, none has."""
    return np.inf if usual >= 1.0 else MUCH_MORE * usual / (1.0 + (MUCH_MORE - 1.0) * usual)


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")
