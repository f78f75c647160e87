from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.blending import fold_in_person
from recommender.genres import pack_genres
from recommender.ranking_model import grade
from recommender.ratings import InvalidRatings
from recommender.recommender import Filters, Recommender
from tests.recommender.worlds import catalogue, fan_of, recommender, trained, world

MOVIE_IDS = [movie.movie_id for movie in world().movies]
halves = st.integers(1, 10).map(lambda half: half / 2)
people = st.dictionaries(st.sampled_from(MOVIE_IDS), halves, min_size=1, max_size=25)
strangers = st.dictionaries(st.integers(10_000, 10_100), halves, max_size=5)


def shown(recommendations):
    return [item.movie_id for item in recommendations.items]


def without_ranking_model():
    return Recommender(replace(trained(), ranking_model=None))


@settings(max_examples=40, deadline=None)
@given(
    people, strangers, st.sets(st.sampled_from(MOVIE_IDS), max_size=30), st.integers(0, 130), st.floats(-1, 1)
)
def test_nothing_rated_or_excluded_is_ever_recommended_and_nothing_twice(
    ratings, unknown, exclude, n, boldness
):
    answer = recommender().recommend(
        ratings | unknown, n=n, exclude=exclude, boldness=boldness, with_cold=True
    )
    found = shown(answer)
    assert len(found) == len(set(found)) <= n
    assert not set(found) & ({*ratings} | exclude)
    assert answer.unknown_movie_ids == tuple(sorted(unknown))
    assert answer.source == "model"
    for item in answer.items:
        assert 0.5 <= item.predicted_stars <= 5.0
        assert np.isfinite(item.score)
        assert item.confidence in {"sure", "fair", "unsure"}


@settings(max_examples=20, deadline=None)
@given(people, st.randoms(), st.floats(-1, 1))
def test_the_same_ratings_in_any_order_give_the_same_list(ratings, random, boldness):
    shuffled = list(ratings.items())
    random.shuffle(shuffled)
    one, other = (
        recommender().recommend(dict(some), n=20, boldness=boldness, with_cold=True)
        for some in (ratings.items(), shuffled)
    )
    assert one == other


@pytest.mark.parametrize("serving", [recommender, without_ranking_model])
@settings(max_examples=25, deadline=None)
@given(ratings=people, movie_id=st.sampled_from(MOVIE_IDS))
def test_contributions_and_the_part_that_is_everybodys_sum_to_the_score(serving, ratings, movie_id):
    """A score without the ratings' shares is that of anybody who rated the same films, whatever the stars."""
    model = serving()._model
    rows = model.catalogue.item_rows_of(sorted(ratings)).astype(np.int64)
    row = int(model.catalogue.item_rows_of([movie_id])[0])
    stars = np.array([ratings[one] for one in sorted(ratings)])
    rests = []
    for given_stars in (stars, 5.5 - stars):
        person = fold_in_person(model, rows, given_stars)
        rests.append(float(person.scores[row]) - float(person.contributions(np.array([row])).sum()))
    assert rests[0] == pytest.approx(rests[1], abs=1e-4)


@settings(max_examples=25, deadline=None)
@given(
    ratings=people,
    watched=st.sets(st.sampled_from(MOVIE_IDS), max_size=5),
    movie_id=st.sampled_from(MOVIE_IDS),
)
def test_films_that_were_only_watched_have_exact_shares_too(ratings, watched, movie_id):
    """The rest is what somebody has who told of as many films and whose ratings all count nothing."""
    model = recommender().model
    rows = model.catalogue.item_rows_of(sorted(ratings)).astype(np.int64)
    seen = model.catalogue.item_rows_of(sorted(watched.difference(ratings))).astype(np.int64)
    row = model.catalogue.item_rows_of([movie_id]).astype(np.int64)
    stars = np.array([ratings[one] for one in sorted(ratings)])
    rests = []
    for given_stars in (stars, 5.5 - stars):
        person = fold_in_person(model, rows, given_stars, watched_rows=seen)
        rests.append(float(person.scores[row[0]]) - float(person.contributions(row).sum()))
    assert rests[0] == pytest.approx(rests[1], abs=1e-4)
    shares = person.contributions(row)[0, len(rows) :]
    usual = grade(model.popularity.means[seen])
    pulls = model.ranking_model.pulls(person.heard_rows, row, n_rated=len(person.heard_rows))[0, len(rows) :]
    np.testing.assert_allclose(shares, pulls * usual, atol=1e-6)


def test_what_was_watched_without_stars_makes_a_list_personal():
    loved = world().movie_ids_of("space")[:4]
    answer = recommender().recommend({}, n=10, watched=loved, n_reasons=3)
    assert answer.source == "model"
    assert not set(loved) & {item.movie_id for item in answer.items}
    groups = [world().group_of_movie[item.movie_id] for item in answer.items]
    assert groups.count("space") >= 5
    assert {item.predicted_stars for item in answer.items} == {None}
    assert {reason.stars for item in answer.items for reason in item.reasons} == {None}
    assert recommender().is_cold({})
    assert not recommender().is_cold({}, loved)
    assert recommender().predicted_stars({}, loved) == {}


def test_stars_count_where_a_film_was_watched_and_rated():
    fan = fan_of("space", "love")
    assert recommender().recommend(fan, n=10, watched=list(fan)) == recommender().recommend(fan, n=10)


def test_without_a_ranking_model_watched_films_say_nothing():
    assert without_ranking_model().is_cold({}, world().movie_ids_of("space")[:4])


@pytest.mark.parametrize("serving", [recommender, without_ranking_model])
@settings(max_examples=25, deadline=None)
@given(ratings=people, n=st.integers(0, 200))
def test_whatever_is_left_out_early_is_not_among_the_best(serving, ratings, n):
    """The best n of the few with full scores are the best n of all, with the same scores."""
    model = serving()._model
    rows = model.catalogue.item_rows_of(sorted(ratings)).astype(np.int64)
    person = fold_in_person(model, rows, np.array([ratings[one] for one in sorted(ratings)]))
    candidates = np.ones(len(MOVIE_IDS), dtype=bool)
    candidates[rows] = False
    scores, among = person.scores_of_best(candidates, n)
    assert not (among & ~candidates).any()
    np.testing.assert_allclose(scores[among], person.scores[among], atol=1e-5)
    expected = np.sort(person.scores[candidates])[::-1][:n]
    np.testing.assert_allclose(np.sort(scores[among])[::-1][: len(expected)], expected, atol=1e-5)


@pytest.mark.parametrize("serving", [recommender, without_ranking_model])
@settings(max_examples=25, deadline=None)
@given(ratings=people, boldness=st.sampled_from([-1.0, 0.0, 0.5]))
def test_the_score_of_every_recommendation_is_the_ranking_score(serving, ratings, boldness):
    """Also where the list leans."""
    answer = serving().recommend(ratings, n=15, boldness=boldness, with_cold=True)
    scores = serving().scores(ratings)[catalogue().item_rows_of(shown(answer))]
    assert [item.score for item in answer.items] == pytest.approx(scores.tolist(), abs=1e-5)


@settings(max_examples=20, deadline=None)
@given(people)
def test_at_most_two_of_one_franchise_are_among_any_ten(ratings):
    for serving in (recommender(), of_few_franchises()):
        franchises = serving._model.catalogue.franchises
        rows = catalogue().item_rows_of(shown(serving.recommend(ratings, n=40, with_cold=True)))
        for start in range(len(rows)):
            assert max(np.bincount(franchises[rows[start : start + 10]])) <= 2


def of_few_franchises():
    """Build six franchises of twenty films each, every twentieth film recent."""
    rows = np.arange(len(MOVIE_IDS))
    years = np.where(rows % 20 == 19, 2020, 1990).astype(np.int16)
    films = replace(catalogue(), franchises=(rows % 6).astype(np.int32), years=years)
    return Recommender(replace(trained(), catalogue=films))


@pytest.mark.parametrize("filters", [Filters(), Filters(first_year=1990, last_year=1999)])
def test_a_franchise_that_holds_all_the_best_films_leaves_the_list_full(filters):
    model, ratings = trained(), fan_of("space", hater_of="fear")
    everything = recommender().recommend(ratings, n=len(MOVIE_IDS), filters=filters)
    best = model.catalogue.item_rows_of([item.movie_id for item in everything.items[:-10]])
    franchises = np.arange(1000, 1000 + len(MOVIE_IDS), dtype=np.int32)
    franchises[best] = 7
    crowded = Recommender(replace(model, catalogue=replace(model.catalogue, franchises=franchises)))
    for answer in (crowded.recommend(ratings, n=10, filters=filters), crowded.popular(n=10, filters=filters)):
        rows = model.catalogue.item_rows_of(shown(answer))
        assert len(rows) == 10
        assert (franchises[rows] == 7).sum() <= 2


def test_opposite_tastes_get_different_lists():
    space, fear = fan_of("space", hater_of="fear"), fan_of("fear", hater_of="space")
    first, second = (recommender().recommend(person, n=10) for person in (space, fear))
    groups = world().group_of_movie
    assert sum(groups[movie_id] == "space" for movie_id in shown(first)) > 3
    assert sum(groups[movie_id] == "fear" for movie_id in shown(second)) > 3
    assert len(set(shown(first)) & set(shown(second))) < 5


def test_somebody_unknown_gets_the_popular_list_and_it_says_so():
    for ratings in ({}, {99_999: 5.0}):
        answer = recommender().recommend(ratings, n=10)
        assert answer.source == "popular"
        assert shown(answer) == shown(recommender().popular(n=10))
        assert all(item.predicted_stars is None and item.confidence is None for item in answer.items)
        assert recommender().is_cold(ratings)
        assert recommender().judge(ratings, MOVIE_IDS[0]) is None
    assert recommender().recommend({99_999: 5.0}, n=10).unknown_movie_ids == (99_999,)


def test_the_best_known_films_are_those_that_most_people_rated():
    counts = dict(zip(catalogue().movie_ids.tolist(), trained().popularity.counts.tolist(), strict=True))
    found = recommender().best_known(20)
    assert list(found) == sorted(counts, key=lambda film: (-counts[film], film))[:20]
    assert set(recommender().best_known(10**6)) == {film for film, count in counts.items() if count}


def test_the_popular_list_of_a_cold_person_leaves_out_what_they_saw():
    first = shown(recommender().popular(n=3))
    assert not set(first) & set(shown(recommender().recommend({}, n=3, exclude=first)))


def test_without_any_model_everybody_is_cold():
    popular_only = Recommender(replace(trained(), star_model=None, ranking_model=None))
    assert popular_only.is_cold({MOVIE_IDS[0]: 5.0})
    assert popular_only.recommend({MOVIE_IDS[0]: 5.0}, n=5).source == "popular"
    assert MOVIE_IDS[0] not in shown(popular_only.recommend({MOVIE_IDS[0]: 5.0}, n=200))
    assert popular_only.similar(MOVIE_IDS[0], n=3) == ()


def test_without_a_ranking_model_the_star_model_ranks_and_fame_damps():
    answer = without_ranking_model().recommend(fan_of("love", hater_of="crime"), n=10)
    assert answer.source == "model"
    rows = catalogue().item_rows_of(shown(answer))
    assert np.median(trained().popularity.counts[rows]) > np.median(trained().popularity.counts)


def test_filters_are_kept_by_every_list():
    filters = Filters(
        genres=frozenset({"Comedy"}), first_year=1980, last_year=1989, excluded_genres=frozenset({"Drama"})
    )
    expected = {
        movie.movie_id
        for movie in world().movies
        if "Comedy" in movie.genres and 1980 <= movie.year < 1990 and "Drama" not in movie.genres
    }
    assert expected
    assert set(shown(recommender().popular(n=99, filters=filters))) == expected
    assert set(shown(recommender().recommend({99: 5.0}, n=99, filters=filters, with_cold=True))) == expected
    assert shown(recommender().popular(n=5, filters=Filters(genres=frozenset({"Nonsense"})))) == []


@pytest.mark.parametrize("stars", [0.5, 3.0, 5.0])
def test_one_rating_and_always_the_same_stars_are_enough_for_a_finite_list(stars):
    for films in (1, 60):
        answer = recommender().recommend(dict.fromkeys(MOVIE_IDS[:films], stars), n=10)
        assert len(answer.items) == 10
        assert all(np.isfinite(item.score) for item in answer.items)


@pytest.mark.parametrize("stars", [float("nan"), float("inf"), 0.0, 5.5, 3.3])
def test_stars_that_are_none_are_refused_wherever_they_come(stars):
    ratings = {MOVIE_IDS[0]: 4.0, MOVIE_IDS[1]: stars}
    for ask in (
        lambda: recommender().recommend(ratings, n=3),
        lambda: recommender().recommend({99_999: stars}, n=3),
        lambda: recommender().judge(ratings, MOVIE_IDS[5]),
        lambda: recommender().scores(ratings),
        lambda: recommender().is_cold(ratings),
        lambda: recommender().next_question(ratings),
    ):
        with pytest.raises(InvalidRatings, match=r"allowed are 0\.5 to 5\.0 by halves"):
            ask()


def test_a_genre_with_three_films_gives_three_whoever_asks_and_how_many_they_want():
    """Three films of a genre that no other has, one of them seen: two are left."""
    rows, bit = [5, 40, 80], np.uint32(pack_genres(["Film-Noir"]))
    genres = catalogue().genre_bits & ~bit
    genres[rows] |= bit
    serving = Recommender(replace(trained(), catalogue=replace(catalogue(), genre_bits=genres)))
    noir, three = Filters(genres=frozenset({"Film-Noir"})), {MOVIE_IDS[row] for row in rows}
    fan = fan_of("space", hater_of="love")
    for answer in (
        serving.recommend(fan, n=10, filters=noir, with_cold=True, boldness=1.0, n_reasons=3),
        serving.recommend({}, n=10, filters=noir),
        serving.popular(n=10, filters=noir),
    ):
        assert set(shown(answer)) == three
    seen = {MOVIE_IDS[5]: 2.0}
    assert set(shown(serving.recommend(seen, n=10, filters=noir))) == three - {MOVIE_IDS[5]}
    assert shown(serving.recommend(dict.fromkeys(three, 4.0), n=10, filters=noir)) == []


def test_what_is_wanted_and_excluded_at_once_is_nothing():
    filters = Filters(genres=frozenset({"Comedy"}), excluded_genres=frozenset({"Comedy"}))
    assert shown(recommender().recommend({10: 5.0}, n=10, filters=filters)) == []
    assert shown(recommender().popular(n=10, filters=filters)) == []


def test_a_film_of_unknown_year_is_in_no_decade():
    years = np.zeros(len(MOVIE_IDS), dtype=np.int16)
    serving = Recommender(replace(trained(), catalogue=replace(catalogue(), years=years)))
    for decade in (0, 1990):
        assert (
            shown(
                serving.recommend({10: 5.0}, n=10, filters=Filters(first_year=decade, last_year=decade + 9))
            )
            == []
        )
    assert len(shown(serving.recommend({10: 5.0}, n=10, with_cold=True))) == 10


def test_who_has_rated_everything_gets_an_empty_list():
    everything = dict.fromkeys(MOVIE_IDS, 4.0)
    assert recommender().recommend(everything, n=10).items == ()
    assert recommender().next_question(everything) is None


def test_films_that_nobody_rated_are_never_shown_nor_counted_as_known():
    counts = trained().popularity.counts.copy()
    counts[3] = 0
    unrated = MOVIE_IDS[3]
    serving = Recommender(replace(trained(), popularity=replace(trained().popularity, counts=counts)))
    assert unrated not in shown(serving.recommend({10: 5.0}, n=200))
    assert unrated not in shown(serving.popular(n=200))
    assert serving.judge({10: 5.0}, unrated) is None
    assert serving.recommend({unrated: 5.0}, n=3).unknown_movie_ids == (unrated,)


def test_reasons_are_own_ratings_strongest_first():
    person = fan_of("space", hater_of="love")
    [best] = recommender().recommend(person, n=1, n_reasons=2).items
    reasons = best.reasons
    assert recommender().judge(person, best.movie_id, n_reasons=2) == best
    assert 1 <= len(reasons) <= 2
    assert all(person[reason.movie_id] == reason.stars for reason in reasons)
    sizes = [abs(reason.contribution) for reason in reasons]
    assert sizes == sorted(sizes, reverse=True)


def test_beside_other_films_the_reasons_are_those_that_speak_for_this_one_most():
    person = fan_of("space", hater_of="love")
    listed = shown(recommender().recommend(person, n=10))
    alone = recommender().judge(person, listed[0], n_reasons=50)
    beside = recommender().judge(person, listed[0], n_reasons=50, beside=listed)
    assert {reason.movie_id for reason in beside.reasons} == {reason.movie_id for reason in alone.reasons}
    assert replace(beside, reasons=()) == replace(alone, reasons=())
    beside_nothing = recommender().judge(person, listed[0], n_reasons=3, beside=(listed[0], 99_999))
    assert beside_nothing.reasons == alone.reasons[:3]


def test_predicted_stars_of_several_films_are_those_of_each_judgement():
    ratings, asked = fan_of("space", hater_of="love"), [*MOVIE_IDS[:5], 10_000]
    predicted = recommender().predicted_stars(ratings, asked)
    judged = {each: recommender().judge(ratings, each) for each in asked[:5]}
    assert predicted == {each: found.predicted_stars for each, found in judged.items() if found}
    assert recommender().predicted_stars({}, asked) == {}
    assert recommender().predicted_stars(ratings, []) == {}


def test_the_opinion_of_all_is_the_mean_of_their_stars():
    movie_id, popularity = MOVIE_IDS[0], trained().popularity
    row = catalogue().item_rows_of([movie_id])[0]
    assert recommender().public_opinion(movie_id) == (popularity.means[row], popularity.counts[row])
    assert recommender().public_opinion(99_999) is None


def test_a_judgement_is_the_recommendation_of_that_film():
    person = fan_of("space", hater_of="love")
    for item in recommender().recommend(person, n=5).items:
        assert recommender().judge(person, item.movie_id) == item
    assert recommender().judge(person, 99_999) is None


def test_scores_rank_what_recommend_lists():
    person = fan_of("crime", hater_of="love")
    scores = recommender().scores(person)
    assert scores.shape == (len(MOVIE_IDS),)
    best = recommender().recommend(person, n=1).items[0]
    assert scores[catalogue().item_rows_of([best.movie_id])[0]] == pytest.approx(best.score)
    np.testing.assert_array_equal(recommender().scores({}), trained().popularity.scores)


@settings(max_examples=30, deadline=None)
@given(people, st.integers(1, 20), st.sampled_from([0.1, 0.5, 1.0]))
def test_at_least_half_of_a_bolder_list_is_not_in_the_balanced_one(ratings, n, boldness):
    balanced, bolder = (
        shown(recommender().recommend(ratings, n=n, with_cold=True, boldness=b)) for b in (0.0, boldness)
    )
    assert len(bolder) == len(balanced) == n
    assert len(set(bolder) - set(balanced)) >= n / 2


def test_bolder_lists_hold_lesser_known_films():
    person = fan_of("space", hater_of="love")
    fame = [
        trained().popularity.counts[
            catalogue().item_rows_of(shown(recommender().recommend(person, n=10, boldness=b)))
        ]
        for b in (-1.0, 0.0, 1.0)
    ]
    assert fame[0].mean() >= fame[1].mean() >= fame[2].mean()
    assert fame[0].mean() > fame[2].mean()


def test_similar_films_are_known_and_not_the_film_itself():
    found = recommender().similar(MOVIE_IDS[0], n=5)
    assert len(found) == 5
    for movie_id, similarity in found:
        assert movie_id in MOVIE_IDS[1:]
        assert similarity > 0
    assert recommender().similar(99_999, n=5) == ()
    assert recommender().similar(MOVIE_IDS[0], n=0) == recommender().similar(MOVIE_IDS[0], n=-1) == ()
