from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.attributes import Attribute, find_attributes
from recommender.coded_text import CodedText, coded
from recommender.people_sums import PeopleAtHand
from recommender.ranking_levels import WEIGHTS_A_ROW, strongest
from recommender.ranking_model import RankingModel, grade
from recommender.ranking_training import (
    RIDGE,
    SUPPORT_SIZES,
    count_likes,
    gather,
    gather_attributes,
    participants,
    train_ranking_model,
    who_takes_part,
)
from recommender.ratings import Ratings, build_ratings
from recommender.shared_directions import shrink_to_shared_subspace
from recommender.support_regression import solve
from tests.recommender.worlds import catalogue, fan_of, ratings, world

FEW_RATINGS = st.dictionaries(
    st.integers(0, 119), st.integers(1, 10).map(lambda halves: halves / 2), max_size=40
)


@cache
def model() -> RankingModel:
    return train_ranking_model(ratings(), attributes=attributes())


@cache
def attributes() -> list[Attribute]:
    return find_attributes(catalogue())


def rows_and_stars(given_stars: dict[int, float]) -> tuple[np.ndarray, np.ndarray]:
    movie_ids = sorted(given_stars)
    rows = catalogue().item_rows_of(movie_ids).astype(np.int64)
    return rows, np.array([given_stars[movie_id] for movie_id in movie_ids])


@given(FEW_RATINGS)
@settings(max_examples=60, deadline=None)
def test_contributions_and_baseline_sum_to_the_score(by_row: dict[int, float]) -> None:
    rows = np.array(sorted(by_row), dtype=np.int64)
    stars = np.array([by_row[row] for row in rows.tolist()])
    scores = model().scores(rows, stars)
    for item_row in (0, 17, 119):
        total = model().contributions(rows, stars, [item_row]).sum() + model().baseline(len(rows), item_row)
        assert total == pytest.approx(scores[item_row], abs=1e-5)


def test_scores_can_be_those_of_somebody_who_rated_more_films() -> None:
    rated, stars = np.array([3, 40]), np.array([5.0, 2.0])
    scores = model().scores(rated, stars, n_rated=20)
    pulled = model().pulls(rated, [7], n_rated=20)[0] @ grade(stars)
    assert scores[7] == pytest.approx(model().baseline(20, 7) + pulled, abs=1e-5)
    assert scores[7] != pytest.approx(model().scores(rated, stars)[7], abs=1e-4)


def test_a_pull_is_what_one_more_grade_of_a_film_does_to_a_score() -> None:
    rated, scored = np.array([3, 40]), [7, 100]
    pulls = model().pulls(rated, scored, n_rated=2)
    with_grades = model().scores(rated, np.array([4.0, 4.0]))
    for place, item_row in enumerate(scored):
        moved = with_grades[item_row] - model().baseline(2, item_row)
        assert pulls[place].sum() == pytest.approx(moved, abs=1e-5)


@given(FEW_RATINGS)
@settings(max_examples=30, deadline=None)
def test_scores_equal_a_slow_twin_that_reads_the_formula(by_row: dict[int, float]) -> None:
    trained, sizes = model(), SUPPORT_SIZES
    place = np.interp(np.log(max(len(by_row), 1)), np.log(sizes), np.arange(len(sizes)))
    expected = np.zeros(trained.n_items)
    for level in range(len(sizes)):
        share = max(0.0, 1 - abs(place - level))
        expected += share * trained.bases[level]
        for row, stars in by_row.items():
            for place_in_row in np.flatnonzero(trained.item_rows == row):
                for neighbour, weight in zip(
                    trained.neighbours[level, place_in_row], trained.weights[level, place_in_row], strict=True
                ):
                    expected[trained.item_rows[neighbour]] += share * float(weight) * float(grade(stars))
                for scored, item_row in enumerate(trained.item_rows):
                    broad = trained.outward[level, place_in_row] @ trained.inward[level, scored]
                    expected[item_row] += share * float(broad) * float(grade(stars))
    rows = np.array(sorted(by_row), dtype=np.int64)
    stars_given = np.array([by_row[row] for row in rows.tolist()])

    np.testing.assert_allclose(trained.scores(rows, stars_given), expected, atol=1e-5)


@pytest.mark.parametrize(
    ("stars", "expected"),
    [(0.5, -0.25), (1.0, -0.2), (2.0, 0.1), (3.0, 0.6), (3.5, 0.8), (4.0, 1.0), (5.0, 1.15)],
)
def test_stars_are_graded(stars: float, expected: float) -> None:
    assert float(grade(stars)) == pytest.approx(expected)


@given(st.lists(st.integers(1, 10).map(lambda halves: halves / 2), min_size=2))
def test_more_stars_never_have_a_lower_grade(stars: list[float]) -> None:
    assert (np.diff(grade(sorted(stars))) >= 0).all()


@pytest.mark.parametrize(("group", "other"), [("space", "love"), ("fear", "family"), ("crime", "space")])
def test_a_fan_gets_films_of_their_group_first(group: str, other: str) -> None:
    rows, stars = rows_and_stars(fan_of(group, other))
    scores = model().scores(rows, stars)
    scores[rows] = -np.inf
    best = catalogue().movie_ids[np.argsort(-scores)[:5]].tolist()

    assert [world().group_of_movie[movie_id] for movie_id in best] == [group] * 5


def test_a_dislike_lowers_what_a_like_would_raise() -> None:
    film, neighbour = catalogue().item_rows_of(world().movie_ids_of("space")[:2])
    liked = model().scores([film], [5.0])[neighbour]
    disliked = model().scores([film], [1.0])[neighbour]

    assert disliked < liked
    assert model().contributions([film], [1.0], [neighbour])[0, 0] < 0


def test_someone_without_ratings_gets_the_base_rates() -> None:
    np.testing.assert_allclose(model().scores([], []), model().bases[0], rtol=1e-6)


def test_similar_films_are_of_the_same_group_and_never_the_film_itself() -> None:
    film = int(catalogue().item_rows_of(world().movie_ids_of("fear")[:1])[0])
    rows, similarities = model().similar(film, 5)
    groups = [world().group_of_movie[int(movie_id)] for movie_id in catalogue().movie_ids[rows]]

    assert groups == ["fear"] * 5
    assert film not in rows
    assert (np.diff(similarities) <= 0).all()


def test_a_rarely_rated_film_is_similar_to_others_with_less_certainty() -> None:
    often, rarely = (
        RankingModel(
            item_rows=np.arange(2, dtype=np.int32),
            n_items=2,
            support_sizes=np.array([5.0], dtype=np.float32),
            bases=np.zeros((1, 2), dtype=np.float32),
            neighbours=np.array([[[0, 1], [0, 1]]], dtype=np.int16),
            weights=np.array([[[0.0, 0.3], [0.3, 0.0]]], dtype=np.float16),
            outward=np.zeros((1, 2, 0), dtype=np.float32),
            inward=np.zeros((1, 2, 0), dtype=np.float32),
            counts=np.array([count, count], dtype=np.int32),
            star_weight=0.0,
        )
        for count in (1000, 4)
    )

    assert rarely.similar(0, 1)[1][0] < 0.1 * often.similar(0, 1)[1][0]


def test_a_film_that_takes_no_part_keeps_its_base_rate_and_is_similar_to_nothing() -> None:
    trained = train_ranking_model(ratings(), memory_mb=0)
    left_out = int(np.setdiff1d(np.arange(ratings().n_items), trained.item_rows)[0])
    rows, stars = rows_and_stars(fan_of("space", "love"))

    assert len(trained.item_rows) == 100
    assert len(trained.similar(left_out, 3)[0]) == 0
    assert not trained.contributions(rows, stars, [left_out]).any()
    assert trained.scores(rows, stars)[left_out] == pytest.approx(trained.baseline(len(rows), left_out))
    np.testing.assert_array_equal(
        trained.scores([*rows, left_out], [*stars, 5.0])[left_out],
        np.float32(trained.baseline(len(rows) + 1, left_out)),
    )


def test_the_most_rated_items_that_fit_the_memory_take_part() -> None:
    counts = np.bincount(ratings().item_rows, minlength=ratings().n_items)
    chosen = participants(ratings(), memory_mb=0)

    assert len(chosen) == 100
    assert counts[chosen].min() >= np.delete(counts, chosen).max()
    assert len(participants(ratings(), memory_mb=None)) == int((counts >= 4).sum())


def test_training_says_what_it_does_and_which_films_it_leaves_out() -> None:
    told: list[CodedText] = []
    train_ranking_model(ratings(), memory_mb=0, on_step=lambda _step, _of, note: told.append(note))

    counts = np.sort(np.bincount(ratings().item_rows))[::-1]
    assert told[0] == coded("films_take_part", part=100, films=120, memory_mb=0, most=int(counts[100]))
    assert len({str(note) for note in told}) == 1 + len(SUPPORT_SIZES)


def test_where_all_films_take_part_nothing_is_left_to_the_star_model() -> None:
    four = build_ratings([1, 2, 3, 4] * 2 + [1], [10] * 4 + [20] * 4 + [30], [4.0] * 9)

    counts = np.bincount(four.item_rows)
    assert who_takes_part(counts, participants(four, None)) == coded(
        "films_take_part", part=2, films=3, most=1
    )
    everything = np.arange(3, dtype=np.int32)
    assert who_takes_part(counts, everything) == coded("all_films_take_part", part=3, films=3)


def test_the_same_ratings_give_the_same_model() -> None:
    again = train_ranking_model(ratings(), attributes=attributes())

    assert again.to_arrays().keys() == model().to_arrays().keys()
    for name, value in again.to_arrays().items():
        np.testing.assert_array_equal(value, model().to_arrays()[name])


def test_arrays_bring_the_model_back() -> None:
    back = RankingModel.from_arrays(model().to_arrays())
    rows, stars = rows_and_stars(fan_of("family", "crime"))

    np.testing.assert_array_equal(back.scores(rows, stars), model().scores(rows, stars))


def test_only_the_strongest_weights_of_a_row_stay() -> None:
    weights = np.asfortranarray(np.random.default_rng(0).normal(size=(300, 300)).astype(np.float32))
    neighbours, kept = strongest(weights)
    row = 123
    dropped = np.delete(np.abs(weights[row]), neighbours[row])

    assert kept.shape == (300, WEIGHTS_A_ROW)
    assert np.abs(kept[row].astype(float)).min() >= dropped.max() - 1e-3
    np.testing.assert_allclose(kept[row], weights[row, neighbours[row]], rtol=1e-3)


def test_threads_keep_the_same_weights() -> None:
    weights = np.asfortranarray(np.random.default_rng(0).normal(size=(300, 300)).astype(np.float32))

    for one, other in zip(strongest(weights), strongest(weights, threads=3), strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_is_kept_scores_as_the_whole_weights_do() -> None:
    taking_part = participants(ratings(), memory_mb=None)
    people, size = gather(ratings(), taking_part), SUPPORT_SIZES[1]
    mean_size = float(people.sizes.mean())
    of_attributes = gather_attributes(attributes(), taking_part, people.counts, mean_size)
    at_hand = PeopleAtHand(people, of_attributes, count_likes(ratings(), people.weights))
    sums = at_hand.moments(size)
    whole = solve(sums, RIDGE * size**1.5 / mean_size)
    whole = shrink_to_shared_subspace(whole, at_hand.spread(size), sums.given / np.sqrt(sums.total))
    places = np.arange(0, 5 * int(size), 5)
    stars = np.array([5.0, 4.0, 1.0, 2.5, 3.0])
    expected = (sums.liked - sums.given @ whole) / sums.total + grade(stars) @ whole[places]

    np.testing.assert_allclose(model().scores(taking_part[places], stars)[taking_part], expected, atol=2e-3)
    assert np.abs(grade(stars) @ whole[places]).max() > 0.05


@pytest.mark.parametrize(
    "triples", [[(1, 1, 4.0)], [(1, 1, 4.0), (2, 1, 4.0)], [(user, 1, 3.0) for user in range(9)]]
)
def test_hardly_any_ratings_still_make_a_finite_model(triples: list[tuple[int, int, float]]) -> None:
    users, movies, stars = zip(*triples, strict=True)
    tiny: Ratings = build_ratings(users, movies, stars)
    trained = train_ranking_model(tiny)

    assert np.isfinite(trained.scores([0], [4.0])).all()
    assert trained.contributions([0], [4.0], [0]).tolist() == [[0.0]]


def test_films_of_one_attribute_speak_for_each_other_before_anybody_rated_both() -> None:
    triples = [(user, film, 4.0) for user in range(10) for film in ((0, 2, 4) if user < 5 else (1, 3, 5))]
    users, movies, stars = zip(*triples, strict=True)
    separate: Ratings = build_ratings(users, movies, stars)
    of_one_genre = Attribute("genre", "Western", np.array([0, 1]))
    without = train_ranking_model(separate).pulls([0], [1, 3], n_rated=1)
    known = train_ranking_model(separate, attributes=[of_one_genre]).pulls([0], [1, 3], n_rated=1)

    assert known[0, 0] > without[0, 0] + 0.01
    assert known[0, 0] > known[1, 0]
