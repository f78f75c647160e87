"""An hour of the day in other places, through every change of their clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.catalogues import Catalogues
from bot.runtime.zones import (
    PLACES,
    city_of,
    guessed_zone,
    local_time,
    next_occurrence,
    places_by_slot,
    slot_of,
    zone_of,
)

moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
hours = st.integers(0, 23)


def test_every_place_is_known_here_and_listed_once() -> None:
    assert [name for name in PLACES if zone_of(name) is None] == []
    assert len(PLACES) == len(set(PLACES))


@given(hours, st.sampled_from(PLACES), moments)
def test_the_next_time_is_ahead_at_that_hour_and_within_a_day_and_a_bit(
    hour: int, zone: str, now: datetime
) -> None:
    found = next_occurrence(hour, zone, now)
    assert timedelta(0) < found - now <= timedelta(hours=25, minutes=30)
    there = found.astimezone(ZoneInfo(zone))
    was_left_out = there.replace(hour=hour, minute=0).astimezone(UTC).astimezone(ZoneInfo(zone)).hour != hour
    assert there.hour == hour or was_left_out


@given(hours, st.sampled_from(PLACES), moments)
def test_it_comes_once_a_day_and_every_day(hour: int, zone: str, now: datetime) -> None:
    days = []
    for _ in range(4):
        now = next_occurrence(hour, zone, now)
        days.append(now.astimezone(ZoneInfo(zone)).date())
    assert [later - day for day, later in pairwise(days)] == [timedelta(days=1)] * 3


def test_when_clocks_change_the_hour_stays() -> None:
    before = datetime(2026, 3, 28, 20, tzinfo=UTC)  # clocks go forward in the night to the 29th
    assert next_occurrence(20, "Europe/Berlin", before) == datetime(2026, 3, 29, 18, tzinfo=UTC)
    assert next_occurrence(2, "Europe/Berlin", before) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    autumn = datetime(2026, 10, 24, 20, tzinfo=UTC)
    assert next_occurrence(20, "Europe/Berlin", autumn) == datetime(2026, 10, 25, 19, tzinfo=UTC)


@given(moments)
def test_every_place_is_found_by_the_time_its_clock_shows(now: datetime) -> None:
    by_slot = places_by_slot(now)
    assert sorted(name for names in by_slot.values() for name in names) == sorted(PLACES)
    for slot, names in by_slot.items():
        assert slot >= 0
        assert len({local_time(name, now).replace(tzinfo=None) for name in names}) == 1
        assert {slot_of(name, now) for name in names} == {slot}


@pytest.mark.parametrize("code", Catalogues().codes)
def test_each_language_has_a_zone_to_begin_with(code: str) -> None:
    assert guessed_zone(code) in PLACES


@pytest.mark.parametrize("name", ["", "Nowhere/Atlantis", "../etc/passwd", "/etc/passwd", "\0"])
def test_a_zone_that_is_none_counts_by_utc(name: str) -> None:
    assert zone_of(name) is None
    noon = datetime(2026, 5, 1, 12, tzinfo=UTC)
    assert next_occurrence(20, name, noon) == datetime(2026, 5, 1, 20, tzinfo=UTC)


def test_a_city_is_named_as_people_say_it() -> None:
    assert city_of("America/Los_Angeles") == "Los Angeles"
