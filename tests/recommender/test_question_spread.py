from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue import Catalogue, build_catalogue
from recommender.facts.records import Facts
from recommender.filtering import Filters
from recommender.question_spread import MAX_OF_HALF_DECADE, QuestionSpread
from tests.recommender.worlds import catalogue, recommender

Answer = Callable[[int], float | None]
NOBODY = np.zeros(0, dtype=np.int64)
SEVENTIES, EIGHTIES = 197, 198


def interview(
    answer: Answer, questions: int = 25, filters: Filters | None = None
) -> list[tuple[int, frozenset[int]]]:
    """Return each film asked about and the decades that the answers before it asked for."""
    spread = QuestionSpread(catalogue())
    ratings: dict[int, float] = {}
    dismissed: list[int] = []
    asked: list[tuple[int, frozenset[int]]] = []
    for _ in range(questions):
        recent = [film for film, _ in reversed(asked)]
        film = recommender().next_question(
            ratings, dismissed=dismissed, recent=recent, filters=filters or Filters()
        )
        assert film is not None
        stars = np.array([ratings[each] for each in sorted(ratings)])
        asked.append((film, spread.wanted_decades(rows(sorted(ratings)), stars, rows(dismissed))))
        given_stars = answer(film)
        if given_stars is None:
            dismissed.append(film)
        else:
            ratings[film] = given_stars
    return asked


def rows(movie_ids: list[int]) -> np.ndarray:
    return catalogue().item_rows_of(movie_ids).astype(np.int64)


def year(movie_id: int) -> int:
    return int(catalogue().years[rows([movie_id])[0]])


def franchise(movie_id: int) -> int:
    return int(catalogue().franchises[rows([movie_id])[0]])


people = st.randoms(use_true_random=False).map(
    lambda rng: {
        movie_id: rng.choice([None, None, 1.0, 3.0, 4.0, 5.0]) for movie_id in catalogue().movie_ids.tolist()
    }
)


@settings(max_examples=15, deadline=None)
@given(people)
def test_whoever_answers_is_asked_about_every_decade_and_no_franchise_twice_among_ten(
    person: dict[int, float | None],
) -> None:
    asked = interview(person.__getitem__)
    for place, (film, wanted) in enumerate(asked):
        before = [other for other, _ in asked[:place]]
        assert franchise(film) not in {franchise(other) for other in before[-9:]}
        if year(film) // 10 not in wanted:
            assert {year(other) // 10 for other in before[-2:]} != {year(film) // 10} or place < 2
            same = [other for other in before[-24:] if year(other) // 5 == year(film) // 5]
            assert len(same) < MAX_OF_HALF_DECADE


@pytest.mark.parametrize("stars", [4.0, 2.5, None])
def test_the_same_answer_to_everything_asks_for_no_decade(stars: float | None) -> None:
    asked = interview(lambda _: stars)
    assert not any(wanted for _, wanted in asked)
    assert max(Counter(year(film) // 5 for film, _ in asked).values()) <= MAX_OF_HALF_DECADE


def test_a_decade_that_the_answers_ask_for_may_come_a_third_time_and_a_seventh() -> None:
    spread = QuestionSpread(small(*range(1980, 1985), *range(1980, 1984), 1991))
    recent, films = np.arange(6), np.arange(6, 10)
    assert spread.allowed(films, recent, frozenset()).tolist() == [False, False, False, True]
    assert spread.allowed(films, recent, {EIGHTIES}).tolist() == [True] * 4
    assert spread.weights(films, recent, {EIGHTIES}).min() > spread.weights(films, recent).min()


def test_who_asks_for_years_gets_them() -> None:
    seventies = Filters(first_year=1970, last_year=1979)
    asked = interview(lambda _: 4.0, questions=9, filters=seventies)
    assert {year(film) // 10 for film, _ in asked} == {SEVENTIES}


def test_a_decade_is_asked_for_by_stars_or_by_being_known() -> None:
    """The figures beside each are the module's formulas, worked out."""
    spread = QuestionSpread(small(*[1975] * 6, *[1985] * 6))
    first, second = np.arange(6), np.arange(6, 12)
    both, stars = np.concatenate([first, second]), np.repeat([5.0, 3.0], 6)
    assert spread.wanted_decades(both, stars, NOBODY) == {SEVENTIES}  # 6 · 1 / 11 ≥ 1/4
    assert spread.wanted_decades(both, np.repeat([4.4, 3.6], 6), NOBODY) == frozenset()  # 6 · 0.4 / 11
    assert spread.wanted_decades(first, np.full(6, 3.0), second) == {SEVENTIES}  # (6 − 3) / 11
    assert spread.wanted_decades(first[:2], np.full(2, 3.0), first[2:]) == frozenset()
    assert spread.wanted_decades(NOBODY, np.zeros(0), first) == frozenset()


@given(st.lists(st.integers(0, 7), max_size=30), st.integers(0, 7))
def test_weights_equal_a_slow_twin(recent: list[int], film: int) -> None:
    films = small(1971, 1973, 1977, 1985, 1986, 1999, 2001, 2002, languages=True)
    last = recent[:12]
    found = QuestionSpread(films).weights(np.array([film]), np.array(recent, dtype=np.int64))

    def share(alike: Callable[[int], float]) -> float:
        return sum(alike(other) for other in last) / len(last) if last else 0.0

    half_decade = share(lambda other: films.years[other] // 5 == films.years[film] // 5)
    language = share(lambda other: other % 3 == film % 3)
    kind = share(lambda other: _jaccard(_genres(other), _genres(film)))
    assert found == pytest.approx(np.exp(-half_decade - 0.5 * language - 0.5 * kind))


def _genres(place: int) -> set[str]:
    return {"Drama", ("Comedy", "Horror", "Western", "Drama")[place % 4]}


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def small(*years: int, languages: bool = False) -> Catalogue:
    """Return films 1, 2 … of these years; every third one's language is not known."""
    made = build_catalogue(
        (number, f"Title{number * 7919}", year, sorted(_genres(number - 1)))
        for number, year in enumerate(years, 1)
    )
    names = (None, "French", "Japanese")
    details = {
        number: Facts(languages=(name,))
        for number in range(1, len(years) + 1)
        if (name := names[(number - 1) % 3])
    }
    return made.with_details(details) if languages else made
