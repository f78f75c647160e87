"""When to retrain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.runtime.cron import cron_trigger, next_run, was_missed

SUNDAY = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


def test_the_nightly_run_comes_at_the_hour_of_the_named_time_zone() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    moment = next_run(cron_trigger("0 4 * * *", berlin), SUNDAY)
    assert moment == datetime(2026, 11, 23, 4, 0, tzinfo=berlin)


@pytest.mark.parametrize(
    ("weekday", "expected_days"),
    [
        ("0", {"Sun"}),
        ("7", {"Sun"}),
        ("1", {"Mon"}),
        ("1-5", {"Mon", "Tue", "Wed", "Thu", "Fri"}),
        ("5-7", {"Fri", "Sat", "Sun"}),
        ("*/2", {"Sun", "Tue", "Thu", "Sat"}),
        ("0,3", {"Sun", "Wed"}),
        ("mon-wed", {"Mon", "Tue", "Wed"}),
    ],
)
def test_weekdays_are_counted_as_cron_counts_them(weekday: str, expected_days: set[str]) -> None:
    trigger = cron_trigger(f"0 4 * * {weekday}", UTC)
    days = set()
    moment = SUNDAY
    for _ in range(7):
        found = next_run(trigger, moment)
        assert found is not None
        days.add(f"{found:%a}")
        moment = found + timedelta(minutes=1)
    assert days == expected_days


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "nightly",
        "0 4 * *",
        "0 25 * * *",
        "0 4 * * 8",
        "0 4 * * 5-1",
        "0 4 31 2 *",
        "0 4 * * 1-",
        "x 4 * * *",
    ],
)
def test_a_mistyped_expression_is_refused(expression: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the parser's own message is shown, whichever it is
        cron_trigger(expression, UTC)


@given(st.text(alphabet="0123456789*/-, monx", max_size=20))
def test_any_text_is_either_a_trigger_or_a_value_error(text: str) -> None:
    try:
        trigger = cron_trigger(text, UTC)
    except ValueError:
        return
    assert next_run(trigger, SUNDAY) is not None


def test_a_run_is_missed_when_it_was_due_after_the_last_attempt() -> None:
    nightly = cron_trigger("0 4 * * *", UTC)
    assert was_missed(nightly, SUNDAY - timedelta(days=2), SUNDAY)
    assert not was_missed(nightly, SUNDAY - timedelta(hours=2), SUNDAY)


def test_a_database_without_any_attempt_has_missed_its_run() -> None:
    assert was_missed(cron_trigger("0 4 * * *", UTC), None, SUNDAY)


def test_a_clock_that_jumped_back_makes_no_missed_run() -> None:
    assert not was_missed(cron_trigger("0 4 * * *", UTC), SUNDAY + timedelta(days=3), SUNDAY)
