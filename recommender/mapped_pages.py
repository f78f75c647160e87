"""The pages of memory-mapped arrays: each counts as memory of this process from the first look at it on."""

from __future__ import annotations

import mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray


def let_go(values: NDArray[Any]) -> None:
    """Give the pages of a mapped array back; a later look finds them with the system, or else on the disk.

    An array that is not mapped stays as it is.
    """
    owner: Any = values
    while isinstance(owner, np.ndarray):
        owner = owner.base
    if isinstance(owner, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        owner.madvise(mmap.MADV_DONTNEED)
