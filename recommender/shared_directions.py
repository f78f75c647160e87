"""Shrink item weights towards their leading shared subspace.

Every column of W is a regression of its own, with noise of its own. With V the leading directions of the
training people's predictions √w E[x̃] W, around their mean,

    W ← (W + W V Vᵀ) / 2        V orthonormal, m × 48

W V Vᵀ alone would be a reduced-rank regression; shrinking towards it is the idea of Breiman and Friedman,
"Predicting multivariate responses in multiple linear regression" (1997).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import blas

RANK = 48
SHARE = 0.5
ROUNDS = 3


def shrink_to_shared_subspace(
    weights: NDArray[np.float32],
    spread: Callable[[NDArray[np.float32]], NDArray[np.float32]],
    mean: NDArray[np.float64],
) -> NDArray[np.float32]:
    """Return the weights shrunk towards the directions they share, in place: float32[m, m] in Fortran order.

    spread gives Xᵀ X D of directions D float32[m, d], X being √w E[x̃] of everybody; mean: float64[m] with
    Xᵀ X − mean meanᵀ their covariance. The same weights and supports give the same outcome.
    """
    m = len(weights)
    if m == 0:
        return weights
    centre = mean.astype(np.float32)
    basis = np.random.default_rng(0).standard_normal((m, min(RANK, m)), dtype=np.float32)
    for _ in range(ROUNDS):
        projected = weights @ basis
        covariance = spread(projected) - np.outer(centre, centre @ projected)
        basis = np.linalg.qr(weights.T @ covariance)[0]
    shared = weights @ basis
    shrunk: NDArray[np.float32] = blas.sgemm(
        SHARE, shared, basis.T, beta=1.0 - SHARE, c=weights, overwrite_c=1
    )
    return shrunk
