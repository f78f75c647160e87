"""Which films belong to one franchise, told from their titles."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def find_franchises(
    titles: Sequence[str], years: NDArray[np.int16], genre_bits: NDArray[np.uint32]
) -> NDArray[np.int32]:
    """A number a film, the same for films of one franchise: int32[n]."""
    return np.arange(len(titles), dtype=np.int32)
