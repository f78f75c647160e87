from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.catalogue import GENRES, build_catalogue

film = st.tuples(
    st.integers(1, 50),
    st.text(max_size=12),
    st.none() | st.integers(1900, 2030),
    st.sets(st.sampled_from(GENRES)),
)


@given(st.lists(film, unique_by=lambda movie: movie[0], max_size=12))
def test_everything_put_in_comes_out_again_in_the_order_of_ids(films):
    catalogue = build_catalogue(films)
    expected = sorted(films)
    assert catalogue.movie_ids.tolist() == [movie_id for movie_id, *_ in expected]
    assert list(catalogue.titles) == [title for _, title, *_ in expected]
    assert catalogue.years.tolist() == [year or 0 for _, _, year, _ in expected]
    for genre in GENRES:
        assert catalogue.has_genre(genre).tolist() == [genre in genres for *_, genres in expected]


def test_a_word_that_is_no_genre_is_nobodys():
    catalogue = build_catalogue([(1, "A", None, ["Comedy", "Nonsense"])])
    assert not catalogue.has_genre("Nonsense").any()
    assert catalogue.has_genre("Comedy").all()


def test_of_one_id_the_first_film_is_kept():
    assert build_catalogue([(1, "First", 1990, []), (1, "Second", 1991, [])]).titles == ("First",)


def test_laid_out_for_other_ids_films_keep_what_they_are_and_strangers_are_blank():
    catalogue = build_catalogue([(1, "Toy Story", 1995, ["Comedy"]), (5, "Toy Story 2", 1999, ["Comedy"])])
    other = catalogue.reorder_to([1, 3, 4, 5])
    assert other.titles == ("Toy Story", "", "", "Toy Story 2")
    assert other.years.tolist() == [1995, 0, 0, 1999]
    assert other.has_genre("Comedy").tolist() == [True, False, False, True]
    assert other.franchises[0] == other.franchises[3]
    assert len(np.unique(other.franchises)) == 3


def test_an_empty_catalogue_can_be_laid_out_too():
    assert build_catalogue([]).reorder_to([7]).titles == ("",)


def test_there_are_nineteen_genres():
    assert len(GENRES) == 19 == len(set(GENRES))
