from __future__ import annotations

import re
import zipfile
from pathlib import Path

import numpy as np
import pytest

from recommender.movielens.reading import MovieLensFormatError, read_movielens
from tests.recommender.worlds import world
from tests.support.small_world import write_movielens_folder

LAYOUTS = ("csv", "dat", "u.data")
FILES = {
    "csv": ("ratings.csv", "movies.csv"),
    "dat": ("ratings.dat", "movies.dat"),
    "u.data": ("u.data", "u.item"),
}


def same_ratings(movielens):
    return all(
        np.array_equal(getattr(movielens, name), getattr(world(), name))
        for name in ("user_ids", "movie_ids", "stars", "rated_at")
    )


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"ml-small/{file.name}")
    return target


def edited(folder: Path, name: str, line: int, text: str) -> Path:
    """Return the folder with one line of one file replaced (lines count from 1)."""
    lines = (folder / name).read_bytes().split(b"\n")
    lines[line - 1] = text.encode("latin-1")
    (folder / name).write_bytes(b"\n".join(lines))
    return folder


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("as_zip", [False, True])
def test_every_layout_gives_the_same_ratings_and_films(tmp_path, layout, as_zip):
    source = write_movielens_folder(tmp_path / "in", world(), layout)
    source = zipped(source, tmp_path / "in.zip") if as_zip else source
    movielens = read_movielens(source)
    assert same_ratings(movielens)
    for found, expected in zip(movielens.movies, world().movies, strict=True):
        assert (found.movie_id, found.title, found.year) == (expected.movie_id, expected.title, expected.year)
        assert set(found.genres) == set(expected.genres)
        assert found.imdb_id == (expected.imdb_id if layout == "csv" else None)


def test_imdb_ids_keep_their_zeros_and_long_ones_their_digits(tmp_path):
    folder = write_movielens_folder(tmp_path, world())
    edited(folder, "links.csv", 2, "10,0000012,862")
    edited(folder, "links.csv", 3, "17,11112222,")
    movies = read_movielens(folder).movies
    assert [movie.imdb_id for movie in movies[:2]] == ["tt0000012", "tt11112222"]
    assert [movie.tmdb_id for movie in movies[:2]] == [862, None]


def test_a_data_set_without_links_has_no_imdb_ids(tmp_path):
    folder = write_movielens_folder(tmp_path, world())
    (folder / "links.csv").unlink()
    assert {movie.imdb_id for movie in read_movielens(folder).movies} == {None}


def test_the_older_files_may_be_latin_1_or_utf_8(tmp_path):
    folder = write_movielens_folder(tmp_path, world(), "dat")
    in_latin_1 = read_movielens(folder).movies
    text = (folder / "movies.dat").read_text("latin-1")
    (folder / "movies.dat").write_text(text, "utf-8")
    assert "é" in text
    assert read_movielens(folder).movies == in_latin_1


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (("1", "10", "4.2", "100"), "4.2"),
        (("1", "10", "6", "100"), "6"),
        (("1", "10", "nan", "100"), "nan"),
        (("1", "10", "", "100"), "rating"),
        (("x", "10", "4", "100"), "user id is 'x'"),
        (("0", "10", "4", "100"), "user id is '0'"),
        (("1", "999999", "4", "100"), "movie 999999 is not in the list"),
        (("1", "10.5", "4", "100"), "movie id is '10.5'"),
        (("1", "4294967306", "4", "100"), "movie id is '4294967306'"),
        (("9" * 5000, "10", "4", "100"), "user id is '999"),
        (("1", "10", "4", "soon"), "timestamp is 'soon'"),
        (("1", "10", "4"), "3 fields where 4 belong"),
        (("1", "10", "4", "100", "7"), "5 fields where 4 belong"),
    ],
)
def test_a_faulty_rating_is_named_by_file_line_and_reason(tmp_path, layout, fields, reason):
    separator = {"csv": ",", "dat": "::", "u.data": "\t"}[layout]
    folder = edited(
        write_movielens_folder(tmp_path, world(), layout), FILES[layout][0], 17, separator.join(fields)
    )
    with pytest.raises(MovieLensFormatError) as caught:
        read_movielens(folder)
    assert (caught.value.file, caught.value.line) == (FILES[layout][0], 17)
    assert reason in str(caught.value)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_column_too_many_in_every_line_is_not_overlooked(tmp_path, layout):
    folder = write_movielens_folder(tmp_path, world(), layout)
    separator = {"csv": ",", "dat": "::", "u.data": "\t"}[layout]
    file = folder / FILES[layout][0]
    header = 1 if layout == "csv" else 0
    lines = file.read_text("latin-1").splitlines()
    file.write_text("\n".join([*lines[:header], *(f"{line}{separator}1" for line in lines[header:])]) + "\n")
    with pytest.raises(MovieLensFormatError, match=rf"line {header + 1}: 5 fields where 4 belong"):
        read_movielens(folder)


def test_a_byte_order_mark_is_passed_over(tmp_path):
    folder = write_movielens_folder(tmp_path, world())
    for name in ("ratings.csv", "movies.csv", "links.csv"):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())
    assert same_ratings(read_movielens(folder))


def test_an_empty_file_is_refused_and_a_mere_header_is_a_set_without_ratings(tmp_path):
    folder = write_movielens_folder(tmp_path, world())
    (folder / "ratings.csv").write_text("userId,movieId,rating,timestamp\n")
    assert len(read_movielens(folder).stars) == 0
    (folder / "ratings.csv").write_bytes(b"")
    with pytest.raises(MovieLensFormatError, match=r"ratings.csv, line 1: the header is ''"):
        read_movielens(folder)


def test_a_single_colon_is_no_separator(tmp_path):
    folder = edited(write_movielens_folder(tmp_path, world(), "dat"), "ratings.dat", 3, "1:7:10::4::100")
    with pytest.raises(MovieLensFormatError, match=r"ratings.dat, line 3: 3 fields"):
        read_movielens(folder)


@pytest.mark.parametrize(
    ("layout", "line", "text", "reason"),
    [
        ("csv", 3, "x,Some Film (1990),Drama", "movie id is 'x'"),
        ("csv", 3, "17,Some Film (1990)", "2 fields where 3 belong"),
        ("csv", 3, "10,Some Film (1990),Drama", "movie 10 was listed before"),
        ("csv", 3, "17,(1990),Drama", "title is empty"),
        ("csv", 3, "17,Caf\xe9 (1990),Drama", "not UTF-8"),
        ("csv", 3, "17,A\0B (1990),Drama", "title holds a NUL"),
        ("csv", 3, "9" * 5000 + ",Some Film (1990),Drama", "movie id is '999"),
        ("dat", 2, "17::Some Film (1990)", "2 fields where 3 belong"),
        ("u.data", 2, "17|Some Film (1990)|", "3 fields where 24 belong"),
    ],
)
def test_a_faulty_film_is_named_by_file_line_and_reason(tmp_path, layout, line, text, reason):
    folder = edited(write_movielens_folder(tmp_path, world(), layout), FILES[layout][1], line, text)
    with pytest.raises(MovieLensFormatError) as caught:
        read_movielens(folder)
    assert (caught.value.file, caught.value.line) == (FILES[layout][1], line)
    assert reason in str(caught.value)


@pytest.mark.parametrize("name", ["ratings.csv", "movies.csv", "links.csv"])
def test_a_wrong_header_is_refused(tmp_path, name):
    with pytest.raises(MovieLensFormatError, match=rf"{name}, line 1: the header is 'a,b,c"):
        read_movielens(
            edited(
                write_movielens_folder(tmp_path, world()),
                name,
                1,
                "a,b,c,d"[: 7 if name == "ratings.csv" else 5],
            )
        )


def test_of_a_film_rated_twice_the_last_stars_count(tmp_path):
    folder = write_movielens_folder(tmp_path, world())
    with (folder / "ratings.csv").open("a") as file:
        file.write(f"{world().user_ids[0]},{world().movie_ids[0]},0.5,2000000000\n")
    movielens = read_movielens(folder)
    assert len(movielens.stars) == len(world().stars)
    pair = (movielens.user_ids == world().user_ids[0]) & (movielens.movie_ids == world().movie_ids[0])
    assert movielens.stars[pair].tolist() == [0.5]
    assert movielens.rated_at[pair].tolist() == [2000000000]


def test_places_without_movielens_say_so(tmp_path):
    with pytest.raises(MovieLensFormatError, match="no such folder"):
        read_movielens(tmp_path / "nowhere")
    with pytest.raises(
        MovieLensFormatError, match=r"no MovieLens files there \(neither ratings.csv with movies.csv"
    ):
        read_movielens(tmp_path)
    (tmp_path / "not.zip").write_bytes(b"PK but not really")
    with pytest.raises(MovieLensFormatError, match="no readable zip"):
        read_movielens(tmp_path / "not.zip")


def test_a_zip_with_a_flipped_bit_is_refused(tmp_path):
    archive = zipped(write_movielens_folder(tmp_path / "in", world()), tmp_path / "in.zip")
    content = bytearray(archive.read_bytes())
    content[content.find(b"movieId,title") + 40] ^= 1
    archive.write_bytes(content)
    with pytest.raises(MovieLensFormatError, match="damaged"):
        read_movielens(archive)


def test_a_compressed_zip_with_a_wrong_byte_is_refused(tmp_path):
    """The first byte of compressed data cannot be 0b111: there is no block type 3."""
    source, name = write_movielens_folder(tmp_path / "in", world()) / "ratings.csv", "ratings.csv"
    with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(source, name)
        archive.write(source.with_name("movies.csv"), "movies.csv")
        start = archive.getinfo(name).header_offset + 30 + len(name)  # the header's size
    content = bytearray((tmp_path / "in.zip").read_bytes())
    content[start] = 0b111
    (tmp_path / "in.zip").write_bytes(content)
    with pytest.raises(MovieLensFormatError, match=r"ratings.csv: the zip is damaged"):
        read_movielens(tmp_path / "in.zip")


@pytest.mark.parametrize(
    ("local_place", "central_place", "value", "reason"), [(6, 8, 1, "encrypted"), (8, 10, 99, "compression")]
)
def test_a_zip_that_cannot_be_unpacked_says_why(tmp_path, local_place, central_place, value, reason):
    """A password (flag bit 0) or an unknown method, written into the local and the central headers."""
    archive = zipped(write_movielens_folder(tmp_path / "in", world()), tmp_path / "in.zip")
    content = bytearray(archive.read_bytes())
    for signature, place in ((b"PK\x03\x04", local_place), (b"PK\x01\x02", central_place)):
        for found in re.finditer(re.escape(signature), bytes(content)):
            content[found.start() + place] |= value
    archive.write_bytes(content)
    with pytest.raises(MovieLensFormatError, match=f"cannot be unpacked .*{reason}"):
        read_movielens(archive)
