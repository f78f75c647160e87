from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from recommender.catalogue import build_catalogue
from recommender.evaluation.similar_films import judge_similar, shares, table
from recommender.facts.records import Facts
from recommender.ratings import build_ratings

FILMS = build_catalogue(
    [
        (1, "Ran", 1985, ["Drama"]),
        (2, "Ikiru", 1952, ["Drama"]),
        (3, "Tampopo", 1985, ["Comedy"]),
        (4, "Manhattan", 1979, ["Drama"]),
        (5, "Sleeper", 1973, ["Drama"]),
    ]
).with_details(
    {
        1: Facts(directors=("Kurosawa",), imdb_votes=9, languages=("Japanese",)),
        2: Facts(directors=("Kurosawa",), imdb_votes=9, languages=("Japanese",)),
        3: Facts(directors=("Itami",), imdb_votes=9, languages=("Japanese",)),
        4: Facts(directors=("Allen",), imdb_votes=9, languages=("English",)),
        5: Facts(directors=("Another",), imdb_votes=9, languages=("English",)),
    }
)


def test_films_share_a_maker_or_language_and_genre_but_no_genre_alone() -> None:
    assert shares(FILMS, 0, 1)
    assert not shares(FILMS, 0, 2)  # Japanese both, but no genre in common
    assert not shares(FILMS, 0, 3)
    assert shares(FILMS, 3, 4)
    assert not shares(FILMS, 3, 4, english=False)


def test_lists_are_judged_by_what_is_shared_and_by_who_likes_both() -> None:
    held_out = build_ratings([7, 7, 8, 8], [1, 2, 1, 2], [5.0, 4.0, 4.0, 2.0], item_ids=FILMS.movie_ids)
    worth = judge_similar(lambda rows, _: [1] if rows == [0] else [], FILMS, held_out)
    assert worth.shared == pytest.approx(0.1 / 5)  # one of ten places, in one of five lists
    assert worth.not_in_english == 1.0  # Ran's list; Ikiru's is empty
    assert worth.co_liking == 0.5  # of the two who like Ran one likes Ikiru
    assert "0.500" in table({"Matinee": worth})


def test_films_whose_makers_only_a_hand_wrote_down_are_not_judged() -> None:
    by_hand = FILMS.with_details({1: Facts(directors=("Kurosawa",)), 2: Facts(directors=("Kurosawa",))})
    ratings = build_ratings([7, 7], [1, 2], [5.0, 5.0], item_ids=FILMS.movie_ids)
    assert math.isnan(judge_similar(lambda rows, _: [1 - rows[0]], by_hand, ratings).co_liking)


def test_without_details_there_is_nothing_to_judge() -> None:
    nothing = build_catalogue([(1, "Ran", 1985, [])])
    ratings = build_ratings([7], [1], [5.0], item_ids=nothing.movie_ids)
    assert math.isnan(judge_similar(lambda rows, _: [], nothing, ratings).shared)


def test_lists_like_two_films_are_judged_by_who_likes_both_and_by_the_one_they_are_less_like() -> None:
    held_out = build_ratings(
        [7] * 4 + [8], [1, 2, 3, 4, 1], [5.0, 4.0, 4.0, 2.0, 5.0], item_ids=FILMS.movie_ids
    )
    own = {0: [1, 2], 1: [2, 4], 2: [4, 3], 3: [], 4: []}

    def neighbours(rows: Sequence[int], n: int) -> list[int]:
        return own[rows[0]] if len(rows) == 1 else [row for row in range(5) if row not in rows]

    worth = judge_similar(neighbours, FILMS, held_out)
    assert worth.liked_by_two == pytest.approx(0.1)  # of Ran, Ikiru and Tampopo the third is always there
    assert worth.like_both == pytest.approx(0.1)


def test_nobody_who_likes_two_films_at_most_is_asked_about_pairs() -> None:
    held_out = build_ratings([7, 7, 7], [1, 2, 3], [5.0, 4.0, 3.5], item_ids=FILMS.movie_ids)
    assert math.isnan(judge_similar(lambda rows, _: [4], FILMS, held_out).liked_by_two)
