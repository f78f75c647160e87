from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.ratings import InvalidRatings
from recommender.taste_profile import MAX_THEIRS, taste_profile, usual_stars
from tests.recommender.worlds import fan_of, trained, world

MOVIE_IDS = [movie.movie_id for movie in world().movies]
halves = st.integers(1, 10).map(lambda half: half / 2)
people = st.dictionaries(st.sampled_from(MOVIE_IDS), halves, min_size=1, max_size=40)
strangers = st.dictionaries(st.integers(10_000, 10_100), halves, max_size=5)


def usual(movie_id: int) -> float:
    """Work out what everybody gives a film, from the formula."""
    popularity = trained().popularity
    counts, means = popularity.counts.astype(float), popularity.means.astype(float)
    row = int(trained().catalogue.item_rows_of([movie_id])[0])
    overall = sum(counts * means) / sum(counts)
    return float((counts[row] * means[row] + 4 * overall) / (counts[row] + 4))


def test_what_everybody_gives_is_the_mean_drawn_to_that_of_all_ratings() -> None:
    rows = trained().catalogue.item_rows_of(MOVIE_IDS)
    assert usual_stars(trained())[rows] == pytest.approx([usual(movie_id) for movie_id in MOVIE_IDS])


def test_leniency_and_likings_are_those_of_the_formulas() -> None:
    ratings = fan_of("space", hater_of="fear", films=6)
    profile = taste_profile(trained(), ratings)
    assert profile is not None
    above = {movie_id: stars - usual(movie_id) for movie_id, stars in ratings.items()}
    leniency = sum(above.values()) / (len(above) + 4)
    assert profile.leniency == pytest.approx(leniency)
    assert profile.leniency_deviation == pytest.approx((0.74 / (len(above) + 4)) ** 0.5)
    space = [above[movie_id] - leniency for movie_id in ratings if movie_id in world().movie_ids_of("space")]
    likings = {each.genre: each for each in profile.genres}
    assert likings["Sci-Fi"].rated_count == 6
    assert likings["Sci-Fi"].liking == pytest.approx(sum(space) / (6 + 16))
    assert {each.genre for each in profile.genres[:2]} == {"Action", "Sci-Fi"}
    assert {each.genre for each in profile.genres[-2:]} == {"Horror", "Thriller"}


def test_a_genre_of_which_one_film_is_rated_says_nothing() -> None:
    profile = taste_profile(trained(), {world().movie_ids_of("love")[0]: 5.0})
    assert profile is not None
    assert profile.genres == ()
    assert profile.rated_count == 1


@settings(max_examples=60, deadline=None)
@given(people, strangers, st.randoms())
def test_a_profile_holds_together_whoever_it_is_of(ratings, unknown, random) -> None:
    profile = taste_profile(trained(), ratings | unknown)
    assert profile is not None
    assert profile.rated_count == len(ratings)
    assert profile.mean_stars == pytest.approx(sum(ratings.values()) / len(ratings))
    assert abs(profile.leniency) < 5
    assert [each.liking for each in profile.genres] == sorted(
        (each.liking for each in profile.genres), reverse=True
    )
    assert sum(each.usual_share for each in profile.decades) == pytest.approx(1)
    dated = [movie for movie in world().movies if movie.movie_id in ratings and movie.year]
    assert sum(each.share for each in profile.decades) == pytest.approx(1 if dated else 0)
    decades = [each.decade for each in profile.decades]
    assert decades == list(range(decades[0], decades[-1] + 10, 10))
    assert 0 <= (profile.certainty or 0) <= 1
    assert len(profile.most_theirs) <= MAX_THEIRS
    for told in profile.most_theirs:
        assert told.stars == ratings[told.movie_id]
        assert told.stars >= max(told.usual_stars, profile.mean_stars)
    if profile.not_theirs is not None:
        assert profile.not_theirs.stars < profile.mean_stars
    shuffled = list(ratings.items())
    random.shuffle(shuffled)
    assert taste_profile(trained(), dict(shuffled)) == profile


@settings(max_examples=30, deadline=None)
@given(people, st.sampled_from(MOVIE_IDS), halves)
def test_one_rating_more_never_makes_the_model_less_sure(ratings, movie_id, stars) -> None:
    if movie_id in ratings:
        return
    before, after = taste_profile(trained(), ratings), taste_profile(trained(), ratings | {movie_id: stars})
    assert before is not None
    assert after is not None
    assert after.certainty >= before.certainty - 1e-9


def test_nobody_rated_makes_no_profile() -> None:
    assert taste_profile(trained(), {}) is None
    assert taste_profile(trained(), {99_999: 5.0}) is None


def test_without_a_star_model_nothing_is_said_of_how_sure_it_is() -> None:
    profile = taste_profile(replace(trained(), star_model=None), fan_of("space", hater_of="fear"))
    assert profile is not None
    assert profile.certainty is None


@pytest.mark.parametrize("stars", [np.nan, 0.0, 5.5, -1.0])
def test_stars_that_nobody_can_give_are_refused(stars: float) -> None:
    with pytest.raises(InvalidRatings):
        taste_profile(trained(), {MOVIE_IDS[0]: stars})
