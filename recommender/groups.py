"""What several people would like together: one score of each film out of what each is predicted to give.

Of predicted stars S float[m members, n films], unclipped, the rules of the literature are

    average                 mean_m S_mj
    least misery            min_m S_mj                              (PolyLens: O'Connor et al., ECSCW 2001)
    average without misery  mean_m S_mj, films below a threshold for anybody last     (Masthoff, UMUAI 2004)
    Nash product            Π_m S_mj, as the mean of logarithms     (Nash 1950; Kaneko, Nakamura 1979)
    most pleased            the own list of whoever has the highest predictions           (Masthoff 2004)

Matinee's is the mean with a floor for the unhappiest member, over what each is predicted to pick *and* like,

    u_mj = S_mj + R_mj,      score_j = mean_m u_mj + w · min_m u_mj,      w = 0.25

a consensus of relevance and disagreement (Amer-Yahia et al., VLDB 2009) that sinks a film by what it costs
whoever likes it least. R is the ranking score: predicted stars alone say little about films that hardly
anybody rated. docs/research.md has the comparison.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.blending import FoldedInPerson, fold_in_person
from recommender.filtering import NO_FILTERS, Filters, allowed, without
from recommender.ordering import in_order, limit_franchises
from recommender.ratings import HIGHEST_STARS, LOWEST_STARS, check_stars
from recommender.star_model import displayed

Stars = NDArray[np.floating]
FLOOR_WEIGHT = 0.25
ACCEPTABLE_STARS = 3.0
POOL = 100


@dataclass(frozen=True)
class GroupPick:
    """One film of a group's shortlist; expected stars of each member, None of whom nothing is known."""

    movie_id: int
    score: float
    expected_stars: tuple[float | None, ...]


def mean_with_floor(liking: Stars) -> Stars:
    """Return mean + 0.25 · min over members: float[n] of float[m, n], m ≥ 1."""
    scores: Stars = liking.mean(axis=0) + FLOOR_WEIGHT * liking.min(axis=0)
    return scores


def average(stars: Stars) -> Stars:
    """Return the mean over members: float[n] of float[m, n]."""
    scores: Stars = stars.mean(axis=0)
    return scores


def least_misery(stars: Stars) -> Stars:
    """Return what the unhappiest member would give: float[n] of float[m, n]."""
    scores: Stars = stars.min(axis=0)
    return scores


def average_without_misery(stars: Stars) -> Stars:
    """Return the mean, ten stars less where somebody would give less than three: float[n] of float[m, n]."""
    scores: Stars = stars.mean(axis=0) - 10.0 * (stars.min(axis=0) < ACCEPTABLE_STARS)
    return scores


def nash_product(stars: Stars) -> Stars:
    """Return the mean logarithm of the clipped predictions: float[n] of float[m, n]."""
    scores: Stars = np.log(np.clip(stars, LOWEST_STARS, HIGHEST_STARS)).mean(axis=0)
    return scores


def most_pleased(stars: Stars, n: int) -> Stars:
    """Return the predictions of the member whose best n films have the highest mean: float[n] of float[m, n].

    Equally pleased members: the first of them.
    """
    best = np.sort(stars, axis=1)[:, -n:].mean(axis=1)
    scores: Stars = stars[int(np.argmax(best))]
    return scores


def recommend_to_group(
    model: TrainedModel,
    members: Sequence[Mapping[int, float]],
    *,
    n: int,
    exclude: Collection[int] = (),
    filters: Filters = NO_FILTERS,
) -> tuple[GroupPick, ...]:
    """Return the n best films for everybody together; nothing that any of them rated, best first.

    members are ratings (movie_id → stars), at least one; who has rated nothing that the model knows counts as
    the popular taste. Of the filters min_stars, which is about one person, is not looked at. The same
    arguments give the same list. Bad stars raise InvalidRatings.
    """
    people = [_fold_in(model, ratings) for ratings in members]
    scores = mean_with_floor(likings(model, people)).astype(np.float32)
    candidates = allowed(model.catalogue, filters) & (model.popularity.counts > 0)
    for seen in (exclude, *members):
        without(candidates, model.catalogue, seen)
    rows = limit_franchises(in_order(scores, candidates, POOL), model.catalogue.franchises, n)
    return tuple(_pick(model, row, float(scores[row]), people) for row in rows)


def expected_stars(
    model: TrainedModel, ratings: Mapping[int, float], movie_ids: Sequence[int]
) -> tuple[float | None, ...]:
    """Return what one person would give some films, as displayed; None where nothing can be said."""
    person, rows = _fold_in(model, ratings), model.catalogue.item_rows_of(movie_ids)
    return tuple(None if row < 0 else _stars(person, row) for row in rows.tolist())


def likings(model: TrainedModel, people: Sequence[FoldedInPerson | None]) -> Stars:
    """Return u = S + R of every film for each of several people: float32[m, n_items], m ≥ 1.

    The popular taste for None. S and R hold the same product q_j·p, R as much of it as its star weight w
    says: u is (1 + w) q_j·p and what each has without it. The products of all are one of two matrices, so
    that a large model's factors are read once.
    """
    likes: Stars = np.stack([_without_factors(model, person) for person in people])
    factors = {m: each.vector.factors for m, each in enumerate(people) if each is not None and each.vector}
    if model.star_model is not None and factors:
        w = 0.0 if model.ranking_model is None else model.ranking_model.star_weight
        stacked = ((1.0 + w) * np.stack(list(factors.values()))).astype(np.float32)
        likes[list(factors)] += stacked @ model.star_model.item_factors.T
    return likes


def liking(model: TrainedModel, person: FoldedInPerson | None) -> Stars:
    """Return u of every film for one person: float32[n_items]."""
    own: Stars = likings(model, [person])[0]
    return own


def _without_factors(model: TrainedModel, person: FoldedInPerson | None) -> NDArray[np.float32]:
    """Return u without what the person's factors say: float32[n_items].

    The popular taste is damped mean stars and the ranking of somebody of whom nothing is known.
    """
    ranking = model.ranking_model
    if person is None or person.vector is None:
        nothing = np.zeros(0, dtype=np.int64)
        base = 0.0 if ranking is None else ranking.scores(nothing, np.zeros(0))
        return (model.popularity.scores + base).astype(np.float32)
    stars: NDArray[np.float32] = person.vector.model.item_biases + np.float32(
        person.vector.model.global_mean + person.vector.bias
    )
    return stars + person.scores_without_factors if ranking is not None else stars


def _fold_in(model: TrainedModel, ratings: Mapping[int, float]) -> FoldedInPerson | None:
    """Return one person of the model; None for a newcomer."""
    movie_ids = sorted(ratings)
    stars = np.array([ratings[movie_id] for movie_id in movie_ids], dtype=np.float64)
    check_stars(stars)
    rows = model.catalogue.item_rows_of(movie_ids).astype(np.int64)
    known = (rows >= 0) & (model.popularity.counts[rows] > 0)
    if model.star_model is None or not known.any():
        return None
    return fold_in_person(model, rows[known], stars[known])


def _pick(model: TrainedModel, row: int, score: float, people: Sequence[FoldedInPerson | None]) -> GroupPick:
    return GroupPick(
        int(model.catalogue.movie_ids[row]), score, tuple(_stars(person, row) for person in people)
    )


def _stars(person: FoldedInPerson | None, row: int) -> float | None:
    if person is None or person.vector is None:
        return None
    return displayed(float(person.vector.scores_of([row])[0]))
