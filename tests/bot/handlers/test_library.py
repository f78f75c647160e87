"""Watchlist, seen and hidden films in the chat: kept by one tap, taken back by another."""

from __future__ import annotations

import pytest

from bot.playground.people import PEOPLE
from bot.presentation.labels import ticked_symbol
from bot.services.shelves import Shelf
from tests.bot.conftest import Scene


async def test_a_card_is_kept_for_later_and_found_in_the_watchlist(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    await bruno.says(f"/start film_{film.movie_id}")
    await bruno.taps("🔖 Later")
    assert "✓ Later" in bruno.last.buttons[2]
    await bruno.says("/watchlist")
    assert film.title in bruno.last.text
    await bruno.taps("1")
    await bruno.taps("✓ Later")
    await bruno.taps("◀")
    assert bruno.last.text.startswith("Your watchlist is empty.")


async def test_keeping_a_film_of_a_list_stays_on_its_card(scene: Scene) -> None:
    bruno, movie_id = scene.chat(), scene.world.movies[0].movie_id
    scene.toolbox.services.rating.rate(bruno.person.person_id, movie_id, 5.0)
    await bruno.says("/recommend 3")
    text = bruno.last.text
    await bruno.taps("🔖 Later")
    assert (bruno.last.text, bruno.last.buttons[2][0]) == (text, "✓ Later")
    await bruno.taps("✓ Later")
    assert bruno.last.buttons[2][0] == "🔖 Later"


async def test_seen_goes_on_without_stars_and_can_be_taken_back(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend 3")
    first = bruno.last.text
    await bruno.taps("👁 Seen")
    assert bruno.last.text != first
    assert scene.ratings_of(bruno.person) == {}
    await bruno.taps("↩ Undo")
    assert bruno.last.text == first
    await bruno.says("/seen")
    assert bruno.last.text.startswith("No film is marked as seen.")


@pytest.mark.parametrize(
    ("label", "command"), [("🔖 Later", "/watchlist"), ("👁 Seen", "/seen"), ("🚫 Hide", "/hidden")]
)
async def test_each_shelf_lists_what_was_put_there(scene: Scene, label: str, command: str) -> None:
    bruno, film = scene.chat(), scene.world.movies[3]
    await bruno.says(command)
    assert not bruno.last.photo
    await bruno.says(f"/start film_{film.movie_id}")
    await bruno.taps(label)
    await bruno.says(command)
    assert film.title in bruno.last.text


async def test_a_film_is_picked_for_tonight(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[5]
    await bruno.says(f"/start film_{film.movie_id}")
    await bruno.taps("🔖 Later")
    await bruno.says("/watchlist")
    await bruno.taps("🎲 For tonight")
    assert bruno.last.photo
    assert film.title in bruno.last.text


async def test_the_watchlist_can_be_leafed_through(scene: Scene) -> None:
    bruno = scene.chat()
    for film in scene.world.movies[:3]:
        await bruno.says(f"/start film_{film.movie_id}")
        await bruno.taps("🔖 Later")
    await bruno.says("/recommend watchlist")
    assert bruno.last.text.startswith("From your watchlist")
    assert bruno.last.buttons[1][2] == "1/3"


async def test_somebody_elses_shelf_cannot_be_opened(scene: Scene) -> None:
    bruno, clara = scene.chat(in_group=True), scene.chat(PEOPLE[2], in_group=True)
    await bruno.says("/recommend 2")
    card = bruno.last
    notice = await clara.taps("👁 Seen", on=card)
    assert notice is not None
    assert "somebody else's" in notice.text


@pytest.mark.parametrize("command", ["watchlist", "seen", "hidden", "ratings", "me"])
async def test_what_is_ones_own_is_not_shown_to_a_group(scene: Scene, command: str) -> None:
    film = scene.world.movies[0]
    scene.toolbox.services.rating.rate(PEOPLE[1].person_id, film.movie_id, 4.5)
    group = scene.chat(in_group=True)
    await group.says(f"/{command}")
    assert group.last.text == f"That stays between us: send me /{command} in our private chat."
    assert not group.last.photo
    await scene.chat().says(f"/{command}")
    assert "stays between us" not in scene.chat().last.text


@pytest.mark.parametrize(
    ("label", "command"), [("🔖 Later", "/watchlist"), ("👁 Seen", "/seen"), ("🚫 Hide", "/hidden")]
)
async def test_what_is_taken_off_a_shelf_is_put_back_to_where_it_stood(
    scene: Scene, label: str, command: str
) -> None:
    bruno = scene.chat()
    for film in scene.world.movies[:3]:
        await bruno.says(f"/start film_{film.movie_id}")
        await bruno.taps(label)
    await bruno.says(command)
    before = bruno.last.text
    with scene.unit_of_work() as work:
        states = work.film_states.of(bruno.person.person_id)
    await bruno.says(f"/start film_{scene.world.movies[0].movie_id}")
    await bruno.taps(ticked_symbol(label))
    await bruno.taps(label)
    with scene.unit_of_work() as work:
        assert work.film_states.of(bruno.person.person_id) == states
    await bruno.says(command)
    assert bruno.last.text == before


async def test_a_film_of_the_watchlist_that_was_seen_is_asked_for_its_stars(scene: Scene) -> None:
    bruno = scene.chat()
    for film in scene.world.movies[:3]:
        await bruno.says(f"/start film_{film.movie_id}")
        await bruno.taps("🔖 Later")
    await bruno.says("/recommend watchlist")
    film = bruno.last.text.split("\n")[1]
    await bruno.taps("👁 Seen")
    assert film in bruno.last.text
    assert "How many stars would you give it?" in bruno.last.text
    assert "✓ Seen" in bruno.last.buttons[2]
    await bruno.taps("★4")
    assert film not in bruno.last.text.split("\n")
    assert list(scene.ratings_of(bruno.person).values()) == [4.0]
    await bruno.says("/watchlist")
    await bruno.taps("1")
    await bruno.taps("👁 Seen")
    assert "How many stars would you give it?" in bruno.last.text
    await bruno.taps("★5")
    assert "How many stars would you give it?" not in bruno.last.text


async def test_words_behind_watchlist_open_that_part_of_it(scene: Scene) -> None:
    bruno = scene.chat()
    love, fear = (scene.world.movie_ids_of(group)[0] for group in ("love", "fear"))
    for movie_id in (love, fear):
        scene.toolbox.services.library.put(bruno.person.person_id, Shelf.WATCHLIST, movie_id)
    await bruno.says("/watchlist comedy")
    assert bruno.last.text.startswith("From your watchlist · Comedy")
    assert bruno.last.buttons[1] == ["✕ Comedy", "More"]
