"""Wishes that buttons lead back to, and what is kept for every list: every change can be taken back."""

from __future__ import annotations

import pytest

from bot.services.errors import DeckGone, NotYourDeck, UnknownFilm
from bot.services.use_cases import UseCases
from bot.services.views import NO_FILTERS, Filters
from bot.services.wishes import Addition, StoredWish
from recommender.genres import GENRES
from tests.support.small_world import SmallWorld

ADA, BEN = 1, 2
HORROR, COMEDY = GENRES.index("Horror"), GENRES.index("Comedy")
NINETIES = Filters(first_year=1990, last_year=1999)


def test_a_wish_is_found_again_by_whose_it_is(services: UseCases) -> None:
    wish = StoredWish("popular", NINETIES)
    number = services.wishes.note(ADA, wish)
    assert services.wishes.get(ADA, number) == wish
    with pytest.raises(NotYourDeck):
        services.wishes.get(BEN, number)
    with pytest.raises(DeckGone):
        services.wishes.get(ADA, number + 1)


@pytest.mark.parametrize(
    ("addition", "value", "expected"),
    [
        (Addition.NOTHING, 0, Filters()),
        (Addition.GENRE, HORROR, Filters(genres=frozenset({"Horror"}))),
        (Addition.NO_GENRE, HORROR, Filters(excluded_genres=frozenset({"Horror"}))),
        (Addition.DECADE, 1990, NINETIES),
        (Addition.GENRE, 999, Filters()),
    ],
)
def test_a_button_adds_to_a_wish(addition: Addition, value: int, expected: Filters) -> None:
    assert StoredWish("recommend", NO_FILTERS).with_addition(addition, value).filters == expected


def test_a_genre_that_is_added_stands_beside_the_others() -> None:
    wish = StoredWish("recommend", Filters(genres=frozenset({"Comedy"}))).with_addition(
        Addition.GENRE, HORROR
    )
    assert wish.filters.genres == {"Comedy", "Horror"}


@pytest.mark.parametrize(("value", "amount"), [(5, 5), (50, 50), (9999, 50), (0, 1)])
def test_a_list_has_as_many_films_as_one_can_have(value: int, amount: int) -> None:
    assert StoredWish("recommend", NO_FILTERS).with_addition(Addition.AMOUNT, value).amount == amount


def test_a_wish_is_opened_as_the_list_that_it_is_for(services: UseCases) -> None:
    wish = StoredWish("popular", NINETIES).with_addition(Addition.AMOUNT, 3)
    page = services.decks.open_wish(ADA, wish)
    assert (page.source, page.size, page.filters) == ("popular", 3, NINETIES)


def test_films_like_one_are_narrowed_to_what_was_wished(services: UseCases, world: SmallWorld) -> None:
    movie_id = world.movie_ids_of("space")[0]
    wish = StoredWish("recommend", Filters(first_year=1970)).with_addition(Addition.LIKE_FILM, movie_id)
    page = services.decks.open_wish(ADA, wish)
    assert (page.source, page.filters) == ("similar", Filters(first_year=1970))
    assert [film.movie_id for film in page.like] == [movie_id]


def test_nothing_is_like_a_film_that_is_not_known(services: UseCases) -> None:
    wish = StoredWish("recommend", NO_FILTERS).with_addition(Addition.LIKE_FILM, 2**31 - 1)
    with pytest.raises(UnknownFilm):
        services.decks.open_wish(ADA, wish)


def test_every_change_of_what_is_kept_can_be_taken_back(services: UseCases) -> None:
    wishes = services.wishes
    assert wishes.keep_too(ADA, Filters(genres=frozenset({"Comedy"}))).before is not None
    changed = wishes.keep_too(ADA, NINETIES)
    dropped = wishes.keep(ADA, NO_FILTERS)
    for change, expected in ((dropped, changed.filters), (changed, Filters(genres=frozenset({"Comedy"})))):
        assert change.before is not None
        wishes.keep(ADA, wishes.get(ADA, change.before).filters)
        assert wishes.kept(ADA).filters == expected


def test_where_nothing_changed_there_is_nothing_to_take_back(services: UseCases) -> None:
    services.wishes.keep(ADA, NINETIES)
    assert services.wishes.keep(ADA, NINETIES).before is None
    assert services.wishes.keep_too(ADA, NO_FILTERS).before is None
