"""When to retrain."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.runtime.cron import cron_trigger, next_run, was_missed
from bot.runtime.cron_schedule import CronSchedule, parse_cron

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


def runs(expression: str, zone: str, begin: str, days: int) -> list[str]:
    """List when an expression is due in the days after a local moment, in local time with its offset."""
    timezone = ZoneInfo(zone)
    moment = datetime.fromisoformat(begin).replace(tzinfo=timezone)
    end = moment + timedelta(days=days)
    found = []
    trigger = cron_trigger(expression, timezone)
    while (following := next_run(trigger, moment)) is not None and following < end:
        found.append(f"{following:%d %H:%M%z}")
        moment = following
    return found


def test_no_day_is_skipped_when_clocks_are_put_forward() -> None:
    found = runs("0 0 * * *", "US/Pacific", "2027-03-12T12:00", 4)
    assert found == ["13 00:00-0800", "14 00:00-0800", "15 00:00-0700", "16 00:00-0700"]


def test_a_night_without_its_hour_is_made_up_for_when_clocks_have_jumped() -> None:
    found = runs("30 2 * * *", "Europe/Berlin", "2027-03-27T00:00", 3)
    assert found == ["27 02:30+0100", "28 03:00+0200", "29 02:30+0200"]


def test_a_midnight_that_is_skipped_is_made_up_for() -> None:
    found = runs("0 0 * * *", "America/Sao_Paulo", "2018-11-02T12:00", 3)
    assert found == ["03 00:00-0300", "04 01:00-0200", "05 00:00-0200"]


def test_an_hour_that_comes_twice_counts_once() -> None:
    found = runs("30 2 * * *", "Europe/Berlin", "2027-10-30T00:00", 3)
    assert found == ["30 02:30+0200", "31 02:30+0200", "01 02:30+0100"]


def test_of_every_hour_each_that_passes_counts() -> None:
    found = runs("30 * * * *", "Europe/Berlin", "2027-10-31T01:00", 1)
    assert found[:4] == ["31 01:30+0200", "31 02:30+0200", "31 02:30+0100", "31 03:30+0100"]
    found = runs("30 * * * *", "Europe/Berlin", "2027-03-28T01:00", 1)
    assert found[:2] == ["28 01:30+0100", "28 03:30+0200"]


def test_a_day_of_the_month_and_a_weekday_are_either_or_as_in_cron() -> None:
    found = runs("0 4 13 * fri", "UTC", "2026-11-09T00:00", 12)
    assert found == ["13 04:00+0000", "20 04:00+0000"]
    found = runs("0 4 10 * fri", "UTC", "2026-11-09T00:00", 7)
    assert found == ["10 04:00+0000", "13 04:00+0000"]
    found = runs("0 4 */2 * fri", "UTC", "2026-11-01T00:00", 20)
    assert found == ["13 04:00+0000"]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("@daily", "0 0 * * *"),
        ("@Weekly", "0 0 * * sun"),
        ("@monthly", "0 0 1 * *"),
        ("0 0 1 jan-mar,DEC *", "0 0 1 1,2,3,12 *"),
        ("*/20 1-5/2 * * mon-fri", "0,20,40 1,3,5 * * 1-5"),
        ("10/20 4 * * *", "10,30,50 4 * * *"),
        ("0 4 * * */7", "0 4 * * 0"),
    ],
)
def test_names_ranges_steps_and_short_forms_mean_what_they_say(short: str, long: str) -> None:
    assert replace(parse_cron(short), either_day=False) == replace(parse_cron(long), either_day=False)


@pytest.mark.parametrize("wrong", ["0 4 last * *", "0 4 * * 2nd", "*/0 4 * * *", "60 4 * * *", "٣ 4 * * *"])
def test_what_cron_does_not_know_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"is no (minute|day|weekday)"):
        parse_cron(wrong)


TURNS = [
    ("US/Pacific", "2027-03-14T00:00"),
    ("US/Pacific", "2027-11-07T00:00"),
    ("Europe/Berlin", "2027-03-28T00:00"),
    ("Europe/Berlin", "2027-10-31T00:00"),
    ("America/Sao_Paulo", "2018-11-04T00:00"),
    ("America/Sao_Paulo", "2018-02-18T00:00"),
    ("America/St_Johns", "2010-11-07T00:00"),
    ("Australia/Lord_Howe", "2027-04-04T00:00"),
    ("Australia/Lord_Howe", "2027-10-03T00:00"),
    ("Pacific/Apia", "2011-12-30T00:00"),
    ("Asia/Kathmandu", "2026-11-26T00:00"),
]


def walk(schedule: CronSchedule, moment: datetime, timezone: ZoneInfo, minutes: int) -> datetime | None:
    """Look at the clock every minute, as cron itself does: the slow twin."""

    def fits(wall: datetime) -> bool:
        on_time = wall.hour in schedule.hours and wall.minute in schedule.minutes
        return on_time and schedule.has_day(wall.date())

    before = moment.astimezone(timezone)
    for _ in range(minutes):
        now = (before.astimezone(UTC) + timedelta(minutes=1)).astimezone(timezone)
        wall, last = now.replace(tzinfo=None, fold=0), before.replace(tzinfo=None, fold=0)
        skipped = max(int((wall - last) / timedelta(minutes=1)) - 1, 0)
        if len(schedule.hours) == 24:
            if fits(wall):
                return now
        elif (fits(wall) and now.fold == 0) or any(
            fits(last + timedelta(minutes=n)) for n in range(1, skipped + 1)
        ):
            return now
        before = now
    return None


def field(lowest: int, highest: int) -> st.SearchStrategy[str]:
    number = st.integers(lowest, highest)
    ranges = st.tuples(number, number).map(lambda pair: f"{min(pair)}-{max(pair)}")
    return st.one_of(
        st.just("*"),
        st.integers(2, 30).map(lambda n: f"*/{n}"),
        st.lists(number.map(str) | ranges, min_size=1, max_size=3).map(",".join),
    )


@given(
    fields=st.tuples(
        field(0, 59),
        st.sampled_from(["*", "0", "1", "2", "3", "23"]) | field(0, 23),
        st.just("*") | field(1, 31),
        st.just("*") | field(0, 7),
    ),
    turn=st.sampled_from(TURNS),
    hours_before=st.integers(0, 30),
)
@settings(max_examples=60)
def test_the_next_moment_is_the_one_that_a_walk_minute_by_minute_finds(
    fields: tuple[str, str, str, str], turn: tuple[str, str], hours_before: int
) -> None:
    minute, hour, day, weekday = fields
    zone, begin = turn
    schedule = parse_cron(f"{minute} {hour} {day} * {weekday}")
    timezone = ZoneInfo(zone)
    moment = datetime.fromisoformat(begin).replace(tzinfo=timezone).astimezone(UTC) - timedelta(
        hours=hours_before
    )
    minutes = 3 * 24 * 60
    found, expected = schedule.next_after(moment, timezone), walk(schedule, moment, timezone, minutes)
    assert found is not None
    if expected is None:
        assert found > moment + timedelta(minutes=minutes)
    else:
        assert found == expected
