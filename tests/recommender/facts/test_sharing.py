"""Facts of many films in little memory."""

from __future__ import annotations

from recommender.facts.records import Facts
from recommender.facts.sharing import share_values


def _akira() -> str:
    return "".join(["Akira ", "Kurosawa"])  # made anew: the compiler would share a literal


def test_equal_names_and_lists_are_kept_once() -> None:
    first, second = (
        Facts(directors=(_akira(),), writers=("A", _akira()), runtime_minutes=minutes) for minutes in (1, 88)
    )
    shared = share_values([(1, first), (2, second)])
    assert shared == {1: first, 2: second}
    assert shared[1].directors is shared[2].directors
    assert shared[1].writers[1] is shared[2].directors[0]


def test_equal_ratings_are_kept_once_and_numbers_keep_their_types() -> None:
    first, second = (Facts(imdb_rating=float(text), imdb_votes=8) for text in ("8.0", "8.0"))
    shared = share_values([(1, first), (2, second)])
    assert shared[1].imdb_rating is shared[2].imdb_rating
    assert (repr(shared[2].imdb_rating), repr(shared[2].imdb_votes)) == ("8.0", "8")


def test_the_last_facts_of_a_film_count() -> None:
    assert share_values([(1, Facts(imdb_votes=1)), (1, Facts())]) == {1: Facts()}
