from __future__ import annotations

import numpy as np
import pytest

from recommender.low_rank import leading_part


def matrix(m: int, n: int, seed: int = 0) -> np.ndarray:
    """Draw a matrix whose dimensions halve in size, as in weights that have something in common."""
    rng = np.random.default_rng(seed)
    left, right = np.linalg.qr(rng.normal(size=(m, m)))[0], np.linalg.qr(rng.normal(size=(n, n)))[0]
    k = min(m, n)
    return ((left[:, :k] * 0.5 ** np.arange(k)) @ right[:k]).astype(np.float32)


@pytest.mark.parametrize(("m", "n", "rank"), [(40, 40, 5), (30, 50, 8), (50, 30, 30), (4, 4, 16)])
def test_it_is_as_near_as_the_best_of_that_rank(m: int, n: int, rank: int) -> None:
    whole = matrix(m, n)
    a, b = leading_part(whole, rank)
    left, sizes, right = np.linalg.svd(whole, full_matrices=False)
    best = (left[:, :rank] * sizes[:rank]) @ right[:rank]

    assert a.dtype == b.dtype == np.float32
    assert a.shape[1] == b.shape[1] == min(rank, m, n)
    np.testing.assert_allclose(a @ b.T, best, atol=1e-3 * sizes[0])


def test_the_same_matrix_gives_the_same_factors() -> None:
    once, again = leading_part(matrix(20, 20), 4), leading_part(matrix(20, 20), 4)

    np.testing.assert_array_equal(once[0], again[0])
    np.testing.assert_array_equal(once[1], again[1])


def test_nothing_and_only_zeros_have_a_leading_part_too() -> None:
    a, b = leading_part(np.zeros((0, 0), dtype=np.float32), 3)
    zeros, others = leading_part(np.zeros((6, 6), dtype=np.float32), 3)

    assert a.shape == b.shape == (0, 0)
    assert not (zeros @ others.T).any()
