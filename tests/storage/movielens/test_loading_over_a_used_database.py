"""Another data set over a database that people use: nothing they said gets lost, whatever the ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy.engine import Engine

from storage.movielens.identities import find_moves
from storage.movies import FIRST_ADDED_ID
from storage.records.catalogue import Movie
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, MOVIES, NOON, at
from tests.storage.movielens.test_loading import ROWS, Row, load_rows

TOY_STORY, HEAT, WOLF, AMELIE, UNTITLED = MOVIES
DUNE = "tt15239678"
SOME: list[Row] = [(1, 1, 3.0, 0)]


def test_an_added_film_that_a_data_set_brings_keeps_what_was_said(
    stocked: UnitOfWorkFactory, engine: Engine
) -> None:
    with stocked() as work:
        added = work.movies.add("Dune: Part Two", 2024, ("Drama",), DUNE).movie_id
        work.chat_ratings.rate(ANNA, added, 5.0, NOON)
        work.watchlist.add(BEN, added, at(1))
        work.seen_films.add(BEN, added, NOON)
        work.dismissals.add(BEN, added, "not_interested", NOON)
        work.impressions.record(BEN, added, NOON)
        work.poster_file_ids.put(7, added, "a file", NOON)
        deck = work.decks.add(ANNA, "similar", [added, 1], NOON, like_movie_ids=[2, added])
        work.commit()
    brought = Movie(200_001, "Dune: Part Two", 2024, ("Sci-Fi",), DUNE, 693134)
    assert load_rows(engine, SOME, (*MOVIES, brought)).films_moved == 1
    with stocked() as work:
        assert work.movies.by_imdb_id(DUNE) == brought
        assert work.movies.count_added() == 0
        assert work.chat_ratings.of(ANNA) == {200_001: 5.0}
        assert work.watchlist.of(BEN) == work.seen_films.of(BEN) == {200_001}
        assert work.dismissals.of(BEN) == {200_001: "not_interested"}
        assert work.impressions.since(BEN, NOON) == {200_001}
        assert work.poster_file_ids.get(7, 200_001) == "a file"
        kept = work.decks.get(deck.deck_id)
        assert kept is not None
        assert (kept.movie_ids, kept.liked) == ((200_001, 1), (2, 200_001))


def test_an_added_film_that_no_data_set_brings_stays(stocked: UnitOfWorkFactory, engine: Engine) -> None:
    with stocked() as work:
        added = work.movies.add("Dune: Part Two", 2024, ("Drama",), DUNE)
        work.commit()
    load_rows(engine, SOME)
    with stocked() as work:
        assert work.movies.get(added.movie_id) == added


def test_renumbered_films_take_what_was_said_along_even_in_a_circle(
    stocked: UnitOfWorkFactory, engine: Engine
) -> None:
    with stocked() as work:
        for movie, stars in ((TOY_STORY, 1.0), (HEAT, 2.0), (AMELIE, 4.0)):
            work.chat_ratings.rate(ANNA, movie.movie_id, stars, NOON)
        work.commit()
    turned = [replace(TOY_STORY, movie_id=2), replace(HEAT, movie_id=4), replace(AMELIE, movie_id=1)]
    assert load_rows(engine, SOME, turned).films_moved == 3
    with stocked() as work:
        assert work.chat_ratings.of(ANNA) == {2: 1.0, 4: 2.0, 1: 4.0}
        assert work.movies.get(1).title == "Amélie"


def test_of_two_films_that_became_one_the_newer_stars_count(
    stocked: UnitOfWorkFactory, engine: Engine
) -> None:
    with stocked() as work:
        twin = work.movies.add("Heat again", 1995, (), "tt0113278").movie_id
        for person, older, newer in ((ANNA, 2, twin), (BEN, twin, 2)):
            work.chat_ratings.rate(person, older, 1.0, at(1))
            work.chat_ratings.rate(person, newer, 5.0, at(2))
        work.commit()
    merged = [movie if movie is not HEAT else replace(HEAT, imdb_id="tt0113278") for movie in MOVIES]
    load_rows(engine, SOME, merged)
    with stocked() as work:
        assert work.chat_ratings.of(ANNA) == work.chat_ratings.of(BEN) == {2: 5.0}


def test_a_film_whose_id_is_another_film_now_stays_under_an_id_of_its_own(
    stocked: UnitOfWorkFactory, engine: Engine
) -> None:
    with stocked() as work:
        work.chat_ratings.rate(ANNA, HEAT.movie_id, 4.5, NOON)
        work.commit()
    other = Movie(2, "GoldenEye", 1995, ("Action",), "tt0113189", None)
    load_rows(engine, SOME, (TOY_STORY, other))
    with stocked() as work:
        assert work.chat_ratings.of(ANNA) == {FIRST_ADDED_ID: 4.5}
        assert work.movies.get(FIRST_ADDED_ID) == replace(HEAT, movie_id=FIRST_ADDED_ID)
        assert work.movies.get(2) == other
        assert work.movies.count_added() == 1  # of other films whose ids went nobody had said anything
    load_rows(engine, ROWS)
    with stocked() as work:
        assert work.chat_ratings.of(ANNA) == {2: 4.5}  # and home again


def test_a_data_set_that_lost_films_loses_nothing_that_was_said(
    stocked: UnitOfWorkFactory, engine: Engine
) -> None:
    with stocked() as work:
        work.chat_ratings.rate(ANNA, 2, 4.5, NOON)
        work.dismissals.add(ANNA, 3, "not_seen", NOON)
        work.watchlist.add(ANNA, 4, NOON)
        work.seen_films.add(ANNA, 5, NOON)
        work.commit()
    load_rows(engine, SOME, [TOY_STORY])
    with stocked() as work:
        assert [movie.movie_id for movie in work.movies.all()] == [1, 2, 3, 4, 5]
        assert work.chat_ratings.of(ANNA) == {2: 4.5}
        assert work.tastes.of(ANNA).dismissals.keys() == {3}
        assert (work.watchlist.of(ANNA), work.seen_films.of(ANNA)) == ({4}, {5})


def test_a_file_that_was_to_be_imported_goes_when_its_films_move(
    stocked: UnitOfWorkFactory, engine: Engine
) -> None:
    with stocked() as work:
        of_anna = work.imports.put(ANNA, {"matched": [[2, 4.0]]}, NOON)
        of_ben = work.imports.put(BEN, {"matched": [[1, 4.0]]}, NOON)
        work.commit()
    load_rows(engine, SOME, (TOY_STORY, replace(HEAT, movie_id=9)))
    with stocked() as work:
        assert work.imports.get(ANNA, of_anna) is None
        assert work.imports.get(BEN, of_ben) is not None


def test_a_night_keeps_its_films_whatever_their_ids_become(
    stocked: UnitOfWorkFactory, engine: Engine
) -> None:
    """Two films change places, one gets a number of its own, and another's id is given to a new film."""
    with stocked() as work:
        added = work.movies.add("Dune: Part Two", 2024, ("Drama",), DUNE).movie_id
        night = work.nights.add(-100, None, {}, NOON).night_id
        work.nights.change(night, movie_ids=[2, added, 1, 5], votes=[0, 2, 1, 0], movie_id=added)
        for person, vetoed in ((ANNA, 1), (BEN, 2)):
            work.nights.join(night, person, NOON)
            work.nights.veto(night, person, vetoed)
        work.commit()
    turned = [replace(TOY_STORY, movie_id=2), replace(HEAT, movie_id=1), WOLF, AMELIE]
    brought = [Movie(200_001, "Dune: Part Two", 2024, ("Sci-Fi",), DUNE), Movie(5, "New", 2026, (), "tt9")]
    load_rows(engine, SOME, (*turned, *brought))
    with stocked() as work:
        kept = work.nights.get(night)
        assert kept is not None
        *films, last = kept.movie_ids
        assert (films, kept.votes, kept.movie_id) == ([1, 200_001, 2], (0, 2, 1, 0), 200_001)
        assert work.movies.get(last) == replace(UNTITLED, movie_id=last)
        assert [guest.vetoed_movie_id for guest in work.nights.guests(night)] == [2, 1]


def test_a_film_that_a_night_chose_or_refused_outlives_a_data_set_without_it(
    stocked: UnitOfWorkFactory, engine: Engine
) -> None:
    with stocked() as work:
        night = work.nights.add(-100, None, {}, NOON).night_id
        work.nights.change(night, movie_ids=[2, 4], movie_id=2)
        work.nights.join(night, ANNA, NOON)
        work.nights.veto(night, ANNA, 4)
        work.commit()
    load_rows(engine, SOME, [TOY_STORY])
    with stocked() as work:
        assert [movie.movie_id for movie in work.movies.all()] == [1, 2, 4]


HABIT: list[Row] = [(10, 1, 4.0, 100), (10, 2, 3.5, 200), (10, 4, 5.0, 300), (10, 5, 1.0, 400)]


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ([(77, *row[1:]) for row in HABIT], 77),
        ([*((77, *row[1:]) for row in HABIT[1:]), (10, 1, 2.0, 100), (10, 2, 2.0, 5)], 77),
        ([(10, movie, stars, at + 1) for _, movie, stars, at in HABIT], None),
        ([(77, *row[1:]) for row in HABIT[:2]], None),
        ([*((77, *row[1:]) for row in HABIT[:3]), *((78, *row[1:]) for row in HABIT)], 78),
    ],
    ids=["renumbered", "most of them", "other times", "too few", "who has more"],
)
def test_a_link_follows_the_ratings_of_its_user(
    stocked: UnitOfWorkFactory, engine: Engine, rows: list[Row], number: int | None
) -> None:
    load_rows(engine, HABIT)
    with stocked() as work:
        work.chat_users.link(ANNA, 10)
        work.commit()
    assert load_rows(engine, rows).links_dropped == (number is None)
    with stocked() as work:
        anna = work.chat_users.get(ANNA)
        assert anna is not None
        assert anna.movielens_user_id == number


def test_a_link_follows_ratings_of_renumbered_films_too(stocked: UnitOfWorkFactory, engine: Engine) -> None:
    load_rows(engine, HABIT)
    with stocked() as work:
        work.chat_users.link(ANNA, 10)
        work.commit()
    renumbered = [replace(movie, movie_id=movie.movie_id + 50) for movie in MOVIES]
    assert (
        load_rows(engine, [(3, m + 50, stars, t) for _, m, stars, t in HABIT], renumbered).links_dropped == 0
    )


@pytest.mark.parametrize(
    ("stored", "incoming", "to", "displaced"),
    [
        (Movie(1, "Matrix, The", 1999, imdb_id="tt1"), [Movie(5, "The Matrix", 1999)], {1: 5}, set()),
        (Movie(1, "Seven (a.k.a. Se7en)", 1995, imdb_id="tt1"), [Movie(1, "Seven (Se7en)", 1995)], {}, set()),
        (Movie(1, "Heat", 1995, imdb_id="tt1"), [Movie(1, "Heat", 1995, imdb_id="tt2")], {}, set()),
        (Movie(1, "Heat", 1995, imdb_id="tt1"), [Movie(1, "Heat", 1972, imdb_id="tt2")], {}, {1}),
        (Movie(1, "Heat", 1995), [Movie(1, "Jumanji", 1995)], {}, {1}),
        (Movie(1, "Heat", 1995, imdb_id="tt1"), [Movie(2, "Hitze", 1995, imdb_id="tt1")], {1: 2}, set()),
        (Movie(1, "Heat", 1995, imdb_id="tt1"), [], {}, set()),
    ],
    ids=["by name", "spelled", "corrected id", "remake", "no ids", "by IMDb id", "vanished"],
)
def test_what_makes_a_film_the_same(
    stored: Movie, incoming: Sequence[Movie], to: dict[int, int], displaced: set[int]
) -> None:
    moves = find_moves([stored], {movie.movie_id: movie for movie in incoming})
    assert (dict(moves.to), set(moves.displaced)) == (to, displaced)


def test_films_join_with_a_later_data_set_or_by_name_but_not_with_the_first(
    stocked: UnitOfWorkFactory, engine: Engine
) -> None:
    with stocked() as work:
        assert work.movies.joined_last(9) == []
        added = work.movies.add("Dune: Part Two", 2024, ("Drama",), DUNE, at(5)).movie_id
        work.commit()
    brought = [Movie(9, "Older", 1990), Movie(8, "Younger", 2025), Movie(7, "Of no year")]
    load_rows(engine, SOME, (*MOVIES, *brought), now=at(9))
    with stocked() as work:
        assert work.movies.joined_last(9) == [8, 9, 7, added]
        assert work.movies.joined_last(2) == [8, 9]
    load_rows(engine, [(2, 1, 3.0, 0)], (*MOVIES, *brought), now=at(20))
    with stocked() as work:
        assert work.movies.joined_last(9) == [8, 9, 7, added]  # what was there has not joined again
