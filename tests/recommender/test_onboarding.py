from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.onboarding import Onboarding
from recommender.recommender import Recommender
from tests.recommender.worlds import catalogue, recommender, trained, world

MOVIE_IDS = [movie.movie_id for movie in world().movies]
halves = st.integers(1, 10).map(lambda half: half / 2)


def conversation(answer, questions=12):
    """Ask so many questions; answer(movie_id) gives stars, or None for haven't seen."""
    ratings, passed, asked = {}, set(), []
    for _ in range(questions):
        movie_id = recommender().next_question(ratings, passed=passed, last=asked[-1] if asked else None)
        asked.append(movie_id)
        stars = answer(movie_id)
        if stars is None:
            passed.add(movie_id)
        else:
            ratings[movie_id] = stars
    return asked


def franchise_of(movie_id):
    return int(catalogue().franchises[catalogue().item_rows_of([movie_id])[0]])


@pytest.mark.parametrize("answer", [lambda _: 4.0, lambda _: None, lambda movie_id: movie_id % 3 or None])
def test_no_film_is_asked_twice_and_no_franchise_twice_in_a_row(answer):
    asked = conversation(answer, questions=40)
    assert len(set(asked)) == 40
    assert all(franchise_of(one) != franchise_of(next_one) for one, next_one in pairwise(asked))


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(st.sampled_from(MOVIE_IDS), halves),
    st.sets(st.sampled_from(MOVIE_IDS)),
    st.sampled_from(MOVIE_IDS),
)
def test_a_question_is_new_of_another_franchise_and_the_same_each_time(ratings, passed, last):
    question = recommender().next_question(ratings, passed=passed, last=last)
    assert question == recommender().next_question(dict(reversed(ratings.items())), passed=passed, last=last)
    if question is not None:
        assert question not in {*ratings, *passed}
        assert franchise_of(question) != franchise_of(last)


def test_who_has_seen_nothing_of_a_kind_is_asked_less_about_it():
    """Twenty love films unseen and twenty horror films seen: love becomes less likely than horror."""
    onboarding = Onboarding(trained())
    nothing, love, fear = (
        catalogue().item_rows_of(sorted(movie_ids)).astype(np.int64)
        for movie_ids in ([], world().movie_ids_of("love")[:20], world().movie_ids_of("fear")[:20])
    )
    before, after = onboarding._chance(nothing, nothing), onboarding._chance(fear, love)
    changes = {group: [] for group in ("love", "fear")}
    for place, row in enumerate(onboarding._pool):
        group = world().group_of_movie[int(catalogue().movie_ids[row])]
        if group in changes:
            changes[group].append(after[place] / before[place])
    assert np.median(changes["love"]) < 0.8
    assert np.median(changes["fear"]) > 2 * np.median(changes["love"])


def test_information_is_how_much_a_rating_lowers_the_weighed_posterior_variance():
    """Against the slow way: the whole posterior once without and once with the film, for every film."""
    onboarding = Onboarding(trained())
    model, counts = trained().star_model, trained().popularity.counts
    everything = np.flatnonzero(counts > 0)
    design = model.design(everything)
    weights = counts[everything] / counts[everything].sum()

    def variance(rated):
        seen = model.design(rated)
        posterior = np.linalg.inv(seen.T @ seen + model.ridge * np.eye(seen.shape[1]))
        return float(weights @ np.einsum("if,fg,ig->i", design, posterior, design))

    rated = np.array([3, 40, 77])
    found = onboarding._information(rated)
    for place in (0, 5, 50):
        expected = variance(rated) - variance(np.append(rated, onboarding._pool[place]))
        assert found[place] == pytest.approx(expected, rel=1e-6)


def test_questions_are_about_well_known_films():
    counts = trained().popularity.counts
    asked = catalogue().item_rows_of(conversation(lambda _: 4.0, questions=5))
    assert counts[asked].min() > np.median(counts)


def test_the_answers_of_strangers_change_nothing():
    assert recommender().next_question(
        {99_999: 4.0}, passed={88_888}, last=77_777
    ) == recommender().next_question({})


def test_without_a_star_model_the_best_known_film_is_asked_first():
    model = replace(trained(), star_model=None, ranking_model=None)
    best_known = int(np.argmax(trained().popularity.counts))
    assert Recommender(model).next_question({}) == int(catalogue().movie_ids[best_known])


def test_when_nobody_rated_anything_there_is_nothing_to_ask():
    popularity = replace(trained().popularity, counts=np.zeros_like(trained().popularity.counts))
    assert Recommender(replace(trained(), popularity=popularity)).next_question({}) is None
