from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue import build_catalogue
from recommender.filtering import Filters
from recommender.onboarding import QuestionChooser
from recommender.ranking_model import grade
from recommender.ratings import build_ratings
from recommender.recommender import Recommender
from recommender.training import train
from tests.recommender.worlds import catalogue, recommender, trained, world

MOVIE_IDS = [movie.movie_id for movie in world().movies]
halves = st.integers(1, 10).map(lambda half: half / 2)


def conversation(answer, questions=12):
    """Ask so many questions; answer(movie_id) gives stars, or None for haven't seen."""
    ratings, dismissed, asked = {}, set(), []
    for _ in range(questions):
        movie_id = recommender().next_question(ratings, dismissed=dismissed, recent=asked[::-1])
        asked.append(movie_id)
        stars = answer(movie_id)
        if stars is None:
            dismissed.add(movie_id)
        else:
            ratings[movie_id] = stars
    return asked


def item_rows(movie_ids):
    return catalogue().item_rows_of(sorted(movie_ids)).astype(np.int64)


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
def test_a_question_is_new_of_another_franchise_and_the_same_each_time(ratings, dismissed, last):
    question = recommender().next_question(ratings, dismissed=dismissed, recent=[last])
    assert question == recommender().next_question(
        dict(reversed(ratings.items())), dismissed=dismissed, recent=[last]
    )
    if question is not None:
        assert question not in {*ratings, *dismissed}
        assert franchise_of(question) != franchise_of(last)


def test_who_has_seen_nothing_of_one_genre_is_asked_less_about_it():
    """Eight love films unseen and eight horror films seen: love becomes less likely than horror."""
    onboarding, model = QuestionChooser(trained()), trained().ranking_model
    love, fear = (item_rows(world().movie_ids_of(group)) for group in ("love", "fear"))
    nothing = np.zeros(0, dtype=np.int64)

    def chances(rated, unseen):
        scores = model.scores(rated, np.full(len(rated), 4.0))
        left = np.concatenate([love[8:], fear[8:]])
        found = onboarding._familiarity(model, scores, left, len(rated), unseen)
        return np.split(found, [len(love) - 8])

    before_love, before_fear = chances(nothing, nothing)
    love_unseen, _ = chances(nothing, love[:8])
    love_after, fear_after = chances(fear[:8], love[:8])
    assert np.median(love_unseen / before_love) < 0.8
    assert np.median(fear_after / before_fear) > 2 * np.median(love_after / before_love)


def slow_value(film, rated, unseen):
    """Compute the module's formula one film at a time, over the whole catalogue."""
    model, popularity = trained().ranking_model, trained().popularity
    known_to = 0.55 * popularity.counts / popularity.counts.max()
    scores = model.scores(
        np.array([*rated], dtype=np.int64), np.array([*rated.values()]), n_rated=len(rated) + 1
    )
    listable = [row for row in np.argsort(-scores, kind="stable").tolist() if row not in rated]
    now = np.array([scores[row] for row in listable])
    pull = model.pulls([film], listable, n_rated=len(rated) + 1)[:, 0]
    others = [place for place, row in enumerate(listable) if row != film]
    moved = now + pull * float(grade(popularity.means[film]))
    places = 1 / np.log2(np.arange(2, 12))
    gain = np.sort(moved[others])[::-1][:10] @ places - moved[others][:10] @ places
    own = now[:10] @ places - now[others][:10] @ places
    missing = sum(known_to[row] * model.pulls([row], [film], n_rated=len(rated) + 1)[0, 0] for row in unseen)
    base = model.bases[0, film]
    familiarity = (scores[film] / base) ** 0.5 * np.exp(-5 * np.clip(missing / base, -0.5, 4))
    return known_to[film] * familiarity * (gain + own / 5)


@pytest.mark.parametrize(
    ("rated", "unseen"), [({}, []), ({}, [24, 48]), ({0: 5.0, 1: 1.0, 50: 3.5}, [24, 72]), ({100: 4.0}, [])]
)
def test_the_value_of_a_question_equals_a_slow_twin(rated, unseen):
    onboarding = QuestionChooser(trained())
    asked = np.array([2, 5, 26, 49, 51, 73, 97, 110])
    rows, stars = np.array([*rated], dtype=np.int64), np.array([*rated.values()])
    found = onboarding._values(asked, rows, stars, np.array(unseen, dtype=np.int64))
    expected = [slow_value(film, rated, unseen) for film in asked.tolist()]
    assert found == pytest.approx(expected, rel=1e-3, abs=1e-7)
    assert np.ptp(found) > 0


def test_unseen_films_change_the_next_question():
    first = recommender().next_question({})
    second = recommender().next_question({}, dismissed={first}, recent=[first])
    kind = world().group_of_movie[second]
    unseen = {*world().movie_ids_of(kind)[:10]} - {second}
    later = recommender().next_question({}, dismissed={first, *unseen}, recent=[first])
    assert world().group_of_movie[later] != kind


def test_questions_are_about_well_known_films():
    counts = trained().popularity.counts
    asked = catalogue().item_rows_of(conversation(lambda _: 4.0, questions=5))
    assert np.median(counts[asked]) > np.median(counts)


def test_the_answers_of_strangers_change_nothing():
    assert recommender().next_question(
        {99_999: 4.0}, dismissed={88_888}, recent=[77_777]
    ) == recommender().next_question({})


def test_without_a_star_model_the_best_known_film_is_asked_first():
    model = replace(trained(), star_model=None, ranking_model=None)
    best_known = int(np.argmax(trained().popularity.counts))
    assert Recommender(model).next_question({}) == int(catalogue().movie_ids[best_known])


def test_when_nobody_rated_anything_there_is_nothing_to_ask():
    popularity = replace(trained().popularity, counts=np.zeros_like(trained().popularity.counts))
    assert Recommender(replace(trained(), popularity=popularity)).next_question({}) is None


@pytest.mark.parametrize(
    "triples",
    [
        [(1, 1, 4.0)],
        [(1, 1, 5.0), (1, 2, 5.0)],
        [(user, film, 1.0) for user in range(6) for film in (1, 2, 3)],
    ],
)
def test_after_a_tiny_training_every_film_is_asked_about_once_and_then_none(triples):
    users, films, stars = zip(*triples, strict=True)
    made = build_catalogue((film, f"Film {film}", 2000, ["Drama"]) for film in (1, 2, 3))
    small = Recommender(train(build_ratings(users, films, stars), made, seed=0))
    given, dismissed, asked = {}, set(), []
    while (film := small.next_question(given, dismissed=dismissed)) is not None:
        asked.append(film)
        if len(asked) % 2:
            dismissed.add(film)
        else:
            given[film] = 1.0
    assert sorted(asked) == sorted(set(films))


def test_questions_can_be_narrowed():
    horror = Filters(genres=frozenset({"Horror"}))
    dismissed = []
    while (film := recommender().next_question({}, dismissed=dismissed, filters=horror)) is not None:
        dismissed.append(film)
    rows = catalogue().item_rows_of(dismissed)
    assert len(dismissed) > 5
    assert catalogue().has_genre("Horror")[rows].all()


@given(
    st.dictionaries(st.sampled_from(MOVIE_IDS), halves, max_size=20),
    st.sets(st.sampled_from(MOVIE_IDS), max_size=20),
    st.sets(st.sampled_from(MOVIE_IDS), max_size=10),
)
@settings(max_examples=20, deadline=None)
def test_six_films_at_once_are_new_and_of_six_franchises(ratings, dismissed, seen):
    six = recommender().next_questions(6, ratings, dismissed=dismissed, seen=seen)
    assert len(six) == 6
    assert not set(six) & {*ratings, *dismissed, *seen}
    assert len({franchise_of(film) for film in six}) == 6
    years = [int(catalogue().years[row]) // 10 for row in catalogue().item_rows_of(six)]
    assert len(set(years)) >= 2 or ratings or seen  # answers may ask for films of one decade


def test_what_was_seen_changes_what_is_asked_at_once():
    first = recommender().next_questions(6, {})
    fear = world().movie_ids_of("fear")[:6]
    seen = recommender().next_questions(6, {}, seen=fear)
    assert set(seen) != set(first)


def test_fewer_films_than_wanted_are_all_asked_at_once():
    left = MOVIE_IDS[:3]
    ratings = dict.fromkeys(set(MOVIE_IDS) - set(left), 3.0)
    assert set(recommender().next_questions(6, ratings)) <= set(left)
