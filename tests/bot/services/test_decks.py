from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.services.errors import DeckGone, NoFilmsLeft, NotYourDeck
from bot.services.use_cases import UseCases
from bot.services.views import DeckPage, Filters
from storage.unit_of_work import UnitOfWorkFactory
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock

ADA, BEN = 1, 2
NINETIES = Filters(first_year=1990, last_year=1999)


def leaf_through(services: UseCases, person: int, page: DeckPage) -> list[int]:
    pages = [services.decks.turn(person, page.deck_id, position) for position in range(page.size)]
    return [one.film.movie_id for one in pages]


def likes(services: UseCases, world: SmallWorld, person: int, group: str, but: str) -> None:
    for movie_id in world.movie_ids_of(group)[:4]:
        services.rating.rate(person, movie_id, 5.0)
    for movie_id in world.movie_ids_of(but)[:4]:
        services.rating.rate(person, movie_id, 1.0)


def test_a_cold_person_gets_popular_films_and_is_told_so(services: UseCases) -> None:
    page = services.decks.open(ADA)
    assert page.source == "popular"
    assert page.prediction is None
    assert page.reasons == ()
    assert page.size == 10


def test_people_of_opposite_tastes_get_different_lists(services: UseCases, world: SmallWorld) -> None:
    likes(services, world, ADA, "space", but="love")
    likes(services, world, BEN, "love", but="space")
    ada, ben = services.decks.open(ADA), services.decks.open(BEN)
    assert ada.source == ben.source == "model"
    groups = [
        [world.group_of_movie[movie_id] for movie_id in leaf_through(services, person, page)]
        for person, page in ((ADA, ada), (BEN, ben))
    ]
    assert groups[0].count("space") > groups[0].count("love")
    assert groups[1].count("love") > groups[1].count("space")


def test_a_card_names_ratings_that_the_person_really_gave(services: UseCases, world: SmallWorld) -> None:
    likes(services, world, ADA, "space", but="love")
    page = services.decks.open(ADA)
    assert page.prediction is not None
    assert 0.5 <= page.prediction.predicted_stars <= 5.0
    assert page.reasons
    given = dict.fromkeys(world.movie_ids_of("space")[:4], 5.0)
    given |= dict.fromkeys(world.movie_ids_of("love")[:4], 1.0)
    for reason in page.reasons:
        assert given[reason.film.movie_id] == reason.stars


def test_what_was_rated_or_hidden_is_in_no_list(services: UseCases, world: SmallWorld) -> None:
    first = services.decks.open(ADA)
    services.deck_acts.rate(ADA, first.deck_id, first.film.movie_id, 4.0)
    second = services.decks.turn(ADA, first.deck_id, 1)
    services.deck_acts.hide(ADA, first.deck_id, second.film.movie_id)
    gone = {first.film.movie_id, second.film.movie_id}
    for page in (services.decks.open(ADA, n=50), services.decks.open_popular(ADA)):
        assert gone.isdisjoint(leaf_through(services, ADA, page))


def movie_ids_of(stocked: UnitOfWorkFactory, page: DeckPage) -> tuple[int, ...]:
    with stocked() as work:
        deck = work.decks.get(page.deck_id)
    assert deck is not None
    return deck.movie_ids


def test_rating_a_card_saves_it_goes_on_and_chooses_the_rest_anew(
    services: UseCases, world: SmallWorld, stocked: UnitOfWorkFactory
) -> None:
    page = services.decks.open(ADA)
    before = movie_ids_of(stocked, page)
    romance = next(movie_id for movie_id in before if world.group_of_movie[movie_id] == "love")
    shown = services.deck_acts.rate(ADA, page.deck_id, romance, 5.0)
    assert shown.position == before.index(romance) + 1
    assert shown.last_rated is not None
    assert (shown.last_rated.film.movie_id, shown.last_rated.stars) == (romance, 5.0)
    with stocked() as work:
        assert work.chat_ratings.of(ADA) == {romance: 5.0}
    after = movie_ids_of(stocked, page)
    assert after[: shown.position] == before[: shown.position]
    assert after != before


def test_films_leafed_past_are_still_there_when_an_earlier_one_was_rated(
    services: UseCases, world: SmallWorld, stocked: UnitOfWorkFactory
) -> None:
    likes(services, world, ADA, "space", but="love")
    page = services.decks.open(ADA)
    before = movie_ids_of(stocked, page)
    for position in (1, 2, 3, 2, 1, 0):
        services.decks.turn(ADA, page.deck_id, position)
    assert services.deck_acts.rate(ADA, page.deck_id, before[0], 1.0).film.movie_id == before[1]
    after = movie_ids_of(stocked, page)
    assert after[:4] == before[:4]
    assert after[4:] != before[4:]


def test_stars_tapped_twice_show_one_next_film(services: UseCases, world: SmallWorld) -> None:
    likes(services, world, ADA, "space", but="love")
    page = services.decks.open(ADA)
    first, again = (services.deck_acts.rate(ADA, page.deck_id, page.film.movie_id, 5.0) for _ in range(2))
    assert (again.film, again.position) == (first.film, first.position)


def test_a_touch_of_half_a_star_stays_on_the_card(services: UseCases) -> None:
    page = services.decks.open(ADA)
    rated = page.film.movie_id
    next_card = services.deck_acts.rate(ADA, page.deck_id, rated, 4.0)
    refined = services.deck_acts.refine(ADA, page.deck_id, next_card.position, rated, 4.5)
    assert refined.film == next_card.film
    assert refined.last_rated is not None
    assert refined.last_rated.stars == 4.5


def test_films_shown_a_moment_ago_are_held_back_and_return_the_day_after(
    services: UseCases, clock: FakeClock
) -> None:
    first = set(leaf_through(services, ADA, services.decks.open(ADA)))
    second = set(leaf_through(services, ADA, services.decks.open(ADA)))
    assert first.isdisjoint(second)
    clock.now += timedelta(hours=25)
    assert set(leaf_through(services, ADA, services.decks.open(ADA))) == first


def test_films_like_one_that_is_named_are_not_held_back(services: UseCases, world: SmallWorld) -> None:
    liked = world.movie_ids_of("space")[:1]
    lists = [leaf_through(services, ADA, services.decks.open_similar(ADA, liked)) for _ in range(2)]
    assert lists[0] == lists[1]


def test_that_films_are_held_back_is_said_with_the_second_list_of_a_day(services: UseCases) -> None:
    comedy = Filters(genres=frozenset({"Comedy"}))
    assert services.decks.open(ADA).notice is None
    services.decks.open_similar(ADA, [services.decks.open_popular(ADA, filters=comedy).film.movie_id])
    assert services.decks.open(ADA).notice is None


def test_a_narrowed_list_says_it_too(services: UseCases) -> None:
    services.decks.open(ADA)
    assert services.decks.open(ADA, filters=Filters(genres=frozenset({"Comedy"}))).notice == "held_back"


def test_lists_of_which_no_film_was_shown_do_not_count_for_it(services: UseCases) -> None:
    with pytest.raises(NoFilmsLeft):
        services.decks.open(ADA, filters=Filters(genres=frozenset({"Western"})))
    assert services.decks.open(ADA).notice is None
    assert services.decks.open(ADA).notice == "held_back"


def test_films_like_one_get_the_stars_that_were_asked_for(services: UseCases, world: SmallWorld) -> None:
    likes(services, world, ADA, "space", but="love")
    page = services.decks.open_similar(ADA, world.movie_ids_of("space")[:1], Filters(min_stars=4.0))
    for position in range(page.size):
        prediction = services.decks.turn(ADA, page.deck_id, position).prediction
        assert prediction is not None
        assert prediction.predicted_stars >= 4.0


def test_a_list_without_films_says_what_is_kept_for_every_list(services: UseCases) -> None:
    kept = Filters(genres=frozenset({"Western"}))
    services.wishes.keep(ADA, kept)
    with pytest.raises(NoFilmsLeft) as caught:
        services.decks.open(ADA, filters=NINETIES)
    assert caught.value.kept == kept


def test_loosening_is_taken_back_with_what_was_kept(services: UseCases) -> None:
    services.wishes.keep(ADA, replace(NINETIES, genres=frozenset({"Comedy"})))
    page = services.decks.open(ADA)
    before = services.decks.keep_without(ADA, page.deck_id, 0)
    loosened = services.decks.open_without(ADA, page.deck_id, 0)
    assert loosened.filters == services.wishes.kept(ADA).filters == NINETIES
    again = services.decks.tighten(ADA, page.deck_id, before)
    assert (again.deck_id, again.film) == (page.deck_id, page.film)
    assert services.wishes.kept(ADA).filters == page.filters


def test_what_was_only_asked_for_is_loosened_without_a_change_of_what_is_kept(services: UseCases) -> None:
    page = services.decks.open(ADA, filters=NINETIES)
    assert services.decks.keep_without(ADA, page.deck_id, 2) is None
    assert services.decks.tighten(ADA, page.deck_id, None).filters == NINETIES


def test_a_narrow_genre_shows_a_film_again_rather_than_nothing(services: UseCases) -> None:
    for _ in range(6):
        assert "Horror" in services.decks.open(ADA, filters=Filters(genres=frozenset({"Horror"}))).film.genres


def test_a_genre_without_a_film_left_is_said(services: UseCases) -> None:
    with pytest.raises(NoFilmsLeft) as caught:
        services.decks.open(ADA, filters=Filters(genres=frozenset({"Western"})))
    assert caught.value.filters == Filters(genres=frozenset({"Western"}))


def test_a_list_without_films_says_everything_that_was_asked_for(services: UseCases) -> None:
    asked = Filters(genres=frozenset({"Horror"}), last_year=1899, excluded_genres=frozenset({"War", "Drama"}))
    with pytest.raises(NoFilmsLeft) as caught:
        services.decks.open(ADA, filters=asked)
    assert (caught.value.filters, caught.value.undecided_count) == (asked, 0)


def test_a_list_of_similar_films_that_is_through_says_like_which_film(
    services: UseCases, world: SmallWorld
) -> None:
    page = services.decks.open_similar(ADA, [10])
    for movie in world.movies:
        services.rating.rate(ADA, movie.movie_id, 3.0)
    with pytest.raises(NoFilmsLeft) as caught:
        services.decks.more(ADA, page.deck_id, page.size)
    assert caught.value.like == page.like
    assert page.like is not None


def test_leafing_stays_within_the_list(services: UseCases) -> None:
    page = services.decks.open(ADA, n=3)
    assert services.decks.turn(ADA, page.deck_id, 99).position == 2
    assert services.decks.turn(ADA, page.deck_id, -7).position == 0


def test_a_list_grows_when_asked(services: UseCases) -> None:
    page = services.decks.open(ADA, n=3)
    first = leaf_through(services, ADA, page)
    longer = services.decks.more(ADA, page.deck_id, 3)
    assert (longer.position, longer.size) == (3, 13)
    assert longer.film.movie_id not in first


def test_a_tap_that_comes_twice_makes_the_list_longer_once(services: UseCases) -> None:
    page = services.decks.open(ADA, n=3)
    longer = services.decks.more(ADA, page.deck_id, 3)
    again = services.decks.more(ADA, page.deck_id, 3)
    assert (again.film, again.position, again.size) == (longer.film, 3, 13)
    assert services.decks.more(ADA, page.deck_id, 13).size == 23


def test_a_button_that_remembers_a_longer_list_makes_it_longer_than_it_is(services: UseCases) -> None:
    page = services.decks.open(ADA, n=3)
    longer = services.decks.more(ADA, page.deck_id, 9)
    assert (longer.position, longer.size) == (3, 13)


def test_not_for_me_can_be_taken_back(services: UseCases) -> None:
    page = services.decks.open(ADA)
    services.deck_acts.hide(ADA, page.deck_id, page.film.movie_id)
    assert services.decks.turn(ADA, page.deck_id, 0).shelves.is_hidden
    assert not services.deck_acts.unhide(ADA, page.deck_id, page.film.movie_id).shelves.is_hidden


def test_somebody_elses_list_cannot_be_touched(services: UseCases) -> None:
    page = services.decks.open(ADA)
    with pytest.raises(NotYourDeck):
        services.decks.turn(BEN, page.deck_id, 1)


def test_a_button_for_a_film_no_longer_in_the_list_changes_nothing(
    services: UseCases, stocked: UnitOfWorkFactory, world: SmallWorld
) -> None:
    page = services.decks.open(ADA)
    absent = set(world.group_of_movie) - set(leaf_through(services, ADA, page))
    with pytest.raises(DeckGone):
        services.deck_acts.rate(ADA, page.deck_id, min(absent), 3.0)
    with pytest.raises(DeckGone):
        services.decks.turn(ADA, page.deck_id + 1, 0)
    with stocked() as work:
        assert work.chat_ratings.count(ADA) == 0


def test_a_linked_person_is_warm_at_once_and_their_own_stars_win(
    services: UseCases, world: SmallWorld
) -> None:
    user = int(world.user_ids[0])
    rated = {
        int(movie_id): float(stars)
        for owner, movie_id, stars in zip(world.user_ids, world.movie_ids, world.stars, strict=True)
        if owner == user
    }
    assert services.people.link(ADA, user) == len(rated)
    page = services.decks.open(ADA, n=50)
    assert page.source == "model"
    assert set(rated).isdisjoint(leaf_through(services, ADA, page))
    movie_id = min(rated)
    services.rating.rate(ADA, movie_id, 0.5)
    assert services.film_pages.look_at(ADA, movie_id).own_stars == 0.5


def test_what_a_film_itself_was_given_does_not_count_as_a_reason_for_it(
    services: UseCases, world: SmallWorld
) -> None:
    likes(services, world, ADA, "space", but="love")
    page = services.decks.open(ADA)
    services.deck_acts.rate(ADA, page.deck_id, page.film.movie_id, 1.0)
    again = services.decks.turn(ADA, page.deck_id, 0)
    assert again.own_stars == 1.0
    assert again.prediction == page.prediction
    assert page.film.movie_id not in [reason.film.movie_id for reason in again.reasons]


def test_a_list_can_be_narrowed_to_a_decade_and_away_from_genres(
    services: UseCases, stocked: UnitOfWorkFactory
) -> None:
    filters = replace(NINETIES, excluded_genres=frozenset({"Horror", "Comedy"}))
    page = services.decks.open(ADA, n=20, filters=filters)
    assert page.filters == filters
    for position in range(page.size):
        film = services.decks.turn(ADA, page.deck_id, position).film
        assert film.year is not None
        assert 1990 <= film.year < 2000
        assert not {"Horror", "Comedy"} & set(film.genres)


def test_the_decade_survives_when_the_rest_is_chosen_anew(services: UseCases) -> None:
    page = services.decks.open(ADA, n=5, filters=NINETIES)
    page = services.deck_acts.rate(ADA, page.deck_id, page.film.movie_id, 5.0)
    assert page.film.year is not None
    assert 1990 <= page.film.year < 2000


def test_boldness_is_kept_within_its_bounds(services: UseCases) -> None:
    assert services.people.boldness(ADA) == 0.0
    services.people.set_boldness(ADA, 5.0)
    assert services.people.boldness(ADA) == 1.0


def test_a_film_marked_as_seen_leaves_the_list_and_gets_no_stars(services: UseCases) -> None:
    first = services.decks.open(ADA)
    following = services.deck_acts.mark_seen(ADA, first.deck_id, first.film.movie_id)
    assert following.position == 1
    assert services.decks.turn(ADA, first.deck_id, 0).shelves.is_seen
    assert services.rating.page(ADA, 0).total == 0
