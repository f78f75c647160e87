"""Ratings leave the database as arrays, in pieces of any size."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from storage import rating_arrays
from storage.movielens.loading import load
from storage.rating_arrays import _COPY_HEADER_BYTES, _COPY_ROW, _CopyParser
from storage.unit_of_work import unit_of_work_factory
from tests.storage.conftest import MOVIES

ratings = st.tuples(st.integers(-(2**63), 2**63 - 1), st.integers(0, 2**31 - 1), st.sampled_from([0.5, 4.5]))


@given(st.lists(ratings), st.integers(1, 70), st.integers(_COPY_HEADER_BYTES, 200))
def test_copied_bytes_are_understood_however_they_are_cut(
    rows: list[tuple[int, int, float]], block: int, piece: int
) -> None:
    table = np.zeros(len(rows), _COPY_ROW)
    for number, row in enumerate(rows):
        table[number] = (3, 8, row[0], 4, row[1], 4, row[2])
    content = bytes(_COPY_HEADER_BYTES) + table.tobytes() + b"\xff\xff"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rating_arrays, "_BYTES_A_PIECE", piece)
        parser = _CopyParser()
        for start in range(0, len(content), block):
            parser.write(content[start : start + block])
        arrays = parser.finished()
    assert list(zip(arrays.user_ids, arrays.movie_ids, arrays.stars, strict=True)) == rows


@pytest.mark.parametrize("size", [1, 2, 7])
def test_many_pieces_make_one_whole(engine: Engine, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(rating_arrays, "_ROWS_A_PIECE", size)
    monkeypatch.setattr(rating_arrays, "_BYTES_A_PIECE", _COPY_HEADER_BYTES + size)
    users, movie_ids = np.repeat(np.arange(4), 5), np.tile([movie.movie_id for movie in MOVIES], 4)
    stars = np.tile([0.5, 1.0, 2.5, 4.0], 5)
    load(engine, MOVIES, users, movie_ids, stars, np.zeros(20, np.int64))
    with unit_of_work_factory(engine)() as work:
        arrays = work.movielens_ratings.as_arrays()
    order = np.lexsort((arrays.movie_ids, arrays.user_ids))
    assert arrays.user_ids[order].tolist() == users.tolist()
    assert arrays.movie_ids[order].tolist() == movie_ids.tolist()
    assert arrays.stars[order].tolist() == stars.tolist()
