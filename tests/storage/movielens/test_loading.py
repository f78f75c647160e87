"""Loading a data set: all of it or nothing, and nothing when it is already there."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from storage.errors import DatabaseUnavailable, LoadFailed, LoadRefused
from storage.movielens import incoming_ratings, loaded_ratings, rating_writing
from storage.movielens.loading import LoadOutcome, load
from storage.records.catalogue import Movie
from storage.tables import metadata
from storage.tables.catalogue import movielens_ratings, movies
from storage.unit_of_work import UnitOfWorkFactory, unit_of_work_factory
from tests.storage.conftest import ANNA, MOVIES, NOON, load_stock
from tests.support.waiting import PATIENCE_SECONDS

Row = tuple[int, int, float, int]  # user, movie, stars, unix seconds

ROWS: list[Row] = [(10, 1, 4.0, 1_000_000_000), (10, 2, 0.5, 1_000_000_001), (11, 1, 5.0, 1_000_000_002)]


def load_rows(
    engine: Engine, rows: Sequence[Row], catalogue: Sequence[Movie] = MOVIES, **options: Any
) -> LoadOutcome:
    """Load ratings written as rows, however few."""
    options.setdefault("force", True)
    users, movie_ids, stars, rated_at = zip(*rows, strict=True) if rows else ((), (), (), ())
    return load(
        engine,
        catalogue,
        np.array(users, np.int64),
        np.array(movie_ids, np.int64),
        np.array(stars, np.float64),
        np.array(rated_at, np.int64),
        **options,
    )


def snapshot(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for name, table in metadata.tables.items()
        }


def stored_rows(engine: Engine) -> list[Row]:
    """Return the MovieLens ratings, as rows."""
    columns = movielens_ratings.c
    statement = sa.select(columns.movielens_user_id, columns.movie_id, columns.stars, columns.rated_at)
    with engine.connect() as connection:
        rows = connection.execute(statement.order_by(columns.movielens_user_id, columns.movie_id))
        return [(user, movie, stars, int(at.timestamp())) for user, movie, stars, at in rows]


def end_other_connections(engine: Engine) -> None:
    """Cut every connection to the database but this one."""
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def waits_for_turn(engine: Engine) -> bool:
    """Return whether somebody waits for the lock of loading."""
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with engine.connect() as connection:
        return bool(connection.execute(sa.text(waiting)).scalar_one())


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaded_ratings, "ROWS_A_PIECE", 2)
    monkeypatch.setattr(incoming_ratings, "ROWS_A_BLOCK", 4)


def test_everything_is_there_afterwards(engine: Engine) -> None:
    outcome = load_rows(engine, ROWS, name="stock")
    assert stored_rows(engine) == ROWS
    assert outcome.has_changed
    assert (outcome.data_set.rating_count, outcome.data_set.user_count, outcome.data_set.movie_count) == (
        3, 2, 5,
    )  # fmt: skip
    with unit_of_work_factory(engine)() as work:
        assert list(work.movies.all()) == list(MOVIES)


def test_loading_twice_changes_nothing(engine: Engine) -> None:
    load_rows(engine, ROWS)
    before = snapshot(engine)
    assert not load_rows(engine, ROWS).has_changed
    assert snapshot(engine) == before


def test_the_order_of_ratings_and_movies_is_no_difference(engine: Engine) -> None:
    load_rows(engine, ROWS)
    assert not load_rows(engine, ROWS[::-1], MOVIES[::-1]).has_changed


@pytest.mark.parametrize(
    ("rows", "catalogue"),
    [
        ([*ROWS, (12, 1, 3.0, 1)], MOVIES),
        ([(10, 1, 4.5, 1_000_000_000), *ROWS[1:]], MOVIES),
        ([(10, 1, 4.0, 1_000_000_009), *ROWS[1:]], MOVIES),
        (ROWS, (*MOVIES[:4], replace(MOVIES[4], title="Titled"))),
        (ROWS, MOVIES[:4]),
    ],
    ids=["one more", "other stars", "another time", "another title", "one movie less"],
)
def test_any_difference_is_another_data_set_and_replaces_the_first(
    engine: Engine, rows: list[Row], catalogue: Sequence[Movie]
) -> None:
    load_rows(engine, ROWS)
    assert load_rows(engine, rows, catalogue).has_changed
    assert stored_rows(engine) == sorted(rows)
    with unit_of_work_factory(engine)() as work:
        assert list(work.movies.all()) == list(catalogue)
        assert work.movielens_ratings.count() == len(rows)


def test_of_two_ratings_of_one_film_by_one_person_the_last_wins(engine: Engine) -> None:
    load_rows(engine, [(10, 1, 1.0, 5), *ROWS[1:], (10, 1, 2.0, 4)])
    assert stored_rows(engine)[0] == (10, 1, 2.0, 4)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2**31 - 1) | st.integers(1, 3),
            st.sampled_from([movie.movie_id for movie in MOVIES]),
            st.integers(1, 10).map(lambda half: half / 2),
            st.integers(0, 2**31),
        ),
        max_size=7,
    )
)
def test_whatever_is_loaded_comes_out_again(engine: Engine, rows: list[Row]) -> None:
    load_rows(engine, rows)
    last = {(user, movie): (user, movie, stars, at) for user, movie, stars, at in rows}
    assert stored_rows(engine) == sorted(last.values())
    with unit_of_work_factory(engine)() as work:
        arrays = work.movielens_ratings.as_arrays()
        statistics = work.movies.statistics()
    assert sorted(zip(arrays.user_ids, arrays.movie_ids, arrays.stars, strict=True)) == [
        row[:3] for row in sorted(last.values())
    ]
    for movie_id, count, star_sum in zip(*vars(statistics).values(), strict=True):
        stars = [row[2] for row in last.values() if row[1] == movie_id]
        assert (count, star_sum) == (len(stars), sum(stars))


def test_chat_ratings_and_their_movies_survive_another_data_set(
    stocked: UnitOfWorkFactory, engine: Engine
) -> None:
    with stocked() as work:
        work.chat_ratings.rate(ANNA, 2, 4.5, NOON)
        work.dismissals.add(ANNA, 3, "not_interested", NOON)
        work.impressions.record(ANNA, 4, NOON)
        work.commit()
    load_rows(engine, [(1, 1, 3.0, 0)], MOVIES[:1])
    with stocked() as work:
        assert work.chat_ratings.of(ANNA) == {2: 4.5}
        assert work.dismissals.of(ANNA) == {3: "not_interested"}
        assert [movie.movie_id for movie in work.movies.all()] == [
            1,
            2,
            3,
        ]  # rated, passed over; 4 and 5 went
        assert work.movies.statistics().counts.tolist() == [1, 1, 0]  # MovieLens no longer speaks of 2


def test_links_to_users_of_the_last_data_set_go(stocked: UnitOfWorkFactory, engine: Engine) -> None:
    with stocked() as work:
        work.chat_users.link(ANNA, 10)
        work.commit()
    assert load_rows(engine, ROWS, name="again").links_dropped == 0
    assert load_rows(engine, ROWS[1:]).links_dropped == 1
    with stocked() as work:
        anna = work.chat_users.get(ANNA)
        assert anna is not None
        assert anna.movielens_user_id is None


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([(10, 99, 4.0, 0)], "movie 99 by user 10 is of an unknown movie"),
        ([(10, 1, 0.0, 0)], "stars"),
        ([(10, 1, 3.3, 0)], "stars"),
        ([(10, 1, float("nan"), 0)], "stars"),
        ([(10, 1, float("inf"), 0)], "stars"),
        ([(-1, 1, 4.0, 0)], "impossible user or movie id"),
        ([(2**31, 1, 4.0, 0)], "impossible user or movie id"),
    ],
)
def test_a_faulty_rating_is_named_and_nothing_changes(engine: Engine, rows: list[Row], reason: str) -> None:
    load_stock(engine)
    before = snapshot(engine)
    with pytest.raises(LoadFailed, match=reason):
        load_rows(engine, [*ROWS, *rows])
    assert snapshot(engine) == before


@pytest.mark.parametrize(
    "movie",
    [
        Movie(-1, "T"),
        Movie(2**31, "T"),
        Movie(6, ""),
        Movie(6, "a\0b"),
        Movie(6, "T", imdb_id="t" * 99),
        Movie(6, "T", 40_000),
    ],
    ids=["negative", "too large", "no title", "zero byte", "long IMDb id", "late year"],
)
def test_a_faulty_movie_is_named_and_nothing_changes(engine: Engine, movie: Movie) -> None:
    load_stock(engine)
    before = snapshot(engine)
    with pytest.raises(LoadFailed):
        load_rows(engine, ROWS, [*MOVIES, movie])
    assert snapshot(engine) == before


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, RuntimeError])
@pytest.mark.parametrize("when", [0, 2, 4])
def test_an_interrupted_load_leaves_the_database_as_it_was(
    engine: Engine, interruption: type[BaseException], when: int
) -> None:
    load_stock(engine)
    before = snapshot(engine)

    def interrupt(done: int, of: int) -> None:
        if done >= when:
            raise interruption

    with pytest.raises(interruption):
        load_rows(engine, [(user, 1, 1.0, 0) for user in range(5)], MOVIES[:1], on_progress=interrupt)
    assert snapshot(engine) == before
    load_rows(engine, [(user, 1, 1.0, 0) for user in range(5)], MOVIES[:1])
    assert len(stored_rows(engine)) == 5


FIVE: list[Row] = [(user, 1, 1.0, 0) for user in range(10, 15)]  # a block of four, and one more


def interrupted_behind(engine: Engine, rows: list[Row], count: int) -> None:
    """Load these rows, and stop as soon as so many are written."""

    def interrupt(done: int, of: int) -> None:
        if done > count:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_rows(engine, rows, on_progress=interrupt)


def has_incoming(engine: Engine) -> bool:
    """Return whether a load left ratings beside those that people are served from."""
    return sa.inspect(engine).has_table(incoming_ratings.TABLE)


def test_an_interrupted_load_goes_on_behind_the_last_whole_block(postgresql_engine: Engine) -> None:
    interrupted_behind(postgresql_engine, FIVE, 4)
    heard: list[tuple[int, int]] = []
    load_rows(postgresql_engine, FIVE, on_progress=lambda done, of: heard.append((done, of)))
    assert heard == [(4, 5), (5, 5)]
    assert stored_rows(postgresql_engine) == FIVE
    assert not has_incoming(postgresql_engine)


def test_a_load_that_was_cut_off_goes_on_as_well(postgresql_engine: Engine) -> None:
    def cut(done: int, of: int) -> None:
        if done > 4:
            end_other_connections(postgresql_engine)

    with pytest.raises(DatabaseUnavailable):
        load_rows(postgresql_engine, [*FIVE, (15, 1, 1.0, 0)], on_progress=cut)
    heard: list[int] = []
    load_rows(postgresql_engine, [*FIVE, (15, 1, 1.0, 0)], on_progress=lambda done, of: heard.append(done))
    assert heard == [4, 6]
    assert len(stored_rows(postgresql_engine)) == 6


def test_what_an_interrupted_load_left_is_not_taken_for_another_data_set(postgresql_engine: Engine) -> None:
    interrupted_behind(postgresql_engine, FIVE, 4)
    others = [(user, 2, 5.0, 0) for user in range(20, 26)]
    load_rows(postgresql_engine, others)
    assert stored_rows(postgresql_engine) == others
    load_rows(postgresql_engine, FIVE)
    assert stored_rows(postgresql_engine) == FIVE


def test_loading_what_is_there_drops_what_another_load_left(postgresql_engine: Engine) -> None:
    load_rows(postgresql_engine, ROWS)
    interrupted_behind(postgresql_engine, FIVE, 4)
    assert has_incoming(postgresql_engine)
    assert not load_rows(postgresql_engine, ROWS).has_changed
    assert not has_incoming(postgresql_engine)


def test_a_refusal_behind_the_copying_leaves_nothing_either(
    postgresql_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_rows(postgresql_engine, ROWS)
    refused = "DO $$ BEGIN RAISE disk_full; END $$"
    with monkeypatch.context() as patched:
        patched.setattr(rating_writing, "_AFTER_SWAP", (refused,))
        with pytest.raises(DatabaseUnavailable):
            load_rows(postgresql_engine, FIVE)
    assert not has_incoming(postgresql_engine)
    assert stored_rows(postgresql_engine) == ROWS


@pytest.fixture
def few_users_engine(postgresql_engine: Engine) -> Iterator[Engine]:
    """Give a database that refuses ratings of users from 14 on."""
    with postgresql_engine.begin() as connection:
        check = "CONSTRAINT few_users CHECK (movielens_user_id < 14)"
        connection.exec_driver_sql(f"ALTER TABLE movielens_ratings ADD {check}")
    yield postgresql_engine
    with postgresql_engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE movielens_ratings DROP CONSTRAINT few_users")


def test_what_the_database_refuses_leaves_nothing_that_takes_room(few_users_engine: Engine) -> None:
    load_rows(few_users_engine, ROWS[:1])
    with pytest.raises(LoadFailed, match="refuses the data set"):
        load_rows(few_users_engine, FIVE)
    assert not has_incoming(few_users_engine)
    assert stored_rows(few_users_engine) == ROWS[:1]


def test_a_refused_load_takes_nothing_from_one_that_waited_for_it(few_users_engine: Engine) -> None:
    others = [(user, 2, 5.0, 0) for user in range(4)]
    is_copying, is_refused = threading.Event(), threading.Event()

    def copy_until_the_first_is_refused(done: int, of: int) -> None:
        is_copying.set()
        is_refused.wait(PATIENCE_SECONDS)

    def load_others() -> None:
        load_rows(few_users_engine, others, on_progress=copy_until_the_first_is_refused)

    waiting = threading.Thread(target=load_others)

    def let_the_other_wait(done: int, of: int) -> None:
        if not waiting.is_alive():
            waiting.start()
            while not waits_for_turn(few_users_engine):
                time.sleep(0.01)

    def drop_late(*execution: Any) -> None:
        is_refusal = execution[2].startswith("DROP") and threading.current_thread() is not waiting
        if is_refusal and waiting.is_alive():
            is_copying.wait(PATIENCE_SECONDS)

    sa.event.listen(few_users_engine, "before_cursor_execute", drop_late)
    with pytest.raises(LoadFailed, match="refuses the data set"):
        load_rows(few_users_engine, FIVE, on_progress=let_the_other_wait)
    is_refused.set()
    waiting.join(PATIENCE_SECONDS)
    sa.event.remove(few_users_engine, "before_cursor_execute", drop_late)
    assert stored_rows(few_users_engine) == others


def test_progress_counts_up_to_the_number_of_ratings(engine: Engine) -> None:
    heard: list[tuple[int, int]] = []
    load_rows(engine, ROWS, on_progress=lambda done, of: heard.append((done, of)))
    assert heard == [(0, 3), (2, 3), (3, 3)]


def test_the_tables_are_as_migrated_after_a_load(engine: Engine) -> None:
    load_rows(engine, ROWS)
    load_rows(engine, ROWS[1:])
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    inspector = sa.inspect(engine)
    assert inspector.get_pk_constraint("movielens_ratings")["name"] == "pk_movielens_ratings"
    assert [key["name"] for key in inspector.get_foreign_keys("movielens_ratings")] == [
        "fk_movielens_ratings_movie_id_movies"
    ]
    assert [check["name"] for check in inspector.get_check_constraints("movielens_ratings")] == [
        "ck_movielens_ratings_stars_in_halves"
    ]


def test_two_loads_at_once_take_turns(engine: Engine) -> None:
    failures: list[BaseException] = []

    def load_one() -> None:
        try:
            load_rows(engine, ROWS)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=load_one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert stored_rows(engine) == ROWS


def test_people_rate_while_postgresql_loads(
    postgresql_engine: Engine,
) -> None:
    load_stock(postgresql_engine)
    begin = unit_of_work_factory(postgresql_engine)

    def rate(done: int, of: int) -> None:
        with begin() as work:
            work.chat_users.touch(ANNA, NOON, "Anna")
            work.chat_ratings.rate(ANNA, 1, 3.0, NOON)
            assert work.movielens_ratings.of_user(10) == {1: 4.0, 2: 0.5}  # still the old ones
            work.commit()

    load_rows(postgresql_engine, [(10, 1, 1.0, 0)], on_progress=rate)
    with begin() as work:
        assert work.chat_ratings.of(ANNA) == {1: 3.0}
        assert work.movielens_ratings.of_user(10) == {1: 1.0}


def test_a_connection_cut_while_loading_leaves_the_database_as_it_was(postgresql_engine: Engine) -> None:
    load_stock(postgresql_engine)
    before = snapshot(postgresql_engine)

    def cut(done: int, of: int) -> None:
        end_other_connections(postgresql_engine)

    with pytest.raises(DatabaseUnavailable):
        load_rows(postgresql_engine, ROWS[1:], on_progress=cut)
    assert snapshot(postgresql_engine) == before


def test_an_empty_data_set_is_one_too(engine: Engine) -> None:
    load_stock(engine)
    outcome = load_rows(engine, [], [])
    assert (outcome.data_set.rating_count, outcome.data_set.user_count) == (0, 0)
    with engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(movies)).scalar_one() == 0


def test_a_data_set_that_lost_most_of_its_ratings_is_refused_unless_forced(engine: Engine) -> None:
    load_rows(engine, ROWS, name="all")
    before = snapshot(engine)
    for rows in (ROWS[:1], []):
        with pytest.raises(LoadRefused, match=rf"cut has {len(rows)} ratings, far fewer than the 3 of all"):
            load_rows(engine, rows, name="cut", force=False)
        assert snapshot(engine) == before
    assert load_rows(engine, ROWS[:2], name="cut", force=False).has_changed
    assert load_rows(engine, ROWS[:1], name="cut", force=False).has_changed
    assert load_rows(engine, [], name="cut", force=True).has_changed


def test_the_first_data_set_needs_ratings_unless_forced(engine: Engine) -> None:
    with pytest.raises(LoadRefused, match="no ratings at all"):
        load_rows(engine, [], force=False)
    assert load_rows(engine, []).has_changed
