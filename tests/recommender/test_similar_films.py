from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from recommender.artifact import TrainedModel
from recommender.attributes import find_attributes
from recommender.catalogue import build_catalogue
from recommender.facts.records import Facts
from recommender.genres import GENRES
from recommender.popularity import Popularity
from recommender.recommender import Recommender
from recommender.similar_films import CONTENT_SHARE, STRONGEST, TYPE_IMPORTANCE, SimilarFilms
from tests.recommender.worlds import catalogue, trained

KUROSAWA = Facts(directors=("Akira Kurosawa",), languages=("Japanese",), countries=("Japan",))
ALLEN = Facts(directors=("Woody Allen",), languages=("English",), countries=("United States",))


@cache
def without_ratings_between() -> TrainedModel:
    """Films of two makers and one of which nothing is known, by how many people rated each."""
    films = build_catalogue(
        [(row, f"Film {chr(65 + row)}", 1950 + row, ["Drama"]) for row in range(7)]
    ).with_details({0: KUROSAWA, 1: KUROSAWA, 2: KUROSAWA, 3: ALLEN, 4: ALLEN, 5: KUROSAWA})
    counts = np.array([3, 50, 5, 80, 90, 0, 70])
    return TrainedModel(None, None, Popularity.from_aggregates(counts, counts * 3.5), films)


def test_a_rarely_rated_film_has_neighbours_by_its_maker_the_known_ones_first() -> None:
    rows, similarities = SimilarFilms(without_ratings_between()).find([0], 2)
    assert rows == [1, 2]  # 5 is Kurosawa's too, but nobody rated it
    assert similarities[0] > similarities[1] > 0


def test_a_genre_and_a_decade_alone_make_nothing_alike() -> None:
    assert SimilarFilms(without_ratings_between()).find([6], 5)[0] == []


def test_films_like_two_are_like_either_and_are_neither() -> None:
    rows, _ = SimilarFilms(without_ratings_between()).find([0, 3], 3)
    assert not {0, 3} & set(rows)
    assert {1, 4} <= set(rows)


def test_of_several_films_none_outweighs_another() -> None:
    model = without_ratings_between()
    similar = SimilarFilms(model)
    alone = {row: similar._similarities(row) for row in (0, 3)}
    alone[3] = alone[3] * 100.0
    similar._similarities = alone.__getitem__  # type: ignore[method-assign, assignment]
    rows, scores = similar.find([0, 3], 5)
    means = {row: np.sort(each)[-STRONGEST:].mean() for row, each in alone.items()}
    expected = sum(each / means[row] for row, each in alone.items()) / 2 * np.mean(list(means.values()))
    np.testing.assert_allclose(scores, expected[rows])
    assert {1, 4} <= set(rows[:2])  # the best of each


def test_a_film_of_which_nothing_is_known_leaves_the_others_as_they_are() -> None:
    similar = SimilarFilms(without_ratings_between())
    alone, beside = similar.find([0], 3), similar.find([0, 6], 3)  # of 6 nothing is known
    assert alone[0] == beside[0]
    np.testing.assert_allclose(alone[1], beside[1])


def test_a_language_alone_makes_no_neighbours_of_a_romance_and_a_fight_but_a_maker_does() -> None:
    """Twelve people rated each film: its language says 1 − ½ · 60 / 72 as much of films of other genres."""
    genres, directors = ("Romance", "Action") * 3, "AABBCD"
    films = build_catalogue((row, f"Film {genres[row]} {row}", 1994, [genres[row]]) for row in range(6))
    details = {
        row: Facts(directors=(directors[row],), languages=("Cantonese" if row < 4 else "Thai",))
        for row in range(6)
    }
    counts = np.full(6, 12)
    model = TrainedModel(
        None, None, Popularity.from_aggregates(counts, counts * 3.5), films.with_details(details)
    )
    similar = SimilarFilms(model)
    content, have_maker = similar._content(0)
    found = dict(zip(*similar.find([0], 3), strict=True))
    assert have_maker.tolist() == [True, True, False, False, False, False]
    assert content[3] > 0
    for row, share in ((1, 1.0), (2, 1.0), (3, 1 - 0.5 * 60 / 72)):
        assert found.get(row, 0.0) == pytest.approx(CONTENT_SHARE * content[row] / 3 * share)


def test_content_equals_a_slow_twin_that_reads_the_formula() -> None:
    model = without_ratings_between()
    films, counts = model.catalogue, model.popularity.counts.astype(float)
    vectors = np.zeros((7, 99))
    for column, each in enumerate(find_attributes(films)):
        for row in each.rows.tolist():
            rarity = np.log(7 / len(each.rows))
            vectors[row, column] = TYPE_IMPORTANCE[each.attribute_type] ** 0.5 * rarity
    usual = (counts**2).sum() / counts.sum()
    similar = SimilarFilms(model).find([0], 7)
    for row, similarity in zip(*similar, strict=True):
        cosine = vectors[0] @ vectors[row] / np.linalg.norm(vectors[0]) / np.linalg.norm(vectors[row])
        expected = CONTENT_SHARE * cosine * counts[row] / (counts[row] + 2 * usual)
        assert similarity == pytest.approx(expected)


def test_without_details_the_order_is_that_of_the_ratings() -> None:
    model = trained()
    assert model.ranking_model is not None
    rows, _ = SimilarFilms(model).find([4], 5)
    single = np.unique(catalogue().franchises, return_counts=True)[1].max() == 1
    if single:
        assert rows == model.ranking_model.similar(4, 5)[0].tolist()


def test_a_shared_maker_lifts_a_film_above_others_that_ratings_find_as_near() -> None:
    model = trained()
    plain = [movie_id for movie_id, _ in Recommender(model).similar(int(catalogue().movie_ids[4]), n=40)]
    lifted = plain[20]
    details = {int(catalogue().movie_ids[4]): KUROSAWA, lifted: KUROSAWA}
    known = Recommender(replace(model, catalogue=model.catalogue.with_details(details)))
    assert [m for m, _ in known.similar(int(catalogue().movie_ids[4]), n=5)].index(lifted) == 0


def test_ratings_of_few_say_less_of_films_in_english_for_one_that_is_not() -> None:
    model = trained()
    seed = int(catalogue().movie_ids[4])
    plain = dict(Recommender(model).similar(seed, n=40))
    foreign = [film for film in plain if _unlike(seed, film) == 0][2]
    details = {film: Facts(languages=("Greek",)) for film in (seed, foreign)}
    known = replace(model, catalogue=model.catalogue.with_details(details))
    few, many = (
        dict(Recommender(replace(known, popularity=_of_counts(count))).similar(seed, n=40))
        for count in (6, 60_000)
    )
    other = next(film for film in plain if _unlike(seed, film) == 0)
    assert few[other] / many[other] == pytest.approx((1 - 0.9 * 60 / 66) / (1 - 0.9 * 60 / 60_060), rel=1e-3)
    assert few[foreign] == pytest.approx(many[foreign], rel=1e-3)


def test_ratings_of_few_say_less_of_films_of_other_genres() -> None:
    model, seed = trained(), int(catalogue().movie_ids[4])
    few, many = (
        dict(Recommender(replace(model, popularity=_of_counts(count))).similar(seed, n=60))
        for count in (6, 60_000)
    )
    both = few.keys() & many.keys()
    assert len({_unlike(seed, film) for film in both}) > 1
    for film in both:
        expected = 1 - 0.5 * 60 / 66 * _unlike(seed, film)
        assert few[film] / many[film] == pytest.approx(expected, rel=1e-3)


def _unlike(one: int, other: int) -> float:
    """Return the share of the genres of either film that not both have."""
    mine, theirs = (
        {genre for genre in GENRES if catalogue().has_genre(genre)[catalogue().item_rows_of([film])[0]]}
        for film in (one, other)
    )
    return 1 - len(mine & theirs) / len(mine | theirs)


def _of_counts(count: int) -> Popularity:
    counts = np.full(len(catalogue().movie_ids), count)
    return Popularity.from_aggregates(counts, counts * 3.5)


def test_like_several_films_leaves_unknown_ones_aside() -> None:
    one, other = catalogue().movie_ids[:2].tolist()
    both = Recommender(trained()).similar([one, 99_999, other, one], n=5)
    assert len(both) == 5
    assert not {one, other} & {movie_id for movie_id, _ in both}
    assert Recommender(trained()).similar([99_999], n=5) == Recommender(trained()).similar([], n=5) == ()
