"""What only admins may do."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import cast

import pytest

from bot.handlers import jobs
from bot.handlers.retrain_progress import ProgressMessage
from bot.lifecycle import started
from bot.monitoring.data_sets import LargerDataSet
from bot.playground.people import PEOPLE
from bot.presentation import admin_texts, texts
from bot.presentation.admin_keyboards import CancelRetrainButton
from bot.presentation.callback_data import pack
from bot.retraining.reasons import coded
from bot.retraining.report import DataCounts, RetrainReport, Stage
from bot.retraining.runner import EndedRetrain, RetrainRunner
from tests.bot.conftest import ADMIN, Backstage, Scene
from tests.support.chat import Notice, talking
from tests.support.stocked import FakeClock, put_live
from tests.support.training import FakeRetrains
from tests.support.waiting import PATIENCE_SECONDS

COUNTS = DataCounts(100_836, 610, 9_724, 24, 3, 0, 61)
METRICS = {
    "challenger": {"ndcg_at_10": 0.4711, "stars": 4.31},
    "popular": {"ndcg_at_10": 0.4001, "stars": 4.22},
    "live": {"ndcg_at_10": 0.4694, "stars": 4.3},
}
WORSE = coded("worse_than_live", mine=0.4, live=0.5, slack=0.01)
PROMOTED = RetrainReport(
    "promoted",
    coded("better_than_popular"),
    7,
    counts=COUNTS,
    metrics=METRICS,
    compared_with=6,
    seconds=12.3,
    peak_memory_mb=117.4,
)


@pytest.fixture
def retrains() -> FakeRetrains:
    return FakeRetrains()


@pytest.fixture
async def stage(
    backstage: Backstage, retrains: FakeRetrains, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Scene]:
    """Run the bot with a trained model and a retrains that trains as the test says."""
    monkeypatch.setattr(ProgressMessage, "pause", 0)
    ready = backstage(True, retrains=cast(RetrainRunner, retrains))
    await jobs.schedule(ready.application)
    async with talking(ready.application):
        yield ready


@pytest.mark.parametrize("command", ["/retrain", "/retrain force", "/model", "/stats", "/add"])
async def test_somebody_else_is_refused_and_the_try_is_logged(
    stage: Scene, retrains: FakeRetrains, command: str, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = stage.chat(PEOPLE[2])
    await stranger.says(command)
    assert stranger.last.text == "Only my admins may do that."
    assert retrains.asked == []
    assert f"chat user {PEOPLE[2].person_id} is no admin and was refused" in caplog.text


async def test_a_retrain_is_followed_in_one_message_to_its_end(stage: Scene, retrains: FakeRetrains) -> None:
    admin = stage.chat(ADMIN)
    await admin.says("/retrain")
    await retrains.begun()
    message = admin.last
    assert message.buttons == [["Cancel"]]
    retrains.tells(Stage("reading", 1, 1, coded("counts", ratings=100_836, people=610)), Stage("svd", 3, 20))
    await admin.sees("SVD: epoch 3 of 20")
    shown = admin.now(message).text
    assert "✓ Reading ratings: 100,836 ratings by 610 people" in shown
    assert "▸ SVD: epoch 3 of 20" in shown
    assert "· Evaluating" in shown
    retrains.ends(PROMOTED)
    await admin.sees("Version 7 is live.")
    ended = admin.now(message)
    assert "100,836 ratings by 610 people, 24 of them from chats" in ended.text
    assert "nDCG@10, 0 to 1): 0.471 this model, 0.400 popular list, 0.469 version 6" in ended.text
    assert "12.3 s, at most 117 MB of memory" in ended.text
    assert "Next nightly retrain: " in ended.text
    assert ended.buttons == []
    assert retrains.asked == [(f"admin {ADMIN.person_id}",)]


async def test_the_admin_is_answered_while_a_retrain_runs_and_a_second_one_is_refused(
    stage: Scene, retrains: FakeRetrains
) -> None:
    admin = stage.chat(ADMIN)
    await admin.says("/retrain")
    await retrains.begun()
    await admin.says("/retrain")
    assert admin.last.text.startswith("A retrain has been running since 12:00 UTC")
    retrains.ends(PROMOTED)
    await admin.sees("Version 7 is live.")


async def test_the_word_cancel_gives_an_admin_the_button_while_a_retrain_runs(
    stage: Scene, retrains: FakeRetrains
) -> None:
    admin, stranger = stage.chat(ADMIN), stage.chat(PEOPLE[2])
    await admin.says("/cancel")
    assert admin.last.text == texts.CANCELLED
    await admin.says("/retrain")
    await retrains.begun()
    await admin.says("/cancel")
    assert admin.last.text == f"Training since 12:00, asked for by {ADMIN.first_name}."
    assert admin.last.buttons == [["Cancel"]]
    await stranger.says("/cancel")
    assert stranger.last.text == texts.CANCELLED
    retrains.ends(PROMOTED)
    await admin.sees("Version 7 is live.")


@pytest.mark.parametrize("command", [None, "/cancel", "/retrain", "/model", "/stats"])
async def test_cancel_stands_under_every_message_that_says_a_retrain_is_running(
    stage: Scene, retrains: FakeRetrains, command: str | None
) -> None:
    admin = stage.chat(ADMIN)
    await admin.says("/retrain")
    await retrains.begun()
    if command is not None:
        await admin.says(command)
    assert admin.last.buttons[-1] == ["Cancel"]
    said = admin.last
    assert await admin.taps("Cancel") == Notice(admin_texts.ENDING, is_alert=True)
    await admin.sees("Cancelled; the old model stays live.")
    assert admin.now(said).text == said.text or command is None


@pytest.mark.parametrize("command", ["/cancel", "/model", "/stats"])
async def test_a_retrain_of_another_process_is_told_of_and_asked_to_end(
    stage: Scene, clock: FakeClock, command: str
) -> None:
    admin = stage.chat(ADMIN)
    with stage.unit_of_work() as work:
        lock = work.training_lock.acquire("ada in a shell on heron", clock())
    with lock:
        await admin.says(command)
        assert "Training since 12:00, asked for by ada in a shell on heron." in admin.last.text
        assert await admin.taps("Cancel") == Notice(admin_texts.ASKED_TO_END, is_alert=True)
        assert lock.beat(clock())
    assert await admin.taps("Cancel") == Notice(admin_texts.NOT_RUNNING, is_alert=True)


async def test_a_retrain_that_finds_another_one_running_offers_to_cancel_that(
    stage: Scene, retrains: FakeRetrains
) -> None:
    admin = stage.chat(ADMIN)
    await admin.says("/retrain")
    await retrains.begun()
    by, since = "ada in a shell on heron", FakeClock()().isoformat()
    retrains.ends(RetrainReport("busy", coded("training_already", by=by, since=since)))
    ended = await admin.sees("A retrain is running already.")
    assert ended.buttons == [["Cancel"]]


async def test_nobody_but_an_admin_cancels_a_retrain(stage: Scene, retrains: FakeRetrains) -> None:
    admin, stranger = stage.chat(ADMIN), stage.chat(PEOPLE[2])
    await admin.says("/retrain")
    await retrains.begun()
    await stranger.says("/help")
    await stranger.presses(pack(CancelRetrainButton(stranger.person.person_id)))
    assert stranger.last.text == "Only my admins may do that."
    assert retrains.under_way is not None
    retrains.ends(PROMOTED)
    await admin.sees("Version 7 is live.")


async def test_force_is_passed_on_and_anything_else_is_explained(
    stage: Scene, retrains: FakeRetrains
) -> None:
    admin = stage.chat(ADMIN)
    await admin.says("/retrain now please")
    assert "Only force can follow" in admin.last.text
    await admin.says("/retrain FORCE")
    await retrains.begun()
    retrains.ends(PROMOTED)
    await admin.sees("Version 7 is live.")
    assert retrains.asked == [(f"admin {ADMIN.person_id}", "--force")]


async def test_a_deleted_progress_message_does_not_lose_the_last_word(
    stage: Scene, retrains: FakeRetrains
) -> None:
    admin = stage.chat(ADMIN)
    await admin.says("/retrain")
    await retrains.begun()
    del stage.bot_api.state.messages[ADMIN.person_id][admin.last.message_id]
    retrains.tells(Stage("svd", 1, 20))
    retrains.ends(PROMOTED)
    await admin.sees("Version 7 is live.")


async def test_a_model_that_was_turned_away_can_serve_by_the_word_of_an_admin(
    stage: Scene, retrains: FakeRetrains, artifact: bytes, clock: FakeClock
) -> None:
    before = stage.toolbox.models.current().version
    version = put_live(stage.unit_of_work, artifact, clock)
    with stage.unit_of_work() as work:
        assert before is not None
        work.trained_models.promote(before, clock())
        work.commit()
    admin = stage.chat(ADMIN)
    await admin.says("/retrain")
    await retrains.begun()
    retrains.ends(RetrainReport("rejected", WORSE, version, metrics=METRICS))
    await admin.sees("was not good enough")
    await admin.taps("Let it serve anyway")
    await admin.sees(f"Version {version} is live")
    assert stage.toolbox.models.current().version == version
    with stage.unit_of_work() as work:
        assert work.trained_models.get(version).promoted_by == f"admin {ADMIN.person_id}"


async def test_model_shows_the_live_one_the_last_ones_and_the_next_run(
    stage: Scene, artifact: bytes, clock: FakeClock
) -> None:
    first = stage.toolbox.models.current().version
    second = put_live(stage.unit_of_work, artifact, clock)
    admin = stage.chat(ADMIN)
    await admin.says("/model")
    assert f"Version {second} is live" in admin.last.text
    assert f"{first} · 22 Nov 12:00 · kept" in admin.last.text
    assert "Next nightly retrain: " in admin.last.text
    assert "04:00 (UTC)" in admin.last.text
    assert admin.last.buttons == [[f"Roll back to {first}"]]
    await admin.taps("Roll back")
    assert f"Shall version {first} serve instead of {second}?" in admin.last.text
    await admin.taps("No, keep it")
    assert f"Version {second} is live" in admin.last.text
    await admin.taps("Roll back")
    await admin.taps("Yes, roll back")
    assert f"Version {first} is live" in admin.last.text
    assert f"Made live by {ADMIN.first_name}" in admin.last.text
    assert f"Rolled back from version {second} by {ADMIN.first_name}, 22 Nov 12:00" in admin.last.text
    assert f"until a retrain beats version {second}" in admin.last.text
    assert admin.last.buttons == [[f"Let {second} serve"]]
    assert stage.toolbox.models.current().version == first
    await admin.taps(f"Let {second} serve")
    assert "Rolled back" not in admin.last.text
    by = f"by {ADMIN.first_name}"
    assert f"↩ 22 Nov 12:00 · rolled back from {second} to {first} {by}" in admin.last.text
    assert f"✓ 22 Nov 12:00 · {second} chosen {by}" in admin.last.text


async def test_admins_have_names_where_they_are_known(
    stage: Scene, artifact: bytes, clock: FakeClock
) -> None:
    admin, chosen_by = stage.chat(ADMIN), 77
    second = put_live(stage.unit_of_work, artifact, clock)
    await admin.says("/model")
    await admin.taps("Roll back")
    await admin.taps("Yes, roll back")
    assert f"Made live by {ADMIN.first_name}" in admin.last.text  # though they never pressed /start
    with stage.unit_of_work() as work:
        work.trained_models.decide(second, clock(), by=f"admin {chosen_by}")
        work.commit()
    await admin.says("/model")
    assert f"Made live by admin {chosen_by}" in admin.last.text


async def test_whatever_says_that_a_retrain_is_running_can_end_it(
    stage: Scene, retrains: FakeRetrains
) -> None:
    admin = stage.chat(ADMIN)
    await admin.says("/start")
    await admin.says("/retrain")
    await retrains.begun()
    await admin.says("/retrain")
    assert f"started by {ADMIN.first_name}" in admin.last.text
    assert admin.last.buttons == [["Cancel"]]
    retrains.ends(PROMOTED)
    await admin.sees("Version 7 is live.")


async def test_in_a_group_admins_are_answered_in_private(stage: Scene) -> None:
    admin = stage.chat(ADMIN)
    group = stage.chat(ADMIN, in_group=True)
    await admin.says("/start")
    for command, words in (("/stats", "Ratings: "), ("/model", "is live")):
        await group.says(command)
        assert group.last.text == "I sent it to you in private."
        assert words in admin.last.text


async def test_model_says_that_the_last_night_was_skipped(stage: Scene, retrains: FakeRetrains) -> None:
    retrains.last = EndedRetrain(RetrainReport("unchanged"), FakeClock()())
    admin = stage.chat(ADMIN)
    await admin.says("/model")
    assert "Sun 22 Nov 12:00: nothing new was rated, so the retrain was skipped." in admin.last.text


async def test_a_version_whose_bytes_are_gone_is_refused(
    stage: Scene, artifact: bytes, clock: FakeClock
) -> None:
    first = stage.toolbox.models.current().version
    second = put_live(stage.unit_of_work, artifact, clock)
    admin = stage.chat(ADMIN)
    await admin.says("/model")
    with stage.unit_of_work() as work:
        work.trained_models.prune(1)
        work.commit()
    await admin.taps("Roll back")
    await admin.taps("Yes, roll back")
    assert f"Version {first} cannot serve: its bytes are not kept any more" in admin.last.text
    with stage.unit_of_work() as work:
        live = work.trained_models.live()
    assert live is not None
    assert live.version == second


async def test_a_damaged_version_is_refused_before_it_could_serve(stage: Scene, clock: FakeClock) -> None:
    good = stage.toolbox.models.current().version
    bad = put_live(stage.unit_of_work, b"not a model" * 20, clock)
    with stage.unit_of_work() as work:
        assert good is not None
        work.trained_models.promote(good, clock())
        work.commit()
    admin = stage.chat(ADMIN)
    await admin.says("/model")
    await admin.taps(f"Let {bad} serve")
    assert f"Version {bad} cannot serve" in admin.last.text
    assert stage.toolbox.models.current().version == good


async def test_stats_tell_how_everything_is_going(stage: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    admin, bruno = stage.chat(ADMIN), stage.chat(PEOPLE[2])
    await admin.says("/start")
    await bruno.says("/start")
    await bruno.says("/popular")
    await bruno.taps("🚫 Hide")
    with stage.unit_of_work() as work:
        work.chat_ratings.rate(PEOPLE[2].person_id, int(stage.world.movie_ids[0]), 4.0, FakeClock()())
        work.omdb_usage.count(FakeClock()().date(), 1000)
        work.commit()
    monkeypatch.setattr(stage.details, "hit_rate", 0.875)
    await admin.says("/stats")
    told = admin.last.text
    assert "People: 2, 2 of them new today" in told
    assert "Active: 2 today, 2 in 7 days, 2 in 30 days" in told
    assert f"Ratings: 1 in chats, {len(stage.world.stars):,} of MovieLens" in told
    assert "Shown in 30 days: 2 films" in told
    assert "Popular, 2: 👍 0% 👎 0% 🚫 50% 🔖 0%" in told
    assert "Places 1–3, 2: " in told
    assert "OMDb: 1 of 1,000 requests today; 88% of the details asked for were remembered" in told
    assert "Model: version 1, trained 0 min ago" in told
    assert "1 live, 0 min ago" in told
    assert "0 unexpected errors today" in told
    assert re.search(r"This process: \d+ MB, up for 0 min", told)


async def test_stats_name_a_larger_movielens_that_there_is_memory_for(
    stage: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = LargerDataSet("ml-32m", 32_000_204, 2023, 2_400.0)
    monkeypatch.setattr(stage.toolbox.data_sets, "larger", lambda: found)
    admin = stage.chat(ADMIN)

    await admin.says("/stats")

    assert "There is memory here to train on ml-32m: 32,000,204 ratings, films up to 2023" in admin.last.text
    assert "python -m scripts.load_movielens ml-32m --train" in admin.last.text


async def test_an_unexpected_error_is_counted(stage: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("boom")

    monkeypatch.setattr(stage.toolbox.registry, "overview", fail)
    admin = stage.chat(ADMIN)
    await admin.says("/model")
    assert stage.toolbox.status.figures().errors_today == 1


async def test_a_real_child_trains_what_is_served_next(backstage: Backstage) -> None:
    ready = backstage(False)
    async with talking(ready.application):
        admin = ready.chat(ADMIN)
        await admin.says("/retrain")
        async with asyncio.timeout(120):
            await ready.bot_api.state.changed.until(lambda: "Version 1 is live." in admin.last.text)
        await admin.says("/model")
    assert f"for {ADMIN.first_name}" in admin.last.text
    assert ready.toolbox.models.current().version == 1


async def test_stopping_the_application_ends_the_retrain_instead_of_waiting_for_it(
    backstage: Backstage, retrains: FakeRetrains
) -> None:
    ready = backstage(True, retrains=cast(RetrainRunner, retrains))
    async with asyncio.timeout(PATIENCE_SECONDS):
        async with started(ready.application, asyncio.Event()):
            ready.application.create_task(retrains.retrain("admin 5", on_stage=lambda _: None))
            await retrains.begun()
    assert retrains.under_way is None
