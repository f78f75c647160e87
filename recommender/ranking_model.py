"""Which film would this person pick and like: item-item weights, one set for each size of support.

For a person who rated the items i with grades g_i = grade(stars_i), the score of item j is

    score_j = base_j + Σ_i g_i · W_ij,        W = (1 − t) · W⁽ᵃ⁾ + t · W⁽ᵇ⁾,  base alike

where a and b are the two trained support sizes around the number n of rated items and
t = (ln n − ln a) / (ln b − ln a). Each W is a sparse matrix and one of low rank,

    W_ij = N_ij + o_i · u_j

what a rated film says of kinds of films at large and, on top, of the single films it says most about. The
score is linear in the grades once n is known, so that each rated film has an exact share. The weights come
from `ranking_training`; serving needs NumPy only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

GRADED_STARS = (0.5, 1.0, 2.0, 3.0, 4.0, 5.0)
GRADES = (-0.25, -0.2, 0.1, 0.6, 1.0, 1.15)
SIMILARITY_DAMPING = 20.0


def grade(stars: ArrayLike) -> NDArray[np.float32]:
    """Return what a rating counts for as input, float32: 1 at four stars, 0 at 1⅔, less than nothing below.

    People rate what they chose to watch, so that three stars still speak for films of the same kind. An
    unrated film counts 0, hence one star pushes such films away.
    """
    grades: NDArray[np.float32] = np.interp(np.asarray(stars), GRADED_STARS, GRADES).astype(np.float32)
    return grades


@dataclass(frozen=True, eq=False)
class RankingModel:
    """Weights between the m items that take part, for s support sizes.

    item_rows: int32[m] ascending; n_items: all items; support_sizes: float32[s] ascending;
    bases: float32[s, n_items] in probability of "picked and liked" (items that take no part too);
    neighbours: int16 or int32[s, m, w], positions in item_rows; weights: float16 or float32[s, m, w], the N
    of each rated item and neighbour; outward, inward: float32[s, m, r], o of rated and u of scored items;
    counts: int32[m] ratings behind each item; star_weight: how much of a predicted star joins a score.
    """

    item_rows: NDArray[np.int32]
    n_items: int
    support_sizes: NDArray[np.float32]
    bases: NDArray[np.float32]
    neighbours: NDArray[np.integer[Any]]
    weights: NDArray[np.floating[Any]]
    outward: NDArray[np.float32]
    inward: NDArray[np.float32]
    counts: NDArray[np.int32]
    star_weight: float

    def scores(
        self, item_rows: ArrayLike, stars: ArrayLike, *, n_rated: int | None = None
    ) -> NDArray[np.float32]:
        """Return the score of every item, float32[n_items], from item rows int[n] and their stars float[n].

        n_rated: how many films the person has rated, if others are to be thought of than these n.
        """
        rows = np.asarray(item_rows, dtype=np.int64)
        positions, known = self.positions(rows)
        rated = positions[known]
        grades = grade(stars)[known].astype(np.float64)
        scores = np.zeros(self.n_items)
        sums = np.zeros(len(self.item_rows))
        for level, share in self._levels(len(rows) if n_rated is None else n_rated):
            scores += share * self.bases[level]
            shares = self.weights[level, rated] * (share * grades)[:, None]
            targets = self.neighbours[level, rated]
            sums += np.bincount(targets.ravel(), weights=shares.ravel(), minlength=len(sums))
            said = (share * grades) @ self.outward[level, rated]
            sums += self.inward[level] @ said.astype(np.float32)
        scores[self.item_rows] += sums
        return scores.astype(np.float32)

    def contributions(self, item_rows: ArrayLike, stars: ArrayLike, scored: ArrayLike) -> NDArray[np.float64]:
        """Return each rating's share in scores[scored] − baseline: float64[m, n].

        The scored are m distinct items.
        """
        return self.pulls(item_rows, scored, n_rated=np.size(item_rows)) * grade(stars)

    def pulls(self, item_rows: ArrayLike, scored: ArrayLike, *, n_rated: int) -> NDArray[np.float64]:
        """Return W_ij of n items i and m distinct items j for somebody who rated so many films.

        It is a float64[m, n].
        """
        rows = np.asarray(item_rows, dtype=np.int64)
        if len(rows) == 0:
            return np.zeros((np.size(scored), 0))
        positions, known = self.positions(rows)
        targets, takes_part = self.positions(np.asarray(scored, dtype=np.int64))
        among = self._pulls_among(positions[known], targets[takes_part], n_rated)
        if known.all() and takes_part.all():
            return among
        pulls = np.zeros((len(targets), len(rows)))
        pulls[np.ix_(takes_part, known)] = among
        return pulls

    def _pulls_among(
        self, rated: NDArray[np.int64], scored: NDArray[np.int64], n_rated: int
    ) -> NDArray[np.float64]:
        """Return W_ij of n items i and m distinct items j that all take part: float64[m, n]."""
        places = np.full(len(self.item_rows), -1)
        places[scored] = np.arange(len(scored))
        is_scored = places >= 0
        pulls = np.zeros((len(scored), len(rated)))
        for level, share in self._levels(n_rated):
            neighbours = self.neighbours[level, rated].ravel()
            # Flat: looking for a few among many in two dimensions takes ten times as long.
            hits = np.flatnonzero(is_scored[neighbours])
            raters, columns = np.divmod(hits, self.neighbours.shape[2])
            weights = self.weights[level, rated[raters], columns].astype(np.float64)
            pulls[places[neighbours[hits]], raters] += share * weights
            said = self.outward[level, rated].astype(np.float64)
            pulls += share * self.inward[level, scored] @ said.T
        return pulls

    def weighted_pulls(self, item_rows: ArrayLike, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return Σ_k W_ik v_k of n rated items i over the items k that take part: float64[n].

        The weights are v, float64[m].
        """
        rows = np.asarray(item_rows, dtype=np.int64)
        positions, known = self.positions(rows)
        rated = positions[known]
        sums = np.zeros(len(rows))
        for level, share in self._levels(len(rows)):
            near = (self.weights[level, rated] * weights[self.neighbours[level, rated]]).sum(axis=1)
            sums[known] += share * (near + self.outward[level, rated] @ (weights @ self.inward[level]))
        return sums

    def baseline(self, n_rated: int, item_row: int) -> float:
        """Return the part of an item's score that no rating of the person carries.

        It depends on how many films they rated.
        """
        return float(sum(share * self.bases[level, item_row] for level, share in self._levels(n_rated)))

    def similar(self, item_row: int, n: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return up to n items that speak for this one and it for them, best first.

        Item rows int64[] come first, then similarities float64[].

        Similarity is W_ij √(c_i / c_j) + W_ji √(c_j / c_i), damped by c / (c + 20) of both items, c = rating
        counts, so that neither fame nor a handful of ratings makes a neighbour. W is that of the second
        smallest support, where one film says most by itself. Nothing for an item that takes no part.
        """
        position, known = self.positions(np.array([item_row]))
        if not known[0]:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        strengths = self._mutual_weights(min(1, len(self.support_sizes) - 1), int(position[0]))
        strengths *= self.counts / (self.counts + SIMILARITY_DAMPING)
        strengths[position[0]] = 0.0
        best = np.lexsort((self.item_rows, -strengths))[: max(n, 0)]
        best = best[strengths[best] > 0]
        own = float(self.counts[position[0]])
        return self.item_rows[best].astype(np.int64), strengths[best] * (own / (own + SIMILARITY_DAMPING))

    def _mutual_weights(self, level: int, position: int) -> NDArray[np.float64]:
        """Return W_ij √(c_i / c_j) + W_ji √(c_j / c_i) of one item i with every item j: float64[m]."""
        fame = np.sqrt(self.counts / max(int(self.counts[position]), 1))
        spoken_for, speaking = self.inward[level] @ self.outward[level, position], self.outward[level]
        mutual: NDArray[np.float64] = spoken_for / fame + speaking @ self.inward[level, position] * fame
        others = self.neighbours[level, position]
        mutual[others] += self.weights[level, position] / fame[others]
        hits = np.flatnonzero(self.neighbours[level].ravel() == position)
        rows = hits // self.neighbours.shape[2]
        mutual[rows] += self.weights[level].ravel()[hits] * fame[rows]
        return mutual

    def to_arrays(self) -> dict[str, Any]:
        """Return plain arrays and numbers, for the artifact."""
        return dict(vars(self))

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> RankingModel:
        """Return the model back from what to_arrays gave."""
        return cls(**arrays)

    def positions(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return where item rows stand in item_rows, and whether they do."""
        if len(self.item_rows) == 0:
            return np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=bool)
        positions = np.minimum(np.searchsorted(self.item_rows, rows), len(self.item_rows) - 1)
        return positions, self.item_rows[positions] == rows

    def _levels(self, n_rated: int) -> tuple[tuple[int, float], ...]:
        """Return the trained support sizes around n_rated and the share of each."""
        place = float(
            np.interp(np.log(max(n_rated, 1)), np.log(self.support_sizes), np.arange(len(self.support_sizes)))
        )
        lower = int(place)
        share = place - lower
        return ((lower, 1.0),) if share == 0.0 else ((lower, 1.0 - share), (lower + 1, share))
