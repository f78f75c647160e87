"""Films that join the catalogue by being named."""

from __future__ import annotations

import threading

import numpy as np

from bot.services.adding_films import NewFilm
from bot.services.use_cases import UseCases
from storage.movielens.loading import load
from storage.movies import FIRST_ADDED_ID
from storage.unit_of_work import UnitOfWorkFactory

DUNE = NewFilm("tt15239678", "Dune: Part Two", 2024, ("Action", "Adventure", "Drama"))
ADA = 11


def test_an_added_film_can_be_found_rated_and_shown(services: UseCases) -> None:
    film = services.adding_films.add(DUNE)
    assert film.movie_id == FIRST_ADDED_ID
    assert services.adding_films.known("tt15239678") == film
    assert services.rating.rate(ADA, film.movie_id, 4.5).film == film
    assert services.film_pages.look_at(ADA, film.movie_id).own_stars == 4.5


def test_the_same_film_joins_once(services: UseCases) -> None:
    assert services.adding_films.add(DUNE) == services.adding_films.add(DUNE)


def test_each_added_film_has_a_number_of_its_own(services: UseCases) -> None:
    first, second = (
        services.adding_films.add(DUNE),
        services.adding_films.add(NewFilm("tt1", "Another", 2025)),
    )
    assert second.movie_id == first.movie_id + 1


def test_an_unknown_imdb_id_is_no_film(services: UseCases) -> None:
    assert services.adding_films.known("tt0000001") is None


def test_several_people_name_films_at_once(services: UseCases) -> None:
    names = [NewFilm(f"tt{number % 4 + 100}", f"Film {number % 4}", 2024) for number in range(12)]
    added = []
    threads = [
        threading.Thread(target=lambda film=film: added.append(services.adding_films.add(film)))
        for film in names
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(added) == 12
    assert len({film.movie_id for film in added}) == 4


def test_an_added_film_outlives_another_data_set(
    stocked: UnitOfWorkFactory, engine, services: UseCases
) -> None:
    film = services.adding_films.add(DUNE)
    with stocked() as work:
        movies = list(work.movies.all())[:3]
    count = len(movies)
    load(
        engine,
        movies,
        np.arange(1, count + 1),
        np.array([movie.movie_id for movie in movies]),
        np.full(count, 4.0),
        np.full(count, 1_000_000_000),
        force=True,
    )
    assert services.adding_films.known(DUNE.imdb_id) == film
