"""When to retrain: a cron expression as a trigger, and whether a run was missed."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from apscheduler.triggers.cron import CronTrigger

_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_WEEKDAY_PART = re.compile(r"(?:\*|(?P<first>[0-7])(?:-(?P<last>[0-7]))?)(?:/(?P<step>[1-7]))?")
_ANY_MONDAY = datetime(2024, 1, 1)  # noqa: DTZ001 - made aware by the caller's own time zone


def cron_trigger(expression: str, timezone: tzinfo) -> CronTrigger:
    """Return the trigger of a cron expression; ValueError when it is mistyped or its day never comes."""
    fields = expression.split()
    if len(fields) != 5:
        raise ValueError(f"expected 5 fields (minute hour day month weekday), found {len(fields)}")
    minute, hour, day, month, weekday = fields
    trigger = CronTrigger(
        minute=minute, hour=hour, day=day, month=month, day_of_week=_weekdays(weekday), timezone=timezone
    )
    if trigger.get_next_fire_time(None, _ANY_MONDAY.replace(tzinfo=timezone)) is None:
        raise ValueError(f"{expression!r} names a day that never comes")
    return trigger


def next_run(trigger: CronTrigger, now: datetime) -> datetime | None:
    """Return when the trigger fires next after a moment."""
    moment: datetime | None = trigger.get_next_fire_time(None, now)
    return moment


def was_missed(trigger: CronTrigger, last_attempt: datetime | None, now: datetime) -> bool:
    """Say whether the trigger should have fired between the last attempt (None: there was none) and now."""
    if last_attempt is None:
        return True
    due = next_run(trigger, last_attempt)
    return due is not None and due <= now


def _weekdays(field: str) -> str:
    # cron counts from Sunday = 0, APScheduler 3 from Monday = 0: numbers are turned into names.
    if field == "*" or re.search(r"[a-z]", field, re.IGNORECASE):
        return field
    days = {day for part in field.split(",") for day in _days_of(part)}
    return ",".join(_WEEKDAYS[day] for day in sorted(days))


def _days_of(part: str) -> set[int]:
    match = _WEEKDAY_PART.fullmatch(part)
    if match is None:
        raise ValueError(
            f"{part!r} is no weekday: 0 to 7 (both Sunday), mon to sun, ranges and lists of them"
        )
    first = int(match["first"] or 0)
    last = int(match["last"] or first) if match["first"] else 6
    if last < first:
        raise ValueError(f"the weekday range {part!r} runs backwards")
    return {day % 7 for day in range(first, last + 1, int(match["step"] or 1))}
