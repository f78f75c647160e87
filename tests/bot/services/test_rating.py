from __future__ import annotations

import pytest

from bot.services.errors import UnknownFilm
from bot.services.use_cases import UseCases
from tests.support.small_world import SmallWorld

ADA, BEN = 1, 2


def test_ratings_are_paged_newest_first(services: UseCases, world: SmallWorld) -> None:
    movie_ids = list(world.group_of_movie)[:10]
    for movie_id in movie_ids:
        services.rating.rate(ADA, movie_id, 3.0)
    first, second = services.rating.page(ADA, 0), services.rating.page(ADA, 1)
    assert (first.total, first.page_count) == (10, 2)
    listed = [item.film.movie_id for item in (*first.items, *second.items)]
    assert listed == movie_ids[::-1]
    assert services.rating.page(ADA, 99) == second
    assert services.rating.page(ADA, -1) == first


def test_somebody_without_ratings_has_one_empty_page(services: UseCases) -> None:
    page = services.rating.page(BEN, 0)
    assert (page.items, page.page_count, page.total, page.linked_count) == ((), 1, 0, 0)


def test_a_rating_can_be_changed_and_taken_back(services: UseCases, world: SmallWorld) -> None:
    movie_id = min(world.group_of_movie)
    services.rating.rate(ADA, movie_id, 3.0)
    services.rating.rate(ADA, movie_id, 4.5)
    assert services.rating.get(ADA, movie_id).stars == 4.5
    removed = services.rating.remove(ADA, movie_id)
    assert removed is not None
    assert removed.rating is not None
    assert removed.rating.stars == 4.5
    assert services.rating.remove(ADA, movie_id) is None
    with pytest.raises(UnknownFilm):
        services.rating.get(ADA, movie_id)


def test_a_film_that_does_not_exist_cannot_be_rated(services: UseCases) -> None:
    with pytest.raises(UnknownFilm):
        services.rating.rate(ADA, 999_999, 3.0)
