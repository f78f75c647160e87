"""Square matrices of which each half holds something of its own: columns, copies and sums of one half."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

COLUMNS_A_BLOCK = 256


def column_blocks(n_columns: int, width: int | None = None) -> Iterator[slice]:
    """Yield slices of some columns each, 256 unless width says otherwise."""
    step = width or COLUMNS_A_BLOCK
    for first in range(0, n_columns, step):
        yield slice(first, min(first + step, n_columns))


def symmetric_columns(matrix: NDArray[np.float32], block: slice) -> NDArray[np.float32]:
    """Return some columns of the symmetric matrix whose lower half is given: float32[m, width]."""
    columns = np.empty((len(matrix), block.stop - block.start), dtype=np.float32)
    columns[: block.start] = matrix[block, : block.start].T
    corner = np.tril(matrix[block, block])
    columns[block] = corner + np.tril(corner, -1).T
    columns[block.stop :] = matrix[block.stop :, block]
    return columns


def fill_lower_half(matrix: NDArray[np.float32], factor: float) -> None:
    """Write the upper half times a factor to the lower one, in place; the diagonal stays."""
    scale = np.float32(factor)
    for block in column_blocks(len(matrix)):
        matrix[block.stop :, block] = scale * matrix[block, block.stop :].T
        corner = matrix[block, block]
        upper = np.triu(corner, 1)
        matrix[block, block] = upper + scale * upper.T + np.diag(np.diag(corner))


def add_to_half(matrix: NDArray[np.float32], strip: slice, rows: NDArray[np.float32], *, lower: bool) -> None:
    """Add some rows of a symmetric matrix, from the diagonal on, to one half of a matrix, in place.

    rows: float32[width, m − strip.start].
    """
    width = strip.stop - strip.start
    corner, beyond = rows[:, :width], rows[:, width:]
    if lower:
        matrix[strip.stop :, strip] += beyond.T
        matrix[strip, strip] += np.tril(corner)
    else:
        matrix[strip, strip.stop :] += beyond
        matrix[strip, strip] += np.triu(corner)
