from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import parquet_ratings
from recommender.parquet_ratings import (
    COLUMNS,
    ParquetError,
    PyarrowMissing,
    check_columns,
    check_nulls,
    distinct_ratings,
    draw_person_numbers,
    read_parquet,
    usual_partitions,
    write_partitions,
)
from recommender.ratings import InvalidRatings, Ratings, build_ratings

MOVIES = np.array([10, 20, 30], dtype=np.int32)
NEEDS_PYARROW = "pyarrow is not installed (requirements-spark.txt)"
RATINGS = st.dictionaries(
    st.tuples(st.integers(1, 6), st.sampled_from(MOVIES.tolist())),
    st.integers(1, 10).map(lambda halves: halves / 2),
    min_size=1,
)


def columns(rows: list[tuple[int, int, float]]) -> dict[str, np.ndarray[Any, Any]]:
    return dict(zip(COLUMNS, map(np.array, zip(*rows, strict=True)), strict=True))


def some_ratings() -> Ratings:
    return build_ratings([3, 3, 7, 9], [10, 30, 20, 10], [4.0, 0.5, 5.0, 3.5], item_ids=MOVIES)


def export(folder: Path, partitions: int = 2, seed: int = 0) -> Path:
    numbers = draw_person_numbers(3, np.random.default_rng(seed))
    write_partitions(some_ratings(), folder, numbers, partitions)
    return folder


def write(path: Path, **named: Any) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table(named), path)


@given(RATINGS, st.integers(0, 3))
def test_ratings_that_come_twice_count_once(stars_of: dict[tuple[int, int], float], repeated: int) -> None:
    rows = [(person, movie, stars) for (person, movie), stars in stars_of.items()]
    repeated = min(repeated, len(rows))
    ratings, found = distinct_ratings(columns([*rows, *rows[:repeated]]), MOVIES)

    assert found == repeated
    people = sorted({person for person, _ in stars_of})
    there = zip(ratings.user_rows, ratings.item_rows, ratings.stars, strict=True)
    assert {(people[user], int(MOVIES[item])): stars for user, item, stars in there} == stars_of


def test_two_opinions_of_one_person_on_one_film_are_refused() -> None:
    rows = [(5, 20, 3.0), (4, 20, 3.0), (4, 30, 1.0), (4, 20, 4.5)]
    with pytest.raises(InvalidRatings, match=r"person 4 gave film 20 both 3.0 and 4.5 stars: these files"):
        distinct_ratings(columns(rows), MOVIES)


def test_columns_are_asked_for_by_name_and_type() -> None:
    check_columns({"person": "bigint", "movie_id": "int", "stars": "float", "more": "string"}, "here")
    with pytest.raises(
        ParquetError, match="here has no column person and no column stars; it has userId, mov"
    ):
        check_columns({"userId": "int64", "movie_id": "int32"}, "here")
    with pytest.raises(ParquetError, match="here has string in column stars where float belongs"):
        check_columns({"person": "int64", "movie_id": "int32", "stars": "string"}, "here")


def test_missing_values_are_counted_by_column() -> None:
    check_nulls([0, 0, 0])
    with pytest.raises(InvalidRatings, match="values are missing: 2 in person, 1,000 in stars"):
        check_nulls([2, 0, 1000])


def test_person_numbers_are_one_to_n_in_an_order_of_their_own() -> None:
    one, other = (draw_person_numbers(500, np.random.default_rng(seed)) for seed in (1, 2))
    assert sorted(one) == sorted(other) == list(range(1, 501))
    assert (one == other).mean() < 0.05
    assert (one[1:] > one[:-1]).mean() < 0.6


def test_a_file_holds_about_four_million_ratings() -> None:
    assert [usual_partitions(count) for count in (0, 1, 4_000_000, 4_000_001, 32_000_209)] == [1, 1, 1, 2, 9]


def test_without_pyarrow_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(PyarrowMissing, match="pip install --require-hashes -r requirements-spark"):
        export(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_is_read_back_and_says_nothing_of_ids(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason=NEEDS_PYARROW)
    folder = export(tmp_path / "out")
    ratings, repeated = read_parquet(str(folder / "*.parquet"), MOVIES)

    assert sorted(path.name for path in folder.iterdir()) == ["part-00000.parquet", "part-00001.parquet"]
    assert repeated == 0
    stars_of_people = [ratings.stars[ratings.user_rows == user].tolist() for user in range(ratings.n_users)]
    assert sorted(stars_of_people) == [[3.5], [4.0, 0.5], [5.0]]
    assert ratings.movie_ids.tolist() == MOVIES.tolist()
    assert folder.stat().st_mode & 0o077 == 0


def test_a_person_stands_in_one_file(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason=NEEDS_PYARROW)
    folder = export(tmp_path / "out", partitions=3)
    counts = [read_parquet(str(path), MOVIES)[0].n_users for path in sorted(folder.iterdir())]
    assert counts == [1, 1, 1]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason=NEEDS_PYARROW)
    (tmp_path / "note").write_text("mine")
    with pytest.raises(ParquetError, match="is not empty: each export numbers people anew"):
        export(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["note"]


def test_an_export_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow", reason=NEEDS_PYARROW)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parquet_ratings, "_writer", lambda: full)
    with pytest.raises(OSError, match="No space left"):
        export(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"person": [1], "movie_id": [10]}, "more.parquet has no column stars; it has person, movie_id"),
        ({"userId": [1], "movieId": [10], "rating": [4.0]}, "has no column person and no column movie_id"),
        ({"person": ["anna"], "movie_id": [10], "stars": [4.0]}, "has string in column person where int64"),
        ({"person": [1], "movie_id": [2**40], "stars": [4.0]}, "more.parquet cannot be read as Parquet"),
        ({"person": [1], "movie_id": [None], "stars": [4.0]}, "has null in column movie_id where int32"),
        ({"person": [1, None], "movie_id": [10, 20], "stars": [4.0, None]}, "1 in person, 1 in stars"),
        ({"person": [1], "movie_id": [10], "stars": [4.2]}, "has 4.19"),
        (
            {"person": [1], "movie_id": [99], "stars": [4.0]},
            "1 ratings are of unknown movies, first movie 99",
        ),
    ],
)
def test_files_that_are_no_ratings_are_named(tmp_path: Path, named: dict[str, Any], message: str) -> None:
    pytest.importorskip("pyarrow", reason=NEEDS_PYARROW)
    folder = export(tmp_path / "out")
    write(folder / "more.parquet", **named)
    with pytest.raises((ParquetError, InvalidRatings), match=message):
        read_parquet(str(folder), MOVIES)


def test_a_damaged_file_and_no_file_are_said(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason=NEEDS_PYARROW)
    with pytest.raises(ParquetError, match="There are no files"):
        read_parquet(str(tmp_path / "*.parquet"), MOVIES)
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and nothing more")
    with pytest.raises(ParquetError, match=r"a\.parquet cannot be read as Parquet"):
        read_parquet(str(tmp_path / "*.parquet"), MOVIES)
