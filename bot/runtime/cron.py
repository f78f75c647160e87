"""Triggers for the scheduler, a cron expression and an interval, and whether a run was missed."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from apscheduler.triggers.base import BaseTrigger

from bot.runtime.cron_schedule import CronSchedule, parse_cron


class CronTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler 3 has no types
    """Tells the scheduler when a cron expression is due next."""

    __slots__ = ("_schedule", "_timezone")

    def __init__(self, schedule: CronSchedule, timezone: tzinfo) -> None:
        self._schedule = schedule
        self._timezone = timezone

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """Return the first moment after the last run and after now.

        Of many runs that are due at once, when a machine slept or its clock jumped, one is left this way.
        """
        return self._schedule.next_after(max(previous_fire_time or now, now), self._timezone)


class RepeatingTrigger(BaseTrigger):  # type: ignore[misc]
    """Tells the scheduler to run something at once and then again and again.

    APScheduler's own counts every run that a clock put forward by years has passed over.
    """

    __slots__ = ("interval",)

    def __init__(self, interval: timedelta) -> None:
        self.interval = interval

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Return now for the first run, and the next one that is still to come for others."""
        if previous_fire_time is None:
            return now
        following = previous_fire_time + self.interval
        return following if following > now else now + self.interval


def cron_trigger(expression: str, timezone: tzinfo) -> CronTrigger:
    """Return the trigger of a cron expression; ValueError when it is mistyped or its day never comes."""
    return CronTrigger(parse_cron(expression), timezone)


def next_run(trigger: CronTrigger, now: datetime) -> datetime | None:
    """Return when the trigger fires next after a moment."""
    return trigger.get_next_fire_time(None, now)


def was_missed(trigger: CronTrigger, last_attempt: datetime | None, now: datetime) -> bool:
    """Say whether the trigger should have fired between the last attempt (None: there was none) and now."""
    if last_attempt is None:
        return True
    due = next_run(trigger, last_attempt)
    return due is not None and due <= now
