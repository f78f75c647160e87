"""A square matrix that waits in a file while its memory is needed for something else."""

from __future__ import annotations

import tempfile
import weakref
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from recommender.triangles import column_blocks

ON_DISK = Path("/var/tmp")  # noqa: S108 - where /tmp may be memory, this is not; the file there has no name


class MatrixFile:
    """At most one matrix, float32[m, m] in Fortran order, in a file that is gone with its owner.

    Where no file can be written, it says so, and whoever asks does without.
    """

    def __init__(self) -> None:
        self._file: BinaryIO | None = None
        self._is_usable = True

    def read_into(self, matrix: NDArray[np.float32]) -> bool:
        """Write what was kept into a matrix of zeros, nothing if nothing was; return False if it is lost."""
        if self._file is not None:
            self._file.seek(0)
            for block in column_blocks(len(matrix)):
                read = np.fromfile(self._file, np.float32, len(matrix) * (block.stop - block.start))
                matrix[:, block] = read.reshape(len(matrix), -1, order="F")
        return self._is_usable

    def write(self, matrix: NDArray[np.float32]) -> None:
        """Keep a matrix in place of the last one, if there is room on the disk."""
        try:
            if self._file is None:
                self._file = _open()
                weakref.finalize(self, self._file.close)
            self._file.seek(0)
            for block in column_blocks(len(matrix)):
                self._file.write(np.ascontiguousarray(matrix[:, block].T).data)
            self._file.flush()
        except OSError:
            self._file, self._is_usable = None, False


def _open() -> BinaryIO:
    folder = ON_DISK if ON_DISK.is_dir() else None
    return tempfile.TemporaryFile(dir=folder)
