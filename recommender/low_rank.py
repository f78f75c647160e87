"""The part of a matrix that a few dimensions hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SPARE = 4
ROUNDS = 2


def leading_part(matrix: NDArray[np.float32], rank: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return A float32[m, r] and B float32[n, r] with A Bᵀ near the best matrix of that rank.

    r = min(rank, m, n).

    Subspace iteration from a seeded random start (Halko, Martinsson, Tropp, "Finding structure with
    randomness", 2011): the same matrix gives the same factors. A matrix without rows or columns has r = 0.
    """
    r = min(rank, *matrix.shape)
    if r == 0:
        return np.zeros((len(matrix), 0), np.float32), np.zeros((matrix.shape[1], 0), np.float32)
    width = min(r + SPARE, *matrix.shape)
    start = np.random.default_rng(0).standard_normal((matrix.shape[1], width), dtype=np.float32)
    basis = np.linalg.qr(start)[0]
    for _ in range(ROUNDS):
        basis = np.linalg.qr(matrix.T @ np.linalg.qr(matrix @ basis)[0])[0]
    left, sizes, right = np.linalg.svd(matrix @ basis, full_matrices=False)
    return left[:, :r] * sizes[:r], basis @ right[:r].T
