from __future__ import annotations

import io
import pickle

import joblib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from recommender.plain_joblib import NotPlain, PlainArray, read_plain


def read(content: bytes, *, size: int | None = None):
    return read_plain(io.BytesIO(content), len(content) if size is None else size, memory_map=True)


def dumped(value) -> bytes:
    buffer = io.BytesIO()
    joblib.dump(value, buffer)
    return buffer.getvalue()


plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=300),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=4), inner, max_size=4)
        | st.tuples(inner, inner)
    ),
    max_leaves=12,
)


@given(plain_values)
def test_plain_values_come_back_as_they_were(value):
    assert read(dumped(value)) == value


known_arrays = arrays.arrays(
    dtype=st.sampled_from(["u1", "i2", "i4", "i8", "u4", "f2", "f4", "f8"]),
    shape=arrays.array_shapes(max_dims=3, min_side=0, max_side=5),
)


@given(known_arrays, st.booleans(), st.booleans())
def test_arrays_come_back_with_their_range(tmp_path_factory, values, turned, memory_map):
    values = values.T if turned else values
    path = tmp_path_factory.mktemp("arrays") / "x"
    joblib.dump([values, "after it"], path)
    with path.open("rb") as file:
        found, after = read_plain(file, path.stat().st_size, memory_map=memory_map)
    assert after == "after it"
    assert isinstance(found, PlainArray)
    np.testing.assert_array_equal(found.values, values)
    assert found.values.dtype == values.dtype
    if values.size == 0:
        assert (found.lowest, found.highest) == (0, 0)
    elif np.isnan(values.astype(float)).any():
        assert np.isnan([found.lowest, found.highest]).all()
    else:
        assert (found.lowest, found.highest) == (float(values.min()), float(values.max()))


def test_the_range_of_an_array_of_many_pieces_knows_every_number(tmp_path):
    values = np.zeros(3 << 20, dtype=np.float16)
    values[100], values[-1] = np.nan, -2
    joblib.dump(values, tmp_path / "x")
    with (tmp_path / "x").open("rb") as file:
        found = read_plain(file, (tmp_path / "x").stat().st_size, memory_map=True)
    assert np.isnan(found.lowest)
    assert np.isnan(found.highest)


@pytest.mark.parametrize(
    "value",
    [
        print,
        dict,
        object(),
        {1, 2},
        b"bytes",
        1j,
        range(3),
        np.float64(1),
        np.array([None]),
        np.array(["text"]),
        np.array([(1, 2)], dtype=[("a", "i4"), ("b", "i4")]),
        np.array(["2026-11-26"], dtype="datetime64[D]"),
        np.zeros(3, dtype=">f4"),
        np.ma.masked_array([1]),
        ValueError("x"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whatever_is_not_plain_is_refused(value):
    with pytest.raises(NotPlain):
        read(dumped([value]))


@pytest.mark.parametrize("protocol", range(6))
def test_a_call_is_refused_in_every_dialect_of_pickle(protocol):
    class Calls:
        def __reduce__(self):
            return print, ("executed",)

    with pytest.raises(NotPlain):
        read(pickle.dumps(Calls(), protocol))


def test_a_name_of_joblib_that_the_reader_does_not_know_is_refused():
    with pytest.raises(NotPlain, match=r"names joblib.numpy_pickle.load"):
        read(b"\x80\x04\x8c\x14joblib.numpy_pickle\x8c\x04load\x93.".replace(b"\x14j", b"\x13j"))


def test_an_array_larger_than_its_file_reserves_no_memory():
    content = dumped(np.zeros(10))
    with pytest.raises(NotPlain, match="does not fit"):
        read(content, size=len(content) - 20)
    huge = content.replace(b"K\x0a\x85", b"J\xff\xff\xff\x7f\x85")
    assert huge != content
    with pytest.raises(NotPlain):
        read(huge)


@given(st.data())
def test_changed_and_lost_bytes_are_refused_or_give_plain_values(data):
    content = bytearray(dumped({"a": [1, 2.5, "b", None], "array": np.arange(12, dtype=np.int32)}))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(0, len(content)))]
    try:
        read_plain(io.BytesIO(bytes(content)), len(content), memory_map=False)
    except NotPlain:
        return


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_give_plain_values(content):
    try:
        read(b"\x80\x04" + content)
    except NotPlain:
        return
