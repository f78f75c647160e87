"""Watchlist, seen and hidden films: kept, paged, taken back."""

from __future__ import annotations

import pytest

from bot.services.errors import UnknownFilm
from bot.services.library import PAGE_LENGTH, Library
from bot.services.shelves import Shelf
from bot.services.use_cases import UseCases
from tests.support.small_world import SmallWorld

ADA = 11


@pytest.fixture
def library(services: UseCases) -> Library:
    return services.library


@pytest.mark.parametrize("shelf", list(Shelf))
def test_a_film_is_put_on_a_shelf_once_and_taken_off_again(
    library: Library, world: SmallWorld, shelf: Shelf
) -> None:
    movie_id = next(iter(world.group_of_movie))
    for _ in range(2):
        library.put(ADA, shelf, movie_id)
    assert [item.film.movie_id for item in library.page(ADA, shelf, 0).items] == [movie_id]
    for _ in range(2):
        library.remove(ADA, shelf, movie_id)
    assert library.page(ADA, shelf, 0).total == 0


@pytest.mark.parametrize("shelf", list(Shelf))
def test_a_film_that_does_not_exist_is_kept_nowhere(library: Library, shelf: Shelf) -> None:
    with pytest.raises(UnknownFilm):
        library.put(ADA, shelf, 999_999_999)


def test_whoever_has_seen_a_film_no_longer_keeps_it_for_later(library: Library, world: SmallWorld) -> None:
    movie_id = next(iter(world.group_of_movie))
    library.put(ADA, Shelf.WATCHLIST, movie_id)
    library.put(ADA, Shelf.SEEN, movie_id)
    state = library.state(ADA, movie_id)
    assert (state.on_watchlist, state.is_seen, state.is_hidden) == (False, True, False)
    library.remove(ADA, Shelf.SEEN, movie_id)
    assert library.state(ADA, movie_id).on_watchlist


def test_a_seen_film_without_stars_is_in_no_list_and_is_no_rating(
    library: Library, services: UseCases, world: SmallWorld
) -> None:
    shown = services.decks.open(ADA).film.movie_id
    library.put(ADA, Shelf.SEEN, shown)
    assert services.decks.open(ADA).film.movie_id != shown
    assert services.rating.page(ADA, 0).total == 0


def test_what_got_stars_is_no_longer_listed_as_seen_without_them(
    library: Library, services: UseCases, world: SmallWorld
) -> None:
    user_id = int(world.user_ids[0])
    of_the_linked = world.movie_ids[world.user_ids == user_id].tolist()
    linked = of_the_linked[0]
    rated, other = [movie_id for movie_id in world.group_of_movie if movie_id not in of_the_linked][:2]
    for movie_id in (linked, rated, other):
        library.put(ADA, Shelf.SEEN, movie_id)
    services.rating.rate(ADA, rated, 4.0)
    services.people.link(ADA, user_id)
    shown = library.page(ADA, Shelf.SEEN, 0)
    assert ([item.film.movie_id for item in shown.items], shown.total) == ([other], 1)
    services.rating.remove(ADA, rated)
    assert library.page(ADA, Shelf.SEEN, 0).total == 2


def test_the_watchlist_has_the_best_for_its_owner_first(
    library: Library, services: UseCases, world: SmallWorld
) -> None:
    groups = sorted(set(world.group_of_movie.values()))
    liked, other = ([m for m, g in world.group_of_movie.items() if g == group] for group in groups[:2])
    for movie_id in liked[:4]:
        services.rating.rate(ADA, movie_id, 5.0)
    for movie_id in other[:4]:
        services.rating.rate(ADA, movie_id, 1.0)
    for movie_id in (other[5], liked[5]):
        library.put(ADA, Shelf.WATCHLIST, movie_id)
    assert [item.film.movie_id for item in library.page(ADA, Shelf.WATCHLIST, 0).items] == [
        liked[5],
        other[5],
    ]
    assert library.tonight(ADA) == services.public_recommending.film(liked[5])
    assert library.tonight(ADA, after=liked[5]) == services.public_recommending.film(other[5])
    assert library.tonight(ADA, after=other[5]) == services.public_recommending.film(liked[5])


def test_an_empty_watchlist_has_nothing_for_tonight(library: Library) -> None:
    assert library.tonight(ADA) is None


def test_a_page_past_the_end_is_the_last_one(library: Library, world: SmallWorld) -> None:
    movie_ids = list(world.group_of_movie)[: PAGE_LENGTH + 1]
    for movie_id in movie_ids:
        library.put(ADA, Shelf.HIDDEN, movie_id)
    page = library.page(ADA, Shelf.HIDDEN, 99)
    assert (page.page, page.page_count, page.total, len(page.items)) == (1, 2, PAGE_LENGTH + 1, 1)
