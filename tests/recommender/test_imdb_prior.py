from __future__ import annotations

from dataclasses import replace

import numpy as np

from recommender.facts.records import Facts
from recommender.imdb_prior import MIN_FILMS_TO_LEARN_FROM, expected_bases, imdb_numbers, with_expected_stars
from tests.recommender.worlds import catalogue, trained

FILMS = catalogue().movie_ids.tolist()


def model_with(votes, stars, known=None):
    """Return a model in which the first films have votes and ratings at IMDb, by functions of the row."""
    details = {
        movie_id: Facts(imdb_votes=votes(row), imdb_rating=stars(row))
        for row, movie_id in enumerate(FILMS[:known])
    }
    return replace(trained(), catalogue=trained().catalogue.with_details(details))


def test_the_more_people_voted_the_more_often_a_film_is_expected_to_be_liked():
    counts = trained().popularity.counts
    model = model_with(lambda row: int(counts[row]) ** 2 + 1, lambda _: 7.0)
    votes = imdb_numbers(model.catalogue).votes
    expected = expected_bases(model, imdb_numbers(model.catalogue))
    assert (np.diff(expected[np.argsort(votes, kind="stable")]) >= 0).all()
    assert expected.max() <= model.ranking_model.bases[0].max() + 1e-6


def test_votes_that_say_the_opposite_say_nothing():
    counts = trained().popularity.counts
    model = model_with(lambda row: 10_000 - int(counts[row]), lambda _: 7.0)
    expected = expected_bases(model, imdb_numbers(model.catalogue))
    assert np.ptp(expected) < 1e-9


def test_a_rating_without_votes_and_votes_without_a_rating_are_not_known():
    for facts in (Facts(imdb_rating=7.0), Facts(imdb_votes=500)):
        numbers = imdb_numbers(catalogue().with_details({FILMS[0]: facts, -5: facts}))
        assert not numbers.votes.any()
        assert np.isnan(numbers.ratings).all()


def test_too_few_known_films_teach_nothing():
    model = model_with(lambda _: 500, lambda _: 7.0, known=MIN_FILMS_TO_LEARN_FROM - 1)
    numbers = imdb_numbers(model.catalogue)
    assert expected_bases(model, numbers) is None
    assert with_expected_stars(model, numbers) is model


def test_films_that_nobody_rated_are_expected_to_get_the_stars_of_imdbs_voters():
    biases = trained().star_model.item_biases
    model = model_with(lambda _: 500, lambda row: float(np.clip(7.0 + biases[row], 1.0, 10.0)))
    counts = model.popularity.counts.copy()
    counts[:2] = 0
    unrated = replace(model, popularity=replace(model.popularity, counts=counts))
    found = with_expected_stars(unrated, imdb_numbers(model.catalogue)).star_model.item_biases
    np.testing.assert_allclose(found, biases, atol=1e-4)
    assert (found[2:] == biases[2:]).all()
