"""/find: the card of a film, or the films that are named one by one."""

from __future__ import annotations

import pytest

from tests.bot.conftest import Scene


async def test_find_opens_a_film_despite_a_typing_error(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    typed = film.title[:4] + film.title[5] + film.title[4] + film.title[6:]
    await bruno.says(f"/find {typed}")
    titles = [label for row in bruno.last.buttons for label in row]
    assert film.title in bruno.last.text or any(film.title in label for label in titles)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("last star harbour", "Star Harbour: The Return (1999)"),
        ("the original orbit", "Orbit (1971)"),
        ("the last biscuit", "Biscuit: The Return"),
    ],
)
async def test_find_knows_films_by_their_place_as_plain_text_does(
    scene: Scene, asked: str, found: str
) -> None:
    bruno = scene.chat()
    for typed in (f"/find {asked}", asked):
        await bruno.says(typed)
        assert bruno.last.text.startswith(found)


async def test_find_alone_says_how_and_leaves_ways_on(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/find")
    assert "/find heat 1995" in bruno.last.text
    await bruno.taps("Popular films")
    assert bruno.last.photo


@pytest.mark.parametrize("typed", ["/find {}\n{}\n{}", "/find\n1. {}\n2. {}\n3. {}", "/find {}, {}, {}"])
async def test_find_offers_all_films_that_are_named_one_by_one(scene: Scene, typed: str) -> None:
    bruno, films = scene.chat(), scene.world.movies[:3]
    await bruno.says(typed.format(*(film.title for film in films)))
    assert bruno.last.buttons == [[f"{film.title} ({film.year})"] for film in films]


async def test_find_gives_no_stars(scene: Scene) -> None:
    bruno, films = scene.chat(), scene.world.movies[:2]
    await bruno.says(f"/find {films[0].title} 5\n{films[1].title} 4.5")
    assert bruno.last.buttons == [[f"{film.title} ({film.year})"] for film in films]
    assert scene.ratings_of(bruno.person) == {}


async def test_find_opens_one_film_although_its_title_stands_on_two_lines(scene: Scene) -> None:
    bruno, film = scene.chat(), next(each for each in scene.world.movies if " " in each.title)
    await bruno.says("/find " + film.title.replace(" ", "\n", 1))
    assert bruno.last.text.startswith(film.title)
