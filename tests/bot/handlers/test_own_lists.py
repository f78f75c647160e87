"""Words behind /ratings, /watchlist, /seen and /hidden: found films are paged, sorted and led back to."""

from __future__ import annotations

import re

import pytest

from bot.playground.people import PEOPLE
from bot.presentation.callback_data import pack
from bot.presentation.list_pages import SearchPageButton
from bot.services.origins import Origin, Place
from bot.services.shelves import Shelf
from tests.bot.conftest import Scene
from tests.support.chat import Chat

LISTS = [
    ("ratings", Place.RATINGS),
    ("watchlist", Shelf.WATCHLIST),
    ("seen", Shelf.SEEN),
    ("hidden", Shelf.HIDDEN),
]
every_list = pytest.mark.parametrize(("command", "place"), LISTS, ids=[command for command, _ in LISTS])


def with_films(scene: Scene, place: Place | Shelf, count: int | None = None) -> Chat:
    """Somebody who has so many films of the small world on a list, the newest last; all of them."""
    bruno = scene.chat()
    for number, movie in enumerate(scene.world.movies[:count]):
        if isinstance(place, Shelf):
            scene.toolbox.services.library.put(bruno.person.person_id, place, movie.movie_id)
        else:
            stars = 0.5 + number % 10 / 2
            scene.toolbox.services.rating.rate(bruno.person.person_id, movie.movie_id, stars)
    return bruno


def titles_shown(chat: Chat) -> list[str]:
    """Return the titles on the page of a list, in order."""
    return re.findall(r"^\d+\. (.+?) \(\d{4}\)", chat.last.text, re.MULTILINE)


async def all_pages(chat: Chat) -> list[str]:
    """Leaf to the last page and return every title on the way."""
    shown = titles_shown(chat)
    counter = next((row[1] for row in chat.last.buttons if row[0] == "◀"), "1/1")
    for _ in range(int(counter.partition("/")[2]) - 1):
        await chat.taps("▶")
        shown += titles_shown(chat)
    return shown


def titled(scene: Scene, word: str) -> list[str]:
    return [movie.title for movie in scene.world.movies if word in movie.title.lower()]


@every_list
async def test_all_films_that_are_found_are_counted_and_paged(
    scene: Scene, command: str, place: Place | Shelf
) -> None:
    bruno, wanted = with_films(scene, place), titled(scene, "winter")
    assert len(wanted) > 8
    await bruno.says(f"/{command} WINTER")
    assert f"{len(wanted)} films found for “WINTER”" in bruno.last.text
    assert sorted(await all_pages(bruno)) == sorted(wanted)
    await bruno.taps("◀")
    assert f"{len(wanted)} films found for “WINTER”" in bruno.last.text


@every_list
async def test_a_film_that_was_found_leads_back_to_the_page_it_was_opened_from(
    scene: Scene, command: str, place: Place | Shelf
) -> None:
    bruno = with_films(scene, place)
    await bruno.says(f"/{command} winter")
    await bruno.taps("▶")
    before = bruno.last
    await bruno.taps("1")
    assert bruno.last.photo
    await bruno.taps("⋯")
    await bruno.taps("◀")
    await bruno.taps("◀")
    assert (bruno.last.text, bruno.last.buttons) == (before.text, before.buttons)


async def test_what_was_found_keeps_to_the_order_that_is_chosen(scene: Scene) -> None:
    bruno = with_films(scene, Place.RATINGS)
    await bruno.says("/ratings winter")
    newest = await all_pages(bruno)
    assert newest == titled(scene, "winter")[::-1]
    await bruno.taps("A–Z")
    assert await all_pages(bruno) == sorted(newest, key=str.lower)
    await bruno.taps("Most stars")
    await bruno.taps("▶")
    stars = [float(each) for each in re.findall(r"★([\d.]+)", bruno.last.text)]
    assert stars == sorted(stars, reverse=True)
    assert "found for “winter”" in bruno.last.text


@every_list
async def test_where_nothing_is_found_there_are_two_ways_on(
    scene: Scene, command: str, place: Place | Shelf
) -> None:
    bruno = with_films(scene, place, 2)
    elsewhere = scene.world.movies[5].title
    await bruno.says(f"/{command} {elsewhere}")
    assert f"I find nothing here for “{elsewhere}”." in bruno.last.text
    asked = bruno.last
    await bruno.taps("Whole list")
    assert len(titles_shown(bruno)) == 2
    await bruno.presses(str(asked.button("All films")["callback_data"]))
    assert bruno.last.photo
    assert elsewhere in bruno.last.text


@every_list
async def test_of_a_list_that_is_empty_nothing_is_looked_for(
    scene: Scene, command: str, place: Place | Shelf
) -> None:
    bruno = scene.chat()
    await bruno.says(f"/{command}")
    empty = bruno.last.text
    await bruno.says(f"/{command} heat")
    assert bruno.last.text == empty


@every_list
async def test_strange_words_find_nothing_and_are_shown_as_they_are(
    scene: Scene, command: str, place: Place | Shelf
) -> None:
    bruno = with_films(scene, place, 2)
    for words in ("<b>zzz</b>", "🎬", "%", "\u202eevil", "z" * 4000):
        await bruno.says(f"/{command} {words}")
        assert "I find nothing here for" in bruno.last.text


async def test_a_film_whose_stars_are_deleted_is_no_longer_found(scene: Scene) -> None:
    bruno = with_films(scene, Place.RATINGS, 1)
    await bruno.says(f"/ratings {scene.world.movies[0].title}")
    await bruno.taps("1")
    await bruno.taps("🗑 My stars")
    await bruno.taps("◀")
    assert "You haven't rated a film in this chat yet." in bruno.last.text


@every_list
async def test_a_search_that_is_no_longer_kept_shows_the_whole_list(
    scene: Scene, command: str, place: Place | Shelf
) -> None:
    bruno = with_films(scene, place, 2)
    await bruno.says(f"/{command} {scene.world.movies[0].title}")
    found = bruno.last
    for _ in range(20):
        await bruno.says(f"/{command} another")
    await bruno.taps("1", on=found)
    await bruno.taps("◀")
    assert len(titles_shown(bruno)) == 2


async def test_nobody_reads_what_somebody_else_looks_for(scene: Scene) -> None:
    clara = scene.chat(PEOPLE[2])
    searches = scene.toolbox.services.searches
    hers = searches.begin(clara.person.person_id, Place.RATINGS, "secret")
    bruno = with_films(scene, Place.RATINGS, 2)
    await bruno.says("/ratings")
    origin = Origin(Place.RATINGS, 0, hers.search_id)
    await bruno.presses(pack(SearchPageButton(bruno.person.person_id, origin.code)))
    assert "secret" not in bruno.last.text
    assert len(titles_shown(bruno)) == 2


@pytest.mark.parametrize("typed", ["alien", "Alien", "alien 1979", "ALIEN (1979)"])
async def test_a_title_on_the_watchlist_is_found_although_it_is_a_word_for_a_list(
    scene: Scene, typed: str
) -> None:
    with scene.unit_of_work() as work:
        alien = work.movies.add("Alien", 1979, ("Horror", "Sci-Fi"), "tt7777771")
        work.movies.add("Halloween", 1978, ("Horror",), "tt7777772")
        work.commit()
    bruno = with_films(scene, Shelf.WATCHLIST, 3)
    scene.toolbox.services.library.put(bruno.person.person_id, Shelf.WATCHLIST, alien.movie_id)
    await bruno.says(f"/watchlist {typed}")
    assert titles_shown(bruno) == ["Alien"]


@pytest.mark.parametrize("typed", ["halloween", "comedy", "comedy 90s"])
async def test_a_word_for_a_list_narrows_a_watchlist_without_a_film_called_so(
    scene: Scene, typed: str
) -> None:
    with scene.unit_of_work() as work:
        work.movies.add("Halloween", 1978, ("Horror",), "tt7777772")
        work.commit()
    bruno = with_films(scene, Shelf.WATCHLIST, 3)
    await bruno.says(f"/watchlist {typed}")
    assert "found for" not in bruno.last.text
    assert "I find nothing here" not in bruno.last.text
