"""What else the director of a film made: asked for on its card, and by its title."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.playground.people import PEOPLE
from recommender.facts.records import Facts
from storage.records.catalogue import Movie
from tests.bot.conftest import Scene
from tests.bot.handlers.test_narrowing_without_people import titles_in

MAKER = "Agnes Varga"


@pytest.fixture
def hers(scene: Scene) -> list[Movie]:
    """Let one person have directed three films, and another one a fourth; return the three."""
    with scene.unit_of_work() as work:
        first, second, third, fourth = [*work.movies.get_many(scene.world.movie_ids_of("space")).values()][:4]
        for film in (first, second, third, fourth):
            facts = Facts(directors=("Somebody Else" if film is fourth else MAKER,))
            work.film_facts.put(str(film.imdb_id), facts.to_json(), scene.toolbox.started_at)
        work.commit()
    scene.toolbox.models._facts_read_at -= timedelta(hours=1)
    scene.toolbox.models.refresh()
    return [first, second, third]


@pytest.mark.parametrize("typed", ["more from this director", "films by the director of {}", "same director"])
async def test_the_other_films_of_a_films_director_are_listed(
    scene: Scene, hers: list[Movie], typed: str
) -> None:
    film, *others = hers
    bruno = scene.chat()
    await bruno.says(film.title)
    await bruno.says(typed.format(film.title))
    first = bruno.last.text.splitlines()[0]
    assert f"by {MAKER} · no {film.title} ({film.year})" in first
    shown = [each.replace(first, "") for each in await titles_in(bruno)]
    assert len(shown) == len(others)
    assert all(any(other.title in each for each in shown) for other in others)


async def test_whoever_made_nothing_else_has_no_other_films(scene: Scene, hers: list[Movie]) -> None:
    bruno = scene.chat()
    with scene.unit_of_work() as work:
        alone = [*work.movies.get_many(scene.world.movie_ids_of("space")).values()][3]
    await bruno.says(alone.title)
    await bruno.says("same director")
    assert bruno.last.text.startswith(f"No films by Somebody Else without {alone.title}")
    assert bruno.last.buttons


async def test_where_nobody_knows_who_directed_a_film_its_card_says_so(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("Biscuit")
    await bruno.says("same director")
    assert bruno.last.text.startswith("I don't know yet who directed this one.")
    assert bruno.last.photo


async def test_without_a_card_it_is_asked_which_film_is_meant(scene: Scene) -> None:
    bruno = scene.chat(PEOPLE[2])
    await bruno.says("more by the same director")
    assert not bruno.last.photo
    assert bruno.last.buttons
