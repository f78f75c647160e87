from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from recommender.calibration import (
    KIND_NAMES,
    STRENGTH,
    Kinds,
    calibrate,
    choose,
    divergences,
    find_kinds,
    not_in_english,
    rarely_rated,
    wanted_kinds,
)
from recommender.catalogue import Catalogue, build_catalogue
from recommender.facts.records import Facts

TITLES = {
    "Wild Strawberries (Smultronstället)": True,
    "Seven Samurai (Shichinin no samurai)": True,
    "Heat": False,
    "Seven (a.k.a. Se7en)": False,
    "Se7en (aka Seven)": False,
    "Che: Part One (Part 1)": False,
    "Life (IMAX)": False,
    "1984 (1956)": False,
    "Henry (IV)": False,
}


def films(titles: list[str], years: list[int | None] | None = None) -> Catalogue:
    years = years or [2000] * len(titles)
    return build_catalogue(
        (number, title, year, ("Drama",))
        for number, (title, year) in enumerate(zip(titles, years, strict=True), 1)
    )


def slow_choice(
    worth: NDArray[np.float64], flags: NDArray[np.bool_], shares: NDArray[np.float64], n: int
) -> list[int]:
    """The same in plain Python: each place tries every film that is left."""
    chosen: list[int] = []
    while len(chosen) < min(n, len(worth)):
        size = len(chosen) + 1
        values = {}
        for film in range(len(worth)):
            if film in chosen:
                continue
            lacking = 0.0
            for kind, share in enumerate(shares):
                held = sum(bool(flags[kind, other]) for other in [*chosen, film]) / size
                lacking += float(divergences(np.array([share]), np.array([held]))[0])
            values[film] = worth[film] - STRENGTH * size * lacking
        chosen.append(max(values, key=lambda film: (values[film], -film)))
    return chosen + [film for film in range(len(worth)) if film not in chosen]


@pytest.mark.parametrize(("title", "is_foreign"), TITLES.items())
def test_an_original_title_in_brackets_says_that_a_film_is_not_in_english(
    title: str, is_foreign: bool
) -> None:
    assert not_in_english(films([title])).tolist() == [is_foreign]


def test_what_is_known_of_the_first_language_comes_before_the_title() -> None:
    catalogue = films(["Amelie (Le fabuleux destin)", "Nostalghia", "Oceans (Océans)"]).with_details(
        {2: Facts(languages=("Italian", "English")), 3: Facts(languages=("English", "French"))}
    )
    assert not_in_english(catalogue).tolist() == [True, True, False]


def test_the_least_rated_films_share_a_fifth_of_the_ratings_at_most() -> None:
    counts = np.array([100, 1, 60, 0, 20, 19], dtype=np.int32)
    assert rarely_rated(counts).tolist() == [False, True, False, True, True, True]
    assert not rarely_rated(np.zeros(3, dtype=np.int32)).any()
    assert rarely_rated(np.zeros(0, dtype=np.int32)).tolist() == []


def test_kinds_stand_in_the_order_of_their_names_with_their_shares_of_all_ratings() -> None:
    catalogue = films(["Persona (Persona på svenska)", "Psycho", "Heat", "Film"], [1966, 1960, 1995, None])
    kinds = find_kinds(catalogue, np.array([10, 30, 55, 5], dtype=np.int32))
    assert len(kinds.flags) == len(KIND_NAMES)
    assert kinds.flags[:4].tolist() == [
        [True, False, False, False],
        [True, True, False, False],
        [True, False, False, True],
        [True, False, False, False],
    ]
    assert kinds.usual[:4].tolist() == [0.1, 0.4, 0.15, 0.1]


def test_each_genre_is_a_kind_and_five_liked_films_make_it_somebodys() -> None:
    numbers = range(1, 41)
    catalogue = build_catalogue(
        (number, f"Film {number}", 1990, ("Documentary",) if number <= 6 else ("Drama",))
        for number in numbers
    )
    kinds = find_kinds(catalogue, np.full(40, 10, dtype=np.int32))
    documentary = KIND_NAMES.index("Documentary")
    assert kinds.flags[documentary].sum() == 6
    assert "IMAX" not in KIND_NAMES
    assert not wanted_kinds(kinds, np.arange(4))
    wanted = wanted_kinds(kinds, np.array([0, 1, 2, 3, 4, 9]))
    assert wanted.flags.tolist() == [kinds.flags[documentary].tolist()]
    assert wanted.shares.tolist() == [pytest.approx(0.7 * (5 + 0.15) / 7)]
    assert not wanted_kinds(kinds, np.array([0, 1, 2, 3, 4, *range(9, 24)]))  # a quarter of what is liked


def test_a_kind_is_wanted_by_whom_it_is_much_more_than_everybodys() -> None:
    kinds = Kinds(np.array([[True] * 5 + [False] * 5]), np.array([0.1]), np.array([False]))
    lover = wanted_kinds(kinds, np.array([0, 1, 2, 9]))
    assert lover.shares.tolist() == [pytest.approx(3.1 / 5)]
    assert not wanted_kinds(kinds, np.array([0, 8, 9]))
    assert not wanted_kinds(kinds, np.array([], dtype=np.int64))


def test_of_whom_no_kind_is_wanted_the_order_stays() -> None:
    order = choose(np.array([3.0, 2.0, 1.0]), np.zeros((0, 3), dtype=bool), np.zeros(0), 3)
    assert order.tolist() == [0, 1, 2]


def test_a_list_carries_the_persons_share() -> None:
    worth = np.linspace(1.0, 0.0, 20)
    flags = np.zeros((1, 20), dtype=bool)
    flags[0, 10:] = True
    order = choose(worth, flags, np.array([0.7]), 10)
    assert flags[0, order[:10]].sum() == pytest.approx(7, abs=1)
    assert sorted(order.tolist()) == list(range(20))


def test_films_of_a_wanted_kind_come_from_beyond_the_best_and_none_comes_twice() -> None:
    scores = np.array([5.0, 4.5, 4.0, 3.9, 3.8, 3.7], dtype=np.float32)
    kinds = Kinds(np.array([[False, False, True, True, True, True]]), np.array([0.05]), np.array([False]))
    wanted = wanted_kinds(kinds, np.array([2, 3, 4]))
    rows = calibrate(scores, np.array([0, 1, 2]), np.array([2, 3, 4]), wanted, 3)
    assert sorted(rows.tolist()) == [0, 1, 2, 3, 4]
    assert kinds.flags[0, rows[:3]].sum() >= 2


EVERYTHING = Kinds(np.ones((1, 2), dtype=bool), np.array([0.01]), np.array([False]))


def test_where_no_film_may_be_shown_the_list_stays_empty() -> None:
    wanted = wanted_kinds(
        Kinds(np.ones((1, 2), dtype=bool), np.array([0.01]), np.array([False])), np.array([0, 1])
    )
    nothing = np.zeros(0, dtype=np.int64)
    assert calibrate(np.zeros(2), nothing, nothing, wanted, 5).tolist() == []


def test_there_is_nothing_to_choose_from_an_empty_list() -> None:
    wanted = wanted_kinds(
        Kinds(np.ones((1, 2), dtype=bool), np.array([0.01]), np.array([False])), np.array([0, 1])
    )
    nothing = np.zeros(0, dtype=np.int64)
    assert choose(np.zeros(0), np.zeros((1, 0), dtype=bool), wanted.shares, 5).tolist() == nothing.tolist()


@given(
    st.lists(st.tuples(st.integers(-40, 40), st.booleans(), st.booleans()), min_size=1, max_size=30),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    st.integers(1, 32),
)
def test_the_choice_is_that_of_its_slow_twin(
    drawn: list[tuple[int, bool, bool]], shares: tuple[float, float], n: int
) -> None:
    worth = np.array([quarter / 4 for quarter, _, _ in drawn])
    flags = np.array([[one for _, one, _ in drawn], [other for _, _, other in drawn]])
    wanted = np.array(shares)
    assert choose(worth, flags, wanted, n).tolist() == slow_choice(worth, flags, wanted, n)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_divergence_is_never_negative_and_nothing_where_the_list_holds_enough(p: float, q: float) -> None:
    divergence = float(divergences(np.array([p]), np.array([q]))[0])
    assert divergence >= 0.0
    assert np.isfinite(divergence)
    assert q < p or divergence == 0.0
