"""/new: what came into the catalogue lately."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np

from bot.services.adding_films import NewFilm
from recommender.facts.records import Facts
from storage.movielens.loading import load
from storage.records.catalogue import Movie
from tests.bot.conftest import Scene

LIKED, OTHER = "tt9000001", "tt9000002"


def came_in(scene: Scene, imdb_id: str, title: str, facts: Facts) -> None:
    """Let a film of today join."""
    scene.toolbox.services.adding_films.add(NewFilm(imdb_id, title, 2026, ("Drama",)))
    with scene.unit_of_work() as work:
        work.film_facts.put(imdb_id, facts.to_json(), scene.toolbox.started_at)
        work.commit()


def rated(scene: Scene, chat_user_id: int, stars: float, facts: Facts, number: int) -> None:
    """Let a person rate a film with such makers."""
    movie = scene.world.movies[number]
    scene.toolbox.services.rating.rate(chat_user_id, movie.movie_id, stars)
    with scene.unit_of_work() as work:
        work.film_facts.put(str(movie.imdb_id), facts.to_json(), scene.toolbox.started_at)
        work.commit()


async def test_nothing_is_new_in_a_catalogue_that_was_always_there(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/new")
    assert bruno.last.text.startswith("No film has come in lately.")


async def test_what_came_in_is_ranked_for_the_person_and_can_be_leafed_through(scene: Scene) -> None:
    came_in(scene, OTHER, "By Somebody", Facts(directors=("Somebody",)))
    came_in(scene, LIKED, "By the Liked", Facts(directors=("Liked",)))
    came_in(scene, "tt9000003", "By Another", Facts(directors=("Another",)))
    bruno = scene.chat()
    await bruno.says("/start")
    person_id = bruno.person.person_id
    rated(scene, person_id, 5.0, Facts(directors=("Liked",)), 0)
    rated(scene, person_id, 0.5, Facts(directors=("Somebody",)), 30)
    scene.toolbox.models._facts_read_at -= timedelta(hours=1)
    scene.toolbox.models.refresh()
    await bruno.says("/new")
    assert bruno.last.text.startswith("New here\n\nBy the Liked (2026)")
    assert bruno.last.photo
    await bruno.taps("▶")
    assert "By Another (2026)" in bruno.last.text
    await bruno.taps("▶")
    assert "By Somebody (2026)" in bruno.last.text
    await bruno.taps("★5")
    assert 5.0 in scene.ratings_of(bruno.person).values()


async def test_what_imdbs_voters_know_comes_first_as_the_model_ranks_it(scene: Scene) -> None:
    """The film by the liked director leads, although another one's rating is higher."""
    scene.toolbox.models.refresh()
    with scene.unit_of_work() as work:
        for votes, movie in enumerate(scene.world.movies):
            facts = Facts(directors=("Another",), imdb_rating=7.0, imdb_votes=1_000 + votes)
            work.film_facts.put(str(movie.imdb_id), facts.to_json(), scene.toolbox.started_at)
        work.commit()
    came_in(scene, "tt9000003", "Nobody Voted", Facts())
    known = Facts(imdb_rating=8.0, imdb_votes=5_000)
    came_in(scene, OTHER, "By Somebody", known)
    came_in(scene, LIKED, "By the Liked", replace(known, directors=("Liked",), imdb_rating=7.0))
    bruno = scene.chat()
    await bruno.says("/start")
    liked = Facts(directors=("Liked",), imdb_rating=7.0, imdb_votes=2_000)
    for number in [at for at, movie in enumerate(scene.world.movies) if (movie.year or 0) >= 1995][:3]:
        rated(scene, bruno.person.person_id, 5.0, liked, number)  # longer ago it was a namesake
    scene.toolbox.models._facts_read_at -= timedelta(hours=1)
    scene.toolbox.models.refresh()
    await bruno.says("/new")
    assert "By the Liked (2026)" in bruno.last.text
    assert "just a hunch" in bruno.last.text
    await bruno.taps("▶")
    assert "By Somebody (2026)" in bruno.last.text
    await bruno.taps("▶")
    assert "Nobody Voted (2026)" in bruno.last.text


async def test_a_series_is_nothing_new(scene: Scene) -> None:
    came_in(scene, OTHER, "Short", Facts(runtime_minutes=12))
    bruno = scene.chat()
    await bruno.says("/new")
    assert bruno.last.text.startswith("There is nothing new")


async def test_what_a_new_data_set_brought_is_new(scene: Scene) -> None:
    world = scene.world
    brought = Movie(5_000, "Brought Along", 2025, ("Drama",), "tt9000009", None)
    movies = [Movie(m.movie_id, m.title, m.year, m.genres, m.imdb_id, m.tmdb_id) for m in world.movies]
    with scene.unit_of_work() as work:
        engine = work._engine
    ratings = (world.user_ids, world.movie_ids, world.stars, world.rated_at)
    extra = tuple(np.append(column, value) for column, value in zip(ratings, (1, 5_000, 4.0, 1), strict=True))
    load(engine, [*movies, brought], *extra, now=scene.toolbox.started_at)
    bruno = scene.chat()
    await bruno.says("/new")
    assert "Brought Along (2025)" in bruno.last.text
    renamed = replace(brought, title="Brought Again")
    load(engine, [*movies, renamed], *extra, now=scene.toolbox.started_at)
    with scene.unit_of_work() as work:
        assert work.movies.joined_last(9) == [5_000]
