"""The data set that ships with the project is GroupLens's own, whole, with its terms beside it."""

from __future__ import annotations

import hashlib
import re

import pytest

from recommender.movielens.bundled import BUNDLED_FOLDER
from recommender.movielens.reading import MovieLens, read_movielens

PUBLISHED = {
    "README.txt": "63d22ac138e80fae37021797ed8e1b9424b5239dc576a137422adf783ae3f404",
    "links.csv": "97ad18e4e56a09363c65676b6cb3482ce3e2cea2372a24620c1599c843325f31",
    "movies.csv": "5a5f32dd9bb3797b8e728a1b98958789d2b13f294a69fdfbc5727f8a9611aa07",
    "ratings.csv": "aa289ca83157595d0df6aea1be6a4ded676ddc4385472e8313a8ed9805352646",
    "tags.csv": "92a9f8bb7916dceef6151209845788c3643f794dfa79d1feaec7121b5960399d",
}


@pytest.fixture(scope="module")
def movielens() -> MovieLens:
    return read_movielens(BUNDLED_FOLDER)


def test_its_files_are_the_published_ones_byte_by_byte() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in BUNDLED_FOLDER.iterdir()}
    assert found == PUBLISHED


def test_its_terms_allow_passing_it_on() -> None:
    terms = (BUNDLED_FOLDER / "README.txt").read_text(encoding="utf-8")
    assert "may redistribute the data set" in terms


def test_it_holds_what_its_readme_says(movielens: MovieLens) -> None:
    assert len(movielens.stars) == 100_836
    assert len(movielens.movies) == 9_742
    assert len(set(movielens.user_ids.tolist())) == 610


def test_every_film_has_an_imdb_id_and_nearly_every_one_a_tmdb_id(movielens: MovieLens) -> None:
    assert all(re.fullmatch(r"tt\d{7,8}", movie.imdb_id or "") for movie in movielens.movies)
    assert sum(movie.tmdb_id is None for movie in movielens.movies) == 8
