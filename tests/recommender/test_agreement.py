"""How far two people agree: the arithmetic, its limits, and its interval on real people."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from recommender.agreement import (
    USUAL_AGREEMENT,
    USUAL_Z,
    Z_VARIANCE,
    Agreement,
    Disagreement,
    agreement,
    disagreements,
)
from recommender.movielens.bundled import BUNDLED_FOLDER
from recommender.movielens.reading import read_movielens
from recommender.ratings import InvalidRatings

STARS = st.integers(1, 10).map(lambda halves: halves / 2)
RATINGS = st.dictionaries(st.integers(1, 40), STARS, max_size=40)


def test_the_formula_step_by_step() -> None:
    first, second = [5.0, 4.0, 3.0, 1.0, 2.0], [4.0, 5.0, 3.0, 2.0, 1.0]
    agreed = agreement(dict(enumerate(first)), dict(enumerate(second)))
    z = np.arctanh(np.corrcoef(first, second)[0, 1])
    precision = 2 + 1 / Z_VARIANCE
    shrunk = (2 * z + USUAL_Z / Z_VARIANCE) / precision
    assert agreed.common_count == 5
    assert agreed.distance == pytest.approx(0.8)
    assert agreed.correlation == pytest.approx(np.tanh(shrunk))
    assert agreed.low == pytest.approx(np.tanh(shrunk - 1.96 / np.sqrt(precision)))
    assert agreed.high == pytest.approx(np.tanh(shrunk + 1.96 / np.sqrt(precision)))


@given(RATINGS, RATINGS)
def test_it_is_a_correlation_within_its_interval_and_the_same_from_both_sides(
    first: dict[int, float], second: dict[int, float]
) -> None:
    agreed = agreement(first, second)
    assert agreed == agreement(second, first)
    assert -1 < agreed.low < agreed.correlation < agreed.high < 1
    assert agreed.common_count == len(first.keys() & second.keys())
    assert (agreed.distance is None) == (agreed.common_count == 0)


@pytest.mark.parametrize(
    ("first", "second"),
    [({}, {}), ({1: 4.0}, {2: 5.0}), ({1: 4.0, 2: 1.0, 3: 2.0}, {1: 4.0, 2: 1.0, 3: 2.0})],
    ids=["nothing", "nothing in common", "three films"],
)
def test_of_too_few_films_nothing_is_concluded(first: dict[int, float], second: dict[int, float]) -> None:
    agreed = agreement(first, second)
    assert agreed.correlation == pytest.approx(USUAL_AGREEMENT)
    assert agreed.verdict == "unclear"


def test_who_gives_the_same_stars_to_everything_tells_nothing() -> None:
    monotonous = dict.fromkeys(range(40), 4.0)
    agreed = agreement(monotonous, {film: 1.0 + film % 5 for film in range(40)})
    assert agreed.correlation == pytest.approx(USUAL_AGREEMENT)
    assert agreed.verdict == "unclear"


def test_more_films_narrow_the_interval_and_lead_away_from_the_usual() -> None:
    def twins(count: int) -> Agreement:
        stars = {film: 1.0 + film % 5 for film in range(count)}
        return agreement(stars, stars)

    few, many = twins(5), twins(100)
    assert few.high - few.low > many.high - many.low
    assert USUAL_AGREEMENT < few.correlation < many.correlation


def _pair(agree: float, count: int = 60) -> Agreement:
    """Two people whose correlation is about `agree`."""
    rng = np.random.default_rng(0)
    first = rng.normal(0, 1, count)
    second = agree * first + np.sqrt(1 - agree**2) * rng.normal(0, 1, count)

    def stars(taste: NDArray[np.float64]) -> dict[int, float]:
        return dict(enumerate(np.clip(np.round(6 + 3 * taste) / 2, 0.5, 5.0).tolist()))

    return agreement(stars(first), stars(second))


def test_verdicts_follow_what_is_usual() -> None:
    assert _pair(0.8).verdict == "more"
    assert _pair(-0.6).verdict == "less"
    assert _pair(0.3).verdict == "usual"


def test_films_to_argue_about_are_the_widest_gaps() -> None:
    first = {1: 5.0, 2: 4.0, 3: 3.0, 4: 0.5, 5: 5.0}
    second = {1: 3.5, 2: 3.0, 3: 5.0, 4: 5.0, 6: 1.0}
    assert disagreements(first, second, n=2) == (Disagreement(4, (0.5, 5.0)), Disagreement(3, (3.0, 5.0)))
    assert [each.movie_id for each in disagreements(first, second, n=9)] == [4, 3, 1]
    assert disagreements(first, first, n=3) == ()


def test_stars_that_cannot_be_are_refused() -> None:
    with pytest.raises(InvalidRatings):
        agreement({1: 7.0}, {1: 4.0})


@cache
def people() -> list[dict[int, float]]:
    """Return everybody of ml-latest-small who rated enough to have much in common with others."""
    data = read_movielens(BUNDLED_FOLDER)
    users, counts = np.unique(data.user_ids, return_counts=True)
    found = []
    for user in users[counts >= 400]:
        own = data.user_ids == user
        found.append(dict(zip(data.movie_ids[own].tolist(), data.stars[own].tolist(), strict=True)))
    return found


@pytest.mark.parametrize("count", [8, 20])
def test_the_interval_of_few_films_holds_what_many_others_say(count: int) -> None:
    rng = np.random.default_rng(count)
    held = total = 0
    for place, first in enumerate(people()):
        for second in people()[:place]:
            common = rng.permutation(sorted(first.keys() & second.keys()))
            if len(common) < 100:
                continue
            some, others = common[:count].tolist(), common[count:].tolist()
            told = agreement({film: first[film] for film in some}, second)
            z = np.arctanh(np.corrcoef([first[f] for f in others], [second[f] for f in others])[0, 1])
            width = (np.arctanh(told.high) - np.arctanh(told.low)) / 2 / 1.96
            deviation = np.hypot(width, 1 / np.sqrt(len(others) - 3))  # the others are a sample, too
            held += abs(z - np.arctanh(told.correlation)) <= 1.96 * deviation
            total += 1
    assert total > 1000
    assert 0.90 < held / total < 0.99
