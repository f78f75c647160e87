"""Films like one or several others: what ratings say and what the films are made of, together.

With s_ij the ranking model's similarities and b_i the tenth largest of them, so that a film about which
ratings say little does not drown in their noise,

    similarity_ij = s_ij / (b_i + s̄) + 4 cos(a_i, a_j) · c_j / (c_j + 2 c̄)

a_i holds, for each attribute of film i, the square root of its type's importance × ln(n films / films that
have it): a rare attribute says more than a common one (Salton, Buckley 1988), and a film's maker more than
its length. s̄ is b of a usual well-known film, c_j how many people rated j and c̄ = Σ c² / Σ c how many rated
the film of a usual rating: of films by one maker the known ones lead. Of a film that is not in English and
that few rated, ratings tell mostly what everybody rates; the similarities of films in English then count
1 − 0.9 · 60 / (c_i + 60) times as much. And of every film that few rated, what ratings say of a film that has
not the same genres counts 1 − ½ · 60 / (c_i + 60) · (1 − genres in common / genres of either) times as much;
so does what it is made of, unless both have a maker in common: a language or a country alone makes a romance
and a fight no neighbours. Of several films the similarities are averaged, each of them first divided by the
mean of its thirty largest and times the mean of these means: no film outweighs the others.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.attributes import AttributeType, find_attributes
from recommender.calibration import not_in_english
from recommender.ordering import best_rows, limit_franchises

TYPE_IMPORTANCE: dict[AttributeType, float] = {
    "genre": 0.1,
    "decade": 0.05,
    "director": 2.0,
    "writer": 0.5,
    "actor": 1.0,
    "language": 1.0,
    "country": 0.5,
    "keyword": 0.1,
    "length": 0.1,
}
MAKERS: tuple[AttributeType, ...] = ("director", "writer", "actor")
CONTENT_SHARE = 4.0
REFERENCE_PLACE = 10
SPARE = 3
STRONGEST = 30  # similarities of a film; by their mean it is weighed among several
ENGLISH_DISCOUNT, GENRE_DISCOUNT, FEW_RATINGS = 0.9, 0.5, 60
CONSIDERED = 1000  # of what ratings find; a film beyond that has no say worth adding


class SimilarFilms:
    """Finds films like others in one trained model; what films are made of is laid out at the first call."""

    def __init__(self, model: TrainedModel) -> None:
        self._model = model
        self._counts = model.popularity.counts
        self._laying_out = threading.Lock()

    def find(self, rows: Sequence[int], n: int) -> tuple[list[int], NDArray[np.float64]]:
        """Return up to n item rows most like all of these, best first, and their similarities float64[≤ n].

        None of the rows themselves, no film that nobody rated, at most two of a franchise in any ten.
        """
        if n <= 0 or not rows:
            return [], np.zeros(0)
        with self._laying_out:  # once, however many ask at first
            _ = self._made_of, self._is_not_in_english, self._usual_reference
        scores = _equally_weighted([self._similarities(row) for row in rows])
        candidates = (scores > 0) & (self._counts > 0)
        candidates[list(rows)] = False
        best = best_rows(scores, candidates, SPARE * n).tolist()
        found = limit_franchises(best, self._model.catalogue.franchises, n)
        return found, scores[found]

    def _similarities(self, row: int) -> NDArray[np.float64]:
        """Return the similarity of every film to one: float64[n_items]."""
        doubt = FEW_RATINGS / (FEW_RATINGS + float(self._counts[row]))
        alike = 1.0 - GENRE_DISCOUNT * doubt * (1.0 - self._genres_in_common(row))
        content, have_maker = self._content(row)
        content *= np.where(have_maker, 1.0, alike)
        scores: NDArray[np.float64] = CONTENT_SHARE * content * self._damping
        if self._model.ranking_model is not None:
            rows, strengths = self._model.ranking_model.similar(row, CONSIDERED)
            if len(rows):
                reference = strengths[min(REFERENCE_PLACE, len(rows)) - 1]
                scores[rows] += strengths * alike[rows] / (reference + self._usual_reference)
        if self._is_not_in_english[row]:
            scores[~self._is_not_in_english] *= 1.0 - ENGLISH_DISCOUNT * doubt
        return scores

    def _genres_in_common(self, row: int) -> NDArray[np.float64]:
        """Return which share of the genres of one film and another both have: float64[n_items].

        It is 1 where the one film's are not known.
        """
        genres = self._model.catalogue.genre_bits
        if not genres[row]:
            return np.ones(len(genres))
        both, either = np.bitwise_count(genres & genres[row]), np.bitwise_count(genres | genres[row])
        common: NDArray[np.float64] = both / either
        return common

    def _content(self, row: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Return cos(a_i, a_j) of one film i with every film j, and which j have a maker of i's.

        float64[n_items], bool[n_items]. All are 0 for a film without details: a genre and a decade alone make
        nothing alike.
        """
        cosines, have_maker = np.zeros(len(self._counts)), np.zeros(len(self._counts), dtype=bool)
        if int(self._model.catalogue.movie_ids[row]) not in self._model.catalogue.details:
            return cosines, have_maker
        films, values, ends, are_makers = self._made_of
        for place in np.flatnonzero(films == row):
            attribute = int(np.searchsorted(ends, place, side="right"))
            shared = slice(ends[attribute - 1] if attribute else 0, ends[attribute])
            cosines[films[shared]] += values[place] * values[shared]  # a film has an attribute once
            have_maker[films[shared]] |= are_makers[attribute]
        return cosines, have_maker

    @cached_property
    def _made_of(
        self,
    ) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]:
        """Return a_i / |a_i| of every film, one attribute after the other.

        The films that have each attribute int32[n], their values float64[n], where each attribute ends in
        both, int64[n_attributes], and whether it is a maker, bool[n_attributes].
        """
        attributes = find_attributes(self._model.catalogue)
        n_films = len(self._counts)
        sizes = np.array([len(each.rows) for each in attributes], dtype=np.int64)
        films = np.concatenate([np.zeros(0, np.int32), *(each.rows.astype(np.int32) for each in attributes)])
        importances = [
            np.sqrt(TYPE_IMPORTANCE[each.attribute_type]) * np.log(n_films / len(each.rows))
            for each in attributes
        ]
        values = np.repeat(np.array(importances, dtype=np.float64), sizes)
        lengths = np.sqrt(np.bincount(films, values**2, n_films))
        values /= np.where(lengths > 0, lengths, 1.0)[films]
        are_makers = np.array([each.attribute_type in MAKERS for each in attributes], dtype=bool)
        return films, values, np.cumsum(sizes), are_makers

    @cached_property
    def _is_not_in_english(self) -> NDArray[np.bool_]:
        """Return which films are in another language, as far as details or titles tell: bool[n_items]."""
        return not_in_english(self._model.catalogue)

    @cached_property
    def _damping(self) -> NDArray[np.float64]:
        """Return c_j / (c_j + 2 c̄) of every film: float64[n_items]."""
        counts = self._counts.astype(np.float64)
        usual = float((counts**2).sum() / max(counts.sum(), 1.0))
        damping: NDArray[np.float64] = counts / np.maximum(counts + 2.0 * usual, 1.0)
        return damping

    @cached_property
    def _usual_reference(self) -> float:
        """Return what the tenth most similar film of a usual well-known film has."""
        model = self._model.ranking_model
        if model is None:
            return 0.0
        known = model.item_rows[np.argsort(-model.counts, kind="stable")[:200:20]]
        tenth = [model.similar(int(row), REFERENCE_PLACE)[1][-1:] for row in known]
        values = np.concatenate([np.zeros(0), *tenth])
        return float(np.median(values)) if len(values) else 0.0


def _equally_weighted(similarities: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the mean of several films' similarities, float64[n_items] each, none outweighing another."""
    means = np.array([np.sort(each)[-STRONGEST:].mean() for each in similarities])
    known = [(each / mean, mean) for each, mean in zip(similarities, means, strict=True) if mean > 0]
    if not known:
        return similarities[0]  # nothing is known to be like any of them
    weighted, their_means = zip(*known, strict=True)
    mean: NDArray[np.float64] = np.mean(weighted, axis=0) * np.mean(their_means)
    return mean
