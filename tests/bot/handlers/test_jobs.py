"""Scheduled work, on a whole application (bot/jobs.py)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from telegram.ext import JobQueue

from bot.context import MatineeContext
from bot.handlers import jobs
from bot.retraining.reasons import coded
from bot.retraining.report import RetrainReport
from bot.retraining.runner import RetrainRunner
from bot.services.errors import ImportGone
from bot.settings import Settings
from storage.records.running import ModelState
from tests.bot.conftest import ADMIN, Backstage, Scene
from tests.support.chat import talking
from tests.support.stocked import FakeClock, put_live
from tests.support.training import FakeRetrains

ASKED = ("the nightly schedule", "--only-if-new")


@pytest.fixture
def retrains() -> FakeRetrains:
    return FakeRetrains()


@pytest.fixture
async def stage(backstage: Backstage, retrains: FakeRetrains) -> AsyncIterator[Scene]:
    """Run the bot with a trained model; its nights are over when the test says so."""
    ready = backstage(True, retrains=cast(RetrainRunner, retrains))
    async with talking(ready.application):
        yield ready


def queue_of(scene: Scene) -> JobQueue[Any]:
    assert scene.application.job_queue is not None
    return scene.application.job_queue


def context_of(scene: Scene) -> MatineeContext:
    return MatineeContext(cast(Any, scene.application))


async def test_the_nightly_job_has_one_id_and_one_instance_and_may_be_late(stage: Scene) -> None:
    await jobs.schedule(stage.application)
    await jobs.schedule(stage.application)
    scheduled = [job for job in queue_of(stage).scheduler.get_jobs() if job.id == jobs.NIGHTLY]
    assert len(scheduled) == 1
    assert (scheduled[0].max_instances, scheduled[0].coalesce) == (1, True)
    assert scheduled[0].misfire_grace_time is None
    upcoming = scheduled[0].next_run_time
    assert (upcoming.hour, upcoming.minute) == (4, 0)
    assert upcoming == jobs.next_retrain(stage.toolbox.settings, upcoming - timedelta(seconds=1))


def test_the_next_night_is_told_from_the_settings_in_their_time_zone() -> None:
    settings = Settings(retrain_cron="30 2 * * *", tz="Asia/Tokyo")
    upcoming = jobs.next_retrain(settings, datetime(2026, 11, 22, 17, 31, tzinfo=UTC))
    assert upcoming == datetime(2026, 11, 23, 17, 30, tzinfo=UTC)


async def test_a_new_live_model_is_looked_for_at_least_twice_a_minute(stage: Scene) -> None:
    await jobs.schedule(stage.application)
    job = queue_of(stage).scheduler.get_job(jobs.REFRESH)
    assert job.trigger.interval <= timedelta(seconds=30)


async def test_a_model_that_another_process_promoted_is_taken_over(
    stage: Scene, artifact: bytes, clock: FakeClock
) -> None:
    version = put_live(stage.unit_of_work, artifact, clock)
    await jobs.refresh_model(context_of(stage))
    assert stage.toolbox.models.current().version == version


@pytest.mark.parametrize("outcome", ["promoted", "unchanged", "busy", "cancelled"])
async def test_a_night_that_went_well_disturbs_nobody(
    stage: Scene, retrains: FakeRetrains, outcome: Any
) -> None:
    running = asyncio.create_task(jobs.retrain_if_new(context_of(stage)))
    await retrains.begun()
    retrains.ends(RetrainReport(outcome))
    await running
    assert retrains.asked == [ASKED]
    assert stage.chat(ADMIN).answers == []


@pytest.mark.parametrize(("outcome", "buttons"), [("failed", []), ("rejected", [["Let it serve anyway"]])])
async def test_the_admins_hear_of_a_night_that_went_wrong(
    stage: Scene, retrains: FakeRetrains, outcome: Any, buttons: list[list[str]]
) -> None:
    admin = stage.chat(ADMIN)
    await admin.says("/start")
    running = asyncio.create_task(jobs.retrain_if_new(context_of(stage)))
    await retrains.begun()
    fell = coded("as_it_is", text="numbers fell")
    retrains.ends(RetrainReport(outcome, fell, 7, metrics={"challenger": {"ndcg_at_10": 0.1}}))
    await running
    assert "Numbers fell" in admin.last.text
    assert admin.last.buttons == buttons


async def test_the_night_gives_way_to_an_admin_who_trains_already(
    stage: Scene, retrains: FakeRetrains
) -> None:
    running = asyncio.create_task(retrains.retrain("admin 5", on_stage=lambda _: None))
    await retrains.begun()
    await jobs.retrain_if_new(context_of(stage))
    retrains.ends(RetrainReport("promoted"))
    await running
    assert retrains.asked == [("admin 5",)]


@pytest.mark.parametrize(("away", "catches_up"), [(timedelta(days=2), True), (timedelta(minutes=5), False)])
async def test_a_night_missed_while_no_worker_was_there_is_caught_up(
    stage: Scene, retrains: FakeRetrains, clock: FakeClock, away: timedelta, catches_up: bool
) -> None:
    clock.now += away
    running = asyncio.create_task(jobs.catch_up(context_of(stage)))
    if catches_up:
        await retrains.begun()
        retrains.ends(RetrainReport("unchanged"))
    await running
    assert retrains.asked == ([ASKED] if catches_up else [])


@pytest.mark.parametrize(("end", "catches_up"), [("cancelled", True), ("failed", False), (None, False)])
async def test_a_night_that_ended_with_its_worker_is_caught_up_but_not_one_that_failed_or_was_killed(
    stage: Scene, retrains: FakeRetrains, clock: FakeClock, end: ModelState | None, catches_up: bool
) -> None:
    clock.now = datetime(2026, 11, 23, 4, 0, 1, tzinfo=UTC)
    with stage.unit_of_work() as work:
        version = work.trained_models.start(ASKED[0], 0, clock())
        if end is not None:
            work.trained_models.finish(version, end, clock(), report={})
        work.commit()
    running = asyncio.create_task(jobs.catch_up(context_of(stage)))
    if catches_up:
        await retrains.begun()
        retrains.ends(RetrainReport("promoted"))
    await running
    assert retrains.asked == ([ASKED] if catches_up else [])


async def test_a_worker_that_never_trained_catches_up_too(
    backstage: Backstage, retrains: FakeRetrains
) -> None:
    ready = backstage(False, retrains=cast(RetrainRunner, retrains))
    async with talking(ready.application):
        running = asyncio.create_task(jobs.catch_up(context_of(ready)))
        await retrains.begun()
        retrains.ends(RetrainReport("promoted"))
        await running
    assert retrains.asked == [ASKED]


async def test_what_was_shown_half_a_year_ago_is_forgotten_by_a_job(stage: Scene, clock: FakeClock) -> None:
    movie_id = int(stage.world.movie_ids[0])
    with stage.unit_of_work() as work:
        work.chat_users.touch(ADMIN.person_id, clock(), "Ada")
        work.impressions.record(ADMIN.person_id, movie_id, clock())
        work.commit()
    for days, left in ((179, {movie_id}), (2, set())):
        clock.now += timedelta(days=days)
        await jobs.prune(context_of(stage))
        with stage.unit_of_work() as work:
            assert work.impressions.since(ADMIN.person_id, FakeClock()()) == left


async def test_old_imports_are_deleted_by_a_job(stage: Scene, clock: FakeClock) -> None:
    await jobs.schedule(stage.application)
    assert queue_of(stage).scheduler.get_job(jobs.PRUNE) is not None
    preview = stage.toolbox.services.importing.preview(ADMIN.person_id, b"title,rating\nHeat,4\n")
    clock.now += timedelta(days=8)
    await jobs.prune(context_of(stage))
    with pytest.raises(ImportGone):
        stage.toolbox.services.importing.pending(ADMIN.person_id, preview.import_id)
