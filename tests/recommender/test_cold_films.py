"""Films that nobody rated: who they are, where they stand for whom, and what their scores are made of."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.blending import fold_in_person
from recommender.catalogue import Catalogue
from recommender.cold_films import HARDLY_RATED, find_cold_films, last_year_of
from recommender.facts.records import Facts
from recommender.imdb_prior import imdb_numbers
from recommender.ratings import Ratings
from recommender.recommender import Recommender
from recommender.svd_training import SvdParameters
from recommender.training import TrainingParameters, train
from tests.recommender.worlds import catalogue, fan_of, ratings, world

HIDDEN = tuple(world().movie_ids_of(group)[4] for group in ("space", "love", "fear", "family", "crime"))
RATED = [movie.movie_id for movie in world().movies if movie.movie_id not in HIDDEN]
halves = st.integers(1, 10).map(lambda half: half / 2)
people = st.dictionaries(st.sampled_from(RATED), halves, min_size=1, max_size=25)


def with_votes(votes_of_hidden: int = 500_000) -> Catalogue:
    """Return the films with makers and votes: the more rated, the more votes."""
    counts = np.bincount(ratings().item_rows, minlength=ratings().n_items)
    details = {
        movie_id: Facts(
            directors=(f"Director of {world().group_of_movie[movie_id]}",),
            languages=("English",),
            imdb_rating=7.0,
            imdb_votes=votes_of_hidden if movie_id in HIDDEN else 100 * int(counts[row] + 1) ** 2,
        )
        for row, movie_id in enumerate(ratings().movie_ids.tolist())
    }
    return catalogue().with_details(details)


@cache
def recommender() -> Recommender:
    hidden = np.isin(ratings().movie_ids[ratings().item_rows], HIDDEN)
    parameters = TrainingParameters(svd=SvdParameters(n_factors=8, n_epochs=10))
    return Recommender(train(without(ratings(), hidden), with_votes(), parameters, seed=1))


def without(some: Ratings, left_out: np.ndarray) -> Ratings:
    return replace(
        some,
        user_rows=some.user_rows[~left_out],
        item_rows=some.item_rows[~left_out],
        stars=some.stars[~left_out],
    )


def cold_films():
    found = find_cold_films(recommender().model, imdb_numbers(recommender().model.catalogue))
    assert found is not None
    return found


def test_cold_films_are_those_that_nobody_rated_but_imdbs_voters_did():
    assert recommender().model.catalogue.movie_ids[cold_films().rows].tolist() == sorted(HIDDEN)
    nobody_voted = replace(recommender().model, catalogue=with_votes(votes_of_hidden=0))
    assert find_cold_films(nobody_voted, imdb_numbers(nobody_voted.catalogue)) is None


def test_without_votes_or_ranking_model_no_film_is_cold():
    model = recommender().model
    unknown = replace(model, catalogue=catalogue())
    assert find_cold_films(unknown, imdb_numbers(unknown.catalogue)) is None
    stars_only = replace(model, ranking_model=None)
    assert find_cold_films(stars_only, imdb_numbers(stars_only.catalogue)) is None


@pytest.mark.parametrize(("group", "hated"), [("space", "love"), ("love", "fear"), ("crime", "family")])
def test_a_cold_film_by_the_makers_one_likes_comes_first(group, hated):
    ranked = recommender().ranked(fan_of(group, hated), HIDDEN)
    places = {world().group_of_movie[movie_id]: place for place, movie_id in enumerate(ranked)}
    assert places[group] == 0
    assert places[hated] >= 2


def test_cold_films_surface_only_where_they_are_wanted_and_at_most_one_in_ten():
    fan = fan_of("space", "love")
    plain = [item.movie_id for item in recommender().recommend(fan, n=40).items]
    mixed = [item.movie_id for item in recommender().recommend(fan, n=40, with_cold=True).items]
    assert not set(plain) & set(HIDDEN)
    assert set(mixed) & set(HIDDEN)
    for start in range(len(mixed)):
        assert len(set(mixed[start : start + 10]) & set(HIDDEN)) <= 1
    assert not set(mixed[:7]) & set(HIDDEN)


def test_where_nobody_rated_any_film_that_passes_the_list_is_of_cold_films():
    fan = fan_of("space", "love")
    rated = set(RATED) - set(fan)
    answer = recommender().recommend(fan, n=10, exclude=rated, with_cold=True)
    assert {item.movie_id for item in answer.items} == set(HIDDEN)


@settings(max_examples=25, deadline=None)
@given(people, st.sampled_from(HIDDEN), st.integers(0, 24))
def test_a_cold_films_score_is_exactly_the_sum_of_its_parts(rated, movie_id, changed):
    """Whatever stars somebody gives, the score less the ratings' shares stays the same."""
    model = recommender().model
    rows = model.catalogue.item_rows_of(sorted(rated)).astype(np.int64)
    row = model.catalogue.item_rows_of([movie_id]).astype(np.int64)
    stars = np.array([rated[each] for each in sorted(rated)])
    other = stars.copy()
    other[changed % len(stars)] = 5.5 - other[changed % len(stars)]
    rests = []
    for given_stars in (stars, other):
        person = fold_in_person(model, rows, given_stars, cold_films())
        rests.append(float(person.scores[row[0]]) - float(person.contributions(row).sum()))
    assert rests[0] == pytest.approx(rests[1], abs=1e-4)


def test_a_cold_film_is_judged_with_reasons_and_never_called_sure():
    fan = fan_of("crime", "love")
    [of_crime] = [movie_id for movie_id in HIDDEN if world().group_of_movie[movie_id] == "crime"]
    judged = recommender().judge(fan, of_crime, n_reasons=3)
    assert judged is not None
    assert judged.confidence == "unsure"
    assert judged.reasons
    assert judged.reasons[0].director == "Director of crime"
    assert recommender().public_opinion(of_crime) is None
    assert recommender().predicted_stars(fan, [of_crime])[of_crime] == judged.predicted_stars


def test_a_rating_of_a_cold_film_itself_breaks_nothing():
    answer = recommender().recommend({HIDDEN[0]: 5.0} | fan_of("space", "love"), n=20, with_cold=True)
    assert HIDDEN[0] in answer.unknown_movie_ids
    assert HIDDEN[0] not in [item.movie_id for item in answer.items]


def test_a_film_with_a_few_ratings_is_cold_only_while_it_is_new():
    years = np.array([1990, 2000, 2010, 2012, 0], np.int16)
    counts = np.array([600, 300, 95, HARDLY_RATED, 99], np.int32)
    assert last_year_of(years, counts) == 2010
    assert last_year_of(np.zeros(2, np.int16), np.zeros(2, np.int32)) == 0
