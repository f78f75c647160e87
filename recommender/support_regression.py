"""Item-item regression on simulated supports, in closed form.

A chat user is known by a handful of ratings, so the weights W are trained to guess a person's likes from a
random handful of their ratings, averaged over all handfuls without drawing any. Person u rated n_u items;
item i lands in a support of k_u = min(k, n_u / 2) with probability

    π_ui = min(1, k_u · c_i^β / Σ_j c_j^β)      j over u's items, c = how many people rated an item

half of the weight on an even drawing (β = 0), half on one in proportion to popularity (β = 1). With grades f,
likes y ∈ {0, 1}, person weights w_u, x̃ the support's grades and W_jj = 0 the squared error

    Σ_u w_u E |y_u − base − x̃_u W|² + λ_k |W|²

needs only E[x̃ᵀx̃] = Σ w z zᵀ + diag(Σ w π (1 − π) f²), E[x̃ᵀy] = Σ w z yᵀ and the means, z = π f. Where the
ratings say little, the ridge draws W not to zero but to a S, what each item says by itself:

    λ_k |W − a S|²,   S_ij = R_ij / C_ii,   a = ⟨S, R⟩ / ⟨S, G S⟩

with the covariances G of x̃ and R of x̃ and y, C = G + λ_k I; a S is the best guess of y made of S alone. And
there attributes of films speak too: each counts as a person who likes everything of it, and the covariances
over these people are added (side information as in Jeunen, Van Balen, Goethals, "Closed-form models for
collaborative filtering with side-information", RecSys 2020). The rest is the denoising autoencoder of Steck,
"Autoencoders that don't overfit towards the Identity" (NeurIPS 2020), with its one dropout rate replaced by
the chances of the support that will really be met, with grades, likes and an intercept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import blas, lapack

DRAWINGS = ((0.0, 0.5), (1.0, 0.5))  # (exponent β, share)
MAX_PART = 0.5
PEOPLE_A_BLOCK = 512
COLUMNS_A_BLOCK = 256
COLUMNS_FOR_SCALE = 256  # the items most people like: there is hardly anything to explain in the others


@dataclass(frozen=True, eq=False)
class People:
    """Training people as rows over m items: sorted by person.

    starts: int64[n_people + 1] into items int32[n], grades float32[n], likes float32[n]; sizes:
    float32[n_people] how many items each rated (also outside the m); weights: float32[n_people] w;
    counts: float32[m].
    """

    starts: NDArray[np.int64]
    items: NDArray[np.int32]
    grades: NDArray[np.float32]
    likes: NDArray[np.float32]
    sizes: NDArray[np.float32]
    weights: NDArray[np.float32]
    counts: NDArray[np.float32]


@dataclass(eq=False)
class Moments:
    """Weighted covariances: gram of z (its lower half), cross of z and y, float32[m, m] in Fortran order.

    spread: Σ w π (1 − π) f² (m), what the drawing adds to gram's diagonal. Of people alone,
    without attributes, given: Σ w z (m); liked: Σ w y (m); total: Σ w.
    """

    gram: NDArray[np.float32]
    cross: NDArray[np.float32]
    spread: NDArray[np.float64]
    given: NDArray[np.float64]
    liked: NDArray[np.float64]
    total: float


def moments(people: People, support_size: float, attributes: People | None = None) -> Moments:
    """Return the sums for one support size k, to people's covariances those of attributes added."""
    m = len(people.counts)
    sums = Moments(
        gram=np.zeros((m, m), dtype=np.float32, order="F"),
        cross=np.zeros((m, m), dtype=np.float32, order="F"),
        spread=np.zeros(m),
        given=np.zeros(m),
        liked=np.zeros(m),
        total=0.0,
    )
    for group in (people,) if attributes is None else (attributes, people):
        _add(sums, group, support_size)
    return sums


def _add(sums: Moments, people: People, support_size: float) -> None:
    """Add the covariances of some people; given, liked and total become theirs.

    People in blocks, so that nothing of people × items is ever dense.
    """
    sums.given[:], sums.liked[:] = 0.0, 0.0
    sums.total = float(people.weights.sum(dtype=np.float64))
    if len(people.items) == 0:
        return
    for first in range(0, len(people.sizes), PEOPLE_A_BLOCK):
        _add_block(sums, people, support_size, slice(first, min(first + PEOPLE_A_BLOCK, len(people.sizes))))
    sums.gram = blas.ssyr(-1.0 / sums.total, sums.given, lower=1, a=sums.gram, overwrite_a=1)
    sums.cross = blas.sger(
        -1.0 / sums.total, sums.given, sums.liked, a=sums.cross, overwrite_x=0, overwrite_a=1
    )


def _add_block(sums: Moments, people: People, support_size: float, block: slice) -> None:
    """Add the people of a block of rows to all sums, in place."""
    bounds = people.starts[block.start : block.stop + 1]
    part = slice(bounds[0], bounds[-1])
    items, grades = people.items[part], people.grades[part].astype(np.float64)
    rows = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    given_away = np.minimum(support_size, MAX_PART * people.sizes[block])[rows]
    weights = people.weights[block].astype(np.float64)[rows]
    shape = (len(bounds) - 1, len(people.counts))
    drawn = np.zeros(len(items))
    dense = np.zeros((len(DRAWINGS), *shape), dtype=np.float32)
    for drawing, (exponent, share) in enumerate(DRAWINGS):
        chances = _chances(people.counts[items], rows, given_away, exponent)
        dense[drawing, rows, items] = np.sqrt(share * weights) * chances * grades
        spread = share * weights * chances * (1.0 - chances) * grades**2
        sums.spread += np.bincount(items, spread, shape[1])
        drawn += share * chances * grades
    stacked = dense.reshape(-1, shape[1])
    sums.gram = blas.ssyrk(1.0, stacked.T, beta=1.0, c=sums.gram, lower=1, overwrite_c=1)
    means, likes = dense  # the same cells are written again: no second pair of blocks
    means[rows, items] = weights * drawn
    likes[rows, items] = people.likes[part]
    sums.cross = blas.sgemm(1.0, means.T, likes.T, beta=1.0, c=sums.cross, trans_b=1, overwrite_c=1)
    sums.given += np.bincount(items, weights * drawn, shape[1])
    sums.liked += np.bincount(items, weights * people.likes[part], shape[1])


def _chances(
    counts: NDArray[np.float32], rows: NDArray[np.int64], given_away: NDArray[np.float32], exponent: float
) -> NDArray[np.float64]:
    """Return π of each rating.

    Wanted are how many people rated its item, its person's row, how many that person gives away.
    """
    fame = counts.astype(np.float64) ** exponent
    chances: NDArray[np.float64] = np.minimum(1.0, given_away * fame / np.bincount(rows, fame)[rows])
    return chances


def expected_supports(people: People, support_size: float) -> sparse.csr_array:
    """Return √w E[x̃] of everybody: sparse float32[n_people, m], the mean over the drawings."""
    rows = np.repeat(np.arange(len(people.sizes)), np.diff(people.starts))
    given_away = np.minimum(support_size, MAX_PART * people.sizes)[rows]
    drawn = np.zeros(len(rows))
    for exponent, share in DRAWINGS:
        drawn += share * _chances(people.counts[people.items], rows, given_away, exponent)
    drawn *= people.grades * np.sqrt(people.weights)[rows]
    shape = (len(people.sizes), len(people.counts))
    return sparse.csr_array((drawn.astype(np.float32), people.items, people.starts), shape=shape)


def solve(sums: Moments, ridge: float) -> NDArray[np.float32]:
    """Return W: float32[m, m] in Fortran order, row = rated item, column = scored item.

    It uses up the sums' matrices.

    With P = C⁻¹ and B = P (R + λ a S) the zero diagonal costs W_·j = B_·j − P_·j B_jj / P_jj; that is why the
    diagonal of S, which is zero, need not be taken out. Raises ArithmeticError when C is not positive
    definite in float32.
    """
    if len(sums.given) == 0:
        return sums.cross
    gram, cross = sums.gram, sums.cross
    gram[np.diag_indices_from(gram)] += (sums.spread + ridge).astype(np.float32)
    best_known = np.argsort(-sums.liked, kind="stable")[:COLUMNS_FOR_SCALE]
    single = ridge * _scale(gram, cross, ridge, best_known) / np.diag(gram)
    cross *= (1.0 + single).astype(np.float32)[:, None]
    factor, failed = lapack.spotrf(gram, lower=1, overwrite_a=1)
    if failed:
        raise ArithmeticError("the ratings' covariance is not positive definite in float32")
    precision, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    _mirror(precision)
    for first in range(0, len(precision), COLUMNS_A_BLOCK):
        block = slice(first, min(first + COLUMNS_A_BLOCK, len(precision)))
        places = np.arange(block.start, block.stop)
        solved = blas.sgemm(1.0, precision, cross[:, block])
        solved -= precision[:, block] * (solved[places, places - first] / precision[places, places])
        cross[:, block] = solved
    weights: NDArray[np.float32] = cross
    return weights


def _scale(
    gram: NDArray[np.float32], cross: NDArray[np.float32], ridge: float, columns: NDArray[np.int64]
) -> float:
    """Return a = ⟨S, R⟩ / ⟨S, G S⟩ over some columns; 0 where nobody likes anything."""
    targets = cross[:, columns]
    single = targets / np.diag(gram)[:, None]
    single[columns, np.arange(len(columns))] = 0.0
    explained = float(np.vdot(single, blas.ssymm(1.0, gram, single, lower=1) - np.float32(ridge) * single))
    return float(np.vdot(single, targets)) / explained if explained > 0 else 0.0


def _mirror(lower: NDArray[np.float32]) -> None:
    """Copy the lower triangle to the upper one, in place, in strips."""
    for first in range(0, len(lower), COLUMNS_A_BLOCK):
        last = min(first + COLUMNS_A_BLOCK, len(lower))
        lower[first:last, last:] = lower[last:, first:last].T
        corner = np.tril(lower[first:last, first:last])
        lower[first:last, first:last] = corner + np.tril(corner, -1).T
