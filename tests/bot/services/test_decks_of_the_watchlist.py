"""The watchlist as a list to leaf through: everything that is kept, every time."""

from __future__ import annotations

import pytest

from bot.services.errors import WatchlistDone
from bot.services.shelves import Shelf
from bot.services.use_cases import UseCases
from bot.services.views import DeckPage, Filters
from tests.support.small_world import SmallWorld

ADA = 1
COMEDY = Filters(genres=frozenset({"Comedy"}))


def leaf_through(services: UseCases, page: DeckPage) -> list[int]:
    pages = [services.decks.turn(ADA, page.deck_id, position) for position in range(page.size)]
    return [one.film.movie_id for one in pages]


def keep(services: UseCases, *movie_ids: int) -> None:
    for movie_id in movie_ids:
        services.library.put(ADA, Shelf.WATCHLIST, movie_id)


@pytest.fixture
def kept(services: UseCases, world: SmallWorld) -> list[int]:
    """Return two films that Ada keeps of each of two groups."""
    movie_ids = [*world.movie_ids_of("love")[:2], *world.movie_ids_of("space")[:2]]
    keep(services, *movie_ids)
    return movie_ids


def test_it_holds_what_is_kept_and_nothing_else(services: UseCases, kept: list[int]) -> None:
    page = services.decks.open_watchlist(ADA)
    assert page.source == "watchlist"
    assert sorted(leaf_through(services, page)) == sorted(kept)


def test_films_shown_a_moment_ago_are_not_held_back(services: UseCases, kept: list[int]) -> None:
    leaf_through(services, services.decks.open_popular(ADA, 50))
    for _ in range(3):
        assert sorted(leaf_through(services, services.decks.open_watchlist(ADA))) == sorted(kept)


def test_a_film_that_is_wanted_again_after_it_was_rated_is_there(
    services: UseCases, world: SmallWorld
) -> None:
    rated, seen = world.movie_ids_of("fear")[:2]
    services.rating.rate(ADA, rated, 5.0)
    services.library.put(ADA, Shelf.SEEN, seen)
    keep(services, rated, seen)
    assert sorted(leaf_through(services, services.decks.open_watchlist(ADA))) == sorted((rated, seen))


def test_it_is_made_longer_until_all_of_it_was_shown(services: UseCases, kept: list[int]) -> None:
    page = services.decks.open_watchlist(ADA, 3)
    assert services.decks.more(ADA, page.deck_id, 3).size == 4
    with pytest.raises(WatchlistDone) as caught:
        services.decks.more(ADA, page.deck_id, 4)
    assert not caught.value.is_empty


def test_it_can_be_narrowed(services: UseCases, kept: list[int]) -> None:
    page = services.decks.open_watchlist(ADA, filters=COMEDY)
    assert sorted(leaf_through(services, page)) == sorted(kept[:2])
    wider = services.decks.open_without(ADA, page.deck_id, 0)
    assert sorted(leaf_through(services, wider)) == sorted(kept)


def test_what_is_kept_for_other_lists_does_not_narrow_it(services: UseCases, kept: list[int]) -> None:
    services.wishes.keep(ADA, COMEDY)
    assert services.decks.open_watchlist(ADA).size == len(kept)


def test_an_empty_one_is_said_to_be_empty(services: UseCases) -> None:
    with pytest.raises(WatchlistDone) as caught:
        services.decks.open_watchlist(ADA)
    assert caught.value.is_empty


def test_one_without_a_film_that_fits_is_not_said_to_be_empty(services: UseCases, kept: list[int]) -> None:
    war = Filters(genres=frozenset({"War"}))
    with pytest.raises(WatchlistDone) as caught:
        services.decks.open_watchlist(ADA, filters=war)
    assert (caught.value.is_empty, caught.value.filters) == (False, war)
