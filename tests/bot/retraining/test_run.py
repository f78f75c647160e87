"""One retrain, from the lock to the live pointer, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.models.artifact_cache import ArtifactCache
from bot.models.live_model import ModelHolder
from bot.presentation.retrain_reasons import in_english
from bot.retraining import registering
from bot.retraining.child import EXIT_CODES
from bot.retraining.dependencies import (
    MODEL_FILE,
    RetrainCancelled,
    RetrainDependencies,
    RetrainRequest,
    TrainerConfig,
)
from bot.retraining.lock import BEAT_EVERY
from bot.retraining.reasons import coded
from bot.retraining.report import RetrainOutcome, Stage, from_record
from bot.retraining.run import retrain
from recommender.artifact import TrainedModel
from recommender.catalogue import Catalogue
from recommender.evaluation.holding_out import draws, held_out_share
from recommender.memory_budget import check_memory
from recommender.ratings import Ratings
from recommender.svd_training import SvdParameters
from recommender.training import TrainingParameters, train
from storage.errors import DatabaseUnavailable
from storage.movielens.loading import load
from storage.records.catalogue import Movie
from storage.training_lock import TrainingLocks
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock
from tests.support.waiting import PATIENCE_SECONDS

Tell = Callable[[Stage], None]
NIGHTLY = RetrainRequest("the nightly schedule", only_if_new=True)
ADMIN = RetrainRequest("admin 5")


TRAINED: dict[bytes, TrainedModel] = {}


def good_model(ratings: Ratings, catalogue: Catalogue, tell: Tell) -> TrainedModel:
    """Train a small but honest model; the same ratings are trained on once."""
    key = ratings.stars.tobytes() + ratings.item_rows.tobytes()
    if key not in TRAINED:
        parameters = TrainingParameters(svd=SvdParameters(n_factors=8, n_epochs=20))
        TRAINED[key] = train(ratings, catalogue, parameters, seed=0)
    for epoch in range(1, 21):
        tell(Stage("svd", epoch, 20))
    tell(Stage("ranking", 1, 1))
    return TRAINED[key]


@pytest.fixture(autouse=True)
def uncalibrated_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a person's own share of films out: these few films make even the popular list personal by it."""
    monkeypatch.setattr("recommender.calibration.MUCH_MORE", 1e9)


def impersonal_model(ratings: Ratings, catalogue: Catalogue, tell: Tell) -> TrainedModel:
    """Return a model that recommends the popular list to everybody."""
    model = good_model(ratings, catalogue, tell)
    assert model.star_model is not None
    star_model = replace(
        model.star_model,
        item_biases=1000 * model.popularity.scores,
        item_factors=np.zeros_like(model.star_model.item_factors),
    )
    return replace(model, star_model=star_model, ranking_model=None)


def broken_model(ratings: Ratings, catalogue: Catalogue, tell: Tell) -> TrainedModel:
    """Return a model whose training went to infinity."""
    model = good_model(ratings, catalogue, tell)
    assert model.star_model is not None
    biases = model.star_model.item_biases.copy()
    biases[0] = np.inf
    return replace(model, star_model=replace(model.star_model, item_biases=biases))


@dataclass
class RetrainSetup:
    """The dependencies of a retrain with everything that a test may look at."""

    dependencies: RetrainDependencies
    stages: list[Stage] = field(default_factory=list)

    def train(self, request: RetrainRequest = ADMIN, **changes: Any) -> Any:
        train = changes.pop("train", None)
        dependencies = replace(self.dependencies, **({"tell": self.stages.append} | changes))
        if train is not None:
            dependencies = replace(dependencies, trainer=replace(dependencies.trainer, train=train))
        return retrain(request, dependencies)

    def live_version(self) -> int | None:
        with self.dependencies.unit_of_work() as work:
            live = work.trained_models.live()
        return live.version if live else None

    def states(self) -> list[str]:
        with self.dependencies.unit_of_work() as work:
            return [version.state for version in reversed(work.trained_models.latest(20))]

    def lock_is_free(self) -> bool:
        return self.dependencies.locks.holder(self.dependencies.clock()) is None


def setup_on(engine: Engine, unit_of_work: UnitOfWorkFactory, folder: Path, clock: FakeClock) -> RetrainSetup:
    trainer = TrainerConfig(
        good_model, seed=0, parameters={"factors": 8}, libraries={"numpy": np.__version__}
    )
    dependencies = RetrainDependencies(
        unit_of_work=unit_of_work,
        locks=TrainingLocks(engine),
        cache=ArtifactCache(folder / "models", unit_of_work),
        trainer=trainer,
        clock=clock,
        models_to_keep=3,
        peak_memory_mb=lambda: 123.0,
        tell=lambda _: None,
        pause=lambda _: None,
    )
    return RetrainSetup(dependencies)


@pytest.fixture
def setup(engine: Engine, stocked: UnitOfWorkFactory, tmp_path: Path, clock: FakeClock) -> RetrainSetup:
    return setup_on(engine, stocked, tmp_path, clock)


@pytest.fixture
def empty_setup(
    engine: Engine, unit_of_work: UnitOfWorkFactory, tmp_path: Path, clock: FakeClock
) -> RetrainSetup:
    return setup_on(engine, unit_of_work, tmp_path, clock)


def test_a_first_model_that_beats_the_popular_list_goes_live_and_is_remembered_in_full(
    setup: RetrainSetup,
) -> None:
    report = setup.train()
    assert report.outcome == "promoted"
    assert setup.live_version() == report.version
    assert setup.lock_is_free()
    with setup.dependencies.unit_of_work() as work:
        record = work.trained_models.get(report.version)
    assert (record.state, record.requested_by, record.seed) == ("live", "admin 5", 0)
    assert (record.digest, record.size) == (report.digest, report.size)
    kept = from_record(record.report)
    assert kept.counts == report.counts
    assert kept.counts is not None
    assert kept.counts.people == 150
    assert kept.peak_memory_mb == 123.0
    assert kept.libraries == {"numpy": np.__version__}
    assert kept.parameters == {"factors": 8}
    assert set(kept.metrics) == {"challenger", "popular"}
    assert set(kept.stage_seconds) == {"reading", "svd", "ranking", "evaluating", "storing"}


def test_the_stages_are_told_in_order_with_their_counts(setup: RetrainSetup) -> None:
    setup.train()
    names = [stage.name for stage in setup.stages]
    assert list(dict.fromkeys(names)) == ["reading", "svd", "ranking", "evaluating", "storing"]
    assert next(stage.note for stage in setup.stages if stage.note).values["people"] == 150
    assert [stage.step for stage in setup.stages if stage.name == "svd"] == list(range(1, 21))


def test_a_worker_serves_the_new_model_after_looking_at_the_pointer(setup: RetrainSetup) -> None:
    holder = ModelHolder(setup.dependencies.unit_of_work, setup.dependencies.cache, setup.dependencies.clock)
    assert holder.current().version is None
    report = setup.train()
    assert holder.refresh()
    assert holder.current().version == report.version


def test_the_same_ratings_give_the_same_bytes_and_an_equal_model_is_promoted(setup: RetrainSetup) -> None:
    first, second = setup.train(), setup.train()
    assert first.digest == second.digest
    assert second.outcome == "promoted"
    assert second.compared_with == first.version
    assert second.metrics["live"] == second.metrics["challenger"]
    assert setup.states() == ["kept", "live"]


def test_a_worse_model_is_turned_away_and_kept_for_a_second_thought(setup: RetrainSetup) -> None:
    good = setup.train()
    report = setup.train(train=impersonal_model)
    assert report.outcome == "rejected"
    assert report.reason.code == "not_better_than_popular"
    assert setup.live_version() == good.version
    assert setup.states() == ["live", "rejected"]
    with setup.dependencies.unit_of_work() as work:
        assert work.trained_models.get(report.version).is_stored


def test_force_lets_it_serve_and_the_record_says_who(setup: RetrainSetup) -> None:
    report = setup.train(replace(ADMIN, force=True), train=impersonal_model)
    assert (report.outcome, report.forced_by) == ("promoted", "admin 5")
    with setup.dependencies.unit_of_work() as work:
        record = work.trained_models.get(report.version)
    assert (record.state, record.promoted_by) == ("live", "admin 5")


def test_force_is_not_noted_when_it_was_not_needed(setup: RetrainSetup) -> None:
    assert setup.train(replace(ADMIN, force=True)).forced_by is None


def test_numbers_that_are_not_finite_never_serve_not_even_by_force(setup: RetrainSetup) -> None:
    report = setup.train(replace(ADMIN, force=True), train=broken_model)
    assert report.outcome == "rejected"
    assert report.reason.code == "not_finite"
    assert setup.live_version() is None


def test_held_out_people_never_enter_training(setup: RetrainSetup, world: SmallWorld) -> None:
    seen: list[Ratings] = []

    def spying(ratings: Ratings, catalogue: Catalogue, tell: Tell) -> TrainedModel:
        seen.append(ratings)
        return good_model(ratings, catalogue, tell)

    report = setup.train(train=spying)
    people = np.unique(world.user_ids)
    share = held_out_share(len(people))
    held_out = people[draws(people) < share]
    assert report.held_out_share == share
    assert report.counts.held_out_people == len(held_out) > 10
    assert seen[0].n_users == len(people) - len(held_out)
    assert seen[0].n_ratings == np.isin(world.user_ids, held_out, invert=True).sum()


def rate(
    setup: RetrainSetup, chat_user_id: int, ratings: dict[int, float], *, link: int | None = None
) -> None:
    with setup.dependencies.unit_of_work() as work:
        work.chat_users.touch(chat_user_id, setup.dependencies.clock(), "Ann", "en")
        for movie_id, stars in ratings.items():
            work.chat_ratings.rate(chat_user_id, movie_id, stars, setup.dependencies.clock())
        if link is not None:
            work.chat_users.link(chat_user_id, link)
        work.commit()


def test_chat_people_are_people_too_and_never_confused_with_movielens_users(
    setup: RetrainSetup, world: SmallWorld
) -> None:
    movie_id = int(world.movie_ids[0])
    rate(setup, 7, {movie_id: 5.0})
    counts = setup.train().counts
    assert (counts.people, counts.chat_people, counts.chat_ratings) == (151, 1, 1)
    assert counts.ratings == len(world.stars) + 1


def test_a_linked_persons_chat_rating_replaces_their_movielens_rating(
    setup: RetrainSetup, world: SmallWorld
) -> None:
    movie_id, user_id = int(world.movie_ids[0]), int(world.user_ids[0])
    new_stars = 0.5 if world.stars[0] > 1 else 5.0
    rate(setup, 7, {movie_id: new_stars}, link=user_id)
    report = setup.train()
    assert (report.counts.people, report.counts.ratings) == (150, len(world.stars))


def test_two_people_who_link_the_same_movielens_user_are_not_blurred_into_one(
    setup: RetrainSetup, world: SmallWorld
) -> None:
    user_id, movie_id = int(world.user_ids[0]), int(world.movie_ids[0])
    rate(setup, 7, {movie_id: 1.0}, link=user_id)
    rate(setup, 8, {movie_id: 5.0}, link=user_id)
    assert setup.train().counts.people == 151


def test_the_nightly_run_is_skipped_when_nothing_new_was_rated(
    setup: RetrainSetup, world: SmallWorld
) -> None:
    first = setup.train(NIGHTLY)
    skipped = setup.train(NIGHTLY)
    assert (first.outcome, skipped.outcome) == ("promoted", "unchanged")
    assert skipped.version is None
    assert setup.states() == ["live"]
    rate(setup, 7, {int(world.movie_ids[0]): 4.0})
    assert setup.train(NIGHTLY).outcome == "promoted"


def test_a_model_of_a_file_stays_until_something_new_is_rated(setup: RetrainSetup, world: SmallWorld) -> None:
    ours = setup.dependencies
    brought = replace(ours.trainer, parameters={MODEL_FILE: "of-spark"}, seed=99)
    setup.dependencies = replace(ours, trainer=brought)
    assert setup.train(ADMIN).outcome == "promoted"
    setup.dependencies = ours
    assert setup.train(NIGHTLY).outcome == "unchanged"
    rate(setup, 7, {int(world.movie_ids[0]): 4.0})
    assert setup.train(NIGHTLY).outcome == "promoted"


def test_the_nightly_run_is_not_skipped_after_a_change_of_parameters_or_a_failure(
    setup: RetrainSetup,
) -> None:
    setup.train(NIGHTLY)
    changed = replace(setup.dependencies.trainer, parameters={"factors": 9})
    assert setup.train(NIGHTLY, trainer=changed).outcome == "promoted"
    setup.train(train=failing(RuntimeError("boom")))
    assert setup.train(NIGHTLY, trainer=changed).outcome == "unchanged"


def test_a_rolled_back_model_is_not_overruled_by_the_nightly_run_on_the_same_ratings(
    setup: RetrainSetup,
) -> None:
    first, _second = setup.train(), setup.train()
    with setup.dependencies.unit_of_work() as work:
        work.trained_models.promote(first.version, setup.dependencies.clock(), by="admin 5")
        work.commit()
    assert setup.train(NIGHTLY).outcome == "unchanged"
    assert setup.live_version() == first.version


def test_a_roll_back_made_while_a_model_is_trained_wins_over_it(
    setup: RetrainSetup, world: SmallWorld
) -> None:
    first, second = setup.train(), setup.train()

    def decide_at_the_last_moment(stage: Stage) -> None:
        if stage == Stage("storing", 0, 1):
            with setup.dependencies.unit_of_work() as work:
                work.trained_models.decide(first.version, setup.dependencies.clock(), by="admin 5")
                work.commit()

    third = setup.train(tell=decide_at_the_last_moment)
    assert second.outcome == "promoted"
    assert third.outcome == "outvoted"
    assert setup.live_version() == first.version
    assert setup.states()[-1] == "kept"


@pytest.mark.parametrize("force", [False, True])
def test_a_roll_back_wins_over_a_retrain_that_was_asked_for_but_had_not_begun(
    setup: RetrainSetup, world: SmallWorld, force: bool
) -> None:
    first, _second = setup.train(), setup.train()
    asked_at = setup.dependencies.clock()
    with setup.dependencies.unit_of_work() as work:
        work.trained_models.decide(first.version, setup.dependencies.clock(), by="admin 5")
        work.commit()
    rate(setup, 7, {int(world.movie_ids[0]): 4.0})
    third = setup.train(RetrainRequest("admin 5", force=force, requested_at=asked_at))
    assert third.outcome == ("outvoted" if force else "rejected")
    assert setup.live_version() == first.version
    assert setup.train(RetrainRequest("admin 5", force=True)).outcome == "promoted"


def test_every_way_to_end_has_an_exit_code() -> None:
    assert set(EXIT_CODES) == set(get_args(RetrainOutcome))


def test_after_a_roll_back_a_model_must_beat_the_one_that_was_rolled_back_from(
    setup: RetrainSetup, world: SmallWorld
) -> None:
    first, second = setup.train(), setup.train()
    with setup.dependencies.unit_of_work() as work:
        work.trained_models.decide(first.version, setup.dependencies.clock(), by="admin 5")
        work.commit()
    rate(setup, 7, {int(world.movie_ids[0]): 4.0})
    third = setup.train(NIGHTLY)
    assert (third.outcome, third.compared_with) == ("rejected", second.version)
    assert third.reason.code == "does_not_beat_rolled_back"
    assert setup.live_version() == first.version
    assert setup.train(RetrainRequest("admin 5", force=True)).outcome == "promoted"
    with setup.dependencies.unit_of_work() as work:
        assert work.trained_models.decision() is None


def failing(error: BaseException) -> Callable[..., TrainedModel]:
    def trainer(ratings: Ratings, catalogue: Catalogue, tell: Tell) -> TrainedModel:
        tell(Stage("svd", 1, 2))
        raise error

    return trainer


@pytest.mark.parametrize(
    ("error", "outcome", "state", "words"),
    [
        (RuntimeError("boom"), "failed", "failed", "RuntimeError: boom"),
        (MemoryError(), "failed", "failed", "Memory ran out"),
        (OSError(28, "No space left on device"), "failed", "failed", "No space left"),
        (RetrainCancelled(), "cancelled", "cancelled", "cancelled"),
    ],
)
def test_an_unhappy_end_is_recorded_with_its_reason_and_leaves_the_old_model_live(
    setup: RetrainSetup, error: BaseException, outcome: str, state: str, words: str
) -> None:
    good = setup.train()
    report = setup.train(train=failing(error))
    assert report.outcome == outcome
    assert words in in_english(report.reason)
    assert setup.states() == ["live", state]
    assert setup.live_version() == good.version
    assert setup.lock_is_free()
    assert setup.train().outcome == "promoted"


def test_a_retrain_that_another_process_asks_to_end_ends_at_its_next_step(
    setup: RetrainSetup, clock: FakeClock
) -> None:
    good = setup.train()

    def asked_to_end(ratings: Ratings, catalogue: Catalogue, tell: Tell) -> TrainedModel:
        assert setup.dependencies.locks.ask_to_end(clock()) is not None
        clock.now += BEAT_EVERY
        tell(Stage("svd", 1, 20))
        raise AssertionError("it went on")

    assert setup.train(train=asked_to_end).outcome == "cancelled"
    assert setup.states() == ["live", "cancelled"]
    assert setup.live_version() == good.version
    assert setup.train().outcome == "promoted"


def test_a_model_that_is_being_stored_is_not_thrown_away_any_more(
    setup: RetrainSetup, clock: FakeClock
) -> None:
    def ask_late(stage: Stage) -> None:
        if stage.name == "storing":
            setup.dependencies.locks.ask_to_end(clock())
            clock.now += BEAT_EVERY

    assert setup.train(tell=ask_late).outcome == "promoted"
    assert setup.states() == ["live"]


def test_a_full_disk_while_storing_leaves_the_old_model_live(
    setup: RetrainSetup, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = setup.train()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ArtifactCache, "add", full)
    report = setup.train()
    assert (report.outcome, setup.live_version()) == ("failed", good.version)
    assert "No space left" in in_english(report.reason)


def test_an_empty_database_has_nothing_to_learn_from(empty_setup: RetrainSetup) -> None:
    report = empty_setup.train()
    assert report.outcome == "failed"
    assert report.reason.code == "no_ratings"
    assert empty_setup.lock_is_free()


@pytest.mark.parametrize("count", [1, 5])
def test_one_person_decides_nothing_about_a_model(
    empty_setup: RetrainSetup, engine: Engine, count: int
) -> None:
    movies = [Movie(movie_id, f"Film {movie_id}") for movie_id in (1, 2, 3, 4, 5)]
    rows = np.arange(1, count + 1, dtype=np.int32)
    load(
        engine, movies, np.ones(count, np.int32), rows, np.full(count, 4.0, np.float32), rows.astype(np.int64)
    )
    report = empty_setup.train()
    assert report.outcome == "rejected"
    assert report.reason == coded("too_few_people", people=0, needed=10)
    assert empty_setup.live_version() is None
    assert empty_setup.train(replace(ADMIN, force=True)).outcome == "promoted"


def test_ratings_of_unknown_films_are_left_out_and_counted(setup: RetrainSetup, engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL's foreign key does not let such rows in")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql(
            "INSERT INTO movielens_ratings (rated_at, movielens_user_id, movie_id, stars)"
            " SELECT rated_at, 9999, 999999, 4.0 FROM movielens_ratings LIMIT 1"
        )
        connection.commit()
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    report = setup.train()
    assert report.outcome == "promoted"
    assert report.counts.unknown_movie_ratings == 1
    assert report.counts.people == 150


def test_a_second_retrain_is_told_who_trains_since_when(setup: RetrainSetup) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def waiting(ratings: Ratings, catalogue: Catalogue, tell: Tell) -> TrainedModel:
        inside.set()
        assert go_on.wait(PATIENCE_SECONDS)
        return good_model(ratings, catalogue, tell)

    first = threading.Thread(target=lambda: setup.train(train=waiting))
    first.start()
    assert inside.wait(PATIENCE_SECONDS)
    try:
        report = setup.train(NIGHTLY)
    finally:
        go_on.set()
        first.join()
    assert report.outcome == "busy"
    assert report.reason.code == "training_already"
    assert in_english(report.reason).startswith("Admin 5 has been training since 22 Nov ")
    assert setup.states() == ["live"]


def test_a_database_that_is_away_while_storing_is_waited_for(setup: RetrainSetup) -> None:
    waits: list[float] = []
    failures = iter([True, True])

    def unit_of_work() -> UnitOfWork:
        if setup.stages and setup.stages[-1].name == "storing" and next(failures, False):
            raise DatabaseUnavailable("away")
        return setup.dependencies.unit_of_work()

    report = setup.train(unit_of_work=unit_of_work, pause=waits.append)
    assert report.outcome == "promoted"
    assert waits == [registering.RETRY_INTERVAL_SECONDS] * 2
    assert setup.live_version() == report.version


def test_a_database_that_stays_away_is_a_failure_that_the_next_retrain_tidies_up(setup: RetrainSetup) -> None:
    good = setup.train()
    setup.stages.clear()

    def unit_of_work() -> UnitOfWork:
        if setup.stages and setup.stages[-1].name == "storing":
            raise DatabaseUnavailable("away")
        return setup.dependencies.unit_of_work()

    report = setup.train(unit_of_work=unit_of_work)
    assert (report.outcome, report.reason) == ("failed", coded("database_away"))
    assert setup.states() == ["live", "training"]
    assert setup.live_version() == good.version
    setup.stages.clear()
    assert setup.train().outcome == "promoted"
    assert setup.states() == ["kept", "failed", "live"]


def test_a_clock_that_jumps_neither_loses_the_lock_nor_the_retrain(
    setup: RetrainSetup, clock: FakeClock
) -> None:
    def jumping(ratings: Ratings, catalogue: Catalogue, tell: Tell) -> TrainedModel:
        for days in (30, -60, 400):
            clock.now += timedelta(days=days)
            tell(Stage("svd", 1, 1))
        return good_model(ratings, catalogue, tell)

    assert setup.train(train=jumping).outcome == "promoted"
    assert setup.lock_is_free()


def test_only_the_newest_models_keep_their_bytes(setup: RetrainSetup) -> None:
    versions = [setup.train().version for _ in range(5)]
    with setup.dependencies.unit_of_work() as work:
        stored = [version for version in versions if work.trained_models.get(version).is_stored]
    assert stored == versions[-3:]


def test_a_live_model_whose_bytes_are_damaged_is_not_compared_with_but_replaced(
    setup: RetrainSetup, engine: Engine, tmp_path: Path
) -> None:
    first = setup.train()
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE model_pieces SET piece = :piece"), {"piece": b"damaged"})
    (tmp_path / "models" / f"{first.digest}.model").unlink()
    second = setup.train()
    assert second.outcome == "promoted"
    assert second.compared_with is None


def test_films_without_genres_are_trained_around(setup: RetrainSetup, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE movies SET genres = ''"))
    assert setup.train().outcome == "promoted"


def test_too_little_memory_is_said_before_anything_is_read(setup: RetrainSetup) -> None:
    setup.train()
    live = setup.live_version()
    trainer = replace(setup.dependencies.trainer, check=lambda shape: check_memory(shape, 100, n_factors=100))
    report = setup.train(trainer=trainer)

    assert report.outcome == "failed"
    assert (report.reason.code, report.reason.values["here"]) == ("too_little_memory", 100)
    assert report.counts is None
    assert setup.live_version() == live
    assert setup.lock_is_free()
