"""Films that nobody rated, ranked by what they are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.facts.records import Facts
from recommender.newcomers import FilmOfToday, find_leanings, rank_newcomers, score_newcomer


def film(
    genre: str = "Drama", director: str = "", rating: float | None = None, votes: int = 0
) -> FilmOfToday:
    directors = (director,) if director else ()
    return FilmOfToday((genre,), Facts(directors=directors, imdb_rating=rating, imdb_votes=votes))


def test_a_film_by_a_maker_whom_one_likes_comes_first() -> None:
    rated = [(film(director="Liked"), 5.0), (film(director="Not liked"), 1.0), (film(), 3.0)]
    films = {1: film(director="Not liked"), 2: film(director="Liked"), 3: film(director="Somebody")}
    assert rank_newcomers(films, rated) == (2, 3, 1)


def test_who_rated_nothing_gets_what_many_voters_like() -> None:
    films = {
        1: film(rating=9.9, votes=3),
        2: film(rating=8.0, votes=100_000),
        3: film(),
        4: film(rating=2.0, votes=9_000),
    }
    assert rank_newcomers(films, []) == (2, 1, 3, 4)


def test_a_score_by_hand() -> None:
    rated = [(film("Horror"), 1.0), (film("Drama", "Ada"), 4.0)]
    # the mean is 2.5: Drama 1.5 / 6, Ada 1.5 / 6; (1000 · 7.5 + 1000 · 6.5) / 2000 / 2 = 3.5
    leanings = find_leanings(rated)
    assert leanings[("genre", "Horror")] == pytest.approx(-1.5 / 6)
    scored = score_newcomer(film("Drama", "Ada", 7.5, 1000), leanings)
    assert scored == pytest.approx(3.5 + 1.5 / 6 + 2 * 1.5 / 6)


def test_a_film_of_which_nothing_is_known_is_the_usual_film() -> None:
    assert score_newcomer(FilmOfToday((), Facts()), {}) == pytest.approx(3.25)
    assert score_newcomer(FilmOfToday((), Facts(imdb_votes=10**9)), {}) == pytest.approx(3.25)


@given(st.lists(st.tuples(st.sampled_from(["A", "B", "C"]), st.integers(1, 10)), max_size=20))
def test_leanings_are_never_larger_than_what_was_said(given_stars: list[tuple[str, int]]) -> None:
    leanings = find_leanings([(film(genre), half / 2) for genre, half in given_stars])
    assert set(leanings) == {("genre", genre) for genre, _ in given_stars}
    assert all(abs(leaning) < 4.5 for leaning in leanings.values())
