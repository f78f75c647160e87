"""/new: what came into the catalogue lately."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

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
    assert bruno.last.text.startswith("New here\nBy the Liked (2026)")
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


async def test_the_words_behind_new_narrow_what_came_in(scene: Scene) -> None:
    scene.toolbox.services.adding_films.add(NewFilm(LIKED, "Laughed", 2015, ("Comedy",)))
    scene.toolbox.services.adding_films.add(NewFilm(OTHER, "Feared", 2015, ("Horror",)))
    bruno = scene.chat()
    await bruno.says("/new horror 2015")
    assert bruno.last.text.startswith("New here · Horror · 2015\nFeared (2015)")
    assert bruno.last.buttons[1][:2] == ["✕ Horror", "✕ 2015"]
    await bruno.taps("✕ Horror")
    assert bruno.last.text.startswith("New here · 2015")
    shown = bruno.last.text
    await bruno.taps("▶")
    assert all(f"{title} (2015)" in shown + bruno.last.text for title in ("Laughed", "Feared"))


async def test_words_that_nothing_new_fits_lead_to_the_older_films(scene: Scene) -> None:
    came_in(scene, LIKED, "Dramatic", Facts())
    bruno = scene.chat()
    await bruno.says("/new comedy")
    assert bruno.last.text == "Nothing new for you among these: Comedy films."
    assert bruno.last.buttons == [["▶ Comedy"], ["✕ Comedy"], ["Show my films"]]
    await bruno.taps("▶ Comedy")
    assert bruno.last.text.startswith("Popular in Comedy")


async def test_words_behind_new_that_are_no_list_are_explained(scene: Scene) -> None:
    came_in(scene, LIKED, "Dramatic", Facts())
    bruno = scene.chat()
    await bruno.says("/new drama blah")
    assert "I don't know the genre “blah”" in bruno.last.text
    await bruno.taps("▶ Drama")
    assert bruno.last.text.startswith("New here · Drama")


@pytest.mark.parametrize(("words", "title"), [("2", "1/2"), ("at least 4 stars", None)])
async def test_the_other_words_of_a_list_count_behind_new(scene: Scene, words: str, title: str) -> None:
    for number in range(3):
        came_in(scene, f"tt90000{number:02d}", f"Film {number}", Facts())
    bruno = scene.chat()
    await bruno.says(f"/new {words}")
    await bruno.taps("▶" if title else "▶ ★4 or more")
    assert bruno.last.photo


async def test_what_is_kept_for_every_list_narrows_what_is_new(scene: Scene) -> None:
    scene.toolbox.services.adding_films.add(NewFilm(LIKED, "Laughed", 2015, ("Comedy",)))
    scene.toolbox.services.adding_films.add(NewFilm(OTHER, "Feared", 2015, ("Horror",)))
    bruno = scene.chat()
    await bruno.says("/filters comedy")
    await bruno.says("/new")
    assert bruno.last.text.startswith("New here · Comedy\nLaughed (2015)")
    await bruno.taps("More")
    assert bruno.last.text == "Nothing new for you among these: Comedy films."
