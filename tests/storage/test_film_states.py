"""What a person said of many films, read and written at once."""

from __future__ import annotations

from storage.records.people import FilmState
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, NOON, at

EVERYTHING = FilmState(4.5, NOON, "not_interested", at(1), at(2), at(3))


def test_what_was_said_one_by_one_is_read_together(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_ratings.rate(ANNA, 1, 4.5, NOON)
        work.dismissals.add(ANNA, 1, "not_interested", at(1))
        work.seen_films.add(ANNA, 1, at(2))
        work.watchlist.add(ANNA, 1, at(3))
        work.watchlist.add(ANNA, 2, at(4))
        work.chat_ratings.rate(BEN, 2, 1.0, NOON)
        assert work.film_states.of(ANNA) == {1: EVERYTHING, 2: FilmState(listed_at=at(4))}


def test_what_is_written_is_read_and_nobody_elses_changes(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_ratings.rate(BEN, 1, 1.0, NOON)
        work.film_states.write(ANNA, {1: EVERYTHING, 2: FilmState(seen_at=NOON)})
        assert work.film_states.of(ANNA) == {1: EVERYTHING, 2: FilmState(seen_at=NOON)}
        assert work.film_states.of(BEN) == {1: FilmState(1.0, NOON)}


def test_an_empty_state_takes_everything_back(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.film_states.write(ANNA, {1: EVERYTHING, 2: EVERYTHING})
        work.film_states.write(ANNA, {1: FilmState()})
        assert work.film_states.of(ANNA) == {2: EVERYTHING}


def test_films_that_are_not_in_the_catalogue_are_left_out(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.film_states.write(ANNA, {1: EVERYTHING, 4711: EVERYTHING})
        assert work.film_states.of(ANNA) == {1: EVERYTHING}


def test_films_are_found_by_the_ids_of_others(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        assert work.movies.with_imdb_ids({"tt0114709", "tt0113277", "tt9999999"}) == {
            "tt0114709": 1,
            "tt0113277": 2,
        }
        assert work.movies.with_tmdb_ids({194, 7}) == {194: 4}
        assert work.movies.with_imdb_ids(()) == {}
