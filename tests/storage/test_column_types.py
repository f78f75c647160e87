"""Times and genres come out of both databases as they went in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from storage.tables.catalogue import movies
from storage.tables.people import chat_users
from storage.tables.running import error_log
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import NOON

# One engine for all examples: every example rolls back.
on_one_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
moments = st.datetimes(
    datetime(1900, 1, 1),  # noqa: DTZ001  # the strategy adds the zone
    datetime(2999, 12, 31),  # noqa: DTZ001
    timezones=st.builds(
        timezone, st.integers(-23 * 60, 23 * 60).map(lambda minutes: timedelta(minutes=minutes))
    ),
)


@on_one_database
@given(moments)
def test_a_moment_keeps_its_microsecond_and_comes_back_in_utc(engine: Engine, moment: datetime) -> None:
    with engine.connect() as connection:
        connection.execute(sa.insert(error_log).values(kind="", summary="", happened_at=moment))
        stored = connection.execute(sa.select(error_log.c.happened_at)).scalar_one()
    assert stored == moment
    assert stored.tzinfo is UTC


@on_one_database
@given(moments, moments)
def test_the_database_orders_moments_as_time_does(engine: Engine, one: datetime, other: datetime) -> None:
    with engine.connect() as connection:
        connection.execute(sa.insert(error_log).values(kind="", summary="", happened_at=one))
        is_before = connection.execute(sa.select(error_log.c.happened_at < other)).scalar_one()
    assert bool(is_before) == (one < other)


def test_a_time_without_a_zone_is_refused(unit_of_work: UnitOfWorkFactory) -> None:
    with pytest.raises(sa.exc.StatementError, match="without a zone"), unit_of_work() as work:
        work.errors.record("kind", "summary", NOON.replace(tzinfo=None))


@on_one_database
@given(st.lists(st.text(st.characters(exclude_characters="|\0", codec="utf-8"), min_size=1)).map(tuple))
def test_genres_keep_their_order(engine: Engine, genres: tuple[str, ...]) -> None:
    with engine.connect() as connection:
        connection.execute(sa.insert(movies).values(movie_id=1, title="T", genres=genres))
        assert connection.execute(sa.select(movies.c.genres)).scalar_one() == genres


def test_no_time_is_no_time(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(
            sa.insert(chat_users).values(
                chat_user_id=1, first_name="", boldness=0, created_at=NOON, last_seen_at=NOON
            )
        )
        assert connection.execute(sa.select(chat_users.c.blocked_at)).scalar_one() is None
