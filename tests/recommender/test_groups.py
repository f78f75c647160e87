from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from recommender import groups
from recommender.artifact import TrainedModel
from recommender.filtering import Filters
from recommender.groups import expected_stars, recommend_to_group
from recommender.ratings import InvalidRatings
from tests.recommender.worlds import fan_of, trained, world

SPACE, LOVE = fan_of("space", "love"), fan_of("love", "space")

STARS = st.integers(1, 5).flatmap(
    lambda members: st.lists(
        st.lists(st.floats(0.0, 6.0), min_size=members, max_size=members), min_size=1, max_size=8
    ).map(lambda films: np.array(films).T)
)


def test_each_rule_on_two_people_and_three_films() -> None:
    stars = np.array([[5.0, 4.0, 1.0], [1.0, 3.0, 4.5]])
    assert groups.average(stars).tolist() == [3.0, 3.5, 2.75]
    assert groups.least_misery(stars).tolist() == [1.0, 3.0, 1.0]
    assert groups.average_without_misery(stars).tolist() == [-7.0, 3.5, -7.25]
    assert groups.nash_product(stars) == pytest.approx(np.log([5.0, 12.0, 4.5]) / 2)
    assert groups.most_pleased(stars, 1).tolist() == [5.0, 4.0, 1.0]
    w = groups.FLOOR_WEIGHT
    assert groups.mean_with_floor(stars) == pytest.approx([3.0 + w * 1.0, 3.5 + w * 3.0, 2.75 + w * 1.0])


@given(STARS)
def test_the_order_of_members_changes_nothing_and_more_stars_never_cost(stars: NDArray[np.float64]) -> None:
    scores = groups.mean_with_floor(stars)
    assert groups.mean_with_floor(stars[::-1]) == pytest.approx(scores)
    assert (groups.mean_with_floor(stars + 0.5) > scores).all()


def test_of_two_films_with_one_mean_the_one_that_nobody_minds_leads() -> None:
    stars = np.array([[5.0, 3.5], [2.0, 3.5]])
    scores = groups.mean_with_floor(stars)
    assert scores[1] > scores[0]


def test_nobody_gets_a_film_that_somebody_knows_or_refused() -> None:
    model = trained()
    first = recommend_to_group(model, [SPACE, LOVE], n=5)
    refused = first[0].movie_id
    again = recommend_to_group(model, [SPACE, LOVE], n=5, exclude=[refused])
    assert len(first) == len(again) == 5
    assert not {pick.movie_id for pick in again} & {refused, *SPACE, *LOVE}
    assert [pick.score for pick in first] == sorted((pick.score for pick in first), reverse=True)


def test_each_member_has_their_own_expectation_and_a_newcomer_none() -> None:
    picks = recommend_to_group(trained(), [SPACE, {}, LOVE], n=3)
    for pick in picks:
        space, newcomer, love = pick.expected_stars
        assert newcomer is None
        assert [space] == list(expected_stars(trained(), SPACE, [pick.movie_id]))
        assert love is not None
        assert 0.5 <= love <= 5.0


def test_among_newcomers_alone_the_popular_taste_decides() -> None:
    picks = recommend_to_group(trained(), [{}, {}], n=5)
    model = trained()
    rows = model.catalogue.item_rows_of([pick.movie_id for pick in picks])
    scores = groups.liking(model, None)[rows]
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)


@pytest.mark.parametrize("model", [trained(), replace(trained(), ranking_model=None)], ids=["both", "stars"])
def test_what_several_like_is_what_each_likes(model: TrainedModel) -> None:
    people = [groups._fold_in(model, ratings) for ratings in (SPACE, {}, LOVE)]
    together = groups.likings(model, people)
    for person, liked in zip(people, together, strict=True):
        assert liked == pytest.approx(groups.liking(model, person), abs=1e-4)
        if person is not None and person.vector is not None:
            ranked = person.scores if model.ranking_model is not None else 0.0
            assert liked == pytest.approx(person.vector.scores() + ranked, abs=1e-4)


def test_wishes_narrow_the_shortlist() -> None:
    horror = Filters(genres=frozenset({"Horror"}))
    picks = recommend_to_group(trained(), [SPACE, LOVE], n=5, filters=horror)
    assert {world().group_of_movie[pick.movie_id] for pick in picks} == {"fear"}
    assert recommend_to_group(trained(), [SPACE], n=5, filters=Filters(genres=frozenset({"no genre"}))) == ()


def test_without_a_star_model_the_popular_taste_decides() -> None:
    popular_only = replace(trained(), star_model=None, ranking_model=None)
    picks = recommend_to_group(popular_only, [SPACE, LOVE], n=2)
    assert [pick.expected_stars for pick in picks] == [(None, None)] * 2


def test_stars_that_do_not_exist_are_refused() -> None:
    with pytest.raises(InvalidRatings):
        recommend_to_group(trained(), [{1: 7.0}], n=1)


def test_of_a_film_that_the_model_does_not_know_nothing_is_expected() -> None:
    assert expected_stars(trained(), SPACE, [999_999]) == (None,)
