"""Scheduled work: each job with its name and when it runs, and the jobs that are no other module's."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.triggers.base import BaseTrigger
from telegram.ext import JobQueue

from bot.context import MatineeApplication, MatineeContext
from bot.handlers import comparing, daily, night_votes, retrain_progress
from bot.presentation.retrain_reasons import in_english
from bot.retraining.report import Stage
from bot.runtime import offload
from bot.runtime.clock import utc_now
from bot.runtime.clock_watch import ClockWatch
from bot.runtime.cron import RepeatingTrigger, cron_trigger, next_run, was_missed
from bot.services.errors import AlreadyTraining
from bot.settings import Settings

logger = logging.getLogger(__name__)

Job = Callable[[MatineeContext], Coroutine[Any, Any, None]]

NIGHTLY = "nightly retrain"
CATCH_UP = "catch up on a missed retrain"
REFRESH = "look for a new live model"
PRUNE = "delete what is kept for a time"
NIGHTS = "lead movie nights"
COMPARISONS = "tell of comparisons"
DAILY = "send daily picks"
ENRICH = "collect facts of films"

LOOK_INTERVAL_SECONDS = 20
CATCH_UP_DELAY_SECONDS = 30
NIGHTS_INTERVAL_SECONDS = 60
COMPARISONS_INTERVAL_SECONDS = 60
DAILY_INTERVAL_SECONDS = 60
PRUNING_INTERVAL_SECONDS = 6 * 3600
# OMDb counts by days in UTC: what people left of the quota is spent before it is gone. Each run goes on where
# the one before it ended, so that an outage costs half an hour and no night.
ENRICH_CRON = "10,40 22,23 * * *"
# However late: a machine that slept, or a clock that jumped, must not cost a run.
ONE_AT_A_TIME = {"max_instances": 1, "coalesce": True, "replace_existing": True, "misfire_grace_time": None}


async def schedule(application: MatineeApplication) -> None:
    """Enter every job into the application's job queue; they begin when the application starts."""
    queue, settings = _queue(application.job_queue), application.bot_data.settings
    ClockWatch(queue.scheduler, utc_now)
    repeated: tuple[tuple[str, Job, BaseTrigger], ...] = (
        (NIGHTLY, retrain_if_new, cron_trigger(settings.retrain_cron, settings.timezone)),
        (REFRESH, refresh_model, _every(LOOK_INTERVAL_SECONDS)),
        (PRUNE, prune, _every(PRUNING_INTERVAL_SECONDS)),
        (NIGHTS, night_votes.go_on, _every(NIGHTS_INTERVAL_SECONDS)),
        (COMPARISONS, comparing.tell_makers, _every(COMPARISONS_INTERVAL_SECONDS)),
        (DAILY, daily.send_due, _every(DAILY_INTERVAL_SECONDS)),
        (ENRICH, enrich, cron_trigger(ENRICH_CRON, UTC)),
    )
    for name, job, trigger in repeated:
        queue.run_custom(job, {"id": name, "trigger": trigger, **ONE_AT_A_TIME}, name=name)
    once = {"id": CATCH_UP, **ONE_AT_A_TIME}
    queue.run_once(catch_up, CATCH_UP_DELAY_SECONDS, name=CATCH_UP, job_kwargs=once)


def next_retrain(settings: Settings, now: datetime) -> datetime | None:
    """Return when the nightly retrain runs next, in whichever process the schedule is kept."""
    return next_run(cron_trigger(settings.retrain_cron, settings.timezone), now)


async def refresh_model(context: MatineeContext) -> None:
    """Take over a model that another process has let live, and titles that came since.

    While films join one after the other the titles wait: the index would be built anew for each.
    """
    await context.run(context.models.refresh)
    if context.bot_data.enriching.is_running:
        return
    await offload.run_detached(context.services.title_search.refresh)


async def prune(context: MatineeContext) -> None:
    """Delete what is kept for a time: files people brought, cards, unused links, what was shown."""
    await context.run(context.services.reactions.prune)
    await context.run(context.services.decks.forget_shown)
    await context.run(context.services.comparing.prune)
    count = await context.run(context.services.importing.prune)
    if count:
        logger.info("old imports deleted: %d", count)


async def enrich(context: MatineeContext) -> None:
    """Spend what is left of OMDb's quota on the films that are likeliest to be shown or asked about next."""
    if not context.details.has_key:
        return
    limit = context.settings.omdb_daily_limit
    wanted = await context.run(context.services.wanted_films.next, limit)
    report = await context.bot_data.enriching.run(wanted)
    if report.asked:
        counts = ", ".join(f"{fate} {count}" for fate, count in sorted(report.fates.items()))
        logger.info("facts of films: %d asked about (%s); %s", report.asked, counts, report.stopped_by)


async def catch_up(context: MatineeContext) -> None:
    """Retrain if the nightly run was due while no worker was there."""
    settings = context.settings
    registry = await context.run(context.registry.overview)
    # A worker that is stopped cancels its child: that run is still due. A run that was killed is left to the
    # next night: if memory ran out, it would again, and take the worker with it.
    attempts = (version.began_at for version in registry.newest if version.state != "cancelled")
    last_attempt = next(attempts, None)
    if was_missed(cron_trigger(settings.retrain_cron, settings.timezone), last_attempt, registry.now):
        logger.info("a nightly retrain was missed (the last one began: %s); catching up", last_attempt)
        await retrain_if_new(context)


async def retrain_if_new(context: MatineeContext) -> None:
    """Retrain unless nothing new was rated; tell the admins if that goes wrong."""
    try:
        report = await context.retrains.retrain("the nightly schedule", "--only-if-new", on_stage=_log)
    except AlreadyTraining as busy:
        logger.info("the nightly retrain was skipped: %s", busy)
        return
    logger.info("the nightly retrain ended: %s. %s", report.outcome, in_english(report.reason))
    await refresh_model(context)
    if report.outcome in {"failed", "rejected", "outvoted"}:
        await retrain_progress.tell_admins(context, report)


def _log(stage: Stage) -> None:
    logger.debug("retrain: %s %d of %d %s", stage.name, stage.step, stage.of, stage.note)


def _every(seconds: int) -> RepeatingTrigger:
    return RepeatingTrigger(timedelta(seconds=seconds))


def _queue(queue: JobQueue[Any] | None) -> JobQueue[Any]:
    if queue is None:
        raise RuntimeError("the application was built without a job queue")
    return queue
