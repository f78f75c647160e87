"""What people say of a film: it is done, shown on the film's card, and can be undone there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.playground.people import PEOPLE, Person
from bot.presentation.callback_data import pack
from bot.presentation.film_keyboards import ShelveButton
from bot.services.origins import FROM_NOWHERE
from bot.services.shelves import Shelf
from tests.bot.conftest import Scene
from tests.support.stocked import FakeClock

BRUNO = PEOPLE[1]


def shelf(scene: Scene, which: Shelf, person: Person = BRUNO) -> list[int]:
    """Return the films that stand on a shelf."""
    page = scene.toolbox.services.library.page(person.person_id, which, 0)
    return [item.film.movie_id for item in page.items]


async def test_a_film_is_put_on_the_watchlist_and_taken_off_in_words(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    await bruno.says(f"add {film.title} to my watchlist please")
    assert bruno.last.text.startswith("On your watchlist.")
    assert film.title in bruno.last.text
    assert shelf(scene, Shelf.WATCHLIST) == [film.movie_id]
    await bruno.says(f"remove {film.title} from my watchlist")
    assert bruno.last.text.startswith("Off your watchlist.")
    assert shelf(scene, Shelf.WATCHLIST) == []


async def test_what_was_done_in_words_is_undone_on_the_card(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    await bruno.says(f"I have seen {film.title}")
    assert shelf(scene, Shelf.SEEN) == [film.movie_id]
    await bruno.taps("✓ Seen")
    assert shelf(scene, Shelf.SEEN) == []


async def test_seeing_or_liking_a_film_invents_no_stars(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    for typed in (f"I loved {film.title}", f"I have seen {film.title}", f"{film.title} was boring"):
        await bruno.says(typed)
    assert scene.ratings_of(BRUNO) == {}
    assert bruno.last.text.startswith("How many stars would you give it?")
    assert bruno.last.buttons[0] == ["★1", "★2", "★3", "★4", "★5"]


@pytest.mark.parametrize(
    "typed", ["/rate {} 7", "/rate {} 0", "/rate {} -1", "/rate {} 4.3", "{} 7", "{} 12/10", "7 stars for {}"]
)
async def test_a_number_that_is_none_of_stars_is_saved_as_none_and_asked_for_again(
    scene: Scene, typed: str
) -> None:
    bruno, film = scene.chat(), next(film for film in scene.world.movies if film.title == "Orbit in Winter")
    await bruno.says("/start")
    await bruno.says(typed.format(film.title))
    assert bruno.last.text.startswith(
        f"Stars go from ½ to 5, in halves. How many for this one?\n{film.title}"
    )
    assert scene.ratings_of(BRUNO) == {}
    await bruno.says("11/10")
    assert bruno.last.text.startswith("Stars go from ½ to 5")
    await bruno.taps("★5")
    assert scene.ratings_of(BRUNO) == {film.movie_id: 5.0}


async def test_a_part_of_a_series_that_is_not_known_is_no_rating_of_the_first(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("Biscuit 7")  # there is a second one
    assert bruno.last.text.startswith("I know no film called")
    await bruno.says("Biscuit 7 stars")
    assert bruno.last.text.startswith("Stars go from ½ to 5, in halves. How many for this one?\nBiscuit (")


async def test_a_film_is_hidden_and_shown_again_in_words(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    await bruno.says(f"never show {film.title} again")
    assert shelf(scene, Shelf.HIDDEN) == [film.movie_id]
    await bruno.says(f"unhide {film.title}")
    assert shelf(scene, Shelf.HIDDEN) == []


async def test_stars_are_taken_back_in_words_and_put_back_by_a_button(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    await bruno.says(f"4 stars for {film.title}")
    assert scene.ratings_of(BRUNO) == {film.movie_id: 4.0}
    await bruno.says(f"delete my rating for {film.title}")
    assert scene.ratings_of(BRUNO) == {}
    await bruno.taps("Put ★4 back")
    assert scene.ratings_of(BRUNO) == {film.movie_id: 4.0}


async def test_it_is_the_film_of_the_newest_card(scene: Scene) -> None:
    bruno, one, other = scene.chat(), scene.world.movies[0], scene.world.movies[1]
    await bruno.says("/start")
    await bruno.says(one.title)
    await bruno.says(other.title)
    await bruno.says("seen it")
    await bruno.says("4.5 stars")
    assert scene.toolbox.services.library.state(BRUNO.person_id, other.movie_id).is_seen
    assert scene.ratings_of(BRUNO) == {other.movie_id: 4.5}


async def test_who_was_forgotten_still_means_the_card_that_they_look_at(scene: Scene) -> None:
    bruno, one, other = scene.chat(), scene.world.movies[0], scene.world.movies[1]
    await bruno.says("/start")
    await bruno.says(one.title)
    await bruno.says("/forget_me")
    await bruno.taps("Yes, forget me")
    await bruno.says("seen it")
    assert bruno.last.text.startswith("Which film?")
    await bruno.says(other.title)
    await scene.toolbox.card_log.flush()
    with scene.unit_of_work() as work:
        assert work.chat_users.get(BRUNO.person_id) is None  # a look stores nothing
    await bruno.says("seen it")
    assert shelf(scene, Shelf.SEEN) == [other.movie_id]


async def test_an_answer_to_an_older_card_is_about_its_film(scene: Scene) -> None:
    bruno, one, other = scene.chat(), scene.world.movies[0], scene.world.movies[1]
    await bruno.says("/start")
    await bruno.says(one.title)
    older = bruno.last
    await bruno.says(other.title)
    await bruno.says("⭐⭐⭐", reply_to=older)
    assert scene.ratings_of(BRUNO) == {one.movie_id: 3.0}


@pytest.mark.parametrize("typed", ["seen it", "4 stars", "save this", "not interested"])
async def test_without_a_card_the_title_is_asked_for(scene: Scene, typed: str) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert bruno.last.text.startswith("Which film?")
    assert bruno.last.buttons


async def test_a_card_of_yesterday_is_no_longer_meant(scene: Scene, clock: FakeClock) -> None:
    bruno = scene.chat()
    await bruno.says("/start")
    await bruno.says(scene.world.movies[0].title)
    await scene.toolbox.card_log.flush()
    clock.now += timedelta(hours=13)
    await bruno.says("seen it")
    assert bruno.last.text.startswith("Which film?")


async def test_in_a_group_nobody_guesses_which_card_is_meant(scene: Scene) -> None:
    group = scene.chat(BRUNO, in_group=True)
    await group.says("/recommend")
    await group.says("@matinee_playground_bot seen it")
    assert group.last.text.startswith("Which film?")


async def test_a_list_is_leafed_through_in_words(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("comedy")
    first = bruno.last.text
    await bruno.says("next")
    second = bruno.last.text
    await bruno.says("another one")
    assert len({first, second, bruno.last.text}) == 3
    await bruno.says("go back")
    assert bruno.last.text == second


async def test_a_list_that_ends_is_made_longer(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("2 films")
    seen = {bruno.last.text}
    for _ in range(3):
        await bruno.says("more")
        seen.add(bruno.last.text)
    assert len(seen) == 4


async def test_next_without_a_list_opens_one(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("next")
    assert bruno.last.photo


async def test_of_several_films_the_chosen_one_is_put_on_the_shelf(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("add nebula to my watchlist")
    assert not bruno.last.photo
    await bruno.taps(bruno.last.buttons[0][0])
    assert len(shelf(scene, Shelf.WATCHLIST)) == 1


async def test_in_a_group_next_goes_on_with_the_list_of_the_one_who_asks(scene: Scene) -> None:
    group = scene.chat(BRUNO, in_group=True)
    await group.says("/recommend")
    shown = {group.last.text}
    for _ in range(2):
        await group.says("@matinee_playground_bot next")
        shown.add(group.last.text)
    assert len(shown) == 3


async def test_who_keeps_a_film_for_later_no_longer_hides_it(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    await bruno.says(f"hide {film.title}")
    await bruno.says(f"add {film.title} to my watchlist")
    assert shelf(scene, Shelf.HIDDEN) == []
    assert shelf(scene, Shelf.WATCHLIST) == [film.movie_id]


async def test_what_was_done_with_a_film_chosen_among_several_is_said(scene: Scene) -> None:
    bruno = scene.chat()
    film = scene.world.movies[0]
    choose = pack(ShelveButton(bruno.person.person_id, Shelf.WATCHLIST, film.movie_id, FROM_NOWHERE.code))
    await bruno.says("hi")
    await bruno.presses(choose)
    assert bruno.last.text.startswith("On your watchlist.\n")
    await bruno.taps("✓ Later")
    assert not bruno.last.text.startswith("On your watchlist.")


async def test_a_card_is_dealt_with_in_words_and_the_next_one_shown(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/popular")
    first = bruno.last.text
    await bruno.says("seen it, next")
    second = bruno.last.text
    assert len(shelf(scene, Shelf.SEEN)) == 1
    assert scene.ratings_of(BRUNO) == {}
    await bruno.says("4 stars, next")
    assert [*scene.ratings_of(BRUNO).values()] == [4.0]
    assert len({first, second, bruno.last.text}) == 3


async def test_in_a_group_nothing_is_noted_of_a_card_that_is_passed_over(scene: Scene) -> None:
    group = scene.chat(in_group=True)
    await group.says("@matinee_playground_bot comedy")
    await group.says("@matinee_playground_bot seen it, next")
    assert shelf(scene, Shelf.SEEN, group.person) == []
