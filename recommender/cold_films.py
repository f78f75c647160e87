"""Films that nobody, or hardly anybody, has rated: scored by what they are made of and by IMDb's voters.

With s_k what the ranking model says of film k for a person (for a film they rated: its grade), b_k how often
everybody picks and likes it, A the films of attribute a, T those that have any attribute of a's type t,

    r_T     = Σ_{k ∈ T} s_k / Σ_{k ∈ T} b_k                        r the same over all films
    lift_a  = (Σ_{k ∈ A} s_k − r_T Σ_{k ∈ A} b_k) / (Σ_{k ∈ A} b_k + 3)
    score_j = b̂_j (r + ½ Σ_t mean_{a ∈ t} lift_a)

b̂_j being what the film's votes let expect (`imdb_prior.py`). So a film of today has its place among the
others by the same measure, and more or less of it as its genres, director and language are this person's or
not. The score is linear in the grades, hence it has exact parts as every score has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.attributes import AttributeType, find_attributes
from recommender.imdb_prior import LOWEST_BASE, ImdbNumbers, expected_bases
from recommender.ranking_model import RankingModel, grade

# Measured in docs/research.md: countries and actors mislead here.
TYPES: tuple[AttributeType, ...] = ("genre", "language", "director")
LIFT_SHARE = 0.5
MAX_FILMS = 500
HARDLY_RATED = 4  # below it a film takes no part in the ranking model
DAMPING = 3.0  # in films that everybody picks and likes
YEARS_OF_RATINGS = 0.99

__all__ = ["ColdFilms", "find_cold_films"]


@dataclass(frozen=True, eq=False)
class ColdFilms:
    """The c films of a ranking model's items that are scored by a attributes instead of ratings.

    rows: int64[c] ascending, bases: float64[c]; warm_bases: float64[m] of the items that take part;
    types: int8[a], place of each attribute's type in TYPES; attribute_bases: float64[a]; covered: bool[t, m],
    which items have any attribute of a type; warm_items, warm_attributes: int32, pairs of an item that takes
    part and its attribute; cold_films, cold_attributes: int32, such pairs of cold films, and their shares.
    """

    ranking_model: RankingModel
    rows: NDArray[np.int64]
    bases: NDArray[np.float64]
    warm_bases: NDArray[np.float64]
    types: NDArray[np.int8]
    attribute_bases: NDArray[np.float64]
    covered: NDArray[np.bool_]
    warm_items: NDArray[np.int32]
    warm_attributes: NDArray[np.int32]
    cold_films: NDArray[np.int32]
    cold_attributes: NDArray[np.int32]
    cold_shares: NDArray[np.float64]

    def scores(
        self, ranking_scores: NDArray[np.float32], item_rows: NDArray[np.int64], stars: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the score of each cold film, float64[c], from those of all items and what was rated."""
        said = ranking_scores[self.ranking_model.item_rows].astype(np.float64)
        positions, takes_part = self.ranking_model.positions(item_rows)
        said[positions[takes_part]] = grade(stars)[takes_part]
        sums = np.bincount(self.warm_attributes, said[self.warm_items], len(self.types))
        usual = (self.covered @ said) / self._covered_bases
        lifts = (sums - usual[self.types] * self.attribute_bases) / (self.attribute_bases + DAMPING)
        lifted = np.bincount(self.cold_films, self.cold_shares * lifts[self.cold_attributes], len(self.rows))
        scores: NDArray[np.float64] = self.bases * (said.sum() / self.warm_bases.sum() + lifted)
        return scores

    def contributions(
        self, item_rows: NDArray[np.int64], stars: NDArray[np.float64], row: int
    ) -> NDArray[np.float64]:
        """Return each rating's exact share in the score of one cold film: float64[n]."""
        weights = self._weights(int(np.searchsorted(self.rows, row)))
        positions, takes_part = self.ranking_model.positions(item_rows)
        own = np.where(takes_part, weights[positions], 0.0)
        weights[positions[takes_part]] = 0.0
        shares: NDArray[np.float64] = own + self.ranking_model.weighted_pulls(item_rows, weights)
        return shares * grade(stars)

    def expected_counts(self, counts: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return as how well known each cold film counts: int32[c], from the ratings of every item."""
        order = np.argsort(self.warm_bases, kind="stable")
        of_warm = np.maximum.accumulate(counts[self.ranking_model.item_rows][order])
        expected: NDArray[np.int32] = np.interp(self.bases, self.warm_bases[order], of_warm).astype(np.int32)
        return expected

    def _weights(self, film: int) -> NDArray[np.float64]:
        """Return v with score = Σ_k v_k s_k of one cold film: float64[m]."""
        weights = np.full(len(self.warm_bases), 1.0 / self.warm_bases.sum())
        mine = self.cold_films == film
        of_attribute = np.zeros(len(self.types))
        damped = self.attribute_bases + DAMPING
        of_attribute[self.cold_attributes[mine]] = self.cold_shares[mine]
        of_attribute /= damped
        weights += np.bincount(self.warm_items, of_attribute[self.warm_attributes], len(weights))
        of_types = np.bincount(self.types, of_attribute * self.attribute_bases, len(TYPES))
        weights -= (of_types / self._covered_bases) @ self.covered
        scaled: NDArray[np.float64] = self.bases[film] * weights
        return scaled

    @property
    def _covered_bases(self) -> NDArray[np.float64]:
        """Return Σ b of the items that have any attribute of each type: float64[t]."""
        sums: NDArray[np.float64] = self.covered @ self.warm_bases
        sums[sums <= 0] = 1.0  # of a type that nothing has nothing is said
        return sums


def find_cold_films(model: TrainedModel, numbers: ImdbNumbers) -> ColdFilms | None:
    """Return the cold films of a model with what scores them; None when there is none or nothing to go by.

    They are features with IMDb votes that nobody rated, or at most three while they are newer than 99 % of
    what was rated; of very many the 500 most voted.
    """
    ranking, bases = model.ranking_model, expected_bases(model, numbers)
    if ranking is None or bases is None:
        return None
    rows = _cold_rows(model, bases)
    if len(rows) == 0:
        return None
    warm_bases = np.maximum(ranking.bases[0, ranking.item_rows].astype(np.float64), LOWEST_BASE)
    return _lay_out(model, ranking, rows, bases[rows], warm_bases)


def _cold_rows(model: TrainedModel, bases: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return which items are cold films: int64[≤ 500] ascending."""
    counts, years = model.popularity.counts, model.catalogue.years
    is_new = years >= last_year_of(years, counts)
    is_cold = (counts == 0) | ((counts < HARDLY_RATED) & is_new)
    if model.ranking_model is not None:
        is_cold[model.ranking_model.item_rows] = False
    found = np.flatnonzero(is_cold & (bases > 0) & model.catalogue.is_feature)
    best = found[np.argsort(-bases[found], kind="stable")[:MAX_FILMS]]
    return np.sort(best).astype(np.int64)


def last_year_of(years: NDArray[np.int16], counts: NDArray[np.int32]) -> int:
    """Return the year up to which 99 % of all ratings are, as far as the years of films are known."""
    rated = np.bincount(np.maximum(years, 0), np.where(years > 0, counts, 0))
    return int(np.searchsorted(np.cumsum(rated), YEARS_OF_RATINGS * rated.sum()))


def _lay_out(
    model: TrainedModel,
    ranking: RankingModel,
    rows: NDArray[np.int64],
    bases: NDArray[np.float64],
    warm_bases: NDArray[np.float64],
) -> ColdFilms:
    """Return the films with the attributes that they share with films that take part."""
    warm_places = _places(ranking.item_rows, ranking.n_items)
    cold_places = _places(rows, ranking.n_items)
    covered = np.zeros((len(TYPES), len(ranking.item_rows)), dtype=bool)
    shared: list[_SharedAttribute] = []
    for each in find_attributes(model.catalogue, TYPES):
        number = TYPES.index(each.attribute_type)
        warm, cold = warm_places[each.rows], cold_places[each.rows]
        covered[number, warm[warm >= 0]] = True
        if (warm >= 0).any() and (cold >= 0).any():
            shared.append(_SharedAttribute(number, warm[warm >= 0], cold[cold >= 0]))
    types = np.array([each.type_number for each in shared], dtype=np.int8)
    warm_items, warm_attributes = _joined([each.warm for each in shared])
    cold_films, cold_attributes = _joined([each.cold for each in shared])
    film_types = cold_films * len(TYPES) + types[cold_attributes]
    sums = np.zeros(len(shared))
    np.add.at(sums, warm_attributes, warm_bases[warm_items])
    return ColdFilms(
        ranking_model=ranking,
        rows=rows,
        bases=bases,
        warm_bases=warm_bases,
        types=types,
        attribute_bases=sums,
        covered=covered,
        warm_items=warm_items,
        warm_attributes=warm_attributes,
        cold_films=cold_films,
        cold_attributes=cold_attributes,
        cold_shares=LIFT_SHARE / np.bincount(film_types, minlength=1)[film_types],
    )


@dataclass(frozen=True, eq=False)
class _SharedAttribute:
    """One attribute: its type's place in TYPES, the films that have it as int32[] of either kind."""

    type_number: int
    warm: NDArray[np.int32]
    cold: NDArray[np.int32]


def _places(rows: NDArray[np.integer], n_items: int) -> NDArray[np.int32]:
    """Return where each item stands in rows, −1 where it does not: int32[n_items]."""
    places = np.full(n_items, -1, dtype=np.int32)
    places[rows] = np.arange(len(rows), dtype=np.int32)
    return places


def _joined(films: list[NDArray[np.int32]]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the films of one attribute after the other, and the number of the attribute beside each."""
    numbers = np.arange(len(films), dtype=np.int32)
    return (
        np.concatenate([np.zeros(0, dtype=np.int32), *films]),
        np.repeat(numbers, [len(each) for each in films]),
    )
