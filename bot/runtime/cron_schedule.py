"""Cron expressions: parsed, and the next moment after another in a time zone, daylight saving included.

A fixed hour comes once a day: a time that the clocks skip is made up for as soon as they have jumped, a time
that they repeat counts the first time only. With every hour (`*`), each hour that really passes counts.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
ALIASES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
CALENDAR_CYCLE_YEARS = 400  # after which dates fall on the same weekdays again

_PART = re.compile(r"(?:\*|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>[0-9]{1,2}))?", re.ASCII)
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class CronSchedule:
    """Which minutes, hours, days, months and weekdays (Sunday is 0) a cron expression names."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool  # days and weekdays are both restricted: cron then takes either

    def next_after(self, moment: datetime, timezone: tzinfo) -> datetime | None:
        """Return the first moment of the schedule after an aware one; None when its day never comes."""
        first_day = moment.astimezone(timezone).date() - _DAY
        for day in self._days_from(first_day):
            if found := self._moments_after(moment, day, timezone):
                # Clocks put back past midnight let a day's last moments come after the next day's first.
                following = day + _DAY
                found += self._moments_after(moment, following, timezone) if self.has_day(following) else []
                return min(found).astimezone(timezone)
        return None

    def has_day(self, day: date) -> bool:
        """Return whether the schedule has moments on a date."""
        fits_day, fits_weekday = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        fits = fits_day or fits_weekday if self.either_day else fits_day and fits_weekday
        return fits and day.month in self.months

    def _days_from(self, first: date) -> Iterator[date]:
        last_year = min(first.year + CALENDAR_CYCLE_YEARS, date.max.year - 1)
        for year in range(first.year, last_year + 1):
            for month in sorted(self.months):
                for number in range(1, calendar.monthrange(year, month)[1] + 1):
                    day = date(year, month, number)
                    if day >= first and self.has_day(day):
                        yield day

    def _moments_after(self, moment: datetime, day: date, timezone: tzinfo) -> list[datetime]:
        """Return the moments of a day, in UTC, that come after another."""
        walls = (time(hour, minute) for hour in sorted(self.hours) for minute in sorted(self.minutes))
        resolve = _every_occurrence if len(self.hours) == 24 else _one_occurrence
        found = (each for wall in walls for each in resolve(datetime.combine(day, wall), timezone))
        return [each for each in found if each > moment]


def parse_cron(expression: str) -> CronSchedule:
    """Return the schedule of a cron expression; ValueError says what is wrong with it."""
    fields = ALIASES.get(expression.strip().lower(), expression).split()
    if len(fields) != 5:
        raise ValueError(f"expected 5 fields (minute hour day month weekday), found {len(fields)}")
    minute, hour, day, month, weekday = fields
    schedule = CronSchedule(
        minutes=_numbers("minute", minute, 0, 59),
        hours=_numbers("hour", hour, 0, 23),
        days=_numbers("day", day, 1, 31),
        months=_numbers("month", month, 1, 12, MONTHS),
        weekdays=frozenset(number % 7 for number in _numbers("weekday", weekday, 0, 7, WEEKDAYS)),
        either_day=not day.startswith("*") and not weekday.startswith("*"),
    )
    if schedule.next_after(datetime(2024, 1, 1, tzinfo=UTC), UTC) is None:
        raise ValueError(f"{expression!r} names a day that never comes")
    return schedule


def _numbers(name: str, field: str, lowest: int, highest: int, words: Sequence[str] = ()) -> frozenset[int]:
    """Return the numbers of a field, a list of numbers, names, ranges, `*` and steps."""
    found: set[int] = set()
    for part in field.lower().split(","):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(f"{part!r} is no {name}")
        first, last = lowest, highest - (name == "weekday")
        if match["first"]:
            first = _number(name, match["first"], lowest, words)
            last = _number(name, match["last"], lowest, words) if match["last"] else first
            if match["step"] and not match["last"]:
                last = highest
        step = int(match["step"] or 1)
        if not lowest <= first <= last <= highest or step == 0:
            raise ValueError(f"{part!r} is no {name}: they go from {lowest} to {highest}, forwards")
        found.update(range(first, last + 1, step))
    return frozenset(found)


def _number(name: str, word: str, lowest: int, words: Sequence[str]) -> int:
    if word in words:
        return words.index(word) + lowest
    if not word.isdigit() or len(word) > 2:
        raise ValueError(f"{word!r} is no {name}")
    return int(word)


def _every_occurrence(wall: datetime, timezone: tzinfo) -> list[datetime]:
    """Return when clocks show this time: never when they skip it, twice when they repeat it."""
    both = {wall.replace(tzinfo=timezone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(each for each in both if _wall(each, timezone) == wall)


def _one_occurrence(wall: datetime, timezone: tzinfo) -> list[datetime]:
    """Return when clocks show this time first, or the first minute after they skipped it."""
    while not (found := _every_occurrence(wall, timezone)):
        wall += _MINUTE
    return found[:1]


def _wall(moment: datetime, timezone: tzinfo) -> datetime:
    return moment.astimezone(timezone).replace(tzinfo=None, fold=0)
