"""When OMDb is left alone."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.omdb.pause import OUTAGE, OmdbPause
from bot.services.details import Found, Missed, Outcome
from bot.services.views import FilmDetails

FOUND = Found(FilmDetails())


@pytest.fixture
def pause(clock):
    return OmdbPause(clock)


def heed(pause, *reasons):
    for reason in reasons:
        pause.heed(FOUND if reason is Outcome.FOUND else Missed(reason))


def test_there_is_no_pause_at_first_and_none_after_good_answers(pause):
    assert not pause.is_on()
    heed(pause, Outcome.FOUND, Outcome.NOT_FOUND, Outcome.INVALID_JSON)
    assert not pause.is_on()


@pytest.mark.parametrize("reason", [Outcome.NO_API_KEY, Outcome.INVALID_API_KEY])
def test_a_refused_key_is_tried_again_after_an_hour(pause, clock, reason):
    heed(pause, reason)
    clock.now += timedelta(minutes=59)
    assert pause.is_on()
    clock.now += timedelta(minutes=1)
    assert not pause.is_on()


@pytest.mark.parametrize(
    "reason", [Outcome.REQUEST_LIMIT_REACHED, Outcome.DAILY_REQUEST_LIMIT_REACHED, Outcome.QUOTA_SPENT]
)
def test_a_spent_quota_lasts_until_the_next_day_utc(pause, clock, reason):
    clock.now = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)
    heed(pause, reason)
    clock.now = datetime(2026, 12, 31, 23, 59, 57, tzinfo=UTC)
    assert pause.is_on()
    clock.now = datetime(2027, 1, 1, 0, 0, tzinfo=UTC)
    assert not pause.is_on()


@pytest.mark.parametrize("reason", sorted(OUTAGE))
def test_three_failures_in_a_row_are_an_outage(pause, clock, reason):
    heed(pause, reason, reason)
    assert not pause.is_on()
    heed(pause, reason)
    assert pause.is_on()
    clock.now += timedelta(minutes=1)
    assert not pause.is_on()


def test_after_an_outage_one_more_failure_is_enough(pause, clock):
    heed(pause, *[Outcome.SERVER_ERROR] * 3)
    clock.now += timedelta(minutes=1)
    heed(pause, Outcome.TIMED_OUT)
    assert pause.is_on()


def test_any_answer_of_omdb_ends_a_row_of_failures(pause):
    for answer in (Outcome.FOUND, Outcome.NOT_FOUND, Outcome.SOMETHING_WENT_WRONG):
        heed(pause, Outcome.TIMED_OUT, Outcome.TIMED_OUT, answer)
        assert not pause.is_on()


def test_a_request_that_was_not_sent_tells_nothing_about_an_outage(pause, clock):
    heed(pause, Outcome.TIMED_OUT, Outcome.TIMED_OUT, Outcome.QUOTA_SPENT)
    clock.now += timedelta(days=1)
    assert not pause.is_on()
    heed(pause, Outcome.TIMED_OUT)
    assert pause.is_on()
