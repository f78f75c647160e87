"""Item-item regression on simulated supports, in closed form.

The weights W are trained to guess a person's likes from a random handful of their ratings, averaged over all
handfuls without drawing any: `support_drawing` says with which chances. With x̃ the support's grades, likes
y ∈ {0, 1}, person weights w_u and W_jj = 0 the squared error

    Σ_u w_u E |y_u − base − x̃_u W|² + λ_k |W|²

needs only sums over people. Where the ratings say little, the ridge draws W not to zero but to a S, what each
item says by itself:

    λ_k |W − a S|²,   S_ij = R_ij / C_ii,   a = ⟨S, R⟩ / ⟨S, G S⟩

with the covariances G of x̃ and R of x̃ and y, C = G + λ_k I; a S is the best guess of y made of S alone. And
there attributes of films speak too: each counts as a person who likes everything of it, and the covariances
over these people are added (side information as in Jeunen, Van Balen, Goethals, "Closed-form models for
collaborative filtering with side-information", RecSys 2020). The rest is the denoising autoencoder of Steck,
"Autoencoders that don't overfit towards the Identity" (NeurIPS 2020), with its one dropout rate replaced by
the chances of the support that will really be met, with grades, likes and an intercept.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import blas, lapack

from recommender.support_sums import Moments
from recommender.triangles import column_blocks, symmetric_columns

SHARE_OF_FACTOR, SHARE_OF_INVERSE = 0.1, 0.3  # of the time, when each is there
COLUMNS_FOR_SCALE = 256  # the items most people like: there is hardly anything to explain in the others


def solve(
    sums: Moments,
    ridge: float,
    threads: int = 1,
    on_share: Callable[[float], None] = lambda _: None,
) -> NDArray[np.float32]:
    """Return W: float32[m, m] in Fortran order, row = rated item, column = scored item.

    It uses up the lower half of the sums' gram, and cross. on_share is told which share is done.

    With P = C⁻¹ and B = P (R + λ a S) the zero diagonal costs W_·j = B_·j − P_·j B_jj / P_jj; that is why the
    diagonal of S, which is zero, need not be taken out. Raises ArithmeticError when C is not positive
    definite in float32.
    """
    gram = sums.gram
    if len(gram) == 0:
        return gram.copy()
    gram[np.diag_indices_from(gram)] += (sums.spread + ridge).astype(np.float32)
    best_known = np.argsort(-sums.liked, kind="stable")[:COLUMNS_FOR_SCALE]
    scale = _scale(gram, sums.cross.columns(best_known), ridge, best_known)
    factors = (1.0 + ridge * scale / np.diag(gram)).astype(np.float32)
    factor, failed = lapack.spotrf(gram, lower=1, clean=0, overwrite_a=1)
    if failed:
        raise ArithmeticError("the ratings' covariance is not positive definite in float32")
    on_share(SHARE_OF_FACTOR)
    precision, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    on_share(SHARE_OF_INVERSE)
    weights = sums.cross.regress(
        precision,
        factors,
        threads,
        lambda share: on_share(SHARE_OF_INVERSE + share * (1.0 - SHARE_OF_INVERSE)),
    )
    _take_out_own(weights, precision)
    return weights


def _scale(
    gram: NDArray[np.float32], targets: NDArray[np.float32], ridge: float, columns: NDArray[np.int64]
) -> float:
    """Return a = ⟨S, R⟩ / ⟨S, G S⟩ over some columns of R, the targets; 0 where nobody likes anything."""
    single = targets / np.diag(gram)[:, None]
    single[columns, np.arange(len(columns))] = 0.0
    explained = float(np.vdot(single, blas.ssymm(1.0, gram, single, lower=1) - np.float32(ridge) * single))
    return float(np.vdot(single, targets)) / explained if explained > 0 else 0.0


def _take_out_own(weights: NDArray[np.float32], precision: NDArray[np.float32]) -> None:
    """Set the diagonal of the weights to zero at the least cost of squares, in place."""
    shares = weights.diagonal() / precision.diagonal()
    for block in column_blocks(len(weights)):
        weights[:, block] -= symmetric_columns(precision, block) * shares[block]
