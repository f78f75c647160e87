from __future__ import annotations

from typing import Any, cast

from bot.services.film_cache import SECONDS, FilmCache
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tests.support.small_world import SmallWorld

UNKNOWN = 999_999


class OutOfReach:
    """A unit of work whose database must not be asked."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"{name} was asked for")


NOBODY = cast(UnitOfWork, OutOfReach())


def test_a_film_is_read_once_and_one_that_does_not_exist_is_left_out(
    stocked: UnitOfWorkFactory, world: SmallWorld
) -> None:
    films, wanted = FilmCache(), [movie.movie_id for movie in world.movies[:3]]
    with stocked() as work:
        read = films.of(work, [*wanted, UNKNOWN])
    assert list(read) == wanted
    assert read[wanted[0]].title == world.movies[0].title
    assert films.of(NOBODY, wanted) == read


def test_all_films_are_at_hand_or_none(stocked: UnitOfWorkFactory, world: SmallWorld) -> None:
    films, wanted = FilmCache(), [movie.movie_id for movie in world.movies[:3]]
    assert films.at_hand(wanted) is None
    with stocked() as work:
        read = films.of(work, wanted)
    assert films.at_hand(wanted) == read
    assert films.at_hand([*wanted, UNKNOWN]) is None


def test_films_are_read_anew_after_a_while(stocked: UnitOfWorkFactory, world: SmallWorld) -> None:
    now = [0.0]
    films, movie_id = FilmCache(lambda: now[0]), world.movies[0].movie_id
    with stocked() as work:
        films.of(work, [movie_id])
        now[0] = SECONDS - 1
        assert films.of(NOBODY, [movie_id])
        now[0] = SECONDS
        readings: list[Any] = []
        get_many = work.movies.get_many
        work.movies.get_many = lambda ids: readings.append(ids) or get_many(ids)  # type: ignore[method-assign,func-returns-value]
        assert films.of(work, [movie_id])
    assert readings == [[movie_id]]
