"""Read a joblib dump that holds plain data only: arrays, numbers, strings, lists and dictionaries.

joblib writes a pickle with the bytes of each array behind its header. A pickle may name any function and have
it called; this reader knows three names, calls none of them, and refuses every other instruction.
"""

from __future__ import annotations

import math
import os
import pickle
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar

import numpy as np
from numpy.typing import NDArray

CHUNK = 1 << 20
MAX_DIMENSIONS = 4
MAX_PADDING = 16

_HEADER, _NDARRAY, _DTYPE = object(), object(), object()
_NAMES = {
    ("joblib.numpy_pickle", "NumpyArrayWrapper"): _HEADER,
    ("numpy", "ndarray"): _NDARRAY,
    ("numpy", "dtype"): _DTYPE,
}
_DTYPE_NAMES = frozenset({"u1", "i2", "i4", "i8", "u4", "f2", "f4", "f8"})
_DTYPE_STATES = tuple((3, order, None, None, None, -1, -1, 0) for order in "<|")
_HEADER_FIELDS = {"subclass", "shape", "order", "dtype", "allow_mmap", "numpy_array_alignment_bytes"}

# What Python's own unpickler may raise over bytes that nobody pickled.
_STUMBLES = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError),
    *(TypeError, ValueError, pickle.UnpicklingError, struct.error),
)


class NotPlain(Exception):
    """The bytes hold something else than plain data, or are no joblib dump at all."""


@dataclass(frozen=True, eq=False)
class PlainArray:
    """An array and its least and greatest number: NaN when one of them is NaN, 0 when there are none."""

    values: NDArray[Any]
    lowest: float
    highest: float


@dataclass(frozen=True)
class _PlainDtype:
    """The dtype that a header names."""

    name: str


class _Header:
    """An array whose header is being read."""


def read_plain(file: BinaryIO, size: int, *, memory_map: bool) -> Any:
    """Return what the first size bytes of an opened file hold, each array as a PlainArray.

    Raises NotPlain, never anything else for what stands in the file. Memory-mapped arrays are read-only.
    """
    file.seek(0)
    try:
        return _PlainUnpickler(file, size, memory_map=memory_map).load()
    except _STUMBLES as error:
        raise NotPlain(f"{type(error).__name__}: {error}") from error


class _PlainUnpickler(pickle._Unpickler):
    """Python's unpickler without the instructions that import, call or change anything."""

    dispatch: ClassVar[dict[int, Any]] = {
        code[0]: pickle._Unpickler.dispatch[code[0]]
        for code in (
            *(pickle.PROTO, pickle.FRAME, pickle.STOP, pickle.MARK, pickle.MEMOIZE),
            *(pickle.BINPUT, pickle.LONG_BINPUT, pickle.BINGET, pickle.LONG_BINGET),
            *(pickle.NONE, pickle.NEWTRUE, pickle.NEWFALSE, pickle.BINFLOAT),
            *(pickle.BININT, pickle.BININT1, pickle.BININT2, pickle.LONG1),
            *(pickle.SHORT_BINUNICODE, pickle.BINUNICODE, pickle.STACK_GLOBAL),
            *(pickle.EMPTY_TUPLE, pickle.TUPLE, pickle.TUPLE1, pickle.TUPLE2, pickle.TUPLE3),
            *(pickle.EMPTY_LIST, pickle.APPEND, pickle.APPENDS),
            *(pickle.EMPTY_DICT, pickle.SETITEM, pickle.SETITEMS),
        )
    }

    stack: list[Any]

    def __init__(self, file: BinaryIO, size: int, *, memory_map: bool) -> None:
        super().__init__(file)
        self._file = file
        self._size = size
        self._memory_map = memory_map

    def find_class(self, module: str, name: str, /) -> object:
        """Return a mark for one of the three names that joblib needs; nothing is imported."""
        try:
            return _NAMES[module, name]
        except KeyError:
            raise NotPlain(f"it names {module}.{name}") from None

    def load_newobj(self) -> None:
        """Begin an array's header."""
        arguments, made = self.stack.pop(), self.stack.pop()
        if made is not _HEADER or arguments != ():
            raise NotPlain("it makes an object")
        self.stack.append(_Header())

    def load_reduce(self) -> None:
        """Take note of a dtype; whatever else would be called here is refused."""
        arguments, called = self.stack.pop(), self.stack.pop()
        if called is not _DTYPE or type(arguments) is not tuple or arguments[1:] != (False, True):
            raise NotPlain("it calls a function")
        if arguments[0] not in _DTYPE_NAMES:
            raise NotPlain(f"it has an array of {arguments[0]!r}")
        self.stack.append(_PlainDtype(arguments[0]))

    def load_build(self) -> None:
        """Put an array in the place of its header; a dtype has nothing to be added to it."""
        state, built = self.stack.pop(), self.stack[-1]
        if type(built) is _Header:
            self.stack[-1] = self._read_array(state)
        elif type(built) is not _PlainDtype or state not in _DTYPE_STATES:
            raise NotPlain("it changes an object")

    def _read_array(self, header: dict[str, Any]) -> PlainArray:
        dtype, shape, order = _checked(header)
        count = math.prod(shape)
        start = self._skip_padding()
        end = start + count * dtype.itemsize
        if end > self._size:
            raise NotPlain(f"an array of {count} numbers does not fit into the file")
        lowest, highest = _range_of(self._file, dtype, count)
        self._file.seek(start)
        values = self._values(dtype, shape, order)
        self._file.seek(end)
        return PlainArray(values, lowest, highest)

    def _skip_padding(self) -> int:
        """Pass over the bytes that align an array and return where it begins."""
        padding = self._file.read(1)[0]
        if padding > MAX_PADDING:
            raise NotPlain("the padding of an array is too long")
        return self._file.seek(padding, os.SEEK_CUR)

    def _values(self, dtype: np.dtype[Any], shape: tuple[int, ...], order: Any) -> NDArray[Any]:
        if not self._memory_map or 0 in shape:
            return np.fromfile(self._file, dtype, math.prod(shape)).reshape(shape, order=order)
        mapped: NDArray[Any] = np.memmap(
            self._file, dtype, mode="r", offset=self._file.tell(), shape=shape, order=order
        )
        return mapped.view(np.ndarray)  # over the same pages, without the overhead of a memmap

    dispatch[pickle.NEWOBJ[0]] = load_newobj
    dispatch[pickle.REDUCE[0]] = load_reduce
    dispatch[pickle.BUILD[0]] = load_build


def _checked(header: dict[str, Any]) -> tuple[np.dtype[Any], tuple[int, ...], str]:
    """Return dtype, shape and order of an array from its header."""
    if type(header) is not dict or header.keys() != _HEADER_FIELDS or header["subclass"] is not _NDARRAY:
        raise NotPlain("an array has an unknown header")
    dtype, shape, order = header["dtype"], header["shape"], header["order"]
    if type(dtype) is not _PlainDtype or order not in ("C", "F"):
        raise NotPlain("an array has an unknown layout")
    if type(shape) is not tuple or not 0 < len(shape) <= MAX_DIMENSIONS:
        raise NotPlain("an array has an unknown shape")
    if not all(type(length) is int and 0 <= length < 2**31 for length in shape):
        raise NotPlain("an array has an unknown shape")
    return np.dtype("<" + dtype.name), shape, order


def _range_of(file: BinaryIO, dtype: np.dtype[Any], count: int) -> tuple[float, float]:
    """Return the least and the greatest of the next count numbers.

    They are read in pieces: looking at all of a memory map would bring it into memory.
    """
    lowest, highest = math.inf, -math.inf
    step = CHUNK // dtype.itemsize
    for begin in range(0, count, step):
        numbers = np.frombuffer(file.read(min(step, count - begin) * dtype.itemsize), dtype)
        # NumPy's least and greatest are NaN when one number is; Python's min and max may pass over it.
        lowest = float(np.minimum(lowest, numbers.min()))
        highest = float(np.maximum(highest, numbers.max()))
    return (lowest, highest) if count else (0.0, 0.0)
