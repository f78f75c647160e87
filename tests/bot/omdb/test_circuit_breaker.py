"""When OMDb is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.omdb.circuit_breaker import OUTAGE, CircuitBreaker
from bot.omdb.details_cache import Found, Missed, Outcome
from bot.services.views import FilmDetails

FOUND = Found(FilmDetails())


@pytest.fixture
def breaker(clock):
    return CircuitBreaker(clock)


def record(breaker, *reasons):
    for reason in reasons:
        breaker.record(FOUND if reason is Outcome.FOUND else Missed(reason))


def test_there_is_no_pause_at_first_and_none_after_good_answers(breaker):
    assert not breaker.is_open()
    record(breaker, Outcome.FOUND, Outcome.NOT_FOUND, Outcome.INVALID_JSON)
    assert not breaker.is_open()


@pytest.mark.parametrize("reason", [Outcome.NO_API_KEY, Outcome.INVALID_API_KEY])
def test_a_refused_key_is_tried_again_after_an_hour(breaker, clock, reason):
    record(breaker, reason)
    clock.now += timedelta(minutes=59)
    assert breaker.is_open()
    clock.now += timedelta(minutes=1)
    assert not breaker.is_open()


@pytest.mark.parametrize(
    "reason", [Outcome.REQUEST_LIMIT_REACHED, Outcome.DAILY_REQUEST_LIMIT_REACHED, Outcome.QUOTA_SPENT]
)
def test_a_spent_quota_lasts_until_the_next_day_utc(breaker, clock, reason):
    clock.now = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)
    record(breaker, reason)
    clock.now = datetime(2026, 12, 31, 23, 59, 57, tzinfo=UTC)
    assert breaker.is_open()
    clock.now = datetime(2027, 1, 1, 0, 0, tzinfo=UTC)
    assert not breaker.is_open()


@pytest.mark.parametrize("reason", sorted(OUTAGE))
def test_three_failures_in_a_row_are_an_outage(breaker, clock, reason):
    record(breaker, reason, reason)
    assert not breaker.is_open()
    record(breaker, reason)
    assert breaker.is_open()
    clock.now += timedelta(minutes=1)
    assert not breaker.is_open()


def test_after_an_outage_one_more_failure_is_enough(breaker, clock):
    record(breaker, *[Outcome.SERVER_ERROR] * 3)
    clock.now += timedelta(minutes=1)
    record(breaker, Outcome.TIMED_OUT)
    assert breaker.is_open()


def test_any_answer_of_omdb_ends_a_row_of_failures(breaker):
    for answer in (Outcome.FOUND, Outcome.NOT_FOUND, Outcome.SOMETHING_WENT_WRONG):
        record(breaker, Outcome.TIMED_OUT, Outcome.TIMED_OUT, answer)
        assert not breaker.is_open()


def test_a_request_that_was_not_sent_tells_nothing_about_an_outage(breaker, clock):
    record(breaker, Outcome.TIMED_OUT, Outcome.TIMED_OUT, Outcome.QUOTA_SPENT)
    clock.now += timedelta(days=1)
    assert not breaker.is_open()
    record(breaker, Outcome.TIMED_OUT)
    assert breaker.is_open()
