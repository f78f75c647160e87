"""Films that are left out by their titles: of lists in words and behind commands, of what is kept, inline."""

from __future__ import annotations

import pytest

from bot.playground.people import ADMIN
from storage.records.catalogue import Movie
from tests.bot.conftest import Scene
from tests.bot.handlers.test_narrowing_without_people import titles_in


@pytest.fixture
def film(scene: Scene) -> Movie:
    """Return a film that is in the list of science fiction of the seventies."""
    with scene.unit_of_work() as work:
        found = work.movies.get_many(scene.world.movie_ids_of("space")).values()
    return next(each for each in found if each.year is not None and 1970 <= each.year < 1980)


@pytest.mark.parametrize(
    "typed",
    [
        "sci-fi of the 70s except {}",
        "70s sci-fi but not {} please",
        "/recommend sci-fi 1970s no {}",
        "/popular sci-fi 1970s without {}",
    ],
)
async def test_a_film_that_is_left_out_is_not_in_the_list_and_that_is_said(
    scene: Scene, film: Movie, typed: str
) -> None:
    bruno = scene.chat()
    await bruno.says("/popular sci-fi 1970s")
    assert any(film.title in each for each in await titles_in(bruno))
    await bruno.says(typed.format(film.title.lower()))
    first = bruno.last.text.splitlines()[0]
    assert f"no {film.title} ({film.year})" in first
    assert not any(film.title in each.replace(first, "") for each in await titles_in(bruno))


async def test_a_tap_brings_the_film_back(scene: Scene, film: Movie) -> None:
    bruno = scene.chat()
    await bruno.says(f"sci-fi of the 70s except {film.title}")
    await bruno.taps("✕ Filters")
    await bruno.taps("✕ no ")
    assert film.title not in bruno.last.text.splitlines()[0]
    assert any(film.title in each for each in await titles_in(bruno))


async def test_filters_keep_films_out_of_every_list_one_by_one(scene: Scene, film: Movie) -> None:
    bruno = scene.chat()
    await bruno.says(f"/filters no {film.title}")
    assert bruno.last.text.startswith(f"Your filters: no {film.title} ({film.year})")
    await bruno.says("/popular sci-fi 1970s")
    first = bruno.last.text.splitlines()[0]
    assert not any(film.title in each.replace(first, "") for each in await titles_in(bruno))


async def test_what_is_typed_inline_leaves_films_out_too(scene: Scene, film: Movie) -> None:
    bruno = scene.chat()
    for typed, is_there in (("sci-fi 70s", True), (f"sci-fi 70s without {film.title}", False)):
        answer = await bruno.asks_inline(typed)
        assert answer is not None
        titles = [each.get("title", "") for each in answer["results"]]
        assert any(film.title in each for each in titles) == is_there, typed


async def test_a_movie_night_leaves_a_film_out(scene: Scene, film: Movie) -> None:
    ada = scene.chat(ADMIN, in_group=True)
    await ada.says(f"/movienight without {film.title}")
    assert f"{film.title} ({film.year})" in ada.last.text
